"""The pages that lead minutes on: what each shows, what it does once, and what it refuses."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from meetings.agenda.acts import begin_agenda
from meetings.agenda.models import Item
from meetings.agenda.queries import meeting_again
from meetings.minutes.models import Answered, EarlierMinutes, Edition, Minutes, MinutesCopy, MinutesPublication, Remark
from meetings.minutes.queries import draft_of
from tests.meetings.minutes.scene import Minuted, opens
from tests.world import by, close_files, meeting_of, signed_in
from trustboard.documents.printing import print_sheet

pytestmark = pytest.mark.django_db


def sends(client: Client, address: str, **form: Any) -> Any:
    return client.post(address, {"request_id": str(uuid4()), **form})


def test_minutes_go_from_draft_to_public_page_by_their_pages_alone() -> None:
    room = Minuted()
    room.narrated()
    of = opens(room.meeting)
    officer, chair, member = (signed_in(user) for user in (room.officer, room.cat_user, room.ann_user))

    sends(officer, f"{of}put-to-chair/")
    sends(chair, f"{of}remarks/add/", item=str(room.plan.pk), text="Say who spoke.")
    said = Remark.objects.get()
    assert "Say who spoke." in officer.get(of).content.decode()
    sends(officer, f"{of}remarks/{said.number}/answer/", is_accepted="yes", words="Done.")
    assert "Done." in chair.get(of).content.decode()
    sends(chair, f"{of}check/", read=room.draft().state)
    assert Minutes.objects.get().stage == "checked by the chair"

    assert "With what is confidential" in officer.get(f"{of}circulate/").content.decode()
    sends(officer, f"{of}circulate/", read=room.draft().state)
    sends(member, f"{of}remarks/add/", item="every", text="I was there.")
    sends(officer, f"{of}remarks/2/answer/", is_accepted="no", words="You came at three.")
    assert "You came at three." in member.get(of).content.decode()
    assert Answered.objects.count() == 2

    sitting = room.met_later()
    sends(officer, f"{of}approve/", read=room.draft().state, sitting=str(sitting.pk))
    approved = Edition.objects.get(approved_at=sitting)
    assert [copy.audience for copy in approved.copies.order_by("audience")] == ["confidential", "members", "public"]
    shown = officer.get(f"{of}publish/").content.decode()
    assert "Confidential: It names children." in shown
    done = sends(officer, f"{of}publish/", read=approved.state)
    assert done.headers["Location"] == of
    pdf = Client().get(f"{of}copies/{MinutesCopy.objects.get(edition=approved, audience='public').pk}/plain.pdf")
    assert b"".join(pdf.streaming_content).startswith(b"%PDF")
    close_files(pdf)
    assert "published" in Client().get("/trusts/kent/bodies/board/minutes/").content.decode()

    sends(officer, f"{of}published/1/withdraw/", reason="A slip.")
    assert "A slip." in Client().get(of).content.decode()
    assert MinutesPublication.objects.count() == 1


def test_page_that_is_out_of_date_does_nothing_and_shows_how_it_stands() -> None:
    room = Minuted()
    room.narrated()
    room.checked()
    client, of = signed_in(room.officer), opens(room.meeting)
    page = sends(client, f"{of}circulate/", read="0" * 64).content.decode()
    assert "Somebody else changed this" in page
    assert room.draft().state in page
    assert not Edition.objects.exists()


def test_minutes_for_members_are_not_published() -> None:
    room = MinutedForMembers()
    room.narrated()
    room.circulated()
    edition = room.approved()
    client, of = signed_in(room.officer), opens(room.meeting)
    assert "minutes are for members" in client.get(f"{of}publish/").content.decode()
    assert "minutes are for members" in sends(client, f"{of}publish/", read=edition.state).content.decode()
    assert not MinutesPublication.objects.exists()


class MinutedForMembers(Minuted):
    """The same, where the constitution keeps minutes for members."""

    publicity = {"meetings": "closed", "minutes": "members"}


def test_earlier_minutes_are_brought_in_for_their_readers_and_withdrawn() -> None:
    room = Minuted()
    client, of = signed_in(room.officer), "/trusts/kent/bodies/board/minutes/"
    pdf = print_sheet("<html lang='en'><head><title>M</title></head><body><h1>Minutes</h1></body></html>")
    form = {"held_on_0": "3", "held_on_1": "3", "held_on_2": "2025", "title": "Minutes"}

    def brings(**also: Any) -> Any:
        file = SimpleUploadedFile("minutes.pdf", pdf, "application/pdf")
        return sends(client, f"{of}earlier/add/", **form, **also, file=file)

    assert "not for everyone" in brings(audience="public").content.decode()
    assert not EarlierMinutes.objects.exists()
    assert brings(audience="public", is_approved="on").headers["Location"] == of
    assert brings(audience="members").status_code == 302
    public, members = EarlierMinutes.objects.order_by("-is_approved")
    assert Client().get(f"{of}earlier/{members.pk}.pdf").status_code == 404
    for reader, row in ((Client(), public), (signed_in(room.ann_user), members)):
        answer = reader.get(f"{of}earlier/{row.pk}.pdf")
        assert answer.headers["Content-Disposition"].startswith("attachment")
        close_files(answer)
    listed = Client().get(of).content.decode()
    assert listed.count("3 March 2025") == 1
    sends(client, f"{of}earlier/{public.pk}/withdraw/", reason="A name stood in it.")
    assert Client().get(f"{of}earlier/{public.pk}.pdf").status_code == 404
    assert "3 March 2025" not in Client().get(of).content.decode()


def test_earlier_minutes_are_a_pdf_of_a_day_that_is_over() -> None:
    room = Minuted()
    client, of = signed_in(room.officer), "/trusts/kent/bodies/board/minutes/earlier/add/"
    form = {"held_on_0": "3", "held_on_1": "3", "held_on_2": "2025", "title": "Minutes", "audience": "members"}
    wrong = SimpleUploadedFile("minutes.pdf", b"MZ no pdf", "application/pdf")
    assert "not what its name says" in sends(client, of, **form, file=wrong).content.decode()
    assert not EarlierMinutes.objects.exists()


def test_two_sets_are_approved_at_one_meeting_one_with_a_correction_and_one_without() -> None:
    """Given two circulated sets, of which one was corrected since, when a later meeting approves both, then its agenda
    names each, each page shows its own corrections and leads to the other, and each copy keeps its own.
    """
    room = Minuted()
    room.narrated()
    room.circulated()
    room.written(room.plan, "The board considered the final plan.", version=1)
    first, of = room.meeting, opens(room.meeting)
    room.met_again(date(2030, 5, 23))
    second = opens(room.meeting)
    begin_agenda(meeting_of(room.board, date(2030, 7, 18)), by=by(room.officer))
    titles = Item.objects.filter(title__startswith="Minutes of").values_list("title", flat=True)
    assert set(titles) == {"Minutes of the meeting of 25 April 2030", "Minutes of the meeting of 23 May 2030"}

    client, sitting = signed_in(room.officer), room.met_later()
    corrected = client.get(f"{of}approve/").content.decode()
    assert "put in: </span><ins>final" in corrected.partition("<details")[0]
    assert f'href="{second}approve/"' in corrected
    unchanged = client.get(f"{second}approve/").content.decode()
    assert "approved as they were circulated" in unchanged
    assert f'href="{of}approve/"' in unchanged
    for address, meeting in ((of, first), (second, room.meeting)):
        state = draft_of(meeting_again(meeting)).state
        assert sends(client, f"{address}approve/", read=state, sitting=str(sitting.pk)).headers["Location"] == address
    copies = MinutesCopy.objects.filter(edition__approved_at=sitting, audience="public")
    assert {copy.edition.minutes.meeting: "<ins>final" in copy.html for copy in copies} == {
        first: True,
        room.meeting: False,
    }
