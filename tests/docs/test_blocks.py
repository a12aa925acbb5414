"""Every command and output shown in README.md and docs/ is what the command prints.

What depends on the processor's libm and BLAS (largest differences, error over allowance, blind counts, times and
versions) is compared by its shape only; everything else to the letter.
"""

import re

import numpy as np
import pytest

import torch_impl
from tests.docs.blocks import BLOCK, ROOT, pages, renewed

VERSIONS = re.compile(r"^(backproof .*, Python .*|  [\d.]+ s)$", re.MULTILINE)
QUOTED = re.MULTILINE | re.DOTALL
VERDICT = "(?:right|digits lost|clamped|wrong|inherited|no claim|not decided|not given)"
TABLE_ROW = re.compile(rf"  (\S+)  +(\S+)  +(\d[\d,]*)  +({VERDICT}(?:; .*)?)$")
PLAIN_ROW = re.compile(r"^(\S+)  +(\d+)  +(\d+)  +\S+  +\S+  +\d+  +(\S.*)$")
ULPS_ROW = re.compile(r"^  (\S+)(?: +[\d.,e+−∞]+){7}  +(\S.*)$")
ULPS = re.compile(
    r"(?<=by hand )[\d,]+|(?<=autograd )[\d,]+|(?<=as near )[\d,]+|[\d.e+]+(?= ulps off)|(?<=reference )[\d.]+$"
    r"|(?<=loses up to )[\d.,e+]+(?= ulps)|(?<=loses up to )[\d.,e+]+(?= times the allowance)|(?<=where \|z\| ≥ )[\d.]+"
)
SHARPNESS = re.compile(r"(?<=judged )[\d,.]+(?= times less sharply)")
BLIND = re.compile(r"\(\d[\d,]*\)|\d+ blind")
TINY = re.compile(r"-?\d(\.\d+)?e[-−+]?\d+|-?\d+\.\d{7,}|\d{17,}")
MACHINE_DEPENDENT = (
    (TABLE_ROW, r"  # # # \4"),
    (PLAIN_ROW, r"\1 \2 \3 # # # \4"),
    (ULPS_ROW, r"  \1 # \2"),
    (SHARPNESS, "#"),
    (ULPS, "#"),
    (BLIND, "#"),
    (TINY, "#"),
)


@pytest.mark.parametrize("page", pages(), ids=lambda page: page.name)
def test_every_block_is_what_its_command_prints(page):
    text = page.read_text(encoding="utf-8")
    for shown, found in zip(BLOCK.finditer(text), BLOCK.finditer(renewed(text)), strict=True):
        assert portable(found.group(2)) == portable(shown.group(2))


def portable(block: str) -> str:
    return "\n".join(map(portable_line, VERSIONS.sub("versions", block).splitlines()))


def portable_line(line: str) -> str:
    for pattern, instead in MACHINE_DEPENDENT:
        line = pattern.sub(instead, line)
    return " ".join(line.split())


def test_what_a_page_quotes_stands_in_the_example():
    example = (ROOT / "docs" / "two_layer_tanh.py").read_text(encoding="utf-8")
    quoted = re.findall(r"^```text\n(.*?)^```$", (ROOT / "docs" / "own-chain.md").read_text(encoding="utf-8"), QUOTED)
    assert len(quoted) > 5 and [block for block in quoted if block not in example] == []


def test_a_changed_number_is_noticed():
    page = (ROOT / "docs" / "report.md").read_text(encoding="utf-8")
    shown = next(match.group(2) for match in BLOCK.finditer(page) if "--full" in match.group(2).splitlines()[0])
    assert portable(shown.replace("1,200 ", "1,201 ", 1)) != portable(shown)
    assert portable(shown.replace("right\n", "wrong\n", 1)) != portable(shown)


def test_the_threshold_in_the_docs_is_where_the_gradient_ends():
    page = (ROOT / "docs" / "report.md").read_text(encoding="utf-8")
    told = float(re.search(r"of exactly 0 from\sz = (\d+\.\d+) up", page).group(1))
    z = np.array([told - 0.01, told + 0.01])
    one = np.ones(2)
    problem = {"x": z[:, None, None], "y": 0 * one[:, None], "w": one[:, None], "b": 0 * one, "lr": one}
    below, above = torch_impl.classification.bce(problem)["dL/dz"][:, 0]
    assert below != 0 and above == 0
