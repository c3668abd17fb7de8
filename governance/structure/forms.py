"""What is asked of an officer who founds or describes a trust, its agencies, its bodies and who answers to whom."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms

from governance.structure.models import Access, Agency, Body, Duty, Kind, Nation, ReportingLine, Sector, Standing
from governance.structure.permissions import CONTACT
from trustboard.accounts.forms import ADDRESS_WRONG
from trustboard.acts.forms import ActForm, DayField, LinesField, VersionedActForm, offer_choices, offer_rows

LONGEST_NAME = 150
LONGEST_OFFICE = 60
ONE_A_LINE = "One a line."


def name_field(label: str, missing: str, *, hint: str = "") -> forms.CharField:
    """The field of a name."""
    return forms.CharField(label=label, help_text=hint, max_length=LONGEST_NAME, error_messages={"required": missing})


def text_field(label: str, *, hint: str = "", rows: int = 3) -> forms.CharField:
    """The field of a text that may be left empty."""
    return forms.CharField(label=label, help_text=hint, required=False, widget=forms.Textarea(attrs={"rows": rows}))


class FoundTrustForm(ActForm):
    """The name of a new trust, and its address where the one that the name gives will not do."""

    submit = "Found the trust"

    name = name_field("Name of the trust", "Enter the name of the trust.", hint="Such as North Shire Children's Trust.")
    slug = forms.CharField(
        label="Its address",
        help_text="The last part of its web address, in small letters, digits and hyphens. "
        "Leave it empty to have it made from the name.",
        required=False,
        max_length=50,
        widget=forms.TextInput(
            attrs={"class": "govuk-input--width-20", "autocapitalize": "none", "spellcheck": "false"}
        ),
    )


class DescribeTrustForm(VersionedActForm):
    """What a trust says of itself to everyone."""

    submit = "Save"

    name = name_field("Name of the trust", "Enter the name of the trust.")
    lead_authority = forms.CharField(label="Lead authority", required=False, max_length=LONGEST_NAME)
    nation = forms.TypedChoiceField(
        label="Nation",
        help_text="Its bank holidays are no working days of the trust.",
        choices=Nation.choices,
        coerce=Nation,
        widget=forms.RadioSelect,
        error_messages={"required": "Choose whose bank holidays the trust keeps."},
    )
    vision = text_field("Vision")
    purpose = text_field("Purpose")
    principles = LinesField(label="Principles", help_text=ONE_A_LINE, required=False)
    child = text_field("Who counts as a child")


class _AgencyFields(forms.Form):
    name = name_field("Name of the agency", "Enter the name of the agency.")
    sector = forms.TypedChoiceField(
        label="Sector",
        choices=[("", "Choose a sector"), *Sector.choices],
        coerce=Sector,
        error_messages={"required": "Choose its sector."},
    )
    duty = forms.TypedChoiceField(
        label="Its duty to co-operate",
        choices=Duty.choices,
        coerce=Duty,
        initial=Duty.NONE,
        widget=forms.RadioSelect,
        error_messages={"required": "Choose what binds it."},
    )
    passage = text_field("The passage its duty rests on", hint="Such as section 10 of the Children Act 2004.", rows=2)


class AddAgencyForm(_AgencyFields, ActForm):
    submit = "Add the agency"
    field_order = ["name", "sector", "duty", "passage", "request_id"]


class ChangeAgencyForm(_AgencyFields, VersionedActForm):
    submit = "Save"
    field_order = ["name", "sector", "duty", "passage", "request_id"]

    row: Agency


class InviteContactForm(ActForm):
    """The address of somebody who is to speak for an agency."""

    submit = "Send invitation"

    email = forms.EmailField(
        label="E-mail address",
        help_text="We send a link to this address. It holds for 7 days.",
        max_length=254,
        error_messages={"required": "Enter the e-mail address of the contact.", "invalid": ADDRESS_WRONG},
    )

    def asked(self) -> dict[str, Any]:
        return {**super().asked(), "role": CONTACT}


class _BodyFields(forms.Form):
    name = name_field("Name of the body", "Enter the name of the body.", hint="Such as Board, or Executive group.")
    kind = forms.TypedChoiceField(
        label="Kind",
        choices=[("", "Choose a kind"), *Kind.choices],
        coerce=Kind,
        error_messages={"required": "Choose what kind of body it is."},
    )
    starts = DayField(
        label="From", help_text="Its first day.", error_messages={"required": "Enter the day from which it is there."}
    )
    ends = DayField(
        label="Until",
        help_text="The first day on which it is no longer there. Leave it empty where no end is known.",
        required=False,
    )
    offices = LinesField(
        label="Offices",
        help_text=f"{ONE_A_LINE} Such as chair, vice-chair.",
        longest=LONGEST_OFFICE,
        rows=3,
        required=False,
    )
    criteria = LinesField(
        label="Membership criteria",
        help_text=f"{ONE_A_LINE} At each appointment the officer says that the person meets every one of them.",
        required=False,
    )
    purpose = text_field("Purpose")
    terms = LinesField(
        label="Terms of reference", help_text=f"{ONE_A_LINE} They are numbered on the page.", required=False, rows=8
    )
    standing = forms.TypedChoiceField(
        label="Standing",
        choices=Standing.choices,
        coerce=Standing,
        initial=Standing.IN_FORCE,
        widget=forms.RadioSelect,
        error_messages={"required": "Choose whether it is in force or proposed."},
    )
    access = forms.TypedChoiceField(
        label="Open or closed",
        choices=Access.choices,
        coerce=Access,
        initial=Access.UNSAID,
        widget=forms.RadioSelect,
        error_messages={"required": "Choose whether its meetings are open to the public."},
    )


BODY_ORDER = [*_BodyFields.base_fields, "request_id"]


class AddBodyForm(_BodyFields, ActForm):
    submit = "Add the body"
    field_order = BODY_ORDER

    def __init__(self, data: Any = None, *, day: date) -> None:
        super().__init__(data, initial={"starts": day})


class ChangeBodyForm(_BodyFields, VersionedActForm):
    submit = "Save"
    has_preview = True
    field_order = BODY_ORDER

    row: Body


class AddLineForm(ActForm):
    """To which other body a body answers, about what, from when, and through which seat."""

    submit = "Add the line"

    to = forms.ModelChoiceField(
        Body.objects.none(),
        label="It answers to",
        empty_label="Choose a body",
        to_field_name="key",
        error_messages={"required": "Choose the body it answers to.", "invalid_choice": "Choose a body of this trust."},
    )
    about = forms.CharField(
        label="About what", help_text="Leave it empty where it answers for all it does.", required=False, max_length=200
    )
    through = forms.ChoiceField(
        label="Through a seat",
        help_text="Where the constitution says that it reports by way of one seat.",
        required=False,
        error_messages={"invalid_choice": "Choose a seat of this trust."},
    )
    starts = DayField(label="From", error_messages={"required": "Enter the day from which it answers to that body."})

    def __init__(self, data: Any = None, *, body: Body, day: date) -> None:
        super().__init__(data, initial={"starts": day})
        bodies = body.trust.bodies.order_by("name")
        offer_rows(self, "to", bodies.exclude(pk=body.pk))
        self.seats = {
            f"{other.key}/{seat.key}": seat for other in bodies.prefetch_related("seats") for seat in other.seats.all()
        }
        groups: dict[str, list[tuple[str, str]]] = {}
        for key, seat in self.seats.items():
            groups.setdefault(seat.body.name, []).append((key, seat.title))
        offer_choices(self, "through", [("", "No seat in particular"), *groups.items()])

    def clean_through(self) -> Any:
        return self.seats.get(self.cleaned_data["through"])


class EndLineForm(VersionedActForm):
    """From which day on a body no longer answers to another."""

    submit = "End the line"

    ends = DayField(
        label="It no longer answers to it from",
        help_text="The first day on which it does not.",
        error_messages={"required": "Enter the day from which it no longer does."},
    )

    row: ReportingLine

    def __init__(self, data: Any = None, *, row: ReportingLine, day: date) -> None:
        super().__init__(data, row=row, initial={"ends": row.ends or day})
