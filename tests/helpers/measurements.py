"""What docs/numerics.md tells of: measured errors, and how much of a radius a listed input uses."""

from functools import cache

import flint
import numpy as np
import torch

from compare import CLASSIFICATION
from compare.arithmetic.balls import Ball
from compare.arithmetic.precision import format_of
from compare.judging.arbiter import arbitrate, arbitrate_locally
from compare.studies.log_loss.formulas import problem_at
from manual import classification, sigmoid
from tests.compare.arithmetic.test_ablations import CASES, CENTRE, HALVES, OFF
from tests.compare.conftest import LIBM, worst_ulps
from tests.compare.studies.test_truth_local import LIMITS, OF_A_SUBNORMAL, links_of
from tests.helpers.against_truth import SIDES, tally_regimes
from tests.helpers.exactly import BITS, to_arb
from tests.helpers.truths import evidence, points

DTYPES = (np.float64, np.float32)


def libm():
    """NumPy's and torch's largest errors in ulps: {function: (NumPy, torch) in float64, then in float32}."""
    rng = np.random.default_rng(20)
    return {name: [ulps for dtype in DTYPES for ulps in worst_ulps(name, dtype, rng)] for name in LIBM}


def ablated():
    """(what is weakened, (error ÷ radius, error ÷ weakened radius) in float64, the same in float32)."""
    with flint.ctx.workprec(BITS), np.errstate(all="ignore"):
        cases = [(name, *(_weakened(case, dtype) for dtype in DTYPES)) for name, case in CASES.items()]
        return cases + [(f"{name}, spread/2", *(_halved(*HALVES[name], dtype) for dtype in DTYPES)) for name in HALVES]


def _weakened(case, dtype):
    arrays, fmt = case.operands(dtype), format_of(dtype)
    results = [case.program(*arrays)] + ([case.exact(*(to_arb(a) for a in arrays))] if case.exact else [])
    balls = [case.rule(*(Ball(f, a.astype(np.float64)) for a in arrays)) for f in (fmt, case.weaken(fmt))]
    return [max(_used(ball, result) for result in results) for ball in balls]


def _halved(rule, operands, dtype):
    fmt, here = format_of(dtype), np.array([[CENTRE]])
    others = [Ball(fmt, here)] * (operands - 1)
    at_end = rule(Ball(fmt, here + OFF), *others).value
    return [_used(rule(Ball(fmt, here, np.array([[off]])), *others), at_end) for off in (OFF, OFF / 2)]


def _used(ball, result):
    """The part of the radius that the result's distance is."""
    error = abs(to_arb(np.asarray(result, object)) - to_arb(ball.value)).max()
    radius = float(np.max(ball.radius))
    return float(error / radius) if radius else np.inf


def turning(find, number):
    """The z that a finding is about, in both dtypes."""
    return [find(evidence(dtype.__name__)).numbers[number] for dtype in DTYPES]


def accurate_links():
    """(link, its limit, the largest local ulps in both dtypes and the largest global ones) of the complement form."""
    names = [*LIMITS, "dL/dw", "dL/db"]
    found = {name: [_largest(name, dtype, kind) for kind in (0, 1) for dtype in DTYPES] for name in names}
    rows = [(f"`{name}`", LIMITS.get(name, 1), found[name]) for name in names]
    subnormal = [_largest("dL/dy_hat", dtype, kind, subnormal=True) for kind in (0, 1) for dtype in DTYPES]
    return [*rows, ("`dL/dy_hat`, its divisor subnormal", OF_A_SUBNORMAL, subnormal)]


def _largest(name, dtype, kind, *, subnormal=False):
    worst = 0.0
    for label in (0, 1):
        found, divisor = _distances(dtype, label)
        chosen = (divisor < np.finfo(dtype).tiny) == subnormal if name == "dL/dy_hat" else np.full(divisor.shape, True)
        worst = max(worst, float(np.nanmax(found[kind][name].ulps[0].reshape(divisor.shape)[chosen])))
    return worst


@cache
def _distances(dtype, label):
    z = points(dtype.__name__)
    problem = problem_at(np.full_like(z, label), z)
    trace = classification.complement(problem)
    chain = links_of(CLASSIFICATION, {"z", "dz/dw", "dz/db", "dL/dw", "dL/db", *LIMITS})
    trace = {name: trace[name] for name in chain.names}
    divisor = sigmoid.sigmoid(z if label else -z)
    return (arbitrate_locally(chain_by_z(chain), problem, trace), arbitrate(chain, problem, [trace])), divisor


def chain_by_z(chain):
    """The chain whose ∂L/∂w and ∂L/∂b are products with ∂L/∂z, as the complement form computes them."""
    links = [link._replace(forms=link.forms[1:]) if link.name in ("dL/dw", "dL/db") else link for link in chain.links]
    return chain._replace(links=tuple(links))


PATHS = {
    "½ MSELoss": (2, 0, "1/n; times 2(ŷ − y), ½ and 2 being exact"),
    "BCELoss after sigmoid": (5, 3, "1/n; times ŷ − y; over max(ŷ(1 − ŷ), ε); times 1 − ŷ; times ŷ"),
    "BCEWithLogitsLoss": (2, 0, "1/n; times σ(z) − y"),
}
"""Roundings of ∂J/∂z_i where 1/n is pulled back first, those of ∂L/∂z_i, and what they are."""
_LOSSES = {
    "½ MSELoss": lambda z, y: 0.5 * torch.nn.MSELoss(reduction="none")(z, y),
    "BCELoss after sigmoid": lambda z, y: torch.nn.BCELoss(reduction="none")(torch.sigmoid(z), y),
    "BCEWithLogitsLoss": torch.nn.BCEWithLogitsLoss(reduction="none"),
}


def apart(name):
    """The largest |∂J/∂z_i − ∂L/∂z_i / n| in float32, as a part of the latter and in units of u."""
    rng = np.random.default_rng(5)
    z, y = (rng.uniform(*ends, 50_000).astype(np.float32) for ends in ((-10, 10), (0, 1)))
    return max(_apart(_LOSSES[name], z, y, n) for n in (3, 7, 11, 49))


def _apart(loss, z, y, n):
    at = torch.from_numpy(z.copy()).requires_grad_()
    L = loss(at, torch.from_numpy(y))
    one = torch.ones_like(L)
    whole, early = (torch.autograd.grad(L, at, seed, retain_graph=True)[0].double().numpy() for seed in (one, one / n))
    some = whole != 0
    return float((np.abs(early - whole / n)[some] / np.abs(whole[some] / n)).max() / 2.0**-24)


def running(count=6):
    """The worst error ÷ running bound of each link, by form and dtype, over the regimes."""
    worst = {}
    for form, (chain, side) in SIDES.items():
        for dtype in DTYPES:
            tally = tally_regimes(chain, side, dtype, count, np.random.default_rng(0))
            worst[f"{form}, {dtype.__name__}"] = {link: tally.worst[link] for link in chain.names}
    return worst
