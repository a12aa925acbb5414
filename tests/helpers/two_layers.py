"""The worked example of docs/own-chain.md, and slips in it."""

import importlib.util
from functools import cache
from pathlib import Path

from compare import validated
from compare.experiment.routes import by_autograd

FILE = Path(__file__).parents[2] / "docs" / "two_layer_tanh.py"


@cache
def module(*exchanged):
    """The file as it is, or with a part of its text exchanged for another."""
    text = FILE.read_text(encoding="utf-8")
    if exchanged:
        old, new = exchanged
        assert text.count(old) == 1
        text = text.replace(old, new)
    spec = importlib.util.spec_from_loader("two_layer_tanh", loader=None)
    found = importlib.util.module_from_spec(spec)
    exec(compile(text, str(FILE), "exec"), found.__dict__)
    return found


RIGHT = module()
CHAIN = validated(RIGHT.chain)
REFERENCE = by_autograd(RIGHT.chain, RIGHT.forward)

SLIPS = {
    "z1 for a": ("da_dz1 = 1 - a**2", "da_dz1 = 1 - z1**2", "da/dz1", "G08 z1 for a"),
    "the square forgotten": ("da_dz1 = 1 - a**2", "da_dz1 = 1 - a", "da/dz1", "W01"),
    "a for tanh'": ("dL_dz1 = dL_da * da_dz1", "dL_dz1 = dL_da * a", "dL/dz1", "G08 a for da/dz1"),
    "a factor left out": ("dL_dz1 = dL_da * da_dz1", "dL_dz1 = dL_da * 1", "dL/dz1", "G06 dL/da"),
    "the inner minus lost": ("dL_dy_hat = -(y - y_hat)", "dL_dy_hat = y - y_hat", "dL/dy_hat", "G01"),
    "the square's 2 kept": ("L = (y - y_hat) ** 2 / 2\n    dL", "L = (y - y_hat) ** 2\n    dL", "L", "G02"),
    "b1's gradient summed": ("dL_dz1.mean(axis=0)", "dL_dz1.sum(axis=0)", "dJ/db1", "G04"),
    "b1's gradient not summed": ("dL_dz1.mean(axis=0)", "dL_dz1[-1]", "dJ/db1", "G10"),
    "n divided by twice": ("dL_dz1.T @ x / n", "dL_dz1.T @ x / n / n", "dJ/dW1", "G05"),
    "not through tanh": ("dL_dz1.T @ x / n", "dL_da.T @ x / n", "dJ/dW1", "G08 dL/da for dL/dz1"),
    "z1 for a in w2": ("dL_dy_hat @ a / n", "dL_dy_hat @ z1 / n", "dJ/dw2", "G08 z1 for a"),
    "up the slope": ("W1 - lr * dJ_dW1", "W1 + lr * dJ_dW1", "W1+", "G07"),
    "not activated": ("a = np.tanh(z1)\n", "a = z1\n", "a", "G06 z1"),
}
"""By name: what is exchanged for what in the trace, the link that is wrong, and the mistake that it is."""
