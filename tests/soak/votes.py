"""Two who do the same thing in a vote at the same moment: one is served, the other told why not, and the record stands.

`python -m tests.soak.votes --rounds N [--kinds named|other|all] [--off GUARD …]` races two acts over two connections,
each kind N times, and prints in how many rounds the whole promise was kept, and in how many at least the record is as
it should be. The first rounds of every meeting go through the views and their forms, the others by the acts
themselves, which then meet more closely. With `--off` it runs without these guards: `lock` on the sitting, `version`
of its row, `rules`, and what the `database` itself refuses. Open pages are told of nothing: that comes after the
commit, and would take nine tenths of the time.
"""

from __future__ import annotations

import argparse
import json
import logging
import threading
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import django

django.setup()

from django.conf import settings  # noqa: E402 - the apps come first
from django.db import connection  # noqa: E402

from governance.constitution.core.bars import Ruled  # noqa: E402
from governance.constitution.core.voting import Choice  # noqa: E402
from meetings.ballots.acts import close_vote, void_vote  # noqa: E402
from meetings.ballots.models import Ballot, Casting, Closing, Taken  # noqa: E402
from meetings.ballots.proof import Hands  # noqa: E402
from meetings.ballots.queries import counted  # noqa: E402
from meetings.ballots.saying import said_of_outcome  # noqa: E402
from meetings.decisions.models import Decision  # noqa: E402
from meetings.declarations.models import Declaration, Ruling  # noqa: E402
from tests.soak.chamber import Answered, Chamber  # noqa: E402
from tests.soak.guards import GUARDS  # noqa: E402
from tests.soak.hands import ByAct, ByForm, Way  # noqa: E402
from tests.soak.scene import by  # noqa: E402
from trustboard.acts.verdict import RuleBroken  # noqa: E402
from trustboard.ledger.signing import private_key  # noqa: E402
from trustboard.ledger.verify import findings  # noqa: E402
from trustboard.live import announcements  # noqa: E402

A_MEETING = 10
"""Rounds of each kind in one meeting."""
BY_FORM = 1
"""How many of these, the first, go through the forms: the pages that refuse show all votes of the meeting."""

CLOSED = "The vote is closed."
OPEN = "A vote is open: close it first."
BARRED = "They are barred from the item."
Race = Callable[[Chamber, Way], tuple[bool, bool]]
"""One round. Returns whether the record is as it should be, and whether whoever was not served was told why."""

BROWSERS = ThreadPoolExecutor(max_workers=2)
"""Two, each with a connection of its own that stays open between the rounds."""


def at_once(*asks: Callable[[], Answered]) -> list[Answered]:
    """Do both in the same moment, each over its own connection."""
    together = threading.Barrier(len(asks))

    def ask(asked: Callable[[], Answered]) -> Answered:
        connection.ensure_connection()
        # Nobody passes before both have come, so that each has a thread of its own.
        together.wait(timeout=30)
        return asked()

    return [begun.result(timeout=60) for begun in [BROWSERS.submit(ask, asked) for asked in asks]]


def one_served(answers: list[Answered], *sentences: str) -> bool:
    """Whether one was done and the other told in one of these sentences why not."""
    return [each.is_done for each in answers].count(True) == 1 and all(
        each.is_done or each.says(*sentences) for each in answers
    )


def two_tabs(room: Chamber, way: Way) -> tuple[bool, bool]:
    ballot = room.put()
    answers = at_once(
        lambda: way.votes(room.ann_user, ballot, room.police, Choice.FOR),
        lambda: way.votes(room.ann_user, ballot, room.police, Choice.AGAINST),
    )
    is_right = ballot.votes.count() == 1
    ended(room)
    return is_right, one_served(answers, "Ann Ames voted for this seat at")


def member_and_deputy(room: Chamber, way: Way) -> tuple[bool, bool]:
    ballot = room.put()
    answers = at_once(
        lambda: way.votes(room.ann_user, ballot, room.police, Choice.FOR),
        lambda: way.votes(room.ben_user, ballot, room.police, Choice.AGAINST),
    )
    is_right = [vote.person for vote in ballot.votes.all()] == [room.ann]
    ended(room)
    return is_right, one_served(answers, "They have no voice in this vote", "Ann Ames voted for this seat at")


def vote_and_close(room: Chamber, way: Way) -> tuple[bool, bool]:
    ballot = room.put()
    answers = at_once(
        lambda: way.votes(room.ann_user, ballot, room.police, Choice.FOR),
        lambda: way.closes(room.officer, ballot),
    )
    closed = room.last()
    found = counted(closed)
    is_right = found.is_open or closed.closing.outcome == said_of_outcome(found.outcome, found.facts, room.board)
    is_right = is_right and closed.votes.count() == answers[0].is_done
    ended(room)
    return is_right, answers[1].is_done and (answers[0].is_done or answers[0].says(CLOSED))


def two_casting_votes(room: Chamber, way: Way) -> tuple[bool, bool]:
    ballot = room.put(Taken.TOTALS)
    close_vote(ballot, hands=Hands(1, 1, 0), at=None, by=by(room.officer))
    answers = at_once(
        lambda: way.breaks_tie(room.cat_user, ballot, Choice.FOR),
        lambda: way.breaks_tie(room.officer, ballot, Choice.AGAINST),
    )
    is_right = Casting.objects.filter(ballot=ballot).count() == 1
    return is_right, one_served(answers, "The casting vote was given already.")


def two_closings(room: Chamber, way: Way) -> tuple[bool, bool]:
    ballot = room.put()
    answers = at_once(
        lambda: way.closes(room.cat_user, ballot),
        lambda: way.closes(room.officer, ballot),
    )
    is_right = Closing.objects.filter(ballot=ballot).count() == 1
    return is_right, one_served(answers, CLOSED)


def two_openings(room: Chamber, way: Way) -> tuple[bool, bool]:
    before = room.sitting.ballots.count()
    answers = at_once(lambda: way.puts(room.cat_user), lambda: way.puts(room.officer))
    opened = list(room.sitting.ballots.order_by("number"))[before:]
    is_right = len(opened) == 1
    for _ in opened:
        ended(room)
    return is_right, one_served(answers, OPEN)


def two_decisions(room: Chamber, way: Way) -> tuple[bool, bool]:
    ballot = room.put(Taken.TOTALS)
    close_vote(ballot, hands=Hands(2, 1, 0), at=None, by=by(room.officer))
    answers = at_once(
        lambda: way.decides(room.cat_user, ballot),
        lambda: way.decides(room.officer, ballot),
    )
    is_right = Decision.objects.filter(ballot=ballot).count() == 1
    return is_right, one_served(answers, "The decision on that vote is recorded already.")


def two_seats_of_one_agency(room: Chamber, way: Way) -> tuple[bool, bool]:
    room.takes_up("commissioning")
    ballot = room.put()
    answers = at_once(
        lambda: way.votes(room.ann_user, ballot, room.police, Choice.FOR),
        lambda: way.votes(room.dan_user, ballot, room.second, Choice.AGAINST),
    )
    is_right = ballot.votes.count() == 1
    ended(room)
    return is_right, one_served(answers, "voted for this agency at")


def interest_and_vote(room: Chamber, way: Way) -> tuple[bool, bool]:
    item = room.takes_up()
    ballot = room.put()
    answers = at_once(
        lambda: way.votes(room.ann_user, ballot, room.police, Choice.FOR),
        lambda: way.declares(item, goes=True),
    )
    is_declared = Declaration.objects.filter(item=item).exists()
    is_right = is_declared and not is_counted(room)
    ended(room)
    return is_right, answers[1].is_done and (answers[0].is_done or answers[0].says(BARRED))


def interest_and_opening(room: Chamber, way: Way) -> tuple[bool, bool]:
    """Ann votes as soon as it is open."""
    item = room.takes_up()
    answers = at_once(lambda: way.puts(room.officer), lambda: way.declares(item, goes=True))
    ballot = room.last()
    way.votes(room.ann_user, ballot, room.police, Choice.FOR)
    has_voted = ballot.votes.exists()
    is_right = Declaration.objects.filter(item=item).exists() and not has_voted
    is_right = is_right and not (is_voice(room, ballot) and is_counted(room))
    ended(room)
    return is_right, all(each.is_done for each in answers)


def ruling_and_opening(room: Chamber, way: Way) -> tuple[bool, bool]:
    item = room.takes_up()
    assert way.declares(item, goes=False).is_done
    number = room.meeting.declarations.latest("number").number
    assert way.rules(room.cat_user, number, Ruled.TAKES_PART).is_done
    answers = at_once(lambda: way.puts(room.officer), lambda: way.rules(room.cat_user, number, Ruled.LEAVES))
    ballot, ruled = room.last(), Ruling.objects.filter(declaration__item=item).latest("number")
    is_barred = ruled.ruled == Ruled.LEAVES and is_voice(room, ballot)
    is_right = not (is_barred and (ruled.at <= ballot.at or is_counted(room)))
    ended(room)
    return is_right, answers[0].is_done and (answers[1].is_done or answers[1].says(OPEN))


NAMED: dict[str, Race] = {
    "two tabs of one member": two_tabs,
    "member and deputy": member_and_deputy,
    "vote and closing": vote_and_close,
    "two casting votes": two_casting_votes,
    "interest and vote": interest_and_vote,
}
OTHER: dict[str, Race] = {
    "two closings": two_closings,
    "two openings": two_openings,
    "two decisions on one vote": two_decisions,
    "two seats of one agency": two_seats_of_one_agency,
    "interest and opening": interest_and_opening,
    "ruling and opening": ruling_and_opening,
}
WITH_OWN_ITEM = {two_seats_of_one_agency, interest_and_vote, interest_and_opening, ruling_and_opening}
"""These come last in a round: whoever is barred from their item is not barred from that of the others."""
KINDS = {
    "named": NAMED,
    "other": OTHER,
    "all": dict(sorted({**NAMED, **OTHER}.items(), key=lambda kind: kind[1] in WITH_OWN_ITEM)),
}


def is_voice(room: Chamber, ballot: Ballot) -> bool:
    """Whether Ann has a voice in it."""
    return [room.police.key, room.ann.key] in ballot.voices


def is_counted(room: Chamber) -> bool:
    """Whether the last ballot can still be closed and counted."""
    try:
        close_vote(room.last(), hands=None, at=None, by=by(room.officer))
    except RuleBroken:
        return False
    return True


def ended(room: Chamber) -> None:
    """Whatever came of it, no vote is open."""
    room.sitting.refresh_from_db(fields=["ballot"])
    if room.sitting.ballot is not None:
        open_one = Ballot.objects.select_related("sitting__meeting__body__trust").get(pk=room.sitting.ballot)
        void_vote(open_one, reason="Next round.", at=None, by=by(room.officer))


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--kinds", choices=list(KINDS), default="all")
    parser.add_argument("--off", nargs="*", default=[], choices=list(GUARDS))
    options = parser.parse_args()
    announcements._push = lambda topic, key: None
    logging.disable(logging.CRITICAL if options.off else logging.NOTSET)
    for guard in options.off:
        GUARDS[guard]()
    chosen = KINDS[options.kinds]
    kept: Counter[str] = Counter(dict.fromkeys(chosen, 0))
    right: Counter[str] = Counter(dict.fromkeys(chosen, 0))
    by_form = 0
    for number in range(options.rounds):
        if number % A_MEETING == 0:
            room = Chamber()
            room.sits()
        way = ByForm(room) if number % A_MEETING < BY_FORM else ByAct(room)
        by_form += isinstance(way, ByForm)
        room.takes_up()
        for name, race in chosen.items():
            is_right, is_told = race(room, way)
            right[name] += is_right
            kept[name] += is_right and is_told
    whole = [] if "database" in options.off else list(findings(private_key(settings.LEDGER_KEY).public_key()))
    told = {
        "rounds": options.rounds,
        "of them by forms": by_form,
        "kept": kept,
        "record as it should be": right,
        "findings": whole,
    }
    print(json.dumps(told))


if __name__ == "__main__":
    main()
