"""What the contract in pyproject.toml holds, and what it cannot see: what is loaded, from outside, and by name."""

import ast
import os
import subprocess
import sys
from pathlib import Path

import pytest
from importlinter.cli import lint_imports

ROOT = Path(__file__).parents[2]
ALLOWED = {
    "manual": {"numpy", "manual"},
    "torch_impl": {"numpy", "torch", "torch_impl"},
    "compare": {
        *("numpy", "torch", "flint", "hypothesis", "rich", "sklearn", "pyarrow", "jinja2", "markupsafe"),
        *("compare", "manual", "torch_impl"),
    },
}
ALL = sorted(path.relative_to(ROOT).as_posix() for package in ALLOWED for path in (ROOT / package).rglob("*.py"))


COMPILER = {"torch._dynamo", "sympy"}
"""What torch.optim.SGD and a cotangent given to autograd load: a second or two, and no trace needs it."""
OWN_CHAIN = (
    "from compare.usercode.batches import typical_problems; from tests.helpers.two_layers import CHAIN, REFERENCE; "
    "REFERENCE(typical_problems(CHAIN, 'float64'))"
)


def packages(path):
    """The packages that a file names in its import statements, those inside functions included."""
    names = set()
    for node in ast.walk(ast.parse((ROOT / path).read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        if isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: imports are absolute here"
            names.add(str(node.module))
    return {name.partition(".")[0] for name in names} - sys.stdlib_module_names


def users(package):
    return {path for path in ALL if package in packages(path)}


def test_the_contract_is_kept(capsys, monkeypatch):
    monkeypatch.chdir(ROOT)
    status = lint_imports(no_cache=True)
    assert status == 0, capsys.readouterr().out


@pytest.mark.parametrize("package", ALLOWED)
def test_a_package_needs_only_what_it_may(package):
    for path in ALL:
        if path.startswith(f"{package}/"):
            assert packages(path) <= ALLOWED[package], path


def test_only_what_draws_or_shrinks_needs_hypothesis_and_only_the_bundled_data_scikit_learn():
    assert users("sklearn") == {"compare/inputs/datasets/extra.py"}
    assert users("pyarrow") == {"compare/inputs/datasets/parquet.py"}
    shrinking = {"compare/counterexample/search.py", "compare/inputs/small.py"}
    drawing = {"compare/inputs/strategies.py", "compare/inputs/own_strategies.py", "compare/testing/drawing.py"}
    assert users("hypothesis") == {*drawing, *shrinking, "compare/testing/hypothesis_context.py"}


def test_only_the_page_and_its_formulas_write_markup():
    rooms = ("compare/output/page/", "compare/output/formulas/")
    assert users("markupsafe") and all(path.startswith(rooms) for path in users("markupsafe"))


def test_nothing_but_the_rules_that_are_measured_and_a_users_own_isclose_compares_by_a_tolerance():
    tolerant = {"allclose", "isclose", "assert_close", "gradcheck", "rtol", "atol"}
    found = set()
    for path in ALL:
        nodes = list(ast.walk(ast.parse((ROOT / path).read_text(encoding="utf-8"))))
        used = {node.attr for node in nodes if isinstance(node, ast.Attribute)}
        used |= {node.id for node in nodes if isinstance(node, ast.Name)}
        used |= {str(node.arg) for node in nodes if isinstance(node, ast.keyword)}
        if used & tolerant:
            found.add(path)
    assert found == {"compare/studies/detection/rules.py", "compare/deciding/functions.py"}


def python(*argv):
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    return subprocess.run(
        [sys.executable, *argv], cwd=ROOT, env=environment, capture_output=True, text=True, check=True
    )


@pytest.mark.parametrize(
    ("statement", "absent"),
    [
        ("import compare", {"numpy", "torch", "hypothesis", "rich"}),
        (
            "from compare import check, descend, REGRESSION, Report",
            {"torch", "hypothesis", "rich", "sklearn", "pyarrow"},
        ),
        ("import manual", {"torch", "compare", "torch_impl"}),
        ("from compare.cli import main; main(['--version'])", {"numpy", "torch", "rich", "hypothesis"}),
        ("from compare.cli import main; main(['--help'])", {"numpy", "torch", "rich", "hypothesis"}),
        ("from compare.cli import main; main(['report', '--help'])", {"numpy", "torch", "rich", "hypothesis"}),
        (
            "from compare.cli import main; main(['report', 'houses', '--steps', '1', '--quiet'])",
            {"jinja2", "compare.output.page", *COMPILER},
        ),
        ("from compare.cli import main; main(['explain', 'sentences'])", COMPILER),
        (OWN_CHAIN, COMPILER),
        ("from compare.cli import main; main(['report', '--steps', '0'])", {"numpy", "torch", "rich", "hypothesis"}),
        ("from compare.cli import main; main(['power', '--help'])", {"numpy", "torch", "rich", "hypothesis"}),
        ("from compare.cli import main; main(['check', '--help'])", {"numpy", "torch", "rich", "hypothesis"}),
        ("from compare.cli import main; main(['new', 'none'])", {"numpy", "torch", "rich", "hypothesis"}),
        ("from compare.cli import main; main(['check', 'none.py', '--task', 'regression'])", {"torch", "hypothesis"}),
    ],
)
def test_what_is_not_needed_is_not_loaded(statement, absent):
    script = f"import atexit, sys; atexit.register(lambda: print('loaded', *sys.modules)); {statement}"
    loaded = python("-c", script).stdout.rpartition("loaded ")[2].split()
    assert "compare" in loaded or "manual" in loaded
    assert not absent & set(loaded)


def test_help_loads_nothing_from_outside():
    """So that it answers at once: everything that takes long to load is somebody else's."""
    script = "import sys; before = set(sys.modules); from compare.cli import main; main(['--help'])"
    told = "import atexit; atexit.register(lambda: print('loaded', *set(sys.modules) - before)); "
    loaded = python("-c", script.replace("from", told + "from", 1)).stdout.rpartition("loaded ")[2].split()
    assert {name.partition(".")[0] for name in loaded} - sys.stdlib_module_names == {"compare"}
