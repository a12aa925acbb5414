"""One process for a user's file: started with the options, watched, and gone afterwards with all it started.

It ends with this one, too, whatever ends this one: beside it runs `watcher`, which kills its session then.
"""

from __future__ import annotations

import json
import os
import secrets
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from typing import Any

from compare.usercode import watcher
from compare.usercode.watch import Ended, Watch

CHILD = "compare.cli.child"


def run(options: Mapping[str, Any], told: Callable[[str], None]) -> Ended:
    """Run the child until it answers, ends or is out of time, reporting to `told`; then kill its session."""
    read, write = os.pipe()
    options = {**options, "events": write, "token": secrets.token_hex(16)}
    with os.fdopen(read, "rb", buffering=0) as events, started(CHILD, options, write) as process:
        watch = Watch(process, events.fileno(), options["seconds"], options["token"], told)
        watch.until_it_ends()
        return watch.ended


@contextmanager
def started(module: str, options: Mapping[str, Any], passed: int) -> Iterator[subprocess.Popen[bytes]]:
    """A module run in a process and a session of its own, which gets the options and one descriptor.

    It has this process's own module path, without the current folder, which may hold a random.py. The options are what
    it waits for, and they come last: it does nothing before the watcher knows of it.
    """
    path = os.pathsep.join(entry for entry in sys.path if entry)
    with _watcher() as tell:
        process = subprocess.Popen(
            [sys.executable, "-P", "-u", "-m", module],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            pass_fds=(passed,),
            env={**os.environ, "PYTHONPATH": path},
            start_new_session=True,
        )
        os.close(passed)
        assert process.stdin is not None
        try:
            tell(str(process.pid))
            with suppress(BrokenPipeError), process.stdin as stream:
                stream.write(json.dumps({**options, "parent": os.getpid()}).encode())
            yield process
        finally:
            watcher.end_session(process.pid)
            process.wait()
            if process.stdout is not None:
                process.stdout.close()


@contextmanager
def _watcher() -> Iterator[Callable[[str], None]]:
    """A process that is told a session, and ends it should this process end before this context does.

    It is in a session of its own, so that what ends this process does not end it as well, and it holds none of the
    streams of this process, for whose end others may wait.
    """
    process = subprocess.Popen(
        [sys.executable, "-I", "-S", watcher.__file__],
        stdin=subprocess.PIPE,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    assert process.stdin is not None
    stream = process.stdin

    def tell(line: str) -> None:
        with suppress(BrokenPipeError):
            stream.write(f"{line}\n".encode())
            stream.flush()

    try:
        yield tell
    finally:
        tell("over")
        with suppress(BrokenPipeError):
            stream.close()
        process.wait()
