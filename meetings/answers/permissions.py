"""Whose answer it is: that of whoever holds the seat on the sitting's day, or the officer's for them."""

from __future__ import annotations

from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.http import Http404

from governance.membership.models import Seat
from governance.membership.permissions import seat_seen
from governance.membership.queries import table_of
from governance.structure.permissions import OFFICER
from meetings.schedule.models import Sitting
from meetings.schedule.permissions import meeting_seen, person_signed_in
from trustboard.accounts.permissions import require_role
from trustboard.accounts.queries import AnyUser
from trustboard.acts.by import By


def sitting_answered_by(user: AnyUser, slug: str, body: str, meeting: UUID, seat: str) -> tuple[Sitting, Seat]:
    """The meeting's last sitting and the seat, for who holds the seat on its day and for the officer."""
    sitting, answering = meeting_seen(slug, body, meeting).sitting, seat_seen(slug, body, seat)
    require_seat(user, sitting, answering)
    return sitting, answering


def require_answerer(by: By, sitting: Sitting, seat: Seat) -> None:
    """Go on for the operator's command, for who holds the seat on the sitting's day, and for the officer."""
    if seat.body_id != sitting.meeting.body_id:
        raise Http404
    if by.command:
        return
    if by.user is None:
        raise PermissionDenied
    require_seat(by.user, sitting, seat)


def require_seat(user: AnyUser, sitting: Sitting, seat: Seat) -> None:
    """Go on for who holds the seat on the sitting's day, and for the officer. Raises Http404 for strangers."""
    trust = sitting.meeting.body.trust
    person = person_signed_in(user, trust)
    if person is None or table_of(trust).place(seat, sitting.day).holder != person:
        require_role(user, trust, OFFICER)
