"""What is asked of those who write, check, correct and approve minutes."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.datastructures import MultiValueDict

from meetings.agenda.forms import EVERYONE_READS, reason_field
from meetings.agenda.models import Audience, Item
from meetings.minutes.formatting import HINT
from meetings.minutes.models import Passage
from meetings.minutes.rules import LONGEST
from meetings.schedule.letters import named
from meetings.schedule.models import Sitting
from trustboard.acts.days import told
from trustboard.acts.forms import ActForm, DayField, Text, offer_choices
from trustboard.documents.uploads import Accepted, NotAccepted, accept_upload

EVERY = "every"


class PassageForm(ActForm):
    """What is written at one item, in the version that was read: 0 where nothing stood there."""

    submit = "Save"

    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0)
    text = forms.CharField(
        label="Minute",
        help_text=HINT,
        required=False,
        strip=False,
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 12}),
        error_messages={"max_length": f"At most {LONGEST} letters at one item."},
    )

    def __init__(self, data: Any = None, *, passage: Passage | None) -> None:
        self.both: list[Text] = []
        text, version = (passage.text, passage.version) if passage else ("", 0)
        super().__init__(data, initial={"text": text, "version": version})

    def clean_text(self) -> str:
        """With the line ends of this house, whatever the browser sent."""
        return str(self.cleaned_data["text"]).replace("\r\n", "\n").rstrip()

    def show_both(self, passage: Passage) -> None:
        """Show what somebody else wrote beside what was typed; sending it again means to replace theirs."""
        who = passage.by.name if passage.by else "Somebody else"
        self.both = [Text(f"As {who} left it", passage.text or "(nothing)", self.cleaned_data["text"] or "(nothing)")]
        typed = MultiValueDict(dict(self.data.lists())) if isinstance(self.data, MultiValueDict) else dict(self.data)
        typed["version"] = str(passage.version)
        self.data = typed


class PutForm(ActForm):
    submit = "Put it to the chair"


class TakeBackForm(ActForm):
    submit = "Take it back"


class ReadForm(ActForm):
    """To act on what the page showed: `read` is its state."""

    read = forms.CharField(widget=forms.HiddenInput)

    def __init__(self, data: Any = None, *, state: str) -> None:
        super().__init__(data, initial={"read": state})

    def read_again(self, state: str) -> None:
        """Speak of this state from now on: the page shows it beside the refusal."""
        self.data = {**{name: self.data[name] for name in self.data}, "read": state}


class CheckForm(ReadForm):
    submit = "The chair has checked the minutes"


class CirculateForm(ReadForm):
    submit = "Circulate the minutes"


class ApproveForm(ReadForm):
    """At which later sitting they were approved."""

    submit = "Approved as a correct record"

    sitting = forms.ModelChoiceField(
        label="Approved at the meeting of",
        queryset=Sitting.objects.none(),
        empty_label=None,
        error_messages={"required": "Say which meeting approved them.", "invalid_choice": "Choose a later meeting."},
    )

    def __init__(self, data: Any = None, *, state: str, sittings: Sequence[Sitting]) -> None:
        super().__init__(data, state=state)
        self.fields["sitting"] = sitting_field("Approved at the meeting of", sittings)


class PublishMinutesForm(ReadForm):
    submit = "Publish the minutes"


class WithdrawMinutesForm(ActForm):
    submit = "Withdraw them now"
    submit_class = "govuk-button--warning"

    reason = reason_field(
        "Why they are withdrawn",
        "Say why they are withdrawn.",
        hint=f"It stands where the minutes stood. {EVERYONE_READS}",
    )


class RemarkForm(ActForm):
    """A comment of the chair's, or a correction that a member proposes. `items` are those that the reader reads."""

    submit = "Propose the correction"

    item = forms.ChoiceField(label="Where")
    text = forms.CharField(
        label="What should be different",
        help_text="Say what it should read instead.",
        max_length=3000,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": "Say what should be different."},
    )

    def __init__(self, data: Any = None, *, items: Sequence[tuple[str, str]], is_chair: bool) -> None:
        super().__init__(data)
        offer_choices(self, "item", [(EVERY, "No item in particular"), *items])
        if is_chair:
            self.submit = "Send the comment to the officer"


class AnswerRemarkForm(ActForm):
    submit = "Save"

    is_accepted = forms.TypedChoiceField(
        label="What becomes of it",
        choices=[("yes", "Done, or taken up in the text"), ("no", "Declined")],
        coerce=lambda value: value == "yes",
        widget=forms.RadioSelect,
        error_messages={"required": "Say what becomes of it."},
    )
    words = forms.CharField(
        label="A word about it", help_text="Needed where it is declined.", required=False, max_length=500
    )


class AmendForm(ActForm):
    """What a later meeting has put right in approved minutes."""

    submit = "Record the amendment"

    item = forms.ChoiceField(label="Where")
    text = forms.CharField(
        label="What is amended, and how it should read",
        help_text=f"It stands beside the approved text, for those who read the item. {HINT}",
        max_length=5000,
        widget=forms.Textarea(attrs={"rows": 5}),
        error_messages={"required": "Say what is amended, and how it should read."},
    )
    sitting = forms.ModelChoiceField(queryset=Sitting.objects.none())

    def __init__(self, data: Any = None, *, items: Sequence[tuple[str, str]], sittings: Sequence[Sitting]) -> None:
        super().__init__(data)
        offer_choices(self, "item", [(EVERY, "No item in particular"), *items])
        self.fields["sitting"] = sitting_field("Agreed at the meeting of", sittings)


class EarlierForm(ActForm):
    """Minutes from before Trustboard, as a PDF."""

    submit = "Bring them in"

    held_on = DayField(label="Day of the meeting", error_messages={"required": "Enter the day of the meeting."})
    title = forms.CharField(
        label="What they are called",
        max_length=150,
        initial="Minutes",
        error_messages={"required": "Say what they are called."},
    )
    audience = forms.ChoiceField(
        label="Who may read them", choices=Audience.choices, initial=Audience.MEMBERS, widget=forms.RadioSelect
    )
    is_approved = forms.BooleanField(label="They were approved as a correct record", required=False, initial=True)
    file = forms.FileField(
        label="File",
        help_text="A PDF, to 50 MB.",
        max_length=255,
        error_messages={"required": "Choose the file.", "empty": "The file is empty."},
    )

    def clean_audience(self) -> Audience:
        return Audience(self.cleaned_data["audience"])

    def clean_file(self) -> Accepted:
        """Checked, and kept under its SHA-256."""
        try:
            accepted = accept_upload(self.cleaned_data["file"])
        except NotAccepted as refused:
            raise forms.ValidationError(str(refused)) from refused
        if accepted.suffix != "pdf":
            raise forms.ValidationError("Earlier minutes come as PDF.")
        return accepted


def sitting_field(label: str, sittings: Sequence[Sitting]) -> forms.TypedChoiceField:
    """One of these sittings."""
    offered = {str(sitting.pk): sitting for sitting in sittings}
    return forms.TypedChoiceField(
        label=label,
        choices=[(key, f"{told(one.day)}, {named(one.meeting).lower()}") for key, one in offered.items()],
        coerce=offered.__getitem__,
        error_messages={"required": "Say which meeting it was.", "invalid_choice": "Choose a later meeting."},
    )


def item_asked(typed: str, items: Sequence[Item]) -> Item | None:
    """The item that was chosen; none for all of it."""
    return next((item for item in items if str(item.pk) == typed), None)
