"""Declaring an interest, ruling on it, and who is barred by it."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from django.conf import settings
from django.core.exceptions import PermissionDenied

from governance.constitution.acts import change_part
from governance.constitution.core.bars import Ruled
from governance.constitution.core.language import Count
from governance.constitution.core.quorum import evaluate
from governance.membership.models import Person
from governance.membership.permissions import PERSON
from meetings.agenda.acts import add_item
from meetings.agenda.models import Audience, Purpose
from meetings.attendance.acts import Entry, open_sitting, record_happening
from meetings.attendance.queries import record_of
from meetings.attendance.roll import Kind
from meetings.declarations.acts import declare_interest_at, rule_on, rule_on_procedure
from meetings.declarations.models import Declaration, Ruling
from meetings.declarations.queries import declarations_of, meeting_for
from tests.world import SINCE, SeatedWorld, by, member, operator
from trustboard.accounts.models import User
from trustboard.acts.verdict import RuleBroken
from trustboard.ledger.signing import private_key
from trustboard.ledger.verify import findings

pytestmark = pytest.mark.django_db
INTERESTS = {"kinds": [{"name": "personal"}, {"name": "professional", "bar": "it does not count"}]}
NOW = datetime(2030, 4, 18, 13, 30, tzinfo=UTC)


class Scene:
    """The board sits; Ann (police), Cat (health, in the chair) and two items: one decision, and one to commission."""

    def __init__(self) -> None:
        self.world = world = SeatedWorld()
        change_part(world.board, part="interests", written=INTERESTS, starts=SINCE, read=0, by=operator())
        self.officer, self.ann = world.officer, member(world.ann, "Ann Ames", PERSON, second_factor=False)
        self.cat = member(world.cat, "Cat Cole", PERSON, second_factor=False)
        plain = {"decision": "", "lead": "", "minutes": None, "audience": Audience.PUBLIC, "reason": "", "about": ""}
        self.item = add_item(
            world.meeting, title="Budget", purpose=Purpose.DECISION, bidders=[], **plain, by=operator()
        ).result
        self.sitting = world.meeting.sittings.get()
        open_sitting(self.sitting, at=None, by=by(self.officer, now=NOW))
        for person, seat in ((world.ann, world.police), (world.cat, world.health)):
            self.record(Entry(Kind.ARRIVED, person=person, seat=seat))
        self.record(Entry(Kind.PRESIDES, person=world.cat))

    def record(self, entry: Entry, minutes: int = 1) -> None:
        record_happening(self.sitting, entry=entry, at=None, by=by(self.officer, now=NOW + timedelta(minutes=minutes)))

    def declare(self, user: User | None = None, **told: object) -> Declaration:
        """Ann declares a personal interest in the item, unless said otherwise."""
        plain = {
            "person": self.world.ann,
            "seat": self.world.police,
            "item": self.item,
            "kind": "personal",
            "nature": "My sister runs the bidder.",
            "goes": False,
            "registered": None,
            "corrects": None,
            "at": None,
        }
        later = NOW + timedelta(minutes=2)
        declare_interest_at(self.world.meeting, **(plain | told), by=by(user or self.officer, now=later))
        return Declaration.objects.latest("number")

    def rule(self, declaration: Declaration, user: User, ruler: Person, ruled: Ruled = Ruled.LEAVES) -> None:
        later = NOW + timedelta(minutes=3)
        rule_on(declaration, sitting=self.sitting, ruled=ruled, ruler=ruler, at=None, by=by(user, now=later))

    def counted(self) -> int:
        """How many count for the item."""
        self.sitting.refresh_from_db()
        record = record_of(self.sitting)
        declarations = declarations_of(self.world.meeting, record.frozen.rules.interests)
        return evaluate(Count(1), meeting_for(record, declarations, self.item)).have


@pytest.fixture
def scene() -> Scene:
    return Scene()


def test_declare_interest_at_awaits_a_ruling_and_bars_nobody_yet(scene: Scene) -> None:
    declaration = scene.declare(scene.ann)
    record = record_of(scene.sitting)
    assert declarations_of(scene.world.meeting, record.frozen.rules.interests).awaiting == (declaration,)
    assert (declaration.is_own, scene.counted()) == (True, 2)


def test_declare_interest_at_is_the_officers_entry_when_the_officer_tells_it(scene: Scene) -> None:
    assert scene.declare().is_own is False


def test_declare_interest_at_takes_one_out_of_the_item_when_they_go_by_their_own_choice(scene: Scene) -> None:
    scene.declare(scene.ann, goes=True)
    assert scene.counted() == 1


def test_declare_interest_at_is_refused_to_somebody_else(scene: Scene) -> None:
    with pytest.raises(PermissionDenied):
        scene.declare(scene.cat)
    assert Declaration.objects.count() == 0


@pytest.mark.parametrize(
    ("told", "sentence"),
    [
        ({"kind": "unheard of"}, "Say of which kind the interest is."),
        ({"nature": " "}, "Say what the interest is."),
    ],
)
def test_declare_interest_at_is_refused_when_it_does_not_say_what(
    scene: Scene, told: dict[str, str], sentence: str
) -> None:
    with pytest.raises(RuleBroken) as broken:
        scene.declare(scene.ann, **told)
    assert broken.value.verdict.sentence == sentence
    assert Declaration.objects.count() == 0


def test_declare_interest_at_is_refused_the_second_time(scene: Scene) -> None:
    scene.declare(scene.ann)
    with pytest.raises(RuleBroken, match="declared for the item already"):
        scene.declare(scene.ann)


def test_rule_on_takes_the_barred_out_of_the_item_by_the_chairs_own_tap(scene: Scene) -> None:
    scene.rule(scene.declare(scene.ann), scene.cat, scene.world.cat)
    assert (scene.counted(), Ruling.objects.get().is_own) == (1, True)


def test_rule_on_lets_take_part_when_it_is_ruled_again(scene: Scene) -> None:
    declaration = scene.declare(scene.ann)
    scene.rule(declaration, scene.officer, scene.world.cat)
    scene.rule(declaration, scene.officer, scene.world.cat, Ruled.TAKES_PART)
    assert (scene.counted(), Ruling.objects.count()) == (2, 2)


def test_rule_on_is_refused_to_whoever_does_not_preside(scene: Scene) -> None:
    declaration = scene.declare(scene.ann)
    with pytest.raises(RuleBroken, match="Only whoever presides"):
        scene.rule(declaration, scene.officer, scene.world.ben)
    assert Ruling.objects.count() == 0


def test_rule_on_is_refused_on_ones_own_interest_until_another_presides_over_the_item(scene: Scene) -> None:
    declaration = scene.declare(scene.cat, person=scene.world.cat, seat=scene.world.health)
    with pytest.raises(RuleBroken, match="Nobody rules on their own interest"):
        scene.rule(declaration, scene.cat, scene.world.cat)
    scene.record(Entry(Kind.PRESIDES, person=scene.world.ann, item=scene.item.pk))
    scene.rule(declaration, scene.ann, scene.world.ann)
    assert scene.counted() == 1


def test_rule_on_is_by_whoever_presided_then_when_it_is_recorded_later(scene: Scene) -> None:
    declaration, world = scene.declare(scene.ann), scene.world
    at = NOW + timedelta(minutes=3)
    for entry in (Entry(Kind.LEFT, person=world.cat, seat=world.health), Entry(Kind.PRESIDES, person=world.ann)):
        scene.record(entry, minutes=10)
    later = by(scene.officer, now=NOW + timedelta(days=1))
    with pytest.raises(RuleBroken, match="Nobody rules on their own interest"):
        rule_on(declaration, sitting=scene.sitting, ruled=Ruled.LEAVES, ruler=world.ann, at=later.now, by=later)
    rule_on(declaration, sitting=scene.sitting, ruled=Ruled.LEAVES, ruler=world.cat, at=at, by=later)
    later = by(scene.officer, now=NOW + timedelta(days=1))
    rule_on_procedure(scene.sitting, text="Questions at the end.", ruler=world.cat, at=at, by=later)
    assert [ruling.ruler for ruling in Ruling.objects.all()] == [world.cat, world.cat]


def test_rule_on_is_refused_when_no_ruling_is_needed(scene: Scene) -> None:
    declaration = scene.declare(scene.ann, kind="professional")
    with pytest.raises(RuleBroken, match="No ruling is needed"):
        scene.rule(declaration, scene.cat, scene.world.cat)


def test_rule_on_procedure_is_kept_from_whoever_presides(scene: Scene) -> None:
    later = by(scene.cat, now=NOW + timedelta(minutes=3))
    rule_on_procedure(scene.sitting, text="Item 4 is taken first.", ruler=scene.world.cat, at=None, by=later)
    ruling = Ruling.objects.get()
    assert (ruling.text, ruling.ruler, ruling.is_own) == ("Item 4 is taken first.", scene.world.cat, True)


def test_declarations_and_rulings_are_proved_and_raise_the_record_of_the_sitting(scene: Scene) -> None:
    scene.sitting.refresh_from_db()
    before = scene.sitting.record
    scene.rule(scene.declare(scene.ann), scene.cat, scene.world.cat)
    scene.sitting.refresh_from_db()
    assert scene.sitting.record == before + 2
    assert list(findings(private_key(settings.LEDGER_KEY).public_key())) == []
