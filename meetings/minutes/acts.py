"""Writing minutes, putting them to the chair, circulating, correcting, approving, publishing, withdrawing, amending."""

from __future__ import annotations

from datetime import date

from django.utils import timezone

from governance.structure.models import Body
from governance.structure.permissions import require_officer, require_within
from meetings.agenda.changes import bring
from meetings.agenda.lines import Printed
from meetings.agenda.models import Audience, Item
from meetings.agenda.queries import meeting_again
from meetings.minutes import changes
from meetings.minutes.coming import coming_of
from meetings.minutes.letters import letters_about_minutes, letters_to_chair
from meetings.minutes.models import (
    Amendment,
    EarlierMinutes,
    Edition,
    Minutes,
    MinutesPublication,
    Passage,
    Remark,
    address_of_all_minutes,
)
from meetings.minutes.permissions import require_checker, require_of, require_remarker
from meetings.minutes.queries import (
    Draft,
    draft_of,
    editions_of,
    is_as_approved,
    is_for_members,
    publication_standing,
    remarks_of,
    was_quorate,
)
from meetings.minutes.rules import (
    Stage,
    may_amend,
    may_answer_remark,
    may_approve,
    may_bring_earlier,
    may_check,
    may_circulate,
    may_publish,
    may_put_to_chair,
    may_remark,
    may_take_back,
    may_withdraw,
    may_write,
)
from meetings.schedule.models import Meeting, Sitting
from trustboard.acts.act import act
from trustboard.acts.by import By
from trustboard.acts.changes import ChangedMeanwhile, hold
from trustboard.acts.verdict import require
from trustboard.documents.uploads import Accepted
from trustboard.ledger.changes import record_act
from trustboard.mail.changes import queue_letter


@act
def write_passage(meeting: Meeting, item: Item | None, *, text: str, version: int, by: By) -> Passage:
    """Write at the item, or at the opening, in the version that was read: 0 where nothing stood there.

    The first word begins the minutes, which is of record; what is drafted is not. Raises ChangedMeanwhile where
    somebody else was quicker.
    """
    trust = meeting.body.trust
    require_officer(by, trust)
    require_of(meeting, item)

    minutes, is_new = changes.begin_minutes(meeting)
    is_opened = meeting.sittings.filter(opened_at__isnull=False).exists()
    require(may_write(Stage(minutes.stage), is_opened=is_opened))

    passage = changes.keep_passage(minutes, item, text=text, read=version, by=by.user, at=by.now)

    if is_new:
        record_act(by, chain=trust.chain, touched=[minutes])
    return passage


@act
def put_to_chair(meeting: Meeting, *, by: By) -> Minutes:
    """The draft is ready for the chair to read, who is told so by letter."""
    trust = meeting.body.trust
    require_officer(by, trust)

    minutes, _ = changes.begin_minutes(meeting)
    is_over = not meeting.sittings.filter(ended_at=None, cancelled_for="").exists()
    require(may_put_to_chair(Stage(minutes.stage), is_over=is_over))

    changes.move_on(minutes, Stage.WITH_CHAIR)
    for letter in letters_to_chair(meeting, timezone.localdate(by.now)):
        queue_letter(to=letter.to, subject=letter.subject, text=letter.text, now=by.now)

    record_act(by, chain=trust.chain, touched=[minutes])
    return minutes


@act
def take_back(meeting: Meeting, *, by: By) -> Minutes:
    """The minutes are a draft again, to be changed and put to the chair anew."""
    trust = meeting.body.trust
    require_officer(by, trust)

    minutes, _ = changes.begin_minutes(meeting)
    require(may_take_back(Stage(minutes.stage)))

    changes.move_on(minutes, Stage.DRAFT)

    record_act(by, chain=trust.chain, touched=[minutes])
    return minutes


@act
def check_minutes(meeting: Meeting, *, read: str, by: By) -> Minutes:
    """The chair has read the minutes as they stand, and has nothing more to say on them; the officer may enter it.

    Raises ChangedMeanwhile where they are no longer what was read.
    """
    trust = meeting.body.trust
    require_checker(by, meeting, timezone.localdate(by.now))

    minutes, _ = changes.begin_minutes(meeting)
    draft = _unchanged(meeting, read)
    require(may_check(Stage(minutes.stage), open_remarks=len(draft.unanswered)))

    changes.move_on(minutes, Stage.CHECKED, checked=draft.state)

    record_act(by, chain=trust.chain, touched=[minutes])
    return minutes


@act
def circulate_minutes(meeting: Meeting, *, printed: Printed, by: By) -> Minutes:
    """Send the minutes to the members: a copy for each audience of theirs, and letters that say where it is.

    Their approval, and matters arising, come to the next agenda by themselves. Raises ChangedMeanwhile where they
    changed since they were printed.
    """
    trust = meeting.body.trust
    require_officer(by, trust)

    minutes, _ = changes.begin_minutes(meeting)
    draft = _unchanged(meeting, printed.key)
    require(may_circulate(Stage(minutes.stage), is_as_checked=draft.state == minutes.checked))

    made = changes.keep_edition(
        minutes, copies=printed.copies, content=draft.content, state=draft.state, by=by.user, at=by.now
    )
    changes.move_on(minutes, Stage.CIRCULATED)
    coming = coming_of(draft, timezone.localdate(by.now))
    brought = [row for waiting in coming for row in bring(meeting.body, now=by.now, **waiting)]
    for letter in letters_about_minutes(meeting):
        queue_letter(to=letter.to, subject=letter.subject, text=letter.text, now=by.now)

    record_act(by, chain=trust.chain, touched=[minutes, *made, *brought])
    return minutes


@act
def remark(meeting: Meeting, *, item: Item | None, text: str, by: By) -> Remark:
    """The chair comments on the draft; a member proposes a correction to what was circulated."""
    trust = meeting.body.trust
    reader = require_remarker(by, meeting, timezone.localdate(by.now))
    require_of(meeting, item, reader.audience)

    minutes, _ = changes.begin_minutes(meeting)
    stage = Stage(minutes.stage)
    require(may_remark(stage, text=text, is_chair=reader.is_chair, is_member=True))

    said = changes.keep_remark(
        minutes,
        item=item,
        text=text.strip(),
        from_chair=reader.is_chair and stage is Stage.WITH_CHAIR,
        by=by.user,
        at=by.now,
    )

    record_act(by, chain=trust.chain, touched=[minutes, said])
    return said


@act
def answer_remark(remark: Remark, *, is_accepted: bool, words: str, by: By) -> Remark:
    """The officer has dealt with a comment or a correction, or declines it for a reason."""
    meeting = remark.minutes.meeting
    trust = meeting.body.trust
    require_officer(by, trust)

    minutes, _ = changes.begin_minutes(meeting)
    stands = next(each for each in remarks_of(minutes) if each.pk == remark.pk)
    is_answered = hasattr(stands, "answered")
    require(may_answer_remark(Stage(minutes.stage), is_answered=is_answered, is_accepted=is_accepted, words=words))

    made = changes.keep_answer(remark, is_accepted=is_accepted, words=words.strip(), by=by.user, at=by.now)

    record_act(by, chain=trust.chain, touched=[minutes, made])
    return remark


@act
def approve_minutes(meeting: Meeting, *, sitting: Sitting, printed: Printed, by: By) -> Minutes:
    """A later sitting has approved the minutes as a correct record: from now on their text never changes.

    Raises ChangedMeanwhile where they changed since they were printed.
    """
    trust = meeting.body.trust
    require_officer(by, trust)
    require_within(trust, sitting.meeting)

    minutes, _ = changes.begin_minutes(meeting)
    draft = _unchanged(meeting, printed.key)
    is_opened = sitting.opened_at is not None
    require(
        may_approve(
            Stage(minutes.stage),
            is_same_body=sitting.meeting.body_id == meeting.body_id,
            is_later=_is_later(sitting, meeting),
            is_opened=is_opened,
            was_quorate=is_opened and was_quorate(sitting),
            open_remarks=len(draft.unanswered),
        )
    )

    made = changes.keep_edition(
        minutes,
        copies=printed.copies,
        approved_at=sitting,
        content=draft.content,
        state=draft.state,
        by=by.user,
        at=by.now,
    )
    changes.move_on(minutes, Stage.APPROVED)

    record_act(by, chain=trust.chain, touched=[minutes, *made])
    return minutes


@act
def publish_minutes(meeting: Meeting, *, read: str, by: By) -> Minutes:
    """Everyone reads the minutes as they were approved, their public copy. Refused where the text is another one.

    `read` is the state of what the page showed.
    """
    trust = meeting.body.trust
    require_officer(by, trust)

    minutes, _ = changes.begin_minutes(meeting)
    approved = editions_of(minutes).get(True)
    require(
        may_publish(
            Stage(minutes.stage),
            is_for_members=is_for_members(meeting_again(meeting)),
            stands=approved is not None and publication_standing(approved) is not None,
            is_as_approved=approved is not None and is_as_approved(approved, read),
        )
    )

    made = changes.publish_edition(_there(approved), by=by.user, at=by.now)

    record_act(by, chain=trust.chain, touched=[minutes, made])
    return minutes


@act
def withdraw_minutes(publication: MinutesPublication, *, reason: str, by: By) -> Minutes:
    """The public reads the published minutes no longer, at once, but why."""
    minutes = publication.edition.minutes
    trust = minutes.meeting.body.trust
    require_officer(by, trust)

    hold(minutes)
    again = MinutesPublication.objects.select_related("withdrawal").get(pk=publication.pk)
    require(may_withdraw(stands=not hasattr(again, "withdrawal"), reason=reason))

    made = changes.withdraw_edition(publication, reason=reason.strip(), by=by.user, at=by.now)

    record_act(by, chain=trust.chain, touched=[minutes, made])
    return minutes


@act
def amend_minutes(meeting: Meeting, *, item: Item | None, text: str, sitting: Sitting, by: By) -> Minutes:
    """A later sitting has put approved minutes right: a record beside the text, which stays as it is."""
    trust = meeting.body.trust
    require_officer(by, trust)
    require_within(trust, sitting.meeting)
    require_of(meeting, item)

    minutes, _ = changes.begin_minutes(meeting)
    require(
        may_amend(
            Stage(minutes.stage),
            text=text,
            is_same_body=sitting.meeting.body_id == meeting.body_id,
            is_later=_is_later(sitting, meeting),
            is_opened=sitting.opened_at is not None,
        )
    )

    made: Amendment = changes.keep_amendment(
        _there(editions_of(minutes).get(True)),
        item=item,
        audience=item.audience if item else Audience.PUBLIC.value,
        text=text.strip(),
        agreed_at=sitting,
        by=by.user,
        at=by.now,
    )

    record_act(by, chain=trust.chain, touched=[minutes, made])
    return minutes


@act
def bring_earlier_minutes(
    body: Body, *, held_on: date, title: str, audience: Audience, is_approved: bool, file: Accepted, by: By
) -> EarlierMinutes:
    """Bring in minutes from before Trustboard: a PDF that was checked and is on the disk already."""
    require_officer(by, body.trust)

    require(
        may_bring_earlier(
            is_past=held_on < timezone.localdate(by.now),
            is_public=audience == Audience.PUBLIC,
            is_approved=is_approved,
        )
    )

    earlier = changes.keep_earlier_minutes(
        body,
        day=held_on,
        title=title.strip(),
        audience=audience,
        is_approved=is_approved,
        sha256=file.sha256,
        size=file.size,
        by=by.user,
        at=by.now,
    )

    record_act(by, chain=body.trust.chain, touched=[earlier])
    return earlier


@act
def withdraw_earlier_minutes(earlier: EarlierMinutes, *, reason: str, by: By) -> str:
    """Nobody but the officer may read those minutes any longer, at once."""
    trust = earlier.body.trust
    require_officer(by, trust)

    hold(earlier)
    earlier.refresh_from_db(fields=["withdrawn"])
    require(may_withdraw(stands=not earlier.withdrawn, reason=reason))

    changes.close_earlier_minutes(earlier, reason.strip())

    record_act(by, chain=trust.chain, touched=[earlier])
    return address_of_all_minutes(earlier.body)


def _unchanged(meeting: Meeting, read: str) -> Draft:
    """The minutes as they stand now, where that is what was read. Raises ChangedMeanwhile else."""
    draft = draft_of(meeting_again(meeting))
    if not draft.is_opened or draft.state != read:
        raise ChangedMeanwhile
    return draft


def _is_later(sitting: Sitting, meeting: Meeting) -> bool:
    return sitting.meeting_id != meeting.pk and sitting.starts_at > meeting.sitting.starts_at


def _there(edition: Edition | None) -> Edition:
    if edition is None:
        raise ChangedMeanwhile
    return edition
