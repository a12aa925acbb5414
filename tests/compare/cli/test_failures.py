"""What the system refuses: a full device, no memory, a link that leads to itself, each one line and exit 2."""

import io
import os
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from compare.cli import explain as explaining
from compare.cli import main
from compare.cli.failures import NO_MEMORY
from tests.helpers.commands import PRICES, command

ROOT = Path(__file__).parents[3]
FULL = Path("/dev/full")
full_device = pytest.mark.skipif(not FULL.exists(), reason="this system has no /dev/full")


@full_device
@pytest.mark.parametrize(
    "argv",
    [
        ("explain", "houses"),
        ("report", "houses", "--steps", "1", "--quiet"),
        ("report", "houses", "--steps", "1", "--json", "-"),
    ],
)
def test_a_full_output_is_one_line(argv, monkeypatch, capsys):
    with FULL.open("w", encoding="utf-8") as full:
        monkeypatch.setattr(sys, "stdout", full)
        assert main(argv) == 2
    assert capsys.readouterr().err == "backproof: the output cannot be written: No space left on device\n"


@full_device
@pytest.mark.parametrize("argv", [["--help"], ["explain", "--help"], ["--version"]])
def test_a_process_with_a_full_output_ends_with_2(argv):
    with FULL.open("w", encoding="utf-8") as full:
        done = subprocess.run(
            [sys.executable, "-m", "backproof", *argv],
            cwd=ROOT, env={**os.environ, "PYTHONPATH": str(ROOT)}, stdout=full, stderr=subprocess.PIPE, check=False,
        )  # fmt: skip
    assert done.returncode == 2 and done.stderr.startswith(b"backproof: ") and done.stderr.count(b"\n") == 1


def test_a_full_error_stream_changes_no_status(monkeypatch):
    class Full(io.StringIO):
        def write(self, text):
            raise OSError(28, "No space left on device")

    monkeypatch.setattr(sys, "stderr", Full())
    assert main(["report", "none.csv"]) == 2


@pytest.mark.parametrize(
    ("error", "said"),
    [
        (MemoryError(), NO_MEMORY),
        (RuntimeError("[enforce fail at alloc_cpu.cpp:127] DefaultCPUAllocator: can't allocate memory"), NO_MEMORY),
        (OSError(11, "Resource temporarily unavailable"), "Resource temporarily unavailable"),
        (PermissionError(13, "Permission denied", "a\nb"), r"'a\nb' cannot be used: Permission denied"),
    ],
)
def test_what_the_system_refuses_is_one_line(error, said, monkeypatch):
    def failing(*_):
        raise error

    monkeypatch.setattr(explaining, "load", failing)
    done = command("explain", "houses")
    assert (done.status, done.out) == (2, "")
    assert said in done.err and done.err.startswith("backproof: ") and done.err[:-1].isprintable()


def test_a_defect_of_our_own_stays_a_traceback(monkeypatch):
    def failing(*_):
        raise RuntimeError("a defect")

    monkeypatch.setattr(explaining, "load", failing)
    with pytest.raises(RuntimeError, match="a defect"):
        command("explain", "houses")


def test_a_link_that_leads_to_itself_is_told_as_data_and_as_target(tmp_path):
    loop = tmp_path / "loop.csv"
    loop.symlink_to(loop)
    for argv in (["report", str(loop), "--json", str(tmp_path / "a.json")], ["explain", str(loop)]):
        done = command(*argv)
        assert done.status == 2 and "loop.csv: cannot be read: " in done.err and done.err.count("\n") == 1
    done = command("report", "houses", "--json", str(loop))
    assert done.status == 2 and "cannot write" in done.err and [path.name for path in tmp_path.iterdir()] == [loop.name]


def test_a_pipe_is_read_to_its_end(tmp_path):
    pipe = tmp_path / "prices.csv"
    os.mkfifo(pipe)
    writer = threading.Thread(target=pipe.write_bytes, args=(Path(PRICES).read_bytes(),))
    writer.start()
    done = command("explain", str(pipe))
    writer.join()
    assert done.status == 0 and done.out == command("explain", PRICES).out
