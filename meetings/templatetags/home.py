"""What the first page shows of the meetings: what needs whoever is signed in."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django import template

from meetings.home.queries import needs_of
from trustboard.accounts.models import User

register = template.Library()


@register.inclusion_tag("meetings/home/what_needs_me.html", takes_context=True)
def what_needs_me(context: dict[str, Any], now: datetime) -> dict[str, Any]:
    """The sittings in session that are the reader's, what they have to do and their next meetings, at that moment."""
    user = context["request"].user
    return {"needs": needs_of(user, now)} if isinstance(user, User) else {}
