"""What is printed and published of an agenda: nothing that is not for the audience, and no text that means anything."""

from __future__ import annotations

import subprocess
from io import BytesIO
from pathlib import Path

import page
import pikepdf
import pytest
from django.conf import settings

from governance.membership.queries import table_of
from meetings.agenda.audience import Audience
from meetings.agenda.documents import agenda_for, attendance_sheet
from meetings.agenda.lines import kind_in_words
from meetings.agenda.models import Audience as For
from meetings.agenda.models import Item
from meetings.agenda.queries import draft_of, meeting_again
from tests.meetings.agenda.scene import item_of, paper_of
from tests.meetings.attendance.scene import has_part
from tests.world import MEETS, SeatedWorld, signed_in
from trustboard.acts.verdict import RuleBroken
from trustboard.documents.printing import Sheet, print_sheets

pytestmark = pytest.mark.django_db(transaction=True)

HOSTILE = [
    '<script>alert("x")</script>',
    '<img src="http://127.0.0.1:1/x.png">',
    '<img src="file:///etc/passwd">',
    '<style>@import "http://127.0.0.1:1/x.css";</style>',
    "<svg><image href='file:///etc/passwd'/></svg>",
    '<td colspan="100000">',
    "</title></head><body><iframe src='file:///etc/passwd'>",
    "{{ settings.SECRET_KEY }}{% include 'base.html' %}",
    "\N{RIGHT-TO-LEFT OVERRIDE}fdp.exe",
]


def everywhere(text: str) -> dict[str, str]:
    return {"lead": text[:100], "about": text, "title": text}


@pytest.mark.parametrize("text", HOSTILE)
def test_text_of_an_item_stays_text_when_it_looks_like_markup(text: str) -> None:
    world = SeatedWorld()
    columns = everywhere(text)
    item = item_of(world.meeting, **columns)
    paper_of(item, text)

    version = agenda_for(draft_of(meeting_again(world.meeting)), Audience.PUBLIC)

    for html, titles in ((version.html, 0), (version.printed, 1)):
        assert [tag for tag in ("<script", "<img", "<style", "<svg", "<iframe", "<td") if tag in html] == []
        assert html.count("</title>") == titles
        assert settings.SECRET_KEY not in html


def test_pdf_for_the_public_holds_nothing_confidential_in_text_outline_or_metadata() -> None:
    world = SeatedWorld()
    item_of(world.meeting, "Open plan")
    secret = item_of(world.meeting, "Secret placement", For.CONFIDENTIAL, lead="Secret lead", about="Secret words")
    paper_of(secret, "Secret paper")
    draft = draft_of(meeting_again(world.meeting))
    public, whole = (agenda_for(draft, audience) for audience in (Audience.PUBLIC, Audience.CONFIDENTIAL))

    made = print_sheets([Sheet(public.printed), Sheet(public.printed, is_large=True), Sheet(whole.printed)])

    held = [_everything_in(pdf) for pdf in made]
    assert ["Secret" in text for text in held] == [False, False, True]
    assert ["Open plan" in text for text in held] == [True, True, True]
    assert [page.validate_pdf_bytes(pdf, profile="ua1").is_compliant for pdf in made] == [True, True, True]


def test_kind_of_decision_is_not_said_twice_when_it_is_in_the_purpose() -> None:
    world = SeatedWorld()
    for purpose in ("commissioning", "decision"):
        item = item_of(world.meeting, "Advice")
        Item.objects.filter(pk=item.pk).update(purpose=purpose, decision="commissioning")
    printed = agenda_for(draft_of(meeting_again(world.meeting)), Audience.PUBLIC).printed
    assert printed.count("For commissioning") == 1
    assert printed.count("ommissioning)") == 1
    assert "For decision (Commissioning)" in printed


@pytest.mark.parametrize(
    ("kind", "read"),
    [
        ("commissioning", "Commissioning"),
        ("change of the agreement", "Change of the agreement"),
        ("change-of-membership", "Change of membership"),
        ("pooled_nhs_budget", "Pooled NHS budget"),
        ("", ""),
    ],
)
def test_kind_of_decision_is_read_as_words(kind: str, read: str) -> None:
    assert kind_in_words(kind) == read


def test_kind_of_decision_is_in_words_wherever_the_officer_meets_it() -> None:
    world = SeatedWorld()
    has_part(world.board, "lists", {"decisions": ["change-of-membership"]})
    item = item_of(world.meeting, "A new member", decision="change-of-membership")
    officer, address = signed_in(world.officer), f"{world.meeting.get_absolute_url()}agenda/"

    pages = [
        officer.get(f"{address}{page}").content.decode() for page in ("", "items/add/", f"items/{item.pk}/change/")
    ]
    pages.append(agenda_for(draft_of(meeting_again(world.meeting)), Audience.PUBLIC).printed)

    assert [each.count("Change of membership") for each in pages] == [1, 1, 1, 1]
    assert [each.count("(change-of-membership)") for each in pages] == [0, 0, 0, 0]
    with pytest.raises(RuleBroken, match="names no kind of decision called “Pooled budget”"):
        item_of(world.meeting, "Money", decision="pooled-budget")


def test_lines_for_others_who_come_stay_on_one_page_however_many_seats_there_are(tmp_path: Path) -> None:
    world = SeatedWorld()
    places = table_of(world.kent).places(world.board, MEETS)
    sheets = [attendance_sheet(world.meeting, (places * 5)[:count]) for count in (6, 9, 12)]
    for pdf in print_sheets([Sheet(html) for html in sheets]):
        (tmp_path / "sheet.pdf").write_bytes(pdf)
        asked = ["pdftotext", str(tmp_path / "sheet.pdf"), "-"]
        assert subprocess.run(asked, capture_output=True, text=True, check=True).stdout.count("For whom") == 1


def test_attendance_sheet_names_seats_holders_and_deputies_and_is_accessible() -> None:
    world = SeatedWorld()
    meeting = meeting_again(world.meeting)

    html = attendance_sheet(meeting, table_of(world.kent).places(world.board, MEETS))

    for text in ("Police", "Ann Ames", "Deputy: Ben Bold", "Health", "Cat Cole", "Voluntary sector", "Vacant"):
        assert text in html
    for pdf in print_sheets([Sheet(html), Sheet(html, is_large=True)]):
        assert page.validate_pdf_bytes(pdf, profile="ua1").is_compliant


def _everything_in(pdf: bytes) -> str:
    """The outline, the metadata, and where links lead; and the names of its structure, uncompressed."""
    out = BytesIO()
    with pikepdf.open(BytesIO(pdf)) as opened, opened.open_outline() as outline:
        titles = [each.title for root in outline.root for each in (root, *root.children)]
        about = [str(value) for value in opened.docinfo.values()]
        opened.save(out, compress_streams=False, object_stream_mode=pikepdf.ObjectStreamMode.disable)
    return " ".join([*titles, *about, out.getvalue().decode("latin-1")])
