"""From the words on the command line to a function: what keeps it from being called is one line of bad input."""

import sys

import pytest

from compare.errors import BadInput
from compare.usercode.loading import MODULE, Located, compiled, executed, function, located, source_of

RIGHT = "def trace(problem):\n    return {}\n"


@pytest.fixture
def written(tmp_path, monkeypatch):
    monkeypatch.setattr(sys, "path", list(sys.path))
    monkeypatch.delitem(sys.modules, MODULE, raising=False)

    def write(source, name="mine.py"):
        path = tmp_path / name
        path.write_bytes(source if isinstance(source, bytes) else source.encode())
        return str(path)

    return write


def loaded(file, name="trace"):
    where = Located(file, name, file)
    return function(executed(compiled(where, source_of(where)), where), where)


def refused(file, name="trace"):
    with pytest.raises(BadInput) as caught:
        loaded(file, name)
    said = str(caught.value)
    assert said.isprintable() and said.startswith(file)
    return said


def test_a_file_and_a_name(written):
    file = written(RIGHT)
    assert located(file) == (file, "trace", file)
    assert located(f"{file}:mine") == (file, "mine", file)
    assert loaded(file)({}) == {}


def test_a_file_whose_own_name_has_a_colon(written):
    file = written(RIGHT, "a:b.py")
    assert located(file)[:2] == (file, "trace")
    assert located(f"{file}:c")[:2] == (file, "c")


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("none.py", "'none.py': no such file"),
        ("none.py:trace", "'none.py': no such file"),
        ("", "'': no such file"),
        (".", "'.': this is not a file"),
        ("a\0.py", r"no such file"),
        ("none.py:", "'' is no name of a function"),
        ("none.py:two words", "'two words' is no name of a function"),
    ],
)
def test_what_is_no_file_or_no_name(text, named):
    with pytest.raises(BadInput) as caught:
        located(text)
    assert named in str(caught.value)


def test_the_line_that_is_no_python_is_named(written):
    assert "line 2: this is not Python" in refused(written("x = 1\ndef trace(problem:\n"))
    assert "x = = 2" in refused(written("x = = 2\n"))
    for bytes_ in (b"\x89PNG\r\n\x1a\n", b"a = 1\0\n"):
        assert "not Python" in refused(written(bytes_)) or "cannot be read as Python" in refused(written(bytes_))


@pytest.mark.parametrize(
    ("source", "named"),
    [
        ("import nosuchmodule_", "ModuleNotFoundError: No module named 'nosuchmodule_' in line 1"),
        ("x = 1\nraise SystemExit(3)", "importing it raised SystemExit: 3 in line 2 (raise SystemExit(3))"),
        ("raise KeyboardInterrupt", "importing it raised KeyboardInterrupt"),
        ("raise ValueError('a\\nb')", "ValueError: a in line 1"),
        ("raise MemoryError", "see --memory-limit"),
    ],
)
def test_what_importing_it_raises_is_told_with_its_line(written, source, named):
    assert named in refused(written(source))


def test_an_exception_without_words_is_told_by_its_type(written):
    source = "class Mute(Exception):\n    def __str__(self):\n        raise ValueError\nraise Mute\n"
    assert "importing it raised Mute in line 4 (raise Mute)" in refused(written(source))


def test_a_missing_name_suggests_the_nearest_or_lists_what_there_is(written):
    file = written("import numpy as np\ndef my_trace(problem): ...\ndef other(problem): ...\n")
    assert "there is no 'my_trce' in it; did you mean 'my_trace'?" in refused(file, "my_trce")
    assert "there is no 'zzz' in it; it defines my_trace, other" in refused(file, "zzz")
    assert "it defines none" in refused(written("x = 1\n"))


@pytest.mark.parametrize(
    ("source", "named"),
    [
        ("trace = {'z': 1}", "this is dict, which cannot be called"),
        ("def trace(x, y): ...", "missing a required argument: 'y'"),
        ("def trace(): ...", "too many positional arguments"),
    ],
)
def test_what_cannot_be_called_with_one_problem(written, source, named):
    assert named in refused(written(source))


def test_what_can_be_called_though_it_is_no_plain_function(written):
    for source in (
        "class trace:\n    def __init__(self, p): ...\n",
        "trace = dict\n",
        "def trace(p, lr=1): return p\n",
    ):
        loaded(written(source))({})


def test_no_setting_of_ours_reaches_the_file(written):
    """Annotations are evaluated in it, unless it says otherwise itself."""
    file = written(f"def note(p: int): ...\n{RIGHT}")
    assert loaded(file).__globals__["note"].__annotations__ == {"p": int}


def test_a_neighbour_can_be_imported_and_the_file_is_not_the_main_program(written):
    written("value = 7\n", "neighbour.py")
    source = f"from neighbour import value\nassert __name__ != '__main__'\nassert __file__\n{RIGHT}"
    assert loaded(written(source)).__globals__["value"] == 7
