"""Answering for a seat whether it comes to a meeting."""

from __future__ import annotations

from governance.membership.models import Seat
from governance.membership.queries import table_of
from meetings.answers.changes import keep_answer
from meetings.answers.permissions import require_answerer
from meetings.answers.rules import Coming, may_answer
from meetings.attendance.models import Choice
from meetings.schedule.models import Meeting, Sitting
from trustboard.acts.act import act
from trustboard.acts.by import By
from trustboard.acts.changes import hold
from trustboard.acts.verdict import require
from trustboard.ledger.changes import record_act


@act
def answer_for_seat(sitting: Sitting, *, seat: Seat, choice: Choice, reason: str, by: By) -> Meeting:
    """What the seat answers from now on: by who holds it on the day, or by the officer for them.

    A deputy beyond a limit of the constitution is not refused: the answer is kept, and the visit will not count.
    """
    meeting = sitting.meeting
    require_answerer(by, sitting, seat)

    hold(sitting)
    sitting.refresh_from_db(fields=["opened_at", "starts_at", "cancelled_for"])
    place = table_of(meeting.body.trust).place(seat, sitting.day)
    require(
        may_answer(
            is_cancelled=sitting.is_cancelled,
            is_begun=sitting.opened_at is not None,
            is_over=sitting.starts_at <= by.now,
            is_held=place.holder is not None and place.sitting.seat.is_there(sitting.day),
            choice=Coming(choice),
            reason=reason,
        )
    )

    answer = keep_answer(sitting, seat, choice=choice, reason=reason.strip(), by=by.user, at=by.now)

    record_act(by, chain=meeting.body.trust.chain, touched=[answer])
    return meeting
