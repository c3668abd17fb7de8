"""Static files are collected anew only where they changed."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from django.contrib.staticfiles.finders import get_finder

from trustboard.operations.assets import collect_static_files


@pytest.fixture(autouse=True)
def source(settings: object, tmp_path: Path) -> Path:
    settings.STATICFILES_DIRS, settings.STATIC_ROOT = [tmp_path / "source"], tmp_path / "collected"
    settings.STATICFILES_FINDERS = ["django.contrib.staticfiles.finders.FileSystemFinder"]
    (tmp_path / "source").mkdir()
    (tmp_path / "source" / "look.css").write_text("a {}")
    return tmp_path / "source"


@pytest.fixture(autouse=True)
def _finders_read_the_settings_again() -> None:
    get_finder.cache_clear()


def test_collect_static_files_rests_when_nothing_changed(tmp_path: Path) -> None:
    assert collect_static_files() is True
    assert collect_static_files() is False
    assert (tmp_path / "collected" / "look.css").read_text() == "a {}"


def test_collect_static_files_takes_what_changed_and_drops_what_went(source: Path, tmp_path: Path) -> None:
    collect_static_files()
    (source / "look.css").rename(source / "new.css")
    (source / "new.css").write_text("b {}")

    assert collect_static_files() is True
    assert [path.name for path in (tmp_path / "collected").iterdir()] == ["new.css"]


def test_collect_static_files_sees_a_file_of_the_same_size(source: Path, tmp_path: Path) -> None:
    collect_static_files()
    (source / "look.css").write_text("b {}")
    os.utime(source / "look.css", ns=(1, 1))

    assert collect_static_files() is True
    assert (tmp_path / "collected" / "look.css").read_text() == "b {}"
