"""Correct sides in bulk: every form that is right, planted at its link on every route, in every regime.

Nothing may be called wrong in any of them, and so nothing named: each would be a false alarm.
"""

from functools import partial
from itertools import product
from typing import NamedTuple

import numpy as np

from compare import check
from compare.inputs.regimes import REGIMES, random_problems
from compare.mistakes.planting import plant
from tests.helpers.allowed import RIGHT_IN_ANOTHER_FORM
from tests.helpers.routes import ROUTES


class Count(NamedTuple):
    """Of one route. `alarms` says of each comparison that did not agree, or named something, what it was."""

    forms: int
    problems: int
    values: int
    unclaimed: int
    disagreements: int
    named: int
    alarms: list[str]


def right_in_another_form(chain):
    """What was reported as a mistake and is none: (link, form)."""
    return [(slip.link, slip.form) for slip in RIGHT_IN_ANOTHER_FORM if chain.name in slip.chains]


def right_forms(chain):
    """Those, and every right form that the chain itself knows."""
    known = [(link.name, form) for link in chain.links for form in link.forms if form.kind == "right"]
    return right_in_another_form(chain) + known


def counted(route, forms, dtype, batch, shapes, seed):
    """Every form on `batch` problems of its own in every regime and shape (n, d)."""
    chain, by_hand, reference = ROUTES[route]
    rng = np.random.default_rng(seed)
    reports = []
    for (link, form), regime, (n, d) in product(forms, REGIMES, shapes):
        problem = random_problems(rng, regime, batch, n, d, dtype, labels=chain.labels)
        with np.errstate(all="ignore"):
            right = by_hand(problem)
        side = partial(plant, chain, {link: form}, right=right)
        where = f"{route}, {regime}, n = {n}, d = {d}, {link} = {form.formula}"
        reports.append((where, check(problem, side, reference, chain)))
    every = [report for _, report in reports]
    return Count(
        len(forms),
        len(reports) * batch,
        sum(report.values for report in every),
        sum(report.unclaimed for report in every),
        sum(link.outside + link.reference_outside for report in every for link in report.links),
        sum(len(report.diagnoses) for report in every),
        [f"{where}\n{report}" for where, report in reports if not report.agrees or report.diagnoses],
    )
