"""The simple formatting of what is written in minutes: paragraphs, lists, bold and italic. Text in, HTML out.

Its laws:

1. Nothing that is typed becomes markup but these: every other sign stands as it was typed.
2. There are no headings, links, pictures nor tables: the outline of the minutes is made by their items alone.
"""

from __future__ import annotations

import re
from html import unescape

from markdown_it import MarkdownIt

HINT = "An empty line begins a paragraph; - or 1. before a line makes a list; **bold**, *italic*."

_MARKDOWN = MarkdownIt("zero", {"breaks": True}).enable(["list", "emphasis", "newline", "escape"])


def formatted(text: str) -> str:
    """The text as HTML, safe to be shown."""
    return str(_MARKDOWN.render(text)).strip()


def unformatted(text: str) -> str:
    """The words alone, as they are read."""
    return unescape(re.sub(r"<[^>]*>", "", formatted(text)))
