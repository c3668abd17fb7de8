"""The rules of the three trusts that come with it, asked of the real roll of a day."""

from __future__ import annotations

import io
from collections.abc import Iterable
from dataclasses import replace
from datetime import date

import pytest
from django.conf import settings
from django.core.management import call_command

from governance.constitution.core.constitution import Part, Rules
from governance.constitution.core.language import Requirement, Voice
from governance.constitution.core.majority import Casting
from governance.constitution.core.meeting import Guest, Here, Meeting, Seat
from governance.constitution.core.quorum import State, evaluate
from governance.constitution.core.settings import Bar, Binds, deadlines_of, interest_of
from governance.constitution.rulebook import Rulebook, closed_in, empty_meeting, rulebook_of
from governance.membership.queries import table_of
from governance.structure.models import Trust
from tests.remembered import Remembered

pytestmark = pytest.mark.django_db

DAY = date(2026, 6, 1)
OUTSIDE = "outside"


class Loaded(metaclass=Remembered):
    """A trust from its file, with the people of the demonstration, on a day on which no seat asked here is vacant."""

    def __init__(self, slug: str) -> None:
        for path in (f"{slug}.yaml", f"demo/{slug}-people.yaml"):
            call_command("load_trust", str(settings.BASE_DIR / "fixtures" / path), stdout=io.StringIO())
        self.trust = Trust.objects.get(slug=slug)
        self.rulebook: Rulebook = rulebook_of(self.trust)
        self.table = table_of(self.trust)

    def rules(self, body: str = "board") -> Rules:
        return self.rulebook.rules(body, DAY)

    def meeting(self, seats: Iterable[str], body: str = "board") -> Meeting:
        """The body with the holders of these seats in the room."""
        empty = empty_meeting(self.rulebook, self.table, self.rulebook.bodies[body], DAY)
        return with_holders(empty, seats)

    def asks(self, requirement: Requirement, seats: str, body: str = "board") -> tuple[State, int, int]:
        """Whether these seats, named in one text, meet the requirement; and how many there are of how many."""
        answer = evaluate(requirement, self.meeting(seats.split(), body))
        return answer.state, answer.have, answer.need


def with_holders(meeting: Meeting, seats: Iterable[str]) -> Meeting:
    """The meeting with the holders of these seats in the room, and nobody else."""
    held = {seat.key: seat for seat in meeting.seats}
    assert all(held[seat].holder for seat in seats)
    return replace(meeting, here=tuple(here(held[seat]) for seat in seats))


def here(seat: Seat) -> Here:
    """The holder of the seat, in the room."""
    return Here(person=seat.holder or "", seat=seat.key, offices=seat.offices, bodies=seat.bodies)


KENTS_BOARD: list[tuple[str, State, int]] = [
    ("director police youth-offending-service districts", State.MET, 5),  # R3: the chair serves the first two
    ("director police youth-offending-service", State.NOT_MET, 4),
    ("communities police youth-offending-service districts", State.MET, 5),  # and the vice-chair two of them
    ("communities youth-offending-service districts skills-council", State.NOT_MET, 4),
    ("director youth-offending-service districts skills-council", State.MET, 5),
    ("director police youth-offending-service learning-providers", State.MET, 5),
    ("director police youth-offending-service health-commissioning", State.MET, 5),
    ("director police youth-offending-service east-kent-pct west-kent-pct", State.MET, 5),
    ("director police youth-offending-service east-kent-pct", State.NOT_MET, 4),
    ("director police youth-offending-service west-kent-pct", State.NOT_MET, 4),
    ("director police youth-offending-service voluntary-sector schools jobcentre", State.NOT_MET, 4),
]


def test_kents_board_is_quorate_with_five_of_its_seven_places() -> None:
    """K10.4: the fifth is served by commissioning alone or by both primary care trusts, never by one."""
    kent = Loaded("kent")
    asked = kent.rules().quorum.asked()
    assert [(seats, *kent.asks(asked, seats)) for seats, _, _ in KENTS_BOARD] == [(*each, 5) for each in KENTS_BOARD]


def test_kents_guests_and_deputies_serve_only_what_they_may() -> None:
    """K10.5, R2; a deputy speaks for the agency, and has not the office."""
    kent = Loaded("kent")
    asked = kent.rules().quorum.asked()
    three = kent.meeting(["youth-offending-service", "districts", "skills-council"])
    guest = Here(person="guest", guest=Guest.INVITED)
    deputy = Here(person="deputy", seat="director", by=Voice.DEPUTY)
    assert [evaluate(asked, replace(three, here=(*three.here, each))).have for each in (guest, deputy)] == [3, 4]


def test_the_vice_chair_presides_when_the_chair_is_not_here() -> None:
    """K10.3, H6.3."""
    for slug, seats in (("kent", "director police districts"), ("haringey", "cabinet-member-children police leader")):
        trust = Loaded(slug)
        counting, keys = trust.rules().counting, seats.split()
        meetings = [trust.meeting(keys[start:]) for start in range(3)]
        chair, vice, other = (each.here[0].person for each in meetings)
        assert [counting.may_preside(each) for each in meetings] == [{chair}, {vice}, frozenset()], other


def test_kents_other_rules_are_those_of_its_agreement() -> None:
    kent = Loaded("kent")
    board = kent.rules()
    assert (board.voting.motion.casting_vote, board.voting.motion.reasons) == (Casting.MAY, False)
    assert (board.deputies.visits, board.deputies.same_criteria, board.deputies.year_from) == (1, True, "april")
    assert (str(board.attendance.at_least), board.attendance.deputy_counts) == ("3/4", False)
    assert board.calendar.course.dates[0].months == ("april", "july", "october", "january")
    gain, professional, unnamed = (
        interest_of(board.interests, name, decision="")
        for name in ("interest of personal gain", "strategic or professional interest", "nothing of the kind")
    )
    assert (gain.bar, gain.goes_unasked, professional.bar, unnamed.bar) == (Bar.RULING, True, Bar.NEVER, Bar.NEVER)
    assert kent.rules("executive-group").interests == board.interests
    redesigned = kent.rules("commissioners-board").quorum
    between = redesigned.asked(sitting="electronic")
    assert kent.asks(redesigned.asked(), "director", "commissioners-board")[0] is State.NONE_ASKED
    assert kent.asks(between, "director", "commissioners-board") == (State.NOT_MET, 1, 2)
    assert kent.asks(between, "director lead-member", "commissioners-board") == (State.MET, 2, 2)


ROLES = "cabinet-member-children director tpct-chief-executive"
FIVE = "voluntary-1 voluntary-2 primary-schools secondary-schools special-schools"


HARINGEYS_BOARD = [
    (f"{ROLES} {FIVE}", State.MET),
    (f"{ROLES} {FIVE.removeprefix('voluntary-1 ')}", State.NOT_MET),
    (f"police chief-executive tpct-non-executive {FIVE}", State.MET),  # the police's seat has the deputy chair
    (f"leader director tpct-chief-executive {FIVE}", State.NOT_MET),  # no chair
    (f"cabinet-member-children leader tpct-chief-executive {FIVE}", State.NOT_MET),  # a councillor is no officer
    (f"cabinet-member-children director whittington {FIVE}", State.NOT_MET),  # nobody from the TPCT
]


def test_haringeys_board_needs_eight_and_three_roles() -> None:
    """H7.2."""
    haringey = Loaded("haringey")
    asked = haringey.rules().quorum.asked()
    assert [(seats, haringey.asks(asked, seats)[0]) for seats, _ in HARINGEYS_BOARD] == HARINGEYS_BOARD


def test_haringeys_roles_are_served_by_different_people() -> None:
    """R3: an officer of the council who is deputy chair serves one of the two roles only."""
    haringey = Loaded("haringey")
    empty = haringey.meeting([])
    offices = {seat.key: seat.offices for seat in empty.seats}
    swapped = {"police": offices["director"], "director": offices["police"]}
    seats = tuple(replace(seat, offices=swapped.get(seat.key, seat.offices)) for seat in empty.seats)
    asked = haringey.rules().quorum.asked()
    for officers, state in (("director whittington", State.NOT_MET), ("director chief-executive", State.MET)):
        meeting = with_holders(replace(empty, seats=seats), f"{officers} tpct-chief-executive {FIVE}".split())
        assert evaluate(asked, meeting).state is state, officers


HARINGEYS_GROUP = [
    ("chair police tpct", State.MET),
    ("deputy-chair director voluntary", State.MET),
    ("director tpct voluntary", State.NOT_MET),
    ("chair police", State.NOT_MET),
]


def test_haringeys_performance_group_needs_three_with_the_boards_chair_or_deputy() -> None:
    """H8.3: the offices are those of the board; the group has none."""
    haringey = Loaded("haringey")
    asked, group = haringey.rules("performance-group").quorum.asked(), "performance-group"
    assert [(seats, haringey.asks(asked, seats, group)[0]) for seats, _ in HARINGEYS_GROUP] == HARINGEYS_GROUP


def test_haringeys_performance_group_takes_over_what_the_protocol_lists_and_no_more() -> None:
    """H8.5."""
    haringey = Loaded("haringey")
    board, group = haringey.rules(), haringey.rules("performance-group")
    assert group.inherited == {Part.VOTING: "board", Part.INTERESTS: "board", Part.NOTICE: "board"}
    assert (group.voting, group.interests, group.notice) == (board.voting, board.interests, board.notice)
    assert (group.voting.motion.casting_vote, group.voting.motion.reasons) == (Casting.MUST, True)
    assert group.calendar.course.between == "board"
    assert (group.publicity.meetings, board.publicity.meetings) == ("closed", "open unless the chair decides otherwise")


def test_haringeys_papers_are_due_by_the_days_of_its_protocol() -> None:
    """H7.4, H7.5, R6: for 4 June 2026, after the bank holiday of 25 May."""
    haringey = Loaded("haringey")
    meeting = date(2026, 6, 4)
    closed = closed_in(haringey.trust, date(2026, 5, 1), meeting)
    due = deadlines_of(haringey.rules().notice, meeting, sitting="ordinary", closed=closed)
    assert [(str(each.deadline.what), each.day) for each in due] == [
        ("drafts for comment", date(2026, 5, 21)),
        ("papers for clearance", date(2026, 5, 22)),
    ]


def test_medways_board_asks_a_quorum_of_its_votes_alone() -> None:
    """M3.10, R1, R8: a third of the seats filled, rounded up, with somebody from Medway Council."""
    medway = Loaded("medway")
    quorum = medway.rules().quorum
    keys = [seat.key for seat in medway.meeting([]).seats if seat.holder]
    third = -(-len(keys) // 3)
    others = [key for key in keys if key not in {"portfolio-holder", "director"}]
    ballot = quorum.asked(ballot=True)
    assert medway.asks(quorum.asked(), "director")[0] is State.NONE_ASKED
    assert medway.asks(ballot, " ".join(["director", *others[: third - 1]]))[0] is State.MET
    assert medway.asks(ballot, " ".join(["director", *others[: third - 2]]))[0] is State.NOT_MET
    assert medway.asks(ballot, " ".join(others))[0] is State.NOT_MET
    assert medway.rules().voting.motion.casting_vote is Casting.MUST


def test_medways_bidders_are_barred_by_the_rule_itself_from_commissioning_alone() -> None:
    """M3.9a."""
    interests = Loaded("medway").rules().interests
    commissioning, other = (
        interest_of(interests, "interest as a possible bidder", decision=decision) for decision in ("commissioning", "")
    )
    assert (commissioning.bar, commissioning.binds) == (Bar.ITSELF, Binds.AGENCY)
    assert other.bar is Bar.NEVER


def test_medways_groups_vote_as_its_board_does() -> None:
    """M3.10, M3.12."""
    medway = Loaded("medway")
    groups = [key for key, body in medway.rulebook.bodies.items() if body.kind == "sub-group"]
    assert len(groups) == 8
    board = medway.rules()
    for group in groups:
        rules = medway.rules(group)
        assert (rules.quorum, rules.voting, rules.publicity) == (board.quorum, board.voting, board.publicity)
        assert len(rules.review.reviews) == (0 if group == "joint-commissioning-group" else 1)


@pytest.mark.parametrize(("slug", "bodies"), [("kent", 8), ("medway", 9), ("haringey", 10)])
def test_every_body_of_a_trust_says_what_quorum_it_asks_from_its_first_day(slug: str, bodies: int) -> None:
    """R7: a body for which none is written says so."""
    trust = Loaded(slug)
    own = {key: body for key, body in trust.rulebook.bodies.items() if body.kind != OUTSIDE}
    assert len(own) == bodies
    for key, body in own.items():
        rules = trust.rulebook.rules(key, body.starts)
        assert Part.QUORUM in rules.written, key
        assert rules.quorum.clauses, key
