import json
import re
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as Tree

import pytest
import yaml

from evals.__main__ import main
from evals.report.junit import xml
from evals.report.markdown import plain, table
from evals.report.summary import cost, latency, metrics, refusal, tokens
from rag.check.citations import CANNOT_ANSWER
from tests.evals.evaluated import write

NASTY = """\
transcripts: [gull-point]
questions:
  - id: <b>&
    type: <i>|x
    question: "What will the new lamp cost? <&>"
    turns: [3]
    facts: ["<img alt=2>"]
  - {id: fine, question: "What will the new lamp cost?", turns: [2]}
"""


@pytest.fixture(scope="module")
def nasty(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("nasty")
    arguments = ["--out", str(folder / "out"), "--library", str(folder / "library")]
    path = write(folder, NASTY)
    talk = folder / "gull-point.txt"
    talk.write_text(talk.read_text().replace("cow", "<script>alert(1)</script>"))
    assert main(["run", str(path), *arguments]) == 0
    return folder / "out"


def test_the_page_is_whole_in_itself_and_escapes_what_comes_from_outside(nasty: Path) -> None:
    page = (nasty / "report.html").read_text()
    assert "<script" not in page
    assert "<img" not in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page
    assert "What will the new lamp cost? &lt;&amp;&gt;" in page
    assert re.findall(r"(?:src|href)=[\"']?([^\"'#> ][^\"'> ]*)", page) == []
    # the names of XML namespaces are no addresses that anything is fetched from
    assert set(re.findall(r"https?://[^\"' <)]+", page)) <= {
        "http://www.w3.org/2000/svg", "http://www.w3.org/1999/xlink",
    }  # fmt: skip
    assert page.count("<svg") == 3
    assert "prefers-color-scheme: dark" in page
    assert "var(--accent)" in page
    assert not re.search(r"#00000[1-6]", page)


def test_a_failure_shows_gold_and_given_turns_side_by_side(nasty: Path) -> None:
    page = (nasty / "report.html").read_text()
    failed = page[page.index("<article") : page.index("</article>")]
    expected, given = failed.split("<h4>Given</h4>")
    assert "The fog horn was last repaired in 1987" in expected
    assert "<mark>" in given
    assert "41,000 crowns" in given
    assert "cites no turn that answers it" in failed


def test_the_pull_request_report_takes_text_as_text(nasty: Path) -> None:
    report = (nasty / "report.md").read_text()
    assert "1 of 2 questions pass" in report
    assert "lamp cost? \\<&\\>" in report
    assert "<&" not in report.replace("\\<&", "")
    assert plain("a *b*\n[c](d) | `e`") == "a \\*b\\* \\[c\\](d) \\| \\`e\\`"
    assert table([["x", "n"], ["long", "1"]]) == ["| x    | n |", "|------|--:|", "| long | 1 |"]


def test_junit_counts_failures_and_errors(nasty: Path) -> None:
    suite = Tree.parse(nasty / "junit.xml").getroot()[0]
    assert (suite.get("tests"), suite.get("failures"), suite.get("errors")) == ("2", "1", "0")
    assert suite[0].find("failure") is not None
    assert suite[1].find("failure") is None


def test_junit_writes_no_character_that_xml_forbids() -> None:
    row = {
        "id": "a\x0b", "set": "s", "type": "t", "question": "q\ud800", "failures": ["error: \x00"],
        "error": "\x00", "gold": [], "answer": None, "seconds": {"answer": None, "retrieve": 0.1},
    }  # fmt: skip
    text = xml([row])
    case = Tree.fromstring(text.split("\n", 1)[1])[0][0]
    assert case.get("name") == "a\ufffd: q\ufffd"
    assert case.find("error") is not None


def row(**given: Any) -> dict[str, Any]:
    return {"error": None, "refused": False, "answerable": True, "tokens": None, **given}


def test_the_refusal_table_by_hand() -> None:
    rows = [
        row(), row(), row(refused=True), row(answerable=False, refused=True),
        row(answerable=False), row(refused=None, error="x"),
    ]  # fmt: skip
    assert refusal(rows) == {
        "answerable": {"answered": 2, "refused": 1},
        "unanswerable": {"answered": 1, "refused": 1},
        "false_refusal_rate": 0.3333,
        "false_answer_rate": 0.5,
    }
    assert refusal([row(refused=None)]) is None
    only = refusal([row()])
    assert only is not None
    assert only["false_answer_rate"] is None


def test_metrics_that_no_question_has_are_left_out() -> None:
    found = metrics([{"scores": {"mrr": 1.0}}, {"scores": {}}], ["mrr", "facts"])
    assert found == {"mrr": {"mean": 1.0, "low": None, "high": None, "n": 1}}


def test_tokens_cost_and_latency() -> None:
    used = tokens([row(tokens=[1000, 50]), row(tokens=[500, 50]), row()])
    assert used == {"prompt": 1500, "completion": 100}
    assert cost(used, (2.0, 10.0)) == 0.004
    assert cost(None, (2.0, 10.0)) is None
    assert cost(used, None) is None
    assert tokens([row()]) is None
    times = [{"seconds": {"retrieve": s, "first_text": None, "answer": None}} for s in (1, 2, 3)]
    assert latency(times) == {"retrieve": {"p50": 2.0, "p95": 2.9}}


def test_sets_export_to_promptfoo_and_ragas(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = str(write(tmp_path))
    assert main(["export", path, "--to", "promptfoo"]) == 0
    tests = {t["description"]: t for t in yaml.safe_load(capsys.readouterr().out)}
    assert tests["lamp"]["assert"] == [{"type": "icontains", "value": "41,000"}]
    assert tests["submarine"]["assert"] == [{"type": "icontains", "value": CANNOT_ANSWER}]
    assert tests["museum"]["vars"] == {
        "question": "And where does the old lamp go?", "history": "What will the new lamp cost?",
    }  # fmt: skip
    assert main(["export", path, "--to", "ragas"]) == 0
    samples = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert all(set(s) == {"user_input", "reference", "reference_contexts"} for s in samples)
    assert samples[0]["reference"] == "cost 41,000 crowns"
    assert "will cost 41,000 crowns" in samples[0]["reference_contexts"][0]
    assert samples[4] == {
        "user_input": "What did Mr. Peel say about the submarine?",
        "reference": CANNOT_ANSWER,
        "reference_contexts": [],
    }
