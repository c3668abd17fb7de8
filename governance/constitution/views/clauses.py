"""The numbered clauses of a trust's agreement, for everyone to read and for its officer to keep."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from governance.constitution import acts
from governance.constitution.english.saying import title_of
from governance.constitution.forms import AddClauseForm, ChangeClauseForm, RepealClauseForm
from governance.constitution.models import Clause, ClauseKind
from governance.constitution.permissions import clause_developed_by
from governance.constitution.queries import ClausesShown, Runs, clauses_on, sources_of
from governance.constitution.rulebook import rulebook_of
from governance.structure.days import AskedDay, asked_day
from governance.structure.models import Trust
from governance.structure.permissions import trust_developed_by, trust_seen
from trustboard.accounts.asking import Asking, answer, ask
from trustboard.accounts.queries import held_roles
from trustboard.accounts.requests import signed_in, today, user_of
from trustboard.acts.days import told

asked = require_http_methods(["GET", "HEAD", "POST"])


class Choice(NamedTuple):
    """One way to narrow the list: what it says, the number of clauses it leaves, and its address."""

    text: str
    number: int
    address: str
    is_chosen: bool


@require_safe
def clauses(request: HttpRequest, slug: str) -> HttpResponse:
    """The trust's clauses on a day, all or those of one kind."""
    trust = trust_seen(slug)
    asked = asked_day(request.GET.get("on", ""), timezone.localdate())
    typed = request.GET.get("kind", "")
    kind = ClauseKind(typed) if typed in ClauseKind.values else None
    shown = clauses_on(trust, asked.day, kind=kind, runs=_runs(trust))
    return render(
        request,
        "governance/constitution/clauses.html",
        {
            "trust": trust,
            "asked": asked,
            "today": _address(trust, kind),
            "kept": [("kind", kind.value)] if kind else [],
            "kind": kind,
            "shown": shown,
            "choices": _choices(trust, asked, kind, shown),
            "roles": held_roles(request.user, trust),
        },
    )


@asked
@signed_in
def add_clause(request: HttpRequest, slug: str) -> HttpResponse:
    """Write down a clause."""
    trust = trust_developed_by(user_of(request), slug)
    form = AddClauseForm(request.POST or None, day=today(), sources=sources_of(trust))
    form.follows = (
        "Everyone sees it among the trust's clauses at once, with its dates.",
        "It stands behind the last clause of its source that has a lower number; a new source comes last.",
        "No rule follows from it yet.",
    )
    page = Asking(heading="Add a clause", about=trust.name, back=_address(trust), back_text="Clauses")
    return answer(request, form, acts.add_clause, trust, told="The clause is added.") or ask(request, form, page)


@asked
@signed_in
def change_clause(request: HttpRequest, slug: str, clause: str) -> HttpResponse:
    """Change what a clause says."""
    changed = clause_developed_by(user_of(request), slug, clause)
    form = ChangeClauseForm(request.POST or None, row=changed)
    form.follows = (
        "The page of clauses shows it at once, for earlier days too.",
        "Its number and its place stay as they are.",
        "What was decided under it stays as it was.",
    )
    page = _asking(f"Change clause {changed.key}", changed)
    return answer(request, form, acts.change_clause, changed, told="The clause is changed.") or ask(request, form, page)


@asked
@signed_in
def repeal_clause(request: HttpRequest, slug: str, clause: str) -> HttpResponse:
    """Say from when on a clause no longer holds."""
    repealed = clause_developed_by(user_of(request), slug, clause)
    form = RepealClauseForm(request.POST or None, row=repealed, day=today())
    form.follows = (
        "From that day on it stands among those no longer in force; for earlier days it is shown as before.",
        "What was decided under it stays as it was.",
    )
    facts = (("It says", repealed.text), ("In force", _span(repealed)))
    page = _asking(f"Repeal clause {repealed.key}", repealed, facts=facts)
    return answer(request, form, acts.repeal_clause, repealed, told="The clause is repealed.") or ask(
        request, form, page
    )


def _asking(heading: str, clause: Clause, *, facts: tuple[tuple[str, str], ...] = ()) -> Asking:
    return Asking(
        heading=heading,
        about=clause.trust.name,
        back=clause.get_absolute_url(),
        back_text=f"Clause {clause.key}",
        facts=facts,
    )


def _choices(trust: Trust, asked: AskedDay, chosen: ClauseKind | None, shown: ClausesShown) -> list[Choice]:
    day = None if asked.is_today else asked.day
    found = [Choice("All", shown.total, _address(trust, day=day), chosen is None)]
    found += [
        Choice(kind.label, shown.counts[kind], _address(trust, kind, day=day), kind == chosen)
        for kind in ClauseKind
        if shown.counts.get(kind) or kind == chosen
    ]
    return found


def _runs(trust: Trust) -> Runs:
    """The parts of the bodies' rules that name each clause; two queries."""
    rulebook = rulebook_of(trust)
    return {
        clause: [
            (
                f"{title_of(part)} of {rulebook.bodies[body].name}",
                f"{reverse('rules', args=[trust.slug, body])}#{part}",
            )
            for body, part in named
        ]
        for clause, named in rulebook.clauses_run.items()
    }


def _address(trust: Trust, kind: ClauseKind | None = None, *, day: date | None = None) -> str:
    query = {"kind": kind.value if kind else "", "on": day.isoformat() if day else ""}
    said = urlencode({name: value for name, value in query.items() if value})
    return f"{reverse('clauses', args=[trust.slug])}{'?' if said else ''}{said}"


def _span(clause: Clause) -> str:
    return f"from {told(clause.starts)}{f' until {told(clause.ends)}' if clause.ends else ''}"
