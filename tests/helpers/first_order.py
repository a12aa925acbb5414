"""Every form's radius to first order, as docs/numerics.md prints it, written so that it can also be evaluated.

The operands are exact. Names: ū = u + h and η̄ = η + η_h (`compare.arithmetic.precision`), φ = 1.5/Ω; v is the link;
p = ŷ, q = 1 − ŷ, A = −ln p, B = −ln q, from z or from ŷ, whichever the form has; e = e^−|z|, l = ln(1 + e),
m = min(z, 0) − l; S = Σ|x||w| + |b|; M the mean of the terms' sizes, X = Σ|x|; a = α times the gradient; s = Σ ∂L.
"""

import re

import numpy as np

from compare.arithmetic.balls import Ball

ONE_ROUNDING = "ū·|v|"
ONE_PRODUCT = "ū·|v| + η̄"
MEAN = "(n + 1)·ū·M + n·η̄"
STEP = "ū·(|v| + |a|) + η̄"
SLOPE = "4·ū·|v| + (1 + |v|/(p·q))·η̄"
LOG_LOSS = "ū·(|v| + 9·y·A + (1 − y)·(10·B + 1)) + 2·η̄"
STEP_BY_SUM = "ū·(|v| + 4·|a| + (n + 1)·α·M) + (1 + |s| + (n² + 1 + |s|/n)·α/n)·η̄"

RADII = {
    "affine": "(d + 1)·ū·S + d·η̄",
    "sigmoid_any_branch": "10·ū·p + 6·η̄ + φ",
    "identity": "0",
    "one_each": "0",
    "half_square": "4·ū·|v| + 1.5·η̄",
    "residual": ONE_ROUNDING,
    "log_loss": LOG_LOSS,
    "log_loss_guarded": LOG_LOSS,
    "log_loss_of_z": "ū·(|v| + 18·y·A + 19·(1 − y)·B) + 11·η̄",
    "log_loss_fused": "ū·(|v| + |m| + 8·l + 8·e/(1 + e) + 2·(1 − y)·|z|) + (5 + 4/(1 + e))·η̄",
    "log_loss_clamped": "ū·(|v| + 9·y·A + 10·(1 − y)·B) + (2 + 4·(1 − y))·η̄",
    "log_loss_slope": SLOPE,
    "log_loss_slope_split": "ū·(|v| + y/p + 3·(1 − y)/q) + 2·η̄",
    "log_loss_slope_guarded": "ū·(|v| + 2·y/p + 4·(1 − y)/q) + 3·η̄",
    "log_loss_slope_of_z": "ū·(|v| + 12·y/p + 13·(1 − y)/q) + (2 + y·(1 + 6/p²) + (1 − y)·(1 + 6/q²))·η̄",
    "log_loss_slope_clamped": SLOPE,
    "sigmoid_slope": "2·ū·|v| + η̄",
    "sigmoid_slope_of_z": "21·ū·|v| + 7·η̄",
    "product": ONE_PRODUCT,
    "product_of_factors": "3·ū·|v| + (1 + p)·η̄",
    "cancelled_of_z": "ū·(|v| + 12·(1 − y)·p + 11·y·q) + 8·η̄",
    "cancelled_fused": "ū·(|v| + 10·p) + 6·η̄ + φ",
    "times_feature": ONE_PRODUCT,
    "mean_of_examples": MEAN,
    "mean_of_rows": MEAN,
    "mean_of_products": "(n + 8)·ū·M + (n + 3·X)·η̄",
    "mean_early": "(n + 8)·ū·M + 4·n·η̄",
    "descend_vector": STEP,
    "descend_scalar": STEP,
    "descend_vector_by_sum": STEP_BY_SUM,
    "descend_scalar_by_sum": STEP_BY_SUM,
}
"""By the rule of the form. The clamped forms are given where no clamp is at work."""


def evaluated(form, operands, fmt):
    """The formula's number, and the radius of the form itself, in any `Format` that the caller makes up."""
    ball = form.rule(*(Ball(fmt, operands[name]) for name in form.of))
    names = _names(form, operands) | {"v": ball.value}
    names |= {"unit": fmt.unit + fmt.harness, "eta": fmt.eta, "flush": fmt.sigmoid_flush}
    return np.broadcast_to(_number(RADII[form.rule.__name__], names), ball.value.shape), ball.radius


def _number(text, names):
    for written, meant in (("·", "*"), ("−", "-"), ("²", "**2"), ("ū", "unit"), ("η̄", "eta"), ("φ", "flush")):
        text = text.replace(written, meant)
    return eval(re.sub(r"\|(\w+)\|", r"abs(\1)", text), names)


def _names(form, at):
    n, d = at["x"].shape
    found = {name: at[name] for name in ("y", "z") if name in form.of} | {"n": n, "d": d}
    if "z" in form.of:
        z = at["z"]
        e = np.exp(-np.abs(z))
        found |= {"p": 1 / (1 + np.exp(-z)), "q": 1 / (1 + np.exp(z)), "e": e, "l": np.log1p(e)}
        found |= {"A": np.logaddexp(0, -z), "B": np.logaddexp(0, z), "m": np.minimum(z, 0) - np.log1p(e)}
    elif "y_hat" in form.of:
        p = at["y_hat"]
        found |= {"p": p, "q": 1 - p, "A": -np.log(np.abs(p)), "B": -np.log(np.abs(1 - p))}
    if form.of == ("x", "w", "b"):
        found["S"] = np.abs(at["x"]) @ np.abs(at["w"]) + np.abs(at["b"])
    rule = form.rule.__name__
    if (rule.startswith("mean_") and rule != "mean_of_products") or rule.endswith("_by_sum"):
        found["M"] = np.abs(at[form.of[-1]]).mean(axis=0)
    if rule == "mean_of_products":
        size = np.abs(at["x"])
        found |= {"M": (np.abs(at["dL/dz"])[:, None] * size).mean(axis=0), "X": size.sum(axis=0)}
    if rule.endswith("_by_sum"):
        found |= {"α": at["lr"], "s": at[form.of[-1]].sum(axis=0), "a": at["lr"] * at[form.of[-1]].mean(axis=0)}
    elif "lr" in form.of:
        found["a"] = at["lr"] * at[form.of[-1]]
    return found
