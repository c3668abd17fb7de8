"""PDF from HTML: that it is accessible, that it fetches nothing, and that it ends."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from io import BytesIO
from pathlib import Path
from threading import Thread

import page
import pikepdf
import pytest

from tests.trustboard.documents.readers import sizes_in
from trustboard.documents.printing import CannotPrint, Sheet, print_sheet, print_sheets
from trustboard.documents.typesetter import our_file

SECRET = "a line of a file that no document may hold"


def document(body: str, *, head: str = "") -> str:
    return (
        '<!DOCTYPE html><html lang="en-GB"><head><meta charset="utf-8"><title>Agenda</title>'
        f"{head}</head><body><h1>Agenda</h1>{body}</body></html>"
    )


ITEMS = document("<h2>1 Jŵnt plan</h2><p>It is <strong>read</strong>.</p><ul><li><a href='/x/'>A paper</a></li></ul>")


@pytest.fixture(scope="module")
def printed() -> list[bytes]:
    """The same agenda in the usual and in large print."""
    return print_sheets([Sheet(ITEMS), Sheet(ITEMS, is_large=True)])


@pytest.fixture
def asked() -> Iterator[tuple[str, list[str]]]:
    """A web server on this machine, and what it was asked for."""
    seen: list[str] = []

    class Answer(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            seen.append(self.path)
            self.send_response(404)
            self.end_headers()

        def log_message(self, *_: object) -> None:
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Answer) as server:
        thread = Thread(target=server.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}", seen
        server.shutdown()
        thread.join()


def text_of(pdf: bytes, folder: Path) -> str:
    file = folder / "made.pdf"
    file.write_bytes(pdf)
    done = subprocess.run(["pdftotext", "-layout", str(file), "-"], capture_output=True, text=True, check=True)
    return done.stdout


@pytest.mark.parametrize("size", [0, 1], ids=["usual", "large"])
def test_pdf_keeps_pdf_ua_when_it_is_printed(printed: list[bytes], size: int) -> None:
    found = page.validate_pdf_bytes(printed[size], profile="ua1")

    assert [failure.rule_id for failure in found.failures] == []
    assert found.is_compliant


def test_validator_names_the_title_when_a_document_has_none() -> None:
    """The check above tells what it is trusted to tell."""
    without = print_sheet("<!DOCTYPE html><html><body><h1>Agenda</h1></body></html>")

    assert not page.validate_pdf_bytes(without, profile="ua1").is_compliant


def test_pdf_has_title_language_tags_and_outline_when_it_is_printed(printed: list[bytes]) -> None:
    with pikepdf.open(BytesIO(printed[0])) as pdf, pdf.open_outline() as outline:
        assert str(pdf.docinfo["/Title"]) == "Agenda"
        assert str(pdf.Root["/Lang"]) == "en-GB"
        assert "/StructTreeRoot" in pdf.Root
        assert [item.title for item in outline.root] == ["Agenda"]
        assert [item.title for item in outline.root[0].children] == ["1 Jŵnt plan"]


def test_pdf_embeds_public_sans_alone_when_it_is_printed(printed: list[bytes], tmp_path: Path) -> None:
    file = tmp_path / "made.pdf"
    file.write_bytes(printed[0])
    lines = subprocess.run(["pdffonts", str(file)], capture_output=True, text=True, check=True).stdout.splitlines()[2:]

    assert {re.sub(r"^[A-Z]{6}\+(Public-Sans).*", r"\1", line) for line in lines} == {"Public-Sans"}
    assert all(" yes yes yes " in line for line in lines)


def test_pdf_is_whole_when_another_reader_opens_it(printed: list[bytes], tmp_path: Path) -> None:
    file = tmp_path / "made.pdf"
    file.write_bytes(printed[0])

    assert subprocess.run(["qpdf", "--check", str(file)], capture_output=True, check=False).returncode == 0


def test_large_print_is_of_18_points_at_least_when_it_is_printed(printed: list[bytes], tmp_path: Path) -> None:
    sizes = [sizes_in(pdf, tmp_path) for pdf in printed]

    assert min(sizes[0]) < 10
    assert sorted(sizes[1])[-2:] >= [18, 30]


HOSTILE = [
    '<img src="{}/img.png">',
    '<link rel="stylesheet" href="{}/link.css">',
    '<link rel="attachment" href="{}/attached">',
    '<object data="{}/object.svg"></object>',
    '<embed src="{}/embed.svg">',
    '<iframe src="{}/frame"></iframe>',
    '<svg xmlns="http://www.w3.org/2000/svg"><image href="{}/image.png" width="9" height="9"/></svg>',
    '<svg xmlns="http://www.w3.org/2000/svg"><use href="{}/use.svg#a"/></svg>',
    '<style>@import "{}/import.css";</style>',
    "<style>@font-face {{ font-family: x; src: url({}/font.woff2); }} p {{ font-family: x; }}</style>",
    "<style>p {{ background: url({}/background.png); }}</style>",
    "<style>p::before {{ content: url({}/content.png); }}</style>",
    "<style>li {{ list-style-image: url({}/list.png); }}</style>",
    '<p style="border-image: url({}/border.png) 1">x</p>',
    '<p style="mask: url({}/mask.svg)">x</p>',
    '<input type="image" src="{}/input.png">',
    '<base href="{}/base/"><img src="relative.png">',
    '<img srcset="{}/set.png 2x" src="{}/src.png">',
    '<meta http-equiv="refresh" content="0; url={}/refresh">',
]


def test_nothing_is_fetched_from_the_network_when_a_document_asks_for_it(asked: tuple[str, list[str]]) -> None:
    address, seen = asked

    made = print_sheet(document("".join(part.format(address, address) for part in HOSTILE) + "<ul><li>x</li></ul>"))

    assert made.startswith(b"%PDF")
    assert seen == []


def test_nothing_is_read_from_the_disk_when_a_document_asks_for_it(tmp_path: Path) -> None:
    file = tmp_path / "secret.svg"
    file.write_text(f'<svg xmlns="http://www.w3.org/2000/svg"><text y="9">{SECRET}</text></svg>')
    address = file.as_uri().removesuffix("/secret.svg")
    vectors = [part.replace("/img.png", "/secret.svg").replace("/object.svg", "/secret.svg") for part in HOSTILE]
    vectors = [part.replace("/attached", "/secret.svg").replace("/embed.svg", "/secret.svg") for part in vectors]

    made = print_sheet(document("".join(part.format(address, address) for part in vectors)))

    assert SECRET not in text_of(made, tmp_path)
    with pikepdf.open(BytesIO(made)) as pdf:
        assert list(pdf.attachments) == []


@pytest.mark.parametrize("name", ["../look.css", "/etc/passwd", "print.css/../../start.js", "nothing.css", "start.js"])
def test_our_own_scheme_reaches_our_styles_and_fonts_alone_when_another_name_is_asked(name: str) -> None:
    with pytest.raises(ValueError, match="Nothing is fetched"):
        our_file(f"ours:{name}")


@pytest.mark.parametrize(
    "body",
    [
        '<table><tr><td colspan="100000">x</td></tr></table>' * 50,
        "<div>" * 5_000 + "x" + "</div>" * 5_000,
        '<p style="font-size: 1e9px">x</p><div style="width: 1e9px; height: 1e12px">y</div>',
    ],
    ids=["colspan", "nesting", "sizes"],
)
def test_printing_ends_in_time_when_a_document_never_would(body: str) -> None:
    with pytest.raises(
        CannotPrint, match=r"^The PDF could not be made\. It took .*\. Shorten what it holds, and try again\.$"
    ):
        print_sheet(document(body))
