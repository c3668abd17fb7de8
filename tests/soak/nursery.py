"""A parent that has everything imported and forks one serving child after another on the same socket.

`python -m tests.soak.nursery [--early]` listens on a free port, prints it, and for each line "start" it reads, forks a
child that serves and prints the child's process id. Whoever started it kills the child. A connection that no child has
taken yet waits for the next one, so that clients see no refusals.
"""

from __future__ import annotations

import ctypes
import os
import signal
import socket
import sys
from contextlib import suppress

import django

django.setup()

import uvicorn  # noqa: E402 - the apps come first
from django.urls import get_resolver  # noqa: E402

PARENT_DEATH_SIGNAL = 1  # PR_SET_PDEATHSIG


def serve(listener: socket.socket, *, early: bool) -> None:
    """Be the child: serve until killed, and not a moment longer than the parent lives."""
    ctypes.CDLL(None).prctl(PARENT_DEATH_SIGNAL, signal.SIGKILL)
    # Only here: the module takes the lock of the data folder and starts the sender of letters.
    from trustboard.asgi import application  # noqa: PLC0415

    if early:
        from tests.soak.early import EarlyAnswers  # noqa: PLC0415

        application = EarlyAnswers(application)
    uvicorn.Server(uvicorn.Config(application, lifespan="off", log_level="warning")).run(sockets=[listener])


def main() -> None:
    _ = get_resolver().url_patterns
    listener = socket.create_server(("127.0.0.1", 0), backlog=128)
    print(listener.getsockname()[1], flush=True)
    for line in sys.stdin:
        # Until the last child is truly dead it holds the lock of the data folder.
        with suppress(ChildProcessError):
            os.waitpid(-1, 0)
        if line.strip() != "start":
            break
        child = os.fork()
        if child == 0:
            os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
            try:
                serve(listener, early="--early" in sys.argv)
            finally:
                os._exit(0)
        print(child, flush=True)


if __name__ == "__main__":
    main()
