"""`python -m tests.soak.board`: three trusts like Kent, each with a sitting of its board, and who watches it, as JSON.

The sittings are in session and equal: every other member is there, and one of them in the chair. With each stand the
sessions of those whose pages it has.
"""

from __future__ import annotations

import json
from datetime import time
from typing import Any

import django

django.setup()

from django.conf import settings  # noqa: E402 - the apps come first
from django.urls import reverse  # noqa: E402
from django.utils import timezone  # noqa: E402

from governance.membership.models import Person, Seat  # noqa: E402
from governance.membership.permissions import PERSON  # noqa: E402
from governance.membership.queries import table_of  # noqa: E402
from governance.structure.models import Body, Trust  # noqa: E402
from governance.structure.permissions import AUDITOR  # noqa: E402
from governance.trustfile.acts import load_trust  # noqa: E402
from governance.trustfile.parse import parse  # noqa: E402
from meetings.attendance.acts import Entry, open_sitting, record_happening  # noqa: E402
from meetings.attendance.roll import Kind  # noqa: E402
from meetings.schedule.acts import add_meeting  # noqa: E402
from meetings.schedule.models import Sitting  # noqa: E402
from tests.soak.scene import by, holder, operator, signed_in  # noqa: E402
from trustboard.accounts.models import User  # noqa: E402

FIXTURES = settings.BASE_DIR / "fixtures"
TRUSTS = ("warm", "alone", "watched")


def like_kent(slug: str) -> Trust:
    """Kent and its people, from their files, at an address of its own."""
    for file in (FIXTURES / "kent.yaml", FIXTURES / "demo" / "kent-people.yaml"):
        text = file.read_text().replace("slug: kent\n", f"slug: {slug}\n", 1)
        load_trust(parse(text.encode(), source=file.name), by=operator())
    return Trust.objects.get(slug=slug)


def seats_held(body: Body) -> list[tuple[Seat, Person]]:
    """The body's seats that somebody holds today, in their order."""
    places = table_of(body.trust).places(body, timezone.localdate())
    return [(place.seat, place.holder) for place in places if place.holder]


def in_session(body: Body, officer: User) -> Sitting:
    """A meeting of the body today, in session, with every other member there and one in the chair."""
    meeting = add_meeting(
        body,
        kind="ordinary",
        title="",
        on=timezone.localdate(),
        starts=time(14),
        minutes=120,
        place="County Hall",
        link="",
        by=by(officer),
    ).result
    sitting = meeting.sitting
    open_sitting(sitting, at=None, by=by(officer))
    there = seats_held(body)[::2]
    for seat, person in there:
        record_happening(sitting, entry=Entry(kind=Kind.ARRIVED, person=person, seat=seat), at=None, by=by(officer))
    record_happening(sitting, entry=Entry(kind=Kind.PRESIDES, person=there[0][1]), at=None, by=by(officer))
    return sitting


def described(slug: str) -> dict[str, Any]:
    """Where its pages, streams and form are, who watches them, and by seat under which number each arrived."""
    trust = like_kent(slug)
    body = trust.bodies.get(key="board")
    officer = holder(trust, f"officer@{slug}.example")
    sitting = in_session(body, officer)
    where = [slug, body.key, sitting.meeting_id, sitting.number]
    desk = signed_in(officer)
    people = [holder(person, f"{seat.key}@{slug}.example", PERSON) for seat, person in seats_held(body)]
    members = [signed_in(user).header for user in people]
    auditor = signed_in(holder(trust, f"auditor@{slug}.example", AUDITOR)).header
    return {
        "pages": {
            region: reverse(page, args=where)
            for region, page in {"desk": "desk", "seat": "own_seat", "screen": "screen"}.items()
        },
        "streams": {
            region: reverse("watch_region", kwargs={"name": region, "key": sitting.pk})
            for region in ("desk", "seat", "screen")
        },
        "cookies": {"desk": [desk.header], "seat": members, "screen": [auditor, *members]},
        "record": reverse("record_happening", args=where),
        "csrf": desk.csrf,
        "seats": [seat.key for seat, _ in seats_held(body)],
        "there": dict(sitting.happenings.filter(kind=Kind.ARRIVED).values_list("seat__key", "number")),
    }


def main() -> None:
    print(json.dumps({slug: described(slug) for slug in TRUSTS}))


if __name__ == "__main__":
    main()
