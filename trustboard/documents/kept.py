"""Files kept for good under their SHA-256, outside what is served: on the disk before any row names them."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterable
from pathlib import Path
from tempfile import mkstemp

from django.conf import settings

from trustboard.documents.files import put_in_place

FOLDER = "kept"


def keep(pieces: Iterable[bytes]) -> str:
    """Keep what these pieces make, and answer with its SHA-256; when this returns it is on the disk.

    Readable by its owner alone. The same content is kept once.
    """
    folder = Path(settings.MEDIA_ROOT, FOLDER)
    folder.mkdir(parents=True, exist_ok=True)
    digest = hashlib.sha256()
    handle, name = mkstemp(dir=folder, prefix=".", suffix=".new")
    beside = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            for piece in pieces:
                digest.update(piece)
                file.write(piece)
        path = kept_file(digest.hexdigest())
        path.parent.mkdir(exist_ok=True)
        put_in_place(beside, path)
    finally:
        beside.unlink(missing_ok=True)
    return digest.hexdigest()


def is_kept(sha256: str) -> bool:
    """Whether the file of that SHA-256 is there, and still has it."""
    try:
        with kept_file(sha256).open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest() == sha256
    except FileNotFoundError:
        return False


def kept_file(sha256: str) -> Path:
    """Where the file of that SHA-256 is kept."""
    return Path(settings.MEDIA_ROOT, FOLDER, sha256[:2], sha256)
