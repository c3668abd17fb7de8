"""The simulator: who comes to a meeting of a body and how, and what its rules then say. The address holds it all."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from governance.constitution.core.language import DecisionIs, SittingIs
from governance.constitution.english.english import English
from governance.constitution.english.phrasing import capital
from governance.constitution.english.wording import named
from governance.constitution.permissions import body_tried_by
from governance.constitution.rulebook import names_in, rulebook_of, stage_of
from governance.constitution.simulating import (
    MOST_DAYS,
    MOST_MINUTES,
    Manner,
    Stage,
    Trial,
    Trouble,
    read_trial,
    write_trial,
)
from governance.constitution.tried import Callings, tried
from governance.membership.queries import Place, Table, table_of
from governance.structure.days import AskedDay, asked_day
from trustboard.accounts.requests import signed_in, user_of

MANNERS: Mapping[Manner, str] = {
    Manner.ROOM: "in the room",
    Manner.REMOTE: "remotely",
    Manner.DEPUTY: "by a deputy",
    Manner.DEPUTY_REMOTE: "by a deputy, remotely",
    Manner.OUT: "barred, and out",
    Manner.STAYING: "barred, but stays",
}
ALONE, APART = "One seat each", "Without an agency"


@dataclass(frozen=True, slots=True)
class Row:
    """A seat to be ticked: who holds it, and how it takes part."""

    place: Place
    manner: Manner

    @property
    def comes(self) -> bool:
        """Whether somebody comes for it."""
        return self.manner is not Manner.ABSENT


@dataclass(frozen=True, slots=True)
class Group:
    """The seats of an agency, or those that are the only one of theirs."""

    title: str
    rows: tuple[Row, ...]
    is_agency: bool


@dataclass(frozen=True, slots=True)
class Choice:
    """One of several things to choose."""

    value: str
    text: str
    is_chosen: bool


@require_safe
@signed_in
def try_rules(request: HttpRequest, slug: str, body: str) -> HttpResponse:
    """Who comes to a meeting of the body, and what its rules then say."""
    shown = body_tried_by(user_of(request), slug, body)
    asked = asked_day(request.GET.get("on", ""), timezone.localdate())
    rulebook, table = rulebook_of(shown.trust), table_of(shown.trust)
    stage, places = stage_of(rulebook, table, shown, asked.day), table.places(shown, asked.day)
    query = request.META.get("QUERY_STRING", "")
    trial, troubles = read_trial(query, stage)
    address = f"{reverse('try_rules', args=[slug, body])}?{write_trial(trial, stage)}"
    if query and not (troubles or asked.trouble) and address != request.get_full_path():
        return redirect(address)
    english = English(names_in(table, shown))
    return render(
        request,
        "governance/constitution/try.html",
        {
            "trust": shown.trust,
            "body": shown,
            "asked": asked,
            "address": address,
            "trial": trial,
            "troubles": _all_troubles(asked, troubles),
            "concerns": stage.concerns(),
            "sittings": _kinds(stage.concerns().sittings, trial.sitting, SittingIs, english),
            "decisions": _kinds(("", *stage.concerns().decisions), trial.decision, DecisionIs, english),
            "chairs": _chairs(places, trial, troubles),
            "facts": [
                Choice(fact, named(english.names.facts, fact), fact in trial.facts) for fact in stage.concerns().facts
            ],
            "numbers": _numbers(stage, trial, troubles),
            "groups": _groups(places, trial),
            "manners": MANNERS.items(),
            "tried": tried(trial, stage, english=english, callings=_callings(table, places)),
        },
    )


def _callings(table: Table, places: Sequence[Place]) -> Callings:
    return Callings(
        seats={place.seat.key: place.seat.title for place in places},
        people={person.key: person.name for person in table.people.values()},
    )


def _all_troubles(asked: AskedDay, troubles: Iterable[Trouble]) -> list[Trouble]:
    of_day = [Trouble("on", f"“{asked.typed}” is no day. {asked.trouble}", asked.typed)] if asked.trouble else []
    return [*of_day, *troubles]


def _kinds(
    kinds: Iterable[str], chosen: str, form: type[SittingIs] | type[DecisionIs], english: English
) -> list[Choice]:
    return [
        Choice(kind, _one_of(form((kind,)), english) if kind else "Of no special kind", kind == chosen)
        for kind in kinds
    ]


def _one_of(kind: SittingIs | DecisionIs, english: English) -> str:
    """One of the kind: "An adjourned sitting", "A budget decision"."""
    return capital(english.circumstances.so(kind).removeprefix("this is "))


def _chairs(places: Iterable[Place], trial: Trial, troubles: Iterable[Trouble]) -> list[Choice]:
    """The seats that may be said to preside; what was chosen stays chosen where it cannot be."""
    chosen = next((trouble.typed for trouble in troubles if trouble.field == "chair"), trial.presiding)
    seats = [place.seat for place in places if place.holder]
    usual = Choice("", "As usual", chosen not in {seat.key for seat in seats})
    return [usual, *(Choice(seat.key, seat.title, seat.key == chosen) for seat in seats)]


@dataclass(frozen=True, slots=True)
class Number:
    """A number of minutes or days. `trouble` says what is wrong with what was typed."""

    name: str
    label: str
    value: str
    most: int
    trouble: str


def _numbers(stage: Stage, trial: Trial, troubles: Iterable[Trouble]) -> list[Number]:
    concerns, wrong = stage.concerns(), {trouble.field: trouble for trouble in troubles}
    asked = (
        ("minutes", "Minutes since the appointed time", trial.minutes, MOST_MINUTES, concerns.start),
        ("days", "Days since the first sitting", trial.days, MOST_DAYS, concerns.first),
    )
    return [
        Number(
            name,
            label,
            wrong[name].typed if name in wrong else str(value),
            most,
            wrong[name].text if name in wrong else "",
        )
        for name, label, value, most, is_asked in asked
        if is_asked
    ]


def _groups(places: Sequence[Place], trial: Trial) -> list[Group]:
    """The seats by agency, in their order; agencies with one seat come together, then seats without an agency."""
    seats_of = Counter(place.seat.agency_id for place in places)
    rows: dict[str, list[Row]] = {}
    for place in places:
        agency = place.seat.agency
        title = APART if agency is None else agency.name if seats_of[agency.pk] > 1 else ALONE
        rows.setdefault(title, []).append(Row(place, trial.seats.get(place.seat.key, Manner.ABSENT)))
    found = [Group(title, tuple(group), is_agency=title not in {ALONE, APART}) for title, group in rows.items()]
    return sorted(found, key=lambda group: (not group.is_agency, group.title == APART))
