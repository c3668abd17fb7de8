"""A time-stamp service on this machine (RFC 3161 over HTTP), which can also be one that nobody should believe."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from functools import cache
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import ClassVar

from asn1crypto import keys, tsp
from asn1crypto.x509 import Certificate
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID
from pyhanko.sign.timestamps.dummy_client import DummyTimeStamper

STAMPED_AT = datetime.now(UTC).replace(microsecond=0)
NAME = "A time-stamp service"


@cache
def authority() -> tuple[x509.Certificate, rsa.RSAPrivateKey]:
    """The service's certificate, which it made itself, and its key."""
    key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, NAME)])
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(STAMPED_AT - timedelta(days=1))
        .not_valid_after(STAMPED_AT + timedelta(days=365))
        .add_extension(x509.KeyUsage(True, True, *[False] * 7), critical=True)
        .add_extension(x509.ExtendedKeyUsage([ExtendedKeyUsageOID.TIME_STAMPING]), critical=True)
        .sign(key, hashes.SHA256())
    )
    return certificate, key


class Answers(BaseHTTPRequestHandler):
    """One request: stamped, stamped falsely or for another request, refused, left to wait, or answered with words."""

    manner: ClassVar[str] = "honest"
    asked: ClassVar[int] = 0

    def do_POST(self) -> None:
        type(self).asked += 1
        request = tsp.TimeStampReq.load(self.rfile.read(int(self.headers["Content-Length"])))
        if self.manner == "refuses":
            self.send_error(503)
            return
        if self.manner == "forgets":
            request["nonce"] = 1
        if self.manner == "sleeps":
            time.sleep(2)
        if self.manner == "false":
            request["message_imprint"]["hashed_message"] = b"\x00" * 32
        certificate, key = authority()
        stamper = DummyTimeStamper(
            Certificate.load(certificate.public_bytes(Encoding.DER)),
            keys.PrivateKeyInfo.load(key.private_bytes(Encoding.DER, PrivateFormat.PKCS8, NoEncryption())),
            fixed_dt=STAMPED_AT,
        )
        answer = b"any time" if self.manner == "talks" else stamper.request_tsa_response(request).dump()
        self.send_response(200)
        self.send_header("Content-Type", "application/timestamp-reply")
        self.send_header("Content-Length", str(len(answer)))
        self.end_headers()
        self.wfile.write(answer)

    def log_message(self, *_: object) -> None:
        pass


@contextmanager
def service(manner: str = "honest") -> Iterator[tuple[str, type[Answers]]]:
    """The address of a service that behaves so, and what it counted."""
    handler = type("These", (Answers,), {"manner": manner, "asked": 0})
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        thread = Thread(target=server.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}/", handler
        server.shutdown()
        thread.join()
