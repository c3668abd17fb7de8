"""Constitutions in files, with meetings in short hand: "chair, member 3" is the chair and the first three members.

A roll is groups of seats: `member: {seats: 9, tag: lay}` are member-1 to member-9, each held by somebody of that name.
Each mention of a group within one case takes the next of it that nobody has taken; `vacant` takes them from the end.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML

from governance.constitution.core.constitution import Rules
from governance.constitution.core.language import How, Voice
from governance.constitution.core.meeting import Guest, Here, Meeting, OtherBody, Post, Seat
from governance.constitution.core.scalars import length_read
from governance.constitution.core.voting import Choice
from governance.constitution.writing.parse import Known, parse
from governance.constitution.writing.parse_constitution import Words, parse_rules

FOLDER = Path(__file__).parent / "constitutions"
BODY = "body"
IN = {
    "here": {},
    "remote": {"how": How.REMOTE},
    "deputies": {"by": Voice.DEPUTY},
    "staying": {"barred": True},
    "out": {"barred": True, "how": None},
    "cut-off": {"how": How.REMOTE, "cut_off": True},
    "for": {},
    "against": {},
    "abstain": {},
    "silent": {},
    "by": {},
}
"""How somebody is in a meeting, by the key under which they are named."""


@dataclass(frozen=True)
class File:
    """One constitution: its facts in our words, its data, and cases with what they come to."""

    path: Path

    @cached_property
    def written(self) -> dict[str, Any]:
        """The file; every scalar is a text, as in a trust file."""
        return YAML(typ="base", pure=True).load(self.path.read_text(encoding="utf-8"))

    @cached_property
    def known(self) -> Known:
        names = {key: value for key, value in self.written.get("known", {}).items() if key != "bodies"}
        bodies = self.written.get("known", {}).get("bodies", {})
        named = {group: seat for group, seat in self.roll.items() if "office" in seat}
        offices = {
            *names.pop("offices", []),
            *(office for seat in named.values() for office in several(seat["office"])),
        }
        return Known(
            offices=offices,
            agencies=self._words_of("agency"),
            sectors=self._words_of("sector"),
            seats=[seat.key for seat in self.seats()],
            tags=self._words_of("tag"),
            bodies=bodies,
            **names,
        )

    @cached_property
    def rules(self) -> Rules:
        return parse_rules(self.written["constitution"], Words(self.known))

    @cached_property
    def roll(self) -> Mapping[str, Mapping[str, Any]]:
        return {group: seat or {} for group, seat in self.written["roll"].items()}

    def cases(self, kind: str) -> list[Case]:
        """The cases of one kind: meetings, ballots, requests…"""
        return [
            Case(self, f"{self.path.stem}-{place + 1}", said) for place, said in enumerate(self.written.get(kind, []))
        ]

    def seats(self) -> Iterable[Seat]:
        for group, said in self.roll.items():
            for key in self.keys(group):
                yield Seat(
                    key,
                    agency=said.get("agency", ""),
                    sector=said.get("sector", ""),
                    tags=frozenset(several(said.get("tag", []))),
                    votes=said.get("votes", "yes") == "yes",
                    weight=int(said.get("weight", "1")),
                    holder=key,
                    offices=frozenset(Post(BODY, office) for office in several(said.get("office", []))),
                    bodies=frozenset(several(said.get("in", []))),
                )

    def keys(self, group: str) -> list[str]:
        number = self.roll[group].get("seats")
        return [f"{group}-{place + 1}" for place in range(int(number))] if number else [group]

    def _words_of(self, key: str) -> list[str]:
        own = self.written.get("known", {}).get(key, [])
        return [*dict.fromkeys([*own, *(word for seat in self.roll.values() for word in several(seat.get(key, [])))])]


@dataclass(frozen=True)
class Case:
    """One meeting, ballot or request of a file."""

    file: File
    name: str
    said: Mapping[str, Any]

    @cached_property
    def meeting(self) -> Meeting:
        """The meeting that the case tells of."""
        here = [person for person, _ in self._people]
        opening = self.said.get("opening")
        return Meeting(
            seats=self.seats,
            here=(*here, *(Here(f"guest-{n}", guest=Guest.INVITED) for n in range(int(self.said.get("guests", "0"))))),
            body=BODY,
            presiding=self.said.get("presiding"),
            offices=self._offices,
            sitting=self.said.get("sitting", "ordinary"),
            decision=self.said.get("decision", ""),
            public=self.said.get("public") == "yes",
            since_start=length_read(self.said.get("after", "0 minutes"), "after"),
            since_first=length_read(self.said.get("since-first", "0 minutes"), "since-first"),
            declared=frozenset(several(self.said.get("declared", []))),
            counting=self.file.rules.counting.table,
            opening=replace(self, said={"here": opening}).meeting if opening else None,
            others=self._others,
        )

    @cached_property
    def votes(self) -> dict[str, Choice]:
        return {person.seat: Choice(key) for person, key in self._people if key in set(Choice) and person.seat}

    @cached_property
    def seats(self) -> tuple[Seat, ...]:
        """The roll with what the case says of it: vacant, barred and suspended seats."""
        vacant, barred = self._vacant, {person.seat for person, _ in self._people if person.barred}
        suspended, away = set(self._taken["suspended"]), set(self._taken["barred"])
        return tuple(
            replace(seat, holder=None, offices=frozenset(), bodies=frozenset())
            if seat.key in vacant
            else replace(seat, barred=seat.key in barred | away, suspended=seat.key in suspended)
            for seat in self.file.seats()
        )

    @cached_property
    def _vacant(self) -> set[str]:
        found = []
        for group, number in mentions(self.said.get("vacant", [])):
            keys = self.file.keys(group)
            found += keys[len(keys) - int(number or 1) :]
        return set(found)

    @cached_property
    def _taken(self) -> dict[str, list[str]]:
        """The seats under each key of the case, each seat once."""
        left = {group: [key for key in self.file.keys(group) if key not in self._vacant] for group in self.file.roll}
        found: dict[str, list[str]] = {}
        for key in (*IN, "barred", "suspended"):
            found[key] = []
            for group, number in mentions(self.said.get(key, [])):
                many = len(left[group]) if number == "all" else int(number or 1)
                assert many <= len(left[group]), f"{self.name}: {group} has no {many} left for {key}"
                found[key] += left[group][:many]
                left[group] = left[group][many:]
        return found

    @cached_property
    def _people(self) -> list[tuple[Here, str]]:
        seats = {seat.key: seat for seat in self.file.seats()}
        people = []
        for key, how in IN.items():
            for seat in self._taken[key]:
                if how.get("by") is Voice.DEPUTY:
                    # Several seats may have one deputy: `proxy: {agent: member 3}`.
                    people.append((Here(f"deputy of {seat}", seat=seat, **how), key))
                else:
                    held = seats[seat]
                    people.append((Here(seat, seat=seat, offices=held.offices, bodies=held.bodies, **how), key))
        return people + [
            (Here(agent, seat=seat, by=Voice.DEPUTY), choice)
            for agent, given in self.said.get("proxies", {}).items()
            for choice, who in (given.items() if isinstance(given, Mapping) else [("here", given)])
            for seat in several(who)
        ]

    @property
    def _offices(self) -> dict[Post, str | None]:
        posts: dict[Post, str | None] = {Post(BODY, office): None for office in self.file.known.offices}
        for seat in self.seats:
            posts |= dict.fromkeys(seat.offices, seat.holder)
        return posts

    @property
    def _others(self) -> dict[str, OtherBody]:
        """Other bodies whose quorum is asked: their seats are held by people of this one."""
        return {
            body: OtherBody(
                parse(rule, self.file.known),
                tuple(Seat(f"{body}-{seat.key}", holder=seat.key) for seat in self.file.seats() if body in seat.bodies),
            )
            for body, rule in self.file.written.get("other quorums", {}).items()
        }


def several(written: Any) -> list[str]:
    """One word or a list of some, as a list."""
    return [word.strip() for word in written.split(",")] if isinstance(written, str) else list(written)


def mentions(written: Any) -> Iterable[tuple[str, str]]:
    """Groups with how many of each: "member 3", "officer all", "chair"."""
    for mention in several(written):
        group, _, number = mention.partition(" ")
        yield group, number


FILES = tuple(File(path) for path in sorted(FOLDER.glob("*.yaml")))


def cases(kind: str) -> list[Case]:
    """The cases of that kind in every file."""
    return [case for file in FILES for case in file.cases(kind)]
