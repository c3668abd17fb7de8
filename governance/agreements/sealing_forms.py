"""What is asked of whoever has an agreement sealed, and of anybody who checks one."""

from __future__ import annotations

from typing import Any

from crispy_forms_gds.helper import FormHelper
from crispy_forms_gds.layout import Layout, Submit
from django import forms
from django.core.exceptions import ValidationError

from trustboard.acts.forms import ActForm
from trustboard.documents.checking import MOST_BYTES

MEGABYTE = 1024 * 1024


class SealAgreementForm(ActForm):
    """Nothing but the button: what is sealed stands on the page."""

    submit = "Seal the agreement"


class CheckDocumentForm(forms.Form):
    """A sealed PDF, or a code."""

    file = forms.FileField(
        label="The PDF",
        help_text=f"Up to {MOST_BYTES // MEGABYTE} MB. It is read and forgotten: nothing of it is kept.",
        required=False,
        error_messages={"empty": "The file is empty. Choose another."},
    )
    code = forms.CharField(
        label="Or the code that is printed on it",
        help_text="Sixteen letters and digits, such as 7K2M-0PQ9-XW4T-A6ZD. Spaces and hyphens do not count.",
        max_length=40,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false", "class": "govuk-input--width-20"}),
    )

    @property
    def helper(self) -> FormHelper:
        helper = FormHelper(self)
        helper.layout = Layout(*self.fields)
        helper.add_input(Submit("", "Check"))
        return helper

    def clean_file(self) -> Any:
        file = self.cleaned_data["file"]
        if file and file.size > MOST_BYTES:
            raise ValidationError(f"The file has more than {MOST_BYTES // MEGABYTE} MB.")
        return file

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if not self.errors and not given.get("file") and not given.get("code", "").strip():
            self.add_error("file", "Choose the PDF, or type its code below.")
        return given
