"""`manage.py load_demonstration`: the invented trusts and people of the demonstration, and how to sign in as them.

Everything is done by the acts that anyone else would use, in the order they would: the operator loads a trust from its
file and invites its officer, who accepts, sets up an authenticator app and invites the auditor and a member. What is
there already stays, so that the command may be run at any time: it then tells the sign-ins again, with the codes of the
moment. A trust that has bodies, or people, is not loaded over: what was done to it in the browser since then stands.
"""

from __future__ import annotations

import json
import re
from argparse import ArgumentParser
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path
from secrets import choice
from typing import Any
from uuid import uuid4

from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, generate_totp_secret, hotp_value
from allauth.mfa.utils import decrypt
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from governance.membership.models import Person
from governance.structure.models import Trust
from governance.structure.permissions import OFFICER
from governance.trustfile.acts import load_trust
from governance.trustfile.parse import parse
from trustboard.accounts.acts import accept_invitation, invite_again, invite_person
from trustboard.accounts.changes import digest_of_token
from trustboard.accounts.models import Held, Invitation, User
from trustboard.accounts.queries import has_second_factor, open_invitations_to, user_with_address
from trustboard.accounts.roles import Role, role_called
from trustboard.acts.by import By
from trustboard.documents.files import write_durably
from trustboard.operations.alone import refuse_a_second_process
from trustboard.operations.assets import collect_static_files

FIXTURES = settings.BASE_DIR / "fixtures"
PEOPLE = FIXTURES / "demo" / "people.json"
LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"
CODE_SECONDS = 30
SINCE = timedelta(days=730)
"""So long ago the trusts were loaded, for the year that is played in them."""


@dataclass(frozen=True, slots=True)
class SignIn:
    """How to sign in as one person. `code` holds until `code_until`; all three are empty without a second factor."""

    trust: str
    title: str
    name: str
    email: str
    password: str
    key: str = ""
    code: str = ""
    code_until: str = ""
    recovery_code: str = ""


class Command(BaseCommand):
    help = "Load the demonstration where it is not there yet, and tell how to sign in."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--prepare", action="store_true", help="first bring the database and the static files up to date"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        if not settings.DEMONSTRATION:
            raise CommandError("This is no demonstration: DEMONSTRATION is not set to yes.")
        if options["prepare"]:
            _prepare()
        sign_ins = list(_load(json.loads(PEOPLE.read_text()), passwords=_Passwords(settings.DATA_DIR)))
        self.stdout.write(_as_text(sign_ins))


def _prepare() -> None:
    try:
        refuse_a_second_process()
    except ImproperlyConfigured as fault:
        raise CommandError(str(fault)) from None
    call_command("migrate", verbosity=0)
    collect_static_files()


class _Passwords:
    """The passwords of this installation, kept in its data folder before they are used anywhere.

    Beside each stands how the database stores it: while that is so, it need not be proved, which takes a fifth of a
    second for each person at every start.
    """

    def __init__(self, folder: Path) -> None:
        self._file = folder / "sign-ins.json"
        self._kept: dict[str, dict[str, str]] = json.loads(self._file.read_text()) if self._file.exists() else {}

    def of(self, email: str) -> str:
        """The password of that address, made if it has none."""
        if email not in self._kept:
            password = "-".join("".join(choice(LETTERS) for _ in range(4)) for _ in range(4))
            self._keep(email, password=password, stored="")
        return self._kept[email]["password"]

    def holds(self, user: User) -> bool:
        """Whether it is still the user's password."""
        if user.password == self._kept[user.email]["stored"]:
            return True
        if not user.check_password(self.of(user.email)):
            return False
        self._keep(user.email, password=self.of(user.email), stored=user.password)
        return True

    def _keep(self, email: str, **kept: str) -> None:
        self._kept[email] = kept
        write_durably(self._file, json.dumps(self._kept, indent=2) + "\n")


def _load(trusts: list[dict[str, Any]], *, passwords: _Passwords) -> Iterator[SignIn]:
    for described in trusts:
        trust = _trust(described["slug"])
        officer: User | None = None
        for person in described["people"]:
            role = role_called(person["role"])
            member = Person.objects.get(trust=trust, key=person["person"]) if "person" in person else None
            user = user_with_address(person["email"])
            if user is None:
                invitation = _invited(member or trust, person["email"], role, officer)
                name = member.name if member else person["name"]
                user = _accepted(invitation, name, passwords.of(person["email"]))
            if role.needs_second_factor and not has_second_factor(user):
                TOTP.activate(user, generate_totp_secret())
                RecoveryCodes.activate(user)
            if role == OFFICER:
                officer = user
            yield _sign_in(trust, role, user, passwords.of(user.email) if passwords.holds(user) else "(changed since)")


def _trust(slug: str) -> Trust:
    """The trust with its bodies and its invented people, from their files where it has none yet."""
    if not Trust.objects.filter(slug=slug, bodies__isnull=False).exists():
        _load_file(FIXTURES / f"{slug}.yaml")
    trust = Trust.objects.get(slug=slug)
    if not trust.people.exists():
        _load_file(FIXTURES / "demo" / f"{slug}-people.yaml")
    return trust


def _load_file(file: Path) -> None:
    """Load the file as of a time before anything is told of its trust: an agreement is issued before it is signed."""
    load_trust(parse(file.read_bytes(), source=file.name), by=_the_operator(timezone.now() - SINCE))


def _the_operator(now: datetime) -> By:
    return By.the_command("load_demonstration", now=now)


def _invited(held_on: Held, email: str, role: Role, officer: User | None) -> Invitation:
    """An open invitation whose letter still shows its link, by the officer where there is one."""
    now = timezone.now()
    by = By(now=now, request_id=uuid4(), user=officer, proved_at=now) if officer else _the_operator(now)
    invitations = open_invitations_to(held_on).filter(role=role.key, address__text__iexact=email)
    invitation = invitations.first()
    if invitation is None:
        invite_person(held_on, email=email, role=role, by=by)
    elif invitation.letter is None or not invitation.letter.text:
        invite_again(invitation, by=by)
    return invitations.get()


def _accepted(invitation: Invitation, name: str, password: str) -> User:
    """The account that whoever opens the letter's link makes."""
    link = re.search(r"/invitations/([\w-]+)/", invitation.letter.text if invitation.letter else "")
    if link is None:
        raise CommandError(f"The letter to {invitation.email} holds no link.")
    behind = Invitation.objects.get(token_digest=digest_of_token(link[1]))
    by = By(now=timezone.now(), request_id=uuid4())
    return accept_invitation(behind, name=name, password=password, by=by).result


def _sign_in(trust: Trust, role: Role, user: User, password: str) -> SignIn:
    told = SignIn(
        trust=trust.name,
        title=role.title,
        name=user.name,
        email=user.email,
        password=password,
    )
    factors = {factor.type: factor for factor in Authenticator.objects.filter(user=user)}
    totp, recovery = factors.get(Authenticator.Type.TOTP), factors.get(Authenticator.Type.RECOVERY_CODES)
    if totp is None:
        return told
    key = decrypt(totp.data["secret"])
    period = int(timezone.now().timestamp()) // CODE_SECONDS
    until = datetime.fromtimestamp((period + 1) * CODE_SECONDS, timezone.get_current_timezone())
    unused = RecoveryCodes(recovery).get_unused_codes() if recovery else []
    return replace(
        told,
        key=key,
        code=format_hotp_value(hotp_value(key, period)),
        code_until=until.strftime("%H:%M:%S"),
        recovery_code=next(iter(unused), "(none left)"),
    )


def _as_text(sign_ins: list[SignIn]) -> str:
    lines = [f"Trustboard, a demonstration with invented people, at {settings.SITE_URL}", ""]
    for told in sign_ins:
        lines += [f"{told.trust}: {told.name}, {told.title}", f"  {told.email}   password {told.password}"]
        if told.key:
            lines += [
                f"  authenticator key {told.key}   code {told.code} until {told.code_until}",
                f"  or a recovery code, good for once: {told.recovery_code}",
            ]
        lines.append("")
    lines.append("Sign-ins again, with new codes:  .venv/bin/python manage.py load_demonstration")
    return "\n".join(lines)
