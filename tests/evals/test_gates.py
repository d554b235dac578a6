"""The answers themselves, gated: two question sets at the level that is reached.

Every question is read by the model, so the tests ask a third of them and `make soak` all.
"""

from __future__ import annotations

from functools import partial
from pathlib import Path

import pytest

from evals import commands
from evals.__main__ import main
from evals.ask.run import Way
from rag.answer import Found
from settings import ROOT
from tests.evals.evaluated import backwards, keeping, thinned

EXAMPLES = ROOT / "examples" / "questions.yaml"
PRESS_CONFERENCE = ROOT.parent / "shared/data/press-conference/questions.yaml"

# One question of so many, and what of them is answered or refused rightly, and holds its facts.
SHARES = [
    pytest.param((3, 0.8, 0.72), marks=pytest.mark.long),
    pytest.param((1, 0.86, 0.75), marks=pytest.mark.slow),
]


def gated(questions: Path, out: Path, levels: dict[str, float]) -> int:
    gates = [a for name, least in levels.items() for a in ("--fail-under", f"{name}={least}")]
    return main(["run", str(questions), "--out", str(out), *gates])


@pytest.mark.parametrize("share", SHARES)
def test_questions_over_the_examples_and_a_ranker_switched_off_is_caught_by_them_as_baseline(
    share: tuple[int, float, float],
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    good, bad = tmp_path / "good", tmp_path / "bad"
    every, refusals, facts = share
    examples = thinned(EXAMPLES, every, tmp_path / "set")
    found: dict[str, Found] = {}
    monkeypatch.setattr(commands, "Way", partial(Way, ask=keeping(found)))
    levels = {"refusal_right": refusals, "facts": facts, "recall@10": 0.95, "quote_in_source": 1}
    assert gated(examples, good, levels) == 0
    assert main(["compare", str(good), str(good)]) == 0
    assert "no metric moved" in capsys.readouterr().out
    monkeypatch.setattr(commands, "Way", partial(Way, ask=backwards(found)))
    assert main(["run", str(examples), "--out", str(bad), "--baseline", str(good)]) == 1
    said = capsys.readouterr().err
    assert "failed: facts fell from" in said
    assert "against the baseline (p = 0.00" in said
    assert "regression" in (bad / "report.md").read_text()
    assert main(["compare", str(good), str(bad)]) == 0
    shown = capsys.readouterr().out
    assert "passed, fails now" in shown
    assert "hearing-waves" in shown
    assert "mrr" in shown


@pytest.mark.parametrize("every", [3, pytest.param(1, marks=pytest.mark.slow)])
def test_questions_over_the_press_conference(every: int, tmp_path: Path) -> None:
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
    asked = thinned(PRESS_CONFERENCE, every, tmp_path / "set")
    assert gated(asked, tmp_path / "run", levels) == 0
