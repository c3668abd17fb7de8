"""The scan of a paper that was signed, as it is sent to whoever may open it."""

from __future__ import annotations

from django.http import Http404, HttpResponseBase

from governance.agreements.models import Signature
from trustboard.documents.kept import kept_file
from trustboard.documents.serving import kept_as_download
from trustboard.documents.uploads import FIRST_BYTES, MEDIA_TYPES, NotAccepted, require_first_bytes

SCANS = ("pdf", "png", "jpg")
"""What a scan may be."""


def scan_as_download(signature: Signature) -> HttpResponseBase:
    """The scan, to be saved and not to be shown. Raises Http404 where the signature was not on paper."""
    if not signature.scan:
        raise Http404
    suffix = _suffix_of(signature.scan)
    return kept_as_download(signature.scan, name=f"signature-{signature.code}.{suffix}", media_type=MEDIA_TYPES[suffix])


def _suffix_of(sha256: str) -> str:
    """What the kept file is, by its first bytes: its row names no kind."""
    try:
        with kept_file(sha256).open("rb") as file:
            first = file.read(FIRST_BYTES)
    except FileNotFoundError:
        raise Http404 from None
    return next((suffix for suffix in SCANS if _is_a(suffix, first)), "pdf")


def _is_a(suffix: str, first: bytes) -> bool:
    try:
        require_first_bytes(suffix, first)
    except NotAccepted:
        return False
    return True
