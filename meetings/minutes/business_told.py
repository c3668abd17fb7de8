"""What the business of a meeting says in its minutes: interests and rulings, motions and votes, decisions, actions.

From values to values. What is told to fewer readers than its item is a detail with an audience of its own.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime

from django.utils import formats

from governance.constitution.core.voting import Choice
from meetings.actions.models import Action
from meetings.agenda.audience import Audience
from meetings.ballots.models import Ballot, Taken
from meetings.ballots.queries import Counted
from meetings.decisions.models import Decision, Referral
from meetings.declarations.models import Declaration, Ruling
from meetings.declarations.queries import Declarations
from meetings.declarations.shown import DeclarationShown, Follows, declarations_shown, withdrawn_shown
from meetings.minutes.lines import OPENING, Detail, Inserted, Kind
from meetings.minutes.roll_told import Source

AWAITED = "Awaited"
CHOICES = ((Choice.FOR, "For"), (Choice.AGAINST, "Against"), (Choice.ABSTAIN, "Abstained"))


def interests_told(
    declarations: Declarations, titles: Mapping[str, str], sources: Sequence[Source], opened_at: datetime
) -> list[Inserted]:
    """What was declared and what was ruled, at the items; what is for every item, at the opening.

    What was withdrawn before the meeting is nothing that happened at it; what was withdrawn later was heard there.
    """
    found = [_declared(each, sources, opened_at) for each in declarations_shown(declarations, titles)]
    rows = {row.pk: row for row in declarations.standing}
    for shown, withdrawal in withdrawn_shown(declarations, titles):
        if withdrawal.at >= opened_at:
            found += [_declared(shown, sources, opened_at, is_withdrawn=True), _withdrawn(shown, withdrawal, sources)]
            rows[shown.key] = shown.row
    for ruling in declarations.rulings:
        if ruling.declaration_id is None:
            found.append(
                _inserted(Kind.RULING, ruling.at, "", f"{ruling.ruler.name} ruled: {ruling.text}", sources=sources)
            )
        elif ruling.declaration_id in rows:
            found.append(_ruled(ruling, rows[ruling.declaration_id], sources))
    return found


def ballots_told(ballots: Iterable[Counted], titles: Mapping[str, str], sources: Sequence[Source]) -> list[Inserted]:
    """The motions that were put and how the votes on them ended."""
    return [_motion(each, titles, sources) for each in ballots if not each.is_open]


def decisions_told(decisions: Iterable[Decision], sources: Sequence[Source]) -> list[Inserted]:
    """What was decided, with its reasons."""
    return [
        replace(
            _inserted(
                Kind.DECISION,
                each.at,
                str(each.item_id),
                f"{each.get_how_display()}: {each.text}",
                sources=sources,
                details=_of_decision(each),
            ),
            decision=str(each.pk),
        )
        for each in decisions
    ]


def actions_told(actions: Iterable[Action], sources: Sequence[Source]) -> list[Inserted]:
    """What somebody has to do."""
    return [
        _inserted(
            Kind.ACTION,
            each.at,
            str(each.item_id),
            f"Action for {each.owner} by {_day(each.due)}: {each.text}",
            sources=sources,
        )
        for each in actions
    ]


def _inserted(
    kind: Kind,
    at: datetime,
    place: str,
    text: str,
    *,
    sources: Sequence[Source],
    details: Iterable[Detail] = (),
    has_time: bool = True,
) -> Inserted:
    """At that item; without one, at the item that was in hand."""
    begun = [source for source in sources if (source.record.sitting.opened_at or at) <= at]
    of = begun[-1] if begun else sources[0]
    number = of.record.sitting.number
    return Inserted(
        kind, at, place or of.place_at(at), text, tuple(details), sitting=number, has_time=has_time and bool(begun)
    )


def _declared(
    shown: DeclarationShown, sources: Sequence[Source], opened_at: datetime, *, is_withdrawn: bool = False
) -> Inserted:
    row = shown.row
    is_before = row.at < opened_at
    text = f"{shown.name}{f' ({shown.seat_title})' if shown.seat_title else ''} declared an interest"
    text += f" ({row.kind})" if row.kind else ""
    text += " in every item" if row.item_id is None else ""
    text += ", before the meeting" if is_before else ""
    if shown.follows is Follows.AWAITS:
        text += "" if is_withdrawn else "; a ruling on it is awaited"
    elif not shown.ruled:
        text += f"; {shown.follows}" + (f" {shown.because}" if shown.because else "")
    nature = shown.nature.strip()
    details = (Detail("What it is", nature, _readers_of(row).value),) if nature else ()
    place = str(row.item_id) if row.item_id else OPENING
    return _inserted(Kind.INTEREST, row.at, place, f"{text}.", sources=sources, details=details, has_time=not is_before)


def _withdrawn(shown: DeclarationShown, withdrawal: Declaration, sources: Sequence[Source]) -> Inserted:
    row, reason = shown.row, withdrawal.nature.text.strip() if withdrawal.nature else ""
    text = f"What {shown.name} declared{' in every item' if row.item_id is None else ''} was withdrawn."
    details = (Detail("Why", reason, _readers_of(row).value),) if reason else ()
    place = str(row.item_id) if row.item_id else OPENING
    return _inserted(Kind.INTEREST, withdrawal.at, place, text, sources=sources, details=details)


def _readers_of(row: Declaration) -> Audience:
    """What it is, is told to members who heard it; to everyone where the register is open on it; what was entered in
    the register in confidence stays confidential.
    """
    if row.registered is None:
        return Audience.MEMBERS
    return Audience.PUBLIC if row.registered.is_public else Audience.CONFIDENTIAL


def _ruled(ruling: Ruling, row: Declaration, sources: Sequence[Source]) -> Inserted:
    text = f"{ruling.ruler.name} ruled on the interest of {row.person.name}: {ruling.ruled}."
    return _inserted(Kind.RULING, ruling.at, str(row.item_id) if row.item_id else OPENING, text, sources=sources)


def _motion(each: Counted, titles: Mapping[str, str], sources: Sequence[Source]) -> Inserted:
    ballot = each.ballot
    details: list[Detail] = []
    if each.is_void:
        details.append(Detail("The vote is void", ballot.closing.void))
    else:
        details.append(Detail("Votes", _totals(each)))
        details += _by_name(ballot, titles)
        outcome = ballot.closing.outcome
        if hasattr(ballot, "casting"):
            casting = ballot.casting
            outcome = casting.outcome
            given = "not given" if casting.choice == Choice.ABSTAIN else casting.choice
            details.append(Detail("Casting vote", f"{casting.person.name}: {given}"))
        details.append(Detail("Result", outcome.get("sentence", "")))
    text = f"Motion: {ballot.motion}"
    return _inserted(Kind.MOTION, ballot.at, str(ballot.item_id), text, sources=sources, details=details)


def _totals(each: Counted) -> str:
    closing = each.ballot.closing
    if each.ballot.taken == Taken.TOTALS:
        counts = (closing.yes or 0, closing.no or 0, closing.abstained or 0)
    else:
        cast = [vote.choice for vote in each.ballot.votes.all()]
        counts = (cast.count(Choice.FOR), cast.count(Choice.AGAINST), cast.count(Choice.ABSTAIN))
    return "{} for, {} against, {} abstained".format(*counts)


def _by_name(ballot: Ballot, titles: Mapping[str, str]) -> Iterator[Detail]:
    """How each one voted, for those who were there to see it."""
    for choice, words in CHOICES:
        names = sorted(
            f"{vote.person.name} ({titles.get(vote.seat.key, vote.seat.key)})"
            for vote in ballot.votes.all()
            if vote.choice == choice
        )
        if names:
            yield Detail(words, "; ".join(names), Audience.MEMBERS.value)


def _of_decision(decision: Decision) -> Iterator[Detail]:
    told = [
        ("Reasons", decision.reasons),
        ("Quorum", "There was none: this is a recommendation." * decision.is_recommendation),
        *(("Objection kept", f"{seat}: {words}" if words else seat) for seat, words in decision.objections),
        (AWAITED, decision.awaited),
        ("Comes back on", _day(decision.returns_on) if decision.returns_on else ""),
        ("Recommended to", decision.recommended_to.name if decision.recommended_to else ""),
        ("Under the powers", decision.powers),
        ("Urgent", "Decided between meetings, and reported." * decision.is_urgent),
        *(("To be ratified by", _referred(referral)) for referral in decision.referrals.all()),
        ("Taken again", "A later decision stands in its place." * hasattr(decision, "replaced_by")),
    ]
    yield from (Detail(name, words) for name, words in told if words)


def _referred(referral: Referral) -> str:
    return f"{referral.ratifier}, by {_day(referral.due)}" if referral.due else referral.ratifier


def _day(day: date) -> str:
    return str(formats.date_format(day, "j F Y"))


def by_place(inserted: Iterable[Inserted]) -> dict[str, tuple[Inserted, ...]]:
    """What is put in, by place, in the order in which it happened."""
    found: dict[str, list[Inserted]] = {}
    for each in inserted:
        found.setdefault(each.place, []).append(each)
    return {place: tuple(sorted(rows, key=lambda row: (row.has_time, row.at))) for place, rows in found.items()}
