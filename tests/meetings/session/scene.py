"""A sitting of today, as browsers use its pages."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

from django.test import Client
from django.urls import reverse
from django.utils import timezone

from meetings.attendance.acts import Entry, open_sitting, record_happening
from meetings.attendance.roll import Kind
from meetings.schedule.models import Sitting
from tests.meetings.attendance.scene import Room
from tests.world import by


class Today(Room):
    """The room, whose board meets today."""

    def __post_init__(self) -> None:
        self.meets = timezone.localdate()
        super().__post_init__()

    def opened(self, sitting: Sitting | None = None) -> Sitting:
        """The sitting, opened just now by the officer."""
        sitting = sitting or self.sitting
        open_sitting(sitting, at=None, by=by(self.officer))
        return sitting

    def recorded_now(self, kind: Kind, **columns: Any) -> None:
        """The officer recorded it just now."""
        record_happening(self.sitting, entry=Entry(kind=kind, **columns), at=None, by=by(self.officer))

    def address(self, name: str = "desk") -> str:
        """The address of that page of the sitting."""
        return reverse(name, args=["kent", "board", self.sitting.meeting_id, self.sitting.number])

    def press(self, client: Client, page: str = "record_happening", /, **sent: Any) -> Any:
        """What comes of a button, pressed once."""
        headers = sent.pop("headers", {})
        return client.post(self.address(page), {"request_id": str(uuid4()), **sent}, headers=headers)
