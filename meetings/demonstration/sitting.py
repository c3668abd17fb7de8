"""What happens in a sitting: who comes and goes, interests, votes, decisions, and what the officer writes."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime, timedelta

from django.utils import timezone

from governance.constitution.core.bars import Ruled
from governance.constitution.core.language import How as Way
from governance.constitution.core.language import Voice
from governance.constitution.core.meeting import Guest
from governance.constitution.core.voting import Choice
from governance.membership.models import Person
from meetings.attendance.acts import Entry as Happened
from meetings.attendance.acts import adjourn_sitting, close_sitting, open_sitting, record_happening
from meetings.attendance.roll import Kind
from meetings.ballots.acts import break_tie, close_vote, put_to_vote, vote
from meetings.ballots.models import Ballot, Taken
from meetings.ballots.proof import Hands
from meetings.decisions.acts import Settled, decide
from meetings.decisions.models import How
from meetings.declarations.acts import declare_interest_at, rule_on, rule_on_procedure
from meetings.declarations.models import Declaration
from meetings.declarations.queries import concerning
from meetings.demonstration.cast import Impossible, Scene
from meetings.demonstration.days import goes_on
from meetings.demonstration.preparing import chosen
from meetings.demonstration.story import Entry
from meetings.minutes.acts import write_passage
from meetings.minutes.lines import OPENING
from meetings.minutes.queries import minutes_of, passages_of


def _open(scene: Scene, entry: Entry) -> None:
    open_sitting(scene.sitting, at=None, by=scene.by())


def _record(scene: Scene, happened: Happened, own: Person | None = None) -> None:
    record_happening(scene.sitting, entry=happened, at=None, by=scene.by(own))


def _come(scene: Scene, entry: Entry) -> None:
    for seat, person in scene.seats(entry.what):
        _record(scene, Happened(Kind.ARRIVED, person=person, seat=seat, how=_way(entry)), own=person)


def _deputies_come(scene: Scene, entry: Entry) -> None:
    for seat, _ in scene.seats(entry.what):
        person = scene.cast.deputy(seat, scene.day)
        came = Happened(Kind.ARRIVED, person=person, seat=seat, voice=Voice.DEPUTY, how=_way(entry))
        _record(scene, came, own=person)


def _way(entry: Entry) -> Way:
    return Way.REMOTE if "remotely" in entry.said else Way.ROOM


def _guest_comes(scene: Scene, entry: Entry) -> None:
    _record(scene, Happened(Kind.ARRIVED, name=entry.what, guest=Guest(chosen(entry.said["as"], Guest))))


def _guest_leaves(scene: Scene, entry: Entry) -> None:
    arrived = scene.sitting.happenings.filter(kind=Kind.ARRIVED, called__text=entry.what).last()
    if arrived is None:
        raise Impossible(f"{entry.what} is not here.")
    _record(scene, Happened(Kind.LEFT, arrival=arrived.number))


def _leave(scene: Scene, entry: Entry) -> None:
    for seat, person in scene.voices(entry.what):
        _record(scene, Happened(Kind.LEFT, person=person, seat=seat), own=person)


def _stay_away(scene: Scene, entry: Entry) -> None:
    for seat, _ in scene.seats(entry.what):
        _record(scene, Happened(Kind.ABSENT, seat=seat))


def _speak(scene: Scene, entry: Entry) -> None:
    seat = scene.seat(entry.said["for"])
    voice = Voice(chosen(entry.what, Voice))
    holder, deputy = scene.cast.holder(seat, scene.day), scene.cast.deputy(seat, scene.day)
    person = holder if voice is Voice.HOLDER and holder else deputy
    _record(scene, Happened(Kind.VOICE, person=person, seat=seat, voice=voice))


def _preside(scene: Scene, entry: Entry) -> None:
    over = entry.said.get("over")
    for _, person in scene.voices([entry.what]):
        _record(scene, Happened(Kind.PRESIDES, person=person, item=scene.item(over).pk if over else None))


def _ask_for_interests(scene: Scene, entry: Entry) -> None:
    _record(scene, Happened(Kind.ASKED))


def _go_on_for_information(scene: Scene, entry: Entry) -> None:
    _record(scene, Happened(Kind.NOTES))


def _public_leaves(scene: Scene, entry: Entry) -> None:
    _record(scene, Happened(Kind.CLOSED, reason=entry.what))


def _take_up(scene: Scene, entry: Entry) -> None:
    _record(scene, Happened(Kind.ITEM, item=scene.item(entry.what).pk))


def _declare(scene: Scene, entry: Entry) -> None:
    """Before the meeting as well; where the register proposes an interest in that item, it is that one."""
    item = scene.item(entry.said["in"]) if "in" in entry.said else None
    here = scene.here
    for seat, holder in scene.seats([entry.what]):
        person = here.get(seat.key, holder)
        proposed = concerning([item] if item else [], [person], scene.day)
        declare_interest_at(
            scene.meeting,
            person=person,
            seat=seat,
            item=item,
            kind=entry.said.get("kind", ""),
            nature=entry.said["nature"],
            goes="goes" in entry.said,
            registered=proposed[0].interest if proposed else None,
            corrects=None,
            at=None,
            by=scene.by(person),
        )


def _rule(scene: Scene, entry: Entry) -> None:
    for _, person in scene.voices([entry.said["on"]]):
        declaration = Declaration.objects.filter(meeting=scene.meeting, person=person).last()
        ruler = scene.presiding
        if declaration is None or ruler is None:
            raise Impossible("There is nothing to be ruled on, or nobody presides.")
        declaration.meeting = scene.meeting
        ruled = Ruled(chosen(entry.what, Ruled))
        rule_on(declaration, sitting=scene.sitting, ruled=ruled, ruler=ruler, at=None, by=scene.by(ruler))


def _rule_on_procedure(scene: Scene, entry: Entry) -> None:
    ruler = scene.presiding
    if ruler is None:
        raise Impossible("Nobody presides.")
    rule_on_procedure(scene.sitting, text=entry.what, ruler=ruler, at=None, by=scene.by(ruler))


def _put(scene: Scene, entry: Entry) -> None:
    taken = Taken(chosen(entry.said["taken"], Taken))
    put_to_vote(scene.sitting, motion=entry.what, taken=taken, at=None, by=scene.by())


def _ballot(scene: Scene) -> Ballot:
    rows = Ballot.objects.select_related("sitting__meeting__body__trust").filter(sitting=scene.sitting)
    if not rows:
        raise Impossible("No motion was put.")
    return rows.latest("recorded_at")


def _vote(scene: Scene, entry: Entry) -> None:
    ballot, choice = _ballot(scene), Choice(chosen(entry.what, Choice))
    own = ballot.taken == Taken.OWN
    for seat, person in scene.voices(entry.said["from"]):
        vote(ballot, seat=seat, person=person, choice=choice, at=None, by=scene.by(person if own else None))


def _count(scene: Scene, entry: Entry) -> None:
    said = [entry.said.get(key, 0) for key in ("for", "against", "abstained")]
    close_vote(_ballot(scene), hands=Hands(*said) if any(said) else None, at=None, by=scene.by())


def _break_tie(scene: Scene, entry: Entry) -> None:
    choice, person = Choice(chosen(entry.what, Choice)), scene.presiding
    if person is None:
        raise Impossible("Nobody presides.")
    break_tie(_ballot(scene), person=person, choice=choice, at=None, by=scene.by(person))


def _decide(scene: Scene, entry: Entry) -> None:
    how = How(chosen(entry.said["how"], How))
    to = entry.said.get("recommended to")
    settled = Settled(
        how=how,
        text=entry.what,
        reasons=entry.said.get("reasons", ""),
        powers=entry.said.get("powers", ""),
        recommended_to=scene.cast.body(to) if to else None,
        ballot=_ballot(scene) if how is How.VOTE else None,
        is_urgent="urgent" in entry.said,
    )
    decide(scene.sitting, settled=settled, at=None, by=scene.by())


def _defer(scene: Scene, entry: Entry) -> None:
    days = entry.said.get("returns in")
    settled = Settled(
        how=How.DEFERRED,
        text=entry.what,
        reasons=entry.said.get("reasons", ""),
        awaited=entry.said["awaited"],
        returns_on=scene.day + timedelta(days=days) if days else None,
    )
    decide(scene.sitting, settled=settled, at=None, by=scene.by())


def _write(scene: Scene, entry: Entry) -> None:
    """At the item that is named, else at the one in hand."""
    item = scene.item(entry.said["on"]) if "on" in entry.said else scene.in_hand
    minutes = minutes_of(scene.meeting)
    place = str(item.pk) if item else OPENING
    versions = {passage.place: passage.version for passage in passages_of(minutes)} if minutes else {}
    write_passage(scene.meeting, item, text=entry.what, version=versions.get(place, 0), by=scene.by())


def _close(scene: Scene, entry: Entry) -> None:
    close_sitting(scene.sitting, at=None, by=scene.by())


def _adjourn(scene: Scene, entry: Entry) -> None:
    """To so many days later, at the same time and place."""
    until = goes_on(scene.day, entry.what, scene.cast.closed)
    clock = timezone.localtime(scene.sitting.starts_at).time()
    adjourn_sitting(
        scene.sitting,
        starts_at=datetime.combine(until, clock, tzinfo=timezone.get_default_timezone()),
        place=scene.sitting.place,
        link=scene.sitting.link,
        at=None,
        by=scene.by(),
    )


SITTING: Mapping[str, Callable[[Scene, Entry], None]] = {
    "opens": _open,
    "come": _come,
    "deputies come": _deputies_come,
    "guest": _guest_comes,
    "guest leaves": _guest_leaves,
    "leave": _leave,
    "absent": _stay_away,
    "speaks": _speak,
    "presides": _preside,
    "interests asked": _ask_for_interests,
    "takes up": _take_up,
    "declares": _declare,
    "rules": _rule,
    "rules on procedure": _rule_on_procedure,
    "motion": _put,
    "votes": _vote,
    "counted": _count,
    "casting vote": _break_tie,
    "decided": _decide,
    "deferred": _defer,
    "goes on for information": _go_on_for_information,
    "public leaves": _public_leaves,
    "writes": _write,
    "closes": _close,
    "adjourns": _adjourn,
}
