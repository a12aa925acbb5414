"""However a process ends that runs a user's code, this code ends with it, and so does all that it has started."""

import os
import select
import signal
import subprocess
import sys

import pytest

from compare.usercode import limits, process

PARENT = f"""\
import os, signal, sys
from {process.__name__} import started

for one in (signal.SIGHUP, signal.SIGINT, signal.SIGQUIT):  # which a test run in the background hands on ignored
    signal.signal(one, signal.SIG_DFL)
read, write = os.pipe()
with started("mine", {{"events": write}}, write) as process:
    sys.stdin.readline()
"""
ON_A_TERMINAL = (
    "import fcntl, os, sys, termios; fcntl.ioctl(0, termios.TIOCSCTTY, 0); os.execv(sys.argv[1], sys.argv[1:])"
)
MINE = (
    f"from {limits.__name__} import end_with"
    + """
import ctypes, json, os, signal, subprocess, sys, time

end_with(json.load(sys.stdin)["parent"])
alive = os.open({alive!r}, os.O_WRONLY)
sleeper = [sys.executable, "-I", "-S", "-c", "import time; time.sleep(1000)"]
for options in ({{}}, {{"process_group": 0}}):
    subprocess.Popen(sleeper, pass_fds=[alive], **options)
{first}
os.write(alive, b"all started")
{then}
"""
)
WAYS = {
    "asleep": ("", "time.sleep(1000)"),
    "in C code that lets no other Python run": ("", "ctypes.PyDLL(None).sleep(1000)"),
    "deaf": ("for one in (1, 2, 3, 15): signal.signal(one, signal.SIG_IGN)", "time.sleep(1000)"),
}
SECONDS = 60  # enough for any machine; what is waited for comes at once


class Running:
    """A parent, its child that runs MINE, and what this starts. All but the parent hold one end of a pipe."""

    def __init__(self, folder, way="asleep", before=(), **options):
        alive = str(folder / "alive")
        os.mkfifo(alive)
        self.alive = os.open(alive, os.O_RDONLY | os.O_NONBLOCK)
        first, then = WAYS[way]
        (folder / "mine.py").write_text(MINE.format(alive=alive, first=first, then=then))
        environment = {**os.environ, "PYTHONPATH": os.pathsep.join([str(folder), *filter(None, sys.path)])}
        argv = [*before, sys.executable, "-c", PARENT]
        self.parent = subprocess.Popen(argv, **{"stdin": subprocess.PIPE, **options}, env=environment)
        assert self._read() == b"all started"

    def _read(self):
        ready, _, _ = select.select([self.alive], [], [], SECONDS)
        return os.read(self.alive, 100) if ready else b"nothing came"

    def is_over(self):
        """Whether every process has let go of the pipe, which only its end makes it do."""
        return self._read() == b""

    def close(self):
        """For a test that fails."""
        self.parent.kill()
        self.parent.communicate()
        os.close(self.alive)


@pytest.fixture
def running(tmp_path):
    every = []

    def start(*arguments, **options):
        every.append(Running(tmp_path, *arguments, **options))
        return every[-1]

    yield start
    for one in every:
        one.close()


@pytest.mark.parametrize("name", ["SIGTERM", "SIGHUP", "SIGINT", "SIGQUIT", "SIGKILL"])
def test_whatever_signal_ends_the_parent(name, running):
    one = running()
    one.parent.send_signal(signal.Signals[name])
    assert one.is_over()


@pytest.mark.parametrize("way", WAYS)
def test_whatever_the_code_does_meanwhile(way, running):
    one = running(way)
    one.parent.kill()
    assert one.is_over()


@pytest.mark.parametrize("options", [(), ("--foreground",), ("--signal=KILL",)])
def test_a_timeout_that_runs_out(options, running):
    """It hands on the signal that it gets, as it does when the time is over."""
    one = running(before=("timeout", *options, "1000"))
    one.parent.send_signal(signal.SIGALRM)
    assert one.is_over()


def test_a_terminal_that_is_closed(running):
    ours, theirs = os.openpty()
    one = running(before=(sys.executable, "-c", ON_A_TERMINAL), stdin=theirs, start_new_session=True)
    os.close(theirs)
    os.close(ours)
    assert one.is_over()


@pytest.mark.skipif(sys.platform != "linux", reason="only there a process can ask to end with its parent")
def test_a_process_whose_watcher_was_ended_first(tmp_path):
    """It ends, if not what it started."""
    asks = f"import os, time\nfrom {limits.__name__} import end_with\nend_with(os.getppid())\n"
    script = f"{asks}print('ready', flush=True)\ntime.sleep(1000)\n"
    starts = f"import subprocess, sys\nsubprocess.run([sys.executable, '-c', {script!r}])\n"
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
    with subprocess.Popen([sys.executable, "-c", starts], stdout=subprocess.PIPE, env=environment) as parent:
        assert parent.stdout.readline() == b"ready\n"
        parent.kill()
        assert parent.stdout.read() == b""


def test_a_parent_that_goes_on(running):
    one = running()
    one.parent.communicate(b"\n")
    assert one.is_over() and one.parent.returncode == 0
