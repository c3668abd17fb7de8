"""The `@act` decorator: the only door through which anything on the record changes.

An act is one function in one durable transaction. Its laws:

1. It takes `by`, a `By`, by name; it reads no clock.
2. The request id is claimed first. The same id with the same input answers with the earlier result and does nothing;
   with other input it raises `AnotherInput`, and nothing is done.
3. Whatever it raises, nothing is left of it.
4. It returns what it made, which knows its own address, or an address.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import wraps
from typing import Any, Generic, ParamSpec, TypeVar, cast

from django.conf import settings
from django.db import IntegrityError, transaction

from trustboard.acts.by import By
from trustboard.acts.changes import claim_request, keep_address
from trustboard.acts.digest import digest_of
from trustboard.acts.models import Request

P = ParamSpec("P")
R = TypeVar("R")

ACTS: dict[str, Callable[..., Any]] = {}


@dataclass(frozen=True, slots=True)
class Done(Generic[R]):
    """What an act answers. `made` is what it made, and None where the same request had been answered before."""

    address: str
    made: R | None
    repeated: bool = False

    @property
    def result(self) -> R:
        """What the act made. Raises ValueError where this was a repetition: then there is only the address."""
        if self.made is None:
            raise ValueError("This request had been answered before; its result is at its address.")
        return self.made


class AnotherInput(Exception):
    """The request id was used before with other input. `address` shows what was saved then."""

    def __init__(self, address: str) -> None:
        super().__init__("This form was sent before with other content.")
        self.address = address


def act(body: Callable[P, R]) -> Callable[P, Done[R]]:
    """Make `body` an act: a durable transaction around it, and its request id claimed once."""
    name = body.__name__
    if name in ACTS:
        raise ValueError(f"Two acts are called {name}; an act's name is its identity in the ledger.")
    signature = inspect.signature(body)

    @wraps(body)
    def perform(*args: P.args, **kwargs: P.kwargs) -> Done[R]:
        by = replace(cast("By", kwargs["by"]), act=name)
        kwargs["by"] = by
        given = dict(signature.bind(*args, **kwargs).arguments)
        del given["by"]
        digest = digest_of(given, secret=settings.SECRET_KEY)
        try:
            with transaction.atomic(durable=True):
                claim = claim_request(by, digest=digest)
                made = body(*args, **kwargs)
                address = made if isinstance(made, str) else cast("Any", made).get_absolute_url()
                keep_address(claim, address)
        except IntegrityError:
            earlier = Request.objects.filter(actor=by.actor, act=name, request_id=by.request_id).first()
            if earlier is None:
                raise
            if earlier.digest != digest:
                raise AnotherInput(earlier.address) from None
            return Done(address=earlier.address, made=None, repeated=True)
        return Done(address=address, made=made)

    ACTS[name] = perform
    return perform
