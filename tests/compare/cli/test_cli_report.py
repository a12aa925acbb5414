"""`backproof report`: what is said on the terminal, that it is what the files say, and the exit status."""

import re
from functools import partial

import numpy as np
import pytest

import manual
from compare.arithmetic.balls import Ball
from compare.experiment.routes import routes
from compare.experiment.setup import Settings, prepare
from compare.inputs.datasets import load
from compare.wording import short, significant
from tests.helpers.commands import PRICES, SENTENCES, command, report, report_now


def lines_of(text):
    return [line.strip() for line in text.splitlines()]


def tables(out):
    """Every link table as rows of cells."""
    rows = [re.split(r"\s{2,}", line) for line in lines_of(out)]
    return [row for row in rows if len(row) == 9 and row[0] != "link"]


def test_by_default_both_of_the_notes_data_sets_agree_at_every_link_of_every_step():
    done = report()
    assert (done.status, done.err) == (0, "")
    said = "PASS  2 data sets   every link is right: 45,800 values over 200 steps"
    assert done.out.splitlines()[0] == done.out.splitlines()[-1] == said
    assert "\n  45,800 link values over 200 steps: all agree; 0 without claim" in done.out
    assert [(r["dataset"], r["form"], r["steps"], r["agrees"]) for r in done.reports] == [
        ("houses", "textbook", 200, True),
        ("sentences", "textbook", 200, True),
        ("sentences", "complement", 200, True),
        ("sentences", "cancelled", 200, True),
    ]
    assert sum(link["compared"] for r in done.reports for link in r["links"]) == 45_800
    assert all(link["compared"] == link["claimed"] for r in done.reports for link in r["links"])


def test_the_head_says_how_to_run_it_again():
    done = report()
    for told in (done.out, done.markdown.replace("\\", "")):
        for said in (
            "houses: size, rooms → price",
            "loss L = ½(y − ŷ)²; J is the mean over 3 examples: 1/n sits in J, ∂J/∂w, ∂J/∂b",
            "loss L = −y ln ŷ − (1 − y) ln(1 − ŷ), labels Sad = 0, Happy = 1, ln natural",
            "float64, lockstep, 200 steps, α = 0.5 (default, about half of 2/λ_max = 1)",
            "start generic: w = (0.4, −0.3), b = 0.1, seed 0",
            "features standardised: mean 0, population deviation 1",
            "features as they are",
        ):
            assert said in told
        for word in ("Python", "NumPy", "torch", "thread"):
            assert word in told


@pytest.mark.parametrize("argv", [(), ("breast-cancer", "--raw", "--steps", "3"), ("houses", "--raw")], ids=" ".join)
def test_the_terminal_and_markdown_hold_the_numbers_of_the_document(argv):
    done = report(*argv)
    shown, written = tables(done.out), done.markdown.replace("\\", "")
    for told in done.reports:
        for link in told["links"]:
            counts = (link["compared"], link["claimed"], sum(link["no_claim"].values()))
            largest = (link["max_difference"], link["max_error_over_allowance"])
            verdict = link["verdict"]
            if link["reference"] not in ("right", "no claim"):
                verdict += f"; {link['reference']} ({link['reference_clamped']:,})"
            cells = [
                link["node"],
                *(f"{n:,}" for n in counts),
                *(short(float(value)) for value in largest),
                f"{link['blind']:,}",
                verdict,
            ]
            assert f" | {' | '.join(cells)} |" in written
            folded = told["form"] == "complement" and told["agrees"]
            assert folded or any(row[1:] == cells and row[0].startswith(link["symbol"]) for row in shown)
    values = sum(link["compared"] for told in done.reports for link in told["links"])
    steps = max(told["steps"] for told in done.reports)
    (closing,) = (
        line for line in lines_of(done.out) if line.startswith(f"{values:,} link values over {steps} steps: ")
    )
    assert "all agree;" in closing and closing in written


@pytest.mark.parametrize("argv", [(), (PRICES, "--steps", "100"), ("longley", "--steps", "5")], ids=" ".join)
def test_predictions_and_parameters_are_in_raw_units(argv):
    for told in report(*argv).reports:
        if told["task"] != "regression":
            continue
        setup = prepare(load(argv[0] if argv else "houses"), Settings())
        raw_w, raw_b = setup.scaling.to_raw(told["w"], told["b"])
        assert (told["raw"]["w"], told["raw"]["b"]) == (raw_w.tolist(), float(raw_b))
        z = setup.problem["x"] @ np.array(told["w"]) + told["b"]
        for example in told["recorded"]["examples"]:
            row = (setup.data.examples[example - 1], setup.data.y[example - 1], z[example - 1])
            unit = f" {setup.data.unit}" if setup.data.unit else ""
            assert f"| {row[0]} | {significant(row[1])}{unit} | {significant(row[2])}{unit} |" in report(
                *argv
            ).markdown.replace("\\", "")
        through_raw = setup.data.x @ raw_w + raw_b
        reach = np.abs(setup.data.x) @ np.abs(raw_w) + np.abs(raw_w) @ np.abs(setup.scaling.mean) + np.abs(through_raw)
        assert (np.abs(through_raw - z) <= 2 * (len(raw_w) + 8) * 2.0**-52 * (reach + abs(told["b"]))).all()


def test_moods_are_told_in_words():
    predicted = lines_of(report().out)
    for sentence, mood in zip(("Aack aack aack!", "Beep beep!", "Aack beep beep beep!", "Aack beep aack!"),
                              ("Happy", "Sad", "Sad", "Happy"), strict=True):  # fmt: skip
        assert any(re.fullmatch(rf"{sentence}\s+{mood}\s+{mood} \(p = .*\)", line) for line in predicted)


ARRIVALS = {
    "not converged": ("houses", "--steps", "5"),
    "diverged": ("houses", "--raw"),
    "there is no optimum": ("sentences", "--steps", "200"),
    "stuck, autograd's gradient being clamped away": ("breast-cancer", "--raw", "--steps", "3"),
    "stuck, α being only": ("houses", "--lr", "1e-30", "--steps", "2"),
    "stuck: α is 0": ("houses", "--lr", "0", "--start", "zero", "--dtype", "float32", "--steps", "2"),
}


@pytest.mark.parametrize("words", ARRIVALS)
def test_where_descent_went_is_told(words):
    done = report(*ARRIVALS[words])
    assert done.status == 0 and done.reports[0]["arrival"] in done.out
    assert done.reports[0]["arrival"].startswith(words) or words == "there is no optimum"
    assert words in done.reports[0]["arrival"]


def test_descent_on_one_feature_converges(tmp_path):
    path = tmp_path / "line.csv"
    path.write_text("x,y\n1,3\n2,5\n4,9\n7,14\n")
    assert "\n  converged: " in report_now(str(path), "--steps", "100").out
    assert "\n  not converged: " in report_now(str(path), "--steps", "10").out


def test_a_divergence_is_reported_as_such_and_is_no_failure():
    done = report("houses", "--raw")
    (told,) = done.reports
    assert done.status == 0 and told["steps"] < 200 and not told["history"][-1]["step"] >= told["steps"]
    assert "the parameters are no longer finite numbers" in done.out
    assert re.search(r"no claim about \d+ values: could overflow", done.out)


def test_saturation_is_counted_clamps_and_lost_claims_apart():
    done = report("breast-cancer", "--raw", "--steps", "3")
    clamped = sum(link["reference_clamped"] for link in done.reports[0]["links"])
    unclaimed = sum(sum(link["no_claim"].values()) for link in done.reports[0]["links"])
    assert done.status == 0 and clamped > 0 and unclaimed > 0
    assert f"{clamped:,} values of autograd are BCELoss's documented clamp" in done.out
    assert "ŷ rounds to 0 or 1, where this form divides by 0 or takes ln 0" in done.out
    assert "blind, that is claimed but smaller than its own allowance" in done.out


def test_free_running_tells_the_distance_and_its_bound_or_that_there_is_none():
    told = report("houses", "sentences", "--mode", "free", "--steps", "60")
    for run in told.reports:
        trajectory = run["trajectory"]
        assert trajectory["within"] and trajectory["distance"] <= trajectory["bound"]
        assert f"{short(trajectory['distance'])}, within the {short(trajectory['bound'])} that" in told.out
    beyond = report("houses", "--mode", "free", "--lr", "1.5", "--steps", "9")
    assert beyond.status == 0 and "not comparable: α = 1.5 exceeds 2/λ_max" in beyond.out


def test_free_running_beyond_its_bound_is_a_failure(monkeypatch):
    monkeypatch.setattr("compare.comparison.descent.rounding_of_steps", lambda chain, problem: 0.0)
    done = report_now("houses", "--mode", "free", "--steps", "5")
    assert done.status == 1 and not done.reports[0]["agrees"] and done.reports[0]["first_disagreement"] is None
    said = "the free-running sides are BEYOND what rounding can reach (houses, textbook form, MSELoss)"
    assert said in done.out and said in done.markdown and "all agree" not in done.out
    assert done.out.startswith("FAIL  houses   the free-running sides are further apart than rounding can bring them\n")


def test_a_route_that_ends_elsewhere_is_told_and_whose_J_is_clamped():
    done = report("breast-cancer", "--raw", "--steps", "3")
    textbook, _, fused = done.reports
    assert textbook["loss_end"] != fused["loss_end"]
    for out in (done.out, done.markdown.replace("\\", "")):
        ends = [line.strip(" -") for line in out.splitlines() if "J from " in line]
        for told, line in zip((textbook, fused), ends, strict=True):
            assert f"J from {significant(told['loss_start'])} to {significant(told['loss_end'])}" in line
        assert ends[0].endswith(" (BCELoss's J, its logarithms clamped at −100)")
        assert ends[1].startswith("cancelled form, BCEWithLogitsLoss: J from ")
        assert ends[1].endswith(f"; {fused['arrival']}") and "clamped" not in ends[1]
    assert all(report(name).out.count("J from ") == 1 for name in ("houses", "sentences"))


def test_the_least_cost_of_an_exact_fit_is_0_and_of_any_other_is_told(tmp_path):
    assert "above the least-squares optimum 0\n" in report().out
    path = tmp_path / "line.csv"
    path.write_text("x,y\n1,3\n2,5\n4,9\n7,15.000001\n")
    best = report_now(str(path), "--steps", "3").reports[0]["arrival"].rpartition(" ")[2]
    x, y = np.array([1, 2, 4, 7]), np.array([3, 5, 9, 15.000001])
    residuals = y - np.polyval(np.polyfit(x, y, 1), x)
    assert best == short(float(np.mean(residuals**2) / 2)) != "0"


def test_the_weights_of_words_are_named():
    w, b = (report("sentences").reports[0][name] for name in ("w", "b"))
    said = f"learned w = (aack {significant(w[0])}, beep {significant(w[1])}), b = {significant(b)}\n"
    assert said in report("sentences").out and said in report("sentences").markdown
    assert (
        "learned w = (0.4, −0.3, 0.5, −0.4, 0.3, −0.2, … 24 more)"
        in report("breast-cancer", "--raw", "--steps", "3").out
    )


def test_many_ulps_at_a_link_that_agrees_are_explained():
    for argv, said in ((("houses",), True), (("houses", "--steps", "5"), False)):
        done = report(*argv)
        verdicts = {link["name"]: link["verdict"] for link in done.reports[0]["links"]}
        most = max(max(link["max_ulps"].values()) for link in done.reports[0]["truth"]["links"])
        assert set(verdicts.values()) == {"right"} and (most > 1e6) == said
        for out in (done.out, done.markdown):
            assert ("many ulps at a link that agrees: its terms cancelled" in out) == said


def test_options_are_followed():
    told = report("houses", "--dtype", "float32", "--start", "zero", "--steps", "3", "--lr", "0.25").reports[0]
    assert (told["dtype"], told["steps"], told["lr"], told["start"]["w"]) == ("float32", 3, 0.25, [0, 0])
    assert told["start"] == {"name": "zero", "w": [0.0, 0.0], "b": 0.0}
    told = report("sentences", "--w", "-1.5,2", "--b", "-.5", "--steps", "1").reports[0]
    assert told["start"] == {"name": "given", "w": [-1.5, 2.0], "b": -0.5}
    seeds = [report("diabetes", "--steps", "1", "--seed", seed).reports[0]["start"]["w"] for seed in ("1", "2", "1")]
    assert seeds[0] == seeds[2] != seeds[1] and seeds[0][:2] == [0.4, -0.3]


def test_several_data_sets_at_once():
    done = report("houses", PRICES, "sentences", "--steps", "2")
    assert [r["dataset"] for r in done.reports] == ["houses", "prices.csv", *["sentences"] * 3]
    assert done.markdown.count("\n## ") == 3 and done.markdown.count("\n### ") == 5


def test_a_file_with_a_target_and_a_task():
    (told,) = report(PRICES, "--target", "age", "--task", "regression", "--steps", "2").reports
    assert (told["data"]["target"], told["task_reason"]) == ("age", "given")
    assert told["data"]["features"] == ["size", "rooms", "price"]
    assert "regression (inferred: " in report(PRICES, "--steps", "2").out
    assert report(SENTENCES, "--steps", "2").reports[0]["labels"] == ["Sad", "Happy"]


def test_quiet_is_one_line_and_the_files_are_whole():
    done = report("houses", "--quiet", "--steps", "4")
    assert done.out == "PASS  houses   every link is right: 208 values over 4 steps\n"
    told = report("houses", "--steps", "4").out
    assert told.startswith(done.out) and told.endswith(done.out)
    closing = "208 link values over 4 steps: all agree; 0 without claim, 0 blind"
    assert closing in told and done.markdown.endswith(f"**{closing}**\n") and done.reports[0]["steps"] == 4


def test_version_and_help():
    assert re.fullmatch(r"backproof \S.*\n", command("--version").out)
    for argv in (("--help",), ("report", "--help"), ("explain", "--help")):
        done = command(*argv)
        told = " ".join(done.out.split())
        assert done.status == 0 and "exit status: 0 every formula is right, 1 one is wrong" in told


def test_a_wrong_link_is_the_headline_everywhere(monkeypatch):
    right = manual.classification.textbook

    def slipped(problem):
        trace = right(problem)
        return trace | {"dL/dz": -trace["dL/dz"], "w+": trace["w+"] * 1.001}

    monkeypatch.setattr(manual.classification, "textbook", slipped)
    done = report_now("houses", "sentences", "--steps", "3")
    assert done.status == 1
    closing = "2 links WRONG, first dL/dz (sentences, textbook form, BCELoss)"
    first = f"first disagreement: {done.reports[1]['first_disagreement']['link']} at "
    for told in (done.out, done.markdown.replace("\\", "")):
        assert closing in told and first in told and "also wrong in itself: w+ at " in told and " wrong" in told
    assert re.search(r"; the candidate is [\d.e+]+ ulps off the exact value, the reference 0\.\d+", done.out)
    assert [r["agrees"] for r in done.reports] == [True, False, True, True]
    assert [slip["link"] for slip in done.reports[1]["slips"]] == ["dL/dz", "w+"]
    assert report_now("sentences", "--steps", "1", "--quiet").out.count("\n") == 1


def test_a_comparison_of_nothing_claimed_fails(monkeypatch):
    def unclaimed(rule, *operands):
        ball = rule(*operands)
        if not isinstance(ball, Ball):
            return ball
        return Ball(ball.fmt, ball.value, np.full(np.shape(ball.value), np.inf))

    def blank(link):
        return link._replace(forms=tuple(form._replace(rule=partial(unclaimed, form.rule)) for form in link.forms))

    def unclaiming(task, device):
        first = routes(task, device)[0]
        return (first._replace(chain=first.chain._replace(links=tuple(map(blank, first.chain.links)))),)

    monkeypatch.setattr("compare.cli.report.routes", unclaiming)
    done = report_now("houses", "--steps", "2")
    assert done.status == 1 and "NOTHING COULD BE CLAIMED" in done.out and not done.reports[0]["agrees"]
    assert done.out.startswith("NONE  houses   nothing could be claimed about any of the values\n")


def test_a_page_is_written_beside_or_instead_of_the_other_documents(tmp_path):
    file = tmp_path / "page.html"
    done = command("report", "houses", "--steps", "2", "--html", str(file), "--json", str(tmp_path / "report.json"))
    assert (done.status, done.err) == (0, "")
    assert file.read_text(encoding="utf-8").startswith("<!doctype html>")
    printed = command("report", "houses", "--steps", "2", "--html", "-")
    assert printed.out.startswith("<!doctype html>") and printed.out.rstrip().endswith("</html>")


def test_one_file_holds_all_data_sets(tmp_path):
    file = tmp_path / "page.html"
    assert command("report", "--steps", "2", "--quiet", "--html", str(file)).status == 0
    assert file.read_text(encoding="utf-8").count("<article") == 2


@pytest.mark.parametrize("name", ["report.json", "-"])
def test_a_page_does_not_take_anothers_place(tmp_path, name):
    given = name if name == "-" else str(tmp_path / name)
    done = command("report", "houses", "--steps", "2", "--json", given, "--html", given)
    assert (done.status, done.err.count("\n")) == (2, 1)
    assert "--json and --html both name" in done.err
