"""The steps of an act that concern the act itself, and the guard that keeps every step inside one."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any, ParamSpec, TypeVar

from django.db import transaction
from django.db.models import Model

from trustboard.acts.by import By
from trustboard.acts.models import Request, Versioned
from trustboard.acts.verdict import RuleBroken, refused

P = ParamSpec("P")
R = TypeVar("R")


class OutsideTransaction(RuntimeError):
    """A step was called outside the transaction of an act: a fault in the program, never in what was typed."""


class ChangedMeanwhile(RuleBroken):
    """Somebody else changed the row after it was read."""

    def __init__(self) -> None:
        super().__init__(refused("Somebody else changed this in the meantime. Look at how it stands now."))


def change(step: Callable[P, R]) -> Callable[P, R]:
    """Mark a step of an act: it asks no permission, opens no transaction, and refuses to run outside one."""

    @wraps(step)
    def inside_a_transaction(*args: P.args, **kwargs: P.kwargs) -> R:
        if not transaction.get_connection().in_atomic_block:
            raise OutsideTransaction(f"{step.__name__} is a step of an act and runs only inside one.")
        return step(*args, **kwargs)

    return inside_a_transaction


@change
def claim_request(by: By, *, digest: str) -> Request:
    """Claim the request id for this act. Raises IntegrityError where it was claimed before."""
    return Request.objects.create(
        actor=by.actor, act=by.act, request_id=by.request_id, digest=digest, address="", at=by.now
    )


@change
def keep_address(request: Request, address: str) -> None:
    """Keep where the result is shown, for whoever asks the same thing again."""
    request.address = address
    request.save(update_fields=["address"])


@change
def claim_version(row: Versioned, *, read: int | None = None) -> None:
    """Claim a row for changing it, in the version that was read: by the page, where `read` gives it, else just now.

    Raises ChangedMeanwhile where somebody was quicker.
    """
    version = row.version if read is None else read
    claimed = type(row)._base_manager.filter(pk=row.pk, version=version).update(version=version + 1)
    if claimed != 1:
        raise ChangedMeanwhile
    row.version = version + 1


@change
def amend(row: Versioned, *, read: int | None = None, **columns: Any) -> bool:
    """Give the row these columns, in the version that was read. Returns whether anything changed; if not, nothing is
    written. Raises ChangedMeanwhile where somebody was quicker.
    """
    changed = [name for name, value in columns.items() if getattr(row, name) != value]
    if not changed:
        return False
    claim_version(row, read=read)
    for name in changed:
        setattr(row, name, columns[name])
    row.save(update_fields=changed)
    return True


@change
def hold(row: Model) -> None:
    """Let nobody else decide about this row until the commit. On SQLite every writing transaction is alone anyway.

    Rows that name it may still be written: else two acts that hold different rows would wait for each other at the
    commit, where PostgreSQL looks at foreign keys.
    """
    type(row)._base_manager.select_for_update(no_key=True).values_list("pk").get(pk=row.pk)
