"""Who is meant by a selector, in words: "the chair or vice-chair", "members from Kent Police in the room"."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from governance.constitution.core.language import (
    EVERYONE,
    How,
    Moment,
    Offices,
    Selector,
    Share,
    Status,
    Unit,
    Voice,
)
from governance.constitution.english.wording import (
    Names,
    Weight,
    is_linked,
    is_person,
    listed,
    named,
    weight,
    with_a,
    with_the,
)

HOW = {How.ROOM: "in the room", How.REMOTE: "joining remotely"}
AMONG = {
    Status.FILLED: "in office",
    Status.COUNTED: "present and counted",
    Status.PRESENT: "present",
}
MEASURED = {
    Unit.PERSON: "numbering",
    Unit.SEAT: "representing",
    Unit.AGENCY: "representing",
    Unit.WEIGHT: "carrying",
}
"""What members do to an amount of each unit: "members representing at least three agencies"."""


@dataclass(frozen=True)
class Whom:
    """Says who is meant. `names` are the names behind the keys."""

    names: Names

    def one(self, who: Selector) -> str:
        """One of those meant, as shortly as can be: "the chair or vice-chair", "Kent Police", "a lay member"."""
        if who == EVERYONE:
            return "a member"
        if who == Selector(agency=who.agency):
            return self.either(self.names.agencies, who.agency)
        if who == Selector(seat=who.seat):
            return self._in_seat(who.seat)
        if who == Selector(presiding=True):
            return "whoever presides"
        return self._as_office(who) or self._as_tag(who) or with_a(self.member(who))

    def included(self, who: Selector) -> str:
        """One of those meant, among members already named: "one from Kent Police", "the chair"."""
        if who != EVERYONE and who == Selector(agency=who.agency):
            return f"one from {self.one(who)}"
        one = self.one(who)
        return f"one{one.removeprefix('a member')}" if one.startswith("a member") else one

    def member(self, who: Selector, *, among: str = "", of_seats: bool = False) -> str:
        """A member of those meant, without an article: "member from Kent Police". `among` says of whom."""
        return self._noun(who, among, many=False, of_seats=of_seats)

    def members(self, who: Selector, *, among: str = "", of_seats: bool = False) -> str:
        """Members of those meant, without an article: "members from Kent Police in the room"."""
        return self._noun(who, among, many=True, of_seats=of_seats)

    def base(self, share: Share) -> str:
        """What a share is taken of: "the members in office", "all seats, filled or vacant"."""
        base = share.base
        of = share.of if base.of is None else base.of
        opening = " at the opening" if base.when is Moment.OPENING else ""
        if base.status is Status.ALL:
            return self._all_seats(of, share.unit, opening)
        is_plain = base.status is Status.FILLED and not opening and of == EVERYONE
        if is_plain and share.unit is Unit.SEAT:
            return "the filled seats"
        of_seats = base.status is Status.FILLED
        members = f"the {self.members(of, among=f' {AMONG[base.status]}{opening}', of_seats=of_seats)}"
        return {
            Unit.PERSON: members,
            Unit.SEAT: f"the seats of {members}",
            Unit.AGENCY: f"the agencies of {members}",
            Unit.WEIGHT: f"the total weight of {members}",
        }[share.unit]

    def office(self, office: Offices) -> str:
        """The offices as whoever holds them: "the chair or vice-chair of the Schools Forum"."""
        return f"the {self.titles(office, 'or')}"

    def titles(self, office: Offices, word: str) -> str:
        """The offices by their titles: "chair or vice-chair"."""
        titles = [named(self.names.offices, key).removeprefix("the ") for key in office.any_of]
        return f"{listed(titles, word)}{f' of {self.body(office.of)}' if office.of else ''}"

    def body(self, key: str) -> str:
        """The body with its article: "the Executive Group"."""
        return with_the(named(self.names.bodies, key))

    def either(self, names: Mapping[str, str], keys: Sequence[str]) -> str:
        """The names behind the keys, any of them."""
        return listed([named(names, key) for key in keys], "or")

    def _as_office(self, who: Selector) -> str:
        if who.office is None or who != Selector(office=who.office, how=who.how):
            return ""
        office = self.office(who.office)
        if not who.how:
            return office
        is_plain = len(who.how) == 1 and weight(office) is Weight.PLAIN
        return f"{office} {HOW[who.how[0]]}" if is_plain else ""

    def _as_tag(self, who: Selector) -> str:
        return self._phrase(who.tag[0]) if len(who.tag) == 1 and who == Selector(tag=who.tag) else ""

    def _all_seats(self, of: Selector, unit: Unit, opening: str) -> str:
        seats = f"all seats, filled or vacant{opening}"
        if of != EVERYONE:
            seats += f", for {self.members(of, of_seats=True)}"
        return {Unit.AGENCY: f"the agencies of {seats}", Unit.WEIGHT: f"the total weight of {seats}"}.get(unit, seats)

    def _noun(self, who: Selector, among: str, *, many: bool, of_seats: bool) -> str:
        before = "".join(f"{adjective} " for adjective in self._before(who, of_seats=of_seats))
        noun = self._deputies(who, many=many) if who.by else self._members(who, many=many)
        return f"{before}{noun}{among}{self._after(who, many=many, of_seats=of_seats)}"

    def _members(self, who: Selector, *, many: bool) -> str:
        if self._are_people(who):
            tags = [f"{named(self.names.tags, tag)}{'s' if many else ''}" for tag in who.tag]
            return listed(tags, "or")
        return "members" if many else "member"

    def _are_people(self, who: Selector) -> bool:
        """Whether the tags alone say who they are: "council officers"."""
        are_plain = all(is_person(named(self.names.tags, tag)) and not self._phrase(tag) for tag in who.tag)
        return bool(who.tag) and not who.by and are_plain

    def _deputies(self, who: Selector, *, many: bool) -> str:
        voices = set(who.by)
        if voices == {Voice.HOLDER}:
            return "members (not deputies)" if many else "member (not a deputy)"
        if voices == {Voice.DEPUTY}:
            of = f" of {self.office(who.office)}" if who.office else ""
            return f"{'deputies' if many else 'deputy'}{of}"
        if who.office:
            return "members" if many else "member"
        return "members or deputies" if many else "member or deputy"

    def _before(self, who: Selector, *, of_seats: bool) -> Iterator[str]:
        if of_seats and who.voting is not None:
            yield "voting" if who.voting else "non-voting"
        if who.tag and not self._are_people(who) and not any(self._phrase(tag) for tag in who.tag):
            yield self.either(self.names.tags, who.tag)

    def _after(self, who: Selector, *, many: bool, of_seats: bool) -> str:
        said = list(self._places(who))
        doing = listed(list(self._doing(who, many=many)), "and")
        if doing:
            said.append(f"who {doing}")
        if who.how:
            said.append(" or ".join(HOW[how] for how in who.how))
        if who.voting is not None and not of_seats:
            said.append("entitled to vote" if who.voting else "not entitled to vote")
        if who.negated is not None:
            said.append(self._but(who.negated, many=many, of_seats=of_seats))
        is_mixed = len(said) > 1 and any(weight(phrase) is not Weight.PLAIN for phrase in said)
        text = (", " if is_mixed else " ").join(said)
        return f" {text}" if text else ""

    def _places(self, who: Selector) -> Iterator[str]:
        """Where they come from, and what they hold."""
        if who.agency:
            yield f"from {self.either(self.names.agencies, who.agency)}"
        if who.sector:
            yield f"of {self._sectors(who.sector)}"
        if who.seat:
            yield f"in {self._in_seat(who.seat)}"
        if any(self._phrase(tag) for tag in who.tag) and all(self._is_origin(tag) for tag in who.tag):
            yield f"from {self.either(self.names.tags, who.tag)}"
        if who.office and Voice.DEPUTY not in who.by:
            yield f"holding the office of {self.titles(who.office, 'or')}"
        elif who.office and Voice.HOLDER in who.by:
            yield f"holding or deputising for the office of {self.titles(who.office, 'or')}"
        if who.presiding:
            yield "presiding"

    def _doing(self, who: Selector, *, many: bool) -> Iterator[str]:
        """What they are, and where else they sit, after "who"."""
        if any(self._phrase(tag) for tag in who.tag) and not all(self._is_origin(tag) for tag in who.tag):
            phrases = [self._phrase(tag) or with_a(self.member(Selector(tag=(tag,)))) for tag in who.tag]
            yield f"{'are each' if many else 'is'} {listed(phrases, 'or')}"
        if who.in_body:
            bodies = listed([self.body(key) for key in who.in_body], "or")
            yield f"also {'sit' if many else 'sits'} on {bodies}"

    def _but(self, who: Selector, *, many: bool, of_seats: bool) -> str:
        """Those who are not meant."""
        if who == EVERYONE:
            return "other than everyone"
        if who in {Selector(agency=who.agency), Selector(sector=who.sector), Selector(how=who.how)}:
            return f"not {self._after(who, many=many, of_seats=of_seats).strip()}"
        if who in {Selector(office=who.office), Selector(presiding=True)}:
            return f"other than {self.one(who)}"
        inner = f" ({self._but(who.negated, many=True, of_seats=of_seats)})" if who.negated is not None else ""
        return f"other than {self.members(replace(who, negated=None), of_seats=of_seats)}{inner}"

    def _in_seat(self, seats: Sequence[str]) -> str:
        titles = [named(self.names.seats, key).removeprefix("the ") for key in seats]
        return f"the seat of {listed(titles, 'or')}"

    def _sectors(self, sectors: Sequence[str]) -> str:
        names = [named(self.names.sectors, key).removeprefix("the ") for key in sectors]
        bare = [name.removesuffix(" sector") for name in names]
        return f"the {listed(bare, 'or')} sector"

    def _phrase(self, tag: str) -> str:
        """The name of a tag where it says by itself what one such member is, and cannot stand before "member"."""
        name = named(self.names.tags, tag)
        return name if self._is_origin(tag) or name.split(" ")[0] in {"a", "an"} else ""

    def _is_origin(self, tag: str) -> bool:
        name = named(self.names.tags, tag)
        first, *_ = name.split(" ")
        return first == "the" or (first not in {"a", "an"} and is_linked(name))
