"""A meeting that was held, with a confidential item in it, and minutes at every stage, made through the acts."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from governance.constitution.core.bars import Ruled
from governance.constitution.core.meeting import Guest
from meetings.actions.acts import add_action
from meetings.agenda.audience import Audience
from meetings.agenda.lines import Printed
from meetings.agenda.models import Item
from meetings.agenda.queries import meeting_again
from meetings.attendance.acts import Entry, close_sitting, open_sitting, record_happening
from meetings.attendance.roll import Kind
from meetings.ballots.acts import put_to_vote
from meetings.ballots.models import Ballot, Taken
from meetings.ballots.proof import Hands
from meetings.decisions.acts import Settled, decide
from meetings.decisions.models import Decision, How
from meetings.declarations.acts import declare_interest_at, rule_on
from meetings.declarations.models import Declaration
from meetings.minutes.acts import (
    approve_minutes,
    check_minutes,
    circulate_minutes,
    publish_minutes,
    put_to_chair,
    remark,
    take_back,
    write_passage,
)
from meetings.minutes.documents import Version, approved_versions, circulated_versions
from meetings.minutes.models import Edition, Minutes, MinutesCopy, MinutesPublication, Passage
from meetings.minutes.queries import Draft, draft_of, editions_of
from meetings.schedule.models import Meeting, Sitting
from tests.meetings.agenda.scene import PDF, item_of
from tests.meetings.attendance.scene import at
from tests.meetings.ballots.scene import Hearing
from tests.world import by, meeting_of
from trustboard.accounts.models import User
from trustboard.documents.kept import keep
from trustboard.ledger.canonical import sha256

LATER = date(2030, 6, 20)
LATER_AT = datetime(2030, 6, 20, 13, tzinfo=at(0).tzinfo)
CANARIES = ("Sparrowhawk", "Kingfisher", "Nightjar", "Bullfinch", "Goldcrest", "Corncrake", "Wheatear", "Fieldfare")
"""Words that stand nowhere but in the confidential item: title, minute, reasons, decision, guest, action, interest,
motion.
"""


class Minuted(Hearing):
    """The hearing, held from two to three. On its agenda besides the plan and the budget are staffing, for members, and
    a confidential item full of canaries, to which a guest came alone; Ann left for it by a ruling.
    """

    def __post_init__(self) -> None:
        super().__post_init__()
        self.plan, self.budget = self.items
        self.staffing: Item = item_of(self.meeting, "Staffing", Audience.MEMBERS)
        self.secret: Item = item_of(self.meeting, "Sparrowhawk", Audience.CONFIDENTIAL)
        self.decided("The plan is agreed.", reasons="It serves children best.")
        ballot = self.put(Taken.TOTALS)
        self.closed(ballot, Hands(2, 0, 0))
        self.decided("Carried.", how=How.VOTE, ballot=self.last())
        self.taken_up(self.budget)
        self.taken_up(self.secret)
        self._in_private()
        self.taken_up(self.staffing)
        self.over()

    def _in_private(self) -> None:
        self.happened(Kind.ARRIVED, name="Greta Goldcrest", guest=Guest.INVITED)
        arrival = self.sitting.happenings.last().number
        nature = {"kind": "personal gain", "nature": "Wheatear and sons."}
        declare_interest_at(
            self.meeting,
            person=self.ann,
            seat=self.police,
            item=self.secret,
            goes=False,
            registered=None,
            corrects=None,
            at=None,
            by=self.later(),
            **nature,
        )
        told = Declaration.objects.latest("number")
        rule_on(told, sitting=self.sitting, ruled=Ruled.TAKES_PART, ruler=self.cat, at=None, by=self.later())
        ballot = self.put_motion("Fieldfare.")
        self.closed(ballot, Hands(2, 0, 0))
        settled = self.decided("Bullfinch.", reasons="Nightjar.", how=How.VOTE, ballot=self.last())
        add_action(
            self.board,
            text="Corncrake.",
            person=self.ann,
            agency=None,
            due=date(2030, 12, 1),
            decision=settled,
            origin="",
            audience=Audience.CONFIDENTIAL,
            by=self.later(),
        )
        self.happened(Kind.LEFT, arrival=arrival)

    def put_motion(self, motion: str) -> Ballot:
        put_to_vote(self.sitting, motion=motion, taken=Taken.TOTALS, at=None, by=self.later())
        return self.last()

    def decided(self, text: str, *, reasons: str = "", how: How = How.CONSENSUS, **also: object) -> Decision:
        settled = Settled(how=how, text=text, reasons=reasons, **also)
        return decide(self.sitting, settled=settled, at=None, by=self.later()).result

    def left_late(self) -> None:
        """The officer tells afterwards that Ann left before the end."""
        record_happening(self.sitting, entry=Entry(Kind.LEFT, person=self.ann), at=at(50), by=self.later())

    def happened(self, kind: Kind, **columns: object) -> None:
        record_happening(self.sitting, entry=Entry(kind=kind, **columns), at=None, by=self.later())

    def taken_up(self, item: Item) -> None:
        self.happened(Kind.ITEM, item=item.pk)

    def over(self) -> None:
        """The sitting is closed at three."""
        self.sitting.refresh_from_db()
        close_sitting(self.sitting, at=None, by=by(self.officer, now=at(60)))
        self.meeting = meeting_again(self.meeting)

    def leaves_for_the_secret(self) -> None:
        """It is ruled otherwise afterwards: Ann leaves for the confidential item."""
        told = Declaration.objects.latest("number")
        sitting = Sitting.objects.select_related("meeting__body__trust").get(pk=self.sitting.pk)
        by_officer = by(self.officer, now=at(61))
        rule_on(told, sitting=sitting, ruled=Ruled.LEAVES, ruler=self.cat, at=at(59), by=by_officer)

    def more(self) -> None:
        """Five more items with something written at each, and two remarks."""
        for number in range(5):
            self.written(item_of(self.meeting, f"Further {number}"), "Noted.")
        put_to_chair(self.meeting, by=by(self.officer))
        for number in range(2):
            remark(self.meeting, item=self.plan, text=f"Say more, {number}.", by=by(self.cat_user))
        take_back(self.meeting, by=by(self.officer))

    def draft_editions(self) -> dict[bool, Edition]:
        """What was circulated, and what was approved."""
        return editions_of(Minutes.objects.get(meeting=self.meeting))

    def draft(self) -> Draft:
        """The minutes as they stand."""
        return draft_of(meeting_again(self.meeting))

    def written(self, item: Item | None, text: str, *, version: int = 0, user: User | None = None) -> Passage:
        """That was written at the item."""
        write_passage(self.meeting, item, text=text, version=version, by=by(user or self.officer))
        return Passage.objects.get(minutes__meeting=self.meeting, item=item)

    def narrated(self) -> None:
        """Something was written at every item."""
        self.written(None, "The chair welcomed everybody.")
        self.written(self.plan, "The board considered the *draft* plan.")
        self.written(self.staffing, "Two posts are vacant.")
        self.written(self.secret, "A Kingfisher was spoken of.")

    def checked(self) -> Minutes:
        """The chair has checked them."""
        if not Minutes.objects.filter(meeting=self.meeting, stage="with the chair").exists():
            put_to_chair(self.meeting, by=by(self.officer))
        check_minutes(self.meeting, read=self.draft().state, by=by(self.cat_user))
        return Minutes.objects.get(meeting=self.meeting)

    def circulated(self) -> Edition:
        """They are circulated, with a PDF that says nothing."""
        self.checked()
        draft = self.draft()
        printed = Printed(draft.state, copies_without_pdf(circulated_versions(draft)))
        circulate_minutes(self.meeting, printed=printed, by=by(self.officer))
        return Edition.objects.get(minutes__meeting=self.meeting, approved_at=None)

    def met_again(self, on: date) -> None:
        """The board met once more, and did nothing; its minutes are circulated. It is `self.meeting` now."""
        self.meeting = meeting_of(self.board, on)
        opened = at(0) + (on - at(0).date())
        sitting = self.meeting.sitting
        open_sitting(sitting, at=None, by=by(self.officer, now=opened))
        close_sitting(sitting, at=None, by=by(self.officer, now=opened + timedelta(hours=1)))
        self.meeting = meeting_again(self.meeting)
        self.circulated()

    def met_later(self) -> Sitting:
        """A later meeting of the board was opened, with a quorum."""
        sitting = meeting_of(self.board, LATER).sitting
        open_sitting(sitting, at=None, by=by(self.officer, now=LATER_AT))
        minute = timedelta(minutes=1)
        for kind, who in (
            (Kind.ARRIVED, {"person": self.cat, "seat": self.health}),
            (Kind.ARRIVED, {"person": self.ann, "seat": self.police}),
            (Kind.PRESIDES, {"person": self.cat}),
        ):
            record_happening(
                sitting, entry=Entry(kind=kind, **who), at=None, by=by(self.officer, now=LATER_AT + minute)
            )
        return Sitting.objects.select_related("meeting__body__trust").get(pk=sitting.pk)

    def approved(self, sitting: Sitting | None = None) -> Edition:
        """That later sitting has approved them."""
        sitting = sitting or self.met_later()
        draft = self.draft()
        printed = Printed(draft.state, copies_without_pdf(approved_versions(draft, sitting)))
        approve_minutes(self.meeting, sitting=sitting, printed=printed, by=by(self.officer))
        return editions_of(Minutes.objects.get(meeting=self.meeting))[True]

    def published(self) -> MinutesPublication:
        """Everyone reads them."""
        edition = self.approved()
        publish_minutes(self.meeting, read=edition.state, by=by(self.officer))
        return MinutesPublication.objects.latest("at")

    def copy_of(self, edition: Edition, audience: Audience) -> MinutesCopy:
        """The copy for that audience."""
        return MinutesCopy.objects.get(edition=edition, audience=audience)


def copies_without_pdf(versions: list[Version]) -> tuple[dict[str, str], ...]:
    """As they are kept, but for the PDF, which takes a second."""
    kept = keep([PDF])
    return tuple(
        {
            "audience": version.audience.value,
            "html": version.html,
            "html_sha256": sha256(version.html),
            "pdf_sha256": kept,
            "large_sha256": kept,
        }
        for version in versions
    )


def leaked(text: str) -> list[str]:
    """The canaries in it."""
    return [word for word in CANARIES if word in text]


def opens(meeting: Meeting) -> str:
    """The address of the meeting's minutes."""
    return f"{meeting.get_absolute_url()}minutes/"
