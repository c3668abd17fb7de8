"""Work on what others wrote, in a process of its own that has so much time and memory and then is ended.

The process is a module of this room, run by name, which calls `confine` before it imports anything that may be misled.
It inherits no variable that holds a secret, and nothing of the caller's memory.
"""

from __future__ import annotations

import os
import resource
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory, TemporaryFile
from threading import BoundedSemaphore

SECONDS = 20
"""Of the processor: what takes more is ended, however idle or busy the machine is."""
CLOCK_SECONDS = 60
"""By the clock: a machine with other work to do may need so long for it."""
MEMORY = 512 * 1024 * 1024
LONGEST_ANSWER = 128 * 1024 * 1024
AT_ONCE = 2
"""How many such processes run for one of ours at a time; whoever comes later waits as long as one takes."""

TOP = Path(__file__).resolve().parents[2]
# Isolated from the caller's folder and variables; the top of the repository is the one place that is added.
START = """
import runpy, sys
sys.path.insert(0, sys.argv[1])
del sys.argv[:2]
runpy.run_module(sys.argv[0], run_name="__main__")
"""
_turn = BoundedSemaphore(AT_ONCE)


class OutOfBounds(Exception):
    """It took too long or too much memory, or came to grief. `said` is how it ended, for the log."""

    def __init__(self, sentence: str, said: str = "") -> None:
        super().__init__(sentence)
        self.said = said


class Busy(OutOfBounds):
    """The machine has too much else to do: nothing was begun, or it did not come to its end for that reason."""


def confine(*, seconds: int = SECONDS, memory: int = MEMORY) -> None:
    """Bound this very process: seconds of the processor, bytes of memory and of what it writes; no core dump."""
    for what, most in (
        (resource.RLIMIT_CPU, seconds),
        (resource.RLIMIT_AS, memory),
        (resource.RLIMIT_FSIZE, LONGEST_ANSWER),
        (resource.RLIMIT_CORE, 0),
    ):
        resource.setrlimit(what, (most, most))


def run_bounded(module: str, *arguments: str, given: bytes = b"", seconds: float = CLOCK_SECONDS) -> bytes:
    """What the module answers to what it is given, on its standard input, within these seconds by the clock.

    Raises OutOfBounds where it does not end well, and Busy where too many are at work already or the machine is so busy
    that these seconds pass before those of the processor that it may take.
    """
    if not _turn.acquire(timeout=min(seconds, SECONDS)):
        raise Busy("Too much is being prepared at the moment. Try again in a minute.")
    try:
        return _run(module, arguments, given, seconds)
    finally:
        _turn.release()


def _run(module: str, arguments: tuple[str, ...], given: bytes, seconds: float) -> bytes:
    # Into a file, for the limit on its size holds there and not in a pipe.
    with TemporaryFile() as answer, TemporaryDirectory(prefix="bounded-") as home:
        try:
            done = subprocess.run(  # noqa: S603 - our own module, and arguments without a shell
                [sys.executable, "-I", "-c", START, str(TOP), module, *arguments],
                input=given,
                stdout=answer,
                stderr=subprocess.PIPE,
                timeout=seconds,
                cwd=home,
                env={"PATH": os.defpath, "LANG": "C.UTF-8", "HOME": home, "XDG_CACHE_HOME": home},
                check=False,
            )
        except subprocess.TimeoutExpired:
            raise Busy(f"It was not done within {seconds:g} seconds. Try again in a minute.") from None
        if done.returncode != 0:
            last = (done.stderr.decode(errors="replace").strip().splitlines() or [""])[-1]
            said = f"{done.returncode} {last.partition(':')[0]}"
            raise OutOfBounds("It took too much time or memory, or could not be read.", said)
        answer.seek(0)
        return answer.read()
