"""The tests stand as the code does: tests/compare/PACKAGE holds the tests of compare/PACKAGE, and of nothing else.

A test reaches a package where it imports something of it, by itself or through a helper. What comes through the door,
`from compare import check`, counts for the package where it lives.
"""

import ast
from functools import cache
from pathlib import Path

import pytest

import compare

ROOT = Path(__file__).parents[2]
CODE, TESTS = ROOT / "compare", ROOT / "tests" / "compare"
PACKAGES = sorted(path.parent.name for path in CODE.glob("*/__init__.py"))
MODULES = sorted(path.relative_to(TESTS).as_posix() for path in TESTS.rglob("test_*.py") if path.parent != TESTS)


@cache
def imported(path):
    """The dotted names that a file imports, inside functions too."""
    names = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        if isinstance(node, ast.ImportFrom):
            names |= {f"{node.module}.{alias.name}" for alias in node.names}
    return names


def reached(path):
    """What a test imports, and what the modules of tests/ import that it imports."""
    found, paths = set(), [path]
    while paths:
        for name in imported(paths.pop()) - found:
            found.add(name)
            parts = name.split(".")
            files = [ROOT.joinpath(*parts[:k]).with_suffix(".py") for k in (len(parts), len(parts) - 1)]
            paths += [file for file in files if parts[0] == "tests" and file.is_file()]
    return {home(name) for name in found}


def home(name):
    """`compare.check` lives in `compare.comparison.check`."""
    door, _, public = name.rpartition(".")
    through = door in ("compare", "backproof") and public in compare._HOMES
    return f"compare.{compare._HOMES[public]}.{public}" if through else name


@pytest.mark.parametrize("name", PACKAGES)
def test_every_package_has_tests(name):
    assert list((TESTS / name).rglob("test_*.py")), f"compare/{name} has no test in tests/compare/{name}"


@pytest.mark.parametrize("module", MODULES)
def test_a_test_stands_where_its_package_does(module):
    folder = Path(module).parent
    assert (CODE / folder / "__init__.py").is_file(), f"compare/{folder} is no package"
    package = ".".join(("compare", *folder.parts, ""))
    assert any(name.startswith(package) for name in reached(TESTS / module)), f"{module} imports nothing of {package}"
