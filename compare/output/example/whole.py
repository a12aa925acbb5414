"""All that `explain --full` prints: both sides beside each other, autograd's nodes, and every route."""

from __future__ import annotations

from rich.console import Console

from compare.judging.told import headline
from compare.output import terminal
from compare.output.example import table
from compare.output.example.example import Example
from compare.output.formulas.cancellation import SLOPE, cancellation
from compare.output.formulas.text import text
from compare.output.report import worked
from compare.output.report.text import node as node_of
from compare.wording import significant, vector


def show(screen: Console, example: Example) -> None:
    """Print the example, the table of its links, and what was found by every route."""
    _show_head(screen, example)
    route = example.route
    title = f"by hand in {route.form} form, beside autograd through {route.name}"
    table.show(screen, title, _rows(example))
    if example.setup.data.task == "classification":
        _show_cancellation(screen, example)
    for route, report in example.found:
        first = report.first_disagreement
        said = headline(report) if first is None else f"first wrong link: {first}"
        screen.print(
            f"  {route.form} form against {route.name}, all examples of this step: {terminal.literal(said)}",
            soft_wrap=True,
        )


def _show_head(screen: Console, example: Example) -> None:
    problem = example.problem
    title = f"{example.title}: {example.setup.data.examples[example.example]}"
    label = f", {example.label}" if example.label else ""
    screen.print(f"\n[bold]{terminal.literal(title)}[/bold]{terminal.literal(label)}")
    lines = [example.target, f"features: {'; '.join(example.features)}"]
    if example.setup.standardised:
        lines.append(f"standardised, as both sides see them: x = {vector(problem['x'][example.example])}")
    start = f"w = {vector(problem['w'])}, b = {significant(float(problem['b']))}, α = {problem['lr']:g}"
    lines += [f"at step {example.step}: {start}"]
    lines += ["∂L is of this example; J, ∂J and the step are of all examples together"]
    for line in lines:
        screen.print(f"  {terminal.literal(line)}", soft_wrap=True)


def _rows(example: Example) -> list[tuple[str, ...]]:
    route, rows = example.route, []
    traces, tape = example.traces(route), route.tape(example.problem)
    for line in worked.lines(route.chain, example.problem, traces[0], example.example):
        values = (worked.four(float(side[line.link][line.at])) for side in traces)
        node = node_of(route.chain, tape, line.link)
        rows.append((line.symbol, line.formula, terminal.literal(line.plugged), *values, node))
    return rows


def _show_cancellation(screen: Console, example: Example) -> None:
    """ŷ(1 − ŷ) cancels: the same ∂L/∂z as one subtraction, beside the fused loss."""
    route = example.found[-1][0]
    ours, theirs = (worked.four(float(trace["dL/dz"][example.example])) for trace in example.traces(route))
    told = f"{text(SLOPE)} cancels in {text(cancellation())} = {example.cancelled()} = {ours}"
    screen.print(f"  {told}; {route.name} gives {theirs}", soft_wrap=True)
