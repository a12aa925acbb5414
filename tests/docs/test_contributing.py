"""CONTRIBUTING.md is a true map: every path in it exists, and every package of compare/ is in its table."""

import re
import tomllib

from tests.docs.blocks import ROOT
from tests.docs.packages import packages

TEXT = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
ROW = re.compile(r"^\| (\d+) \| (.*?) \|", re.MULTILINE)
PATH = re.compile(r"(?<=`)[\w.]+/[\w./-]*(?=`)|(?<=`)[\w.-]+\.(?:md|toml|py)(?=`)|(?<=\]\()[^)#:]+(?=\))")
BESIDE = {"test_browser.py": "tests/compare/output/page"}


def test_every_path_exists():
    paths = PATH.findall(TEXT)
    assert len(paths) > 40
    for path in paths:
        at = ROOT / BESIDE.get(path, "") / path
        assert (at.parent if "NAME" in path else at).exists(), path


def test_every_package_of_compare_is_in_the_map_on_its_floor():
    contract = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["importlinter"]
    drawn = {(box.floor, box.name) for box in packages(contract) if box.module.startswith("compare.")}
    listed = {
        (int(floor), name) for floor, cell in ROW.findall(TEXT) for name in re.findall(r"`compare/(\w+)[./]", cell)
    }
    assert listed == drawn


def test_the_map_is_one_page():
    assert len(TEXT.splitlines()) <= 110


def test_the_workflow_names_what_is_there():
    workflow = (ROOT / ".github" / "workflows" / "ci.yml").read_text(encoding="utf-8")
    left_out, targets = re.findall(r"--ignore=(\S+)", workflow), re.findall(r"run: make (\w+)", workflow)
    assert left_out and all((ROOT / path).exists() for path in left_out)
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    assert targets and all(f"\n{target}: " in makefile for target in targets)
