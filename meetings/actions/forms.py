"""The forms with which actions are added and told of, and the choice of those that a list shows."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any
from urllib.parse import urlencode

from django import forms

from governance.membership.models import Person
from governance.structure.models import Agency
from meetings.actions.models import Action, Became, State
from meetings.agenda.models import Audience
from trustboard.acts.forms import ActForm, DayField, VersionedActForm

STATES = [
    (State.OPEN.value, "Open"),
    ("overdue", "Overdue"),
    ("done", "Done"),
    ("withdrawn", "Withdrawn"),
    ("all", "All"),
]


class AddActionForm(ActForm):
    """An action. What follows from a decision needs neither origin nor audience."""

    submit = "Add the action"

    text = forms.CharField(
        label="What is to be done",
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": "Say what is to be done."},
    )
    owner = forms.ChoiceField(
        label="By whom", help_text="A person or an agency", error_messages={"required": "Say by whom it is to be done."}
    )
    due = DayField(label="Until when", error_messages={"required": "Say until when it is to be done."})
    origin = forms.CharField(
        label="Where it was agreed",
        max_length=200,
        help_text="For example: minutes of 3 May 2010, item 4",
        error_messages={"required": "Say where it was agreed."},
    )
    audience = forms.ChoiceField(
        label="Who may read it", choices=Audience.choices, widget=forms.RadioSelect, initial=Audience.MEMBERS
    )

    def __init__(
        self, data: Any = None, *, people: Iterable[Person], agencies: Iterable[Agency], is_from_decision: bool
    ) -> None:
        super().__init__(data)
        groups: list[tuple[str, list[Person] | list[Agency]]] = [("People", list(people)), ("Agencies", list(agencies))]
        self.owners = {key_of(each): each for _, rows in groups for each in rows}
        offered: list[Any] = [(name, [(key_of(each), each.name) for each in rows]) for name, rows in groups if rows]
        field = self.fields["owner"]
        if isinstance(field, forms.ChoiceField):
            field.choices = [("", "Choose one"), *offered]
        if is_from_decision:
            del self.fields["origin"], self.fields["audience"]

    def asked(self) -> dict[str, Any]:
        """What was asked, with the owner as a person or as an agency."""
        said = self.cleaned_data
        owner = self.owners[said["owner"]]
        return {
            "text": said["text"],
            "due": said["due"],
            "person": owner if isinstance(owner, Person) else None,
            "agency": owner if isinstance(owner, Agency) else None,
            "origin": said.get("origin", ""),
            "audience": Audience(said.get("audience", Audience.MEMBERS)),
        }


class UpdateActionForm(VersionedActForm):
    """What became of an action: of its owner a note or that it is done, of the officer anything."""

    submit = "Save"

    became = forms.ChoiceField(
        label="What became of it", widget=forms.RadioSelect, error_messages={"required": "Say what became of it."}
    )
    words = forms.CharField(
        label="In words",
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="May stay empty where it is done",
    )
    due = DayField(label="New day", required=False, help_text="Where it is carried on")

    def __init__(self, data: Any = None, *, row: Action, is_officer: bool) -> None:
        super().__init__(data, row=row)
        self.initial["due"] = None
        offered = Became.choices if is_officer else [(each.value, each.label) for each in (Became.DONE, Became.NOTE)]
        field = self.fields["became"]
        if isinstance(field, forms.ChoiceField):
            field.choices = offered
        if not is_officer:
            del self.fields["due"]

    def asked(self) -> dict[str, Any]:
        """What was asked of the act."""
        said = super().asked()
        return {**said, "became": Became(said["became"]), "due": said.get("due")}


class ActionsForm(forms.Form):
    """Which actions a list shows: of a body, of an owner, and how they stand. It offers those that there are."""

    body = forms.ChoiceField(label="Body", required=False)
    owner = forms.ChoiceField(label="Owner", required=False)
    state = forms.ChoiceField(label="State", choices=STATES, required=False)

    def __init__(self, data: Any, *, actions: Iterable[Action]) -> None:
        found = list(actions)
        asked = {name: data.get(name, "") for name in ("body", "owner")} | {
            "state": data.get("state") or State.OPEN.value
        }
        super().__init__(asked)
        bodies = sorted({(each.body.key, each.body.name) for each in found}, key=lambda pair: pair[1])
        owners = sorted({(owner_key(each), each.owner) for each in found}, key=lambda pair: pair[1])
        for name, offered in (("body", bodies), ("owner", owners)):
            field = self.fields[name]
            if isinstance(field, forms.ChoiceField):
                field.choices = [("", "All"), *offered]

    def among(self, actions: Iterable[Action]) -> list[Action]:
        """Those of the body and of the owner that were asked for; all where the address asks for what is not there."""
        body, owner = (self.cleaned_data["body"], self.cleaned_data["owner"]) if self.is_valid() else ("", "")
        return [each for each in actions if body in {"", each.body.key} and owner in {"", owner_key(each)}]

    @property
    def address(self) -> str:
        """What was asked for, as an address takes it."""
        return urlencode({name: value for name, value in self.data.items() if value})


def columns_of_state(asked: str, today: date) -> dict[str, Any]:
    """The columns of the actions that stand so; the open ones where it is no known state."""
    if asked == "all":
        return {}
    if asked == "overdue":
        return {"state": State.OPEN, "day__lt": today}
    return {"state": asked if asked in State.values else State.OPEN}


def owner_key(action: Action) -> str:
    """The owner in an address."""
    owner = action.person or action.agency
    return key_of(owner) if owner else ""


def key_of(owner: Person | Agency) -> str:
    """A person or an agency, as a form and an address take it: "person/ann-ames"."""
    return f"{'person' if isinstance(owner, Person) else 'agency'}/{owner.key}"
