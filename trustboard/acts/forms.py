"""What every form of an act shares: its request id, and refusals shown where they belong."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from uuid import uuid4

from crispy_forms_gds.helper import FormHelper
from crispy_forms_gds.layout import Layout, Submit
from django import forms

from trustboard.acts.verdict import RuleBroken


class ActForm(forms.Form):
    """A form that asks for one act. It carries a request id, made when the page is made and kept when it is shown
    again, so that sending it twice does the thing once.

    `submit` is what its button says.
    """

    submit = "Save"
    submit_class = ""

    request_id = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)

    @property
    def helper(self) -> FormHelper:
        helper = FormHelper(self)
        helper.layout = Layout(*self.fields)
        helper.add_input(Submit("", self.submit, css_class=self.submit_class))
        return helper

    @contextmanager
    def refusals(self) -> Iterator[None]:
        """Show a broken rule above the form; nothing typed is lost."""
        try:
            yield
        except RuleBroken as broken:
            for reason in broken.verdict.reasons:
                self.add_error(None, reason)

    def asked(self) -> dict[str, Any]:
        """What was asked of the act: the cleaned fields but for the request id."""
        return {name: value for name, value in self.cleaned_data.items() if name != "request_id"}
