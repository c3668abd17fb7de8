"""Minutes on paper: nothing that is not for the audience, accessible, and no text that means anything."""

from __future__ import annotations

import os
from io import BytesIO
from pathlib import Path

import page
import pikepdf
import pytest

from meetings.agenda.audience import Audience
from meetings.agenda.lines import Printed
from meetings.minutes.acts import circulate_minutes
from meetings.minutes.documents import approved_versions, circulated_versions, copies_of, draft_versions, paper_to_sign
from meetings.minutes.models import MinutesCopy
from tests.meetings.minutes.scene import Minuted, leaked
from tests.world import by
from trustboard.documents.kept import kept_file
from trustboard.documents.printing import Sheet, print_sheets
from trustboard.ledger.models import Head

pytestmark = pytest.mark.django_db(transaction=True)

HOSTILE = """<script>alert("x")</script>
<img src="file:///etc/passwd">

- <td colspan="100000">
- </title></head><body><iframe src='file:///etc/passwd'>

![x](http://127.0.0.1:1/x.png) [y](javascript:z) {{ settings.SECRET_KEY }}"""


def test_pdf_of_each_audience_is_accessible_and_holds_nothing_of_another() -> None:
    room = Minuted()
    room.narrated()
    room.circulated()
    room.written(room.plan, "The board considered the final plan.", version=1)
    draft = room.draft()
    versions = approved_versions(draft, room.met_later())
    texts = [*(version.printed for version in versions), paper_to_sign(draft, None)]

    made = print_sheets([Sheet(text, is_large) for text in texts for is_large in (False, True)])

    keep(made)
    held = [_everything_in(pdf) for pdf in made]
    assert [bool(leaked(text)) for text in held] == [False] * 4 + [True] * 4
    assert [leaked(text) == [] for text in texts] == [True, True, False, False]
    assert [page.validate_pdf_bytes(pdf, profile="ua1").is_compliant for pdf in made] == [True] * 8
    for pdf in made:
        with pikepdf.open(BytesIO(pdf)) as opened:
            assert str(opened.Root.Lang) == "en-GB"
            assert "25 April 2030" in str(opened.docinfo["/Title"])
            with opened.open_outline() as outline:
                assert len(outline.root) == 1
                assert len(outline.root[0].children) >= 5
            assert {"Table", "TH", "TD"} <= _tags(opened)
            assert _fonts(opened)
            assert all("Public-Sans" in font or "PublicSans" in font for font in _fonts(opened))


def test_paper_names_the_head_of_the_ledger_and_leaves_room_to_sign() -> None:
    room = Minuted()
    room.narrated()
    head = Head.objects.get(pk=room.kent.chain)
    printed = paper_to_sign(room.draft(), None)
    assert f"entry {head.number} when this was made: {head.hash}" in printed
    assert "Signed as a correct record" in printed
    assert "Signed as a correct record" not in draft_versions(room.draft())[0].printed


def test_item_that_was_taken_up_without_a_word_is_not_left_blank() -> None:
    room = Minuted()
    html = draft_versions(room.draft(), [Audience.MEMBERS])[0].printed
    assert html.count("Taken up; nothing was noted.") == 2
    room.written(room.staffing, "The board heard the figures.")
    assert draft_versions(room.draft(), [Audience.MEMBERS])[0].printed.count("Taken up; nothing was noted.") == 1


def test_text_stays_text_when_it_looks_like_markup() -> None:
    room = Minuted()
    room.written(room.plan, HOSTILE)
    version = draft_versions(room.draft(), [Audience.PUBLIC])[0]
    for html in (version.html, version.printed):
        for tag in ("<script", "<img", "<iframe", "<td colspan", 'href="javascript'):
            assert tag not in html
    assert version.printed.count("</title>") == 1


def test_copies_are_kept_on_the_disk_before_they_are_named() -> None:
    room = Minuted()
    room.narrated()
    room.checked()
    draft = room.draft()
    copies = copies_of(circulated_versions(draft))
    circulate_minutes(room.meeting, printed=Printed(draft.state, copies), by=by(room.officer))
    for copy in MinutesCopy.objects.all():
        for sha256 in (copy.pdf_sha256, copy.large_sha256):
            assert kept_file(sha256).read_bytes().startswith(b"%PDF")


def keep(made: list[bytes]) -> None:
    """The PDFs, where PICTURES says."""
    if folder := os.environ.get("PICTURES"):
        for place, pdf in enumerate(made):
            Path(folder, f"minutes-{place}.pdf").write_bytes(pdf)


def _everything_in(pdf: bytes) -> str:
    out = BytesIO()
    with pikepdf.open(BytesIO(pdf)) as opened, opened.open_outline() as outline:
        titles = [each.title for root in outline.root for each in (root, *root.children)]
        about = [str(value) for value in opened.docinfo.values()]
        opened.save(out, compress_streams=False, object_stream_mode=pikepdf.ObjectStreamMode.disable)
    return " ".join([*titles, *about, out.getvalue().decode("latin-1")])


def _tags(opened: pikepdf.Pdf) -> set[str]:
    return {
        str(each.S).removeprefix("/")
        for each in opened.objects
        if isinstance(each, pikepdf.Dictionary) and "/S" in each
    }


def _fonts(opened: pikepdf.Pdf) -> set[str]:
    return {
        str(each.BaseFont)
        for each in opened.objects
        if isinstance(each, pikepdf.Dictionary) and each.get("/Type") == "/Font"
    }


def test_paper_to_sign_is_what_was_approved_whatever_is_told_afterwards() -> None:
    room = Minuted()
    room.narrated()
    room.circulated()
    edition = room.approved()
    room.minute = 90
    room.left_late()
    assert room.draft().state != edition.state
    copy = room.copy_of(edition, Audience.CONFIDENTIAL)
    assert copy.html in paper_to_sign(room.draft(), copy)
