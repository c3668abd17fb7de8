"""What needs a member of the trust: somebody who holds a seat, or is named deputy of one."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from datetime import date, timedelta
from uuid import UUID

from django.db.models import Min
from django.urls import reverse
from django.utils import timezone
from django.utils.text import Truncator

from governance.agreements.queries import to_sign_of
from governance.constitution.core.settings import What
from governance.constitution.english.phrasing import capital
from governance.constitution.english.wording import with_the
from governance.interests.models import address_of_interests
from governance.interests.queries import confirmation_due
from governance.membership.models import Person
from governance.membership.queries import Place
from governance.membership.rules import Span
from meetings.actions.queries import open_actions_of
from meetings.agenda.models import Audience, Item
from meetings.attendance.models import Choice
from meetings.decisions.models import Decision
from meetings.declarations.models import Declaration
from meetings.declarations.queries import Proposed, is_answered
from meetings.home.facts import Facts, args_of, meets, on_its_day, on_its_first_day
from meetings.home.tasks import Task, counted
from meetings.minutes.permissions import chairs_of
from meetings.minutes.queries import minutes_with_chair
from meetings.schedule.models import Sitting
from trustboard.acts.days import told

DUE_SOON = timedelta(weeks=4)
"""How long before its day an action is shown to its owner."""
MOST_WORDS = 20
TO_CONFIRM = "You presided: confirm it, or ask for it to be taken again."


class Member:
    """Somebody of the trust, with the sittings to come at which they sit, and there the seats they hold or deputise."""

    def __init__(self, facts: Facts, person: Person) -> None:
        self.facts, self.person = facts, person
        sits = [(sitting, self._seats_at(sitting)) for sitting in facts.to_come]
        self.sits = [(sitting, seats) for sitting, seats in sits if seats]

    def tasks(self) -> Iterator[Task]:
        """What they have to do; five queries for their interests, one for actions, two for minutes and one for
        agreements, besides those of the facts and of each agreement.
        """
        for sitting, seats in self.sits:
            yield from self._answers_missing(sitting, seats)
            yield from self._agenda_to_read(sitting)
        yield from self._interests_proposed()
        yield from self._interests_to_confirm()
        yield from self._agreements_to_sign()
        yield from self._actions_due()
        yield from self._minutes_to_check()
        yield from (self.facts.doubt(each, TO_CONFIRM) for each in self.facts.in_question if self._confirms(each))

    def meetings(self) -> Iterator[Task]:
        """The next sitting of each body where they sit, and each to which they come for somebody else."""
        seen = set()
        for sitting, seats in self.sits:
            comes_for = [place for place in seats if self._comes_for(sitting, place)]
            if comes_for or sitting.meeting.body_id not in seen:
                yield self._to_come(sitting, seats, comes_for)
            seen.add(sitting.meeting.body_id)

    def _agreements_to_sign(self) -> Iterator[Task]:
        """Editions that are signed now, once for each place of theirs, until they sign or decline."""
        for each in to_sign_of(self.person, self.facts.table, self.facts.today):
            if not each.has_declined:
                agreement, edition = each.edition.agreement, each.edition
                yield self.facts.task(
                    f"Read and sign: {agreement.name}",
                    f"Edition {edition.number}, in force from {told(edition.effective)}. For {each.place.title}.",
                    reverse("sign_agreement", args=[agreement.trust.slug, agreement.key, each.place.key]),
                )

    def _actions_due(self) -> Iterator[Task]:
        """Open actions of theirs, and of the agency for which they hold a seat, once their day is near."""
        facts = self.facts
        for action in open_actions_of(self.person, facts.table, facts.today, until=facts.today + DUE_SOON):
            whose = "" if action.person_id else f" It is {action.owner}'s."
            yield facts.task(
                Truncator(action.text).words(MOST_WORDS),
                f"An action of {with_the(action.body.name)}.{whose}",
                action.get_absolute_url(),
                action.until,
            )

    def _minutes_to_check(self) -> Iterator[Task]:
        """Drafts that were put to them as chair."""
        for minutes in minutes_with_chair(self.facts.trust):
            if self.person in chairs_of(minutes.meeting, self.facts.today, self.facts.table):
                words = f"Check the draft minutes of {on_its_first_day(minutes.meeting)}"
                yield self.facts.task(words, "They are circulated once you have.", minutes.get_absolute_url())

    def _confirms(self, decision: Decision) -> bool:
        """Whether they presided, and may still read it."""
        body, table, today = decision.sitting.meeting.body, self.facts.table, self.facts.today
        belongs = any(self.person in (place.holder, place.deputy) for place in table.places(body, today)) or any(
            post.holder == self.person for post in table.posts(body, today)
        )
        return decision.presided == self.person and (belongs or decision.item.audience == Audience.PUBLIC)

    def _seats_at(self, sitting: Sitting) -> list[Place]:
        return [place for place in self.facts.places(sitting) if self.person in (place.holder, place.deputy)]

    def _comes_for(self, sitting: Sitting, place: Place) -> bool:
        answer = self.facts.answer(sitting, place)
        return place.deputy == self.person and answer is not None and answer.choice == Choice.DEPUTY

    def _answers_missing(self, sitting: Sitting, seats: list[Place]) -> Iterator[Task]:
        if sitting.meeting.told_at is None or sitting.starts_at <= self.facts.now:
            return
        missing = [each for each in seats if each.holder == self.person and not self.facts.answer(sitting, each)]
        for place in missing:
            by = self.facts.last_day(sitting, What.DEPUTY)
            yield self.facts.task(
                f"Say whether you come to {on_its_day(sitting)}{f', by {told(by)}' if by else ''}",
                f"{meets(sitting)}. For your seat {place.seat.title}.",
                reverse("answer_for_seat", args=[*args_of(sitting), place.seat.key]),
                by or sitting.day,
            )

    def _agenda_to_read(self, sitting: Sitting) -> Iterator[Task]:
        if published := self.facts.published(sitting):
            papers = f": {counted(published.papers, 'paper')}" if published.papers else ""
            yield self.facts.task(
                f"Read the agenda of {on_its_day(sitting)}{papers}",
                f"{meets(sitting)}.",
                reverse("agenda", args=args_of(sitting)),
                sitting.day,
            )

    def _to_come(self, sitting: Sitting, seats: list[Place], comes_for: list[Place]) -> Task:
        whom = " and ".join(f"{each.holder} ({each.seat.title})" for each in comes_for)
        words = f"You come for {whom} to {on_its_day(sitting)}" if whom else on_its_day(sitting)
        said = [self._said(sitting, place) for place in seats if place not in comes_for]
        detail = " ".join([f"{meets(sitting)}.", *filter(None, said)])
        return self.facts.task(capital(words), detail, sitting.get_absolute_url(), sitting.day)

    def _said(self, sitting: Sitting, place: Place) -> str:
        """What they said for a seat of theirs, or that they deputise on it."""
        if place.holder != self.person:
            return f"You are named deputy for {place.seat.title}."
        answer = self.facts.answer(sitting, place)
        return f"Your answer: {Choice(answer.choice).label.lower()}." if answer else ""

    def _interests_to_confirm(self) -> Iterator[Task]:
        facts = self.facts
        due = confirmation_due(self.person, facts.table, facts.rulebook, facts.today)
        if due and due.is_due(facts.today):
            last = f"You last did on {told(due.last)}." if due.last else "You have not done so yet."
            words = "Confirm your interests in the register"
            yield facts.task(words, last, address_of_interests(self.person), due.by)

    def _interests_proposed(self) -> Iterator[Task]:
        """Items that stand published and concern an agency in which they have an interest, not answered yet; one that
        was changed since is a number.

        For every meeting at once what `declarations.queries.proposed_to` says of one.
        """
        sittings = {sitting.meeting_id: sitting for sitting, _ in self.sits if self.facts.published(sitting)}
        interests = [each for each in self.person.interests.select_related("agency", "person") if each.agency]
        if not (sittings and interests):
            return
        first, answers = self._first_days(list(sittings)), defaultdict[UUID, list[Declaration]](list)
        for row in Declaration.objects.filter(meeting__in=sittings, person=self.person):
            answers[row.meeting_id].append(row)
        for item in Item.objects.filter(meeting__in=sittings, withdrawn="").exclude(bidders=[]):
            sitting, day = sittings[item.meeting_id], first[item.meeting_id]
            concerned = {
                each.agency.name
                for each in interests
                if each.agency
                and each.agency.key in item.bidders
                and Span(each.starts, each.ends).has(day)
                and not is_answered(Proposed(item, each), answers[item.meeting_id])
            }
            published = self.facts.published(sitting)
            version = published.versions.get(str(item.pk)) if published else None
            if concerned and version is not None:
                title = f", {item.title}" if item.version == version else ""
                yield self._interest_proposed(sitting, f"item {item.position}{title}", sorted(concerned))

    def _interest_proposed(self, sitting: Sitting, item: str, agencies: list[str]) -> Task:
        return self.facts.task(
            f"Say whether you have an interest in {item}",
            f"{capital(on_its_day(sitting))}. The register says that you have one in {' and '.join(agencies)}.",
            reverse("interests_at", args=args_of(sitting)),
            self.facts.last_day(sitting, What.DECLARATION) or sitting.day,
        )

    def _first_days(self, meetings: list[UUID]) -> dict[UUID, date]:
        """The day of the first sitting of each: that is when the meeting is held, by its rules."""
        rows = Sitting.objects.filter(meeting__in=meetings).values("meeting").order_by("meeting")
        starts = rows.annotate(first=Min("starts_at")).values_list("meeting", "first")
        return {meeting: timezone.localdate(at) for meeting, at in starts}
