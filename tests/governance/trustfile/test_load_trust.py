"""Loading as the operator does it: what is created, changed, left, refused, and proved."""

from __future__ import annotations

import io
import json
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from django.apps import apps
from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.core.management import CommandError, call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext

from governance.membership.models import Holding, OfficeHolding, Person, Seat
from governance.structure.models import Body, Trust
from governance.trustfile.acts import load_trust
from governance.trustfile.parse import parse
from governance.trustfile.queries import stored
from tests.world import World, by, operator
from trustboard.acts.act import AnotherInput
from trustboard.ledger.models import Entry, PersonalText
from trustboard.ledger.signing import private_key
from trustboard.ledger.verify import findings

pytestmark = pytest.mark.django_db

FIRST = """
trust:
  slug: north-shire
  name: North Shire
  vision: Children thrive.
agencies:
- {key: police, name: Police, sector: police}
bodies:
- key: board
  name: Board
  kind: board
  from: 2008-05-01
  offices: [chair]
  seats:
  - {key: police, title: Police, agency: police}
  - {key: chair, title: Chair}
- key: group
  name: Group
  kind: sub-group
  from: 2009-01-01
  reports to:
  - {to: board, through: board/police, from: 2009-01-01}
  seats:
  - {key: first, title: First, bound to seat: group/second}
  - {key: second, title: Second, bound to office: board/chair}
people:
- {key: ann, name: Ann}
- {key: ben, name: Ben}
holdings:
- {seat: board/chair, from: 2008-05-01, person: ann}
- {seat: board/police, from: 2008-05-01, person: ben, powers: Any.}
- {seat: board/police, from: 2010-05-01, person: nobody}
deputies:
- {seat: board/police, from: 2009-05-01, person: ann}
offices:
- {body: board, office: chair, from: 2008-05-01, seat: board/chair}
"""


@pytest.fixture
def load(tmp_path: Path) -> Callable[[str], list[str]]:
    def run(text: str) -> list[str]:
        file = tmp_path / "north-shire.yaml"
        file.write_text(text)
        out = io.StringIO()
        call_command("load_trust", str(file), stdout=out)
        return out.getvalue().replace(str(tmp_path) + "/", "").splitlines()

    return run


def everything() -> dict[str, list[dict[str, object]]]:
    """Every row of the product's tables."""
    models = [*apps.get_app_config("governance").get_models(), Entry, PersonalText]
    return {model._meta.label: list(model._base_manager.order_by("pk").values()) for model in models}


def test_load_trust_makes_a_whole_trust_in_one_entry(load: Callable[[str], list[str]]) -> None:
    said = load(FIRST)

    trust = Trust.objects.get(slug="north-shire")
    assert said[-1] == "North Shire: 16 created, 0 changed, 0 already so."
    assert said[:3] == ["created  trust north-shire", "created  agency police", "created  body board"]
    entry = Entry.objects.get()
    body = json.loads(entry.body)
    assert (entry.chain, body["act"], body["by"]) == (str(trust.pk), "load_trust", "command:load_trust")
    assert len(body["rows"]) == 16
    assert list(findings(private_key(settings.LEDGER_KEY).public_key())) == []
    assert [seat.key for seat in Seat.objects.filter(body__key="board")] == ["police", "chair"]
    assert Seat.objects.get(key="first").bound_seat == Seat.objects.get(key="second")
    assert trust.history.count() == 1


def test_load_trust_changes_nothing_when_all_is_so(load: Callable[[str], list[str]]) -> None:
    load(FIRST)
    before = everything()

    assert load(FIRST) == ["North Shire: 0 created, 0 changed, 16 already so. Nothing was changed."]
    assert everything() == before


def test_load_trust_changes_what_differs_and_nothing_else(load: Callable[[str], list[str]]) -> None:
    load(FIRST)
    untouched = Seat.objects.get(key="first")

    said = load(
        FIRST.replace("name: Police,", "name: County Police,")
        .replace("{key: chair, title: Chair}", "{key: chair, title: Chair, votes: no, until: 2030-01-01}")
        .replace(
            "{key: second, title: Second, bound to office: board/chair}",
            "{key: second, title: Second, bound to seat: board/chair}",
        )
        .replace("{key: ann, name: Ann}", "{key: ann, name: Anna}")
        .replace("from: 2008-05-01, person: ben, powers: Any.", "from: 2008-05-01, person: ann")
        .replace("Children thrive.", "A county in which every child whoever they are can thrive and grow up well.")
    )

    assert said == [
        "changed  trust north-shire: vision",
        "changed  agency police: name was Police, is now County Police",
        "changed  seat board/chair: votes was yes, is now no, until was nothing, is now 1 January 2030",
        (
            "changed  seat group/second: bound to seat was nothing, is now board/chair, "
            "bound to office was board/chair, is now nothing"
        ),
        "changed  person ann: name was Ann, is now Anna",
        "changed  holding of board/police from 1 May 2008: person was ben, is now ann",
        "left     holding of board/police from 1 May 2008: the file does not say powers, which stays",
        "North Shire: 0 created, 6 changed, 10 already so.",
    ]
    assert Person.objects.get(key="ann").name == "Anna"
    second = Seat.objects.get(key="second")
    assert (second.bound_seat, second.bound_body, second.bound_office) == (Seat.objects.get(key="chair"), None, "")
    holding = Holding.objects.get(seat__key="police", starts=date(2008, 5, 1))
    assert (holding.person.key, holding.powers, holding.version) == ("ann", "Any.", 2)
    assert holding.history.first().history_change_reason == "By the trust file north-shire.yaml."
    untouched.refresh_from_db()
    assert untouched.version == 1
    assert Entry.objects.count() == 2
    assert len(json.loads(Entry.objects.last().body)["rows"]) == 6
    assert list(findings(private_key(settings.LEDGER_KEY).public_key())) == []


def test_load_trust_leaves_what_is_not_in_the_file(load: Callable[[str], list[str]]) -> None:
    load(FIRST)
    shorter = FIRST.replace("  - {key: chair, title: Chair}\n", "").replace("  vision: Children thrive.\n", "")
    shorter = shorter.replace("- {key: ben, name: Ben}\n", "").replace(
        "{key: police, title: Police, agency: police}", "{key: police, title: Police}"
    )

    assert load(shorter) == [
        "left     seat board/chair: it is in the database and not in the file, and stays",
        "left     person ben: it is in the database and not in the file, and stays",
        "left     trust north-shire: the file does not say vision, which stays",
        "left     seat board/police: the file does not say agency, which stays",
        "North Shire: 0 created, 0 changed, 14 already so. Nothing was changed.",
    ]
    assert Seat.objects.get(key="police").agency.key == "police"


def test_load_trust_takes_a_part_of_a_trust_and_speaks_of_no_other(load: Callable[[str], list[str]]) -> None:
    load(FIRST)

    said = load(
        "trust: {slug: north-shire}\npeople: [{key: ann, name: Ann}, {key: ben, name: Ben}, {key: cat, name: Cat}]\n"
    )
    assert said == ["created  person cat", "North Shire: 1 created, 0 changed, 3 already so."]


def test_seats_stand_in_the_order_of_a_file_that_names_them_all(load: Callable[[str], list[str]]) -> None:
    load(FIRST)

    said = load(
        "trust: {slug: north-shire}\n"
        "bodies: [{key: board, seats: [{key: chair}, {key: new, title: New}, {key: police}]}]"
    )
    assert [seat.key for seat in Seat.objects.filter(body__key="board")] == ["chair", "new", "police"]
    assert said[:3] == [
        "changed  seat board/chair: order",
        "created  seat board/new",
        "changed  seat board/police: order",
    ]


def test_new_seats_come_last_when_the_file_does_not_name_all(load: Callable[[str], list[str]]) -> None:
    load(FIRST)

    load("trust: {slug: north-shire}\nbodies: [{key: board, seats: [{key: new, title: New}, {key: chair}]}]")
    assert [seat.key for seat in Seat.objects.filter(body__key="board")] == ["police", "chair", "new"]
    assert Seat.objects.get(key="new").starts == date(2008, 5, 1)


def test_office_may_be_given_another_way(load: Callable[[str], list[str]]) -> None:
    load(FIRST)

    load("trust: {slug: north-shire}\noffices: [{body: board, office: chair, from: 2008-05-01, person: ann}]")
    held = OfficeHolding.objects.get()
    assert (held.person.key, held.seat) == ("ann", None)


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        (FIRST + "rubbish: 1\n", 'north-shire.yaml, line 37: A file has no "rubbish".'),
        (
            FIRST.replace("agency: police}", "agency: polce}"),
            "north-shire.yaml, line 15: The seat board/police names an",
        ),
        (FIRST.replace("bound to office: board/chair", "bound to seat: group/first"), "lead in a circle"),
        (
            FIRST + "- {body: board, office: deputy, from: 2008-05-01, person: ann}\n",
            "line 37: The deputy of board from",
        ),
        (FIRST + "- &a {body: board}\n", "line 37: Anchors and aliases"),
    ],
)
@pytest.mark.parametrize("is_there", [False, True])
def test_load_trust_changes_nothing_when_the_file_is_refused(
    load: Callable[[str], list[str]], text: str, sentence: str, is_there: bool
) -> None:
    if is_there:
        load(FIRST.replace("Children thrive.", "As it was."))
    before = everything()

    with pytest.raises(CommandError) as refusal:
        load(text)

    assert sentence in str(refusal.value)
    assert str(refusal.value).endswith("\nNothing was changed.")
    assert everything() == before


def test_load_trust_says_so_when_there_is_no_file(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match=r"cannot be read: No such file or directory. Nothing was changed."):
        call_command("load_trust", str(tmp_path / "none.yaml"))


def test_load_trust_is_for_the_operators_command_alone() -> None:
    world = World()
    before = everything()
    contents = parse(b"trust: {slug: kent, name: Another}", source="x")

    for user in (None, world.officer, world.medway_officer):
        with pytest.raises(PermissionDenied):
            load_trust(contents, by=by(user))
    assert everything() == before


def test_load_trust_tells_one_file_from_another_by_what_it_says() -> None:
    once = operator()
    contents = parse(b"trust: {slug: south-shire, name: South Shire}", source="x")
    assert not load_trust(contents, by=once).repeated
    assert load_trust(contents, by=once).repeated
    with pytest.raises(AnotherInput):
        load_trust(parse(b"trust: {slug: south-shire, name: Other}", source="x"), by=once)


def test_load_trust_touches_no_other_trust(load: Callable[[str], list[str]]) -> None:
    load(FIRST)
    before = {row["id"]: row for row in everything()["governance.Seat"]}
    load(FIRST.replace("slug: north-shire", "slug: south-shire").replace("North Shire", "South Shire"))
    after = {row["id"]: row for row in everything()["governance.Seat"]}
    assert {key: after[key] for key in before} == before
    assert len(after) == 2 * len(before)


def test_trust_is_read_with_the_same_number_of_queries_whatever_its_size(load: Callable[[str], list[str]]) -> None:
    load(FIRST)
    counts = []
    for _ in range(2):
        with CaptureQueriesContext(
            connection,
        ) as queries:
            stored(Trust.objects.get(slug="north-shire"))
        counts.append(len(queries))
        people = "".join(f"- {{key: p{number}, name: P{number}}}\n" for number in range(30))
        load(f"trust: {{slug: north-shire}}\npeople:\n{people}")
    assert counts == [17, 17]


def test_texts_from_the_browser_are_written_as_one_can_read_them(load: Callable[[str], list[str]]) -> None:
    """A form sends other ends of lines, and spaces at them; that is no difference to a file."""
    load(FIRST)
    Body.objects.filter(key="board").update(purpose="One  \r\ntwo\r\n", terms=["A\r\nB "])
    out = io.StringIO()
    call_command("dump_trust", "north-shire", stdout=out)
    assert (
        "    purpose: |\n      One\n      two\n    terms of reference:\n      - |\n        A\n        B\n"
        in out.getvalue()
    )
    assert load(out.getvalue())[-1].endswith("16 already so. Nothing was changed.")


def test_dump_trust_writes_somebody_whose_name_was_erased(load: Callable[[str], list[str]]) -> None:
    load(FIRST)
    PersonalText.objects.filter(text="Ann").delete()
    out = io.StringIO()
    call_command("dump_trust", "north-shire", stdout=out)
    assert "  - key: ann\n    name: (name erased)\n" in out.getvalue()
    assert load(out.getvalue())[-1].endswith("16 already so. Nothing was changed.")


def test_dump_trust_names_the_nearest_when_there_is_no_such_trust() -> None:
    World()
    with pytest.raises(CommandError, match=r'There is no trust at the address kant. Did you mean "kent"\?'):
        call_command("dump_trust", "kant")
