"""The notes' own numbers, and examples small enough to compute by hand."""

import numpy as np
import pytest

from manual import classification, descent, log_loss, regression, squared_error

# "Aack beep aack!" (2 aack, 1 beep) is Happy; Happy = 1.
SENTENCE = {"x": [[2.0, 1.0]], "y": [1.0], "w": [0.4, -0.3], "b": 0.1, "lr": 0.5}


@pytest.fixture
def sentence():
    return {name: np.asarray(value) for name, value in SENTENCE.items()}


def test_the_table_of_errors():
    y, y_hat = np.array([20_000.0, 30_000.0, 50_000.0]), np.array([15_000.0, 30_000.0, 45_000.0])
    assert np.array_equal(-squared_error.dL_dy_hat(y, y_hat), [5_000, 0, 5_000])
    loss = squared_error.squared_error(y, y_hat)
    assert np.array_equal(loss, [12_500_000, 0, 12_500_000])
    assert np.array_equal(2 * descent.mean(loss) * 3, 50_000_000)  # the mean squared error is twice J


@pytest.mark.parametrize("side", [classification.textbook, classification.complement])
def test_the_sentence_to_four_decimals(side, sentence):
    trace = side(sentence)
    rounded = {
        "z": 0.6, "y_hat": 0.6457, "L": 0.4375, "dL/dy_hat": -1.5488, "dy_hat/dz": 0.2288, "dL/dz": -0.3543,
    }  # fmt: skip
    assert {link: round(trace[link].item(), 4) for link in rounded} == rounded
    assert [round(value, 4) for value in trace["dL/dw"][0].tolist()] == [-0.7087, -0.3543]


def test_a_house_by_hand():
    # z = 2·1 + 1·2 + 1 = 5; ŷ − y = −3; w − α(−x(y − ŷ)) = (1, 2) + ½·3·(2, 1); b − α(−(y − ŷ)) = 1 + ½·3.
    house = {"x": [[2.0, 1.0]], "y": [8.0], "w": [1.0, 2.0], "b": 1.0, "lr": 0.5}
    trace = regression.trace({name: np.asarray(value) for name, value in house.items()})
    expected = {
        "z": [5], "y_hat": [5], "L": [4.5], "J": 4.5, "dL/dy_hat": [-3], "dy_hat/dz": [1], "dL/dz": [-3],
        "dz/dw": [[2, 1]], "dz/db": [1], "dy_hat/dw": [[2, 1]], "dy_hat/db": [1], "dL/dw": [[-6, -3]], "dL/db": [-3],
        "dJ/dw": [-6, -3], "dJ/db": -3, "w+": [4, 3.5], "b+": 2.5,
    }  # fmt: skip
    assert {link: value.tolist() for link, value in trace.items()} == expected


def test_the_mean_of_two_houses_by_hand():
    houses = {"x": [[2.0, 1.0], [0.0, 1.0]], "y": [8.0, 4.0], "w": [1.0, 2.0], "b": 1.0, "lr": 0.5}
    trace = regression.trace({name: np.asarray(value) for name, value in houses.items()})
    last = {"J": 2.5, "dJ/dw": [-3, -2], "dJ/db": -2, "w+": [2.5, 3], "b+": 2}
    assert {link: trace[link].tolist() for link in last} == last


def test_the_sentence_after_a_step(sentence):
    w_new, b_new = classification.step(**sentence)
    # α = 0.5 halves −0.7087, −0.3543 and −0.3543.
    assert [round(value, 3) for value in [*w_new.tolist(), b_new.item()]] == [0.754, -0.123, 0.277]


def test_both_lines_of_the_slope_agree_at_the_sentence(sentence):
    trace = classification.textbook(sentence)
    split = log_loss.textbook_dL_dy_hat_split(sentence["y"], trace["y_hat"])
    # y = 1: −1/ŷ rounds once; −(1 − ŷ)/(ŷ(1 − ŷ)), with the same float 1 − ŷ above and below, twice. A rounding is
    # at most u of the value, and an ulp at least that.
    assert abs(split - trace["dL/dy_hat"]) <= 3 * abs(np.spacing(split))
