"""A process that sets the house up once and forks for every piece of work, which so begins as in a process of its own.

It reads one JSON object a line: {"code": Python} or {"command": the words after manage.py}. It answers each, once it is
done, by one line: {"status": its exit status, "printed": its standard output, "errors": its standard error}.
"""

from __future__ import annotations

import json
import os
import sys
import tempfile
import traceback
from typing import Any, BinaryIO

import django


def main() -> None:
    """Serve until there is nothing more to read."""
    django.setup()
    import tests.world  # noqa: F401, PLC0415 - what most of the work imports; it needs the house

    answers = os.fdopen(os.dup(sys.stdout.fileno()), "w")
    for line in sys.stdin:
        with tempfile.TemporaryFile() as printed, tempfile.TemporaryFile() as errors:
            answer: dict[str, Any] = {"status": _forked(json.loads(line), printed, errors)}
            for name, file in (("printed", printed), ("errors", errors)):
                file.seek(0)
                answer[name] = file.read().decode()
        answers.write(json.dumps(answer) + "\n")
        answers.flush()


def _forked(work: dict[str, Any], printed: BinaryIO, errors: BinaryIO) -> int:
    """Do it in a fork and give the exit status."""
    child = os.fork()
    if child:
        return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    status = 1
    try:
        os.dup2(printed.fileno(), sys.stdout.fileno())
        os.dup2(errors.fileno(), sys.stderr.fileno())
        os.dup2(os.open(os.devnull, os.O_RDONLY), sys.stdin.fileno())
        status = _done(work)
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(status)


def _done(work: dict[str, Any]) -> int:
    """Do it, and give the exit status that a process of its own would end with."""
    from django.core.management import execute_from_command_line  # noqa: PLC0415 - after the house is set up
    from django.db import connections  # noqa: PLC0415 - likewise

    try:
        if "code" in work:
            exec(compile(work["code"], "<work>", "exec"), {"__name__": "__main__"})
        else:
            execute_from_command_line(["manage.py", *work["command"]])
    except SystemExit as ended:
        return ended.code if isinstance(ended.code, int) else int(ended.code is not None)
    except BaseException:  # noqa: BLE001 - whatever it is: it is printed, and the status tells
        traceback.print_exc()
        return 1
    finally:
        connections.close_all()
    return 0


if __name__ == "__main__":
    main()
