"""Minutes from the first word to the public page: who may take each step, when, and what never changes again."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db import DatabaseError, transaction
from django.http import Http404
from django.utils import timezone

from meetings.actions.acts import add_action, bring_actions, update_action
from meetings.actions.models import Action, Became
from meetings.agenda.acts import begin_agenda
from meetings.agenda.audience import Audience
from meetings.agenda.lines import Printed
from meetings.agenda.models import Item, WaitingItem
from meetings.attendance.acts import open_sitting
from meetings.decisions.models import Decision
from meetings.minutes.acts import (
    amend_minutes,
    answer_remark,
    approve_minutes,
    check_minutes,
    circulate_minutes,
    publish_minutes,
    put_to_chair,
    remark,
    take_back,
    withdraw_minutes,
    write_passage,
)
from meetings.minutes.models import Amendment, Edition, Minutes, MinutesCopy, MinutesPublication, Passage, Remark
from tests.meetings.agenda.scene import item_of
from tests.meetings.attendance.scene import at
from tests.meetings.minutes.scene import LATER, LATER_AT, Minuted, leaked, opens
from tests.world import by, everything, meeting_of, signed_in
from trustboard.accounts.models import User
from trustboard.acts.changes import ChangedMeanwhile
from trustboard.acts.days import told
from trustboard.acts.verdict import RuleBroken
from trustboard.ledger.models import Entry
from trustboard.ledger.signing import private_key
from trustboard.ledger.verify import findings
from trustboard.mail.models import Letter

pytestmark = pytest.mark.django_db


def test_first_words_begin_the_minutes_and_drafts_go_to_no_ledger() -> None:
    room = Minuted()
    before = Entry.objects.count()
    room.written(room.plan, "The board")
    assert Entry.objects.count() == before + 1
    passage = room.written(room.plan, "The board met.", version=1)
    assert (passage.text, passage.version, passage.by) == ("The board met.", 2, room.officer)
    assert Entry.objects.count() == before + 1
    assert list(findings(private_key(settings.LEDGER_KEY).public_key())) == []


def test_two_who_write_at_once_overwrite_nothing() -> None:
    room = Minuted()
    room.written(room.plan, "Mine.")
    with pytest.raises(ChangedMeanwhile):
        room.written(room.plan, "Theirs, who saw nothing.", version=0)
    room.written(room.plan, "Mine, longer.", version=1)
    with pytest.raises(ChangedMeanwhile):
        room.written(room.plan, "Theirs.", version=1)
    assert Passage.objects.get().text == "Mine, longer."
    assert room.written(room.plan, "Mine, longer.", version=1).version == 2


def test_only_the_officer_writes() -> None:
    room = Minuted()
    before = everything()
    with pytest.raises(PermissionDenied):
        write_passage(room.meeting, room.plan, text="Mine.", version=0, by=by(room.auditor))
    for user in (room.cat_user, room.ann_user, room.medway_officer):
        with pytest.raises(Http404):
            write_passage(room.meeting, room.plan, text="Mine.", version=0, by=by(user))
    assert everything() == before


def test_chair_checks_what_was_read_and_nothing_else() -> None:
    room = Minuted()
    room.narrated()
    put_to_chair(room.meeting, by=by(room.officer))
    read = room.draft().state
    room.written(room.plan, "Something else.", version=1)
    with pytest.raises(ChangedMeanwhile):
        check_minutes(room.meeting, read=read, by=by(room.cat_user))
    with pytest.raises(Http404):
        check_minutes(room.meeting, read=room.draft().state, by=by(room.ann_user))
    check_minutes(room.meeting, read=room.draft().state, by=by(room.cat_user))
    with pytest.raises(RuleBroken, match="Take them back"):
        room.written(room.plan, "More.", version=2)
    take_back(room.meeting, by=by(room.officer))
    room.written(room.plan, "More.", version=2)


def test_comment_of_the_chair_is_answered_before_the_check() -> None:
    room = Minuted()
    room.narrated()
    put_to_chair(room.meeting, by=by(room.officer))
    remark(room.meeting, item=room.plan, text="Say who spoke.", by=by(room.cat_user))
    said = Remark.objects.get()
    assert said.from_chair
    with pytest.raises(RuleBroken, match="not been dealt with"):
        check_minutes(room.meeting, read=room.draft().state, by=by(room.cat_user))
    said.minutes.meeting = room.meeting
    with pytest.raises(RuleBroken, match="Say why it is declined"):
        answer_remark(said, is_accepted=False, words=" ", by=by(room.officer))
    answer_remark(said, is_accepted=True, words="", by=by(room.officer))
    with pytest.raises(RuleBroken, match="answered already"):
        answer_remark(said, is_accepted=True, words="", by=by(room.officer))
    check_minutes(room.meeting, read=room.draft().state, by=by(room.cat_user))


def test_draft_put_to_the_chair_is_told_to_the_chair_alone_by_a_letter_without_its_text() -> None:
    room = Minuted()
    room.narrated()
    before = set(Letter.objects.values_list("pk", flat=True))
    put_to_chair(room.meeting, by=by(room.officer))
    (letter,) = Letter.objects.exclude(pk__in=before)
    assert (letter.to, letter.subject) == (room.cat_user.email, "Minutes to check: Board, 25 April 2030")
    assert room.meeting.get_absolute_url() in letter.text
    assert leaked(letter.text + letter.subject) == []
    assert "draft* plan" not in letter.text


def test_draft_put_to_a_chair_who_cannot_sign_in_is_told_to_nobody_and_the_page_says_so() -> None:
    room = Minuted()
    room.narrated()
    address, client = f"{opens(room.meeting)}put-to-chair/", signed_in(room.officer)
    assert "The chair gets a letter" in client.get(address).content.decode()
    User.objects.filter(pk=room.cat_user.pk).update(is_active=False)
    assert "No letter reaches the chair" in client.get(address).content.decode()
    before = Letter.objects.count()
    put_to_chair(room.meeting, by=by(room.officer))
    assert Letter.objects.count() == before


def test_circulating_tells_the_members_and_brings_approval_and_matters_to_the_next_agenda() -> None:
    room = Minuted()
    room.narrated()
    edition = room.circulated()
    letters = Letter.objects.filter(subject__startswith="Draft minutes")
    assert {letter.to for letter in letters} == {room.ann_user.email, room.ben_user.email, room.cat_user.email}
    assert [leaked(letter.text + letter.subject) for letter in letters] == [[], [], []]
    assert {copy.audience for copy in edition.copies.all()} == {"members", "confidential"}
    waiting = WaitingItem.objects.exclude(title="Actions").order_by("source")
    assert [each.title for each in waiting] == [
        "Minutes of the meeting of 25 April 2030",
        "Matters arising from the minutes of 25 April 2030",
    ]
    assert [leaked(f"{each.title} {each.about} {each.why}") for each in waiting] == [[], []]
    assert waiting[1].about == "Item 4"
    assert Item.objects.filter(title__startswith="Minutes of").count() <= 1


def test_what_the_chair_checked_is_what_is_circulated() -> None:
    room = Minuted()
    room.narrated()
    room.checked()
    room.minute = 70
    room.left_late()
    draft = room.draft()
    with pytest.raises(RuleBroken, match="changed since the chair checked"):
        circulate_minutes(room.meeting, printed=Printed(draft.state, ()), by=by(room.officer))
    assert not Edition.objects.exists()


def test_members_propose_corrections_and_others_do_not() -> None:
    room = Minuted()
    room.narrated()
    with pytest.raises(RuleBroken, match="once the minutes are circulated"):
        remark(room.meeting, item=None, text="No.", by=by(room.ann_user))
    room.circulated()
    remark(room.meeting, item=room.plan, text="It was not so.", by=by(room.ann_user))
    with pytest.raises(PermissionDenied):
        remark(room.meeting, item=None, text="No.", by=by(room.auditor))
    for stranger in (room.medway_officer, room.nobody):
        with pytest.raises(Http404):
            remark(room.meeting, item=None, text="No.", by=by(stranger))
    assert Remark.objects.get().by == room.ann_user
    with pytest.raises(RuleBroken, match="corrections have not been dealt with"):
        room.approved()


def test_minutes_are_approved_by_a_later_meeting_with_a_quorum() -> None:
    room = Minuted()
    room.narrated()
    sitting = room.met_later()
    draft = room.draft()
    with pytest.raises(RuleBroken, match="cannot be approved now"):
        approve_minutes(room.meeting, sitting=sitting, printed=Printed(draft.state, ()), by=by(room.officer))
    room.circulated()
    read = room.draft().state
    with pytest.raises(RuleBroken, match="later meeting of the same body"):
        approve_minutes(room.meeting, sitting=room.meeting.sitting, printed=Printed(read, ()), by=by(room.officer))
    room.written(room.plan, "The board considered the final plan.", version=1)
    with pytest.raises(ChangedMeanwhile):
        approve_minutes(room.meeting, sitting=sitting, printed=Printed(read, ()), by=by(room.officer))
    edition = room.approved(sitting)
    assert Minutes.objects.get().stage == "approved"
    assert edition.content["texts"][str(room.plan.pk)] == "The board considered the final plan."
    html = room.copy_of(edition, Audience.PUBLIC).html
    assert "<del>" in html
    assert "put in: </span><ins>final" in html
    assert list(findings(private_key(settings.LEDGER_KEY).public_key())) == []


def test_approved_text_changes_in_no_way() -> None:
    room = Minuted()
    room.narrated()
    room.circulated()
    edition = room.approved()
    with pytest.raises(RuleBroken, match="never changes again"):
        room.written(room.plan, "Otherwise.", version=1)
    with pytest.raises(RuleBroken, match="never changes again"):
        take_back(room.meeting, by=by(room.officer))
    for rows, column in (
        (Edition.objects.filter(pk=edition.pk), {"state": "x"}),
        (MinutesCopy.objects.filter(edition=edition), {"html": "Otherwise."}),
    ):
        with pytest.raises(DatabaseError), transaction.atomic():
            rows.update(**column)
        with pytest.raises(DatabaseError), transaction.atomic():
            rows.delete()


def test_amendment_stands_beside_the_approved_text_for_the_readers_of_its_item() -> None:
    room = Minuted()
    room.narrated()
    room.circulated()
    sitting = room.met_later()
    said = {"text": "It was the Kingfisher.", "sitting": sitting}
    with pytest.raises(RuleBroken, match="Until the minutes are approved"):
        amend_minutes(room.meeting, item=room.secret, **said, by=by(room.officer))
    room.approved(sitting)
    amend_minutes(room.meeting, item=room.secret, **said, by=by(room.officer))
    assert Amendment.objects.get().audience == "confidential"
    with pytest.raises(RuleBroken, match="at a later meeting"):
        amend_minutes(room.meeting, item=None, text="No.", sitting=room.meeting.sitting, by=by(room.officer))


def test_publishing_is_refused_for_another_text_and_withdrawing_is_at_once() -> None:
    room = Minuted()
    room.narrated()
    edition = room.circulated()
    with pytest.raises(RuleBroken, match="Only approved minutes"):
        publish_minutes(room.meeting, read=edition.state, by=by(room.officer))
    edition = room.approved()
    with pytest.raises(RuleBroken, match="not the one that was approved"):
        publish_minutes(room.meeting, read="0" * 64, by=by(room.officer))
    publish_minutes(room.meeting, read=edition.state, by=by(room.officer))
    with pytest.raises(RuleBroken, match="published already"):
        publish_minutes(room.meeting, read=edition.state, by=by(room.officer))
    publication = MinutesPublication.objects.select_related("edition__minutes__meeting__body__trust").get()
    with pytest.raises(RuleBroken, match="Say why"):
        withdraw_minutes(publication, reason=" ", by=by(room.officer))
    withdraw_minutes(publication, reason="A name stood in it.", by=by(room.officer))
    with pytest.raises(RuleBroken, match="withdrawn already"):
        withdraw_minutes(publication, reason="Again.", by=by(room.officer))


def test_nothing_is_said_or_written_at_an_item_that_is_not_theirs() -> None:
    room = Minuted()
    room.narrated()
    room.leaves_for_the_secret()
    room.circulated()
    elsewhere = item_of(meeting_of(room.board, date(2030, 11, 14)), "Elsewhere")
    before = everything()
    for item in (room.secret, elsewhere):
        with pytest.raises(Http404):
            remark(room.meeting, item=item, text="No.", by=by(room.ann_user))
    with pytest.raises(Http404):
        write_passage(room.meeting, elsewhere, text="No.", version=0, by=by(room.officer))
    assert everything() == before


def carries_on(room: Minuted, until: date) -> None:
    """The officer carries the action of the confidential item on to that day."""
    action = Action.objects.select_related("body__trust").get()
    said = {"became": Became.CARRIED, "words": "The schools are slow.", "due": until}
    update_action(action, **said, version=action.version, by=by(room.officer, now=at(60 * 24)))


def actions_in(room: Minuted) -> list[str]:
    """What the minutes, as they stand, say of actions."""
    lines = room.draft().reading(Audience.CONFIDENTIAL).lines
    return [each.text for line in lines for each in line.inserted if each.kind == "action"]


def test_action_carried_on_stays_in_circulated_minutes_as_it_was_agreed() -> None:
    """Given circulated minutes, when an action in them is carried on to a later day, then nothing in them changes, and
    their approval shows no correction.
    """
    room = Minuted()
    room.narrated()
    room.circulated()
    before = room.draft().state
    carries_on(room, date(2031, 3, 1))
    assert actions_in(room) == ["Action for Ann Ames by 1 December 2030: Corncrake."]
    assert room.draft().state == before
    assert "March 2031" not in room.copy_of(room.approved(), Audience.CONFIDENTIAL).html


def test_minutes_drafted_after_an_action_was_carried_on_say_what_was_agreed_at_the_meeting() -> None:
    room = Minuted()
    carries_on(room, date(2031, 3, 1))
    carries_on(room, date(2031, 6, 1))
    room.narrated()
    assert actions_in(room) == ["Action for Ann Ames by 1 December 2030: Corncrake."]
    html = room.copy_of(room.circulated(), Audience.CONFIDENTIAL).html
    assert "by 1 December 2030" in html
    assert "2031" not in html


def test_action_agreed_after_the_circulation_comes_among_the_actions_beside_what_arises() -> None:
    room = Minuted()
    following = meeting_of(room.board, LATER)
    begin_agenda(following, by=by(room.officer))
    room.narrated()
    room.circulated()
    before = Item.objects.get(meeting=following, title__startswith="Matters arising").about
    decision = Decision.objects.get(text="The plan is agreed.")
    said = {"person": room.ann, "agency": None, "due": date(2030, 12, 1), "audience": Audience.PUBLIC}
    add_action(room.board, text="Write to schools.", decision=decision, origin="", **said, by=by(room.officer))
    assert Item.objects.get(meeting=following, title__startswith="Matters arising").about == before
    assert Item.objects.get(meeting=following, title="Actions").about == (
        "What was agreed earlier, is not done yet and stands under no other item."
    )


def test_action_is_once_on_the_next_agenda_among_the_matters_arising_and_later_among_the_actions() -> None:
    """Given an open action of the last meeting and one from before Trustboard, when its minutes are circulated, then
    the next agenda has the first among the matters arising and the second as an item; once the next meeting is opened,
    both come to the one after it as one item.
    """
    room = Minuted()
    decision = Decision.objects.get(text="The plan is agreed.")
    said = {"person": room.ann, "agency": None, "due": date(2030, 12, 1), "audience": Audience.PUBLIC}
    add_action(room.board, text="Write to schools.", decision=decision, origin="", **said, by=by(room.officer))
    add_action(room.board, text="Ask again.", decision=None, origin="Minutes of 2009", **said, by=by(room.officer))
    following, last = meeting_of(room.board, LATER), meeting_of(room.board, date(2030, 9, 19))
    begin_agenda(following, by=by(room.officer))
    room.narrated()
    room.circulated()
    items = {item.title: item.about for item in Item.objects.filter(meeting=following)}
    assert sorted(items) == [
        "Actions",
        "Matters arising from the minutes of 25 April 2030",
        "Minutes of the meeting of 25 April 2030",
    ]
    arising = items["Matters arising from the minutes of 25 April 2030"]
    as_it_stood = f"As it stood when the minutes were circulated, on {told(timezone.localdate())}:"
    plan = "Item 1: The plan\nAnn Ames, by 1 December 2030: Write to schools."
    assert arising == f"{as_it_stood}\n\n{plan}\n\nItem 4"

    open_sitting(following.sitting, at=None, by=by(room.officer, now=LATER_AT))
    then = by(room.officer, now=LATER_AT + timedelta(days=1))
    begin_agenda(last, by=then)
    bring_actions(room.board, by=then)
    assert list(Item.objects.filter(meeting=last).values_list("title", flat=True)) == ["Actions"]
