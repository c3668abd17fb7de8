"""The heads of the chains as a text that can be kept elsewhere: what stands before it can then no longer be cut off."""

from __future__ import annotations

import json

from django.conf import settings

from trustboard.ledger.models import Head
from trustboard.ledger.signing import private_key, public_text


def heads_as_text(*, chain: str | None = None) -> str:
    """The signed heads of all chains, or of one, with the public key that checks them, as JSON."""
    heads = Head.objects.filter(pk=chain) if chain else Head.objects.all()
    lodged = {
        head.chain: {"number": head.number, "hash": head.hash, "signature": head.signature}
        for head in heads.order_by("pk")
    }
    return json.dumps({"public_key": public_text(private_key(settings.LEDGER_KEY)), "heads": lodged}, indent=2) + "\n"
