"""The app of meetings: at start-up it makes the regions of a sitting known."""

from __future__ import annotations

from django.apps import AppConfig


class MeetingsConfig(AppConfig):
    name = "meetings"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from meetings.session.regions import SESSION_REGIONS
        from trustboard.live.regions import register_region

        for region in SESSION_REGIONS:
            register_region(region)
