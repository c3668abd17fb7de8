"""Agreements in a file: loaded, written again, refused with the line, and an edition that never changes."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from governance.agreements.models import Asked, Block, Edition, Signatory
from governance.agreements.text import digest_of_text
from trustboard.mail.models import Letter

TRUST = """trust: {slug: kent, name: Kent}
agencies:
- {key: police, name: Police, sector: police}
bodies:
- {key: board, name: Board, kind: board, from: 2008-05-01}
people:
- {key: ann-ames, name: Ann Ames}
agreements:
- {key: promise, name: Our promise, body: board}
blocks:
- {agreement: promise, key: police, title: Police, agency: police, from: 2008-05-01}
- {agreement: promise, key: parents, title: Parents, from: 2008-05-01}
signatories:
- {block: promise/police, from: 2008-05-01, person: ann-ames}
"""
EDITION = """editions:
- agreement: promise
  number: 1
  title: The promise
  signers: agencies
  in force from: 2008-05-01
  reviews: [2009-05-01]
  statement: I agree.
  text: |
    1. We meet.

    2. We listen.
"""
LINE = 1 + len((TRUST + "editions:\n").splitlines())


@pytest.fixture
def load(tmp_path: Path) -> Callable[[str], list[str]]:
    def run(text: str) -> list[str]:
        file = tmp_path / "kent.yaml"
        file.write_text(text)
        out = io.StringIO()
        call_command("load_trust", str(file), stdout=out)
        return out.getvalue().splitlines()

    return run


@pytest.mark.django_db
def test_agreement_is_loaded_as_it_would_be_issued_and_nobody_gets_a_letter(load: Callable[[str], list[str]]) -> None:
    said = load(TRUST + EDITION)
    assert {"created  agreement promise", "created  block promise/police", "created  edition 1 of promise"} <= set(said)
    edition = Edition.objects.get()
    assert edition.digest == digest_of_text("The promise", "1. We meet.\n\n2. We listen.", "I agree.")
    assert [(block.title, block.agency and block.agency.key) for block in Block.objects.order_by("position")] == [
        ("Police", "police"),
        ("Parents", None),
    ]
    assert Signatory.objects.get().person.key == "ann-ames"
    assert not Letter.objects.exists()
    assert not Asked.objects.exists()


@pytest.mark.django_db
def test_agreement_is_written_again_as_it_was_loaded(load: Callable[[str], list[str]], tmp_path: Path) -> None:
    load(TRUST + EDITION)
    out = io.StringIO()
    call_command("dump_trust", "kent", stdout=out)
    assert load(out.getvalue())[-1].endswith("Nothing was changed.")
    assert "    text: |\n      1. We meet.\n\n      2. We listen.\n" in out.getvalue()


@pytest.mark.django_db
def test_edition_never_changes_and_the_next_one_follows(load: Callable[[str], list[str]]) -> None:
    load(TRUST + EDITION)
    with pytest.raises(CommandError, match=f"line {LINE}: The edition 1 of promise was issued and never changes"):
        load(TRUST + EDITION.replace("We listen", "We hear"))
    second = EDITION.replace("number: 1", "number: 2").replace("We listen", "We hear")
    assert "created  edition 2 of promise" in load(TRUST + second)
    assert [edition.number for edition in Edition.objects.order_by("number")] == [1, 2]


@pytest.mark.parametrize(
    ("wrong", "right", "sentence"),
    [
        ("agreement: promis", "agreement: promise", 'names an agreement "promis", which is neither'),
        ("number: 2", "number: 1", "edition 1 is missing before it"),
        ("life: plan\n  number: 1", "number: 1", "Say on which day the plan ends"),
        ("reviews: [next May]", "reviews: [2009-05-01]", 'has "next May" among its reviews'),
        ("    1. We listen.", "    2. We listen.", "1"),
    ],
)
@pytest.mark.django_db
def test_edition_that_could_not_be_issued_is_refused_with_its_line(
    load: Callable[[str], list[str]], wrong: str, right: str, sentence: str
) -> None:
    assert right in EDITION
    with pytest.raises(CommandError, match=f"line {LINE}: The edition") as refusal:
        load(TRUST + EDITION.replace(right, wrong))
    assert sentence in str(refusal.value)
    assert not Edition.objects.exists()


@pytest.mark.django_db
def test_what_an_agreement_names_has_to_be_there(load: Callable[[str], list[str]]) -> None:
    with pytest.raises(CommandError) as refusal:
        load(TRUST.replace("agency: police", "agency: polic").replace("promise/police", "promise/polis"))
    assert 'The block promise/police names an agency "polic"' in str(refusal.value)
    assert 'names a block "promise/polis"' in str(refusal.value)
