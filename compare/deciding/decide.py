"""Whether a link's formula is right: by the user's function on exact numbers, or by the same in two precisions."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

import numpy as np

from compare.chains.chain import EXAMPLES, Chain, partial_of
from compare.deciding.precision_test import by_precision
from compare.deciding.problems import drawn, unsaturated
from compare.deciding.running import modules_of
from compare.deciding.standins import put_back
from compare.deciding.trial import Trial, Tried
from compare.judging.contract import Problem, Side
from compare.judging.decision import Decision

FAILING = 24  # problems of a link on which values lay outside that are run
LARGEST = 4000  # numbers in a problem that is run; of a larger one its first examples are
TOLD = 12  # numbers in a problem that a sentence shows in full
MOST_DIGITS, SURE_DIGITS = 70, 25  # that are told; below which constants are rounded

Key = tuple[tuple[str, tuple[int, ...], bytes], ...]


def decide(
    chain: Chain, side: Side, outside: Mapping[str, Sequence[Problem]], dtype: np.dtype[np.floating]
) -> dict[str, Decision]:
    """One decision for each link in `outside`, from the problems on which values lay outside and from drawn ones."""
    if not outside:
        return {}
    failing = _failing(chain, outside)
    distinct = {id(problem): problem for problems in failing.values() for problem in problems}
    others = [problem for _, problem in drawn(chain, np.dtype(dtype))]
    modules = modules_of(side, next(iter(distinct.values()), others[0]))
    trial = Trial(chain, side, modules)
    with put_back(modules):
        seen: dict[int, Tried] = {}
        for key, problem in sorted(distinct.items(), key=lambda item: _size(item[1])):
            if not _proven(outside, seen.values()):
                seen[key] = trial.tried(problem, failed=True)
        every = list(seen.values())
        if not _proven(outside, every):
            further = others if not seen or not all(one.outcome.left for one in every) else []
        else:
            further = [] if any(_size(one.problem) <= TOLD for one in every) else [min(others, key=_size)]
        every += [trial.tried(problem, failed=False) for problem in further]
        unsteady = trial.unsteady()
    mine = {link: [seen[id(one)] for one in problems if id(one) in seen] for link, problems in failing.items()}
    exactly = {link: None if unsteady else _by_exact(chain, link, mine[link], every) for link in outside}
    rest = [link for link, decision in exactly.items() if decision is None]
    measured = by_precision(chain, side, {link: failing[link] for link in rest}, unsaturated(chain)) if rest else {}
    return {
        link: decision or _otherwise(link, measured[link], unsteady or _why(mine[link]))
        for link, decision in exactly.items()
    }


def _proven(links: Iterable[str], every: Iterable[Tried]) -> bool:
    """Whether every link is shown to be wrong: more runs would say no more."""
    return {link for one in every for link in links if one.of(link).verdict == "different"} == set(links)


def _failing(chain: Chain, outside: Mapping[str, Sequence[Problem]]) -> dict[str, list[Problem]]:
    """The first problems of each link, none of them too large; what several links share is one object, to run once."""
    shared: dict[Key, Problem] = {}
    for problems in outside.values():
        for problem in problems[:FAILING]:
            shared.setdefault(_key(problem), _cut(chain, problem))
    kept = {link: [shared[_key(problem)] for problem in problems[:FAILING]] for link, problems in outside.items()}
    return {link: [problem for problem in problems if _size(problem) <= LARGEST] for link, problems in kept.items()}


def _key(problem: Problem) -> Key:
    return tuple((name, array.shape, array.tobytes()) for name, array in problem.items())


def _cut(chain: Chain, problem: Problem) -> Problem:
    """Of a problem that is too large its first examples."""
    by_example = [array.name for array in chain.arrays if array.axes[:1] == (EXAMPLES,)]
    if _size(problem) <= LARGEST or not by_example:
        return problem
    n = len(problem[by_example[0]])
    few = max(1, n * LARGEST // _size(problem) - 1)
    return {name: array[:few] if name in by_example else array for name, array in problem.items()}


def _size(problem: Problem) -> int:
    return sum(array.size for array in problem.values())


def _by_exact(chain: Chain, link: str, mine: Sequence[Tried], every: Sequence[Tried]) -> Decision | None:
    """What the exact runs say of a link; None where they say nothing."""
    wrong = [one for one in every if one.of(link).verdict == "different"]
    if wrong:
        one = min(wrong, key=lambda one: _size(one.problem))
        said = _proof(chain, link, one)
        return Decision(link, "wrong", "exact", said, len(wrong), problem=one.problem, index=one.of(link).at)
    right = [one.of(link) for one in every if one.of(link).verdict == "equal"]
    if not right or (mine and not any(one.of(link).verdict == "equal" for one in mine)):
        return None
    digits = min([MOST_DIGITS, *(stand.digits for stand in right if stand.digits)])
    constants = ", its constants rounded to floats" if digits < SURE_DIGITS else ""
    said = f"equal to {_definition(link)} to {digits} digits on {len(right)} problems{constants}"
    return Decision(link, "right", "exact", said, len(right), digits)


def _definition(link: str) -> str:
    return "its definition" if partial_of(link) is None else "the derivative"


def _proof(chain: Chain, link: str, one: Tried) -> str:
    """That it is different, and where."""
    arrays = {name: array.tolist() for name, array in one.problem.items()}
    if _size(one.problem) > TOLD:
        arrays = {name: f"an array {array.shape}" for name, array in one.problem.items() if array.ndim}
    where = ", ".join(f"{name} = {value}" for name, value in arrays.items())
    path = f"; in floats the program takes another path at {one.path}" if one.path else ""
    return f"proven: your {chain.symbol(link)} is not {_definition(link)} (at {where}; exact arithmetic{path})"


def _why(mine: Sequence[Tried]) -> str:
    """Why no exact run decided."""
    failed = next((one.outcome.failed for one in mine if one.outcome.failed), "")
    return failed or "the enclosures of an exact run stay too wide"


def _otherwise(link: str, measured: Decision | None, why: str) -> Decision:
    """What two precisions say, and why it was left to them."""
    if measured is None:
        return Decision(link, "not decided", None, f"formula or rounding: not decided ({why})")
    return replace(measured, said=f"{measured.said} (not run on exact numbers: {why})")
