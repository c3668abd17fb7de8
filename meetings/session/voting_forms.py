"""What the pages of a sitting send of votes and decisions."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from governance.constitution.core.voting import Choice
from governance.membership.models import Person, Seat
from governance.structure.models import Body, Kind
from meetings.attendance.forms import ClockField
from meetings.ballots.models import Ballot, Taken
from meetings.ballots.proof import Hands
from meetings.decisions.acts import Settled
from meetings.decisions.models import How
from meetings.schedule.models import Sitting
from meetings.session.forms import NOT_SO
from trustboard.acts.forms import ActForm, DayField

AREA = forms.Textarea(attrs={"rows": 3})


class PutForm(ActForm):
    """A motion is put to the vote."""

    submit = "Open the vote"

    motion = forms.CharField(label="The motion", max_length=2000, widget=AREA, help_text="As it is read out")
    taken = forms.ChoiceField(label="How the votes come in", choices=Taken.choices, widget=forms.RadioSelect)
    clock = ClockField(label="Put at", required=False, help_text="Leave it empty if it is now")


class CloseVoteForm(ActForm):
    """A ballot is closed and counted; a show of hands without names with its totals."""

    submit = "Close the vote and count"

    yes = forms.IntegerField(label="For", min_value=0, max_value=9999)
    no = forms.IntegerField(label="Against", min_value=0, max_value=9999)
    abstained = forms.IntegerField(label="Abstained", min_value=0, max_value=9999)
    clock = ClockField(label="Closed at", required=False, help_text="Leave it empty if it is now")

    def __init__(self, data: Any, *, ballot: Ballot) -> None:
        super().__init__(data)
        self.has_totals = ballot.taken == Taken.TOTALS
        for name in ("yes", "no", "abstained"):
            if self.has_totals:
                self.fields[name].widget.attrs |= {"class": "govuk-input--width-3", "inputmode": "numeric"}
            else:
                del self.fields[name]

    def hands(self) -> Hands | None:
        """The totals, where they are asked for."""
        said = self.cleaned_data
        return Hands(said["yes"], said["no"], said["abstained"]) if self.has_totals else None


class VoidForm(ActForm):
    """A ballot is void."""

    submit = "Declare the vote void"

    reason = forms.CharField(label="Why it is void", max_length=300, widget=AREA)
    clock = ClockField(label="At", required=False, help_text="Leave it empty if it is now")


class VoteForm(ActForm):
    """One voice votes: `vote` is `<seat>:<choice>`, as a button or a chosen line says it."""

    vote = forms.CharField(max_length=120, error_messages={"required": "Choose how you vote."})
    clock = ClockField(label="Time", required=False)
    ago = forms.FloatField(required=False, min_value=0, max_value=86_400)

    def __init__(self, data: Any, *, ballot: Ballot) -> None:
        self.ballot = ballot
        super().__init__(data)

    def clean_vote(self) -> tuple[Seat, Person, Choice]:
        key, _, choice = str(self.cleaned_data["vote"]).rpartition(":")
        body = self.ballot.sitting.meeting.body
        voices = dict(self.ballot.voices)
        seat = body.seats.select_related("body").filter(key=key).first()
        person = body.trust.people.filter(key=voices.get(key, "")).first()
        if seat is None or person is None or choice not in list(Choice):
            raise ValidationError("Choose how you vote." if not choice else NOT_SO)
        return seat, person, Choice(choice)


class TieForm(ActForm):
    """The casting vote."""

    choice = forms.ChoiceField(choices=[(each.value, each.value) for each in Choice])
    clock = ClockField(label="Time", required=False)
    ago = forms.FloatField(required=False, min_value=0, max_value=86_400)


class DecisionForm(ActForm):
    """The item in hand is settled. What only one way of settling asks for stands beside it, and is else ignored."""

    submit = "Record the decision"

    how = forms.ChoiceField(label="How", widget=forms.RadioSelect)
    text = forms.CharField(label="What was decided", max_length=5000, widget=AREA)
    reasons = forms.CharField(label="Reasons", max_length=5000, widget=AREA, required=False)
    objections = forms.CharField(
        label="Objections kept",
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="Of a consensus: one a line, whose and what",
    )
    awaited = forms.CharField(label="What is awaited", max_length=300, required=False, help_text="Of a deferral")
    returns_on = DayField(label="It comes back on", required=False, help_text="Of a deferral")
    recommended_to = forms.ModelChoiceField(
        Body.objects.none(),
        to_field_name="key",
        label="Recommended to",
        required=False,
        empty_label="Nobody",
        help_text="Of a recommendation",
    )
    powers = forms.CharField(label="Under which delegated powers", max_length=500, required=False)
    is_urgent = forms.BooleanField(
        label="It is urgent: it stands at once, and is reported to the body to which this one answers", required=False
    )
    clock = ClockField(label="Decided at", required=False, help_text="Leave it empty if it is now")

    def __init__(self, data: Any, *, sitting: Sitting, ballot: Ballot | None, asks_reasons: bool, **more: Any) -> None:
        super().__init__(data, **more)
        self.ballot = ballot
        offered = [(how.value, how.label) for how in How if (how is How.VOTE) == (ballot is not None)]
        if ballot is not None:
            offered = [(How.VOTE.value, How.VOTE.label)]
            del self.fields["objections"], self.fields["awaited"], self.fields["returns_on"]
            del self.fields["recommended_to"]
        how = self.fields["how"]
        if isinstance(how, forms.ChoiceField):
            how.choices = offered
        to = self.fields.get("recommended_to")
        if isinstance(to, forms.ModelChoiceField):
            to.queryset = sitting.meeting.body.trust.bodies.exclude(pk=sitting.meeting.body_id).order_by("name")
        if sitting.meeting.body.kind != Kind.EXECUTIVE:
            del self.fields["is_urgent"]
        if asks_reasons:
            self.fields["reasons"].help_text = "The constitution asks for the reasons of every decision"

    def settled(self) -> Settled:
        """What is to be recorded, without what another way of settling would ask for."""
        said = self.cleaned_data
        how = How(said["how"])
        returns_on: date | None = said.get("returns_on") if how is How.DEFERRED else None
        return Settled(
            how=how,
            text=said["text"],
            reasons=said["reasons"],
            objections=tuple(_objection(line) for line in _lines(said.get("objections", "")))
            if how is How.CONSENSUS
            else (),
            powers=said["powers"],
            awaited=said.get("awaited", "") if how is How.DEFERRED else "",
            returns_on=returns_on,
            recommended_to=said.get("recommended_to") if how is How.RECOMMENDED else None,
            ballot=self.ballot,
            is_urgent=said.get("is_urgent", False) and how in {How.CONSENSUS, How.VOTE},
        )


def _lines(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()]


def _objection(line: str) -> tuple[str, str]:
    whose, colon, what = line.partition(":")
    return (whose.strip(), what.strip()) if colon else ("", line)
