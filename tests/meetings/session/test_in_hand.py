"""The item in hand on the pages of a sitting: taken up, its quorum, interests in it, rulings, who presides over it."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from governance.constitution.core.bars import Ruled
from governance.membership.models import Person, Seat
from meetings.agenda.acts import add_item
from meetings.agenda.models import Audience, Item, Purpose
from meetings.attendance.acts import Entry, record_happening
from meetings.attendance.queries import record_of
from meetings.attendance.roll import Kind
from meetings.declarations.acts import declare_interest_at
from meetings.declarations.models import Declaration, Ruling
from meetings.schedule.models import Sitting
from meetings.session.queries import SittingShown, sitting_shown
from tests.meetings.attendance.scene import has_part
from tests.meetings.session.scene import Today
from tests.world import by, operator, signed_in

pytestmark = pytest.mark.django_db

KINDS = [{"name": "personal gain"}, {"name": "professional", "bar": "it does not count"}]


class Hearing(Today):
    """Cat presides and Ann is here; three items, the third confidential. Interests are asked for as items come."""

    asked = "when the item comes"

    def __post_init__(self) -> None:
        super().__post_init__()
        has_part(self.board, "interests", {"asked": self.asked, "kinds": KINDS})
        has_part(self.board, "voting", {"casting_vote": "must"})
        plain: dict[str, Any] = {"decision": "", "lead": "", "minutes": None, "about": "", "bidders": []}
        for title, audience, reason in (
            ("Welcome", Audience.PUBLIC, ""),
            ("Joint plan", Audience.PUBLIC, ""),
            ("A secret plan", Audience.CONFIDENTIAL, "It names a child."),
        ):
            add_item(
                self.meeting,
                title=title,
                purpose=Purpose.DECISION,
                audience=audience,
                reason=reason,
                **plain,
                by=operator(),
            )
        self.items: list[Item] = list(self.meeting.items.all())
        self.opened()
        self.recorded_now(Kind.ARRIVED, person=self.cat, seat=self.health)
        self.recorded_now(Kind.ARRIVED, person=self.ann, seat=self.police)
        self.recorded_now(Kind.PRESIDES, person=self.cat)

    def takes_up(self, number: int) -> Any:
        """The officer presses the button of that item."""
        return self.press(signed_in(self.officer), entry=f"item:{self.items[number - 1].pk}")

    def declared(self, person: Person, seat: Seat, number: int, **told: Any) -> Declaration:
        """Somebody has an interest in that item, as the officer records it."""
        plain = {"kind": "personal gain", "nature": "A shop", "goes": False, "registered": None, "corrects": None}
        item = self.items[number - 1]
        declare_interest_at(
            self.meeting, person=person, seat=seat, item=item, at=None, **(plain | told), by=by(self.officer)
        )
        return Declaration.objects.latest("number")

    def rule(self, who: Any, declaration: Declaration, ruled: Ruled, page: str = "chair") -> Any:
        return self.press(signed_in(who), "rule_on", rule=f"{declaration.number}:{ruled}", page=page)

    def shown(self) -> SittingShown:
        """The sitting as its pages show it now."""
        self.sitting.refresh_from_db()
        return sitting_shown(self.sitting, timezone.now())


class AskingAtTheStart(Hearing):
    """The same, where interests are asked for at the start (H7.7)."""

    asked = "at the start"


def test_agenda_says_what_was_taken_up_what_is_in_hand_and_what_comes_next() -> None:
    room = Hearing()
    assert [line.stage for line in room.shown().lines] == ["to-come", "to-come", "to-come"]
    assert room.takes_up(1).status_code == 302
    room.takes_up(2)
    shown = room.shown()
    assert [line.stage for line in shown.lines] == ["taken", "in-hand", "to-come"]
    assert (shown.in_hand.name, shown.next_line.item) == ("item 2", room.items[2])
    assert "Item 2 is taken up" in [entry.text for entry in shown.log]
    assert "That item is in hand." in room.takes_up(2).text


def test_item_in_hand_says_in_words_what_kind_of_decision_it_is_for() -> None:
    room = Hearing()
    Item.objects.filter(pk=room.items[1].pk).update(decision="change-of-membership")
    room.takes_up(2)
    assert "For decision (Change of membership)" in signed_in(room.officer).get(room.address()).content.decode()


def test_withdrawn_or_foreign_item_is_not_taken_up() -> None:
    room = Hearing()
    Item.objects.filter(pk=room.items[0].pk).update(withdrawn="Not ready.")
    assert "That item was withdrawn." in room.takes_up(1).text
    response = room.press(signed_in(room.officer), entry="item:6f1c1f0e-5b1a-4d6e-9a44-0b6a3c0a1c11")
    assert "There is no such item on the agenda." in response.text
    assert record_of(room.sitting).roll().item == ""


def test_who_leaves_for_an_item_loses_its_quorum_and_is_back_with_the_next() -> None:
    room = Hearing()
    declaration = room.declared(room.ann, room.police, 2)
    room.takes_up(2)
    assert not room.shown().item_differs
    assert room.rule(room.cat_user, declaration, Ruled.LEAVES).status_code == 302
    shown = room.shown()
    assert (shown.quorum.word, shown.in_hand.quorum.word) == ("Quorate", "Not quorate")
    row = next(row for row in shown.roll.rows if row.key == "police")
    assert (row.standing, row.words) == ("barred", "out for item 2")
    assert "For item 2: Not quorate" in shown.spoken
    room.takes_up(3)
    shown = room.shown()
    assert not shown.item_differs
    assert next(row for row in shown.roll.rows if row.key == "police").standing == "here"


def test_ruling_is_offered_to_whoever_presides_and_recorded_as_their_own() -> None:
    room = Hearing()
    declaration = room.declared(room.ann, room.police, 2)
    page = signed_in(room.cat_user).get(room.address("chair")).text
    assert f'value="{declaration.number}:leaves"' in page
    room.rule(room.cat_user, declaration, Ruled.STAYS)
    ruling = Ruling.objects.get()
    assert (ruling.is_own, ruling.ruler, ruling.ruled) == (True, room.cat, Ruled.STAYS)
    room.rule(room.officer, declaration, Ruled.TAKES_PART, page="desk")
    ruling = Ruling.objects.latest("number")
    assert (ruling.is_own, ruling.ruler) == (False, room.cat)


def test_nobody_rules_on_their_own_interest_and_another_presides_over_that_item_alone() -> None:
    room = Hearing()
    declaration = room.declared(room.cat, room.health, 2)
    room.takes_up(2)
    assert "Nobody rules on their own interest" in room.rule(room.cat_user, declaration, Ruled.TAKES_PART).text
    shown = room.shown()
    ann = next(each for each in shown.roll.everybody if each.here.person == room.ann.key)
    assert ann.to_preside.label == "Presides over the item"
    room.press(signed_in(room.officer), entry=ann.to_preside.value)
    shown = room.shown()
    assert (shown.roll.presiding.name, shown.presides_by_item) == ("Ann Ames", True)
    assert "Ann Ames presides over item 2" in [entry.text for entry in shown.log]
    assert room.rule(room.ann_user, declaration, Ruled.LEAVES).status_code == 302
    room.takes_up(3)
    assert room.shown().roll.presiding.name == "Cat Cole"


def test_chair_who_goes_presides_over_the_item_no_longer() -> None:
    room = Hearing()
    room.declared(room.cat, room.health, 2, goes=True)
    room.takes_up(2)
    shown = room.shown()
    assert shown.roll.presiding is None
    assert shown.in_hand.meeting.presiding is None
    assert "Nobody presides over item 2" in signed_in(room.officer).get(room.address()).text


def test_member_who_does_not_preside_cannot_rule() -> None:
    room = Hearing()
    declaration = room.declared(room.cat, room.health, 2)
    assert room.rule(room.ann_user, declaration, Ruled.TAKES_PART).status_code == 403
    assert not Ruling.objects.exists()


def test_ruling_pressed_while_the_connection_was_lost_is_by_whoever_presided_then() -> None:
    room = Hearing()
    declaration, now = room.declared(room.ann, room.police, 2), timezone.now()
    Sitting.objects.update(opened_at=now - timedelta(hours=1))
    for kind, person, minutes in (
        (Kind.ARRIVED, room.cat, 50),
        (Kind.PRESIDES, room.cat, 50),
        (Kind.LEFT, room.cat, 9),
    ):
        entry = Entry(kind, person=person, seat=room.health if kind is Kind.ARRIVED else None)
        record_happening(room.sitting, entry=entry, at=now - timedelta(minutes=minutes), by=by(room.officer))
    room.recorded_now(Kind.LEFT, person=room.cat, seat=room.health)
    pressed = {"rule": f"{declaration.number}:{Ruled.LEAVES}", "page": "desk"}
    assert "Nobody presides" in room.press(signed_in(room.officer), "rule_on", **pressed).text
    room.press(signed_in(room.officer), "rule_on", **pressed, ago="1200")
    assert Ruling.objects.get().ruler == room.cat
    assert next(entry for entry in room.shown().log if entry.of == "ruling").is_later


def test_procedural_ruling_is_kept_and_shown_in_what_happened() -> None:
    room = Hearing()
    response = room.press(signed_in(room.cat_user), "rule_on_procedure", text="Questions at the end.", clock="")
    assert response.status_code == 302
    assert "Cat Cole ruled: Questions at the end." in [entry.text for entry in room.shown().log]
    assert Ruling.objects.get().is_own


def test_confidential_item_has_no_title_on_the_screen_and_members_see_it() -> None:
    room = Hearing()
    room.takes_up(3)
    screen = signed_in(room.auditor).get(room.address("screen")).text
    seat = signed_in(room.ann_user).get(room.address("own_seat")).text
    assert "A secret plan" not in screen
    assert "Confidential" in screen
    assert "A secret plan" in seat


def test_interests_are_asked_for_at_the_start_where_the_constitution_says_so() -> None:
    room = AskingAtTheStart()
    officer = signed_in(room.officer)
    assert "Ask for interests now" in officer.get(room.address()).text
    assert "Ask for interests now" in signed_in(room.cat_user).get(room.address("chair")).text
    room.press(officer, entry="asked:")
    assert not room.shown().asks_interests
    assert "Interests were asked for" in [entry.text for entry in room.shown().log]
    assert "Interests were asked for already." in room.press(officer, entry="asked:").text


def test_interests_are_not_asked_for_at_the_start_elsewhere() -> None:
    assert not Hearing().shown().asks_interests


def test_region_of_the_desk_answers_a_ruling_with_no_word_of_the_last_entry() -> None:
    room = Hearing()
    declaration = room.declared(room.ann, room.police, 2)
    sent = {"rule": f"{declaration.number}:{Ruled.LEAVES}", "page": "desk", "headers": {"X-Desk": "region"}}
    answer = room.press(signed_in(room.officer), "rule_on", **sent).json()
    assert answer["mine"] is None
    assert "Leaves for the item" in answer["html"]
