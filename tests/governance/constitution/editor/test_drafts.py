"""A draft is its fields: nothing is lost on the way, and buttons do what they say."""

from __future__ import annotations

from copy import deepcopy
from typing import Any

import pytest
from hypothesis import given

from governance.constitution.core.calendar import Calendar
from governance.constitution.core.constitution import Lists, Part
from governance.constitution.core.language import Requirement
from governance.constitution.editor.draft_nodes import Node, leftovers
from governance.constitution.editor.drafts import Button, Typed, pressed
from governance.constitution.editor.part_forms import EDITED, form_of
from governance.constitution.editor.requirement_forms import CONDITIONS, REQUIREMENTS, Vocabulary
from governance.constitution.editor.voting_form import MAJORITIES
from governance.constitution.english.wording import Names
from governance.constitution.writing.calendar_written import dump_calendar, parse_calendar
from governance.constitution.writing.dump import dump
from governance.constitution.writing.parse import NONE_ASKED, _Reader, parse
from governance.constitution.writing.parse_constitution import Words, parse_lists, parse_part, parse_rules, plain_rules
from governance.constitution.writing.parse_voting import FORMS
from tests.governance.constitution.random_calendars import calendars
from tests.governance.constitution.random_rules import KNOWN, requirements
from tests.governance.constitution.short_hand import FILES, File

CLAUSES = ("K1.1", "K2.1")
LISTS = Lists(KNOWN.sittings, KNOWN.decisions, KNOWN.facts, ("a special meeting",))
VOCABULARY = Vocabulary(KNOWN, Names(), CLAUSES, LISTS.requests)
QUORUM = form_of("quorum", VOCABULARY)
WORDS = Words(KNOWN, CLAUSES)


def fields_of(node: Node, draft: Any, path: str) -> dict[str, list[str]]:
    fields: dict[str, list[str]] = {}
    for name, value in node.fields(draft, path):
        fields.setdefault(name, []).append(value)
    return fields


def through_fields(node: Node, draft: Any, path: str) -> Any:
    return node.rebuild(Typed(fields_of(node, draft, path)), path)


def business(written: Any) -> dict[str, list[str]]:
    return fields_of(QUORUM, QUORUM.draft({"business": written}), "quorum")


def after(fields: dict[str, list[str]], op: str = "", **typed: str) -> Any:
    """What the business asks after this was typed and the button pressed, as plain data."""
    there = Typed(fields | {name: [value] for name, value in typed.items()})
    button = Button.read(op)
    done = pressed(there, button) if button else there
    return QUORUM.plain(QUORUM.rebuild(done, "quorum"))["business"]


@given(requirements())
def test_draft_is_the_same_when_it_is_rebuilt_from_its_fields(rule: Requirement) -> None:
    draft = QUORUM.draft({"business": dump(rule), "vote": dump(rule), "decision": {"budget": dump(rule)}})
    assert through_fields(QUORUM, draft, "quorum") == draft


@given(requirements())
def test_rule_is_the_same_when_it_went_through_a_draft(rule: Requirement) -> None:
    draft = QUORUM.draft({"business": dump(rule)})
    assert parse(QUORUM.plain(through_fields(QUORUM, draft, "quorum"))["business"], KNOWN) == rule


@given(calendars())
def test_calendar_is_the_same_when_it_went_through_a_draft(calendar: Calendar) -> None:
    node = form_of("calendar", Vocabulary(KNOWN, Names()))
    draft = node.draft(dump_calendar(calendar))
    assert through_fields(node, draft, "calendar") == draft
    assert parse_calendar(node.plain(draft)) == calendar


def test_editor_has_every_form_of_the_language() -> None:
    assert set(REQUIREMENTS) == {*_Reader._forms, NONE_ASKED}
    assert set(CONDITIONS) == set(_Reader._conditions)
    assert set(MAJORITIES) == set(FORMS)


CHAIR = {"someone": {"office": "chair"}}
EIGHT = {"count": {"n": 8}}
WRITTEN = {
    "quorum": [
        {"business": NONE_ASKED},
        {"business": EIGHT, "sitting": {"special": NONE_ASKED}, "vote": CHAIR, "clauses": "K1.1"},
        {"business": EIGHT, "decision": {"merger": {"instead": "yes", "share": {"this": "2/3"}}, "budget": CHAIR}},
        {"business": EIGHT, "decision": {"merger": {"instead": "yes", "when": {"public": "no"}, "then": CHAIR}}},
        {"business": EIGHT, "request": {"a special meeting": EIGHT}, "lapses": [{"after": "30", "clauses": "K2.1"}]},
    ],
    "voting": [
        {},
        {"majority": "absolute", "casting_vote": "may", "reasons": "yes", "clauses": ["K1.1", "K2.1"]},
        {"majority": {"fraction": {"this": "2/3", "strictly": "yes", "of": "membership", "plus": 1}}},
        {"majority": {"all": ["simple", {"against": {"at_most": 0, "among": {"agency": "police"}}}]}},
        {"majority": {"at_least": {"n": 1, "among": ["unanimous", {"turnout": {"this": "1/2"}}]}}},
        {"majority": {"by_group": {"groups": [{"of": {"tag": "officer"}, "votes": 2}, {"of": {"tag": "skills"}}]}}},
        {
            "majority": {
                "by_group": {"groups": [{"of": {}}], "majority": {"fraction": {"this": "2/3"}}, "divided": "yes"}
            }
        },
        {"majority": {"when": {"decision": "budget"}, "then": {"votes": {"n": 5}}, "else": "simple"}},
        {"decision": {"merger": {"majority": {"fraction": {"this": "3/4"}}, "reasons": "no", "confirmed": "no"}}},
        {"confirmed": {"at_least": "14 days"}, "sitting": {"special": {"casting_vote": "lot", "confirmed": "yes"}}},
        {"casting_by": {"office": "vice-chair"}, "casting_only": "yes", "manner": "secret ballot"},
    ],
    "counting": [
        {},
        {"deputy": {"vote": "no"}, "remote": {"quorum": "no", "preside": "no"}, "clauses": "K1.1"},
        {"presides": [{"office": "chair"}, {"office": "vice-chair"}]},
    ],
    "deputies": [{}, {"visits": 1, "year_from": "april", "same_criteria": "yes", "clauses": "K1.1"}],
    "interests": [{"kinds": [{"name": "personal", "bar": "by ruling", "decisions": "budget"}, {"name": "other"}]}],
    "notice": [{"deadlines": [{"what": "the agenda", "n": 7, "sittings": ["special"]}], "closed_on": ["friday"]}],
    "attendance": [{"at_least": "3/4", "missed_in_a_row": 3}],
    "publicity": [{"meetings": "open", "minutes": "the public", "minutes_within": 10}],
    "review": [{"reviews": [{"what": "the protocol", "every": 6, "since": "2026-04-01", "clauses": "K1.1"}]}],
}


@pytest.mark.parametrize(("part", "written"), [(part, each) for part, several in WRITTEN.items() for each in several])
def test_part_says_the_same_when_it_went_through_a_draft(part: str, written: Any) -> None:
    node = form_of(part, VOCABULARY)
    draft = node.draft(deepcopy(written))
    assert through_fields(node, draft, part) == draft
    said = parse_part(Part(part), written, WORDS, LISTS)
    assert parse_part(Part(part), node.plain(draft), WORDS, LISTS) == said
    assert through_fields(node, node.blank, part) == node.blank


def test_every_part_has_an_example() -> None:
    assert {*WRITTEN, "calendar", "lists", "inherits"} == set(EDITED)


def test_lists_and_what_is_taken_over_say_the_same_when_they_went_through_a_draft() -> None:
    lists = {"sittings": ["special"], "facts": ["emergency", "notice waived"], "requests": ["a vote by name"]}
    node = form_of("lists", VOCABULARY)
    draft = through_fields(node, node.draft(lists), "lists")
    assert parse_lists(node.plain(draft), "lists") == parse_lists(lists, "lists")
    inherits = [{"of": "group", "parts": ["voting", "notice"]}, {"of": "panel", "parts": ["review"]}]
    node = form_of("inherits", VOCABULARY)
    assert node.plain(through_fields(node, node.draft(inherits), "inherits")) == inherits


ROWS = {"any": [CHAIR, EIGHT, {"someone": {"agency": "police"}}]}
POLICE = {"someone": {"agency": ["police"]}}
CHAIRED = {"someone": {"office": ["chair"]}}
MANY = {"count": {"n": "8"}}


@pytest.mark.parametrize(
    ("op", "rows"),
    [
        ("add:quorum.business.any", [CHAIRED, MANY, POLICE, {"someone": {}}]),
        ("remove:quorum.business.any.0", [MANY, POLICE]),
        ("remove:quorum.business.any.2", [CHAIRED, MANY]),
        ("up:quorum.business.any.1", [MANY, CHAIRED, POLICE]),
        ("down:quorum.business.any.1", [CHAIRED, POLICE, MANY]),
        ("up:quorum.business.any.0", [CHAIRED, MANY, POLICE]),
        ("down:quorum.business.any.2", [CHAIRED, MANY, POLICE]),
        ("remove:quorum.business.any.3", [CHAIRED, MANY, POLICE]),
        ("remove:quorum.business.any", [CHAIRED, MANY, POLICE]),
        ("show:", [CHAIRED, MANY, POLICE]),
        ("nonsense", [CHAIRED, MANY, POLICE]),
    ],
)
def test_rows_are_changed_by_their_buttons(op: str, rows: list[Any]) -> None:
    assert after(business(ROWS), op) == {"any": rows}


def test_what_is_not_valid_yet_stays_when_its_row_moves() -> None:
    typed = {"quorum.business.any.1.count.n": "ei ght"}
    assert after(business(ROWS), "up:quorum.business.any.1", **typed)["any"][0] == {"count": {"n": "ei ght"}}


@pytest.mark.parametrize(
    ("was", "form", "now"),
    [
        (EIGHT, "share", {"share": {"this": ""}}),
        ({"count": {"n": 2, "of": {"agency": "police"}}}, "someone", POLICE),
        ({"someone": {"agency": "police"}}, "count", {"count": {"n": "", "of": {"agency": ["police"]}}}),
        (EIGHT, "all", {"all": [MANY]}),
        (CHAIR, "at_least", {"at_least": {"n": "", "among": [CHAIRED]}}),
        ({"all": [CHAIR, EIGHT]}, "any", {"any": [CHAIRED, MANY]}),
        (
            {"at_least": {"n": 2, "among": [CHAIR, EIGHT], "distinct": "yes"}},
            "all",
            {"all": [CHAIRED, MANY]},
        ),
        (EIGHT, "at_opening", {"at_opening": MANY}),
        (NONE_ASKED, "all", {"all": []}),
        (EIGHT, NONE_ASKED, NONE_ASKED),
    ],
)
def test_what_fits_goes_along_when_another_form_is_chosen(was: Any, form: str, now: Any) -> None:
    assert after(business(was), **{"quorum.business": form}) == now


def test_row_becomes_what_then_is_asked_when_a_condition_is_chosen_for_it() -> None:
    now = after(business(EIGHT), **{"quorum.business": "when"})
    assert now == {"when": {"vacant": []}, "then": MANY}
    with_else = after(business({"when": {"public": "yes"}, "then": EIGHT}), "with:quorum.business.when.else")
    assert with_else == {"when": {"public": "yes"}, "then": MANY, "else": {"someone": {}}}
    assert after(
        business({"when": {"public": "yes"}, "then": EIGHT, "else": CHAIR}), "without:quorum.business.when.else"
    ) == {"when": {"public": "yes"}, "then": MANY}


def test_rows_come_back_when_their_form_is_chosen_again() -> None:
    typed = Typed(business(ROWS) | {"quorum.business": [NONE_ASKED]})
    draft = QUORUM.rebuild(typed, "quorum")
    shown = fields_of(QUORUM, draft, "quorum")
    kept: dict[str, list[str]] = {}
    for name, value in leftovers(typed, shown, "quorum"):
        kept.setdefault(name, []).append(value)
    assert after(shown | kept, **{"quorum.business": "any"}) == {"any": [CHAIRED, MANY, POLICE]}


def test_name_is_added_to_who_is_meant_whatever_button_is_pressed() -> None:
    chosen = {"quorum.business.someone.new": "office:vice-chair"}
    assert after(business(CHAIR), **chosen) == {"someone": {"office": ["chair", "vice-chair"]}}
    chosen = {"quorum.business.someone.new": "presiding:yes"}
    assert after(business(CHAIR), "show:", **chosen) == {"someone": {"office": ["chair"], "presiding": "yes"}}
    assert after(business(CHAIR), **{"quorum.business.someone.new": "nonsense:x"}) == CHAIRED
    without = after(business(CHAIR), "with:quorum.business.someone.not")
    assert without == {"someone": {"office": ["chair"], "not": {}}}


def test_kind_is_added_and_removed_by_its_buttons() -> None:
    fields = business(EIGHT)
    named = pressed(Typed(fields | {"quorum.sitting.new": ["special"]}), Button("name", "quorum.sitting"))
    draft = QUORUM.rebuild(named, "quorum")
    assert QUORUM.plain(draft)["sitting"] == {"special": NONE_ASKED}
    forgotten = pressed(Typed(fields_of(QUORUM, draft, "quorum")), Button.read("forget:quorum.sitting:special"))
    assert "sitting" not in QUORUM.plain(QUORUM.rebuild(forgotten, "quorum"))


def test_offices_of_two_bodies_at_once_are_nobody() -> None:
    fields = business(CHAIR) | {"quorum.business.someone.office": ["@group/chair", "chair"]}
    assert after(fields) == {"someone": {"office": ["@group/chair", "chair"]}}
    fields = business(CHAIR) | {"quorum.business.someone.office": ["@group/chair"]}
    assert after(fields) == {"someone": {"office": {"of": "group", "is": ["chair"]}}}


@pytest.mark.parametrize(
    "typed",
    [
        {"quorum.business.rows": "9999999"},
        {"quorum.business.all.rows": "-1"},
        {"quorum.business": "no such form"},
        {"quorum.business.was": "no such form"},
        {"quorum.business.all.rows": "9999"},
        {".".join(["quorum.business", *["all.0"] * 300]): "all"},
    ],
)
def test_nonsense_that_is_sent_makes_no_fault(typed: dict[str, str]) -> None:
    plain = after(business({"all": [EIGHT]}), **typed)
    assert plain == NONE_ASKED or 0 <= len(plain["all"]) <= 100


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.path.stem)
def test_constitution_of_any_kind_of_body_is_the_same_when_it_went_through_the_editor(file: File) -> None:
    vocabulary = Vocabulary(
        Words(file.known).with_lists(file.rules.lists), Names(), requested=file.rules.lists.requests
    )
    written = plain_rules(file.rules)
    through = {}
    for part, said in written.items():
        node = form_of(part, vocabulary)
        through[part] = node.plain(through_fields(node, node.draft(said), part))
    assert parse_rules(through, Words(file.known)) == file.rules
