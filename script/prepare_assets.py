"""Prepares the third-party styles, script and fonts that the pages use: from node_modules into static/vendor.

Taken are GOV.UK Frontend's compiled files and Public Sans. Left out are what may not be used elsewhere than on GOV.UK
(its typeface and the crest), what no page asks for, and what would break the digests of static files (source maps,
addresses from the root). Run again it makes the same folder; it needs nothing but Python, and takes a blink.
"""

from __future__ import annotations

import re
import shutil
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
MODULES = ROOT / "node_modules"
VENDOR = ROOT / "static" / "vendor"

FRONTEND = MODULES / "govuk-frontend" / "dist" / "govuk"
FONT = MODULES / "@fontsource" / "public-sans"
WEIGHTS = ("400", "700")
SUBSETS = ("latin-ext", "latin")  # the extended one holds the letters of Welsh
STACK = '"Public Sans",arial,sans-serif'
NEVER = ("GDS Transport", "crest", "sourceMappingURL", "/assets/")

# The package of GOV.UK Frontend carries no text of its licence.
FRONTEND_LICENCE = """\
The MIT License (MIT)

Copyright (C) 2017 Crown Copyright (Government Digital Service)

Permission is hereby granted, free of charge, to any person obtaining a copy of
this software and associated documentation files (the "Software"), to deal in
the Software without restriction, including without limitation the rights to
use, copy, modify, merge, publish, distribute, sublicense, and/or sell copies
of the Software, and to permit persons to whom the Software is furnished to do
so, subject to the following conditions:

The above copyright notice and this permission notice shall be included in all
copies or substantial portions of the Software.

THE SOFTWARE IS PROVIDED "AS IS", WITHOUT WARRANTY OF ANY KIND, EXPRESS OR
IMPLIED, INCLUDING BUT NOT LIMITED TO THE WARRANTIES OF MERCHANTABILITY,
FITNESS FOR A PARTICULAR PURPOSE AND NONINFRINGEMENT. IN NO EVENT SHALL THE
AUTHORS OR COPYRIGHT HOLDERS BE LIABLE FOR ANY CLAIM, DAMAGES OR OTHER
LIABILITY, WHETHER IN AN ACTION OF CONTRACT, TORT OR OTHERWISE, ARISING FROM,
OUT OF OR IN CONNECTION WITH THE SOFTWARE OR THE USE OR OTHER DEALINGS IN THE
SOFTWARE.
"""


def main() -> None:
    for package in (FRONTEND, FONT):
        if not package.is_dir():
            sys.exit(f"{package.relative_to(ROOT)} is missing: run npm ci --ignore-scripts first.")
    made = VENDOR.with_name("vendor.new")
    shutil.rmtree(made, ignore_errors=True)
    write_frontend(made / "govuk")
    write_fonts(made / "fonts")
    # Swapped in at the end, so that a run cut short leaves the last good folder.
    shutil.rmtree(VENDOR, ignore_errors=True)
    made.rename(VENDOR)


def write_frontend(folder: Path) -> None:
    """The style sheet in our own typeface and without the crest, and the script."""
    folder.mkdir(parents=True)
    style = (FRONTEND / "govuk-frontend.min.css").read_text(encoding="utf-8")
    # The comment that stands before the typeface speaks of its licence, and goes with it.
    style = re.sub(r"(/\*[^*]*\*/\s*)?@font-face\{[^}]*GDS Transport[^}]*\}", "", style)
    style = style.replace("GDS Transport,arial,sans-serif", STACK)
    style = re.sub(r"[^{}]*\{[^{}]*govuk-crest\.svg[^{}]*\}", "", style)
    script = (FRONTEND / "govuk-frontend.min.js").read_text(encoding="utf-8")
    write_checked(folder / "govuk-frontend.min.css", without_source_map(style))
    write_checked(folder / "govuk-frontend.min.js", without_source_map(script))
    write(folder / "LICENSE.txt", FRONTEND_LICENCE)


def write_fonts(folder: Path) -> None:
    """The faces of Public Sans that the pages use, and the rules that name them."""
    folder.mkdir(parents=True)
    rules = []
    for weight in WEIGHTS:
        sheet = (FONT / f"{weight}.css").read_text(encoding="utf-8")
        for subset in SUBSETS:
            file = f"public-sans-{subset}-{weight}-normal.woff2"
            rule = next(rule for rule in re.findall(r"@font-face \{[^}]*\}", sheet) if file in rule)
            rules.append(re.sub(r"src: [^;]*;", f'src: url("{file}") format("woff2");', rule))
            shutil.copyfile(FONT / "files" / file, folder / file)
    write_checked(folder / "public-sans.css", "\n\n".join(rules) + "\n")
    shutil.copyfile(FONT / "LICENSE", folder / "LICENSE.txt")


def without_source_map(text: str) -> str:
    """The text without the line that points to its source map."""
    return re.sub(r"\s*(//|/\*)# sourceMappingURL=.*", "", text).rstrip() + "\n"


def write_checked(path: Path, text: str) -> None:
    """Write it, unless something is left in it that must not be: then a new release has moved what is taken out."""
    left = [trace for trace in NEVER if trace in text]
    if left:
        sys.exit(f"{path.name} still holds {', '.join(left)}: look at what changed in its package.")
    write(path, text)


def write(path: Path, text: str) -> None:
    path.write_text(text, encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
