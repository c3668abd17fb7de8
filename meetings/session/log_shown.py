"""What happened in a sitting, in sentences, the latest first: with its times, who entered it, and what was not so."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from governance.constitution.core.language import How, Voice
from meetings.attendance.models import Happening
from meetings.attendance.queries import Record, person_key
from meetings.attendance.roll import Kind

LATER = timedelta(minutes=2)
"""What is recorded this much after the moment it speaks of counts as entered later."""


@dataclass(frozen=True, slots=True)
class Entered:
    """One entry of the log. `by` is who entered it; `undone_by` the number of what took it back, where it was."""

    number: int
    at: datetime
    recorded_at: datetime
    text: str
    by: str
    is_own: bool
    beyond: str = ""
    reason: str = ""
    undone_by: int | None = None

    @property
    def is_later(self) -> bool:
        """Whether it was entered well after it happened."""
        return self.recorded_at - self.at >= LATER


def log_of(record: Record, titles: Mapping[str, str]) -> list[Entered]:
    """Everything that was recorded, the latest moment first; what was taken back stays, and says by what."""
    undone = {row.corrects: row.number for row in record.rows.values() if row.corrects}
    found = [
        Entered(
            number=row.number,
            at=row.at,
            recorded_at=row.recorded_at,
            text=sentence(row, record, titles),
            by=row.by.name if row.by else "the operator",
            is_own=row.is_own,
            beyond=row.beyond,
            reason=row.reason,
            undone_by=undone.get(row.number),
        )
        for row in record.rows.values()
        if row.kind != Kind.VOID
    ]
    return sorted(found, key=lambda each: (each.at, each.number), reverse=True)


def sentence(row: Happening, record: Record, titles: Mapping[str, str]) -> str:
    """What happened, in a few words."""
    kind = Kind(row.kind)
    name = record.names.get(person_key(row), "") or "Somebody"
    seat = titles.get(row.seat.key, row.seat.key) if row.seat else ""
    if kind is Kind.ARRIVED:
        return _arrived(row, name, seat)
    return WORDS[kind].format(name=name, seat=seat or "the seat", office=row.office)


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
    Kind.VOID: "Taken back",
}


def _arrived(row: Happening, name: str, seat: str) -> str:
    how = "joined remotely" if row.how == How.REMOTE else "arrived"
    if not seat:
        return f"{name} {how}, {row.guest}"
    as_what = "as deputy for" if row.voice == Voice.DEPUTY else "for"
    return f"{name} {how}, {as_what} {seat}"
