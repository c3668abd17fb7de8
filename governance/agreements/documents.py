"""An agreement as it is printed: its text, the signature blocks as filled, and a certificate of each signature.

The same evidence travels with a sealed document as JSON. Neither holds the address or the browser of anybody.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe

from governance.agreements.codes import code_shown
from governance.agreements.models import Edition, Signature, Way
from governance.agreements.queries import Issues, Signing, day_of
from governance.agreements.text import as_html, clauses_in
from trustboard.documents.qr import qr_svg
from trustboard.ledger.canonical import canonical, sha256
from trustboard.ledger.models import Entry, Head

EVIDENCE = "evidence.json"
CLAUSES_FROM = 2
"""The level of the headings of the text on the page: below the title."""


@dataclass(frozen=True, slots=True)
class Entered:
    """A signature as the certificate tells it, with the number of its entry in the trust's ledger."""

    signature: Signature
    entry: int

    @property
    def is_on_paper(self) -> bool:
        return self.signature.way == Way.PAPER

    @property
    def how(self) -> str:
        """How they proved who they were."""
        return Way(self.signature.way).label

    @property
    def code(self) -> str:
        return code_shown(self.signature.code)


def printed(signing: Signing, issues: Issues, *, code: str, head: Head | None, now: datetime) -> str:
    """The whole document as HTML. `code` is that of the sealed document, empty where it is only printed.

    Two queries, whatever the number of signatures.
    """
    edition = signing.edition
    address = check_address(code)
    return render_to_string(
        "governance/agreements/printed.html",
        {
            "edition": edition,
            "agreement": edition.agreement,
            "standing": issues.standing(edition, signing.day),
            "text": html_of(edition),
            "signing": signing,
            "certificates": entered(edition, signing),
            "code": code_shown(code) if code else "",
            "address": address,
            "qr": qr_svg(address, alt=f"QR code of {address}") if code else "",
            "head": head,
            "now": now,
        },
    )


def html_of(edition: Edition, *, heading: int = CLAUSES_FROM) -> SafeString:
    """The text of an edition as HTML below its title, which is not said again where the text begins with it.

    `text.as_html` lets nothing through but what it writes itself.
    """
    first, *others = clauses_in(edition.text)
    if (first.number, first.heading) == ("", edition.title):
        first = replace(first, heading="")
    return mark_safe(as_html([first, *others], heading=heading))  # noqa: S308 - our own markup, all words escaped


def evidence_of(signing: Signing, *, code: str, head: Head | None, now: datetime) -> bytes:
    """Everything that the document proves, as canonical JSON (RFC 8785): digests as SHA-256 in hexadecimal digits,
    moments as ISO 8601 in UTC.
    """
    edition = signing.edition
    told: dict[str, Any] = {
        "agreement": {"name": edition.agreement.name, "trust": edition.agreement.trust.name},
        "code": code,
        "edition": {
            "digest": edition.digest,
            "effective": edition.effective.isoformat(),
            "issued": edition.issued_at.isoformat(),
            "number": edition.number,
            "statement": edition.statement,
            "statement_digest": edition.statement_digest,
            "text": edition.text,
            "title": edition.title,
        },
        "ledger": {"chain": edition.agreement.chain, "hash": head.hash, "number": head.number} if head else {},
        "made": now.isoformat(),
        "signatures": [_evidence(each) for each in entered(edition, signing)],
    }
    return canonical(told).encode()


def digest_of_shown(signing: Signing, issues: Issues, *, seal: str) -> str:
    """SHA-256 of what a document sealed now with the certificate `seal` tells: the edition and what it is, every place
    and every signature. Two that differ only in when they were made, and in where the ledger stood, have the same one.
    """
    edition = signing.edition
    told: dict[str, Any] = {
        "edition": edition.digest,
        "places": [
            [each.place.title, each.agency.name if each.agency else "", each.signature.code if each.signature else ""]
            for each in signing.signers
        ],
        "seal": seal,
        "signatures": codes_shown(signing),
        "standing": issues.standing(edition, signing.day).value,
        "trust": edition.agreement.trust.name,
    }
    return sha256(canonical(told))


def codes_shown(signing: Signing) -> list[str]:
    """The codes of all signatures that a document shows, those of former signers too, in alphabetical order."""
    return sorted(each.code for each in [*(one.signature for one in signing.signers if one.signature), *signing.former])


def entered(edition: Edition, signing: Signing) -> list[Entered]:
    """Every signature under the edition in the order in which they were given, with its entry; one query."""
    found = [each.signature for each in signing.signers if each.signature] + signing.former
    entries = _entries(edition.agreement.chain, found)
    return [Entered(each, entries.get(str(each.pk), 0)) for each in sorted(found, key=lambda each: each.at)]


def entry_of(signature: Signature) -> Entry | None:
    """The entry of the trust's ledger that proved the signature when it was given: a later one may name it again."""
    chain = signature.edition.agreement.chain
    return Entry.objects.filter(chain=chain, body__contains=str(signature.pk)).order_by("number").first()


def check_address(code: str) -> str:
    """Where anybody checks a document or a signature: the page itself, or what it says of one code."""
    where = reverse("check_code", args=[code]) if code else reverse("check_document")
    return settings.SITE_URL + where


def _entries(chain: str, signatures: Iterable[Signature]) -> Mapping[str, int]:
    """The numbers of the entries that proved these signatures when they were given, by the signatures' keys."""
    wanted = {str(each.pk) for each in signatures}
    entries = Entry.objects.filter(chain=chain, body__contains=f'"{Signature._meta.db_table}"') if wanted else ()
    found: dict[str, int] = {}
    for entry in entries:
        found |= {row["key"]: entry.number for row in json.loads(entry.body)["rows"] if row["key"] in wanted}
    return found


def _evidence(each: Entered) -> dict[str, Any]:
    signature = each.signature
    return {
        "agency": signature.agency.name if signature.agency else "",
        "at": signature.at.isoformat(),
        "capacity": signature.capacity,
        "code": signature.code,
        "edition_digest": signature.edition_digest,
        "entry": each.entry,
        "for": signature.where.title,
        "name": signature.typed,
        "on_paper": day_of(signature).isoformat() if each.is_on_paper else "",
        "position": signature.position,
        "proved_at": signature.proved_at.isoformat() if signature.proved_at else "",
        "proved_by": signature.way,
        "scan": signature.scan,
        "shown_at": signature.shown_at.isoformat() if signature.shown_at else "",
        "statement_digest": signature.statement_digest,
    }
