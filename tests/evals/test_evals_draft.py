from collections import Counter
from pathlib import Path

import pytest
import yaml

from evals.__main__ import main
from evals.sets.draft import draft
from settings import ROOT
from tests.support.talk import talk

EXAMPLES = sorted((ROOT / "examples").glob("*.[tv][xt]t"))


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda p: p.stem)
def test_a_draft_is_of_several_types_and_passes_its_own_check(
    path: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["draft", str(path)]) == 0
    text = capsys.readouterr().out
    draft = yaml.safe_load(text)
    assert draft["transcripts"] == [path.stem]
    types = Counter(q["type"] for q in draft["questions"])
    assert set(types) == set(
        "factoid who speaker aggregate multi-turn unanswerable false-premise".split()
    )
    assert sum(types.values()) >= 12
    (tmp_path / "draft.yaml").write_text(text)
    (tmp_path / path.name).write_bytes(path.read_bytes())
    assert main(["check", str(tmp_path / "draft.yaml")]) == 0


def test_a_draft_asks_for_what_is_said_and_says_where() -> None:
    said = talk(
        ("Ms. Addo", "We ordered 400 cubic metres of sand for the western footpath, truly."),
        ("Mr. Peel", "I walk on the western footpath every single morning with a dog and a lamp."),
    )  # fmt: skip
    rows = draft(said)
    first = rows[0]
    assert first["question"].startswith("How many cubic metres does Ms. Addo name")
    assert (first["turns"], first["facts"], first["speaker"]) == ([1], ["400"], "Ms. Addo")
    assert first["quote"] == said.turns[0].text
    assert [r["id"] for r in rows] == [f"harbour-{n:02}" for n in range(1, len(rows) + 1)]
    assert all(not r["answerable"] for r in rows if r["type"] == "unanswerable")


def test_a_draft_of_a_file_that_is_none_names_the_library(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert main(["draft", "no-such-thing"]) == 1
    assert "no transcript named 'no-such-thing' in the library" in capsys.readouterr().err
