"""Who acts, as the ledger names them."""

from __future__ import annotations

from uuid import UUID

import pytest

from tests.world import MORNING
from trustboard.accounts.models import User
from trustboard.acts.by import By

REQUEST = UUID(int=7)
SOMEONE = UUID(int=1)


@pytest.mark.parametrize(
    ("by", "actor"),
    [
        (By(now=MORNING, request_id=REQUEST, user=User(pk=SOMEONE)), f"user:{SOMEONE}"),
        (By(now=MORNING, request_id=REQUEST, command="found_trust"), "command:found_trust"),
        (By(now=MORNING, request_id=REQUEST), "visitor"),
    ],
)
def test_by_names_its_actor(by: By, actor: str) -> None:
    assert by.actor == actor


def test_by_is_a_request_of_its_own_when_a_command_runs_twice() -> None:
    first, second = By.the_command("nightly", now=MORNING), By.the_command("nightly", now=MORNING)
    assert first.actor == second.actor
    assert first.request_id != second.request_id
