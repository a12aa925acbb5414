"""Each finding holds with the torch that is installed, its numbers follow from the formats, and a repair is told.

Where a threshold is derived: e^−z is at most 4 ulps (8u) off, so the z at which it passes a given number moves by at
most 8u, and the next float is at most 2^-6 (float64: 2^-45) of z away.
"""

import numpy as np
import pytest
import torch

from compare.studies.log_loss import bce, by_hand, from_z
from compare.studies.log_loss.findings import EITHER_DTYPE, FLOAT64, findings
from compare.studies.log_loss.formulas import (
    BCE,
    CANCELLED,
    COMPLEMENT,
    LOGSIGMOID,
    SOFTPLUS,
    TEXTBOOK,
    WITH_LOGITS,
    softplus,
)
from tests.helpers.truths import DTYPES, doctored, evidence

HALF_ULP_OF_1 = {"float64": 53, "float32": 24}
BCE_FINDINGS = (bce.gradient_lost, bce.gradient_zero, bce.loss_clamped)


def distance(found, derived, dtype):
    """|found − derived| in units of the margin in the module's docstring: 8u for exp, one float's spacing for z."""
    info = np.finfo(dtype)
    return abs(found - derived) / (4 * float(info.eps) + float(np.spacing(info.dtype.type(abs(derived)))))


@pytest.mark.parametrize("dtype", DTYPES)
@pytest.mark.parametrize("find", EITHER_DTYPE, ids=lambda find: find.__name__)
def test_it_holds_with_the_installed_torch(find, dtype):
    finding = find(evidence(dtype))
    assert finding.holds, f"torch {torch.__version__} has repaired this: {finding.sentence}"
    assert finding.sentence.startswith(f"{dtype}: ") and "not so" not in finding.sentence
    assert np.isfinite(list(finding.numbers.values())).all()


def test_all_of_them_are_told_once_in_each_dtype():
    tables = [evidence(dtype).table for dtype in DTYPES]
    told = findings(evidence("float64").columns, tables)
    assert len(told) == 2 * len(EITHER_DTYPE) + len(FLOAT64)
    assert len({(finding.name, finding.dtype) for finding in told}) == len(told)


@pytest.mark.parametrize("dtype", DTYPES)
def test_a_prediction_rounds_to_1_where_e_to_minus_z_is_half_an_ulp_of_1(dtype):
    derived = HALF_ULP_OF_1[dtype] * np.log(2)
    found = evidence(dtype)
    zeros = (
        bce.gradient_zero(found).numbers["z_y0"],
        bce.loss_clamped(found).numbers["z_y0"],
        from_z.gradient_cancelled(found).numbers["z"],
        by_hand.textbook_undefined(found).numbers["z_up"],
        by_hand.difference_cancels(found).numbers["z"],
    )
    assert all(distance(z, derived, dtype) <= 1 for z in zeros)


@pytest.mark.parametrize("dtype", DTYPES)
def test_a_prediction_is_0_where_e_to_minus_z_overflows(dtype):
    derived = -np.log(float(np.finfo(dtype).max))
    found = evidence(dtype)
    for z in (bce.gradient_zero(found).numbers["z_y1"], by_hand.textbook_undefined(found).numbers["z_down"]):
        assert distance(z, derived, dtype) <= 1


@pytest.mark.parametrize("dtype", DTYPES)
def test_bce_loses_the_gradient_from_where_the_product_of_the_predictions_is_below_its_clamp(dtype):
    """At y = 1 autograd's |∂L/∂z| is q · pq/ε, which is t(1 − 3t …)/ε with t = e^−|z|: 1 − 2^-10 of the exact q."""
    numbers = bce.gradient_lost(evidence(dtype)).numbers
    derived = -np.log(bce.BCE_CLAMP * (1 - 2.0**-10))
    # 3t is less than 2^-38. p is within 8u and the four operations within 4u, together less than two margins.
    assert distance(numbers["z_y1"], -derived, dtype) <= 2 + 2.0**-38 / float(np.finfo(dtype).eps)
    if dtype == "float64":
        # Near 1, ŷ is off by a rounding of 1 + e^−z, 2^-53, and of the quotient, 2^-54: of 1e-12 less than 2^-12.
        assert abs(numbers["z_y0"] - derived) <= 2.0**-12
    else:
        assert distance(numbers["z_y0"], HALF_ULP_OF_1[dtype] * np.log(2), dtype) <= 1
    assert abs(numbers["sample_value"]) < 0.7 < 1 - 2.0**-10


@pytest.mark.parametrize(("dtype", "down"), [("float64", -100.0), ("float32", None)])
def test_the_loss_is_100_from_where_the_logarithm_is_clamped(dtype, down):
    found = bce.loss_clamped(evidence(dtype)).numbers["z_y1"]
    # float32: the prediction has become 0 before its logarithm reaches −100.
    assert found == down if down else distance(found, -np.log(float(np.finfo(dtype).max)), dtype) <= 1


@pytest.mark.parametrize("dtype", DTYPES)
def test_bce_with_logits_is_0_where_e_to_z_is_half_an_ulp_of_z(dtype):
    found = from_z.loss_asymmetric(evidence(dtype)).numbers
    half = float(np.spacing(np.dtype(dtype).type(found["z"]))) / 2
    assert distance(found["z"], np.log(abs(half)), dtype) <= 1
    assert found["sample_value"] == 0 and found["mirror_value"] > 0 and found["mirror_ulps"] <= 2


@pytest.mark.parametrize("dtype", DTYPES)
def test_the_gradient_of_bce_with_logits_is_wrong_the_other_way_round(dtype):
    numbers = from_z.gradient_cancelled(evidence(dtype)).numbers
    assert numbers["sample_value"] == 0 and numbers["mirror_value"] > 0 and numbers["mirror_ulps"] <= 4


def test_softplus_leaves_off_at_the_first_float_above_20():
    finding = from_z.softplus_threshold(evidence("float64"))
    assert finding.numbers["z"] == np.nextafter(20.0, 21.0)
    # It drops e^-20, in ulps of 20 and of the number below 1.
    assert abs(finding.numbers["loss_ulps"] - np.exp(-20) / np.spacing(20.0)) <= 1
    assert abs(finding.numbers["gradient_ulps"] - np.exp(-20) / 2.0**-53) <= 1


def test_softplus_threshold_does_no_harm_in_float32():
    finding = from_z.softplus_threshold(evidence("float32"))
    assert not finding.holds and finding.sentence.startswith(f"float32: not so with torch {torch.__version__}: ")


@pytest.mark.parametrize("dtype", DTYPES)
@pytest.mark.parametrize(
    ("name", "finds"),
    [
        (BCE, BCE_FINDINGS),
        (WITH_LOGITS, (from_z.loss_asymmetric, from_z.gradient_cancelled)),
        (TEXTBOOK, (by_hand.textbook_undefined,)),
        (CANCELLED, (by_hand.difference_cancels,)),
        (SOFTPLUS, (from_z.softplus_threshold,)),
    ],
)
def test_a_repaired_column_is_told_clearly(dtype, name, finds):
    repaired = doctored(dtype, name)
    library = f"NumPy {np.__version__}" if name in (TEXTBOOK, CANCELLED) else f"torch {torch.__version__}"
    for find in finds:
        finding = find(repaired)
        assert not finding.holds
        assert finding.sentence.startswith(f"{dtype}: not so with {library}: ")


@pytest.mark.parametrize("name", [COMPLEMENT, LOGSIGMOID])
def test_an_accurate_column_that_is_no_longer_so_is_told_clearly(name):
    find = {COMPLEMENT: by_hand.complement_right, LOGSIGMOID: from_z.logsigmoid_right}[name]
    finding = find(doctored("float64", name, like=softplus))
    assert not finding.holds and "not so with" in finding.sentence


def test_one_bit_in_the_clamp_zone_is_noticed():
    found = evidence("float64")

    def side(problem):
        trace = found.columns[BCE].side(problem)
        dL_dz = trace["dL/dz"].copy()
        dL_dz[-5000] = np.nextafter(dL_dz[-5000], 1.0)
        return {**trace, "dL/dz": dL_dz}

    finding = bce.is_its_formula(found._replace(columns={BCE: found.columns[BCE]._replace(side=side)}))
    assert not finding.holds and finding.numbers["different"] == 2
