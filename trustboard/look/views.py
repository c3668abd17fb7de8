"""The page for developers that shows every component."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from trustboard.look.showcase import SampleForm, all_components, sample_words


@require_safe
def components(request: HttpRequest) -> HttpResponse:
    """Every component as it looks, with its variables."""
    sample = SampleForm({"name": "Adela Marsh"})
    return render(
        request, "trustboard/look/components.html", {"components": all_components(), "sample": sample, **sample_words()}
    )
