"""What is asked of an officer about meetings: when, how long, where, and why they move."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, time
from typing import Any

from crispy_forms_gds.choices import Choice
from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone

from governance.constitution.core.calendar_days import in_words
from governance.constitution.core.constitution import ORDINARY
from governance.constitution.core.working_days import name_of
from governance.constitution.english.calendar_english import meeting_called
from governance.constitution.english.phrasing import capital
from meetings.schedule.models import Meeting, Sitting
from meetings.schedule.planning import Offer
from meetings.schedule.rules import LONGEST, may_last
from trustboard.acts.days import NotADay, day_typed
from trustboard.acts.forms import ActForm, DayField, LinesField, VersionedActForm, offer_choices

USUAL_LENGTH = 120
TIMES = ["%H:%M", "%H.%M", "%I%p", "%I:%M%p", "%I.%M%p"]
TIME_WRONG = "Enter a time such as 14:00 or 2pm."
DAY_PARTS = 3


class TimeField(forms.TimeField):
    """A time of the day as people type it: 14:00, 14.00, 2pm, 2:30 pm."""

    def __init__(self, **kwargs: Any) -> None:
        wrong = {"invalid": TIME_WRONG, "required": "Enter the time at which it begins."}
        widget = forms.TextInput(attrs={"class": "govuk-input--width-5", "autocomplete": "off"})
        super().__init__(input_formats=TIMES, widget=widget, error_messages=wrong, **kwargs)

    def to_python(self, value: Any) -> time | None:
        return super().to_python(value.replace(" ", "").upper() if isinstance(value, str) else value)

    def prepare_value(self, value: Any) -> Any:
        return f"{value:%H:%M}" if isinstance(value, time) else value


class _WhereAndHowLong(forms.Form):
    """The fields of time and place that all of these forms share."""

    starts = TimeField(label="Begins at", help_text="Such as 14:00 or 2pm.")
    minutes = forms.IntegerField(
        label="Length in minutes",
        initial=USUAL_LENGTH,
        widget=forms.TextInput(attrs={"class": "govuk-input--width-4", "inputmode": "numeric"}),
        error_messages={
            "invalid": f"Enter a whole number of minutes from 1 to {LONGEST:,}.",
            "required": "Enter how many minutes it takes.",
        },
    )
    place = forms.CharField(
        label="Place",
        help_text="Everybody can read it. It may be left empty until notice is given.",
        required=False,
        max_length=200,
    )
    link = forms.URLField(
        label="Link to join remotely",
        help_text="Only members of the body and the officer see it.",
        required=False,
        max_length=500,
        assume_scheme="https",
        widget=forms.TextInput(attrs={"inputmode": "url", "autocapitalize": "none", "spellcheck": "false"}),
        error_messages={"invalid": "Enter the whole address, such as https://meet.example/board."},
    )

    def clean_minutes(self) -> int:
        minutes = int(self.cleaned_data["minutes"])
        verdict = may_last(minutes)
        if not verdict.allowed:
            raise ValidationError(verdict.sentence)
        return minutes


class AddMeetingForm(_WhereAndHowLong, ActForm):
    """One meeting more."""

    submit = "Add the meeting"
    field_order = ["kind", "on", "starts", "minutes", "place", "link", "title", "request_id"]

    kind = forms.ChoiceField(
        label="Kind of meeting",
        widget=forms.RadioSelect,
        initial=ORDINARY,
        error_messages={"required": "Choose what kind of meeting it is."},
    )
    on = DayField(label="Day", error_messages={"required": "Enter the day of the meeting."})
    title = forms.CharField(
        label="What it is called",
        help_text="Everybody can read it. Leave it empty where its kind says enough.",
        required=False,
        max_length=150,
    )

    def __init__(self, data: Any = None, *, kinds: Sequence[str], usual: Sitting | None) -> None:
        super().__init__(data, initial=usual_of(usual))
        if len(kinds) > 1:
            choices = [(kind, capital(meeting_called(kind, {}))) for kind in kinds]
            offer_choices(self, "kind", choices)
        else:
            del self.fields["kind"]

    def asked(self) -> dict[str, Any]:
        return {"kind": ORDINARY, **super().asked()}


class AgreeDatesForm(_WhereAndHowLong, ActForm):
    """The days of a year, ticked, and the time and place of them all."""

    submit = "Agree these dates"
    field_order = ["days", "further", "starts", "minutes", "place", "link", "request_id"]

    days = forms.MultipleChoiceField(
        label="Days",
        widget=forms.CheckboxSelectMultiple,
        required=False,
        error_messages={"invalid_choice": "The days were worked out anew in the meantime. Choose again."},
    )
    further = LinesField(
        label="Other days",
        help_text="One a line, such as 16/4/2026 or 16 April 2026. They become ordinary meetings.",
        required=False,
        rows=2,
    )

    def __init__(self, data: Any = None, *, offered: Sequence[Offer], usual: Sitting | None, today: date) -> None:
        ticked = [offer.key for offer in offered if offer.is_usual and offer.day >= today]
        super().__init__(data, initial={**usual_of(usual), "days": ticked})
        if offered:
            choices = [Choice(offer.key, _label(offer), hint=_hint(offer)) for offer in offered]
            offer_choices(self, "days", choices)
        else:
            del self.fields["days"]

    def clean_further(self) -> list[date]:
        found = []
        for line in self.cleaned_data["further"]:
            parts = line.replace("/", " ").replace("-", " ").replace(".", " ").split()
            day = day_typed(*parts) if len(parts) == DAY_PARTS else None
            if day is None or isinstance(day, NotADay):
                raise ValidationError(f"“{line}” is no day. Enter one such as 16/4/2026.")
            found.append(day)
        return found

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if not (cleaned.get("days") or cleaned.get("further") or self.errors):
            self.add_error("days" if "days" in self.fields else "further", "Choose at least one day.")
        return cleaned

    def asked(self) -> dict[str, Any]:
        asked = super().asked()
        ticked = [key.split(" ", 1) for key in asked.pop("days", [])]
        dates = [(date.fromisoformat(day), kind) for day, kind in ticked]
        dates += [(day, ORDINARY) for day in asked.pop("further")]
        return {**asked, "dates": sorted(set(dates))}


class MoveMeetingForm(_WhereAndHowLong, VersionedActForm):
    """Another time or place, and why."""

    submit = "Move the meeting"
    has_preview = True
    field_order = ["on", "starts", "minutes", "place", "link", "reason", "request_id", "version"]

    on = DayField(label="Day", error_messages={"required": "Enter the day of the meeting."})
    reason = forms.CharField(
        label="Why it is moved",
        help_text="Members of the body read it.",
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": "Say why it is moved."},
    )

    row: Meeting

    def as_it_stands(self) -> dict[str, Any]:
        return {"on": self.row.sitting.day, **usual_of(self.row.sitting), "version": self.row.version}


class CancelMeetingForm(VersionedActForm):
    """Why a meeting does not take place, or the further sitting of one that was adjourned."""

    leave = "Keep it"
    submit_class = "govuk-button--warning"

    reason = forms.CharField(
        label="Why it is cancelled",
        help_text="Everybody reads it.",
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": "Say why it is cancelled."},
    )

    row: Meeting

    def __init__(self, data: Any = None, *, row: Meeting) -> None:
        super().__init__(data, row=row)
        self.submit = f"Cancel {self.what}"

    @property
    def what(self) -> str:
        """What is cancelled."""
        number = self.row.sitting.number
        return f"sitting {number}" if number > 1 else "the meeting"

    def as_it_stands(self) -> dict[str, Any]:
        return {"version": self.row.version}


class CloseToPublicForm(VersionedActForm):
    """Why a meeting is closed to press and public. `missing` is said where the constitution asks for a reason."""

    submit = "Close to the public"
    submit_class = "govuk-button--warning"

    reason = forms.CharField(
        label="Why it is closed",
        required=False,
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    row: Meeting

    def __init__(self, data: Any = None, *, row: Meeting, missing: str) -> None:
        super().__init__(data, row=row)
        field = self.fields["reason"]
        field.required = bool(missing)
        field.error_messages["required"] = missing
        asked = "It is one of public interest." if missing else "The constitution asks for none: it may be left empty."
        field.help_text = f"Everybody reads it, so name nothing in it that is confidential. {asked}"

    def as_it_stands(self) -> dict[str, Any]:
        return {"version": self.row.version}


class OpenToPublicForm(VersionedActForm):
    submit = "Open to the public"

    row: Meeting


class GiveNoticeForm(ActForm):
    submit = "Give notice"


def usual_of(sitting: Sitting | None) -> dict[str, Any]:
    """Time and place of a sitting, as the fields take them."""
    if sitting is None:
        return {}
    return {
        "starts": timezone.localtime(sitting.starts_at).time(),
        "minutes": sitting.minutes,
        "place": sitting.place,
        "link": sitting.link,
    }


def _label(offer: Offer) -> str:
    kind = "" if offer.kind == ORDINARY else f": {meeting_called(offer.kind, {})}"
    return f"{name_of(offer.day)} {in_words(offer.day)}{kind}"


def _hint(offer: Offer) -> str:
    """Why that day, what stands against it, and what is planned there already."""
    said = [f"{capital(offer.why)}."]
    if offer.against:
        said.append(f"{offer.against}.")
    if offer.known:
        days = " and ".join(in_words(day) for day in offer.known)
        said.append(f"There is a meeting on {days} already.")
    return " ".join(said)
