"""Random rules over a few known names, each form and key about as often as any other."""

from __future__ import annotations

from datetime import timedelta
from fractions import Fraction
from random import Random
from typing import Any

from hypothesis import strategies as st

from governance.constitution.core.language import (
    AllOf,
    AnyOf,
    AtLeast,
    AtMost,
    AtOpening,
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
from governance.constitution.writing.parse import Known

KNOWN = Known(
    offices=("chair", "vice-chair"),
    agencies=("council", "health", "police"),
    sectors=("public", "voluntary"),
    seats=tuple(f"seat-{number}" for number in range(9)),
    tags=("officer", "skills"),
    bodies={"group": ("chair",), "panel": ("chair",)},
    sittings=("ordinary", "adjourned", "special"),
    decisions=("budget", "policy", "merger"),
    facts=("emergency", "notice waived"),
)
OTHERS = tuple(KNOWN.bodies)
LENGTHS = (timedelta(minutes=30), timedelta(hours=1), timedelta(days=8))

LEAVES = (Count, Share, Someone, AtMost)
FORMS = (*LEAVES, AllOf, AnyOf, AtLeast, When, QuorumOf, AtOpening)
SETTLED = (Vacant, SittingIs, DecisionIs, InPublic, MembersBelow, BarredShare, Elapsed, Declared)
JOINING = (Met, Every, Some, Not)
CONDITIONS = (*SETTLED, *JOINING)
KEYS = ("office", "agency", "sector", "seat", "tag", "in_body", "presiding", "how", "by", "voting", "negated")


def some(chance: Random, names, most: int = 2) -> tuple:
    """One of the names, or a few, in an order of their own."""
    return tuple(chance.sample(list(names), chance.randint(1, most)))


def random_offices(chance: Random) -> Offices:
    if chance.random() < 0.3:
        return Offices(("chair",), chance.choice(OTHERS))
    return Offices(some(chance, KNOWN.offices))


def random_selector(chance: Random, *, of_seats: bool = False, deeper: bool = True) -> Selector:
    """A selector of up to three keys; one for a base of seats says nothing of how and by whom."""
    keys = [key for key in KEYS if not (of_seats and key in {"how", "by"}) and (deeper or key != "negated")]
    said: dict[str, Any] = {}
    for key in chance.sample(keys, chance.choices((0, 1, 2, 3), (15, 60, 20, 5))[0]):
        match key:
            case "office":
                said[key] = random_offices(chance)
            case "agency" | "sector" | "tag":
                names = {"agency": KNOWN.agencies, "sector": KNOWN.sectors, "tag": KNOWN.tags}[key]
                said[key] = some(chance, names)
            case "seat":
                said[key] = some(chance, KNOWN.seats, most=5)
            case "in_body":
                said[key] = some(chance, OTHERS)
            case "how" | "by":
                said[key] = some(chance, How if key == "how" else Voice)
            case "presiding":
                said[key] = True
            case "voting":
                said[key] = chance.random() < 0.5
            case "negated":
                said[key] = random_selector(chance, of_seats=of_seats, deeper=False)
    return Selector(**said)


def random_count(chance: Random) -> Count:
    n = chance.choices(range(6), (1, 4, 4, 3, 2, 1))[0]
    return Count(n, random_selector(chance) if chance.random() < 0.6 else Selector(), chance.choice(list(Unit)))


def random_share(chance: Random) -> Share:
    """A share of any base. Where the base is of seats and takes its selector from the share, that is one for seats."""
    status = chance.choice(list(Status))
    of_seats = status in {Status.FILLED, Status.ALL}
    own = random_selector(chance, of_seats=of_seats) if chance.random() < 0.3 else None
    of = random_selector(chance, of_seats=of_seats and own is None) if chance.random() < 0.5 else Selector()
    return Share(
        this=Fraction(
            *chance.choice(((0, 1), (1, 10), (1, 5), (1, 4), (1, 3), (1, 2), (2, 3), (3, 4), (1, 1), (3, 2)))
        ),
        of=of,
        unit=chance.choice(list(Unit)),
        base=Base(of=own, status=status, when=chance.choice(list(Moment))),
        rounding=chance.choice(list(Rounding)),
        plus=chance.choice((0, 0, 0, -2, -1, 1)),
        floor=chance.choice((None, None, 0, 1, 2, 3)),
        cap=chance.choice((None, None, 0, 1, 2, 3, 4)),
    )


def random_condition(chance: Random, depth: int = 1) -> Condition:
    """A condition of any form; at the end of its depth, one that the roll and the sitting settle."""
    form = chance.choice((*SETTLED, *JOINING, *JOINING) if depth else SETTLED)
    if form is Met:
        return Met(random_rule(chance, depth - 1))
    if form is Not:
        return Not(random_condition(chance, depth - 1))
    if form in {Every, Some}:
        return form(tuple(random_condition(chance, depth - 1) for _ in range(chance.choice((0, 1, 2, 2, 3)))))
    return _settled(form, chance)


def _settled(form: type, chance: Random) -> Condition:
    share = Fraction(chance.randint(1, 5), 6)
    made = {
        Vacant: lambda: Vacant(random_offices(chance)),
        SittingIs: lambda: SittingIs(some(chance, KNOWN.sittings)),
        DecisionIs: lambda: DecisionIs(some(chance, KNOWN.decisions)),
        InPublic: lambda: InPublic(chance.random() < 0.5),
        MembersBelow: lambda: MembersBelow(
            chance.choice((chance.randint(0, 8), share)),
            random_selector(chance, of_seats=True) if chance.random() < 0.3 else Selector(),
        ),
        BarredShare: lambda: BarredShare(chance.choice((share, Fraction(0), Fraction(1, 4)))),
        Elapsed: lambda: Elapsed(chance.choice(list(Since)), chance.choice(LENGTHS)),
        Declared: lambda: Declared(chance.choice(KNOWN.facts)),
    }
    return made[form]()


def random_rule(chance: Random, depth: int = 2, bodies: tuple[str, ...] = OTHERS, form: type | None = None):
    """A requirement of any form, or of the one that is wanted; `bodies` are those whose quorum it may ask for."""
    if form is None:
        # Twelve forms of condition have but one form to stand in.
        forms = (*FORMS, When, When) if depth else LEAVES
        form = NoneAsked if chance.random() < 0.06 else chance.choice(forms)
    if form is QuorumOf:
        return QuorumOf(chance.choice(bodies)) if bodies else random_count(chance)
    if form is AtOpening:
        return AtOpening(random_rule(chance, depth - 1, bodies))
    if form in {NoneAsked, *LEAVES}:
        return _leaf(form, chance)
    if form is When:
        otherwise = random_rule(chance, depth - 1, bodies) if chance.random() < 0.7 else None
        condition = random_condition(chance, depth) if depth else _settled(chance.choice(SETTLED), chance)
        return When(condition, random_rule(chance, depth - 1, bodies), otherwise)
    if form is AtLeast:
        return _at_least(chance, depth, bodies)
    # A list of all is lost by any of them, a list of some is met by any: the one is the shorter.
    most = 2 if form is AllOf else 3
    return form(tuple(random_rule(chance, depth - 1, bodies) for _ in range(chance.randint(0, most))))


def _leaf(form: type, chance: Random) -> Requirement:
    if form is AtMost:
        return AtMost(random_count(chance) if chance.random() < 0.5 else random_share(chance))
    if form is Someone:
        return Someone(random_selector(chance))
    return {Count: random_count, Share: random_share, NoneAsked: lambda _: NoneAsked()}[form](chance)


def _at_least(chance: Random, depth: int, bodies: tuple[str, ...]) -> AtLeast:
    distinct = chance.random() < 0.5
    length = chance.choices(range(5), (1, 3, 5, 5, 3))[0]
    parts = [
        Someone(random_selector(chance)) if distinct else random_rule(chance, depth - 1, bodies) for _ in range(length)
    ]
    return AtLeast(min(chance.choices(range(4), (1, 4, 5, 3))[0], length), tuple(parts), distinct)


def requirements() -> st.SearchStrategy[Requirement]:
    """Random rules for a property."""
    return st.randoms(use_true_random=False).map(random_rule)
