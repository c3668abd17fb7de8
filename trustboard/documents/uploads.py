"""Whether a file that somebody sends is what it says it is: by its name, by its first bytes, and by opening it.

Accepted are PDF, office documents and images. Nothing is converted and nothing in a file is run.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import PurePosixPath
from tempfile import NamedTemporaryFile

import puremagic
from django.core.files.uploadedfile import UploadedFile

from trustboard.documents.bounded import Busy, OutOfBounds, run_bounded
from trustboard.documents.kept import keep

MOST_BYTES = 50 * 1024 * 1024
FIRST_BYTES = 8192
OPEN_XML = "application/vnd.openxmlformats-officedocument"
MEDIA_TYPES = {
    "pdf": "application/pdf",
    "docx": f"{OPEN_XML}.wordprocessingml.document",
    "xlsx": f"{OPEN_XML}.spreadsheetml.sheet",
    "pptx": f"{OPEN_XML}.presentationml.presentation",
    "odt": "application/vnd.oasis.opendocument.text",
    "png": "image/png",
    "jpg": "image/jpeg",
    "gif": "image/gif",
}
SAME = {"jpeg": "jpg"}

WHICH = "PDF, Word (docx), Excel (xlsx), PowerPoint (pptx), OpenDocument text (odt), PNG, JPEG or GIF"


class NotAccepted(Exception):
    """The file is not taken, in a sentence for whoever sent it."""


@dataclass(frozen=True, slots=True)
class Accepted:
    """A file that was checked and is kept under its SHA-256. `size` in bytes."""

    sha256: str
    media_type: str
    suffix: str
    size: int

    @property
    def key(self) -> str:
        """What it is known by: the same file sent twice is the same."""
        return self.sha256


def accept_upload(file: UploadedFile) -> Accepted:
    """Check the file and keep it. Raises NotAccepted; then nothing of it is kept."""
    suffix = suffix_of(file.name or "")
    size = file.size or 0
    if not size:
        raise NotAccepted("The file is empty.")
    if size > MOST_BYTES:
        raise NotAccepted(f"The file has {megabytes(size)}; at most {megabytes(MOST_BYTES)} are taken.")
    require_first_bytes(suffix, _first_bytes(file))
    _require_opening(suffix, file)
    return Accepted(sha256=keep(file.chunks()), media_type=MEDIA_TYPES[suffix], suffix=suffix, size=size)


def suffix_of(name: str) -> str:
    """The kind of file that its name says. Raises NotAccepted for any other."""
    said = PurePosixPath(name).suffix.lower().removeprefix(".")
    suffix = SAME.get(said, said)
    if suffix not in MEDIA_TYPES:
        raise NotAccepted(f"Files of this kind are not taken. Send {WHICH}.")
    return suffix


def require_first_bytes(suffix: str, first: bytes) -> None:
    """Go on where the first bytes are those of such a file. Raises NotAccepted else."""
    try:
        found = {match.mime_type for match in puremagic.magic_string(first)}
    except puremagic.PureError:
        found = set()
    if MEDIA_TYPES[suffix] not in found:
        raise NotAccepted(f"The file is not what its name says: inside it is no {suffix.upper()}.")


def megabytes(size: int) -> str:
    """A size as people say it."""
    return f"{size / 1024 / 1024:.1f} MB" if size % (1024 * 1024) else f"{size // 1024 // 1024} MB"


def _first_bytes(file: UploadedFile) -> bytes:
    file.seek(0)
    first: bytes = file.read(FIRST_BYTES)
    file.seek(0)
    return first


def _require_opening(suffix: str, file: UploadedFile) -> None:
    with NamedTemporaryFile(prefix="upload-", suffix=f".{suffix}") as copy:
        for piece in file.chunks():
            copy.write(piece)
        copy.flush()
        try:
            why_not = run_bounded("trustboard.documents.opening", copy.name, suffix).decode()
        except Busy as fault:
            raise NotAccepted(f"The file could not be looked at. {fault}") from None
        except OutOfBounds:
            raise NotAccepted("The file cannot be opened within bounds. Save it anew, or send a PDF.") from None
    if why_not:
        raise NotAccepted(why_not)
