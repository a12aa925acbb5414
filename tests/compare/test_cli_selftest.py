"""`backproof selftest`: every known mistake is planted, and one that goes unseen fails it."""

import json
from functools import cache

import pytest

from compare.catalogue import known_mistakes
from compare.cli import selftest as command_module
from compare.definitions import descend_scalar
from compare.perceptron import CLASSIFICATION, FUSED, REGRESSION
from tests.commands import command

REGIMES = {
    "regression": ("houses, zero start", "houses, generic start", "generated", "saturated"),
    "classification": ("sentences, zero start", "sentences, generic start", "generated", "saturated"),
}
COUNT = sum(len(known_mistakes(chain)) for chain in (REGRESSION, CLASSIFICATION, FUSED))


@cache
def selftest(dtype, folder):
    file = folder / f"{dtype}.json"
    done = command("selftest", "--dtype", dtype, "--json", str(file))
    return done, json.loads(file.read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return tmp_path_factory.mktemp("selftest")


def cell(document, chain, key, regime):
    rows = {(row["chain"], f"{row['id']} {row['link']}"): row for row in document["mistakes"]}
    return rows[chain, key]["regimes"][regime]


@pytest.mark.parametrize(("dtype", "faint"), [("float64", 0), ("float32", 11)])
def test_every_mistake_is_named_on_generated_problems(folder, dtype, faint):
    done, document = selftest(dtype, folder)
    assert done.status == 0 and done.err == ""
    excused = f", {faint} too small for {dtype}" if faint else ""
    last = f"{COUNT} mistakes planted: {COUNT - faint} named on generated problems{excused}; none missed"
    assert done.out.splitlines()[-1] == last
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


def test_a_mistake_that_goes_unseen_fails(monkeypatch):
    real = next(known for known in known_mistakes(REGRESSION) if known.key == "E35 b+")
    form = real.slip.form._replace(rule=descend_scalar)
    harmless = real._replace(slip=real.slip._replace(form=form))
    monkeypatch.setattr(command_module, "known_mistakes", lambda chain: (harmless,) if chain is REGRESSION else ())
    done = command("selftest")
    assert done.status == 1 and done.out.splitlines()[-1].endswith("; MISSED: E35 b+ (regression)")


def test_bad_usage_is_told_in_one_line():
    for argv in (["--dtype", "float16"], ["--seed", "-1"], ["--json", "/nowhere/at/all.json"], ["extra"]):
        done = command("selftest", *argv)
        assert done.status == 2 and done.out == "" and len(done.err.splitlines()) == 1
