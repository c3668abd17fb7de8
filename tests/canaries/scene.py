"""A world in which whatever is told in confidence is marked: a word of its own in every field, made through the acts.

Kent's board has held a meeting whose minutes are published; its executive group sits, with a confidential item in
hand and minutes begun; the board's next meeting is kept in draft. An agreement of the board is signed and sealed.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

from django.test import override_settings

from governance.agreements.acts import add_block, sign_agreement
from governance.agreements.sealing import seal_agreement
from governance.constitution.acts import close_day
from governance.constitution.core.bars import Ruled
from governance.constitution.core.meeting import Guest
from governance.membership.permissions import PERSON
from governance.structure.models import Kind as KindOfBody
from meetings.actions.acts import add_action, remind_owner, update_action
from meetings.actions.models import Action, Became
from meetings.agenda.acts import begin_agenda, publish_agenda
from meetings.agenda.documents import agendas, copies_of
from meetings.agenda.lines import Printed
from meetings.agenda.models import Audience, Item
from meetings.agenda.permissions import READER
from meetings.agenda.queries import draft_of, meeting_again
from meetings.answers.acts import answer_for_seat
from meetings.attendance.acts import Entry, close_sitting, record_happening
from meetings.attendance.models import Choice
from meetings.attendance.roll import Kind
from meetings.ballots.acts import close_vote, put_to_vote, void_vote
from meetings.ballots.models import Taken
from meetings.ballots.proof import Hands
from meetings.decisions.acts import Settled, decide, record_ratification, refer
from meetings.decisions.models import Decision, How, Ratification
from meetings.declarations.acts import declare_interest_at, rule_on, withdraw_declaration
from meetings.declarations.models import Declaration
from meetings.minutes import acts as minuting
from meetings.minutes import documents as printing
from meetings.minutes.models import Passage, Remark
from meetings.minutes.queries import draft_of as minutes_draft_of
from meetings.schedule.acts import give_notice
from meetings.schedule.models import Meeting, Sitting
from tests.governance.agreements.scene import agreement_of, at_seat, decline, issued, proved, shown, sign_on_paper
from tests.governance.agreements.scene import draft_of as draft_of_agreement
from tests.meetings.agenda.scene import item_of, paper_of, standing_item_of
from tests.meetings.attendance.scene import MEETS, at
from tests.meetings.decisions.scene import UrgentInConfidence
from tests.meetings.minutes.scene import Minuted
from tests.trustboard.documents.seals import PASSPHRASE, our_key
from tests.world import body_of, by, interest_of, invited, meeting_of, member, operator, person_of, seat_of, seated
from trustboard.documents.kept import keep
from trustboard.documents.printing import Sheet, print_sheets

NEXT = date(2030, 9, 19)
DUE = date(2030, 12, 1)
PAPER = '<!doctype html><html lang="en"><head><title>Report</title></head><body><h1>{}</h1></body></html>'


@dataclass(frozen=True)
class Mark:
    """A word that stands in one field only."""

    field: str
    word: str


class Marked(UrgentInConfidence):
    """The world; `marks` are the words in it."""

    met_later = Minuted.met_later

    def __post_init__(self) -> None:
        self.marks: list[Mark] = []
        super().__post_init__()
        self.plan = self.items[0]
        self._print_papers()
        self._bystanders()
        self._next_meeting()
        self._agenda()
        self._in_private()
        self._deferred()
        self._afterwards()
        self._minutes()
        self._in_urgency()
        self._agreement()

    def mark(self, field: str) -> str:
        """A new word for that field, such as no other text and no token has."""
        word = f"zqkx{len(self.marks):02}vwjz"
        self.marks.append(Mark(field, word))
        return word

    def _print_papers(self) -> None:
        """Three papers with a word in each, from one process: to start one costs a second."""
        words = [self.mark(f"{of}content of a paper") for of in ("draft ", "", "open sitting's ")]
        words.append(self.mark("scan of a signature"))
        *self.papers, self.scan = print_sheets([Sheet(PAPER.format(word)) for word in words])

    def _bystanders(self) -> None:
        """Dan sits on the forum alone. Ann has told of one more interest in confidence. An item stands on each agenda
        of the board, and the trust is closed on a day.
        """
        standing_item_of(self.board, "Welcome")
        close_day(self.kent, day=date(2030, 12, 31), reason="The offices are closed.", by=operator())
        forum = body_of(self.kent, "Forum", KindOfBody.SUBGROUP)
        dan = person_of(self.kent, "Dan Dove")
        seated(seat_of(forum, "Parents"), dan)
        self.dan_user = member(dan, "Dan Dove", PERSON)
        interest_of(self.ann, self.mark("interest told in confidence"))

    def _next_meeting(self) -> None:
        """Notice is given of the next meeting, the police's seat sends apologies, and its agenda is begun."""
        self.next = meeting_of(self.board, NEXT)
        give_notice(self.next, by=operator())
        reason = self.mark("reason of an answer")
        answer_for_seat(
            self.next.sitting, seat=self.police, choice=Choice.APOLOGIES, reason=reason, by=by(self.ann_user)
        )
        begin_agenda(self.next, by=operator())
        self._item_in_confidence(meeting_again(self.next), "draft ")
        item_of(self.next, self.mark("title of an item in draft"), about=self.mark("about of an item in draft"))

    def _item_in_confidence(self, meeting: Meeting, of: str = "") -> Item:
        item = item_of(
            meeting,
            self.mark(f"{of}title"),
            Audience.CONFIDENTIAL,
            about=self.mark(f"{of}about"),
            lead=self.mark(f"{of}lead"),
        )
        paper_of(item, self.mark(f"{of}title of a paper"), content=self.papers.pop(0))
        return item

    def _agenda(self) -> None:
        """The agenda is published: a confidential item, one for members, and a paper for fewer than its item is for."""
        self.secret = self._item_in_confidence(self.meeting)
        self.staffing = item_of(
            self.meeting,
            self.mark("title for members"),
            Audience.MEMBERS,
            about=self.mark("about for members"),
        )
        paper_of(self.plan, self.mark("title of a confidential paper of a public item"), Audience.CONFIDENTIAL)
        self.returning = item_of(self.meeting, self.mark("title of a deferred item"), Audience.CONFIDENTIAL)
        draft = draft_of(meeting_again(self.meeting))
        publish_agenda(self.meeting, printed=Printed(draft.state, copies_of(agendas(draft))), by=operator())
        self.invitation, _ = invited(self.secret, "rory@agency.example", READER)

    def _in_private(self) -> None:
        """At the confidential item: a guest, an interest, a vote that is void and one that counts, a decision."""
        self._happened(Kind.ITEM, item=self.secret.pk)
        self._happened(Kind.ARRIVED, name=self.mark("name of a guest"), guest=Guest.INVITED)
        arrival = self.sitting.happenings.last().number
        self._declared(self.mark("nature of what was withdrawn"))
        mistaken, reason = Declaration.objects.latest("number"), self.mark("reason of a withdrawal")
        withdraw_declaration(mistaken, reason=reason, at=None, by=self.later())
        self._declared(self.mark("nature of a declaration"))
        put_to_vote(
            self.sitting, motion=self.mark("motion that was void"), taken=Taken.TOTALS, at=None, by=self.later()
        )
        void_vote(self.last(), reason=self.mark("reason why a vote is void"), at=None, by=self.later())
        self._motion_put(self.sitting, "motion")
        close_vote(self.last(), hands=Hands(2, 0, 0), at=None, by=self.later())
        self.decision = self._decided(
            How.VOTE,
            ballot=self.last(),
            reasons=self.mark("reasons of a decision"),
            powers=self.mark("powers of a decision"),
        )
        self._happened(Kind.LEFT, arrival=arrival)

    def _motion_put(self, sitting: Sitting, field: str) -> None:
        put_to_vote(sitting, motion=self.mark(field), taken=Taken.TOTALS, at=None, by=self.later())

    def _declared(self, nature: str) -> None:
        declare_interest_at(
            self.meeting,
            person=self.ann,
            seat=self.police,
            item=self.secret,
            kind="personal gain",
            nature=nature,
            goes=False,
            registered=None,
            corrects=None,
            at=None,
            by=self.later(),
        )
        told = Declaration.objects.latest("number")
        rule_on(told, sitting=self.sitting, ruled=Ruled.TAKES_PART, ruler=self.cat, at=None, by=self.later())

    def _deferred(self) -> None:
        """What was agreed with an objection, and what waits for something and comes back by itself."""
        self._decided(How.CONSENSUS, objections=(("Police", self.mark("objection")),))
        self._happened(Kind.ITEM, item=self.returning.pk)
        self._decided(How.DEFERRED, awaited=self.mark("what is awaited"), returns_on=date(2030, 5, 1))
        close_sitting(self.sitting, at=None, by=by(self.officer, now=at(60)))
        self.minute = 60

    def _afterwards(self) -> None:
        """The decision is ratified; an action follows from it, with a note and a reminder to its owner."""
        refer(self.decision, agency=self.agency, body=None, due=None, by=self.later())
        record_ratification(
            self.decision.referrals.get(),
            outcome=Ratification.RATIFIED,
            on=MEETS,
            reference=self.mark("reference of a ratification"),
            by=self.later(),
        )
        action = self._action_for_ann()
        words = self.mark("note on an action")
        update_action(action, became=Became.NOTE, words=words, due=None, version=action.version, by=self.later())
        remind_owner(Action.objects.get(pk=action.pk), by=by(self.officer, now=at(60 * 24 * 400)))

    def _action_for_ann(self) -> Action:
        return add_action(
            self.board,
            text=self.mark("action"),
            person=self.ann,
            agency=None,
            due=DUE,
            decision=self.decision,
            origin="",
            audience=Audience.CONFIDENTIAL,
            by=self.later(),
        ).result

    def _minutes(self) -> None:
        """The minutes are circulated, remarked on, approved, amended and published."""
        self._written(self.secret, self.mark("minute"))
        self._written(self.staffing, self.mark("minute for members"))
        minuting.put_to_chair(self.meeting, by=by(self.officer))
        self._remarked("the chair's remark", "answer to the chair")
        minuting.check_minutes(self.meeting, read=self._draft().state, by=by(self.cat_user))
        draft = self._draft()
        copies = printing.copies_of(printing.circulated_versions(draft))
        minuting.circulate_minutes(self.meeting, printed=Printed(draft.state, copies), by=by(self.officer))
        self._remarked("a correction proposed", "why a correction is declined")
        sitting = self.met_later()
        draft = self._draft()
        copies = printing.copies_of(printing.approved_versions(draft, sitting))
        minuting.approve_minutes(
            self.meeting, sitting=sitting, printed=Printed(draft.state, copies), by=by(self.officer)
        )
        text = self.mark("amendment")
        minuting.amend_minutes(self.meeting, item=self.secret, text=text, sitting=sitting, by=by(self.officer))
        minuting.publish_minutes(self.meeting, read=draft.state, by=by(self.officer))

    def _remarked(self, remark: str, answer: str) -> None:
        minuting.remark(self.meeting, item=self.secret, text=self.mark(remark), by=by(self.cat_user))
        said = Remark.objects.select_related("minutes__meeting__body__trust").get(answered=None)
        minuting.answer_remark(said, is_accepted=False, words=self.mark(answer), by=by(self.officer))

    def _in_urgency(self) -> None:
        """The group decides in urgency, which waits for the board; its next item is in hand, with a motion put."""
        sitting = self.group_sitting
        settled = Settled(how=How.CONSENSUS, text=self.mark("urgent decision"), is_urgent=True)
        decide(sitting, settled=settled, at=None, by=self.later())
        item = self._item_in_confidence(self.group_meeting, "open sitting's ")
        self._happened(Kind.ITEM, sitting, item=item.pk)
        self._happened(Kind.ARRIVED, sitting, name=self.mark("name of a guest there now"), guest=Guest.OBSERVER)
        self.group_sitting.refresh_from_db()
        self._motion_put(sitting, "motion put now")
        self._written(item, self.mark("minute in draft"))
        self._written(None, self.mark("opening of minutes in draft"))

    def _agreement(self) -> None:
        """Ann has signed an agreement, Erin on paper, Cat has declined; it is sealed, and the next is drafted."""
        agreement = agreement_of(self.board, "agreement", "Agreement")
        edition = issued(agreement)
        acting = proved(self.ann_user)
        sign_agreement(
            edition,
            at_seat(self.police),
            self.ann,
            how=shown(edition, self.ann),
            position="Director",
            shown_at=acting.now,
            device=self.mark("address and browser"),
            by=acting,
        )
        decline(edition, at_seat(self.health), self.cat, self.cat_user, self.mark("reason of a refusal"))
        add_block(agreement, title="Parents", agency=None, person=self.ann, starts=MEETS, by=operator())
        seat, erin = seat_of(self.board, "Schools"), person_of(self.kent, "Erin Elm")
        seated(seat, erin)
        sign_on_paper(edition, at_seat(seat), erin, scan=keep([self.scan]))
        with TemporaryDirectory() as folder:
            path = Path(folder, "seal.p12")
            path.write_bytes(our_key().pkcs12)
            with override_settings(SEAL_FILE=str(path), SEAL_PASSPHRASE=PASSPHRASE):
                seal_agreement(edition, by=operator())
        draft_of_agreement(
            agreement,
            title=self.mark("title of an agreement in draft"),
            text=f"1. {self.mark('text of an agreement in draft')}.",
            statement=self.mark("statement of an agreement in draft"),
        )

    def _happened(self, kind: Kind, sitting: Sitting | None = None, **columns: object) -> None:
        entry = Entry(kind=kind, **columns)
        record_happening(sitting or self.sitting, entry=entry, at=None, by=self.later())

    def _decided(self, how: How, **said: object) -> Decision:
        settled = Settled(how=how, text=self.mark(f"decision: {how.value}"), **said)
        return decide(self.sitting, settled=settled, at=None, by=self.later()).result

    def _written(self, item: Item | None, text: str) -> Passage:
        meeting = item.meeting if item else self.group_meeting
        return minuting.write_passage(meeting, item, text=text, version=0, by=by(self.officer)).result

    def _draft(self) -> printing.Draft:
        return minutes_draft_of(meeting_again(self.meeting))
