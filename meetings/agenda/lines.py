"""An agenda as one audience reads it: each item as a line, with what is not for that audience left out. Values only.

Its laws:

1. What is not for the audience is not in the value at all: no title, lead, papers, bidders, nor what it is about.
2. Every item keeps its number; one that is not for the audience is a number and why it is withheld.
3. Of a paper that is not for the audience only its being there is told.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from uuid import UUID

from governance.constitution.english.phrasing import capital
from governance.constitution.english.wording import words
from meetings.agenda.audience import Audience


def kind_in_words(decision: str) -> str:
    """The kind of decision as it is read: "change-of-membership" is "Change of membership"."""
    return capital(words(decision.replace("_", "-")))


@dataclass(frozen=True, slots=True)
class PaperOf:
    """A paper of an item."""

    key: UUID
    title: str
    audience: str
    suffix: str
    size: int
    withdrawn: str = ""


@dataclass(frozen=True, slots=True)
class ItemOf:
    """An item with all there is of it. `purpose` is read with the kind of decision; `bidders` are names."""

    key: UUID
    version: int
    number: int
    title: str
    purpose: str
    decision: str
    lead: str
    minutes: int | None
    audience: str
    reason: str
    bidders: tuple[str, ...]
    about: str
    withdrawn: str
    papers: tuple[PaperOf, ...] = ()


class News(StrEnum):
    """What a supplement says of an item. `SAME`: it stands there for its new papers' sake."""

    NEW = "new"
    CHANGED = "changed"
    WITHDRAWN = "withdrawn"
    SAME = ""


@dataclass(frozen=True, slots=True)
class Line:
    """An item as an audience reads it. Where `withheld` says why, nothing else but the number is there.

    `kept_back` is how many papers are for fewer readers.
    """

    number: int
    withheld: str = ""
    key: UUID | None = None
    title: str = ""
    purpose: str = ""
    lead: str = ""
    minutes: int | None = None
    audience: str = ""
    reason: str = ""
    bidders: tuple[str, ...] = ()
    about: str = ""
    withdrawn: str = ""
    papers: tuple[PaperOf, ...] = ()
    kept_back: int = 0
    news: News = News.SAME


def lines_for(audience: Audience, items: Iterable[ItemOf]) -> list[Line]:
    """The agenda for that audience."""
    return [_line(audience, item) for item in items]


def news_for(
    audience: Audience, items: Iterable[ItemOf], *, versions: Mapping[str, int], papers: Collection[str]
) -> list[Line]:
    """What has changed since, for that audience: `versions` of the items that stand published, by key, and the keys of
    the papers.
    """
    found = []
    for item in items:
        news, fresh = _news(item, versions, papers)
        if news or fresh:
            found.append(_line(audience, replace(item, papers=fresh), news))
    return found


def changes_in(items: Iterable[ItemOf], *, versions: Mapping[str, int], papers: Collection[str]) -> list[ItemOf]:
    """The items of which a supplement would tell."""
    return [item for item in items if any(_news(item, versions, papers))]


def audiences_of(items: Iterable[ItemOf]) -> list[Audience]:
    """The audiences for which these make copies that differ, the widest first: each that may read one of them."""
    asked = {item.audience for item in items} | {paper.audience for item in items for paper in item.papers}
    return [audience for audience in Audience if audience.value in asked]


def _news(item: ItemOf, versions: Mapping[str, int], papers: Collection[str]) -> tuple[News, tuple[PaperOf, ...]]:
    before = versions.get(str(item.key))
    fresh = tuple(paper for paper in item.papers if str(paper.key) not in papers and not paper.withdrawn)
    if before is None:
        return News.NEW, fresh
    if before == item.version:
        return News.SAME, fresh
    return (News.WITHDRAWN, ()) if item.withdrawn else (News.CHANGED, fresh)


def _line(audience: Audience, item: ItemOf, news: News = News.SAME) -> Line:
    if not audience.reads(item.audience):
        return Line(number=item.number, withheld=_why(item), news=news)
    papers = [paper for paper in item.papers if not paper.withdrawn]
    theirs = tuple(paper for paper in papers if audience.reads(paper.audience))
    return Line(
        number=item.number,
        key=item.key,
        title=item.title,
        purpose=item.purpose,
        lead=item.lead,
        minutes=item.minutes,
        audience=item.audience,
        reason=item.reason,
        bidders=item.bidders,
        about=item.about,
        withdrawn=item.withdrawn,
        papers=() if item.withdrawn else theirs,
        kept_back=0 if item.withdrawn else len(papers) - len(theirs),
        news=news,
    )


def _why(item: ItemOf) -> str:
    return f"Confidential: {item.reason}" if item.audience == Audience.CONFIDENTIAL else "For members of the body"


@dataclass(frozen=True, slots=True)
class Printed:
    """What an agenda looks like for each audience, made before the act: HTML, PDF and large print, kept by SHA-256.

    `key` is the state of what it was made from: the same request with the same state is the same request.
    """

    key: str
    copies: tuple[Mapping[str, str], ...]
