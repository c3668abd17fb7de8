"""The product's own settings, but for what a proof must hurry or take away."""

from __future__ import annotations

import os

from trustboard.settings import *  # noqa: F403
from trustboard.settings import DATABASES

LIVE_PING_SECONDS = int(os.environ.get("SOAK_PING_SECONDS", "1"))
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}

# With the guard off: what SQLite does by default under WAL, and what the proof of syncs must therefore refuse.
if synchronous := os.environ.get("SOAK_SYNCHRONOUS"):
    DATABASES["default"]["OPTIONS"]["init_command"] += f"; PRAGMA synchronous={synchronous}"
