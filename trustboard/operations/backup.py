"""Backing up a whole installation into one file, and restoring it from there.

A backup holds the database and the uploaded files. It holds neither SECRET_KEY nor LEDGER_KEY: they are kept elsewhere,
and a restored installation needs both again.
"""

from __future__ import annotations

import json
import tomllib
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import django
from django.conf import settings
from django.db import connection
from django.db.migrations.loader import MigrationLoader

from trustboard.documents.files import put_copy_in_place, sync
from trustboard.operations.archive import ArchiveRefused, unpack_archive, write_archive
from trustboard.operations.database_copy import CopyFailed, copy_database, is_empty, replace_database

FORMAT = 1
DATABASE = "database"
MANIFEST = "manifest.json"
MEDIA = "media"


class RestoreRefused(Exception):
    """The backup may not be restored here, in a sentence. Nothing has been changed."""


def back_up(to: Path, *, now: datetime) -> Path:
    """Write a backup and answer with its file: `to` itself, or a new one in the folder `to`.

    Raises FileExistsError where the file is there already, and CopyFailed where the database could not be copied.
    """
    path = to / f"trustboard-{now:%Y%m%dT%H%M%SZ}.tar" if to.is_dir() else to
    with TemporaryDirectory(prefix=".backup-", dir=path.parent) as folder:
        database, manifest = Path(folder, DATABASE), Path(folder, MANIFEST)
        manifest.write_text(json.dumps(_described(now), indent=2) + "\n")
        # The database before the files: a file is on the disk before the row that names it.
        copy_database(database)
        write_archive(path, [(MANIFEST, manifest), (DATABASE, database), *_media()])
    return path


def restore(archive: Path, *, replace: bool) -> dict[str, Any]:
    """Make this installation what the backup holds, and answer with its manifest.

    Every digest is checked first. Raises ArchiveRefused or RestoreRefused, and CopyFailed where the database would not
    be replaced; then database and uploaded files are as they were.
    """
    if not replace and not (is_empty() and not any(_media())):
        raise RestoreRefused("There are data here already. To lose them and have the backup's instead: --replace.")
    settings.DATA_DIR.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory(prefix=".restore-", dir=settings.DATA_DIR) as folder:
        names = unpack_archive(archive, Path(folder))
        manifest = _manifest(Path(folder, MANIFEST), names)
        wanted = {name: Path(folder, name) for name in names if name.startswith(f"{MEDIA}/")}
        # New files before the database, old ones away after it: no row ever names a file that is missing.
        before = set(dict(_media()))
        _put_media({name: path for name, path in wanted.items() if name not in before})
        try:
            replace_database(Path(folder, DATABASE))
        except CopyFailed:
            _remove_media_but(before)
            raise
        _put_media(wanted)
    _remove_media_but(set(wanted))
    return manifest


def is_older(manifest: dict[str, Any]) -> bool:
    """Whether this version has migrations that the backup's database has not seen."""
    return bool(set(MigrationLoader(None).disk_migrations or {}) - _migrations(manifest))


def _described(now: datetime) -> dict[str, Any]:
    applied = MigrationLoader(connection).applied_migrations
    return {
        "format": FORMAT,
        "made": now.isoformat(timespec="seconds"),
        "site": settings.SITE_URL,
        "database": connection.vendor,
        "versions": {"trustboard": _version(), "django": django.__version__},
        "migrations": sorted(applied),
    }


def _version() -> str:
    project: str = tomllib.loads((settings.BASE_DIR / "pyproject.toml").read_text())["project"]["version"]
    return project


def _manifest(path: Path, names: list[str]) -> dict[str, Any]:
    if not {MANIFEST, DATABASE} <= set(names):
        raise ArchiveRefused("The archive is not a backup of Trustboard.")
    manifest: dict[str, Any] = json.loads(path.read_text())
    if manifest["format"] != FORMAT:
        raise RestoreRefused(f"The backup is of format {manifest['format']}; this version reads format {FORMAT}.")
    if manifest["database"] != connection.vendor:
        raise RestoreRefused(f"The backup is of {manifest['database']}, and DATABASE_URL names {connection.vendor}.")
    if unknown := _migrations(manifest) - set(MigrationLoader(None).disk_migrations or {}):
        raise RestoreRefused(f"The backup was made by a newer version: {min(unknown)} is not known here.")
    return manifest


def _migrations(manifest: dict[str, Any]) -> set[tuple[str, str]]:
    return {(app, name) for app, name in manifest["migrations"]}


def _media() -> Iterator[tuple[str, Path]]:
    root = Path(settings.MEDIA_ROOT)
    for path in sorted(root.rglob("*")):
        if path.is_file():
            yield f"{MEDIA}/{path.relative_to(root).as_posix()}", path


def _put_media(unpacked: dict[str, Path]) -> None:
    for name, path in unpacked.items():
        put_copy_in_place(path, Path(settings.MEDIA_ROOT, name.removeprefix(f"{MEDIA}/")))


def _remove_media_but(names: set[str]) -> None:
    for name, path in _media():
        if name not in names:
            path.unlink()
            sync(path.parent)
