"""What is to be known about the data reaches every document of a report."""

import json

from compare.experiment.setup import Settings, prepare
from compare.inputs.datasets import load
from tests.helpers.commands import command

LONG = 1189850876250608321


def test_warnings_are_in_every_document(tmp_path):
    data = tmp_path / "ids.csv"
    data.write_text("id,floor,size,price\n" + "".join(f"{LONG + i},1,{i},{2 * i + 3}\n" for i in range(3)))
    argv = [part for kind in ("json", "markdown", "html") for part in (f"--{kind}", str(tmp_path / f"a.{kind}"))]
    done = command("report", str(data), "--steps", "1", *argv)
    json_text, markdown, html = ((tmp_path / f"a.{kind}").read_text("utf-8") for kind in ("json", "markdown", "html"))
    warnings = json.loads(json_text)["reports"][0]["warnings"]
    assert len(warnings) == 2 and str(LONG) in warnings[0] and "'floor'" in warnings[1]
    for text in (" ".join(done.out.split()), markdown, html):
        assert f"as {LONG} and {LONG + 1}" in text and "constant, so centred only" in text


def test_data_without_a_fault_has_no_warning():
    assert prepare(load("houses"), Settings()).warnings == []
