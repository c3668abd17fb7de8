"""What the operator's commands of the ledger say."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command
from django.db import connection

from governance.structure.acts import found_trust
from governance.structure.models import Trust
from tests.world import operator
from trustboard.ledger.models import Entry, Head
from trustboard.ledger.signing import private_key
from trustboard.ledger.triggers import install_triggers, remove_triggers

pytestmark = pytest.mark.django_db


@pytest.fixture
def kent() -> Trust:
    return found_trust(slug="kent", name="Kent", by=operator()).result


def said(command: str, **options: object) -> str:
    out = io.StringIO()
    call_command(command, stdout=out, no_color=True, **options)
    return out.getvalue()


def test_verify_ledger_counts_the_entries_when_the_record_is_whole(kent: Trust) -> None:
    assert said("verify_ledger") == "The record is whole: 1 entries verified.\n"


def test_verify_ledger_fails_and_names_the_row_when_it_was_changed(kent: Trust) -> None:
    Trust.objects.update(name="Kent and Medway")
    out = io.StringIO()
    with pytest.raises(CommandError, match="1 findings"):
        call_command("verify_ledger", stdout=out, no_color=True)
    assert out.getvalue() == (
        f"Row {kent.pk} of governance_trust differs from what entry 1 of chain {kent.chain} left there.\n"
    )


def test_verify_ledger_compares_with_lodged_heads_when_they_are_given(kent: Trust, tmp_path: Path) -> None:
    lodged = tmp_path / "heads.json"
    assert said("lodge_heads", out=lodged) == f"Lodged in {lodged}.\n"
    assert said("verify_ledger", lodged=lodged) == "The record is whole: 1 entries verified.\n"

    remove_triggers(connection)
    for model in (Entry, Head, Trust):
        model.objects.all().delete()
    install_triggers(connection)
    assert said("verify_ledger") == "The record is whole: 0 entries verified.\n"
    out = io.StringIO()
    with pytest.raises(CommandError, match="1 findings"):
        call_command("verify_ledger", stdout=out, no_color=True, lodged=lodged)
    assert out.getvalue() == f"Chain {kent.chain} is gone, though its head was lodged.\n"


def test_lodge_heads_prints_them_when_no_file_is_named(kent: Trust) -> None:
    assert Head.objects.get().signature in said("lodge_heads")


def test_make_ledger_key_prints_one_that_can_be_used() -> None:
    key = said("make_ledger_key").strip()
    assert private_key(key)
    assert key != settings.LEDGER_KEY
