"""Ways to take a guard away from the running views, for as long as a test lasts."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection
from django.utils import timezone

from governance.membership.models import Person
from meetings.ballots.models import Ballot
from meetings.session.permissions import seat_of
from tests.meetings.threats.scene import Sitting
from tests.world import by
from trustboard.acts.by import By
from trustboard.acts.changes import claim_request
from trustboard.acts.models import Versioned
from trustboard.acts.verdict import ALLOWED
from trustboard.ledger.triggers import remove_triggers

Without = Callable[[Sitting, pytest.MonkeyPatch], None]


def allowing(*rules: str) -> Without:
    """Without these rules: whatever they are asked is allowed."""
    return instead({rule: lambda *_, **__: ALLOWED for rule in rules})


def instead(others: Mapping[str, Any]) -> Without:
    """With these in the place of the guards, by their paths below `meetings`."""

    def take_away(room: Sitting, patch: pytest.MonkeyPatch) -> None:
        for path, other in others.items():
            patch.setattr(f"meetings.{path}", other)

    return take_away


def without_triggers(room: Sitting, patch: pytest.MonkeyPatch) -> None:
    """Without those of the database."""
    remove_triggers(connection)


def both(*guards: Without) -> Without:
    """Without any of these."""

    def take_away(room: Sitting, patch: pytest.MonkeyPatch) -> None:
        for guard in guards:
            guard(room, patch)

    return take_away


def still_deputy(room: Sitting, patch: pytest.MonkeyPatch) -> None:
    """With what the page knew before the naming ended."""
    sitter = seat_of(room.ben_user, *room.where)
    patch.setattr("meetings.session.views.seat.seat_of", lambda *_: sitter)
    patch.setattr("meetings.attendance.acts.require_seat_of", lambda *_: None)


def as_oneself(sitting: Any, person: Person, at: Any, by: By) -> tuple[Any, bool]:
    """Whoever it is acts for themself."""
    sitting.refresh_from_db()
    return by.now, True


def at_the_time_it_speaks_of(room: Sitting, patch: pytest.MonkeyPatch) -> None:
    """With the time that was sent as the server's own."""

    def by_of(request: Any, form: Any) -> Any:
        stated = timezone.now() - timedelta(seconds=form.cleaned_data["ago"])
        return replace(by(room.officer), request_id=form.cleaned_data["request_id"], now=stated)

    patch.setattr("meetings.session.views.desk.by_of", by_of)
    patch.setattr("meetings.session.forms.EntryForm.moment", lambda *_: None)
    patch.setattr("meetings.attendance.acts.may_speak_of", lambda **_: ALLOWED)


def any_ballot(_: Any, key: Any) -> Ballot:
    """The ballot, whatever sitting the address names."""
    return Ballot.objects.select_related("sitting__meeting__body__trust", "item").get(pk=key)


def still_a_member(room: Sitting, patch: pytest.MonkeyPatch) -> None:
    """With what the page knew before the role was taken away."""
    sitter = seat_of(room.ann_user, *room.where)
    patch.setattr("meetings.session.views.voting.sitting_followed_by", lambda *_: sitter.sitting)
    patch.setattr("meetings.session.views.voting.seated_at", lambda *_: sitter)
    patch.setattr("meetings.session.views.voting._is_officer", lambda *_: False)
    patch.setattr("meetings.ballots.acts.begun_by_self", as_oneself)


def in_any_version(room: Sitting, patch: pytest.MonkeyPatch) -> None:
    """With rows changed whatever version was read."""

    def claim_version(row: Versioned, *, read: int | None = None) -> None:
        row.version += 1
        type(row)._base_manager.filter(pk=row.pk).update(version=row.version)

    patch.setattr("trustboard.acts.changes.claim_version", claim_version)


def request_ids_forgotten(room: Sitting, patch: pytest.MonkeyPatch) -> None:
    """With every request taken for a new one."""

    def claim_anew(by: Any, *, digest: str) -> Any:
        return claim_request(replace(by, request_id=uuid4()), digest=digest)

    patch.setattr("trustboard.acts.act.claim_request", claim_anew)
