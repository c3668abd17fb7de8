"""The app of meetings: at start-up it makes its role and the regions of a sitting known."""

from __future__ import annotations

from django.apps import AppConfig


class MeetingsConfig(AppConfig):
    name = "meetings"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from meetings.agenda.permissions import READER
        from meetings.session.regions import SESSION_REGIONS
        from trustboard.accounts.roles import register_role
        from trustboard.live.regions import register_region

        register_role(READER)
        for region in SESSION_REGIONS:
            register_region(region)
