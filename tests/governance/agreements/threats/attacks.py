"""Attacks on the pages of agreements: each says whether it succeeded."""

from __future__ import annotations

import base64
import csv
import json
from contextlib import suppress
from datetime import timedelta
from io import BytesIO, StringIO
from typing import Any
from uuid import uuid4

import pikepdf
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import DatabaseError, connection, transaction
from django.db.models import UUIDField
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from governance.agreements.acts import save_draft
from governance.agreements.models import (
    Block,
    Declined,
    Draft,
    Edition,
    EditionWithdrawn,
    Sealed,
    Signatory,
    Signature,
    Way,
)
from governance.agreements.sealing import seal_agreement
from governance.membership.acts import appoint
from governance.membership.permissions import PERSON
from governance.structure.models import Trust
from tests.governance.agreements.scene import STATEMENT, TEXT, agreement_of, at_block, issued, wording
from tests.governance.agreements.threats.scene import Signed, behind
from tests.world import by, operator, person_of
from trustboard.accounts.acts import revoke_role
from trustboard.documents.kept import kept_file

# Signing for another person


def member_signs_at_anothers_place(room: Signed) -> bool:
    """Des has his own page open, and sends it to Ada's place."""
    page = room.page(room.council.user, room.council.place)
    room.signs(room.council.user, room.police.place, page, typed="Des Dogwood")
    return room.has_signed(room.police)


def member_signs_in_anothers_name(room: Signed) -> bool:
    """Des sends the page that Ada left open, with who she is."""
    page = room.page(room.police.user, room.police.place)
    room.signs(room.council.user, room.police.place, page, person=str(room.police.person.pk))
    return room.has_signed(room.police)


def officer_signs_for_a_member(room: Signed) -> bool:
    room.signs(room.officer, room.police.place, room.page(room.police.user, room.police.place))
    return room.has_signed(room.police)


def auditor_signs_for_a_member(room: Signed) -> bool:
    room.signs(room.auditor, room.police.place, room.page(room.police.user, room.police.place))
    return room.has_signed(room.police)


def member_of_another_trust_signs(room: Signed) -> bool:
    room.signs(room.mia_user, room.police.place, room.page(room.police.user, room.police.place))
    return room.has_signed(room.police)


def deputy_signs_where_deputies_do_not(room: Signed) -> bool:
    own = agreement_of(room.board, "charter-of-members", "Charter of members")
    issued(own, deputies_sign=False)
    page = room.page(room.una_user, room.police.place, key=own.key)
    room.signs(room.una_user, room.police.place, page, key=own.key, typed="Una Oak")
    return Signature.objects.filter(edition__agreement=own).exists()


def deputy_signs_with_a_page_from_where_deputies_do(room: Signed) -> bool:
    """The next edition lets no deputy sign; Una has the page of this one open."""
    page = room.page(room.una_user, room.police.place)
    assert page["opened"]
    save_draft(room.agreement, version=room.draft.version, **wording(deputies_sign=False), by=operator())
    room.issues()
    second = Edition.objects.get(agreement=room.agreement, number=2)
    digests = {"digest": second.digest, "statement_digest": second.statement_digest}
    room.signs(room.una_user, room.police.place, page | digests, typed="Una Oak")
    return room.has_signed(room.police)


def former_holder_signs_with_an_old_page(room: Signed) -> bool:
    page = room.page(room.police.user, room.police.place)
    successor = person_of(room.kent, "Zed Zinnia")
    seat, today = room.police.seat, timezone.localdate()
    appoint(seat, person=successor, name="", starts=today, powers="", attested=[], by=operator())
    room.signs(room.police.user, room.police.place, page)
    return room.has_signed(room.police)


def former_signatory_signs_with_an_old_page(room: Signed) -> bool:
    """Una signs as health's chief nurse, until the officer names somebody else from today on."""
    place = at_block(room.nurse)
    page = room.page(room.una_user, place, key=room.charter.key)
    day = timezone.localdate()
    starts = {"starts_0": day.day, "starts_1": day.month, "starts_2": day.year}
    named = {"key": room.charter.key, "person": room.yan.key, **starts}
    assert room.sends(room.officer, "name_signatory", room.nurse.pk, **named).status_code == 302
    room.signs(room.una_user, place, page, key=room.charter.key, typed="Una Oak")
    return Signature.objects.filter(block=room.nurse).exists()


def officer_enters_paper_for_whom_does_not_sign_there(room: Signed) -> bool:
    on = {"on_0": "1", "on_1": "5", "on_2": "2024"}
    said = {"person": str(room.council.person.pk), "name": "Des Dogwood", "position": "Director", **on}
    scan = SimpleUploadedFile("signed.pdf", blank_page())
    room.sends(room.officer, "enter_paper_signature", room.police.place, **said, scan=scan)
    return room.has_signed(room.police)


def blank_page() -> bytes:
    """A PDF that is one."""
    made = BytesIO()
    with pikepdf.new() as pdf:
        pdf.add_blank_page()
        pdf.save(made)
    return made.getvalue()


# An edition that is not the one shown


def text_is_signed_that_was_not_shown(room: Signed) -> bool:
    page = room.page(room.police.user, room.police.place)
    room.signs(room.police.user, room.police.place, page, digest="0" * 64)
    return room.has_signed(room.police)


def statement_is_agreed_to_that_was_not_shown(room: Signed) -> bool:
    page = room.page(room.police.user, room.police.place)
    room.signs(room.police.user, room.police.place, page, statement_digest="0" * 64)
    return room.has_signed(room.police)


def box_is_ticked_by_the_page(room: Signed) -> bool:
    """The form comes without the tick, which nobody but the signer sets."""
    page = room.page(room.police.user, room.police.place)
    room.signs(room.police.user, room.police.place, page, is_ticked="")
    return room.has_signed(room.police)


def edition_is_signed_after_it_was_replaced(room: Signed) -> bool:
    page = room.page(room.police.user, room.police.place)
    room.issues()
    room.signs(room.police.user, room.police.place, page)
    return room.has_signed(room.police)


def old_page_signs_the_edition_that_replaced_its_own(room: Signed) -> bool:
    """Whoever read the first edition is made to sign the second, which they were never shown."""
    page = room.page(room.police.user, room.police.place)
    word = rewritten(page["opened"], edition=2)
    room.issues()
    second = Edition.objects.get(agreement=room.agreement, number=2)
    digests = {"digest": second.digest, "statement_digest": second.statement_digest}
    room.signs(room.police.user, room.police.place, {**page, **digests, "opened": word})
    return room.has_signed(room.police)


def edition_is_signed_after_it_was_withdrawn(room: Signed) -> bool:
    page = room.page(room.police.user, room.police.place)
    room.withdraws()
    room.signs(room.police.user, room.police.place, page)
    return room.has_signed(room.police)


def signature_is_slipped_in_after_the_withdrawal(room: Signed) -> bool:
    """Straight in the database, as a build would that forgot to ask."""
    room.withdraws()
    now = timezone.now()
    with suppress(DatabaseError), transaction.atomic():
        Signature.objects.create(
            edition=room.edition,
            seat=room.police.seat,
            person=room.police.person,
            capacity="representative",
            position="Director",
            edition_digest=room.edition.digest,
            statement_digest=room.edition.statement_digest,
            way=Way.PASSWORD,
            proved_at=now,
            shown_at=now,
            at=now,
            code="Z" * 16,
        )
    return room.has_signed(room.police)


def page_of_another_agreement_stands_in(room: Signed) -> bool:
    """Ada has read the first edition of the partner agency agreement, and of no other."""
    other = issued(agreement_of(room.board, "charter-of-members", "Charter of members"), text="1. We keep silent.\n")
    page = room.page(room.police.user, room.police.place)
    digests = {"digest": other.digest, "statement_digest": other.statement_digest}
    room.signs(room.police.user, room.police.place, page | digests, key=other.agreement.key)
    return room.has_signed(room.police)


def edition_is_declined_that_was_replaced(room: Signed) -> bool:
    room.issues()
    room.sends(room.police.user, "decline_agreement", room.police.place, reason="No.", number=1)
    return Declined.objects.filter(person=room.police.person).exists()


def reading_is_back_dated(room: Signed) -> bool:
    """The page says that it was opened an hour before."""
    page = room.page(room.police.user, room.police.place)
    hour_ago = timezone.now() - timedelta(hours=1)
    page["opened"] = rewritten(page["opened"], at=hour_ago.isoformat())
    room.signs(room.police.user, room.police.place, page)
    return Signature.objects.filter(seat=room.police.seat, shown_at__lte=hour_ago).exists()


def rewritten(word: str, *, edition: int | None = None, at: str = "") -> str:
    """The word of a page with another edition or moment in it, and the signature that it had."""
    payload, rest = word.split(":", 1)
    *where, number, opened = json.loads(base64.urlsafe_b64decode(payload + "=" * (-len(payload) % 4)))
    forged = json.dumps([*where, edition or number, at or opened], separators=(",", ":")).encode()
    return f"{base64.urlsafe_b64encode(forged).decode().strip('=')}:{rest}"


# What was sealed, issued, signed and declined


def altered_document_is_accepted(room: Signed) -> bool:
    """One byte of what the officer sealed is another, and anybody asks the public page about it."""
    made = seal_agreement(room.edition, by=by(room.officer)).result
    pdf = kept_file(made.sha256).read_bytes()
    place = len(pdf) // 3
    altered = pdf[:place] + bytes([pdf[place] ^ 1]) + pdf[place + 1 :]
    response = Client().post(reverse("check_document"), {"file": SimpleUploadedFile("agreement.pdf", altered)})
    return "nothing in it was changed" in response.content.decode()


def issued_edition_is_changed(room: Signed) -> bool:
    behind("UPDATE governance_edition SET text = %s", "1. Everything else.\n")
    return not Edition.objects.filter(text=room.edition.text).exists()


def signature_is_changed(room: Signed) -> bool:
    behind("UPDATE governance_signature SET position = %s", "Chair")
    return Signature.objects.get(pk=room.bobs.pk).position == "Chair"


def signature_is_removed(room: Signed) -> bool:
    behind("DELETE FROM governance_signature")
    return not Signature.objects.exists()


def declining_is_changed(room: Signed) -> bool:
    """It is made Ada's."""
    behind("UPDATE governance_declined SET person_id = %s, seat_id = %s", *ids(room))
    return Declined.objects.filter(person=room.police.person).exists()


def declining_is_removed(room: Signed) -> bool:
    behind("DELETE FROM governance_declined")
    return not Declined.objects.exists()


def sealed_document_is_another(room: Signed) -> bool:
    behind("UPDATE governance_sealed SET sha256 = %s", "0" * 64)
    return Sealed.objects.get().sha256 == "0" * 64


def sealed_document_is_removed(room: Signed) -> bool:
    behind("DELETE FROM governance_sealed")
    return not Sealed.objects.exists()


def ids(room: Signed) -> list[Any]:
    """The keys of Ada and her seat, as the database has them."""
    keys = (room.police.person.pk, room.police.seat.pk)
    return [UUIDField().get_db_prep_value(key, connection) for key in keys]


# Other trusts, those who have gone, auditors and machines


def block_of_another_trust_is_ended(room: Signed) -> bool:
    """Medway's officer sends Kent's block to the address of an agreement of their own."""
    ends = {"ends_0": "1", "ends_1": "1", "ends_2": "2026", "version": room.chief.version}
    room.sends(room.medway_officer, "end_block", room.chief.pk, slug="medway", key="undertaking", **ends)
    return Block.objects.get(pk=room.chief.pk).ends is not None


def person_of_another_trust_is_to_sign(room: Signed) -> bool:
    starts = {"starts_0": "1", "starts_1": "6", "starts_2": "2026"}
    said = {"key": room.charter.key, "person": room.mia.key, **starts}
    room.sends(room.officer, "name_signatory", room.young.pk, **said)
    return Signatory.objects.filter(person=room.mia).exists()


def signature_of_another_trust_is_read(room: Signed) -> bool:
    status, _ = room.reads(room.medway_officer, "agreement_receipt", room.bobs.pk, slug="medway", key="undertaking")
    return status == 200


def sealed_document_of_another_trust_is_fetched(room: Signed) -> bool:
    args = {"slug": "medway", "key": "undertaking"}
    status, _ = room.reads(room.medway_officer, "sealed_agreement", room.sealed.code, **args)
    return status == 200


def former_member_signs(room: Signed) -> bool:
    """Their role is taken away while their page is open."""
    page = room.page(room.police.user, room.police.place)
    revoke_role(room.police.person, person=room.police.user.pk, role=PERSON, by=by(room.officer))
    room.signs(room.police.user, room.police.place, page)
    return room.has_signed(room.police)


def former_member_reads_who_has_signed(room: Signed) -> bool:
    assert room.reads(room.police.user, "agreement_signatures")[0] == 200
    revoke_role(room.police.person, person=room.police.user.pk, role=PERSON, by=by(room.officer))
    return room.reads(room.police.user, "agreement_signatures")[0] == 200


def auditor_withdraws_an_edition(room: Signed) -> bool:
    room.sends(room.auditor, "withdraw_edition", 1, reason="It is wrong.")
    return EditionWithdrawn.objects.exists()


def trust_of_anybody(_: Any, slug: str) -> Trust:
    """The trust, whoever asks."""
    return Trust.objects.get(slug=slug)


def second_officer_overwrites_the_draft_unseen(room: Signed) -> bool:
    """Both have opened the draft before either sends it."""
    said = {"text": TEXT, "statement": STATEMENT, "signers": "representatives", "life": "replaced"}
    said |= {"effective_0": "1", "effective_1": "4", "effective_2": "2030", "version": str(room.draft.version)}
    for title in ("The draft of the first", "The draft of the second"):
        room.sends(room.officer, "draft_agreement", **said, title=title)
    draft = Draft.objects.get(pk=room.draft.pk)
    assert draft.title != room.draft.title
    return draft.title == "The draft of the second"


def double_click_declines_twice(room: Signed) -> bool:
    sent = {"request_id": str(uuid4()), "reason": "We wait.", "number": 1}
    for _ in range(2):
        room.sends(room.police.user, "decline_agreement", room.police.place, **sent)
    return Declined.objects.filter(person=room.police.person).count() == 2


def cell_of_the_spreadsheet_is_run(room: Signed) -> bool:
    """Ada signs as whoever a spreadsheet takes for a formula."""
    page = room.page(room.police.user, room.police.place)
    room.signs(room.police.user, room.police.place, page, position='=HYPERLINK("https://elsewhere.example")')
    assert room.has_signed(room.police)
    _, said = room.reads(room.officer, "agreement_signatures_csv")
    cells = [cell for line in csv.reader(StringIO(said.decode("utf-8-sig"))) for cell in line]
    assert any("HYPERLINK" in cell for cell in cells)
    return any(cell.lstrip().startswith(("=", "+", "-", "@")) for cell in cells)
