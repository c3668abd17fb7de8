"""The settings of the proofs, with the plain page beside the product's own."""

from __future__ import annotations

from tests.soak.settings import *  # noqa: F403
from tests.soak.settings import BASE_DIR, TEMPLATES

ROOT_URLCONF = "tests.soak.plain"
TEMPLATES[0]["DIRS"] = [*TEMPLATES[0]["DIRS"], BASE_DIR / "tests" / "soak" / "templates"]
LIVE_PING_SECONDS = 20
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "trustboard.look.storage.ManifestStorage"},
}
