"""Choosing in a form who sits, deputises or presides, and saying that they meet the criteria."""

from __future__ import annotations

from collections import Counter
from datetime import date
from typing import Any

from django import forms

from governance.membership.models import Person
from governance.membership.queries import Table
from governance.structure.forms import LONGEST_NAME
from governance.structure.models import Body
from trustboard.acts.forms import offer_choices

NOBODY = "-"
"""The choice of nobody. No key begins with a hyphen."""

CHOOSE = "Choose somebody, or enter the name of somebody new."
NOT_BOTH = "Choose somebody from the list or enter a new name, not both."


class ChoosesSomebody(forms.Form):
    """Somebody of the trust from a list, or somebody new by name; `nobody` is what that choice says, where there is."""

    nobody = ""

    person = forms.ChoiceField(
        label="Who", required=False, error_messages={"invalid_choice": "Choose somebody of this trust."}
    )
    name = forms.CharField(label="Or somebody new: their full name", required=False, max_length=LONGEST_NAME)

    def offer(self, table: Table, day: date) -> None:
        """Offer the people of the trust; two of one name are told apart by what they hold on the day."""
        self.people = {person.key: person for person in table.people.values()}
        nobody = [(NOBODY, self.nobody)] if self.nobody else []
        choices = [("", "Choose somebody"), *nobody, *_labels(table, day)]
        offer_choices(self, "person", choices)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        choice, name = cleaned.get("person", ""), cleaned.get("name", "")
        if choice and name:
            self.add_error("name", NOT_BOTH)
        elif not choice and not name and not {"person", "name"} & set(self.errors):
            self.add_error("person", CHOOSE)
        cleaned["person"] = self.people.get(choice)
        return cleaned

    @property
    def chosen(self) -> Person | None:
        """Whoever of the trust was chosen, as soon as they were."""
        return self.cleaned_data.get("person") if self.is_bound and self.is_valid_so_far("person") else None

    @property
    def newcomer(self) -> str:
        """The name of somebody new, as far as it is typed."""
        return str(self.data.get("name", "")).strip() if self.is_bound else ""

    @property
    def is_unchosen(self) -> bool:
        """Whether it is open yet who it is: before anything was sent, or where it is somebody new."""
        return not self.is_bound or (self.chosen is None and self.data.get("person") != NOBODY)

    def is_valid_so_far(self, name: str) -> bool:
        """Whether that field holds what it should, whatever the others do."""
        return name not in self.errors and name in self.cleaned_data


class Attests(forms.Form):
    """The membership criteria of the body, each to be said of whoever is appointed."""

    attested = forms.MultipleChoiceField(
        label="They meet each of the membership criteria",
        widget=forms.CheckboxSelectMultiple,
        required=False,
        error_messages={"invalid_choice": "The criteria were changed in the meantime. Read them again."},
    )

    def offer_criteria(self, body: Body) -> None:
        """Ask for the body's criteria; for none where it has none."""
        if body.criteria:
            offer_choices(self, "attested", [(text, text) for text in body.criteria])
        else:
            del self.fields["attested"]


class ChoosesPresiding(forms.Form):
    """Who holds an office: somebody who sits on the body, whoever holds one of its seats, or nobody."""

    holder = forms.ChoiceField(
        label="Who",
        help_text="An office given to a seat passes on with the seat.",
        error_messages={"required": "Choose who holds the office.", "invalid_choice": "Choose one of the list."},
    )

    def offer(self, body: Body, table: Table, *days: date) -> None:
        """Offer those who sit on the body on any of the days, and its seats."""
        sitting = {place.holder for day in days for place in table.places(body, day) if place.holder}
        seats = [seat for seat in table.seats.values() if seat.body_id == body.pk]
        self.people = {f"person/{person.key}": person for person in sorted(sitting, key=lambda one: one.name)}
        self.seats = {f"seat/{seat.key}": seat for seat in seats}
        offer_choices(
            self,
            "holder",
            [
                ("", "Choose who"),
                ("Somebody who sits there", [(key, person.name) for key, person in self.people.items()]),
                ("Whoever holds a seat", [(key, f"Whoever holds {seat.title}") for key, seat in self.seats.items()]),
                (NOBODY, "Nobody: the office is vacant"),
            ],
        )

    @property
    def is_holder_chosen(self) -> bool:
        """Whether one of the list was chosen."""
        return self.data.get("holder", "") in {NOBODY, *self.people, *self.seats}

    @property
    def chosen_holder(self) -> dict[str, Any]:
        """Person and seat that were chosen so far."""
        return self.chosen(self.data.get("holder", ""))

    def chosen(self, choice: str) -> dict[str, Any]:
        """Person and seat of that choice."""
        return {"person": self.people.get(choice), "seat": self.seats.get(choice)}


def _labels(table: Table, day: date) -> list[tuple[str, str]]:
    often = Counter(person.name for person in table.people.values())
    held: dict[Any, list[str]] = {}
    for seat in table.seats.values():
        if holder := table.membership.tenure_of_seat(seat.pk, day).person:
            held.setdefault(holder, []).append(f"{seat.title}, {seat.body.name}")
    return [
        (
            person.key,
            person.name
            if often[person.name] == 1
            else f"{person.name} ({'; '.join(held.get(person.pk, ['no seat']))})",
        )
        for person in table.people.values()
    ]
