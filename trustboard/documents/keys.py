"""The key that seals documents, and the certificates by which a seal is known as ours.

The key is a PKCS#12 file and its passphrase, both from the environment; neither comes into the database or a backup.
Certificates are no secret: each one that ever sealed is kept among the files, so that its documents can be checked for
good, whatever seals today.
"""

from __future__ import annotations

import os
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from tempfile import mkstemp

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.serialization import Encoding, pkcs12
from cryptography.x509.oid import NameOID
from django.conf import settings

from trustboard.documents.files import put_in_place

FOLDER = "seals"


class NoSeal(Exception):
    """There is no key to seal with, in a sentence for the operator; it holds no secret."""


@dataclass(frozen=True, slots=True)
class SealKey:
    """A certificate, those that vouch for it, and the PKCS#12 archive that holds them with the key."""

    certificate: x509.Certificate
    chain: tuple[x509.Certificate, ...]
    pkcs12: bytes = field(repr=False)
    passphrase: bytes = field(repr=False)

    @property
    def name(self) -> str:
        """Whose seal it is, as its certificate says."""
        return name_on(self.certificate)

    @property
    def fingerprint(self) -> str:
        """SHA-256 of the certificate, in hexadecimal digits."""
        return fingerprint_of(self.certificate)

    @property
    def not_after(self) -> datetime:
        """Until when it can seal, in UTC. What it has sealed by then stays good."""
        return self.certificate.not_valid_after_utc


@dataclass(frozen=True, slots=True)
class Trusted:
    """The certificates of our seals, today's and earlier ones, and of the time-stamp services that are believed."""

    seals: tuple[x509.Certificate, ...] = ()
    time: tuple[x509.Certificate, ...] = ()


def seal_key() -> SealKey:
    """The key that the settings name; its certificate is kept for good. Raises NoSeal."""
    if not settings.SEAL_FILE:
        raise NoSeal("No seal is set up: SEAL_FILE is not set.")
    key = load_seal_key(Path(settings.SEAL_FILE), settings.SEAL_PASSPHRASE)
    keep_certificates(key)
    return key


def load_seal_key(path: Path, passphrase: str) -> SealKey:
    """The key in that PKCS#12 file. Raises NoSeal where there is none, or the passphrase does not open it."""
    try:
        archive = path.read_bytes()
    except OSError as fault:
        raise NoSeal(f"SEAL_FILE cannot be read: {fault.strerror}.") from None
    try:
        held = pkcs12.load_pkcs12(archive, passphrase.encode())
    except ValueError:
        raise NoSeal("SEAL_FILE is no PKCS#12 file, or SEAL_PASSPHRASE does not open it.") from None
    if not held.key or not held.cert:
        raise NoSeal("SEAL_FILE holds no key with a certificate of its own.")
    if is_authority(held.cert.certificate):
        raise NoSeal("SEAL_FILE holds the certificate of an authority; a seal wants one of its own.")
    chain = tuple(other.certificate for other in held.additional_certs)
    return SealKey(held.cert.certificate, chain, archive, passphrase.encode())


def trusted_certificates() -> Trusted:
    """Every certificate that has sealed here, and those that TIMESTAMP_CERTIFICATES names.

    Raises NoSeal where a file of them cannot be read: better to check nothing than to call a good seal another's.
    """
    seals = {
        fingerprint_of(certificate): certificate
        for path in sorted(_folder().glob("*.pem"))
        for certificate in _certificates(path)
        if not is_authority(certificate)  # whoever vouches for our seal vouches for those of others as well
    }
    named = settings.TIMESTAMP_CERTIFICATES
    return Trusted(tuple(seals.values()), tuple(_certificates(Path(named))) if named else ())


def keep_certificates(key: SealKey) -> Path:
    """Keep the certificate for good, with those that vouch for it, and answer with the file."""
    path = _folder() / f"{key.fingerprint}.pem"
    if not path.exists():
        written = (certificate.public_bytes(Encoding.PEM) for certificate in (key.certificate, *key.chain))
        write_bytes_durably(path, b"".join(written))
    return path


def write_bytes_durably(path: Path, content: bytes) -> None:
    """Write it, readable by its owner alone; when this returns it is on the disk, and never half of it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = mkstemp(dir=path.parent, prefix=".", suffix=".new")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
        put_in_place(Path(name), path)
    finally:
        Path(name).unlink(missing_ok=True)


def fingerprint_of(certificate: x509.Certificate) -> str:
    """SHA-256 of a certificate, in hexadecimal digits."""
    return certificate.fingerprint(hashes.SHA256()).hex()


def name_on(certificate: x509.Certificate) -> str:
    """Whose a certificate says it is: the common name, else that of the organisation, else all that it says."""
    for kind in (NameOID.COMMON_NAME, NameOID.ORGANIZATION_NAME):
        for named in certificate.subject.get_attributes_for_oid(kind):
            return str(named.value)
    return certificate.subject.rfc4514_string()


def names_on(certificate: x509.Certificate) -> str:
    """The same with the organisation behind it where that is named otherwise: "Seal of agreements (Kent)"."""
    name = name_on(certificate)
    held = certificate.subject.get_attributes_for_oid(NameOID.ORGANIZATION_NAME)
    others = [str(each.value) for each in held if str(each.value) != name]
    return f"{name} ({others[0]})" if others else name


def is_authority(certificate: x509.Certificate) -> bool:
    """Whether it may vouch for others (RFC 5280, 4.2.1.9)."""
    try:
        return certificate.extensions.get_extension_for_class(x509.BasicConstraints).value.ca
    except x509.ExtensionNotFound:
        return False


def as_pem(certificates: Iterable[x509.Certificate]) -> str:
    """The certificates one after another."""
    return "".join(certificate.public_bytes(Encoding.PEM).decode() for certificate in certificates)


def _certificates(path: Path) -> list[x509.Certificate]:
    try:
        return x509.load_pem_x509_certificates(path.read_bytes())
    except (OSError, ValueError):
        raise NoSeal(f"The certificates in {path.name} cannot be read.") from None


def _folder() -> Path:
    return Path(settings.MEDIA_ROOT, FOLDER)
