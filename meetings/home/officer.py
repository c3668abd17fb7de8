"""What needs the development officer of a trust: before its meetings, and after those that nobody recorded."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import timedelta

from django.db.models import Exists, OuterRef, QuerySet
from django.urls import reverse
from django.utils import timezone

from governance.constitution.core.calendar import Calendar, Course, year_with
from governance.constitution.core.constitution import Part
from governance.constitution.core.settings import What
from governance.constitution.core.working_days import ONE_DAY, months_after
from governance.constitution.english.phrasing import capital
from governance.constitution.english.wording import with_the
from governance.structure.models import Body, Kind, Standing
from meetings.decisions.models import Referral
from meetings.decisions.queries import overdue_referrals
from meetings.home.facts import Facts, args_of, meets, on_its_day, on_its_first_day
from meetings.home.tasks import Task, counted
from meetings.minutes.models import Minutes, Stage
from meetings.minutes.queries import minutes_with_remarks
from meetings.schedule.models import Sitting
from meetings.schedule.queries import WHOLE_YEAR, year_called
from trustboard.accounts.models import Invitation, User
from trustboard.acts.days import told
from trustboard.mail.models import Letter, LetterState

AHEAD = timedelta(weeks=4)
"""How long before its day a task of the officer is shown."""
YEAR_AHEAD = timedelta(weeks=8)
"""How long before a body's year begins its meetings are asked for."""
OVERRUN = timedelta(hours=3)
"""How long after its appointed end a sitting is taken to have been left open."""

TO_SETTLE = "Have whoever presided confirm it, or have it taken again."
MOST_NAMED = 3
"""How many seats that have not answered are named; of more the number says enough."""


def tasks_of_officer(facts: Facts, in_session: Iterable[Sitting]) -> Iterator[Task]:
    """What the trust's officer has to do; six queries for letters, remarks and ratifications, besides those of the
    facts.
    """
    asked = set()
    for sitting in facts.unopened:
        if sitting.day <= facts.today:
            yield _to_open(facts, sitting)
        if sitting.starts_at > facts.now:
            yield from _before(facts, sitting)
        if sitting in facts.to_come and sitting.meeting.body_id not in asked:
            asked.add(sitting.meeting.body_id)
            yield from _answers_missing(facts, sitting)
    yield from (_to_close(facts, sitting) for sitting in in_session if sitting.ends_at + OVERRUN < facts.now)
    for body in facts.rulebook.bodies.values():
        yield from _year_to_agree(facts, body)
    yield from _letters_that_failed(facts)
    yield from (facts.doubt(each, TO_SETTLE) for each in facts.in_question)
    yield from (_remarks_to_answer(facts, minutes) for minutes in minutes_with_remarks(facts.trust))
    yield from (_ratification_overdue(facts, referral) for referral in overdue_referrals(facts.trust, facts.today))


def _ratification_overdue(facts: Facts, referral: Referral) -> Task:
    return facts.task(
        f"Ask {with_the(referral.ratifier) if referral.body_id else referral.ratifier} for its ratification",
        f"{referral.decision.item.title}, decided on {told(timezone.localdate(referral.decision.at))}.",
        f"{referral.decision.get_absolute_url()}#ratification",
        referral.due,
    )


def _remarks_to_answer(facts: Facts, minutes: Minutes) -> Task:
    is_draft = minutes.stage != Stage.CIRCULATED
    return facts.task(
        f"{'Comments' if is_draft else 'Corrections'} wait for an answer",
        f"On the {'draft ' if is_draft else ''}minutes of {on_its_first_day(minutes.meeting)}.",
        f"{minutes.get_absolute_url()}#remarks",
    )


def _before(facts: Facts, sitting: Sitting) -> Iterator[Task]:
    """Notice to give and agenda to publish, each once its last day is near, or the meeting where there is none."""
    when = f"{capital(meets(sitting))}."
    if sitting.meeting.told_at is None:
        due = facts.last_day(sitting, What.NOTICE)
        yield from _near(
            facts,
            facts.task(
                f"Give notice of {on_its_day(sitting)}{f', by {told(due)}' if due else ''}",
                when,
                reverse("give_notice", args=args_of(sitting)),
                due or sitting.day,
            ),
        )
    if sitting.number == 1 and facts.published(sitting) is None:
        due = facts.last_day(sitting, What.AGENDA, What.PAPERS)
        yield from _near(
            facts,
            facts.task(
                f"Publish the agenda of {on_its_day(sitting)}{f', by {told(due)}' if due else ''}",
                when,
                reverse("agenda", args=args_of(sitting)),
                due or sitting.day,
            ),
        )


def _near(facts: Facts, task: Task) -> Iterator[Task]:
    if task.day is not None and task.day - facts.today <= AHEAD:
        yield task


def _answers_missing(facts: Facts, sitting: Sitting) -> Iterator[Task]:
    """Of the next sitting of a body, once notice of it was given."""
    if sitting.meeting.told_at is None or sitting.starts_at <= facts.now:
        return
    held = [place for place in facts.places(sitting) if place.holder]
    missing = [place for place in held if not facts.answer(sitting, place)]
    if missing:
        named = f" Missing: {', '.join(place.seat.title for place in missing)}." if len(missing) <= MOST_NAMED else ""
        yield from _near(
            facts,
            facts.task(
                f"{len(missing)} of {counted(len(held), 'seat')} {'has' if len(missing) == 1 else 'have'} not answered "
                f"for {on_its_day(sitting)}",
                f"{meets(sitting)}.{named}",
                f"{sitting.get_absolute_url()}#answers",
                sitting.day,
            ),
        )


def _to_open(facts: Facts, sitting: Sitting) -> Task:
    """A sitting of today, or of a past day that was never opened; its meeting was not cancelled."""
    desk = reverse("desk", args=[*args_of(sitting), sitting.number])
    if sitting.day == facts.today:
        return facts.task(f"Open {on_its_day(sitting)}", f"{meets(sitting)}.", desk, sitting.day)
    return facts.task(
        f"Record {on_its_day(sitting)}, or {'cancel' if sitting.number == 1 else 'move'} it",
        f"{meets(sitting)}. It was never opened; at its desk it is opened as of that day.",
        desk,
        sitting.day,
    )


def _to_close(facts: Facts, sitting: Sitting) -> Task:
    ends = timezone.localtime(sitting.ends_at)
    return facts.task(
        f"Close {on_its_day(sitting)}",
        f"It is open still, and was to end at {ends:%H:%M}.",
        reverse("desk", args=[*args_of(sitting), sitting.number]),
        sitting.day,
    )


def _year_to_agree(facts: Facts, body: Body) -> Iterator[Task]:
    """The body's next year, where its calendar asks for meetings, none is planned and the year begins soon."""
    today = facts.today
    if body.kind == Kind.OUTSIDE or body.standing != Standing.IN_FORCE or body.starts > today:
        return
    rules = facts.rules(body, today)
    first = months_after(year_with(rules.calendar, today), WHOLE_YEAR)
    is_there = body.ends is None or body.ends > first
    if Part.CALENDAR not in rules.written or not _asks_meetings(rules.calendar) or not is_there:
        return
    is_planned = any(sitting.meeting.body_id == body.pk and sitting.day >= first for sitting in facts.unopened)
    if first - today <= YEAR_AHEAD and not is_planned:
        yield facts.task(
            f"Agree the meetings of {with_the(body.name)} for {year_called(first)}",
            f"None is planned yet, and its year begins on {told(first)}.",
            f"{reverse('agree_dates', args=[facts.trust.slug, body.key])}?year={first.isoformat()}",
            first - ONE_DAY,
        )


def _asks_meetings(calendar: Calendar) -> bool:
    return bool(calendar.kinds) or calendar.course != Course()


def _letters_that_failed(facts: Facts) -> Iterator[Task]:
    """Invitations that did not leave, and news of a meeting to come for an address that is still somebody's."""
    failed = Letter.objects.exclude(state=LetterState.SENT).exclude(failure="")
    for invitation in _open_invitations(failed):
        if invitation.held_on.chain == facts.trust.chain and invitation.letter:
            yield facts.task(
                f"The invitation to {invitation.email} could not be sent",
                invitation.letter.trouble,
                invitation.held_on.get_access_url(),
            )
    later = Letter.objects.filter(to=OuterRef("to"), state=LetterState.SENT, queued_at__gt=OuterRef("queued_at"))
    known = User.objects.filter(email=OuterRef("to"), is_active=True)
    news = list(failed.exclude(calendar="").filter(~Exists(later), Exists(known)))
    for sitting in facts.to_come:
        about = [letter for letter in news if str(sitting.pk) in letter.calendar]
        if about:
            yield facts.task(
                f"{counted(len(about), 'letter')} about {on_its_day(sitting)} could not be sent",
                " ".join(f"{letter.to}: {letter.trouble}" for letter in about),
                sitting.get_absolute_url(),
                sitting.day,
            )


def _open_invitations(failed: QuerySet[Letter]) -> QuerySet[Invitation]:
    found = Invitation.objects.filter(letter__in=failed, accepted_at=None, withdrawn_at=None)
    return found.select_related("letter", "address").prefetch_related("object")
