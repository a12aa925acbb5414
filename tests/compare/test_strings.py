"""No module of ours is named in a string: what a module uses stands in its imports, where tools and readers find it."""

import ast
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PACKAGES = [name for name in ("manual", "torch_impl", "compare", "backproof") if (ROOT / name).is_dir()]
FILES = [path.relative_to(ROOT) for package in PACKAGES for path in (ROOT / package).rglob("*.py")]
MODULES = {".".join(path.with_suffix("").parts).removesuffix(".__init__") for path in FILES}
ENDINGS = {module.partition(".")[2] for module in MODULES if module.count(".") > 1}
"""Modules as their own package may call them: chains.chain. One word, such as errors, may mean anything."""
IMPORT = re.compile(rf"^\s*(from|import) ({'|'.join(PACKAGES)})\b", re.MULTILINE)

ALLOWED = {
    "compare/__init__.py": "the public names, loaded when they are first used",
    "compare/usercode/process.py": "python -m starts the child by its name",
    "compare/counterexample/pytest_file.py": "the text of the test that is emitted imports what it calls",
}


def named(text):
    """Whether the text is a module of ours, or begins as one does, or is code that imports one."""
    path = re.fullmatch(r"([a-z_]\w*(\.\w+)*)(\.?)", text)
    if path is None:
        return bool(IMPORT.search(text))
    words, _, dot = path.groups()
    first, _, rest = words.partition(".")
    return words in ENDINGS or (first in PACKAGES and (bool(dot) or f"{first}.{rest.partition('.')[0]}" in MODULES))


def strings(source):
    """Every string of a module but the docstrings, those under a constant included."""
    tree = ast.parse(source)
    said = {node.value for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    constants = (node for node in ast.walk(tree) if isinstance(node, ast.Constant) and node not in said)
    return [node.value for node in constants if isinstance(node.value, str)]


def test_no_module_of_ours_is_named_in_a_string():
    found = {str(path) for path in FILES if any(map(named, strings((ROOT / path).read_text(encoding="utf-8"))))}
    assert found == set(ALLOWED)


@pytest.mark.parametrize(
    "text",
    ["compare.arithmetic.balls", "arithmetic.balls", "compare.", "manual.descent", "import os\nimport manual"],
)
def test_a_module_in_a_string_is_seen(text):
    assert named(text)


@pytest.mark.parametrize("text", ["compare", "errors", "y_hat", "np.exp", "compare every link of every step", "a.b"])
def test_other_words_are_not_taken_for_one(text):
    assert not named(text)
