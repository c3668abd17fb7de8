"""What is asked of somebody who declares an interest for a meeting, or of the officer for them."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime, time
from typing import Any

from crispy_forms_gds.choices import Choice
from django import forms
from django.core.exceptions import ValidationError

from governance.constitution.core.settings import Bar, Interest, Interests
from governance.constitution.english.phrasing import capital
from governance.constitution.english.wording import words
from governance.interests.models import StandingInterest
from governance.membership.models import Person
from meetings.agenda.forms import reason_field
from meetings.agenda.models import Item
from meetings.attendance.forms import ClockField, moment_of
from meetings.declarations.capacities import Capacity
from meetings.declarations.items import EVERY_ITEM, ItemKnown
from meetings.declarations.models import Declaration
from meetings.schedule.models import Sitting
from trustboard.acts.forms import ActForm, offer_choices, offer_rows
from trustboard.acts.verdict import RuleBroken

LONGEST_NATURE = 500
EVERY = "every"
"""The choice of every item, made like any other."""


@dataclass(frozen=True, slots=True)
class Offered:
    """What there is to choose from. `sitting` is the one whose time of day may be typed, for the officer."""

    capacities: Collection[Capacity]
    items: Collection[ItemKnown]
    rule: Interests
    is_own: bool
    sitting: Sitting | None = None


class DeclareInterestAtForm(ActForm):
    """An interest in an item or in all: of which kind, what it is, and whether they go by their own choice."""

    submit = "Declare the interest"

    who = forms.ChoiceField(label="For which seat", error_messages={"required": "Say for which seat it is declared."})
    item = forms.ChoiceField(label="Which item", error_messages={"required": "Choose the item, or every item."})
    kind = forms.ChoiceField(
        label="What kind it is",
        widget=forms.RadioSelect,
        error_messages={"required": "Say of which kind the interest is."},
    )
    nature = forms.CharField(
        label="What the interest is",
        help_text="In a sentence or two: such as whose it is, and what is to be gained.",
        max_length=LONGEST_NATURE,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": "Say what the interest is."},
    )
    goes = forms.BooleanField(label="I will leave for the item by my own choice", required=False)
    clock = ClockField(label="Declared at", required=False, help_text="Leave it empty if it is now")

    moment: datetime | None = None
    """When it was declared, by the time that was typed; None for now."""

    def __init__(self, data: Any = None, *, offered: Offered, initial: dict[str, Any], now: datetime) -> None:
        self.offered, self.now = offered, now
        super().__init__(data, initial=initial)
        self._offer_people()
        items = [(str(item.key), item.name) for item in offered.items]
        offer_choices(self, "item", [("", "Choose"), (EVERY, EVERY_ITEM), *items])
        self._offer_kinds()
        if not offered.is_own:
            self.submit = "Record the interest"
            self.fields["goes"].label = "They leave for the item by their own choice"
        if offered.sitting is None:
            del self.fields["clock"]

    def clean_item(self) -> Item | None:
        chosen = self.cleaned_data["item"]
        return None if chosen == EVERY else Item.objects.get(pk=chosen)

    def clean_clock(self) -> None:
        if self.offered.sitting is not None:
            self.moment = _moment(self.offered.sitting, self.cleaned_data["clock"], self.now)

    @property
    def capacity(self) -> Capacity:
        """For whom it is declared, and for which seat."""
        by_key = {each.key: each for each in self.offered.capacities}
        return by_key[self.cleaned_data["who"]] if "who" in self.fields else next(iter(by_key.values()))

    def told(self) -> dict[str, Any]:
        """What is declared, as the act takes it."""
        said = self.cleaned_data
        return {
            "person": self.capacity.person,
            "seat": self.capacity.seat,
            "item": said["item"],
            "kind": said.get("kind", ""),
            "nature": said["nature"],
            "goes": said["goes"],
        }

    def _offer_people(self) -> None:
        offered = self.offered
        if len(offered.capacities) <= 1:
            del self.fields["who"]
            return
        if offered.is_own:
            choices = [(each.key, capital(each.title)) for each in offered.capacities]
            self.fields["who"].widget = forms.RadioSelect()
        else:
            self.fields["who"].label = "For whom"
            self.fields["who"].error_messages["required"] = "Choose whose interest it is."
            named = [(each.key, f"{each.person.name}, {each.title}") for each in offered.capacities]
            choices = [("", "Choose"), *named]
        offer_choices(self, "who", choices)

    def _offer_kinds(self) -> None:
        kinds = _kinds(self.offered.rule)
        if not kinds:
            del self.fields["kind"]
            return
        offer_choices(self, "kind", kinds)
        if len(kinds) == 1:
            self.fields["kind"].initial = kinds[0].value


class WithdrawDeclarationForm(ActForm):
    """Why a declaration is withdrawn; and when, for the officer once a sitting was opened."""

    submit = "Withdraw it"
    submit_class = "govuk-button--warning"

    reason = reason_field(
        "Why it is withdrawn",
        "Say why it is withdrawn.",
        hint="Such as that the item was mistaken for another. It stays on record with the declaration.",
    )
    clock = ClockField(label="Withdrawn at", required=False, help_text="Leave it empty if it is now")

    moment: datetime | None = None
    """When it was withdrawn, by the time that was typed; None for now."""

    def __init__(self, data: Any = None, *, sitting: Sitting | None, now: datetime) -> None:
        super().__init__(data)
        self.sitting, self.now = sitting, now
        if sitting is None:
            del self.fields["clock"]

    def clean_clock(self) -> None:
        if self.sitting is not None:
            self.moment = _moment(self.sitting, self.cleaned_data["clock"], self.now)


class DismissInterestForm(ActForm):
    """One button: an interest of the register is none in an item."""

    item = forms.ModelChoiceField(Item.objects.none(), widget=forms.HiddenInput)
    registered = forms.ModelChoiceField(StandingInterest.objects.none(), widget=forms.HiddenInput)

    def __init__(self, data: Any, *, items: Iterable[ItemKnown], people: Collection[Person]) -> None:
        super().__init__(data)
        keys = [item.key for item in items]
        offer_rows(self, "item", Item.objects.filter(pk__in=keys))
        theirs = StandingInterest.objects.filter(person__in=people).select_related("person__trust")
        offer_rows(self, "registered", theirs)


def _moment(sitting: Sitting, clock: time | None, now: datetime) -> datetime | None:
    try:
        return moment_of(sitting, clock, now)
    except RuleBroken as broken:
        raise ValidationError(broken.verdict.sentence) from None


def corrected(row: Declaration) -> dict[str, Any]:
    """What a form that corrects the declaration begins with."""
    return {
        "who": Capacity(row.person, row.seat).key,
        "item": str(row.item_id) if row.item_id else EVERY,
        "kind": row.kind,
        "nature": row.nature.text if row.nature else "",
        "goes": row.goes,
    }


def taken_over(interest: StandingInterest) -> dict[str, Any]:
    """What a form that declares an interest of the register begins with."""
    return {"kind": interest.kind, "nature": interest.words[:LONGEST_NATURE]}


def _kinds(rule: Interests) -> list[Choice]:
    """The kinds of interest that the constitution names, each once, with what it means and what it brings."""
    found: dict[str, list[str]] = {}
    for kind in rule.kinds:
        said = found.setdefault(kind.name, [])
        said += [text for text in (kind.meaning.strip(), _brings(kind)) if text and text not in said]
    return [Choice(name, capital(name), hint=" ".join(said) or None) for name, said in found.items()]


def _brings(kind: Interest) -> str:
    only = f" Only for items on {' or '.join(map(words, kind.decisions))}." if kind.decisions else ""
    if kind.bar is Bar.NEVER:
        return f"By the constitution it does not count.{only}"
    if kind.bar is Bar.ITSELF:
        return f"By the constitution itself it bars from the item.{only}"
    return f"The member is expected to leave without being asked.{only}" if kind.goes_unasked else only.strip()
