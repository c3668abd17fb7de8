"""Drafting, issuing and withdrawing agreements, who signs at their blocks, signing, declining, and what was sealed.

Whoever signs holds the agreement's row, as issuing and withdrawing do: nobody signs an edition while it is replaced.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.utils import timezone

from governance.agreements.changes import (
    WORDING,
    drop_draft,
    make_agreement,
    make_asked,
    make_block,
    make_declined,
    make_draft,
    make_edition,
    make_sealed,
    make_signatory,
    make_signature,
    make_withdrawal,
)
from governance.agreements.letters import letters_asking
from governance.agreements.models import (
    Agreement,
    Asked,
    Asking,
    Block,
    Declined,
    Draft,
    Edition,
    EditionWithdrawn,
    Life,
    Sealed,
    Signatory,
    Signature,
    Way,
)
from governance.agreements.permissions import require_signer
from governance.agreements.queries import (
    issues_of,
    offered_to,
    place_columns,
    place_of,
    sealed_showing,
    signatures_of,
    signing_of,
)
from governance.agreements.rules import (
    ISSUED_ALREADY,
    Offered,
    Place,
    Signing,
    first_version,
    may_add_agreement,
    may_decline,
    may_end_block,
    may_enter_paper,
    may_issue,
    may_remind,
    may_save_draft,
    may_seal,
    may_sign,
    may_withdraw,
)
from governance.agreements.text import faults_in
from governance.membership.models import Person
from governance.structure.models import Agency, Body
from governance.structure.permissions import require_officer, require_within
from governance.structure.rules import key_for
from trustboard.accounts.rules import may_act_gravely
from trustboard.acts.act import act
from trustboard.acts.by import By
from trustboard.acts.changes import amend, claim_version, hold
from trustboard.acts.verdict import RuleBroken, require
from trustboard.ledger.changes import record_act
from trustboard.mail.changes import queue_letter


@act
def add_agreement(body: Body, *, key: str, name: str, by: By) -> Agreement:
    """The trust has an agreement whose signers are those of this body. It has no text yet.

    Where `key` is empty, its address is made from its name.
    """
    require_officer(by, body.trust)

    hold(body.trust)
    taken = set(Agreement.objects.filter(trust=body.trust).values_list("key", flat=True))
    address = key or key_for(name, taken)
    require(may_add_agreement(key=address, name=name, is_taken=address in taken))

    agreement = make_agreement(body, key=address, name=name.strip())

    record_act(by, chain=agreement.chain, touched=[agreement])
    return agreement


@act
def save_draft(agreement: Agreement, *, version: int | None, by: By, **wording: Any) -> Draft:
    """Keep the text under way, in the version that was read; none where it was begun."""
    require_officer(by, agreement.trust)

    hold(agreement)
    draft = Draft.objects.filter(agreement=agreement).first()
    require(may_save_draft(is_there=draft is not None, read=version))
    if draft is None:
        last = issues_of(agreement).last
        draft = make_draft(agreement, version=first_version(last.number if last else 0), **wording)
    else:
        amend(draft, read=version or 0, **wording)

    record_act(by, chain=agreement.chain, touched=[draft])
    return draft


@act
def issue_edition(agreement: Agreement, *, version: int, by: By) -> Edition:
    """Fix the text under way as the next edition, in the version that was read, and ask everybody to sign it."""
    require_officer(by, agreement.trust)
    _require_fresh_proof(by)

    hold(agreement)
    draft = Draft.objects.filter(agreement=agreement).first()
    if draft is None:
        raise RuleBroken(ISSUED_ALREADY)
    claim_version(draft, read=version)
    last = issues_of(agreement).last
    require(
        may_issue(
            faults=faults_in(draft.text),
            statement=draft.statement,
            effective=draft.effective,
            until=draft.until,
            lasts_for_plan=draft.life == Life.PLAN,
            last=last.effective if last else None,
        )
    )

    wording = {column: getattr(draft, column) for column in WORDING}
    edition = make_edition(agreement, number=last.number + 1 if last else 1, at=by.now, **wording)
    drop_draft(draft)
    asked = _ask(edition, Asking.INVITED, by)

    record_act(by, chain=agreement.chain, touched=[edition, *asked], removed=[draft])
    return edition


@act
def withdraw_agreement(edition: Edition, *, reason: str, by: By) -> EditionWithdrawn:
    """From now on the edition is signed no more and binds nobody."""
    require_officer(by, edition.agreement.trust)
    _require_fresh_proof(by)

    hold(edition.agreement)
    is_withdrawn = EditionWithdrawn.objects.filter(edition=edition).exists()
    require(may_withdraw(is_withdrawn=is_withdrawn, reason=reason))

    withdrawal = make_withdrawal(edition, reason=reason.strip(), at=by.now)

    record_act(by, chain=edition.agreement.chain, touched=[withdrawal])
    return withdrawal


@act
def remind_signers(edition: Edition, *, by: By) -> Edition:
    """Send everybody who has not signed the current edition a letter, unless one went to them today."""
    require_officer(by, edition.agreement.trust)

    hold(edition.agreement)
    today = timezone.localdate(by.now)
    is_current = issues_of(edition.agreement).current(today) == edition
    waiting = {each.place.person for each in signing_of(edition, today).waiting}
    asked_today = Asked.objects.filter(edition=edition, day=today, person__in=waiting).count()
    require(may_remind(is_current=is_current, waiting=len(waiting), asked_today=asked_today))

    asked = _ask(edition, Asking.REMINDED, by)

    record_act(by, chain=edition.agreement.chain, touched=asked)
    return edition


@act
def add_block(
    agreement: Agreement, *, title: str, agency: Agency | None, person: Person | None, starts: date, by: By
) -> Block:
    """Add a place for one signature (M6.1), with who signs there if that is known."""
    require_officer(by, agreement.trust)
    require_within(agreement.trust, agency, person)

    hold(agreement)
    taken = set(Block.objects.filter(agreement=agreement).values_list("key", flat=True))
    key = key_for(title, taken)
    block = make_block(agreement, key=key, title=title.strip(), agency=agency, starts=starts, position=len(taken))
    named = [make_signatory(block, starts=starts, person=person)] if person else []

    record_act(by, chain=agreement.chain, touched=[block, *named])
    return block


@act
def name_signatory(block: Block, *, person: Person | None, starts: date, by: By) -> Signatory:
    """From this day on this person signs at the block, or nobody does. Naming twice on a day replaces the first."""
    require_officer(by, block.agreement.trust)
    require_within(block.agreement.trust, person)

    hold(block)
    row = Signatory.objects.filter(block=block, starts=starts).first()
    if row is None:
        row = make_signatory(block, starts=starts, person=person)
    else:
        amend(row, person=person)

    record_act(by, chain=block.agreement.chain, touched=[row])
    return row


@act
def end_block(block: Block, *, ends: date, version: int, by: By) -> Block:
    """From this day on nobody signs there any more. What was signed stays."""
    require_officer(by, block.agreement.trust)

    hold(block)
    require(may_end_block(starts=block.starts, ends=ends, is_over=block.ends is not None))
    amend(block, read=version, ends=ends)

    record_act(by, chain=block.agreement.chain, touched=[block])
    return block


@act
def sign_agreement(
    edition: Edition,
    place: str,
    person: Person,
    *,
    how: Signing,
    position: str,
    shown_at: datetime,
    device: str,
    by: By,
) -> Signature:
    """The person signs the edition at the place, as it was shown to them (K9.2, M6.1).

    `shown_at` is when the page with the text was opened, `device` the address and browser that the request came from:
    evidence, for officer and auditor alone. Nothing is kept where anything is refused.
    """
    require_signer(by, person)
    require(may_act_gravely(proved_at=by.proved_at, now=by.now))

    current, at, offered = _offered(edition, place, by)
    require(may_sign(at, person.pk, person.name, offered=offered, current=current, how=how))

    signature = make_signature(
        edition,
        _columns(place),
        person,
        typed=" ".join(how.typed.split()),
        device=device,
        by=by,
        agency_id=at.agency if at else None,
        capacity=at.capacity_of(person.pk) if at else "",
        position=position.strip(),
        way=Way(by.proved_by),
        proved_at=by.proved_at,
        shown_at=shown_at,
    )

    record_act(by, chain=edition.agreement.chain, touched=[signature])
    return signature


@act
def decline_agreement(edition: Edition, place: str, person: Person, *, reason: str, by: By) -> Declined:
    """The person declines to sign, with their reason. They may still sign later."""
    require_signer(by, person)

    current, at, offered = _offered(edition, place, by)
    require(may_decline(at, person.pk, offered=offered, current=current, reason=reason))

    declined = make_declined(edition, _columns(place), person, reason=reason.strip(), by=by)

    record_act(by, chain=edition.agreement.chain, touched=[declined])
    return declined


@act
def enter_paper_signature(
    edition: Edition, place: str, person: Person, *, name: str, position: str, on: date, scan: str, by: By
) -> Signature:
    """The officer enters what the person signed on paper; `scan` is the SHA-256 of the kept file."""
    require_officer(by, edition.agreement.trust)
    require_within(edition.agreement.trust, person)

    current, at, offered = _offered(edition, place, by)
    today = timezone.localdate(by.now)
    require(may_enter_paper(at, person.pk, offered=offered, current=current, on=on, today=today, name=name))

    signature = make_signature(
        edition,
        _columns(place),
        person,
        typed=" ".join(name.split()),
        device="",
        by=by,
        agency_id=at.agency if at else None,
        capacity=at.capacity_of(person.pk) if at else "",
        position=position.strip(),
        way=Way.PAPER,
        on_paper_on=on,
        scan=scan,
    )

    record_act(by, chain=edition.agreement.chain, touched=[signature])
    return signature


@act
def keep_sealed(
    edition: Edition,
    *,
    code: str,
    sha256: str,
    signatures: Sequence[str],
    seal: str,
    head: str,
    shows: str = "",
    by: By,
) -> Sealed:
    """Keep which file was sealed for the edition. It was made before this act; `signatures` are the codes it shows.

    Where a document stands that tells the same, by the digest `shows`, that one is the answer and nothing is kept.
    """
    require_officer(by, edition.agreement.trust)

    hold(edition.agreement)
    now = [each.code for each in signatures_of(edition)]
    require(may_seal(signatures=signatures, now=now))
    if standing := sealed_showing(edition, shows):
        return standing

    columns = {"code": code, "sha256": sha256, "seal": seal, "head": head, "shows": shows}
    sealed = make_sealed(edition, signatures=sorted(signatures), at=by.now, **columns)

    record_act(by, chain=edition.agreement.chain, touched=[sealed])
    return sealed


def _require_fresh_proof(by: By) -> None:
    """What binds everybody asks again who somebody is; the operator's command has nobody to ask."""
    if by.user:
        require(may_act_gravely(proved_at=by.proved_at, now=by.now))


def _ask(edition: Edition, how: Asking, by: By) -> list[Asked]:
    """Queue a letter to everybody who has not signed and was not asked today; keep whom it went to."""
    today = timezone.localdate(by.now)
    asked_today = set(Asked.objects.filter(edition=edition, day=today).values_list("person_id", flat=True))
    people = {
        each.person.pk: each.person
        for each in signing_of(edition, today).waiting
        if each.person and each.person.pk not in asked_today
    }
    letters = letters_asking(list(people.values()), edition, how)
    for letter in letters:
        queue_letter(to=letter.to, subject=letter.subject, text=letter.text, now=by.now)
    return make_asked(edition, {letter.person for letter in letters}, how=how, day=today, at=by.now)


def _offered(edition: Edition, place: str, by: By) -> tuple[int, Place | None, Offered]:
    """The number of the edition that is signed now, the place as it is today, and what is offered there."""
    agreement = edition.agreement
    hold(agreement)
    issues = issues_of(agreement)
    today = timezone.localdate(by.now)
    current = issues.current(today)
    return current.number if current else 0, place_of(edition, place, today), offered_to(edition, issues, place)


def _columns(place: str) -> dict[str, UUID]:
    column, key = place_columns(place)
    return {column: key}
