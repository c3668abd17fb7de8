"""What needs whom: the next meetings, what is said of days, who reads what, and how many queries it takes."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from governance.membership.permissions import PERSON
from meetings.agenda.acts import change_item
from meetings.agenda.models import Item
from meetings.attendance.acts import Entry, adjourn_sitting, close_sitting
from meetings.attendance.models import Choice
from meetings.attendance.roll import Kind
from meetings.declarations.queries import proposed_to
from meetings.home.queries import needs_of
from meetings.schedule.acts import give_notice, move_meeting
from meetings.schedule.models import Meeting
from tests.meetings.agenda.scene import item_of, paper_of, published
from tests.meetings.attendance.scene import has_part
from tests.meetings.home.scene import BEFORE, MORNING_AFTER, NOW, PEOPLE, TWO, Waiting, failed, left
from tests.world import body_of, by, invited, meeting_of, seat_of, seated, signed_in
from trustboard.accounts import acts as accounts
from trustboard.accounts.models import Invitation, User
from trustboard.mail.models import Letter

pytestmark = pytest.mark.django_db


def test_needs_of_tells_of_nothing_before_its_time() -> None:
    world = Waiting()
    has_part(world.board, "calendar", {"months": ["april", "october"]})
    early = datetime(2030, 3, 20, 9, tzinfo=UTC)
    world.noticed()
    assert world.words("officer", early) == []
    assert world.words("officer", datetime(2030, 11, 5, 9, tzinfo=UTC)) == [
        "Record the Board on 18 April 2030, or cancel it"
    ]
    assert world.words("officer", TWO - timedelta(days=10)) == [
        "2 of 2 seats have not answered for the Board on 18 April 2030",
        "Publish the agenda of the Board on 18 April 2030",
    ]


def test_needs_of_says_by_when_where_the_constitution_does() -> None:
    world = Waiting()
    asked = (("notice of the meeting", 10), ("the agenda", 5), ("names of deputies", 3))
    rows = [{"what": what, "n": n, "counted": "calendar days"} for what, n in asked]
    has_part(world.board, "notice", {"deadlines": rows})
    assert world.words("officer") == [
        "Give notice of the Board on 18 April 2030, by 8 April 2030",
        "Publish the agenda of the Board on 18 April 2030, by 13 April 2030",
    ]
    world.noticed()
    task = needs_of(world.ann_user, datetime(2030, 4, 16, 9, tzinfo=UTC)).tasks[0]
    assert task.words == "Say whether you come to the Board on 18 April 2030, by 15 April 2030"
    assert (task.day, task.tag) == (date(2030, 4, 15), "late")
    assert task.detail == "Thursday, 14:00, County Hall. For your seat Police."


def test_needs_of_asks_again_when_the_meeting_has_moved() -> None:
    world = Waiting()
    world.noticed()
    world.answered(world.police)
    assert world.words("ann_user") == []
    meeting = Meeting.objects.get(pk=world.meeting.pk)
    to = {"on": date(2030, 4, 19), "starts": time(14), "minutes": 120, "place": "Town Hall", "link": ""}
    later = by(world.officer, now=NOW + timedelta(hours=1))
    move_meeting(meeting, **to, reason="The hall is taken.", version=meeting.version, by=later)
    assert world.words("ann_user") == ["Say whether you come to the Board on 19 April 2030"]


def test_needs_of_shows_the_next_meeting_of_each_body_where_one_sits() -> None:
    world = Waiting()
    later = meeting_of(world.board, date(2030, 7, 18), place="", link="https://meet.example/july")
    meeting_of(world.group, date(2030, 4, 11), link="")
    medway = meeting_of(world.medway_board, date(2030, 4, 12))
    world.answered(world.police)
    meetings = needs_of(world.ann_user, NOW).meetings
    assert [(task.words, task.detail, task.trust) for task in meetings] == [
        ("The Executive group on 11 April 2030", "Thursday, 14:00, County Hall.", ""),
        ("The Board on 18 April 2030", "Thursday, 14:00, County Hall. Your answer: coming.", ""),
    ]
    (deputy,) = needs_of(world.ben_user, NOW).meetings
    assert deputy.detail == "Thursday, 14:00, County Hall. You are named deputy for Police."
    assert [task.address for task in needs_of(world.max, NOW).meetings] == [medway.get_absolute_url()]
    assert [world.meetings(who) for who in ("officer", "auditor", "nobody")] == [[], [], []]
    world.cancelled()
    (july,) = needs_of(world.cat_user, NOW).meetings
    assert (july.words, july.detail) == ("The Board on 18 July 2030", "Thursday, 14:00, online.")
    assert july.address == later.get_absolute_url()


def test_needs_of_tells_the_deputy_when_the_seat_sends_them() -> None:
    world = Waiting()
    visit = "You come for Ann Ames (Police) to the Board on 18 April 2030"
    world.answered(world.police, Choice.DEPUTY)
    assert {who for who in PEOPLE if visit in world.meetings(who)} == {"ben_user"}
    world.answered(world.police, Choice.COMING)
    assert world.meetings("ben_user") == ["The Board on 18 April 2030"]


def test_needs_of_proposes_nothing_that_the_person_cannot_read() -> None:
    world = Waiting()
    item_of(world.meeting, "Vans", bidders=[world.agency.key])
    assert len(proposed_to(world.ann, world.meeting)) == 1
    assert world.words("ann_user") == []
    published(world.meeting)
    assert world.words("ann_user") == [
        "Read the agenda of the Board on 18 April 2030",
        "Say whether you have an interest in item 1, Vans",
    ]
    item = Item.objects.get()
    columns = ("purpose", "decision", "lead", "minutes", "audience", "reason", "bidders", "about", "version")
    stays = {name: getattr(item, name) for name in columns}
    change_item(item, **stays, title="Vans for the police", by=by(world.officer, now=NOW))
    assert world.words("ann_user")[1:] == ["Say whether you have an interest in item 1"]
    seated(world.police, world.cat, date(2030, 4, 10))
    assert world.words("ann_user") == []


@pytest.mark.parametrize("ends", [None, date(2030, 4, 18), date(2030, 4, 19)])
def test_needs_of_proposes_the_interests_that_are_proposed_to_the_person(ends: date | None) -> None:
    world = Waiting()
    world.ann.interests.update(ends=ends)
    for title, bidders in (("Vans", [world.agency.key]), ("Plan", []), ("Cars", [world.agency.key])):
        item_of(world.meeting, title, bidders=bidders)
    published(world.meeting)
    asked = [words for words in world.words("ann_user") if words.startswith("Say whether you have")]
    proposed = proposed_to(world.ann, world.meeting)
    assert asked == sorted(
        f"Say whether you have an interest in item {each.item.position}, {each.item.title}" for each in proposed
    )
    assert len(asked) == (0 if ends == date(2030, 4, 18) else 2)


def test_needs_of_leads_whoever_presides_to_the_chair_and_those_who_sit_to_their_seat() -> None:
    world = Waiting()
    assert [needs_of(getattr(world, who), TWO).in_session for who in PEOPLE] == [[]] * len(PEOPLE)
    world.opened(TWO)
    ways = {
        who: [words for each in needs_of(getattr(world, who), TWO).in_session for _, words in each.ways]
        for who in PEOPLE
    }
    assert {who: words for who, words in ways.items() if words} == {
        "officer": ["Desk", "The meeting"],
        "ann_user": ["My seat", "The meeting"],
        "ben_user": ["My seat", "The meeting"],
        "cat_user": ["Chair", "My seat", "The meeting"],
    }
    world.recorded(Entry(Kind.ARRIVED, person=world.ann, seat=world.police), TWO)
    world.recorded(Entry(Kind.PRESIDES, person=world.ann), TWO)
    (here,) = needs_of(world.ann_user, TWO).in_session
    assert [words for _, words in here.ways] == ["Chair", "My seat", "The meeting"]
    close_sitting(world.sitting, at=None, by=by(world.officer, now=TWO))
    assert [needs_of(getattr(world, who), TWO).in_session for who in PEOPLE] == [[]] * len(PEOPLE)


def test_needs_of_asks_nobody_to_rule_on_their_own_interest() -> None:
    world = Waiting()
    has_part(world.board, "interests", {"kinds": [{"name": "personal"}]})
    world.opened(TWO)
    world.declared(world.cat, world.health, TWO)
    assert world.words("cat_user", TWO) == []


def test_needs_of_names_the_trust_to_those_who_have_several() -> None:
    world = Waiting()
    invitation, _ = invited(world.medway_person, world.ann_user.email, PERSON)
    meeting_of(world.medway_board, date(2030, 4, 9))
    assert {task.trust for task in needs_of(world.ann_user, NOW).meetings} == {""}
    accounts.accept_invitation(Invitation.objects.get(pk=invitation.pk), name="", password="", by=by(world.ann_user))
    needs = needs_of(world.ann_user, NOW)
    assert [(task.words, task.trust) for task in needs.meetings] == [
        ("The Board on 9 April 2030", "Medway Children's Trust"),
        ("The Board on 18 April 2030", "Kent Children's Trust"),
    ]


def test_needs_of_leads_only_to_pages_that_open_to_those_who_have_the_task() -> None:
    world = Waiting()
    has_part(world.board, "calendar", {"months": ["april"]})
    item_of(world.meeting, "Vans", bidders=[world.agency.key])
    world.papered()
    world.noticed()
    failed(world.open_invitation.letter)
    failed(Letter.objects.get(to=world.ann_user.email, subject__startswith="Notice"))
    moments = (NOW, MORNING_AFTER, datetime(2030, 12, 10, tzinfo=UTC), datetime(2031, 4, 2, tzinfo=UTC))
    opened = {"officer": set(), "ann_user": set(), "ben_user": set(), "cat_user": set(), "max": set()}
    for who, names in opened.items():
        client = signed_in(getattr(world, who))
        for now in moments:
            needs = needs_of(getattr(world, who), now)
            for task in [*needs.tasks, *needs.meetings]:
                response = client.get(task.address.partition("#")[0])
                assert response.status_code == 200, task
                names.add(response.resolver_match.url_name)
    assert opened == {
        "officer": {"meeting", "trust_access", "desk", "agree_dates"},
        "ann_user": {"answer_for_seat", "agenda", "interests_at", "own_interests", "meeting"},
        "ben_user": {"agenda", "own_interests", "meeting"},
        "cat_user": {"answer_for_seat", "agenda", "own_interests", "meeting"},
        "max": {"own_interests"},
    }


def test_needs_of_tells_nobody_of_another_trust() -> None:
    world = Waiting()
    world.papered()
    world.noticed()
    for who in ("medway_officer", "max"):
        needs = needs_of(getattr(world, who), NOW)
        assert [task for task in [*needs.tasks, *needs.meetings] if "/kent/" in task.address] == []


def test_needs_of_asks_for_no_answer_once_the_meeting_s_time_has_come() -> None:
    world = Waiting()
    world.noticed()
    late = TWO + timedelta(minutes=10)
    assert world.words("ann_user", late) == []
    assert world.words("officer", late) == ["Open the Board on 18 April 2030"]
    assert world.meetings("ann_user", late) == ["The Board on 18 April 2030"]
    assert world.meetings("ann_user", TWO + timedelta(hours=2)) == []


def test_needs_of_asks_for_answers_to_the_further_sitting_of_an_adjourned_meeting() -> None:
    world = Waiting()
    world.noticed()
    world.answered(world.police)
    world.opened(TWO)
    until = TWO + timedelta(days=7)
    adjourn_sitting(world.sitting, starts_at=until, place="", link="", at=None, by=by(world.officer, now=TWO))
    assert world.words("ann_user", TWO) == ["Say whether you come to the Board on 25 April 2030"]
    assert world.words("officer", TWO) == ["2 of 2 seats have not answered for the Board on 25 April 2030"]
    forgotten = world.words("officer", until + timedelta(days=1))
    assert forgotten == ["Record the Board on 25 April 2030, or move it"]


@pytest.mark.parametrize(
    ("columns", "calendar"),
    [
        ({}, {"chair_may": ["add"]}),
        ({"standing": "proposed"}, {"months": ["april"]}),
        ({"kind": "outside"}, {"months": ["april"]}),
        ({"ends": date(2030, 12, 31)}, {"months": ["april"]}),
        ({"starts": date(2030, 12, 24)}, {"months": ["april"]}),
    ],
)
def test_needs_of_asks_for_no_year_of_a_body_that_does_not_meet_then(
    columns: dict[str, object], calendar: dict[str, object]
) -> None:
    world = Waiting()
    has_part(world.group, "calendar", calendar)
    world.kent.bodies.filter(pk=world.group.pk).update(**columns)
    asked = [words for words in world.words("officer", datetime(2030, 12, 20, 9, tzinfo=UTC)) if "Agree" in words]
    assert asked == []


def test_needs_of_tells_of_failed_news_only_while_the_address_is_somebody_s_and_nothing_has_reached_it_since() -> None:
    def told() -> bool:
        return any("could not be sent" in words for words in world.words("officer"))

    world = Waiting()
    world.noticed()
    letter = Letter.objects.get(to=world.ann_user.email, subject__startswith="Notice")
    failed(letter)
    User.objects.filter(pk=world.ann_user.pk).update(email="ann@new.example")
    assert not told()
    User.objects.filter(pk=world.ann_user.pk).update(email=letter.to)
    assert told()
    give_notice(world.meeting, by=by(world.officer, now=NOW))
    left(Letter.objects.filter(to=letter.to).latest("queued_at"))
    assert not told()


def meets_often(world: Waiting, name: str, *, meetings: int) -> None:
    """Another body where Ann sits: notice of its meetings was given, and their agenda is published."""
    body = body_of(world.kent, name)
    seated(seat_of(body, "Police"), world.ann)
    for number in range(meetings):
        meeting = meeting_of(body, date(2030, 4, 8) + timedelta(days=number))
        paper_of(item_of(meeting, "Vans", bidders=[world.agency.key]))
        published(meeting)
        give_notice(meeting, by=by(world.officer, now=BEFORE))


def asked_by(world: Waiting, who: str) -> int:
    """How many queries it takes to know what needs that one, for the second time."""
    world.words(who)
    with CaptureQueriesContext(connection) as asked:
        needs_of(getattr(world, who), NOW)
    return len(asked)


def test_needs_of_asks_the_same_however_many_bodies_and_meetings_there_are() -> None:
    world = Waiting()
    meets_often(world, "Group 1", meetings=1)
    few = {who: asked_by(world, who) for who in ("ann_user", "officer", "cat_user")}
    for number in range(2, 7):
        meets_often(world, f"Group {number}", meetings=number)
    assert len(world.words("ann_user")) == 3 * (1 + 2 + 3 + 4 + 5 + 6)
    assert {who: asked_by(world, who) for who in few} == few == {"ann_user": 28, "officer": 25, "cat_user": 24}


def test_needs_of_asks_little_of_whom_nothing_needs() -> None:
    world = Waiting()
    assert {who: asked_by(world, who) for who in ("nobody", "auditor")} == {"nobody": 2, "auditor": 5}
