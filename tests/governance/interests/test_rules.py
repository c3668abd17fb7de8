"""What may be registered and confirmed, when it is due, and what touches an item. Values in, values out."""

from __future__ import annotations

from datetime import date

import pytest

from governance.interests.rules import (
    Due,
    Registered,
    due,
    matching,
    may_confirm,
    may_end_interest,
    may_register,
    months_between,
)
from governance.membership.rules import Span

DAY = date(2026, 3, 1)
EVE = date(2026, 2, 28)
LATER = date(2026, 6, 1)
REFUSED_KIND = "None of the bodies concerned knows a kind of interest called friendship."


def registered(key: str, *, person: str = "ann", agency: str = "police", starts: date = DAY, ends: date | None = None):
    return Registered(key, person, agency, "personal", Span(starts, ends))


@pytest.mark.parametrize(
    ("said", "reasons"),
    [
        ({}, ()),
        ({"kind": "personal"}, ()),
        ({"ends": LATER}, ()),
        ({"nature": " \n"}, ("Say what the interest is.",)),
        ({"kind": "friendship"}, (REFUSED_KIND,)),
        (
            {"kind": "k" * 61, "kinds": ["k" * 61]},
            ("The constitution names this kind in more than 60 letters; it is to be shortened.",),
        ),
        ({"ends": DAY}, ("The end must come after the beginning on 1 March 2026.",)),
        ({"ends": EVE}, ("The end must come after the beginning on 1 March 2026.",)),
    ],
)
def test_interest_may_be_registered_when_it_says_what_it_is_and_is_of_a_known_kind(said, reasons) -> None:
    plain = {"nature": "A firm.", "kind": "", "kinds": ["personal"], "starts": DAY, "ends": None}
    assert may_register(**(plain | said)).reasons == reasons


@pytest.mark.parametrize(
    ("was", "ends", "reasons"),
    [
        (None, LATER, ()),
        (date(2027, 1, 1), LATER, ()),
        (LATER, LATER, ("It ends on 1 June 2026 already.",)),
        (None, DAY, ("The end must come after the beginning on 1 March 2026.",)),
    ],
)
def test_interest_may_end_after_it_began(was, ends, reasons) -> None:
    assert may_end_interest(starts=DAY, was=was, ends=ends).reasons == reasons


@pytest.mark.parametrize(
    ("nothing_to_declare", "lasting", "begins"),
    [
        (True, 0, ""),
        (False, 1, ""),
        (True, 1, "There is an interest in the register"),
        (True, 2, "There are 2 interests in the register"),
        (False, 0, "There is no interest in the register."),
    ],
)
def test_register_may_be_confirmed_when_what_is_said_is_true_of_it(nothing_to_declare, lasting, begins) -> None:
    verdict = may_confirm(nothing_to_declare=nothing_to_declare, lasting=lasting)
    assert verdict.allowed == (not begins)
    assert verdict.sentence.startswith(begins)


@pytest.mark.parametrize(
    ("written", "months"), [([], 12), ([None, None], 12), ([24], 24), ([None, 6, 24], 6), ([0], 12)]
)
def test_confirming_is_due_as_often_as_the_strictest_body_has_written(written, months) -> None:
    assert months_between(written) == months


@pytest.mark.parametrize(
    ("last", "every", "by"),
    [
        (None, 12, None),
        (date(2025, 3, 1), 12, date(2026, 3, 1)),
        (date(2024, 2, 29), 12, date(2025, 2, 28)),
        (date(2025, 8, 31), 6, date(2026, 2, 28)),
        (date(2025, 3, 1), 999_999, date(2125, 3, 1)),
    ],
)
def test_confirming_is_due_so_many_months_after_the_last_time(last, every, by) -> None:
    assert due(last, every=every) == Due(last, by)


@pytest.mark.parametrize(("by", "is_due"), [(None, True), (EVE, True), (DAY, True), (LATER, False)])
def test_confirming_is_due_from_the_day_on(by, is_due) -> None:
    assert Due(None, by).is_due(DAY) == is_due


ALL = [
    registered("in force"),
    registered("over", starts=date(2020, 1, 1), ends=DAY),
    registered("ending tomorrow", starts=date(2020, 1, 1), ends=date(2026, 3, 2)),
    registered("to come", starts=date(2026, 3, 2)),
    registered("of health", agency="health"),
    registered("of none", agency=""),
    registered("of Ben", person="ben"),
]


@pytest.mark.parametrize(
    ("agencies", "person", "keys"),
    [
        (["police"], None, ["in force", "ending tomorrow", "of Ben"]),
        (["police"], "ann", ["in force", "ending tomorrow"]),
        (["police", "health"], "ann", ["in force", "ending tomorrow", "of health"]),
        ({"health"}, None, ["of health"]),
        (["probation"], None, []),
        ([], None, []),
        ([""], None, []),
    ],
)
def test_interest_matches_an_item_when_it_is_in_force_and_concerns_an_agency_that_may_bid(
    agencies, person, keys
) -> None:
    assert [each.key for each in matching(ALL, agencies, day=DAY, person=person)] == keys
