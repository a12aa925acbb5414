"""A user's function run on one problem in exact numbers: what each of its links is, or why it is not known."""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from types import FrameType
from typing import Any

import numpy as np
from flint import ctx

from compare.chains.chain import Chain
from compare.chains.names import links_of
from compare.deciding.array import ExactArray, bare
from compare.deciding.averages import exactly
from compare.deciding.carrying import Enclosures
from compare.deciding.session import OWN, PACKAGES, Left, Session, Stopped, Undecided, running
from compare.deciding.standins import Names, standing_in
from compare.judging.contract import Problem, Side

LIBRARIES = {"numpy", "torch", "flint", "compare", "backproof", "scipy", "hypothesis", "pytest", "_pytest"}
OURS_THOUGH_INSTALLED = {"manual"}


@dataclass(frozen=True)
class Outcome:
    """What a run gave: links as enclosures, or `failed`, why there are none. `paths`: where floats part from it."""

    links: Mapping[str, Enclosures] = field(default_factory=dict)
    failed: str = ""
    undecided: bool = False
    left: bool = False
    paths: tuple[str, ...] = ()
    unit: float = 2.0**-53


def exact_run(
    side: Side, chain: Chain, problem: Problem, modules: Sequence[Names], bits: int, *, guided: bool = False
) -> Outcome:
    """One run at so many bits, with stand-ins in the modules. The function gets copies, and may not change them."""
    one = Session(next(iter(problem.values())).dtype, guided)
    with ctx.workprec(bits), running(one), np.errstate(all="ignore"):
        given = {name: ExactArray.of_floats(array) for name, array in problem.items()}
        one.unit = Session.unit
        before = {name: bare(array).copy() for name, array in given.items()}
        raised = ""
        try:
            with standing_in(modules):
                returned = side(dict(given))
            links = _links(returned, chain)
        except Stopped as stopped:
            links, one.stopped = {}, one.stopped or stopped
        except Exception as error:  # a user's function may raise anything
            links, raised = {}, _told(error)
        if one.stopped is not None:
            undecided, left = isinstance(one.stopped, Undecided), isinstance(one.stopped, Left)
            return Outcome(failed=str(one.stopped), undecided=undecided, left=left)
        if raised:
            return Outcome(failed=raised)
        changed = [name for name, array in given.items() if any(map(_differ, bare(array).flat, before[name].flat))]
    if changed:
        return Outcome(failed=f"it changed its input {changed[0]!r}")
    balls = {name: _balls(array) for name, array in links.items()}
    return Outcome(balls, paths=tuple(one.divergences), unit=one.unit)


def _told(error: Exception) -> str:
    said = str(error).partition("\n")[0]
    if "TypeError" in f"{type(error).__name__}: {said}" and ("object_" in said or "dtype('O')" in said):
        return "it hands its numbers to compiled code, which takes floats alone"
    return f"it raised {type(error).__name__}: {said}"


def _links(returned: Any, chain: Chain) -> dict[str, ExactArray]:
    if not isinstance(returned, Mapping):
        raise TypeError(f"it returned {type(returned).__name__}")
    return {name: exactly(value) for name, value in links_of(returned, chain).items()}


def _differ(a: Any, b: Any) -> bool:
    return a is not b and a.ball != b.ball


def _balls(array: ExactArray) -> Enclosures:
    made = np.empty(array.size, dtype=object)
    made[:] = [each.ball for each in bare(array).flat]
    return made.reshape(array.shape)


def modules_of(side: Side, problem: Problem) -> list[Names]:
    """The globals of the user's functions that run in one ordinary call, in the order in which they are met."""
    found: dict[int, Names] = {}

    def seen(frame: FrameType, event: str, _: Any) -> None:
        if event == "call" and id(frame.f_globals) not in found and _of_user(frame):
            found[id(frame.f_globals)] = frame.f_globals

    before: Any = sys.getprofile()
    restore: Callable[[], None] = getattr(before, "enable", partial(sys.setprofile, before))  # cProfile has enable
    inputs = {name: array.copy() for name, array in problem.items()}
    try:
        with np.errstate(all="ignore"):
            sys.setprofile(seen)
            side(inputs)
    except Exception:  # what it raises is told where it is called for its values
        pass
    finally:
        sys.setprofile(None)
        restore()
    return list(found.values())


def _of_user(frame: FrameType) -> bool:
    file, package = frame.f_code.co_filename, str(frame.f_globals.get("__name__", "")).partition(".")[0]
    if package in OURS_THOUGH_INSTALLED:
        return True
    return package not in LIBRARIES and not file.startswith((OWN, *PACKAGES, "<frozen"))
