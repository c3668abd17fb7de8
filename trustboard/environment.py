"""Reading the settings from the environment, each failing by name."""

from __future__ import annotations

import os
from urllib.parse import urlsplit

from django.core.exceptions import ImproperlyConfigured

LOOPBACK = {"127.0.0.1", "localhost", "::1"}


def required(name: str, why: str) -> str:
    """The variable's value. Raises ImproperlyConfigured, with the name and what it is for, where it is not set."""
    value = os.environ.get(name, "").strip()
    if not value:
        raise ImproperlyConfigured(f"{name} is not set: {why}")
    return value


def optional(name: str) -> str:
    """The variable's value, or nothing."""
    return os.environ.get(name, "").strip()


def address_of_site(text: str) -> tuple[str, str, bool]:
    """The site's address without a slash at its end, its host, and whether it is served over HTTPS.

    Raises ImproperlyConfigured for anything that is not an address, and for HTTP on anything but this very machine.
    """
    parts = urlsplit(text.rstrip("/"))
    if parts.scheme not in {"http", "https"} or not parts.hostname or parts.path:
        raise ImproperlyConfigured(f"SITE_URL must be an address such as https://trust.example; it is {text!r}.")
    if parts.scheme == "http" and parts.hostname not in LOOPBACK:
        raise ImproperlyConfigured("SITE_URL must begin with https:// unless it is 127.0.0.1 or localhost.")
    return parts.geturl(), parts.hostname, parts.scheme == "https"
