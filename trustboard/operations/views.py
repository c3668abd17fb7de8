"""Health, and the calm pages for what went wrong."""

from __future__ import annotations

import logging
import sys
from secrets import choice

from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from trustboard.ledger.triggers import missing_triggers

log = logging.getLogger(__name__)

REFERENCE_LETTERS = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"


@never_cache
@require_safe
def healthz(request: HttpRequest) -> JsonResponse:
    """Whether the database answers, every migration is in and every trigger stands: 200, else 503 and what is wrong."""
    try:
        executor = MigrationExecutor(connection)
        waiting = executor.migration_plan(executor.loader.graph.leaf_nodes())
        answers = {
            "database": "ok",
            "migrations": f"{len(waiting)} not applied" if waiting else "ok",
            "triggers": ", ".join(missing_triggers(connection)) or "ok",
        }
    except DatabaseError:
        log.exception("The database does not answer.")
        answers = {"database": "does not answer", "migrations": "unknown", "triggers": "unknown"}
    is_well = set(answers.values()) == {"ok"}
    return JsonResponse(answers, status=200 if is_well else 503)


def fault(request: HttpRequest) -> HttpResponse:
    """An unexpected fault: a calm page with a reference, and one log line that carries the same."""
    reference = "".join(choice(REFERENCE_LETTERS) for _ in range(8))
    user = getattr(request, "user", None)
    log.error(
        "Fault %s",
        reference,
        exc_info=sys.exc_info(),
        extra={
            "reference": reference,
            "method": request.method,
            "path": request.path,
            "by": f"user:{user.pk}" if user and user.is_authenticated else "visitor",
            "status": 500,
        },
    )
    # Without the request: no context processor may ask the database that may just have failed.
    page = render_to_string("trustboard/operations/fault.html", {"reference": reference})
    return HttpResponse(page, status=500)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    return render(request, "trustboard/operations/not_found.html", status=404)


def not_yours(request: HttpRequest, exception: Exception) -> HttpResponse:
    return render(request, "trustboard/operations/not_yours.html", status=403)


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    page = render_to_string("trustboard/operations/bad_request.html")
    return HttpResponse(page, status=400)


def form_expired(request: HttpRequest, reason: str = "") -> HttpResponse:
    """The form was sent without the token that shows it came from our page."""
    return render(request, "trustboard/operations/form_expired.html", status=403)
