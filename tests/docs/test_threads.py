"""docs/threads.md: ten cited threads, and what each trace that follows one is told.

That the page shows what is printed today is tested in `test_blocks`; here, that this is the right thing to say.
"""

import re

import pytest

from compare.mistakes import MISTAKES
from tests.docs.blocks import ROOT
from tests.helpers import allowed

PAGE = (ROOT / "docs" / "threads.md").read_text(encoding="utf-8")
RIGHT, UNKNOWN = "all agree", "like no known mistake"
VERDICTS = {
    "math.SE 2503428": [["E04"]],
    "rasbt/python-machine-learning-book-2nd-edition#54": [[RIGHT], ["E10"]],
    "sausheong/gonn#8": [["E13"]],
    "BoltzmannEntropy/interviews.ai#15": [["E14"], ["E14"]],
    "haifengl/smile#151": [["E01", "E35"], [RIGHT]],
    "davisking/dlib#1169": [["E02"]],
    "eriklindernoren/ML-From-Scratch#124": [["E27"]],
    "d2l-ai/d2l-en#1000": [["E28", "E29"]],
    "hans/glove.py#6": [["E36"]],
    "udacity/deep-learning#285": [[RIGHT], ["E35", "E35"]],
}
"""What is said of every trace in order: the mistakes named, or that there is none."""
ELSEWHERE = {"BoltzmannEntropy/interviews.ai#15": "BoltzmannEntropy/interviews.ai#4"}
SECTIONS = {
    re.search(r"^\[(\S+#\d+|math\.SE \d+)\]\(https://", section, re.MULTILINE).group(1): section
    for section in re.split(r"^## \d+\. ", PAGE, flags=re.MULTILINE)[1:]
}


def test_the_threads_are_ten_and_cited_in_the_catalogue():
    assert list(SECTIONS) == list(VERDICTS) and len(VERDICTS) == 10
    sources = " ".join([allowed.__doc__, *(mistake.source for mistake in MISTAKES)])
    for thread in VERDICTS:
        assert ELSEWHERE.get(thread, thread).replace("math.SE", "SE math") in sources


@pytest.mark.parametrize("thread", VERDICTS)
def test_every_trace_is_told_what_it_should_be(thread):
    (output,) = re.findall(r"```text output\n(.*?)```", SECTIONS[thread], re.DOTALL)
    told = re.compile(f"(?<=looks like )E\\d\\d|{RIGHT}")
    assert [told.findall(verdict) for verdict in output.split("\n\n")] == VERDICTS[thread]
