"""What happened in a sitting, in sentences, the latest first: with its times, who entered it, and what was not so."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from governance.constitution.core.language import How, Voice
from governance.constitution.english.phrasing import capital
from meetings.attendance.models import Happening
from meetings.attendance.queries import Record, person_key
from meetings.attendance.roll import Kind
from meetings.declarations.models import Declaration, Ruling
from meetings.declarations.queries import Declarations

LATER = timedelta(minutes=2)
"""What is recorded this much after the moment it speaks of counts as entered later."""
THE_OFFICER = "the officer"
"""Who opens and ends a sitting; nobody else does, and which of them is told by the ledger."""


@dataclass(frozen=True, slots=True)
class Entered:
    """One entry of the log. `by` is who entered it; `undone_by` the number of what took it back, where it was.

    `of` says what it is an entry of: the sitting itself, the roll, the interests declared, or the rulings; each has
    numbers of its own.
    """

    number: int
    at: datetime
    recorded_at: datetime
    text: str
    by: str
    is_own: bool
    beyond: str = ""
    reason: str = ""
    undone_by: int | None = None
    of: str = "roll"

    @property
    def may_be_undone(self) -> bool:
        """Whether it can be said of it that it was not so."""
        return self.of == "roll" and self.undone_by is None

    @property
    def is_later(self) -> bool:
        """Whether it was entered well after it happened."""
        return self.recorded_at - self.at >= LATER


def log_of(record: Record, declarations: Declarations, titles: Mapping[str, str]) -> list[Entered]:
    """Everything that was recorded, the latest moment first; what was taken back stays, and says by what."""
    undone = {row.corrects: row.number for row in record.rows.values() if row.corrects}
    items = {key: f"item {item.position}" for key, item in declarations.items.items()}
    found = [
        _entered(row, sentence(row, record, titles, items), beyond=row.beyond, undone_by=undone.get(row.number))
        for row in record.rows.values()
        if row.kind != Kind.VOID
    ]
    found += [_entered(row, declared(row, items), of="interest") for row in declarations.told]
    found += [_entered(row, ruled(row, declarations, items), of="ruling") for row in declarations.rulings]
    found += _opened_and_ended(record)
    return sorted(found, key=lambda each: (each.at, each.recorded_at, each.number), reverse=True)


def _opened_and_ended(record: Record) -> Iterator[Entered]:
    """That the sitting was opened, before all else, and that it ended, after it."""
    sitting, last = record.sitting, len(record.rows) + 1
    for number, at, recorded_at, words in (
        (0, sitting.opened_at, sitting.opening_recorded_at, "opened"),
        (last, sitting.ended_at, sitting.ending_recorded_at, sitting.ending),
    ):
        if at is not None:
            yield Entered(number, at, recorded_at or at, f"The sitting was {words}", THE_OFFICER, False, of="sitting")


def _entered(row: Happening | Declaration | Ruling, text: str, **more: Any) -> Entered:
    return Entered(
        number=row.number,
        at=row.at,
        recorded_at=row.recorded_at,
        text=text,
        by=row.by.name if row.by else "the operator",
        is_own=row.is_own,
        reason=getattr(row, "reason", ""),
        **more,
    )


def declared(row: Declaration, items: Mapping[UUID, str]) -> str:
    """That an interest was declared or withdrawn, without what it is."""
    if row.is_withdrawal:
        return f"What {row.person.name} declared in {_item(row.item_id, items)} was withdrawn"
    goes = ", and goes by their own choice" if row.goes else ""
    kind = f": {row.kind}" if row.kind else ""
    return f"{row.person.name} declared an interest in {_item(row.item_id, items)}{kind}{goes}"


def ruled(row: Ruling, declarations: Declarations, items: Mapping[UUID, str]) -> str:
    """What was ruled, by whom."""
    of = next((each for each in declarations.rows.values() if each.pk == row.declaration_id), None)
    if of is None:
        return f"{row.ruler.name} ruled: {row.text}"
    return f"{row.ruler.name} ruled: {of.person.name} {row.ruled}, {_item(of.item_id, items)}"


def _item(key: UUID | None, items: Mapping[UUID, str]) -> str:
    return items.get(key, "an item") if key else "every item"


def sentence(row: Happening, record: Record, titles: Mapping[str, str], items: Mapping[UUID, str]) -> str:
    """What happened, in a few words. `items` are their names ("item 4") by key."""
    kind = Kind(row.kind)
    name = record.names.get(person_key(row), "") or "Somebody"
    seat = titles.get(row.seat.key, row.seat.key) if row.seat else ""
    if kind is Kind.ARRIVED:
        return _arrived(row, name, seat)
    item = items.get(row.item, "") if row.item else ""
    if kind is Kind.PRESIDES and item:
        return f"{name} presides over {item}"
    return capital(WORDS[kind].format(name=name, seat=seat or "the seat", office=row.office, item=item or "an item"))


WORDS: Mapping[Kind, str] = {
    Kind.LEFT: "{name} left",
    Kind.CUT_OFF: "{name} was cut off",
    Kind.BACK: "{name} is back",
    Kind.VOICE: "{name} speaks for {seat}",
    Kind.PRESIDES: "{name} presides",
    Kind.ABSENT: "{seat}: absent without apology",
    Kind.SEATED: "{name} takes the seat {seat}",
    Kind.ELECTED: "{name} is elected {office}",
    Kind.PUBLIC: "Press and public admitted",
    Kind.CLOSED: "Press and public left out",
    Kind.NOTES: "Those present go on for information, without quorum",
    Kind.ASKED: "Interests were asked for",
    Kind.ITEM: "{item} is taken up",
    Kind.VOID: "Taken back",
}


def _arrived(row: Happening, name: str, seat: str) -> str:
    how = "joined remotely" if row.how == How.REMOTE else "arrived"
    if not seat:
        return f"{name} {how}, {row.guest}"
    as_what = "as deputy for" if row.voice == Voice.DEPUTY else "for"
    return f"{name} {how}, {as_what} {seat}"
