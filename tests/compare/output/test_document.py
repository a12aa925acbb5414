"""The JSON document: it fits its schema whatever happened, holds the very numbers, and a page can be drawn from it."""

import json
import re
from itertools import pairwise

import numpy as np
import pytest

import manual
from compare.experiment.setup import Settings, prepare
from compare.inputs.datasets import NAMES, load
from compare.output.report import document
from compare.output.schema.values import dumps
from tests.helpers.commands import PRICES, SENTENCES, every_run, report, report_now
from tests.helpers.schemas import validator

VALIDATOR = validator("report")

DEFAULT = ()
DIVERGING = ("houses", "--raw")
SATURATED = ("breast-cancer", "--raw", "--steps", "3")
LONG = ("breast-cancer", "--steps", "3")
CASES = (
    DEFAULT,
    DIVERGING,
    SATURATED,
    LONG,
    ("diabetes", "longley", "--steps", "3"),
    ("houses", "sentences", "--dtype", "float32", "--mode", "free", "--steps", "30"),
    ("houses", "--mode", "free", "--lr", "1.5", "--steps", "1000", "--start", "zero"),
    (PRICES, "--steps", "100"),
    (SENTENCES, "--w", "-1,2", "--steps", "3"),
)
IN_WORDS = {"NaN": np.nan, "Infinity": np.inf, "-Infinity": -np.inf}


def number(value):
    return np.float64(IN_WORDS.get(value, value))


def numbers(values):
    return np.array(
        [number(v) if not isinstance(v, list) else numbers(v) for v in values] if isinstance(values, list) else values
    )


@pytest.mark.parametrize("argv", CASES, ids=" ".join)
def test_what_is_written_fits_the_schema(argv):
    VALIDATOR.validate(json.loads(report(*argv).json))


@pytest.mark.parametrize("argv", CASES, ids=" ".join)
def test_the_document_is_json_that_any_reader_reads(argv):
    def refuse(constant):
        raise AssertionError(f"{constant} is not JSON")

    json.loads(report(*argv).json, parse_constant=refuse)


def test_a_planted_disagreement_fits_the_schema_and_is_the_first_in_it(monkeypatch):
    right = manual.classification.textbook
    monkeypatch.setattr(manual.classification, "textbook", lambda p: right(p) | {"dJ/db": 2 * right(p)["dJ/db"]})
    done = report_now("sentences", "--steps", "3")
    VALIDATOR.validate(json.loads(done.json))
    assert [r["agrees"] for r in done.reports] == [False, True, True]
    first = done.reports[0]["first_disagreement"]
    assert (first["link"], first["side"], first["step"], first["index"]) == ("dJ/db", "candidate", 0, [])
    assert abs(first["value"] - 2 * first["expected"]) <= 2 * first["allowance"] < 1e-10 * first["value"]
    assert [len(r["diagnoses"]) for r in done.reports] == [1, 0, 0]
    assert done.reports[0]["diagnoses"][0]["said"] in done.out


def test_a_named_mistake_is_told_with_its_line_and_its_hints(monkeypatch):
    right = manual.regression.trace
    monkeypatch.setattr(manual.regression, "trace", lambda p: right(p) | {"w+": p["w"] + p["lr"] * right(p)["dJ/dw"]})
    done = report_now("houses", "--steps", "3")
    VALIDATOR.validate(json.loads(done.json))
    ((found,),) = ([d for d in r["diagnoses"]] for r in done.reports)
    (named,) = found["named"]
    assert (named["key"], named["right"], named["wrong"]) == ("E35 w+", "w − α ∂J/∂w", "w + α ∂J/∂w")
    assert named["hints"][2] == "w⁺ = w − α ∂J/∂w, not w + α ∂J/∂w" and found["telling"] >= 2


@pytest.mark.parametrize(
    "harm",
    [
        lambda r: r.pop("history"),
        lambda r: r.update(extra=1),
        lambda r: r.update(loss_end="nan"),
        lambda r: r["links"][0].pop("no_claim"),
        lambda r: r["links"][0].update(name="q"),
        lambda r: r["history"][0]["links"].pop("z"),
        lambda r: r["history"][0]["links"]["z"].pop("hand"),
        lambda r: r["history"][0]["links"]["J"].update(hand=[1.0]),
        lambda r: r.update(history=r["history"] * 4),
        lambda r: r.update(steps=0),
        lambda r: r["versions"].pop("torch"),
        lambda r: r.update(route="BCEWithLogitsLoss"),
    ],
)
def test_the_schema_refuses_what_a_page_could_not_be_drawn_from(harm):
    whole = json.loads(report(*DEFAULT).json)
    harm(whole["reports"][0])
    assert not VALIDATOR.is_valid(whole)


@pytest.mark.parametrize("dtype", ["float64", "float32"])
@pytest.mark.parametrize("name", NAMES)
def test_every_number_is_the_run_s_own_bit_for_bit(name, dtype):
    runs = every_run(prepare(load(name), Settings(steps=2, dtype=dtype)))
    for run, told in zip(runs, json.loads(dumps(document.build(runs)))["reports"], strict=True):
        assert np.array_equal(numbers(told["w"]), run.descent.w) and number(told["b"]) == run.descent.b
        assert np.array_equal(numbers(told["losses"]["J"]), run.descent.losses)
        assert (told["loss_start"], told["loss_end"]) == (run.descent.losses[0], run.descent.losses[-1])
        assert number(told["lr"]) == run.setup.problem["lr"]
        assert np.array_equal(numbers(told["start"]["w"]), run.setup.problem["w"])
        shown = [i - 1 for i in told["recorded"]["examples"]]
        for entry in told["history"]:
            for side, trace in zip(("hand", "autograd"), run.descent.records[entry["step"]].traces, strict=True):
                for link, values in entry["links"].items():
                    expected = trace[link][shown] if link in PER_EXAMPLE else trace[link]
                    assert np.array_equal(numbers(values[side]), expected), (link, entry["step"])
            for side, seen in zip(("hand", "autograd"), run.descent.records[entry["step"]].problems, strict=True):
                for name, values in entry["parameters"].items():
                    assert np.array_equal(numbers(values[side]), seen[name])
        for link, found in zip(told["links"], run.descent.report.links, strict=True):
            assert link["max_difference"] == found.max_difference
            assert link["max_error_over_allowance"] == found.max_error_over_allowance


@pytest.mark.parametrize("argv", [DEFAULT, LONG, SATURATED], ids=" ".join)
def test_the_recorded_steps_tell_of_every_link_and_agree_with_the_totals(argv):
    for told in report(*argv).reports:
        names = [link["name"] for link in told["links"]]
        for entry in told["history"]:
            assert list(entry["ratios"]) == names and list(entry["links"]) == names
            for link, sides in entry["ulps"].items():
                for side in ("hand", "autograd"):
                    assert numbers(sides[side]).shape == numbers(entry["links"][link][side]).shape
        for link in told["links"]:
            recorded = [
                entry["ratios"][link["name"]][side] for entry in told["history"] for side in ("hand", "autograd")
            ]
            assert max(map(number, recorded)) <= link["max_error_over_allowance"]


def test_the_power_is_that_of_the_line_on_the_screen():
    done = report(*DEFAULT)
    for told in done.reports:
        power = told["power"]
        assert power["exposed"] + len(power["hidden"]) == power["total"] and power["counted_on"] == told["n"]
    for told in (done.reports[0], done.reports[1]):
        said = f"these inputs expose {told['power']['exposed']} of {told['power']['total']} known mistakes; hidden: "
        (line,) = [line for line in done.out.splitlines() if said in line]
        listed = [f"{known['id']} at {known['symbol']} ({known['name']})" for known in told["power"]["hidden"]]
        without_remedies = re.sub(r"; it takes [^)]+\)", ")", line)
        assert without_remedies.partition("hidden: ")[2] == "; ".join(listed)


PER_EXAMPLE = ("z", "y_hat", "L", "dL/dy_hat", "dy_hat/dz", "dL/dz", "dz/dw", "dz/db", "dy_hat/dw", "dy_hat/db",
               "dL/dw", "dL/db")  # fmt: skip


@pytest.mark.parametrize("argv", CASES, ids=" ".join)
def test_a_page_can_be_drawn_from_the_file_alone(argv):
    for told in report(*argv).reports:
        data, recorded = told["data"], told["recorded"]
        assert [link["name"] for link in told["links"]] == list(told["history"][0]["links"])
        steps = [entry["step"] for entry in told["history"]]
        assert len(steps) <= 60 and all(a < b for a, b in pairwise(steps))
        assert steps[: min(20, told["steps"])] == list(range(min(20, told["steps"])))
        assert told["stopped"] or steps[-1] == told["steps"] - 1
        assert len(recorded["examples"]) == min(8, told["n"]) and set(recorded["examples"]) <= set(data["rows"])
        assert recorded["thinned"] == (len(steps) < told["steps"] or told["n"] > 8)
        assert len(told["losses"]["step"]) == len(told["losses"]["J"]) == min(told["steps"] + 1, 300)
        assert (told["losses"]["step"][0], told["losses"]["step"][-1]) == (0, told["steps"])
        assert len(data["features"]) == len(data["feature_units"]) == told["d"] == len(told["w"])
        assert len(data["x"]) == len(data["y"]) == len(data["examples"]) == len(data["rows"])
        assert all(len(row) == told["d"] for row in data["x"])


@pytest.mark.parametrize("argv", [DEFAULT, LONG, (PRICES, "--steps", "100")], ids=" ".join)
def test_the_rows_scaled_as_the_file_says_are_what_both_sides_saw(argv):
    for told in report(*argv).reports:
        data = told["data"]
        scaled = (numbers(data["x"]) - numbers(data["mean"])) / numbers(data["deviation"])
        rows = [data["rows"].index(example) for example in told["recorded"]["examples"]]
        for entry in told["history"]:
            assert np.array_equal(entry["links"]["dz/dw"]["autograd"], scaled[rows])


def test_what_is_not_finite_is_told_in_words():
    (told,) = report(*DIVERGING).reports
    assert told["stopped"].startswith("diverged after step") and told["agrees"] and told["loss_end"] == "Infinity"
    assert not np.isfinite(numbers(told["w"])).any()
    hand, free = (
        report("houses", "--mode", "free", "--lr", "1.5", "--steps", "1000", "--start", "zero").reports[0],
        "free",
    )
    assert (hand["mode"], hand["trajectory"]["bound"]) == (free, "Infinity")
    assert hand["trajectory"]["reason"].startswith("not comparable")


@pytest.mark.parametrize("argv", [("houses", Settings(steps=5, raw=True)), ("sentences", Settings(steps=5))])
def test_for_a_page_the_first_route_says_what_mistakes_would_do(argv):
    name, settings = argv
    runs = every_run(prepare(load(name), settings))
    told = document.build(runs, page=True)
    VALIDATOR.validate(told)
    first, *others = told["reports"]
    assert [row["key"] for row in first["exposure"]["rows"]] == [found["key"] for found in first["breaks"]]
    assert {len(row["cells"]) for row in first["exposure"]["rows"]} == {len(first["exposure"]["columns"])}
    assert [row["cells"][0] for row in first["exposure"]["rows"]] == [found["outcome"] for found in first["breaks"]]
    assert all(report["breaks"] is report["exposure"] is None for report in [*others, *document.build(runs)["reports"]])
