"""A real mail server for the tests of mail."""

from __future__ import annotations

import socket
from collections.abc import Callable, Iterator
from email import message_from_bytes, policy
from email.message import EmailMessage

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session


class Office:
    """A mail server's other side: keeps what arrives, and answers as it is told to.

    `answer` is the reply to each letter, given its address; anything but a 250 refuses it.
    """

    def __init__(self) -> None:
        self.arrived: list[EmailMessage] = []
        self.answer: Callable[[str], str] = lambda _: "250 OK"

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802 - aiosmtpd's
        answer = self.answer(envelope.rcpt_tos[0])
        if answer.startswith("250"):
            self.arrived.append(message_from_bytes(envelope.content, policy=policy.default))
        return answer


@pytest.fixture
def office(settings) -> Iterator[Office]:
    """A mail server of this machine, to which the product sends."""
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        port = found.getsockname()[1]
    office = Office()
    controller = Controller(office, hostname="127.0.0.1", port=port)
    controller.start()
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", port
    yield office
    controller.stop()
