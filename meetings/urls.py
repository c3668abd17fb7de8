"""The pages of meetings, room by room."""

from django.urls import include, path

urlpatterns = [
    path("", include("meetings.schedule.urls")),
    path("", include("meetings.agenda.urls")),
    path("", include("meetings.answers.urls")),
    path("", include("meetings.declarations.urls")),
    path("", include("meetings.decisions.urls")),
    path("", include("meetings.actions.urls")),
    path("", include("meetings.minutes.urls")),
    path("", include("meetings.session.urls")),
]
