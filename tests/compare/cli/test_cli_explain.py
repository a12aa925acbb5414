"""`backproof explain`: one example at one step, as the notes work it, with both sides' values (`--full`)."""

import re

import pytest

import manual
from compare.experiment.routes import routes
from compare.experiment.setup import Settings, prepare
from compare.inputs.datasets import NAMES, load
from compare.judging.contract import trace_of
from compare.output.report.worked import four, lines
from compare.wording import vector
from tests.helpers.commands import PRICES, SENTENCES, command, report

PINNED = {"ŷ": "0.6457", "∂L/∂ŷ": "−1.5488", "∂ŷ/∂z": "0.2288", "∂L/∂z": "−0.3543", "∂L/∂w₁": "−0.7087"}
EXAMPLE = {"houses": 2, "sentences": 4, "diabetes": 442, "breast-cancer": 1, "longley": 16}


def rows(out):
    """The table: symbol -> (formula, plugged in, by hand, autograd, node)."""
    cells = [re.split(r"\s{2,}", line.strip()) for line in out.splitlines()]
    return {row[0]: row[1:] for row in cells if len(row) == 6 and row[0] != "link"}


def test_the_pinned_numbers_of_the_notes():
    done = command("explain", "--full", "sentences", "--example", "4")
    table = rows(done.out)
    for column in (2, 3):
        assert {symbol: table[symbol][column] for symbol in PINNED} == PINNED
    assert (done.status, done.err) == (0, "")
    assert "Aack beep aack!, Happy" in done.out and "features: aack = 2; beep = 1" in done.out
    assert "at step 0: w = (0.4, −0.3), b = 0.1" in done.out
    assert "= −(y − ŷ) = −(1 − 0.6457) = −0.3543; BCEWithLogitsLoss gives −0.3543" in done.out


def test_the_start_may_be_given_a_negative_first_number_included():
    assert rows(
        command("explain", "--full", "sentences", "--example", "4", "--w", "0.4,-0.3", "--b", "0.1").out
    ) == rows(command("explain", "--full", "sentences", "--example", "4").out)
    done = command("explain", "--full", "sentences", "--example", "4", "--w", "-0.3,0.4", "--b", "-0.1")
    assert rows(done.out)["z"][1:3] == ["(−0.3)·2 + 0.4·1 + (−0.1)", "−0.3000"]


@pytest.mark.parametrize("options", [(), ("--dtype", "float32", "--start", "zero")], ids=["float64", "float32"])
@pytest.mark.parametrize("name", NAMES)
def test_each_row_is_one_line_of_the_derivation_with_both_sides_own_values(name, options):
    dtype, start = (options[1], options[3]) if options else ("float64", "generic")
    setup = prepare(load(name), Settings(dtype=dtype, start=start))
    route = routes(setup.data.task)[0]
    hand = trace_of(route.candidate, setup.problem, route.chain, "candidate", complete=True)
    autograd = trace_of(route.reference, setup.problem, route.chain, "reference", complete=True)
    tape = route.tape(setup.problem)
    done = command("explain", "--full", name, "--example", str(EXAMPLE[name]), *options)
    table = rows(done.out)
    expected = list(lines(route.chain, setup.problem, hand, EXAMPLE[name] - 1))
    assert list(table) == [line.symbol for line in expected] and done.status == 0
    for line in expected:
        node = "torch.optim.SGD" if line.link.endswith("+") else tape.get(line.link, "").split(" → ")[-1] or "—"
        values = [four(float(side[line.link][line.at])) for side in (hand, autograd)]
        assert table[line.symbol] == [line.formula, line.plugged, *values, node]


@pytest.mark.parametrize("argv", [("sentences",), ("houses",), (PRICES,), (SENTENCES,)], ids=" ".join)
def test_step_k_is_the_report_s_recorded_step_k(argv):
    told = report(*argv, "--steps", "6").reports[0]
    history = {entry["step"]: entry["links"] for entry in told["history"]}
    data = load(argv[0])
    for step, example in ((0, 1), (3, 2), (5, 3)):
        table = rows(command("explain", "--full", *argv, "--step", str(step), "--example", str(example)).out)
        at = told["recorded"]["examples"].index(example)
        for link, symbol in (
            ("z", "z"),
            ("L", "L"),
            ("dL/dz", "∂L/∂z"),
            ("dL/dw", "∂L/∂w₂"),
            ("J", "J"),
            ("w+", "w₂⁺"),
        ):
            for column, side in ((2, "hand"), (3, "autograd")):
                value = history[step][link][side]
                value = value if link == "J" else value[1] if link == "w+" else value[at]
                assert table[symbol][column] == four(value[1] if link == "dL/dw" else value), (step, symbol, data.name)


def test_features_are_shown_in_raw_units_and_as_both_sides_see_them():
    out = command("explain", "--full", "houses", "--example", "3").out
    seen = prepare(load("houses"), Settings()).problem["x"][2]
    assert "features: size = 3,000 ft²; rooms = 7" in out and "y = 50,000 $ (price)" in out
    assert f"standardised, as both sides see them: x = {vector(seen)}" in out
    assert "standardised" not in command("explain", "--full", "sentences").out
    assert "standardised" not in command("explain", "--full", "houses", "--raw").out


def test_thirty_features_are_readable():
    done = command("explain", "--full", "breast-cancer", "--example", "569")
    table = rows(done.out)
    assert table["z"][0] == "Σ wⱼxⱼ + b" and table["z"][1].count("·") == 4 and "…" in table["z"][1]
    assert len([symbol for symbol in table if symbol.startswith("∂L/∂w")]) == 30
    shown = [line for line in done.out.splitlines() if re.split(r"\s{2,}", line.strip())[0] in table]
    assert max(len(line.rstrip()) for line in shown) <= 170


def test_every_route_of_the_step_is_judged():
    out = command("explain", "--full", "sentences", "--step", "7").out
    judged = re.findall(r"(\w+) form against (\w+), all examples of this step: (\d+) link values: all agree", out)
    assert judged == [
        ("textbook", "BCELoss", "67"),
        ("complement", "BCELoss", "67"),
        ("cancelled", "BCEWithLogitsLoss", "43"),
    ]


def test_a_wrong_link_is_told_and_exits_1(monkeypatch):
    right = manual.regression.trace
    monkeypatch.setattr(manual.regression, "trace", lambda p: right(p) | {"dL/dy_hat": -right(p)["dL/dy_hat"]})
    done = command("explain", "--full", "houses")
    assert done.status == 1 and "first wrong link: dL/dy_hat at [1]: the candidate holds " in done.out


def test_where_nothing_is_finite_it_still_explains():
    done = command("explain", "--full", "houses", "--raw", "--w", "1e308,1e308")
    assert (done.status, done.err) == (0, "") and rows(done.out)["z"][2] == "∞"
    done = command("explain", "--full", "sentences", "--w", "1000,1000")
    assert done.status == 0 and rows(done.out)["ŷ"][2] == "1"


def test_a_given_target_and_task():
    assert "(price)" in command("explain", "--full", PRICES).out
    assert "(age)" in command("explain", "--full", PRICES, "--target", "age").out
    assert (
        "by hand in textbook form, beside autograd through MSELoss"
        in command("explain", "--full", "sentences", "--task", "regression").out
    )
