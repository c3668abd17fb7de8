"""A draft is its fields: nothing is lost on the way, and buttons do what they say."""

from __future__ import annotations

from typing import Any

from hypothesis import given

from governance.constitution.draft_nodes import Node
from governance.constitution.drafts import Typed
from governance.constitution.dump import dump
from governance.constitution.language import Requirement
from governance.constitution.parse import parse
from governance.constitution.part_forms import form_of
from governance.constitution.requirement_forms import Vocabulary
from governance.constitution.wording import Names
from tests.governance.constitution.random_rules import KNOWN, requirements

VOCABULARY = Vocabulary(KNOWN, Names(), ("K1.1",))
QUORUM = form_of("quorum", VOCABULARY)


def fields_of(node: Node, draft: Any, path: str) -> Typed:
    fields: dict[str, list[str]] = {}
    for name, value in node.fields(draft, path):
        fields.setdefault(name, []).append(value)
    return Typed(fields)


@given(requirements())
def test_draft_is_the_same_when_it_is_rebuilt_from_its_fields(rule: Requirement) -> None:
    draft = QUORUM.draft({"business": dump(rule), "vote": dump(rule)})
    assert QUORUM.rebuild(fields_of(QUORUM, draft, "quorum"), "quorum") == draft


@given(requirements())
def test_rule_is_the_same_when_it_went_through_a_draft(rule: Requirement) -> None:
    draft = QUORUM.draft({"business": dump(rule)})
    assert parse(QUORUM.plain(draft)["business"], KNOWN) == rule
