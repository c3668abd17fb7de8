"""What other readers say of a seal: `pdfsig` of poppler, which trusts what `certutil` tells it, and pyHanko alone.

And of its letters: how large they are.
"""

from __future__ import annotations

import re
import subprocess
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

from asn1crypto.x509 import Certificate
from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.validation import validate_pdf_signature
from pyhanko_certvalidator import ValidationContext


@dataclass(frozen=True)
class Pdfsig:
    """`pdfsig` with a folder of certificates of its own."""

    folder: Path

    @classmethod
    def trusting(cls, root: x509.Certificate, folder: Path) -> Pdfsig:
        """One that trusts what this root vouches for."""
        folder.mkdir(parents=True, exist_ok=True)
        file = folder / "root.pem"
        file.write_bytes(root.public_bytes(Encoding.PEM))
        store = f"sql:{folder}"
        subprocess.run(["certutil", "-N", "-d", store, "--empty-password"], check=True)
        subprocess.run(["certutil", "-A", "-d", store, "-n", "root", "-t", "CT,C,C", "-i", file], check=True)
        return cls(folder)

    def says(self, pdf: bytes) -> str:
        """All that it says. Its exit code is 0 whatever it finds."""
        file = self.folder / "asked.pdf"
        file.write_bytes(pdf)
        done = subprocess.run(
            ["pdfsig", "-nssdir", f"sql:{self.folder}", str(file)], capture_output=True, timeout=60, check=False
        )
        return (done.stdout + done.stderr).decode(errors="replace")

    def accepts(self, pdf: bytes) -> bool:
        """Whether it finds one good signature by somebody it trusts, over the total document."""
        said = self.says(pdf)
        return (
            said.count("Signature #") == 1
            and "Signature is Valid." in said
            and "Certificate is Trusted." in said
            and "Total document signed" in said
        )


def pyhanko_accepts(pdf: bytes, root: x509.Certificate) -> bool:
    """Whether pyHanko by itself, with this root, calls every signature good; what it cannot read it does not."""
    try:
        found = PdfFileReader(BytesIO(pdf)).embedded_signatures
        return bool(found) and all(
            validate_pdf_signature(
                one,
                ValidationContext(
                    trust_roots=[Certificate.load(root.public_bytes(Encoding.DER))], allow_fetching=False
                ),
            ).bottom_line
            for one in found
        )
    except Exception:  # noqa: BLE001 - it raises whatever a damaged file leads it to
        return False


def sizes_in(pdf: bytes, folder: Path) -> set[int]:
    """The sizes of letters that the document uses, in whole points."""
    file = folder / "sized.pdf"
    file.write_bytes(pdf)
    xml = subprocess.run(
        ["pdftohtml", "-xml", "-stdout", "-zoom", "1", "-i", str(file)], capture_output=True, text=True, check=True
    ).stdout
    return {int(found) for found in re.findall(r'<fontspec id="\d+" size="(\d+)"', xml)}
