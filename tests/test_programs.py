"""The programs that a verdict must be right about: the table has each of them, and what it says of right ones holds."""

import numpy as np
import pytest

from backproof import CLASSIFICATION, REGRESSION, by_autograd, check
from compare.inputs.regimes import random_problems
from tests.helpers.programs import EXPECTED, FOLDER, function, module

FILES = sorted(path.relative_to(FOLDER).as_posix() for path in FOLDER.glob("*/*.py") if path.stem != "linkwork")
CHAINS = {"regression": REGRESSION, "classification": CLASSIFICATION}
EXACT = [key for key, known in EXPECTED.items() if known.get("digits") == "exact" and known["task"] in CHAINS]


def told(file):
    return {key.partition(":")[2] for key in EXPECTED if key.startswith(f"{file}:")}


@pytest.mark.parametrize("file", FILES)
def test_what_the_table_names_is_there(file):
    assert told(file) and all(callable(getattr(module(file), name)) for name in told(file))


def test_the_folder_has_enough_of_each_side():
    sides = [known["side"] for known in EXPECTED.values()]
    assert sides.count("right") >= 150 and sides.count("wrong") >= 150


@pytest.mark.filterwarnings("ignore")  # a user's program may warn of what it likes
@pytest.mark.parametrize("key", EXACT)
def test_what_is_exact_is_never_called_wrong_where_nothing_saturates(key):
    chain = CHAINS[EXPECTED[key]["task"]]
    problem = random_problems(np.random.default_rng(5), "generic", 1, 5, 3, np.float64, labels=chain.labels)
    alone = {name: array[0] for name, array in problem.items()}
    report = check(alone, function(key), by_autograd(chain), chain)
    assert report.agrees, report
