"""What every page knows of the house."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest


def the_house(request: HttpRequest) -> dict[str, Any]:
    """Whether this is the demonstration, and whether the developers' page is here."""
    return {"is_demonstration": settings.DEMONSTRATION, "is_local": settings.IS_LOCAL}
