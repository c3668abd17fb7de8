"""When a letter is tried again."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tests.world import MORNING
from trustboard.mail.rules import CLAIM_LASTS, WAITS, next_try


@pytest.mark.parametrize(
    ("tries", "wait"),
    [
        (1, timedelta(minutes=1)),
        (2, timedelta(minutes=10)),
        (3, timedelta(hours=1)),
        (4, timedelta(hours=6)),
        (5, timedelta(hours=24)),
    ],
)
def test_next_try_waits_longer_each_time(tries: int, wait: timedelta) -> None:
    assert next_try(tries, now=MORNING) == MORNING + wait


def test_next_try_is_none_when_every_wait_is_used_up() -> None:
    assert next_try(len(WAITS) + 1, now=MORNING) is None


def test_claim_lasts_longer_than_a_mail_server_may_take(settings) -> None:
    assert timedelta(seconds=settings.EMAIL_TIMEOUT) < CLAIM_LASTS
