"""Leave to read one item: given and taken away by the officer, and what somebody reads who has it and nothing else."""

from __future__ import annotations

import re
from datetime import date, timedelta
from html import unescape
from typing import Any
from uuid import uuid4

import pytest
from django.conf import settings
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from governance.membership.permissions import PERSON
from meetings.agenda.acts import change_item, drop_item, drop_paper, withdraw_publication
from meetings.agenda.models import Audience, Item, Paper, Purpose
from meetings.agenda.permissions import READER
from tests.meetings.agenda.scene import item_of, paper_of, published, supplemented
from tests.world import PASSWORD, SeatedWorld, by, everything, invited, meeting_of, member, operator, signed_in
from trustboard.accounts import acts
from trustboard.accounts.models import Invitation, User
from trustboard.accounts.queries import grants_on, open_invitations_to
from trustboard.acts.verdict import RuleBroken
from trustboard.ledger.signing import private_key
from trustboard.ledger.verify import findings
from trustboard.mail.models import Letter

pytestmark = pytest.mark.django_db(transaction=True)


class Scene(SeatedWorld):
    """The board's agenda with items for every audience; Gus, who is nobody else, has leave to read one of them."""

    def __post_init__(self) -> None:
        super().__post_init__()
        self.open = item_of(self.meeting, "Open plan")
        self.secret = item_of(self.meeting, "Secret placement", Audience.CONFIDENTIAL, about="Of one child.")
        self.other = item_of(self.meeting, "Secret contract", Audience.CONFIDENTIAL, reason="It names bidders.")
        self.briefing = item_of(self.meeting, "Members' briefing", Audience.MEMBERS)
        self.paper = paper_of(self.secret, "Secret report")
        self.other_paper = paper_of(self.other, "Secret bid")
        self.briefing_paper = paper_of(self.briefing, "Briefing note")
        self.annex = paper_of(self.briefing, "Secret annex", Audience.CONFIDENTIAL)
        self.gus: User = member(self.secret, "Gus Guest", READER, second_factor=False)


def agenda(world: Scene, more: str = "") -> str:
    return f"/trusts/kent/bodies/board/meetings/{world.meeting.pk}/agenda/{more}"


def readers(world: Scene, more: str = "", item: Item | None = None) -> str:
    return agenda(world, f"items/{(item or world.secret).pk}/readers/{more}")


def text_of(response: HttpResponse) -> str:
    assert response.status_code == 200
    words = re.sub(r"<[^>]*>", " ", response.content.decode().split("<main")[1].split("<footer")[0])
    return re.sub(r"\s+", " ", unescape(words))


def status(client: Client, address: str) -> int:
    response = client.get(address)
    response.close()
    return response.status_code


def send(client: Client, where: str, **fields: Any) -> HttpResponse:
    return client.post(where, {"request_id": str(uuid4()), **fields})


def papers(world: Scene, client: Client) -> list[int]:
    every: list[Paper] = [world.paper, world.other_paper, world.briefing_paper, world.annex]
    return [status(client, agenda(world, f"papers/{paper.pk}/")) for paper in every]


def kept(world: Scene) -> Item:
    return Item.objects.get(pk=world.secret.pk)


SECRETS = ("Secret contract", "Secret bid", "Members' briefing", "Briefing note", "Secret annex")


def test_reader_reads_what_everyone_reads_and_the_one_item_with_its_papers() -> None:
    world = Scene()
    published(world.meeting)
    client = signed_in(world.gus)

    page = client.get(agenda(world))
    text = text_of(page)

    assert "You have leave to read item 2. It is for you alone" in text
    assert text.count("Secret placement") == 1
    assert "Of one child." in text
    assert "Secret report" in text
    assert "2 Confidential: It names children." in text
    assert "3 Confidential: It names bidders." in text
    assert "4 For members of the body" in text
    assert [word in text for word in SECRETS] == [False] * 5
    assert "Attendance sheet" not in text
    assert papers(world, client) == [200, 404, 404, 404]
    assert page["Cache-Control"] == "no-store, private"
    ids = re.findall(r' id="([^"]*)"', page.content.decode())
    assert len(ids) == len(set(ids))


def test_reader_reads_no_copy_but_the_public_one() -> None:
    world = Scene()
    publication = published(world.meeting)
    client = signed_in(world.gus)
    found = {
        copy.audience: status(client, agenda(world, f"copies/{copy.pk}/plain.pdf")) for copy in publication.copies.all()
    }
    assert found == {"public": 200, "members": 404, "confidential": 404}


def test_leave_to_read_an_item_is_not_leave_to_read_a_paper_for_fewer_readers() -> None:
    world = Scene()
    mia = member(world.briefing, "Mia Mild", READER, second_factor=False)
    published(world.meeting)
    client = signed_in(mia)
    text = text_of(client.get(agenda(world)))
    assert "Members' briefing" in text
    assert "1 more paper is withheld." in text
    assert "Secret annex" not in text
    assert papers(world, client) == [404, 404, 200, 404]


def test_auditor_with_leave_reads_the_item_besides_what_the_auditor_reads() -> None:
    world = Scene()
    acts.invite_person(world.secret, email=world.auditor.email, role=READER, by=operator())
    acts.accept_invitation(open_invitations_to(world.secret).get(), name="", password="", by=by(world.auditor))
    published(world.meeting)
    client = signed_in(world.auditor)
    text = text_of(client.get(agenda(world)))
    assert ("Members' briefing" in text, "Secret placement" in text, "Secret contract" in text) == (True, True, False)
    assert papers(world, client) == [200, 404, 200, 404]


def test_item_that_one_reads_anyway_and_that_of_another_meeting_stand_there_once_or_not_at_all() -> None:
    world = Scene()
    acts.invite_person(world.briefing, email=world.auditor.email, role=READER, by=operator())
    acts.accept_invitation(open_invitations_to(world.briefing).get(), name="", password="", by=by(world.auditor))
    published(world.meeting)
    later = meeting_of(world.board, date(2030, 7, 18))
    item_of(later, "Later plan")
    published(later)
    auditor = text_of(signed_in(world.auditor).get(agenda(world)))
    assert (auditor.count("Members' briefing"), "You have leave" in auditor) == (1, False)
    other = f"/trusts/kent/bodies/board/meetings/{later.pk}/agenda/"
    assert "You have leave" not in text_of(signed_in(world.gus).get(other))


def test_reader_reads_nothing_before_it_is_published_nor_after_it_is_withdrawn() -> None:
    world = Scene()
    client = signed_in(world.gus)

    def seen() -> tuple[bool, int]:
        return "Secret placement" in client.get(agenda(world)).content.decode(), papers(world, client)[0]

    assert seen() == (False, 404)
    assert "You read it here once it is published." in text_of(client.get(agenda(world)))
    first = published(world.meeting)
    assert seen() == (True, 200)
    withdraw_publication(first, reason="A name stood in it.", by=operator())
    assert seen() == (False, 404)
    published(world.meeting)
    assert seen() == (True, 200)
    drop_item(kept(world), reason="Deferred.", version=kept(world).version, by=operator())
    assert seen() == (False, 404)
    assert "You have leave to read item 2. It was withdrawn." in text_of(client.get(agenda(world)))
    assert "Item 2" not in text_of(client.get("/"))


def test_reader_reads_the_item_as_it_was_published_and_its_supplements() -> None:
    world = Scene()
    published(world.meeting)
    client = signed_in(world.gus)
    said = {"title": "Secret move", "purpose": Purpose.DECISION, "decision": "", "lead": "", "minutes": None}
    also = {"audience": Audience.CONFIDENTIAL, "reason": "It names children.", "bidders": [], "about": ""}
    change_item(kept(world), **said, **also, version=kept(world).version, by=operator())
    item_of(world.meeting, "Secret late item", Audience.CONFIDENTIAL)
    assert "Secret move" not in client.get(agenda(world)).content.decode()

    second = supplemented(world.meeting)

    text = text_of(client.get(agenda(world)))
    assert text.index("Secret placement") < text.index("Supplement 1, published") < text.index("Secret move")
    assert "Secret late item" not in text
    withdraw_publication(second, reason="Wrong.", by=operator())
    text = text_of(client.get(agenda(world)))
    assert ("Secret placement" in text, "Secret move" in text) == (True, False)


def test_paper_of_a_withdrawn_supplement_is_gone_though_a_later_supplement_stands() -> None:
    world = Scene()
    published(world.meeting)
    late = paper_of(kept(world), "Late report")
    second = supplemented(world.meeting)
    item_of(world.meeting, "Further business")
    supplemented(world.meeting)
    holder, client = signed_in(member_of_board(world)), signed_in(world.gus)
    where = agenda(world, f"papers/{late.pk}/")
    assert [status(each, where) for each in (holder, client)] == [200, 200]

    withdraw_publication(second, reason="Wrong file.", by=operator())

    assert [status(each, where) for each in (holder, client)] == [404, 404]
    assert [status(each, agenda(world, f"papers/{world.paper.pk}/")) for each in (holder, client)] == [200, 200]


def member_of_board(world: Scene) -> User:
    return member(world.ann, "Ann Ames", PERSON, second_factor=False)


def test_agenda_published_again_has_no_news_for_a_paper_that_was_withdrawn_before() -> None:
    world = Scene()
    first = published(world.meeting)
    drop_paper(Paper.objects.get(pk=world.paper.pk), reason="Wrong file.", by=operator())
    withdraw_publication(first, reason="A name stood in it.", by=operator())
    published(world.meeting)
    assert "It is published as it stands here." in text_of(signed_in(world.officer).get(agenda(world)))


def test_reader_is_no_member_of_anything() -> None:
    world = Scene()
    published(world.meeting)
    client = signed_in(world.gus)
    of = f"/trusts/kent/bodies/board/meetings/{world.meeting.pk}/"
    inside = ["sittings/1/desk/", "sittings/1/seat/", "sittings/1/screen/", "sittings/1/chair/", "answer/police/"]
    assert [client.get(f"{of}{more}").status_code for more in inside] == [404] * 5
    page = text_of(client.get(of))
    assert "Join remotely" not in page
    assert "Who has answered" not in page
    assert client.get("/trusts/kent/bodies/board/history/").status_code == 404
    assert client.get(f"/trusts/medway/bodies/board/meetings/{world.meeting.pk}/agenda/").status_code == 404


def test_reader_finds_the_item_from_the_first_page_which_does_not_name_it() -> None:
    world = Scene()
    text = text_of(signed_in(world.gus).get("/"))
    assert "Item 2 of the agenda of 18 April 2030" in text
    assert "Secret" not in text
    assert "You have no role in a trust" not in text
    assert f"{agenda(world)}#leave-{world.secret.pk}" in signed_in(world.gus).get("/").content.decode()
    assert "Item 2" not in text_of(signed_in(world.nobody).get("/"))


def test_leave_ends_at_the_next_request_when_it_is_taken_away() -> None:
    world = Scene()
    published(world.meeting)
    client, officer = signed_in(world.gus), signed_in(world.officer)
    assert papers(world, client)[0] == 200
    where, sent = readers(world, f"{world.gus.pk}/revoke/"), {"request_id": str(uuid4())}
    assert "Gus Guest" in text_of(officer.get(where))

    assert [officer.post(where, sent).url for _ in range(2)] == [readers(world)] * 2

    assert papers(world, client) == [404] * 4
    assert "Secret placement" not in client.get(agenda(world)).content.decode()
    assert "Item 2" not in text_of(client.get("/"))
    assert list(findings(private_key(settings.LEDGER_KEY).public_key())) == []
    assert officer.get(where).status_code == 404


def test_invitation_names_no_confidential_title_before_it_is_taken_up() -> None:
    world = Scene()
    officer = signed_in(world.officer)
    assert send(officer, readers(world, "invite/"), email="eve@agency.example").url == readers(world)
    letter = Letter.objects.get(to="eve@agency.example")
    token = letter.text.split("/invitations/")[1].split("/")[0]
    page = Client().get(f"/account/invitations/{token}/")
    for text in (letter.subject, letter.text, page.content.decode()):
        assert "Secret" not in text
        assert "child." not in text
    assert "Reader of one item" in page.content.decode()

    sent = {"name": "Eve Ear", "password": PASSWORD, "password_again": PASSWORD}
    guest = Client()
    assert send(guest, f"/account/invitations/{token}/", **sent).url == "/"
    published(world.meeting)
    assert "Secret placement" in guest.get(agenda(world)).content.decode()


def test_readers_page_shows_who_has_leave_who_is_invited_and_what_they_read() -> None:
    world = Scene()
    officer = signed_in(world.officer)
    invited(world.secret, "eve@agency.example", READER)
    text = text_of(officer.get(readers(world)))
    for words in ("Further readers of item 2", "Gus Guest", "gus.guest@agency.example", "eve@agency.example"):
        assert words in text
    assert "with 1 paper: Secret report." in text
    assert "Further readers of item 2 (2)" in text_of(officer.get(agenda(world)))
    text = text_of(officer.get(readers(world, item=world.briefing)))
    assert "1 more paper of it is for fewer readers than the item, and not for them." in text
    assert "Nobody but its members and you." in text


def test_invitation_is_sent_again_and_withdrawn_by_the_officer() -> None:
    world = Scene()
    officer = signed_in(world.officer)
    invitation, token = invited(world.secret, "eve@agency.example", READER)
    one = f"invitations/{invitation.pk}/"
    assert "eve@agency.example" in text_of(officer.get(readers(world, f"{one}again/")))
    assert send(officer, readers(world, f"{one}again/")).url == readers(world)
    assert Client().get(f"/account/invitations/{token}/").status_code == 404
    assert send(officer, readers(world, f"{one}withdraw/")).url == readers(world)
    assert not open_invitations_to(world.secret).exists()
    assert "accepted or withdrawn in the meantime" in text_of(officer.get(readers(world, f"{one}again/")))
    assert officer.get(readers(world, f"{one}again/", item=world.other)).status_code == 404


@pytest.mark.parametrize(
    ("email", "sentence"),
    [
        ("", "Enter their e-mail address."),
        ("nonsense", "Enter an e-mail address in the form"),
        ("gus.guest@agency.example", "They are reader of one item already."),
    ],
)
def test_invitation_is_refused_beside_what_was_typed(email: str, sentence: str) -> None:
    world = Scene()
    officer = signed_in(world.officer)
    before = everything()
    assert sentence in text_of(send(officer, readers(world, "invite/"), email=email))
    assert everything() == before


def test_officer_says_who_they_are_before_giving_or_taking_leave() -> None:
    world = Scene()
    officer = signed_in(world.officer)
    session = officer.session
    session["account_authentication_methods"] = [
        each | {"at": (timezone.now() - timedelta(minutes=6)).timestamp()}
        for each in session["account_authentication_methods"]
    ]
    session.save()
    before = everything()
    for more in ("invite/", f"{world.gus.pk}/revoke/"):
        response = send(officer, readers(world, more), email="eve@agency.example")
        assert "/account/confirm/" in response.url
    assert everything() == before


def test_item_that_everyone_reads_needs_no_leave() -> None:
    world = Scene()
    officer = signed_in(world.officer)
    assert readers(world, item=world.open) not in officer.get(agenda(world)).content.decode()
    assert "Everyone reads this item" in text_of(officer.get(readers(world, item=world.open)))
    page = officer.get(readers(world, "invite/", item=world.open))
    assert "Everyone reads this item" in text_of(page)
    assert 'name="email"' not in page.content.decode()


def test_leave_and_invitations_go_with_an_item_that_is_dropped() -> None:
    world = Scene()
    invitation, token = invited(world.secret, "eve@agency.example", READER)

    drop_item(kept(world), reason="", version=kept(world).version, by=operator())

    assert grants_on(world.secret) == []
    assert not Invitation.objects.get(pk=invitation.pk).is_open
    assert "was withdrawn" in text_of(Client().get(f"/account/invitations/{token}/"))
    with pytest.raises(RuleBroken, match="was withdrawn"):
        acts.accept_invitation(Invitation.objects.get(pk=invitation.pk), name="E", password="x", by=by(None))
    assert "Item 2" not in text_of(signed_in(world.gus).get("/"))
    assert list(findings(private_key(settings.LEDGER_KEY).public_key())) == []


def test_readers_pages_ask_as_often_for_many_as_for_few() -> None:
    world = Scene()
    published(world.meeting)
    officer, guest = signed_in(world.officer), signed_in(world.gus)
    pages = [(officer, readers(world)), (officer, agenda(world)), (guest, agenda(world)), (guest, "/")]

    def asked() -> list[int]:
        found = []
        for client, page in pages:
            client.get(page)
            with CaptureQueriesContext(connection) as queries:
                client.get(page)
            found.append(len(queries))
        return found

    few = asked()
    later = meeting_of(world.board, date(2030, 7, 18))
    for number in range(5):
        invited(world.secret, f"eve{number}@agency.example", READER)
        item = item_of(later, f"Secret {number}", Audience.CONFIDENTIAL)
        for held_on in (item, Item.objects.get(pk=world.other.pk)):
            if not any(grant.person == world.gus for grant in grants_on(held_on)):
                acts.invite_person(held_on, email=world.gus.email, role=READER, by=operator())
                acts.accept_invitation(open_invitations_to(held_on).get(), name="", password="", by=by(world.gus))
        member(world.secret, f"Guest {'abcde'[number]}", READER, second_factor=False)
    assert asked() == few
