"""An address as a QR code in a printed page: it reads as that address, to eyes and to ears."""

from __future__ import annotations

import subprocess
from io import BytesIO
from pathlib import Path

import page
import pikepdf
import pytest
import segno
from PIL import Image

from tests.trustboard.documents.seals import ADDRESS, three_pages
from trustboard.documents.printing import print_sheet
from trustboard.documents.qr import qr_svg


def tagged(pdf: bytes, kind: str) -> list[str]:
    """The alternative text of each element of that kind."""
    with pikepdf.open(BytesIO(pdf)) as document:
        found = [one for one in document.objects if isinstance(one, pikepdf.Dictionary)]
        return [str(one.get("/Alt", "")) for one in found if one.get("/S") == pikepdf.Name("/" + kind)]


def test_code_is_a_figure_with_its_alternative_text_when_it_is_printed() -> None:
    assert tagged(three_pages(), "Figure") == [f"QR code of {ADDRESS}"]
    assert page.validate_pdf_bytes(three_pages(), profile="ua1").is_compliant


def test_code_needs_no_style_no_script_and_no_file() -> None:
    drawn = qr_svg(ADDRESS, alt="x")

    assert drawn.startswith("<svg ")
    assert all(word not in drawn for word in ("class=", "style=", "href", "url(", "<script"))


def test_alternative_text_is_escaped() -> None:
    assert "<title>a &lt;b&gt; &amp; c</title>" in qr_svg(ADDRESS, alt="a <b> & c")


def test_address_is_refused_when_it_is_too_long_for_a_code() -> None:
    with pytest.raises(ValueError, match="No QR Code can handle"):
        qr_svg("https://board.north-shire.example/" + "x" * 3000, alt="x")


def test_code_is_dark_where_the_standard_says_when_it_is_seen_on_the_page(tmp_path: Path) -> None:
    """Each module of the symbol is looked up in a picture of the page: drawn whole, in place, and of the address."""
    body = f'<p style="margin: 0">{qr_svg(ADDRESS, alt="x", scale=4)}</p>'
    file = tmp_path / "page.pdf"
    file.write_bytes(
        print_sheet(f'<!DOCTYPE html><html lang="en"><head><title>x</title></head><body>{body}</body></html>')
    )
    subprocess.run(["pdftoppm", "-r", "288", "-gray", "-singlefile", "-H", "1600", file, tmp_path / "seen"], check=True)
    with Image.open(tmp_path / "seen.pgm") as seen:
        dark = seen.point(lambda level: 255 if level < 128 else 0)
        left, top, right, bottom = dark.getbbox()
        modules = [
            [bool(cell & 1) for cell in row] for row in segno.make_qr(ADDRESS, error="m", boost_error=False).matrix
        ]
        size = (right - left) / len(modules)
        looked_up = [
            [
                dark.getpixel((int(left + (x + 0.5) * size), int(top + (y + 0.5) * size))) == 255
                for x in range(len(modules))
            ]
            for y in range(len(modules))
        ]
    assert size == pytest.approx(12, abs=0.1), "four CSS pixels of three dots"
    assert (bottom - top) == pytest.approx(right - left, abs=2)
    assert looked_up == modules
