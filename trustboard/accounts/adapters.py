"""How django-allauth is fitted in: by invitation only, letters through our queue, secrets encrypted at rest."""

from __future__ import annotations

import base64
import hashlib
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from cryptography.fernet import Fernet
from django.conf import settings
from django.db import transaction
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils import timezone

from trustboard.accounts.models import User
from trustboard.accounts.requests import proved_at
from trustboard.accounts.rules import may_act_gravely
from trustboard.mail.changes import queue_letter


class AccountAdapter(DefaultAccountAdapter):
    """Nobody signs up; every letter of allauth's is queued like our own, so that none shows by its delay who exists."""

    error_messages = DefaultAccountAdapter.error_messages | {
        "email_password_mismatch": "The e-mail address or the password is wrong. Check both and try again.",
        "enter_current_password": "This is not your present password.",
        "incorrect_password": "The password is wrong.",
        "rate_limited": "Too many wrong codes. Wait five minutes, then try again.",
        "too_many_login_attempts": "Too many wrong tries. Wait five minutes, then try again.",
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def is_reauthentication_required(self, *, app: str, **_: Any) -> bool:
        """As for our own grave acts: where more than five minutes have passed since the last proof, a sign-in too."""
        user = self.request.user
        last = proved_at(self.request, user) if isinstance(user, User) else None
        return not may_act_gravely(proved_at=last, now=timezone.now()).allowed

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        subject = " ".join(render_to_string(f"{template_prefix}_subject.txt", context).split())
        text = render_to_string(f"{template_prefix}_message.txt", context)
        with transaction.atomic():
            queue_letter(to=email, subject=subject, text=text, now=timezone.now())


class SecondFactorAdapter(DefaultMFAAdapter):
    """The secrets of authenticator apps and recovery codes are stored encrypted with the server's secret key."""

    error_messages = DefaultMFAAdapter.error_messages | {
        "cannot_generate_recovery_codes": "Set up your authenticator app first: recovery codes stand in for it.",
        "incorrect_code": "The code is wrong or too old. Wait for the next one and type that.",
    }

    def encrypt(self, text: str) -> str:
        return _fernet().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        return _fernet().decrypt(encrypted_text.encode()).decode()


def _fernet() -> Fernet:
    digest = hashlib.sha256(f"second factor\n{settings.SECRET_KEY}".encode()).digest()
    return Fernet(base64.urlsafe_b64encode(digest))
