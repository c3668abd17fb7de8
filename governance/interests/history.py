"""The history of somebody's interests, read as sentences: for themself, the officer and the auditor alone."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any, NamedTuple
from uuid import UUID

from governance.interests.models import THEIRS, WORDS_ERASED, Confirmation, StandingInterest, Whose
from governance.membership.history import Told
from governance.membership.models import Person
from governance.membership.rules import told
from governance.membership.sentences import changes_in_words, quoted
from governance.structure.models import Agency
from trustboard.ledger.models import PersonalText

OPERATOR = "the operator"


class Written(NamedTuple):
    """Who wrote something down, and when."""

    by: str
    at: datetime


class WrittenTwice(NamedTuple):
    """Who declared an interest, and who last changed it, where somebody did."""

    first: Written
    last: Written | None


def history_of_interests(person: Person) -> list[Told]:
    """What was recorded of the person's interests, the latest first; four queries."""
    rows = list(_rows(person))
    words = dict(PersonalText.objects.filter(digest__in={row.nature_id for row in rows}).values_list("digest", "text"))
    agencies = dict(Agency.objects.filter(trust=person.trust_id).values_list("pk", "name"))
    found, before = [], dict[UUID, dict[str, str]]()
    for row in rows:
        facts = _facts(row, words, agencies)
        earlier = before.get(row.id)
        before[row.id] = facts
        text = _declared(facts) if earlier is None else _changed(facts, earlier)
        if text:
            found.append(Told(row.history_date, row.history_user.name if row.history_user else "", text))
    confirmations = Confirmation.objects.filter(person=person).select_related("by")
    found += [Told(each.at, each.by.name, _confirmed(each)) for each in confirmations]
    return sorted(found, key=lambda one: one.at, reverse=True)


def written_of(person: Person) -> dict[UUID, WrittenTwice]:
    """By interest of the person, who declared it and who last changed it; one query."""
    found: dict[UUID, WrittenTwice] = {}
    for row in _rows(person):
        written = Written(row.history_user.name if row.history_user else OPERATOR, row.history_date)
        known = found.get(row.id)
        found[row.id] = WrittenTwice(known.first, written) if known else WrittenTwice(written, None)
    return found


def _rows(person: Person) -> Any:
    rows: Any = StandingInterest.history
    return rows.filter(person_id=person.pk).select_related("history_user").order_by("history_date", "history_id")


def _facts(row: Any, words: Mapping[str, str], agencies: Mapping[UUID, str]) -> dict[str, str]:
    return {
        "What it is": words.get(row.nature_id, WORDS_ERASED),
        "Whose": THEIRS[Whose(row.whose)],
        "Kind": row.kind,
        "Agency it concerns": agencies.get(row.agency_id, ""),
        "Who sees it": "everyone" if row.is_public else "only those of the trust",
        "From": told(row.starts),
        "Until": told(row.ends) if row.ends else "",
    }


def _declared(facts: Mapping[str, str]) -> str:
    said = [f"{name}: {text}." for name, text in facts.items() if name != "What it is" and text]
    return " ".join([f"An interest is declared: {_in_its_words(facts)}", *said])


def _changed(facts: Mapping[str, str], earlier: Mapping[str, str]) -> str:
    changes = changes_in_words(facts, earlier)
    return f"The interest {_in_its_words(earlier)} {changes}" if changes else ""


def _in_its_words(facts: Mapping[str, str]) -> str:
    """The words of the interest, quoted, with a stop behind them unless they have one."""
    words = facts["What it is"]
    return quoted(words) if words.endswith((".", "!", "?")) else f"{quoted(words)}."


def _confirmed(confirmation: Confirmation) -> str:
    if confirmation.nothing_to_declare:
        return "It is confirmed that there is nothing to declare."
    return "It is confirmed that the register says all."
