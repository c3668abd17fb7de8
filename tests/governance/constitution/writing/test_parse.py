"""Reading and writing rules: there and back, and refusals by path and reason."""

from __future__ import annotations

import json

import pytest
from hypothesis import given

from governance.constitution.core.language import Requirement
from governance.constitution.writing.dump import dump
from governance.constitution.writing.parse import Known, Refused, parse
from tests.examples import examples
from tests.governance.constitution.random_rules import KNOWN, requirements


@examples(400)
@given(rule=requirements())
def test_parse_reads_what_dump_writes(rule: Requirement) -> None:
    assert parse(dump(rule), KNOWN) == rule
    assert parse(json.loads(json.dumps(dump(rule))), KNOWN) == rule


@pytest.mark.parametrize(
    ("written", "path", "reason"),
    [
        ("quorate", "quorum", "begins with one of"),
        ({}, "quorum", "begins with one of"),
        ({"count": {"n": 1}, "someone": {}}, "quorum", "exactly one of"),
        ({"count": {}}, "quorum.count", 'needs "n"'),
        ({"count": {"n": "many"}}, "quorum.count.n", "whole number"),
        ({"count": {"n": -1}}, "quorum.count.n", "0 or more"),
        ({"count": {"n": True}}, "quorum.count.n", "whole number"),
        ({"count": {"n": 1, "off": {}}}, "quorum.count", "knows no 'off'"),
        ({"count": {"n": 1, "unit": "head"}}, "quorum.count.unit", "person, seat, agency, weight"),
        ({"someone": {"agency": "west-kent"}}, "quorum.someone.agency", "no agency 'west-kent'"),
        ({"someone": {"agency": []}}, "quorum.someone.agency", "names nobody"),
        ({"someone": {"presiding": "no"}}, "quorum.someone.presiding", 'only be "yes"'),
        ({"someone": {"office": {"of": "moon", "is": "chair"}}}, "quorum.someone.office.of", "no body 'moon'"),
        ({"at_least": {"n": 9, "among": [{"someone": {}}] * 7}}, "quorum.at_least.n", "needs 9 of 7"),
        (
            {"at_least": {"n": 1, "among": [{"someone": {}}] * 3 + [{"someone": {"agency": "x"}}]}},
            "quorum.at_least.among[3].someone.agency",
            "no agency 'x'",
        ),
        (
            {"at_least": {"n": 1, "distinct": "yes", "among": [{"count": {"n": 2}}]}},
            "quorum.at_least.distinct",
            'only a list of "someone"',
        ),
        ({"share": {"this": "a third"}}, "quorum.share.this", "such as 1/3"),
        ({"share": {"this": "1/0"}}, "quorum.share.this", "such as 1/3"),
        ({"share": {"this": "1/3", "base": {"of": {"how": "room"}}}}, "quorum.share.base.of", "base of seats"),
        (
            {"when": {"sitting": "secret"}, "then": {"all": []}},
            "quorum.when.sitting",
            "no kind of sitting 'secret'",
        ),
        ({"when": {"public": "perhaps"}, "then": {"all": []}}, "quorum.when.public", '"yes" or "no"'),
        ({"when": {"public": "yes"}}, "quorum.when", 'needs "then"'),
        (
            {"when": {"elapsed": {"since": "start", "at_least": "a while"}}, "then": {"all": []}},
            "quorum.when.elapsed.at_least",
            "such as 30 minutes",
        ),
        ({"quorum_of": "moon"}, "quorum.quorum_of", "no body 'moon'"),
    ],
)
def test_parse_refuses_by_path_and_reason(written, path: str, reason: str) -> None:
    with pytest.raises(Refused) as refused:
        parse(written, KNOWN)
    assert refused.value.path == path
    assert reason in refused.value.reason


def test_parse_refuses_what_nobody_could_follow() -> None:
    deep = {"count": {"n": 1}}
    for _ in range(20):
        deep = {"all": [deep]}
    with pytest.raises(Refused, match="too deep"):
        parse(deep, Known())
    with pytest.raises(Refused, match="too deep or too long"):
        parse({"all": [{"count": {"n": 1}}] * 500}, Known())


@pytest.mark.parametrize("share", ["75%", "3/4", "0.75"])
def test_parse_reads_a_share_however_it_is_written(share: str) -> None:
    assert dump(parse({"share": {"this": share}}, Known())) == {"share": {"this": "3/4"}}
