"""The forms with which an officer says that what is recorded was never so: corrected, or struck, with a reason.

A row is addressed by its seat, or body and office, and the day it is recorded from. It may be gone when a form is sent
again; the act then answers as the first time, or says that it is recorded no more.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import partial
from typing import Any, TypeVar
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods

from governance.membership import acts, verdicts
from governance.membership.choices import ChoosesSomebody
from governance.membership.consequences import SOMEBODY
from governance.membership.forms import CorrectHoldingForm, CorrectNamingForm, CorrectOfficeForm, StrikeForm
from governance.membership.models import DeputyNaming, Holding, OfficeHolding, Seat
from governance.membership.permissions import seat_developed_by
from governance.membership.previews import if_corrected, key_of
from governance.membership.queries import Table, table_of
from governance.membership.sitting import Held
from governance.structure.models import Body
from governance.structure.permissions import body_developed_by
from governance.structure.rules import key_for
from trustboard.accounts.asking import Asking, answer, ask
from trustboard.accounts.requests import by_of, signed_in, today, user_of
from trustboard.acts.act import Done
from trustboard.acts.days import told
from trustboard.acts.forms import VersionedActForm
from trustboard.acts.verdict import Verdict

Row = Holding | DeputyNaming | OfficeHolding

asked = require_http_methods(["GET", "HEAD", "POST"])

CORRECTED = "The record is corrected."
STRUCK = "It is struck from the record."
NO_DAY = "Enter a day to see what follows from it."
NOT_YET_SAID = "Say what was wrong, then ask to see what the record will say."
NEVER_SO = "Only for what was never so. Where something changes from a day on, record that as a change instead."


@asked
@signed_in
def correct_holding(request: HttpRequest, slug: str, body: str, seat: str, day: date) -> HttpResponse:
    """Say that another person held the seat, or nobody, or from another day on."""
    held = seat_developed_by(user_of(request), slug, body, seat)
    row, table = held.holdings.filter(starts=day).first(), table_of(held.body.trust)
    form = CorrectHoldingForm(request.POST or None, seat=held, row=row, table=table, day=today())

    def asks(row: Holding) -> Verdict:
        typed = {"person": form.chosen, "is_new": form.is_unchosen, "powers": form.cleaned_data.get("powers", "")}
        return verdicts.corrected_holding(row, **typed, starts=form.cleaned_data["starts"], reason="-", missing=())

    _show_correction(form, table, row, asks, lambda: (_somebody(form), None))
    page = _page_of_seat(held, "Correct who held it", row)
    return _done_or_asked(request, form, row, partial(acts.correct_holding, held, day=day), page)


@asked
@signed_in
def strike_holding(request: HttpRequest, slug: str, body: str, seat: str, day: date) -> HttpResponse:
    """Say that the seat was never given so at all."""
    held = seat_developed_by(user_of(request), slug, body, seat)
    row, table = held.holdings.filter(starts=day).first(), table_of(held.body.trust)
    form = StrikeForm(request.POST or None, row=row)
    form.follows = if_corrected(table, row, None) if row else ()
    page = _page_of_seat(held, "Strike who held it", row)
    return _done_or_asked(request, form, row, partial(acts.strike_holding, held, day=day), page)


@asked
@signed_in
def correct_naming(request: HttpRequest, slug: str, body: str, seat: str, day: date) -> HttpResponse:
    """Say that another person was named deputy, or nobody, or from another day on."""
    seconded = seat_developed_by(user_of(request), slug, body, seat)
    row, table = seconded.namings.filter(starts=day).first(), table_of(seconded.body.trust)
    form = CorrectNamingForm(request.POST or None, row=row, table=table, day=today())

    def asks(row: DeputyNaming) -> Verdict:
        typed = {"person": form.chosen, "is_new": form.is_unchosen, "starts": form.cleaned_data["starts"]}
        return verdicts.corrected_naming(row, **typed, reason="-")

    _show_correction(form, table, row, asks, lambda: (_somebody(form), None))
    page = _page_of_seat(seconded, "Correct who was deputy", row)
    return _done_or_asked(request, form, row, partial(acts.correct_naming, seconded, day=day), page)


@asked
@signed_in
def strike_naming(request: HttpRequest, slug: str, body: str, seat: str, day: date) -> HttpResponse:
    """Say that the deputy was never named so at all."""
    seconded = seat_developed_by(user_of(request), slug, body, seat)
    row, table = seconded.namings.filter(starts=day).first(), table_of(seconded.body.trust)
    form = StrikeForm(request.POST or None, row=row)
    form.follows = if_corrected(table, row, None) if row else ()
    page = _page_of_seat(seconded, "Strike who was deputy", row)
    return _done_or_asked(request, form, row, partial(acts.strike_naming, seconded, day=day), page)


@asked
@signed_in
def correct_office(request: HttpRequest, slug: str, body: str, office: str, day: date) -> HttpResponse:
    """Say that the office was held by somebody else, or by nobody, or from another day on."""
    led = body_developed_by(user_of(request), slug, body)
    name, table = _office_or_404(led, office), table_of(led.trust)
    row = led.office_holdings.filter(office=name, starts=day).first()
    form = CorrectOfficeForm(request.POST or None, body=led, row=row, table=table, day=day)

    def asks(row: OfficeHolding) -> Verdict:
        return verdicts.corrected_office(row, **form.chosen_holder, starts=form.cleaned_data["starts"], reason="-")

    def chosen() -> tuple[UUID | None, UUID | None]:
        return key_of(form.chosen_holder["person"]), key_of(form.chosen_holder["seat"])

    _show_correction(form, table, row, asks, chosen)
    page = _page_of_office(led, f"Correct who was {name}", row)
    return _done_or_asked(request, form, row, partial(acts.correct_office, led, office=name, day=day), page)


@asked
@signed_in
def strike_office(request: HttpRequest, slug: str, body: str, office: str, day: date) -> HttpResponse:
    """Say that the office was never given so at all."""
    led = body_developed_by(user_of(request), slug, body)
    name, table = _office_or_404(led, office), table_of(led.trust)
    row = led.office_holdings.filter(office=name, starts=day).first()
    form = StrikeForm(request.POST or None, row=row)
    form.follows = if_corrected(table, row, None) if row else ()
    page = _page_of_office(led, f"Strike who was {name}", row)
    return _done_or_asked(request, form, row, partial(acts.strike_office, led, office=name, day=day), page)


def _done_or_asked(
    request: HttpRequest,
    form: VersionedActForm,
    row: Row | None,
    act: Callable[..., Done[Any]],
    page: Asking,
) -> HttpResponse:
    """Do it, or show its page. Where the row is gone only a request that was answered before still has an answer."""
    if row is None:
        if not form.is_to_be_done():
            raise Http404
        return redirect(act(**form.asked(), by=by_of(request, form)).address)
    told_then = STRUCK if isinstance(form, StrikeForm) else CORRECTED
    return answer(request, form, act, told=told_then) or ask(request, form, page)


R = TypeVar("R", Holding, DeputyNaming, OfficeHolding)


def _show_correction(
    form: VersionedActForm,
    table: Table,
    row: R | None,
    asks: Callable[[R], Verdict],
    chosen: Callable[[], tuple[UUID | None, UUID | None]],
) -> None:
    """Give the form's panel what the record would say, or why it cannot."""
    if row is None:
        return
    if not form.is_bound:
        form.follows = (NOT_YET_SAID,)
        return
    day = form.day("starts")
    if day is None:
        form.follows = (NO_DAY,)
        return
    verdict = asks(row)
    newcomer = form.newcomer if isinstance(form, ChoosesSomebody) else ""
    said = if_corrected(table, row, Held(day, *chosen()), newcomer=newcomer)
    form.follows = said if verdict.allowed else verdict.reasons


def _somebody(form: ChoosesSomebody) -> UUID | None:
    return SOMEBODY if form.is_unchosen else key_of(form.chosen)


def _office_or_404(body: Body, key: str) -> str:
    """The office as the body, or what is recorded of it, calls it."""
    known = {*body.offices, *body.office_holdings.values_list("office", flat=True)}
    for office in known:
        if key_for(office, ()) == key:
            return str(office)
    raise Http404


def _page_of_seat(seat: Seat, heading: str, row: Holding | DeputyNaming | None) -> Asking:
    name = row.person.name if row and row.person else "Nobody"
    return Asking(
        heading=f"{heading}: {seat.title}",
        about=f"{seat.body.name}, {seat.body.trust.name}",
        back=seat.get_absolute_url(),
        back_text=seat.title,
        words=NEVER_SO,
        facts=(("Recorded", f"{name} from {told(row.starts)}" if row else ""),),
    )


def _page_of_office(body: Body, heading: str, row: OfficeHolding | None) -> Asking:
    name = "Nobody"
    if row and row.person:
        name = row.person.name
    elif row and row.seat:
        name = f"Whoever holds {row.seat.title}"
    return Asking(
        heading=heading,
        about=f"{body.name}, {body.trust.name}",
        back=body.get_absolute_url(),
        back_text=body.name,
        words=NEVER_SO,
        facts=(("Recorded", f"{name} from {told(row.starts)}" if row else ""),),
    )
