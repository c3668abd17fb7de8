"""What the pages of earlier rooms ask of who is who."""

from __future__ import annotations

from typing import Any

from django import template

from governance.membership import queries

register = template.Library()


@register.filter
def sits_anywhere(user: Any) -> bool:
    """Whether the reader signs in as somebody of any trust; on a page without a reader, no."""
    return bool(getattr(user, "is_authenticated", False)) and queries.sits_anywhere(user)
