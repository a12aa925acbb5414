"""The door for users: what it offers, that it is light, and what it says where another package has one of our names."""

import ast
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

import backproof
import compare

ROOT = Path(__file__).parents[2]


def python(*argv, cwd, path=ROOT):
    environment = {**os.environ, "PYTHONPATH": str(path)}
    return subprocess.run([sys.executable, *argv], cwd=cwd, env=environment, capture_output=True, text=True)


def typed(module):
    """The names that a type checker is told of."""
    tree = ast.parse(Path(module.__file__).read_text(encoding="utf-8"))
    shown = next(node for node in tree.body if isinstance(node, ast.If))
    return {alias.asname for node in shown.body if isinstance(node, ast.ImportFrom) for alias in node.names}


def test_it_offers_what_the_harness_offers_and_its_version():
    assert set(backproof.__all__) == {*compare.__all__, "__version__"} == set(dir(backproof))
    assert typed(backproof) == typed(compare) == set(compare.__all__)
    assert all(getattr(backproof, name) is getattr(compare, name) for name in compare.__all__)
    assert re.fullmatch(r"\d+\.\d+\.\d+.*|\(not installed\)", backproof.__version__)


def test_an_unknown_name_is_answered_with_the_known_ones():
    with pytest.raises(AttributeError, match="no attribute 'chekc'; it has BadInput, "):
        _ = backproof.chekc


def test_importing_it_loads_nothing_heavy():
    script = "import sys, backproof; from backproof import Chain, Form; print(*sys.modules)"
    loaded = set(python("-c", script, cwd=ROOT).stdout.split())
    assert "backproof" in loaded and not loaded & {"torch", "hypothesis", "rich", "sklearn"}


def test_the_version_is_told():
    done = python("-m", "backproof", "--version", cwd=ROOT)
    assert done.returncode == 0 and backproof.__version__ in done.stdout


@pytest.mark.parametrize("name", ["compare", "manual", "torch_impl"])
@pytest.mark.parametrize("kind", ["folder", "file"])
def test_what_stands_in_the_way_is_named_in_one_line(tmp_path, name, kind):
    other = tmp_path / name / "__init__.py" if kind == "folder" else tmp_path / f"{name}.py"
    other.parent.mkdir(exist_ok=True)
    other.write_text("", encoding="utf-8")
    done = python("-m", "backproof", "--help", cwd=tmp_path)
    assert done.returncode == 2 and done.stdout == "" and len(done.stderr.splitlines()) == 1
    assert str(other) in done.stderr and str(ROOT / name) in done.stderr and "rename it" in done.stderr
    done = python("-c", "from backproof import check", cwd=tmp_path)
    assert done.returncode == 1 and f"ImportError: {other}" in done.stderr


def test_what_stands_there_without_being_in_the_way_is_let_be(tmp_path):
    """A folder that is no package, or one that Python does not look into."""
    (tmp_path / "compare").mkdir()
    done = python("-m", "backproof", "--version", cwd=tmp_path)
    assert done.returncode == 0


def texts():
    shown = [ROOT / "README.md", *(ROOT / "docs").glob("*.md"), *(ROOT / "docs").glob("*.py")]
    return {path.name: path.read_text(encoding="utf-8") for path in shown}


@pytest.mark.parametrize("name", sorted(texts()))
def test_what_users_are_shown_imports_from_this_door_alone(name):
    shown = re.findall(r"^\s*(?:from|import) (compare|manual|torch_impl)\b.*$", texts()[name], flags=re.MULTILINE)
    assert not shown
