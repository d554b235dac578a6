import argparse
import json
import random
from pathlib import Path
from typing import Any

import pytest

from evals.__main__ import main
from evals.ask import gate
from evals.ask.gate import Level
from evals.measure.scoring import retrieval_scores
from evals.report.compare import compare
from settings import ROOT
from tests.evals.evaluated import write

EXAMPLES = ROOT / "examples" / "questions.yaml"


def row(name: str, retrieved: list[str], gold: list[str], *failures: str) -> dict[str, Any]:
    return {
        "id": name, "type": "factoid", "question": f"{name}?", "retrieved": retrieved, "gold": gold,
        "scores": retrieval_scores(retrieved, gold, 5), "failures": list(failures), "error": None,
    }  # fmt: skip


def test_two_runs_that_differ_by_chance_are_no_regression() -> None:
    rng = random.Random(11)
    turns = [f"t#{n}" for n in range(10)]
    flagged = 0
    for _ in range(20):
        old, new = (
            [row(f"q{n}", rng.sample(turns, 5), ["t#1", "t#2"]) for n in range(40)]
            for _ in range(2)
        )
        flagged += bool(compare(old, new).regressions)
    assert flagged <= 3  # one in twenty is expected; more than three in less than 2% of trials


def test_four_flips_are_noise_and_ten_are_not() -> None:
    def verdicts(flips: int, *, better: bool = False) -> set[str]:
        right = [row(f"q{n}", ["a"], ["a"]) for n in range(40)]
        wrong = [row(f"q{n}", ["b"] if n < flips else ["a"], ["a"]) for n in range(40)]
        found = compare(wrong, right) if better else compare(right, wrong)
        return {c.verdict for c in found.moved}

    assert verdicts(4) == {"within noise"}
    assert verdicts(10) == {"regression"}
    assert verdicts(10, better=True) == {"improvement"}


def test_flips_and_moves_are_told_apart() -> None:
    old = [row("a", ["x"], ["x"]), row("b", ["y"], ["x"], "wrong"), row("c", ["x", "y"], ["x"]),
           row("d", ["y", "x"], ["x"]), row("e", ["x"], ["x"]), row("gone", [], [])]  # fmt: skip
    new = [row("a", ["y"], ["x"], "cites nothing"), row("b", ["x"], ["x"]),
           row("c", ["y", "x"], ["x"]), row("d", ["x", "y"], ["x"]), row("e", ["x"], ["x"]),
           row("fresh", [], [])]  # fmt: skip
    found = compare(old, new)
    assert [(f.id, f.kind, f.detail) for f in found.flips] == [
        ("a", "broken", "cites nothing"),
        ("c", "fell", "first gold turn: rank 1 to rank 2"),
        ("b", "mended", "was: wrong"),
        ("d", "rose", "first gold turn: rank 2 to rank 1"),
    ]
    assert (found.common, found.only_old, found.only_new) == (5, ("gone",), ("fresh",))


def test_levels_set_the_exit_code(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run = ["run", str(write(tmp_path)), "--out", str(tmp_path / "out")]
    assert main([*run, "--fail-under", "recall@10=0.9", "--fail-under", "facts=1"]) == 0
    assert main([*run, "--fail-under", "precision@10=0.9"]) == 1
    assert "failed: precision@10 is 0.1" in capsys.readouterr().err
    assert main([*run, "--fail-under", "f1=0"]) == 1
    assert "failed: f1 has no value" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("level", "said"),
    [
        ("recal@10=0.5", "no metric named 'recal@10'; did you mean recall@10"),
        ("recall@30=0.5", "(known: refusal_right, facts"),
        ("recall@10", "write it like recall@10=0.8"),
        ("recall@10=80", "write it like recall@10=0.8"),
        ("recall@10=nan", "write it like recall@10=0.8"),
    ],
)
def test_a_wrong_level_is_wrong_usage(
    level: str, said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as stopped:
        main(["run", str(EXAMPLES), "--fail-under", level])
    assert stopped.value.code == 2
    assert said in capsys.readouterr().err


def test_a_level_is_met_when_it_is_reached() -> None:
    assert gate.level("facts=0.8") == Level("facts", 0.8)
    assert list(gate.below([Level("facts", 0.8)], {"facts": {"mean": 0.8}})) == []
    with pytest.raises(argparse.ArgumentTypeError):
        gate.level("=")


def test_a_baseline_that_is_none_is_said_so_before_anything_runs(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "out"
    run = ["run", str(write(tmp_path)), "--out", str(out), "--baseline"]
    assert main([*run, str(tmp_path / "none")]) == 1
    assert "holds no results.jsonl" in capsys.readouterr().err
    assert not out.exists()


def test_a_baseline_of_other_questions_fails(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    other = tmp_path / "other"
    other.mkdir()
    (other / "results.jsonl").write_text(json.dumps(row("x", [], [])) + "\n")
    run = ["run", str(write(tmp_path)), "--out", str(tmp_path / "out")]
    assert main([*run, "--baseline", str(other)]) == 1
    assert "nothing could be compared" in capsys.readouterr().err
