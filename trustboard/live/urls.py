from django.urls import path

from trustboard.live import views

urlpatterns = [path("<slug:name>/<uuid:key>/", views.watch_region, name="watch_region")]
