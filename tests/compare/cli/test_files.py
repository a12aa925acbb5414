"""A file is written whole or not at all: what was there stays until all of the new is there."""

import os
import resource
import stat
from pathlib import Path

import pytest

from compare.cli.files import check_writable, write_whole
from compare.errors import BadInput
from compare.wording import printable
from tests.helpers.commands import command


def names(folder):
    return sorted(path.name for path in folder.iterdir())


def fails(error):
    def replace(self, target):
        raise error

    return replace


def test_a_file_is_written_with_the_mode_that_a_new_file_has(tmp_path):
    target, other = check_writable(str(tmp_path / "a.json")), tmp_path / "other"
    write_whole(target, "∂L/∂ŷ\n")
    other.write_text("")
    assert target.read_text(encoding="utf-8") == "∂L/∂ŷ\n"
    assert stat.S_IMODE(target.stat().st_mode) == stat.S_IMODE(other.stat().st_mode)
    assert names(tmp_path) == ["a.json", "other"]


@pytest.mark.parametrize("letter", ["\x1b", "\x00", "\r", "\x7f", "\x9b"])
def test_what_steers_a_terminal_reaches_no_file(letter, tmp_path):
    target = check_writable(str(tmp_path / "a.md"))
    write_whole(target, f"a{letter}[31mb\n\tc∂")
    assert target.read_bytes().decode() == f"a\\x{ord(letter):02x}[31mb\n\tc∂"


def test_checking_leaves_nothing_behind(tmp_path):
    check_writable(str(tmp_path / "a.json"))
    assert names(tmp_path) == []


def test_a_disk_that_is_full_leaves_the_old_file(tmp_path):
    target = tmp_path / "a.json"
    target.write_text("old")
    _, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (10_000, hard))
    try:
        with pytest.raises(BadInput, match=r"cannot write .*a.json.*: File too large"):
            write_whole(target, "new" * 10_000)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (hard, hard))
    assert target.read_text() == "old" and names(tmp_path) == ["a.json"]


@pytest.mark.parametrize(
    ("error", "status", "said"),
    [
        (OSError(28, "No space left on device"), 2, "No space left on device"),
        (KeyboardInterrupt(), 130, "interrupted; nothing was written"),
    ],
)
def test_a_write_that_fails_at_the_last_moment_leaves_the_old_file(tmp_path, monkeypatch, error, status, said):
    target = tmp_path / "a.json"
    target.write_text("old")
    monkeypatch.setattr(Path, "replace", fails(error))
    done = command("report", "houses", "--steps", "1", "--json", str(target))
    assert (done.status, done.out) == (status, "") and said in done.err and done.err.count("\n") == 1
    assert target.read_text() == "old" and names(tmp_path) == ["a.json"]


def test_a_link_is_followed_and_stays_a_link(tmp_path):
    (tmp_path / "real.json").write_text("old")
    (tmp_path / "link.json").symlink_to("real.json")
    write_whole(check_writable(str(tmp_path / "link.json")), "new")
    assert (tmp_path / "link.json").is_symlink() and (tmp_path / "real.json").read_text() == "new"


def test_a_write_protected_file_is_refused(tmp_path, monkeypatch):
    target = tmp_path / "a.json"
    target.write_text("old")
    target.chmod(0o444)
    monkeypatch.setattr(os, "access", lambda path, mode: False)  # the superuser may write anything
    with pytest.raises(BadInput, match="write-protected"):
        check_writable(str(target))


@pytest.mark.parametrize("text", ["a\nb", "\x1b[31m", "\x00", "\u202e", "\udc80", "\r"])
def test_text_that_steers_a_terminal_is_escaped(text):
    assert printable(text).isprintable() and printable("∂L/∂ŷ \\ é") == "∂L/∂ŷ \\ é"
