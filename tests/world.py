"""A small world for tests: two trusts and people in every role, made through the acts as in real life."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time
from uuid import uuid4

from allauth.account.internal.flows.login import record_authentication
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.apps import apps
from django.db import connection
from django.http import HttpRequest, HttpResponseBase
from django.test import Client
from django.utils import timezone

from governance.constitution.acts import add_clause, change_part, close_day
from governance.constitution.models import Clause, ClauseStanding
from governance.interests.acts import declare_interest
from governance.interests.models import StandingInterest, Whose
from governance.membership.acts import add_person, add_seat, appoint, elect, name_deputy
from governance.membership.models import Person, Seat
from governance.structure.acts import add_agency, add_body, add_line, found_trust
from governance.structure.models import Access, Agency, Body, Duty, Kind, Sector, Standing, Trust
from governance.structure.permissions import AUDITOR, OFFICER
from meetings.schedule.acts import add_meeting
from meetings.schedule.models import Meeting
from tests.remembered import Remembered
from trustboard.accounts import acts
from trustboard.accounts.models import Held, Invitation, User
from trustboard.accounts.queries import open_invitations_to
from trustboard.accounts.roles import Role
from trustboard.acts.by import By
from trustboard.mail.models import Letter

PASSWORD = "seven unrelated words in a row"
SINCE = date(2020, 5, 1)
MEETS = date(2030, 4, 18)
MORNING = datetime(2026, 10, 1, 9, tzinfo=UTC)


def operator(now: datetime | None = None) -> By:
    """The operator's command, now or at a given moment."""
    return By.the_command("world", now=now or timezone.now())


def by(user: User | None, *, now: datetime | None = None, proved: bool = True) -> By:
    """The user (or a visitor) with a request of its own, who has just proved who they are."""
    now = now or timezone.now()
    return By(now=now, request_id=uuid4(), user=user, proved_at=now if user and proved else None)


def token_in(letter: Letter) -> str:
    """The token of the link in an invitation's letter."""
    return letter.text.split("/invitations/")[1].split("/")[0]


def invited(held_on: Held, email: str, role: Role, *, now: datetime | None = None) -> tuple[Invitation, str]:
    """An invitation that was sent, and the token of its link, where no server runs that may have sent its letter."""
    invitation = invite(held_on, email, role, now)
    return invitation, token_in(invitation.letter)


def invite(held_on: Held, email: str, role: Role, now: datetime | None = None) -> Invitation:
    """An invitation that was sent. Where a server runs, its letter may have left already: then it is empty."""
    acts.invite_person(held_on, email=email, role=role, by=operator(now))
    return open_invitations_to(held_on).get(address__text=email, role=role.key)


def member(held_on: Held, name: str, role: Role, *, second_factor: bool = True) -> User:
    """Somebody who holds a role, by an invitation that was sent and taken up."""
    email = f"{name.lower().replace(' ', '.')}@agency.example"
    invitation = invite(held_on, email, role)
    user = acts.accept_invitation(invitation, name=name, password=PASSWORD, by=by(None)).result
    if second_factor:
        TOTP.activate(user, generate_totp_secret())
        RecoveryCodes.activate(user)
    return user


def signed_in(user: User) -> Client:
    """A browser in which the user has just signed in."""
    client = Client()
    client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
    request = HttpRequest()
    request.session = client.session
    record_authentication(request, user, method="password", reauthenticated=True)
    request.session.save()
    return client


def close_files(response: HttpResponseBase) -> None:
    """Close what a download holds open. To close the response would close the database too, as after a request."""
    while response._resource_closers:
        response._resource_closers.pop()()


def everything() -> dict[str, list[tuple[object, ...]]]:
    """Every row of the house, histories too: equal before and after a refusal. As the database keeps them, for this is
    asked twice for each of some thousand refusals.
    """
    tables = [
        (model._meta.label, model._meta.db_table, model._meta.pk.column)
        for app in ("trustboard", "governance", "meetings", "guardian")
        for model in apps.get_app_config(app).get_models()
    ]
    found: dict[str, list[tuple[object, ...]]] = {label: [] for label, _, _ in tables}
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            each = (f"SELECT '{label}', t::text FROM \"{table}\" t" for label, table, _ in tables)
            cursor.execute(f"{' UNION ALL '.join(each)} ORDER BY 1, 2")
            for label, row in cursor.fetchall():
                found[label].append((row,))
        else:
            for label, table, key in tables:
                cursor.execute(f'SELECT * FROM "{table}" ORDER BY "{key}"')
                found[label] = cursor.fetchall()
    return found


@dataclass
class World(metaclass=Remembered):
    """Kent and Medway with their people; `open_invitation` is one to Kent that was not taken up."""

    kent: Trust = field(init=False)
    medway: Trust = field(init=False)

    def __post_init__(self) -> None:
        self.kent = found_trust(slug="kent", name="Kent Children's Trust", by=operator()).result
        self.medway = found_trust(slug="medway", name="Medway Children's Trust", by=operator()).result
        self.officer = member(self.kent, "Olive Officer", OFFICER)
        self.bare_officer = member(self.kent, "Basil Bare", OFFICER, second_factor=False)
        self.auditor = member(self.kent, "Audrey Auditor", AUDITOR)
        self.medway_officer = member(self.medway, "Marlon Medway", OFFICER)
        self.medway_auditor = member(self.medway, "Agnes Medway", AUDITOR)
        self.nobody = User.objects.create(email="nobody@agency.example", name="Nina Nobody", joined_at=timezone.now())
        self.open_invitation, self.open_token = invited(self.kent, "ivy@agency.example", AUDITOR)


CRITERION = "Can commit the organisation on policy and practice."


def body_of(trust: Trust, name: str, kind: Kind = Kind.BOARD, **columns: object) -> Body:
    """A body of the trust since 1 May 2020."""
    plain = {
        "standing": Standing.IN_FORCE,
        "access": Access.OPEN,
        "purpose": "",
        "terms": [],
        "offices": ["chair", "vice-chair"],
        "criteria": [],
        "starts": SINCE,
        "ends": None,
    }
    return add_body(trust, name=name, kind=kind, by=operator(), **(plain | columns)).result


def seat_of(body: Body, title: str, **columns: object) -> Seat:
    """A seat of the body since 1 May 2020."""
    plain = {
        "agency": None,
        "tags": [],
        "votes": True,
        "weight": 1,
        "filled": "",
        "bound_seat": None,
        "bound_body": None,
        "bound_office": "",
        "starts": SINCE,
        "ends": None,
    }
    add_seat(body, title=title, by=operator(), **(plain | columns))
    return body.seats.get(title=title)


def clause_of(trust: Trust, key: str, **columns: object) -> Clause:
    """A clause of the trust since 1 May 2020."""
    plain = {
        "text": "The board meets.",
        "kinds": ["rule"],
        "note": "",
        "source": "Agreement",
        "starts": SINCE,
        "ends": None,
        "standing": ClauseStanding.IN_FORCE,
    }
    return add_clause(trust, key=key, by=operator(), **(plain | columns)).result


def person_of(trust: Trust, name: str) -> Person:
    """Somebody of the trust."""
    return add_person(trust, name=name, by=operator()).result


def interest_of(person: Person, nature: str, **columns: object) -> StandingInterest:
    """An interest of the person since 1 May 2020, declared in confidence."""
    plain = {
        "whose": Whose.OWN,
        "kind": "",
        "agency": None,
        "is_public": False,
        "starts": SINCE,
        "ends": None,
    }
    return declare_interest(person, nature=nature, by=operator(), **(plain | columns)).result


def meeting_of(body: Body, on: date = MEETS, **columns: object) -> Meeting:
    """An ordinary meeting of the body at two in the afternoon; on 18 April 2030, a Thursday, unless said otherwise."""
    plain = {
        "kind": "ordinary",
        "title": "",
        "starts": time(14),
        "minutes": 120,
        "place": "County Hall",
        "link": "https://meet.example/board",
    }
    return add_meeting(body, on=on, by=operator(), **(plain | columns)).result


def seated(seat: Seat, person: Person, starts: date = SINCE) -> None:
    """The person holds the seat from that day on."""
    appoint(seat, person=person, name="", starts=starts, powers="", attested=[], by=operator())


@dataclass
class SeatedWorld(World):
    """Kent with a board and an executive group: Ann Ames holds the police's seat, and with it one on the group; Ben
    Bold is her deputy; Cat Cole holds health's and is chair. The voluntary sector's seat is vacant. Kent has one
    clause, and Medway a board. Ann has told of one interest in confidence.
    The board meets on 18 April 2030.
    """

    def __post_init__(self) -> None:
        super().__post_init__()
        kent, medway = self.kent, self.medway
        add_agency(kent, name="Kent Police", sector=Sector.POLICE, duty=Duty.STATUTORY, passage="", by=operator())
        self.agency: Agency = kent.agencies.get()
        self.board = body_of(kent, "Board", criteria=[CRITERION])
        self.group = body_of(kent, "Executive group", Kind.EXECUTIVE)
        self.partnership = body_of(kent, "Kent Partnership", Kind.OUTSIDE)
        add_line(self.board, to=self.partnership, through=None, about="", starts=SINCE, by=operator())
        self.police = seat_of(self.board, "Police", agency=self.agency)
        self.health = seat_of(self.board, "Health")
        self.voluntary = seat_of(self.board, "Voluntary sector")
        self.group_police = seat_of(self.group, "Police", bound_seat=self.police)
        self.ann, self.ben, self.cat = (person_of(kent, name) for name in ("Ann Ames", "Ben Bold", "Cat Cole"))
        seated(self.police, self.ann)
        seated(self.health, self.cat)
        name_deputy(self.police, person=self.ben, name="", starts=date(2020, 6, 1), by=operator())
        elect(self.board, office="chair", person=self.cat, seat=None, starts=date(2020, 6, 1), by=operator())
        self.clause = clause_of(kent, "K1.1")
        self.interest = interest_of(self.ann, "Owns a van hire firm.", agency=self.agency)
        self.meeting = meeting_of(self.board)
        self.medway_board = body_of(medway, "Board")
        self.medway_seat = seat_of(self.medway_board, "Police")
        self.medway_person = person_of(medway, "Max Mead")
        seated(self.medway_seat, self.medway_person)


@dataclass
class RuledWorld(SeatedWorld):
    """The same, where the executive group has a quorum of three, and the trust is closed on 31 December 2030."""

    def __post_init__(self) -> None:
        super().__post_init__()
        quorum = {"business": {"count": {"n": 3}}}
        change_part(self.group, part="quorum", written=quorum, starts=SINCE, read=0, by=operator())
        close_day(self.kent, day=date(2030, 12, 31), reason="The offices are closed.", by=operator())
        self.closed = self.kent.closed_days.get()
