"""`backproof selftest`: every known mistake is planted, and one that goes unseen fails it."""

import json
from functools import cache

import pytest

from compare.chains.definitions import descend_scalar, mean_of_rows
from compare.chains.perceptron import CLASSIFICATION, FUSED, REGRESSION
from compare.mistakes import known_mistakes
from compare.mistakes.mistake import SQUARE, STEPS
from compare.studies import selftest as study
from tests.helpers.commands import command
from tests.helpers.schemas import validator

REGIMES = {
    "regression": ("houses, zero start", "houses, generic start", "generated", "saturated"),
    "classification": ("sentences, zero start", "sentences, generic start", "generated", "saturated"),
}
CHAINS = (REGRESSION, CLASSIFICATION, FUSED)
NEEDS = ("", SQUARE, STEPS)
COUNT = sum(len(known_mistakes(chain, needs)) for chain in CHAINS for needs in NEEDS)

SHORT = """\
PASS  6 mistakes planted: 6 named on generated problems; none missed

  planted on                 named   seen   hidden
 ──────────────────────────────────────────────────
  houses, zero start             0      1        1
  houses, generic start          2      0        0
  generated                      6      0        0
  saturated                      6      0        0
  sentences, zero start          0      2        2
  sentences, generic start       4      0        0

  named: caught at its link and recognised; seen: caught at its link
  (each mistake: --table; all of it: --json selftest.json)
"""


@cache
def selftest(dtype, folder):
    file = folder / f"{dtype}.json"
    done = command("selftest", "--table", "--dtype", dtype, "--json", str(file))
    return done, json.loads(file.read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return tmp_path_factory.mktemp("selftest")


def no_longer_kept(v, before):
    return mean_of_rows(v)


def cell(document, chain, key, regime):
    rows = {(row["chain"], f"{row['id']} {row['link']}"): row for row in document["mistakes"]}
    return rows[chain, key]["regimes"][regime]


@pytest.mark.soak
@pytest.mark.parametrize(("dtype", "faint"), [("float64", 0), ("float32", 11)])
def test_every_mistake_is_named_on_generated_problems(folder, dtype, faint):
    done, document = selftest(dtype, folder)
    validator("selftest").validate(document)
    assert done.status == 0 and done.err == ""
    excused = f", {faint} too small for {dtype}" if faint else ""
    said = f"{COUNT} mistakes planted: {COUNT - faint} named on generated problems{excused}; none missed"
    assert done.out.splitlines()[0] == f"PASS  {said}"
    assert document["dtype"] == dtype and len(document["mistakes"]) == COUNT
    for row in document["mistakes"]:
        assert row["passes"] and tuple(row["regimes"]) == REGIMES[row["chain"].removeprefix("fused ")]
        assert all(found["outcome"] != "elsewhere" for found in row["regimes"].values())


def test_the_zero_start_hides_mistakes_and_makes_others_alike(folder):
    """At w = b = 0 ŷ is ½ and σ′ is ¼, which is 1/n; the targets less ½ add up to 0, and so does ∂J/∂b."""
    _, document = selftest("float64", folder)
    zero = "sentences, zero start"
    for key in ("E27 dJ/db", "E29 dJ/db", "E35 b+", "E44 b+", "E08 L"):
        assert cell(document, "classification", key, zero)["outcome"] == "hidden"
    alike = cell(document, "classification", "E10 dL/dz", zero)
    assert alike == {"outcome": "named", "others": ["E54 dL/dz"]}
    assert cell(document, "classification", "E01 dL/dy_hat", zero)["others"] == ["E08 dL/dy_hat"]
    assert cell(document, "classification", "E10 dL/dz", "sentences, generic start")["others"] == []


def test_a_mistake_with_a_need_is_planted_where_that_is_met(folder):
    """On the notes' data n is not d; the step before is there from the second step on, whatever the data."""
    done, document = selftest("float64", folder)
    for row in (row for row in document["mistakes"] if row["needs"]):
        notes = [found["outcome"] for name, found in row["regimes"].items() if name.endswith(" start")]
        assert set(notes) == {"hidden" if row["needs"] == SQUARE else "named"}, (row["chain"], row["id"])
    legend = [line.strip() for line in done.out.splitlines()]
    assert any(line.startswith("E33, E58: ") for line in legend)
    assert any(line.startswith("E37, E56, E57: ") for line in legend)


@pytest.mark.parametrize(
    ("needs", "key", "rule"),
    [("", "E35 b+", descend_scalar), (STEPS, "E37 dJ/dw", no_longer_kept), (SQUARE, "E58 dJ/dw", mean_of_rows)],
)
def test_a_mistake_that_goes_unseen_fails(monkeypatch, needs, key, rule):
    real = next(known for known in known_mistakes(REGRESSION, needs) if known.key == key)
    harmless = real._replace(slip=real.slip._replace(form=real.slip.form._replace(rule=rule)))

    def only(chain, need=""):
        return (harmless,) if (chain, need) == (REGRESSION, needs) else ()

    monkeypatch.setattr(study, "known_mistakes", only)
    done = command("selftest")
    assert done.status == 1 and done.out.startswith("FAIL  1 mistake planted: 0 named on generated problems; ")
    assert f"; MISSED: {key} (regression)" in " ".join(done.out.split())


def test_by_default_the_answer_comes_first_and_then_how_often_each_kind_of_problem_shows_a_mistake(monkeypatch):
    monkeypatch.setattr(study, "known_mistakes", lambda chain, needs="": known_mistakes(chain, needs)[:2] * (not needs))
    monkeypatch.setenv("COLUMNS", "80")
    assert command("selftest").out == SHORT


def test_bad_usage_is_told_in_one_line():
    for argv in (["--dtype", "float16"], ["--seed", "-1"], ["--json", "/nowhere/at/all.json"], ["extra"]):
        done = command("selftest", *argv)
        assert done.status == 2 and done.out == "" and len(done.err.splitlines()) == 1
