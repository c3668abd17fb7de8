"""A process with limits: each of them ends it, and nothing of ours is in it."""

from __future__ import annotations

from pathlib import Path

import pytest

from trustboard.documents import bounded
from trustboard.documents.bounded import Busy, OutOfBounds, run_bounded


@pytest.fixture
def module(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """A folder whose modules are run in place of ours; `trustboard` is found there as well."""
    (tmp_path / "trustboard").symlink_to(bounded.TOP / "trustboard")
    monkeypatch.setattr(bounded, "TOP", tmp_path)
    return tmp_path


def write(module: Path, body: str) -> None:
    text = f"import os, sys\nfrom trustboard.documents.bounded import confine\nconfine(seconds=2)\n{body}\n"
    (module / "tried.py").write_text(text)


def test_process_answers_what_it_was_given_when_it_ends_well(module: Path) -> None:
    write(module, "print(sys.stdin.read() + ' ' + ' '.join(sys.argv[1:]))")

    assert run_bounded("tried", "and", "more", given=b"given") == b"given and more\n"


def test_process_is_ended_when_it_asks_for_too_much_memory(module: Path) -> None:
    write(module, "x = bytearray(600 * 1024 * 1024)")

    with pytest.raises(OutOfBounds) as refused:
        run_bounded("tried")

    assert refused.value.said == "1 MemoryError"


def test_process_is_ended_when_it_works_too_long(module: Path) -> None:
    write(module, "while True: pass")

    with pytest.raises(OutOfBounds) as refused:
        run_bounded("tried")

    assert refused.value.said.startswith("-")  # ended by the system


def test_process_is_ended_and_may_be_tried_again_when_the_clock_ran_out_before_its_own_time(module: Path) -> None:
    write(module, "import time\ntime.sleep(60)")

    with pytest.raises(Busy, match=r"^It was not done within 1\.5 seconds\. Try again in a minute\.$"):
        run_bounded("tried", seconds=1.5)


def test_process_is_ended_when_it_writes_too_much(module: Path) -> None:
    write(module, "piece = b'x' * 1024 * 1024\nfor _ in range(200): os.write(1, piece)")

    with pytest.raises(OutOfBounds):
        run_bounded("tried")


def test_process_knows_none_of_our_variables_when_it_runs(module: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SECRET_KEY", "ours")
    write(module, "print(sorted(os.environ))")

    assert run_bounded("tried").decode().strip() == str(sorted(["HOME", "LANG", "PATH", "XDG_CACHE_HOME"]))


def test_work_waits_no_longer_than_its_time_when_others_are_at_it(module: Path) -> None:
    write(module, "print('never')")
    for _ in range(bounded.AT_ONCE):
        assert bounded._turn.acquire(timeout=1)
    try:
        with pytest.raises(OutOfBounds, match="Too much is being prepared at the moment"):
            run_bounded("tried", seconds=0.2)
    finally:
        for _ in range(bounded.AT_ONCE):
            bounded._turn.release()
