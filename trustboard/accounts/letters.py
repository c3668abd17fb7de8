"""What the letters of this room say."""

from __future__ import annotations

from datetime import datetime
from typing import NamedTuple

from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse

from trustboard.accounts.models import Held
from trustboard.accounts.roles import Role


class Words(NamedTuple):
    subject: str
    text: str


def invitation_letter(*, role: Role, held_on: Held, token: str, expires_at: datetime) -> Words:
    """The invitation, with its link. The subject names no role and no name: others may see it on a screen."""
    link = settings.SITE_URL + reverse("accept_invitation", args=[token])
    text = render_to_string(
        "trustboard/accounts/invitation.txt",
        {"role": role, "held_on": held_on.governing, "link": link, "expires_at": expires_at},
    )
    return Words(subject="You are invited to Trustboard", text=text)
