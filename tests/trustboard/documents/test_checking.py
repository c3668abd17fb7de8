"""Checking a PDF that anybody may have sent: the one that was sealed is accepted, and every other refused."""

from __future__ import annotations

import hashlib
import zlib
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from io import BytesIO

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign import signers
from pyhanko.sign.fields import SigSeedSubFilter

from tests.examples import examples
from tests.trustboard.documents.seals import (
    NAME,
    new_key,
    our_key,
    ours,
    place_of_the_seal,
    sealed,
    sealed_by,
    three_pages,
    with_a_page_appended,
    with_the_language_changed,
    with_the_seal_off,
)
from trustboard.documents import bounded, sealing
from trustboard.documents.checked import Checked, Outcome
from trustboard.documents.checking import MOST_BYTES, check, sha256_of
from trustboard.documents.examining import examine
from trustboard.documents.keys import SealKey, Trusted

UNREADABLE = "The file cannot be read: it is no PDF, or it was damaged or altered."
ADDED_TO = "Something was added to the document after it was sealed."
ALTERED_SEAL = "Something was altered in the place where the seal stands."


def test_document_is_accepted_when_it_is_as_it_was_sealed() -> None:
    checked = check(sealed(), trusted=ours())

    assert checked.is_accepted
    assert (checked.outcome, checked.why_not) == (Outcome.SEALED, "")
    assert (checked.is_sealed, checked.is_intact, checked.covers_whole_file, checked.is_ours) == (True,) * 4
    assert checked.fingerprint == our_key().fingerprint
    assert (checked.sealer, checked.subject) == (NAME, f"CN={NAME},OU=Seal of documents,O={NAME}")
    assert checked.signed_at
    assert abs(datetime.now(UTC) - checked.signed_at) < timedelta(hours=1)
    assert checked.timestamp is None


def test_document_is_accepted_when_the_key_that_sealed_it_was_replaced_since() -> None:
    both = Trusted(seals=(new_key().certificate, our_key().certificate))

    assert check(sealed(), trusted=both).is_accepted


def test_sum_is_that_of_every_byte() -> None:
    assert sha256_of(sealed()) == hashlib.sha256(sealed()).hexdigest()
    assert sha256_of(sealed() + b"\n") != sha256_of(sealed())


def changed(place: int, to: int) -> bytes:
    altered = bytearray(sealed())
    assert altered[place] != to
    altered[place] = to
    return bytes(altered)


def in_the_text() -> bytes:
    return changed(place_of_the_seal(sealed())[0] // 2, 0)


def after_the_seal() -> bytes:
    return changed(len(sealed()) - 20, ord("7"))


def in_the_noughts() -> bytes:
    return changed(place_of_the_seal(sealed())[-2], ord("1"))


def in_a_letters_case() -> bytes:
    place = next(place for place in place_of_the_seal(sealed()) if sealed()[place] in b"ABCDEF")
    return changed(place, sealed()[place] + 32)


def by_a_key_of_the_same_name() -> bytes:
    return sealed_by(new_key())


def by_another() -> bytes:
    return sealed_by(new_key("South Shire Children's Trust"))


def with_a_second_signature() -> bytes:
    """Somebody's, after an update that takes away the word of the first one that no more may come."""
    writer = IncrementalPdfFileWriter(BytesIO(sealed()))
    del writer.root["/Perms"]
    writer.update_root()
    freed = BytesIO()
    writer.write(freed)
    return _signed(freed.getvalue(), new_key("Somebody"))


def without_certifying() -> bytes:
    """A signature with our very key that allows changes: not what seals."""
    return _signed(three_pages(), our_key())


def _signed(pdf: bytes, key: SealKey) -> bytes:
    signed: BytesIO = signers.sign_pdf(
        IncrementalPdfFileWriter(BytesIO(pdf)),
        signers.PdfSignatureMetadata(field_name="Second", subfilter=SigSeedSubFilter.PADES),
        signers.SimpleSigner.load_pkcs12_data(key.pkcs12, (), key.passphrase),
    )
    return signed.getvalue()


REFUSED: dict[Callable[[], bytes], tuple[Outcome, str]] = {
    three_pages: (Outcome.NO_SEAL, "The document carries no seal. It was never sealed, or the seal was taken off."),
    lambda: with_the_seal_off(sealed()): (
        Outcome.NO_SEAL,
        "The document carries no seal. It was never sealed, or the seal was taken off.",
    ),
    lambda: with_a_page_appended(sealed()): (Outcome.ADDED_TO, ADDED_TO),
    lambda: with_the_language_changed(sealed()): (Outcome.ADDED_TO, ADDED_TO),
    with_a_second_signature: (Outcome.ADDED_TO, ADDED_TO),
    lambda: sealed() + b"\n": (Outcome.ADDED_TO, ADDED_TO),
    in_the_text: (Outcome.ALTERED, "The document is not as it was when it was sealed: something in it was altered."),
    in_the_noughts: (Outcome.ALTERED, ALTERED_SEAL),
    in_a_letters_case: (Outcome.ALTERED, ALTERED_SEAL),
    after_the_seal: (Outcome.UNREADABLE, UNREADABLE),
    by_another: (Outcome.ANOTHERS, "The document was sealed by somebody else: South Shire Children's Trust."),
    by_a_key_of_the_same_name: (
        Outcome.SAME_NAME,
        "The seal bears our name, but it was not made with a key of ours.",
    ),
    without_certifying: (
        Outcome.OTHER_KIND,
        "The signature was made with our key, but it is not a seal over a whole document.",
    ),
    lambda: sealed()[: len(sealed()) // 2]: (Outcome.UNREADABLE, UNREADABLE),
    lambda: b"%PDF-1.7\nand nothing more": (Outcome.UNREADABLE, UNREADABLE),
    lambda: b"": (Outcome.UNREADABLE, "The file is not a PDF."),
    lambda: b"<html></html>": (Outcome.UNREADABLE, "The file is not a PDF."),
    lambda: sealed().ljust(MOST_BYTES + 1): (Outcome.TOO_LARGE, "The file has more than 30 MB."),
}


@pytest.mark.parametrize(
    ("made", "expected"),
    REFUSED.items(),
    ids=[
        "never sealed",
        "seal taken off",
        "page appended",
        "language changed by an update",
        "signed by another afterwards",
        "line appended",
        "altered in the text",
        "altered in the noughts of the seal",
        "altered in the case of a letter of the seal",
        "altered after the seal",
        "another's seal",
        "a seal of the same name",
        "a signature that is no seal",
        "cut off",
        "a head alone",
        "empty",
        "HTML",
        "too large",
    ],
)
def test_document_is_refused_with_its_reason_when_it_is_not_what_was_sealed(
    made: Callable[[], bytes], expected: tuple[Outcome, str]
) -> None:
    checked = check(made(), trusted=ours())

    assert (checked.outcome, checked.why_not) == expected
    assert not checked.is_accepted


def test_nothing_is_ours_when_no_certificate_is_trusted() -> None:
    assert check(sealed(), trusted=Trusted()).outcome is Outcome.ANOTHERS


def test_root_that_vouches_for_our_seal_does_not_make_another_ours() -> None:
    """Given a certificate authority that many use, when it is trusted by mistake, then the seal itself still is not."""
    assert not check(sealed(), trusted=Trusted(seals=our_key().chain)).is_accepted


def test_document_is_refused_when_the_certificate_had_run_out_before_it_was_sealed(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    key = new_key(now=datetime.now(UTC) - timedelta(days=11 * 365))
    monkeypatch.setattr(sealing, "_require_good", lambda *_: None)

    checked = check(sealed_by(key), trusted=Trusted(seals=(key.certificate,)))

    assert (checked.outcome, checked.is_intact) == (Outcome.OUT_OF_DATE, True)


def in_a_loop() -> bytes:
    """Each table of places names itself as the one before."""
    return b"%PDF-1.7\nxref\n0 1\n0000000000 65535 f \ntrailer <</Size 1 /Root 1 0 R /Prev 9>>\nstartxref\n9\n%%EOF\n"


def that_swells() -> bytes:
    """A table of places of 1 MB that unpacks to 1 GB."""
    packer = zlib.compressobj(9)
    packed = b"".join(packer.compress(bytes(1024 * 1024)) for _ in range(1024)) + packer.flush()
    head = b"<</Type /XRef /Size 99999999 /W [1 4 2] /Root 1 0 R /Filter /FlateDecode /Length %d>>" % len(packed)
    return b"%PDF-1.7\n1 0 obj\n" + head + b"\nstream\n" + packed + b"\nendstream\nendobj\nstartxref\n9\n%%EOF\n"


def that_is_deep() -> bytes:
    return b"%PDF-1.7\ntrailer <</Root " + b"[" * 200_000 + b"]" * 200_000 + b">>\nstartxref\n9\n%%EOF\n"


@pytest.mark.parametrize("made", [in_a_loop, that_swells, that_is_deep])
def test_hostile_document_is_refused_within_bounds(made: Callable[[], bytes]) -> None:
    assert check(made(), trusted=ours()) == Checked(Outcome.UNREADABLE, UNREADABLE)


def test_check_says_that_it_knows_nothing_when_too_many_are_at_it() -> None:
    for _ in range(bounded.AT_ONCE):
        assert bounded._turn.acquire(timeout=1)
    try:
        checked = check(sealed(), trusted=ours(), seconds=0.2)
    finally:
        for _ in range(bounded.AT_ONCE):
            bounded._turn.release()

    assert checked.outcome is Outcome.BUSY
    assert checked.why_not == "Too many files are being checked at the moment. Try again in a minute."
    assert not checked.is_accepted


@given(place=st.integers(0, 100_000), by=st.integers(1, 255))
@examples(60)
def test_document_is_refused_when_any_signed_byte_is_another(place: int, by: int) -> None:
    own = place_of_the_seal(sealed())
    signed = [*range(own[0]), *range(own[-1] + 1, len(sealed()))]
    here = signed[place % len(signed)]

    try:
        accepted = examine(changed(here, sealed()[here] ^ by), ours()).is_accepted
    except Exception:  # noqa: BLE001 - whatever cannot be read is refused
        accepted = False

    assert not accepted
