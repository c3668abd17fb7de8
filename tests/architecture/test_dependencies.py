"""What the house stands on is pinned by hash, comes from nowhere in particular, and has its reason written down."""

from __future__ import annotations

import json
import re
import tomllib
from pathlib import Path

import pytest

TOP = Path(__file__).resolve().parent.parent.parent
PROJECT = tomllib.loads((TOP / "pyproject.toml").read_text())["project"]
PACKAGES = json.loads((TOP / "package.json").read_text())
NEEDED = [
    *(re.split(r"[<>=~ ]", line)[0] for line in [*PROJECT["dependencies"], *PROJECT["optional-dependencies"]["dev"]]),
    *PACKAGES["dependencies"],
    *PACKAGES["devDependencies"],
]
LOCKS = sorted(TOP.glob("requirements*.lock"))


@pytest.mark.parametrize("name", NEEDED)
def test_dependency_has_its_reason_written_down(name: str) -> None:
    assert name in (TOP / "docs" / "dependencies.md").read_text()


@pytest.mark.parametrize("lock", LOCKS, ids=lambda lock: lock.name)
def test_lock_pins_every_package_by_hash_and_names_no_place(lock: Path) -> None:
    text = lock.read_text()
    packages = re.findall(r"^[a-z0-9].*$", text, re.MULTILINE)

    assert packages
    assert all(re.fullmatch(r"[a-z0-9.\[\],_-]+==\S+( ; .+)? \\", line) for line in packages)
    assert text.count("\\\n    --hash=sha256:") >= len(packages)
    assert "://" not in text
    assert "--index" not in text


def test_package_lock_pins_every_package_by_hash_and_names_no_place() -> None:
    packages = json.loads((TOP / "package-lock.json").read_text())["packages"]

    for name, package in packages.items():
        assert "resolved" not in package, name
        assert not name or package["integrity"].startswith("sha512-"), name
