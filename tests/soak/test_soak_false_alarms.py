"""The long run over correct problems (make soak): every right form, planted everywhere, and not one false alarm.

Prints the table of docs/soak.md under "False alarms". Writes nothing.
"""

import numpy as np
import pytest

from tests.helpers.right_forms import counted, right_forms
from tests.helpers.routes import ROUTES

SHAPES = ((1, 1), (3, 2), (13, 5), (40, 3))
BATCH = 60
SEED = 21
ROWS = ("forms", "problems", "values", "without claim", "disagreements", "named")


@pytest.mark.soak
@pytest.mark.parametrize("dtype", [np.float64, np.float32])
def test_no_right_form_is_called_wrong(dtype):
    counts = {}
    for route, (chain, _, _) in ROUTES.items():
        counts[route] = counted(route, right_forms(chain), dtype, BATCH, SHAPES, SEED)
        assert not counts[route].alarms, counts[route].alarms[0]
        assert counts[route].disagreements == counts[route].named == 0
    assert sum(count.problems for count in counts.values()) >= 100_000
    print(f"\n\n{dtype.__name__}\n\n{table(counts)}")


def table(counts):
    rows = [["", *counts], ["---"] * (1 + len(counts))]
    rows += [[name, *(f"{count[i]:,}" for count in counts.values())] for i, name in enumerate(ROWS)]
    return "\n".join(f"| {' | '.join(row)} |" for row in rows)
