"""What an act leaves in the ledger."""

from __future__ import annotations

import json
from datetime import timedelta
from uuid import uuid4

import pytest
from django.conf import settings
from django.db import connection
from django.test.utils import CaptureQueriesContext

from governance.structure.changes import make_trust
from governance.structure.models import Trust
from tests.world import MORNING
from trustboard.accounts.models import User
from trustboard.acts.by import By
from trustboard.ledger.canonical import sha256
from trustboard.ledger.changes import SITE, erase_personal_text, keep_personal_text, record_act
from trustboard.ledger.heads import heads_as_text
from trustboard.ledger.models import Entry, Head, PersonalText
from trustboard.ledger.queries import latest_entries, length_of
from trustboard.ledger.record import digest_of_row
from trustboard.ledger.signing import is_signed, private_key
from trustboard.ledger.verify import findings

pytestmark = pytest.mark.django_db

BY = By(now=MORNING, request_id=uuid4(), command="rehearsal", act="rehearse")
PUBLIC_KEY = private_key(settings.LEDGER_KEY).public_key()


@pytest.fixture
def kent() -> Trust:
    return make_trust(slug="kent", name="Kent")


def test_record_act_names_who_when_and_the_digest_of_every_row(kent: Trust) -> None:
    entry = record_act(BY, chain=kent.chain, touched=[kent])
    stored = Trust.objects.values().get()
    assert json.loads(entry.body) == {
        "act": "rehearse",
        "at": "2026-10-01T09:00:00.000000+00:00",
        "by": "command:rehearsal",
        "chain": str(kent.pk),
        "number": 1,
        "request": str(BY.request_id),
        "rows": [
            {
                "table": "governance_trust",
                "key": str(kent.pk),
                "version": 1,
                "columns": sorted(stored),
                "digest": digest_of_row("governance_trust", stored),
            }
        ],
        "server": "2026-10-01T09:00:00.000000+00:00",
    }


def test_record_act_keeps_the_time_it_speaks_of_beside_the_servers() -> None:
    body = json.loads(record_act(BY, chain=SITE, at=MORNING - timedelta(days=1)).body)
    assert (body["at"][:10], body["server"][:10]) == ("2026-09-30", "2026-10-01")


def test_record_act_proves_a_row_as_the_database_holds_it(kent: Trust) -> None:
    kent.name = "what the program believes"
    record_act(BY, chain=kent.chain, touched=[kent])
    assert list(findings(PUBLIC_KEY)) == []


def test_record_act_proves_a_row_as_gone_when_it_was_removed(kent: Trust) -> None:
    record_act(BY, chain=kent.chain, touched=[kent])
    Trust.objects.filter(pk=kent.pk).delete()
    entry = record_act(BY, chain=kent.chain, removed=[kent])
    assert json.loads(entry.body)["rows"] == [{"table": "governance_trust", "key": str(kent.pk), "gone": True}]
    assert list(findings(PUBLIC_KEY)) == []


def test_record_act_chains_entries_and_signs_the_head(kent: Trust) -> None:
    first = record_act(BY, chain=kent.chain, touched=[kent])
    second = record_act(BY, chain=kent.chain, touched=[kent])
    head = Head.objects.get(pk=kent.chain)
    assert first.hash == sha256(f"\n{first.body}")
    assert second.hash == sha256(f"{first.hash}\n{second.body}")
    assert (head.number, head.hash) == (2, second.hash)
    assert is_signed(PUBLIC_KEY, head.statement, head.signature)


def test_record_act_begins_a_chain_of_its_own_when_the_chain_is_another(kent: Trust) -> None:
    record_act(BY, chain=SITE)
    assert record_act(BY, chain=kent.chain, touched=[kent]).number == 1
    assert set(Head.objects.values_list("pk", "number")) == {(SITE, 1), (kent.chain, 1)}


def test_record_act_refuses_when_the_table_is_not_of_record() -> None:
    user = User.objects.create(email="u@agency.example", name="U", joined_at=MORNING)
    with pytest.raises(LookupError, match=r"trustboard\.User is not declared"):
        record_act(BY, chain=SITE, touched=[user])
    with pytest.raises(LookupError, match=r"trustboard\.User is not declared"):
        record_act(BY, chain=SITE, removed=[user])
    assert not Entry.objects.exists()


def test_record_act_refuses_when_a_row_it_proves_is_gone(kent: Trust) -> None:
    Trust.objects.filter(pk=kent.pk).delete()
    with pytest.raises(KeyError):
        record_act(BY, chain=kent.chain, touched=[kent])
    assert not Entry.objects.exists()


def test_personal_text_is_known_by_a_digest_that_tells_nothing_of_it() -> None:
    one, other = keep_personal_text("someone@agency.example"), keep_personal_text("someone@agency.example")
    assert one.digest != other.digest
    assert len(one.salt) == 32


def test_personal_text_goes_with_its_salt_when_it_is_erased_and_the_record_still_verifies(kent: Trust) -> None:
    record_act(BY, chain=kent.chain, touched=[kent])
    gone, kept = keep_personal_text("someone@agency.example"), keep_personal_text("other@agency.example")
    erase_personal_text(gone.digest)
    assert list(PersonalText.objects.values_list("digest", flat=True)) == [kept.digest]
    assert list(findings(PUBLIC_KEY)) == []


def test_latest_entries_come_newest_first_and_no_more_than_asked(kent: Trust) -> None:
    for _ in range(3):
        record_act(BY, chain=kent.chain)
    assert [(entry.number, entry.act, entry.by) for entry in latest_entries(kent.chain, most=2)] == [
        (3, "rehearse", "command:rehearsal"),
        (2, "rehearse", "command:rehearsal"),
    ]


def test_length_of_is_nothing_when_nothing_was_done(kent: Trust) -> None:
    assert length_of(kent.chain) == 0
    record_act(BY, chain=kent.chain)
    assert length_of(kent.chain) == 1


def test_heads_as_text_holds_all_that_checks_them(kent: Trust) -> None:
    record_act(BY, chain=SITE)
    record_act(BY, chain=kent.chain, touched=[kent])
    lodged = json.loads(heads_as_text())
    assert set(lodged["heads"]) == {SITE, kent.chain}
    assert set(json.loads(heads_as_text(chain=SITE))["heads"]) == {SITE}
    assert list(findings(PUBLIC_KEY, lodged=lodged["heads"])) == []


def test_record_act_reads_the_rows_when_it_holds_the_head_and_not_before(kent: Trust) -> None:
    """A row that the act only read might otherwise be changed by another act between its proof and its entry."""
    with CaptureQueriesContext(connection) as asked:
        record_act(BY, chain=kent.chain, touched=[kent])
    selected = [query["sql"] for query in asked if query["sql"].startswith("SELECT")]
    tables = [next(table for table in ("trustboard_head", "governance_trust") if table in sql) for sql in selected]
    assert tables == ["trustboard_head", "governance_trust"]
