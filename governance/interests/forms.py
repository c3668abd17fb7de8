"""What is asked of somebody who declares their interests, or of the officer for them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from typing import Any

from crispy_forms_gds.choices import Choice
from django import forms

from governance.interests.models import THEIRS, StandingInterest, Whose
from governance.interests.queries import KindOffered
from governance.membership.models import Person
from governance.structure.models import Agency
from trustboard.acts.forms import ActForm, DayField, VersionedActForm, offer_choices, offer_rows
from trustboard.acts.verdict import RuleBroken

LONGEST_WORDS = 500
PUBLIC, CONFIDENTIAL = "public", "confidential"
NO_KIND = "-"
"""The choice of no kind, made like any other; the name of none begins with a hyphen."""
SEEN_BY: Any = [
    Choice(PUBLIC, "Everyone", hint="It stands in the public register."),
    Choice(
        CONFIDENTIAL,
        "Only those of the trust",
        hint="Members and their deputies, the development officer and the auditor.",
    ),
]


class _InterestFields(forms.Form):
    nature = forms.CharField(
        label="What the interest is",
        help_text="Such as a post, an ownership, a contract or a charity, in a sentence or two.",
        max_length=LONGEST_WORDS,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": "Say what the interest is."},
    )
    whose = forms.TypedChoiceField(
        label="Whose it is",
        choices=Whose.choices,
        coerce=Whose,
        widget=forms.RadioSelect,
        error_messages={"required": "Choose whose interest it is."},
    )
    kind = forms.ChoiceField(
        label="What kind it is",
        widget=forms.RadioSelect,
        error_messages={
            "required": "Choose what kind it is, or none of these.",
            "invalid_choice": "Choose one of the kinds that are offered.",
        },
    )
    agency = forms.ModelChoiceField(
        Agency.objects.none(),
        label="The agency it concerns",
        help_text="When that agency may bid for something on an agenda, declaring this is proposed beforehand.",
        required=False,
        empty_label="None of the trust's agencies",
        to_field_name="key",
        error_messages={"invalid_choice": "Choose an agency of this trust."},
    )
    is_public = forms.ChoiceField(
        label="Who sees it",
        choices=SEEN_BY,
        widget=forms.RadioSelect,
        error_messages={"required": "Choose who sees it."},
    )
    starts = DayField(label="From", error_messages={"required": "Enter the day from which it is so."})
    ends = DayField(
        label="Until",
        help_text="The first day on which it is no longer so. Leave it empty where no end is known.",
        required=False,
    )

    def as_asked(self) -> dict[str, Any]:
        """The two choices as the act takes them: no kind is empty, and only everyone is everyone."""
        kind = self.cleaned_data.get("kind", NO_KIND)
        return {"kind": "" if kind == NO_KIND else kind, "is_public": self.cleaned_data["is_public"] == PUBLIC}

    def offer(self, person: Person, kinds: Sequence[KindOffered], *, is_own: bool, kept: str = "") -> None:
        """Offer the kinds and the agencies; where there is no kind it asks for none. `kept`: one chosen before."""
        offer_rows(self, "agency", person.trust.agencies.order_by("name"))
        if not is_own:
            offer_choices(
                self, "whose", [(whose.value, words[:1].upper() + words[1:]) for whose, words in THEIRS.items()]
            )
        offered = [Choice(kind.name, kind.name[:1].upper() + kind.name[1:], hint=kind.meaning) for kind in kinds]
        if kept and kept not in {kind.name for kind in kinds}:
            offered.append(Choice(kept, kept[:1].upper() + kept[1:], hint="No body on which they sit names it now."))
        if offered:
            offer_choices(self, "kind", [*offered, (NO_KIND, "None of these")])
        else:
            del self.fields["kind"]


ORDER = [*_InterestFields.base_fields, "request_id"]


class DeclareInterestForm(_InterestFields, ActForm):
    submit = "Declare the interest"
    field_order = ORDER

    def __init__(
        self, data: Any = None, *, person: Person, kinds: Sequence[KindOffered], is_own: bool, day: date
    ) -> None:
        super().__init__(data, initial={"starts": day})
        self.offer(person, kinds, is_own=is_own)

    def asked(self) -> dict[str, Any]:
        return {**super().asked(), **self.as_asked()}


class ChangeInterestForm(_InterestFields, VersionedActForm):
    submit = "Save"
    field_order = ORDER

    row: StandingInterest

    def __init__(self, data: Any = None, *, row: StandingInterest, kinds: Sequence[KindOffered], is_own: bool) -> None:
        super().__init__(data, row=row)
        self.offer(row.person, kinds, is_own=is_own, kept=row.kind)

    def as_it_stands(self) -> dict[str, Any]:
        stands = {
            **super().as_it_stands(),
            "nature": self.row.words,
            "kind": self.row.kind or NO_KIND,
            "is_public": PUBLIC if self.row.is_public else CONFIDENTIAL,
        }
        asked = getattr(self, "fields", self.base_fields)  # a form that offers no kind has no such field
        return {name: value for name, value in stands.items() if name in asked}

    def asked(self) -> dict[str, Any]:
        return {**super().asked(), **self.as_asked()}


class EndInterestForm(VersionedActForm):
    """From which day on an interest is no more."""

    submit = "End the interest"

    ends = DayField(
        label="It is no longer so from",
        help_text="The first day on which it is not.",
        error_messages={"required": "Enter the day from which it is no longer so."},
    )

    row: StandingInterest

    def __init__(self, data: Any = None, *, row: StandingInterest, day: date) -> None:
        super().__init__(data, row=row, initial={"ends": row.ends or day})


class ConfirmInterestsForm(ActForm):
    """One button: what stands in the register is all, or there is nothing to declare, as the page says above it."""

    nothing_to_declare = forms.BooleanField(required=False, widget=forms.HiddenInput)
    read = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, data: Any = None, *, nothing_to_declare: bool, read: int, submit: str) -> None:
        self.submit = submit
        super().__init__(data, initial={"nothing_to_declare": nothing_to_declare, "read": read})

    @contextmanager
    def refusals(self) -> Iterator[None]:
        """After a refusal the page shows how the register stands now, and so must its button speak of that."""
        with super().refusals():
            try:
                yield
            except RuleBroken:
                self.data = {**dict(self.data.items()), **{name: str(now) for name, now in self.initial.items()}}
                raise
