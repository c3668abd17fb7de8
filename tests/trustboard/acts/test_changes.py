"""The steps that every room's acts share."""

from __future__ import annotations

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from governance.structure.changes import make_trust
from governance.structure.models import Trust
from trustboard.acts.changes import claim_version, hold
from trustboard.acts.verdict import RuleBroken

pytestmark = pytest.mark.django_db


def test_claim_version_raises_it_when_nobody_was_quicker() -> None:
    trust = make_trust(slug="kent", name="Kent")
    claim_version(trust)
    assert (trust.version, Trust.objects.get().version) == (2, 2)


def test_claim_version_refuses_when_somebody_was_quicker() -> None:
    trust = make_trust(slug="kent", name="Kent")
    read_before = Trust.objects.get()
    claim_version(trust)
    with pytest.raises(RuleBroken, match="Somebody else changed this"):
        claim_version(read_before)
    assert Trust.objects.get().version == 2


def test_hold_locks_the_row_when_the_database_can() -> None:
    trust = make_trust(slug="kent", name="Kent")
    with (
        CaptureQueriesContext(
            connection,
        ) as asked,
        transaction.atomic(),
    ):
        hold(trust)
    assert any("FOR NO KEY UPDATE" in query["sql"] for query in asked) == connection.features.has_select_for_update
