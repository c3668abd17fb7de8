"""The times of a sitting's pages: those of London, with the day where it is another."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from meetings.templatetags.session import clock_beside

FIRST = datetime(2030, 6, 6, 13, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("moment", "told"),
    [
        (datetime(2030, 6, 6, 13, 5, tzinfo=UTC), "14:05"),
        (datetime(2030, 6, 6, 22, 59, tzinfo=UTC), "23:59"),
        (datetime(2030, 6, 6, 23, 0, tzinfo=UTC), "7 Jun 00:00"),
        (datetime(2030, 12, 3, 9, 10, tzinfo=UTC), "3 Dec 09:10"),
    ],
)
def test_clock_beside_tells_the_day_where_it_is_not_that_of_the_first_moment(moment: datetime, told: str) -> None:
    assert clock_beside(moment, FIRST) == told
