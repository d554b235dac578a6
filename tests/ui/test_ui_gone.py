"""Answers whose transcripts were taken out of the library since, on the pages."""

from __future__ import annotations

from pathlib import Path

from streamlit.testing.v1 import AppTest

from ingest.index import embedding
from ingest.store.library import Library
from settings import Settings
from tests.ui.test_ui_pages import APP, TALK, add, ask, library_page, press, texts, titles


def take_out(folder: Path, name: str) -> None:
    settings = Settings(library=folder)
    Library(settings, embedding.load(settings)).remove(name)


def asked(library: Path, question: str) -> AppTest:
    add(library, "bridge.txt", TALK)
    add(library, "quay.txt", TALK.replace("bridge", "quay"))
    return ask(AppTest.from_file(APP, default_timeout=120).run(), question)


def test_the_page_is_whole_after_the_transcript_of_its_last_answer_was_removed(
    tmp_path: Path,
) -> None:
    library = tmp_path / "library"
    app = asked(library, "What will the repair of the bridge cost?")
    take_out(library, "bridge")
    app.run()
    assert not app.exception
    assert app.selectbox(key="reading").options == ["Quay"]
    assert r":gray[Bridge \(removed\) · turn 2]" in texts(app)
    assert "(#turn=bridge" not in texts(app)
    (again,) = (b for b in app.button if b.label == "Change and ask")
    assert not again.disabled
    take_out(library, "quay")
    (again,) = (b for b in app.run().button if b.label == "Change and ask")
    assert again.disabled


def test_what_undo_brings_back_is_the_transcript_then_shown(tmp_path: Path) -> None:
    for name in ("bridge", "quay", "wall"):
        add(tmp_path / "library", f"{name}.txt", TALK.replace("bridge", name))
    app = AppTest.from_function(library_page, default_timeout=120).run()
    app.selectbox(key="reading").set_value("wall").run()
    press(press(app, "Remove it"), "Undo")
    assert titles(app) == ["Bridge", "Quay", "Wall"]
    assert app.selectbox(key="reading").value == "wall"
