"""Writes a counterexample as a pytest test that fails until the derivation is mended, and then passes."""

from __future__ import annotations

import json
import textwrap
from typing import Any, NamedTuple

from compare.arithmetic.precision import Array
from compare.counterexample.counterexample import Counterexample

WIDTH = 88  # ruff's and black's default line length
OURS = {"regression": "REGRESSION", "classification": "CLASSIFICATION", "fused classification": "FUSED"}
"""The perceptron's chains, by their names: what `backproof` calls them."""
OWN = "derivation.chain", "derivation.chain, derivation.forward"
"""The chain that the file defines itself, and what its reference is made from."""

TEST = '''"""{title}"""

import importlib.util
import sys
from pathlib import Path

import numpy as np
from backproof import {imports}

FILE = Path(__file__).parent / {file}
PROBLEM = {{
{problem}
}}


def test_{name}(monkeypatch):
    """{why}"""
    monkeypatch.syspath_prepend(FILE.parent)
    spec = importlib.util.spec_from_file_location("derivation", FILE)
    derivation = importlib.util.module_from_spec(spec)
    monkeypatch.setitem(sys.modules, spec.name, derivation)
    spec.loader.exec_module(derivation)
{wrapped}    assert_agree(
        PROBLEM,
        {side},
        by_autograd({made_from}),
        {chain},
    )
'''

WRAPPED = """
    def side(p):
        returned = derivation.{name}({arrays})
        return {given}

"""


class Calling(NamedTuple):
    """How a side is made of a function that is none by itself.

    `arrays` are those that it takes one by one, if it does so; `given` is the expression that makes a dict of what it
    `returned`; `left_out` are the names in it that are no links.
    """

    arrays: tuple[str, ...] = ()
    given: str = "returned"
    left_out: tuple[str, ...] = ()


AS_IT_IS = Calling()


def emitted_test(found: Counterexample, file: str, name: str, calling: Calling = AS_IT_IS) -> str:
    """The text of a test module for the side `name` of a Python file, given as seen from the test's own folder.

    It needs pytest, this package and nothing else; every number of the problem is exact. A chain that is not one of
    this package's own is the file's `chain`, its reference the file's `forward`. `calling` says how the
    function is called, where it is no trace.
    """
    ours = OURS.get(found.chain.name)
    chain, made_from = (ours, ours) if ours else OWN
    link = found.evidence.link
    said = str(found.overall or found.diagnosis)
    return TEST.format(
        title=_escaped(f"{link} of {name} in {file}: fails as long as it is wrong."),
        chain=chain,
        imports=", ".join([*([ours] if ours else []), "assert_agree", "by_autograd"]),
        file=f'"{_escaped(file)}"',
        problem="\n".join(_entry(array.name, found.problem[array.name]) for array in found.chain.arrays),
        name=link.replace("/", "_").replace("+", "_plus"),
        why=textwrap.fill(_escaped(f"{said}."), WIDTH - 8, subsequent_indent="    ", break_long_words=False),
        wrapped="" if calling == AS_IT_IS else _wrapped(name, calling),
        side=f"derivation.{name}" if calling == AS_IT_IS else "side",
        made_from=made_from,
    )


def _wrapped(name: str, calling: Calling) -> str:
    arrays = ", ".join(f'p["{array}"]' for array in calling.arrays) or "p"
    given = calling.given
    if calling.left_out:
        names = ", ".join(f'"{_escaped(one)}"' for one in calling.left_out)
        given = f"{{name: value for name, value in {given}.items() if name not in {{{names}}}}}"
    return WRAPPED.format(name=name, arrays=arrays, given=given)


def _escaped(text: str) -> str:
    """The text as it stands between double quotes: JSON's escapes are Python's."""
    return json.dumps(text, ensure_ascii=False)[1:-1]


def _entry(name: str, array: Array) -> str:
    """An array of the problem as a line, or as lines, of a dict."""
    dtype = f"np.{array.dtype.name}"
    line = f'    "{name}": np.array({array.tolist()}, {dtype}),'
    if len(line) <= WIDTH:
        return line
    return "\n".join([f'    "{name}": np.array(', *_lines(array.tolist(), 8), f"        {dtype},", "    ),"])


def _lines(values: Any, indent: int) -> list[str]:
    """A number or a list, followed by a comma: on one line where it fits, or else one element a line."""
    line = f"{' ' * indent}{values},"
    if len(line) <= WIDTH or not isinstance(values, list):
        return [line]
    inner = [line for value in values for line in _lines(value, indent + 4)]
    return [f"{' ' * indent}[", *inner, f"{' ' * indent}],"]
