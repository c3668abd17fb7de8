"""Archives: whatever is not as it was written is refused."""

from __future__ import annotations

import io
import subprocess
import tarfile
from pathlib import Path

import pytest

from trustboard.operations.archive import SUMS, ArchiveRefused, unpack_archive, write_archive


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    for name, content in {"one": b"one and only", "two": b""}.items():
        (tmp_path / name).write_bytes(content)
    write_archive(tmp_path / "kept.tar", [("one", tmp_path / "one"), ("folder/two", tmp_path / "two")])
    return tmp_path / "kept.tar"


def test_unpack_archive_gives_every_file_back(archive: Path, tmp_path: Path) -> None:
    names = unpack_archive(archive, tmp_path / "out")

    assert names == ["one", "folder/two"]
    assert (tmp_path / "out" / "one").read_bytes() == b"one and only"
    assert (tmp_path / "out" / "folder" / "two").read_bytes() == b""


def test_archive_is_its_owners_alone_and_leaves_nothing_beside_it(archive: Path, tmp_path: Path) -> None:
    assert archive.stat().st_mode & 0o777 == 0o600
    assert sorted(path.name for path in tmp_path.iterdir()) == ["kept.tar", "one", "two"]


def test_archive_is_checked_by_plain_tools(archive: Path, tmp_path: Path) -> None:
    (tmp_path / "out").mkdir()
    subprocess.run(["tar", "xf", archive, "-C", tmp_path / "out"], check=True)

    subprocess.run(["sha256sum", "-c", "--quiet", "--strict", SUMS], cwd=tmp_path / "out", check=True)


def test_write_archive_leaves_what_is_there(archive: Path, tmp_path: Path) -> None:
    before = archive.read_bytes()

    with pytest.raises(FileExistsError):
        write_archive(archive, [("one", tmp_path / "one")])
    assert archive.read_bytes() == before


def test_unpack_archive_refuses_when_any_byte_of_any_file_differs(archive: Path, tmp_path: Path) -> None:
    whole = archive.read_bytes()
    with tarfile.open(archive) as tar:
        places = [at for member in tar for at in range(member.offset_data, member.offset_data + member.size)]

    for number, at in enumerate(places):
        archive.write_bytes(whole[:at] + bytes([whole[at] ^ 1]) + whole[at + 1 :])
        with pytest.raises(ArchiveRefused):
            unpack_archive(archive, tmp_path / f"out{number}")
    assert len(places) == 12 + 2 * 64 + len("  one\n  folder/two\n")


def test_unpack_archive_refuses_when_cut_short(archive: Path, tmp_path: Path) -> None:
    whole = archive.read_bytes()
    with tarfile.open(archive) as tar:
        last = max(member.offset_data + member.size for member in tar)

    for number, length in enumerate(range(0, last, 37)):
        archive.write_bytes(whole[:length])
        with pytest.raises(ArchiveRefused):
            unpack_archive(archive, tmp_path / f"out{number}")


@pytest.mark.parametrize("name", ["one", "three", "../three", "/three"])
def test_unpack_archive_refuses_when_a_file_was_added(name: str, archive: Path, tmp_path: Path) -> None:
    with tarfile.open(archive, "a") as tar:
        tar.addfile(tarfile.TarInfo(name), io.BytesIO())

    with pytest.raises(ArchiveRefused):
        unpack_archive(archive, tmp_path / "out")
    assert not (tmp_path / "three").exists()


def test_unpack_archive_refuses_a_link(archive: Path, tmp_path: Path) -> None:
    link = tarfile.TarInfo("link")
    link.type, link.linkname = tarfile.SYMTYPE, "/etc/passwd"
    with tarfile.open(archive, "a") as tar:
        tar.addfile(link)

    with pytest.raises(ArchiveRefused):
        unpack_archive(archive, tmp_path / "out")
