"""Seals and sealed documents for tests, made anew in each run."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from functools import cache
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory

import pikepdf
from pyhanko.pdf_utils.generic import StreamObject
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.writer import PageObject

from trustboard.documents.keys import SealKey, Trusted, load_seal_key
from trustboard.documents.printing import print_sheet
from trustboard.documents.qr import qr_svg
from trustboard.documents.seal_making import make_seal
from trustboard.documents.sealing import seal

PASSPHRASE = "a passphrase of the tests alone"
NAME = "North Shire Children's Trust"
ADDRESS = "https://board.north-shire.example/check/7Q4M-2XKD/"
EVIDENCE = b'{"edition": 3, "signatures": [{"name": "Nora Field", "agency": "North Shire Council"}]}'
TEXT = "<p>Each member of the trust keeps to what it has agreed, and says so when it cannot.</p>"


def new_key(name: str = NAME, *, now: datetime | None = None) -> SealKey:
    """A seal of that name, unlike every other; made a day ago unless at another moment."""
    made = make_seal(name, passphrase=PASSPHRASE, now=now or datetime.now(UTC) - timedelta(days=1))
    with TemporaryDirectory() as folder:
        path = Path(folder, "seal.p12")
        path.write_bytes(made)
        return load_seal_key(path, PASSPHRASE)


@cache
def our_key() -> SealKey:
    """The one that is trusted here."""
    return new_key()


def ours() -> Trusted:
    return Trusted(seals=(our_key().certificate,))


@cache
def three_pages() -> bytes:
    """An agreement as the typesetter makes it, with a QR code on its last page."""
    pages = "".join(f'<section style="break-after: page"><h2>{page}</h2>{TEXT * 20}</section>' for page in (1, 2))
    code = qr_svg(ADDRESS, alt=f"QR code of {ADDRESS}")
    return print_sheet(
        '<!DOCTYPE html><html lang="en-GB"><head><meta charset="utf-8"><title>Partner agency agreement</title></head>'
        f"<body><h1>Partner agency agreement</h1>{pages}<h2>Certificate</h2>{code}</body></html>"
    )


@cache
def sealed() -> bytes:
    """The agreement under our seal, with the evidence in it."""
    return sealed_by(our_key())


def sealed_by(key: SealKey) -> bytes:
    return seal(three_pages(), key=key, reason="Signed by all", attachments={"evidence.json": EVIDENCE})


def with_a_page_appended(pdf: bytes) -> bytes:
    """One more page, by an incremental update that leaves every earlier byte."""
    writer = IncrementalPdfFileWriter(BytesIO(pdf))
    writer.insert_page(
        PageObject(contents=writer.add_object(StreamObject(stream_data=b"")), media_box=(0, 0, 595, 842))
    )
    out = BytesIO()
    writer.write(out)
    return out.getvalue()


def with_the_language_changed(pdf: bytes) -> bytes:
    """A small change, by an incremental update."""
    writer = IncrementalPdfFileWriter(BytesIO(pdf))
    writer.root["/Lang"] = writer.root["/Lang"].__class__("cy")
    writer.update_root()
    out = BytesIO()
    writer.write(out)
    return out.getvalue()


def with_the_seal_off(pdf: bytes) -> bytes:
    """Everything of it but the signature, written anew."""
    with pikepdf.open(BytesIO(pdf)) as document:
        del document.Root.AcroForm
        del document.Root.Perms
        for page in document.pages:
            if "/Annots" in page:
                page.Annots = pikepdf.Array([one for one in page.Annots if one.get("/FT") != pikepdf.Name.Sig])
        out = BytesIO()
        document.save(out)
    return out.getvalue()


def place_of_the_seal(pdf: bytes) -> range:
    """The bytes that the signature does not cover: its own, from `<` to `>`."""
    with pikepdf.open(BytesIO(pdf)) as document:
        _, length, rest, _ = (int(number) for number in document.Root.AcroForm.Fields[0].V.ByteRange)
    return range(length, rest)
