"""A right formula is right however many digits it loses, a wrong one wrong, and each says how that is known."""

import copy

import numpy as np
import pytest

from compare.chains.chain import Chain, Form, Input, Link
from compare.chains.perceptron import CLASSIFICATION, REGRESSION
from compare.chains.validation import validated
from compare.deciding.decide import decide
from compare.deciding.problems import drawn
from tests.compare.deciding import users

F64, F32 = np.dtype(np.float64), np.dtype(np.float32)


def problem(chain=REGRESSION, kind="generic", dtype=F64):
    return next(each for name, each in drawn(chain, dtype) if name == kind)


def one(side, link, chain=REGRESSION, problems=None, dtype=F64):
    return decide(chain, side, {link: problems or [problem(chain, dtype=dtype)]}, dtype)[link]


@pytest.mark.parametrize("dtype", [F64, F32])
@pytest.mark.parametrize("side", [users.right, users.lossy])
def test_a_right_formula_is_right_by_exact_arithmetic(side, dtype):
    made = one(side, "dJ/dw", dtype=dtype)
    assert (made.formula, made.by, made.digits) == ("right", "exact", 70)
    assert made.said == f"equal to the derivative to 70 digits on {made.problems} problems"


@pytest.mark.parametrize("dtype", [F64, F32])
@pytest.mark.parametrize("side", [users.sign_lost, users.barely_wrong])
def test_a_wrong_formula_is_proven_wrong_with_the_place(side, dtype):
    made = one(side, "dJ/dw", dtype=dtype)
    assert (made.formula, made.by) == ("wrong", "exact")
    assert made.said.startswith("proven: your ∂J/∂w is not the derivative (at x")
    assert made.problem is not None and len(made.index) == 1


def test_only_the_wrong_link_is_wrong():
    made = decide(REGRESSION, users.barely_wrong, {link: [problem()] for link in ("dJ/dw", "dJ/db")}, F64)
    assert [(name, each.formula) for name, each in made.items()] == [("dJ/dw", "wrong"), ("dJ/db", "right")]


def test_an_earlier_wrong_link_that_sets_the_forms_apart_excuses_no_later_one():
    def both_wrong(p):
        y_hat = np.full_like(p["y"], 1e5)
        return {"z": p["x"] @ p["w"] + p["b"], "y_hat": y_hat, "dL/dy_hat": np.zeros_like(y_hat)}

    assert one(both_wrong, "dL/dy_hat", CLASSIFICATION).formula == "wrong"


def test_a_program_that_gives_one_link_in_another_shape_on_other_problems_is_decided_all_the_same():
    def for_two_examples(p):
        z = p["x"] @ p["w"] + p["b"]
        y_hat = 1 / (1 + np.exp(-z))
        return {"z": z, "y_hat": y_hat + np.array([0.0, 0.25]) if len(z) < 3 else y_hat, "dL/dz": y_hat - p["y"]}

    assert {len(each["y"]) for _, each in drawn(CLASSIFICATION, F64)} >= {1, 2}
    two = next(each for _, each in drawn(CLASSIFICATION, F64) if len(each["y"]) == 2)
    assert one(for_two_examples, "y_hat", CLASSIFICATION, [two]).formula == "wrong"


def test_constants_rounded_to_floats_are_no_wrong_formula():
    made = one(users.constant_rounded, "dJ/db")
    assert made.formula == "right" and 10 < made.digits < 25
    assert made.said.endswith("its constants rounded to floats")


def test_what_shows_only_where_values_lay_outside_is_found_there():
    large = problem()
    large = large | {"x": large["x"] * 1000.0}
    assert one(users.only_scaled_for_large, "dJ/dw", problems=[large]).formula == "wrong"


def test_of_a_large_problem_the_first_examples_are_run():
    many = {
        name: np.tile(array, (800, 1)[: array.ndim]) if name in "xy" else array for name, array in problem().items()
    }
    assert many["x"].size > 4000
    assert one(users.lossy, "dJ/dw", problems=[many]).formula == "right"


def test_a_right_formula_of_the_log_loss_that_loses_digits():
    saturated = problem(CLASSIFICATION, "saturated")
    made = one(users.textbook_product, "dL/dz", CLASSIFICATION, [saturated])
    assert (made.formula, made.by) == ("right", "exact")


def test_the_documented_clamp_is_no_wrong_formula():
    strongly = problem(CLASSIFICATION, "strongly saturated")
    assert one(users.clamped, "dL/dy_hat", CLASSIFICATION, [strongly]).formula == "right"


def test_a_wrong_value_where_floats_take_another_path_is_wrong_and_the_line_is_told():
    beyond = {"x": np.array([[1.0]]), "y": np.zeros(1), "w": np.array([720.0]), "b": np.array(0.0), "lr": np.array(1.0)}
    made = one(users.smug, "dL/dz", CLASSIFICATION, [beyond])
    assert (made.formula, made.by) == ("wrong", "exact")
    assert "in floats the program takes another path at line" in made.said and "users.py" in made.said
    assert one(users.smug, "dL/dz", CLASSIFICATION).formula == "right"


def test_a_problem_that_several_links_share_is_run_once():
    runs = []

    def side(p):
        runs.append(isinstance(p["x"], np.ndarray) and p["x"].shape)
        return users.right(p)

    made = {name: [copy.deepcopy(problem(kind="n = 2, d = 16"))] for name in ("z", "dJ/dw", "dJ/db")}
    decide(REGRESSION, side, made, F64)
    assert runs.count((2, 16)) == 4  # in floats, exactly, among the drawn ones, and again for steadiness


def kinked(rule):
    form = Form("by hand", "1 where z > 0", ("z",), lambda z: np.where(z > 0, np.ones_like(z), np.zeros_like(z)))
    sums = Form("by hand", "x·w", ("x", "w"), lambda x, w: x @ w)
    links = (Link("z", "z", (sums,)), Link("da/dz", "∂a/∂z", (form,)))
    chain = validated(Chain("a kink", links, (Input("x", ("n", "d")), Input("w", ("d",)))))

    def side(p):
        z = p["x"] @ p["w"]
        return {"z": z, "da/dz": rule(z)}

    start = {"x": np.eye(2), "w": np.array([0.0, 1.0])}
    return decide(chain, side, {"da/dz": [start]}, F64)["da/dz"].formula


def test_at_a_kink_either_side_is_right_and_elsewhere_none_but_one():
    assert kinked(lambda z: np.where(z > 0, 1.0, 0.0)) == "right"
    assert kinked(lambda z: np.where(z >= 0, 1.0, 0.0)) == "right"
    assert kinked(lambda z: np.where(z >= -0.25, 1.0, 0.0)) == "wrong"


def test_what_cannot_run_exactly_is_decided_by_two_precisions():
    made = one(users.complex_step, "dJ/dw")
    assert (made.formula, made.by) == ("right", "precision")
    assert "not run on exact numbers" in made.said
    made = one(users.complex_step_without_half, "dJ/dw")
    assert (made.formula, made.by) == ("wrong", "precision")
    assert "proven" not in made.said


def test_what_remembers_is_not_decided_exactly():
    made = one(users.remembers, "dJ/dw")
    assert made.by != "exact" and "second call" in made.said


@pytest.mark.parametrize("side", [users.lossy, users.sign_lost, users.leaves, users.raises, users.changes_its_input])
def test_neither_problems_nor_module_change_and_the_answer_is_the_same_again(side):
    given = problem()
    before, names = copy.deepcopy(given), dict(vars(users))
    first = one(side, "dJ/dw", problems=[given])
    assert all((before[name] == given[name]).all() for name in before)
    assert all(vars(users)[name] is value for name, value in names.items()) and len(vars(users)) == len(names)
    assert one(side, "dJ/dw", problems=[given]) == first


@pytest.mark.parametrize(
    ("wrong", "n", "d"), [("odd", 7, 3), ("single", 1, 1), ("more than 32", 37, 2), ("many features", 2, 16)]
)
def test_lengths_at_which_a_program_is_wrong_are_among_the_drawn_problems(wrong, n, d):
    def side(p):
        made = users.right(p)
        return {"dJ/dw": made["dJ/dw"] * (2.0 if p["x"].shape == (n, d) else 1.0)}

    made = one(side, "dJ/dw")
    assert made.formula == "wrong" and made.problem["x"].shape == (n, d)


def test_compiled_code_is_told_as_such():
    made = one(lambda p: {"dJ/dw": np.linalg.solve(np.eye(2), users.right(p)["dJ/dw"])}, "dJ/dw")
    assert made.by == "precision" and "compiled code" in made.said
