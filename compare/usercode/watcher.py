"""Ends a session whatever happens to the process that started it: run as a program of its own, which outlives that one.

Its standard input is a pipe whose other end only that process has. There comes the number of the session, and a second
line once it is over. Where the pipe ends before that line, the process was ended, and so the session is.
"""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

PROCESSES = Path("/proc")
ROUNDS = 50  # what is killed may just have started another


def end_session(session: int) -> None:
    """Kill every process in it. Where there is no /proc, its first process group alone."""
    for _ in range(ROUNDS):
        with suppress(ProcessLookupError, PermissionError):
            os.killpg(session, signal.SIGKILL)
        left = list(_members(session))
        for process in left:
            with suppress(ProcessLookupError, PermissionError):
                os.kill(process, signal.SIGKILL)
        if not left:
            return


def _members(session: int) -> Iterator[int]:
    """The processes that still run in a session."""
    for status in PROCESSES.glob("[0-9]*/stat"):
        with suppress(OSError, ValueError):
            state, _parent, _group, theirs, *_ = status.read_text(errors="replace").rpartition(")")[2].split()
            if int(theirs) == session and state not in "ZX":
                yield int(status.parent.name)


def main() -> None:
    """Wait for the end of the pipe."""
    session, over = sys.stdin.readline(), sys.stdin.readline()
    if session and not over:
        end_session(int(session))


if __name__ == "__main__":
    main()
