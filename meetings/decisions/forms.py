"""The forms with which a decision is confirmed, taken again, referred, and its ratification recorded."""

from __future__ import annotations

from typing import Any

from django import forms

from governance.structure.models import Agency, Body
from meetings.decisions.models import Ratification
from trustboard.acts.forms import ActForm, DayField


class ReaffirmForm(ActForm):
    submit = "Confirm the decision"


class TakeAgainForm(ActForm):
    submit = "Put it on the next agenda"


class ReferForm(ActForm):
    """Who has to ratify is picked from a list (H7.14a): the agencies, and the bodies above."""

    submit = "Refer the decision"

    ratifier = forms.ChoiceField(label="Who has to ratify it", error_messages={"required": "Say who has to ratify it."})
    due = DayField(label="Until when", required=False, help_text="Leave empty where no day was set.")

    def __init__(self, data: Any = None, *, agencies: list[Agency], bodies: list[Body]) -> None:
        super().__init__(data)
        groups: list[tuple[str, list[Agency] | list[Body]]] = [("Bodies above", bodies), ("Agencies", agencies)]
        self.ratifiers = {_key(each): each for _, rows in groups for each in rows}
        offered: list[Any] = [(name, [(_key(each), each.name) for each in rows]) for name, rows in groups if rows]
        field = self.fields["ratifier"]
        if isinstance(field, forms.ChoiceField):
            field.choices = [("", "Choose one"), *offered]

    def asked(self) -> dict[str, Any]:
        """Who has to ratify it, as an agency or as a body, and until when."""
        ratifier = self.ratifiers[self.cleaned_data["ratifier"]]
        return {
            "agency": ratifier if isinstance(ratifier, Agency) else None,
            "body": ratifier if isinstance(ratifier, Body) else None,
            "due": self.cleaned_data["due"],
        }


class RatificationForm(ActForm):
    submit = "Record the answer"

    outcome = forms.ChoiceField(
        label="What they said",
        choices=Ratification.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "Say what they answered."},
    )
    on = DayField(label="When", error_messages={"required": "Enter the day on which they answered."})
    reference = forms.CharField(
        label="Where it stands in their minutes",
        max_length=200,
        required=False,
        help_text="For example: Cabinet, 12 May 2010, minute 7",
    )


def _key(ratifier: Agency | Body) -> str:
    return f"{'agency' if isinstance(ratifier, Agency) else 'body'}/{ratifier.key}"
