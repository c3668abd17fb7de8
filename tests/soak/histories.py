"""Random histories: what the acts of a year leave in the record of one trust, done through the acts themselves."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

from django.contrib.contenttypes.models import ContentType

from governance.structure.acts import found_trust
from governance.structure.models import Trust
from governance.structure.permissions import AUDITOR, OFFICER
from trustboard.accounts import acts
from trustboard.accounts.models import Invitation
from trustboard.accounts.queries import grants_on, open_invitations_to
from trustboard.acts.by import By
from trustboard.ledger.models import Head
from trustboard.ledger.record import tables_of_record

BEGINNING = datetime(2026, 1, 5, 9, tzinfo=UTC)
Rows = dict[str, dict[str, dict[str, Any]]]


@dataclass
class History:
    """One trust, what was done there, and how rows and head stood after each act, as an intruder might have noted it.

    Every history holds a role that was taken away, invitations in every state, and at least `length` acts.
    """

    chance: random.Random
    length: int
    trust: Trust = field(init=False)
    rows_after: list[Rows] = field(default_factory=list)
    head_after: list[dict[str, Any]] = field(default_factory=list)
    gone: list[dict[str, Any]] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.now = BEGINNING + timedelta(minutes=self.chance.randrange(100_000))
        self.trust = found_trust(slug=f"trust-{uuid4().hex[:12]}", name=self._word(), by=self._by()).result
        self._note()
        for deed in [self._invite, self._accept, self._invite, self._accept, self._revoke, self._invite, self._invite]:
            deed()
        while len(self.head_after) < self.length:
            self.chance.choice([self._invite, self._invite, self._accept, self._again, self._withdraw, self._revoke])()

    def _by(self) -> By:
        self.now += timedelta(seconds=self.chance.randrange(1, 3600))
        return By(now=self.now, request_id=UUID(int=self.chance.getrandbits(128)), command="a-year-of-acts")

    def _word(self) -> str:
        return "".join(self.chance.choices("abcdefghijklmnopqrstuvwxyz", k=10))

    def _done(self, act: Callable[..., Any], *args: Any, **kwargs: Any) -> None:
        act(*args, **kwargs, by=self._by())
        self._note()

    def _open(self) -> Invitation | None:
        # Those of this hour alone: time goes on with every act, and an invitation lasts a week.
        found = list(open_invitations_to(self.trust).filter(expires_at__gt=self.now + timedelta(hours=2)))
        return self.chance.choice(found) if found else None

    def _invite(self) -> None:
        role = self.chance.choice([AUDITOR, OFFICER])
        self._done(acts.invite_person, self.trust, email=f"{self._word()}@agency.example", role=role)

    def _accept(self) -> None:
        if invitation := self._open():
            by = self._by()
            acts.accept_invitation(
                invitation,
                name=self._word(),
                password=self._word(),
                by=By(now=by.now, request_id=by.request_id),
            )
            self._note()

    def _again(self) -> None:
        if invitation := self._open():
            self._done(acts.invite_again, invitation)

    def _withdraw(self) -> None:
        if invitation := self._open():
            self._done(acts.withdraw_invitation, invitation)

    def _revoke(self) -> None:
        grants = grants_on(self.trust)
        officers = [grant for grant in grants if grant.role == OFFICER]
        takable = [grant for grant in grants if grant.role != OFFICER or len(officers) > 1]
        if takable:
            grant = self.chance.choice(takable)
            row = type(grant.row)._base_manager.filter(pk=grant.row.pk).values().get()
            self._done(acts.revoke_role, self.trust, person=grant.person.pk, role=grant.role)
            self.gone.append(row)

    def _note(self) -> None:
        self.rows_after.append(self.rows())
        self.head_after.append(Head.objects.filter(pk=self.trust.chain).values().get())

    def rows(self) -> Rows:
        """Every row of record that these acts write, as it now stands: by table, then by key."""
        kind, key = ContentType.objects.get_for_model(Trust).pk, self.trust.pk
        mine: dict[str, dict[str, Any]] = {
            "governance_trust": {"pk": key},
            "trustboard_invitation": {"content_type": kind, "object_key": key},
            "guardian_userobjectpermission": {"content_type": kind, "object_pk": str(key)},
        }
        tables = tables_of_record()
        return {
            table: {str(row["id"]): row for row in tables[table].model._base_manager.filter(**which).values()}
            for table, which in mine.items()
        }
