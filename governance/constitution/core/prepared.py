"""A requirement made ready for one meeting: each form knows whom it means, and is asked again of any set of voices.

One class a form, and each says one thing: its tally, which is whether it holds, what there is and what is needed.
Whatever does not hang on who is there is worked out once.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Sequence
from dataclasses import replace
from functools import singledispatch
from typing import NamedTuple

from governance.constitution.core.conditions import is_settled, prepare_condition
from governance.constitution.core.language import (
    AllOf,
    AnyOf,
    AtLeast,
    AtMost,
    AtOpening,
    Count,
    NoneAsked,
    QuorumOf,
    Requirement,
    Selector,
    Share,
    Someone,
    Unit,
    When,
)
from governance.constitution.core.shares import Measured, always, base_of, moves, need_of
from governance.constitution.core.voices import Gathered, Voices, bits

NOBODY = Gathered(0, 0, 0, 0)


class Tally(NamedTuple):
    """Whether a requirement holds (None: nothing is asked), how many there are, and how many it needs or lets pass."""

    holds: bool | None
    have: int = 0
    need: int = 0


NOTHING_ASKED = Tally(None)


class Prepared(ABC):
    """One requirement, ready to be asked of any set of the meeting's voices."""

    parts: Sequence[Prepared] = ()
    grows = True
    """Whether a further voice never loses it."""

    def __init__(self, asked: Requirement, voices: Voices) -> None:
        self.asked = asked
        self.voices = voices
        self._those = NOBODY
        self._tally: Tally | None = None

    def tally(self, those: Gathered) -> Tally:
        """How it stands with those voices. The last answer is kept, since a rule above asks its parts several times."""
        if those is not self._those or self._tally is None:
            self._those, self._tally = those, self.counted(those)
        return self._tally

    def holds(self, those: Gathered) -> bool | None:
        """Whether it holds, and no more: a search asks this of thousands of sets, and stops counting once it knows."""
        return self.tally(those).holds

    @abstractmethod
    def counted(self, those: Gathered) -> Tally:
        """How it stands with those voices, counted anew."""

    def base(self, those: Gathered) -> int | None:
        """What a share is taken of."""
        return None

    def serving(self, those: Gathered) -> int:
        """The voices that serve it."""
        return 0

    def lacks(self, those: Gathered) -> int:
        """How many voices it takes at least to make it met, whoever they are; each adding no more than one."""
        return 0

    def answering(self, those: Gathered) -> Sequence[Prepared]:
        """The parts that its answer rests on."""
        return self.parts

    def seen(self, those: Gathered) -> Gathered:
        """Those voices as its parts hear them."""
        return those


class _Nothing(Prepared):
    def counted(self, those: Gathered) -> Tally:
        return NOTHING_ASKED


class _Matching(Prepared):
    """Those who count and are meant: at least so many, or with `most` no more."""

    def __init__(
        self, asked: Requirement, voices: Voices, *, of: Selector, unit: Unit, need: Measured, most: bool = False
    ) -> None:
        super().__init__(asked, voices)
        self.meant = voices.asked(of, unit)
        self.unit = unit
        self.measured = voices.measuring(unit)
        self.need = need
        self.most = most
        self.grows = not most

    def counted(self, those: Gathered) -> Tally:
        have, need = self.measured(those.counted & self.meant), self.need(those)
        return Tally(have <= need if self.most else have >= need, have, need)

    def holds(self, those: Gathered) -> bool:
        have, need = self.measured(those.counted & self.meant), self.need(those)
        return have <= need if self.most else have >= need

    def serving(self, those: Gathered) -> int:
        return those.counted & self.meant

    def lacks(self, those: Gathered) -> int:
        if self.most or self.unit is Unit.WEIGHT:
            return 0
        _, have, need = self.tally(those)
        return max(need - have, 0)


class _Share(_Matching):
    """A share, which besides knows its base."""

    def __init__(self, asked: Requirement, share: Share, voices: Voices, *, most: bool = False) -> None:
        self.measured_base = base_of(share, voices)
        self.moves = moves(share, voices.meeting)
        need = need_of(share, self.measured_base)
        super().__init__(
            asked, voices, of=share.of, unit=share.unit, need=need if self.moves else always(need(NOBODY)), most=most
        )
        self.grows = not (most or self.moves)

    def base(self, those: Gathered) -> int | None:
        return self.measured_base(those)

    def lacks(self, those: Gathered) -> int:
        return 0 if self.moves else super().lacks(those)


class _Combined(Prepared):
    """So many of its parts hold; every one of those that ask anything where `wanted` is None."""

    def __init__(self, asked: Requirement, parts: Sequence[Requirement], voices: Voices, *, wanted: int | None) -> None:
        super().__init__(asked, voices)
        self.parts = [prepare(part, voices) for part in parts]
        self.wanted = wanted
        self.grows = all(part.grows for part in self.parts)

    def counted(self, those: Gathered) -> Tally:
        answers = [holds for part in self.parts if (holds := part.tally(those).holds) is not None]
        return self._judged(len(answers), sum(answers))

    def _judged(self, asking: int, met: int) -> Tally:
        if not asking and (self.parts or isinstance(self.asked, AtLeast)):
            return NOTHING_ASKED
        need = asking if self.wanted is None else self.wanted
        return Tally(met >= need, met, need)

    def holds(self, those: Gathered) -> bool | None:
        asking, met, left = 0, 0, len(self.parts)
        for part in self.parts:
            left -= 1
            holds = part.holds(those)
            if holds is None:
                continue
            asking += 1
            met += holds
            if self.wanted is None and not holds:
                return False
            if self.wanted is not None and met >= self.wanted:
                return True
            if self.wanted is not None and met + left < self.wanted:
                return False
        return self._judged(asking, met).holds

    def serving(self, those: Gathered) -> int:
        found = 0
        for part in self.parts:
            if part.tally(those).holds:
                found |= part.serving(those)
        return found

    def lacks(self, those: Gathered) -> int:
        missing = sorted(part.lacks(those) for part in self.parts if part.tally(those).holds is not None)
        wanted = len(missing) if self.wanted is None else self.wanted
        return missing[wanted - 1] if 0 < wanted <= len(missing) else 0


class _Distinct(_Combined):
    """So many of its parts hold, each served by somebody else: a maximum matching of parts and people."""

    def counted(self, those: Gathered) -> Tally:
        _, _, need = plain = super().counted(those)
        if plain.holds is None:
            return plain
        have = self._served_apart(those)
        return Tally(have >= need, have, need)

    def holds(self, those: Gathered) -> bool | None:
        return self.tally(those).holds

    def lacks(self, those: Gathered) -> int:
        _, have, need = self.tally(those)
        return max(need - have, 0)

    def _served_apart(self, those: Gathered) -> int:
        servers: dict[int, int] = {}
        candidates = [self._people(part.serving(those)) for part in self.parts]

        def serve(part: int, tried: set[int]) -> bool:
            for person in candidates[part]:
                if person not in tried:
                    tried.add(person)
                    if person not in servers or serve(servers[person], tried):
                        servers[person] = part
                        return True
            return False

        return sum(serve(part, set()) for part in range(len(candidates)))

    def _people(self, voices: int) -> list[int]:
        """Each person once, by all their voices."""
        of_person, each = self.voices.of_person, self.voices.each
        return list(dict.fromkeys(of_person[each[place].person] for place in bits(voices)))


class _Chosen(Prepared):
    """One of two requirements, by a condition."""

    def __init__(self, asked: When, voices: Voices) -> None:
        super().__init__(asked, voices)
        self.condition = prepare_condition(asked.condition, voices, prepare)
        self.then = prepare(asked.then, voices)
        self.otherwise = prepare(asked.otherwise, voices) if asked.otherwise else None
        self.grows = is_settled(asked.condition) and self.then.grows and (not self.otherwise or self.otherwise.grows)

    def chosen(self, those: Gathered) -> Prepared | None:
        """The one that applies."""
        return self.then if self.condition(those) else self.otherwise

    def counted(self, those: Gathered) -> Tally:
        chosen = self.chosen(those)
        return chosen.tally(those) if chosen else NOTHING_ASKED

    def base(self, those: Gathered) -> int | None:
        chosen = self.chosen(those)
        return chosen.base(those) if chosen else None

    def serving(self, those: Gathered) -> int:
        chosen = self.chosen(those)
        return chosen.serving(those) if chosen else 0

    def answering(self, those: Gathered) -> Sequence[Prepared]:
        chosen = self.chosen(those)
        return [chosen] if chosen else []


class _AtOpening(Prepared):
    """A requirement asked of those who were here at the opening; while there was none yet, of those here."""

    def __init__(self, asked: AtOpening, voices: Voices) -> None:
        super().__init__(asked, voices)
        opening = voices.meeting.opened
        then = Voices(opening) if opening else voices
        self.rule = prepare(asked.requirement, then)
        self.parts = [self.rule]
        self.then = then.gathered(then.here) if opening else None
        self.grows = self.then is not None or self.rule.grows

    def seen(self, those: Gathered) -> Gathered:
        return self.then or those

    def counted(self, those: Gathered) -> Tally:
        return self.rule.tally(self.seen(those))

    def base(self, those: Gathered) -> int | None:
        return self.rule.base(self.seen(those))

    def serving(self, those: Gathered) -> int:
        return 0 if self.then else self.rule.serving(those)

    def lacks(self, those: Gathered) -> int:
        return 0 if self.then else self.rule.lacks(those)


class _Elsewhere(Prepared):
    """The quorum of another body, asked of those here who hold a seat there."""

    def __init__(self, asked: QuorumOf, voices: Voices) -> None:
        super().__init__(asked, voices)
        meeting = voices.meeting
        holders = meeting.holders_elsewhere(asked.body, voices.each)
        self.there = Voices(replace(meeting.seen_from(asked.body), here=()), [here for _, here in holders])
        self.translated = [(1 << place, 1 << at) for at, (place, _) in enumerate(holders)]
        self.rule = prepare(meeting.others[asked.body].requirement, self.there)
        self.parts = [self.rule]
        self.grows = self.rule.grows and not self.there.contested
        for here, _ in self.translated:
            voices.set_apart(here)

    def seen(self, those: Gathered) -> Gathered:
        found = 0
        for here, there in self.translated:
            if those.all & here:
                found |= there
        return self.there.gathered(found)

    def counted(self, those: Gathered) -> Tally:
        return self.rule.tally(self.seen(those))

    def base(self, those: Gathered) -> int | None:
        return self.rule.base(self.seen(those))

    def serving(self, those: Gathered) -> int:
        serving, found = self.rule.serving(self.seen(those)), 0
        for here, there in self.translated:
            if serving & there:
                found |= here
        return found


@singledispatch
def prepare(asked: Requirement, voices: Voices) -> Prepared:
    """The requirement, ready to be asked of any set of these voices."""
    raise TypeError(f"{type(asked).__name__} is no requirement.")


@prepare.register
def _(asked: NoneAsked, voices: Voices) -> Prepared:
    return _Nothing(asked, voices)


@prepare.register
def _(asked: Count, voices: Voices) -> Prepared:
    return _Matching(asked, voices, of=asked.of, unit=asked.unit, need=always(asked.n))


@prepare.register
def _(asked: Someone, voices: Voices) -> Prepared:
    return _Matching(asked, voices, of=asked.who, unit=Unit.PERSON, need=always(1))


@prepare.register
def _(asked: Share, voices: Voices) -> Prepared:
    return _Share(asked, asked, voices)


@prepare.register
def _(asked: AtMost, voices: Voices) -> Prepared:
    limit = asked.limit
    if isinstance(limit, Share):
        return _Share(asked, limit, voices, most=True)
    return _Matching(asked, voices, of=limit.of, unit=limit.unit, need=always(limit.n), most=True)


@prepare.register
def _(asked: AllOf, voices: Voices) -> Prepared:
    return _Combined(asked, asked.parts, voices, wanted=None)


@prepare.register
def _(asked: AnyOf, voices: Voices) -> Prepared:
    return _Combined(asked, asked.parts, voices, wanted=1)


@prepare.register
def _(asked: AtLeast, voices: Voices) -> Prepared:
    kind = _Distinct if asked.distinct else _Combined
    return kind(asked, asked.among, voices, wanted=asked.n)


@prepare.register
def _(asked: When, voices: Voices) -> Prepared:
    return _Chosen(asked, voices)


@prepare.register
def _(asked: AtOpening, voices: Voices) -> Prepared:
    return _AtOpening(asked, voices)


@prepare.register
def _(asked: QuorumOf, voices: Voices) -> Prepared:
    return _Elsewhere(asked, voices)
