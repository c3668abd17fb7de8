"""The sittings of the three trusts from which the golden proofs were made, by the acts as in real life."""

from __future__ import annotations

import io
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import Any

from django.conf import settings
from django.core.management import call_command

from governance.constitution.core.bars import Ruled
from governance.constitution.core.language import How, Voice
from governance.constitution.core.meeting import Guest
from governance.constitution.core.voting import Choice
from governance.membership.models import Person, Seat
from governance.membership.queries import table_of
from governance.structure.models import Trust
from meetings.agenda.acts import add_item
from meetings.agenda.models import Audience, Item, Purpose
from meetings.attendance.acts import Entry, open_sitting, record_happening
from meetings.attendance.roll import Kind
from meetings.ballots.acts import break_tie, close_vote, put_to_vote, vote
from meetings.ballots.models import Ballot, Taken
from meetings.ballots.proof import Hands
from meetings.decisions.acts import Settled, decide
from meetings.decisions.models import Decision
from meetings.decisions.models import How as Settling
from meetings.declarations.acts import declare_interest_at, rule_on
from tests.meetings.attendance.scene import has_part
from tests.world import meeting_of, operator
from trustboard.acts.by import By

DAY = date(2026, 6, 1)
TWO = datetime(2026, 6, 1, 13, tzinfo=UTC)
KENTS_FIVE = "director police youth-offending-service districts"
HARINGEYS_EIGHT = "cabinet-member-children director tpct-chief-executive police college voluntary-1 voluntary-2 leader"
MEDWAYS_NINE = (
    "portfolio-holder nhs-medway police probation youth-trust safeguarding-chair children further-education jobcentre"
)


class Stage:
    """A body of a trust, sitting on 1 June 2026; whoever is named comes, and the first presides."""

    def __init__(self, slug: str, seats: str, *, body: str = "board", kind: str = "ordinary", **item: Any) -> None:
        for path in (f"{slug}.yaml", f"demo/{slug}-people.yaml"):
            call_command("load_trust", str(settings.BASE_DIR / "fixtures" / path), stdout=io.StringIO())
        self.trust = Trust.objects.get(slug=slug)
        self.body = self.trust.bodies.get(key=body)
        self.table = table_of(self.trust)
        self.minutes = 0
        self.prepare()
        self.meeting = meeting_of(self.body, DAY, kind=kind)
        self.sitting = self.meeting.sitting
        self.item: Item = add_item(
            self.meeting,
            title="The plan",
            audience=Audience.PUBLIC,
            minutes=None,
            reason="",
            about="",
            **({"purpose": Purpose.DECISION, "decision": "", "lead": "", "bidders": []} | item),
            by=self.by(),
        ).result
        open_sitting(self.sitting, at=None, by=self.by())
        for seat in seats.split():
            self.comes(seat)
        self.happens(Kind.PRESIDES, person=self.holder(seats.split(maxsplit=1)[0]))
        self.happens(Kind.ITEM, item=self.item.pk)

    def prepare(self) -> None:
        """What is otherwise than in the file."""

    def by(self) -> By:
        """The operator's command, a minute after the last."""
        self.minutes += 1
        return operator(TWO + timedelta(minutes=self.minutes))

    def seat(self, key: str) -> Seat:
        """A seat of the body."""
        return self.body.seats.get(key=key)

    def holder(self, key: str) -> Person:
        """Whoever holds that seat on the day."""
        holder = self.table.place(self.table.seats[self.seat(key).pk], DAY).holder
        assert holder, key
        return holder

    def happens(self, kind: Kind, **columns: Any) -> None:
        """Something is recorded, as of now."""
        record_happening(self.sitting, entry=Entry(kind=kind, **columns), at=None, by=self.by())

    def comes(self, seat: str, **columns: Any) -> None:
        """The holder of the seat comes for it, or whoever else is named."""
        self.happens(Kind.ARRIVED, **({"person": self.holder(seat), "seat": self.seat(seat)} | columns))

    def deputised(self, seat: str, by_whom_of: str) -> None:
        """Somebody else of the trust comes as deputy for the seat."""
        self.comes(seat, person=self.trust.people.get(key=by_whom_of), voice=Voice.DEPUTY)

    def declares(self, seat: str, kind: str, *, ruled: Ruled | None = None) -> None:
        """The holder of the seat declares an interest in the item; the one presiding rules where that is said."""
        declare_interest_at(
            self.meeting,
            person=self.holder(seat),
            seat=self.seat(seat),
            item=self.item,
            kind=kind,
            nature="It might.",
            goes=False,
            registered=None,
            corrects=None,
            at=None,
            by=self.by(),
        )
        if ruled:
            ruler = self.holder_presiding()
            declaration = self.meeting.declarations.get()
            rule_on(declaration, sitting=self.sitting, ruled=ruled, ruler=ruler, at=None, by=self.by())

    def agrees(self, how: Settling = Settling.CONSENSUS, **columns: Any) -> Decision:
        """The item is settled."""
        settled = Settled(how=how, text="The plan is agreed.", reasons="It serves children.", **columns)
        return decide(self.sitting, settled=settled, at=None, by=self.by()).result

    def votes(self, choices: str | Hands, casting: Choice | None = None) -> Decision:
        """A motion is voted on: hands by name in the order of seats ("+-o", "." for none), or totals; and decided."""
        taken = Taken.TOTALS if isinstance(choices, Hands) else Taken.NAMED
        put_to_vote(self.sitting, motion="That it be agreed.", taken=taken, at=None, by=self.by())
        ballot = Ballot.objects.select_related("sitting__meeting__body__trust", "item").get(sitting=self.sitting)
        if not isinstance(choices, Hands):
            for (seat, person), choice in zip(sorted(ballot.voices), choices, strict=False):
                if choice == ".":
                    continue
                told = {"+": Choice.FOR, "-": Choice.AGAINST, "o": Choice.ABSTAIN}[choice]
                of, whom = self.seat(seat), self.trust.people.get(key=person)
                vote(ballot, seat=of, person=whom, choice=told, at=None, by=self.by())
        hands = choices if isinstance(choices, Hands) else None
        close_vote(ballot, hands=hands, at=None, by=self.by())
        if casting:
            presider = self.holder_presiding()
            break_tie(ballot, person=presider, choice=casting, at=None, by=self.by())
        again = Ballot.objects.select_related("item", "closing", "casting").get(pk=ballot.pk)
        return self.agrees(Settling.VOTE, ballot=again)

    def holder_presiding(self) -> Person:
        """Whoever presides."""
        row = self.sitting.happenings.filter(kind=Kind.PRESIDES).latest("number")
        assert row.person
        return row.person


def _kent_either_or() -> Decision:
    stage = Stage("kent", "director police youth-offending-service east-kent-pct west-kent-pct")
    return stage.agrees()


def _kent_commissioning() -> Decision:
    return Stage("kent", "director police youth-offending-service health-commissioning").agrees()


def _kent_vice_chair() -> Decision:
    return Stage("kent", "communities police youth-offending-service districts").agrees()


def _kent_vote() -> Decision:
    return Stage("kent", f"{KENTS_FIVE} schools jobcentre").votes("+++-o+")


def _kent_casting() -> Decision:
    return Stage("kent", f"{KENTS_FIVE} schools jobcentre").votes(Hands(3, 3, 0), Choice.AGAINST)


def _kent_tie_not_broken() -> Decision:
    return Stage("kent", f"{KENTS_FIVE} schools jobcentre").votes(Hands(2, 2, 2), Choice.ABSTAIN)


def _kent_deputy() -> Decision:
    stage = Stage("kent", "director youth-offending-service districts skills-council")
    stage.deputised("police", "joel-szymanski")
    return stage.agrees()


def _kent_remote_and_cut_off() -> Decision:
    stage = Stage("kent", KENTS_FIVE)
    stage.comes("skills-council", how=How.REMOTE)
    stage.happens(Kind.CUT_OFF, person=stage.holder("skills-council"))
    stage.comes("schools", how=How.REMOTE)
    return stage.agrees()


def _kent_ruled_out() -> Decision:
    stage = Stage("kent", f"{KENTS_FIVE} skills-council learning-providers schools")
    stage.declares("schools", "interest of personal gain", ruled=Ruled.STAYS)
    return stage.agrees()


def _kent_executive_group() -> Decision:
    return Stage("kent", "chair police health", body="executive-group").agrees(is_urgent=True)


def _medway_vote() -> Decision:
    return Stage("medway", MEDWAYS_NINE).votes("++++-+--+")


def _medway_casting() -> Decision:
    return Stage("medway", MEDWAYS_NINE).votes(Hands(4, 4, 1), Choice.FOR)


def _medway_bidder() -> Decision:
    stage = Stage("medway", f"{MEDWAYS_NINE} public-health", purpose=Purpose.COMMISSIONING, bidders=["nhs-medway"])
    return stage.votes("++++-++++")


def _medway_bidder_declared() -> Decision:
    stage = Stage("medway", f"{MEDWAYS_NINE} public-health", purpose=Purpose.COMMISSIONING)
    stage.declares("probation", "interest as a possible bidder")
    return stage.votes("++++-++++")


def _medway_none_asked() -> Decision:
    return Stage("medway", "portfolio-holder police").agrees()


def _haringey_three_roles() -> Decision:
    return Stage("haringey", HARINGEYS_EIGHT).agrees()


def _haringey_vote() -> Decision:
    return Stage("haringey", f"{HARINGEYS_EIGHT} sixth-form-college").votes("+-+-+-+o+")


def _haringey_casting() -> Decision:
    return Stage("haringey", HARINGEYS_EIGHT).votes(Hands(4, 4, 0), Choice.FOR)


def _haringey_guest() -> Decision:
    stage = Stage("haringey", HARINGEYS_EIGHT)
    stage.happens(Kind.ARRIVED, name="Gus Guest", guest=Guest.INVITED)
    return stage.agrees()


def _haringey_urgent() -> Decision:
    return Stage("haringey", "chair director police", body="performance-group").agrees(is_urgent=True)


class AgenciesVote(Stage):
    """Kent's board where each agency has one vote."""

    def prepare(self) -> None:
        has_part(self.body, "voting", {"majority": {"simple": {"unit": "agency"}}})


def _kent_agencies() -> Decision:
    return AgenciesVote("kent", f"{KENTS_FIVE} children-families-education schools").votes("+.+-o+")


def _medway_inherited() -> Decision:
    return Stage("medway", "service-manager performance-officers", body="performance-management-group").votes("++")


def _kent_electronic() -> Decision:
    return Stage(
        "kent",
        "lead-member director safeguarding-chair health-commissioning",
        body="commissioners-board",
        kind="electronic",
    ).agrees()


SCENES: dict[str, tuple[Callable[[], Decision], str]] = {
    "kent-consensus-both-trusts": (_kent_either_or, "K10.4: both primary care trusts together serve the fifth place."),
    "kent-consensus-commissioning": (_kent_commissioning, "K10.4: health commissioning alone serves the fifth place."),
    "kent-consensus-vice-chair": (_kent_vice_chair, "K10.3: the vice-chair presides and serves two places."),
    "kent-vote-named": (_kent_vote, "K11.3: more for than against, seat by seat, one abstaining."),
    "kent-vote-casting": (_kent_casting, "K11.3: a tie of hands, broken against by the casting vote."),
    "kent-vote-tie-not-broken": (_kent_tie_not_broken, "K11.3: a tie on which the casting vote was not given."),
    "kent-vote-agencies": (_kent_agencies, "Where each agency has one vote, two seats of one cast one."),
    "kent-deputy": (_kent_deputy, "KA10: a deputy serves the place of the police."),
    "kent-remote-cut-off": (
        _kent_remote_and_cut_off,
        "One takes part remotely, another is cut off and does not count.",
    ),
    "kent-ruled-out": (_kent_ruled_out, "K6.2: one with an interest of personal gain stays without part."),
    "kent-executive-urgent": (_kent_executive_group, "K13.1: the executive group, of which no quorum is asked."),
    "medway-vote-membership": (_medway_vote, "M3.10: a third of the membership, with one from the council."),
    "medway-vote-casting": (_medway_casting, "M3.10: the chair must break the tie."),
    "medway-bidder-named": (_medway_bidder, "M3.9a: an agency named as bidder on the agenda."),
    "medway-bidder-declared": (_medway_bidder_declared, "M3.9a: one who declares to be a bidder is out by the rule."),
    "medway-inherited": (_medway_inherited, "A sub-group under the board's rules of quorum and voting."),
    "kent-electronic": (_kent_electronic, "K11R.5: half of the members, where a sitting is electronic."),
    "medway-none-asked": (_medway_none_asked, "M3.10: of discussion no quorum is asked."),
    "haringey-three-roles": (_haringey_three_roles, "H7.2: eight, with the three roles each served by another."),
    "haringey-vote-named": (_haringey_vote, "H7.8: the vote of those present, seat by seat."),
    "haringey-vote-casting": (_haringey_casting, "H7.8: a tie, settled by the chair's casting vote."),
    "haringey-guest": (_haringey_guest, "H7.3: somebody invited is here and counts for nothing."),
    "haringey-group-urgent": (_haringey_urgent, "H8.3: three, with the chair or deputy chair of the board."),
}
"""By name, how each was made and what it shows."""
