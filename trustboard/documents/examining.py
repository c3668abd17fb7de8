"""Examines the seal of a PDF from anywhere, in a bounded process, from and to its standard streams.

Its laws:

1. Whatever goes wrong while the file is read ends the process, and the file is refused.
2. Nothing is fetched: no certificate, no list of revoked ones, no address in the file.
3. A seal is ours by its very certificate, never by who vouches for it.
4. Accepted is a file with one signature, over every byte but its own place, that allows no change. Then nothing inside
   the file needs to be understood: it is what was sealed.

Given is a line of JSON, `seals` and `time` as PEM, and then the file. Answered is a Checked, as JSON.
"""

from __future__ import annotations

import json
import sys
from dataclasses import replace
from datetime import UTC, datetime
from io import BytesIO

if __name__ == "__main__":
    from trustboard.documents.bounded import confine

    confine()

from asn1crypto import cms
from asn1crypto.x509 import Certificate as Root
from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.fields import MDPPerm
from pyhanko.sign.validation import validate_pdf_signature
from pyhanko.sign.validation.pdf_embedded import EmbeddedPdfSignature
from pyhanko.sign.validation.status import PdfSignatureStatus, SignatureCoverageLevel
from pyhanko_certvalidator import ValidationContext

from trustboard.documents.checked import Checked, Outcome, TimeStamp, as_json
from trustboard.documents.keys import Trusted, fingerprint_of, name_on, names_on

MOST_LETTERS = 200
"""Of a name that somebody else may have written."""

NO_SEAL = "The document carries no seal. It was never sealed, or the seal was taken off."
ALTERED = "The document is not as it was when it was sealed: something in it was altered."
ALTERED_SEAL = "Something was altered in the place where the seal stands."
ADDED_TO = "Something was added to the document after it was sealed."
SAME_NAME = "The seal bears our name, but it was not made with a key of ours."
ANOTHERS = "The document was sealed by somebody else: {}."
OUT_OF_DATE = "The certificate of the seal did not hold at the time that the seal names."
OTHER_KIND = "The signature was made with our key, but it is not a seal over a whole document."
FALSE_TIME = "The time-stamp in the seal was not made for this seal, or was altered."


def examine(pdf: bytes, trusted: Trusted) -> Checked:
    """What the file's seal proves. Any exception means that the file is refused: it could not be read."""
    found = PdfFileReader(BytesIO(pdf)).embedded_signatures
    if not found:
        return Checked(Outcome.NO_SEAL, NO_SEAL)
    first = found[0]
    status = _status(first, trusted)
    signer = x509.load_der_x509_certificate(first.signer_cert.dump())
    signed_at = first.self_reported_timestamp
    known = Checked(
        outcome=Outcome.SEALED,
        is_sealed=True,
        is_intact=status.intact and status.valid,
        covers_whole_file=len(found) == 1 and status.coverage == SignatureCoverageLevel.ENTIRE_FILE,
        sealer=names_on(signer)[:MOST_LETTERS],
        subject=signer.subject.rfc4514_string()[:MOST_LETTERS],
        fingerprint=fingerprint_of(signer),
        signed_at=signed_at.astimezone(UTC) if signed_at else None,
        timestamp=_timestamp(status),
    )
    known = replace(known, is_ours=known.is_intact and signer in trusted.seals)
    end = _against_the_bytes(pdf, first, status, known) or _against_its_maker(first, status, signer, trusted)
    return known.ending_in(*end) if end else known


def _status(signature: EmbeddedPdfSignature, trusted: Trusted) -> PdfSignatureStatus:
    """As of the time that the seal names: a certificate that has run out since was good then."""
    moment = signature.self_reported_timestamp

    def believing(certificates: tuple[x509.Certificate, ...]) -> ValidationContext:
        roots = [Root.load(certificate.public_bytes(Encoding.DER)) for certificate in certificates]
        return ValidationContext(trust_roots=roots, moment=moment, allow_fetching=False)

    # What was added later needs no judging: nothing may be.
    return validate_pdf_signature(signature, believing(trusted.seals), believing(trusted.time), skip_diff=True)


def _against_the_bytes(
    pdf: bytes, signature: EmbeddedPdfSignature, status: PdfSignatureStatus, known: Checked
) -> tuple[Outcome, str] | None:
    """What speaks against the file itself, whoever sealed it."""
    if not known.is_intact:
        return Outcome.ALTERED, ALTERED
    if not known.covers_whole_file:
        return Outcome.ADDED_TO, ADDED_TO
    if not _stands_alone_in_its_place(pdf, signature):
        return Outcome.ALTERED, ALTERED_SEAL
    stamp = status.timestamp_validity
    if stamp and not (stamp.intact and stamp.valid):
        return Outcome.ALTERED, FALSE_TIME
    return None


def _against_its_maker(
    signature: EmbeddedPdfSignature, status: PdfSignatureStatus, signer: x509.Certificate, trusted: Trusted
) -> tuple[Outcome, str] | None:
    """What speaks against whoever sealed it."""
    if signer not in trusted.seals:
        if name_on(signer) in {name_on(seal) for seal in trusted.seals}:
            return Outcome.SAME_NAME, SAME_NAME
        return Outcome.ANOTHERS, ANOTHERS.format(name_on(signer)[:MOST_LETTERS])
    if not status.trusted or not _holds(signer, signature.self_reported_timestamp):
        return Outcome.OUT_OF_DATE, OUT_OF_DATE
    if signature.docmdp_level != MDPPerm.NO_CHANGES:
        return Outcome.OTHER_KIND, OTHER_KIND
    return None


def _holds(certificate: x509.Certificate, moment: datetime | None) -> bool:
    # Asked here, for pyHanko asks it of no certificate that is trusted for itself.
    return moment is not None and certificate.not_valid_before_utc <= moment <= certificate.not_valid_after_utc


def _stands_alone_in_its_place(pdf: bytes, signature: EmbeddedPdfSignature) -> bool:
    """Whether the bytes that no signature covers are the signature, in capital hexadecimal digits, and noughts.

    A reader of PDFs takes small letters for the same, and passes over anything that follows the signature.
    """
    start, length, rest, last = signature.byte_range
    held = signature.pkcs7_content
    ours = cms.ContentInfo.load(held).dump()
    return (
        (start, rest + last) == (0, len(pdf))
        and pdf[length:rest] == b"<" + held.hex().upper().encode() + b">"
        and not any(held[len(ours) :])
    )


def _timestamp(status: PdfSignatureStatus) -> TimeStamp | None:
    stamp = status.timestamp_validity
    if not stamp:
        return None
    by = x509.load_der_x509_certificate(stamp.signing_cert.dump()).subject.rfc4514_string()[:MOST_LETTERS]
    return TimeStamp(at=stamp.timestamp.astimezone(UTC), by=by, is_trusted=stamp.trusted)


def _certificates(pem: str) -> tuple[x509.Certificate, ...]:
    return tuple(x509.load_pem_x509_certificates(pem.encode())) if pem else ()


def main() -> None:
    """From the standard input to the standard output."""
    told = json.loads(sys.stdin.buffer.readline())
    trusted = Trusted(seals=_certificates(told["seals"]), time=_certificates(told["time"]))
    sys.stdout.buffer.write(as_json(examine(sys.stdin.buffer.read(), trusted)))


if __name__ == "__main__":
    main()
