"""One process for a user's file: started with the options, watched, and gone afterwards with all it started."""

from __future__ import annotations

import json
import os
import secrets
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from typing import Any

from compare.usercode.watch import Ended, Watch


def run(options: Mapping[str, Any], told: Callable[[str], None]) -> Ended:
    """Run the child until it answers, ends or is out of time, reporting to `told`; then kill its process group."""
    read, write = os.pipe()
    options = {**options, "events": write, "token": secrets.token_hex(16)}
    with os.fdopen(read, "rb", buffering=0) as events, _started(options) as process:
        watch = Watch(process, events.fileno(), options["seconds"], options["token"], told)
        watch.until_it_ends()
        return watch.ended


@contextmanager
def _started(options: Mapping[str, Any]) -> Iterator[subprocess.Popen[bytes]]:
    """The child, with this process's own module path and without the current folder, which may hold a random.py."""
    path = os.pathsep.join(entry for entry in sys.path if entry)
    process = subprocess.Popen(
        [sys.executable, "-P", "-u", "-m", "compare.cli.child"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        pass_fds=(options["events"],),
        env={**os.environ, "PYTHONPATH": path},
        start_new_session=True,
    )
    os.close(options["events"])
    assert process.stdin is not None
    try:
        with suppress(BrokenPipeError), process.stdin as stream:
            stream.write(json.dumps(options).encode())
        yield process
    finally:
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()
        if process.stdout is not None:
            process.stdout.close()
