"""What is refused in a file before the database is asked: each with its line and a plain sentence."""

from __future__ import annotations

import subprocess
import sys
from time import monotonic

import pytest
from hypothesis import given
from hypothesis import strategies as st

from governance.constitution.writing.parse import DEEPEST as DEEPEST_RULE
from governance.trustfile.faults import Unreadable
from governance.trustfile.nodes import DEEPEST, MOST_BYTES
from governance.trustfile.parse import parse
from tests.examples import examples

TRUST = "trust: {slug: kent, name: Kent}\n"


def faults_in(text: str | bytes) -> list[tuple[int, str]]:
    content = text if isinstance(text, bytes) else text.encode()
    try:
        parse(content, source="kent.yaml")
    except Unreadable as unreadable:
        return [(fault.line, fault.sentence) for fault in unreadable.faults]
    return []


@pytest.mark.parametrize(
    ("text", "line", "sentence"),
    [
        ("", 0, "The file is empty."),
        ("# nothing but a comment\n", 0, "The file is empty."),
        (
            "kent",
            1,
            "A file is a group of keys (trust, agencies, bodies, people, holdings, deputies, offices, clauses, closed",
        ),
        ("- kent\n", 1, "not a list."),
        ("agencies: []\n", 1, 'The file does not say which trust it is about. Begin with "trust:" and its "slug:".'),
        ("trust: kent\n", 1, "A trust is a group of keys"),
        ("trust: {name: Kent}\n", 1, "This trust lacks slug, by which it is known."),
        ("trust:\n  slug: Kent County\n", 2, '"Kent County" will not do for "slug": use small letters, digits and'),
        (TRUST + "bodys: []\n", 2, 'A file has no "bodys". Did you mean "bodies"?'),
        (TRUST + "rubbish: []\n", 2, 'A file has no "rubbish". It may have: trust, agencies,'),
        (TRUST + "agencies:\n  - key: a\n    nmae: A\n", 4, 'An agency has no "nmae". Did you mean "name"?'),
        (TRUST + "agencies:\n  - key: a\n    name: A\n    name: B\n", 5, '"name" stands here twice, first in line 4.'),
        (TRUST + "agencies: police\n", 2, '"agencies" is a list, each item with a hyphen before it, not a text.'),
        (TRUST + "agencies:\n", 2, '"agencies" is a list, each item with a hyphen before it, not nothing'),
        (
            TRUST + "agencies:\n  - police\n",
            3,
            "An agency is a group of keys (key, name, sector, duty, passage), not a",
        ),
        (TRUST + "agencies:\n  - name: Police\n", 3, "This agency lacks key, by which it is known."),
        (TRUST + "agencies:\n  - key: a\n    name: [A]\n", 4, '"name" is a text, not a list.'),
        (TRUST + "agencies:\n  - key: a\n    name:\n", 4, '"name" is empty. Leave the line out where there is nothing'),
        (TRUST + "agencies:\n  - key: a\n    name: ' '\n", 4, '"name" is empty.'),
        (TRUST + f"agencies:\n  - key: a\n    name: {'A' * 151}\n", 4, '"name" is 151 characters long; 150 are the'),
        (
            TRUST + "agencies:\n  - key: a\n    name: |\n      A\n      B\n",
            4,
            '"name" is one line of text, not several.',
        ),
        (TRUST + 'agencies:\n  - key: a\n    name: "A\\0"\n', 4, '"name" holds a character that cannot be shown.'),
        (TRUST + 'agencies:\n  - key: a\n    name: "A\\ud800"\n', 4, '"name" holds a character that cannot be shown.'),
        (TRUST + "agencies:\n  - key: a\n    sector: heath\n", 4, 'not "heath". Did you mean "health"?'),
        (TRUST + "agencies:\n  - key: a\n  - key: a\n", 4, "The agency a stands here twice, first in line 3."),
        (
            TRUST + "bodies:\n  - key: a\n    from: 2008-13-01\n",
            4,
            '"2008-13-01" is no date. Write year, month and day',
        ),
        (TRUST + "bodies:\n  - key: a\n    from: May 2008\n", 4, '"May 2008" is no date.'),
        (TRUST + "bodies:\n  - key: a\n    from: 20080501\n", 4, '"20080501" is no date.'),
        (TRUST + "bodies:\n  - key: a\n    from: 1066-10-14\n", 4, 'The year of "1066-10-14" cannot be meant.'),
        (TRUST + "bodies:\n  - key: a\n    offices: chair\n", 4, '"offices" is a list, each item with a hyphen'),
        (TRUST + "bodies:\n  - key: a\n    offices: [chair, chair]\n", 4, '"chair" stands in this list twice.'),
        (TRUST + "clauses:\n  - key: Quorum\n", 3, '"Quorum" will not do for "key": a clause is known by letters'),
        (TRUST + "clauses:\n  - key: K10..4\n", 3, '"K10..4" will not do for "key": a clause is known by letters'),
        (TRUST + "clauses:\n  - key: K1.1\n    kinds: rule\n", 4, '"kinds" is a list, each item with a hyphen'),
        (TRUST + "clauses:\n  - key: K1.1\n    kinds: [rule, chek]\n", 4, 'not "chek". Did you mean "check"?'),
        (TRUST + "clauses:\n  - key: K1.1\n    kinds: [rule, rule]\n", 4, '"rule" stands in this list twice.'),
        (TRUST + "clauses:\n  - key: K1.1\n    standing: repeled\n", 4, 'Did you mean "repealed"?'),
        (TRUST + "clauses:\n  - key: K1.1\n  - key: K1.1\n", 4, "The clause K1.1 stands here twice, first in line 3."),
        (TRUST + "bodies:\n  - key: a\n    seats:\n      - {key: b, votes: true}\n", 5, '"votes" is yes or no, not'),
        (
            TRUST + "bodies:\n  - key: a\n    seats:\n      - {key: b, weight: 0}\n",
            5,
            '"weight" is a whole number from 1 to 10,000, not "0".',
        ),
        (TRUST + "bodies:\n  - key: a\n    seats:\n      - {key: b, weight: 10001}\n", 5, 'not "10001".'),
        (TRUST + "bodies:\n  - key: a\n    seats:\n      - {key: b, weight: 1.5}\n", 5, 'not "1.5".'),
        ("trust:\n  slug: kent\n  nation: Wales\n", 3, 'not "Wales". Did you mean "wales"?'),
        (TRUST + "closed days:\n  - reason: Move\n", 3, "This closed day lacks day, by which it is known."),
        (
            TRUST + "closed days:\n  - {day: 2026-05-04, reason: A}\n  - {day: 2026-05-04, reason: B}\n",
            4,
            "The closed day 4 May 2026 stands here twice, first in line 3.",
        ),
        (TRUST + "bodies:\n  - key: a\n    seats:\n      - {key: b, bound to seat: c}\n", 5, '"bound to seat" names a'),
        (
            TRUST + "bodies:\n  - key: a\n    seats:\n      - {key: b}\n      - {key: b}\n",
            6,
            "The seat a/b stands here",
        ),
        (
            TRUST + "holdings:\n  - {seat: a/b, from: 2008-05-01, person: ann}\n"
            "  - {seat: a/b, from: 2008-05-01, person: ben}\n",
            4,
            "The seat a/b is given twice from 1 May 2008, also in line 3.",
        ),
        (TRUST + "holdings:\n  - {seat: b, from: 2008-05-01}\n", 3, '"seat" names a body and its seat: board/police.'),
        (TRUST + "holdings:\n  - {seat: a/b}\n", 3, "This holding lacks from, by which it is known."),
        (TRUST + "a: &x 1\n", 2, "Anchors and aliases (& and *) are not used here. Write the text again."),
        ("trust: &t {slug: kent}\npeople: *t\n", 2, "Anchors and aliases"),
        ("trust: !!python/object:os.system {slug: kent}\n", 1, "Tags (!) are not used here."),
        ("trust:\n  slug: !!str kent\n", 2, "Tags (!) are not used here."),
        ("%YAML 1.1\n---\ntrust: {slug: kent}\n", 2, "Directives (%) are not used here."),
        (TRUST + "---\n" + TRUST, 2, "A second document begins here; a file holds one."),
        ("? [a]\n: b\n", 1, "A key is one word or a few, not a list."),
        ("trust: {slug: kent\n", 2, "This is not YAML:"),
        ("trust:\n\tslug: kent\n", 2, "This is not YAML:"),
        ("trust: a: b\n", 1, "This is not YAML:"),
        ("trust: *nowhere\n", 1, "Anchors and aliases"),
        (b"trust: {slug: kent}\nagencies: \xff\n", 2, "This is not text in UTF-8."),
        ("trust: {slug: kent}\n# \x07\n", 2, "There is a character here that cannot be shown."),
        ('trust: {slug: "\\U00110000"}\n', 1, "This is not YAML"),
        (TRUST + "bodies: " + "[" * 5000 + "\n", 2, "This is nested deeper than anything in a trust."),
        ("x" * (MOST_BYTES + 1), 0, "The file is larger than 1,000,000 bytes."),
        ("trust: [" + "a," * 100_001 + "]", 1, "The file holds more than 100,000 texts."),
    ],
)
def test_file_is_refused_with_its_line_and_a_sentence(text: str | bytes, line: int, sentence: str) -> None:
    began = monotonic()
    found = faults_in(text)
    assert [(at, said) for at, said in found if at == line and sentence in said], found
    assert monotonic() - began < 20


def test_billion_laughs_are_refused_at_the_first_anchor() -> None:
    bomb = "a: &a [x, x]\n" + "".join(
        f"{b}: &{b} [*{a}, *{a}, *{a}]\n" for a, b in zip("abcdefgh", "bcdefghi", strict=True)
    )
    began = monotonic()
    assert faults_in(bomb)[0] == (1, "Anchors and aliases (& and *) are not used here. Write the text again.")
    assert monotonic() - began < 5


def test_faults_are_told_together_in_the_order_of_the_lines() -> None:
    text = TRUST + "agencies:\n  - key: A\n  - key: b\n    sektor: x\n    duty: perhaps\nbodies:\n  - name: Board\n"
    assert [line for line, _ in faults_in(text)] == [3, 5, 6, 8]


def test_faults_are_cut_off_when_nobody_would_read_them() -> None:
    assert 200 <= len(faults_in(TRUST + "agencies:\n" + "  - {nonsense: 1}\n" * 5_000)) <= 202


@pytest.mark.parametrize("written", ["no", "14:30", "010", "1e3", "null", "~x", "2008-05-01", "yes", "0x1F"])
def test_scalar_is_what_it_looks_like(written: str) -> None:
    contents = parse(f"trust:\n  slug: kent\n  name: {written}\n".encode(), source="kent.yaml")
    assert contents.trust.name == written


def test_text_may_be_folded_quoted_or_in_windows_lines() -> None:
    for written in (">\r\n    One\r\n    text.\r\n", '"One\\\n    \\ text."\n', "One\n    text.\n", "'One text.'\n"):
        contents = parse(f"trust:\n  slug: kent\n  vision: {written}".encode(), source="kent.yaml")
        assert contents.trust.vision == "One text."


def test_parts_that_are_not_said_are_unsaid() -> None:
    contents = parse(b"trust: {slug: kent}\npeople: [{key: ann, name: Ann}]\n", source="kent.yaml")
    assert (contents.trust.name, contents.trust.principles, len(contents.people)) == (None, None, 1)
    assert contents.lists == {("people",)}


def rule_of_depth(depth: int) -> str:
    """A constitution whose quorum is nested so deep."""
    rule = "{at_least: {n: 1, among: [" * depth + "none asked" + "]}}" * depth
    return f"bodies: [{{key: a, constitution: [{{from: 2008-05-01, quorum: {{business: {rule}}}}}]}}]\n"


def test_depth_suffices_for_the_deepest_rule_and_no_more() -> None:
    assert faults_in(TRUST + rule_of_depth(DEEPEST_RULE)) == []
    assert "is too deep" in faults_in(TRUST + rule_of_depth(DEEPEST_RULE + 1))[0][1]
    assert faults_in(TRUST + rule_of_depth(DEEPEST)) == [(2, "This is nested deeper than anything in a trust.")]


def test_the_core_knows_no_django() -> None:
    """What reads and judges a file can be used without a database, and does not import one by accident."""
    names = ["parse", "compare", "rules", "report", "write"]
    code = "import sys; " + "; ".join(f"import governance.trustfile.{name}" for name in names)
    done = subprocess.run(
        [sys.executable, "-c", f"{code}; print([m for m in sys.modules if m.split('.')[0] == 'django'])"],
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.strip() == "[]"


PIECES = st.sampled_from([*"\n\t{}[],|>\"'#\ufeff\x85\u2028é", "? ", ": ", "- ", "\n  ", "\n  - ", "---\n", "...\n"])
WORDS = st.sampled_from(["trust:", "slug: kent", "agencies:", "key: a", "name: A", "&a", "*a", "!x", "%YAML 1.1\n"])


@examples(300)
@given(
    st.one_of(
        st.binary(max_size=80), st.lists(PIECES | WORDS, max_size=25).map(lambda pieces: "".join(pieces).encode())
    )
)
def test_any_bytes_are_a_trust_or_refused_calmly(content: bytes) -> None:
    try:
        sentences = [parse(content, source="x").trust.slug]
    except Unreadable as unreadable:
        sentences = [fault.sentence for fault in unreadable.faults]
    assert sentences
    assert all(sentences)
