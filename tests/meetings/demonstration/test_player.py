"""The stories of the demonstration, played whole through the acts into a trust without meetings."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.conf import settings

from governance.agreements.models import Asked, Edition, Signature, Way
from governance.constitution.core.quorum import State
from governance.trustfile.faults import Unreadable
from meetings.attendance.queries import record_of
from meetings.ballots.models import Casting, Vote
from meetings.decisions.models import Decision, How, Referral
from meetings.declarations.models import Ruling
from meetings.demonstration.story import read_story
from meetings.minutes.models import Minutes
from meetings.schedule.models import Ending, Meeting, Sitting
from tests.meetings.demonstration.stage import Haringey, Kent, Medway, Stage
from tests.world import everything
from trustboard.ledger.models import Entry
from trustboard.ledger.signing import private_key
from trustboard.ledger.verify import findings

pytestmark = pytest.mark.django_db


def is_whole() -> bool:
    return list(findings(private_key(settings.LEDGER_KEY).public_key())) == []


def plays_once(stage: Stage) -> int:
    """Play it, prove it, and play it again, which changes nothing. How many meetings there are."""
    made = stage.played()
    assert Meeting.objects.count() == made
    assert is_whole()
    before = everything()
    assert stage.played() == 0
    assert everything() == before
    return made


def stages(body: str) -> list[str]:
    """How far the minutes of the body's meetings are, in the order of the year."""
    rows = Minutes.objects.filter(meeting__body__key=body, meeting__sittings__number=1)
    return list(rows.order_by("meeting__sittings__starts_at").values_list("stage", flat=True))


def test_kent_plays_whole() -> None:
    kent = Kent()

    assert plays_once(kent) == 7
    assert stages("board") == ["approved", "approved", "approved", "circulated"]
    assert sorted(Decision.objects.values_list("how", flat=True)) == sorted(
        [*[How.CONSENSUS] * 4, *[How.VOTE] * 2, *[How.NOTED] * 3, How.DEFERRED]
    )
    assert Decision.objects.filter(is_urgent=True).count() == 1
    assert Referral.objects.filter(ratified=None).count() == 2
    # The chair's own: whoever has an account acts as themself.
    assert Ruling.objects.get().by == Casting.objects.get().by == kent.users["priya-nambiar"]
    assert Vote.objects.filter(is_own=True).count() == 3
    assert [edition.number for edition in Edition.objects.all()] == [1, 2]
    assert len(kent.became("signed")) == 12
    assert kent.became("declined") == ["District councils"]
    assert kent.became("not yet") == ["Kent Police", "Providers of learning and skills"]
    assert Asked.objects.filter(edition__number=2, person__called__text="Rosalind Peake").exists()


def test_kent_is_adjourned_where_its_quorum_is_lost_and_goes_on_with_a_roll_and_quorum_of_its_own() -> None:
    Kent().played()

    adjourned, further = Sitting.objects.filter(meeting__sittings__number=2)
    assert adjourned.ending == Ending.ADJOURNED
    assert further.day == adjourned.day + timedelta(days=7)
    assert [state for _, state in record_of(adjourned).timeline] == [State.NOT_MET, State.MET, State.NOT_MET]
    assert [state for _, state in record_of(further).timeline] == [State.NOT_MET, State.MET]
    assert further.answers.count() == 4


def test_medway_plays_whole() -> None:
    medway = Medway()

    assert plays_once(medway) == 6
    assert stages("board") == ["approved", "approved", "approved", "circulated"]
    assert Casting.objects.get().by == medway.users["gurpreet-sahota"]
    assert len(medway.became("signed")) == 14
    assert "Young carers" in medway.became("signed")
    assert medway.became("declined") == ["Private and independent sector"]
    assert medway.became("nobody") == ["Chair of the safeguarding children board", "Other partners"]


def test_haringey_plays_whole() -> None:
    haringey = Haringey()

    assert plays_once(haringey) == 8
    assert stages("board") == ["approved", "approved", "approved", "approved", "approved", "circulated"]
    assert not Decision.objects.filter(reasons="").exclude(how=How.NOTED).exists()
    assert Meeting.objects.exclude(sittings__closed_for="").count() == 1
    assert len(haringey.became("signed")) == 9
    assert [each.where.title for each in Signature.objects.filter(way=Way.PAPER)] == ["Whittington Hospital"]


IMPOSSIBLE = """\
trust: kent
bodies:
  - key: board
    months: [january, april, july, october]
    starts: 14:00
    place: Town Hall
meetings:
  - key: only
    body: board
    turn: -1
    agenda:
      - item: The plan
    story:
      - {before: 8, agenda laid: yes}
      - {at: 0, opens: yes}
      - {at: 1, come: [director]}
      - {at: 2, ENTRY}
"""


@pytest.mark.parametrize(
    ("entry", "refused"),
    [
        ("takes up: The budget", 'No item of the agenda begins with "The budget".'),
        ("come: [director]", "They are here already."),
        ("come: [mayor]", "There is no seat called mayor on Kent Children's Trust Board."),
        ("leave: [police]", "Nobody is here for Kent Police."),
        ("counted: yes", "No motion was put."),
        ("approves: another", "There was no meeting called another."),
        ("supplement: It is late.", "The agenda is not published. Publish it first."),
    ],
)
def test_story_is_refused_with_its_line_when_an_entry_cannot_be(entry: str, refused: str) -> None:
    kent = Kent()
    story = read_story(IMPOSSIBLE.replace("ENTRY", entry).encode(), source="only.yaml")

    with pytest.raises(Unreadable) as raised:
        kent.played(story)

    assert raised.value.told("only.yaml") == [f"only.yaml, line 17: {refused}"]
    assert is_whole()


def test_story_is_refused_before_anything_is_done_when_something_is_still_to_come() -> None:
    kent = Kent()
    before = Entry.objects.count()
    story = read_story(IMPOSSIBLE.replace("at: 2, ENTRY", "after: 90, closes: yes").encode(), source="only.yaml")

    with pytest.raises(Unreadable, match="That is still to come"):
        kent.played(story)

    assert Entry.objects.count() == before
    assert not Meeting.objects.exists()
