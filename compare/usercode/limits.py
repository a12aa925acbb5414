"""What the user's code may use: memory while it runs, and no time once its parent is gone.

Limits against accidents, not a sandbox: the code runs with all the rights of the user who checks it.
"""

from __future__ import annotations

import ctypes
import os
import resource
import signal
import sys
from pathlib import Path
from types import TracebackType

MEBIBYTE = 2**20
STATUS = Path("/proc/self/status")
PR_SET_PDEATHSIG = 1  # of <sys/prctl.h>


class MemoryLimit:
    """Private memory beyond what the process holds when the limit is made; in force inside a `with` block only.

    Linux counts it (RLIMIT_DATA), other systems may not; where /proc is missing there is no limit.
    """

    def __init__(self, mebibytes: int) -> None:
        self.mebibytes = mebibytes
        self._soft, self._hard = resource.getrlimit(resource.RLIMIT_DATA)
        held = _private_memory()
        bounds = [bound for bound in (self._soft, self._hard) if bound != resource.RLIM_INFINITY]
        self._limit = self._soft if held is None else min([held + mebibytes * MEBIBYTE, *bounds])

    def __enter__(self) -> None:
        resource.setrlimit(resource.RLIMIT_DATA, (self._limit, self._hard))

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, where: TracebackType | None
    ) -> None:
        resource.setrlimit(resource.RLIMIT_DATA, (self._soft, self._hard))


def _private_memory() -> int | None:
    if not STATUS.exists():
        return None
    fields = dict(line.split(":", 1) for line in STATUS.read_text(encoding="ascii", errors="replace").splitlines())
    return int(fields["VmData"].split()[0]) * 1024


def limit_processor_time(seconds: float) -> None:
    """End this process after so much processor time on every core, where nobody is left to do so."""
    _, hard = resource.getrlimit(resource.RLIMIT_CPU)
    limit = int(seconds * (os.cpu_count() or 1)) + 1
    resource.setrlimit(resource.RLIMIT_CPU, (limit if hard == resource.RLIM_INFINITY else min(limit, hard), hard))


def end_with(parent: int) -> None:
    """End this process as soon as its parent ends, on Linux: the watcher's part, should the watcher be ended first."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGKILL)
        if os.getppid() != parent:
            os.kill(os.getpid(), signal.SIGKILL)
