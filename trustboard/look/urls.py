from django.urls import path

from trustboard.look import views

urlpatterns = [path("components/", views.components, name="components")]
