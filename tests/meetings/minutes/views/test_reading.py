"""Who reads what of minutes at every stage, by page, by file and by guessing; and no word of a confidential item."""

from __future__ import annotations

from html.parser import HTMLParser

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from meetings.agenda.audience import Audience
from meetings.minutes.acts import amend_minutes, withdraw_minutes
from tests.meetings.minutes.scene import Minuted, leaked, opens
from tests.world import by, close_files, signed_in

pytestmark = pytest.mark.django_db


class Words(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.said: list[str] = []

    def handle_data(self, text: str) -> None:
        self.said.append(text)


def page(client: Client, address: str) -> str:
    response = client.get(address)
    assert response.status_code == 200
    return response.content.decode()


def words(text: str) -> str:
    found = Words()
    found.feed(text)
    return " ".join(" ".join(found.said).split())


def test_record_is_put_into_the_draft_at_its_items() -> None:
    room = Minuted()
    room.narrated()
    said = words(page(signed_in(room.officer), opens(room.meeting)))
    for sentence in (
        "In the chair: Cat Cole.",
        "Cat Cole Health throughout",
        "Vacant: Voluntary sector",
        "Agreed by consensus: The plan is agreed. Reasons: It serves children best.",
        "Motion: That the plan be agreed. Votes: 2 for, 0 against, 0 abstained",
        "Ann Ames (Police) declared an interest (personal gain)",
        "Cat Cole ruled on the interest of Ann Ames: takes part.",
        "Action for Ann Ames by 1 December 2030: Corncrake.",
        "Greta Goldcrest (invited; from",
    ):
        assert sentence in said, sentence


def test_public_reads_nothing_before_it_is_published_and_the_public_copy_after() -> None:
    room = Minuted()
    address, public = opens(room.meeting), Client()
    empty = page(public, address)
    assert "not been published yet" in empty
    room.narrated()
    assert page(public, address) == empty
    circulated = room.circulated()
    assert page(public, address) == empty
    approved = room.approved()
    assert page(public, address) == empty
    for edition in (circulated, approved):
        for copy in edition.copies.all():
            assert public.get(f"{address}copies/{copy.pk}/plain.pdf").status_code == 404
    signed_in(room.officer).post(
        f"{address}publish/", {"request_id": "b7e4a3de-8d44-4d34-8e07-6a4b7f9a5a11", "read": approved.state}
    )
    shown = page(public, address)
    assert "The board considered the <em>draft</em> plan." in shown
    assert "Confidential: It names children." in shown
    assert "For members of the body" in shown
    assert "Two posts" not in shown
    assert leaked(shown) == []
    for copy in approved.copies.all():
        answer = public.get(f"{address}copies/{copy.pk}/large.pdf")
        close_files(answer)
        assert answer.status_code == (200 if copy.audience == Audience.PUBLIC else 404)


def test_members_read_what_is_circulated_and_the_auditor_without_what_is_confidential() -> None:
    room = Minuted()
    room.narrated()
    ann, auditor = signed_in(room.ann_user), signed_in(room.auditor)
    address = opens(room.meeting)
    for client in (ann, auditor):
        assert "not been circulated yet" in page(client, address)
    room.circulated()
    shown = page(ann, address)
    assert "A Kingfisher was spoken of." in shown
    assert "Propose a correction" in shown
    seen = page(auditor, address)
    assert "Two posts are vacant." in seen
    assert leaked(seen) == []
    assert "Propose a correction" not in seen


def test_chair_reads_the_draft_that_was_put_to_them_and_others_do_not() -> None:
    room = Minuted()
    room.narrated()
    address = opens(room.meeting)
    chair, ann = signed_in(room.cat_user), signed_in(room.ann_user)
    assert "not been circulated yet" in page(chair, address)
    signed_in(room.officer).post(f"{address}put-to-chair/", {"request_id": "0d4b8b8e-1111-4d34-8e07-6a4b7f9a5a11"})
    assert "A Kingfisher was spoken of." in page(chair, address)
    assert "I have checked them" in page(chair, address)
    assert leaked(page(ann, address)) == []


def test_who_is_barred_from_an_item_reads_the_copy_without_it() -> None:
    room = Minuted()
    room.narrated()
    room.leaves_for_the_secret()
    room.circulated()
    seen = page(signed_in(room.ann_user), opens(room.meeting))
    assert "Two posts are vacant." in seen
    assert leaked(seen) == []
    confidential = room.copy_of(room.draft_editions()[False], Audience.CONFIDENTIAL)
    answer = signed_in(room.ann_user).get(f"{opens(room.meeting)}copies/{confidential.pk}/plain.pdf")
    assert answer.status_code == 404


def test_withdrawn_minutes_are_gone_for_the_public_with_the_reason_in_their_place() -> None:
    room = Minuted()
    room.narrated()
    room.circulated()
    publication = room.published()
    copy = room.copy_of(publication.edition, Audience.PUBLIC)
    withdraw_minutes(publication, reason="A name stood in it.", by=by(room.officer))
    shown = page(Client(), opens(room.meeting))
    assert "A name stood in it." in shown
    assert "The board considered" not in shown
    assert Client().get(f"{opens(room.meeting)}copies/{copy.pk}/plain.pdf").status_code == 404
    assert "The board considered" in page(signed_in(room.ann_user), opens(room.meeting))


def test_amendments_stand_beside_the_text_for_the_readers_of_their_item() -> None:
    room = Minuted()
    room.narrated()
    room.circulated()
    sitting = room.met_later()
    room.approved(sitting)
    for item, text in ((room.plan, "The *final* plan."), (room.secret, "It was the Kingfisher.")):
        amend_minutes(room.meeting, item=item, text=text, sitting=sitting, by=by(room.officer))
    signed_in(room.officer).post(
        f"{opens(room.meeting)}publish/",
        {"request_id": "0d4b8b8e-2222-4d34-8e07-6a4b7f9a5a11", "read": room.draft_editions()[True].state},
    )
    shown = page(Client(), opens(room.meeting))
    assert "<em>final</em>" in shown
    assert leaked(shown) == []
    assert "It was the Kingfisher." in page(signed_in(room.ann_user), opens(room.meeting))


def test_no_page_of_the_public_names_what_is_confidential_at_any_stage() -> None:
    room = Minuted()
    trust = room.kent.slug
    addresses = [
        opens(room.meeting),
        f"/trusts/{trust}/bodies/board/minutes/",
        f"/trusts/{trust}/bodies/board/",
        f"/trusts/{trust}/bodies/board/calendar/",
        room.meeting.get_absolute_url(),
        f"{room.meeting.get_absolute_url()}agenda/",
    ]

    def asked() -> list[str]:
        return [word for address in addresses for word in leaked(page(Client(), address))]

    room.narrated()
    assert asked() == []
    room.circulated()
    assert asked() == []
    room.published()
    assert asked() == []


def test_draft_page_asks_as_often_with_more_items_passages_and_remarks() -> None:
    room = Minuted()
    room.narrated()
    client = signed_in(room.officer)
    page(client, opens(room.meeting))
    few = asked_for(client, opens(room.meeting))
    room.more()
    assert asked_for(client, opens(room.meeting)) == few
    assert few <= 60


def asked_for(client: Client, address: str) -> int:
    with CaptureQueriesContext(connection) as asked:
        page(client, address)
    return len(asked)
