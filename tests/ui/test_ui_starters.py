"""The page before the first question: what it offers to ask, and the way to add transcripts."""

from __future__ import annotations

from pathlib import Path

from streamlit.testing.v1 import AppTest

from tests.ui.test_ui_gone import take_out
from tests.ui.test_ui_pages import APP, TALK, add, captions
from ui.ask.starters import questions


def test_who_speaks_is_offered_once(tmp_path: Path) -> None:
    folder = tmp_path / "library"
    for name in ("bridge", "quay", "wall"):
        add(folder, f"{name}.txt", TALK.replace("bridge", name))
    app = AppTest.from_file(APP, default_timeout=120).run()
    offered = [b.label for b in app.button if str(b.key).startswith("try-")]
    assert offered == [r"Who speaks in Bridge\?"]
    assert questions((), lambda name: None) == []


def test_an_empty_library_has_a_way_to_add_and_no_word_of_settings(tmp_path: Path) -> None:
    add(tmp_path / "library", "bridge.txt", TALK)
    take_out(tmp_path / "library", "bridge")
    app = AppTest.from_file(APP, default_timeout=120).run()
    (link,) = app.get("page_link")
    assert (link.proto.label, link.proto.page) == ("Add transcripts", "library")
    assert "CHAT_MODEL" not in captions(app)
