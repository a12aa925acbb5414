"""`backproof new FILE.py`: a starting file for one's own derivation, which runs, and overwrites nothing."""

from __future__ import annotations

import argparse
import os
import re
from pathlib import Path

from compare.cli.files import check_writable
from compare.errors import BadInput
from compare.wording import printable

HEAD = '''"""Gradients by hand, for

    backproof check {file} --task {task}

x is (n, d): n examples of d features. y is (n,), w is (d,); b and lr are single numbers.
"""

import numpy as np


def trace(p):
    x, y, w, b = p["x"], p["y"], p["w"], p["b"]
'''
TAIL = """    # Yours to write: the derivatives of the mean of the losses, dw of shape (d,) and db, a single number.
    # dw = ...
    # db = ...
    return {{
{given}        # "dw": dw,
        # "db": db,
    }}
"""
FORWARD = {
    "regression": """    yhat = x @ w + b
    loss = (y - yhat) ** 2 / 2
""",
    "classification": """    z = x @ w + b
    yhat = 1 / (1 + np.exp(-z))
    loss = -y * np.log(yhat) - (1 - y) * np.log(1 - yhat)
""",
    "classification-logits": """    z = x @ w + b
    loss = y * np.logaddexp(0, -z) + (1 - y) * np.logaddexp(0, z)
""",
}
GIVEN = {
    "regression": ("yhat", "loss"),
    "classification": ("z", "yhat", "loss"),
    "classification-logits": ("z", "loss"),
}


def new(options: argparse.Namespace) -> int:
    """Write the file, and say how to go on."""
    path = options.file
    if not path.endswith(".py") or Path(path).name == ".py":
        raise BadInput(f"{path!r}: this is no name of a Python file; give one that ends in .py")
    if os.path.lexists(path):
        raise BadInput(f"{path!r}: there is such a file already, which is left as it is; give another name")
    check_writable(path)
    _write(path, starting_file(Path(path).name, options.task))
    print(f"{printable(path)} is written, and runs: backproof check {printable(path)} --task {options.task}")
    return 0


def starting_file(file: str, task: str) -> str:
    """The text of the file."""
    file = file if re.fullmatch(r"[\w.-]+", file) else "FILE.py"
    given = "".join(f'        "{name}": {name},\n' for name in GIVEN[task])
    return HEAD.format(file=file, task=task) + FORWARD[task] + TAIL.format(given=given)


def _write(path: str, text: str) -> None:
    """Make the file, which must not be there, whole or not at all."""
    try:
        with Path(path).open("x", encoding="utf-8") as stream:
            try:
                stream.write(text)
                stream.flush()
            except BaseException:
                Path(path).unlink()
                raise
    except FileExistsError:
        raise BadInput(f"{path!r}: there is such a file already, which is left as it is; give another name") from None
    except OSError as error:
        raise BadInput(f"cannot write {path!r}: {error.strerror}") from None
