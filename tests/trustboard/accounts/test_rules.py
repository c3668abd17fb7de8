from datetime import UTC, datetime, timedelta

import pytest

from trustboard.accounts.rules import (
    PROOF_LASTS,
    may_accept,
    may_act_gravely,
    may_change_invitation,
    may_invite,
    may_revoke,
)

NOON = datetime(2026, 10, 1, 12, tzinfo=UTC)
SECOND = timedelta(seconds=1)


@pytest.mark.parametrize(
    ("is_open", "was_withdrawn", "expires_at", "is_someone_elses", "reason"),
    [
        (True, False, NOON + SECOND, False, ""),
        (True, False, NOON, False, "expired"),
        (True, False, NOON - SECOND, False, "expired"),
        (False, False, NOON + SECOND, False, "accepted before"),
        (False, True, NOON + SECOND, False, "withdrawn"),
        (True, False, NOON + SECOND, True, "Sign in with it"),
        (False, False, NOON + SECOND, True, "accepted before"),
    ],
)
def test_may_accept_once_in_time_and_by_its_own_account(
    is_open: bool, was_withdrawn: bool, expires_at: datetime, is_someone_elses: bool, reason: str
) -> None:
    verdict = may_accept(
        is_open=is_open,
        was_withdrawn=was_withdrawn,
        expires_at=expires_at,
        is_someone_elses=is_someone_elses,
        now=NOON,
    )
    assert verdict.allowed == (not reason)
    assert reason in verdict.sentence


@pytest.mark.parametrize(
    ("proved_at", "allowed"),
    [(None, False), (NOON, True), (NOON - PROOF_LASTS, True), (NOON - PROOF_LASTS - SECOND, False)],
)
def test_may_act_gravely_until_five_minutes_after_the_proof(proved_at: datetime | None, allowed: bool) -> None:
    assert may_act_gravely(proved_at=proved_at, now=NOON).allowed == allowed


@pytest.mark.parametrize(
    ("holds_role", "is_invited", "reason"),
    [(False, False, ""), (True, False, "auditor already"), (False, True, "Send that one again")],
)
def test_may_invite_whom_the_role_is_new_to(holds_role: bool, is_invited: bool, reason: str) -> None:
    verdict = may_invite(holds_role=holds_role, is_invited=is_invited, title="auditor")
    assert verdict.allowed == (not reason)
    assert reason in verdict.sentence


@pytest.mark.parametrize("is_open", [True, False])
def test_may_change_invitation_only_while_open(is_open: bool) -> None:
    assert may_change_invitation(is_open=is_open).allowed == is_open


@pytest.mark.parametrize(
    ("is_held", "is_last_giver", "reason"),
    [(True, False, ""), (False, False, "do not hold"), (True, True, "last person")],
)
def test_may_revoke_what_is_held_unless_nobody_could_give_access_then(
    is_held: bool, is_last_giver: bool, reason: str
) -> None:
    verdict = may_revoke(is_held=is_held, is_last_giver=is_last_giver)
    assert verdict.allowed == (not reason)
    assert reason in verdict.sentence
