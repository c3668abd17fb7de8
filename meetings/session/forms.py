"""What the buttons and forms of a sitting's pages send: one entry, its time, and how the sitting opens and ends."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import QuerySet

from governance.constitution.core.bars import Ruled
from governance.constitution.core.language import How, Voice
from governance.constitution.core.meeting import Guest
from governance.constitution.english.phrasing import capital
from governance.membership.models import Person, Seat
from governance.membership.queries import people_of
from meetings.attendance.acts import Entry
from meetings.attendance.forms import ClockField, moment_of
from meetings.attendance.models import Happening
from meetings.attendance.queries import record_of
from meetings.attendance.roll import Kind
from meetings.attendance.visits import deputy_of
from meetings.declarations.models import Declaration
from meetings.schedule.models import Sitting
from meetings.session.permissions import Sitter
from meetings.session.roll_shown import Deed
from trustboard.acts.forms import ActForm, DayField

NOT_SO = "That button is of an older page. Look at the roll as it stands now."
OF_A_SEAT = {Deed.HERE, Deed.REMOTE, Deed.DEPUTY, Deed.DEPUTY_REMOTE, Deed.ABSENT}
OF_AN_ARRIVAL = {
    Deed.LEFT: Kind.LEFT,
    Deed.CUT_OFF: Kind.CUT_OFF,
    Deed.BACK: Kind.BACK,
    Deed.VOICE: Kind.VOICE,
    Deed.PRESIDES: Kind.PRESIDES,
}
TAPS = {Deed.HERE: Kind.ARRIVED, Deed.REMOTE: Kind.ARRIVED, Deed.LEFT: Kind.LEFT, Deed.BACK: Kind.BACK}
OF_THE_ROOM = {
    Deed.PUBLIC: Kind.PUBLIC,
    Deed.PRIVATE: Kind.CLOSED,
    Deed.NOTES: Kind.NOTES,
    Deed.ASKED: Kind.ASKED,
}


class PressForm(ActForm):
    """One press of a button of the desk, and when. `ago` is when it was first pressed, in seconds, where the connection
    was lost meanwhile.
    """

    clock = ClockField(label="Time", required=False)
    ago = forms.FloatField(required=False, min_value=0, max_value=86_400)

    def __init__(self, data: Any, *, sitting: Sitting) -> None:
        self.sitting = sitting
        super().__init__(data)

    def moment(self, now: datetime) -> datetime | None:
        """The moment it speaks of; None for now."""
        ago = self.cleaned_data.get("ago")
        if ago:
            return max(now - timedelta(seconds=ago), self.sitting.opened_at or now)
        return moment_of(self.sitting, self.cleaned_data.get("clock"), now)


class EntryForm(PressForm):
    """One press of a button: what it records, and of whom."""

    entry = forms.CharField(max_length=200)
    reason = forms.CharField(label="Reason", max_length=300, required=False)

    def clean_entry(self) -> Entry:
        deed, _, of = str(self.cleaned_data["entry"]).partition(":")
        try:
            return self._entry(Deed(deed), of)
        except (ValueError, Seat.DoesNotExist, Happening.DoesNotExist):
            raise ValidationError(NOT_SO) from None

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        entry = cleaned.get("entry")
        if isinstance(entry, Entry) and entry.kind is Kind.CLOSED:
            cleaned["entry"] = Entry(kind=Kind.CLOSED, reason=cleaned.get("reason", "").strip())
        return cleaned

    def _entry(self, deed: Deed, of: str) -> Entry:
        if self.sitting.opened_at is None:
            raise ValueError("There is no roll yet.")
        if deed in OF_THE_ROOM:
            return Entry(kind=OF_THE_ROOM[deed])
        if deed is Deed.ITEM:
            return Entry(kind=Kind.ITEM, item=UUID(of))
        if deed is Deed.PRESIDES_ITEM:
            number, _, item = of.partition("-")
            return replace(self._entry(Deed.PRESIDES, number), item=UUID(item))
        if deed in OF_A_SEAT:
            return self._of_seat(deed, self.sitting.meeting.body.seats.select_related("body").get(key=of))
        arrival = self.sitting.happenings.select_related("person__trust", "seat__body").get(number=int(of))
        # A guest leaves under the number of their arrival; a member's seat says which of several they leave.
        known = {"person": arrival.person} if arrival.person else {"arrival": arrival.number}
        return Entry(kind=OF_AN_ARRIVAL[deed], seat=arrival.seat, **known)

    def _of_seat(self, deed: Deed, seat: Seat) -> Entry:
        if deed is Deed.ABSENT:
            return Entry(kind=Kind.ABSENT, seat=seat)
        is_deputy = deed in {Deed.DEPUTY, Deed.DEPUTY_REMOTE}
        is_remote = deed in {Deed.REMOTE, Deed.DEPUTY_REMOTE}
        return Entry(
            kind=Kind.ARRIVED,
            person=_deputy(self.sitting, seat) if is_deputy else _holder(self.sitting, seat),
            seat=seat,
            voice=Voice.DEPUTY if is_deputy else Voice.HOLDER,
            how=How.REMOTE if is_remote else How.ROOM,
        )


class GuestForm(ActForm):
    """Somebody without a seat arrives."""

    submit = "Add"

    name = forms.CharField(label="Name", max_length=150)
    guest = forms.ChoiceField(label="As", choices=[(guest.value, guest.value.capitalize()) for guest in Guest])
    how = forms.ChoiceField(label="How", choices=[(How.ROOM.value, "In the room"), (How.REMOTE.value, "Remotely")])
    clock = ClockField(label="Came at", required=False, help_text="Leave it empty if it is now")


class OtherForm(ActForm):
    """What is rare: another deputy than the named one, a replacement or an election in the room."""

    submit = "Record"

    what = forms.ChoiceField(
        label="What happened",
        choices=[
            ("deputy", "They come as deputy for the seat"),
            ("seated", "They take the seat"),
            ("elected", "They are elected to the office"),
        ],
    )
    person = forms.ModelChoiceField(Person.objects.none(), to_field_name="key", label="Who", empty_label="Choose")
    seat = forms.ModelChoiceField(
        Seat.objects.none(), to_field_name="key", label="Seat", required=False, empty_label="None"
    )
    office = forms.ChoiceField(label="Office", required=False)
    clock = ClockField(label="When", required=False, help_text="Leave it empty if it is now")

    def __init__(self, data: Any, *, sitting: Sitting, **more: Any) -> None:
        super().__init__(data, prefix="other", **more)
        body = sitting.meeting.body
        _choose(self.fields["person"], people_of(body.trust))
        _choose(self.fields["seat"], body.seats.select_related("body").order_by("position", "title"))
        offices = [("", "None"), *((office, capital(office)) for office in body.offices)]
        self.fields["office"] = forms.ChoiceField(label="Office", required=False, choices=offices)
        self.order_fields(["what", "person", "seat", "office", "clock"])

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("what") == "elected" and not cleaned.get("office"):
            self.add_error("office", "Say to which office.")
        if cleaned.get("what") in {"deputy", "seated"} and not cleaned.get("seat"):
            self.add_error("seat", "Say for which seat.")
        return cleaned

    def entry(self) -> Entry:
        """What is to be recorded."""
        said = self.cleaned_data
        if said["what"] == "elected":
            return Entry(kind=Kind.ELECTED, person=said["person"], office=said["office"])
        if said["what"] == "seated":
            return Entry(kind=Kind.SEATED, person=said["person"], seat=said["seat"])
        return Entry(kind=Kind.ARRIVED, person=said["person"], seat=said["seat"], voice=Voice.DEPUTY)


class OpenForm(ActForm):
    """The sitting is opened, now or as of a time of its day."""

    submit = "Open the sitting"

    clock = ClockField(label="Opened at", required=False, help_text="Leave it empty if it is now")


class CloseForm(ActForm):
    """The sitting is closed."""

    submit = "Close the sitting"

    clock = ClockField(label="Closed at", required=False, help_text="Leave it empty if it is now")


class AdjournForm(ActForm):
    """The sitting is adjourned: the meeting goes on at another time."""

    submit = "Adjourn the sitting"

    clock = ClockField(label="Adjourned at", required=False, help_text="Leave it empty if it is now")
    on = DayField(label="It goes on, on")
    starts = ClockField(label="At", help_text="For example 14:00")
    place = forms.CharField(label="Place", max_length=200, required=False)
    link = forms.URLField(label="Link to join", max_length=500, required=False, assume_scheme="https")


def _choose(field: forms.Field, rows: QuerySet[Any]) -> None:
    """Offer these rows."""
    if isinstance(field, forms.ModelChoiceField):
        field.queryset = rows


def _holder(sitting: Sitting, seat: Seat) -> Person | None:
    """Who holds the seat now, by the roll: whoever took it in the room, or as it was frozen."""
    held = {each.key: each.holder for each in record_of(sitting).roll().seats}
    return sitting.meeting.body.trust.people.filter(key=held.get(seat.key) or "").first()


def _deputy(sitting: Sitting, seat: Seat) -> Person | None:
    return sitting.meeting.body.trust.people.filter(key=deputy_of(seat, sitting.day)).first()


class UndoForm(ActForm):
    """One entry of the log was not so."""

    undo = forms.IntegerField(min_value=1)

    def __init__(self, data: Any, *, sitting: Sitting) -> None:
        self.sitting = sitting
        super().__init__(data)

    def clean_undo(self) -> Happening:
        row = self.sitting.happenings.filter(number=self.cleaned_data["undo"]).first()
        if row is None:
            raise ValidationError(NOT_SO)
        row.sitting = self.sitting
        return row


class TapForm(ActForm):
    """A member's own tap: `here:<seat>`, `remote:<seat>`, `left:<seat>` or `back:<seat>` of a seat of their own."""

    tap = forms.CharField(max_length=100)

    def __init__(self, data: Any, *, sitter: Sitter) -> None:
        self.sitter = sitter
        super().__init__(data)

    def clean_tap(self) -> Entry:
        said, _, key = str(self.cleaned_data["tap"]).partition(":")
        held = {place.seat.key: place.seat for place in self.sitter.holds}
        deputised = {place.seat.key: place.seat for place in self.sitter.deputises}
        seat = held.get(key) or deputised.get(key)
        if seat is None or said not in TAPS:
            raise ValidationError(NOT_SO)
        return Entry(
            kind=TAPS[Deed(said)],
            person=self.sitter.person,
            seat=seat,
            voice=Voice.HOLDER if key in held else Voice.DEPUTY,
            how=How.REMOTE if said == Deed.REMOTE else How.ROOM,
        )


@dataclass(frozen=True, slots=True)
class Said:
    """A ruling on a declaration, as a button says it."""

    declaration: Declaration
    ruled: Ruled


class RulingForm(PressForm):
    """One press of a ruling's button: `<number of the declaration>:<what is ruled>`."""

    rule = forms.CharField(max_length=100)

    def clean_rule(self) -> Said:
        number, _, ruled = str(self.cleaned_data["rule"]).partition(":")
        try:
            declaration = self.sitting.meeting.declarations.select_related("person", "item").get(number=int(number))
            declaration.meeting = self.sitting.meeting
            return Said(declaration, Ruled(ruled))
        except (ValueError, Declaration.DoesNotExist):
            raise ValidationError(NOT_SO) from None


class ProcedureForm(ActForm):
    """A ruling on procedure."""

    submit = "Keep the ruling"

    text = forms.CharField(label="What was ruled", max_length=500, widget=forms.Textarea(attrs={"rows": 3}))
    clock = ClockField(label="Ruled at", required=False, help_text="Leave it empty if it is now")
