"""Whether a file may be loaded over what is known of its trust. Values in, faults out; what is so already is not asked.

The sentences about dates, holdings, deputies and offices are those of the pages, for the rules are the same.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator
from datetime import date
from itertools import chain, islice, pairwise

from governance.constitution.clauses import may_stand
from governance.membership.rules import may_be_within, may_elect, may_end, may_hold, may_name_deputy
from governance.structure.rules import may_answer, may_be_named
from governance.trustfile.agreements import (
    agreements_name_what_is_there,
    blocks_end_after_they_begin,
    editions_may_be_issued,
    editions_never_change,
)
from governance.trustfile.compare import Comparison
from governance.trustfile.constitutions import rules_lead_somewhere, rules_name_what_is_there
from governance.trustfile.facts import Facts, named, uuid_of
from governance.trustfile.faults import Fault, told
from governance.trustfile.rows import (
    BodyRow,
    ClauseRow,
    HoldingRow,
    LineRow,
    NamingRow,
    OfficeRow,
    Row,
    SeatRow,
    Within,
)
from governance.trustfile.schema import NOBODY
from trustboard.acts.verdict import ALLOWED, Verdict, refused

MOST_FOUND = 200
MOST_STEPS = 20


def may_load(comparison: Comparison) -> Verdict:
    """Nothing of a file is loaded unless all of it may be. The reasons name file and line."""
    faults = faults_of(comparison)
    if not faults:
        return ALLOWED
    return refused(*told(faults, comparison.said.source))


def faults_of(comparison: Comparison) -> list[Fault]:
    """Everything wrong, in the order of the lines. What rests on other rows is asked only once those are sound."""
    facts = Facts(comparison)
    for questions in (_COMPLETE, _SOUND, _SEATED):
        # Enough is enough: a file of a million faults is told of the first of them.
        faults = set(islice(chain.from_iterable(question(facts) for question in questions), MOST_FOUND))
        if faults:
            return sorted(faults)
    return []


def _new_rows_are_whole(facts: Facts) -> Iterator[Fault]:
    for row in facts.asked:
        missing = [column.key for column in row.COLUMNS if column.is_needed and getattr(row, column.name) is None]
        if isinstance(row, OfficeRow) and row.person is None and row.seat is None:
            missing.append("person or seat")
        if missing:
            yield Fault(row.line, f"The {row} is new and needs: {', '.join(missing)}.")


def _either_or(facts: Facts) -> Iterator[Fault]:
    for row in facts.said.seats:
        if row.bound_seat and row.bound_office:
            yield Fault(row.line, f"The {row} is bound to a seat and to an office; it can be bound to one thing only.")
    for office in facts.said.offices:
        if office.person is not None and office.seat:
            yield Fault(office.line, f"The {office} is given to a person and to a seat; say one of them.")


def _nobody_is_nobody(facts: Facts) -> Iterator[Fault]:
    for row in facts.said.people:
        if row.key == NOBODY:
            yield Fault(row.line, f'"{NOBODY}" stands for a vacancy and cannot be the key of a person.')


def _references_lead_somewhere(facts: Facts) -> Iterator[Fault]:
    for row in facts.asked:
        match row:
            case SeatRow():
                yield from named(row, row.agency, facts.agencies, "an agency")
                yield from named(row, row.bound_seat, facts.seats, "a seat")
                yield from _known_office(row, facts)
            case LineRow():
                yield from named(row, row.to, facts.bodies, "a body")
                yield from named(row, row.through, facts.seats, "a seat")
            case HoldingRow() | NamingRow():
                yield from named(row, row.seat, facts.seats, "a seat")
                yield from named(row, row.person, facts.people, "a person")
            case OfficeRow():
                yield from named(row, row.body, facts.bodies, "a body")
                yield from named(row, row.seat, facts.seats, "a seat")
                yield from named(row, row.person, facts.people, "a person")


def _known_office(row: SeatRow, facts: Facts) -> Iterator[Fault]:
    if not row.bound_office:
        return
    yield from named(row, row.bound_office.body, facts.bodies, "a body")
    body = facts.bodies.get(row.bound_office.body)
    if body and row.bound_office.name not in (body.offices or ()):
        yield Fault(row.line, f"The {row} is bound to an office that the body {body.key} has not: {_offices(body)}")


def _offices(body: BodyRow) -> str:
    return f"its offices are {', '.join(body.offices)}." if body.offices else "it has none."


def _names_are_of_one(facts: Facts) -> Iterator[Fault]:
    for rows, what in ((facts.merged.agencies, "agency"), (facts.merged.bodies, "body")):
        alike: dict[str, list[Row]] = defaultdict(list)
        for row in rows:
            alike[(row.name or "").casefold()].append(row)
        for name, found in alike.items():
            for one in found:
                yield from facts.answer(may_be_named(name, others=[name] * (len(found) - 1), what=what), one)


def _clauses_may_stand(facts: Facts) -> Iterator[Fault]:
    alike: dict[str, list[ClauseRow]] = defaultdict(list)
    for row in facts.merged.clauses:
        alike[row.key.casefold()].append(row)
        verdict = may_stand(
            kinds=row.kinds or (), starts=row.starts or date.min, ends=row.ends, standing=row.standing or ""
        )
        yield from facts.answer(verdict, row)
    for found in alike.values():
        for one, other in pairwise(found):
            yield from facts.answer(
                refused(f"{other.key} and {one.key} differ in small and capital letters alone."), other, one
            )


def _dates_are_in_order(facts: Facts) -> Iterator[Fault]:
    for row in facts.asked:
        if isinstance(row, BodyRow | SeatRow | LineRow) and row.starts:
            yield from facts.answer(may_end(starts=row.starts, ends=row.ends), row)
    for seat in facts.seats.values():
        body = facts.bodies[seat.body]
        verdict = may_be_within(facts.span(seat), facts.span(body), what=f"the body {body.key}")
        yield from facts.answer(verdict, seat, body)


def _lines_lead_elsewhere_once(facts: Facts) -> Iterator[Fault]:
    alike: dict[tuple[str, str], list[LineRow]] = defaultdict(list)
    for row in facts.merged.lines:
        alike[row.body, row.to].append(row)
    for row in facts.merged.lines:
        others = (other for other in alike[row.body, row.to] if other is not row)
        is_drawn = any(facts.span(other).has(row.starts) for other in others)
        yield from facts.answer(may_answer(is_itself=row.body == row.to, is_drawn=is_drawn), row)


def _bindings_lead_to_somebody(facts: Facts) -> Iterator[Fault]:
    circle = facts.circle
    touched: list[Row] = [row for row in facts.asked if isinstance(row, SeatRow) and row.place in circle]
    touched += [row for row in facts.asked if isinstance(row, OfficeRow) and row.seat in circle]
    if circle and touched:
        names = ", ".join(str(place) for place in sorted(circle))
        yield Fault(
            min(row.line for row in touched),
            f"Bindings lead in a circle, so that nobody can ever hold these seats: {names}.",
        )


def _bindings_are_short(facts: Facts) -> Iterator[Fault]:
    """Whoever is asked who holds a seat follows its bindings, step by step."""
    held_by = {Within(row.body, row.office): row.seat for row in facts.merged.offices if row.seat}
    for row in facts.asked:
        steps, place = 0, row.place if isinstance(row, SeatRow) and row.place not in facts.circle else None
        while place and steps <= MOST_STEPS:
            seat = facts.seats[place]
            place = seat.bound_seat or (held_by.get(seat.bound_office) if seat.bound_office else None)
            steps += 1
        if steps > MOST_STEPS:
            yield Fault(row.line, f"The {row} is bound to its holder over more than {MOST_STEPS} steps.")


def _holdings_may_be(facts: Facts) -> Iterator[Fault]:
    for row in facts.merged.holdings:
        seat = facts.seats[row.seat]
        verdict = may_hold(
            day=row.starts,
            seat=facts.span(seat),
            is_bound=bool(seat.bound_seat or seat.bound_office),
            taken_days=(),
            is_same=False,
        )
        yield from facts.answer(verdict, row, seat)


def _namings_may_be(facts: Facts) -> Iterator[Fault]:
    for row in facts.merged.deputies:
        if not facts.is_asked(row):
            continue
        seat = facts.seats[row.seat]
        holder = facts.membership.tenure_of_seat(uuid_of(seat.identity), row.starts).person
        verdict = may_name_deputy(
            day=row.starts,
            seat=facts.span(seat),
            taken_days=(),
            is_holder=bool(row.person) and holder == facts.person(row.person),
            is_held=holder is not None,
            is_ending=not row.person,
        )
        yield from facts.answer(verdict, row)


def _offices_may_be(facts: Facts) -> Iterator[Fault]:
    for row in facts.merged.offices:
        body = facts.bodies[row.body]
        is_asked = facts.is_asked(row)
        verdict = may_elect(
            day=row.starts,
            body=facts.span(body),
            offices=body.offices or (),
            office=row.office,
            taken_days=(),
            sits_there=not is_asked or _sits_there(row, facts),
        )
        if not verdict.allowed and row.office not in (body.offices or ()):
            verdict = refused(f"The body {body.key} has no such office: {_offices(body)}")
        yield from facts.answer(verdict, row, body)


def _sits_there(row: OfficeRow, facts: Facts) -> bool:
    if row.seat:
        return row.seat.body == row.body and facts.span(facts.seats[row.seat]).has(row.starts)
    sitting = facts.membership.sitting(uuid_of(("bodies", row.body)), row.starts)
    return not row.person or facts.person(row.person) in {place.holder for place in sitting}


Question = Callable[[Facts], Iterator[Fault]]
_COMPLETE: list[Question] = [
    _new_rows_are_whole,
    _either_or,
    _nobody_is_nobody,
    _references_lead_somewhere,
    agreements_name_what_is_there,
]
_SOUND: list[Question] = [
    _names_are_of_one,
    _clauses_may_stand,
    _dates_are_in_order,
    _lines_lead_elsewhere_once,
    _bindings_lead_to_somebody,
    _bindings_are_short,
    rules_name_what_is_there,
    editions_never_change,
    editions_may_be_issued,
    blocks_end_after_they_begin,
]
_SEATED: list[Question] = [
    _holdings_may_be,
    _namings_may_be,
    _offices_may_be,
    rules_lead_somewhere,
]
