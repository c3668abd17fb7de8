"""What is asked of an officer besides the rule itself: from which day it holds, or why it was never otherwise."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from typing import Any

from crispy_forms_gds.helper import FormHelper
from django import forms
from django.utils.datastructures import MultiValueDict

from governance.constitution.models import Constitution
from governance.membership.forms import reason_field
from trustboard.acts.changes import ChangedMeanwhile
from trustboard.acts.forms import ActForm, DayField
from trustboard.acts.verdict import RuleBroken

BUTTON = "op"
"""The name of the buttons that change the draft and save nothing."""

SHOW = "show"
"""The button that only asks how the rule reads."""


class _PartForm(ActForm):
    """The fields beneath the rule. `seen` names the field that says what was there when the page was made."""

    seen: str

    def __init__(self, data: Any = None, *, initial: dict[str, Any]) -> None:
        super().__init__(data, initial=initial)
        self.is_meanwhile = False

    @property
    def helper(self) -> FormHelper:
        """The fields alone: the page has the form around them and around the rule."""
        helper = super().helper
        helper.form_tag = False
        helper.disable_csrf = True
        return helper

    @property
    def is_preview(self) -> bool:
        return self.is_bound and BUTTON in self.data

    @contextmanager
    def refusals(self) -> Iterator[None]:
        with super().refusals():
            try:
                yield
            except ChangedMeanwhile as broken:
                self.is_meanwhile = True
                raise RuleBroken(broken.verdict) from broken

    def look_again(self, stands: int) -> None:
        """Let the page speak of what stands now, so that sending it again means to overwrite it."""
        typed = MultiValueDict(dict(self.data.lists())) if isinstance(self.data, MultiValueDict) else dict(self.data)
        typed[self.seen] = str(stands)
        self.data = typed


class ChangePartForm(_PartForm):
    seen = "read"

    starts = DayField(
        label="From",
        help_text="The first day on which it holds.",
        error_messages={"required": "Enter the day from which it holds."},
    )
    read = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, data: Any = None, *, day: date, read: int) -> None:
        super().__init__(data, initial={"starts": day, "read": read})


class CorrectPartForm(_PartForm):
    submit = "Correct the rules"
    seen = "version"

    reason = reason_field()
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, data: Any = None, *, row: Constitution) -> None:
        super().__init__(data, initial={"version": row.version})


class CloseDayForm(ActForm):
    submit = "Add the closed day"

    closed = DayField(label="Day", error_messages={"required": "Enter the day on which the trust is closed."})
    reason = forms.CharField(
        label="Reason",
        help_text="Everyone can read it, such as Office closed between the holidays.",
        max_length=100,
        error_messages={"required": "Say why the trust is closed on that day."},
    )

    def asked(self) -> dict[str, Any]:
        return {"day": self.cleaned_data["closed"], "reason": self.cleaned_data["reason"]}


class OpenDayForm(ActForm):
    submit = "Take the day out"
    submit_class = "govuk-button--warning"
