"""Every part of a constitution in plain English: whole sentences, each with the clauses that say so.

What is written is said as it is run; what is not written is said to be so, in one true sentence.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass

from governance.constitution.core.constitution import Counting, ForDecision, Part, Quorum, Rules
from governance.constitution.core.language import AtOpening, DecisionIs, NoneAsked, Requirement, Selector, SittingIs
from governance.constitution.core.meeting import DEFAULT_COUNTING, Column, Row
from governance.constitution.core.settings import Lapse, Lapsed, Substitute
from governance.constitution.english import calendar_english
from governance.constitution.english.english import English
from governance.constitution.english.phrasing import capital
from governance.constitution.english.saying_interests import interests
from governance.constitution.english.saying_notice import notice
from governance.constitution.english.saying_settings import attendance, deputies, publicity, review
from governance.constitution.english.saying_voting import Ballots
from governance.constitution.english.saying_words import Stated, counted, label_of, one_of
from governance.constitution.english.wording import Names, number, with_a, words

TITLES = {
    Part.QUORUM: "Quorum",
    Part.VOTING: "Voting",
    Part.COUNTING: "Who counts",
    Part.DEPUTIES: "Deputies",
    Part.INTERESTS: "Interests",
    Part.NOTICE: "Notice",
    Part.CALENDAR: "Calendar",
    Part.ATTENDANCE: "Attendance",
    Part.PUBLICITY: "Publicity",
    Part.REVIEW: "Reviews",
}
UNWRITTEN = {
    Part.QUORUM: "No quorum is written: business asks none, and the pages say so.",
    Part.VOTING: (
        "Nothing is written, so a motion is carried when more vote for it than against it, and a tie is lost."
    ),
}
BESIDES = "This is asked besides the quorum of the meeting."
INSTEAD = "This is asked instead of any other quorum."
WHO = {
    Row.HOLDER: ("Members themselves", "Members themselves"),
    Row.DEPUTY: ("Deputies", "Deputies"),
    Row.REMOTE: ("Taking part remotely", "Members who take part remotely"),
    Row.CUT_OFF: ("Lost connections", "Members whose connection is lost"),
    Row.BARRED_OUT: ("Barred and out", "Members who are barred from an item and have left the room"),
    Row.BARRED_STAYING: ("Barred and staying", "Members who are barred from an item and stay in the room"),
    Row.SUSPENDED: ("Suspended members", "Suspended members"),
    Row.NON_VOTING: ("Members without a vote", "Members without a vote"),
    Row.GUEST: ("Guests", "People invited, in attendance or observing"),
}
"""Each row of the table of who counts: its label, and the subject of its sentence."""

DOES = {
    Column.QUORUM: ("count towards the quorum", "do not count towards the quorum"),
    Column.BASE: ("are counted where a share of the members is asked", "are left out where a share is asked"),
    Column.VOTE: ("may vote", "may not vote"),
    Column.PRESIDE: ("may preside", "may not preside"),
}
"""What it means to have a column, and not to have it."""


@dataclass(frozen=True, slots=True)
class Said:
    """One thing that a part says. `text` is whole sentences; `clauses` are its own, else those of the part."""

    label: str
    text: str
    clauses: tuple[str, ...]


def title_of(part: Part) -> str:
    """What the part is called on a page."""
    return TITLES[part]


def said_of(part: Part, rules: Rules, names: Names) -> tuple[Said, ...]:
    """All that the part says, in order; where it is taken from another body, that first."""
    if part not in rules.written:
        return (Said(title_of(part), UNWRITTEN.get(part, "Nothing is written."), ()),)
    own = rules.clauses_of(part) if part is Part.CALENDAR else getattr(rules, part.value).clauses
    said = [Said(label, text, clauses or own) for label, text, clauses in _stated(part, rules, English(names))]
    if part in rules.inherited:
        body = English(names).whom.body(rules.inherited[part])
        said.insert(0, Said("Taken over", f"This part is taken over from {body}, as it stands there.", own))
    return tuple(said)


def _stated(part: Part, rules: Rules, english: English) -> Iterable[Stated]:
    ways: Mapping[Part, Callable[[], Iterable[Stated]]] = {
        Part.QUORUM: lambda: _quorum(rules.quorum, english),
        Part.VOTING: lambda: ((label, text, ()) for label, text in Ballots(english).voting(rules.voting)),
        Part.COUNTING: lambda: _counting(rules.counting, english),
        Part.DEPUTIES: lambda: deputies(rules.deputies),
        Part.INTERESTS: lambda: interests(rules.interests, english),
        Part.NOTICE: lambda: notice(rules.notice, english),
        Part.CALENDAR: lambda: _calendar(rules, english.names),
        Part.ATTENDANCE: lambda: attendance(rules.attendance, has_deputies=not _has_no_deputies(rules)),
        Part.PUBLICITY: lambda: publicity(rules.publicity),
        Part.REVIEW: lambda: review(rules.review),
    }
    return ways[part]()


def _has_no_deputies(rules: Rules) -> bool:
    return Part.DEPUTIES in rules.written and rules.deputies.who is Substitute.NOBODY


def _quorum(quorum: Quorum, english: English) -> Iterator[Stated]:
    is_asked = quorum.business != NoneAsked()
    others = bool(quorum.sitting or quorum.decision) or quorum.vote != NoneAsked()
    if is_asked or not others:
        yield "Business", _needing("business", quorum.business, english), ()
    else:
        yield "Business", "Business needs no quorum; only what is named below does.", ()
    for kind, rule in quorum.sitting.items():
        one, label = one_of(SittingIs((kind,)), english), label_of(SittingIs((kind,)), english)
        yield label, _needing(one, rule, english), ()
    is_asked = is_asked or any(rule != NoneAsked() for rule in quorum.sitting.values())
    for kind, asked in quorum.decision.items():
        one, label = one_of(DecisionIs((kind,)), english), label_of(DecisionIs((kind,)), english)
        yield label, _for_decision(one, asked, english, is_besides=is_asked), ()
    if quorum.vote != NoneAsked():
        besides = f" {BESIDES}" if is_asked else ""
        yield "A vote", f"{_needing('a vote', quorum.vote, english)}{besides}", ()
    for kind, rule in quorum.request.items():
        yield capital(words(kind)), _requesting(kind, rule, english), ()
    for lapse in quorum.lapses:
        yield "Without a quorum", f"{_lapse(lapse, english)}.", lapse.clauses


def _needing(purpose: str, rule: Requirement, english: English) -> str:
    if isinstance(rule, AtOpening):
        return f"At the opening of the sitting, {_uncapital(_needing(purpose, rule.requirement, english))}"
    return f"{capital(purpose)} needs no quorum." if rule == NoneAsked() else english.needing(purpose, rule)


def _requesting(kind: str, rule: Requirement, english: English) -> str:
    name = words(kind)
    request = f"a request for {name if name.endswith('notice') else with_a(name)}"
    if rule == NoneAsked():
        return f"Any member may make {request}."
    return english.needing(request, rule).replace(f"{capital(request)} needs", f"{capital(request)} must come from")


def _for_decision(purpose: str, asked: ForDecision, english: English, *, is_besides: bool) -> str:
    if asked.requirement == NoneAsked():
        if asked.instead or not is_besides:
            return f"{capital(purpose)} needs no quorum{', whatever is asked of other business' * is_besides}."
        return f"{capital(purpose)} needs no more than the quorum of the meeting."
    besides = INSTEAD if asked.instead else BESIDES
    return f"{_needing(purpose, asked.requirement, english)}{f' {besides}' if is_besides or asked.instead else ''}"


def _lapse(lapse: Lapse, english: English) -> str:
    """What becomes of a sitting that is not quorate."""
    sitting = one_of(SittingIs(lapse.sittings), english) if lapse.sittings else "a sitting"
    after = f"{counted(lapse.after, 'minute')} after" if lapse.after else "at"
    then = str(lapse.then)
    if lapse.then is Lapsed.ADJOURNED and lapse.days is not None:
        then = f"{then} {_later(lapse.days)}"
    return f"{capital(sitting)} that is not quorate {after} its appointed time is {then}{_once_lost(lapse)}"


def _once_lost(lapse: Lapse) -> str:
    if lapse.once_lost is None:
        return ""
    lost = (
        f"has been without its quorum for {counted(lapse.once_lost, 'minute')}"
        if lapse.once_lost
        else "loses its quorum"
    )
    return f", and so is one that {lost}"


def _later(days: int) -> str:
    weeks, rest = divmod(days, 7)
    if rest or not weeks:
        return f"for {counted(days, 'day')}" if days else "to later that day"
    return "to the same day of the following week" if weeks == 1 else f"to the same day {number(weeks)} weeks later"


def _uncapital(text: str) -> str:
    return f"{text[:1].lower()}{text[1:]}"


def _counting(counting: Counting, english: English) -> Iterator[Stated]:
    is_told = bool(counting.presides)
    if counting.presides:
        first, *others = (_presiding(who, english) for who in counting.presides)
        failing = "".join(f"; failing that, {who}" for who in others)
        yield "Who presides", f"{capital(first)} presides{failing}.", ()
    for row in Row:
        changed = counting.table[row] ^ DEFAULT_COUNTING[row]
        has = [DOES[column][0] for column in Column if column in changed - counting.table[row]]
        lacks = [DOES[column][1] for column in Column if column in changed & counting.table[row]]
        if changed:
            label, who = WHO[row]
            both = " but ".join(calendar_english.joined(does, "and") for does in (has, lacks) if does)
            yield label, f"{who} {both}.", ()
            is_told = True
    if not is_told:
        yield TITLES[Part.COUNTING], "Everybody counts as usual.", ()


def _presiding(who: Selector, english: English) -> str:
    one = english.whom.one(who)
    return one if one.startswith(("the ", "whoever ")) else f"{one} whom the meeting chooses"


def _calendar(rules: Rules, names: Names) -> Iterator[Stated]:
    yield "Meetings", calendar_english.sentence(rules.calendar, {**names.bodies, **names.sittings}), ()
