"""Settings of the tests: the product's own, with secrets that mean nothing and hashing that costs nothing."""

from __future__ import annotations

import base64
import os
from pathlib import Path
from tempfile import gettempdir

os.environ |= {
    "SECRET_KEY": "the tests' own secret, which protects nothing at all",
    "LEDGER_KEY": base64.urlsafe_b64encode(b"the tests' own key, worth nought").decode(),
    "SITE_URL": "http://127.0.0.1:8000",
    "DATABASE_URL": os.environ.get("TEST_DATABASE_URL", "sqlite://:memory:"),
    "EMAIL_URL": "memorymail://",
    "MAIL_FROM": "trustboard@trust.example",
    "DEMONSTRATION": "no",
    "REDIS_URL": os.environ.get("TEST_REDIS_URL", ""),
    **dict.fromkeys(("SEAL_FILE", "SEAL_PASSPHRASE", "TIMESTAMP_URL", "TIMESTAMP_CERTIFICATES"), ""),
}

from trustboard.settings import *  # noqa: F403
from trustboard.settings import MIDDLEWARE

MIDDLEWARE = [name for name in MIDDLEWARE if "whitenoise" not in name]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
MEDIA_ROOT = Path(gettempdir()) / f"trustboard-media-{os.getpid()}"  # removed after the last test
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
