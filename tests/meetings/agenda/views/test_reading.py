"""Who reads what of an agenda: nobody a draft, each audience its own copy, and nobody what was withdrawn."""

from __future__ import annotations

from datetime import date
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from governance.membership.acts import appoint
from governance.membership.permissions import PERSON
from meetings.agenda.acts import drop_item, drop_paper, withdraw_publication
from meetings.agenda.models import Audience, Item, Paper
from meetings.schedule.models import Meeting
from tests.meetings.agenda.scene import PDF, item_of, paper_of, published, supplemented
from tests.world import SeatedWorld, meeting_of, member, operator, person_of, signed_in
from trustboard.accounts.models import User

pytestmark = pytest.mark.django_db(transaction=True)

WHOLE = {"Open plan", "Members' briefing", "Secret placement", "Annex for members", "Secret annex"}
OF = {
    "public": {"Open plan"},
    "members": {"Open plan", "Members' briefing", "Annex for members"},
    "confidential": WHOLE,
}


class Scene(SeatedWorld):
    """The board's agenda with an item and a paper for each audience, and people of every kind who look at it."""

    def __post_init__(self) -> None:
        super().__post_init__()
        self.open = item_of(self.meeting, "Open plan", about="About the plan.")
        self.briefing = item_of(self.meeting, "Members' briefing", Audience.MEMBERS)
        self.secret = item_of(self.meeting, "Secret placement", Audience.CONFIDENTIAL, lead="Secret lead")
        self.papers = {
            "public": paper_of(self.open, "Public paper"),
            "members": paper_of(self.open, "Annex for members", Audience.MEMBERS),
            "confidential": paper_of(self.open, "Secret annex", Audience.CONFIDENTIAL),
        }
        self.holder = member(self.ann, "Ann Ames", PERSON, second_factor=False)
        self.deputy = member(self.ben, "Ben Bold", PERSON, second_factor=False)
        self.elsewhere = member(person_of(self.kent, "Gil Gray"), "Gil Gray", PERSON, second_factor=False)

    def reader(self, kind: str) -> Client:
        return Client() if kind == "visitor" else signed_in(getattr(self, kind))


def agenda(meeting: Meeting) -> str:
    return f"/trusts/kent/bodies/board/meetings/{meeting.pk}/agenda/"


def paper(meeting: Meeting, of: Paper) -> str:
    return f"{agenda(meeting)}papers/{of.pk}/"


def seen(client: Client, address: str) -> set[str]:
    """Which titles the page holds, anywhere in its source."""
    text = client.get(address).content.decode().replace("&#x27;", "'")
    return {title for title in WHOLE if title in text}


READERS = {
    "visitor": "public",
    "nobody": "public",
    "bare_officer": "public",
    "medway_officer": "public",
    "medway_auditor": "public",
    "elsewhere": "public",
    "auditor": "members",
    "holder": "confidential",
    "deputy": "confidential",
}


def test_nobody_but_the_officer_sees_a_draft_when_it_is_not_published() -> None:
    world = Scene()

    for kind in READERS:
        client = world.reader(kind)
        response = client.get(agenda(world.meeting))
        assert response.status_code == 200
        assert "The agenda has not been published yet." in response.content.decode(), kind
        assert seen(client, agenda(world.meeting)) == set(), kind
        assert [client.get(paper(world.meeting, one)).status_code for one in world.papers.values()] == [404] * 3, kind
        assert client.get(f"{agenda(world.meeting)}?as=confidential").status_code == 200
        assert seen(client, f"{agenda(world.meeting)}?as=confidential") == set(), kind
    assert seen(signed_in(world.officer), agenda(world.meeting)) == WHOLE


def test_each_reader_reads_their_own_copy_when_it_is_published() -> None:
    world = Scene()
    published(world.meeting)

    for kind, audience in READERS.items():
        client = world.reader(kind)
        assert seen(client, agenda(world.meeting)) == OF[audience], kind
        assert seen(client, f"{agenda(world.meeting)}?as=confidential") == OF[audience], kind
        assert "It names children." in client.get(agenda(world.meeting)).content.decode(), kind
        for of, one in world.papers.items():
            expected = 200 if Audience.values.index(of) <= Audience.values.index(audience) else 404
            response = client.get(paper(world.meeting, one))
            assert response.status_code == expected, (kind, of)
            response.close()
        for copy in world.meeting.publications.get().copies.all():
            expected = 200 if Audience.values.index(copy.audience) <= Audience.values.index(audience) else 404
            response = client.get(f"{agenda(world.meeting)}copies/{copy.pk}/plain.pdf")
            assert response.status_code == expected, (kind, copy.audience)
            response.close()


def test_page_is_read_from_the_publication_alone_when_the_draft_goes_on() -> None:
    world = Scene()
    published(world.meeting)
    before = Client().get(agenda(world.meeting)).content.decode().split("<main")[1]

    Item.objects.filter(pk=world.open.pk).update(title="Another plan", about="Otherwise.")
    item_of(world.meeting, "A new item")

    assert Client().get(agenda(world.meeting)).content.decode().split("<main")[1] == before


def test_member_is_out_on_the_next_request_when_the_seat_passes_to_somebody_else() -> None:
    world = Scene()
    published(world.meeting)
    client = world.reader("holder")
    assert seen(client, agenda(world.meeting)) == WHOLE

    appoint(world.police, person=world.cat, name="", starts=date(2026, 1, 1), powers="", attested=[], by=operator())

    assert seen(client, agenda(world.meeting)) == OF["public"]
    assert client.get(paper(world.meeting, world.papers["confidential"])).status_code == 404


def test_withdrawn_agenda_is_gone_at_once_with_its_papers_and_supplements() -> None:
    world = Scene()
    first = published(world.meeting)
    item_of(world.meeting, "A late item")
    supplemented(world.meeting)

    withdraw_publication(first, reason="A name stood in it.", by=operator())

    for kind in READERS:
        client = world.reader(kind)
        text = client.get(agenda(world.meeting)).content.decode()
        assert seen(client, agenda(world.meeting)) == set(), kind
        assert "A late item" not in text
        assert "A name stood in it." in text
        assert [client.get(paper(world.meeting, one)).status_code for one in world.papers.values()] == [404] * 3
        for publication in world.meeting.publications.all():
            for copy in publication.copies.all():
                assert client.get(f"{agenda(world.meeting)}copies/{copy.pk}/large.pdf").status_code == 404


def test_reader_reads_the_new_agenda_alone_when_it_is_published_again() -> None:
    world = Scene()
    withdraw_publication(published(world.meeting), reason="A name stood in it.", by=operator())
    published(world.meeting)

    text = Client().get(agenda(world.meeting)).content.decode()

    assert "Open plan" in text
    assert "A name stood in it." not in text


def test_supplement_stands_below_the_agenda_for_those_who_may_read_it() -> None:
    world = Scene()
    published(world.meeting)
    item_of(world.meeting, "Secret late item", Audience.CONFIDENTIAL)
    supplemented(world.meeting)

    assert "Supplement 1" not in Client().get(agenda(world.meeting)).content.decode()
    inside = world.reader("holder").get(agenda(world.meeting)).content.decode()
    assert inside.index("Open plan") < inside.index("Supplement 1") < inside.index("Secret late item")


def test_paper_is_gone_at_once_when_it_or_its_item_is_withdrawn() -> None:
    world = Scene()
    published(world.meeting)
    drop_paper(world.papers["public"], reason="Wrong file.", by=operator())
    other = paper_of(world.briefing, "Briefing paper")
    supplemented(world.meeting)
    client = world.reader("holder")
    response = client.get(paper(world.meeting, other))
    assert response.status_code == 200
    response.close()
    assert client.get(paper(world.meeting, world.papers["public"])).status_code == 404

    world.briefing.refresh_from_db()
    drop_item(world.briefing, reason="Deferred.", version=world.briefing.version, by=operator())

    assert client.get(paper(world.meeting, other)).status_code == 404


def test_download_can_do_nothing_in_our_origin_and_tells_nothing_by_its_name() -> None:
    world = Scene()
    published(world.meeting)
    client = world.reader("holder")

    response = client.get(paper(world.meeting, world.papers["confidential"]))

    assert b"".join(response.streaming_content) == PDF
    assert response["Content-Disposition"] == 'attachment; filename="board-2030-04-18-item-1-paper-3.pdf"'
    assert response["Content-Security-Policy"] == "sandbox; default-src 'none'"
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Content-Type"] == "application/pdf"
    assert response["Cache-Control"] == "no-store, private"
    response.close()


def test_agenda_of_another_trust_or_body_is_unknown_when_its_key_is_used_under_ours() -> None:
    world = Scene()
    published(world.meeting)
    theirs = meeting_of(world.medway_board)
    item = item_of(theirs, "Theirs")
    officer = signed_in(world.officer)
    one = world.papers["public"]

    wrong = [
        f"/trusts/medway/bodies/board/meetings/{world.meeting.pk}/agenda/",
        f"/trusts/kent/bodies/executive-group/meetings/{world.meeting.pk}/agenda/",
        f"/trusts/kent/bodies/board/meetings/{theirs.pk}/agenda/",
        f"{agenda(world.meeting)}items/{item.pk}/change/",
        f"{agenda(world.meeting)}items/{uuid4()}/change/",
        f"/trusts/medway/bodies/board/meetings/{theirs.pk}/agenda/papers/{one.pk}/",
        f"/trusts/medway/bodies/board/meetings/{theirs.pk}/agenda/items/{item.pk}/change/",
        f"{agenda(world.meeting)}published/7/withdraw/",
        f"{agenda(world.meeting)}print/everybody/plain/",
        f"{agenda(world.meeting)}print/public/huge/",
    ]

    assert [officer.get(address).status_code for address in wrong] == [404] * len(wrong)


def queries(client: Client, address: str) -> int:
    with CaptureQueriesContext(
        connection,
    ) as asked:
        assert client.get(address).status_code == 200
    return len(asked)


@pytest.mark.parametrize("kind", ["visitor", "holder", "officer"])
def test_agenda_asks_as_many_queries_at_3_items_as_at_100(kind: str) -> None:
    world = Scene()
    many = meeting_of(world.board, date(2030, 7, 18))
    for number in range(100):
        audience = Audience.MEMBERS if number % 2 else Audience.PUBLIC
        paper_of(item_of(many, f"Item {number}", audience, bidders=["kent-police"]))
    published(world.meeting)
    published(many)
    client = world.reader(kind)
    client.get(agenda(world.meeting))  # content types are remembered from now on

    few = queries(client, agenda(world.meeting))

    assert queries(client, agenda(many)) == few
    assert few <= {"visitor": 6, "holder": 20, "officer": 20}[kind]


def test_nothing_of_what_is_confidential_stands_in_any_public_page_of_the_trust() -> None:
    world = Scene()
    published(world.meeting)
    pages = [
        "/",
        "/trusts/kent/",
        "/trusts/kent/structure/",
        "/trusts/kent/bodies/board/",
        "/trusts/kent/bodies/board/calendar/",
        "/trusts/kent/bodies/board/calendar.ics",
        world.meeting.get_absolute_url(),
        agenda(world.meeting),
        f"{agenda(world.meeting)}papers/{world.papers['confidential'].pk}/",
        f"{agenda(world.meeting)}items/{world.secret.pk}/change/",
    ]
    readers: list[User | None] = [None, world.nobody, world.medway_officer]

    for user in readers:
        client = signed_in(user) if user else Client()
        for address in pages:
            text = client.get(address, follow=True).content.decode()
            assert "Secret" not in text, (user, address)
