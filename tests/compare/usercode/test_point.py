"""A person's own point: the data of the file as it is there, at the parameters that they gave."""

import numpy as np
import pytest

import manual
from compare.chains.perceptron import REGRESSION
from compare.errors import BadInput
from compare.experiment.setup import Settings
from compare.usercode.examination import examine
from compare.usercode.point import check_fits, point_of
from compare.usercode.subject import at_point, perceptron
from tests.helpers.commands import PRICES
from tests.helpers.two_layers import CHAIN as TWO_LAYERS

RAW = Settings(raw=True, w=(20.0, 1.0, -3.0), b=5.0, lr=0.25)


def prices(settings=RAW, target="price"):
    return point_of(str(PRICES), target, None, settings)


def labelled(tmp_path):
    path = tmp_path / "labels.csv"
    path.write_text("size,kind\n1,yes\n2,no\n4,yes\n")
    return point_of(str(path), None, None, Settings(raw=True))


def test_the_features_are_those_of_the_file_and_the_weights_those_given():
    point = prices()
    rows = np.loadtxt(PRICES, delimiter=",", skiprows=1)
    assert np.array_equal(point.problem["x"], rows[:, :3]) and np.array_equal(point.problem["y"], rows[:, 3])
    assert point.problem["w"].tolist() == [20, 1, -3] and (point.problem["b"], point.problem["lr"]) == (5, 0.25)
    assert (point.name, point.task) == ("prices.csv", "regression")
    assert "target price, the features as they are: size, rooms, age; w = (20, 1, −3), b = 5, α = 0.25" in point.told


def test_the_words_of_labels_are_told_as_coded(tmp_path):
    point = labelled(tmp_path)
    assert point.task == "classification" and point.problem["y"].tolist() == [1, 0, 1]
    assert "target kind (no = 0, yes = 1)" in point.told


def found(side, *, alone, count=10):
    subject = perceptron(side, "regression", count, 0, "float64")
    return examine(at_point(subject, prices(), alone=alone), lambda doing, call: None, np.inf)


def test_it_is_the_only_problem_or_the_first():
    alone, first = (found(manual.regression.trace, alone=alone) for alone in (True, False))
    assert alone.origins == {"prices.csv": 1} and alone.sizes == {"n": (6, 6), "d": (3, 3)}
    assert next(iter(first.origins)) == "prices.csv" and first.wanted == 11
    assert alone.agrees and first.agrees and alone.asked[-1] == prices().told


def test_what_is_wrong_there_alone_is_caught_there():
    def three_features(problem):
        trace = manual.regression.trace(problem)
        return {**trace, "dJ/dw": trace["dJ/dw"][[0, 2, 1]]} if problem["w"][-1] == -3 else trace

    assert found(three_features, alone=True).report.wrong_links == ("dJ/dw",)
    assert found(three_features, alone=False).places[0].origin == "prices.csv"


def test_a_chain_of_other_arrays_is_refused():
    check_fits(prices(), REGRESSION, "mine.py")
    with pytest.raises(BadInput) as caught:
        check_fits(prices(), TWO_LAYERS, "mine.py")
    assert "the chain in mine.py takes x, y, W1, b1, w2, b2, lr: leave --data out" in str(caught.value)


def test_weights_that_do_not_fit_are_refused():
    with pytest.raises(BadInput) as caught:
        prices(Settings(raw=True, w=(1.0, 2.0)))
    assert str(caught.value) == "--w gives 2 weights; the data has 3 features"
