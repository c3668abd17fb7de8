"""Sending what is due: by a thread of each serving process, and by `manage.py send_letters` where none serves.

A letter is sent at least once: a sender cut off between the mail server's answer and our note of it sends it again.
"""

from __future__ import annotations

import logging
import re
import threading
from collections.abc import Callable
from datetime import datetime
from email.mime.text import MIMEText

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import connection, transaction
from django.utils import timezone

from trustboard.mail.bell import letters_waiting
from trustboard.mail.changes import claim_letter, mark_failed, mark_sent
from trustboard.mail.models import Letter, LetterState

log = logging.getLogger(__name__)

BATCH = 50
ROUND_SECONDS = 60


def send_due_letters(clock: Callable[[], datetime] = timezone.now) -> tuple[int, int]:
    """Send every letter that is due. Returns how many were sent and how many failed."""
    sent = failed = 0
    while letters := list(Letter.objects.filter(state=LetterState.QUEUED, due_at__lte=clock())[:BATCH]):
        for letter in letters:
            with transaction.atomic():
                if not claim_letter(letter, now=clock()):
                    continue
            failure = _send(letter)
            with transaction.atomic():
                if failure:
                    mark_failed(letter, failure, now=clock())
                    failed += 1
                else:
                    mark_sent(letter, now=clock())
                    sent += 1
    return sent, failed


def start_sender() -> None:
    """Start this process's sender: it sends at each ring of the bell, and looks for waiting letters every minute."""
    threading.Thread(target=_send_for_ever, name="letters", daemon=True).start()


def _send_for_ever() -> None:
    while True:
        letters_waiting.clear()
        try:
            send_due_letters()
        except Exception:
            log.exception("The sender of letters stumbled; what is due waits for its next round.")
        finally:
            connection.close()
        letters_waiting.wait(timeout=ROUND_SECONDS)


def _send(letter: Letter) -> str:
    """Hand the letter to the mail server. Returns what went wrong, or nothing."""
    message = EmailMessage(
        subject=letter.subject,
        body=letter.text,
        to=[letter.to],
        headers={"Message-ID": f"<{letter.pk}@{settings.SITE_HOST}>"},
    )
    if letter.calendar:
        message.attach(_calendar_part(letter.calendar))
    try:
        message.send()
    except Exception as fault:  # noqa: BLE001 - whatever it is, it is kept with its letter, and the next one is sent
        log.warning("Letter %s was not sent: %s", letter.pk, fault)
        return f"{type(fault).__name__}: {fault}"
    return ""


def _calendar_part(calendar: str) -> MIMEText:
    """The calendar entry as the part of a letter that calendars take up (RFC 6047): it says its method twice."""
    method = re.search(r"^METHOD:(\w+)", calendar, re.MULTILINE)
    part = MIMEText(calendar, "calendar", "utf-8")
    if method:
        part.set_param("method", method[1])
    part.add_header("Content-Disposition", "attachment", filename="meeting.ics")
    return part
