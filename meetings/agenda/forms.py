"""What is asked of the officer who keeps an agenda."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms

from meetings.agenda.audience import is_as_narrow
from meetings.agenda.lines import kind_in_words
from meetings.agenda.models import Audience, Item, Paper, Purpose, StandingItem
from meetings.agenda.permissions import READER
from meetings.agenda.rules import MOST_MINUTES
from trustboard.accounts.forms import ADDRESS_WRONG
from trustboard.acts.forms import ActForm, VersionedActForm, offer_choices
from trustboard.documents.uploads import WHICH, Accepted, NotAccepted, accept_upload

LONGEST_TITLE, LONGEST_LEAD, LONGEST_REASON = 200, 100, 300
EVERYONE_READS = "Everyone reads it, so name nothing in it that is confidential."


def title_field(missing: str, *, label: str = "Title") -> forms.CharField:
    """The field of a title."""
    return forms.CharField(label=label, max_length=LONGEST_TITLE, error_messages={"required": missing})


def purpose_field() -> forms.TypedChoiceField:
    """The field of an item's purpose."""
    return forms.TypedChoiceField(
        label="Purpose",
        choices=Purpose.choices,
        coerce=Purpose,
        widget=forms.RadioSelect,
        error_messages={"required": "Choose what the item is for."},
    )


def minutes_field() -> forms.IntegerField:
    """The field of the minutes allowed."""
    return forms.IntegerField(
        label="Minutes allowed",
        required=False,
        min_value=1,
        max_value=MOST_MINUTES,
        widget=forms.TextInput(attrs={"class": "govuk-input--width-3", "inputmode": "numeric"}),
        error_messages={"invalid": "Enter the minutes as a whole number."},
    )


def audience_field(*choices: Audience) -> forms.TypedChoiceField:
    """The field of who may read something."""
    return forms.TypedChoiceField(
        label="Who may read it",
        choices=[(one.value, one.label) for one in choices or tuple(Audience)],
        coerce=Audience,
        widget=forms.RadioSelect,
        error_messages={"required": "Choose who may read it."},
    )


def reason_field(label: str, missing: str = "", *, hint: str = "") -> forms.CharField:
    """The field of a reason; needed where `missing` is given."""
    return forms.CharField(
        label=label,
        help_text=hint,
        required=bool(missing),
        max_length=LONGEST_REASON,
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": missing},
    )


class _ItemFields(forms.Form):
    title = title_field("Enter the title of the item.")
    purpose = purpose_field()
    decision = forms.ChoiceField(
        label="Kind of decision",
        help_text="As the constitution names them; quorum and voting hang on it.",
        required=False,
    )
    lead = forms.CharField(label="Who leads it", required=False, max_length=LONGEST_LEAD)
    minutes = minutes_field()
    about = forms.CharField(
        label="What it is about",
        help_text="A few sentences, for those who read the item.",
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    audience = audience_field()
    reason = reason_field(
        "Why it is confidential",
        hint=f"Needed for a confidential item; it stands in the item's place. {EVERYONE_READS}",
    )
    bidders = forms.MultipleChoiceField(
        label="Agencies that will or may bid",
        help_text="Where something is commissioned. An interest of theirs is asked for.",
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def clean(self) -> dict[str, Any]:
        """A confidential item says why; what is not confidential has no such reason."""
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("audience") != Audience.CONFIDENTIAL:
            cleaned["reason"] = ""
        elif not cleaned.get("reason") and "reason" not in self.errors:
            self.add_error("reason", "Say why the item is confidential.")
        return cleaned

    def _offer(self, decisions: Sequence[str], agencies: Sequence[tuple[str, str]]) -> None:
        offer_choices(
            self, "decision", [("", "None in particular"), *((each, kind_in_words(each)) for each in decisions)]
        )
        offer_choices(self, "bidders", list(agencies))
        for name, offered in (("decision", decisions), ("bidders", agencies)):
            if not offered:
                self.fields[name].widget = self.fields[name].hidden_widget()


class AddItemForm(_ItemFields, ActForm):
    """A new item. `audience` is for whom agendas are by the constitution."""

    submit = "Add the item"

    def __init__(
        self, data: Any = None, *, decisions: Sequence[str], agencies: Sequence[tuple[str, str]], audience: Audience
    ) -> None:
        super().__init__(data, initial={"audience": audience})
        self._offer(decisions, agencies)


class ChangeItemForm(_ItemFields, VersionedActForm):
    submit = "Save"

    row: Item

    def __init__(
        self, data: Any = None, *, row: Item, decisions: Sequence[str], agencies: Sequence[tuple[str, str]]
    ) -> None:
        super().__init__(data, row=row)
        kept = [row.decision] if row.decision and row.decision not in decisions else []
        self._offer([*decisions, *kept], agencies)


class MoveForm(ActForm):
    """To which place. `last` is the last place there is."""

    submit = "Move"

    place = forms.IntegerField(
        label="New place",
        min_value=1,
        widget=forms.TextInput(attrs={"class": "govuk-input--width-3", "inputmode": "numeric"}),
        error_messages={"required": "Enter the new place.", "invalid": "Enter the place as a whole number."},
    )

    def __init__(self, data: Any = None, *, place: int, last: int) -> None:
        super().__init__(data, initial={"place": place})
        self.fields["place"].help_text = f"From 1 to {last}. Those between make room."


class InviteReaderForm(ActForm):
    """The address of somebody who is to read one item."""

    submit = "Send invitation"

    email = forms.EmailField(
        label="Their e-mail address",
        help_text="We send a link to this address. It holds for 7 days.",
        max_length=254,
        error_messages={"required": "Enter their e-mail address.", "invalid": ADDRESS_WRONG},
    )

    def asked(self) -> dict[str, Any]:
        return {**super().asked(), "role": READER}


class DropItemForm(VersionedActForm):
    """Why an item goes; asked only once it is on record."""

    submit_class = "govuk-button--warning"

    reason = reason_field("Why it is withdrawn", hint=EVERYONE_READS)

    row: Item

    def __init__(self, data: Any = None, *, row: Item, stays: bool) -> None:
        super().__init__(data, row=row, initial={"reason": ""})
        self.submit = "Withdraw the item" if stays else "Drop the item"
        if not stays:
            self.fields["reason"].widget = forms.HiddenInput()


class AddPaperForm(ActForm):
    """A file for an item. Its readers are never more than the item's."""

    submit = "Add the paper"

    title = title_field("Enter the title of the paper.")
    audience = audience_field()
    file = forms.FileField(
        label="File",
        help_text=f"{WHICH}, to 50 MB. A PDF is read everywhere.",
        max_length=255,
        error_messages={"required": "Choose the file.", "empty": "The file is empty."},
    )

    def __init__(self, data: Any = None, files: Any = None, *, item: Item) -> None:
        super().__init__(data, files, initial={"audience": item.audience})
        choices = [(one.value, one.label) for one in Audience if is_as_narrow(one, item.audience)]
        offer_choices(self, "audience", choices)

    def clean_file(self) -> Accepted:
        """Checked, and kept under its SHA-256."""
        try:
            return accept_upload(self.cleaned_data["file"])
        except NotAccepted as refused:
            raise forms.ValidationError(str(refused)) from refused


class DropPaperForm(ActForm):
    """Why a paper goes; asked only once it was published."""

    submit_class = "govuk-button--warning"

    reason = reason_field("Why it is withdrawn")

    def __init__(self, data: Any = None, *, row: Paper, was_published: bool) -> None:
        super().__init__(data)
        self.submit = "Withdraw the paper" if was_published else "Drop the paper"
        if not was_published:
            self.fields["reason"].widget = forms.HiddenInput()


class BeginForm(ActForm):
    submit = "Begin the agenda"


class PublishForm(ActForm):
    """To publish what the page showed: `read` is its state."""

    submit = "Publish the agenda"

    read = forms.CharField(widget=forms.HiddenInput)

    def __init__(self, data: Any = None, *, state: str) -> None:
        super().__init__(data, initial={"read": state})

    def read_again(self, state: str) -> None:
        """Speak of this state from now on: the page shows it beside the refusal."""
        self.data = {**{name: self.data[name] for name in self.data}, "read": state}


class SupplementForm(PublishForm):
    """To publish what has changed. `permitter` permits what comes late, where somebody has to."""

    submit = "Publish the supplement"

    reason = reason_field("Why it comes late", hint="It stands in the supplement.")
    is_permitted = forms.BooleanField(required=False)

    def __init__(self, data: Any = None, *, state: str, is_late: bool, permitter: str) -> None:
        super().__init__(data, state=state)
        self.fields["is_permitted"].label = f"{permitter[:1].upper()}{permitter[1:]} permits it"
        if not permitter:
            self.fields["is_permitted"].widget = forms.HiddenInput()
        if not is_late:
            self.fields["reason"].widget = forms.HiddenInput()


class WithdrawPublicationForm(ActForm):
    submit = "Withdraw it now"
    submit_class = "govuk-button--warning"

    reason = reason_field(
        "Why it is withdrawn",
        "Say why it is withdrawn.",
        hint=f"It stands where the publication stood. {EVERYONE_READS}",
    )


class _StandingItemFields(forms.Form):
    title = title_field("Enter the title of the item.")
    purpose = purpose_field()
    minutes = minutes_field()
    audience = audience_field(Audience.PUBLIC, Audience.MEMBERS)
    stays_last = forms.BooleanField(
        label="It stays last: items added to an agenda come before it, until the agenda is published", required=False
    )


class AddStandingItemForm(_StandingItemFields, ActForm):
    submit = "Add the standing item"


class ChangeStandingItemForm(_StandingItemFields, VersionedActForm):
    submit = "Save"

    row: StandingItem


class DropStandingItemForm(ActForm):
    submit = "Drop the standing item"
    submit_class = "govuk-button--warning"
