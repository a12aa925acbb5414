"""Problems and sides whose values are arbitrated: exact copies of each other but for the slips that are planted."""

import numpy as np

from compare import descend
from compare.experiment.accuracy import Arbitration


def problem_of(n, d, *, labels=False, dtype=np.float64, seed=0):
    rng = np.random.default_rng(seed)
    arrays = {"x": rng.normal(size=(n, d)), "y": rng.integers(0, 2, n), "w": rng.normal(size=d), "b": 0.1, "lr": 0.01}
    if not labels:
        arrays["y"] = rng.normal(size=n)
    return {name: np.asarray(value, dtype) for name, value in arrays.items()}


def accuracy_of(problem, candidate, reference, chain, steps=1, mode="lockstep"):
    arbitration = Arbitration(chain, steps, *problem["x"].shape)
    descent = descend(problem, candidate, reference, chain, steps, mode, observe=arbitration)
    accuracy = arbitration.accuracy()
    return accuracy, {link.name: link for link in accuracy.links}, descent


def thousands_of_ulps_up(p, t, value):
    return value * (1 + 2.0**-40)


def a_hundredth_up(p, t, value):
    return value * 1.01
