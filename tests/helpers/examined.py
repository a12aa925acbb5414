"""Functions of a person's file, examined in this process."""

import inspect
import math
from functools import cache

import numpy as np

import manual
from compare.usercode.caller import Caller
from compare.usercode.examination import examine
from compare.usercode.limits import MemoryLimit
from compare.usercode.loading import Located
from compare.usercode.subject import perceptron


def examined(function, task="classification", count=40, dtype="float64", seed=0, seconds=math.inf, fatal=None):
    """The examination, and what it said that it was doing."""
    said = []
    file = inspect.getsourcefile(function)
    caller = Caller(function, Located(file, function.__name__, file), MemoryLimit(1024))
    subject = perceptron(caller, task, count, seed, dtype)
    found = examine(subject, lambda doing, call: said.append((doing, call)), seconds, fatal)
    return found, said


def right(problem):
    """A complete trace of the classification, in textbook form."""
    return manual.classification.textbook(problem)


def partial(problem):
    """The two links that descent uses, and no other."""
    z = problem["x"] @ problem["w"] + problem["b"]
    error = manual.sigmoid.sigmoid(z) - problem["y"]
    return {"dJ/dw": problem["x"].T @ error / error.dtype.type(len(error)), "dJ/db": error.mean()}


def slope_forgotten(problem):
    """∂L/∂ŷ used as ∂L/∂z, and all that follows made of it."""
    trace = right(problem)
    dL_dz = trace["dL/dy_hat"].copy()
    dL_dw = dL_dz[:, None] * problem["x"]
    with np.errstate(all="ignore"):
        return {
            **{name: trace[name] for name in ("z", "y_hat", "L", "J", "dL/dy_hat", "dy_hat/dz")},
            "dL/dz": dL_dz,
            "dL/dw": dL_dw,
            "dJ/dw": dL_dw.mean(axis=0),
            "dJ/db": dL_dz.mean(),
        }


@cache
def known(function, **options):
    """The examination alone; equal ones are made once."""
    return examined(function, **options)[0]
