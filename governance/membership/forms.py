"""What is asked of an officer about seats and people: who sits, who deputises, who presides, and what was never so."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from django import forms

from governance.membership.choices import NOBODY, Attests, ChoosesPresiding, ChoosesSomebody
from governance.membership.models import DeputyNaming, Holding, OfficeHolding, Person, Seat
from governance.membership.permissions import PERSON
from governance.membership.queries import Table
from governance.membership.rules import HEAVIEST, may_weigh
from governance.structure.forms import ONE_A_LINE, name_field, text_field
from governance.structure.models import Agency, Body
from governance.structure.rules import key_for
from trustboard.accounts.forms import ADDRESS_WRONG
from trustboard.acts.forms import ActForm, DayField, LinesField, VersionedActForm, offer_choices, offer_rows


def starts_field(label: str = "From") -> DayField:
    """The day on which something takes effect."""
    return DayField(label=label, error_messages={"required": "Enter the day from which it holds."})


def reason_field() -> forms.CharField:
    """Why it was never so."""
    return forms.CharField(
        label="Reason",
        help_text="It stays on the record beside the correction.",
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": "Give the reason of the correction; it stays on the record."},
    )


class AddPersonForm(ActForm):
    submit = "Add the person"
    name = name_field("Full name", "Enter their full name.", hint="As it should stand on the membership list.")


class ChangePersonForm(VersionedActForm):
    name = name_field("Full name", "Enter their full name.", hint="As it should stand on the membership list.")

    row: Person


class InviteToSignInForm(ActForm):
    """The address at which a person of the record receives the link to sign in."""

    submit = "Send invitation"

    email = forms.EmailField(
        label="Their e-mail address",
        help_text="We send a link to this address. It holds for 7 days.",
        max_length=254,
        error_messages={"required": "Enter their e-mail address.", "invalid": ADDRESS_WRONG},
    )

    def asked(self) -> dict[str, Any]:
        return {**super().asked(), "role": PERSON}


class _SeatFields(forms.Form):
    title = name_field("Title of the seat", "Enter the title of the seat.", hint="Such as District councils.")
    agency = forms.ModelChoiceField(
        Agency.objects.none(),
        label="Agency",
        empty_label="No agency",
        to_field_name="key",
        required=False,
        error_messages={"invalid_choice": "Choose an agency of this trust."},
    )
    votes = forms.BooleanField(label="The seat has a vote", required=False, initial=True)
    weight = forms.IntegerField(
        label="Weight of its vote",
        help_text="It matters only where the rules of the body count by weight. Left empty, it is 1.",
        initial=1,
        required=False,
        widget=forms.TextInput(attrs={"class": "govuk-input--width-5", "inputmode": "numeric"}),
        error_messages={"invalid": f"Enter a whole number from 1 to {HEAVIEST:,}."},
    )
    starts = starts_field()
    ends = DayField(
        label="Until",
        help_text="The first day on which the seat is no longer there. Leave it empty where no end is known.",
        required=False,
    )
    filled = forms.CharField(
        label="How it is filled",
        help_text="Such as elected by the secondary heads, for two years.",
        required=False,
        max_length=300,
    )
    tags = LinesField(
        label="Tags",
        help_text=f"{ONE_A_LINE} Words by which the rules of the body find its seats, such as core or commissioner.",
        longest=60,
        rows=2,
        required=False,
    )

    def clean_weight(self) -> int:
        weight = self.cleaned_data["weight"]
        weight = 1 if weight is None else int(weight)
        if not may_weigh(weight).allowed:
            raise forms.ValidationError(self.fields["weight"].error_messages["invalid"])
        return weight


class AddSeatForm(_SeatFields, ActForm):
    submit = "Add the seat"
    field_order = ["title", "agency", "bound", "votes", "weight", "starts", "ends", "filled", "tags", "request_id"]

    bound = forms.ChoiceField(
        label="Held ex officio",
        help_text="Where whoever holds another post holds this seat with it.",
        required=False,
        error_messages={"invalid_choice": "Choose a seat or an office of this trust."},
    )

    def __init__(self, data: Any = None, *, body: Body, day: date) -> None:
        first = day if body.starts <= day and (body.ends is None or day < body.ends) else body.starts
        super().__init__(data, initial={"starts": first, "ends": body.ends})
        offer_rows(self, "agency", body.trust.agencies.all())
        self.posts: dict[str, Seat | tuple[Body, str]] = {}
        offer_choices(self, "bound", [("", "No: people are appointed to it"), *self._groups(body)])

    def _groups(self, body: Body) -> Iterator[tuple[str, list[tuple[str, str]]]]:
        for other in body.trust.bodies.order_by("name").prefetch_related("seats"):
            choices = []
            for office in other.offices:
                choices.append((f"{other.key}:{key_for(office, ())}", f"Whoever is {office} of {other.name}"))
                self.posts[choices[-1][0]] = (other, office)
            for seat in other.seats.all():
                choices.append((f"{other.key}/{seat.key}", f"Whoever holds {seat.title} on {other.name}"))
                self.posts[choices[-1][0]] = seat
            if choices:
                yield other.name, choices

    def asked(self) -> dict[str, Any]:
        asked = super().asked()
        post = self.posts.get(asked.pop("bound"))
        bound_body, bound_office = post if isinstance(post, tuple) else (None, "")
        bound_seat = post if isinstance(post, Seat) else None
        return {**asked, "bound_seat": bound_seat, "bound_body": bound_body, "bound_office": bound_office}


class ChangeSeatForm(_SeatFields, VersionedActForm):
    field_order = ["title", "agency", "votes", "weight", "starts", "ends", "filled", "tags", "request_id"]

    row: Seat

    def __init__(self, data: Any = None, *, row: Seat) -> None:
        super().__init__(data, row=row)
        offer_rows(self, "agency", row.body.trust.agencies.all())


class AppointForm(ChoosesSomebody, Attests, ActForm):
    submit = "Appoint"
    has_preview = True
    field_order = ["person", "name", "starts", "powers", "attested", "request_id"]

    starts = starts_field("Takes effect on")
    powers = text_field(
        "Powers their agency has delegated to them", hint="What they may agree to on their own. May stay empty.", rows=2
    )

    def __init__(self, data: Any = None, *, seat: Seat, table: Table, day: date) -> None:
        super().__init__(data, initial={"starts": day})
        self.criteria = seat.body.criteria
        self.offer(table, day)
        self.offer_criteria(seat.body)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        unsaid = [text for text in self.criteria if text not in cleaned.get("attested", [])]
        if unsaid and "attested" not in self.errors:
            many = "each of them" if len(unsaid) == len(self.criteria) else f"all {len(self.criteria)} of them"
            self.add_error("attested", f"Tick {many} if they meet it; otherwise choose somebody who does.")
        return cleaned

    def asked(self) -> dict[str, Any]:
        return {"attested": [], **super().asked()}


class LeaveVacantForm(ActForm):
    submit = "Leave the seat vacant"
    has_preview = True

    starts = starts_field("Vacant from")

    def __init__(self, data: Any = None, *, day: date) -> None:
        super().__init__(data, initial={"starts": day})


class NameDeputyForm(ChoosesSomebody, ActForm):
    submit = "Name the deputy"
    has_preview = True
    nobody = "Nobody from now on"
    field_order = ["person", "name", "starts", "request_id"]

    starts = starts_field("Takes effect on")

    def __init__(self, data: Any = None, *, table: Table, day: date) -> None:
        super().__init__(data, initial={"starts": day})
        self.offer(table, day)


class ElectForm(ChoosesPresiding, ActForm):
    submit = "Record the election"
    has_preview = True
    field_order = ["office", "holder", "starts", "request_id"]

    office = forms.ChoiceField(
        label="Office", widget=forms.RadioSelect, error_messages={"required": "Choose the office."}
    )
    starts = starts_field("Takes effect on")

    def __init__(self, data: Any = None, *, body: Body, table: Table, day: date, office: str = "") -> None:
        super().__init__(data, initial={"starts": day, "office": office})
        self.offices = body.offices
        offer_choices(self, "office", [(name, name.capitalize()) for name in body.offices])
        self.offer(body, table, day, self.typed_day("starts") or day)

    @property
    def chosen_office(self) -> str:
        """The office that was chosen, or that the page was opened for."""
        typed = self.data.get("office", "") if self.is_bound else self.initial.get("office", "")
        return typed if typed in self.offices else ""

    def asked(self) -> dict[str, Any]:
        asked = super().asked()
        chosen = self.chosen(asked.pop("holder"))
        return {**asked, **chosen}


class CorrectHoldingForm(ChoosesSomebody, Attests, VersionedActForm):
    submit = "Correct the record"
    has_preview = True
    nobody = "Nobody: the seat was vacant"
    field_order = ["person", "name", "starts", "powers", "attested", "reason", "request_id"]

    starts = starts_field()
    powers = text_field("Powers their agency has delegated to them", rows=2)
    reason = reason_field()

    row: Holding | None

    def __init__(self, data: Any = None, *, seat: Seat, row: Holding | None, table: Table, day: date) -> None:
        super().__init__(data, row=row)
        self.offer(table, day)
        self.offer_criteria(seat.body)
        if "attested" in self.fields:
            self.fields["attested"].help_text = "Needed only where the record is to name somebody else."

    def as_it_stands(self) -> dict[str, Any]:
        return _with_person(super().as_it_stands())

    def asked(self) -> dict[str, Any]:
        return {"attested": [], **super().asked()}


class CorrectNamingForm(ChoosesSomebody, VersionedActForm):
    submit = "Correct the record"
    has_preview = True
    nobody = "Nobody: there was no deputy"
    field_order = ["person", "name", "starts", "reason", "request_id"]

    starts = starts_field()
    reason = reason_field()

    row: DeputyNaming | None

    def __init__(self, data: Any = None, *, row: DeputyNaming | None, table: Table, day: date) -> None:
        super().__init__(data, row=row)
        self.offer(table, day)

    def as_it_stands(self) -> dict[str, Any]:
        return _with_person(super().as_it_stands())


class CorrectOfficeForm(ChoosesPresiding, VersionedActForm):
    submit = "Correct the record"
    has_preview = True
    field_order = ["holder", "starts", "reason", "request_id"]

    starts = starts_field()
    reason = reason_field()

    row: OfficeHolding | None

    def __init__(self, data: Any = None, *, body: Body, row: OfficeHolding | None, table: Table, day: date) -> None:
        super().__init__(data, row=row)
        self.offer(body, table, day, self.typed_day("starts") or day)

    def as_it_stands(self) -> dict[str, Any]:
        row = self.row
        if row is None:
            return {}
        holder = f"seat/{row.seat.key}" if row.seat else f"person/{row.person.key}" if row.person else NOBODY
        return {**super().as_it_stands(), "holder": holder}

    def asked(self) -> dict[str, Any]:
        asked = super().asked()
        chosen = self.chosen(asked.pop("holder"))
        return {**asked, **chosen}


class StrikeForm(VersionedActForm):
    submit = "Strike it from the record"
    submit_class = "govuk-button--warning"

    reason = reason_field()


def _with_person(standing: dict[str, Any]) -> dict[str, Any]:
    person = standing.get("person")
    return {**standing, "person": person.key if person else NOBODY} if standing else {}
