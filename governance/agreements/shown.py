"""Agreements as their pages show them: a text with its contents, whom it binds, what somebody is to sign, and where."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.utils.safestring import SafeString
from django.utils.text import Truncator

from governance.agreements.differences import Changed, changes_only, compare, summary
from governance.agreements.models import Agreement, Edition, Signature
from governance.agreements.queries import (
    Issues,
    Signer,
    Signing,
    day_of,
    issues_of,
    offered_to,
    place_columns,
    places_of,
)
from governance.agreements.rules import Place, Standing, may_sign_at
from governance.agreements.text import as_html, clauses_in
from governance.membership.models import Person
from governance.membership.queries import table_of
from trustboard.acts.days import told
from trustboard.acts.verdict import Verdict, refused

WORDS_IN_CONTENTS = 8

COLOURS = {
    Standing.IN_FORCE: "good",
    Standing.ISSUED: "waiting",
    Standing.WITHDRAWN: "bad",
}


@dataclass(frozen=True, slots=True)
class Text:
    """The text of an edition: its outermost clauses with their anchors and first words, and all of it as HTML."""

    contents: tuple[tuple[str, str], ...]
    html: SafeString


@dataclass(frozen=True, slots=True)
class Shown:
    """An edition with what it is on the day; `colour` is that of its tag."""

    edition: Edition
    standing: Standing

    @property
    def colour(self) -> str:
        """The colour of its tag; the word says the same."""
        return COLOURS.get(self.standing, "")


@dataclass(frozen=True, slots=True)
class Party:
    """An organisation, or whoever else a place is for, with those who signed for it, each with the day."""

    name: str
    signed: tuple[tuple[Signature, date], ...]


@dataclass(frozen=True, slots=True)
class Changes:
    """What changed from one edition to a later one: in a sentence, in its terms (name, old and new) and by clause."""

    summary: str
    terms: tuple[tuple[str, str, str], ...]
    clauses: tuple[Changed, ...]


@dataclass(frozen=True, slots=True)
class Turn:
    """Somebody before a place where the current edition is signed, if there is one, and whether they may sign it.

    `signed` is their signature there under it, `before` the last that they gave there to an earlier edition.
    """

    agreement: Agreement
    issues: Issues
    person: Person
    key: str
    edition: Edition | None
    place: Place | None
    principal: Person | None
    agency: str
    verdict: Verdict
    signed: Signature | None
    before: Signature | None

    @property
    def capacity(self) -> str:
        """As what they sign; for a deputy, whose."""
        capacity = self.place.capacity_of(self.person.pk) if self.place else ""
        if capacity == "deputy" and self.principal:
            return f"Named deputy of {self.principal.name}"
        return capacity.capitalize()

    @property
    def whom(self) -> str:
        """For whom they sign: the agency, or where there is none the place's own name."""
        return self.agency or (self.place.title if self.place else "")


def text_shown(edition: Edition, *, heading: int = 3) -> Text:
    """The text of the edition for its page."""
    clauses = clauses_in(edition.text)
    contents = tuple(
        (clause.anchor, " ".join(filter(None, [clause.label, _first_words(clause.heading or clause.markdown)])))
        for clause in clauses
        if clause.level == 1
    )
    return Text(contents, SafeString(as_html(clauses, heading=heading)))


def changes_shown(before: Edition, after: Edition) -> Changes:
    """What the later of the two changed."""
    found = compare(clauses_in(before.text), clauses_in(after.text))
    terms = tuple(
        (name, old, new) for (name, old), (_, new) in zip(_terms(before), _terms(after), strict=True) if old != new
    )
    clauses = changes_only(found)
    return Changes(_sentence(summary(found), clauses, terms), terms, clauses)


def editions_shown(issues: Issues, day: date) -> list[Shown]:
    """All editions with what they are on the day, the latest first."""
    return [Shown(edition, issues.standing(edition, day)) for edition in reversed(issues.editions)]


def parties_of(signatures: Iterable[Signature]) -> list[Party]:
    """Those who signed, by the organisation that they signed for, by name."""
    found: dict[str, list[tuple[Signature, date]]] = {}
    for each in signatures:
        found.setdefault(each.agency.name if each.agency else str(each.where), []).append((each, day_of(each)))
    return [Party(name, tuple(found[name])) for name in sorted(found)]


def own_places(signing: Signing, person: Person) -> list[Signer]:
    """Where the person signs the edition or, as a named deputy, may."""
    return [each for each in signing.signers if each.place.capacity_of(person.pk)]


def turn_at(agreement: Agreement, person: Person, key: str, day: date) -> Turn:
    """Whether it is the person's turn to sign the agreement at the place. Raises ValueError for a key of no place."""
    column, row = place_columns(key)
    issues = issues_of(agreement)
    edition = issues.current(day)
    mine = list(
        Signature.objects.filter(edition__agreement=agreement, person=person, **{column: row})
        .select_related("edition")
        .order_by("edition__number")
    )
    place, principal, agency = None, None, ""
    verdict = refused("There is nothing to sign: no edition of this agreement is signed now.")
    if edition:
        table = table_of(agreement.trust)
        place = next((each for each in places_of(edition, table, day) if each.key == key), None)
        principal = table.people.get(place.person) if place and place.person else None
        named = agreement.trust.agencies.filter(pk=place.agency).first() if place and place.agency else None
        agency = named.name if named else ""
        offered = offered_to(edition, issues, key)
        verdict = may_sign_at(place, person.pk, offered=offered, current=edition.number)
    return Turn(
        agreement=agreement,
        issues=issues,
        person=person,
        key=key,
        edition=edition,
        place=place,
        principal=principal,
        agency=agency,
        verdict=verdict,
        signed=next((each for each in mine if edition and each.edition_id == edition.pk), None),
        before=next((each for each in reversed(mine) if edition and each.edition.number < edition.number), None),
    )


def _sentence(of_text: str, clauses: tuple[Changed, ...], terms: tuple[tuple[str, str, str], ...]) -> str:
    """What is said of the text, and which terms changed besides it."""
    names = ", ".join(name[0].lower() + name[1:] for name, _, _ in terms)
    if not terms:
        return of_text
    return f"{of_text} Terms changed: {names}." if clauses else f"The text has not changed. Terms changed: {names}."


def _terms(edition: Edition) -> list[tuple[str, str]]:
    """What an edition says besides its text, by name."""
    return [
        ("Title", edition.title),
        ("Words beside the box", edition.statement),
        ("Signed by", edition.get_signers_display()),
        ("Deputies", "A named deputy may sign" if edition.deputies_sign else "No deputy signs"),
        ("How long", edition.get_life_display()),
        ("In force from", told(edition.effective)),
        ("Plan ends before", told(edition.until) if edition.until else "no day"),
        ("To be reviewed", ", ".join(told(date.fromisoformat(day)) for day in edition.reviews) or "no day"),
    ]


def _first_words(words: str) -> str:
    plain = " ".join(words.replace("*", "").replace("|", " ").split())
    return str(Truncator(plain.split(". ")[0]).words(WORDS_IN_CONTENTS))
