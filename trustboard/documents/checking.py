"""Checking a sealed PDF that anybody may have sent: read in a bounded process, refused unless everything is right."""

from __future__ import annotations

import hashlib
import json
import logging

from trustboard.documents.bounded import CLOCK_SECONDS, Busy, OutOfBounds, run_bounded
from trustboard.documents.checked import Checked, Outcome, from_json
from trustboard.documents.keys import Trusted, as_pem

MOST_BYTES = 30 * 1024 * 1024
HEAD = b"%PDF-"

LOG = logging.getLogger(__name__)


def sha256_of(pdf: bytes) -> str:
    """SHA-256 of the whole file, in 64 hexadecimal digits. Compare it with the record before anything else."""
    return hashlib.sha256(pdf).hexdigest()


def check(pdf: bytes, *, trusted: Trusted, seconds: float = CLOCK_SECONDS) -> Checked:
    """What the seal in the file proves, whoever the file comes from (ETSI EN 319 142-1; ISO 32000-1, 12.8).

    Never raises for what is in the file: what cannot be read within 20 seconds of the processor and 512 MB is
    refused like anything else; `seconds` is how long that may take by the clock.
    """
    if len(pdf) > MOST_BYTES:
        return Checked(Outcome.TOO_LARGE, f"The file has more than {MOST_BYTES // 1024 // 1024} MB.")
    if not pdf.startswith(HEAD):
        return Checked(Outcome.UNREADABLE, "The file is not a PDF.")
    given = json.dumps({"seals": as_pem(trusted.seals), "time": as_pem(trusted.time)}).encode()
    try:
        return from_json(run_bounded("trustboard.documents.examining", given=given + b"\n" + pdf, seconds=seconds))
    except Busy:
        return Checked(Outcome.BUSY, "Too many files are being checked at the moment. Try again in a minute.")
    except OutOfBounds as fault:
        # Without what the process wrote: text of the document may stand there.
        LOG.info("a PDF could not be checked: %s %s", fault, fault.said)
        return Checked(Outcome.UNREADABLE, "The file cannot be read: it is no PDF, or it was damaged or altered.")
