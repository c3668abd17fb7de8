"""The app of governance: at start-up it makes its roles and regions known."""

from __future__ import annotations

from django.apps import AppConfig


class GovernanceConfig(AppConfig):
    name = "governance"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from governance.membership.permissions import PERSON
        from governance.structure.permissions import AUDITOR, CONTACT, OFFICER
        from governance.structure.regions import ACCESS_REGION
        from trustboard.accounts.roles import register_role
        from trustboard.live.regions import register_region

        register_role(OFFICER)
        register_role(AUDITOR)
        register_role(CONTACT)
        register_role(PERSON)
        register_region(ACCESS_REGION)
