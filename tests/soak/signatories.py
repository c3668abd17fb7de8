"""A board whose agreement is signed, as its members' browsers use it or by the acts that their forms call."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from html import unescape
from typing import Any
from uuid import uuid4

from django.conf import settings
from django.db import DatabaseError
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from governance.agreements import acts
from governance.agreements.codes import new_code
from governance.agreements.documents import digest_of_shown
from governance.agreements.models import Agreement, Draft, Edition, Signature
from governance.agreements.queries import issues_of, signing_of
from governance.membership.models import Person, Seat
from governance.membership.permissions import PERSON
from tests.governance.agreements.scene import agreement_of, at_seat, draft_of, issued, shown
from tests.soak.chamber import SERVING, Answered
from tests.soak.scene import by, holder, new_trust, signed_in
from tests.world import body_of, person_of, seat_of, seated
from trustboard.accounts.models import User
from trustboard.acts.by import By
from trustboard.acts.verdict import RuleBroken
from trustboard.ledger.models import Entry

HIDDEN = r'<input type="hidden" name="(\w+)" value="([^"]*)"'
Ask = Callable[[], Answered]
"""What somebody is about to do: their page is open, or all that the act is given is read."""


@dataclass
class Signatories:
    """A trust of its own with two officers. Ann holds the police's seat and Bob health's; all representatives sign.

    `by_form` says whether what they do goes through the pages.
    """

    by_form: bool = False
    tabs: dict[User, Any] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.trust = new_trust()
        board = body_of(self.trust, "Board")
        self.officer, self.second = (holder(self.trust, f"{name}@{self.trust.slug}.example") for name in ("one", "two"))
        self.police, self.ann, self.ann_user = self._somebody(board, "Police", "Ann Ames")
        self.health, self.bob, self.bob_user = self._somebody(board, "Health", "Bob Birch")
        self._somebody(board, "Schools", "Cat Cole")  # never signs, so that no document is sealed by itself
        self.agreement: Agreement = agreement_of(board, "agreement", "Agreement")

    def _somebody(self, board: Any, title: str, name: str) -> tuple[Seat, Person, User]:
        person = person_of(self.trust, name)
        seat = seat_of(board, title)
        seated(seat, person)
        return seat, person, holder(person, f"{title.lower()}@{self.trust.slug}.example", PERSON)

    def edition(self) -> Edition:
        """A new edition, issued, under which nobody has signed."""
        return issued(self.agreement)

    def draft(self) -> Draft:
        """The next one, under way."""
        return draft_of(self.agreement)

    def to_sign(self, edition: Edition) -> Ask:
        """Ann is about to sign at her seat."""
        if self.by_form:
            address = self._address("sign_agreement", at_seat(self.police))
            page = self._page(self.ann_user, address)
            ticked = {"has_authority": "on", "is_ticked": "on", "typed": self.ann.name, "position": "Director"}
            return lambda: self._posts(self.ann_user, address, **{**page, **ticked})
        acting = proved(self.ann_user)
        return lambda: answered(
            lambda: acts.sign_agreement(
                read(edition),
                at_seat(self.police),
                self.ann,
                how=shown(edition, self.ann),
                position="Director",
                shown_at=acting.now,
                device="A browser",
                by=acting,
            )
        )

    def to_decline(self, edition: Edition) -> Ask:
        """Ann is about to decline at her seat."""
        if self.by_form:
            address = self._address("decline_agreement", at_seat(self.police))
            return lambda: self._posts(self.ann_user, address, reason="We wait.", number=edition.number)
        acting = proved(self.ann_user)
        return lambda: answered(
            lambda: acts.decline_agreement(read(edition), at_seat(self.police), self.ann, reason="We wait.", by=acting)
        )

    def to_issue(self, officer: User, draft: Draft) -> Ask:
        """An officer is about to issue the draft that they read."""
        if self.by_form:
            address = self._address("issue_agreement")
            return lambda: self._posts(officer, address, version=draft.version)
        acting = proved(officer)
        return lambda: answered(lambda: acts.issue_edition(self._agreement(), version=draft.version, by=acting))

    def to_withdraw(self, edition: Edition) -> Ask:
        """The officer is about to withdraw the edition."""
        if self.by_form:
            address = self._address("withdraw_edition", edition.number)
            return lambda: self._posts(self.officer, address, reason="It is wrong.")
        acting = proved(self.officer)
        return lambda: answered(lambda: acts.withdraw_agreement(read(edition), reason="It is wrong.", by=acting))

    def to_seal(self, officer: User, edition: Edition) -> Ask:
        """The bytes are made, with every signature that there was; by the act, for it comes after the typesetting."""
        codes = [each.code for each in Signature.objects.filter(edition=edition)]
        shows = digest_of_shown(signing_of(edition, timezone.localdate()), issues_of(edition.agreement), seal="")
        acting = proved(officer)
        return lambda: answered(
            lambda: acts.keep_sealed(
                read(edition),
                code=new_code(),
                sha256=uuid4().hex * 2,
                signatures=codes,
                seal="",
                head="",
                shows=shows,
                by=acting,
            )
        )

    def bob_has_signed(self, edition: Edition) -> Signature:
        """His signature under the edition."""
        acting = proved(self.bob_user)
        return acts.sign_agreement(
            edition,
            at_seat(self.health),
            self.bob,
            how=shown(edition, self.bob),
            position="Director",
            shown_at=acting.now,
            device="A browser",
            by=acting,
        ).result

    def entry_of(self, row: Any) -> int:
        """The number of the entry that first proves the row."""
        entries = Entry.objects.filter(chain=self.agreement.chain, body__contains=str(row.pk))
        return entries.order_by("number").values_list("number", flat=True)[0]

    def _agreement(self) -> Agreement:
        return Agreement.objects.select_related("trust", "body").get(pk=self.agreement.pk)

    def _address(self, name: str, *more: object) -> str:
        return reverse(name, args=[self.trust.slug, self.agreement.key, *more])

    def _page(self, user: User, address: str) -> dict[str, str]:
        return {
            name: unescape(value) for name, value in re.findall(HIDDEN, self._tab(user).get(address).content.decode())
        }

    def _posts(self, user: User, address: str, **sent: Any) -> Answered:
        response = self._tab(user).post(address, {"request_id": str(uuid4()), **sent})
        return Answered(response.status_code == 302, f"{response.status_code} {unescape(response.content.decode())}")

    def _tab(self, user: User) -> Client:
        if user not in self.tabs:
            self.tabs[user] = signed_in(user).session
        tab = Client(SERVER_NAME="127.0.0.1", raise_request_exception=False)
        tab.handler = SERVING
        tab.cookies[settings.SESSION_COOKIE_NAME] = self.tabs[user]
        return tab


def proved(user: User) -> By:
    """The user, who has just given their password."""
    return replace(by(user), proved_by="password")


def read(edition: Edition) -> Edition:
    """The edition as a request of its own reads it."""
    return Edition.objects.select_related("agreement__trust", "agreement__body").get(pk=edition.pk)


def answered(act: Callable[[], Any]) -> Answered:
    """Done, or why not: in the rule's words, or as the database refused it."""
    try:
        act()
    except (RuleBroken, DatabaseError) as refusal:
        return Answered(is_done=False, text=str(refusal))
    return Answered(is_done=True, text="")
