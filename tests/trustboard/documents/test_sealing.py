"""Sealing: what the sealed document is to every reader, and when nothing is sealed."""

from __future__ import annotations

import socket
import subprocess
from datetime import UTC, datetime, timedelta
from io import BytesIO
from pathlib import Path

import page
import pikepdf
import pytest
from pytest_django.fixtures import Settings

from tests.trustboard.documents import timestamps
from tests.trustboard.documents.readers import Pdfsig
from tests.trustboard.documents.seals import (
    EVIDENCE,
    NAME,
    new_key,
    our_key,
    ours,
    place_of_the_seal,
    sealed,
    sealed_by,
    three_pages,
)
from trustboard.documents import sealing
from trustboard.documents.checked import Outcome
from trustboard.documents.examining import examine
from trustboard.documents.keys import Trusted
from trustboard.documents.sealing import CannotSeal, seal


def test_document_keeps_pdf_ua_when_it_is_sealed() -> None:
    before, after = (page.validate_pdf_bytes(pdf, profile="ua1") for pdf in (three_pages(), sealed()))

    assert before.is_compliant
    assert [failure.rule_id for failure in after.failures] == []
    assert after.is_compliant


def test_document_is_whole_to_another_reader_when_it_is_sealed(tmp_path: Path) -> None:
    file = tmp_path / "sealed.pdf"
    file.write_bytes(sealed())

    assert subprocess.run(["qpdf", "--check", str(file)], capture_output=True, check=False).returncode == 0


def test_document_keeps_its_title_and_its_pages_when_it_is_sealed() -> None:
    with pikepdf.open(BytesIO(sealed())) as pdf:
        assert str(pdf.docinfo["/Title"]) == "Partner agency agreement"
        assert str(pdf.Root.Lang) == "en-GB"
        assert len(pdf.pages) == 3
        assert pdf.open_metadata()["dc:title"] == "Partner agency agreement"
        assert pdf.open_metadata()["pdfuaid:part"] == "1"


def test_seal_is_one_certification_that_allows_no_change() -> None:
    """ETSI EN 319 142-1, 5.3; ISO 32000-1, 12.8.2.2.2."""
    with pikepdf.open(BytesIO(sealed())) as pdf:
        (field,) = pdf.Root.AcroForm.Fields
        signature = field.V
        assert pdf.Root.Perms.DocMDP.objgen == signature.objgen
        assert signature.SubFilter == pikepdf.Name("/ETSI.CAdES.detached")
        assert [int(one.TransformParams.P) for one in signature.Reference] == [1]
        assert str(signature.Name) == NAME
        assert str(signature.Reason) == "Signed by all"
        assert int(field.F) & 2, "the field is not hidden"


def test_evidence_is_in_the_document_when_it_is_sealed() -> None:
    with pikepdf.open(BytesIO(sealed())) as pdf:
        (name,) = pdf.attachments
        attached = pdf.attachments[name]
        assert name == "evidence.json"
        assert attached.get_file().read_bytes() == EVIDENCE
        assert attached.get_file().mime_type == "application/json"
        assert attached.relationship == pikepdf.Name.Data
        assert [one.objgen for one in pdf.Root.AF] == [attached.obj.objgen]


def test_several_files_are_found_by_name_when_they_were_attached() -> None:
    pdf = seal(three_pages(), key=our_key(), reason="x", attachments={"b.json": b"{}", "a.csv": b"1", "c": b"\x00"})

    with pikepdf.open(BytesIO(pdf)) as document:
        found = {name: file.get_file().read_bytes() for name, file in document.attachments.items()}
    assert found == {"a.csv": b"1", "b.json": b"{}", "c": b"\x00"}
    assert page.validate_pdf_bytes(pdf, profile="ua1").is_compliant


def test_pdfsig_trusts_the_seal_when_it_knows_the_root_and_not_after_one_byte_was_changed(tmp_path: Path) -> None:
    reader = Pdfsig.trusting(our_key().chain[0], tmp_path)
    altered = bytearray(sealed())
    altered[place_of_the_seal(sealed())[0] // 2] ^= 1

    assert reader.accepts(sealed())
    assert not reader.accepts(bytes(altered))


def test_nothing_is_called_when_no_time_stamp_service_is_set(monkeypatch: pytest.MonkeyPatch) -> None:
    called: list[object] = []
    monkeypatch.setattr(socket.socket, "connect", lambda self, address: called.append(address))

    checked = examine(sealed_by(our_key()), ours())

    assert (called, checked.timestamp, checked.is_accepted) == ([], None, True)


def test_seal_carries_a_time_stamp_when_a_service_is_set(settings: Settings) -> None:
    """Given an RFC 3161 service, when a document is sealed, then its word is in the seal."""
    with timestamps.service() as (settings.TIMESTAMP_URL, service):
        pdf = sealed_by(our_key())
    believed = Trusted(seals=(our_key().certificate,), time=(timestamps.authority()[0],))

    unknown, known = examine(pdf, ours()), examine(pdf, believed)

    assert service.asked == 2, "once for the size, once for the seal"
    assert (unknown.outcome, known.outcome) == (Outcome.SEALED, Outcome.SEALED)
    assert known.timestamp
    assert unknown.timestamp
    assert (known.timestamp.at, known.timestamp.by) == (timestamps.STAMPED_AT, f"CN={timestamps.NAME}")
    assert (unknown.timestamp.is_trusted, known.timestamp.is_trusted) == (False, True)
    assert page.validate_pdf_bytes(pdf, profile="ua1").is_compliant


@pytest.mark.parametrize(
    ("manner", "sentence"),
    [
        ("refuses", "The time-stamp service gave no answer that will do. Try again in a while."),
        ("sleeps", "The time-stamp service gave no answer that will do. Try again in a while."),
        ("talks", "The document could not be sealed: ValueError."),
        ("forgets", "The document could not be sealed: AttributeError."),
        (
            "false",
            "The seal would not be accepted. The time-stamp in the seal was not made for this seal, or was altered.",
        ),
    ],
)
def test_nothing_is_sealed_when_the_time_stamp_will_not_do(
    settings: Settings, monkeypatch: pytest.MonkeyPatch, manner: str, sentence: str
) -> None:
    monkeypatch.setattr(sealing, "TIMESTAMP_SECONDS", 0.5 if manner == "sleeps" else 10)

    with timestamps.service(manner) as (settings.TIMESTAMP_URL, _), pytest.raises(CannotSeal) as refused:
        sealed_by(our_key())

    assert str(refused.value) == sentence


def test_nothing_is_sealed_when_no_time_stamp_service_is_there(settings: Settings) -> None:
    with timestamps.service() as (settings.TIMESTAMP_URL, _):
        pass

    with pytest.raises(CannotSeal, match="The time-stamp service gave no answer that will do"):
        sealed_by(our_key())


@pytest.mark.parametrize("pdf", [b"", b"%PDF-1.7\n", b"no PDF at all"], ids=["empty", "head alone", "text"])
def test_nothing_is_sealed_when_the_document_cannot_be_read(pdf: bytes) -> None:
    with pytest.raises(CannotSeal, match=r"^The document to be sealed cannot be read\.$"):
        seal(pdf, key=our_key(), reason="x")


def test_document_is_not_sealed_twice() -> None:
    with pytest.raises(CannotSeal, match=r"^The document holds a form or a seal already\.$"):
        seal(sealed(), key=our_key(), reason="x")


@pytest.mark.parametrize("days", [-11 * 365, 1], ids=["run out", "not begun"])
def test_nothing_is_sealed_when_the_certificate_does_not_hold_today(days: int) -> None:
    key = new_key(now=datetime.now(UTC) + timedelta(days=days))

    with pytest.raises(CannotSeal, match="The certificate of the seal did not hold at the time that the seal names"):
        sealed_by(key)
