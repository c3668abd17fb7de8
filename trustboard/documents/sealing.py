"""Sealing a PDF of ours: evidence attached, then one certification signature over all of it, and nothing after.

PAdES baseline B-B, or B-T where a time-stamp service is set up (ETSI EN 319 142-1); DocMDP permission 1, no changes
(ISO 32000-1, 12.8.2.2). pyHanko writes it.
"""

from __future__ import annotations

import mimetypes
from collections.abc import Mapping
from io import BytesIO
from typing import TYPE_CHECKING

from django.conf import settings

from trustboard.documents.keys import SealKey, Trusted

if TYPE_CHECKING:
    from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter

FIELD = "Seal"
TIMESTAMP_SECONDS = 10


class CannotSeal(Exception):
    """Nothing was sealed, in a sentence for the page."""


def seal(pdf: bytes, *, key: SealKey, reason: str, attachments: Mapping[str, bytes] | None = None) -> bytes:
    """The same document with the attachments (name: content) in it, under the seal; PDF/UA-1 if it was.

    Calls the time-stamp service that TIMESTAMP_URL names, and nothing where none is named; so it belongs outside a
    transaction. What it answers has passed our own check. Raises CannotSeal where the PDF cannot be read or holds a
    form or a seal already, where the service gives no time-stamp within 10 seconds, and where the key will not do.
    """
    # To import pyHanko takes a second, which only those wait for who seal.
    from pyhanko.pdf_utils.misc import PdfReadError  # noqa: PLC0415
    from pyhanko.sign.general import SigningError  # noqa: PLC0415
    from pyhanko.sign.timestamps.common_utils import TimestampRequestError  # noqa: PLC0415

    try:
        sealed = _signed(pdf, key, reason, attachments or {})
    except TimestampRequestError:
        raise CannotSeal("The time-stamp service gave no answer that will do. Try again in a while.") from None
    except PdfReadError:
        raise CannotSeal("The document to be sealed cannot be read.") from None
    except (SigningError, ValueError, AttributeError) as fault:
        # The last are pyHanko's own, where a time-stamp service answers what it was not asked.
        raise CannotSeal(f"The document could not be sealed: {type(fault).__name__}.") from None
    _require_good(sealed, key)
    return sealed


def _signed(pdf: bytes, key: SealKey, reason: str, attachments: Mapping[str, bytes]) -> bytes:
    from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter  # noqa: PLC0415 - as above
    from pyhanko.sign import signers, timestamps  # noqa: PLC0415
    from pyhanko.sign.fields import InvisSigSettings, MDPPerm, SigFieldSpec, SigSeedSubFilter  # noqa: PLC0415

    writer = IncrementalPdfFileWriter(BytesIO(pdf))
    if "/AcroForm" in writer.root:
        raise CannotSeal("The document holds a form or a seal already.")
    _attach(writer, attachments)
    service = settings.TIMESTAMP_URL
    signed = signers.sign_pdf(
        writer,
        signers.PdfSignatureMetadata(
            field_name=FIELD,
            reason=reason,
            name=key.name,
            md_algorithm="sha256",
            certify=True,
            docmdp_permissions=MDPPerm.NO_CHANGES,
            subfilter=SigSeedSubFilter.PADES,
        ),
        signers.SimpleSigner.load_pkcs12_data(key.pkcs12, (), key.passphrase),
        timestamper=timestamps.HTTPTimeStamper(service, timeout=TIMESTAMP_SECONDS) if service else None,
        # Hidden, or PDF/UA-1 would want a tag for what nobody can see.
        new_field_spec=SigFieldSpec(
            FIELD, readable_field_name=FIELD, invis_sig_settings=InvisSigSettings(set_hidden_flag=True)
        ),
    )
    whole: bytes = signed.getvalue()
    return whole


def _attach(writer: IncrementalPdfFileWriter, attachments: Mapping[str, bytes]) -> None:
    """Put the files in, each as data associated with the document (ISO 32000-2, 14.13)."""
    from pyhanko.pdf_utils.embed import EmbeddedFileObject, FileSpec, embed_file  # noqa: PLC0415 - as above
    from pyhanko.pdf_utils.generic import NameObject  # noqa: PLC0415

    for name, content in sorted(attachments.items()):
        kind = mimetypes.guess_type(name)[0] or "application/octet-stream"
        file = FileSpec(
            file_spec_string=name,
            file_name=name,
            embedded_data=EmbeddedFileObject.from_file_data(writer, data=content, mime_type=kind),
            description=name,
            af_relationship=NameObject("/Data"),
        )
        embed_file(writer, file)


def _require_good(sealed: bytes, key: SealKey) -> None:
    from trustboard.documents.examining import examine  # noqa: PLC0415 - as above

    checked = examine(sealed, Trusted(seals=(key.certificate,)))
    if not checked.is_accepted:
        raise CannotSeal(f"The seal would not be accepted. {checked.why_not}")
