"""What is asked of somebody who signs an agreement, or declines to."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from crispy_forms_gds.helper import FormHelper
from crispy_forms_gds.layout import Layout, Submit
from django import forms
from django.core.exceptions import ValidationError
from django.utils.html import format_html

from governance.agreements.opened import NotOurs, Opened, TooOld, opened_in
from governance.agreements.rules import Signing, is_same_name
from governance.agreements.shown import Turn
from trustboard.accounts.asking import one_a_line
from trustboard.acts.forms import ActForm

LONGEST_POSITION = 150
LONGEST_REASON = 2000
NOT_OF_THIS_PAGE = "This page was changed on its way here. Read the text again before you sign."
READ_AGAIN = "You opened this page more than a day ago. Read the text again before you sign."
TICKS = ("has_authority", "is_ticked")
OF_THE_PAGE = ("opened", "digest", "statement_digest")


class SignAgreementForm(ActForm):
    """One signature. The page says in hidden fields what it showed, and since when; nothing is ticked beforehand."""

    submit = "Sign"

    position = forms.CharField(
        label="Your position",
        help_text="As it is to stand beside your signature.",
        max_length=LONGEST_POSITION,
        widget=forms.TextInput(attrs={"autocomplete": "organization-title"}),
        error_messages={"required": "Type your position."},
    )
    has_authority = forms.BooleanField(
        error_messages={"required": "Say that you have authority to sign. If you have none, decline and say who has."},
    )
    is_ticked = forms.BooleanField(
        error_messages={"required": "Tick the box if you agree to the words beside it."},
    )
    typed = forms.CharField(
        label="Your name",
        help_text="Type it in full. It stands for your signature.",
        max_length=150,
        widget=forms.TextInput(attrs={"autocomplete": "name", "spellcheck": "false"}),
        error_messages={"required": "Type your name."},
    )
    opened = forms.CharField(widget=forms.HiddenInput)
    digest = forms.CharField(widget=forms.HiddenInput)
    statement_digest = forms.CharField(widget=forms.HiddenInput)

    def __init__(self, data: Any = None, *, turn: Turn, now: datetime) -> None:
        self.turn, self.now = turn, now
        self.page: Opened | None = None
        super().__init__(data, initial={**_of_the_page(turn, now), "position": _position(turn)})
        self._name_the_boxes(turn)

    @property
    def helper(self) -> FormHelper:
        helper = FormHelper(self)
        helper.layout = Layout("position", "has_authority", "is_ticked", "typed", *OF_THE_PAGE, "request_id")
        helper.add_input(Submit("", self.submit))
        return helper

    def clean_typed(self) -> str:
        typed, name = str(self.cleaned_data["typed"]), self.turn.person.name
        if not is_same_name(typed, name):
            raise ValidationError(f"Type your name as it stands in the list of members: {name}.")
        return typed

    def clean(self) -> dict[str, Any]:
        word = self.cleaned_data.get("opened", "")
        try:
            self.page = opened_in(word, **_where(self.turn), now=self.now)
        except NotOurs:
            self.add_error(None, NOT_OF_THIS_PAGE)
        except TooOld:
            self.add_error(None, READ_AGAIN)
        return self.cleaned_data

    def asked(self) -> dict[str, Any]:
        if self.page is None:
            raise ValueError("Only a form that is valid asks for anything.")
        how = Signing(**{name: self.cleaned_data[name] for name in ("digest", "statement_digest", *TICKS, "typed")})
        return {"how": how, "position": self.cleaned_data["position"], "shown_at": self.page.at}

    def shows_something_else(self, turn: Turn) -> bool:
        """Whether the page that comes back shows other words than those that were sent speak of."""
        edition = turn.edition
        sent = (self.data.get("digest"), self.data.get("statement_digest"))
        return self.page is None or edition is None or sent != (edition.digest, edition.statement_digest)

    def speak_of(self, turn: Turn) -> None:
        """Speak of what is shown now, with nothing ticked; position and name stay as they were typed."""
        kept = {name: value for name, value in self.data.items() if name not in TICKS}
        self.data = {**kept, **_of_the_page(turn, self.now)}
        self._name_the_boxes(turn)

    def _name_the_boxes(self, turn: Turn) -> None:
        """The words beside them are data: the look takes a label as HTML, so they are escaped here."""
        self.fields["has_authority"].label = format_html("I have authority to sign for {}.", turn.whom)
        words = turn.edition.statement.strip() if turn.edition else ""
        self.fields["is_ticked"].label = one_a_line(words.splitlines())


class DeclineAgreementForm(ActForm):
    """Why somebody does not sign."""

    submit = "Decline to sign"
    submit_class = "govuk-button--warning"

    reason = forms.CharField(
        label="Why you decline",
        help_text="The development officer and the auditor read it; other members read only that you declined.",
        max_length=LONGEST_REASON,
        widget=forms.Textarea(attrs={"rows": 5}),
        error_messages={"required": "Say why you decline: the officer has to know what to do."},
    )
    number = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, data: Any = None, *, number: int) -> None:
        super().__init__(data, initial={"number": number})

    def asked(self) -> dict[str, Any]:
        return {"reason": self.cleaned_data["reason"]}


def _of_the_page(turn: Turn, now: datetime) -> dict[str, str]:
    if turn.edition is None:
        return {}
    opened = Opened(**_where(turn), edition=turn.edition.number, at=now)
    return {
        "opened": opened.sealed,
        "digest": turn.edition.digest,
        "statement_digest": turn.edition.statement_digest,
    }


def _where(turn: Turn) -> dict[str, Any]:
    return {"person": turn.person.pk, "agreement": turn.agreement.pk, "place": turn.key}


def _position(turn: Turn) -> str:
    """The seat's title, where they sign at a seat: it says what they are on the body."""
    return turn.place.title if turn.place and turn.key.startswith("seat-") else ""
