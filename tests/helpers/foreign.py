"""A project of somebody else's, in a folder of its own, and pytest run in it as its owner would."""

import os
import subprocess
import sys
import xml.etree.ElementTree as ElementTree
from functools import cache
from importlib.metadata import entry_points
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

ROOT = Path(__file__).parents[2]
INSTALLED = "backproof" in entry_points(group="pytest11").names
"""Whether pytest finds the plugin by itself; one that is named twice is refused."""

DERIVATION = '''"""What the owner derived by hand."""

import numpy as np


def textbook(p):
    z = p["x"] @ p["w"] + p["b"]
    y_hat = 1 / (1 + np.exp(-z))
    dL_dy_hat = -(p["y"] - y_hat) / (y_hat * (1 - y_hat))
    dy_hat_dz = y_hat * (1 - y_hat)
    dL_dz = dL_dy_hat * dy_hat_dz
    return {
        "z": z,
        "y_hat": y_hat,
        "dL/dy_hat": dL_dy_hat,
        "dy_hat/dz": dy_hat_dz,
        "dL/dz": dL_dz,
        "dJ/dw": (dL_dz[:, None] * p["x"]).mean(axis=0),
        "dJ/db": dL_dz.mean(),
    }


def two_links(p):
    y_hat = 1 / (1 + np.exp(-(p["x"] @ p["w"] + p["b"])))
    dL_dz = y_hat - p["y"]
    return {"dJ/dw": (dL_dz[:, None] * p["x"]).mean(axis=0), "dJ/db": dL_dz.mean()}


def sign_lost(p):
    return {name: -value for name, value in two_links(p).items()}


def slope_forgotten(p):
    trace = textbook(p)
    dL_dz = trace["dL/dy_hat"]
    return {**trace, "dL/dz": dL_dz, "dJ/dw": (dL_dz[:, None] * p["x"]).mean(axis=0), "dJ/db": dL_dz.mean()}


def gradient(X, y, w, b):
    error = X @ w + b - y
    return X.T @ error / X.dtype.type(len(y)), error.mean()


def careless(p):
    raise RuntimeError("not done yet")
'''


class Ran(NamedTuple):
    """What one run of pytest left: its exit status, both streams, and each test's outcome in its JUnit file."""

    status: int
    out: str
    err: str
    outcomes: dict[str, str]
    junit: ElementTree.Element


@cache
def pytest_in(tests: str, *options: str) -> Ran:
    """Pytest in a folder that holds the derivation and these tests; the plugin is named where it is not installed."""
    with TemporaryDirectory() as folder:
        (Path(folder) / "derivation.py").write_text(DERIVATION, encoding="utf-8")
        (Path(folder) / "test_derivation.py").write_text(tests, encoding="utf-8")
        (Path(folder) / "pytest.ini").write_text("[pytest]\naddopts = --strict-markers\nfilterwarnings = error\n")
        named = [] if INSTALLED or "no:backproof" in options else ["-p", "backproof.pytest_plugin"]
        done = subprocess.run(
            [sys.executable, "-m", "pytest", *named, "--junitxml", "junit.xml", *options],
            cwd=folder,
            env={**os.environ, "PYTHONPATH": str(ROOT), "COLUMNS": "120", "OMP_NUM_THREADS": "1"},
            capture_output=True,
            text=True,
            encoding="utf-8",
        )
        written = Path(folder) / "junit.xml"
        junit = ElementTree.parse(written).getroot() if written.exists() else ElementTree.Element("none")
    return Ran(done.returncode, done.stdout, done.stderr, _outcomes(junit), junit)


def _outcomes(junit: ElementTree.Element) -> dict[str, str]:
    """The text of what was not passed, by test; "" where it passed."""
    return {case.attrib["name"]: _said(case) for case in junit.iter("testcase")}


def _said(case: ElementTree.Element) -> str:
    bad = [child for child in case if child.tag in ("failure", "error", "skipped")]
    return "\n".join(f"{child.tag}: {child.text or child.attrib.get('message', '')}" for child in bad)
