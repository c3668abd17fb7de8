"""What changed from one edition of an agreement to the next, clause by clause and word by word. Values only.

Its laws:

1. Every clause of both texts stands in one change, the new ones in their order, those taken out where they stood.
2. A clause that only moved or got another number is the same clause, not one taken out and one added.
3. The pieces joined without what was struck are the new words, without what was added the old ones.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from governance.agreements.emphasis import Emphasised, emphasised
from governance.agreements.text import Clause
from trustboard.wording.differences import Piece, pieces_of

ALIKE = 0.5
"""From which likeness on (0 nothing in common, 1 all words) two clauses are one reworded, whatever its number."""

ALIKE_BY_NUMBER = 0.25
"""The same for two clauses that bear one number."""

SAME_NUMBER = 0.2
"""How much more alike one number makes two clauses, where several could be the one that was reworded."""

_RAREST = 8
_MOST_SHARING = 50
_TRIED = 5
_SHORT = 6


class Became(StrEnum):
    """What a clause became. One that was reworded and renumbered is "reworded": its words are what is signed."""

    SAME = "same"
    REWORDED = "reworded"
    RENUMBERED = "renumbered"
    ADDED = "added"
    REMOVED = "removed"


@dataclass(frozen=True, slots=True)
class Changed:
    """A clause in both editions, or in one: what it became, and its words as pieces kept, struck and added."""

    became: Became
    before: Clause | None
    after: Clause | None
    pieces: tuple[Piece, ...]

    @property
    def is_renumbered(self) -> bool:
        """Whether it stands under another number now; a clause reworded may be that as well."""
        return self.before is not None and self.after is not None and self.before.number != self.after.number

    @property
    def shown(self) -> tuple[Emphasised, ...]:
        """The pieces with bold and italic words as such, and without their signs."""
        return emphasised(self.pieces)


def compare(before: Sequence[Clause], after: Sequence[Clause]) -> tuple[Changed, ...]:
    """Every clause and what became of it, in the order of the new text, with those taken out where they stood."""
    was = _Pairing(before, after).was
    stays = {old: new for new, old in was.items()}
    gone: defaultdict[int, list[Changed]] = defaultdict(list)
    behind = -1
    for at, clause in enumerate(before):
        if at in stays:
            behind = stays[at]
        else:
            gone[behind].append(_changed(clause, None))
    found = gone[-1]
    for at, clause in enumerate(after):
        found.append(_changed(before[was[at]] if at in was else None, clause))
        found.extend(gone[at])
    return tuple(found)


def changes_only(changes: Iterable[Changed]) -> tuple[Changed, ...]:
    """The same without the clauses that stayed as they were."""
    return tuple(change for change in changes if change.became is not Became.SAME)


def summary(changes: Iterable[Changed]) -> str:
    """How much changed, as one sentence: "2 clauses reworded, 1 added, 1 taken out; 14 as before." """
    times = Counter(change.became for change in changes)
    told = {
        Became.REWORDED: "reworded",
        Became.RENUMBERED: "renumbered",
        Became.ADDED: "added",
        Became.REMOVED: "taken out",
    }
    parts = [f"{times[became]} {word}" for became, word in told.items() if times[became]]
    if not parts:
        return "Nothing has changed."
    number, first = parts[0].split(" ", 1)
    parts[0] = f"{number} {'clause' if number == '1' else 'clauses'} {first}"
    as_before = f"; {times[Became.SAME]} as before" if times[Became.SAME] else ""
    return f"{', '.join(parts)}{as_before}."


def _changed(before: Clause | None, after: Clause | None) -> Changed:
    if before is None or after is None:
        became, word = (Became.ADDED, "added") if before is None else (Became.REMOVED, "struck")
        words = (after or before or _NOTHING).words
        return Changed(became, before, after, (Piece(word, words),) if words else ())
    if before.words != after.words:
        return Changed(_became(before, after), before, after, tuple(pieces_of(before.words, after.words)))
    return Changed(_became(before, after), before, after, (Piece("kept", after.words),) if after.words else ())


def _became(before: Clause, after: Clause) -> Became:
    """Lines that only break elsewhere are the same words; what was made a heading, bold or a list is reworded."""
    if (before.heading, before.markdown.split()) != (after.heading, after.markdown.split()):
        return Became.REWORDED
    return Became.SAME if before.number == after.number else Became.RENUMBERED


class _Pairing:
    """Which clause of the old text each one of the new is: the surest pairs first, each clause in one pair."""

    def __init__(self, before: Sequence[Clause], after: Sequence[Clause]) -> None:
        self.before, self.after = before, after
        self.was: dict[int, int] = {}
        self.old = dict.fromkeys(range(len(before)))
        self.new = dict.fromkeys(range(len(after)))
        self._pair(lambda clause: (clause.number, clause.words))
        self._pair(lambda clause: tuple(clause.words.split()))
        self.old_words = {at: Counter(before[at].words.split()) for at in self.old}
        self.new_words = {at: Counter(after[at].words.split()) for at in self.new}
        self._pair_by_likeness()
        self._pair(lambda clause: clause.number, self._is_same_number)

    def _take(self, new: int, old: int) -> None:
        self.was[new] = old
        del self.new[new], self.old[old]

    def _pair(
        self, key: Callable[[Clause], Hashable], allow: Callable[[int, int], bool] = lambda _new, _old: True
    ) -> None:
        """The first with the first of each key that is not empty."""
        waiting: defaultdict[Hashable, list[int]] = defaultdict(list)
        for old in reversed(self.old):
            if found := key(self.before[old]):
                waiting[found].append(old)
        for new in list(self.new):
            olds = waiting.get(key(self.after[new]) or None)
            if olds and allow(new, olds[-1]):
                self._take(new, olds.pop())

    def _is_same_number(self, new: int, old: int) -> bool:
        one, other = self.before[old], self.after[new]
        short = max(self.old_words[old].total(), self.new_words[new].total()) <= _SHORT
        return (
            short or (one.heading != "" and one.heading == other.heading) or self._likeness(new, old) >= ALIKE_BY_NUMBER
        )

    def _likeness(self, new: int, old: int) -> float:
        """The words that both have, of all the words of both: 0 to 1."""
        one, other = self.old_words[old], self.new_words[new]
        return 2 * (one & other).total() / max(1, one.total() + other.total())

    def _pair_by_likeness(self) -> None:
        scored = []
        for new, olds in self._candidates():
            for old in olds:
                if (likeness := self._likeness(new, old)) >= ALIKE:
                    bonus = SAME_NUMBER if self.after[new].number == self.before[old].number else 0
                    scored.append((-likeness - bonus, new, old))
        for _, new, old in sorted(scored):
            if new in self.new and old in self.old:
                self._take(new, old)

    def _candidates(self) -> Iterator[tuple[int, list[int]]]:
        """For each new clause the old one of its number and the few that share most of its rarest words.

        All pairs would be too many.
        """
        numbered = {self.before[old].number: old for old in reversed(self.old)}
        having: defaultdict[str, list[int]] = defaultdict(list)
        for old in self.old:
            for word in self.old_words[old]:
                having[word].append(old)
        for new in self.new:
            known = sorted((len(having[word]), word) for word in self.new_words[new] if word in having)
            shared = Counter(old for times, word in known[:_RAREST] if times <= _MOST_SHARING for old in having[word])
            nearest = sorted(shared, key=lambda old: (-shared[old], old))[:_TRIED]
            number = self.after[new].number
            yield new, list(dict.fromkeys([*nearest, numbered[number]] if number in numbered else nearest))


_NOTHING = Clause("", "", "", 1, "")
