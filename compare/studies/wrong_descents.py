"""Many descents at once from one start, each with a mistake of its own in it, and the true cost along each."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from compare.arithmetic.precision import Array
from compare.chains.chain import Chain, Form
from compare.chains.evaluation import evaluate
from compare.judging.arbiter import form_for_truth
from compare.mistakes import MistakeAt
from compare.mistakes.planting import taken_forms

POINTS = 60
NUMBERS = 25_000_000  # numbers of x that all descents together may take: about a second
OVERHEAD = 25_000  # numbers of x that cost as much as the calls of one step of all descents

Schedule = dict[str, dict[Form, list[int]]]


def steps_within_budget(steps: int, problem: Mapping[str, Array], mistakes: int) -> int:
    """At most `steps`, and so many that the descents of so many mistakes take no more than about a second."""
    return max(1, min(steps, NUMBERS // (OVERHEAD + mistakes * problem["x"].size)))


def costs_with_mistakes(
    chain: Chain, problem: Mapping[str, Array], mistakes: Sequence[MistakeAt], steps: int
) -> tuple[Array, Array]:
    """The true J, by the right forms, where each mistake leads: steps (k,), at most 60 of them, and J (mistakes, k).

    Every step has the mistake in it; J is inf or nan where the descent has left the range of the dtype.
    """
    schedule, count = _schedule(chain, mistakes), len(mistakes)
    chosen = np.unique(np.linspace(0, steps, min(steps + 1, POINTS)).astype(int))
    held = {name: np.broadcast_to(array, (count, *array.shape)) for name, array in problem.items()}
    costs = []
    for step in range(steps + 1):
        if step in chosen:
            costs.append(_cost(chain, held))
        _advance(schedule, held, count)
        held |= {"w": held["w+"], "b": held["b+"]}
    return chosen, np.stack(costs, axis=1)


def _schedule(chain: Chain, mistakes: Sequence[MistakeAt]) -> Schedule:
    """For each link that some step takes, the forms by which the descents get it, and which descents do."""
    schedule: Schedule = {link.name: {} for link in chain.links}
    for index, known in enumerate(mistakes):
        forms = taken_forms(chain, {known.slip.link: known.slip.form})
        needed = {"w+", "b+"}
        for link in reversed(chain.links):
            if link.name in needed:
                schedule[link.name].setdefault(forms[link.name], []).append(index)
                needed.update(forms[link.name].of)
    return {name: forms for name, forms in schedule.items() if forms}


def _advance(schedule: Schedule, held: dict[str, Array], count: int) -> None:
    for name, forms in schedule.items():
        parts = [
            (rows, evaluate(form, {operand: held[operand][rows] for operand in form.of}))
            for form, rows in forms.items()
        ]
        held[name] = np.full((count, *parts[0][1].shape[1:]), np.nan, parts[0][1].dtype)
        for rows, part in parts:
            held[name][rows] = part


def _cost(chain: Chain, held: Mapping[str, Array]) -> Array:
    known = dict(held)
    for link in chain.links:
        known[link.name] = evaluate(form_for_truth(link), known)
        if link.name == "J":
            break
    return known["J"].astype(np.float64)
