from django.urls import path

from trustboard.operations import views

urlpatterns = [path("healthz/", views.healthz, name="healthz")]
