"""`python -m tests.soak.minuted`: a sitting with twenty items and a minute at each, and what its PDF takes, as JSON.

The PDF is the members' draft in the usual print: as the product makes it, and by WeasyPrint alone from the same HTML
in a process that has it loaded, both so many times.
"""

from __future__ import annotations

import json
import logging
import time
from collections.abc import Callable
from io import BytesIO

import django

django.setup()

import pikepdf  # noqa: E402 - the apps come first
from django.urls import reverse  # noqa: E402
from weasyprint import HTML  # noqa: E402

from meetings.agenda.audience import Audience  # noqa: E402
from meetings.agenda.queries import meeting_again  # noqa: E402
from meetings.minutes.acts import write_passage  # noqa: E402
from meetings.minutes.documents import draft_versions  # noqa: E402
from meetings.minutes.models import address_of_passage  # noqa: E402
from meetings.minutes.queries import draft_of  # noqa: E402
from meetings.schedule.models import Meeting  # noqa: E402
from tests.soak.board import in_session, like_kent  # noqa: E402
from tests.soak.decade import filled, with_items  # noqa: E402
from tests.soak.scene import by, holder, signed_in  # noqa: E402
from trustboard.documents.printing import Sheet, print_sheets  # noqa: E402

TIMES = 7
WRITTEN = "\n\n".join(
    [
        "The director presented the report, which had gone round with the agenda, and said what had changed since.",
        "Members asked how schools had been told, and what the *districts* would pay. It was answered that:",
        "- every school was written to in March;\n- the share of the districts is **not yet agreed**.",
    ]
)


def printed(meeting: Meeting) -> str:
    """The HTML of the members' draft."""
    return draft_versions(draft_of(meeting_again(meeting)), [Audience.MEMBERS])[0].printed


def milliseconds(deed: Callable[[], object]) -> list[float]:
    """How long it took, each time in milliseconds; the first does not count."""
    took = []
    for _ in range(TIMES + 1):
        began = time.perf_counter()
        deed()
        took.append((time.perf_counter() - began) * 1000)
    return took[1:]


def pages(pdf: bytes) -> int:
    """How many pages it has."""
    with pikepdf.open(BytesIO(pdf)) as opened:
        return len(opened.pages)


def main() -> None:
    logging.getLogger("weasyprint").setLevel(logging.CRITICAL)
    trust = like_kent("minuted")
    body = trust.bodies.get(key="board")
    officer = holder(trust, "officer@minuted.example")
    filled(body)
    meeting = with_items(in_session(body, officer).meeting)
    for item in [None, *meeting.items.all()]:
        write_passage(meeting, item, text=WRITTEN, version=0, by=by(officer))
    html, cookies = printed(meeting), signed_in(officer)
    told = {
        "cookies": cookies.header,
        "csrf": cookies.csrf,
        "minute": address_of_passage(meeting, str(meeting.items.all()[0].pk)),
        "row": reverse("one_row", args=[meeting.pk]),
        "text": WRITTEN,
        "pdf": {
            "html": milliseconds(lambda: printed(meeting)),
            "bare": milliseconds(lambda: HTML(string=html).write_pdf()),
            "ours": milliseconds(lambda: print_sheets([Sheet(html)])),
        },
        "pages": {"bare": pages(HTML(string=html).write_pdf()), "ours": pages(print_sheets([Sheet(html)])[0])},
    }
    print(json.dumps(told))


if __name__ == "__main__":
    main()
