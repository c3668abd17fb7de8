"""The pages of governance, room by room."""

from django.urls import include, path

urlpatterns = [
    path("", include("governance.structure.urls")),
    path("", include("governance.membership.urls")),
    path("", include("governance.constitution.urls")),
    path("", include("governance.interests.urls")),
    path("", include("governance.agreements.urls")),
]
