"""The steps of the acts on agreements."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any
from uuid import UUID

from governance.agreements.codes import new_code
from governance.agreements.models import (
    Agreement,
    Asked,
    Asking,
    Block,
    Declined,
    Draft,
    Edition,
    EditionWithdrawn,
    Sealed,
    Signatory,
    Signature,
)
from governance.agreements.text import digest_of_statement, digest_of_text
from governance.membership.models import Person
from governance.structure.models import Body
from trustboard.acts.by import By
from trustboard.acts.changes import change
from trustboard.ledger.changes import keep_personal_text

WORDING = ("title", "text", "statement", "signers", "deputies_sign", "life", "effective", "until", "reviews")


@change
def make_agreement(body: Body, *, key: str, name: str) -> Agreement:
    """An agreement of the body's trust, with no text yet."""
    return Agreement.objects.create(trust=body.trust, body=body, key=key, name=name)


@change
def make_draft(agreement: Agreement, **wording: Any) -> Draft:
    """The text under way of the agreement."""
    return Draft.objects.create(agreement=agreement, **wording)


@change
def drop_draft(draft: Draft) -> None:
    """There is no text under way any more."""
    key = draft.pk
    draft.delete()
    draft.pk = key


@change
def make_edition(agreement: Agreement, *, number: int, at: datetime, **wording: Any) -> Edition:
    """An edition with its text fixed for ever: its digests are made here."""
    return Edition.objects.create(
        agreement=agreement,
        number=number,
        issued_at=at,
        digest=digest_of_text(wording["title"], wording["text"], wording["statement"]),
        statement_digest=digest_of_statement(wording["statement"]),
        **wording,
    )


@change
def make_withdrawal(edition: Edition, *, reason: str, at: datetime) -> EditionWithdrawn:
    """Keep that the edition is withdrawn."""
    return EditionWithdrawn.objects.create(edition=edition, reason=reason, at=at)


@change
def make_block(agreement: Agreement, **columns: Any) -> Block:
    """A place for one signature."""
    return Block.objects.create(agreement=agreement, **columns)


@change
def make_signatory(block: Block, *, starts: date, person: Person | None) -> Signatory:
    """From this day on this person signs at the block."""
    return Signatory.objects.create(block=block, starts=starts, person=person)


@change
def make_signature(
    edition: Edition, place: dict[str, UUID], person: Person, *, typed: str, device: str, by: By, **columns: Any
) -> Signature:
    """Keep a signature with its evidence. `place` is {"seat_id": …} or {"block_id": …}."""
    return Signature.objects.create(
        edition=edition,
        person=person,
        name=keep_personal_text(typed),
        device=keep_personal_text(device) if device else None,
        edition_digest=edition.digest,
        statement_digest=edition.statement_digest,
        code=new_code(),
        by=by.user,
        at=by.now,
        **place,
        **columns,
    )


@change
def make_declined(edition: Edition, place: dict[str, UUID], person: Person, *, reason: str, by: By) -> Declined:
    """Keep that somebody declined to sign, and why."""
    return Declined.objects.create(
        edition=edition, person=person, reason=keep_personal_text(reason), by=by.user, at=by.now, **place
    )


@change
def make_asked(edition: Edition, people: Iterable[UUID], *, how: Asking, day: date, at: datetime) -> list[Asked]:
    """Keep whom a letter asked for their signature on that day."""
    rows = [Asked(edition=edition, person_id=person, how=how, day=day, at=at) for person in people]
    return Asked.objects.bulk_create(rows)


@change
def make_sealed(edition: Edition, **columns: Any) -> Sealed:
    """Keep which file was sealed, and which signatures it shows."""
    return Sealed.objects.create(edition=edition, **columns)
