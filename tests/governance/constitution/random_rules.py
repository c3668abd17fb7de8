"""Random rules, rolls and meetings, small enough that some are met and some are not."""

from __future__ import annotations

from datetime import timedelta
from fractions import Fraction

from hypothesis import strategies as st

from governance.constitution.language import (
    AllOf,
    AnyOf,
    AtLeast,
    AtMost,
    BarredShare,
    Base,
    Condition,
    Count,
    DecisionIs,
    Declared,
    Elapsed,
    Every,
    How,
    InPublic,
    MembersBelow,
    Met,
    Moment,
    NoneAsked,
    Not,
    Offices,
    QuorumOf,
    Requirement,
    Rounding,
    Selector,
    Share,
    Since,
    SittingIs,
    Some,
    Someone,
    Status,
    Unit,
    Vacant,
    Voice,
    When,
)
from governance.constitution.parse import Known

KNOWN = Known(
    offices=("chair", "vice-chair"),
    agencies=("council", "health", "police"),
    sectors=("public", "voluntary"),
    seats=tuple(f"seat-{number}" for number in range(6)),
    tags=("officer", "skills"),
    bodies={"group": ("chair",)},
    sittings=("ordinary", "adjourned"),
    decisions=("budget", "policy"),
    facts=("emergency",),
)


def some_of(names) -> st.SearchStrategy[tuple]:
    return st.lists(st.sampled_from(sorted(names)), max_size=2, unique=True).map(tuple)


def one_or_two(names) -> st.SearchStrategy[tuple]:
    return st.lists(st.sampled_from(sorted(names)), min_size=1, max_size=2, unique=True).map(tuple)


OFFICES = st.one_of(one_or_two(KNOWN.offices).map(Offices), st.just(Offices(("chair",), "group")))


@st.composite
def selectors(draw, *, of_seats: bool = False, depth: int = 1) -> Selector:
    """A selector; one for a base of seats says nothing of how and by whom."""
    return Selector(
        office=draw(st.none() | OFFICES),
        agency=draw(some_of(KNOWN.agencies)),
        sector=draw(some_of(KNOWN.sectors)),
        seat=draw(st.just(()) | some_of(KNOWN.seats)),
        tag=draw(some_of(KNOWN.tags)),
        in_body=draw(st.just(()) | some_of(KNOWN.bodies)),
        presiding=draw(st.sampled_from([False, False, False, True])),
        how=() if of_seats else draw(some_of(How)),
        by=() if of_seats else draw(some_of(Voice)),
        voting=draw(st.none() | st.booleans()),
        negated=draw(st.none() | selectors(of_seats=of_seats, depth=depth - 1)) if depth else None,
    )


FRACTIONS = st.builds(Fraction, st.integers(0, 5), st.integers(1, 6))
COUNTS = st.builds(Count, n=st.integers(0, 6), of=st.just(Selector()) | selectors(), unit=st.sampled_from(Unit))


@st.composite
def shares(draw) -> Share:
    status = draw(st.sampled_from(Status))
    of_seats = status in {Status.FILLED, Status.ALL}
    base = Base(of=draw(st.none() | selectors(of_seats=of_seats)), status=status, when=draw(st.sampled_from(Moment)))
    return Share(
        this=draw(FRACTIONS),
        of=draw(st.just(Selector()) | selectors(of_seats=of_seats and base.of is None)),
        unit=draw(st.sampled_from(Unit)),
        base=base,
        rounding=draw(st.sampled_from(Rounding)),
        plus=draw(st.integers(-2, 2)),
        floor=draw(st.none() | st.integers(0, 4)),
        cap=draw(st.none() | st.integers(0, 6)),
    )


SOMEONES = st.builds(Someone, selectors())
LEAVES = {
    Count: COUNTS,
    Share: shares(),
    Someone: SOMEONES,
    AtMost: st.builds(AtMost, COUNTS | shares()),
    QuorumOf: st.just(QuorumOf("group")),
    NoneAsked: st.just(NoneAsked()),
}
PLAIN_CONDITIONS = st.one_of(
    st.builds(Vacant, OFFICES),
    st.builds(SittingIs, one_or_two(KNOWN.sittings)),
    st.builds(DecisionIs, one_or_two(KNOWN.decisions)),
    st.builds(InPublic, st.booleans()),
    st.builds(MembersBelow, st.integers(0, 7) | FRACTIONS.filter(lambda share: share.denominator > 1)),
    st.builds(BarredShare, FRACTIONS),
    st.builds(Elapsed, st.sampled_from(Since), st.sampled_from([timedelta(minutes=30), timedelta(days=8)])),
    st.just(Declared("emergency")),
)


@st.composite
def conditions(draw, depth: int = 1) -> Condition:
    """A condition of any form."""
    form = draw(st.sampled_from([None, None, None, Met, Every, Some, Not])) if depth else None
    match form:
        case None:
            return draw(PLAIN_CONDITIONS)
        case _ if form is Met:
            return Met(draw(requirements(depth - 1)))
        case _ if form is Not:
            return Not(draw(conditions(depth - 1)))
    return form(tuple(draw(st.lists(conditions(depth - 1), max_size=3))))


@st.composite
def requirements(draw, depth: int = 2) -> Requirement:
    """A requirement of any form."""
    form = draw(st.sampled_from([*LEAVES, AllOf, AnyOf, AtLeast, When] if depth else [*LEAVES]))
    if form in LEAVES:
        return draw(LEAVES[form])
    inner = requirements(depth - 1)
    if form is When:
        return When(draw(conditions(depth - 1)), draw(inner), draw(st.none() | inner))
    if form is AtLeast:
        distinct = draw(st.booleans())
        among = tuple(draw(st.lists(SOMEONES if distinct else inner, max_size=4)))
        return AtLeast(draw(st.integers(0, len(among))), among, distinct)
    return form(tuple(draw(st.lists(inner, max_size=3))))
