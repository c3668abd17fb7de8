"""What needs whom: each kind of task is there for those whose it is, for nobody else, and gone once it is done."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

import pytest
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret

from meetings.agenda.acts import withdraw_publication
from meetings.agenda.models import Audience, Publication
from meetings.attendance.acts import close_sitting
from meetings.attendance.models import Choice
from meetings.declarations.acts import dismiss_interest, rule_on
from meetings.declarations.models import Declaration
from tests.meetings.agenda.scene import item_of, published
from tests.meetings.attendance.scene import has_part
from tests.meetings.home.scene import BEFORE, MORNING_AFTER, NOW, PEOPLE, TWO, Waiting, failed, left
from tests.world import by, meeting_of
from trustboard.mail.models import Letter

pytestmark = pytest.mark.django_db

DECEMBER = datetime(2030, 12, 10, 9, tzinfo=UTC)
Step = Callable[[Waiting], object]


@dataclass(frozen=True)
class Case:
    """A task: what brings it, its words, those who have it, what does it, and those who still have it then."""

    name: str
    brings: Step
    words: str
    have: tuple[str, ...]
    does: Step
    still: tuple[str, ...] = ()
    now: datetime = NOW


def nothing(world: Waiting) -> None:
    """It is there as the world is."""


def for_sale(world: Waiting) -> None:
    """An item for which the police may bid, published."""
    item_of(world.meeting, "Vans", Audience.CONFIDENTIAL, bidders=[world.agency.key])
    published(world.meeting)


def dismissed(world: Waiting) -> None:
    item, registered = world.meeting.items.get(), world.interest
    dismiss_interest(world.meeting, person=world.ann, item=item, registered=registered, by=by(world.ann_user, now=NOW))


def both_answered(world: Waiting) -> None:
    world.answered(world.police)
    world.answered(world.health, Choice.APOLOGIES)


def meets_twice_a_year(world: Waiting) -> None:
    has_part(world.board, "calendar", {"months": ["april", "october"]})


def declared_in_session(world: Waiting) -> None:
    has_part(world.board, "interests", {"kinds": [{"name": "personal"}]})
    world.opened(TWO)
    world.declared(world.ann, world.police, TWO)
    world.declared(world.cat, world.health, TWO)


def ruled(world: Waiting) -> None:
    declaration, sitting = Declaration.objects.get(person=world.ann), world.sitting
    rule_on(declaration, sitting=sitting, ruled="leaves", ruler=world.cat, at=None, by=by(world.officer, now=TWO))


def notice_to_ann_fails(world: Waiting) -> None:
    world.noticed()
    failed(Letter.objects.get(to=world.ann_user.email, subject__startswith="Notice"))


CASES = [
    Case(
        "an answer",
        Waiting.noticed,
        "Say whether you come to the Board on 18 April 2030",
        ("ann_user", "cat_user"),
        lambda world: world.answered(world.police),
        still=("cat_user",),
    ),
    Case(
        "the agenda and its papers",
        Waiting.papered,
        "Read the agenda of the Board on 18 April 2030: 2 papers",
        ("ann_user", "ben_user", "cat_user"),
        lambda world: withdraw_publication(Publication.objects.get(), reason="A mistake.", by=by(world.officer)),
    ),
    Case(
        "an interest proposed",
        for_sale,
        "Say whether you have an interest in item 1, Vans",
        ("ann_user",),
        dismissed,
    ),
    Case(
        "the register to be confirmed",
        nothing,
        "Confirm your interests in the register",
        ("ann_user", "ben_user", "cat_user", "max"),
        lambda world: world.confirmed(world.ann, world.ann_user, BEFORE + timedelta(days=365)),
        still=("ben_user", "cat_user", "max"),
        now=BEFORE + timedelta(days=365),
    ),
    Case(
        "notice",
        nothing,
        "Give notice of the Board on 18 April 2030",
        ("officer",),
        Waiting.noticed,
    ),
    Case(
        "the agenda to publish",
        nothing,
        "Publish the agenda of the Board on 18 April 2030",
        ("officer",),
        Waiting.papered,
    ),
    Case(
        "answers missing",
        Waiting.noticed,
        "2 of 2 seats have not answered for the Board on 18 April 2030",
        ("officer",),
        both_answered,
    ),
    Case(
        "a sitting of today",
        nothing,
        "Open the Board on 18 April 2030",
        ("officer",),
        lambda world: world.opened(TWO),
        now=TWO,
    ),
    Case(
        "a sitting of yesterday that was never opened",
        nothing,
        "Record the Board on 18 April 2030, or cancel it",
        ("officer",),
        Waiting.cancelled,
        now=MORNING_AFTER,
    ),
    Case(
        "a sitting left open",
        lambda world: world.opened(TWO),
        "Close the Board on 18 April 2030",
        ("officer",),
        lambda world: close_sitting(world.sitting, at=None, by=by(world.officer, now=MORNING_AFTER)),
        now=MORNING_AFTER,
    ),
    Case(
        "a year without meetings",
        meets_twice_a_year,
        "Agree the meetings of the Board for 2031",
        ("officer",),
        lambda world: meeting_of(world.board, date(2031, 1, 16)),
        now=DECEMBER,
    ),
    Case(
        "an invitation that failed",
        lambda world: failed(world.open_invitation.letter),
        "The invitation to ivy@agency.example could not be sent",
        ("officer",),
        lambda world: left(world.open_invitation.letter),
    ),
    Case(
        "news of a meeting that failed",
        notice_to_ann_fails,
        "1 letter about the Board on 18 April 2030 could not be sent",
        ("officer",),
        lambda world: left(Letter.objects.exclude(failure="").get()),
    ),
    Case(
        "a declaration that awaits a ruling",
        declared_in_session,
        "Rule on 1 declared interest",
        ("cat_user",),
        ruled,
        now=TWO,
    ),
    Case(
        "a second factor",
        nothing,
        "Set up your second factor",
        ("bare_officer",),
        lambda world: TOTP.activate(world.bare_officer, generate_totp_secret()),
    ),
]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_needs_of_tells_a_task_to_those_whose_it_is_until_it_is_done(case: Case) -> None:
    world = Waiting()
    case.brings(world)
    have = [who for who in PEOPLE if case.words in world.words(who, case.now)]
    case.does(world)
    still = [who for who in PEOPLE if case.words in world.words(who, case.now)]
    assert (have, still) == (list(case.have), list(case.still))
