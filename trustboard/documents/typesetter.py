"""Typesets HTML as tagged PDF (PDF/UA-1), in a bounded process, from and to its standard streams.

Its laws:

1. Nothing is fetched but our own style sheets and fonts, by names of our own (`ours:…`); every other address fails.
2. No style, script, form or attachment of the document has any effect but our style sheets.
3. Given is JSON: `sheets`, each with `html` and whether it is in `large` print, and the `base` for its links. Answered
   is a line of JSON with the length of each PDF in bytes, and then the PDFs.
"""

from __future__ import annotations

import json
import sys
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import Any

if __name__ == "__main__":
    from trustboard.documents.bounded import confine

    confine()

STATIC = Path(__file__).resolve().parents[2] / "static"
STYLES = STATIC / "trustboard" / "print"
FONTS = STATIC / "vendor" / "fonts"
OURS = "ours:"
SHEETS = {False: ("print.css",), True: ("print.css", "large.css")}


def our_file(address: str) -> Path:
    """Our own style sheet or font of that name. Raises ValueError for every other address."""
    name = address.removeprefix(OURS)
    for folder, suffix in ((STYLES, ".css"), (FONTS, ".woff2")):
        path = folder / name
        if address.startswith(OURS) and path.suffix == suffix and path.parent == folder and path.is_file():
            return path
    raise ValueError("Nothing is fetched for a document but our own styles and fonts.")


def typeset(sheets: list[dict[str, Any]], base: str) -> list[bytes]:
    """Each of the sheets as PDF."""
    from weasyprint import CSS, HTML  # noqa: PLC0415 - after the process was bounded
    from weasyprint.text.fonts import FontConfiguration  # noqa: PLC0415 - likewise
    from weasyprint.urls import URLFetcher, URLFetcherResponse  # noqa: PLC0415 - likewise

    class Ours(URLFetcher):
        def fetch(self, url: str, headers: Any = None) -> Any:
            return URLFetcherResponse(url, our_file(url).read_bytes())

    ours: Any = Ours()  # type: ignore[no-untyped-call]  # the library has no types

    @cache
    def looks(is_large: bool) -> tuple[list[CSS], FontConfiguration]:
        # Once for all sheets of a size, for to unpack the fonts takes as long as to set a page.
        fonts = FontConfiguration()  # one for both, or faces named in a style sheet are left out without a word
        styles = [
            CSS(string=our_file(OURS + name).read_text(), base_url=OURS, url_fetcher=ours, font_config=fonts)
            for name in SHEETS[is_large]
        ]
        return styles, fonts

    found = []
    for sheet in sheets:
        styles, fonts = looks(bool(sheet["large"]))
        document = HTML(string=sheet["html"], base_url=base, url_fetcher=ours)
        out = BytesIO()
        document.write_pdf(out, stylesheets=styles, font_config=fonts, pdf_variant="pdf/ua-1")
        found.append(out.getvalue())
    return found


def main() -> None:
    """From the standard input to the standard output."""
    given = json.load(sys.stdin)
    made = typeset(given["sheets"], given["base"])
    out = sys.stdout.buffer
    out.write(json.dumps([len(pdf) for pdf in made]).encode() + b"\n")
    for pdf in made:
        out.write(pdf)


if __name__ == "__main__":
    main()
