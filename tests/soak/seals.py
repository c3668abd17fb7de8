"""A sealed document altered by one byte in a thousand ways, and what each reader says of it.

    python -m tests.soak.seals --alterations 1000

Three readers are asked: the SHA-256 of the record, pyHanko with the root trusted, and `pdfsig` likewise. Ours, which
also knows its own certificate and the look of its own seal, is told beside them. An alteration falls inside the signed
range, or outside it: in the place of the seal itself.
"""

from __future__ import annotations

import argparse
import json
import tempfile
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from random import Random

import django

django.setup()

from tests.trustboard.documents.readers import Pdfsig, pyhanko_accepts  # noqa: E402 - the apps come first
from tests.trustboard.documents.seals import (  # noqa: E402
    new_key,
    our_key,
    ours,
    place_of_the_seal,
    sealed,
    sealed_by,
    with_a_page_appended,
    with_the_seal_off,
)
from trustboard.documents.checking import check, sha256_of  # noqa: E402
from trustboard.documents.examining import examine  # noqa: E402

UNTOUCHED = 50


@dataclass(frozen=True)
class Altered:
    """A document of which one byte is another."""

    pdf: bytes
    is_inside: bool


def alterations(count: int, chance: Random) -> Iterator[Altered]:
    """So many, anywhere in the file, each byte as likely as any other."""
    own = place_of_the_seal(sealed())
    for _ in range(count):
        place = chance.randrange(len(sealed()))
        altered = bytearray(sealed())
        altered[place] ^= chance.randrange(1, 256)
        yield Altered(bytes(altered), place not in own)


def ours_accepts(pdf: bytes) -> bool:
    try:
        return examine(pdf, ours()).is_accepted
    except Exception:  # noqa: BLE001 - whatever cannot be read is refused
        return False


def untouched(count: int, readers: dict[str, Callable[[bytes], bool]]) -> dict[str, int]:
    """How many documents, each sealed anew, each reader accepts."""
    accepted = dict.fromkeys(readers, 0)
    for _ in range(count):
        pdf = sealed_by(our_key())
        recorded = sha256_of(pdf)
        for name, accepts in readers.items():
            accepted[name] += sha256_of(pdf) == recorded if name == "SHA-256" else accepts(pdf)
    return accepted


def others() -> dict[str, str]:
    """What our check says of what is not an altered byte."""
    told = {
        "page appended": with_a_page_appended(sealed()),
        "seal taken off": with_the_seal_off(sealed()),
        "another trust's seal": sealed_by(new_key("South Shire Children's Trust")),
        "a seal of the same name": sealed_by(new_key()),
    }
    return {name: check(pdf, trusted=ours()).outcome for name, pdf in told.items()}


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.soak.seals")
    parser.add_argument("--alterations", type=int, default=1000)
    parser.add_argument("--untouched", type=int, default=UNTOUCHED)
    parser.add_argument("--seed", type=int, default=20261001)
    options = parser.parse_args()
    root = our_key().chain[0]
    recorded = sha256_of(sealed())
    with tempfile.TemporaryDirectory() as folder:
        pdfsig = Pdfsig.trusting(root, Path(folder))
        readers: dict[str, Callable[[bytes], bool]] = {
            "SHA-256": lambda pdf: sha256_of(pdf) == recorded,
            "pyHanko": lambda pdf: pyhanko_accepts(pdf, root),
            "pdfsig": pdfsig.accepts,
            "our check": ours_accepts,
        }
        refused = {"inside": Counter(dict.fromkeys(readers, 0)), "outside": Counter(dict.fromkeys(readers, 0))}
        fell: Counter[str] = Counter()
        for altered in alterations(options.alterations, Random(options.seed)):
            where = "inside" if altered.is_inside else "outside"
            fell[where] += 1
            refused[where].update(name for name, accepts in readers.items() if not accepts(altered.pdf))
        told = {
            "alterations": options.alterations,
            "inside the signed range": fell["inside"],
            "refused inside": refused["inside"],
            "in the place of the seal": fell["outside"],
            "refused there": refused["outside"],
            "untouched": options.untouched,
            "accepted untouched": untouched(options.untouched, readers),
            "said by our check of": others(),
            "bytes of the document": len(sealed()),
        }
    print(json.dumps(told))


if __name__ == "__main__":
    main()
