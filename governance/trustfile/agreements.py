"""Whether the agreements, blocks and editions of a file may stand. The sentences are those of the pages."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from datetime import date

from governance.agreements.rules import may_issue
from governance.agreements.text import faults_in
from governance.membership.rules import may_end
from governance.trustfile.facts import Facts, named
from governance.trustfile.faults import Fault
from governance.trustfile.rows import (
    AgreementRow,
    BlockRow,
    EditionRow,
    SignatoryRow,
)
from trustboard.acts.verdict import Verdict


def agreements_name_what_is_there(facts: Facts) -> Iterator[Fault]:
    """Each row leads to an agreement, a body, an agency, a block or a person of the trust."""
    agreements = {row.key for row in facts.merged.agreements}
    blocks = {row.place for row in facts.merged.blocks}
    for row in facts.asked:
        match row:
            case AgreementRow():
                yield from named(row, row.body, facts.bodies, "a body")
            case BlockRow():
                yield from named(row, row.agreement, agreements, "an agreement")
                yield from named(row, row.agency, facts.agencies, "an agency")
            case SignatoryRow():
                yield from named(row, row.block, blocks, "a block")
                yield from named(row, row.person, facts.people, "a person")
            case EditionRow():
                yield from named(row, row.agreement, agreements, "an agreement")


def editions_never_change(facts: Facts) -> Iterator[Fault]:
    """An edition that was issued stays what it is."""
    for difference in facts.differences:
        row = difference.after
        if isinstance(row, EditionRow) and difference.columns:
            sentence = f"The {row} was issued and never changes. Give what is new the next number."
            yield Fault(row.line, sentence)


def editions_may_be_issued(facts: Facts) -> Iterator[Fault]:
    """Editions follow each other without a gap, each as an officer could issue it."""
    by_agreement: dict[str, list[EditionRow]] = defaultdict(list)
    for row in facts.merged.editions:
        by_agreement[row.agreement].append(row)
    for rows in by_agreement.values():
        last: date | None = None
        for number, row in enumerate(sorted(rows, key=lambda row: row.number), start=1):
            if facts.is_asked(row):
                if row.number != number:
                    yield Fault(row.line, f"The {row}: edition {number} is missing before it.")
                yield from facts.answer(_verdict(row, last), row)
                yield from _days(row, facts)
            last = row.effective


def blocks_end_after_they_begin(facts: Facts) -> Iterator[Fault]:
    """A block is there for a day at least."""
    for row in facts.asked:
        if isinstance(row, BlockRow) and row.starts:
            yield from facts.answer(may_end(starts=row.starts, ends=row.ends), row)


def _verdict(row: EditionRow, last: date | None) -> Verdict:
    return may_issue(
        faults=faults_in(row.text or ""),
        statement=row.statement or "",
        effective=row.effective or date.min,
        until=row.until,
        lasts_for_plan=row.life == "plan",
        last=last,
    )


def _days(row: EditionRow, facts: Facts) -> Iterator[Fault]:
    for day in row.reviews or ():
        try:
            date.fromisoformat(day)
        except ValueError:
            yield Fault(row.line, f'The {row} has "{day}" among its reviews, which is no day like 2026-05-04.')
