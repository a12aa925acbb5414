"""The names on the tape are those that PyTorch gave its nodes."""

import pytest

from torch_impl import classification, regression

BCE, LOGITS = "BinaryCrossEntropyBackward0", "BinaryCrossEntropyWithLogitsBackward0"
SQUARED, LINEAR, SIGMOID = "MulBackward0 → MseLossBackward0", "AddmmBackward0", "SigmoidBackward0"

EXPECTED = [
    (
        regression.trace,
        regression.tape,
        {"L": SQUARED, "dL/dy_hat": SQUARED, "y_hat": "", "dy_hat/dz": "", "dL/dz": SQUARED},
    ),
    (
        classification.bce,
        classification.bce_tape,
        {"L": BCE, "dL/dy_hat": BCE, "y_hat": SIGMOID, "dy_hat/dz": SIGMOID, "dL/dz": f"{BCE} → {SIGMOID}"},
    ),
    (
        classification.bce_with_logits,
        classification.bce_with_logits_tape,
        {"L": LOGITS, "dL/dz": LOGITS, "dL/dw": f"{LOGITS} → {LINEAR}"},
    ),
]


@pytest.mark.parametrize("batch", [(), (3,)])
@pytest.mark.parametrize(("trace", "tape", "nodes"), EXPECTED)
def test_nodes(trace, tape, nodes, batch, dtype, dyadic):
    problem = dyadic("bce", dtype, batch)
    found = tape(problem)
    assert set(found) == set(trace(problem)) - {"w+", "b+"}
    for name in ("z", "dz/dw", "dz/db"):
        assert found[name] == LINEAR
    assert found["J"] == "MeanBackward0"
    assert found["dJ/dw"] == f"MeanBackward0 → {found['dL/dw']}"
    assert found["dL/db"].endswith(LINEAR)
    assert {name: found[name] for name in nodes} == nodes
