"""The speed benchmark: invented talk that is the same every time, and goals read from figures."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from benchmarks import speed, synthetic
from benchmarks.speed_report import GIB, Ingested, Measured, Searched, draw, goals, table


def _measured(turns: int, p50: float) -> Measured:
    took = Ingested(wall=10.0, cpu=5.0, passages=turns, peak=GIB)
    kinds = dict.fromkeys(speed.FILTERS, p50)
    return Measured(turns, took, took, 1.0, GIB, Searched(kinds, dict.fromkeys(kinds, 2 * p50)))


def test_a_smaller_library_is_the_beginning_of_a_larger_one() -> None:
    small, large = (list(synthetic.transcripts(turns)) for turns in (500, 700))
    assert small[0] == large[0]
    assert [len(t.turns) for t in large] == [500, 200]


def test_a_question_is_about_what_its_speaker_said_in_its_transcript() -> None:
    held = {t.name: t for t in synthetic.transcripts(1000)}
    for question, name, speaker in synthetic.questions(20):
        said = " ".join(t.text.lower() for t in held[name].turns if t.speaker == speaker)
        assert question.rstrip("?").split()[-1] in said


@pytest.mark.slow
def test_raw_upsert_gets_what_ingest_stores(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(speed, "WARM_UP", 0)  # each question is read by the model, three times
    ours, raw = speed.ingest(tmp_path / "ours", 600), speed.raw(tmp_path / "raw", 600)
    assert ours.passages == raw.passages > 600
    times = speed.searched([tmp_path / "ours"], count=2)[0]
    assert 0 < times.p50["speaker"] <= times.p95["speaker"]


def test_a_goal_is_missed_where_its_figure_is_above_the_most() -> None:
    small, large = _measured(1_000, 10), _measured(100_000, 25)
    missed = [g.text for g in goals(small, large) if not g.met]
    assert missed == ["search p50, large to small"]
    heavy = replace(large, ours=replace(large.ours, peak=2 * GIB, wall=16.0))
    missed = [g.text for g in goals(large, heavy) if not g.met]
    assert missed == ["ingest to raw upsert, wall time", "memory of ingest, GiB"]


def test_table_has_a_column_for_each_size() -> None:
    lines = table([_measured(1_000, 10), _measured(10_000, 12.34)]).splitlines()
    assert lines[0] == "| turns | 1,000 | 10,000 |"
    assert "| search p50, ms | 10.0 | 12.3 |" in lines


def test_a_picture_is_drawn(tmp_path: Path) -> None:
    line = ("open", lambda m: m.reopen)
    path = draw([_measured(1_000, 10)], "reopen", "seconds", [line], tmp_path)
    assert path.read_bytes().startswith(b"\x89PNG")
