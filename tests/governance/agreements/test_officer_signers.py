"""Who has signed, page and file; reminding, blocks and signatures on paper."""

from __future__ import annotations

import csv
import io
from datetime import date, timedelta
from http import HTTPStatus
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from governance.agreements.acts import add_block, decline_agreement, issue_edition, save_draft
from governance.agreements.models import Block, Signature, Way
from governance.membership.acts import appoint
from governance.membership.models import Person
from governance.structure.acts import add_agency
from governance.structure.models import Duty, Sector
from tests.governance.agreements.scene import (
    NEXT_TEXT,
    AgreementsWorld,
    at_block,
    decline,
    proved,
    sign,
    wording,
)
from tests.meetings.agenda.scene import PDF, image
from tests.world import SINCE, close_files, everything, operator, person_of, seat_of, seated, signed_in
from trustboard.acts.days import told
from trustboard.mail.models import Letter

pytestmark = pytest.mark.django_db

ONE = ["kent", "partner-agency-agreement"]
CHARTER = ["kent", "trust-agreement"]
SIGNATURES = "/trusts/kent/agreements/partner-agency-agreement/signatures/"
SIGNED_ON = date(2026, 5, 4)
SCAN = image("PNG")


@pytest.fixture
def world() -> AgreementsWorld:
    return AgreementsWorld()


@pytest.fixture
def officer(world: AgreementsWorld) -> Client:
    return signed_in(world.officer)


def day_sent(name: str, day: date) -> dict[str, int]:
    return {f"{name}_0": day.day, f"{name}_1": day.month, f"{name}_2": day.year}


def paper(signer: Person, **otherwise: object) -> dict[str, object]:
    """What the form of a signature on paper sends."""
    sent = {
        "person": str(signer.pk),
        "name": "Y. Yew",
        "position": "Young adviser",
        **day_sent("on", SIGNED_ON),
        "scan": SimpleUploadedFile("signed.png", SCAN),
        "request_id": uuid4(),
    }
    return sent | otherwise


def rows_of(client: Client, query: str = "") -> list[dict[str, str]]:
    response = client.get(reverse("agreement_signatures_csv", args=ONE) + query)
    return list(csv.DictReader(io.StringIO(response.content.decode("utf-8-sig"))))


def test_signatures_are_counted_and_told_by_organisation(world: AgreementsWorld, officer: Client) -> None:
    world.sign(world.police)
    decline(world.edition, world.health.place, world.health.person, world.health.user, "We wait for our lawyers.")

    page = officer.get(SIGNATURES)

    assert "1 of 5 representatives on Board have signed." in page.content.decode()
    assert "We wait for our lawyers." in page.content.decode()
    assert {(name, one.state) for name, signers in page.context["groups"] for one, _ in signers} == {
        ("Kent Police", "signed"),
        ("Kent Health", "declined"),
        ("Kent Schools", "not yet"),
        ("Kent Council", "not yet"),
        ("Kent Charities", "not yet"),
    }


def test_reason_for_declining_is_kept_from_members(world: AgreementsWorld) -> None:
    decline(world.edition, world.health.place, world.health.person, world.health.user, "We wait for our lawyers.")

    page = signed_in(world.police.user).get(SIGNATURES).content.decode()

    assert "declined" in page
    assert "lawyers" not in page


def test_signature_of_a_deputy_says_so(world: AgreementsWorld, officer: Client) -> None:
    sign(world.edition, world.police.place, world.una, world.una_user)

    assert "Una Oak, Director, as named deputy" in officer.get(SIGNATURES).content.decode()


def test_signature_of_a_leaver_stays_and_the_successor_is_asked(world: AgreementsWorld, officer: Client) -> None:
    """Given a representative who signed, when another holds the seat, theirs stays and the seat has not signed."""
    world.sign(world.police)
    zoe = person_of(world.kent, "Zoe Zelkova")
    appoint(
        world.police.seat,
        person=zoe,
        name="",
        starts=timezone.localdate(),
        powers="",
        attested=[],
        by=operator(),
    )

    page = officer.get(SIGNATURES)

    assert [signature.typed for signature, _ in page.context["former"]] == ["Ada Ash"]
    assert "0 of 5 representatives" in page.content.decode()


def test_signatures_name_the_organisation_once_on_a_phone_when_its_place_is_called_like_it(
    world: AgreementsWorld, officer: Client
) -> None:
    block = Block.objects.filter(agreement=world.charter, agency__isnull=False).first()
    Block.objects.filter(pk=block.pk).update(title=block.agency.name)
    page = officer.get(reverse("agreement_signatures", args=["kent", "trust-agreement"])).content.decode()
    assert page.count('tb-signers__same"') == 1


def test_signatures_on_an_earlier_day_leave_out_what_came_later(world: AgreementsWorld, officer: Client) -> None:
    world.sign(world.police)
    yesterday = timezone.localdate() - timedelta(days=1)

    page = officer.get(SIGNATURES, {"on": yesterday.isoformat()})

    assert "0 of 5 representatives" in page.content.decode()
    assert page.context["among"] == []
    assert len(officer.get(SIGNATURES).context["among"]) == 1


def test_signatures_on_a_day_between_declining_and_signing_say_declined(
    world: AgreementsWorld, officer: Client
) -> None:
    """Given that health declines, the day after the next again, and then signs, each day tells what it was by then."""
    bob, now = world.health, timezone.now()
    days = [now + timedelta(days=count) for count in range(4)]
    for at in (days[0], days[2]):
        by = proved(bob.user, now=at)
        decline_agreement(world.edition, bob.place, bob.person, reason="We wait for our lawyers.", by=by)
    world.sign(bob, now=days[3])

    asked = [timezone.localdate(at).isoformat() for at in (now - timedelta(days=1), *days)]
    found = {row["Organisation"]: [] for row in rows_of(officer)}
    for day in asked:
        for row in rows_of(officer, f"?on={day}"):
            found[row["Organisation"]].append(row["State"])

    assert found["Kent Health"] == ["not yet", "declined", "declined", "declined", "signed"]
    assert found["Kent Police"] == ["not yet"] * 5
    page = officer.get(SIGNATURES, {"on": asked[2]}).content.decode()
    assert f"{told(timezone.localdate(now))}: We wait for our lawyers." in page


def test_in_force_among_speaks_of_the_edition_in_force_on_the_day(world: AgreementsWorld, officer: Client) -> None:
    """Given an edition that was signed, when the next is issued for a day to come, the page of the next says among whom
    the agreement is in force until then, and among nobody afterwards.
    """
    world.sign(world.police)
    to_come = timezone.localdate() + timedelta(days=30)
    said = wording(text=NEXT_TEXT, effective=to_come)
    draft = save_draft(world.agreement, version=world.draft.version, **said, by=operator()).result
    issue_edition(world.agreement, version=draft.version, by=operator())

    now, then = officer.get(SIGNATURES), officer.get(SIGNATURES, {"on": to_come.isoformat()})

    assert (now.context["edition"].number, now.context["in_force"].number) == (2, 1)
    assert [each.typed for each in now.context["among"]] == ["Ada Ash"]
    assert (then.context["in_force"].number, then.context["among"]) == (2, [])


@pytest.mark.parametrize("edition", ["7", "0", "one", "-1"])
def test_signatures_of_an_unknown_edition_are_not_found(officer: Client, edition: str) -> None:
    assert officer.get(SIGNATURES, {"edition": edition}).status_code == HTTPStatus.NOT_FOUND


def test_organisations_without_a_block_are_listed_for_the_officer_alone(
    world: AgreementsWorld, officer: Client
) -> None:
    address = reverse("agreement_signatures", args=CHARTER)

    names = [agency.name for agency in officer.get(address).context["without_block"]]

    assert names == ["Kent Charities", "Kent Council", "Kent Police", "Kent Schools"]
    assert "without a block" not in signed_in(world.police.user).get(address).content.decode()


def test_file_has_every_place_and_runs_nothing(world: AgreementsWorld, officer: Client) -> None:
    world.sign(world.police)
    nina = person_of(world.kent, "=cmd|' /C calc'!A0")
    appoint(
        world.schools.seat,
        person=nina,
        name="",
        starts=SINCE + timedelta(days=9),
        powers="",
        attested=[],
        by=operator(),
    )

    rows = rows_of(officer)

    assert [(row["Organisation"], row["State"], row["How"]) for row in rows] == [
        ("Kent Charities", "not yet", ""),
        ("Kent Council", "not yet", ""),
        ("Kent Health", "not yet", ""),
        ("Kent Police", "signed", "online"),
        ("Kent Schools", "not yet", ""),
    ]
    assert rows[4]["Who signs there"].startswith("'=cmd")


def test_remind_has_no_button_when_everybody_was_asked_today(officer: Client) -> None:
    page = officer.get(reverse("remind_signers", args=CHARTER)).content.decode()

    assert "Nobody is left who can be reminded by letter today." in page
    assert "request_id" not in page


def test_remind_asks_those_who_were_not_asked_today(world: AgreementsWorld, officer: Client) -> None:
    """Given a block added after the issue, when the officer reminds, its signatory alone gets a letter, once."""
    add_block(world.charter, title="Police", agency=None, person=world.police.person, starts=SINCE, by=operator())
    address = reverse("remind_signers", args=CHARTER)
    before = Letter.objects.count()
    assert "1 letter goes out now." in officer.get(address).content.decode()

    officer.post(address, {"request_id": uuid4()})
    officer.post(address, {"request_id": uuid4()})

    assert Letter.objects.count() - before == 1
    assert "Nobody is left who can be reminded" in officer.get(address).content.decode()


def test_add_block_stands_among_the_blocks_with_its_signatory(world: AgreementsWorld, officer: Client) -> None:
    officer.post(
        reverse("add_block", args=CHARTER),
        {
            "title": "Parents",
            "agency": "",
            "person": world.yan.key,
            **day_sent("starts", SINCE),
            "request_id": uuid4(),
        },
    )

    page = officer.get(reverse("agreement_signatures", args=CHARTER)).content.decode()
    assert Block.objects.filter(agreement=world.charter, title="Parents", agency=None).exists()
    assert "<strong>Parents</strong>" in page


def test_name_signatory_says_from_when_somebody_else_signs(world: AgreementsWorld, officer: Client) -> None:
    starts = timezone.localdate() + timedelta(days=3)

    officer.post(
        reverse("name_signatory", args=[*CHARTER, world.young.pk]),
        {"person": world.una.key, **day_sent("starts", starts), "request_id": uuid4()},
    )

    blocks = officer.get(reverse("agreement_signatures", args=CHARTER)).context["blocks"]
    shown = next(one for one in blocks if one.block == world.young)
    assert (shown.person, shown.coming) == (world.yan, (starts, world.una))


def test_end_block_takes_it_out_of_the_places_from_that_day(world: AgreementsWorld, officer: Client) -> None:
    address = reverse("end_block", args=[*CHARTER, world.young.pk])

    officer.post(
        address, {**day_sent("ends", timezone.localdate()), "version": world.young.version, "request_id": uuid4()}
    )

    page = officer.get(reverse("agreement_signatures", args=CHARTER)).content.decode()
    assert "0 of 2 signature blocks" in page
    assert "It has its end already" in officer.get(address).content.decode()


def test_signature_on_paper_is_marked_so_with_its_scan(world: AgreementsWorld, officer: Client) -> None:
    address = reverse("enter_paper_signature", args=[*CHARTER, at_block(world.young)])

    officer.post(address, paper(world.yan))

    signature = Signature.objects.get()
    page = officer.get(reverse("agreement_signatures", args=CHARTER)).content.decode()
    assert (signature.way, signature.person, signature.on_paper_on) == (Way.PAPER, world.yan, SIGNED_ON)
    assert "Y. Yew, Young adviser, 4 May 2026, on paper, entered by the officer" in page
    assert "It is signed already." in officer.get(address).content.decode()
    response = officer.get(reverse("signature_scan", args=[*CHARTER, signature.pk]))
    assert b"".join(response.streaming_content) == SCAN
    close_files(response)
    assert response["Content-Type"] == "image/png"
    assert response["Content-Disposition"] == f'attachment; filename="signature-{signature.code}.png"'


def test_scan_is_for_officer_and_auditor_alone(world: AgreementsWorld, officer: Client) -> None:
    place = world.police.place
    officer.post(reverse("enter_paper_signature", args=[*ONE, place]), paper(world.police.person))
    address = reverse("signature_scan", args=[*ONE, Signature.objects.get().pk])

    own = signed_in(world.police.user).get(address)

    audited = signed_in(world.auditor).get(address)
    close_files(audited)
    assert (own.status_code, audited.status_code) == (HTTPStatus.NOT_FOUND, HTTPStatus.OK)


def test_scan_of_a_signature_given_online_is_not_found(world: AgreementsWorld, officer: Client) -> None:
    signature = world.sign(world.police)

    assert officer.get(reverse("signature_scan", args=[*ONE, signature.pk])).status_code == HTTPStatus.NOT_FOUND


@pytest.mark.parametrize(
    ("otherwise", "said"),
    [
        ({"scan": SimpleUploadedFile("signed.pdf", b"no PDF")}, "The file is not what its name says"),
        ({"scan": SimpleUploadedFile("signed.png", SCAN[:-4])}, "The file ends too early"),
        ({"scan": SimpleUploadedFile("signed.png", SCAN + PDF)}, "The file is of two kinds at once."),
        ({"scan": ""}, "Choose the scan."),
        ({"name": " "}, "Type the name as it stands on the paper."),
        (day_sent("on", date(2199, 1, 1)), "The day on the paper has not come yet."),
        ({"person": "somebody"}, "Choose somebody who signs here."),
    ],
)
def test_signature_on_paper_is_refused_and_nothing_is_kept(
    world: AgreementsWorld, officer: Client, otherwise: dict[str, object], said: str
) -> None:
    before = everything()

    response = officer.post(
        reverse("enter_paper_signature", args=[*CHARTER, at_block(world.young)]), paper(world.yan, **otherwise)
    )

    assert said in response.content.decode()
    assert everything() == before


@pytest.mark.parametrize("place", ["nowhere", "seat-1", "block-x"])
def test_paper_for_no_place_is_not_found(officer: Client, place: str) -> None:
    assert officer.get(reverse("enter_paper_signature", args=[*ONE, place])).status_code == HTTPStatus.NOT_FOUND


def queries_of(client: Client, address: str) -> int:
    client.get(address)  # what is read once only is read
    with CaptureQueriesContext(connection) as asked:
        assert client.get(address).status_code == HTTPStatus.OK
    return len(asked)


def test_signatures_take_as_many_queries_for_more_seats(world: AgreementsWorld, officer: Client) -> None:
    world.sign(world.police)
    few = queries_of(officer, SIGNATURES)
    for number in range(3):
        name = f"Agency {number}"
        add_agency(world.kent, name=name, sector=Sector.OTHER, duty=Duty.AGREED, passage="", by=operator())
        seat = seat_of(world.board, f"Seat {number}", agency=world.kent.agencies.get(name=name))
        seated(seat, person_of(world.kent, f"Person {number}"))
    world.sign(world.health)
    decline(world.edition, world.schools.place, world.schools.person, world.schools.user, "Not yet.")

    assert queries_of(officer, SIGNATURES) == few


def test_signatures_take_as_many_queries_for_more_blocks(world: AgreementsWorld, officer: Client) -> None:
    address = reverse("agreement_signatures", args=CHARTER)
    sign(world.charter_edition, at_block(world.chief), world.health.person, world.health.user)
    few = queries_of(officer, address)
    for number in range(3):
        add_block(
            world.charter,
            title=f"Block {number}",
            agency=world.police.agency,
            person=person_of(world.kent, f"Person {number}"),
            starts=SINCE,
            by=operator(),
        )
    sign(world.charter_edition, at_block(world.nurse), world.una, world.una_user)

    assert queries_of(officer, address) == few
