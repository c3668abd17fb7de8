"""What is taken of that which people send, and what is not."""

from __future__ import annotations

import struct
import zipfile
from hashlib import sha256
from io import BytesIO
from pathlib import Path

import pikepdf
import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile, UploadedFile
from PIL import Image
from pytest_django.fixtures import Settings

from trustboard.documents.kept import FOLDER, keep, kept_file
from trustboard.documents.opening import MOST_UNPACKED
from trustboard.documents.uploads import MEDIA_TYPES, MOST_BYTES, Accepted, NotAccepted, accept_upload

MEGABYTE = 1024 * 1024


def pdf(**options: object) -> bytes:
    out = BytesIO()
    with pikepdf.new() as made:
        made.add_blank_page()
        made.save(out, **options)
    return out.getvalue()


def office(*names: str, first: tuple[str, bytes] | None = None, **contents: bytes) -> bytes:
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        if first:
            archive.writestr(zipfile.ZipInfo(first[0]), first[1])
        for name in names:
            archive.writestr(name, "<a/>")
        for name, content in contents.items():
            archive.writestr(name, content)
    return out.getvalue()


TYPES = "[Content_Types].xml"
ODT = ("mimetype", b"application/vnd.oasis.opendocument.text")


def image(kind: str, size: tuple[int, int] = (3, 3)) -> bytes:
    out = BytesIO()
    Image.new("RGB", size).save(out, kind)
    return out.getvalue()


GOOD = {
    "pdf": pdf(),
    "docx": office(TYPES, "word/document.xml"),
    "xlsx": office(TYPES, "xl/workbook.xml"),
    "pptx": office(TYPES, "ppt/presentation.xml"),
    "odt": office("content.xml", first=ODT),
    "png": image("PNG"),
    "jpg": image("JPEG"),
    "gif": image("GIF"),
}
PICTURE = image("JPEG", (200, 100))
GOOD["jpeg"] = GOOD["jpg"]
GOOD["PDF"] = GOOD["pdf"]


def padded(size: int) -> bytes:
    """A PDF of exactly so many bytes."""

    def filled(count: int) -> bytes:
        out = BytesIO()
        with pikepdf.new() as made:
            made.add_blank_page()
            made.Root.Filling = made.make_stream(bytes(count))
            made.save(out, compress_streams=False, deterministic_id=True)
        return out.getvalue()

    least = size - 2000
    return filled(least + size - len(filled(least)))


def with_an_archive_attached(archive: bytes) -> bytes:
    """A PDF with a document inside, as it is."""
    out = BytesIO()
    with pikepdf.new() as made:
        made.add_blank_page()
        made.attachments["plan.docx"] = archive
        made.save(out, compress_streams=False)
    return out.getvalue()


def from_a_telephone(picture: bytes) -> bytes:
    """A JPEG with what telephones put behind it: a smaller picture, a film's beginning, when it was."""
    return picture + picture + b"\0\0\0\x18ftypmp42" + bytes(40) + b"Image_UTC_Data1714000000000SEFHj\0\0\0SEFT"


def sent(name: str, content: bytes) -> UploadedFile:
    return SimpleUploadedFile(name, content)


def kept_now() -> set[str]:
    return {path.name for path in Path(settings.MEDIA_ROOT, FOLDER).rglob("*") if path.is_file()}


@pytest.mark.parametrize("suffix", sorted(GOOD))
def test_file_is_kept_under_its_digest_when_it_is_what_its_name_says(suffix: str) -> None:
    content = GOOD[suffix]

    found = accept_upload(sent(f"A plan.{suffix}", content))

    kind = {"jpeg": "jpg"}.get(suffix.lower(), suffix.lower())
    digest = sha256(content).hexdigest()
    assert found == Accepted(sha256=digest, media_type=MEDIA_TYPES[kind], suffix=kind, size=len(content))
    assert kept_file(digest).read_bytes() == content
    assert kept_file(digest).stat().st_mode & 0o077 == 0
    assert Path(settings.STATIC_ROOT) not in kept_file(digest).parents


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("photo.jpg", from_a_telephone(PICTURE)),
        ("scan.png", GOOD["png"] + b"\0\0\n"),
        ("plan.pdf", GOOD["pdf"] + b"\r\n" + bytes(500)),
        ("plan.pdf", with_an_archive_attached(office(TYPES, "word/document.xml"))),
    ],
    ids=["a telephone's", "padded image", "padded PDF", "archive attached"],
)
def test_file_is_kept_when_what_is_beside_it_makes_no_other_kind_of_it(name: str, content: bytes) -> None:
    found = accept_upload(sent(name, content))

    assert kept_file(found.sha256).read_bytes() == content


@pytest.mark.parametrize("said", sorted(MEDIA_TYPES))
@pytest.mark.parametrize("really", sorted(MEDIA_TYPES))
def test_file_is_refused_when_its_name_says_another_kind(said: str, really: str) -> None:
    if said == really:
        return
    before = kept_now()

    with pytest.raises(NotAccepted):
        accept_upload(sent(f"plan.{said}", GOOD[really]))

    assert kept_now() == before


HTML = b"<!DOCTYPE html><html><script>alert(1)</script></html>"
BAD = {
    "HTML named .pdf": ("plan.pdf", HTML, "The file is not what its name says: inside it is no PDF."),
    "HTML named .png": ("plan.png", HTML, "The file is not what its name says: inside it is no PNG."),
    "a page that goes on as a PDF": (
        "plan.pdf",
        HTML + b"\n" + GOOD["pdf"],
        "The file is not what its name says: inside it is no PDF.",
    ),
    "a page": ("plan.html", HTML, "Files of this kind are not taken."),
    "a drawing that may run": ("plan.svg", b"<svg/>", "Files of this kind are not taken."),
    "a program": ("plan.exe", b"MZ\x90\x00", "Files of this kind are not taken."),
    "a document with macros by its name": ("plan.docm", GOOD["docx"], "Files of this kind are not taken."),
    "two suffixes": ("plan.pdf.exe", GOOD["pdf"], "Files of this kind are not taken."),
    "no suffix": ("plan", GOOD["pdf"], "Files of this kind are not taken."),
    "nothing": ("plan.pdf", b"", "The file is empty."),
    "half a PDF": ("plan.pdf", b"%PDF-1.7\n" + b"x" * 400, "The file cannot be opened."),
    "a PDF under a password": (
        "plan.pdf",
        pdf(encryption=pikepdf.Encryption(owner="o", user="u")),
        "The file is protected by a password.",
    ),
    "half an image": ("plan.png", GOOD["png"][:40], "The file cannot be opened."),
    "an archive without a document": ("plan.docx", office(TYPES, "other.xml"), "The file "),
    "macros inside": (
        "plan.docx",
        office(TYPES, "word/document.xml", "word/vbaProject.bin"),
        "The file holds macros.",
    ),
    "a PDF cut in the middle": ("plan.pdf", GOOD["pdf"][: len(GOOD["pdf"]) // 2], "The file ends too early"),
    "a PDF without its last letters": ("plan.pdf", GOOD["pdf"].rstrip()[:-1], "The file ends too early"),
    "a PNG without its end": ("plan.png", GOOD["png"][:-3], "The file ends too early"),
    "a JPEG cut in the middle": ("plan.jpg", PICTURE[: len(PICTURE) // 2], "The file cannot be opened."),
    "a JPEG without its end": ("plan.jpg", PICTURE[:-2], "The file cannot be opened."),
    "a GIF cut in the middle": ("plan.gif", GOOD["gif"][: len(GOOD["gif"]) // 2], "The file "),
    "a PDF that is an archive": ("plan.pdf", GOOD["pdf"] + GOOD["docx"], "The file is of two kinds at once."),
    "a PNG that is an archive": ("plan.png", GOOD["png"] + GOOD["docx"], "The file is of two kinds at once."),
    "a JPEG that is an archive": ("plan.jpg", PICTURE + GOOD["docx"], "The file is of two kinds at once."),
    "a JPEG that is a PDF": ("plan.jpg", PICTURE + GOOD["pdf"], "The file is of two kinds at once."),
    "a JPEG that begins as a PDF in a remark": (
        "plan.jpg",
        PICTURE[:2] + b"\xff\xfe\x00\x0c%PDF-1.7\n\n" + PICTURE[2:],
        "The file is of two kinds at once.",
    ),
    "a JPEG that is a page": ("plan.jpg", PICTURE + HTML, "The file is of two kinds at once."),
    "a PNG that goes on": ("plan.png", GOOD["png"] + b"more of it", "The file is of two kinds at once."),
    "a way out": ("plan.docx", office(TYPES, "word/document.xml", "../../out.xml"), "The file cannot be opened."),
}


@pytest.mark.parametrize("name", sorted(BAD))
def test_file_is_refused_with_its_reason_when_it_is_not_right(name: str) -> None:
    called, content, sentence = BAD[name]
    before = kept_now()

    with pytest.raises(NotAccepted) as refused:
        accept_upload(sent(called, content))

    assert str(refused.value).startswith(sentence)
    assert kept_now() == before


def test_archive_is_refused_when_it_would_unpack_to_far_more() -> None:
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(TYPES, "<a/>")
        with archive.open("word/document.xml", "w", force_zip64=True) as member:
            for _ in range(MOST_UNPACKED // MEGABYTE + 1):
                member.write(bytes(MEGABYTE))

    assert len(out.getvalue()) < MEGABYTE
    with pytest.raises(NotAccepted, match="Unpacked, the file would be far larger than it is"):
        accept_upload(sent("plan.docx", out.getvalue()))


def test_archive_is_refused_when_it_states_a_member_smaller_than_it_is() -> None:
    content = bytearray(office(TYPES, **{"word/document.xml": bytes(40 * MEGABYTE)}))
    true, false = struct.pack("<I", 40 * MEGABYTE), struct.pack("<I", 10)
    lying = bytes(content).replace(true, false)

    assert lying != bytes(content)
    with pytest.raises(NotAccepted, match="The file cannot be opened"):
        accept_upload(sent("plan.docx", lying))


def test_image_is_refused_when_it_would_have_too_many_dots() -> None:
    content = bytearray(image("PNG"))
    content[16:24] = struct.pack(">II", 60_000, 60_000)

    with pytest.raises(NotAccepted):
        accept_upload(sent("plan.png", bytes(content)))


class Sized(SimpleUploadedFile):
    """A file that says how large it is."""

    def __init__(self, size: int) -> None:
        super().__init__("plan.pdf", GOOD["pdf"])
        self.size = size


def test_file_is_taken_up_to_fifty_megabytes_when_its_size_is_looked_at() -> None:
    assert accept_upload(sent("plan.pdf", padded(MOST_BYTES))).size == 50 * MEGABYTE
    with pytest.raises(NotAccepted, match=r"^The file has 50\.0 MB; at most 50 MB are taken\.$"):
        accept_upload(Sized(MOST_BYTES + 1))


def test_kept_file_is_whole_when_it_is_kept_twice(settings: Settings, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path
    digest = keep([b"one ", b"file"])

    assert keep([b"one file"]) == digest
    assert kept_file(digest).read_bytes() == b"one file"
    assert [path.name for path in kept_file(digest).parent.iterdir()] == [digest]
