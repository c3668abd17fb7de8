"""Queueing a letter in the act's transaction, and keeping what became of it."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from trustboard.acts.changes import change
from trustboard.mail.bell import letters_waiting
from trustboard.mail.models import Letter, LetterState
from trustboard.mail.rules import CLAIM_LASTS, next_try


@change
def queue_letter(*, to: str, subject: str, text: str, now: datetime, calendar: str = "") -> Letter:
    """Queue a letter; it leaves after the transaction has committed, and never if that fails.

    `calendar` is a calendar entry that goes with it (RFC 5545).
    """
    # A subject is one line; with a title of several in it, the letter would never leave.
    subject = " ".join(subject.split())
    letter = Letter.objects.create(to=to, subject=subject, text=text, calendar=calendar, queued_at=now, due_at=now)
    transaction.on_commit(letters_waiting.set, robust=True)
    return letter


@change
def claim_letter(letter: Letter, *, now: datetime) -> bool:
    """Take a due letter for sending, unless another sender was quicker. The claim is its next due time."""
    taken = Letter.objects.filter(pk=letter.pk, state=LetterState.QUEUED, due_at=letter.due_at)
    return taken.update(due_at=now + CLAIM_LASTS) == 1


@change
def mark_sent(letter: Letter, *, now: datetime) -> None:
    """Keep that the letter left, and blank what it said. It may have been taken back while it was on its way."""
    Letter.objects.filter(pk=letter.pk).update(state=LetterState.SENT, sent_at=now, text="", calendar="")


@change
def mark_failed(letter: Letter, failure: str, *, now: datetime) -> None:
    """Keep why the letter did not leave, and when it is tried again, if ever. What another sender sent stays sent."""
    again = next_try(letter.tries + 1, now=now)
    Letter.objects.filter(pk=letter.pk, state=LetterState.QUEUED).update(
        tries=letter.tries + 1,
        failure=failure[:500],
        state=LetterState.QUEUED if again else LetterState.FAILED,
        due_at=again or now,
    )


@change
def drop_letter(letter: Letter) -> None:
    """Take back a letter that has not left: its link no longer holds."""
    Letter.objects.filter(pk=letter.pk).exclude(state=LetterState.SENT).delete()
