"""The forms with which somebody signs an agreement or declines. Who may open them stands in tests/matrix."""

from __future__ import annotations

import re
from datetime import timedelta
from html import unescape
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from governance.agreements import acts
from governance.agreements.models import Declined, Edition, Signature, Signers
from governance.agreements.opened import Opened
from governance.membership.acts import appoint
from tests.governance.agreements.scene import (
    EFFECTIVE,
    STATEMENT,
    AgreementsWorld,
    Represented,
    at_block,
    decline,
    issued,
)
from tests.world import PASSWORD, operator, person_of, signed_in
from trustboard.ledger.models import Entry

pytestmark = pytest.mark.django_db

HIDDEN = r'<input type="hidden" name="(\w+)" value="([^"]*)"'
READ_AGAIN = "You opened this page more than a day ago. Read the text again before you sign."
CHANGED = "This page was changed on its way here. Read the text again before you sign."
NOT_SHOWN = "This is not the text that you were shown. Read it again before you sign."


@pytest.fixture
def world() -> AgreementsWorld:
    return AgreementsWorld()


@pytest.fixture
def ada(world: AgreementsWorld) -> Client:
    return signed_in(world.police.user)


def at(world: AgreementsWorld, place: str, name: str = "sign_agreement", *, key: str = "") -> str:
    return reverse(name, args=["kent", key or world.agreement.key, place])


def shown(client: Client, address: str) -> str:
    response = client.get(address)
    assert response.status_code == 200
    return response.content.decode()


def filled(page: str, one: Represented, **typed: Any) -> dict[str, Any]:
    """The page as it is sent: its hidden fields, and all that is asked for."""
    hidden = {name: unescape(value) for name, value in re.findall(HIDDEN, page)}
    whole = {"position": "Chief constable", "has_authority": "on", "is_ticked": "on", "typed": one.person.name}
    return {name: value for name, value in {**hidden, **whole, **typed}.items() if value is not None}


def rows() -> tuple[int, int, int]:
    return Signature.objects.count(), Declined.objects.count(), Entry.objects.count()


def next_issued(world: AgreementsWorld) -> Edition:
    return acts.issue_edition(world.agreement, version=world.draft.version, by=operator()).result


def stale(client: Client) -> None:
    """The person's proof is older than five minutes."""
    session = client.session
    for record in session["account_authentication_methods"]:
        record["at"] -= 6 * 60
    session.save()


def test_sign_agreement_shows_the_words_and_ticks_nothing(world: AgreementsWorld, ada: Client) -> None:
    page = shown(ada, at(world, world.police.place))
    form = page[page.index('id="sign"') :]
    for text in (STATEMENT, "I have authority to sign for Kent Police.", "Representative", "Kent Police"):
        assert text in form
    assert 'name="position" value="Police"' in form
    assert "checked" not in form
    assert re.search(r'name="typed"[^>]*value=', form) is None
    assert page.index("Each partner pays its share in April.") < page.index('id="sign"')
    assert 'id="changed"' not in page


def test_sign_agreement_shows_words_and_names_as_text_whatever_is_typed_into_them(world: AgreementsWorld) -> None:
    """Words beside a box are data: no markup of theirs is any on the page, and a line stays a line."""
    block = acts.add_block(
        world.charter,
        title="Young <b>people</b>",
        agency=None,
        person=world.health.person,
        starts=EFFECTIVE,
        by=operator(),
    ).result
    statement = "I agree.<script>alert(1)</script>\n<img src=x onerror=alert(1)>"
    issued(world.charter, statement=statement, signers=Signers.AGENCIES, title="A <i>title</i>")
    page = shown(signed_in(world.health.user), at(world, at_block(block), key=world.charter.key))
    assert "I agree.&lt;script&gt;alert(1)&lt;/script&gt;<br>&lt;img src=x" in page
    assert "I have authority to sign for Young &lt;b&gt;people&lt;/b&gt;." in page
    for markup in ("<script>alert", "<img src=x", "<b>people", "<i>title"):
        assert markup not in page


def test_sign_agreement_leads_to_the_receipt(world: AgreementsWorld, ada: Client) -> None:
    address = at(world, world.police.place)
    sent = filled(shown(ada, address), world.police)
    response = ada.post(address, sent, headers={"User-Agent": "Firefox on a phone"}, REMOTE_ADDR="203.0.113.9")
    made = Signature.objects.get()
    assert response["Location"] == made.get_absolute_url()
    assert (made.position, made.typed, made.way) == ("Chief constable", "Ada Ash", "password")
    assert made.device is not None
    assert made.device.text == "203.0.113.9, Firefox on a phone"
    assert made.shown_at is not None
    assert made.shown_at < made.at
    assert "You have signed." in shown(ada, response["Location"])


def test_sign_agreement_keeps_500_letters_of_the_browser(world: AgreementsWorld, ada: Client) -> None:
    address = at(world, world.police.place)
    ada.post(address, filled(shown(ada, address), world.police), headers={"User-Agent": "x" * 9000})
    device = Signature.objects.get().device
    assert device is not None
    assert len(device.text) == 500


def test_sign_agreement_is_one_when_the_form_is_sent_twice(world: AgreementsWorld, ada: Client) -> None:
    address = at(world, world.police.place)
    sent = filled(shown(ada, address), world.police)
    assert len({ada.post(address, sent)["Location"] for _ in range(2)}) == 1
    assert Signature.objects.count() == 1


def test_sign_agreement_asks_for_proof_first_and_loses_nothing_typed(world: AgreementsWorld, ada: Client) -> None:
    """Given a proof six minutes old, when the form is sent, then the person confirms who they are, and what they had
    sent is signed without being typed again."""
    address = at(world, world.police.place)
    sent = filled(shown(ada, address), world.police)
    stale(ada)
    response = ada.post(address, sent)
    assert "/confirm/" in response["Location"]
    assert Signature.objects.count() == 0
    response = ada.post(response["Location"], {"password": PASSWORD})
    made = Signature.objects.get()
    assert response["Location"] == made.get_absolute_url()
    assert (made.position, made.typed) == ("Chief constable", "Ada Ash")
    assert made.proved_at is not None
    assert made.at - made.proved_at < timedelta(minutes=5)


def test_sign_agreement_says_what_is_missing_before_it_asks_for_proof(world: AgreementsWorld, ada: Client) -> None:
    address = at(world, world.police.place)
    sent = filled(shown(ada, address), world.police, is_ticked=None)
    stale(ada)
    response = ada.post(address, sent)
    assert response.status_code == 200
    assert "Tick the box if you agree to the words beside it." in response.content.decode()


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"position": ""}, "Type your position."),
        ({"position": "x" * 151}, "at most 150 characters"),
        ({"has_authority": None}, "Say that you have authority to sign."),
        ({"is_ticked": None}, "Tick the box if you agree to the words beside it."),
        ({"typed": ""}, "Type your name."),
        ({"typed": "Bob Birch"}, "Type your name as it stands in the list of members: Ada Ash."),
        ({"opened": "forged"}, CHANGED),
        ({"opened": None}, CHANGED),
        ({"digest": "0" * 64}, NOT_SHOWN),
        ({"statement_digest": "0" * 64}, NOT_SHOWN),
    ],
)
def test_sign_agreement_says_what_is_wrong_and_keeps_what_was_typed(
    world: AgreementsWorld, ada: Client, typed: dict[str, Any], sentence: str
) -> None:
    address = at(world, world.police.place)
    sent = filled(shown(ada, address), world.police, **typed)
    before = rows()
    response = ada.post(address, sent)
    assert response.status_code == 200
    page = unescape(response.content.decode())
    assert sentence in page
    for name in ("position", "typed"):
        assert sent[name] == "" or f'name="{name}" value="{sent[name]}"' in page
    assert rows() == before


@pytest.mark.parametrize(
    "otherwise",
    [{"person": "health"}, {"place": "health"}, {"agreement": "charter"}, {"hours": 25}],
    ids=["another's", "elsewhere", "of another agreement", "too old"],
)
def test_sign_agreement_refuses_the_word_of_another_page_or_an_old_one(
    world: AgreementsWorld, ada: Client, otherwise: dict[str, Any]
) -> None:
    person = getattr(world, otherwise.get("person", "police")).person
    place = getattr(world, otherwise.get("place", "police")).place
    agreement = getattr(world, otherwise.get("agreement", "agreement"))
    opened = Opened(person.pk, agreement.pk, place, 1, timezone.now() - timedelta(hours=otherwise.get("hours", 1)))
    address = at(world, world.police.place)
    page = ada.post(address, filled(shown(ada, address), world.police, opened=opened.sealed)).content.decode()
    assert (READ_AGAIN if "hours" in otherwise else CHANGED) in page
    assert "checked" not in page
    assert Signature.objects.count() == 0
    assert ada.post(address, filled(page, world.police)).status_code == 302


def test_page_of_yesterday_is_sent_within_the_day(world: AgreementsWorld, ada: Client) -> None:
    opened = Opened(
        world.police.person.pk, world.agreement.pk, world.police.place, 1, timezone.now() - timedelta(hours=23)
    )
    address = at(world, world.police.place)
    assert ada.post(address, filled(shown(ada, address), world.police, opened=opened.sealed)).status_code == 302
    assert Signature.objects.get().shown_at == opened.at


def test_sign_agreement_shows_the_new_edition_when_the_one_read_was_replaced(
    world: AgreementsWorld, ada: Client
) -> None:
    """Given a page of the first edition, when the second is issued before it is sent, then nothing is signed; the
    second stands on the page, unticked and with what was typed, and can be signed from there."""
    address = at(world, world.police.place)
    sent = filled(shown(ada, address), world.police)
    second = next_issued(world)
    before = rows()
    page = ada.post(address, sent).content.decode()
    assert rows() == before
    assert "This edition was replaced: edition 2 is to be signed. Read that one." in page
    for text in ("The chair hears both sides first.", 'value="Chief constable"', 'value="Ada Ash"', second.digest):
        assert text in page
    assert "checked" not in page
    assert ada.post(address, filled(page, world.police)).status_code == 302
    assert Signature.objects.get().edition == second


def test_sign_agreement_shows_first_what_changed_since_one_signed_last(world: AgreementsWorld, ada: Client) -> None:
    """Given that the first edition was signed, then the page of the second begins with its changes against that."""
    world.sign(world.police)
    next_issued(world)
    page = shown(ada, at(world, world.police.place))
    assert "You signed edition 1 on" in page
    assert page.index("1 clause reworded") < page.index("[came: </span>May") < page.index('id="text"')
    assert page.index('id="text"') < page.index('id="sign"')
    bob = shown(signed_in(world.health.user), at(world, world.health.place))
    assert "You signed edition 1" not in bob
    assert 'id="changed"' not in bob


def test_sign_agreement_is_closed_when_the_edition_was_withdrawn_meanwhile(world: AgreementsWorld, ada: Client) -> None:
    address = at(world, world.police.place)
    sent = filled(shown(ada, address), world.police)
    acts.withdraw_agreement(world.edition, reason="A wrong schedule.", by=operator())
    before = rows()
    page = ada.post(address, sent).content.decode()
    assert "This edition is not signed any more." in page
    assert world.agreement.get_absolute_url() in page
    assert "There is nothing to sign: no edition of this agreement is signed now." in shown(ada, address)
    assert rows() == before


def test_sign_agreement_is_closed_to_a_leaver_even_in_the_middle(world: AgreementsWorld, ada: Client) -> None:
    address = at(world, world.police.place)
    sent = filled(shown(ada, address), world.police)
    ned = person_of(world.kent, "Ned Next")
    appoint(world.police.seat, person=ned, name="", starts=timezone.localdate(), powers="", attested=[], by=operator())
    before = rows()
    for page in (ada.post(address, sent).content.decode(), shown(ada, address)):
        assert "You do not sign here any more" in unescape(page)
        assert 'name="typed"' not in page
    assert rows() == before


def test_sign_agreement_is_closed_at_anothers_place_and_leads_to_the_receipt_when_signed(
    world: AgreementsWorld, ada: Client
) -> None:
    assert "You do not sign here any more" in shown(ada, at(world, world.health.place))
    made = world.sign(world.police)
    page = shown(ada, at(world, world.police.place))
    assert "You have signed this edition here already." in page
    assert made.get_absolute_url() in page


def test_place_that_cannot_be_is_not_found(world: AgreementsWorld, ada: Client) -> None:
    for place in ("seat", "seat-1", f"chair-{world.police.seat.pk}"):
        for name in ("sign_agreement", "decline_agreement"):
            assert ada.get(at(world, place, name)).status_code == 404
    assert ada.get(at(world, world.police.place, key="no-such")).status_code == 404


def test_deputy_reads_for_whom_they_sign(world: AgreementsWorld) -> None:
    una = signed_in(world.una_user)
    address = at(world, world.police.place)
    page = shown(una, address)
    assert "Named deputy of Ada Ash" in page
    sent = filled(page, world.police, typed="Una Oak")
    assert una.post(address, sent).status_code == 302
    assert (Signature.objects.get().person, Signature.objects.get().capacity) == (world.una, "deputy")


def test_signatory_signs_at_their_block_with_a_position_of_their_own(world: AgreementsWorld) -> None:
    bob = signed_in(world.health.user)
    address = at(world, at_block(world.chief), key=world.charter.key)
    page = shown(bob, address)
    for text in ("Signatory", "Health, chief executive", "I have authority to sign for Kent Health."):
        assert text in page
    assert re.search(r'name="position"[^>]*value=', page) is None
    assert bob.post(address, filled(page, world.health)).status_code == 302
    assert Signature.objects.get().block == world.chief


def test_decline_agreement_leads_back_and_keeps_the_reason(world: AgreementsWorld, ada: Client) -> None:
    address = at(world, world.police.place, "decline_agreement")
    hidden = dict(re.findall(HIDDEN, shown(ada, address)))
    response = ada.post(address, {**hidden, "reason": "We wait for our cabinet."})
    assert response["Location"] == world.agreement.get_absolute_url()
    assert Declined.objects.get().words == "We wait for our cabinet."
    assert "It is recorded that you decline." in shown(ada, response["Location"])


@pytest.mark.parametrize(
    ("reason", "sentence"),
    [("", "Say why you decline"), (" ", "Say why you decline"), ("x" * 2001, "at most 2000 characters")],
)
def test_decline_agreement_says_what_is_wrong(world: AgreementsWorld, ada: Client, reason: str, sentence: str) -> None:
    address = at(world, world.police.place, "decline_agreement")
    hidden = dict(re.findall(HIDDEN, shown(ada, address)))
    assert sentence in ada.post(address, {**hidden, "reason": reason}).content.decode()
    assert Declined.objects.count() == 0


def test_decline_agreement_refuses_an_edition_that_was_replaced(world: AgreementsWorld, ada: Client) -> None:
    address = at(world, world.police.place, "decline_agreement")
    hidden = dict(re.findall(HIDDEN, shown(ada, address)))
    next_issued(world)
    page = ada.post(address, {**hidden, "reason": "Too long."}).content.decode()
    assert "This edition was replaced: edition 2 is to be signed." in page
    assert "Too long." in page
    assert Declined.objects.count() == 0


def test_whoever_declined_still_finds_the_form(world: AgreementsWorld, ada: Client) -> None:
    decline(world.edition, world.police.place, world.police.person, world.police.user, "Not yet.")
    address = at(world, world.police.place)
    assert ada.post(address, filled(shown(ada, address), world.police)).status_code == 302
    assert Signature.objects.count() == 1
