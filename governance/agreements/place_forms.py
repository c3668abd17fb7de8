"""What is asked of the officer who keeps the places where an agreement is signed, and enters what came on paper."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from governance.agreements.models import Block
from governance.agreements.scans import SCANS
from governance.membership.models import Person
from governance.membership.queries import people_of
from governance.structure.models import Agency, Trust
from trustboard.acts.forms import ActForm, DayField, VersionedActForm, offer_choices, offer_rows
from trustboard.documents.uploads import NotAccepted, accept_upload

LONGEST = 150
"""The most letters of a name, a position or a title."""


class RemindForm(ActForm):
    submit = "Remind them"


class AddBlockForm(ActForm):
    """For whom a block is, and who signs there if that is known."""

    submit = "Add the block"

    title = forms.CharField(
        label="Who it is for",
        help_text="As it is to stand above the signature, such as NHS Kent, chief executive; or Young people.",
        max_length=LONGEST,
        error_messages={"required": "Say who the block is for."},
    )
    agency = forms.ModelChoiceField(
        Agency.objects.none(),
        label="Its organisation",
        help_text="An organisation may have several blocks.",
        required=False,
        empty_label="None of the trust's organisations",
        to_field_name="key",
        error_messages={"invalid_choice": "Choose an organisation of this trust."},
    )
    person = forms.ModelChoiceField(
        Person.objects.none(),
        label="Who signs there",
        required=False,
        empty_label="Not known yet",
        to_field_name="key",
        error_messages={"invalid_choice": "Choose somebody of this trust."},
    )
    starts = DayField(label="From", error_messages={"required": "Enter the day from which the block is there."})

    def __init__(self, data: Any = None, *, trust: Trust, day: date) -> None:
        super().__init__(data, initial={"starts": day})
        offer_rows(self, "agency", trust.agencies.order_by("name"))
        offer_rows(self, "person", people_of(trust))


class NameSignatoryForm(ActForm):
    """Who signs at a block from a day on."""

    submit = "Save"

    person = forms.ModelChoiceField(
        Person.objects.none(),
        label="Who signs there",
        help_text="Only people of the trust are offered: add somebody new first.",
        required=False,
        empty_label="Nobody",
        to_field_name="key",
        error_messages={"invalid_choice": "Choose somebody of this trust."},
    )
    starts = DayField(label="From", error_messages={"required": "Enter the day from which they sign there."})

    def __init__(self, data: Any = None, *, trust: Trust, day: date) -> None:
        super().__init__(data, initial={"starts": day})
        offer_rows(self, "person", people_of(trust))


class EndBlockForm(VersionedActForm):
    submit = "End the block"

    ends = DayField(
        label="Nobody signs there from",
        help_text="The first day on which the block is there no more.",
        error_messages={"required": "Enter the day from which the block is there no more."},
    )

    def __init__(self, data: Any = None, *, row: Block, day: date) -> None:
        super().__init__(data, row=row, initial={"ends": day})


class PaperSignatureForm(ActForm):
    """What stands on a signed paper, and its scan."""

    submit = "Enter the signature"

    person = forms.TypedChoiceField(
        label="Who signed it",
        widget=forms.RadioSelect,
        error_messages={"required": "Say who signed it.", "invalid_choice": "Choose somebody who signs here."},
    )
    name = forms.CharField(
        label="Name",
        help_text="As it stands on the paper.",
        max_length=LONGEST,
        error_messages={"required": "Type the name as it stands on the paper."},
    )
    position = forms.CharField(
        label="Position",
        help_text="As it stands on the paper.",
        max_length=LONGEST,
        error_messages={"required": "Type the position as it stands on the paper."},
    )
    on = DayField(label="Day of the signature", error_messages={"required": "Enter the day on which it was signed."})
    scan = forms.FileField(
        label="Scan of the signed paper",
        help_text="A PDF, PNG or JPEG, to 50 MB. The officer and the auditor can open it.",
        max_length=255,
        error_messages={"required": "Choose the scan.", "empty": "The file is empty."},
    )

    def __init__(self, data: Any = None, files: Any = None, *, people: Sequence[tuple[Person, str]]) -> None:
        super().__init__(data, files)
        offered = {str(person.pk): person for person, _ in people}
        field = self.fields["person"]
        if isinstance(field, forms.TypedChoiceField):
            field.coerce = offered.__getitem__
        offer_choices(self, "person", [(str(person.pk), f"{person.name}, {as_what}") for person, as_what in people])

    def clean_scan(self) -> str:
        """Checked, and kept under its SHA-256."""
        try:
            accepted = accept_upload(self.cleaned_data["scan"])
        except NotAccepted as refused:
            raise ValidationError(str(refused)) from refused
        if accepted.suffix not in SCANS:
            raise ValidationError("A scan comes as PDF, PNG or JPEG.")
        return accepted.sha256
