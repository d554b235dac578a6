"""The answers themselves, gated: two question sets at the level that is reached."""

from __future__ import annotations

from functools import partial
from pathlib import Path

import pytest

from evals import commands
from evals.__main__ import main
from evals.ask.run import Way
from rag.answer import Found
from settings import ROOT
from tests.evals.evaluated import backwards, keeping

EXAMPLES = ROOT / "examples" / "questions.yaml"
PRESS_CONFERENCE = ROOT.parent / "shared/data/press-conference/questions.yaml"


def gated(questions: Path, out: Path, levels: dict[str, float]) -> int:
    gates = [a for name, least in levels.items() for a in ("--fail-under", f"{name}={least}")]
    return main(["run", str(questions), "--out", str(out), *gates])


def test_questions_over_the_examples_and_a_ranker_switched_off_is_caught_by_them_as_baseline(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    good, bad = tmp_path / "good", tmp_path / "bad"
    found: dict[str, Found] = {}
    monkeypatch.setattr(commands, "Way", partial(Way, ask=keeping(found)))
    levels = {"refusal_right": 0.86, "facts": 0.75, "recall@10": 0.95, "quote_in_source": 1}
    assert gated(EXAMPLES, good, levels) == 0
    assert main(["compare", str(good), str(good)]) == 0
    assert "no metric moved" in capsys.readouterr().out
    monkeypatch.setattr(commands, "Way", partial(Way, ask=backwards(found)))
    assert main(["run", str(EXAMPLES), "--out", str(bad), "--baseline", str(good)]) == 1
    said = capsys.readouterr().err
    assert "failed: facts fell from" in said
    assert "against the baseline (p = 0.00" in said
    assert "regression" in (bad / "report.md").read_text()
    assert main(["compare", str(good), str(bad)]) == 0
    shown = capsys.readouterr().out
    assert "passed, fails now" in shown
    assert "hearing-waves" in shown
    assert "mrr" in shown


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
    assert gated(PRESS_CONFERENCE, tmp_path / "run", levels) == 0
