"""Calls of the command that are refused, by kind: what is called, and what the one line names."""

from pathlib import Path

from tests.helpers.commands import PRICES

MINE = str(Path(__file__).parents[1] / "programs" / "right" / "engines.py")
Calls = dict[str, tuple[list[str], str]]

# Commands, options and what they are given.
USAGE: Calls = {
    "no command": ([], "{report,explain,check,new,truth,selftest,power}"),
    "unknown command": (["prove"], "'prove'"),
    "unknown option": (["report", "--tolerance", "1e-6"], "--tolerance"),
    "an option with a line break": (["report", "--x\ny\x1b[31m"], r"--x\ny\x1b[31m"),
    "explain without data": (["explain"], "DATASET"),
    "explain two data sets": (["explain", "houses", "sentences"], "sentences"),
    "truth of data": (["truth", "houses"], "houses"),
    "truth into a missing folder": (["truth", "--json", "none/a.json"], "there is no folder"),
    "selftest of data": (["selftest", "houses"], "houses"),
    "selftest into a folder": (["selftest", "--json", "."], "it is a folder"),
    "power into a folder": (["power", "--markdown", "."], "it is a folder"),
    "explain with too few weights": (["explain", "houses", "--w", "1"], "--w gives 1 weights"),
    "explain an unknown option": (["explain", "houses", "--steps", "3"], "--steps"),
    "two documents, one output": (["truth", "--json", "-", "--markdown", "-"], "--json and --markdown both name '-'"),
}  # fmt: skip

# Numbers that are none, or do not fit.
NUMBERS: Calls = {
    "steps 0": (["report", "--steps", "0"], "--steps: 0"),
    "steps -1": (["report", "--steps", "-1"], "--steps"),
    "steps 1.5": (["report", "--steps", "1.5"], "'1.5'"),
    "steps abc": (["report", "--steps", "abc"], "'abc'"),
    "steps of nothing": (["report", "--steps", ""], "--steps: ''"),
    "steps of other digits": (["report", "--steps", "١٢"], "'١٢'"),
    "steps not given": (["report", "--steps"], "--steps"),
    "lr -1": (["report", "--lr", "-1"], "-1 is negative"),
    "lr nan": (["report", "--lr", "nan"], "'nan' is not a finite number"),
    "lr inf": (["report", "--lr", "inf"], "'inf' is not a finite number"),
    "lr -inf": (["report", "--lr", "-inf"], "'-inf' is not a finite number"),
    "lr abc": (["report", "--lr", "abc"], "'abc' is not a number"),
    "lr beyond float64": (["report", "--lr", "1e400"], "'1e400'"),
    "lr of other digits": (["report", "--lr", "١"], "'١' is not a number"),
    "lr with an underscore": (["report", "--lr", "1_0"], "'1_0' is not a number"),
    "lr with a comma": (["report", "--lr", "0,5"], "'0,5' is not a number"),
    "lr of nothing": (["report", "--lr", ""], "'' is not a number"),
    "lr in hexadecimal": (["report", "--lr", "0x1"], "'0x1' is not a number"),
    "b of other digits": (["report", "houses", "--b", "１"], "'１' is not a number"),
    "a weight of other digits": (["report", "houses", "--w", "1,२"], "'२' is not a number"),
    "a weight with a space": (["report", "houses", "--w", "1 2"], "'1 2' is not a number"),
    "steps with a plus": (["report", "--steps", "+5"], "'+5'"),
    "steps with a space": (["report", "--steps", " 5"], "' 5'"),
    "steps in full-width digits": (["report", "--steps", "５"], "'５'"),
    "steps with an exponent": (["report", "--steps", "1e3"], "'1e3'"),
    "steps with thousands": (["report", "--steps", "1,000"], "'1,000'"),
    "seed of other digits": (["report", "--seed", "١"], "'١'"),
    "seed of text": (["report", "--seed", "abc"], "'abc'"),
    "step of other digits": (["explain", "houses", "--step", "٣"], "'٣'"),
    "step 1.5": (["explain", "houses", "--step", "1.5"], "'1.5'"),
    "example of text": (["explain", "houses", "--example", "first"], "'first'"),
    "too few weights": (["report", "houses", "--w", "1"], "--w gives 1 weights; the data has 2 features"),
    "too many weights": (["report", "sentences", "--w", "1,2,3"], "--w gives 3 weights"),
    "a weight of text": (["report", "houses", "--w", "1,two"], "'two'"),
    "a weight of nan": (["report", "houses", "--w", "1,nan"], "'nan'"),
    "a weight missing": (["report", "houses", "--w", "1,"], "--w: ''"),
    "no weights": (["report", "houses", "--w", ""], "--w: ''"),
    "b text": (["report", "houses", "--b", "text"], "'text'"),
    "b -inf": (["report", "houses", "--b", "-inf"], "'-inf'"),
    "seed -1": (["report", "--seed", "-1"], "--seed"),
    "seed 1.0": (["report", "--seed", "1.0"], "'1.0'"),
    "example 0": (["explain", "houses", "--example", "0"], "--example: 0"),
    "example 99": (["explain", "houses", "--example", "99"], "--example 99: houses has 3 examples; give 1 to 3"),
    "example -1": (["explain", "houses", "--example", "-1"], "--example"),
    "step -1": (["explain", "houses", "--step", "-1"], "--step"),
    "step abc": (["explain", "houses", "--step", "abc"], "'abc'"),
    "step after the divergence": (["explain", "houses", "--raw", "--step", "99"], "has diverged after step 48"),
    "selftest seed of text": (["selftest", "--seed", "x"], "'x'"),
    "power of no problems": (["power", "--problems", "0"], "--problems: 0"),
    "w beyond float32": (["report", "houses", "--w", "1e39,1", "--dtype", "float32"], "w holds a number too large"),
    "lr beyond float32": (["report", "houses", "--lr", "1e39", "--dtype", "float32"], "lr holds a number too large"),
}  # fmt: skip

# Numbers beyond their bound.
SIZES: Calls = {
    "steps without end": (["report", "--steps", "9" * 5000], "--steps: 99999999… is too large"),
    "steps beyond a day": (["report", "--steps", "1000001"], "1000001 is too large; give at most 1,000,000"),
    "steps of 10¹⁷": (["report", "--steps", "1" + "0" * 17], "is too large; give at most 1,000,000"),
    "seed without end": (["report", "--seed", "1" * 19], "too large"),
    "step of 10¹⁷": (["explain", "houses", "--step", "1" + "0" * 17], "is too large; give at most 1,000,000"),
    "example of 10¹⁷": (["explain", "houses", "--example", "1" + "0" * 17], "houses has 3 examples"),
    "check 10⁸ problems": (["check", MINE, "--problems", "100000000"], "too large; give at most 1,000,000"),
    "check 10⁹ features": (["check", MINE, "--features", "1000000000"], "too large; give at most 100,000"),
    "check 10⁹ examples": (["check", MINE, "--examples", "1000000000"], "too large; give at most 100,000"),
    "check in all memory": (["check", MINE, "--memory-limit", "1" + "0" * 17], "too large; give at most 1,000,000"),
    "power of 10⁸ problems": (["power", "--problems", "100000000"], "too large; give at most 1,000,000"),
}  # fmt: skip

# Words that are none of those to choose from, and devices.
CHOICES: Calls = {
    "float16": (["report", "--dtype", "float16"], "'float16'"),
    "mode": (["report", "--mode", "x"], "--mode"),
    "start": (["report", "--start", "x"], "--start"),
    "task": (["report", "--task", "ranking"], "'ranking'"),
    "truth in float16": (["truth", "--dtype", "float16"], "'float16'"),
    "selftest in float16": (["selftest", "--dtype", "float16"], "'float16'"),
    "power in float16": (["power", "--dtype", "float16"], "'float16'"),
    "no such device": (["report", "--device", "nosuch"], "'nosuch'"),
    "a device without data": (["report", "--device", "meta"], "'meta'"),
    "a device of nothing": (["report", "--device", ""], "--device ''"),
    "explain on no such device": (["explain", "houses", "--device", "nosuch"], "'nosuch'"),
    "explain in float16": (["explain", "houses", "--dtype", "float16"], "'float16'"),
}  # fmt: skip

# Data sets and files that are not there, or cannot be read.
DATA: Calls = {
    "unknown data set": (["report", "housse"], "'housse'"),
    "one of several": (["report", "houses", "housse"], "Did you mean 'houses'?"),
    "no name": (["report", ""], "no data set ''"),
    "task with unfit labels": (["report", "houses", "--task", "classification"], "price goes from 20000 to 50000"),
    "unknown target": (["report", PRICES, "--target", "prize"], "Did you mean 'price'?"),
    "another target of a built-in set": (["report", "houses", "--target", "size"], "'size'"),
    "no such file": (["report", "none.csv"], "none.csv: no such file"),
    "a folder as file": (["report", str(Path(PRICES).parent)], "this is a directory"),
    "a file with a NUL in its name": (["report", "a\0.csv"], r"a\x00.csv"),
    "a device that never ends": (["report", "/dev/zero"], "/dev/zero, line 1: a NUL byte"),
    "a file that is no text": (["report", "/dev/urandom"], "/dev/urandom"),
    "nothing as a file": (["report", "/dev/null"], "/dev/null: the file is empty"),
    "a folder with a slash": (["report", "/"], "this is a directory"),
    "below a file": (["report", f"{PRICES}/more.csv"], "cannot be read: Not a directory"),
    "a file name too long": (["report", "x" * 5000 + ".csv"], "File name too long"),
    "explain no such file": (["explain", "none.csv"], "none.csv: no such file"),
    "explain an unknown set": (["explain", "longly"], "Did you mean 'longley'?"),
    "explain an unknown target": (["explain", PRICES, "--target", "rums"], "Did you mean 'rooms'?"),
}  # fmt: skip

# What only `check` is given.
CHECK: Calls = {
    "check without a file": (["check"], "FILE.py[:NAME]"),
    "check no such file": (["check", "none.py", "--task", "regression"], "'none.py': no such file"),
    "check no such file with a name": (["check", "none.py:mine", "--task", "regression"], "'none.py': no such file"),
    "check a folder": (["check", ".", "--task", "regression"], "'.': this is not a file"),
    "check what is no name": (["check", f"{MINE}:a b", "--task", "regression"], "'a b' is no name"),
    "check without a task": (["check", MINE], "--task is needed"),
    "check another task": (["check", MINE, "--task", "ranking"], "'ranking'"),
    "check no problems": (["check", MINE, "--problems", "0"], "--problems: 0"),
    "check -1 problems": (["check", MINE, "--problems", "-1"], "--problems"),
    "check problems of text": (["check", MINE, "--problems", "many"], "'many'"),
    "check no features": (["check", MINE, "--features", "0"], "--features: 0"),
    "check no examples": (["check", MINE, "--examples", "0"], "--examples: 0"),
    "check in float16": (["check", MINE, "--dtype", "float16"], "'float16'"),
    "check seed -1": (["check", MINE, "--seed", "-1"], "--seed"),
    "check in memory of text": (["check", MINE, "--memory-limit", "1GB"], "'1GB'"),
    "check in -1 seconds": (["check", MINE, "--time-limit", "-1"], "-1"),
    "check in seconds of text": (["check", MINE, "--time-limit", "10s"], "'10s' is not a number"),
    "check in inf": (["check", MINE, "--time-limit", "inf"], "'inf'"),
    "check a target without data": (["check", MINE, "--target", "y"], "--target belongs to --data"),
    "check weights without data": (["check", MINE, "--w", "1"], "--w belongs to --data"),
    "check a bias without data": (["check", MINE, "--b", "1"], "--b belongs to --data"),
    "check a rate without data": (["check", MINE, "--lr", "1"], "--lr belongs to --data"),
    "check two files": (["check", MINE, "b.py"], "b.py"),
    "check an unknown option": (["check", MINE, "--atol", "1"], "--atol"),
    "check hint of text": (["check", MINE, "--hint", "all"], "'all'"),
    "check hint 4": (["check", MINE, "--hint", "4"], "--hint"),
    "check in no time": (["check", MINE, "--time-limit", "0"], "0 is not above 0"),
    "check in any time": (["check", MINE, "--time-limit", "1e9"], "at most 3600 seconds"),
    "check in nan": (["check", MINE, "--time-limit", "nan"], "'nan'"),
    "check in no memory": (["check", MINE, "--memory-limit", "0"], "--memory-limit: 0"),
    "check hints and all": (["check", MINE, "--hint", "1", "--json", "-"], "leave one of them out"),
    "check hints and a test": (["check", MINE, "--hint", "1", "--emit-test", "a.py"], "--emit-test holds"),
    "check with itself as test": (["check", MINE, "--emit-test", MINE], "is your own file"),
    "check over its own file": (["check", MINE, "--json", MINE], "would be overwritten"),
}  # fmt: skip

BY_KIND = {"usage": USAGE, "numbers": NUMBERS, "sizes": SIZES, "choices": CHOICES, "data": DATA, "check": CHECK}
CALLS = {case: call for calls in BY_KIND.values() for case, call in calls.items()}
