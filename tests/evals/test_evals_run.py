import importlib
import json
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

import ingest.__main__ as ingest
from evals.__main__ import main
from evals.ask.evaluate import Job, evaluate
from evals.ask.run import Way
from evals.measure.judge import Judge
from rag import answer
from rag.answer import Event
from settings import ROOT, Settings
from tests.evals.evaluated import ROW, write
from tests.support.fake_openai import serve

DIES = """
import os, signal, sys
from pathlib import Path
from evals.ask.evaluate import Job, evaluate
from settings import Settings

def watch(made, done, total):
    for number, row in enumerate(made, 1):
        if number == 7:
            os.kill(os.getpid(), signal.SIGKILL)
        yield row

path, library, out = map(Path, sys.argv[1:])
evaluate(Job((path,), out), Settings(library=library), watch=watch)
"""


def rows(folder: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (folder / "results.jsonl").open()]


def without_seconds(folder: Path) -> list[dict[str, Any]]:
    return [{**row, "seconds": None} for row in rows(folder)]


def many(count: int) -> str:
    """A set of so many questions."""
    asked = ("What will the new lamp cost?", "Who pays for the road?", "What of the submarine?")
    lines = [
        json.dumps({"id": f"q{n}", "question": f"{asked[n % 3]} ({n})", "turns": ["gull-point#2"]})
        for n in range(count)
    ]
    return "\n".join(lines) + "\n"


def test_a_run_writes_a_row_a_question_as_agreed(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "out"
    assert main(["run", str(write(tmp_path)), "--out", str(out)]) == 0
    said = capsys.readouterr()
    assert said.err == f"added gull-point to the library, from {tmp_path}/gull-point.txt\n"
    assert "5 of 5 questions pass" in said.out
    found = {row["id"]: row for row in rows(out)}
    assert list(found) == ["lamp", "horn", "road", "museum", "submarine"]
    assert all(set(row) >= ROW for row in found.values())
    lamp = found["lamp"]
    assert (lamp["gold"], lamp["retrieved"][0]) == (["gull-point#2"], "gull-point#2")
    assert lamp["error"] is None
    assert set(lamp["citations"][0]) == set(
        "label turn speaker quote start end status answer_start answer_end".split()
    )
    assert set(lamp["scores"]) >= {"recall@10", "mrr", "ndcg@10", "facts", "citation_f1"}
    assert set(lamp["seconds"]) == {"retrieve", "first_text", "answer"}
    assert found["horn"]["gold"] == ["gull-point#3"]
    assert found["submarine"]["refused"]
    summary = json.loads((out / "summary.json").read_text())
    assert {"version", "models", "settings", "library", "seed", "metrics", "by_type"} <= set(
        summary
    )
    assert summary["by_type"]["factoid"]["questions"] == 2
    assert summary["refusal"]["false_answer_rate"] == 0
    assert {f.name for f in out.iterdir()} == {
        "results.jsonl", "summary.json", "report.md", "report.html", "junit.xml",
    }  # fmt: skip


def test_results_load_into_pandas_in_one_line(tmp_path: Path) -> None:
    main(["run", str(write(tmp_path)), "--out", str(tmp_path / "out")])
    line = (ROOT / "docs" / "question-sets.md").read_text().split("# one line\n")[1].split("\n")[0]
    scope: dict[str, Any] = {"pd": importlib.import_module("pandas"), "folder": tmp_path / "out"}
    exec(line, scope)
    table = scope["table"]
    assert len(table) == 5
    assert table["scores.mrr"].max() == 1
    assert table.groupby("type")["scores.facts"].mean()["factoid"] == 1


def test_retrieval_only_gives_no_answers_and_no_answer_scores(tmp_path: Path) -> None:
    out = tmp_path / "out"
    assert (
        main(["run", str(write(tmp_path)), "--out", str(out), "--retrieval-only", "-k", "2"]) == 0
    )
    found = rows(out)
    assert all(row["answer"] is None and row["refused"] is None for row in found)
    assert all(len(row["retrieved"]) <= 2 for row in found)
    assert set(found[0]["scores"]) == {
        "mrr", *(f"{name}@{k}" for name in ("recall", "precision", "any", "ndcg") for k in (1, 2))
    }  # fmt: skip
    assert found[4]["scores"] == {}
    assert found[3]["understood"] != found[3]["question"]


def test_two_runs_give_the_same_rows(tmp_path: Path) -> None:
    path = write(tmp_path)
    for name in ("a", "b"):
        main(["run", str(path), "--out", str(tmp_path / name)])
    assert without_seconds(tmp_path / "a") == without_seconds(tmp_path / "b")


@pytest.mark.long
def test_a_killed_and_resumed_run_equals_an_unbroken_one(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = write(tmp_path, many(12), "many.jsonl")
    command = ["run", str(path), "--library", str(tmp_path / "library")]
    ingest.main(["add", str(tmp_path / "gull-point.txt"), *command[2:]])
    killed, whole = tmp_path / "killed", tmp_path / "whole"
    process = subprocess.run(
        [sys.executable, "-c", DIES, path, tmp_path / "library", killed], cwd=ROOT
    )
    assert process.returncode == -signal.SIGKILL
    results = killed / "results.jsonl"
    before = results.read_bytes()
    assert 5 <= before.count(b"\n") < 12
    # What a kill in the middle of a write leaves.
    results.write_bytes(before + b'{"id": "q9')
    capsys.readouterr()
    assert main([*command, "--out", str(killed)]) == 0
    assert f"going on after {before.count(bytes([10]))} of 12 questions" in capsys.readouterr().err
    assert results.read_bytes().startswith(before)
    assert main([*command, "--out", str(whole)]) == 0
    assert without_seconds(killed) == without_seconds(whole)
    assert len(rows(killed)) == 12


def test_a_finished_run_and_one_of_another_set_are_replaced(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path, out = write(tmp_path), tmp_path / "out"
    main(["run", str(path), "--out", str(out)])
    (out / "summary.json").unlink()
    path.write_text(path.read_text().replace("id: lamp", "id: light"))
    main(["run", str(path), "--out", str(out)])
    main(["run", str(path), "--out", str(out)])
    assert "going on" not in capsys.readouterr().err
    assert [row["id"] for row in rows(out)] == ["light", "horn", "road", "museum", "submarine"]


def failing(*args: Any, **kwargs: Any) -> Iterator[Event]:
    if "horn" in args[1]:
        raise RuntimeError("the model fell over")
    yield from answer.ask(*args, **kwargs)


def test_one_error_does_not_end_the_run_and_is_counted(tmp_path: Path) -> None:
    path, out = write(tmp_path), tmp_path / "out"
    settings = Settings(library=tmp_path / "library")
    outcome = evaluate(Job((path,), out, Way(ask=failing)), settings)
    assert outcome.missed == ("1 of 5 questions ended in an error",)
    found = {row["id"]: row for row in rows(out)}
    assert found["horn"]["error"] == "RuntimeError: the model fell over"
    assert found["horn"]["scores"]["facts"] == 0
    assert found["museum"]["error"] is None
    assert json.loads((out / "summary.json").read_text())["errors"] == 1


def test_in_parallel_the_rows_come_in_order_and_are_the_same(tmp_path: Path) -> None:
    path, settings = write(tmp_path), Settings(library=tmp_path / "library")
    met = threading.Barrier(4, timeout=120)

    def together(*args: Any, **kwargs: Any) -> Iterator[Event]:
        if "submarine" not in args[1]:
            met.wait()  # four at once, or this breaks
        yield from answer.ask(*args, **kwargs)

    way = Way(parallel=True, ask=together)
    assert evaluate(Job((path,), tmp_path / "a", way), settings).missed == ()
    assert evaluate(Job((path,), tmp_path / "b"), settings).missed == ()
    assert without_seconds(tmp_path / "a") == without_seconds(tmp_path / "b")


def test_what_the_library_lacks_is_said_with_the_command_that_adds_it(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = write(tmp_path)
    (tmp_path / "gull-point.txt").unlink()
    assert main(["run", str(path), "--out", str(tmp_path / "out")]) == 1
    (line,) = capsys.readouterr().err.splitlines()
    assert line == (
        f"error: {path}:2: transcripts: no transcript named 'gull-point' in the library; "
        f"add it: python -m ingest add {tmp_path}/gull-point.txt"
    )
    assert not (tmp_path / "out").exists()


def test_a_planted_wrong_set_gives_a_line_each_and_touches_nothing(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = write(
        tmp_path,
        """\
transcripts: [gull-point]
questions:
  - {id: a, question: "What will it cost?", turns: [77]}
  - id: b
    question: "Who pays?"
    turns: [5]
    quote: "the town pays for everything"
  - {id: c, question: "Who pays?", fact: ["parish"]}
  - {id: a, question: "Who pays then?", turns: [5]}
  - {id: d, question: "Who pays?", answer: "town", answer: "parish"}
  - {id: e, question: "Who speaks?", filters: {speaker: [Mr. Pele]}}
""",
    )
    for command in ("check", "run"):
        assert main([command, str(path)]) == 1
        lines = capsys.readouterr().err.splitlines()
        assert [line.split(f"{path}:")[1][:22] for line in lines] == [
            "3: a: turns[0]: no tur", "7: b: quote: 'the town", "8: c: fact: unknown fi",
            "9: a: id: is the id of", "10: d: answer: is give", "11: e: filters: no spe",
        ]  # fmt: skip
        assert "turns 1 to 6; give one of these" in lines[0]
        assert "did you mean 'Mr. Peel'" in lines[5]
    assert main(["check", str(write(tmp_path))]) == 0


def test_a_judge_is_a_further_figure_named_in_the_report(tmp_path: Path) -> None:
    path, out = write(tmp_path), tmp_path / "out"
    settings = Settings(library=tmp_path / "library")
    with serve() as server:
        server.says("Correct.", "incorrect", "I would rather not say")
        settings = replace(settings, openai_base_url=server.url)
        judge = Judge(settings, "openai:grader")
        outcome = evaluate(Job((path,), out, Way(judge=judge)), settings)
        asked = server.prompt()
    scores = [row["scores"].get("judge") for row in rows(out)]
    assert scores == [1.0, 0.0, None, None, None]
    assert rows(out)[2]["notice"].startswith("not judged: openai:grader: gave no grade")
    assert outcome.summary["models"]["judge"] == "openai:grader"
    assert outcome.summary["metrics"]["judge"] == {"mean": 0.5, "low": 0.0, "high": 1.0, "n": 2}
    assert "facts" in outcome.summary["metrics"]
    assert "Judge model: openai:grader" in (out / "report.html").read_text()
    assert "The new lamp will cost 41,000 crowns" in asked
    assert "41,000" in asked.split("<expected>")[1]


def test_no_secret_is_written_down(tmp_path: Path) -> None:
    settings = Settings(
        library=tmp_path / "library",
        openai_api_key="sk-very-private",
        openai_base_url="https://user:very-private@host/v1?key=very-private",
    )
    evaluate(Job((write(tmp_path),), tmp_path / "out"), settings)
    written = [f.read_text() for f in (tmp_path / "out").iterdir()]
    assert len(written) == 5
    assert not [text for text in written if "very-private" in text]
    assert any("https://host/v1" in text for text in written)


@pytest.mark.slow
def test_a_thousand_questions_take_no_more_memory_than_two_hundred(tmp_path: Path) -> None:
    path = write(tmp_path, many(1000), "many.jsonl")
    settings = Settings(library=tmp_path / "library")
    write(tmp_path / "set")
    evaluate(Job((write(tmp_path / "set"),), tmp_path / "first"), settings)
    held: list[int] = []

    def watch(made: Iterator[dict[str, Any]], done: int, total: int) -> Iterator[dict[str, Any]]:
        for row in made:
            held.append(int(Path("/proc/self/statm").read_text().split()[1]) * 4096)
            yield row

    started = time.perf_counter()
    evaluate(Job((path,), tmp_path / "out"), settings, watch=watch)
    print(f"{1000 / (time.perf_counter() - started):.0f} questions a second")
    assert len(held) == 1000
    assert held[-1] - held[200] < 20_000_000
