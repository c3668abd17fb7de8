"""What the buttons and forms of a sitting's pages send: one entry, its time, and how the sitting opens and ends."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.utils import timezone

from governance.constitution.core.language import How, Voice
from governance.constitution.core.meeting import Guest
from governance.constitution.english.phrasing import capital
from governance.membership.models import Person, Seat
from governance.membership.queries import people_of
from meetings.attendance.acts import Entry
from meetings.attendance.models import Happening
from meetings.attendance.queries import record_of
from meetings.attendance.roll import Kind
from meetings.attendance.rules import may_mean_now
from meetings.attendance.visits import deputy_of
from meetings.schedule.models import Sitting
from meetings.session.permissions import Sitter
from meetings.session.roll_shown import Deed
from trustboard.acts.forms import ActForm, DayField
from trustboard.acts.verdict import require

NOT_SO = "That button is of an older page. Look at the roll as it stands now."
LONG = timedelta(hours=12)
"""So long after its appointed end, when its day is over too, nobody means now."""
OF_A_SEAT = {Deed.HERE, Deed.REMOTE, Deed.DEPUTY, Deed.DEPUTY_REMOTE, Deed.ABSENT}
OF_AN_ARRIVAL = {
    Deed.LEFT: Kind.LEFT,
    Deed.CUT_OFF: Kind.CUT_OFF,
    Deed.BACK: Kind.BACK,
    Deed.VOICE: Kind.VOICE,
    Deed.PRESIDES: Kind.PRESIDES,
}
TAPS = {Deed.HERE: Kind.ARRIVED, Deed.REMOTE: Kind.ARRIVED, Deed.LEFT: Kind.LEFT, Deed.BACK: Kind.BACK}
OF_THE_ROOM = {Deed.PUBLIC: Kind.PUBLIC, Deed.PRIVATE: Kind.CLOSED, Deed.NOTES: Kind.NOTES}


class ClockField(forms.TimeField):
    """A time of day as people type it: 14:05, 14.05 or 1405. Empty means now."""

    widget = forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off", "class": "govuk-input--width-5"})
    default_error_messages = {"invalid": "Type a time such as 14:05."}

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(input_formats=["%H:%M", "%H.%M", "%H%M", "%H:%M:%S"], **kwargs)


def moment_of(sitting: Sitting, clock: time | None, now: datetime) -> datetime | None:
    """The moment that a time of day means in that sitting; None for now. Raises RuleBroken where now cannot be meant.

    Within one minute things go in the order in which they are recorded: a typed minute means the last thing that was
    recorded in it, and the opening's own minute the opening. After midnight it means the day after.
    """
    if clock is None:
        is_long_over = timezone.localdate(now) > sitting.day and now - sitting.ends_at > LONG
        require(may_mean_now(is_long_over=is_long_over))
        return None
    day = timezone.localdate(sitting.opened_at) if sitting.opened_at else sitting.day
    typed = timezone.make_aware(datetime.combine(day, clock))
    end = typed + timedelta(minutes=1)
    if sitting.opened_at and end <= sitting.opened_at and typed + timedelta(days=1) <= now:
        typed, end = typed + timedelta(days=1), end + timedelta(days=1)
    if typed <= now < end:
        return None
    moments = list(sitting.happenings.filter(at__gte=typed, at__lt=end).values_list("at", flat=True))
    moments += [moment for moment in (sitting.opened_at,) if moment and typed <= moment < end]
    return max([typed, *moments])


class EntryForm(ActForm):
    """One press of a button: what it records, of whom, and when. `entered_at` is when it was first pressed, in seconds
    ago, where the connection was lost meanwhile.
    """

    entry = forms.CharField(max_length=200)
    clock = ClockField(label="Time", required=False)
    reason = forms.CharField(label="Reason", max_length=300, required=False)
    ago = forms.FloatField(required=False, min_value=0, max_value=86_400)

    def __init__(self, data: Any, *, sitting: Sitting) -> None:
        self.sitting = sitting
        super().__init__(data)

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

    def moment(self, now: datetime) -> datetime | None:
        """The moment it speaks of; None for now."""
        ago = self.cleaned_data.get("ago")
        if ago:
            return max(now - timedelta(seconds=ago), self.sitting.opened_at or now)
        return moment_of(self.sitting, self.cleaned_data.get("clock"), now)

    def _entry(self, deed: Deed, of: str) -> Entry:
        if self.sitting.opened_at is None:
            raise ValueError("There is no roll yet.")
        if deed in OF_THE_ROOM:
            return Entry(kind=OF_THE_ROOM[deed])
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
    clock = ClockField(label="Came at", required=False, help_text="Leave empty for now")


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
    clock = ClockField(label="When", required=False, help_text="Leave empty for now")

    def __init__(self, data: Any, *, sitting: Sitting) -> None:
        super().__init__(data, prefix="other")
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

    clock = ClockField(label="Opened at", required=False, help_text="Leave empty for now")


class CloseForm(ActForm):
    """The sitting is closed."""

    submit = "Close the sitting"

    clock = ClockField(label="Closed at", required=False, help_text="Leave empty for now")


class AdjournForm(ActForm):
    """The sitting is adjourned: the meeting goes on at another time."""

    submit = "Adjourn the sitting"

    clock = ClockField(label="Adjourned at", required=False, help_text="Leave empty for now")
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
