"""The perceptron's three chains as tables: regression, classification, and classification fused from z to the loss.

The rules are in `definitions`. Forms named "notes" or "textbook" are the lecture notes' (docs/notes.md).
"""

from __future__ import annotations

from compare.arithmetic.operations import affine, sigmoid_any_branch
from compare.chains import definitions as rule
from compare.chains.chain import Chain, Form, Link
from compare.chains.evaluation import described

_AT_0_OR_1 = "ŷ rounds to 0 or 1, where this form divides by 0 or takes ln 0"
_RARE = "overflows: |z| too large for 1/ŷ or 1/(1 − ŷ)"

_Z = Link("z", "z", (Form("notes", "x·w + b", ("x", "w", "b"), affine),))
_COST = Link("J", "J", (Form("mean", "(1/n) Σ L", ("L",), rule.mean_of_examples),))
_DZ_DW = Link("dz/dw", "∂z/∂w", (Form("notes", "x", ("x",), rule.identity),))
_DZ_DB = Link("dz/db", "∂z/∂b", (Form("notes", "1", ("y",), rule.one_each),))
_DY_HAT_DW = Link(
    "dy_hat/dw",
    "∂ŷ/∂w",
    (
        Form("notes", "∂ŷ/∂z · x", ("dy_hat/dz", "x"), rule.times_feature),
        Form("chain", "∂ŷ/∂z · ∂z/∂w", ("dy_hat/dz", "dz/dw"), rule.times_feature),
    ),
)
_DY_HAT_DB = Link(
    "dy_hat/db",
    "∂ŷ/∂b",
    (
        Form("notes", "∂ŷ/∂z · 1", ("dy_hat/dz",), rule.identity),
        Form("chain", "∂ŷ/∂z · ∂z/∂b", ("dy_hat/dz", "dz/db"), rule.product),
    ),
)
_THROUGH_Z_W = (
    Form("through z", "∂L/∂z · x", ("dL/dz", "x"), rule.times_feature),
    Form("chain through z", "∂L/∂z · ∂z/∂w", ("dL/dz", "dz/dw"), rule.times_feature),
)
_THROUGH_Z_B = (
    Form("through z", "∂L/∂z · 1", ("dL/dz",), rule.identity),
    Form("chain through z", "∂L/∂z · ∂z/∂b", ("dL/dz", "dz/db"), rule.product),
)
_DL_DW = Link(
    "dL/dw",
    "∂L/∂w",
    (Form("notes", "∂L/∂ŷ · ∂ŷ/∂w", ("dL/dy_hat", "dy_hat/dw"), rule.times_feature), *_THROUGH_Z_W),
)
_DL_DB = Link(
    "dL/db", "∂L/∂b", (Form("notes", "∂L/∂ŷ · ∂ŷ/∂b", ("dL/dy_hat", "dy_hat/db"), rule.product), *_THROUGH_Z_B)
)
_DESCENT = (
    Link(
        "dJ/dw",
        "∂J/∂w",
        (
            Form("mean", "(1/n) Σ ∂L/∂w", ("dL/dw",), rule.mean_of_rows),
            Form("1/n early", "Σ (∂L/∂z / n) · x", ("dL/dz", "x"), rule.mean_of_products),
        ),
    ),
    Link(
        "dJ/db",
        "∂J/∂b",
        (
            Form("mean", "(1/n) Σ ∂L/∂b", ("dL/db",), rule.mean_of_examples),
            Form("1/n early", "Σ ∂L/∂z / n", ("dL/dz",), rule.mean_early),
        ),
    ),
    Link(
        "w+",
        "w⁺",
        (
            Form("notes", "w − α ∂J/∂w", ("w", "lr", "dJ/dw"), rule.descend_vector),
            Form("α/n first", "w − (α/n) Σ ∂L/∂w", ("w", "lr", "dL/dw"), rule.descend_vector_by_sum),
        ),
    ),
    Link(
        "b+",
        "b⁺",
        (
            Form("notes", "b − α ∂J/∂b", ("b", "lr", "dJ/db"), rule.descend_scalar),
            Form("α/n first", "b − (α/n) Σ ∂L/∂b", ("b", "lr", "dL/db"), rule.descend_scalar_by_sum),
        ),
    ),
)

REGRESSION = described(
    Chain(
        "regression",
        (
            _Z,
            Link("y_hat", "ŷ", (Form("notes", "z", ("z",), rule.identity),)),
            Link("L", "L", (Form("notes", "½(y − ŷ)²", ("y", "y_hat"), rule.half_square),)),
            _COST,
            Link("dL/dy_hat", "∂L/∂ŷ", (Form("notes", "−(y − ŷ)", ("y", "y_hat"), rule.residual),)),
            Link("dy_hat/dz", "∂ŷ/∂z", (Form("notes", "1", ("y",), rule.one_each),)),
            Link(
                "dL/dz",
                "∂L/∂z",
                (
                    Form("product", "∂L/∂ŷ · ∂ŷ/∂z", ("dL/dy_hat", "dy_hat/dz"), rule.product),
                    Form("cancelled", "−(y − ŷ)", ("y", "y_hat"), rule.residual),
                ),
            ),
            _DZ_DW,
            _DZ_DB,
            _DY_HAT_DW,
            _DY_HAT_DB,
            _DL_DW,
            _DL_DB,
            *_DESCENT,
        ),
        rational=True,
    )
)

_Y = ("y", "y_hat")
_LOG_LOSS = "−y ln ŷ − (1 − y) ln(1 − ŷ)"
_SPLIT = "−y/ŷ + (1 − y)/(1 − ŷ)"
_LOSS_OF_Z = Form("complement", "y ln(1 + e⁻ᶻ) + (1 − y) ln(1 + eᶻ)", ("y", "z"), rule.log_loss_of_z)
_CANCELLED_OF_Z = Form("complement", "(1 − y)σ(z) − yσ(−z)", ("y", "z"), rule.cancelled_of_z)

CLASSIFICATION = described(
    Chain(
        "classification",
        (
            _Z,
            Link("y_hat", "ŷ", (Form("notes", "σ(z)", ("z",), sigmoid_any_branch),)),
            Link(
                "L",
                "L",
                (
                    Form("textbook", _LOG_LOSS, _Y, rule.log_loss, undefined=_AT_0_OR_1),
                    Form("guarded", _LOG_LOSS, _Y, rule.log_loss_guarded, undefined=_AT_0_OR_1),
                    _LOSS_OF_Z,
                    Form("clamp", "logarithms ≥ −100", ("y", "y_hat"), rule.log_loss_clamped, "clamp"),
                ),
            ),
            _COST,
            Link(
                "dL/dy_hat",
                "∂L/∂ŷ",
                (
                    Form(
                        "textbook",
                        "−(y − ŷ)/(ŷ(1 − ŷ))",
                        ("y", "y_hat"),
                        rule.log_loss_slope,
                        undefined=_AT_0_OR_1,
                    ),
                    Form("split", _SPLIT, _Y, rule.log_loss_slope_split, undefined=_AT_0_OR_1),
                    Form(
                        "split, guarded",
                        _SPLIT,
                        ("y", "y_hat"),
                        rule.log_loss_slope_guarded,
                        undefined=_AT_0_OR_1,
                    ),
                    Form(
                        "complement", "−y/σ(z) + (1 − y)/σ(−z)", ("y", "z"), rule.log_loss_slope_of_z, undefined=_RARE
                    ),
                    Form("clamp", "ŷ(1 − ŷ) ≥ 1e-12", ("y", "y_hat"), rule.log_loss_slope_clamped, "clamp"),
                ),
            ),
            Link(
                "dy_hat/dz",
                "∂ŷ/∂z",
                (
                    Form("textbook", "ŷ(1 − ŷ)", ("y_hat",), rule.sigmoid_slope),
                    Form("complement", "σ(z)σ(−z)", ("z",), rule.sigmoid_slope_of_z),
                ),
            ),
            Link(
                "dL/dz",
                "∂L/∂z",
                (
                    Form("product", "∂L/∂ŷ · ∂ŷ/∂z", ("dL/dy_hat", "dy_hat/dz"), rule.product),
                    Form("factors", "∂L/∂ŷ · (1 − ŷ) · ŷ", ("dL/dy_hat", "y_hat"), rule.product_of_factors),
                    Form("cancelled", "−(y − ŷ)", ("y", "y_hat"), rule.residual),
                    _CANCELLED_OF_Z,
                ),
            ),
            _DZ_DW,
            _DZ_DB,
            _DY_HAT_DW,
            _DY_HAT_DB,
            _DL_DW,
            _DL_DB,
            *_DESCENT,
        ),
        labels=True,
    )
)

FUSED = described(
    Chain(
        "fused classification",
        (
            _Z,
            Link("L", "L", (_LOSS_OF_Z, Form("fused", "(1 − y)z − ln σ(z)", ("y", "z"), rule.log_loss_fused))),
            _COST,
            Link("dL/dz", "∂L/∂z", (_CANCELLED_OF_Z, Form("fused", "σ(z) − y", ("y", "z"), rule.cancelled_fused))),
            _DZ_DW,
            _DZ_DB,
            Link("dL/dw", "∂L/∂w", _THROUGH_Z_W),
            Link("dL/db", "∂L/∂b", _THROUGH_Z_B),
            *_DESCENT,
        ),
        labels=True,
    )
)
