"""`python -m tests.soak.agreed [--times N]`: what one agreement of seventeen seats takes to render and seal, as JSON.

In milliseconds by name, so many in a row and in turns: as the product makes it, and by WeasyPrint and pyHanko alone
from the same HTML and bytes in a process that has them loaded.
"""

from __future__ import annotations

import argparse
import json
import logging
import tempfile
from io import BytesIO
from pathlib import Path

import django

django.setup()

import pikepdf  # noqa: E402 - the apps come first
from django.test import override_settings  # noqa: E402
from django.utils import timezone  # noqa: E402
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter  # noqa: E402
from pyhanko.sign import signers  # noqa: E402
from pyhanko.sign.fields import SigSeedSubFilter  # noqa: E402
from weasyprint import HTML  # noqa: E402

from governance.agreements.documents import EVIDENCE, evidence_of, printed  # noqa: E402
from governance.agreements.models import Edition  # noqa: E402
from governance.agreements.queries import issues_of, signing_of  # noqa: E402
from governance.agreements.sealing import seal_agreement  # noqa: E402
from tests.governance.agreements.scene import agreement_of, at_seat, issued, sign_on_paper  # noqa: E402
from tests.soak import sealing  # noqa: E402
from tests.soak.scene import new_trust, operator  # noqa: E402
from tests.trustboard.documents.seals import PASSPHRASE, our_key  # noqa: E402
from tests.world import body_of, person_of, seat_of, seated  # noqa: E402
from trustboard.documents.kept import kept_file  # noqa: E402
from trustboard.documents.printing import print_sheet  # noqa: E402
from trustboard.documents.sealing import seal  # noqa: E402
from trustboard.ledger.models import Head  # noqa: E402

SEATS = 17
WORDS = "Each partner tells the others in good time what it means to change, and hears what they have to say. "
TEXT = "".join(f"{number}. Clause\n\n{WORDS * 2}\n\n" for number in range(1, 9))


def signed_by_all() -> Edition:
    """An edition that seventeen representatives have signed."""
    board = body_of(new_trust(), "Board")
    agreement = agreement_of(board, "agreement", "Partner agency agreement")
    places = []
    for number in range(SEATS):
        person, seat = person_of(board.trust, f"Person {number}"), seat_of(board, f"Seat {number}")
        seated(seat, person)
        places.append((at_seat(seat), person))
    edition = issued(agreement, text=TEXT)
    for place, person in places:
        sign_on_paper(edition, place, person, scan="0" * 64)
    return edition


def measured(edition: Edition, times: int) -> dict[str, object]:
    """What each deed takes, and how many pages come of it. After the first whole one the act answers with the document
    that stands: it is typeset and sealed all the same, and a row and an entry are written less.
    """
    now, key = timezone.now(), our_key()
    signing, head = signing_of(edition, timezone.localdate(now)), Head.objects.get(pk=edition.agreement.chain)

    def html() -> str:
        return printed(signing, issues_of(edition.agreement), code="K" * 16, head=head, now=now)

    whole = html()
    pdf, evidence = print_sheet(whole), evidence_of(signing, code="K" * 16, head=head, now=now)
    signer = signers.SimpleSigner.load_pkcs12_data(key.pkcs12, (), key.passphrase)
    meta = signers.PdfSignatureMetadata(field_name="Bare", subfilter=SigSeedSubFilter.PADES, md_algorithm="sha256")

    def bare_seal(made: bytes) -> None:
        signers.sign_pdf(IncrementalPdfFileWriter(BytesIO(made)), meta, signer)

    def bare() -> None:
        HTML(string=whole).write_pdf()
        bare_seal(pdf)

    sealing.IN_A_ROW, sealing.WARM = times, 1
    taken = sealing.measured(
        {
            "bare": bare,
            "html": html,
            "rendered": lambda: print_sheet(whole),
            "bare seal": lambda: bare_seal(pdf),
            "sealed": lambda: seal(pdf, key=key, reason="Signed by all", attachments={EVIDENCE: evidence}),
            "whole": lambda: seal_agreement(edition, by=operator()),
        }
    )
    with pikepdf.open(kept_file(seal_agreement(edition, by=operator()).result.sha256)) as opened:
        return {"taken": taken, "pages": len(opened.pages)}


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--times", type=int, default=40)
    options = parser.parse_args()
    for name in ("weasyprint", "fontTools", "pyhanko"):
        logging.getLogger(name).setLevel(logging.CRITICAL)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "seal.p12")
        path.write_bytes(our_key().pkcs12)
        with override_settings(MEDIA_ROOT=folder, SEAL_FILE=str(path), SEAL_PASSPHRASE=PASSPHRASE):
            print(json.dumps(measured(signed_by_all(), options.times)))


if __name__ == "__main__":
    main()
