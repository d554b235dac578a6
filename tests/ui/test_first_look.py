"""The first look at a transcript, on the library page."""

from __future__ import annotations

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from ingest.transcript import Transcript
from rag.count.look import Look, look
from rag.read.reader import Reader
from tests.ui.test_ui_pages import TALK, add, library_page
from ui.transcripts import overview


def test_a_transcript_is_looked_at_once_for_the_page_and_for_its_questions(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: list[str] = []

    def counted(transcript: Transcript, reader: Reader | None) -> Look:
        seen.append(transcript.name)
        return look(transcript, reader)

    monkeypatch.setattr(overview, "look", counted)
    add(tmp_path / "library", "only-here.txt", TALK.replace("bridge", "weir"))
    app = AppTest.from_function(library_page, default_timeout=120).run()
    for _, tried in overview._tries()[1].items():
        tried.result(120)
    assert not app.run().exception
    assert seen == ["only-here"]
