"""Opens a file of which it is said what it is, in a bounded process: `python -m … opening <path> <suffix>`.

Answers nothing where it opens, else the sentence that says why not. Reads; runs and converts nothing.

A PDF or an image is read to its end, and is nothing else besides: what shows a picture here and a page or an archive
there is not the paper that was meant.
"""

from __future__ import annotations

import re
import sys
import zipfile
from pathlib import Path, PurePosixPath

if __name__ == "__main__":
    from trustboard.documents.bounded import confine

    confine()

MOST_MEMBERS = 10_000
MOST_UNPACKED = 300 * 1024 * 1024
IMAGES = {"png": "PNG", "jpg": "JPEG", "gif": "GIF"}
MAIN_PARTS = {
    "docx": ("[Content_Types].xml", "word/document.xml"),
    "xlsx": ("[Content_Types].xml", "xl/workbook.xml"),
    "pptx": ("[Content_Types].xml", "ppt/presentation.xml"),
    "odt": ("mimetype", "content.xml"),
}
OPEN_DOCUMENT_TEXT = b"application/vnd.oasis.opendocument.text"

PDF_END, NEAR_THE_END = b"%%EOF", 1024
PNG_END = b"IEND\xaeB`\x82"
PADDING = b"\0\r\n "
NOT_IN_AN_IMAGE = re.compile(rb"%PDF-|<!doctype|<html|<script|<svg|<\?php", re.IGNORECASE)
ARCHIVE_END, ARCHIVE_END_BYTES, ARCHIVE_COMMENT = b"PK\x05\x06", 22, 2**16

BROKEN = "The file cannot be opened. It may be damaged."
PROTECTED = "The file is protected by a password. Save it without one."
TOO_LARGE_INSIDE = "Unpacked, the file would be far larger than it is. Save it anew, or send a PDF."
MACROS = "The file holds macros. Save it without them, or send a PDF."
CUT_SHORT = "The file ends too early: a part of it is missing. Send it again."
TWO_KINDS = "The file is of two kinds at once. Save or scan it anew, and send that."
TOO_MANY_DOTS = "The image has too many dots. Send a smaller one."


def why_not(path: Path, suffix: str) -> str:
    """Why the file does not open as what it says it is; nothing where it does."""
    if suffix == "pdf":
        return _pdf(path)
    return _image(path, IMAGES[suffix]) if suffix in IMAGES else _office(path, suffix)


def _pdf(path: Path) -> str:
    import pikepdf  # noqa: PLC0415 - after the process was bounded

    try:
        with pikepdf.open(path) as pdf:
            if not len(pdf.pages):
                return BROKEN
    except pikepdf.PasswordError:
        return PROTECTED
    except (pikepdf.PdfError, ValueError):
        return BROKEN
    content = path.read_bytes()
    if _ends_as_archive(content):
        return TWO_KINDS
    # What was cut off is guessed when a PDF is opened: only its last line tells that nothing was.
    return "" if PDF_END in content[-NEAR_THE_END:] else CUT_SHORT


def _image(path: Path, kind: str) -> str:
    from PIL import Image  # noqa: PLC0415 - likewise

    try:
        with Image.open(path, formats=[kind]) as image:
            image.verify()
        with Image.open(path, formats=[kind]) as image:
            image.draft(image.mode, (1, 1))  # a JPEG is read whole, and as small as it can be held
            image.load()
    except Image.DecompressionBombError:
        return TOO_MANY_DOTS
    except (OSError, SyntaxError, ValueError):
        return BROKEN
    return _beside_the_image(path, kind)


def _beside_the_image(path: Path, kind: str) -> str:
    """A telephone writes more behind a JPEG: other sizes, a film, when it was. That alone makes no other kind of it."""
    content = path.read_bytes()
    if NOT_IN_AN_IMAGE.search(content) or zipfile.is_zipfile(path):
        return TWO_KINDS
    if kind == "PNG" and not content.rstrip(PADDING).endswith(PNG_END):
        return TWO_KINDS if PNG_END in content else CUT_SHORT
    return ""


def _ends_as_archive(content: bytes) -> bool:
    """Whether a ZIP archive ends where the file ends. One that is attached to a PDF ends before."""
    last = content[-ARCHIVE_END_BYTES - ARCHIVE_COMMENT :]
    at = last.rfind(ARCHIVE_END)
    if at < 0:
        return False
    comment = int.from_bytes(last[at + ARCHIVE_END_BYTES - 2 : at + ARCHIVE_END_BYTES], "little")
    return at + ARCHIVE_END_BYTES + comment >= len(last)


def _office(path: Path, suffix: str) -> str:
    try:
        with zipfile.ZipFile(path) as archive:
            return _members(archive, suffix)
    except (zipfile.BadZipFile, NotImplementedError, EOFError, OSError, ValueError):
        return BROKEN
    except RuntimeError:  # a member under a password
        return PROTECTED


def _members(archive: zipfile.ZipFile, suffix: str) -> str:
    members = archive.infolist()
    names = {member.filename for member in members}
    if len(members) > MOST_MEMBERS or sum(member.file_size for member in members) > MOST_UNPACKED:
        return TOO_LARGE_INSIDE
    if not set(MAIN_PARTS[suffix]) <= names or any(_leads_out(name) for name in names):
        return BROKEN
    if any(PurePosixPath(name).name.lower() == "vbaproject.bin" for name in names):
        return MACROS
    if suffix == "odt" and archive.read("mimetype").strip() != OPEN_DOCUMENT_TEXT:
        return BROKEN
    # Reads every member piece by piece: a size that was stated too small shows as a wrong check sum.
    return BROKEN if archive.testzip() else ""


def _leads_out(name: str) -> bool:
    return name.startswith("/") or "\\" in name or ".." in PurePosixPath(name).parts


if __name__ == "__main__":
    sys.stdout.write(why_not(Path(sys.argv[1]), sys.argv[2]))
