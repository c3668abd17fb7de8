"""The command that loads the year: where there is a demonstration and no meeting yet, and nowhere else."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from meetings.management.commands import load_year
from meetings.schedule.models import Meeting
from tests.meetings.demonstration.stage import Kent
from tests.meetings.demonstration.test_player import IMPOSSIBLE
from trustboard.ledger.models import Entry

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def stories(settings: object, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """The folder of stories, with a short one of Kent."""
    settings.DEMONSTRATION = True
    monkeypatch.setattr(load_year, "STORIES", tmp_path)
    (tmp_path / "kent-year.yaml").write_text(IMPOSSIBLE.replace("at: 2, ENTRY", "at: 2, closes: yes"))
    return tmp_path


def load(*trusts: str) -> list[str]:
    out = io.StringIO()
    call_command("load_year", *trusts, stdout=out)
    return out.getvalue().splitlines()


def test_load_year_plays_the_story_once() -> None:
    Kent()

    said = load()

    assert said[0] == "Kent Children's Trust: a year of invented meetings is being loaded …"
    assert said[1].startswith("Kent Children's Trust: 1 meetings in ")
    assert Meeting.objects.count() == 1
    entries = Entry.objects.count()
    assert load("kent") == []
    assert Entry.objects.count() == entries


def test_load_year_names_the_line_of_a_story_that_cannot_be(stories: Path) -> None:
    Kent()
    (stories / "kent-year.yaml").write_text(IMPOSSIBLE.replace("ENTRY", "come: [director]"))

    with pytest.raises(CommandError, match=r"kent-year\.yaml, line 17: They are here already\."):
        load()


def test_load_year_refuses_a_trust_without_a_story_or_that_is_not_there() -> None:
    with pytest.raises(CommandError, match="a trust called kent"):
        load()
    with pytest.raises(CommandError, match="a trust called essex"):
        load("essex")


def test_load_year_refuses_where_there_is_no_demonstration(settings: object) -> None:
    Kent()
    settings.DEMONSTRATION = False

    with pytest.raises(CommandError, match="This is no demonstration"):
        load()
    assert not Meeting.objects.exists()
