"""The page for developers that shows every component."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET


@require_GET
def components(request: HttpRequest) -> HttpResponse:
    """Every component as it looks, with its variables."""
    return render(request, "trustboard/look/components.html")
