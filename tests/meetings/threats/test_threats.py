"""What must never be possible in a meeting, each as an attack on the running views: it fails, and succeeds without the
guard that is named beside it.

The numbers are those of the promises. Two at the same moment are raced by `tests/soak/votes.py`, with all guards and
without each: the seat that votes twice (1), the vote and the closing (7), two casting votes (9). Of every address
`tests/matrix` asks who is strange to it (22, 23); papers are refused by each kind of bar (6) in
`tests/meetings/declarations/test_papers.py`.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import pytest

from governance.membership.models import Person
from tests.meetings.threats import attacks
from tests.meetings.threats.scene import Sitting
from tests.meetings.threats.without import (
    Without,
    allowing,
    any_ballot,
    as_oneself,
    at_the_time_it_speaks_of,
    both,
    in_any_version,
    instead,
    request_ids_forgotten,
    still_a_member,
    still_deputy,
    without_triggers,
)

pytestmark = pytest.mark.django_db

Attack = Callable[[Sitting], bool]


@dataclass(frozen=True)
class Threat:
    """A promise by its number, an attack on it that says whether it succeeded, and how the guard is taken away."""

    promise: int
    attack: Attack
    without: Without


THREATS = [
    Threat(1, attacks.deputy_votes_in_the_members_place, allowing("ballots.acts.may_vote")),
    Threat(2, attacks.deputy_beyond_a_limit_is_counted, instead({"attendance.acts.beyond_limit": lambda *_: ""})),
    Threat(2, attacks.lapsed_deputy_takes_the_seat, still_deputy),
    Threat(3, attacks.one_person_has_two_voices, instead({"attendance.acts.beyond_limit": lambda *_: ""})),
    Threat(4, attacks.barred_member_votes_from_an_old_page, allowing("ballots.acts.may_vote")),
    Threat(4, attacks.barred_agency_votes_through_the_deputy, allowing("ballots.acts.may_vote")),
    Threat(5, attacks.interest_is_changed_after_the_vote, without_triggers),
    Threat(5, attacks.interest_is_corrected_by_whom_it_was_ruled_on, allowing("declarations.acts.may_correct")),
    Threat(
        6,
        attacks.barred_member_opens_the_items_paper,
        instead({"declarations.permissions.is_barred": lambda *_, **__: False}),
    ),
    Threat(7, attacks.vote_after_the_closing, both(allowing("ballots.acts.may_vote"), without_triggers)),
    Threat(7, attacks.vote_after_the_voiding, both(allowing("ballots.acts.may_vote"), without_triggers)),
    Threat(8, attacks.motion_is_changed_after_a_vote, without_triggers),
    Threat(8, attacks.latecomer_votes, allowing("ballots.acts.may_vote")),
    Threat(9, attacks.casting_vote_without_a_tie, allowing("ballots.acts.may_break_tie")),
    Threat(
        9,
        attacks.casting_vote_by_a_member,
        instead(
            {
                "session.permissions.may_chair": lambda *_: True,
                "ballots.permissions.require_recorder": lambda *_, **__: False,
            }
        ),
    ),
    Threat(10, attacks.motion_without_those_who_left, allowing("ballots.acts.may_put")),
    Threat(10, attacks.motion_by_a_duplicate, allowing("ballots.acts.may_put")),
    Threat(10, attacks.motion_by_an_invited_attendee, allowing("ballots.acts.may_put")),
    Threat(10, attacks.motion_by_somebody_barred, allowing("ballots.acts.may_put")),
    Threat(
        11,
        attacks.officers_vote_passes_as_the_members_own,
        instead({"ballots.acts.begun_by_self": as_oneself}),
    ),
    Threat(
        11,
        attacks.officers_entry_passes_as_the_members_own,
        instead({"declarations.acts.require_recorder": lambda *_, **__: True}),
    ),
    Threat(12, attacks.decision_without_a_quorum, allowing("decisions.acts.may_decide")),
    Threat(18, attacks.entry_is_back_dated, at_the_time_it_speaks_of),
    Threat(18, attacks.time_of_recording_is_changed, without_triggers),
    Threat(
        22,
        attacks.vote_of_another_trust_is_ended,
        instead(
            {"session.views.voting._ballot": any_ballot, "ballots.permissions.require_recorder": lambda *_, **__: False}
        ),
    ),
    Threat(
        22,
        attacks.person_of_another_trust_is_recorded,
        instead(
            {
                "session.forms.people_of": lambda _: Person.objects.all(),
                "attendance.acts.require_within": lambda *_: None,
            }
        ),
    ),
    Threat(23, attacks.former_member_votes, still_a_member),
    Threat(26, attacks.second_officer_overwrites_unseen, in_any_version),
    Threat(27, attacks.double_click_rules_twice, request_ids_forgotten),
]
NAMES = [f"{threat.promise} {threat.attack.__name__.replace('_', ' ')}" for threat in THREATS]


@pytest.mark.parametrize("threat", THREATS, ids=NAMES)
def test_attack_fails(threat: Threat) -> None:
    assert not threat.attack(Sitting())


@pytest.mark.parametrize("threat", THREATS, ids=NAMES)
def test_attack_succeeds_without_the_guard(threat: Threat, monkeypatch: pytest.MonkeyPatch) -> None:
    room = Sitting()
    threat.without(room, monkeypatch)
    assert threat.attack(room)
