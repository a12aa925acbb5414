"""Every program of tests/programs, examined as `backproof check` does, for twenty seeds."""

import numpy as np
import pytest

from backproof import by_autograd
from compare.chains.validation import validated
from compare.usercode.caller import Caller
from compare.usercode.examination import examine
from compare.usercode.limits import MemoryLimit
from compare.usercode.loading import Located
from compare.usercode.subject import own, perceptron
from tests.helpers.programs import EXPECTED, function, module

pytestmark = pytest.mark.soak

SEEDS = range(20)
COUNT = 100
NAMED = ("where", "misbehaves", "small")  # seen on some problems only


def examined(key, seed):
    """The examination of one program."""
    file, _, name = key.partition(":")
    caller = Caller(function(key), Located(file, name, ""), MemoryLimit(4096))
    task = EXPECTED[key]["task"]
    if task == "chain":
        chain = validated(module(file).chain)
        subject = own(caller, chain, by_autograd(chain, module(file).forward), COUNT, seed, "float64")
    else:
        subject = perceptron(caller, task, COUNT, seed, "float64")
    with np.errstate(all="ignore"):
        return examine(subject, lambda doing, call: None, np.inf)


@pytest.mark.filterwarnings("ignore")  # a user's program may warn of what it likes
@pytest.mark.parametrize("key", [key for key, known in EXPECTED.items() if known["side"] == "right"])
def test_a_right_program_is_never_called_wrong(key):
    found = [examined(key, seed) for seed in SEEDS]
    assert {one.verdict for one in found} <= {"right", "digits lost", "clamped", EXPECTED[key]["verdict"]}
    assert all(one.agrees for one in found)


@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize(
    "key", [key for key, known in EXPECTED.items() if known["side"] == "wrong" and not known.keys() & set(NAMED)]
)
def test_a_wrong_program_never_passes_and_its_first_wrong_link_is_right(key):
    found = [examined(key, seed) for seed in SEEDS]
    assert {(one.verdict, one.report.first_wrong) for one in found} == {("wrong", EXPECTED[key]["first"])}
