"""The arrows: who may import whom, and what --help, --version and `import compare` may load."""

import ast
import os
import resource
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
ALL = sorted(
    str(path.relative_to(ROOT))
    for package in ("manual", "torch_impl", "compare")
    for path in (ROOT / package).rglob("*.py")
)
ENTRANCE = ("__main__", "experiment", "files", "routes")
CORE = [
    path
    for path in ALL
    if Path(path).parent in (Path("compare"), Path("compare/catalogue"), Path("compare/datasets"))
    and Path(path).stem not in ENTRANCE
]
ALLOWED = {
    "manual": {"numpy", "manual"},
    "torch_impl": {"numpy", "torch", "torch_impl"},
    "compare": {"numpy", "torch", "flint", "hypothesis", "rich", "sklearn", "jinja2", "markupsafe", "compare"},
}


def imports(path):
    """The modules that a file names in its import statements, those inside functions included."""
    names = set()
    for node in ast.walk(ast.parse((ROOT / path).read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        if isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: imports are absolute here"
            names |= {str(node.module), *(f"{node.module}.{alias.name}" for alias in node.names)}
    return names


def packages(path):
    return {name.partition(".")[0] for name in imports(path)} - sys.stdlib_module_names


@pytest.mark.parametrize("path", ALL)
def test_a_package_imports_what_it_may(path):
    package = path.partition("/")[0]
    models = {"manual", "torch_impl"} if path == "compare/experiment/routes.py" else set()
    assert packages(path) <= ALLOWED[package] | models


@pytest.mark.parametrize("path", CORE)
def test_the_core_knows_neither_torch_nor_the_models_nor_what_is_built_on_it(path):
    outer = ("compare.cli", "compare.output", *(f"compare.{name}" for name in ENTRANCE))
    assert not packages(path) & {"torch", "manual", "torch_impl", "rich"}
    assert not [name for name in imports(path) if name.startswith(outer)]


def test_the_parent_of_a_person_s_file_knows_neither_torch_nor_the_pipeline():
    """It watches, and prints what the child found; the child examines without knowing that it is one."""
    parent, pipeline = ("process", "watching", "noise", "loading"), ("calling", "examination", "tracing", "subject")
    for name in parent:
        assert not packages(f"compare/foreign/{name}.py") & {"torch", "numpy", "manual", "torch_impl"}
    for name in pipeline:
        outer = ("compare.cli", *(f"compare.usercode.{other}" for other in ("child", "process", "watching", "noise")))
        assert not [known for known in imports(f"compare/foreign/{name}.py") if known.startswith(outer)]


def test_only_what_draws_or_shrinks_needs_hypothesis_and_only_the_bundled_data_scikit_learn():
    users = {package: {path for path in ALL if package in packages(path)} for package in ("hypothesis", "sklearn")}
    assert users["sklearn"] == {"compare/inputs/datasets/extra.py"}
    shrinking = {"compare/counterexample/search.py", "compare/inputs/small.py"}
    assert users["hypothesis"] <= {"compare/inputs/strategies.py", *shrinking}


def test_only_the_page_writes_markup():
    users = {path for path in ALL if "markupsafe" in packages(path)}
    assert users and all(path.startswith("compare/page/") for path in users)


def test_the_two_models_do_not_know_each_other():
    for path in ALL:
        package = path.partition("/")[0]
        if package != "compare":
            assert not packages(path) & ({"manual", "torch_impl", "compare"} - {package})


def test_nothing_but_the_rules_that_are_measured_compares_by_a_tolerance():
    tolerant = {"allclose", "isclose", "assert_close", "gradcheck", "rtol", "atol"}
    found = set()
    for path in ALL:
        nodes = list(ast.walk(ast.parse((ROOT / path).read_text(encoding="utf-8"))))
        used = {node.attr for node in nodes if isinstance(node, ast.Attribute)}
        used |= {node.id for node in nodes if isinstance(node, ast.Name)}
        used |= {str(node.arg) for node in nodes if isinstance(node, ast.keyword)}
        if used & tolerant:
            found.add(path)
    assert found == {"compare/studies/detection/rules.py"}


def python(*argv):
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    return subprocess.run(
        [sys.executable, *argv], cwd=ROOT, env=environment, capture_output=True, text=True, check=True
    )


@pytest.mark.parametrize(
    ("statement", "absent"),
    [
        ("import compare", {"numpy", "torch", "hypothesis", "rich"}),
        ("from compare import check, descend, REGRESSION, Report", {"torch", "hypothesis", "rich", "sklearn"}),
        ("import manual", {"torch", "compare", "torch_impl"}),
        ("from compare.cli import main; main(['--version'])", {"numpy", "torch", "rich", "hypothesis"}),
        ("from compare.cli import main; main(['--help'])", {"numpy", "torch", "rich", "hypothesis"}),
        ("from compare.cli import main; main(['report', '--help'])", {"numpy", "torch", "rich", "hypothesis"}),
        (
            "from compare.cli import main; main(['report', 'houses', '--steps', '1', '--quiet'])",
            {"jinja2", "compare.output.page"},
        ),
        ("from compare.cli import main; main(['report', '--steps', '0'])", {"numpy", "torch", "rich", "hypothesis"}),
        ("from compare.cli import main; main(['power', '--help'])", {"numpy", "torch", "rich", "hypothesis"}),
        ("from compare.cli import main; main(['check', '--help'])", {"numpy", "torch", "rich", "hypothesis"}),
        ("from compare.cli import main; main(['check', 'none.py', '--task', 'regression'])", {"torch", "hypothesis"}),
    ],
)
def test_what_is_not_needed_is_not_loaded(statement, absent):
    script = f"import atexit, sys; atexit.register(lambda: print('loaded', *sys.modules)); {statement}"
    loaded = python("-c", script).stdout.rpartition("loaded ")[2].split()
    assert "compare" in loaded or "manual" in loaded
    assert not absent & set(loaded)


def test_help_answers_within_a_fifth_of_a_second_of_cpu_time():
    spent = []
    for _ in range(5):
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        python("-m", "compare", "--help")
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        spent.append(after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)
    assert min(spent) < 0.2
