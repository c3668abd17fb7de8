"""What pages and acts read of agreements: editions by the day, places to sign, and who has signed."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from uuid import UUID

from django.db.models import QuerySet
from django.utils import timezone

from governance.agreements.models import (
    Agreement,
    Block,
    Declined,
    Edition,
    Life,
    Sealed,
    Signatory,
    Signature,
    Signers,
)
from governance.agreements.rules import (
    Issued,
    Offered,
    Place,
    Standing,
    current_on,
    in_force_on,
    lapses_on,
    standing_on,
)
from governance.membership.models import Person
from governance.membership.queries import Table, people_of_user, table_of
from governance.structure.models import Agency, Trust
from trustboard.accounts.queries import AnyUser


@dataclass(frozen=True, slots=True)
class Issues:
    """All editions of an agreement, ready to be asked about any day."""

    editions: tuple[Edition, ...]
    issued: tuple[Issued, ...]

    @property
    def last(self) -> Edition | None:
        """The edition that was issued last."""
        return self.editions[-1] if self.editions else None

    def current(self, day: date) -> Edition | None:
        """The edition that is signed on the day."""
        return self._row(current_on(self.issued, day))

    def in_force(self, day: date) -> Edition | None:
        """The edition that binds on the day."""
        return self._row(in_force_on(self.issued, day))

    def standing(self, edition: Edition, day: date) -> Standing:
        """What the edition is on the day."""
        return standing_on(self.of(edition), self.issued, day)

    def of(self, edition: Edition) -> Issued:
        """The edition as the rules see it."""
        return next(each for each in self.issued if each.number == edition.number)

    def _row(self, found: Issued | None) -> Edition | None:
        return next((each for each in self.editions if found and each.number == found.number), None)


@dataclass(frozen=True, slots=True)
class Signer:
    """A place with who signs there, and what became of it under one edition. Whoever signed after they had declined has
    both.
    """

    place: Place
    agency: Agency | None
    person: Person | None
    deputy: Person | None
    signature: Signature | None = None
    declined: Declined | None = None

    @property
    def state(self) -> str:
        """`signed`, `declined`, `nobody` where nobody is there to sign, else `not yet`."""
        if self.signature:
            return "signed"
        if self.declined:
            return "declined"
        return "not yet" if self.person else "nobody"


@dataclass(frozen=True)
class Signing:
    """Everybody who signs an edition on a day, and what they did."""

    edition: Edition
    day: date
    signers: list[Signer]
    former: list[Signature] = field(default_factory=list)
    """Signatures of those who sign there no more: they stay."""

    @cached_property
    def signed(self) -> list[Signer]:
        return [each for each in self.signers if each.signature]

    @cached_property
    def waiting(self) -> list[Signer]:
        """Those who are there to sign and have neither signed nor declined."""
        return [each for each in self.signers if each.state == "not yet"]

    @property
    def is_complete(self) -> bool:
        """Whether everybody has signed."""
        return bool(self.signers) and len(self.signed) == len(self.signers)


def agreements_of(trust: Trust) -> QuerySet[Agreement]:
    """The agreements of the trust, by name."""
    return Agreement.objects.filter(trust=trust).select_related("trust", "body")


def issues_of(agreement: Agreement) -> Issues:
    """Its editions by their numbers; one query."""
    rows = tuple(Edition.objects.filter(agreement=agreement).select_related("withdrawn").order_by("number"))
    for row in rows:
        row.agreement = agreement
    return Issues(rows, tuple(issued_of(row) for row in rows))


def issued_of(edition: Edition) -> Issued:
    """The edition as the rules see it."""
    withdrawn = getattr(edition, "withdrawn", None)
    return Issued(
        number=edition.number,
        effective=edition.effective,
        lapses=lapses_on(edition.effective, is_yearly=edition.life == Life.YEARLY, until=edition.until),
        withdrawn=timezone.localdate(withdrawn.at) if withdrawn else None,
    )


def places_of(edition: Edition, table: Table, day: date) -> list[Place]:
    """Where the edition is signed on the day: the seats of its body, or the blocks of its agreement."""
    if edition.signers == Signers.REPRESENTATIVES:
        return [
            Place(
                key=f"seat-{each.seat.pk}",
                title=each.seat.title,
                agency=each.seat.agency_id,
                person=each.holder.pk if each.holder else None,
                deputy=each.deputy.pk if each.deputy and edition.deputies_sign else None,
            )
            for each in table.places(edition.agreement.body, day)
        ]
    return [
        Place(f"block-{block.pk}", block.title, block.agency_id, _signatory(block.signatories.all(), day))
        for block in blocks_on(edition.agreement, day)
    ]


def place_of(edition: Edition, key: str, day: date) -> Place | None:
    """One of them by its key; the same queries."""
    table = table_of(edition.agreement.trust)
    return next((place for place in places_of(edition, table, day) if place.key == key), None)


def blocks_on(agreement: Agreement, day: date) -> list[Block]:
    """The blocks of the agreement that are there on the day, with who signs at them; two queries."""
    rows = Block.objects.filter(agreement=agreement, starts__lte=day).prefetch_related("signatories__person__called")
    return [block for block in rows.select_related("agency") if block.ends is None or day < block.ends]


def signing_of(edition: Edition, day: date, *, table: Table | None = None) -> Signing:
    """Who signs the edition on the day, who has by now, and who had declined by then; a fixed number of queries."""
    table = table or table_of(edition.agreement.trust)
    agencies = {agency.pk: agency for agency in Agency.objects.filter(trust=edition.agreement.trust)}
    signatures = signatures_of(edition)
    by_place = {(each.place, each.person_id): each for each in signatures}
    declined = {(each.place, each.person_id): each for each in _declined(edition) if timezone.localdate(each.at) <= day}
    signers = []
    for place in places_of(edition, table, day):
        mine = [(place.key, who) for who in (place.person, place.deputy) if who]
        signature = next((by_place[each] for each in mine if each in by_place), None)
        signers.append(
            Signer(
                place=place,
                agency=agencies.get(place.agency) if place.agency else None,
                person=table.people.get(place.person) if place.person else None,
                deputy=table.people.get(place.deputy) if place.deputy else None,
                signature=signature,
                declined=next((declined[each] for each in mine if each in declined), None),
            )
        )
    shown = {each.signature.pk for each in signers if each.signature}
    return Signing(edition, day, signers, [each for each in signatures if each.pk not in shown])


def signatures_of(edition: Edition) -> list[Signature]:
    """The signatures under the edition, in their order, with all that is shown of them; one query."""
    rows = Signature.objects.filter(edition=edition).order_by("at")
    found = list(rows.select_related("seat", "block", "agency", "name", "person__called", "person__trust"))
    for each in found:
        each.edition = edition
    return found


def sealed_showing(edition: Edition, shows: str) -> Sealed | None:
    """The sealed document of the edition that tells exactly this, by its digest, if there is one."""
    return Sealed.objects.filter(edition=edition, shows=shows).first() if shows else None


def offered_to(edition: Edition, issues: Issues, place: str) -> Offered:
    """The edition as it is offered at the place; one query."""
    column, key = place_columns(place)
    signed = Signature.objects.filter(edition=edition, **{column: key}).values_list("person_id", flat=True)
    return Offered(issues.of(edition), edition.digest, edition.statement_digest, frozenset(signed))


def place_columns(place: str) -> tuple[str, UUID]:
    """The column and the key that a place's name stands for. Raises ValueError where it is no such name."""
    kind, _, key = place.partition("-")
    if kind not in {"seat", "block"}:
        raise ValueError(f"{place} names no place.")
    return f"{kind}_id", UUID(key)


@dataclass(frozen=True, slots=True)
class ToSign:
    """Somebody is to sign an edition at a place."""

    edition: Edition
    place: Place
    person: Person
    has_declined: bool


def to_sign_by(user: AnyUser, day: date) -> list[ToSign]:
    """What the user is to sign on the day, in every trust where they are somebody, and has not signed."""
    if not user.is_authenticated:
        return []
    return [each for person in people_of_user(user) for each in to_sign_of(person, table_of(person.trust), day)]


def to_sign_of(person: Person, table: Table, day: date) -> list[ToSign]:
    """What the person is to sign on the day and has not. Deputies are not asked: they may. One query where their trust
    has no agreement, and three to five for each that it has.
    """
    return [
        ToSign(edition, each.place, person, each.state == "declined")
        for edition in current_editions(person.trust, day)
        for each in signing_of(edition, day, table=table).signers
        if each.place.person == person.pk and each.state != "signed"
    ]


def current_editions(trust: Trust, day: date) -> list[Edition]:
    """The editions that are signed on the day, one of each agreement at most; two queries."""
    return [found for issues in issues_in(trust).values() if (found := issues.current(day))]


def issues_in(trust: Trust) -> dict[UUID, Issues]:
    """The editions of each agreement of the trust that has any, by agreement in the order of their names; one query."""
    rows = Edition.objects.filter(agreement__trust=trust).select_related("withdrawn", "agreement__body__trust")
    by_agreement: dict[UUID, list[Edition]] = {}
    for row in rows.order_by("agreement__name", "number"):
        row.agreement.trust = trust
        by_agreement.setdefault(row.agreement_id, []).append(row)
    return {agreement: _issues(each) for agreement, each in by_agreement.items()}


def in_force_among(agreement: Agreement, day: date) -> list[Signature]:
    """Who had signed by the end of the day the edition that was in force on it."""
    edition = issues_of(agreement).in_force(day)
    if edition is None:
        return []
    return [each for each in signatures_of(edition) if day_of(each) <= day]


def day_of(signature: Signature) -> date:
    """The day of a signature: on paper that of the paper."""
    return signature.on_paper_on or timezone.localdate(signature.at)


def _issues(rows: Iterable[Edition]) -> Issues:
    editions = tuple(rows)
    return Issues(editions, tuple(issued_of(row) for row in editions))


def _signatory(rows: Iterable[Signatory], day: date) -> UUID | None:
    begun = [row for row in rows if row.starts <= day]
    return max(begun, key=lambda row: row.starts).person_id if begun else None


def _declined(edition: Edition) -> QuerySet[Declined]:
    return Declined.objects.filter(edition=edition).select_related("reason").order_by("at")
