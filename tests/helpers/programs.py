"""The programs of tests/programs and what is known of each: written down before any code that judges them."""

import importlib.util
import sys
import tomllib
from functools import cache
from pathlib import Path
from types import ModuleType
from typing import Any

FOLDER = Path(__file__).parents[1] / "programs"
EXPECTED: dict[str, dict[str, Any]] = tomllib.loads((FOLDER / "expected.toml").read_text(encoding="utf-8"))


def function(key):
    """The function that a key, FILE.py:NAME, names."""
    file, _, name = key.partition(":")
    return getattr(module(file), name)


@cache
def module(file: str) -> ModuleType:
    """A file of the folder as a module; the files of chains import a neighbour."""
    path = FOLDER / file
    spec = importlib.util.spec_from_file_location(f"programs_{path.parent.name}_{path.stem}", path)
    found = importlib.util.module_from_spec(spec)
    sys.path.insert(0, str(path.parent))
    try:
        spec.loader.exec_module(found)
    finally:
        sys.path.remove(str(path.parent))
    return found
