"""The short answer of `explain`: the verdict, the example, and a line for each link, within 80 columns."""

from __future__ import annotations

from collections.abc import Iterator

from rich.console import Console

from compare.chains.evaluation import axes_of
from compare.output.example.example import Example
from compare.output.example.lines import WIDEST, Worked, lines
from compare.output.formulas.cancellation import CANCELLED, SLOPE
from compare.output.formulas.text import text
from compare.output.paragraph import paragraph, put, width_of
from compare.output.report import worked
from compare.output.report.answer import first_word, gravest, held, verdict
from compare.wording import count, significant, vector

FEATURES, FEW = 4, 3  # more features than this, and only the first few are worked


def show(screen: Console, example: Example) -> None:
    """Print the answer first, then how every number comes about."""
    width = min(width_of(screen), WIDEST)
    word = gravest(first_word(report) for _, report in example.found)
    put(screen, paragraph(f"{word}  {example.title}   ", _said(example), width))
    screen.print()
    for line in _head(example):
        put(screen, paragraph("  ", line, width))
    screen.print()
    put(screen, lines(list(_rows(example)), width))
    screen.print()
    for line in _below(example):
        put(screen, paragraph("  ", line, width))
    put(screen, paragraph("  ", "(autograd's column and nodes, every route: --full)", width))


def _said(example: Example) -> str:
    """That all routes agree, or what the first that does not found."""
    for route, report in example.found:
        if not report.agrees:
            return f"{verdict(report)} ({route.form} form)"
    return "by hand and autograd agree at every link"


def _head(example: Example) -> Iterator[str]:
    problem, data = example.problem, example.setup.data
    label = f", {example.label}" if example.label else ""
    shown = example.features[:FEATURES] + ["…"] * (len(example.features) > FEATURES)
    yield f"{data.examples[example.example]}{label}: {example.target}; {', '.join(shown)}"
    if example.setup.standardised:
        yield f"standardised: x = {vector(problem['x'][example.example], limit=FEATURES)}"
    parameters = f"w = {vector(problem['w'], limit=FEATURES)}, b = {significant(float(problem['b']))}"
    yield f"step {example.step}: {parameters}, α = {problem['lr']:g}; J is over {count(len(data.y), 'example')}"


def _rows(example: Example) -> Iterator[Worked]:
    """Each link; of many features the first few."""
    route, axes = example.route, axes_of(example.route.chain)
    hand, autograd = example.traces(route)
    many = len(example.features) > FEATURES
    for line in worked.lines(route.chain, example.problem, hand, example.example):
        at = dict(zip(axes[line.link], line.at, strict=True))
        if not many or at.get("d", 0) < FEW:
            values = (worked.four(float(side[line.link][line.at])) for side in (hand, autograd))
            yield Worked(line.symbol, line.formula, line.plugged, *values)


def _below(example: Example) -> Iterator[str]:
    """What was left out, how ∂L/∂z gets short, and the evidence against a wrong link."""
    if len(example.features) > FEATURES:
        yield f"of the {len(example.features)} features the first {FEW}; all of them: --full"
    if example.setup.data.task == "classification":
        yield f"{text(SLOPE)} cancels: ∂L/∂z = {text(CANCELLED)} = {example.cancelled()}"
    for _, report in example.found:
        if report.first_disagreement is not None:
            yield held(report.first_disagreement)
