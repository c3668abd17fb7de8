"""The officer's pages on which agreements are added, drafted, issued and withdrawn."""

from __future__ import annotations

from datetime import date, timedelta
from http import HTTPStatus
from uuid import uuid4

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value, yield_hotp_counters_from_time
from allauth.mfa.utils import decrypt
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from governance.agreements.models import Agreement, Draft, Edition
from governance.agreements.rules import first_version
from governance.constitution.core.working_days import months_after
from tests.governance.agreements.scene import NEXT_TEXT, TEXT, AgreementsWorld, issued, wording
from tests.governance.agreements.scene import draft_of as begun
from tests.governance.agreements.test_signing_pages import stale
from tests.world import PASSWORD, everything, signed_in
from trustboard.accounts.models import User
from trustboard.mail.models import Letter

READ = first_version(1)
"""The version of the draft that follows the first edition, as it was begun."""

pytestmark = pytest.mark.django_db

ONE = ["kent", "partner-agency-agreement"]
DRAFT = "/trusts/kent/agreements/partner-agency-agreement/draft/"


@pytest.fixture
def world() -> AgreementsWorld:
    return AgreementsWorld()


@pytest.fixture
def officer(world: AgreementsWorld) -> Client:
    return signed_in(world.officer)


def sent(**typed: object) -> dict[str, object]:
    """What the form of a draft sends."""
    said = wording(**typed)
    starts = said.pop("effective")
    return {
        **{name: value for name, value in said.items() if value not in (None, [], False)},
        "effective_0": starts.day,
        "effective_1": starts.month,
        "effective_2": starts.year,
        "request_id": uuid4(),
    }


def code_of(user: User) -> str:
    """What the user's authenticator app shows now."""
    factor = Authenticator.objects.get(user=user, type=Authenticator.Type.TOTP)
    return format_hotp_value(hotp_value(decrypt(factor.data["secret"]), next(yield_hotp_counters_from_time())))


def draft_of(agreement: Agreement) -> Draft:
    return Draft.objects.get(agreement=agreement)


def test_agreements_tell_the_officer_alone_what_is_under_way(world: AgreementsWorld, officer: Client) -> None:
    world.sign(world.police)
    address = reverse("agreements", args=["kent"])

    mine, public = officer.get(address).content.decode(), Client().get(address).content.decode()

    assert "1 of 5 signed" in mine
    assert mine.count("Draft under way") == mine.count("Begin the next edition") == 1
    assert "in force since 1 April 2024" in public
    listed = public[public.index("<main") : public.index("</main>")]
    assert not any(words in listed for words in ("signed", "Draft under way", "Begin the next edition"))


def test_agreements_tell_until_when_an_edition_is_in_force(world: AgreementsWorld) -> None:
    issued(world.charter, life="yearly", effective=timezone.localdate())

    lines = Client().get(reverse("agreements", args=["kent"])).context["lines"]

    lapses = months_after(timezone.localdate(), 12)
    assert [(line.agreement, line.until) for line in lines] == [(world.agreement, None), (world.charter, lapses)]


def test_add_agreement_leads_to_its_page_when_only_a_name_is_given(officer: Client) -> None:
    response = officer.post(
        reverse("add_agreement", args=["kent"]),
        {"name": "Information sharing", "key": "", "body": "board", "request_id": uuid4()},
    )

    assert response["Location"] == "/trusts/kent/agreements/information-sharing/"


@pytest.mark.parametrize(
    ("key", "said"),
    [
        ("add", "The address add is one of our own pages. Choose another."),
        ("Two Words", "The address is made of small letters, digits and single hyphens, such as trust-agreement."),
        ("trust-agreement", "There is an agreement at the address trust-agreement already."),
    ],
)
def test_add_agreement_is_refused_when_its_address_will_not_do(officer: Client, key: str, said: str) -> None:
    before = everything()

    response = officer.post(
        reverse("add_agreement", args=["kent"]),
        {"name": "Another", "key": key, "body": "board", "request_id": uuid4()},
    )

    assert response.status_code == HTTPStatus.OK
    assert said in response.content.decode()
    assert everything() == before


def test_draft_shows_its_clauses_and_what_they_change(officer: Client) -> None:
    page = officer.get(DRAFT).content.decode()

    assert '<span class="tb-recognised__number">2(b)</span>' in page
    assert 'id="clause-4"' in page
    assert "1 clause reworded, 1 added; 6 as before." in page


def test_draft_begins_as_a_copy_of_the_last_edition(world: AgreementsWorld, officer: Client) -> None:
    form = officer.get(reverse("draft_agreement", args=["kent", "trust-agreement"])).context["form"]

    kept = world.charter_edition
    assert {name: form[name].value() for name in ("text", "statement", "signers")} == {
        "text": kept.text,
        "statement": kept.statement,
        "signers": kept.signers,
    }
    assert not Draft.objects.filter(agreement=world.charter).exists()


def test_draft_is_saved_in_one_form_of_its_text(world: AgreementsWorld, officer: Client) -> None:
    typed = sent(text="1. Purpose\r\n\r\nWe meet. \r\n\r\n", version=READ, reviews="1 May 2031\n1/4/2030")

    response = officer.post(DRAFT, typed)

    assert response["Location"] == DRAFT
    draft = draft_of(world.agreement)
    assert (draft.text, draft.reviews) == ("1. Purpose\n\nWe meet.\n", ["2030-04-01", "2031-05-01"])


def test_preview_shows_what_was_typed_and_keeps_nothing(officer: Client) -> None:
    before = everything()

    response = officer.post(DRAFT, {**sent(text="7. Only this.", title="", version=READ), "preview": "1"})

    page = response.content.decode()
    assert '<span class="tb-recognised__number">7</span>' in page
    assert "7. Only this." in page
    assert "Enter the title" not in page
    assert everything() == before


def test_preview_of_what_stands_already_tells_no_change_of_its_terms(officer: Client) -> None:
    response = officer.post(DRAFT, {**sent(version=READ, deputies_sign="on"), "preview": "1"})

    assert response.context["read"].changes.terms == ()
    assert "Nothing has changed." in response.content.decode()


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (TEXT, "The text has not changed. Terms changed: deputies, in force from."),
        (NEXT_TEXT, "1 clause reworded, 1 added; 6 as before. Terms changed: deputies, in force from."),
    ],
)
def test_preview_tells_which_terms_changed_whether_the_text_did_or_not(officer: Client, text: str, told: str) -> None:
    response = officer.post(
        DRAFT, {**sent(version=READ, text=text, deputies_sign=False, effective=date(2031, 5, 1)), "preview": "1"}
    )

    page = response.content.decode()
    assert f">{told}<" in page
    assert f"Since edition 1: {told[0].lower()}{told[1:]}" in page
    assert "othing has changed" not in page


def test_file_is_taken_into_the_field_and_not_saved(officer: Client) -> None:
    before = everything()
    file = SimpleUploadedFile("whole.md", "\ufeff9. Taken\r\nfrom a file".encode())

    response = officer.post(DRAFT, {**sent(version=READ), "file": file})

    assert response.context["form"]["text"].value() == "9. Taken\r\nfrom a file"
    assert "It is not saved yet." in response.content.decode()
    assert everything() == before


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("whole.docx", b"1. Purpose", "Choose a text file whose name ends in .md or .txt."),
        ("whole.md", b"", "The file is empty."),
        ("whole.md", b"a" * (1024 * 1024 + 1), "The file is larger than 1 MB."),
        ("whole.txt", "1. Café".encode("cp1252"), "The file is not plain text in UTF-8."),
    ],
)
def test_file_is_refused_beside_its_field_and_nothing_typed_is_lost(
    officer: Client, name: str, content: bytes, said: str
) -> None:
    before = everything()

    response = officer.post(
        DRAFT, {**sent(text="1. Typed by hand", version=READ), "file": SimpleUploadedFile(name, content)}
    )

    form = response.context["form"]
    assert form.errors["file"][0].startswith(said)
    assert form["text"].value() == "1. Typed by hand"
    assert everything() == before


def test_day_after_the_plan_is_refused_when_it_is_not_after_the_first_day(officer: Client) -> None:
    typed = sent(life="plan", version=READ) | {"until_0": 1, "until_1": 4, "until_2": 2024}

    response = officer.post(DRAFT, typed)

    assert "that is after 1 April 2024" in response.content.decode()


def test_second_officer_sees_both_texts(world: AgreementsWorld, officer: Client) -> None:
    """Given two officers who read the draft, when both save it, the second sees both texts and may save again."""
    officer.post(DRAFT, sent(text="1. First", version=READ))

    response = officer.post(DRAFT, sent(text="1. Second", version=READ))

    both = {text.label: (text.now, text.typed) for text in response.context["form"].both}
    assert both == {"Text": ("1. First\n", "1. Second\n")}
    assert draft_of(world.agreement).text == "1. First\n"
    again = officer.post(DRAFT, sent(text="1. Second", version=response.context["form"]["version"].value()))
    assert again.status_code == HTTPStatus.FOUND
    assert draft_of(world.agreement).text == "1. Second\n"


def test_second_officer_who_begins_a_draft_sees_the_first(world: AgreementsWorld, officer: Client) -> None:
    address = reverse("draft_agreement", args=["kent", "trust-agreement"])
    officer.post(address, sent(text="1. First", signers="agencies"))

    response = officer.post(address, sent(text="1. Second", signers="agencies"))

    assert ("1. First\n", "1. Second\n") in {(text.now, text.typed) for text in response.context["form"].both}
    assert draft_of(world.charter).text == "1. First\n"


def test_saving_is_refused_when_the_draft_was_issued_meanwhile(world: AgreementsWorld, officer: Client) -> None:
    officer.post(reverse("issue_agreement", args=ONE), {"version": READ, "request_id": uuid4()})

    response = officer.post(DRAFT, sent(text="1. Too late", version=READ))

    assert "This draft was issued in the meantime." in response.content.decode()
    assert not Draft.objects.filter(agreement=world.agreement).exists()
    again = officer.post(DRAFT, sent(text="1. Too late", version=response.context["form"]["version"].value()))
    assert again.status_code == HTTPStatus.FOUND
    assert draft_of(world.agreement).text == "1. Too late\n"


def test_issue_page_says_who_is_asked_and_how(world: AgreementsWorld, officer: Client) -> None:
    draft = sent(signers="agencies", title="Trust agreement", text="1. Partners")
    officer.post(reverse("draft_agreement", args=["kent", "trust-agreement"]), draft)

    page = officer.get(reverse("issue_agreement", args=["kent", "trust-agreement"])).content.decode()

    assert "2 letters go out at once" in page
    assert "Bob Birch<br>Una Oak" in page
    assert "1 cannot sign in" in page
    assert "Yan Yew" in page


def test_issue_sends_as_many_letters_as_it_said(world: AgreementsWorld, officer: Client) -> None:
    before = Letter.objects.count()

    response = officer.post(reverse("issue_agreement", args=ONE), {"version": READ, "request_id": uuid4()})

    edition = Edition.objects.get(agreement=world.agreement, number=2)
    assert response["Location"] == edition.get_absolute_url()
    assert edition.text == NEXT_TEXT
    assert Letter.objects.count() - before == len(world.represented)
    assert edition.digest in officer.get(response["Location"]).content.decode()


def test_issue_is_refused_when_the_draft_changed_since_it_was_read(world: AgreementsWorld, officer: Client) -> None:
    officer.post(DRAFT, sent(text=TEXT, version=READ))

    officer.post(reverse("issue_agreement", args=ONE), {"version": READ, "request_id": uuid4()})

    assert Edition.objects.filter(agreement=world.agreement).count() == 1


def test_issue_sent_twice_leads_where_the_first_time_led(world: AgreementsWorld, officer: Client) -> None:
    form = {"version": READ, "request_id": uuid4()}
    first, again = (officer.post(reverse("issue_agreement", args=ONE), form) for _ in range(2))
    assert again["Location"] == first["Location"]
    assert Edition.objects.filter(agreement=world.agreement).count() == 2


def test_issue_says_why_not_when_somebody_issued_the_draft_meanwhile(world: AgreementsWorld, officer: Client) -> None:
    officer.post(reverse("issue_agreement", args=ONE), {"version": READ, "request_id": uuid4()})
    before = everything()

    response = officer.post(reverse("issue_agreement", args=ONE), {"version": READ, "request_id": uuid4()})

    assert response.status_code == HTTPStatus.OK
    assert "The draft was issued in the meantime." in response.content.decode()
    assert everything() == before
    assert officer.get(reverse("issue_agreement", args=ONE)).status_code == HTTPStatus.NOT_FOUND


def test_issue_page_has_no_button_when_the_text_is_not_ready(officer: Client) -> None:
    officer.post(DRAFT, sent(text="1. One\n\n1. One again", statement="", version=READ))

    page = officer.get(reverse("issue_agreement", args=ONE)).content.decode()

    assert "The number 1 stands twice." in page
    assert "Write the words that stand beside the box" in page
    assert 'name="version"' not in page


def test_withdrawn_edition_says_so_with_its_reason(world: AgreementsWorld, officer: Client) -> None:
    address = reverse("withdraw_edition", args=[*ONE, 1])

    officer.post(address, {"reason": "A clause was left out.", "request_id": uuid4()})

    assert world.edition.withdrawn.reason == "A clause was left out."
    assert "This edition was withdrawn already." in officer.get(address).content.decode()


@pytest.mark.parametrize(
    ("name", "more", "typed"),
    [("issue_agreement", [], {"version": READ}), ("withdraw_edition", [1], {"reason": "A clause was left out."})],
)
@pytest.mark.parametrize("with_code", [False, True])
def test_issuing_and_withdrawing_ask_for_proof_first_and_lose_nothing_typed(
    world: AgreementsWorld, officer: Client, name: str, more: list[int], typed: dict[str, object], *, with_code: bool
) -> None:
    """Given a proof six minutes old, when the form is sent, then nothing is done before the officer confirms who they
    are, by password or by a code of their second factor; then what they had sent is done."""
    address, before = reverse(name, args=[*ONE, *more]), everything()
    assert "You confirm first who you are" in officer.get(address).content.decode()
    stale(officer)

    response = officer.post(address, {**typed, "request_id": uuid4()})

    assert "/confirm/" in response["Location"]
    assert everything() == before
    if with_code:
        query = response["Location"].partition("?")[2]
        response = officer.post(f"{reverse('mfa_reauthenticate')}?{query}", {"code": code_of(world.officer)})
    else:
        response = officer.post(response["Location"], {"password": PASSWORD})
    assert response.status_code == HTTPStatus.FOUND
    assert response["Location"] in (f"{world.agreement.get_absolute_url()}editions/{n}/" for n in (1, 2))
    assert everything() != before


def test_draft_begins_on_the_first_day_of_the_last_edition_when_that_is_to_come(
    world: AgreementsWorld, officer: Client
) -> None:
    to_come = timezone.localdate() + timedelta(days=90)
    issued(world.charter, effective=to_come)

    form = officer.get(reverse("draft_agreement", args=["kent", "trust-agreement"])).context["form"]

    assert form.initial["effective"] == to_come


def test_page_of_a_draft_that_was_issued_says_nothing_of_the_next_draft(
    world: AgreementsWorld, officer: Client
) -> None:
    """Given a page of a draft, when that is issued and the next is begun, then the page neither issues it nor writes
    over it."""
    stale = {"version": READ, "request_id": uuid4()}
    officer.post(reverse("issue_agreement", args=ONE), {"version": READ, "request_id": uuid4()})
    later = begun(world.agreement, text="1. Only begun.")
    assert later.version != READ
    page = officer.post(reverse("issue_agreement", args=ONE), stale).content.decode()
    assert "in the meantime" in page
    officer.post(DRAFT, sent(text="1. Too late", version=READ))
    later.refresh_from_db()
    assert later.text == "1. Only begun."
    assert Edition.objects.filter(agreement=world.agreement).count() == 2
