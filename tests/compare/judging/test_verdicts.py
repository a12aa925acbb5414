"""Verdicts at the edges: where ŷ rounds to 0 or 1, downstream of a slip or a clamp, and what a message hints at."""

import numpy as np
import pytest

import manual
import torch_impl
from compare import CLASSIFICATION, REGRESSION, BadInput, TraceError, check, descend
from compare.inputs.regimes import REGIMES, random_problems

TEXTBOOK, COMPLEMENT = manual.classification.textbook, manual.classification.complement
BCE = torch_impl.classification.bce
SENTENCES = [[3.0, 0], [0, 2], [1, 3], [2, 1]]


def problem(x, y, w, dtype=np.float64):
    named = {"x": x, "y": y, "w": w, "b": 0.1, "lr": 0.5}
    return {name: np.asarray(value, dtype) for name, value in named.items()}


SATURATED = problem([[40.0], [-0.5], [45], [1]], [1, 0, 1, 1], [1.0])
GENERIC = problem(SENTENCES, [1, 0, 0, 1], [0.4, -0.3])


def verdicts(report):
    return {link.name: link.verdict for link in report.links}


@pytest.mark.parametrize("link", ["L", "dL/dy_hat"])
@pytest.mark.parametrize("value", [12345.0, -5.0, 777.0, 1e20])
def test_a_number_is_not_excused_where_the_textbook_form_divides_by_zero(link, value):
    def slipped(p):
        trace = COMPLEMENT(p)
        return {**trace, link: np.where(trace["y_hat"] == 1, value, trace[link])}

    assert COMPLEMENT(SATURATED)["y_hat"].max() == 1
    assert check(SATURATED, slipped, BCE, CLASSIFICATION).wrong_links[0] == link


def test_what_the_textbook_form_really_gives_there_is_no_claim_and_a_guarded_one_is_right():
    literal = check(SATURATED, TEXTBOOK, BCE, CLASSIFICATION)
    with np.errstate(all="ignore"):
        assert np.isnan(TEXTBOOK(SATURATED)["L"]).any()
    assert literal.agrees and sum(link.compared - link.claimed for link in literal.links) > 0

    def guarded(p):
        y, y_hat = p["y"], TEXTBOOK(p)["y_hat"]
        positive = np.where(y == 0, 0, y * np.log(np.where(y == 0, 1, y_hat)))
        negative = np.where(y == 1, 0, (1 - y) * np.log(np.where(y == 1, 1, 1 - y_hat)))
        slope = (1 - y) / np.where(y == 1, 1, 1 - y_hat) - y / np.where(y == 0, 1, y_hat)
        return {"z": TEXTBOOK(p)["z"], "y_hat": y_hat, "L": -positive - negative, "dL/dy_hat": slope}

    report = check(SATURATED, guarded, BCE, CLASSIFICATION)
    assert report.agrees and report.unclaimed == 0


def test_only_what_depends_on_a_slip_is_inherited():
    def doubled_loss(p):
        trace = COMPLEMENT(p)
        return {**trace, "L": 2 * trace["L"], "J": (2 * trace["L"]).mean()}

    found = verdicts(check(GENERIC, doubled_loss, BCE, CLASSIFICATION))
    assert (found["L"], found["J"]) == ("wrong", "inherited")
    assert {verdict for name, verdict in found.items() if name not in ("L", "J")} == {"right"}


def test_what_a_clamp_displaces_is_told():
    clamped = problem([[30.0], [-0.5]], [0, 1], [1.0])
    report = check(clamped, COMPLEMENT, BCE, CLASSIFICATION)
    found = verdicts(report)
    assert {link.name: link.reference for link in report.links}["dL/dy_hat"] == "clamped"
    assert found["dL/dy_hat"] == "right"
    assert found["dL/dz"] == found["dL/dw"] == found["dJ/dw"] == found["w+"] == "right"
    assert found["dy_hat/dz"] == found["dy_hat/dw"] == "right"


def test_a_link_without_a_finite_difference_has_none():
    links = {link.name: link for link in check(SATURATED, TEXTBOOK, BCE, CLASSIFICATION).links}
    assert np.isnan(links["J"].max_difference) and links["z"].max_difference == 0


@pytest.mark.parametrize("dtype", [np.float64, np.float32])
@pytest.mark.parametrize("regime", REGIMES)
def test_the_rate_may_be_divided_by_n_first(regime, dtype):
    def rate_first(p):
        trace = manual.regression.trace(p)
        rate = p["lr"] / p["lr"].dtype.type(p["y"].shape[-1])
        w = p["w"] - rate[..., None] * trace["dL/dw"].sum(axis=-2)
        return {**trace, "w+": w, "b+": p["b"] - rate * trace["dL/db"].sum(axis=-1)}

    drawn = random_problems(np.random.default_rng(3), regime, 500, 7, 3, dtype, labels=False)
    assert check(drawn, rate_first, torch_impl.regression.trace, REGRESSION).agrees


@pytest.mark.parametrize("link", ["dL/dz", "dL/dy_hat"])
def test_a_value_divided_by_n_is_told_as_such(link):
    def early(p):
        return {"z": COMPLEMENT(p)["z"], "y_hat": COMPLEMENT(p)["y_hat"], link: COMPLEMENT(p)[link] / 4}

    said = str(check(GENERIC, early, BCE, CLASSIFICATION))
    assert "4 times it would be right: it looks divided by n" in said

    def twice_wrong(p):
        return {"z": COMPLEMENT(p)["z"], "y_hat": COMPLEMENT(p)["y_hat"], link: COMPLEMENT(p)[link] / 3}

    assert "it looks divided by n" not in str(check(GENERIC, twice_wrong, BCE, CLASSIFICATION))


def test_a_link_of_the_mean_is_told_apart_from_that_of_one_example():
    with pytest.raises(TraceError, match=r"gives 'dJ/dz', which is 'dL/dz' divided by n"):
        check(GENERIC, lambda p: {"dJ/dz": COMPLEMENT(p)["dL/dz"] / 4}, BCE, CLASSIFICATION)


@pytest.mark.parametrize(("steps", "mode"), [(3, "lokstep"), (2.5, "free"), ("3", "lockstep"), (0, "free")])
def test_bad_steps_and_modes_are_refused(steps, mode):
    with pytest.raises(BadInput, match="expected"):
        descend(GENERIC, COMPLEMENT, BCE, CLASSIFICATION, steps, mode)


def test_a_form_that_overflows_on_the_way_does_not_excuse_a_number_that_another_form_denies():
    tiny = problem([[-709.7], [-0.5]], [1, 0], [1.0])
    with np.errstate(all="ignore"):
        assert np.isfinite(TEXTBOOK(tiny)["dL/dy_hat"]).all() and 1 / TEXTBOOK(tiny)["y_hat"][0] > 4.5e307
    assert check(tiny, TEXTBOOK, BCE, CLASSIFICATION).agrees

    def far_out(p, slope):
        trace = COMPLEMENT(p)
        y_hat = np.full_like(trace["y_hat"], 1e200)
        return {"z": trace["z"], "y_hat": y_hat, "dL/dy_hat": slope(p["y"], y_hat)}

    def verdict(slope):
        with np.errstate(all="ignore"):
            report = check(GENERIC, lambda p: far_out(p, slope), BCE, CLASSIFICATION)
        assert report.first_wrong == "y_hat"
        link = next(link for link in report.links if link.name == "dL/dy_hat")
        assert (link.outside, link.no_claim) == (4, {})
        return link.verdict

    assert verdict(lambda y, y_hat: -(y - y_hat) / (y_hat * (1 - y_hat))) == "digits lost"
    assert verdict(lambda y, y_hat: np.full_like(y_hat, 0.5)) == "wrong"
