"""What is asked of an officer who keeps the clauses of a trust's agreement."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms

from governance.constitution.models import Clause, ClauseKind, ClauseStanding
from trustboard.acts.forms import ActForm, DayField, VersionedActForm

LONGEST_NUMBER, LONGEST_LINE = 20, 200


class _ClauseFields(forms.Form):
    text = forms.CharField(
        label="What it says",
        widget=forms.Textarea(attrs={"rows": 6}),
        error_messages={"required": "Enter what the clause says."},
    )
    kinds = forms.MultipleChoiceField(
        label="How it is kept",
        help_text="Choose all that apply.",
        choices=ClauseKind.choices,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Choose how the clause is kept: one way at least."},
    )
    note = forms.CharField(
        label="What that means here",
        help_text="In a few words, such as calendar, or reported but never failed.",
        required=False,
        max_length=LONGEST_LINE,
    )
    source = forms.CharField(
        label="Source", help_text="The document and the part of it.", required=False, max_length=LONGEST_LINE
    )
    starts = DayField(
        label="From", help_text="Its first day.", error_messages={"required": "Enter the day from which it holds."}
    )
    ends = DayField(
        label="Until",
        help_text="The first day on which it no longer holds. Leave it empty where no end is known.",
        required=False,
    )
    standing = forms.TypedChoiceField(
        label="Standing",
        choices=ClauseStanding.choices,
        coerce=ClauseStanding,
        initial=ClauseStanding.IN_FORCE,
        widget=forms.RadioSelect,
        error_messages={"required": "Choose how it stands."},
    )

    def clean_kinds(self) -> list[str]:
        """In the order in which they are always written, whatever the browser sends."""
        return sorted(self.cleaned_data["kinds"], key=ClauseKind.values.index)


class AddClauseForm(_ClauseFields, ActForm):
    """A clause; `sources` are those that the trust's clauses name already."""

    submit = "Add the clause"
    field_order = ["key", *_ClauseFields.base_fields, "request_id"]

    key = forms.CharField(
        label="Its number",
        help_text="As the agreement has it, such as K10.4. It stays as it is.",
        max_length=LONGEST_NUMBER,
        widget=forms.TextInput(attrs={"class": "govuk-input--width-10", "autocomplete": "off", "spellcheck": "false"}),
        error_messages={"required": "Enter the number of the clause."},
    )

    def __init__(self, data: Any = None, *, day: date, sources: Sequence[str]) -> None:
        super().__init__(data, initial={"starts": day})
        if sources:
            self.fields["source"].help_text = f"The document and the part of it. So far: {'; '.join(sources)}."


class ChangeClauseForm(_ClauseFields, VersionedActForm):
    submit = "Save"
    field_order = [*_ClauseFields.base_fields, "request_id"]

    row: Clause


class RepealClauseForm(VersionedActForm):
    """From which day on a clause no longer holds."""

    submit = "Repeal the clause"
    submit_class = "govuk-button--warning"

    ends = DayField(
        label="Repealed from",
        help_text="The first day on which it no longer holds.",
        error_messages={"required": "Enter the day from which it no longer holds."},
    )

    row: Clause

    def __init__(self, data: Any = None, *, row: Clause, day: date) -> None:
        super().__init__(data, row=row, initial={"ends": row.ends or day})
