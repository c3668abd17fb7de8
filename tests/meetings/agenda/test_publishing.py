"""Publishing, supplements and withdrawal: what they ask, what they keep, and that nothing changes it afterwards."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any
from uuid import uuid4

import pytest
from django.conf import settings
from django.db import DatabaseError, transaction
from django.test import Client

from governance.constitution.acts import change_part
from meetings.agenda.acts import change_item, drop_item, move_item, publish_agenda, withdraw_publication
from meetings.agenda.documents import agendas
from meetings.agenda.lines import Printed
from meetings.agenda.models import Audience, Copy, Item, Paper, Publication, Withdrawal
from meetings.agenda.queries import draft_of, meeting_again
from meetings.schedule.models import Meeting
from tests.meetings.agenda.scene import _copies, item_of, paper_of, published, supplemented
from tests.world import SINCE, SeatedWorld, by, close_files, operator, signed_in
from trustboard.acts.changes import ChangedMeanwhile
from trustboard.acts.verdict import RuleBroken
from trustboard.ledger.canonical import sha256
from trustboard.ledger.models import Entry
from trustboard.ledger.signing import private_key
from trustboard.ledger.verify import findings

pytestmark = pytest.mark.django_db(transaction=True)


def as_it_stands(item: Item, **columns: Any) -> dict[str, Any]:
    names = ("title", "purpose", "decision", "lead", "minutes", "audience", "reason", "bidders", "about", "version")
    return {name: getattr(item, name) for name in names} | columns


def audiences(publication: Publication) -> list[str]:
    return sorted(publication.copies.values_list("audience", flat=True))


def test_copies_are_made_for_each_audience_that_reads_more_than_the_one_before() -> None:
    world = SeatedWorld()
    item_of(world.meeting, "Open")
    item_of(world.meeting, "Secret", Audience.CONFIDENTIAL)

    made = published(world.meeting)

    assert audiences(made) == ["confidential", "public"]
    assert all(copy.html_sha256 == sha256(copy.html) for copy in made.copies.all())
    assert "Secret" not in made.copies.get(audience="public").html


def test_publishing_is_refused_when_the_agenda_has_moved_since_it_was_printed() -> None:
    world = SeatedWorld()
    item_of(world.meeting, "Open")
    draft = draft_of(meeting_again(world.meeting))
    printed = Printed(draft.state, _copies(agendas(draft)))
    item_of(world.meeting, "Another")
    before = Entry.objects.count()

    with pytest.raises(ChangedMeanwhile):
        publish_agenda(world.meeting, printed=printed, by=operator())

    assert (Publication.objects.count(), Copy.objects.count(), Entry.objects.count()) == (0, 0, before)


def test_publishing_is_refused_when_the_meeting_was_moved_since_it_was_printed() -> None:
    world = SeatedWorld()
    item_of(world.meeting, "Open")
    draft = draft_of(meeting_again(world.meeting))
    printed = Printed(draft.state, _copies(agendas(draft)))
    world.meeting.sittings.update(place="Town Hall", version=2)

    with pytest.raises(ChangedMeanwhile):
        publish_agenda(world.meeting, printed=printed, by=operator())


def test_publishing_answers_with_the_first_result_when_it_is_sent_twice() -> None:
    world = SeatedWorld()
    item_of(world.meeting, "Open")
    draft = draft_of(meeting_again(world.meeting))
    once = by(world.officer)

    first = publish_agenda(world.meeting, printed=Printed(draft.state, _copies(agendas(draft))), by=once)
    again = publish_agenda(world.meeting, printed=Printed(draft.state, ()), by=once)

    assert (again.repeated, again.address) == (True, first.address)
    assert Publication.objects.count() == 1


@pytest.mark.parametrize("others", ["none", "withdrawn"])
def test_publishing_is_refused_when_there_is_no_item(others: str) -> None:
    world = SeatedWorld()
    if others == "withdrawn":
        item = item_of(world.meeting, "Open")
        withdraw_publication(published(world.meeting), reason="Wrong.", by=operator())
        drop_item(item, reason="Deferred.", version=item.version, by=operator())

    with pytest.raises(RuleBroken, match="There is no item on the agenda yet"):
        published(world.meeting)


def test_publishing_is_refused_when_the_agenda_stands_published() -> None:
    world = SeatedWorld()
    item_of(world.meeting, "Open")
    published(world.meeting)

    with pytest.raises(RuleBroken, match="What has changed since comes as a supplement"):
        published(world.meeting)


def test_supplement_is_refused_when_nothing_has_changed() -> None:
    world = SeatedWorld()
    item_of(world.meeting, "Open")
    with pytest.raises(RuleBroken, match="Publish it first"):
        supplemented(world.meeting)
    published(world.meeting)

    with pytest.raises(RuleBroken, match="Nothing has changed since the agenda was published"):
        supplemented(world.meeting)


def test_supplements_are_numbered_and_tell_only_what_is_new() -> None:
    world = SeatedWorld()
    first = item_of(world.meeting, "Open")
    published(world.meeting)
    paper_of(first, "A new paper")
    one = supplemented(world.meeting)
    change_item(first, **as_it_stands(first, title="Opened"), by=operator())
    two = supplemented(world.meeting)
    first.refresh_from_db()
    drop_item(first, reason="Deferred.", version=first.version, by=operator())
    three = supplemented(world.meeting)

    html = [publication.copies.get().html for publication in (one, two, three)]
    assert [publication.supplement for publication in (one, two, three)] == [1, 2, 3]
    assert "A new paper" in html[0]
    assert "Changed: it now reads as follows" in html[1]
    assert "Withdrawn: Deferred." in html[2]
    assert ["A new paper" in page for page in html] == [True, False, False]


def late_rule(world: SeatedWorld, late: str) -> None:
    """Papers for clearance reach the chair 7 clear working days ahead, for the meeting of 18 April 2030."""
    deadline = {"what": "papers for clearance", "n": 7, "counted": "clear working days", "to": "the chair"}
    permission = {"permission": "the chair"} if late.startswith("taken by") else {}
    written = {"deadlines": [deadline | {"late": late} | permission]}
    change_part(world.board, part="notice", written=written, starts=SINCE, read=0, by=operator())


IN_TIME, LATE = datetime(2030, 4, 5, 12, tzinfo=UTC), datetime(2030, 4, 9, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("late", "now", "reason", "is_permitted", "refused"),
    [
        ("taken by permission, with the reason", IN_TIME, "", False, ""),
        ("taken by permission, with the reason", LATE, "", False, "the chair has to permit it"),
        ("taken by permission, with the reason", LATE, "It is urgent.", False, "the chair has to permit it"),
        ("taken by permission, with the reason", LATE, "", True, "say why it comes late"),
        ("taken by permission, with the reason", LATE, "It is urgent.", True, ""),
        ("not taken", LATE, "It is urgent.", True, "what comes later is not taken"),
        ("not taken", IN_TIME, "", False, ""),
        ("taken, and reported", LATE, "", False, ""),
    ],
)
def test_supplement_comes_late_only_as_the_constitution_says(
    late: str, now: datetime, reason: str, is_permitted: bool, refused: str
) -> None:
    """H7.5: papers and agenda reach the chair no later than seven clear working days ahead."""
    world = SeatedWorld()
    late_rule(world, late)
    item_of(world.meeting, "Open")
    published(world.meeting)
    item_of(world.meeting, "Late")

    if refused:
        with pytest.raises(RuleBroken, match=refused):
            supplemented(world.meeting, reason=reason, is_permitted=is_permitted, by=operator(now))
        assert Publication.objects.count() == 1
    else:
        made = supplemented(world.meeting, reason=reason, is_permitted=is_permitted, by=operator(now))
        assert (made.supplement, made.reason) == (1, reason)
        assert made.permitted_by == ("the chair" if is_permitted else "")


def test_published_item_keeps_its_place_and_its_readers() -> None:
    world = SeatedWorld()
    first, second = (item_of(world.meeting, title) for title in ("First", "Second"))
    published(world.meeting)
    third, fourth = (item_of(world.meeting, title) for title in ("Third", "Fourth"))

    with pytest.raises(RuleBroken, match="The item is published, and keeps its place"):
        move_item(first, place=3, by=operator())
    with pytest.raises(RuleBroken, match="Items 1 to 2 are published, and keep their places"):
        move_item(third, place=2, by=operator())
    with pytest.raises(RuleBroken, match="To give it others, withdraw the publication first"):
        change_item(second, **as_it_stands(second, audience="members"), by=operator())
    move_item(fourth, place=3, by=operator())

    titles = list(Item.objects.filter(meeting=world.meeting).values_list("title", flat=True))
    assert titles == ["First", "Second", "Fourth", "Third"]


def test_published_item_is_withdrawn_and_keeps_its_number_when_it_is_dropped() -> None:
    world = SeatedWorld()
    first = item_of(world.meeting, "First")
    item_of(world.meeting, "Second")
    published(world.meeting)

    with pytest.raises(RuleBroken, match="Say why it is withdrawn"):
        drop_item(first, reason=" ", version=1, by=operator())
    drop_item(first, reason="Deferred.", version=1, by=operator())

    found = list(Item.objects.filter(meeting=world.meeting).values_list("position", "title", "withdrawn"))
    assert found == [(1, "First", "Deferred."), (2, "Second", "")]


def test_readers_can_be_changed_when_the_publication_was_withdrawn() -> None:
    world = SeatedWorld()
    item = item_of(world.meeting, "First")
    withdraw_publication(published(world.meeting), reason="It names a child.", by=operator())

    change_item(item, **as_it_stands(item, audience=Audience.CONFIDENTIAL, reason="It names a child."), by=operator())
    again = published(world.meeting)

    assert audiences(again) == ["confidential"]
    assert again.number == 2


def test_withdrawal_is_refused_when_it_is_withdrawn_already_or_says_not_why() -> None:
    world = SeatedWorld()
    item_of(world.meeting, "First")
    made = published(world.meeting)
    with pytest.raises(RuleBroken, match="Say why it is withdrawn"):
        withdraw_publication(made, reason=" ", by=operator())
    withdraw_publication(made, reason="Wrong.", by=operator())

    with pytest.raises(RuleBroken, match="It is withdrawn already"):
        withdraw_publication(made, reason="Wrong.", by=operator())

    assert Withdrawal.objects.count() == 1


@pytest.mark.parametrize("model", [Publication, Copy, Withdrawal])
def test_what_was_published_is_never_changed_nor_removed(model: type[Any]) -> None:
    world = SeatedWorld()
    item_of(world.meeting, "First")
    withdraw_publication(published(world.meeting), reason="Wrong.", by=operator())

    with pytest.raises(DatabaseError), transaction.atomic():
        model.objects.update(id=uuid4())
    with pytest.raises(DatabaseError), transaction.atomic():
        model.objects.all().delete()


def test_ledger_finds_nothing_wrong_when_an_agenda_went_its_whole_way() -> None:
    world = SeatedWorld()
    items = [item_of(world.meeting, title) for title in ("First", "Second", "Third")]
    dropped = paper_of(items[0])
    move_item(items[2], place=1, by=operator())
    made = published(world.meeting)
    items[1].refresh_from_db()
    drop_item(items[1], reason="Deferred.", version=items[1].version, by=operator())
    supplemented(world.meeting)
    withdraw_publication(made, reason="Wrong.", by=operator())

    assert Paper.objects.filter(pk=dropped.pk).exists()
    assert list(findings(private_key(settings.LEDGER_KEY).public_key())) == []


def posted(world: SeatedWorld, meeting: Meeting, where: str, **sent: str) -> Any:
    client: Client = signed_in(world.officer)
    address = f"/trusts/kent/bodies/board/meetings/{meeting.pk}/agenda/{where}/"
    return client.post(address, {"request_id": str(uuid4()), **sent})


def test_page_says_that_somebody_was_quicker_when_it_publishes_what_is_no_longer_there() -> None:
    world = SeatedWorld()
    item_of(world.meeting, "First")
    state = draft_of(meeting_again(world.meeting)).state
    item_of(world.meeting, "Second")

    response = posted(world, world.meeting, "publish", read=state)

    text = response.content.decode()
    assert response.status_code == 200
    assert "Somebody else changed this in the meantime." in text
    assert "Second" in text
    assert f'value="{draft_of(meeting_again(world.meeting)).state}"' in text
    assert Publication.objects.count() == 0


def test_publication_on_the_page_keeps_its_pdfs_before_its_rows_and_is_on_the_meetings_day() -> None:
    world = SeatedWorld()
    item_of(world.meeting, "First")
    state = draft_of(meeting_again(world.meeting)).state

    response = posted(world, world.meeting, "publish", read=state)

    copy = Copy.objects.get()
    download = signed_in(world.officer).get(
        f"/trusts/kent/bodies/board/meetings/{world.meeting.pk}/agenda/copies/{copy.pk}/large.pdf"
    )
    pdf = b"".join(download.streaming_content)
    close_files(download)
    assert response.status_code == 302
    assert pdf.startswith(b"%PDF-")
    assert download["Content-Disposition"] == 'attachment; filename="board-2030-04-18-agenda-large-print.pdf"'
    assert world.meeting.sittings.get().day == date(2030, 4, 18)
