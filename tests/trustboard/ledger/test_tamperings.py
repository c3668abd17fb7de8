"""What a tamperer does straight in the database, with the triggers out of the way but without the key, is found."""

from __future__ import annotations

import json
import random

import pytest
from django.conf import settings
from django.db import connection, transaction
from guardian.models import UserObjectPermission

from governance.structure.models import Trust
from tests.soak.agreement_tamperings import AGREEMENT_TAMPERINGS
from tests.soak.histories import History
from tests.soak.sitting_tamperings import SITTING_TAMPERINGS
from tests.soak.tampering_rounds import tamper, tamper_with_agreements, tamper_with_sittings
from tests.soak.tamperings import TAMPERINGS, add_an_entry, cut_tail_and_rows, recompute_the_chain, sign_head
from tests.world import operator
from trustboard.ledger.changes import record_act
from trustboard.ledger.heads import heads_as_text
from trustboard.ledger.models import Entry, Head
from trustboard.ledger.signing import private_key
from trustboard.ledger.triggers import install_triggers, remove_triggers
from trustboard.ledger.verify import findings

pytestmark = pytest.mark.django_db

ROUNDS = 3
PUBLIC_KEY = private_key(settings.LEDGER_KEY).public_key()


@pytest.fixture
def chance() -> random.Random:
    return random.Random(20261001)


@pytest.fixture
def history(chance: random.Random) -> History:
    return History(chance, length=9)


def test_findings_name_every_tampering_and_nothing_else() -> None:
    tally = tamper(ROUNDS, seed=20261001)
    assert tally.missed == []
    assert tally.alarms == []
    assert tally.accepted == ROUNDS
    assert tally.found == {tampering.name: ROUNDS for tampering in TAMPERINGS}


def test_findings_name_every_tampering_with_a_sitting_and_nothing_else() -> None:
    tally = tamper_with_sittings(1, seed=20261001)
    assert (tally.missed, tally.alarms, tally.accepted) == ([], [], 1)
    assert tally.found == {tampering.name: 1 for tampering in SITTING_TAMPERINGS}


def test_findings_name_every_tampering_with_an_agreement_and_nothing_else() -> None:
    tally = tamper_with_agreements(1, seed=20261001)
    assert (tally.missed, tally.alarms, tally.accepted) == ([], [], 1)
    assert tally.found == {tampering.name: 1 for tampering in AGREEMENT_TAMPERINGS}


@pytest.mark.parametrize("harm", [recompute_the_chain, add_an_entry])
def test_findings_are_only_the_signature_when_our_own_code_recomputed_the_chain(history, chance, harm) -> None:
    remove_triggers(connection)
    harm(history, chance)
    install_triggers(connection)
    assert list(findings(PUBLIC_KEY)) == [
        f"The head of chain {history.trust.chain} is not signed with the ledger's key."
    ]


@pytest.mark.parametrize("harm", [recompute_the_chain, add_an_entry])
def test_findings_need_a_lodged_head_when_the_tamperer_holds_the_key_too(history, chance, harm) -> None:
    """The limit that the documents state: with database and key, all that is left is what was lodged elsewhere."""
    lodged = json.loads(heads_as_text())["heads"]
    remove_triggers(connection)
    harm(history, chance)
    sign_head(history, settings.LEDGER_KEY)
    install_triggers(connection)
    assert list(findings(PUBLIC_KEY)) == []
    chain, last = history.trust.chain, len(history.head_after)
    rewritten = f"Chain {chain} differs from its lodged head at entry {last}: it was rewritten."
    # An entry added at the end is what any act does; a chain recomputed from an earlier entry is not.
    assert list(findings(PUBLIC_KEY, lodged=lodged)) == ([rewritten] if harm is recompute_the_chain else [])


def test_findings_need_a_lodged_head_when_tail_and_rows_were_cut(history: History, chance: random.Random) -> None:
    lodged = json.loads(heads_as_text())["heads"]
    remove_triggers(connection)
    cut_tail_and_rows(history, chance)
    install_triggers(connection)
    assert list(findings(PUBLIC_KEY)) == []
    chain, last = history.trust.chain, len(history.head_after)
    cut = f"Chain {chain} ends before entry {last}, where its lodged head stood: its tail was cut."
    assert list(findings(PUBLIC_KEY, lodged=lodged)) == [cut]


def test_findings_refuse_a_lodged_head_when_it_is_not_signed_with_our_key(history: History) -> None:
    lodged = json.loads(heads_as_text())["heads"]
    lodged[history.trust.chain]["number"] += 1
    assert list(findings(PUBLIC_KEY, lodged=lodged)) == [
        f"The lodged head of chain {history.trust.chain} is not signed with the ledger's key."
    ]


def test_findings_name_the_chain_when_its_head_is_gone(history: History) -> None:
    Head.objects.filter(pk=history.trust.chain).delete()
    assert list(findings(PUBLIC_KEY)) == [f"Chain {history.trust.chain} has entries and no head."]


def test_findings_name_the_head_when_it_stands_for_nothing(history: History) -> None:
    Head.objects.bulk_create([Head(chain="nothing")])
    assert list(findings(PUBLIC_KEY)) == ["The head of chain nothing is not signed with the ledger's key."]


def test_findings_name_an_entry_when_it_cannot_be_read(history: History) -> None:
    remove_triggers(connection)
    Entry.objects.filter(number=3).update(body="not JSON")
    install_triggers(connection)
    chain = history.trust.chain
    assert list(findings(PUBLIC_KEY))[:2] == [
        f"Entry 3 of chain {chain} does not follow from the entry before it, or was altered.",
        f"Entry 3 of chain {chain} cannot be read.",
    ]


@pytest.mark.parametrize(
    "body", ["[]", "{}", '{"chain": "x", "number": 3, "rows": [[]]}', '{"chain": "x", "number": 3, "rows": 7}']
)
def test_findings_go_on_when_an_entry_holds_nonsense(history: History, body: str) -> None:
    remove_triggers(connection)
    Entry.objects.filter(number=3).update(body=body)
    Entry.objects.filter(number=5).update(body="not JSON")
    install_triggers(connection)
    found = list(findings(PUBLIC_KEY))
    chain = history.trust.chain
    assert f"Entry 3 of chain {chain} does not follow from the entry before it, or was altered." in found
    assert f"Entry 5 of chain {chain} cannot be read." in found


def test_findings_name_a_row_when_its_value_has_no_canonical_text(history: History) -> None:
    Trust.objects.filter(pk=history.trust.pk).update(principles=[1.5])
    row, chain = f"Row {history.trust.pk} of governance_trust", history.trust.chain
    assert list(findings(PUBLIC_KEY)) == [f"{row} differs from what entry 1 of chain {chain} left there."]


@pytest.mark.skipif(connection.vendor != "sqlite", reason="PostgreSQL keeps the types of its columns")
@pytest.mark.parametrize(
    ("statement", "begins"),
    [
        ("UPDATE trustboard_invitation SET object_key = 'nowhere'", "A row of trustboard_invitation cannot be read"),
        (
            "UPDATE trustboard_entry SET number = 'x' || id WHERE number > 3",
            "Chain {chain} cannot be read",
        ),
    ],
)
def test_findings_go_on_when_a_column_holds_what_its_type_does_not_allow(
    history: History, statement: str, begins: str
) -> None:
    alter_something_else = "UPDATE guardian_userobjectpermission SET object_pk = 'elsewhere'"
    remove_triggers(connection)
    with connection.cursor() as cursor:
        cursor.execute(statement)
        cursor.execute(alter_something_else)
    install_triggers(connection)
    found = list(findings(PUBLIC_KEY))
    assert [line for line in found if line.startswith(begins.format(chain=history.trust.chain))] != []
    assert [line for line in found if "guardian_userobjectpermission" in line] != []


def test_findings_name_a_row_when_two_chains_prove_it(history: History) -> None:
    with transaction.atomic():
        record_act(operator(), chain="another", touched=[history.trust])
    assert min(findings(PUBLIC_KEY)).startswith(f"Row {history.trust.pk} of governance_trust is proved in two chains")


def test_findings_count_rows_when_they_name_a_permission_that_there_is_not(history: History) -> None:
    if connection.vendor != "sqlite":
        pytest.skip("PostgreSQL checks keys of other tables whoever writes")
    UserObjectPermission.objects.update(permission_id=10**6)
    count = UserObjectPermission.objects.count()
    assert (
        f"{count} rows of guardian_userobjectpermission name a permission or a kind of thing that there is not."
        in list(findings(PUBLIC_KEY))
    )
    UserObjectPermission.objects.all().delete()
