"""The sittings in session that are somebody's: the ways to their own pages, and what awaits a ruling."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime

from django.urls import reverse
from django.utils import timezone

from governance.constitution.rulebook import posts_held
from governance.membership.models import Person
from meetings.attendance.frozen import Frozen, thaw
from meetings.attendance.models import Happening
from meetings.declarations.queries import declarations_of
from meetings.home.facts import Facts, args_of, on_its_day
from meetings.home.tasks import Task, counted
from meetings.schedule.models import Sitting
from meetings.session.permissions import presiders_of, sitter_of
from trustboard.accounts.models import User
from trustboard.acts.days import told


@dataclass(frozen=True, slots=True)
class InSession:
    """A sitting in session, and the addresses of one's own pages of it, each with its words. `since` says when it was
    opened: the time, and the day where that is not today.
    """

    sitting: Sitting
    since: str
    ways: tuple[tuple[str, str], ...]
    trust: str = ""


class Attending:
    """Somebody of the trust, and the sittings in session with which they have to do.

    Asked of the sitting as its own pages ask: some fifteen queries for each, and people sit in one at a time.
    """

    def __init__(self, facts: Facts, person: Person, user: User, sittings: list[Sitting]) -> None:
        self.facts, self.person, self.user = facts, person, user
        named = set(Happening.objects.filter(sitting__in=sittings, person=person).values_list("sitting_id", flat=True))
        frozen = [(sitting, thaw(sitting.frozen)) for sitting in sittings]
        theirs = [(sitting, rules) for sitting, rules in frozen if sitting.pk in named or self._is_in(sitting, rules)]
        self.chairs = [(sitting, rules) for sitting, rules in theirs if person.key in presiders_of(sitting)]
        self.sittings = [sitting for sitting, _ in theirs]

    def ways(self, sitting: Sitting) -> Iterator[tuple[str, str]]:
        """The chair's page where they preside or may, and their seat."""
        if sitting in [chaired for chaired, _ in self.chairs]:
            yield _address(sitting, "chair"), "Chair"
        if sitting in self.sittings and sitter_of(self.user, sitting):
            yield _address(sitting, "own_seat"), "My seat"

    def rulings_awaited(self) -> Iterator[Task]:
        """The declarations on which they may rule: those of others that still need it."""
        for sitting, frozen in self.chairs:
            awaiting = declarations_of(sitting.meeting, frozen.rules.interests).awaiting
            others = [each for each in awaiting if each.person_id != self.person.pk]
            if others:
                yield self.facts.task(
                    f"Rule on {counted(len(others), 'declared interest')}",
                    f"{on_its_day(sitting)}.",
                    _address(sitting, "chair"),
                    self.facts.today,
                )

    def _is_in(self, sitting: Sitting, frozen: Frozen) -> bool:
        """Whether they hold a seat, a deputyship or an office, at the opening or by what is recorded since."""
        places = self.facts.places(sitting)
        keys = {person.key for place in places for person in (place.holder, place.deputy) if person}
        keys |= {seat.holder for seat in frozen.meeting.seats if seat.holder}
        posts = [*frozen.meeting.offices.values(), *posts_held(self.facts.table, sitting.day).values()]
        return self.person.key in keys | {post for post in posts if post}


def in_session(
    sittings: Iterable[Sitting], *, today: date, is_officer: bool, attending: Attending | None
) -> Iterator[InSession]:
    """Those of the sittings that are somebody's: the desk for the officer, and their own pages."""
    for sitting in sittings:
        ways = [(_address(sitting, "desk"), "Desk")] if is_officer else []
        ways += attending.ways(sitting) if attending else []
        if ways:
            ways.append((sitting.get_absolute_url(), "The meeting"))
            yield InSession(sitting, since_when(sitting.opened_at or sitting.starts_at, today), tuple(ways))


def since_when(moment: datetime, today: date) -> str:
    """The time, and the day where that is another: "14:02", "14:02 on 1 May 2008"."""
    local = timezone.localtime(moment)
    return f"{local:%H:%M}" if local.date() == today else f"{local:%H:%M} on {told(local.date())}"


def _address(sitting: Sitting, name: str) -> str:
    return reverse(name, args=[*args_of(sitting), sitting.number])
