"""What came of checking a sealed PDF: values alone, which travel as JSON between the checking process and ours."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, replace
from datetime import datetime
from enum import StrEnum
from typing import Any


class Outcome(StrEnum):
    """What a check ends in. Only the first of them is good."""

    SEALED = "sealed"
    NO_SEAL = "no seal"
    ADDED_TO = "added to"
    ALTERED = "altered"
    ANOTHERS = "another's"
    SAME_NAME = "same name"
    OTHER_KIND = "other kind"
    OUT_OF_DATE = "out of date"
    UNREADABLE = "unreadable"
    TOO_LARGE = "too large"
    BUSY = "busy"


@dataclass(frozen=True, slots=True)
class TimeStamp:
    """What a time-stamp service said (RFC 3161): when, in UTC; who; and whether the operator had named that service."""

    at: datetime
    by: str
    is_trusted: bool


@dataclass(frozen=True, slots=True)
class Checked:
    """What is known of a file, as far as the check came: a figure it did not reach is false or empty.

    `why_not` is a plain sentence, empty where the file is accepted. `sealer`, a name in plain words, `subject`, all
    that is said of its owner, and `fingerprint` (SHA-256, hexadecimal) are of the certificate that sealed it,
    whoever's it is. `signed_at` is the time, in UTC, that the sealing server named.
    """

    outcome: Outcome
    why_not: str = ""
    is_sealed: bool = False
    is_intact: bool = False
    covers_whole_file: bool = False
    is_ours: bool = False
    sealer: str = ""
    subject: str = ""
    fingerprint: str = ""
    signed_at: datetime | None = None
    timestamp: TimeStamp | None = None

    @property
    def is_accepted(self) -> bool:
        """Whether these are the bytes that were sealed here, all of them and no more."""
        good = self.is_sealed and self.is_intact and self.covers_whole_file and self.is_ours
        return good and self.outcome is Outcome.SEALED

    def ending_in(self, outcome: Outcome, why_not: str) -> Checked:
        """The same figures with another end."""
        return replace(self, outcome=outcome, why_not=why_not)


def as_json(checked: Checked) -> bytes:
    """One line of JSON."""
    return json.dumps(asdict(checked), default=datetime.isoformat).encode()


def from_json(line: bytes) -> Checked:
    """What `as_json` wrote."""
    told: dict[str, Any] = json.loads(line)
    told["outcome"] = Outcome(told["outcome"])
    if told["signed_at"]:
        told["signed_at"] = datetime.fromisoformat(told["signed_at"])
    if stamp := told["timestamp"]:
        told["timestamp"] = TimeStamp(**stamp | {"at": datetime.fromisoformat(stamp["at"])})
    return Checked(**told)
