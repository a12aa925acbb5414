"""What reaches a stream: odd names as they are spelt, nothing that steers a terminal, and every kind of stream."""

import io
import itertools
import json
import os
import pty
import re
import subprocess
import sys
from pathlib import Path

import pytest

import manual
from compare.cli import main
from tests.helpers.commands import SENTENCES, command, report, report_now

ROOT = Path(__file__).parents[3]
HOSTILE = "<script>x</script>,[bold]b[/bold],a|b,\x1b[31mred,:house:,back\\,&lt;_*~$,t\n"


def hostile(tmp_path):
    path = tmp_path / "[red]odd.csv"
    rows = [",".join(str((7 * i + 3 * j * j) % 11) for j in range(8)) for i in range(1, 5)]
    path.write_text(HOSTILE + "\n".join(rows) + "\n", encoding="utf-8")
    return str(path)


@pytest.mark.parametrize("target", ["t", "[bold]b[/bold]", "\x1b[31mred", "a|b", "back\\", ":house:"])
def test_hostile_names_are_shown_as_they_are_spelt_and_steer_nothing(tmp_path, target):
    done = report_now(hostile(tmp_path), "--target", target, "--steps", "1")
    explained = command("explain", hostile(tmp_path), "--target", target)
    assert (done.status, explained.status) == (0, 0)
    for out in (done.out, explained.out, done.markdown):
        assert "\x1b" not in out and "\\x1b[31mred" in out.replace("\\[", "[")
        assert all(char.isprintable() or char == "\n" for char in out)
    for out in (done.out, explained.out):
        for name in ("<script>x</script>", "[bold]b[/bold]", "a|b", "[red]odd.csv"):
            assert name in out
    assert {target, ":house:", "back\\", "&lt;_*~$"} <= {*done.reports[0]["data"]["features"], target}
    assert re.search(r"(?<!\\)[<>&]", done.markdown) is None
    tables = [list(rows) for bar, rows in itertools.groupby(done.markdown.splitlines(), lambda s: s[:1] == "|") if bar]
    assert [{len(re.findall(r"(?<!\\)\|", row)) for row in rows} for rows in tables] == [{10}, {10}, {4}]


def test_no_file_holds_an_escape_of_the_data_raw(tmp_path):
    data = tmp_path / "odd.csv"
    data.write_text("a\x1b[31m,c\x9b,\x7fb\n1,1,2\n2,4,3\n3,2,5\n", encoding="utf-8")
    files = {kind: tmp_path / f"odd.{kind}" for kind in ("json", "markdown", "html")}
    argv = [part for kind, path in files.items() for part in (f"--{kind}", str(path))]
    done = command("report", str(data), "--steps", "1", *argv)
    assert done.status == 0
    for text in (done.out, *(path.read_text(encoding="utf-8") for path in files.values())):
        assert re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f]", text) is None


ENVIRONMENT = {**os.environ, "PYTHONPATH": str(ROOT), "TERM": "xterm-256color", "COLUMNS": "200"}
COMMAND = (sys.executable, "-m", "compare", "report")


def test_in_a_pipe_it_is_plain_and_the_same():
    argv = ("houses", "sentences", "--steps", "5")
    done = subprocess.run([*COMMAND, *argv, "--full"], cwd=ROOT, env=ENVIRONMENT, capture_output=True, check=False)
    told = done.stdout.decode("utf-8")
    assert (done.returncode, done.stderr) == (0, b"")
    assert not re.search(r"[\x00-\x09\x0b-\x1f\x7f]", told) and "━" not in told
    timeless = [re.sub(r"^ +[\d.]+ s$", "", text, flags=re.MULTILINE) for text in (told, report(*argv).out)]
    machine = 1  # the line that names it
    assert [text.splitlines()[:machine] for text in timeless] == [[timeless[0].splitlines()[0]]] * 2
    assert timeless[0].splitlines()[machine + 1 :] == timeless[1].splitlines()[machine + 1 :]


def encoded(monkeypatch, encoding, *argv):
    """What the command writes on a stream of that encoding."""
    stream = io.TextIOWrapper(io.BytesIO(), encoding=encoding)
    monkeypatch.setattr(sys, "stdout", stream)
    assert main(argv) == 0
    stream.flush()
    return stream.buffer.getvalue().decode(encoding)


@pytest.mark.parametrize("encoding", ["ascii", "latin-1", "cp1252", "cp437"])
def test_letters_that_a_stream_lacks_are_spelt(monkeypatch, encoding):
    told = encoded(monkeypatch, encoding, "explain", "sentences", "--example", "4")
    assert "?" not in told and "step 0: w = (0.4, -0.3), b = 0.1" in told.replace("\N{MINUS SIGN}", "-")
    told = encoded(monkeypatch, encoding, "report", "--steps", "2")
    assert "?" not in told and "every link is right" in told


def test_the_spelling_is_what_one_would_type(monkeypatch):
    told = encoded(monkeypatch, "ascii", "report", "houses", "sentences", "--steps", "1", "--full")
    for said in ("dL/dy_hat = -(y - y_hat)", "L = 1/2 (y - y_hat)^2", "w+ = w - alpha dJ/dw", "2/lambda_max",
                 "L = y ln(1 + e^-z) + (1 - y) ln(1 + e^z)", "y_hat = sigma(z)", "J = (1/n) sum L"):  # fmt: skip
        assert said in told
    assert encoded(monkeypatch, "ascii", "explain", SENTENCES).count("?") == 0


def test_a_letter_without_a_spelling_is_a_question_mark(monkeypatch, tmp_path):
    path = tmp_path / "odd.csv"
    path.write_text("größe,y\n1,2\n2,3\n", encoding="utf-8")
    assert "\n  gr??e -> y: regression" in encoded(monkeypatch, "ascii", "report", str(path), "--steps", "1")


def test_on_a_terminal_there_is_a_progress_bar():
    ours, theirs = pty.openpty()
    with subprocess.Popen(
        [*COMMAND, "houses", "--steps", "50"],
        cwd=ROOT, env=ENVIRONMENT, stdin=theirs, stdout=theirs, stderr=theirs,
    ) as process:  # fmt: skip
        os.close(theirs)
        told = b""
        while piece := read(ours):
            told += piece
    os.close(ours)
    assert process.returncode == 0
    assert "houses, textbook form, MSELoss" in told.decode() and "━" in told.decode() and b"\x1b[" in told


def read(descriptor):
    """What a terminal shows next; nothing once the other end is closed, which Linux tells by an error."""
    try:
        return os.read(descriptor, 65536)
    except OSError:
        return b""


def test_a_closed_pipe_is_not_taken_for_a_disagreement():
    reads, writes = os.pipe()
    os.close(reads)
    done = subprocess.run(
        [*COMMAND, "houses", "--steps", "3"],
        cwd=ROOT,
        env=ENVIRONMENT,
        stdout=writes,
        stderr=subprocess.PIPE,
        check=False,
    )
    os.close(writes)
    assert (done.returncode, done.stderr) == (141, b"")


def run_here(folder, *argv, **environment):
    """The command in another folder, its standard output in bytes."""
    return subprocess.run(
        [sys.executable, "-m", "compare", *argv],
        cwd=folder, env=ENVIRONMENT | environment, capture_output=True, check=False,
    )  # fmt: skip


def test_a_minus_sign_puts_a_document_on_the_standard_output_instead_of_the_text(tmp_path):
    argv = ("houses", "--steps", "3")
    printed = run_here(tmp_path, "report", *argv, "--json", "-", PYTHONIOENCODING="ascii")
    assert (printed.returncode, printed.stderr, list(tmp_path.iterdir())) == (0, b"", [])
    told, written = (json.loads(text)["reports"][0] for text in (printed.stdout.decode("utf-8"), report(*argv).json))
    machine = {"seconds": 0, "versions": {}}
    assert told | machine == written | machine
    markdown = command("report", *argv, "--markdown", "-", "--json", str(tmp_path / "kept.json"))
    assert markdown.status == 0 and markdown.out == report(*argv).markdown
    assert json.loads((tmp_path / "kept.json").read_text(encoding="utf-8"))["reports"][0]["w"] == told["w"]
    table = command("truth", "--dtype", "float32", "--json", "-")
    assert table.status == 0 and json.loads(table.out)["schema_version"] == 1


def test_the_status_is_the_same_where_a_document_is_printed(monkeypatch):
    right = manual.regression.trace
    monkeypatch.setattr(manual.regression, "trace", lambda p: right(p) | {"dL/dy_hat": -right(p)["dL/dy_hat"]})
    done = command("report", "houses", "--steps", "1", "--json", "-")
    assert done.status == 1 and not json.loads(done.out)["reports"][0]["agrees"]
