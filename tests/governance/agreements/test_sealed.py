"""The sealed agreement, and what anybody finds out of one: ours, unaltered, which edition, who signed when."""

from __future__ import annotations

import json
from html import unescape
from io import BytesIO
from pathlib import Path
from uuid import uuid4

import page
import pikepdf
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django.fixtures import Settings

from governance.agreements import acts
from governance.agreements.acts import withdraw_agreement
from governance.agreements.codes import code_shown
from governance.agreements.documents import EVIDENCE, html_of
from governance.agreements.models import Sealed, Signature
from governance.agreements.sealing import print_agreement, seal_agreement, seal_when_complete
from governance.agreements.text import digest_of_text
from governance.membership.acts import leave_vacant, name_deputy
from governance.structure.permissions import OFFICER
from tests.governance.agreements.scene import DEVICE, AgreementsWorld, issued, sign_on_paper
from tests.governance.agreements.test_signing_pages import filled
from tests.trustboard.documents.readers import sizes_in
from tests.trustboard.documents.seals import (
    NAME,
    PASSPHRASE,
    new_key,
    our_key,
    with_a_page_appended,
    with_the_seal_off,
)
from tests.world import SINCE, close_files, everything, member, operator, signed_in
from trustboard.acts.verdict import RuleBroken
from trustboard.documents.kept import keep, kept_file
from trustboard.documents.sealing import seal
from trustboard.ledger.models import Entry

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def sealing(settings: Settings, tmp_path: Path) -> None:
    """A seal for these tests, and a folder of their own for what is kept."""
    settings.MEDIA_ROOT = tmp_path / "media"
    settings.SEAL_FILE, settings.SEAL_PASSPHRASE = str(tmp_path / "seal.p12"), PASSPHRASE
    Path(settings.SEAL_FILE).write_bytes(our_key().pkcs12)


@pytest.fixture
def world() -> AgreementsWorld:
    return AgreementsWorld()


def sealed(world: AgreementsWorld) -> Sealed:
    """Two have signed, one of them on paper, and it is sealed."""
    world.sign(world.police)
    sign_on_paper(world.edition, world.health.place, world.health.person, scan=keep([b"%PDF-1.7 a scan"]))
    return seal_agreement(world.edition, by=operator()).result


def bytes_of(document: Sealed) -> bytes:
    return kept_file(document.sha256).read_bytes()


def checked(client: Client, pdf: bytes) -> str:
    """What the public page says of the file."""
    response = client.post(reverse("check_document"), {"file": SimpleUploadedFile("agreement.pdf", pdf)})
    assert response.status_code == 200
    return response.content.decode()


def test_sealed_agreement_is_accessible_and_carries_its_evidence(world: AgreementsWorld) -> None:
    pdf = bytes_of(sealed(world))
    assert page.validate_pdf_bytes(pdf, profile="ua1").is_compliant
    with pikepdf.open(BytesIO(pdf)) as document:
        evidence = json.loads(document.attachments[EVIDENCE].get_file().read_bytes())
    text, statement = evidence["edition"]["text"], evidence["edition"]["statement"]
    assert digest_of_text(evidence["edition"]["title"], text, statement) == world.edition.digest
    online, paper = evidence["signatures"]
    assert (online["name"], online["proved_by"], online["agency"]) == ("Ada Ash", "password", "Kent Police")
    assert (paper["name"], paper["proved_by"], paper["on_paper"]) == ("Bob Birch", "paper", "2024-04-01")
    for each in (online, paper):
        entry = Entry.objects.get(chain=world.kent.chain, number=each["entry"])
        assert str(Signature.objects.get(code=each["code"]).pk) in entry.body
    assert DEVICE not in json.dumps(evidence)


def test_printed_agreement_shows_blocks_as_they_are_filled_and_says_that_it_is_not_sealed(
    world: AgreementsWorld,
) -> None:
    world.sign(world.police)
    pdf = print_agreement(world.edition, now=timezone.now())
    assert page.validate_pdf_bytes(pdf, profile="ua1").is_compliant
    assert page.validate_pdf_bytes(
        print_agreement(world.edition, now=timezone.now(), is_large=True), profile="ua1"
    ).is_compliant
    with pikepdf.open(BytesIO(pdf)) as document:
        assert str(document.docinfo["/Title"]) == "Partner agency agreement, edition 1, Kent Children's Trust"
        assert EVIDENCE not in document.attachments


def test_printed_agreement_says_its_title_once_and_nests_its_points(world: AgreementsWorld) -> None:
    """Given a text that begins with its title, when it is printed, then its points are a list inside the list of their
    clauses, and the words after them are none of theirs."""
    text = "# Trust agreement\n\n1. Each partner:\n\n(a) comes;\n\n(b) pays.\n\nIn both cases it says so.\n"
    edition = issued(world.charter, title="Trust agreement", text=text)
    assert "Trust agreement" not in html_of(edition)
    pdf = print_agreement(edition, now=timezone.now())
    assert page.validate_pdf_bytes(pdf, profile="ua1").is_compliant
    with pikepdf.open(BytesIO(pdf)) as document:
        assert deepest_list(document.Root.StructTreeRoot) == 2


def test_large_print_of_an_agreement_is_large_in_all_of_it(world: AgreementsWorld, tmp_path: Path) -> None:
    """The title, headings, blocks and certificate are of 18 points at least, the number of the page of 14."""
    world.sign(world.police)
    pdf = print_agreement(world.edition, now=timezone.now(), is_large=True)
    assert min(sizes_in(pdf, tmp_path)) == 14
    assert min(sizes_in(pdf, tmp_path) - {14}) == 18


def deepest_list(element: pikepdf.Object) -> int:
    """How many lists stand one within the other under an element of a tag tree."""
    children = element.get("/K", [])
    several = children if isinstance(children, pikepdf.Array) else [children]
    inside = [deepest_list(each) for each in several if isinstance(each, pikepdf.Dictionary)]
    return max(inside, default=0) + (element.get("/S") == "/L")


def test_everybody_learns_that_a_sealed_agreement_is_ours_and_who_signed_it(world: AgreementsWorld) -> None:
    document = sealed(world)
    said = checked(Client(), bytes_of(document))
    assert "This is a document of ours, and nothing in it was changed." in said
    by = unescape(said[said.index(">Seal<") :])
    assert by.index(f">{NAME}, ") < by.index("<details") < by.index(f"CN={NAME},OU=Seal of documents,O={NAME}")
    assert "Partner agency agreement, edition 1" in said
    assert "in force" in said
    assert "Ada Ash" in said
    assert "Bob Birch" in said
    assert DEVICE not in said


def test_checked_file_is_not_kept(world: AgreementsWorld, settings: Settings) -> None:
    pdf = with_a_page_appended(bytes_of(sealed(world)))
    before = sorted(Path(settings.MEDIA_ROOT).rglob("*"))
    checked(Client(), pdf)
    assert sorted(Path(settings.MEDIA_ROOT).rglob("*")) == before


def test_document_says_when_its_edition_was_superseded_or_withdrawn(world: AgreementsWorld) -> None:
    document = sealed(world)
    acts.issue_edition(world.agreement, version=world.draft.version, by=operator())
    assert "superseded" in checked(Client(), bytes_of(document))
    withdraw_agreement(world.edition, reason="It names the wrong council.", by=operator())
    assert "withdrawn" in checked(Client(), bytes_of(document))


def test_document_is_refused_when_it_is_not_byte_for_byte_what_was_sealed(world: AgreementsWorld) -> None:
    pdf = bytes_of(sealed(world))
    altered = pdf[:900] + bytes([pdf[900] ^ 1]) + pdf[901:]
    another = seal(with_the_seal_off(pdf), key=new_key(), reason="Another trust's")
    ours_but_unknown = seal(with_the_seal_off(pdf), key=our_key(), reason="Not of record")
    for file in (altered, with_a_page_appended(pdf), with_the_seal_off(pdf), another, ours_but_unknown, b"%PDF-1.7 no"):
        said = checked(Client(), file)
        assert "nothing in it was changed" not in said
        assert "Do not rely on this file." in said
        assert "Ada Ash" not in said


def test_code_leads_to_the_document_or_to_the_signature_however_it_is_typed(world: AgreementsWorld) -> None:
    document = sealed(world)
    client = Client()
    typed = code_shown(document.code).lower().replace("0", "o")
    response = client.post(reverse("check_document"), {"code": typed})
    assert response.url == reverse("check_code", args=[document.code])
    said = client.get(response.url).content.decode()
    assert "A document with this code was sealed here." in said
    assert "Ada Ash" in said

    signature = Signature.objects.get(person=world.police.person)
    said = client.get(reverse("check_code", args=[signature.code])).content.decode()
    assert "A signature with this code was given here." in said
    assert "Ada Ash" in said
    assert DEVICE not in said


def test_unknown_code_is_told_as_such(world: AgreementsWorld) -> None:
    client = Client()
    assert "has this code" in client.post(reverse("check_document"), {"code": "7K2M"}).content.decode()
    assert client.get(reverse("check_code", args=["0" * 16])).status_code == 404
    assert "Choose the PDF, or type its code below." in client.post(reverse("check_document"), {}).content.decode()


def test_agreement_is_sealed_by_itself_once_everybody_has_signed(world: AgreementsWorld) -> None:
    for one in world.represented[:-1]:
        world.sign(one)
    assert seal_when_complete(world.edition, now=timezone.now()) is None
    world.sign(world.represented[-1])
    document = seal_when_complete(world.edition, now=timezone.now())
    assert document is not None
    assert len(document.signatures) == 5


def test_signature_that_comes_while_the_document_is_made_is_not_left_out(world: AgreementsWorld) -> None:
    first = world.sign(world.police)
    codes = [first.code]
    world.sign(world.health)
    with pytest.raises(RuleBroken, match="Somebody signed while the document was made"):
        acts.keep_sealed(
            world.edition, code="A" * 16, sha256="0" * 64, signatures=codes, seal="", head="", by=operator()
        )
    assert not Sealed.objects.exists()


def test_second_who_seals_the_same_is_answered_with_the_document_that_stands(world: AgreementsWorld) -> None:
    """Given two officers who seal the edition at one moment, then either is led to the first document, and there is no
    other; once somebody else signs, or the places change, there is one more."""
    first = sealed(world)
    entries = Entry.objects.count()
    assert seal_agreement(world.edition, by=operator()).result == first
    assert (Sealed.objects.count(), Entry.objects.count()) == (1, entries)
    name_deputy(world.health.seat, person=world.una, name="", starts=SINCE, by=operator())
    assert seal_agreement(world.edition, by=operator()).result == first
    sign_on_paper(world.edition, world.schools.place, world.schools.person, scan=keep([b"%PDF-1.7 another"]))
    second = seal_agreement(world.edition, by=operator()).result
    assert (second != first, len(second.signatures)) == (True, 3)
    leave_vacant(world.police.seat, starts=timezone.localdate(), by=operator())
    assert seal_agreement(world.edition, by=operator()).result not in (first, second)


def test_another_seal_in_its_place_seals_the_same_again(world: AgreementsWorld, settings: Settings) -> None:
    first = sealed(world)
    Path(settings.SEAL_FILE).write_bytes(new_key().pkcs12)
    assert seal_agreement(world.edition, by=operator()).result != first


def test_database_refuses_a_second_document_that_tells_the_same(
    world: AgreementsWorld, monkeypatch: pytest.MonkeyPatch
) -> None:
    sealed(world)
    before = everything()
    monkeypatch.setattr(acts, "sealed_showing", lambda *_: None)
    with pytest.raises(IntegrityError):
        seal_agreement(world.edition, by=operator())
    assert everything() == before


def test_nothing_is_sealed_that_nobody_has_signed(world: AgreementsWorld) -> None:
    with pytest.raises(RuleBroken, match="Nobody has signed this edition yet"):
        seal_agreement(world.edition, by=operator())


def test_officer_seals_on_the_page_and_members_fetch_the_very_bytes(world: AgreementsWorld) -> None:
    world.sign(world.police)
    officer = signed_in(member(world.kent, "Otto Officer", OFFICER))
    address = reverse("seal_agreement", args=["kent", world.agreement.key, 1])
    form = officer.get(address).context["form"]
    response = officer.post(address, {"request_id": str(form["request_id"].value())})
    assert response.status_code == 302
    document = Sealed.objects.get()
    fetched = signed_in(world.health.user).get(document.get_absolute_url())
    assert b"".join(fetched.streaming_content) == bytes_of(document)
    close_files(fetched)


def test_page_leads_to_the_document_where_it_is_sealed_already(world: AgreementsWorld) -> None:
    document = sealed(world)
    officer = signed_in(member(world.kent, "Otto Officer", OFFICER))
    address = reverse("seal_agreement", args=["kent", world.agreement.key, 1])
    said = officer.get(address).content.decode()
    assert "It is sealed already as it stands" in said
    assert document.get_absolute_url() in said
    assert "request_id" not in said
    response = officer.post(address, {"request_id": str(uuid4())})
    assert response["Location"] == world.edition.get_absolute_url()
    assert Sealed.objects.get() == document


def test_page_says_why_nothing_can_be_sealed(world: AgreementsWorld, settings: Settings) -> None:
    world.sign(world.police)
    settings.SEAL_FILE = ""
    officer = signed_in(member(world.kent, "Otto Officer", OFFICER))
    address = reverse("seal_agreement", args=["kent", world.agreement.key, 1])
    form = officer.get(address).context["form"]
    said = officer.post(address, {"request_id": str(form["request_id"].value())}).content.decode()
    assert "No seal is set up" in said
    assert not Sealed.objects.exists()


def test_last_signature_seals_the_agreement_and_members_find_the_document(world: AgreementsWorld) -> None:
    for one in world.represented[:-1]:
        world.sign(one)
    last = world.represented[-1]
    client = signed_in(last.user)
    address = reverse("sign_agreement", args=["kent", world.agreement.key, last.place])
    assert client.post(address, filled(client.get(address).content.decode(), last)).status_code == 302
    document = Sealed.objects.get()
    page_of_members = signed_in(world.police.user).get(world.agreement.get_absolute_url()).content.decode()
    assert document.get_absolute_url() in page_of_members
    assert document.get_absolute_url() not in Client().get(world.agreement.get_absolute_url()).content.decode()
