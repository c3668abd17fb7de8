"""The rule language in English: the table of sentences, outlines, and that no sentence hides what a rule asks."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product
from random import Random

import pytest

from governance.constitution.core.language import (
    AllOf,
    AnyOf,
    AtLeast,
    AtOpening,
    Count,
    NoneAsked,
    QuorumOf,
    Requirement,
    Selector,
    When,
)
from governance.constitution.english.english import English
from governance.constitution.english.wording import Names, named
from tests.governance.constitution.joined_sentences import JOINED
from tests.governance.constitution.random_rules import random_rule
from tests.governance.constitution.same_meaning import changed_once, meaning
from tests.governance.constitution.sentences import (
    CHAIR,
    COUNCIL,
    ENGLISH,
    H7_2,
    M3_10,
    POLICE,
    PUBLIC,
    SENTENCES,
    VACANT,
    YOS,
    agency,
    one,
)


@pytest.mark.parametrize(("rule", "sentence"), [*SENTENCES, *JOINED])
def test_sentence_says_the_rule_in_plain_english(rule: Requirement, sentence: str) -> None:
    assert ENGLISH.sentence(rule) == sentence


def test_sentence_differs_for_rules_that_differ() -> None:
    english, chance = English(), Random(4)
    told: dict[str, object] = {}
    for _ in range(5000):
        rule = random_rule(chance)
        assert told.setdefault(english.sentence(rule), meaning(rule)) == meaning(rule)


def test_sentence_differs_for_rules_that_differ_in_one_place() -> None:
    english, chance = English(), Random(44)
    for _ in range(400):
        rule = random_rule(chance)
        sentence = english.sentence(rule)
        for other in changed_once(rule):
            if english.sentence(other) == sentence:
                assert meaning(other) == meaning(rule), sentence


def test_sentence_tells_apart_every_way_of_nesting_the_same_parts() -> None:
    english = English()
    told: dict[str, object] = {}
    plain: list[Requirement] = [agency("a"), agency("b")]
    for rule in (*plain, *_nested([*plain, *_nested(plain, PUBLIC)], VACANT)):
        assert told.setdefault(english.sentence(rule), meaning(rule)) == meaning(rule)
    assert len(told) > 2800


def _nested(parts: list[Requirement], condition) -> Iterator[Requirement]:
    """Every list and every condition of one or two of the parts."""
    for part in parts:
        yield When(condition, part)
    for pair in product(parts, repeat=2):
        yield from (AllOf(pair), AnyOf(pair), AtLeast(1, pair), AtLeast(2, pair), When(condition, *pair))


@pytest.mark.parametrize(
    ("rule", "lines"),
    [
        (Count(5), ["At least five members"]),
        (
            H7_2,
            [
                "At least eight members, including:",
                "    one each of these three, each a different person:",
                "        the chair or deputy chair",
                "        an officer of the council",
                "        a representative of the TPCT",
            ],
        ),
        (
            When(VACANT, AtLeast(2, (POLICE, YOS, COUNCIL)), Count(8)),
            [
                "Where the office of chair is vacant: at least two of these three:",
                "    Kent Police",
                "    the Youth Offending Service",
                "    Kent County Council",
                "otherwise at least eight members",
            ],
        ),
        (
            AllOf((Count(4, Selector(voting=True)), AtOpening(Count(9)), When(VACANT, Count(5), Count(8)))),
            [
                "All of these:",
                "    at least four members entitled to vote",
                "    at the opening of the sitting, at least nine members",
                "    as the case may be:",
                "        where the office of chair is vacant: at least five members",
                "        otherwise at least eight members",
            ],
        ),
    ],
)
def test_rows_say_the_rule_as_an_outline(rule: Requirement, lines: list[str]) -> None:
    assert [f"{'    ' * line.depth}{line.text}" for line in ENGLISH.rows(rule)] == lines


@pytest.mark.parametrize(
    ("purpose", "rule", "sentence"),
    [
        ("business", NoneAsked(), "Nothing is asked for business."),
        (
            "a formal vote",
            M3_10,
            (
                "A formal vote needs at least one third of the members in office (rounded up), including one "
                "from Medway Council."
            ),
        ),
        (
            "business",
            When(VACANT, Count(5), Count(8)),
            (
                "For business: where the office of chair is vacant: at least five members; otherwise at least eight "
                "members."
            ),
        ),
        ("business", AllOf((CHAIR, POLICE)), "Business needs the chair and Kent Police. One person may serve both."),
    ],
)
def test_needing_says_what_a_purpose_needs(purpose: str, rule: Requirement, sentence: str) -> None:
    assert ENGLISH.needing(purpose, rule) == sentence


def test_names_of_one_kind_are_not_those_of_another() -> None:
    english = English(Names(agencies={"schools": "Kent Schools"}, bodies={"schools": "Schools Forum"}))
    rule = AllOf((agency("schools"), one(sector=("schools",)), QuorumOf("schools")))
    assert english.sentence(rule) == (
        "Kent Schools; a member of the schools sector; and the quorum of the Schools Forum, formed by those "
        "present who hold a seat there. One person may serve several."
    )


@pytest.mark.parametrize(
    ("key", "said"),
    [
        ("district-councils", "district councils"),
        ("vice-chair", "vice-chair"),
        ("non-executive-director", "non-executive director"),
    ],
)
def test_named_reads_a_key_without_a_name_as_words(key: str, said: str) -> None:
    assert named({}, key) == named({key: key}, key) == said
