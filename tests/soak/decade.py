"""`python -m tests.soak.decade`: a trust like Kent after ten years, and where its pages are, as JSON.

Its board has 34 seats that are held, two months between its meetings, and twenty items on the agenda of the next one,
which is published and answered by half of those asked, and of the one in session, where half of them are.
"""

from __future__ import annotations

import json
from datetime import time, timedelta

import django

django.setup()

from django.urls import reverse  # noqa: E402 - the apps come first
from django.utils import timezone  # noqa: E402

from governance.structure.models import Body  # noqa: E402
from meetings.agenda.models import Purpose  # noqa: E402
from meetings.answers.acts import answer_for_seat  # noqa: E402
from meetings.attendance.models import Choice  # noqa: E402
from meetings.schedule.acts import agree_dates  # noqa: E402
from meetings.schedule.models import Meeting  # noqa: E402
from tests.meetings.agenda.scene import item_of, published  # noqa: E402
from tests.soak.board import in_session, like_kent, seats_held  # noqa: E402
from tests.soak.scene import by, holder, operator, signed_in  # noqa: E402
from tests.world import meeting_of, person_of, seat_of, seated  # noqa: E402

SEATS, ITEMS, MEETINGS = 34, 20, 60
APART = timedelta(days=61)


def filled(body: Body) -> None:
    """Give the body so many seats that are held."""
    agencies = list(body.trust.agencies.order_by("key"))
    for number in range(SEATS - len(seats_held(body))):
        seat = seat_of(body, f"Further seat {number}", agency=agencies[number % len(agencies)])
        seated(seat, person_of(body.trust, f"Further member {number}"))


def with_items(meeting: Meeting) -> Meeting:
    """Put so many items on its agenda."""
    for number in range(ITEMS):
        purpose = (Purpose.DECISION, Purpose.INFORMATION)[number % 2]
        item_of(meeting, f"Item {number}: the joint plan", purpose=purpose, lead="The director", minutes=10)
    return meeting


def main() -> None:
    trust = like_kent("decade")
    body = trust.bodies.get(key="board")
    officer = holder(trust, "officer@decade.example")
    filled(body)
    today = timezone.localdate()
    past = [today - APART * number for number in range(1, MEETINGS + 1)]
    dates = [(day, "ordinary") for day in past]
    agree_dates(body, dates=dates, starts=time(14), minutes=120, place="County Hall", link="", by=operator())
    sitting = in_session(body, officer)
    with_items(sitting.meeting)
    coming = with_items(meeting_of(body, today + APART))
    published(coming)
    for seat, _ in seats_held(body)[::2]:
        answer_for_seat(coming.sitting, seat=seat, choice=Choice.COMING, reason="", by=by(officer))
    where = [trust.slug, body.key]
    told = {
        "cookies": signed_in(officer).header,
        "pages": {
            "plain": reverse("plain", args=where),
            "meeting": coming.get_absolute_url(),
            "desk": reverse("desk", args=[*where, sitting.meeting_id, sitting.number]),
            "body": body.get_absolute_url(),
            "calendar": reverse("calendar", args=where),
        },
    }
    print(json.dumps(told))


if __name__ == "__main__":
    main()
