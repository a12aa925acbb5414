"""`backproof explain`: one example at one step, every link with its numbers plugged in."""

from __future__ import annotations

import argparse

import numpy as np
from rich.console import Console

from compare.arithmetic.precision import Array
from compare.chains.evaluation import lengths_of
from compare.chains.perceptron import CLASSIFICATION
from compare.cli.setup import setup_of
from compare.comparison.check import check
from compare.errors import BadInput
from compare.experiment.routes import Route, routes
from compare.experiment.setup import Setup
from compare.inputs.datasets import load
from compare.judging.contract import trace_of
from compare.judging.told import headline
from compare.output import terminal
from compare.output.formulas.cancellation import CANCELLED, SLOPE, cancellation
from compare.output.formulas.element import place_in, values_in
from compare.output.formulas.text import text
from compare.output.report import worked, worked_table
from compare.output.report.text import node as node_of
from compare.wording import significant, vector


def explain(options: argparse.Namespace) -> int:
    """Print the worked example; 0 if every link of this step agrees, else 1."""
    setup = setup_of(load(options.data, options.target, options.task), options)
    n = len(setup.data.y)
    if options.example > n:
        raise BadInput(f"--example {options.example}: {setup.data.name} has {n} examples; give 1 to {n}")
    all_routes = routes(setup.data.task, setup.settings.device)
    problem = _after(setup, all_routes[0], options.step)
    screen, example = terminal.console(), options.example - 1
    _show_head(screen, setup, problem, example, options.step)
    hand, autograd = _traces(all_routes[0], problem)
    title = f"by hand in {all_routes[0].form} form, beside autograd through {all_routes[0].name}"
    worked_table.show(screen, title, _rows(setup, all_routes[0], problem, hand, autograd, example))
    if setup.data.task == "classification":
        _show_cancellation(screen, problem, hand, all_routes[-1], example)
    return _verdict(screen, all_routes, problem)


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


def _traces(route: Route, problem: dict[str, Array]) -> tuple[dict[str, Array], dict[str, Array]]:
    hand = trace_of(route.candidate, problem, route.chain, "candidate", complete=True)
    return hand, trace_of(route.reference, problem, route.chain, "reference", complete=True)


def _show_head(screen: Console, setup: Setup, problem: dict[str, Array], example: int, step: int) -> None:
    data = setup.data
    y = float(data.y[example])
    known = f", {data.labels[int(y)]}" if data.labels and y in (0.0, 1.0) else ""
    raw = "; ".join(
        f"{name} = {significant(value)}{f' {unit}' if unit else ''}"
        for name, value, unit in zip(data.features, data.x[example], data.feature_units, strict=True)
    )
    title = f"{data.name}, example {example + 1}: {data.examples[example]}"
    screen.print(f"\n[bold]{terminal.literal(title)}[/bold]{terminal.literal(known)}")
    lines = [
        f"y = {significant(y)}{f' {data.unit}' if data.unit else ''} ({data.target})",
        f"features: {raw}",
    ]
    if setup.standardised:
        lines.append(f"standardised, as both sides see them: x = {vector(problem['x'][example])}")
    lines.append(
        f"at step {step}: w = {vector(problem['w'])}, b = {significant(float(problem['b']))}, α = {problem['lr']:g}"
    )
    lines.append("∂L is of this example; J, ∂J and the step are of all examples together")
    for line in lines:
        screen.print(f"  {terminal.literal(line)}", soft_wrap=True)


def _rows(
    setup: Setup,
    route: Route,
    problem: dict[str, Array],
    hand: dict[str, Array],
    autograd: dict[str, Array],
    example: int,
) -> list[tuple[str, ...]]:
    rows = []
    tape = route.tape(problem)
    for line in worked.lines(route.chain, problem, hand, example):
        node = node_of(route.chain, tape, line.link)
        values = (worked.four(float(side[line.link][line.at])) for side in (hand, autograd))
        rows.append((line.symbol, line.formula, terminal.literal(line.plugged), *values, node))
    return rows


def _show_cancellation(
    screen: Console, problem: dict[str, Array], hand: dict[str, Array], route: Route, example: int
) -> None:
    """ŷ(1 − ŷ) cancels: the same ∂L/∂z as one subtraction, beside the fused loss."""
    cancelled, fused = _traces(route, problem)
    place = place_in(CLASSIFICATION, lengths_of(CLASSIFICATION, problem), {"n": example})
    numbers = worked.worked(CANCELLED, place, values_in(CLASSIFICATION, {**problem, **hand}))
    ours, theirs = (worked.four(float(trace["dL/dz"][example])) for trace in (cancelled, fused))
    screen.print(
        f"  {text(SLOPE)} cancels in {text(cancellation())} = {numbers} = {ours}; {route.name} gives {theirs}",
        soft_wrap=True,
    )


def _verdict(screen: Console, all_routes: tuple[Route, ...], problem: dict[str, Array]) -> int:
    """Judge the whole step on every route; say what disagrees."""
    agree = True
    for route in all_routes:
        found = check(problem, route.candidate, route.reference, route.chain)
        agree &= found.agrees
        first = found.first_disagreement
        said = headline(found) if first is None else f"first wrong link: {first}"
        screen.print(
            f"  {route.form} form against {route.name}, all examples of this step: {terminal.literal(said)}",
            soft_wrap=True,
        )
    return 0 if agree else 1
