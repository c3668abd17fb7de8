"""What a seat is asked before a meeting."""

from __future__ import annotations

from typing import Any

from crispy_forms_gds.choices import Choice as Offered
from django import forms

from governance.constitution.core.constitution import Rules
from meetings.answers.queries import Answered
from meetings.answers.rules import Coming, may_answer, remote_limit
from meetings.attendance.models import Choice
from trustboard.acts.forms import ActForm, offer_choices


class AnswerForm(ActForm):
    """Coming or not; what stands beside each choice says at once which limit it meets."""

    submit = "Send the answer"

    choice = forms.TypedChoiceField(
        label="Do you come?",
        coerce=Choice,
        widget=forms.RadioSelect,
        error_messages={"required": "Choose what you answer."},
    )
    reason = forms.CharField(
        label="Reason",
        help_text="Needed with apologies. Only the officer and you read it.",
        required=False,
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def __init__(self, data: Any = None, *, answered: Answered, rules: Rules, is_own: bool = True) -> None:
        before = answered.answer
        initial = {"choice": before.choice, "reason": answered.reason} if before else {}
        super().__init__(data, initial=initial, auto_id=f"id_{answered.place.seat.key}_%s")
        deputy = answered.place.deputy
        named = f"{deputy.name} is named." if deputy else ""
        hints = {Choice.REMOTELY: remote_limit(rules), Choice.DEPUTY: answered.limit or named}
        choices = [Offered(choice.value, choice.label, hint=hints.get(choice) or None) for choice in Choice]
        offer_choices(self, "choice", choices)
        if not is_own:
            self.fields["choice"].label = "Do they come?"
            self.fields["reason"].help_text = "Needed with apologies. Only the officer and the member read it."

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("choice") == Choice.APOLOGIES and not cleaned.get("reason", "").strip():
            verdict = may_answer(
                is_cancelled=False, is_begun=False, is_over=False, is_held=True, choice=Coming.APOLOGIES, reason=""
            )
            self.add_error("reason", verdict.sentence)
        return cleaned
