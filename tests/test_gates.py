"""The answers themselves, gated: two question sets at the level that is reached."""

from __future__ import annotations

from pathlib import Path

import pytest

from evals.__main__ import main
from settings import ROOT

PRESS_CONFERENCE = ROOT.parent / "shared/data/press-conference/questions.yaml"


def gated(tmp_path: Path, questions: Path, levels: dict[str, float]) -> int:
    out = ["--library", str(tmp_path / "library"), "--out", str(tmp_path / "run")]
    gates = [a for name, least in levels.items() for a in ("--fail-under", f"{name}={least}")]
    return main(["run", str(questions), *out, *gates])


def test_questions_over_the_examples(tmp_path: Path) -> None:
    levels = {"refusal_right": 0.86, "facts": 0.75, "recall@10": 0.95, "quote_in_source": 1}
    assert gated(tmp_path, ROOT / "examples/questions.yaml", levels) == 0


def test_questions_over_the_press_conference(tmp_path: Path) -> None:
    if not PRESS_CONFERENCE.exists():
        pytest.skip("the press conference lies beside the checkout, and is not there")
    levels = {
        "refusal_right": 1,
        "facts": 0.94,
        "citation_recall": 0.9,
        "citation_precision": 0.9,
        "recall@10": 0.95,
        "quote_in_source": 1,
    }
    assert gated(tmp_path, PRESS_CONFERENCE, levels) == 0
