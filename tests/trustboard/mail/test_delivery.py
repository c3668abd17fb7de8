"""Letters: queued with their act, sent after it by a real mail server, tried again, and never sent twice at once."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from django.core.management import call_command
from django.db import IntegrityError, transaction

from governance.structure.acts import found_trust
from governance.structure.permissions import AUDITOR
from tests.trustboard.mail.conftest import Office
from tests.world import MORNING, invited, operator
from trustboard.accounts import acts
from trustboard.acts.changes import OutsideTransaction
from trustboard.acts.verdict import RuleBroken
from trustboard.mail.bell import letters_waiting
from trustboard.mail.changes import claim_letter, drop_letter, mark_failed, mark_sent, queue_letter
from trustboard.mail.delivery import BATCH, send_due_letters
from trustboard.mail.models import Letter, LetterState
from trustboard.mail.rules import CLAIM_LASTS, WAITS

pytestmark = pytest.mark.django_db

TO = "someone@agency.example"


def queued(to: str = TO, *, now: datetime = MORNING) -> Letter:
    return queue_letter(to=to, subject="Paper for Thursday", text="The secret link.", now=now)


def send(now: datetime = MORNING) -> tuple[int, int]:
    return send_due_letters(lambda: now)


def state_of(letter: Letter) -> tuple[str, int, str]:
    letter.refresh_from_db()
    return letter.state, letter.tries, letter.text


def test_letter_is_queued_when_the_act_commits_and_not_when_it_fails() -> None:
    kent = found_trust(slug="kent", name="Kent", by=operator()).result
    invited(kent, TO, AUDITOR)
    assert Letter.objects.count() == 1
    with pytest.raises(RuleBroken):
        acts.invite_person(kent, email=TO, role=AUDITOR, by=operator())
    assert Letter.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_bell_rings_when_the_transaction_has_committed_and_not_before() -> None:
    letters_waiting.clear()
    with transaction.atomic():
        queued()
        assert not letters_waiting.is_set()
    assert letters_waiting.is_set()


@pytest.mark.django_db(transaction=True)
def test_bell_is_silent_and_nothing_is_queued_when_the_transaction_fails() -> None:
    letters_waiting.clear()
    with transaction.atomic():
        queued()
        transaction.set_rollback(True)
    assert not letters_waiting.is_set()
    assert not Letter.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_queue_letter_refuses_when_there_is_no_transaction() -> None:
    with pytest.raises(OutsideTransaction):
        queued()
    assert not Letter.objects.exists()


def test_letter_is_sent_once_and_its_text_blanked(office: Office) -> None:
    letter = queued()
    assert send() == (1, 0)
    assert send() == (0, 0)
    [arrived] = office.arrived
    assert (arrived["To"], arrived["From"], arrived["Subject"]) == (
        TO,
        "trustboard@trust.example",
        "Paper for Thursday",
    )
    assert arrived["Message-ID"] == f"<{letter.pk}@127.0.0.1>"
    assert arrived.get_content().split("\r\n") == ["The secret link.", ""]
    assert state_of(letter) == (LetterState.SENT, 0, "")
    assert letter.sent_at == MORNING
    assert not letter.has_trouble


def test_letter_leaves_with_a_subject_of_one_line_when_a_title_in_it_has_more(office: Office) -> None:
    queue_letter(to=TO, subject="Notice: Board\r\nBcc: me@evil.example", text="Come.", now=MORNING)
    assert send() == (1, 0)
    assert (office.arrived[0]["Subject"], office.arrived[0]["Bcc"]) == ("Notice: Board Bcc: me@evil.example", None)


def test_letter_waits_when_it_is_not_due(office: Office) -> None:
    letter = queued(now=MORNING + timedelta(seconds=1))
    assert send() == (0, 0)
    assert state_of(letter) == (LetterState.QUEUED, 0, "The secret link.")


def test_letters_are_all_sent_when_they_are_more_than_a_batch(office: Office) -> None:
    for number in range(BATCH + 3):
        queued(f"someone{number}@agency.example")
    assert send() == (BATCH + 3, 0)
    assert len({arrived["To"] for arrived in office.arrived}) == BATCH + 3


def test_letter_is_tried_by_the_schedule_and_fails_for_good_after_the_last(office: Office) -> None:
    office.answer = lambda _: "451 come back later"
    letter, now = queued(), MORNING
    for tries, wait in enumerate(WAITS, start=1):
        assert send(now) == (0, 1)
        assert state_of(letter) == (LetterState.QUEUED, tries, "The secret link.")
        assert letter.due_at == now + wait
        assert letter.has_trouble
        assert "come back later" in letter.failure
        assert send(now + wait - timedelta(seconds=1)) == (0, 0)
        now += wait
    assert send(now) == (0, 1)
    assert state_of(letter)[:2] == (LetterState.FAILED, len(WAITS) + 1)
    assert letter.has_trouble
    assert send(now + timedelta(days=365)) == (0, 0)
    assert office.arrived == []


def test_letter_is_sent_when_the_mail_server_comes_back(office: Office) -> None:
    office.answer = lambda _: "451 come back later"
    letter = queued()
    send()
    office.answer = lambda _: "250 OK"
    assert send(MORNING + WAITS[0]) == (1, 0)
    assert state_of(letter) == (LetterState.SENT, 1, "")
    assert not letter.has_trouble


def test_letter_is_kept_when_there_is_no_mail_server(settings, office: Office) -> None:
    settings.EMAIL_PORT = 1
    letter = queued()
    assert send() == (0, 1)
    assert state_of(letter)[0] == LetterState.QUEUED
    assert "refused" in letter.failure


def test_others_are_sent_when_one_cannot_be(office: Office) -> None:
    office.answer = lambda to: "550 no such person" if to == "nobody@agency.example" else "250 OK"
    bad, good = queued("nobody@agency.example"), queued()
    assert send() == (1, 1)
    assert (state_of(bad)[0], state_of(good)[0]) == (LetterState.QUEUED, LetterState.SENT)


def test_others_are_sent_when_one_breaks_the_mail_library(office: Office) -> None:
    """Whatever goes wrong is kept with its letter; it does not stop the sender."""
    bad, good = queued(), queued()
    Letter.objects.filter(pk=bad.pk).update(to="not\nan address")
    assert send() == (1, 1)
    assert (state_of(bad)[0], state_of(good)[0]) == (LetterState.QUEUED, LetterState.SENT)


def test_claim_is_given_to_one_when_two_senders_read_the_same_letter() -> None:
    queued()
    one, other = Letter.objects.get(), Letter.objects.get()
    assert claim_letter(one, now=MORNING)
    assert not claim_letter(other, now=MORNING)


def test_letter_is_left_alone_when_another_sender_has_claimed_it(office: Office) -> None:
    """The other one still waits for the mail server's answer."""
    queued()
    seen = list(Letter.objects.all())
    assert claim_letter(seen[0], now=MORNING)
    assert send() == (0, 0)
    assert office.arrived == []


def test_letter_is_taken_up_again_when_its_sender_was_cut_off(office: Office) -> None:
    letter = queued()
    assert claim_letter(letter, now=MORNING)
    assert send(MORNING + CLAIM_LASTS - timedelta(seconds=1)) == (0, 0)
    assert send(MORNING + CLAIM_LASTS) == (1, 0)
    assert state_of(letter) == (LetterState.SENT, 0, "")


def test_letter_stays_sent_when_a_sender_that_lost_its_claim_reports_a_failure() -> None:
    letter = queued()
    mark_sent(letter, now=MORNING)
    mark_failed(letter, "too late", now=MORNING)
    assert state_of(letter) == (LetterState.SENT, 0, "")


def test_letter_that_was_taken_back_is_not_sent(office: Office) -> None:
    drop_letter(queued())
    assert send() == (0, 0)
    assert office.arrived == []


def test_letter_that_was_sent_stays_when_it_is_taken_back() -> None:
    letter = queued()
    mark_sent(letter, now=MORNING)
    drop_letter(letter)
    assert state_of(letter)[0] == LetterState.SENT


def test_others_are_sent_when_one_is_taken_back_on_its_way(office: Office) -> None:
    first, second = queued("first@agency.example"), queued("second@agency.example")

    # The mail server's thread must not use this test's connection: the letter goes just before it is noted as sent.
    times = iter([MORNING, MORNING])

    def clock() -> datetime:
        if len(office.arrived) == 1:
            Letter.objects.filter(to=office.arrived[0]["To"]).delete()
        return next(times, MORNING)

    assert send_due_letters(clock) == (2, 0)
    assert len(office.arrived) == 2
    left = Letter.objects.get()
    assert left.pk in {first.pk, second.pk}
    assert left.state == LetterState.SENT


def test_send_letters_says_what_became_of_them(office: Office, capsys: pytest.CaptureFixture[str]) -> None:
    office.answer = lambda to: "550 no such person" if to == "nobody@agency.example" else "250 OK"
    queued("nobody@agency.example")
    queued()
    call_command("send_letters")
    assert capsys.readouterr().out == "1 sent, 1 failed.\n"


@pytest.mark.parametrize("wrong", [{"state": "lost"}, {"state": "sent"}, {"sent_at": MORNING}])
def test_database_refuses_a_letter_when_its_state_makes_no_sense(wrong: dict) -> None:
    letter = queued()
    with pytest.raises(IntegrityError), transaction.atomic():
        Letter.objects.filter(pk=letter.pk).update(**wrong)


def test_calendar_entry_goes_with_the_letter_as_calendars_take_it_up(office: Office) -> None:
    entry = "BEGIN:VCALENDAR\r\nMETHOD:REQUEST\r\nSUMMARY:Ägypten\r\nEND:VCALENDAR\r\n"
    letter = queue_letter(to=TO, subject="Notice", text="We meet.", calendar=entry, now=MORNING)
    assert send() == (1, 0)
    (arrived,) = office.arrived
    words, part = arrived.iter_parts()
    assert words.get_content().strip() == "We meet."
    assert (part.get_content_type(), part.get_param("method"), part.get_filename()) == (
        "text/calendar",
        "REQUEST",
        "meeting.ics",
    )
    assert part.get_content().splitlines() == entry.splitlines()
    letter.refresh_from_db()
    assert (letter.text, letter.calendar) == ("", "")
