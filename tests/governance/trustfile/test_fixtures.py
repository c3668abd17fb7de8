"""The three trusts: loaded whole, twice, and written again byte for byte."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import call_command

from trustboard.ledger.models import Entry

pytestmark = pytest.mark.django_db

FIXTURES = settings.BASE_DIR / "fixtures"
SLUGS = ["kent", "medway", "haringey"]


def load(path: Path) -> str:
    out = io.StringIO()
    call_command("load_trust", str(path), stdout=out)
    return out.getvalue()


def dump(slug: str) -> str:
    out = io.StringIO()
    call_command("dump_trust", slug, stdout=out)
    return out.getvalue()


@pytest.mark.parametrize("slug", SLUGS)
def test_dump_trust_gives_the_file_back_byte_for_byte(slug: str) -> None:
    load(FIXTURES / f"{slug}.yaml")
    assert dump(slug) == (FIXTURES / f"{slug}.yaml").read_text()


@pytest.mark.parametrize("slug", SLUGS)
def test_load_trust_changes_nothing_when_done_again(slug: str) -> None:
    load(FIXTURES / f"{slug}.yaml")
    entries = Entry.objects.count()
    said = load(FIXTURES / f"{slug}.yaml").splitlines()
    assert len(said) == 1
    assert said[0].endswith("Nothing was changed.")
    assert Entry.objects.count() == entries == 1
