"""The watch: whatever a process does, it is over in time, told for what it is, and nothing of it is left."""

import os
import subprocess
import sys

import pytest

from compare.usercode.watch import Watch

TOKEN = "5e0f1a2b"
SAY = f"""
import json, os, sys, time
def say(**event):
    os.write(EVENTS, (json.dumps(event) + "\\n").encode())
def doing(what, call=None, theirs=True):
    say(doing=what, theirs=theirs, call=call)
def mark():
    os.write(1, b"\\n{TOKEN}\\n")
"""


def watched(script, seconds=0.3):
    """How a script ended that was watched, and what the watch was told meanwhile."""
    told = []
    read, write = os.pipe()
    process = subprocess.Popen(
        [sys.executable, "-u", "-S", "-c", f"EVENTS = {write}\n{SAY}\n{script}"],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        pass_fds=(write,),
    )
    os.close(write)
    with os.fdopen(read, "rb", buffering=0) as events, process:
        watch = Watch(process, events.fileno(), seconds, TOKEN, told.append)
        watch.until_it_ends()
        process.kill()
    return watch.ended, told


def test_an_answer_ends_it_with_all_that_was_printed():
    script = "print('a')\nmark()\ndoing('calling', 0)\nprint('b\\nc', end='')\nsay(answer={'x': 1})\n"
    ended, told = watched(script)
    assert ended.event == {"answer": {"x": 1}} and ended.kind == "" and told == ["calling"]
    assert (ended.noise.importing.lines, ended.noise.importing.first) == (1, "a")
    assert (ended.noise.calling.lines, ended.noise.calling.first) == (2, "b")


@pytest.mark.parametrize(
    "hang", ["while True: pass", "time.sleep(60)", "input() if False else os.read(os.pipe()[0], 1)"]
)
def test_a_hang_is_told_with_what_it_was_doing(hang):
    ended, told = watched(f"doing('importing')\ndoing('calling trace', 7)\n{hang}\n")
    assert (ended.kind, ended.message) == ("hang", "no answer within 0.3 s (--time-limit)")
    assert (ended.doing, ended.call) == ("calling trace", 7) and told == ["importing", "calling trace"]


def test_every_call_has_the_whole_time():
    script = "for k in range(4):\n    doing('calling', k)\n    time.sleep(0.2)\nsay(answer={})\n"
    assert watched(script, seconds=0.6)[0].event == {"answer": {}}


def test_time_is_not_counted_while_backproof_itself_works():
    script = "doing('calling', 0)\ndoing('judging', theirs=False)\ntime.sleep(0.6)\nsay(answer={})\n"
    assert watched(script)[0].event == {"answer": {}}


@pytest.mark.parametrize(
    ("end", "said"),
    [
        ("os._exit(0)", "the process ended with exit status 0"),
        ("os._exit(3)", "the process ended with exit status 3"),
        ("os.abort()", "the process was killed by SIGABRT"),
        ("os.kill(os.getpid(), 11)", "the process was killed by SIGSEGV"),
        ("os.kill(os.getpid(), 40)", "the process was killed by signal 40"),
    ],
)
def test_a_death_is_told_by_its_status_or_signal(end, said):
    ended, _ = watched(f"doing('calling', 3)\nprint('last words')\n{end}\n", seconds=20)
    assert (ended.kind, ended.message, ended.call) == ("death", said, 3)
    assert ended.noise.importing.first == "last words"


def test_endless_printing_is_a_hang_that_fills_no_memory():
    ended, _ = watched("doing('calling', 0)\nwhile True: os.write(1, b'x' * 4096)\n")
    assert ended.kind == "hang" and len(ended.noise.importing.first) <= 2**16


def test_streams_that_are_closed_do_not_matter():
    ended, _ = watched("os.close(1)\nos.close(2)\ntime.sleep(0.2)\nsay(answer={})\n", seconds=20)
    assert ended.event == {"answer": {}}


GARBAGE = [b"no JSON", b"{", b"[1]", b"{}", b'{"answer": 1}', b'{"doing": 1, "theirs": 0}', b"[" * 100_000, b"\xff"]


@pytest.mark.parametrize("line", GARBAGE, ids=range(len(GARBAGE)))
def test_garbage_is_told_as_such_whatever_comes_after_it(line):
    script = f"doing('calling', 3)\nos.write(EVENTS, {line!r} + b'\\n')\nsay(answer={{}})\ntime.sleep(60)\n"
    ended, _ = watched(script, seconds=20)
    assert (ended.event, ended.kind, ended.call) == ({}, "garbage", 3)
    assert ended.message == "its process sent what is no answer of backproof's"
