"""What anybody may find out of a PDF or a code: ours or not, unaltered or not, which edition, who signed when.

A file is compared with the record first, byte for byte; its seal is asked as well, for those who have no record.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet

from governance.agreements.codes import CODE, code_typed
from governance.agreements.models import Sealed, Signature
from governance.agreements.queries import issues_of, signatures_of
from governance.agreements.rules import Standing
from trustboard.documents.checked import Checked
from trustboard.documents.checking import check, sha256_of
from trustboard.documents.keys import trusted_certificates


@dataclass(frozen=True, slots=True)
class Found:
    """A sealed document of the record: what its edition is on the day, and the signatures that it shows."""

    sealed: Sealed
    standing: Standing
    signatures: list[Signature]


@dataclass(frozen=True, slots=True)
class FoundSignature:
    """A signature of the record, and what its edition is on the day."""

    signature: Signature
    standing: Standing


@dataclass(frozen=True, slots=True)
class File:
    """What came of a file: the document of the record whose very bytes it has, if any, and what its seal says."""

    sha256: str
    found: Found | None
    seal: Checked

    @property
    def is_ours(self) -> bool:
        """Whether it is a document sealed here, unaltered."""
        return self.found is not None and self.seal.is_accepted

    @property
    def why_not(self) -> str:
        """What is wrong with it, in a sentence; empty where nothing is."""
        if self.is_ours:
            return ""
        if self.seal.is_accepted:
            return "The seal is good, and yet this document does not stand in the record as it is: do not rely on it."
        return self.seal.why_not


def file_checked(pdf: bytes, day: date) -> File:
    """The file, compared with the record and its seal examined. It is kept nowhere. Raises NoSeal."""
    sha256 = sha256_of(pdf)
    sealed = _sealed().filter(sha256=sha256).first()
    return File(sha256, found(sealed, day) if sealed else None, check(pdf, trusted=trusted_certificates()))


def by_code(typed: str, day: date) -> Found | FoundSignature | None:
    """The sealed document or the signature that has this code."""
    code = code_typed(typed)
    if len(code) != CODE:
        return None
    sealed = _sealed().filter(code=code).first()
    if sealed:
        return found(sealed, day)
    rows = Signature.objects.select_related(
        "edition__agreement__trust", "edition__withdrawn", "seat", "block", "agency"
    )
    signature = rows.select_related("name", "person__called").filter(code=code).first()
    if signature is None:
        return None
    issues = issues_of(signature.edition.agreement)
    return FoundSignature(signature, issues.standing(signature.edition, day))


def found(sealed: Sealed, day: date) -> Found:
    """The document with what its edition is on the day, and the signatures that it shows."""
    edition = sealed.edition
    shown = [each for each in signatures_of(edition) if each.code in set(sealed.signatures)]
    return Found(sealed, issues_of(edition.agreement).standing(edition, day), shown)


def _sealed() -> QuerySet[Sealed]:
    return Sealed.objects.select_related("edition__agreement__trust")
