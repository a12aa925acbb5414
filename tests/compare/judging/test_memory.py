"""Memory that judging has freed once is used again, so that no time goes into asking the kernel for it."""

import os
import platform
import subprocess
import sys
from pathlib import Path

import pytest

from compare.judging.judge import LARGE

ROOT = Path(__file__).parents[3]
SCRIPT = f"""
import resource
import numpy as np
import manual
from compare.chains.perceptron import CLASSIFICATION
from compare.inputs.regimes import random_problems
from compare.judging.judge import judge

def judged():
    return sum(judgement.right.all() for judgement in judge(CLASSIFICATION, problem, [trace, trace]))

def faults():
    return resource.getrusage(resource.RUSAGE_SELF).ru_minflt

problem = random_problems(np.random.default_rng(0), "generic", 1, 1000, {LARGE // 40}, np.float64, labels=True)
trace = manual.classification.textbook(problem)
judged()
before = faults()
assert judged() == len(CLASSIFICATION.links)
print(faults() - before)
"""


@pytest.mark.skipif(platform.libc_ver()[0] != "glibc", reason="how glibc frees memory")
def test_a_large_problem_judged_again_meets_hardly_a_page_fault():
    """In a process of its own, since any test may have freed a large block. Without `_let_freed_memory_stay`: 5,700."""
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    done = subprocess.run(
        [sys.executable, "-c", SCRIPT], cwd=ROOT, env=environment, capture_output=True, text=True, check=True
    )
    assert int(done.stdout) < 200
