"""Constitutions and closed days in a file: what is refused with which line, what is loaded, changed, and left."""

from __future__ import annotations

import io
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command

from governance.constitution.core.scalars import Refused
from governance.constitution.models import ClosedDay, Constitution
from governance.constitution.rulebook import require_rules, rulebook_of
from governance.membership.models import Seat
from governance.structure.models import Body, Trust
from governance.trustfile.nodes import Mapping, read_nodes
from governance.trustfile.parts import line_of
from tests.governance.trustfile.test_rules import contents
from tests.world import everything
from trustboard.ledger.models import Entry
from trustboard.ledger.signing import private_key
from trustboard.ledger.verify import findings

TRUST = """
trust: {slug: kent, name: Kent, nation: wales}
agencies:
- {key: kent-police, name: Police, sector: police}
bodies:
- key: board
  name: Board
  kind: board
  from: 2008-05-01
  offices: [chair, vice-chair]
  seats:
  - {key: police, title: Police, agency: kent-police, tags: [core, skills], weight: 3}
  constitution:
  - from: 2008-05-01
    lists:
      sittings: [annual]
    quorum:
      clauses: K1.1
      business:
        at_least:
          n: 1
          among:
          - someone: {office: [chair, vice-chair]}
          - someone: {tag: skills}
      sitting:
        annual: {count: {n: 2}}
    voting: {casting_vote: may}
- key: group
  name: Group
  kind: sub-group
  from: 2008-05-01
  constitution:
  - from: 2009-01-01
    inherits:
    - of: board
      parts: [voting]
    quorum: {business: {someone: {office: {of: board, is: chair}}}}
clauses:
- {key: K1.1, text: We meet., kinds: [rule], from: 2008-05-01}
closed days:
- {day: 2026-05-04, reason: The office moves}
"""
KENT = "trust: {slug: kent}\n"


def version(of: str, rules: str, starts: str = "2008-05-01") -> str:
    """A file that says only this of the constitution of a body; the rules begin in line 6."""
    return f"{KENT}bodies:\n- key: {of}\n  constitution:\n  - from: {starts}\n{rules}"


@pytest.fixture
def load(tmp_path: Path) -> Callable[[str], list[str]]:
    def run(text: str) -> list[str]:
        file = tmp_path / "kent.yaml"
        file.write_text(text)
        out = io.StringIO()
        call_command("load_trust", str(file), stdout=out)
        return out.getvalue().splitlines()

    return run


def dumped() -> str:
    out = io.StringIO()
    call_command("dump_trust", "kent", stdout=out)
    return out.getvalue()


def board() -> Constitution:
    return Constitution.objects.get(body__key="board", starts="2008-05-01")


@pytest.mark.django_db
def test_load_trust_keeps_constitutions_as_the_pages_do(load: Callable[[str], list[str]]) -> None:
    said = load(TRUST)
    assert "created  constitution of board from 1 May 2008" in said
    assert "created  closed day 4 May 2026" in said
    kept = board()
    assert kept.written == {
        "lists": {"sittings": ["annual"]},
        "quorum": {
            "clauses": "K1.1",
            "business": {
                "at_least": {
                    "n": 1,
                    "among": [{"someone": {"office": ["chair", "vice-chair"]}}, {"someone": {"tag": "skills"}}],
                }
            },
            "sitting": {"annual": {"count": {"n": 2}}},
        },
        "voting": {"casting_vote": "may"},
    }
    rulebook = rulebook_of(Trust.objects.get())
    for found in Constitution.objects.all():
        body = rulebook.bodies[found.body.key]
        assert require_rules(rulebook, body, found.written, found.starts) == found.written
    assert rulebook.rules("group", date(2009, 1, 1)).voting == rulebook.rules("board", date(2009, 1, 1)).voting
    assert (Trust.objects.get().nation, Seat.objects.get().weight) == ("wales", 3)
    assert list(findings(private_key(settings.LEDGER_KEY).public_key())) == []


@pytest.mark.django_db
def test_dumped_file_changes_nothing_and_comes_back_the_same(load: Callable[[str], list[str]]) -> None:
    load(TRUST)
    file, entries = dumped(), Entry.objects.count()
    assert load(TRUST)[-1].endswith("Nothing was changed.")
    assert load(file) == ["Kent: 0 created, 0 changed, 9 already so. Nothing was changed."]
    assert (dumped(), Entry.objects.count()) == (file, entries)


@pytest.mark.django_db
def test_load_trust_corrects_the_version_that_stands_and_leaves_its_other_parts(
    load: Callable[[str], list[str]],
) -> None:
    load(TRUST)
    before = board()
    said = load(version("board", "    quorum: {business: {count: {n: 7}}}\n"))
    assert said[0] == "changed  constitution of board from 1 May 2008: quorum"
    assert "left     constitution of board from 1 May 2008: the file does not say lists or voting, which stays" in said
    after = board()
    assert after.written == before.written | {"quorum": {"business": {"count": {"n": 7}}}}
    assert (after.pk, after.version) == (before.pk, before.version + 1)
    assert after.history.first().history_change_reason == "By the trust file kent.yaml."
    assert list(findings(private_key(settings.LEDGER_KEY).public_key())) == []


@pytest.mark.django_db
def test_load_trust_begins_a_new_version_on_a_new_day(load: Callable[[str], list[str]]) -> None:
    load(TRUST)
    before = board().written
    said = load(version("board", "    voting: {casting_vote: must}\n", starts="2010-01-01"))
    assert said[0].startswith("created  constitution of board from 1 January 2010")
    assert board().written == before
    new = Constitution.objects.get(body__key="board", starts="2010-01-01")
    assert new.written == {"voting": {"casting_vote": "must"}}


@pytest.mark.django_db
def test_part_is_no_longer_written_when_it_is_inherited_from_now_on(load: Callable[[str], list[str]]) -> None:
    load(TRUST)
    load(version("group", "    inherits: [{of: board, parts: [quorum, voting]}]\n", starts="2009-01-01"))
    kept = Constitution.objects.get(body__key="group")
    assert kept.written == {"inherits": [{"of": "board", "parts": ["quorum", "voting"]}]}


@pytest.mark.django_db
def test_closed_day_gets_its_other_reason(load: Callable[[str], list[str]]) -> None:
    load(TRUST)
    said = load(KENT + "closed days:\n- {day: 2026-05-04, reason: A flood}\n- {day: 2026-05-05, reason: A flood}\n")
    assert said[0] == "changed  closed day 4 May 2026: reason was The office moves, is now A flood"
    assert list(ClosedDay.objects.values_list("day", "reason")) == [
        (date(2026, 5, 4), "A flood"),
        (date(2026, 5, 5), "A flood"),
    ]
    assert list(findings(private_key(settings.LEDGER_KEY).public_key())) == []


@pytest.mark.django_db
def test_texts_from_the_browser_are_no_difference_to_a_file(load: Callable[[str], list[str]]) -> None:
    load(TRUST)
    interests = {"test": "Would an observer\r\nthink so? \r\nOr not?"}
    Constitution.objects.filter(body__key="board").update(written=board().written | {"interests": interests})
    file = dumped()
    assert "          test: |\n            Would an observer\n            think so?\n            Or not?\n" in file
    assert load(file)[-1].endswith("Nothing was changed.")


CASES = [
    (version("board", "    quorum: {busines: none asked}\n"), 6, "quorum: knows no 'busines'; it may have business,"),
    (version("board", "    quorum:\n      business: none asked\n      vot: x\n"), 8, "quorum: knows no 'vot'"),
    (version("board", "    quorum: five\n"), 6, "quorum: has the keys"),
    (version("board", "    quorun: {}\n"), 6, 'A constitution has no "quorun". Did you mean "quorum"?'),
    (version("board", "    quorum:\n      business:\n        count: {n: many}\n"), 8, "n: is a whole number."),
    (version("board", "    quorum:\n      vote: x\n      vote: y\n"), 8, '"vote" stands here twice.'),
    (version("board", "    quorum:\n      business:\n      vote: none asked\n"), 7, '"business" is empty.'),
    (version("board", "    lists: {}\n"), 6, '"lists" is empty. Leave the line out'),
    (version("board", "    calendar:\n      year from: juli\n"), 7, "calendar.year_from: is one of january,"),
    (
        version("board", "    interests:\n      kinds:\n      - name: a\n      - name: b\n        bar: maybe\n"),
        10,
        "interests.kinds[1].bar: is one of",
    ),
    (
        version(
            "board", "    quorum:\n      business:\n        someone:\n          agency: [kent-police, kent-polise]\n"
        ),
        9,
        "board from 1 May 2008: quorum.business.someone.agency: no agency 'kent-polise'. Did you mean \"kent-police\"?",
    ),
    (
        version("board", "    quorum:\n      clauses: K1.2\n"),
        7,
        "The constitution of board from 1 May 2008: quorum.clauses: no clause 'K1.2'. Did you mean \"K1.1\"?",
    ),
    (version("board", "    quorum:\n      business: {someone: {tag: skill}}\n"), 7, 'Did you mean "skills"?'),
    (version("board", "    quorum:\n      business: {someone: {office: char}}\n"), 7, 'Did you mean "chair"?'),
    (version("board", "    quorum:\n      sitting:\n        annua: none asked\n"), 8, "knows no 'annua'; it may have"),
    (version("board", "    lists:\n      sittings: [special]\n"), 5, "quorum.sitting: knows no 'annual'"),
    (version("group", "    quorum: {business: {someone: {seat: police}}}\n"), 6, "no seat 'police'."),
    (version("group", "    inherits: [{of: bord, parts: [quorum]}]\n"), 6, "no body 'bord'. Did you mean \"board\"?"),
    (
        version("group", "    voting: {casting_vote: must}\n", starts="2009-01-01"),
        5,
        "inherits[0].parts: voting is written or inherited already.",
    ),
    (
        version("group", "    inherits: [{of: board, parts: [notice]}]\n", starts="2009-01-01"),
        5,
        "The constitution of group from 1 January 2009: On that day board has no notice part to take over.",
    ),
    (
        version("board", "    inherits: [{of: group, parts: [voting]}]\n"),
        5,
        "The constitution of board from 1 May 2008: On that day group has no voting part to take over.",
    ),
    (
        version("board", "    inherits: [{of: group, parts: [voting]}]\n", starts="2010-01-01"),
        5,
        "The constitution of board from 1 January 2010: The voting of group leads back to board.",
    ),
    (
        version("board", "    quorum: {business: none asked}\n", starts="2010-01-01"),
        5,
        "The constitution of group from 1 January 2009: On that day board has no voting part to take over.",
    ),
    (
        f"{KENT}bodies:\n- key: board\n  offices: [vice-chair]\n",
        3,
        "The constitution of group from 1 January 2009: quorum.business.someone.office.is: no office 'chair'.",
    ),
    (
        f"{KENT}bodies:\n- key: board\n  seats:\n  - {{key: police, tags: [core]}}\n",
        5,
        "The constitution of board from 1 May 2008: quorum.business.at_least.among[1].someone.tag: no tag 'skills'.",
    ),
]


@pytest.mark.django_db
@pytest.mark.parametrize(("text", "line", "sentence"), CASES)
def test_load_trust_changes_nothing_when_a_rule_is_refused(
    load: Callable[[str], list[str]], text: str, line: int, sentence: str
) -> None:
    load(TRUST)
    before = everything()
    with pytest.raises(CommandError) as refused:
        load(text)
    assert any(f"kent.yaml, line {line}: " in said and sentence in said for said in str(refused.value).splitlines()), (
        refused.value
    )
    assert everything() == before


@pytest.mark.django_db
def test_tag_may_go_when_no_rule_names_it(load: Callable[[str], list[str]]) -> None:
    load(TRUST)
    load(f"{KENT}bodies:\n- key: board\n  seats:\n  - {{key: police, tags: [skills]}}\n")
    assert Seat.objects.get().tags == ["skills"]


@pytest.mark.django_db
def test_what_cannot_stand_already_stands_in_nobody_s_way(load: Callable[[str], list[str]]) -> None:
    load(TRUST)
    Body.objects.filter(key="board").update(offices=["vice-chair", "clerk"])
    load(f"{KENT}bodies:\n- key: board\n  offices: [vice-chair]\n")
    assert Body.objects.get(key="board").offices == ["vice-chair"]


@pytest.mark.parametrize(
    ("path", "reason", "line"),
    [
        ("quorum", "needs", 1),
        ("quorum.sitting.a.b.count.n", "is", 4),
        ("quorum.sitting.a.b[7]", "is", 3),
        ("quorum.business", "is", 1),
        ("calendar.year_from", "is", 6),
        ("calendar.months[1]", "is", 7),
        ("review.reviews[0].what", "no what 'x'", 10),
        ("review.reviews[0]", "knows no 'evry'", 11),
        ("review.reviews[0].clauses", "no clause 'K2'", 14),
        ("elsewhere", "is", 1),
    ],
)
def test_line_is_that_of_the_deepest_place_on_the_path(path: str, reason: str, line: int) -> None:
    text = (
        "quorum:\n  sitting:\n    a.b:\n      count: {n: x}\ncalendar:\n  year from: juli\n  months: [may, juni]\n"
        "review:\n  reviews:\n  - what: x\n    evry: 12\n    clauses:\n    - K1\n    - K2\n"
    )
    node = read_nodes(text.encode())
    assert isinstance(node, Mapping)
    assert line_of(node, Refused(path, reason)) == line


def test_part_is_the_same_whoever_wrote_it() -> None:
    written, loose = (
        contents(version("board", f"    calendar: {{{calendar}, number: {{at least: '6', at most: 6}}}}\n"))
        for calendar in ("year_from: april", "year from: April")
    )
    assert written.constitutions == loose.constitutions
    assert written.constitutions[0].calendar == {"number": 6, "year_from": "april"}
