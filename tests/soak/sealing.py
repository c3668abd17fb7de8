"""The times of sealing a document of three pages, bare and ours, and of checking it: milliseconds by name, as JSON."""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from io import BytesIO

import django

django.setup()

from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter  # noqa: E402 - the apps come first
from pyhanko.sign import signers  # noqa: E402
from pyhanko.sign.fields import SigSeedSubFilter  # noqa: E402

from tests.trustboard.documents.seals import EVIDENCE, our_key, ours, three_pages  # noqa: E402
from trustboard.documents.checking import check  # noqa: E402
from trustboard.documents.sealing import seal  # noqa: E402

IN_A_ROW, WARM = 40, 3


def sealing() -> dict[str, Callable[[], object]]:
    """The deeds to be measured, on the same three pages."""
    pdf, key = three_pages(), our_key()
    signer = signers.SimpleSigner.load_pkcs12_data(key.pkcs12, (), key.passphrase)
    meta = signers.PdfSignatureMetadata(field_name="Bare", subfilter=SigSeedSubFilter.PADES, md_algorithm="sha256")
    sealed = seal(pdf, key=key, reason="Signed by all", attachments={"evidence.json": EVIDENCE})
    return {
        "bare": lambda: signers.sign_pdf(IncrementalPdfFileWriter(BytesIO(pdf)), meta, signer),
        "seal": lambda: seal(pdf, key=key, reason="Signed by all", attachments={"evidence.json": EVIDENCE}),
        "check": lambda: check(sealed, trusted=ours()),
    }


def measured(deeds: dict[str, Callable[[], object]]) -> dict[str, list[float]]:
    """What each takes in milliseconds, forty in a row, in turns, after a few that do not count."""
    taken: dict[str, list[float]] = {name: [] for name in deeds}
    for _ in range(WARM + IN_A_ROW):
        for name, deed in deeds.items():
            began = time.perf_counter()
            deed()
            taken[name].append((time.perf_counter() - began) * 1000)
    return {name: each[WARM:] for name, each in taken.items()}


def main() -> None:
    print(json.dumps(measured(sealing())))


if __name__ == "__main__":
    main()
