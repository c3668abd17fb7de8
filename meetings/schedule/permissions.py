"""Who plans the meetings of a body, and loading a body or a meeting as the permission itself.

The development officer plans. The chair adds, cancels or moves where the constitution says that the chair may (H7.1),
and decides on press and public where it leaves that to the chair (H7.11).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404

from governance.constitution.core.calendar import ChairMay
from governance.constitution.core.constitution import Rules
from governance.constitution.core.publicity import Admission
from governance.constitution.rulebook import rulebook_of
from governance.membership.models import Person
from governance.membership.queries import Table, people_of_user, table_of
from governance.structure.models import Body, Trust
from governance.structure.permissions import OFFICER, body_seen, require_officer
from meetings.schedule.models import Meeting
from trustboard.accounts.permissions import may_use, require_role
from trustboard.accounts.queries import AnyUser
from trustboard.acts.by import By


@dataclass(frozen=True, slots=True)
class Reader:
    """Who reads of a body's meetings. `person` is whom they sign in as; `belongs`: they sit on it or deputise."""

    is_officer: bool = False
    person: Person | None = None
    belongs: bool = False

    @property
    def is_inside(self) -> bool:
        """Whether they see what is for members and officer: who has answered, and how to join."""
        return self.is_officer or self.belongs


def reader_of(user: AnyUser, table: Table, body: Body, *days: date) -> Reader:
    """The reader, by the roles they hold and by where they sit on any of the days; four queries."""
    if not user.is_authenticated:
        return Reader()
    person = person_signed_in(user, body.trust)
    places = [place for day in days for place in table.places(body, day)]
    return Reader(
        is_officer=may_use(user, body.trust, OFFICER),
        person=person,
        belongs=person is not None and any(person in (place.holder, place.deputy) for place in places),
    )


def person_signed_in(user: AnyUser, trust: Trust) -> Person | None:
    """Whom the user signs in as in this trust, if anybody."""
    return people_of_user(user).filter(trust=trust).first()


def chair_of(table: Table, body: Body, day: date) -> Person | None:
    """Who chairs the body on the day: whoever holds the office of that name, or else the first that the body has."""
    office = "chair" if "chair" in body.offices else next(iter(body.offices), "")
    return table.officer(body, office, day) if office else None


def may_call(user: AnyUser, body: Body, deed: ChairMay, day: date) -> bool:
    """Whether the user may do this to the body's calendar as its chair on the day, by its constitution (H7.1)."""
    rules = _rules_for_chair(user, body, day)
    return rules is not None and deed in rules.calendar.chair_may


def may_decide_publicity(user: AnyUser, body: Body, day: date) -> bool:
    """Whether the user admits or leaves out press and public as its chair on the day, by its constitution (H7.11)."""
    rules = _rules_for_chair(user, body, day)
    return rules is not None and rules.publicity.meetings is Admission.CHAIR


def _rules_for_chair(user: AnyUser, body: Body, day: date) -> Rules | None:
    person = person_signed_in(user, body.trust) if user.is_authenticated else None
    if person is None or chair_of(table_of(body.trust), body, day) != person:
        return None
    return rulebook_of(body.trust).rules(body.key, day)


def require_caller(by: By, body: Body, deed: ChairMay, day: date) -> None:
    """Go on for the officer, and for the chair where the constitution says so. Raises Http404 for strangers."""
    if by.command:
        return
    if by.user is None:
        raise PermissionDenied
    if not may_call(by.user, body, deed, day):
        require_officer(by, body.trust)


def require_publicist(by: By, body: Body, day: date) -> None:
    """Go on for the officer, and for the chair where the constitution leaves press and public to the chair.

    Raises Http404 for strangers.
    """
    if by.command:
        return
    if by.user is None:
        raise PermissionDenied
    if not may_decide_publicity(by.user, body, day):
        require_officer(by, body.trust)


def body_called_by(user: AnyUser, slug: str, key: str, deed: ChairMay, day: date) -> Body:
    """The body, for those who may do this to its calendar."""
    body = body_seen(slug, key)
    if not may_call(user, body, deed, day):
        require_role(user, body.trust, OFFICER)
    return body


def meeting_seen(slug: str, body: str, key: UUID) -> Meeting:
    """The meeting, whose public face everyone may see. Http404 where there is none."""
    meetings = Meeting.objects.select_related("body__trust").prefetch_related("sittings")
    return get_object_or_404(meetings, body__trust__slug=slug, body__key=body, pk=key)


def meeting_called_by(user: AnyUser, meeting: Meeting, deed: ChairMay, day: date) -> Meeting:
    """The meeting, for those who may do this to it. Http404 for strangers."""
    if not may_call(user, meeting.body, deed, day):
        require_role(user, meeting.body.trust, OFFICER)
    return meeting


def meeting_publicised_by(user: AnyUser, meeting: Meeting, day: date) -> Meeting:
    """The meeting, for those who decide whether press and public are admitted to it. Http404 for strangers."""
    if not may_decide_publicity(user, meeting.body, day):
        require_role(user, meeting.body.trust, OFFICER)
    return meeting


def meeting_developed_by(user: AnyUser, slug: str, body: str, key: UUID) -> Meeting:
    """The meeting, for the trust's development officer."""
    require_role(user, body_seen(slug, body).trust, OFFICER)
    return meeting_seen(slug, body, key)
