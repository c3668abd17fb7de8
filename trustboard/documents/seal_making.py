"""A seal made here, for the demonstration and for whoever has none of a certificate authority's."""

from __future__ import annotations

from datetime import datetime, timedelta

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import BestAvailableEncryption, pkcs12
from cryptography.x509.oid import NameOID

YEARS = 10
LONGEST_NAME = 64
"""Letters that a common name may have (RFC 5280, appendix A.1)."""


def make_seal(name: str, *, passphrase: str, now: datetime) -> bytes:
    """A PKCS#12 archive with a new key (EC P-256), its certificate for ten years from now, and the root that made it.

    The root's own key is thrown away here: it makes this one certificate and no other. Raises ValueError where the name
    is empty or has more than 64 letters.
    """
    if not 0 < len(name) <= LONGEST_NAME:
        raise ValueError(f"The name of a seal has 1 to {LONGEST_NAME} letters.")
    root_key, key = ec.generate_private_key(ec.SECP256R1()), ec.generate_private_key(ec.SECP256R1())
    root_subject = _subject(name, "Root of the seal")
    root = (
        _begun(root_subject, root_subject, root_key.public_key(), root_key.public_key(), now)
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .add_extension(_usage(is_root=True), critical=True)
        .sign(root_key, hashes.SHA256())
    )
    certificate = (
        _begun(_subject(name, "Seal of documents"), root_subject, key.public_key(), root_key.public_key(), now)
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .add_extension(_usage(is_root=False), critical=True)
        .sign(root_key, hashes.SHA256())
    )
    encryption = BestAvailableEncryption(passphrase.encode())
    return pkcs12.serialize_key_and_certificates(name.encode(), key, certificate, [root], encryption)


def _subject(name: str, unit: str) -> x509.Name:
    named = {NameOID.ORGANIZATION_NAME: name, NameOID.ORGANIZATIONAL_UNIT_NAME: unit, NameOID.COMMON_NAME: name}
    return x509.Name([x509.NameAttribute(kind, value) for kind, value in named.items()])


def _begun(
    subject: x509.Name,
    issuer: x509.Name,
    key: ec.EllipticCurvePublicKey,
    issuer_key: ec.EllipticCurvePublicKey,
    now: datetime,
) -> x509.CertificateBuilder:
    return (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer)
        .public_key(key)
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(minutes=5))  # for whoever's clock is a little behind
        .not_valid_after(now + timedelta(days=YEARS * 365 + 2))
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key), critical=False)
        .add_extension(x509.AuthorityKeyIdentifier.from_issuer_public_key(issuer_key), critical=False)
    )


def _usage(*, is_root: bool) -> x509.KeyUsage:
    """To vouch for one certificate, or to sign what is to be kept to (RFC 5280, 4.2.1.3)."""
    return x509.KeyUsage(
        digital_signature=not is_root,
        content_commitment=not is_root,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        key_cert_sign=is_root,
        crl_sign=is_root,
        encipher_only=False,
        decipher_only=False,
    )
