"""The text of an agreement: Markdown with numbered clauses; found, checked, shown and made canonical. Values only.

Its laws:

1. Any text has clauses; no word of it is lost, and none changes its place.
2. Nothing that is typed becomes markup but paragraphs, bulleted lists, tables, bold and italic. There are no links,
   pictures nor HTML, and a number is shown as it was written: nothing counts by itself.
3. One text has one canonical form and one digest.
"""

from __future__ import annotations

import re
import textwrap
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby, zip_longest

from markdown_it import MarkdownIt
from markdown_it.renderer import RendererHTML
from markdown_it.token import Token
from markdown_it.utils import EnvType, OptionsDict

from governance.agreements.outline import Part, parts_of
from trustboard.ledger.canonical import canonical as canonical_json
from trustboard.ledger.canonical import sha256

LONGEST = 200_000
"""The most letters that the text of an agreement may have."""

MOST = 2_000
"""The most clauses that an agreement may have."""

DEEPEST = 9
"""How many lists may stand one within the other: Markdown is shown to the twentieth level, two for each."""

HINT = (
    "Begin each clause on a line of its own with its number: 3, 3.2, (a), Article 4, Schedule 1. An empty line begins "
    "a paragraph; # before a line makes a heading; - before a line makes a list; **bold**, *italic*."
)

_LINE_ENDS = re.compile("\r\n|[\r\v\f\x85\u2028\u2029]")
_LONGEST_HEADING = 60
_NAMED_IN_A_FAULT = 5
_BULLET = re.compile(r"^(\s*)[•·▪◦‣][^\S\n]+", re.MULTILINE)
_COUNTED = re.compile(r"^(\s*(?:[-*+]\s+)*[0-9]{1,9})([.)])(?=\s|$)", re.MULTILINE)
_INVISIBLE = frozenset({"Cc", "Cf", "Cs", "Co", "Cn"})
_JOINERS = "\u200c\u200d"


@dataclass(frozen=True, slots=True)
class Clause:
    """A clause: its number in full ("3", "3.2", "3.2(a)", "Schedule 1, 2"; "" where it has none), heading and body.

    `label` is what stands in front of it on paper ("Article 3", "(a)"); `level` is 1 at the top; `anchor` names it in
    links, once in its text.
    """

    number: str
    heading: str
    markdown: str
    level: int
    anchor: str
    label: str = ""

    @property
    def words(self) -> str:
        """What it says, as typed, without its number."""
        return "\n\n".join(each for each in (self.heading, self.markdown) if each)


def clauses_in(markdown: str) -> tuple[Clause, ...]:
    """The clauses of the text in their order; what stands before the first one, and headings, are without a number."""
    parts = parts_of(canonical(markdown))
    used: Counter[str] = Counter()
    found = []
    for part, following in zip_longest(parts, parts[1:]):
        heading, body = _headed(part, following)
        wanted = "clause-" + (_slug(part.number) or _slug(heading)[:40].strip("-") or "text")
        used[wanted] += 1
        anchor = wanted if used[wanted] == 1 else f"{wanted}--{used[wanted]}"
        found.append(Clause(part.number, heading, body, part.level, anchor, part.label))
    return tuple(found)


def canonical(markdown: str) -> str:
    r"""The text in its one form: Unicode NFC; lines end in \n, none in a blank; one \n at the end; "" for no words.

    CR LF, CR, VT, FF, NEL, LS and PS end a line. Blanks are what Unicode calls White_Space, and U+001C to U+001F.
    Byte order marks at the beginning are taken away. Nothing else is touched.
    """
    lines = _LINE_ENDS.sub("\n", unicodedata.normalize("NFC", markdown)).lstrip("\ufeff").split("\n")
    text = "\n".join(line.rstrip() for line in lines).rstrip("\n")
    return f"{text}\n" if text else ""


def digest_of_text(title: str, text: str, statement: str) -> str:
    """SHA-256 of what is signed, as 64 hexadecimal digits; anybody can take it again.

    It is taken of the UTF-8 of one JSON object with three strings, {"statement": …, "text": …, "title": …}, each in the
    form that `canonical` gives; its names in this order, without a space between, letters beyond ASCII as themselves
    (RFC 8785). Raises UnicodeEncodeError for half a surrogate pair, which `faults_in` names.
    """
    signed = {"title": canonical(title), "text": canonical(text), "statement": canonical(statement)}
    return sha256(canonical_json(signed))


def digest_of_statement(statement: str) -> str:
    """SHA-256 of the words beside the box, in the form that `canonical` gives, in UTF-8."""
    return sha256(canonical(statement))


def faults_in(markdown: str) -> tuple[str, ...]:
    """What has to be put right before the text can be issued, in sentences; none when it can be."""
    text = canonical(markdown)
    if not text:
        return ("Enter the text of the agreement.",)
    if len(text) > LONGEST:
        return (f"The text has {len(text):,} letters. It can have at most {LONGEST:,}.",)
    clauses = clauses_in(text)
    return (*_unprintable(text), *_miscounted(clauses), *_too_deep(clauses))


def as_html(clauses: Clause | Iterable[Clause], *, heading: int = 3) -> str:
    """The clauses as HTML, safe to be shown; their outermost headings are of level `heading` (1 to 6).

    What stands under a clause as one of its points stands inside it, and points beside each other are one list.
    """
    before = heading - 1
    outermost: list[_Nested] = []
    open_: list[_Nested] = []
    for clause in [clauses] if isinstance(clauses, Clause) else clauses:
        rank = before
        if clause.heading:
            rank = before = min(heading + clause.level - 1, before + 1, 6)
        while open_ and not _is_inside(clause, open_[-1].clause):
            open_.pop()
        nested = _Nested(clause, rank, [])
        (open_[-1].inside if open_ else outermost).append(nested)
        open_.append(nested)
    return _together(outermost)


def _headed(part: Part, following: Part | None) -> tuple[str, str]:
    """The heading and the body: a short first line without a stop is a heading where something stands under it."""
    lines = list(part.lines)
    while lines and not lines[0].strip():
        lines.pop(0)
    if not part.heading and part.number and not part.is_pointed and lines:
        first, rest = lines[0].strip(), "".join(lines[1:]).strip()
        is_title = (
            len(first) <= _LONGEST_HEADING
            and first[-1] not in ".;:,|"
            and not (first[0].islower() or rest[:1].islower())
        )
        if is_title and (rest or (following is not None and following.number and following.level > part.level)):
            return _without_bold(first), _body(lines[1:])
    return _without_bold(part.heading), _body(lines)


def _body(lines: list[str]) -> str:
    first, *others = lines or [""]
    return "\n".join((first.strip(), textwrap.dedent("\n".join(others)))).strip()


def _without_bold(heading: str) -> str:
    found = re.fullmatch(r"(\*\*|__)((?:(?!\1).)+)\1", heading)
    return found[2].strip() if found else heading


def _slug(text: str) -> str:
    return re.sub(r"[^0-9a-z]+", "-", text.lower()).strip("-")


def _unprintable(text: str) -> Iterator[str]:
    for number, line in enumerate(text.split("\n"), start=1):
        letters = dict.fromkeys(
            letter
            for letter in line
            if letter != "\t" and letter not in _JOINERS and unicodedata.category(letter) in _INVISIBLE
        )
        if letters:
            named = ", ".join(f"U+{ord(letter):04X}" for letter in list(letters)[:_NAMED_IN_A_FAULT])
            yield f"Line {number} holds a letter that cannot be printed ({named}). Type the line again."


def _miscounted(clauses: tuple[Clause, ...]) -> Iterator[str]:
    if len(clauses) > MOST:
        yield f"The text has {len(clauses):,} clauses. It can have at most {MOST:,}."
    for number, times in Counter(clause.number for clause in clauses).items():
        if times > 1 and number and not number.startswith("("):
            often = {2: "twice"}.get(times, f"{times} times")
            yield f"The number {number} stands {often}. Give each clause a number of its own."


def _too_deep(clauses: tuple[Clause, ...]) -> Iterator[str]:
    """What lies deeper is not shown, and would be agreed to all the same."""
    for clause in clauses:
        items = (token for token in _MARKDOWN.parse(_source(clause)) if token.type == "list_item_open")
        if any(token.level > 2 * DEEPEST for token in items):
            where = f"Clause {clause.number}" if clause.number else "The text"
            yield f"{where} has lists within lists more than {DEEPEST} deep. Give their parts numbers instead."


class _Renderer(RendererHTML):
    """Cells without the style by which Markdown aligns them: no inline style is ever served."""

    def render(self, tokens: Sequence[Token], options: OptionsDict, env: EnvType) -> str:
        for token in tokens:
            token.attrs = {}
        return super().render(tokens, options, env)


_MARKDOWN = MarkdownIt("zero", {"breaks": True}, renderer_cls=_Renderer).enable(
    ["list", "emphasis", "newline", "escape", "table"]
)


@dataclass(frozen=True, slots=True)
class _Nested:
    """A clause with the level of its heading, and what stands inside it."""

    clause: Clause
    rank: int
    inside: list[_Nested]

    @property
    def is_listed(self) -> bool:
        """Whether it is one of a list: it has a number, and no heading that a list would hide."""
        return self.clause.label != "" and not self.clause.heading


def _is_inside(clause: Clause, other: Clause) -> bool:
    """Whether it stands in the other: a point ("(a)", "3.2.1") one level in, or words that follow the other's points.

    "3.1" stands after the heading "3", at the same margin.
    """
    if not clause.number:
        return not clause.heading and other.level <= clause.level
    is_point = clause.number.endswith(")") or clause.label.count(".") > 1
    return is_point and other.level < clause.level and clause.number.startswith(other.number)


def _together(siblings: list[_Nested]) -> str:
    shown = []
    for is_list, run in groupby(siblings, key=lambda each: each.is_listed):
        each_shown = "\n".join(_shown(each) for each in run)
        shown.append(f'<ol class="tb-agreement-list" role="list">\n{each_shown}\n</ol>' if is_list else each_shown)
    return "\n".join(shown)


def _shown(nested: _Nested) -> str:
    """The number stands in its first line: what breaks between two pages does not leave it alone."""
    clause = nested.clause
    number = f'<span class="tb-agreement-number">{_escaped(clause.label)} </span>' if clause.label else ""
    words = str(_MARKDOWN.render(_source(clause))).strip()
    if clause.heading:
        title = str(_MARKDOWN.renderInline(clause.heading))
        head = f'<h{nested.rank} class="tb-agreement-heading">{number}{title}</h{nested.rank}>'
    elif words.startswith("<p>"):
        head, words = "", words.replace("<p>", f"<p>{number}", 1)
    else:
        head = f'<p class="tb-agreement-label">{number}</p>' if number else ""
    body = f'<div class="tb-agreement-words">{words}</div>' if words else ""
    inner = "\n".join(filter(None, (head, body, _together(nested.inside))))
    tag = "li" if nested.is_listed else "div"
    kind = " tb-agreement-clause--numbered" if clause.label else ""
    return (
        f'<{tag} class="tb-agreement-clause tb-agreement-clause--{clause.level}{kind}" id="{clause.anchor}">\n'
        f"{inner}\n</{tag}>"
    )


def _source(clause: Clause) -> str:
    return _COUNTED.sub(r"\1\\\2", _BULLET.sub(r"\1- ", clause.markdown))


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace('"', "&quot;")
