"""The options of every command, and their limits."""

from __future__ import annotations

import argparse
import sys
from typing import Any, NoReturn

from compare.cli.numbers import count, most, natural, number, numbers, rate, seconds
from compare.errors import BadInput
from compare.output.release import version

DESCRIPTION = (
    "Prove that hand-derived gradients are right: every link of the chain rule, at every step, against autograd."
)
EPILOG = (
    "exit status: 0 every formula is right, 1 one is wrong or not decided, or nothing could be claimed (with --strict "
    "also where digits are lost), 2 bad usage or bad input"
)
STRICT_HELP = "exit 1 also where a right formula loses digits, or overflows where the right value is a number"
DATA_HELP = "houses, sentences, diabetes, breast-cancer, longley, or the path of a CSV file"
REPORT_HELP = "compare every link of every step"
EXPLAIN_HELP = "one example at one step: each link as formula, with its numbers, by hand and by autograd"
TRUTH_HELP = "where each formula of the log loss, and PyTorch, is right or wrong, in ulps from the exact value"
TRUTH_EPILOG = "exit status: 0, also where PyTorch is wrong; 2 bad usage"
SELFTEST_HELP = "plant every known mistake in the hand-derived side, and require that each is seen and named"
POWER_HELP = "the smallest error of each link that is seen, here and by gradcheck, allclose and others; half a minute"
POWER_EPILOG = "exit status: 0, whatever is seen; 2 bad usage"
SELFTEST_EPILOG = "exit status: 0 every mistake is named on generated problems, 1 one is not, 2 bad usage"
CHECK_HELP = "check your own trace(problem) -> dict of links, in a process with time and memory limits"
TASKS = ("regression", "classification", "classification-logits")
TASK_HELP = (
    "which model's links these are (classification-logits: from z to the loss in one step, without ŷ); not for a file "
    "that defines its own chain and forward"
)
PROBLEMS_HELP = "drawn problems to try it on (200; none beside --data, unless given)"
EMIT_HELP = "write a pytest test that fails until the first wrong link is right; - prints it instead of the answer"
NEW_HELP = "a starting file for your own derivation, which runs: the value of each link up to the loss"
NEW_EPILOG = "exit status: 0 the file is written; 2 bad usage, or there is a file already"
CHECK_EPILOG = (
    "The answer is PASS, FAIL, OPEN (formula or rounding: not decided) or NONE (nothing could be judged), in at most "
    "14 lines as wide as the terminal (80 columns where it does not say, 120 in a pipe; COLUMNS sets another width). "
    "exit status: 0 every formula is right and every call gave a trace; 1 one is wrong or not decided, nothing could "
    "be judged, or the trace misbehaves when it is called (an exception, a hang, its inputs changed, another shape or "
    "dtype, …), with --strict also where digits are lost; "
    "2 bad usage, or a file that cannot be used (missing, no Python, raises or hangs when imported, no such function, "
    "an ill-formed chain, a forward that raises)"
)
MODE_HELP = "lockstep: both sides start each step from the same w, b; free: each from its own (lockstep)"
START_HELP = "generic: w = 0.4, -0.3, …, b = 0.1 (generic: zeros hide mistakes)"
FULL_HELP = "every route with its ulps, where descent went and what these inputs could not show"
JSON_HELP = "write everything, recorded steps included, as one JSON document; - prints it instead of the report"
HTML_HELP = "write one offline page with the graph, the chain rule worked and all the numbers; - as above"
TABLE_HELP = "write the table and the findings as one JSON document; - prints it instead of the table"
MOST = 1_000_000  # steps, problems and MiB: beyond it nothing ends within a day
LARGEST = 100_000  # examples or features of a drawn problem
SIGNED = ("--w", "--b", "--lr")


class Parser(argparse.ArgumentParser):
    """An argparse parser whose errors are one line, raised as `BadInput`."""

    def error(self, message: str) -> NoReturn:
        """Raise instead of printing a usage page and exiting."""
        raise BadInput(f"{message}; see {self.prog} --help")

    def _print_message(self, message: str, file: Any = None) -> None:
        """Write the help or the version; argparse's own keeps silent about an output that is full."""
        (sys.stderr if file is None else file).write(message)


def parse(argv: list[str]) -> argparse.Namespace:
    """The options of one call. A list of numbers may start with a minus sign: `--w -0.3,0.4`."""
    return _parser().parse_args(_joined(argv))


def _joined(argv: list[str]) -> list[str]:
    """`--w -0.3,0.4` as `--w=-0.3,0.4`, since argparse takes a word with a leading minus for an option."""
    words: list[str] = []
    for word in argv:
        if words and words[-1] in SIGNED and word.startswith("-") and word[1:2] in "0123456789.,in":
            words[-1] = f"{words[-1]}={word}"
        else:
            words.append(word)
    return words


def _parser() -> Parser:
    parser = Parser(prog="backproof", description=DESCRIPTION, epilog=EPILOG)
    parser.add_argument("--version", action="version", version=f"backproof {version()}")
    names = "{report,explain,check,new,truth,selftest,power}"
    commands = parser.add_subparsers(dest="command", required=True, metavar=names)
    _add_report(commands.add_parser("report", help=REPORT_HELP, description=DESCRIPTION, epilog=EPILOG))
    _add_explain(commands.add_parser("explain", help=EXPLAIN_HELP, description=f"Show {EXPLAIN_HELP}.", epilog=EPILOG))
    _add_check(commands.add_parser("check", help=CHECK_HELP, description=CHECK_HELP, epilog=CHECK_EPILOG))
    _add_new(commands.add_parser("new", help=NEW_HELP, description=f"Write {NEW_HELP}.", epilog=NEW_EPILOG))
    _add_truth(commands.add_parser("truth", help=TRUTH_HELP, description=f"Show {TRUTH_HELP}.", epilog=TRUTH_EPILOG))
    _add_selftest(
        commands.add_parser("selftest", help=SELFTEST_HELP, description=SELFTEST_HELP, epilog=SELFTEST_EPILOG)
    )
    _add_power(commands.add_parser("power", help=POWER_HELP, description=f"Measure {POWER_HELP}.", epilog=POWER_EPILOG))
    return parser


def _add_report(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("data", nargs="*", default=["houses", "sentences"], help=f"{DATA_HELP} (houses sentences)")
    _add_data_options(parser)
    parser.add_argument("--steps", type=most(MOST), default=200, metavar="N", help="steps of gradient descent (200)")
    parser.add_argument("--mode", choices=("lockstep", "free"), default="lockstep", help=MODE_HELP)
    parser.add_argument("--strict", action="store_true", help=STRICT_HELP)
    parser.add_argument("--full", action="store_true", help=FULL_HELP)
    parser.add_argument("--json", metavar="F", help=JSON_HELP)
    parser.add_argument("--markdown", metavar="F", help="write the report as Markdown; - as above")
    parser.add_argument("--html", metavar="F", help=HTML_HELP)
    parser.add_argument("--quiet", action="store_true", help="print the answer only")


def _add_explain(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("data", metavar="DATASET", help=DATA_HELP)
    _add_data_options(parser)
    parser.add_argument("--example", type=count, default=1, metavar="I", help="which example, counted from 1 (1)")
    parser.add_argument("--step", type=most(MOST, least=0), default=0, metavar="K", help="after how many steps (0)")
    parser.add_argument("--full", action="store_true", help="autograd beside it, all features, every route")


def _add_check(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", metavar="FILE.py[:NAME]", help="your file, and the function in it (trace)")
    parser.add_argument("--task", choices=TASKS, help=TASK_HELP)
    parser.add_argument("--problems", type=most(MOST, least=0), metavar="N", help=PROBLEMS_HELP)
    parser.add_argument(
        "--examples", type=most(LARGEST), default=70, metavar="N", help="examples of the largest problem (70)"
    )
    parser.add_argument(
        "--features",
        type=most(LARGEST),
        default=20,
        metavar="D",
        help="features, or any other axis, of the largest (20)",
    )
    parser.add_argument("--seed", type=natural, default=0, help="draws the problems (0)")
    parser.add_argument("--dtype", choices=("float64", "float32"), default="float64")
    parser.add_argument("--data", metavar="DATASET", help=f"try it on your own data first: {DATA_HELP}")
    parser.add_argument("--target", metavar="COL", help="the CSV's target column (default: the last one)")
    _add_point(parser)
    parser.add_argument(
        "--hint", type=int, choices=(1, 2, 3), help="a hint, not the answer: 1 which link, 2 what kind, 3 the line"
    )
    parser.add_argument(
        "--time-limit", type=seconds, default=10.0, metavar="S", help="for the import, and for one call (10)"
    )
    parser.add_argument(
        "--memory-limit", type=most(MOST), default=1024, metavar="MIB", help="for your code's own arrays (1024)"
    )
    parser.add_argument("--strict", action="store_true", help=STRICT_HELP)
    parser.add_argument("--json", metavar="F", help="write everything found as one JSON document; - prints it instead")
    parser.add_argument("--emit-test", metavar="F", help=EMIT_HELP)
    parser.add_argument("--verbose", action="store_true", help="everything that was found, in lines of any length")
    parser.add_argument("--show-output", action="store_true", help="show what your code printed, too")


def _add_new(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", metavar="FILE.py", help="the file to write; there must be none of that name yet")
    parser.add_argument(
        "--task", choices=TASKS, default="classification", help="which model it computes (classification)"
    )


def _add_truth(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--dtype", choices=("float64", "float32"), help="one dtype only (both)")
    parser.add_argument("--table", action="store_true", help="every value of every formula, too")
    parser.add_argument("--json", metavar="F", help=TABLE_HELP)
    parser.add_argument("--markdown", metavar="F", help="write them as Markdown; - as above")


def _add_selftest(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--dtype", choices=("float64", "float32"), default="float64")
    parser.add_argument("--seed", type=natural, default=0, help="draws the generated problems (0)")
    parser.add_argument("--table", action="store_true", help="what became of each mistake, too")
    parser.add_argument("--json", metavar="F", help="write the matrix of mistakes and regimes as one JSON document")


def _add_power(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--dtype", choices=("float64", "float32"), help="one dtype only (both)")
    parser.add_argument("--problems", type=most(MOST), default=100, metavar="N", help="problems of each region (100)")
    parser.add_argument("--table", action="store_true", help="a table for every region, as soon as it is measured")
    parser.add_argument(
        "--json", metavar="F", help="write the tables as one JSON document; - prints it instead of them"
    )
    parser.add_argument("--markdown", metavar="F", help="write them as Markdown; - as above")


def _add_data_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--target", metavar="COL", help="the CSV's target column (default: the last one)")
    parser.add_argument("--task", choices=("regression", "classification"), help="override what the target implies")
    parser.add_argument("--raw", action="store_true", help="do not standardise the features")
    parser.add_argument("--dtype", choices=("float64", "float32"), default="float64")
    parser.add_argument("--start", choices=("generic", "zero"), default="generic", help=START_HELP)
    _add_point(parser)
    parser.add_argument("--seed", type=natural, default=0, help="draws the generic start's weights beyond the second")
    parser.add_argument("--device", default="cpu", help="where PyTorch computes (default cpu)")


def _add_point(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--w", type=numbers, metavar="W1,W2", help="these weights, in the order of the columns")
    parser.add_argument("--b", type=number, metavar="B", help="this bias")
    parser.add_argument("--lr", type=rate, metavar="A", help="learning rate α (default: about half of 2/λ_max)")
