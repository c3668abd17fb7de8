"""The rules of a body for everyone to read: on any day, and two versions of them side by side."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from governance.constitution.core.constitution import Part
from governance.constitution.editor.editing import title
from governance.constitution.editor.part_forms import EDITED
from governance.constitution.permissions import belongs
from governance.constitution.rulebook import names_of, rulebook_of
from governance.constitution.rules_shown import PartShown, Reading, usual_since
from governance.structure.days import AskedDay, asked_day
from governance.structure.models import Body
from governance.structure.permissions import body_seen
from trustboard.accounts.queries import held_roles


@require_safe
def rules(request: HttpRequest, slug: str, body: str) -> HttpResponse:
    """Every rule of the body on a day, as a sentence with its clauses; since when it is so, and what is coming."""
    shown = body_seen(slug, body)
    asked = asked_day(request.GET.get("on", ""), timezone.localdate())
    reading = reading_of(shown)
    parts = reading.parts(asked.day)
    roles = held_roles(request.user, shown.trust)
    return render(
        request,
        "governance/constitution/rules.html",
        {
            "trust": shown.trust,
            "body": shown,
            "asked": asked,
            "today": reverse("rules", args=[slug, body]),
            "parts": parts,
            "since": usual_since(parts),
            "versions": reading.versions(asked.day, today=asked.today),
            "coming": [day for day in reading.turns if day > asked.today],
            "work": _work(reading, parts, asked.day) if "officer" in roles else {},
            "unwritten": _unwritten(reading, parts) if "officer" in roles else [],
            "trial": _trial(shown, asked) if belongs(request.user, shown.trust) else "",
            "roles": roles,
        },
    )


@require_safe
def versions(request: HttpRequest, slug: str, body: str) -> HttpResponse:
    """The rules as they were from one day on, and as they are from another, part by part."""
    shown = body_seen(slug, body)
    reading, today = reading_of(shown), timezone.localdate()
    new = asked_day(request.GET.get("new", ""), _usual_new(reading, today))
    old = asked_day(request.GET.get("old", ""), _usual_old(reading, new.day))
    compared = reading.compared(old.day, new.day) if reading.turns else []
    return render(
        request,
        "governance/constitution/versions.html",
        {
            "trust": shown.trust,
            "body": shown,
            "turns": reading.turns,
            "sides": (("old", "Earlier", old), ("new", "Later", new)),
            "old": old,
            "new": new,
            "changed": [part for part in compared if part.is_changed],
            "unchanged": [part for part in compared if not part.is_changed],
        },
    )


def reading_of(body: Body) -> Reading:
    """The rules of the body, to be read on any day; five queries."""
    return Reading(rulebook_of(body.trust), body, names_of(body.trust, body))


def _trial(body: Body, asked: AskedDay) -> str:
    """Where those of the trust try who comes, on the day that the page shows."""
    address = reverse("try_rules", args=[body.trust.slug, body.key])
    return address if asked.is_today else f"{address}?on={asked.day.isoformat()}"


def _usual_new(reading: Reading, today: date) -> date:
    """The version in force; before the first, the first."""
    begun = [turn for turn in reading.turns if turn <= today]
    return (begun or reading.turns or [today])[-1 if begun else 0]


def _usual_old(reading: Reading, new: date) -> date:
    """The version before that one, where there is one."""
    before = [turn for turn in reading.turns if turn < new]
    return before[-1] if before else new


def _work(reading: Reading, parts: Sequence[PartShown], day: date) -> dict[Part, list[tuple[str, str]]]:
    """What the officer may do with each part that is the body's own: addresses, and what they are called."""
    own, version = [reading.body.trust.slug, reading.body.key], reading.rulebook.version(reading.body.key, day)
    return {
        shown.part: [
            (reverse("change_part", args=[*own, shown.part]), "Change"),
            (reverse("correct_part", args=[*own, version.starts, shown.part]), "Correct"),
        ]
        for shown in parts
        if version and shown.taken_from is None
    }


def _unwritten(reading: Reading, parts: Sequence[PartShown]) -> list[tuple[str, str]]:
    """Where the officer writes down what the body has not written yet, and what no part holds."""
    written = {shown.part for shown in parts}
    missing = [part for part in EDITED if part not in written]
    return [
        (reverse("change_part", args=[reading.body.trust.slug, reading.body.key, part]), title(part))
        for part in missing
    ]
