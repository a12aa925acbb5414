"""The generated tables of docs/numerics.md: `python -m tests.docs.numerics_page` writes them anew.

A table stands between `<!-- table: name -->` and `<!-- end -->`; TABLES holds a function for each name. Tables of
formats, forms and thresholds are the same everywhere; MEASURED ones depend on the machine.
"""

import re
from pathlib import Path

import numpy as np

from compare import CLASSIFICATION, FUSED, REGRESSION
from compare.arithmetic.balls import SAFETY
from compare.arithmetic.precision import LIBM_ULPS, format_of
from compare.deciding.carrying import TIGHT
from compare.deciding.comparing import CONSTANTS, UNITS
from compare.deciding.decide import FAILING, LARGEST, MOST_DIGITS, SURE_DIGITS
from compare.deciding.precision_test import MODERATE, SHRINKS, SINGLE, STAYS
from compare.deciding.problems import drawn
from compare.deciding.session import MOST_STEPS
from compare.deciding.trial import BITS, ROUNDINGS
from compare.deciding.ufuncs import COST
from compare.studies.log_loss import bce, by_hand, from_z
from compare.wording import minus, significant
from tests.helpers import measurements
from tests.helpers.first_order import RADII
from tests.helpers.free_runs import RUNS, run

PAGE = Path(__file__).parents[2] / "docs" / "numerics.md"
TABLE = re.compile(r"(<!-- table: (.+?) -->\n)(.*?)(<!-- end -->)", re.DOTALL)
DTYPES = (np.float64, np.float32)


def table(*rows):
    """Rows of cells as Markdown, the first one being the head."""
    head, *body = ([str(cell).replace("|", "\\|") for cell in row] for row in rows)
    return "".join(f"| {' | '.join(row)} |\n" for row in (head, ["---"] * len(head), *body))


def power(value):
    """A power of 2 as such, or else a number of four digits."""
    mantissa, exponent = np.frexp(value)
    return f"2^{minus(str(exponent - 1))}" if mantissa == 0.5 else significant(float(value), 4)


def formats():
    found = [format_of(dtype) for dtype in DTYPES]
    rows = [
        ("u, the side's unit roundoff", *(power(f.unit) for f in found)),
        ("h, the harness's", *(power(f.harness) for f in found)),
        ("η, the side's smallest subnormal number", *(power(np.finfo(t).smallest_subnormal) for t in DTYPES)),
        ("η_h, the harness's", *[power(np.finfo(np.float64).smallest_subnormal)] * 2),
        ("Ω, the side's largest finite number", *(power(float(np.finfo(t).max)) for t in DTYPES)),
        ("`gamma_1` = γ_1(u) + γ_1(h)", *(significant(f.gamma_1, 4) for f in found)),
        ("`eta` = η + η_h", *(significant(f.eta, 4) for f in found)),
        ("`huge` = Ω/4", *(significant(f.huge, 4) for f in found)),
        (f"`libm` = 2·{LIBM_ULPS}·(u + h)", *(significant(f.libm, 4) for f in found)),
        ("`sigmoid_flush` = φ = 1.5/Ω", *(significant(f.sigmoid_flush, 4) for f in found)),
        ("`SAFETY` − 1", *[power(SAFETY - 1)] * 2),
    ]
    return table(("", "float64", "float32"), *rows)


def forms():
    rows, seen = [], set()
    for chain in (REGRESSION, CLASSIFICATION, FUSED):
        for link in chain.links:
            for form in link.forms:
                row = link.symbol, form.label, form.formula, RADII[form.rule.__name__], form.kind, claims_not(form)
                if row not in seen:
                    seen.add(row)
                    rows.append((chain.name.replace("fused classification", "fused"), *row))
    return table(("chain", "link", "form", "value", "radius, to first order", "kind", "no claim where"), *rows)


def claims_not(form):
    return "" if RADII[form.rule.__name__] == "0" else form.undefined


def ablations():
    rows = [(name, *map(ratio, [*in_64, *in_32])) for name, in_64, in_32 in measurements.ablated()]
    head = [f"{dtype.__name__}, {which}" for dtype in DTYPES for which in ("whole", "weakened")]
    return table(("error ÷ radius of a listed input", *head), *rows)


def ratio(value):
    return short(value) if value > 1e4 else significant(value, 2)


THRESHOLDS = {
    "BCELoss: ∂L/∂z off by more than 1/1024, y = 0": (bce.gradient_lost, "z_y0"),
    "BCELoss: ∂L/∂z off by more than 1/1024, y = 1": (bce.gradient_lost, "z_y1"),
    "BCELoss: ∂L/∂z exactly 0, y = 0": (bce.gradient_zero, "z_y0"),
    "BCELoss: ∂L/∂z exactly 0, y = 1": (bce.gradient_zero, "z_y1"),
    "BCELoss: L exactly 100, y = 0": (bce.loss_clamped, "z_y0"),
    "BCELoss: L exactly 100, y = 1": (bce.loss_clamped, "z_y1"),
    "BCEWithLogitsLoss: L exactly 0, y = 0": (from_z.loss_asymmetric, "z"),
    "BCEWithLogitsLoss: ∂L/∂z exactly 0, y = 1": (from_z.gradient_cancelled, "z"),
    "textbook chain: ∂L/∂z nan, going up": (by_hand.textbook_undefined, "z_up"),
    "textbook chain: ∂L/∂z nan, going down": (by_hand.textbook_undefined, "z_down"),
    "p − y: exactly 0, y = 1": (by_hand.difference_cancels, "z"),
    "F.softplus: ∂L/∂z exactly 1, y = 0": (from_z.softplus_threshold, "z"),
}


def thresholds():
    rows = [(what, *(significant(z, 6) for z in measurements.turning(*where))) for what, where in THRESHOLDS.items()]
    return table(("from this z on, away from 0", "float64", "float32"), *rows)


def libm():
    rows = [(name, *(f"{ulps:.2f}" for ulps in found)) for name, found in measurements.libm().items()]
    head = [f"{library}, {dtype.__name__}" for dtype in DTYPES for library in ("NumPy", "torch")]
    return table(("largest error in ulps", *head), *rows)


def ulps():
    rows = [(what, limit, *(f"{found:.2f}" for found in each)) for what, limit, each in measurements.accurate_links()]
    head = [f"{kind}, {dtype.__name__}" for kind in ("local", "global") for dtype in DTYPES]
    return table(("link", "limit (local)", *head), *rows)


def early():
    rows = []
    for name, (there, here, steps) in measurements.PATHS.items():
        rows.append((name, steps, there, here, there + here, f"{measurements.apart(name):.2f}"))
    return table(("loss", "roundings where 1/n comes first", "there", "here", "together", "seen, in u"), *rows)


def running():
    found = measurements.running()
    names = list(dict.fromkeys(link for by_link in found.values() for link in by_link))
    rows = [(f"`{link}`", *(f"{by[link]:.2f}" if link in by else "" for by in found.values())) for link in names]
    return table(("worst error ÷ bound", *found), *rows)


def runs():
    rows = []
    for name, (task, rate) in RUNS.items():
        for steps, distance, bound, size in run(name):
            rows.append((name, task, f"{rate:g}", steps, short(distance), short(bound), significant(size, 2)))
    return table(("run", "task", "α ÷ (2/λ)", "steps", "distance", "bound", "norm of (w, b)"), *rows)


def short(number):
    return minus(f"{number:.1e}") if np.isfinite(number) else "∞"


def drawn_problems():
    """The problems of the exact run, of a chain of labels, and where they differ from one another."""
    rows = []
    for kind, problem in drawn(CLASSIFICATION, np.dtype(np.float64)):
        n, d = problem["x"].shape
        largest = {name: significant(float(np.abs(problem[name]).max()), 3) for name in ("x", "w")}
        rows.append((kind, n, d, largest["x"], largest["w"], significant(float(problem["lr"]), 3)))
    return table(("classification", "n", "d", "largest |x|", "largest |w|", "α"), *rows)


def exact_run():
    """Where a run ends, and what counts as equal."""
    rows = [
        ("bits, one after the other until all is decided", ", ".join(map(str, BITS))),
        ("of them the last on drawn problems", BITS[-2]),
        ("problems a link on which values lay outside", FAILING),
        ("numbers in a problem; of a larger one its first examples are run", f"{LARGEST:,}"),
        ("operations on numbers in one run, a call of a ufunc counting so many", f"{MOST_STEPS:,}; {COST}"),
        ("a difference is proven from so many r on", significant(CONSTANTS, 4)),
        ("and so many u of the value", significant(UNITS, 4)),
        ("equal enclosures are narrower than this, of the largest term", significant(float(TIGHT), 1)),
        ("digits that are told at most", MOST_DIGITS),
        ("fewer are rounded constants", SURE_DIGITS),
        ("a guided run excuses so many radii", significant(ROUNDINGS, 4)),
        ("two precisions: no link above this, or below 1 over this", power(MODERATE)),
        ("right where g is below", power(SHRINKS)),
        ("wrong where g is above", power(STAYS)),
        ("and the error in float64, in units, above", power(SINGLE)),
    ]
    return table(("limit", "value"), *rows)


EXACT = {
    "formats": formats,
    "forms": forms,
    "thresholds": thresholds,
    "drawn": drawn_problems,
    "exact run": exact_run,
}
MEASURED = {"ablations": ablations, "libm": libm, "ulps": ulps, "early": early, "running": running, "runs": runs}


def renewed(text):
    """The page with every table as it is now."""
    return TABLE.sub(lambda match: match[1] + (EXACT | MEASURED)[match[2]]() + match[4], text)


if __name__ == "__main__":
    PAGE.write_text(renewed(PAGE.read_text(encoding="utf-8")), encoding="utf-8")
