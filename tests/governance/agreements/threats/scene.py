"""An agreement that is being signed, and everybody who might try what must not be."""

from __future__ import annotations

import re
from contextlib import suppress
from html import unescape
from typing import Any
from uuid import uuid4

from django.db import DatabaseError, connection, transaction
from django.test import Client
from django.urls import reverse

from governance.agreements.acts import keep_sealed
from governance.agreements.models import Draft, Signature
from governance.membership.permissions import PERSON
from tests.governance.agreements.scene import (
    AgreementsWorld,
    Represented,
    agreement_of,
    at_block,
    decline,
    issued,
    sign,
)
from tests.world import body_of, close_files, member, operator, person_of, seat_of, seated, signed_in
from trustboard.accounts.models import User
from trustboard.documents.kept import keep

HIDDEN = r'<input type="hidden" name="(\w+)" value="([^"]*)"'
REASON = "Our cabinet meets in June."
KEPT = b"%PDF-1.4\n% as good as any\n%%EOF\n"
CODE = "K" * 16


class Signed(AgreementsWorld):
    """The partner agency agreement is issued, and its next edition drafted. Bob Birch has signed for health and Cora
    Cedar has declined for schools; Bob has signed the trust agreement as its chief executive. Nobody's seal stands on
    the document that is kept as sealed. Medway has an agreement of its own, with Mia Moss on its board.
    """

    def __post_init__(self) -> None:
        super().__post_init__()
        self.bobs: Signature = self.sign(self.health)
        decline(self.edition, self.schools.place, self.schools.person, self.schools.user, REASON)
        sign(self.charter_edition, at_block(self.chief), self.health.person, self.health.user)
        self.sealed = keep_sealed(
            self.edition,
            code=CODE,
            sha256=keep([KEPT]),
            signatures=[self.bobs.code],
            seal="",
            head="",
            by=operator(),
        ).result
        self.medway_board = body_of(self.medway, "Board")
        self.mia = person_of(self.medway, "Mia Moss")
        seated(seat_of(self.medway_board, "Police"), self.mia)
        self.mia_user = member(self.mia, "Mia Moss", PERSON, second_factor=False)
        self.undertaking = agreement_of(self.medway_board, "undertaking", "Undertaking")
        issued(self.undertaking)
        self.tabs: dict[User, Client] = {}

    def tab(self, user: User) -> Client:
        """The user's browser, in which they signed in once."""
        if user not in self.tabs:
            self.tabs[user] = signed_in(user)
            self.tabs[user].raise_request_exception = False
        return self.tabs[user]

    def page(self, user: User, place: str, name: str = "sign_agreement", *, key: str = "") -> dict[str, str]:
        """What the page at the place keeps in its hidden fields; nothing where there is nothing to sign for them."""
        address = reverse(name, args=["kent", key or self.agreement.key, place])
        said = self.tab(user).get(address).content.decode()
        return {name: unescape(value) for name, value in re.findall(HIDDEN, said)}

    def signs(self, user: User, place: str, page: dict[str, str], **sent: Any) -> Any:
        """What comes of the form of that page, sent at that place by the user as Ada Ash, unless said otherwise."""
        key = sent.pop("key", self.agreement.key)
        whole = {"position": "Director", "has_authority": "on", "is_ticked": "on", "typed": "Ada Ash"}
        address = reverse("sign_agreement", args=["kent", key, place])
        return self.tab(user).post(address, {"request_id": str(uuid4()), **page, **whole, **sent})

    def sends(self, user: User, page: str, /, *of: Any, slug: str = "kent", key: str = "", **sent: Any) -> Any:
        """What comes of a form of the agreement's pages."""
        address = reverse(page, args=[slug, key or self.agreement.key, *of])
        return self.tab(user).post(address, {"request_id": str(uuid4()), **sent})

    def reads(self, user: User, name: str, *of: Any, slug: str = "kent", key: str = "") -> tuple[int, bytes]:
        """The status of a page, and all that it says."""
        response = self.tab(user).get(reverse(name, args=[slug, key or self.agreement.key, *of]))
        said = b"".join(response) if response.streaming else response.content
        close_files(response)
        return response.status_code, said

    def issues(self) -> None:
        """The officer issues the next edition."""
        draft = Draft.objects.get(pk=self.draft.pk)
        assert self.sends(self.officer, "issue_agreement", version=draft.version).status_code == 302

    def withdraws(self) -> None:
        """The officer withdraws the edition."""
        assert self.sends(self.officer, "withdraw_edition", 1, reason="It is wrong.").status_code == 302

    def has_signed(self, one: Represented) -> bool:
        """Whether anybody signed for the seat, in whatever name."""
        return Signature.objects.filter(seat=one.seat).exists()


def behind(statement: str, *values: object) -> None:
    """Straight in the database, behind the application's back; nothing where it refuses."""
    with suppress(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement, values)
