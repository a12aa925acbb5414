"""`backproof explain`: one example at one step, every link with its numbers plugged in."""

from __future__ import annotations

import argparse

import numpy as np

from compare.arithmetic.precision import Array
from compare.cli.setup import setup_of
from compare.comparison.check import check
from compare.errors import BadInput
from compare.experiment.routes import Route, routes
from compare.experiment.setup import Setup
from compare.inputs.datasets import load
from compare.judging.contract import trace_of
from compare.output import terminal
from compare.output.example import short, whole
from compare.output.example.example import Example


def explain(options: argparse.Namespace) -> int:
    """Print the worked example; 0 if every link of this step agrees, else 1."""
    setup = setup_of(load(options.data, options.target, options.task), options)
    n = len(setup.data.y)
    if options.example > n:
        raise BadInput(f"--example {options.example}: {setup.data.name} has {n} examples; give 1 to {n}")
    every = routes(setup.data.task, setup.settings.device)
    problem = _after(setup, every[0], options.step)
    found = [(route, check(problem, route.candidate, route.reference, route.chain)) for route in every]
    show = whole.show if options.full else short.show
    show(terminal.console(whole=options.full), Example(setup, problem, options.example - 1, options.step, found))
    return 0 if all(report.agrees for _, report in found) else 1


def _after(setup: Setup, route: Route, steps: int) -> dict[str, Array]:
    """The problem after some steps of the reference, as `report` in lockstep has them."""
    problem = setup.problem
    for step in range(steps):
        trace = trace_of(route.reference, problem, route.chain, "reference", complete=True)
        problem = {**problem, "w": trace["w+"], "b": trace["b+"]}
        if not (np.isfinite(problem["w"]).all() and np.isfinite(problem["b"]).all()):
            raise BadInput(
                f"--step {steps}: descent has diverged after step {step}; give a smaller step or a smaller --lr"
            )
    return problem
