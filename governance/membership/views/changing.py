"""The forms with which an officer keeps who sits where."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from governance.membership import acts, verdicts
from governance.membership.consequences import SOMEBODY
from governance.membership.forms import (
    AddPersonForm,
    AddSeatForm,
    AppointForm,
    ChangePersonForm,
    ChangeSeatForm,
    ElectForm,
    InviteToSignInForm,
    LeaveVacantForm,
    NameDeputyForm,
)
from governance.membership.models import Seat
from governance.membership.permissions import PERSON, person_developed_by, seat_developed_by
from governance.membership.previews import if_elected, if_held, if_named, key_of
from governance.membership.queries import Table, table_of
from governance.membership.rules import Span
from governance.membership.sitting import Held, Office
from governance.structure.models import Body
from governance.structure.permissions import body_developed_by, trust_developed_by
from governance.structure.rules import key_for
from trustboard.accounts.acts import invite_person
from trustboard.accounts.asking import Asking, answer, ask
from trustboard.accounts.queries import grants_on, open_invitations_to
from trustboard.accounts.requests import ask_for_proof, signed_in, today, user_of
from trustboard.acts.days import told
from trustboard.acts.forms import ActForm
from trustboard.acts.verdict import ALLOWED, Verdict

asked = require_http_methods(["GET", "HEAD", "POST"])

EX_OFFICIO = "This seat is held ex officio: whoever holds the other post holds it. Change who holds that one instead."
NO_DAY = "Enter a day to see what follows from it."


@asked
@signed_in
def add_person(request: HttpRequest, slug: str) -> HttpResponse:
    """Take somebody into the trust's people."""
    trust = trust_developed_by(user_of(request), slug)
    form = AddPersonForm(request.POST or None)
    form.follows = ("They can be appointed, named deputy and invited to sign in.", "Nothing is public of them yet.")
    page = Asking(heading="Add a person", about=trust.name, back=reverse("people", args=[slug]), back_text="People")
    return answer(request, form, acts.add_person, trust, told="The person is added.") or ask(request, form, page)


@asked
@signed_in
def change_person(request: HttpRequest, slug: str, person: str) -> HttpResponse:
    """Give somebody another name."""
    changed = person_developed_by(user_of(request), slug, person)
    form = ChangePersonForm(request.POST or None, row=changed)
    form.follows = (
        "Every page shows them under the new name, for earlier years too.",
        "What they hold stays as it is.",
    )
    page = Asking(
        heading=f"Change {changed.name}",
        about=changed.trust.name,
        back=changed.get_absolute_url(),
        back_text=changed.name,
    )
    return answer(request, form, acts.change_person, changed, told="The name is changed.") or ask(request, form, page)


@asked
@signed_in
def invite_to_sign_in(request: HttpRequest, slug: str, person: str) -> HttpResponse:
    """Invite a person of the record to sign in as themself."""
    invited = person_developed_by(user_of(request), slug, person)
    ask_for_proof(request)
    form = InviteToSignInForm(request.POST or None)
    form.follows = (f"Whoever takes up the link signs in as {invited.name} and sees what their seats see.",)
    signs_in = [grant.person.email for grant in grants_on(invited) if grant.role == PERSON]
    waiting = [f"{invitation.email} (invited)" for invitation in open_invitations_to(invited)]
    page = Asking(
        heading="Invite to sign in",
        about=invited.name,
        back=invited.get_absolute_url(),
        back_text=invited.name,
        facts=(("Person", invited.name), ("Signs in with", ", ".join([*signs_in, *waiting]) or "Nothing yet")),
    )
    return answer(request, form, invite_person, invited, told="The invitation is on its way.") or ask(
        request, form, page
    )


@asked
@signed_in
def add_seat(request: HttpRequest, slug: str, body: str) -> HttpResponse:
    """Add a seat to a body."""
    widened = body_developed_by(user_of(request), slug, body)
    form = AddSeatForm(request.POST or None, body=widened, day=today())
    form.follows = (
        "The seat stands last on the body's page from its first day on, and is vacant until somebody is appointed.",
        "Held ex officio, it goes to whoever holds the other post, on every day, and nobody is appointed to it.",
    )
    page = Asking(
        heading="Add a seat",
        about=_about(widened),
        back=widened.get_absolute_url(),
        back_text=widened.name,
        facts=(("Seats so far", widened.seats.count()),),
    )
    return answer(request, form, acts.add_seat, widened, told="The seat is added.") or ask(request, form, page)


@asked
@signed_in
def change_seat(request: HttpRequest, slug: str, body: str, seat: str) -> HttpResponse:
    """Change a seat."""
    changed = seat_developed_by(user_of(request), slug, body, seat)
    form = ChangeSeatForm(request.POST or None, row=changed)
    form.follows = (
        "The seat is shown so at once, for earlier days too.",
        "Outside its dates nobody holds it. Who holds it inside them stays as it is.",
    )
    page = _seat_page(changed, f"Change {changed.title}", table_of(changed.body.trust))
    return answer(request, form, acts.change_seat, changed, told="The seat is changed.") or ask(request, form, page)


@asked
@signed_in
def appoint(request: HttpRequest, slug: str, body: str, seat: str) -> HttpResponse:
    """Give a seat to somebody."""
    given = seat_developed_by(user_of(request), slug, body, seat)
    table = table_of(given.body.trust)
    form = AppointForm(request.POST or None, seat=given, table=table, day=_first_day(verdicts.life_of(given)))

    def asks(day: date) -> Verdict:
        new = form.chosen is None
        return verdicts.appointment(given, person=form.chosen, is_new=new, starts=day, missing=())

    def follows(day: date) -> list[str]:
        return if_held(table, given, key_of(form.chosen) or SOMEBODY, day, newcomer=form.newcomer)

    form.follows = _follows(form, asks, follows)
    page = _seat_page(given, f"Appoint: {given.title}", table, is_closed=verdicts.is_bound(given))
    return answer(request, form, acts.appoint, given, told="The appointment is recorded.") or ask(request, form, page)


@asked
@signed_in
def leave_vacant(request: HttpRequest, slug: str, body: str, seat: str) -> HttpResponse:
    """Leave a seat vacant."""
    left = seat_developed_by(user_of(request), slug, body, seat)
    table = table_of(left.body.trust)
    form = LeaveVacantForm(request.POST or None, day=_first_day(verdicts.life_of(left)))

    def asks(day: date) -> Verdict:
        return verdicts.appointment(left, person=None, is_new=False, starts=day, missing=())

    form.follows = _follows(form, asks, lambda day: if_held(table, left, None, day))
    page = _seat_page(left, f"Leave vacant: {left.title}", table, is_closed=verdicts.is_bound(left))
    return answer(request, form, acts.leave_vacant, left, told="The vacancy is recorded.") or ask(request, form, page)


@asked
@signed_in
def name_deputy(request: HttpRequest, slug: str, body: str, seat: str) -> HttpResponse:
    """Name a deputy of a seat, or nobody from now on."""
    seconded = seat_developed_by(user_of(request), slug, body, seat)
    table = table_of(seconded.body.trust)
    form = NameDeputyForm(request.POST or None, table=table, day=_first_day(verdicts.life_of(seconded)))

    def asks(day: date) -> Verdict:
        return verdicts.naming(seconded, person=form.chosen, is_new=form.is_unchosen, starts=day)

    def follows(day: date) -> list[str]:
        person = SOMEBODY if form.is_unchosen else key_of(form.chosen)
        return if_named(table, seconded, person, day, newcomer=form.newcomer)

    form.follows = _follows(form, asks, follows)
    page = _seat_page(seconded, f"Name a deputy: {seconded.title}", table)
    return answer(request, form, acts.name_deputy, seconded, told="The naming is recorded.") or ask(request, form, page)


@asked
@signed_in
def elect(request: HttpRequest, slug: str, body: str) -> HttpResponse:
    """Give an office of a body to somebody, to a seat, or to nobody."""
    electing = body_developed_by(user_of(request), slug, body)
    table = table_of(electing.trust)
    day = _first_day(Span(electing.starts, electing.ends))
    form = ElectForm(request.POST or None, body=electing, table=table, day=day, office=_office(electing, request))

    def asks(day: date) -> Verdict:
        return (
            verdicts.election(electing, office=form.chosen_office, starts=day, **form.chosen_holder)
            if form.chosen_office
            else ALLOWED
        )

    def follows(day: date) -> list[str]:
        if not form.chosen_office or not form.is_holder_chosen:
            return [
                "Whoever holds the office until then holds it no longer.",
                "Choose office and holder to see the rest.",
            ]
        person, seat = form.chosen_holder["person"], form.chosen_holder["seat"]
        return if_elected(table, electing, form.chosen_office, Held(day, key_of(person), key_of(seat)))

    form.follows = _follows(form, asks, follows)
    page = Asking(
        heading="Fill an office",
        about=_about(electing),
        back=electing.get_absolute_url(),
        back_text=electing.name,
        facts=_offices(electing, table),
        closed="" if electing.offices else "This body has no offices yet. Name them first, under Change the body.",
    )
    return answer(request, form, acts.elect, electing, told="The office is filled.") or ask(request, form, page)


def _follows(form: ActForm, asks: Callable[[date], Verdict], follows: Callable[[date], list[str]]) -> Sequence[str]:
    """What follows from the day typed, or the default one; or why nothing can."""
    day = form.day("starts")
    if day is None:
        return (NO_DAY,)
    verdict = asks(day)
    return follows(day) if verdict.allowed else verdict.reasons


def _first_day(life: Span) -> date:
    """Today, or the first day of what is not there today."""
    return today() if life.has(today()) else life.starts


def _about(body: Body) -> str:
    return f"{body.name}, {body.trust.name}"


def _office(body: Body, request: HttpRequest) -> str:
    """The office that the page was asked for, or the only one there is."""
    wanted = key_for(request.GET.get("office", ""), ())
    fitting = [office for office in body.offices if key_for(office, ()) == wanted]
    return fitting[0] if fitting else body.offices[0] if len(body.offices) == 1 else ""


def _offices(body: Body, table: Table) -> tuple[tuple[str, str], ...]:
    shown = []
    for office in body.offices:
        tenure = table.membership.tenure_of_office(Office(body.pk, office), today())
        name = table.people[tenure.person].name if tenure.person else ""
        since = f", since {told(tenure.since)}" if tenure.since else ""
        shown.append((office.capitalize(), f"{name}{since}" if name else "Nobody"))
    return tuple(shown)


def _seat_page(seat: Seat, heading: str, table: Table, *, is_closed: bool = False) -> Asking:
    """The page of an act on a seat, with how the seat stands today."""
    place = table.place(seat, today())
    since = f", since {told(place.sitting.since)}" if place.sitting.since else ""
    facts = [
        ("Agency", seat.agency.name if seat.agency else "None"),
        ("Held by", f"{place.holder.name}{since}" if place.holder else "Nobody"),
        ("Deputy", place.deputy.name if place.deputy else "Nobody"),
    ]
    coming = [row for row in table.membership.rows_of_seat(seat.pk) if row.starts > today()]
    facts += [
        ("To come", f"{table.people[row.person].name if row.person else 'Nobody'} from {told(row.starts)}")
        for row in coming
    ]
    return Asking(
        heading=heading,
        about=_about(seat.body),
        back=seat.get_absolute_url(),
        back_text=seat.title,
        facts=tuple(facts),
        closed=EX_OFFICIO if is_closed else "",
    )
