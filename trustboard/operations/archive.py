"""The archive of a backup: a tar file whose last member, SHA256SUMS, names the digest of every other.

Plain tools read it as well: `tar xf` unpacks it and `sha256sum -c SHA256SUMS` checks it.
"""

from __future__ import annotations

import hashlib
import io
import os
import tarfile
from collections.abc import Iterable
from pathlib import Path, PurePosixPath
from typing import IO

from trustboard.documents.files import PRIVATE, put_in_place

SUMS = "SHA256SUMS"
CHUNK = 1024 * 1024


class ArchiveRefused(Exception):
    """The archive is not one of ours, or not as it was written. Nothing has been changed."""


class _Digested:
    """A file that is digested while it is read."""

    def __init__(self, file: IO[bytes]) -> None:
        self._file = file
        self.digest = hashlib.sha256()

    def read(self, size: int = -1) -> bytes:
        piece = self._file.read(size)
        self.digest.update(piece)
        return piece


def write_archive(path: Path, members: Iterable[tuple[str, Path]]) -> None:
    """Write the named files into an archive: under another name until it is whole and on the disk.

    Raises FileExistsError where there is something at `path` already.
    """
    if path.exists():
        raise FileExistsError(path)
    beside = path.with_name(f".{path.name}.{os.getpid()}.new")
    try:
        with (
            os.fdopen(os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, PRIVATE), "wb") as file,
            tarfile.open(fileobj=file, mode="w", format=tarfile.PAX_FORMAT) as tar,
        ):
            digests = {name: _add(tar, name, source) for name, source in members}
            sums = _sums(digests).encode()
            tar.addfile(_entry(SUMS, len(sums)), io.BytesIO(sums))
        put_in_place(beside, path)
    finally:
        beside.unlink(missing_ok=True)


def unpack_archive(path: Path, into: Path) -> list[str]:
    """Unpack an archive into an empty folder and answer with the names of its members.

    Raises ArchiveRefused unless every member is there, no other is, and each is as it was written.
    """
    digests: dict[str, str] = {}
    try:
        with tarfile.open(path, "r:") as tar:
            for member in tar:
                if not member.isreg() or not _stays_inside(member.name) or member.name in digests:
                    raise ArchiveRefused(f"The archive holds something that no backup does: {member.name!r}.")
                digests[member.name] = _extract(tar, member, into / member.name)
    except (tarfile.TarError, EOFError) as fault:
        raise ArchiveRefused(f"The archive cannot be read: {fault}.") from fault
    if digests.pop(SUMS, None) is None:
        raise ArchiveRefused("The archive has no list of digests at its end: it is cut short, or not a backup.")
    if (into / SUMS).read_bytes() != _sums(digests).encode():
        raise ArchiveRefused("The archive is not as it was written: the digests of its files differ from its list.")
    return list(digests)


def digest_of_file(path: Path) -> str:
    """SHA-256 of the file, in hexadecimal."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _sums(digests: dict[str, str]) -> str:
    return "".join(f"{digest}  {name}\n" for name, digest in digests.items())


def _entry(name: str, size: int) -> tarfile.TarInfo:
    entry = tarfile.TarInfo(name)
    entry.size, entry.mode = size, PRIVATE
    return entry


def _add(tar: tarfile.TarFile, name: str, source: Path) -> str:
    with source.open("rb") as file:
        digested = _Digested(file)
        tar.addfile(_entry(name, os.fstat(file.fileno()).st_size), digested)
    return digested.digest.hexdigest()


def _extract(tar: tarfile.TarFile, member: tarfile.TarInfo, target: Path) -> str:
    source = tar.extractfile(member)
    if source is None:
        raise ArchiveRefused(f"{member.name} cannot be read.")
    digested = _Digested(source)
    target.parent.mkdir(parents=True, exist_ok=True)
    with os.fdopen(os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL, PRIVATE), "wb") as file:
        while piece := digested.read(CHUNK):
            file.write(piece)
    return digested.digest.hexdigest()


def _stays_inside(name: str) -> bool:
    path = PurePosixPath(name)
    return not path.is_absolute() and ".." not in path.parts and bool(path.parts) and "\n" not in name
