"""What an edition is on a day, who signs where, and whether it may be issued, signed, declined or sealed now.

Values in, verdict or values out. Its laws:

1. The current edition is the latest that was issued and not withdrawn, until it lapses; it alone is signed.
2. An edition is in force from its first day until a later one is, or until it lapses or is withdrawn.
3. A place is signed once by each person; a successor signs again, and what a leaver signed stays.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from uuid import UUID

from governance.constitution.core.working_days import months_after
from governance.structure.rules import SLUG, TAKEN_BY_PAGES
from trustboard.acts.days import told
from trustboard.acts.verdict import ALLOWED, Verdict, refused

A_YEAR = 12
MOST_VERSIONS = 1_000_000
ISSUED_ALREADY = refused("The draft was issued in the meantime.")


class Standing(StrEnum):
    """What an issued edition is on a day."""

    ISSUED = "issued"
    IN_FORCE = "in force"
    SUPERSEDED = "superseded"
    LAPSED = "lapsed"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True, slots=True)
class Issued:
    """An edition as the rules see it. `lapses` and `withdrawn` are the first days without it."""

    number: int
    effective: date
    lapses: date | None = None
    withdrawn: date | None = None

    def is_over(self, day: date) -> bool:
        """Whether it has lapsed or was withdrawn by that day."""
        return any(last is not None and last <= day for last in (self.lapses, self.withdrawn))


@dataclass(frozen=True, slots=True)
class Place:
    """Where somebody signs on a day: a seat or a block. `person` signs there, if anybody does; `deputy` may for them.

    `key` is "seat-" or "block-" and the row's key; `agency` is nobody's where it is empty.
    """

    key: str
    title: str
    agency: UUID | None
    person: UUID | None
    deputy: UUID | None = None

    def capacity_of(self, person: UUID) -> str:
        """As what somebody signs here: representative, signatory or deputy; empty where they do not."""
        if person == self.person:
            return "representative" if self.key.startswith("seat-") else "signatory"
        return "deputy" if person == self.deputy else ""


@dataclass(frozen=True, slots=True)
class Offered:
    """The edition that somebody is about to sign, its digests in hex, and who has signed at the place."""

    edition: Issued
    digest: str
    statement_digest: str
    signed_by: frozenset[UUID] = frozenset()


@dataclass(frozen=True, slots=True)
class Signing:
    """What somebody does to sign: the digests of what they were shown, the box, their authority, their typed name."""

    digest: str
    statement_digest: str
    is_ticked: bool
    has_authority: bool
    typed: str

    @property
    def key(self) -> tuple[str, str, bool, bool, str]:
        """All of it, as a request is known by."""
        return self.digest, self.statement_digest, self.is_ticked, self.has_authority, self.typed


def lapses_on(effective: date, *, is_yearly: bool, until: date | None) -> date | None:
    """The first day on which an edition binds nobody any more by its own words; none where it lasts until replaced."""
    return months_after(effective, A_YEAR) if is_yearly else until


def standing_on(edition: Issued, editions: Iterable[Issued], day: date) -> Standing:
    """What the edition is on the day, among all of its agreement."""
    if edition.withdrawn is not None and edition.withdrawn <= day:
        return Standing.WITHDRAWN
    if edition.effective > day:
        return Standing.ISSUED
    later = (other for other in editions if other.number > edition.number and not _is_withdrawn(other, day))
    if any(other.effective <= day for other in later):
        return Standing.SUPERSEDED
    return Standing.LAPSED if edition.is_over(day) else Standing.IN_FORCE


def current_on(editions: Iterable[Issued], day: date) -> Issued | None:
    """The edition that is signed on the day, if there is one (law 1)."""
    standing = (each for each in editions if not _is_withdrawn(each, day))
    latest = max(standing, key=lambda each: each.number, default=None)
    return latest if latest and not latest.is_over(day) else None  # what lapsed does not bring back what it replaced


def in_force_on(editions: Sequence[Issued], day: date) -> Issued | None:
    """The edition that binds on the day, if there is one (law 2)."""
    found = (each for each in editions if standing_on(each, editions, day) is Standing.IN_FORCE)
    return next(found, None)


def may_add_agreement(*, key: str, name: str, is_taken: bool) -> Verdict:
    """An agreement has a name, and an address of its own that reads well."""
    if not SLUG.fullmatch(key):
        return refused("The address is made of small letters, digits and single hyphens, such as trust-agreement.")
    if not name.strip():
        return refused("An agreement needs a name.")
    if key in TAKEN_BY_PAGES:
        return refused(f"The address {key} is one of our own pages. Choose another.")
    return refused(f"There is an agreement at the address {key} already.") if is_taken else ALLOWED


def may_save_draft(*, is_there: bool, read: int | None) -> Verdict:
    """Whoever read a draft changes that one: they do not begin the next where it was issued meanwhile."""
    if read is None or is_there:
        return ALLOWED
    return refused("This draft was issued in the meantime. Saving what you typed begins the next one.")


def may_issue(
    *,
    faults: Sequence[str],
    statement: str,
    effective: date,
    until: date | None,
    lasts_for_plan: bool,
    last: date | None,
) -> Verdict:
    """A text is issued that can be read and numbered, with the words that are agreed to, and in its turn."""
    reasons = list(faults)
    if not statement.strip():
        reasons.append("Write the words that stand beside the box: they are what a signer agrees to.")
    if lasts_for_plan and until is None:
        reasons.append("Say on which day the plan ends: the agreement lasts until then.")
    if not lasts_for_plan and until is not None:
        reasons.append("Only an agreement that lasts until the plan ends has a day on which the plan ends.")
    if until is not None and until <= effective:
        reasons.append("The plan ends after the day from which the agreement is in force.")
    if last is not None and effective < last:
        reasons.append(f"The edition before is in force from {told(last)}: this one cannot be from an earlier day.")
    return refused(*reasons) if reasons else ALLOWED


def may_withdraw(*, is_withdrawn: bool, reason: str) -> Verdict:
    """An edition is withdrawn once, for a reason."""
    if is_withdrawn:
        return refused("This edition was withdrawn already.")
    return ALLOWED if reason.strip() else refused("Say why it is withdrawn: everybody who signed it will ask.")


def may_sign(place: Place | None, person: UUID, name: str, *, offered: Offered, current: int, how: Signing) -> Verdict:
    """Somebody signs for themself, at their place, the current edition, exactly as it was shown to them (law 1)."""
    at_the_place = may_sign_at(place, person, offered=offered, current=current)
    if not at_the_place.allowed:
        return at_the_place
    if (how.digest, how.statement_digest) != (offered.digest, offered.statement_digest):
        return refused("This is not the text that you were shown. Read it again before you sign.")
    reasons = []
    if not how.is_ticked:
        reasons.append("Tick the box if you agree to the words beside it.")
    if not how.has_authority:
        reasons.append("Say that you have authority to sign. If you have none, decline and say who has.")
    if not is_same_name(how.typed, name):
        reasons.append(f"Type your name as it stands in the list of members: {name}.")
    return refused(*reasons) if reasons else ALLOWED


def may_sign_at(place: Place | None, person: UUID, *, offered: Offered, current: int) -> Verdict:
    """Whether the person is to sign this edition at this place at all."""
    if offered.edition.number != current:
        if current:
            became = "withdrawn" if offered.edition.withdrawn else "replaced"
            return refused(f"This edition was {became}: edition {current} is to be signed. Read that one.")
        return refused("This edition is not signed any more.")
    if place is None or not place.capacity_of(person):
        return refused("You do not sign here any more: the seat or block is somebody else's.")
    if person in offered.signed_by:
        return refused("You have signed this edition here already.")
    return ALLOWED


def may_decline(place: Place | None, person: UUID, *, offered: Offered, current: int, reason: str) -> Verdict:
    """Whoever is to sign may decline instead, and says why."""
    at_the_place = may_sign_at(place, person, offered=offered, current=current)
    if not at_the_place.allowed:
        return at_the_place
    return ALLOWED if reason.strip() else refused("Say why you decline: the officer has to know what to do.")


def may_enter_paper(
    place: Place | None, person: UUID, *, offered: Offered, current: int, on: date, today: date, name: str
) -> Verdict:
    """The officer enters what was signed on paper: by whoever signs at the place, no later than today."""
    at_the_place = may_sign_at(place, person, offered=offered, current=current)
    if not at_the_place.allowed:
        return refused(at_the_place.sentence.replace("You have", "They have").replace("You do", "They do"))
    if on > today:
        return refused("The day on the paper has not come yet.")
    return ALLOWED if name.strip() else refused("Type the name as it stands on the paper.")


def may_remind(*, is_current: bool, waiting: int, asked_today: int) -> Verdict:
    """Reminding asks everybody who has not signed the edition that is signed now, once a day at most (law 1)."""
    if not is_current:
        return refused("This edition is not signed any more: nobody is reminded of it.")
    if not waiting:
        return refused("Nobody is left to be reminded.")
    if asked_today >= waiting:
        return refused("They were all asked today. Remind them again tomorrow.")
    return ALLOWED


def may_end_block(*, starts: date, ends: date, is_over: bool) -> Verdict:
    """A block ends once, after it began."""
    if is_over:
        return refused("This block has ended already.")
    return ALLOWED if ends > starts else refused(f"It was added on {told(starts)}: it can end on a later day only.")


def may_seal(*, signatures: Collection[str], now: Collection[str]) -> Verdict:
    """A PDF is sealed with every signature that there is; one that came while it was made belongs into it."""
    if not now:
        return refused("Nobody has signed this edition yet.")
    if set(signatures) != set(now):
        return refused("Somebody signed while the document was made. Make it again.")
    return ALLOWED


def first_version(issued: int) -> int:
    """With which version a new draft begins, after so many editions: no page of an earlier draft speaks of this one."""
    return issued * MOST_VERSIONS + 1


def is_same_name(typed: str, name: str) -> bool:
    """Whether the name that was typed is that name; capitals and spaces do not count."""
    return bool(typed.strip()) and _plain(typed) == _plain(name)


def _plain(name: str) -> str:
    return " ".join(name.replace("\u2019", "'").casefold().split())


def _is_withdrawn(edition: Issued, day: date) -> bool:
    return edition.withdrawn is not None and edition.withdrawn <= day
