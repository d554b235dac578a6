"""How long each step takes: said where it is asked for, and nothing of what was said or asked."""

import argparse
import json
import logging
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

import evals.__main__ as evals
import ingest.__main__ as ingest
import rag.__main__ as rag
from ingest import timing
from tests.support.fake_openai import FakeOpenAI, Status, serve
from ui.__main__ import main, parser

MARKS = ("zebrafinch", "quillwort", "marzipan", "sk-b4dger")
TALK = "ANN QUILLWORT: The zebrafinch ferry costs nine million.\n\nBEN OAK: Then we wait a year.\n"
QUESTION = "What does the zebrafinch ferry cost, with marzipan?"
SET = f"""\
name: marzipan
transcripts: [quillwort]
questions: [{{id: q1, type: fact, question: "{QUESTION}", turns: [1], facts: [nine]}}]
"""


@pytest.fixture
def fake(monkeypatch: pytest.MonkeyPatch) -> Iterator[FakeOpenAI]:
    with serve() as server:
        monkeypatch.setenv("CHAT_MODEL", "openai:fake")
        monkeypatch.setenv("OPENAI_BASE_URL", server.url)
        monkeypatch.setenv("OPENAI_API_KEY", MARKS[-1])
        yield server


def test_a_line_holds_no_talk_question_answer_or_key(
    fake: FakeOpenAI,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capfd: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setenv("ON_RECORD_LOG", "json")
    talk, questions = tmp_path / "quillwort.txt", tmp_path / "marzipan.yaml"
    talk.write_text(TALK)
    questions.write_text(SET)
    assert ingest.main(["add", str(talk), "--verbose"]) == 0
    fake.says("The zebrafinch ferry costs ninety million [1].", "1: DROP")
    assert rag.main(["ask", QUESTION, "--verbose", "--json"]) == 0
    assert rag.main(["search", QUESTION, "--verbose"]) == 0
    fake.says(Status(400, {"error": {"message": f"{QUESTION} Bearer {MARKS[-1]}"}}))
    assert rag.main(["ask", QUESTION, "--verbose", "--json"]) == 0
    out = ["--out", str(tmp_path / "run"), "--verbose"]
    assert evals.main(["run", str(questions), *out]) == 0
    said = capfd.readouterr()
    assert all(mark in (said.out + TALK + MARKS[-1]).casefold() for mark in MARKS)  # all came by
    assert [m for m in MARKS if m in said.err.casefold()] == []
    lines = [json.loads(line) for line in said.err.splitlines()]
    assert {line["step"] for line in lines} >= {
        "command", "open", "parse", "embed", "store", "index", "ask", "follow", "understand",
        "pool", "features", "order", "weigh", "read", "decide", "write", "check", "repair",
        "report",
    }  # fmt: skip
    assert all(line["ms"] >= 0 and line["at"] and line["thread"] for line in lines)
    failed = {(line["step"], line["error"]) for line in lines if "error" in line}
    assert failed == {("write", "ModelDenied")}


def test_nothing_is_said_unasked_and_lines_end_with_the_command(
    capfd: pytest.CaptureFixture[str],
) -> None:
    assert main(["list"]) == 0
    assert capfd.readouterr() == ("", "")
    assert main(["--verbose", "list"]) == 0
    said = capfd.readouterr().err
    assert re.fullmatch(r"[\d:.]{12} MainThread: command [\d.]+ ms\n", said)
    assert not timing.is_on()


def test_every_command_can_be_verbose() -> None:
    def quiet(tree: argparse.ArgumentParser, name: str) -> Iterator[str]:
        subs = [a.choices for a in tree._actions if isinstance(a, argparse._SubParsersAction)]
        if not subs and "--verbose" not in tree._option_string_actions:
            yield name
        for key, sub in (pair for choices in subs for pair in choices.items()):
            yield from quiet(sub, f"{name} {key}")

    assert list(quiet(parser()[0], "on-record")) == []


def test_items_are_passed_on_and_counted_also_where_nobody_takes_the_rest(
    caplog: pytest.LogCaptureFixture,
) -> None:
    caplog.set_level(logging.INFO, "on_record")
    assert list(timing.each("parse", iter("abc"))) == ["a", "b", "c"]
    taken = timing.each("write", iter("abc"))
    assert next(taken) == "a"
    del taken
    told = [record.told for record in caplog.records]  # type: ignore[attr-defined]
    assert [(t["step"], t["items"], t.get("error")) for t in told] == [
        ("parse", 3, None),
        ("write", 1, "GeneratorExit"),
    ]
