"""What the processes of a running server use, read from /proc: processor time, memory, and their connections."""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path

TICK = 1 / os.sysconf("SC_CLK_TCK")
PROC = Path("/proc")


def family(pid: int) -> list[int]:
    """The process and all below it."""
    parents: dict[int, list[int]] = {}
    for folder in PROC.iterdir():
        if folder.name.isdigit():
            with suppress(OSError):
                parents.setdefault(int(_stat(int(folder.name))[1]), []).append(int(folder.name))
    found = [pid]
    for each in found:
        found += parents.get(each, [])
    return found


def servers(pid: int, port: int) -> list[int]:
    """Those of the family that serve: uvicorn itself, or its workers where it has any. Both hold the port's socket."""
    holders = [each for each in family(pid) if _sockets(each) & set(_inodes(port, state="0A"))]
    return [each for each in holders if each != pid] or holders


def seconds_used(pid: int) -> float:
    """The processor time that the process has used so far, in seconds, by steps of a hundredth."""
    fields = _stat(pid)
    return (int(fields[11]) + int(fields[12])) * TICK


def memory(pid: int) -> float:
    """What it holds in memory now, in megabytes."""
    lines = (PROC / str(pid) / "status").read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("VmRSS")) / 1024


def callers(pid: int, port: int) -> set[int]:
    """The ports from which the connections come that this process serves at its own port."""
    inodes, own = _inodes(port, state="01"), _sockets(pid)
    return {inodes[each] for each in own & set(inodes)}


def calls(pid: int, port: int) -> set[int]:
    """The ports from which this process has connections to that port of this machine."""
    own, found = _sockets(pid), set()
    for line in _connections():
        if line[3] == "01" and _port(line[2]) == port and line[9] in own:
            found.add(_port(line[1]))
    return found


def _stat(pid: int) -> list[str]:
    """The fields of /proc/PID/stat from the state on."""
    return (PROC / str(pid) / "stat").read_text().rpartition(") ")[2].split()


def _sockets(pid: int) -> set[str]:
    found = set()
    with suppress(OSError):
        for descriptor in (PROC / str(pid) / "fd").iterdir():
            with suppress(OSError):
                target = str(descriptor.readlink())
                if target.startswith("socket:["):
                    found.add(target[8:-1])
    return found


def _inodes(port: int, *, state: str) -> dict[str, int]:
    """By their inodes, the sockets at that port of this machine, each with the port at the other end."""
    return {line[9]: _port(line[2]) for line in _connections() if line[3] == state and _port(line[1]) == port}


def _connections() -> list[list[str]]:
    return [line.split() for name in ("tcp", "tcp6") for line in (PROC / "net" / name).read_text().splitlines()[1:]]


def _port(address: str) -> int:
    return int(address.rpartition(":")[2], 16)
