"""Writing a file so that a power cut leaves the old one or the new one, and never half of either."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

PRIVATE = 0o600


def write_durably(path: Path, text: str) -> None:
    """Write the text, readable by its owner alone; when this returns it is on the disk."""
    path.parent.mkdir(parents=True, exist_ok=True)
    beside = path.with_name(f".{path.name}.{os.getpid()}.new")
    with os.fdopen(os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, PRIVATE), "w") as file:
        file.write(text)
    put_in_place(beside, path)


def put_copy_in_place(source: Path, path: Path) -> None:
    """Let a copy of a file, from whatever disk, take the place of another."""
    path.parent.mkdir(parents=True, exist_ok=True)
    beside = path.with_name(f".{path.name}.{os.getpid()}.new")
    beside.touch(PRIVATE)
    shutil.copyfile(source, beside)
    put_in_place(beside, path)


def put_in_place(beside: Path, path: Path) -> None:
    """Let a finished file take the place of another, the folder's own entry synced as well."""
    sync(beside)
    beside.replace(path)
    sync(path.parent)


def sync(path: Path) -> None:
    """Have the file or folder written to the disk."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
