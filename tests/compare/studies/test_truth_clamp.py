"""In the clamp zone torch is its documented formula in every bit, and the hand-derived side is the truth.

An expected, explained discrepancy: it is counted here and in the report, and it is no disagreement.
"""

import numpy as np
import pytest
import torch

import manual
import torch_impl
from compare import CLASSIFICATION, check
from compare.studies.log_loss import transcription
from compare.studies.log_loss.bce import clamp_zone
from compare.studies.log_loss.formulas import problem_at
from compare.studies.log_loss.measure import GRADIENT, LOSS, measure
from tests.helpers.truths import DTYPES


def bits(values):
    return values.view(f"i{values.itemsize}").tolist()


@pytest.fixture(params=[(dtype, y) for dtype in DTYPES for y in (0.0, 1.0)], ids=str)
def clamped(request):
    dtype, label = request.param
    z = clamp_zone(np.dtype(dtype))
    y = np.full_like(z, label)
    return y, z, torch_impl.classification.bce(problem_at(y, z))


def test_every_link_that_a_clamp_touches_is_the_transcription_in_every_bit(clamped):
    y, _, trace = clamped
    p = trace["y_hat"]
    touched = p * (1 - p) < transcription.BCE_CLAMP
    assert touched.sum() > 10_000
    assert bits(transcription.dL_dy_hat(y, p)) == bits(trace["dL/dy_hat"])
    assert bits(transcription.dL_dz(y, p)) == bits(trace["dL/dz"])
    at_the_floor = transcription.loss_is_clamped(y, p)
    assert at_the_floor.sum() > 5_000
    assert bits(transcription.loss(y, p)[at_the_floor]) == bits(trace["L"][at_the_floor])


def test_the_gradient_of_the_plain_functional_call_is_the_same(clamped):
    y, z, trace = clamped
    at = torch.tensor(z, requires_grad=True)
    torch.nn.functional.binary_cross_entropy(torch.sigmoid(at), torch.tensor(y), reduction="sum").backward()
    assert bits(at.grad.numpy()) == bits(trace["dL/dz"])


def test_a_transcription_without_a_clamp_is_not_torch(clamped):
    y, _, trace = clamped
    p = trace["y_hat"]
    with np.errstate(all="ignore"):
        assert bits((p - y) / ((1 - p) * p)) != bits(trace["dL/dy_hat"])


@pytest.mark.parametrize("label", [0.0, 1.0])
@pytest.mark.parametrize("dtype", DTYPES)
def test_there_the_hand_derived_side_is_the_truth_and_torch_is_not(dtype, label):
    z = clamp_zone(np.dtype(dtype))[:: 2**14 // 256]
    found = measure([manual.classification.complement, torch_impl.classification.bce], np.full_like(z, label), z)
    assert (found[GRADIENT].ulps[0] <= 4).all() and (found[LOSS].ulps[0] <= 2).all()
    assert found[GRADIENT].wrong[1].sum() > 100


def test_the_discrepancy_is_counted_and_is_no_disagreement():
    z = clamp_zone(np.dtype("float64"))[:: 2**14 // 64]
    z = z[np.abs(z) < 700]
    report = check(
        problem_at((z < 0).astype(float), z),
        manual.classification.complement,
        torch_impl.classification.bce,
        CLASSIFICATION,
    )
    counted = {link.name: link.reference_clamped for link in report.links}
    assert report.agrees and counted["dL/dy_hat"] > 0 and counted["L"] > 0
    assert report.verdict == "right" and not any(link.clamped for link in report.links)
