"""What pages and acts read of constitutions: every version of every body of a trust in two queries, asked by the day.

And the roll: the seats of a body with their holders on a day, as the rules see them.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any
from uuid import UUID

from governance.constitution.core.bank_holidays import Nation, closed_days
from governance.constitution.core.constitution import Part, Rules
from governance.constitution.core.meeting import Meeting, OtherBody, Post, Seat
from governance.constitution.core.scalars import Refused
from governance.constitution.core.working_days import Closed
from governance.constitution.english.wording import Names
from governance.constitution.models import Clause, Constitution
from governance.constitution.simulating import Stage
from governance.constitution.writing.inheritance import bodies_asked, may_stand, rules_of
from governance.constitution.writing.parse import Known
from governance.constitution.writing.parse_constitution import Words, parse_inheritance, parse_rules, plain_rules
from governance.membership.models import Seat as SeatRow
from governance.membership.queries import Table
from governance.structure.models import Agency, Body, Sector, Trust
from trustboard.acts.verdict import RuleBroken, refused, require


@dataclass(frozen=True)
class Rulebook:
    """Every constitution of a trust. `versions` are by the body's key, the earliest first."""

    trust: Trust
    bodies: Mapping[str, Body]
    versions: Mapping[str, list[Constitution]]

    def version(self, body: str, day: date) -> Constitution | None:
        """The version of the body's constitution that is in force on the day."""
        begun = [version for version in self.versions.get(body, []) if version.starts <= day]
        return begun[-1] if begun else None

    def latest(self, body: str) -> Constitution | None:
        """The last version of the body's constitution, whether it has begun or not."""
        return self.versions[body][-1] if self.versions.get(body) else None

    def edits(self, body: str) -> int:
        """How often the body's constitution has been edited: by this a page knows that it still shows the last word."""
        return sum(version.version for version in self.versions.get(body, []))

    def writings(self, day: date) -> dict[str, Mapping[str, Any]]:
        """By body, what its constitution says on the day."""
        found = {body: self.version(body, day) for body in self.versions}
        return {body: version.written for body, version in found.items() if version}

    def rules(self, body: str, day: date) -> Rules:
        """The rules of the body on the day, with what it takes over from others."""
        return rules_of(body, self.writings(day))

    def turns(self, body: str) -> list[date]:
        """The days on which the rules of the body change, its own or those it takes over, the earliest first."""
        own = {version.starts for version in self.versions.get(body, [])}
        taken = {each["of"] for version in self.versions.get(body, []) for each in version.written.get("inherits", [])}
        first = min(own, default=date.max)
        others = {day for other in taken for day in self.turns(other) if other != body and day > first}
        return sorted(own | others)

    @cached_property
    def clauses_run(self) -> dict[str, list[tuple[str, Part]]]:
        """By the number of a clause, the bodies and parts that name it in any version."""
        found: dict[str, list[tuple[str, Part]]] = defaultdict(list)
        for body, versions in self.versions.items():
            for version in versions:
                rules = self.rules(body, version.starts)
                for part in Part:
                    for clause in rules.clauses_of(part) if part in rules.written else ():
                        if (body, part) not in found[clause]:
                            found[clause].append((body, part))
        return dict(found)


def rulebook_of(trust: Trust) -> Rulebook:
    """Every constitution of the trust; two queries."""
    bodies = {body.key: body for body in Body.objects.filter(trust=trust)}
    for body in bodies.values():
        body.trust = trust
    versions: dict[str, list[Constitution]] = {key: [] for key in bodies}
    keys = {body.pk: key for key, body in bodies.items()}
    for version in Constitution.objects.filter(body__trust=trust).order_by("starts"):
        versions[keys[version.body_id]].append(version)
    return Rulebook(trust=trust, bodies=bodies, versions=versions)


def require_rules(rulebook: Rulebook, body: Body, whole: Mapping[str, Any], starts: date) -> dict[str, Any]:
    """The constitution as it is kept, once it has been read and may stand from that day on. Raises RuleBroken else."""
    try:
        words = words_of(body)
        rules = parse_rules(whole, words)
        inheritance = parse_inheritance(whole.get("inherits", []), "inherits", words.known, own=())
    except Refused as wrong:
        raise RuleBroken(refused(f"{wrong}.")) from wrong
    kept = plain_rules(rules, inheritance)
    require(may_stand(body.key, {**rulebook.writings(starts), body.key: kept}))
    return kept


def words_of(body: Body) -> Words:
    """The names that the constitution of a body may use, besides its own lists; four queries."""
    trust = body.trust
    seats = list(body.seats.values_list("key", "tags"))
    return Words(
        Known(
            offices=tuple(body.offices),
            agencies=tuple(Agency.objects.filter(trust=trust).values_list("key", flat=True)),
            sectors=tuple(Sector.values),
            seats=tuple(key for key, _ in seats),
            tags=tuple(sorted({tag for _, tags in seats for tag in tags})),
            bodies={
                key: tuple(offices)
                for key, offices in Body.objects.filter(trust=trust).exclude(pk=body.pk).values_list("key", "offices")
            },
        ),
        clauses=tuple(Clause.objects.filter(trust=trust).values_list("key", flat=True)),
    )


def names_of(trust: Trust, body: Body | None = None) -> Names:
    """The names behind the keys that rules use; three queries.

    Seats have keys of their own in each body: those of the body whose rules are read go before all others.
    """
    return _names(
        body,
        seats=SeatRow.objects.filter(body__trust=trust).values_list("body_id", "key", "title"),
        agencies=Agency.objects.filter(trust=trust).values_list("key", "name"),
        bodies=Body.objects.filter(trust=trust).values_list("key", "name"),
    )


def names_in(table: Table, body: Body) -> Names:
    """The same where everybody of the trust is at hand; no query."""
    return _names(
        body,
        seats=[(seat.body_id, seat.key, seat.title) for seat in table.seats.values()],
        agencies=[(agency.key, agency.name) for agency in table.agencies.values()],
        bodies=[(each.key, each.name) for each in table.bodies.values()],
    )


def _names(
    body: Body | None,
    *,
    seats: Iterable[tuple[UUID, str, str]],
    agencies: Iterable[tuple[str, str]],
    bodies: Iterable[tuple[str, str]],
) -> Names:
    own = body.pk if body else None
    return Names(
        agencies=dict(agencies),
        sectors={sector.value: sector.label.lower() for sector in Sector},
        seats={key: title for _, key, title in sorted(seats, key=lambda seat: seat[0] == own)},
        bodies=dict(bodies),
    )


def roll_on(table: Table, body: Body, day: date) -> tuple[Seat, ...]:
    """The seats of the body that are there on the day, with their holders by their keys."""
    posts = posts_held(table, day)
    bodies = bodies_sat_on(table, day)
    found = []
    for place in table.places(body, day):
        holder = place.holder.key if place.holder else None
        found.append(
            Seat(
                key=place.seat.key,
                agency=place.seat.agency.key if place.seat.agency else "",
                sector=place.seat.agency.sector if place.seat.agency else "",
                tags=frozenset(place.seat.tags),
                votes=place.seat.votes,
                weight=place.seat.weight,
                holder=holder,
                offices=frozenset(post for post, person in posts.items() if person and person == holder),
                bodies=bodies.get(holder, frozenset()) if holder else frozenset(),
            )
        )
    return tuple(found)


def posts_held(table: Table, day: date) -> dict[Post, str | None]:
    """Every office of every body of the trust on the day, and whoever holds it; None where it is vacant."""
    keys = {seat.body_id: seat.body.key for seat in table.seats.values()}
    found: dict[Post, str | None] = {}
    for office in table.membership.offices:
        if office.body in keys:
            person = table.membership.tenure_of_office(office, day).person
            found[Post(keys[office.body], office.name)] = table.people[person].key if person else None
    return found


def bodies_sat_on(table: Table, day: date) -> dict[str, frozenset[str]]:
    """By person, the bodies on which they hold a seat on the day."""
    found: dict[str, set[str]] = defaultdict(set)
    for seat in table.seats.values():
        place = table.place(seat, day)
        if place.holder and place.sitting.seat.is_there(day):
            found[place.holder.key].add(seat.body.key)
    return {person: frozenset(bodies) for person, bodies in found.items()}


def empty_meeting(rulebook: Rulebook, table: Table, body: Body, day: date) -> Meeting:
    """A meeting of the body on the day to which nobody has come yet, with all that its rules may ask about."""
    posts = posts_held(table, day)
    rules = rulebook.rules(body.key, day)
    quorum = rules.quorum
    asked = [quorum.business, quorum.vote, *quorum.sitting.values()]
    asked += [each.requirement for each in quorum.decision.values()]
    others: dict[str, OtherBody] = {}
    waiting = [key for requirement in asked for key in bodies_asked(requirement)]
    while waiting:
        key = waiting.pop()
        if key in others:
            continue
        theirs = rulebook.rules(key, day)
        others[key] = OtherBody(
            requirement=theirs.quorum.business,
            seats=roll_on(table, rulebook.bodies[key], day),
            offices=posts,
            counting=theirs.counting.table,
        )
        waiting += bodies_asked(theirs.quorum.business)
    return Meeting(
        seats=roll_on(table, body, day), body=body.key, offices=posts, counting=rules.counting.table, others=others
    )


def stage_of(rulebook: Rulebook, table: Table, body: Body, day: date) -> Stage:
    """The body on the day, for trying who comes to a meeting of it; no queries."""
    places = table.places(body, day)
    return Stage(
        day=day,
        meeting=empty_meeting(rulebook, table, body, day),
        rules=rulebook.rules(body.key, day),
        offices=tuple(body.offices),
        deputies={place.seat.key: place.deputy.key for place in places if place.deputy},
        bodies=bodies_sat_on(table, day),
        titles={place.seat.key: place.seat.title for place in places},
    )


def closed_in(trust: Trust, first: date, last: date) -> Closed:
    """The bank holidays of the trust's nation and its own closed days, in the years from first to last; one query."""
    own = dict(trust.closed_days.values_list("day", "reason"))
    return closed_days(Nation(trust.nation), range(first.year, last.year + 1), own)
