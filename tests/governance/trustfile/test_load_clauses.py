"""The clauses of a trust as a file gives them: their order, what changes, what is left, and what is proved."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command

from governance.constitution.acts import add_clause
from governance.constitution.models import Clause
from governance.constitution.queries import clauses_of
from governance.structure.models import Trust
from tests.world import SINCE, everything, operator
from trustboard.ledger.models import Entry
from trustboard.ledger.signing import private_key
from trustboard.ledger.verify import findings

pytestmark = pytest.mark.django_db

TRUST = "trust: {slug: north-shire, name: North Shire}\nclauses:\n"
FIRST, SECOND, NEW = (
    f"- {{key: N1.{number}, text: We do., kinds: [check, data], source: Agreement, from: 2020-05-01}}\n"
    for number in (1, 2, 10)
)
OTHER = "- {key: M1, text: They do., kinds: [rule], note: composition, source: Annex, from: 2020-05-01}\n"


@pytest.fixture
def load(tmp_path: Path) -> Callable[[str], list[str]]:
    def run(text: str) -> list[str]:
        file = tmp_path / "north-shire.yaml"
        file.write_text(text)
        out = io.StringIO()
        call_command("load_trust", str(file), stdout=out)
        return out.getvalue().splitlines()

    return run


def keys() -> list[str]:
    return [clause.key for clause in clauses_of(Trust.objects.get())]


def dumped() -> str:
    out = io.StringIO()
    call_command("dump_trust", "north-shire", stdout=out)
    return out.getvalue()


def test_load_trust_makes_clauses_in_the_order_of_the_file(load: Callable[[str], list[str]]) -> None:
    said = load(TRUST + SECOND + FIRST + OTHER)
    assert said[1] == "created  clause N1.2"
    assert keys() == ["N1.2", "N1.1", "M1"]
    clause = Clause.objects.get(key="N1.1")
    assert (clause.text, clause.kinds, clause.note, clause.source) == ("We do.", ["data", "check"], "", "Agreement")
    assert (clause.starts, clause.ends, clause.standing) == (SINCE, None, "in force")
    assert list(findings(private_key(settings.LEDGER_KEY).public_key())) == []


def test_clauses_stand_in_the_order_of_a_file_that_names_them_all(load: Callable[[str], list[str]]) -> None:
    load(TRUST + FIRST + SECOND)
    said = load(TRUST + OTHER + SECOND + FIRST)
    assert said[:-1] == ["created  clause M1", "changed  clause N1.1: order"]
    assert keys() == ["M1", "N1.2", "N1.1"]


def test_new_clauses_find_their_place_when_a_file_names_only_some(load: Callable[[str], list[str]]) -> None:
    load(TRUST + FIRST + SECOND + OTHER)
    said = load(TRUST + NEW)
    assert keys() == ["N1.1", "N1.2", "N1.10", "M1"]
    assert [line for line in said if line.startswith("left")] == [
        f"left     clause {key}: it is in the database and not in the file, and stays" for key in ("N1.1", "N1.2", "M1")
    ]


def test_dumped_file_changes_nothing_when_the_browser_has_put_a_clause_between(
    load: Callable[[str], list[str]],
) -> None:
    load(TRUST + FIRST + SECOND + OTHER)
    add_clause(
        Trust.objects.get(),
        key="N1.10",
        text="Two\r\nlines ",
        kinds=["rule"],
        note="",
        source="Agreement",
        starts=SINCE,
        ends=None,
        standing="in force",
        by=operator(),
    )
    entries, file = Entry.objects.count(), dumped()
    assert load(file) == ["North Shire: 0 created, 0 changed, 5 already so. Nothing was changed."]
    assert (Entry.objects.count(), dumped(), keys()) == (entries, file, ["N1.1", "N1.2", "N1.10", "M1"])


def test_load_trust_changes_a_clause_and_says_what(load: Callable[[str], list[str]]) -> None:
    load(TRUST + FIRST)
    said = load(TRUST + "- {key: N1.1, kinds: [rule], standing: repealed, until: 2021-01-01}\n")
    assert said[0] == (
        "changed  clause N1.1: kinds was data, check, is now rule, until was nothing, is now 1 January 2021, "
        "standing was in force, is now repealed"
    )
    assert [clause.kinds for clause in clauses_of(Trust.objects.get())] == [["rule"]]
    assert Clause.objects.get().history.count() == 2


def test_load_trust_changes_nothing_when_a_clause_is_refused(load: Callable[[str], list[str]]) -> None:
    load(TRUST + FIRST)
    before = everything()
    with pytest.raises(CommandError, match=r"north-shire.yaml, line 4: The clause N1.1: The clause must end after"):
        load(TRUST + SECOND + "- {key: N1.1, until: 2020-05-01}\n")
    assert everything() == before
