"""Signing the head of a chain with a key that the database never holds (Ed25519)."""

from __future__ import annotations

import base64
import binascii

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

KEY_BYTES = 32


def make_key() -> str:
    """A new private key, as the text that `LEDGER_KEY` holds."""
    return base64.urlsafe_b64encode(Ed25519PrivateKey.generate().private_bytes_raw()).decode()


def private_key(text: str) -> Ed25519PrivateKey:
    """The key that `text` holds. Raises ValueError where it is not 32 bytes in base64."""
    try:
        raw = base64.urlsafe_b64decode(text)
    except (binascii.Error, ValueError):
        raw = b""
    if len(raw) != KEY_BYTES:
        raise ValueError("The ledger key must be 32 bytes in URL-safe base64; `manage.py make_ledger_key` makes one.")
    return Ed25519PrivateKey.from_private_bytes(raw)


def public_text(key: Ed25519PrivateKey) -> str:
    """The public half, which may be handed to anyone who is to check a head without us."""
    return base64.urlsafe_b64encode(key.public_key().public_bytes_raw()).decode()


def sign(key: Ed25519PrivateKey, text: str) -> str:
    """The signature of the text, in URL-safe base64."""
    return base64.urlsafe_b64encode(key.sign(text.encode())).decode()


def is_signed(key: Ed25519PublicKey, text: str, signature: str) -> bool:
    """Whether the signature is this key's, of this very text. Anything malformed is no signature."""
    try:
        key.verify(base64.urlsafe_b64decode(signature), text.encode())
    except (InvalidSignature, binascii.Error, ValueError):
        return False
    return True
