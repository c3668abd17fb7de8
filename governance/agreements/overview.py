"""What the officer's pages read of agreements: drafts as they read, whom a letter reaches, who has signed by agency."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from uuid import UUID

from django.db.models import QuerySet

from governance.agreements.models import Agreement, Asked, Block, Draft, Edition, Life, Signature, Signers, Wording
from governance.agreements.queries import (
    Issues,
    Signer,
    Signing,
    agreements_of,
    day_of,
    issues_in,
    places_of,
    signing_of,
)
from governance.agreements.rules import Place, may_issue
from governance.agreements.shown import Changes, changes_shown
from governance.agreements.text import Clause, clauses_in, faults_in
from governance.membership.models import Person
from governance.membership.permissions import PERSON
from governance.membership.queries import Table, table_of
from governance.structure.models import Agency, Trust
from trustboard.accounts.queries import access_to
from trustboard.acts.verdict import Verdict


@dataclass(frozen=True, slots=True)
class Line:
    """An agreement in the list of a trust: what is in force and until before which day, and what is to be signed.

    For the officer also the text under way, and how many have signed of how many who are to.
    """

    agreement: Agreement
    in_force: Edition | None
    until: date | None
    current: Edition | None
    draft: Draft | None = None
    signed: tuple[int, int] | None = None


@dataclass(frozen=True, slots=True)
class Reach:
    """Whom a letter reaches: how many go out, to whom, who can only be asked on paper, and where nobody is to ask."""

    letters: int
    by_letter: list[Person]
    on_paper: list[Person]
    nobody: list[Place]


@dataclass(frozen=True, slots=True)
class BlockShown:
    """A block that is there or will be, who signs there on the day, and who from a later day on (none for nobody)."""

    block: Block
    person: Person | None
    coming: tuple[date, Person | None] | None


@dataclass(frozen=True, slots=True)
class Read:
    """A text as it is read: its clauses, what stands against issuing it, and what it changes against the last one."""

    edition: Edition
    clauses: tuple[Clause, ...]
    verdict: Verdict
    last: Edition | None
    changes: Changes | None

    @property
    def unnumbered(self) -> int:
        """In how many pieces of the text no number was recognised."""
        return sum(not clause.number for clause in self.clauses)

    @property
    def sentences(self) -> list[str]:
        """The same in sentences."""
        if not self.clauses:
            return list(self.verdict.reasons)
        count, without = len(self.clauses), self.unnumbered
        parts = f"{count} parts were" if count != 1 else "1 part was"
        numbers = f"{without} of them stand without a number" if without != 1 else "1 of them stands without a number"
        found = [
            f"{parts} found in the text{f'; {numbers}' if without else ', each with its number'}. They stand below."
        ]
        if self.changes and self.last:
            found.append(
                f"Since edition {self.last.number}: {self.changes.summary[0].lower()}{self.changes.summary[1:]}"
            )
        found += [f"Before it is issued: {reason}" for reason in self.verdict.reasons]
        return [*found, "Only a development officer reads it before it is issued."]


def read_as(edition: Edition, last: Edition | None) -> Read:
    """The edition, which need not be kept yet, as it would be read after the last one that was issued."""
    verdict = may_issue(
        faults=faults_in(edition.text),
        statement=edition.statement,
        effective=edition.effective,
        until=edition.until,
        lasts_for_plan=edition.life == Life.PLAN,
        last=last.effective if last else None,
    )
    changes = changes_shown(last, edition) if last else None
    return Read(edition, clauses_in(edition.text), verdict, last, changes)


def lines_of(trust: Trust, day: date, *, is_officer: bool) -> list[Line]:
    """The agreements of the trust by name; for anybody but the officer two queries."""
    found, none = issues_in(trust), Issues((), ())
    standing = [(each, found.get(each.pk, none)) for each in agreements_of(trust)]
    drafts = {each.agreement_id: each for each in Draft.objects.filter(agreement__trust=trust)} if is_officer else {}
    counts = _counts((issues.current(day) for issues in found.values()), trust, day) if is_officer else {}
    lines = []
    for each, issues in standing:
        in_force, current = issues.in_force(day), issues.current(day)
        lines.append(
            Line(
                agreement=each,
                in_force=in_force,
                until=issues.of(in_force).lapses if in_force else None,
                current=current,
                draft=drafts.get(each.pk),
                signed=counts.get(current.pk) if current else None,
            )
        )
    return lines


def draft_under_way(agreement: Agreement) -> Draft | None:
    """The text under way of the agreement, if there is one."""
    draft = Draft.objects.filter(agreement=agreement).first()
    if draft:
        draft.agreement = agreement
    return draft


def edition_from(draft: Draft, number: int) -> Edition:
    """The edition that would be issued from the draft. It is not kept."""
    wording = {field.name: getattr(draft, field.name) for field in Wording._meta.local_fields}
    return Edition(agreement=draft.agreement, number=number, **wording)


def reach_of_draft(draft: Draft, day: date) -> Reach:
    """Whom issuing the draft asks: everybody who signs where the draft says that one signs."""
    table = table_of(draft.agreement.trust)
    places = places_of(edition_from(draft, 0), table, day)
    return _reach(_people_at(places, table.people), [place for place in places if place.person is None])


def reach_of_reminder(signing: Signing) -> Reach:
    """Whom a reminder would reach: those who have not signed and were not asked on the day."""
    asked = set(Asked.objects.filter(edition=signing.edition, day=signing.day).values_list("person_id", flat=True))
    people = {each.person.pk: each.person for each in signing.waiting if each.person and each.person.pk not in asked}
    return _reach(list(people.values()), [each.place for each in signing.signers if each.person is None])


def unreached(signing: Signing) -> set[UUID]:
    """Those who have not signed and have no account: they sign on paper; two queries."""
    waiting = [each.person for each in signing.signers if each.person and not each.signature]
    return {person.pk for person in _reach(waiting, []).on_paper}


def as_at(signing: Signing) -> Signing:
    """The same with what was signed by the end of its day alone: who declined before they signed had declined."""
    day = signing.day
    return Signing(
        edition=signing.edition,
        day=day,
        signers=[
            replace(each, signature=each.signature if each.signature and day_of(each.signature) <= day else None)
            for each in signing.signers
        ],
        former=[each for each in signing.former if day_of(each) <= day],
    )


def signatures_in(signing: Signing) -> list[Signature]:
    """All signatures of it, the first given first: those of former signers too."""
    found = [each.signature for each in signing.signers if each.signature]
    return sorted([*found, *signing.former], key=lambda each: (day_of(each), each.at))


def by_agency(signers: Iterable[Signer]) -> list[tuple[str, list[Signer]]]:
    """The signers by the name of their organisation; those of nobody's come last, under no name."""
    groups: dict[str, list[Signer]] = {}
    for each in signers:
        groups.setdefault(each.agency.name if each.agency else "", []).append(each)
    return sorted(groups.items(), key=lambda group: (not group[0], group[0].casefold()))


def agencies_without_block(signing: Signing, table: Table) -> list[Agency]:
    """The organisations with a seat on the body and no block, where organisations sign (M6.1)."""
    if signing.edition.signers != Signers.AGENCIES:
        return []
    signed_for = {each.place.agency for each in signing.signers}
    seated = {
        place.seat.agency.pk: place.seat.agency
        for place in table.places(signing.edition.agreement.body, signing.day)
        if place.seat.agency
    }
    return sorted((each for key, each in seated.items() if key not in signed_for), key=lambda each: each.name)


def blocks_shown(agreement: Agreement, day: date) -> list[BlockShown]:
    """The blocks of the agreement that are there on the day or come later; two queries."""
    rows = Block.objects.filter(agreement=agreement).exclude(ends__lte=day).select_related("agency")
    return [_block_shown(block, day) for block in _with_signatories(rows)]


def signatory_of(block: Block, day: date) -> BlockShown:
    """One block likewise."""
    return _block_shown(_with_signatories(Block.objects.filter(pk=block.pk)).get(), day)


def _with_signatories(rows: QuerySet[Block]) -> QuerySet[Block]:
    return rows.prefetch_related("signatories__person__called")


def _block_shown(block: Block, day: date) -> BlockShown:
    rows = list(block.signatories.all())
    begun = [row for row in rows if row.starts <= day]
    later = next((row for row in rows if row.starts > day), None)
    return BlockShown(block, begun[-1].person if begun else None, (later.starts, later.person) if later else None)


def _counts(editions: Iterable[Edition | None], trust: Trust, day: date) -> dict[UUID, tuple[int, int]]:
    """By edition how many have signed of how many who are to; the people of the trust are read once."""
    rows = [each for each in editions if each]
    table = table_of(trust) if rows else None
    signing = {row.pk: signing_of(row, day, table=table) for row in rows}
    return {key: (len(each.signed), len(each.signers)) for key, each in signing.items()}


def _people_at(places: Iterable[Place], people: Mapping[UUID, Person]) -> list[Person]:
    keys = dict.fromkeys(place.person for place in places if place.person)
    return [people[key] for key in keys]


def _reach(people: Sequence[Person], nobody: list[Place]) -> Reach:
    access = access_to(people, PERSON)
    letters = {person.pk: sum(user.is_active for user in access[person.pk].users) for person in people}
    return Reach(
        letters=sum(letters.values()),
        by_letter=[person for person in people if letters[person.pk]],
        on_paper=[person for person in people if not letters[person.pk]],
        nobody=nobody,
    )
