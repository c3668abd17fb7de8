"""Backup and restore as the operator runs them, on a database of their own."""

from __future__ import annotations

import fcntl
import json
import shutil
import sqlite3
import tarfile
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from tests.trustboard.operations.places import POSTGRESQL, Place, new_place
from trustboard.operations.archive import unpack_archive, write_archive

pytestmark = pytest.mark.server

PAPER = bytes(range(256)) * 40


@pytest.fixture(scope="module")
def pattern(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Place]:
    """A place with two trusts, their people and one uploaded file."""
    with new_place(tmp_path_factory.mktemp("pattern") / "data") as place:
        place.manage("migrate", "-v0")
        place.python("from tests.world import World; World()")
        (place.media / "papers").mkdir(parents=True)
        (place.media / "papers" / "paper.pdf").write_bytes(PAPER)
        yield place


@pytest.fixture
def place(pattern: Place, tmp_path: Path) -> Iterator[Place]:
    with new_place(tmp_path / "place", like=pattern) as place:
        yield place


@pytest.fixture
def elsewhere(tmp_path: Path) -> Iterator[Place]:
    with new_place(tmp_path / "elsewhere") as place:
        yield place


@pytest.fixture(scope="module")
def backup(pattern: Place, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("backup") / "kept.tar"
    pattern.manage("backup", str(path))
    return path


@pytest.fixture
def archive(backup: Path, tmp_path: Path) -> Path:
    """A backup of a place like `place`, for the test to spoil."""
    return Path(shutil.copy(backup, tmp_path / "kept.tar"))


def _change(place: Place) -> None:
    place.sql("UPDATE trustboard_user SET name = 'Somebody Else'")
    place.sql("DELETE FROM account_emailaddress")
    place.sql("INSERT INTO trustboard_head VALUES ('another', 1, '', '')")
    (place.media / "papers" / "paper.pdf").write_bytes(b"overwritten")
    (place.media / "later.pdf").write_bytes(b"later")


def _altered(archive: Path, folder: Path, name: str, content: bytes) -> Path:
    """The same backup with another content of one member, its digests made to fit."""
    names = unpack_archive(archive, folder)
    (folder / name).write_bytes(content)
    write_archive(folder / "altered.tar", [(member, folder / member) for member in names])
    return folder / "altered.tar"


def test_restore_brings_back_every_row_and_file_when_they_changed_since(place: Place, archive: Path) -> None:
    before = place.everything()
    _change(place)
    assert place.everything() != before

    said = place.manage("restore", str(archive), "--replace")

    assert place.everything() == before
    assert "The record is whole" in said


def test_restore_makes_a_bare_installation_the_same(place: Place, archive: Path, elsewhere: Place) -> None:
    said = elsewhere.manage("restore", str(archive))

    assert elsewhere.everything() == place.everything()
    assert "The record is whole" in said


def test_restored_installation_goes_on(place: Place, archive: Path) -> None:
    place.manage("restore", str(archive), "--replace")

    place.manage("found_trust", "north-shire", "North Shire Trust", "--officer", "nora@agency.example")

    assert "The record is whole" in place.manage("verify_ledger")


def test_restore_refuses_and_changes_nothing_when_there_are_data(place: Place, archive: Path) -> None:
    _change(place)
    before = place.everything()

    assert "--replace" in place.refused("restore", str(archive))
    assert place.everything() == before


@pytest.mark.parametrize("member", ["database", "media/papers/paper.pdf"])
def test_restore_refuses_and_changes_nothing_when_one_byte_was_altered(
    member: str, place: Place, archive: Path
) -> None:
    before = place.everything()
    with tarfile.open(archive) as tar:
        at = tar.getmember(member).offset_data + tar.getmember(member).size // 2
    whole = archive.read_bytes()
    archive.write_bytes(whole[:at] + bytes([whole[at] ^ 1]) + whole[at + 1 :])

    assert "Nothing was restored. The archive is not as it was written" in place.refused(
        "restore", str(archive), "--replace"
    )
    assert place.everything() == before


def test_restore_refuses_and_changes_nothing_when_the_database_will_not_do(
    place: Place, archive: Path, tmp_path: Path
) -> None:
    if not POSTGRESQL:
        pytest.skip("SQLite's file is put in place as it is; its digest has been checked")
    altered = _altered(archive, tmp_path / "altered", "database", b"no dump at all")
    _change(place)
    before = place.everything()

    assert "pg_restore failed" in place.refused("restore", str(altered), "--replace")
    assert place.everything() == before


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"format": 2}, "is of format 2"),
        ({"database": "oracle"}, "The backup is of oracle"),
        ({"migrations": [["trustboard", "9999_from_tomorrow"]]}, "made by a newer version"),
    ],
)
def test_restore_refuses_and_changes_nothing_when_the_backup_does_not_fit(
    changed: dict[str, object], said: str, place: Place, archive: Path, tmp_path: Path
) -> None:
    with tarfile.open(archive) as tar:
        manifest = json.load(tar.extractfile("manifest.json"))
    altered = _altered(archive, tmp_path / "altered", "manifest.json", json.dumps(manifest | changed).encode())
    before = place.everything()

    assert said in place.refused("restore", str(altered), "--replace")
    assert place.everything() == before


def test_restore_says_what_to_do_when_the_backup_is_of_an_older_version(place: Place, tmp_path: Path) -> None:
    place.sql("DELETE FROM django_migrations WHERE app = 'governance'")
    place.manage("backup", str(tmp_path / "older.tar"))

    assert "older version: run `manage.py migrate`" in place.manage("restore", str(tmp_path / "older.tar"), "--replace")


def test_restore_says_what_is_wrong_when_the_record_was_altered_before_the_backup(place: Place, tmp_path: Path) -> None:
    place.sql("UPDATE governance_trust SET name = 'Another Trust' WHERE slug = 'kent'")
    if POSTGRESQL:
        place.sql("DROP TRIGGER trustboard_entry_never_truncate ON trustboard_entry")
    else:
        place.sql("DROP TRIGGER trustboard_entry_never_delete")
    place.manage("backup", str(tmp_path / "kept.tar"))

    said = place.refused("restore", str(tmp_path / "kept.tar"), "--replace")

    assert "of governance_trust differs" in said
    assert "Trigger trustboard_entry_never_" in said
    assert "2 findings" in said


def test_backup_goes_into_a_folder_under_its_time(place: Place, tmp_path: Path) -> None:
    (tmp_path / "backups").mkdir()

    said = place.manage("backup", str(tmp_path / "backups"))

    (made,) = (tmp_path / "backups").iterdir()
    assert made.name.startswith("trustboard-2")
    assert str(made) in said


def test_backup_refuses_when_the_file_is_there(place: Place, archive: Path) -> None:
    before = archive.read_bytes()

    assert "is there already" in place.refused("backup", str(archive))
    assert archive.read_bytes() == before


def test_restore_refuses_and_changes_nothing_while_a_process_serves(place: Place, archive: Path) -> None:
    _change(place)
    before = place.everything()
    with (place.folder / "serving.lock").open("a+") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        assert "Another process already serves" in place.refused("restore", str(archive), "--replace")
    assert place.everything() == before


@pytest.mark.skipif(bool(POSTGRESQL), reason="about SQLite's file")
class TestOnSQLite:
    def test_restore_refuses_and_changes_nothing_while_the_database_is_open(self, place: Place, archive: Path) -> None:
        _change(place)
        before = place.everything()
        with closing(sqlite3.connect(place.folder / "db.sqlite3")) as other:
            other.execute("SELECT count(*) FROM trustboard_user").fetchone()
            assert "The database is in use" in place.refused("restore", str(archive), "--replace")
        assert place.everything() == before

    def test_restore_mends_a_database_that_is_no_database_any_more(self, place: Place, archive: Path) -> None:
        before = place.everything()
        (place.folder / "db.sqlite3").write_bytes(b"spoilt" * 1000)

        assert "--replace" in place.refused("restore", str(archive))
        place.manage("restore", str(archive), "--replace")
        assert place.everything() == before

    def test_restore_is_not_spoilt_by_what_the_old_log_still_holds(self, place: Place, archive: Path) -> None:
        before = place.everything()
        _change(place)
        database = place.folder / "db.sqlite3"
        with closing(sqlite3.connect(database, isolation_level=None)) as other:
            other.execute("UPDATE trustboard_user SET name = 'In the log'")
            for ending in ("-wal", "-shm"):  # as a killed server leaves them
                shutil.copy(f"{database}{ending}", place.folder / f"left{ending}")
        for ending in ("-wal", "-shm"):
            (place.folder / f"left{ending}").rename(f"{database}{ending}")

        place.manage("restore", str(archive), "--replace")

        assert place.everything() == before


@pytest.mark.skipif(not POSTGRESQL, reason="about PostgreSQL's own programs")
class TestOnPostgreSQL:
    def test_password_is_never_an_argument(self, place: Place, tmp_path: Path) -> None:
        (tmp_path / "bin").mkdir()
        real = shutil.which("pg_dump")
        spy = tmp_path / "bin" / "pg_dump"
        spy.write_text(
            f'#!/bin/sh\necho "$@" > {tmp_path}/arguments\necho "$PGPASSWORD" > {tmp_path}/password\nexec {real} "$@"\n'
        )
        spy.chmod(0o755)
        url = place.database_url.replace("postgres@", "postgres:topsecret@")

        place.manage("backup", str(tmp_path / "kept.tar"), DATABASE_URL=url, PATH=f"{spy.parent}:/usr/bin:/bin")

        assert (tmp_path / "password").read_text() == "topsecret\n"
        assert "topsecret" not in (tmp_path / "arguments").read_text()

    def test_restore_takes_away_tables_that_the_backup_does_not_know(self, place: Place, archive: Path) -> None:
        before = place.everything()
        place.sql("CREATE TABLE later (holder uuid REFERENCES trustboard_user (id))")

        place.manage("restore", str(archive), "--replace")

        assert place.everything() == before

    def test_backup_says_so_when_the_programs_are_missing(self, place: Place, tmp_path: Path) -> None:
        (tmp_path / "bin").mkdir()

        said = place.refused("backup", str(tmp_path / "kept.tar"), PATH=str(tmp_path / "bin"))

        assert "Install PostgreSQL's client programs" in said
        assert not (tmp_path / "kept.tar").exists()
