"""A member's own seat, on a phone: I am here, I am leaving, and how the meeting stands."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID, uuid4

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from governance.constitution.core.voting import Choice
from meetings.attendance import acts
from meetings.ballots.models import Taken
from meetings.session.forms import TapForm
from meetings.session.permissions import Sitter, seat_of
from meetings.session.queries import SittingShown, sitting_shown
from meetings.session.roll_shown import HereShown, SeatRow
from meetings.session.votes_shown import CHOICES
from trustboard.accounts.requests import by_of, signed_in, user_of
from trustboard.acts.forms import ActForm


@dataclass(frozen=True, slots=True)
class OwnVote:
    """Their seat's vote in the ballot that is open: what was voted, when and by whom; nothing before."""

    choice: str = ""
    at: datetime | None = None
    name: str = ""


@dataclass(frozen=True, slots=True)
class OwnSeat:
    """One seat of theirs: its row on the roll, and themself there, if they are."""

    row: SeatRow
    is_deputy: bool
    here: HereShown | None
    because: str
    vote: OwnVote | None
    request_id: UUID


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def own_seat(request: HttpRequest, slug: str, body: str, meeting: UUID, number: int) -> HttpResponse:
    """My own seats in this sitting, and what I may tap."""
    sitter = seat_of(user_of(request), slug, body, meeting, number)
    sitting = sitter.sitting
    form = TapForm(request.POST or None, sitter=sitter)
    if form.is_to_be_done():
        with form.refusals():
            acts.record_happening(sitting, entry=form.cleaned_data["tap"], at=None, by=by_of(request, form))
            return redirect(request.path)
    return seat_page(request, sitter, form)


def seat_page(request: HttpRequest, sitter: Sitter, form: ActForm) -> HttpResponse:
    """The page, with why what was sent was not done."""
    sitting = sitter.sitting
    shown = sitting_shown(sitting, timezone.now(), sitter)
    page = {
        "trust": sitting.meeting.body.trust,
        "body": sitting.meeting.body,
        "meeting": sitting.meeting,
        "sitting": sitting,
        "shown": shown,
        "version": shown.version,
        "refused": [str(error) for errors in form.errors.values() for error in errors],
        "ballot": shown.open_ballot if sitting.opened_at else None,
        "own": list(_own(shown, sitter)) if sitting.opened_at else [],
        "declared": [each for each in shown.declared if each.row.person == sitter.person] if sitting.opened_at else [],
        "sitter": sitter,
    }
    return render(request, "meetings/session/seat.html", page)


def _own(shown: SittingShown, sitter: Sitter) -> Iterable[OwnSeat]:
    rows = {row.key: row for row in shown.roll.rows}
    for is_deputy, places in ((False, sitter.holds), (True, sitter.deputises)):
        for place in places:
            row = rows[place.seat.key]
            here = next((each for each in row.here if each.here.person == sitter.person.key), None)
            because = next((each.because for each in shown.bidders if each.agency == row.seat.agency), "")
            yield OwnSeat(row, is_deputy, here, because, _own_vote(shown, row.key, sitter), uuid4())


def _own_vote(shown: SittingShown, seat: str, sitter: Sitter) -> OwnVote | None:
    """What they may still do, or have done, in the vote that is open."""
    ballot = shown.open_ballot
    voice = next((each for each in ballot.voices if each.seat == seat), None) if ballot else None
    if ballot is None or voice is None or ballot.ballot.taken != Taken.OWN:
        return None
    given = next((vote for vote in ballot.ballot.votes.all() if vote.seat.key == seat), None)
    if given is not None:
        return OwnVote(CHOICES[Choice(given.choice)].lower(), given.at, given.person.name)
    return OwnVote() if voice.person == sitter.person.key else None
