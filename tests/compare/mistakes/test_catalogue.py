"""The catalogue of mistakes: complete, every wrong form wrong, every mistake caught at its own link, and only there."""

from functools import partial

import numpy as np
import pytest

from compare import CLASSIFICATION, FUSED, REGRESSION, check
from compare.inputs.regimes import random_problems
from compare.mistakes import MISTAKES, NOT_EXPRESSED, known_mistakes
from compare.mistakes.planting import plant
from tests.helpers.routes import ROUTES

CHAINS = {chain.name: chain for chain in (REGRESSION, CLASSIFICATION, FUSED)}
KNOWN = [(chain, known) for chain in CHAINS.values() for known in known_mistakes(chain)]
REFERENCES = {chain.name: reference for chain, _, reference in ROUTES.values()}


def label(case):
    return case.key if hasattr(case, "key") else getattr(case, "name", str(case))


def generic(chain, dtype, seed=3, n=5, regime="generic"):
    return random_problems(np.random.default_rng(seed), regime, 8, n, 3, dtype, labels=chain.labels)


def test_every_mistake_of_the_list_is_expressed_or_told_of():
    told = {name[:3] for name in NOT_EXPRESSED if name[0] == "E"}
    expressed = {mistake.id for mistake in MISTAKES}
    assert {f"E{i:02}" for i in range(1, 41)} <= expressed | told
    assert not expressed & told and len(expressed) == len(MISTAKES)


@pytest.mark.parametrize("mistake", MISTAKES, ids=lambda mistake: mistake.id)
def test_an_entry_is_complete(mistake):
    assert all((mistake.name, mistake.kind, mistake.fingerprint, mistake.source, mistake.slips))
    assert not mistake.name.endswith(".") and not mistake.kind.endswith(".")
    for slip in mistake.slips:
        assert slip.form.kind == "wrong" and slip.form.rule.__doc__ and slip.form.rule.__name__ != "<lambda>"
        for name in slip.chains:
            link = next(link for link in CHAINS[name].links if link.name == slip.link)
            rights = {form.formula for form in link.forms if form.kind == "right"}
            assert slip.right in rights and slip.form.formula not in rights


@pytest.mark.parametrize("chain", CHAINS.values(), ids=lambda chain: chain.name)
def test_a_mistake_breaks_a_link_once_and_takes_what_comes_before(chain):
    known = known_mistakes(chain)
    assert len({one.key for one in known}) == len(known)
    for one in known:
        before = chain.names[: chain.names.index(one.slip.link)]
        assert set(one.slip.form.of) <= {"x", "y", "w", "b", "lr", *before}


@pytest.mark.parametrize(("chain", "known"), KNOWN, ids=label)
def test_the_hints_grow_stronger(chain, known):
    which, kind, line = known.hints
    assert which == f"look at {known.symbol} again" and kind == known.mistake.kind
    assert known.slip.form.formula in line and known.slip.right in line
    assert str(known).startswith(f"{known.mistake.id}: {known.mistake.name}")


@pytest.mark.parametrize(("chain", "known"), KNOWN, ids=label)
def test_a_planted_mistake_is_caught_at_its_link_alone(chain, known, dtype):
    side = partial(plant, chain, {known.slip.link: known.slip.form})
    report = check(generic(chain, dtype), side, REFERENCES[chain.name], chain)
    caught = [link.name for link in report.links if link.verdict in ("wrong", "digits lost", "not decided")]
    assert caught == ([known.slip.link] if dtype.__name__ in known.mistake.shown_in else [])
    assert not report.first_wrong or known.mistake.id != "E59"  # float32 in the middle is no wrong formula


@pytest.mark.parametrize(("chain", "known"), KNOWN, ids=label)
def test_a_mistake_reaches_what_follows_from_its_link(chain, known):
    """All but the loss itself and its mean feed a later link, which must then differ from what a right side holds."""
    problem = generic(chain, np.float64)
    planted, right = plant(chain, {known.slip.link: known.slip.form}, problem), plant(chain, {}, problem)
    moved = {name for name in chain.names if not np.array_equal(planted[name], right[name], equal_nan=True)}
    assert known.slip.link in moved
    followed = {"L": "J", "z": "w+", "y_hat": "w+", "dL/dy_hat": "w+", "dL/dz": "w+", "dL/dw": "w+", "dL/db": "b+"}
    assert followed.get(known.slip.link, known.slip.link) in moved


@pytest.mark.parametrize("chain", CHAINS.values(), ids=lambda chain: chain.name)
@pytest.mark.parametrize("regime", ["generic", "degenerate", "zero start", "saturated"])
def test_nothing_planted_is_right(chain, dtype, regime):
    assert check(generic(chain, dtype, regime=regime), partial(plant, chain, {}), REFERENCES[chain.name], chain).agrees


@pytest.mark.parametrize("chain", CHAINS.values(), ids=lambda chain: chain.name)
def test_every_right_form_passes(chain, dtype):
    for link in chain.links:
        for form in (form for form in link.forms if form.kind == "right"):
            report = check(
                generic(chain, dtype), partial(plant, chain, {link.name: form}), REFERENCES[chain.name], chain
            )
            assert report.agrees, f"{link.name} = {form.formula}\n{report}"


@pytest.mark.parametrize("chain", CHAINS.values(), ids=lambda chain: chain.name)
def test_what_no_mistake_reaches_is_taken_from_the_right_side(chain):
    problem = generic(chain, np.float64)
    _, by_hand, _ = next(route for route in ROUTES.values() if route[0] is chain)
    right = by_hand(problem)
    for known in known_mistakes(chain):
        trace = plant(chain, {known.slip.link: known.slip.form}, problem, right)
        before = chain.names[: chain.names.index(known.slip.link)]
        assert all(trace[name] is right[name] for name in before)
        assert trace[known.slip.link] is not right[known.slip.link]
