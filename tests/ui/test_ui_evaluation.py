"""The Evaluation page through Streamlit's own test runner: its sets, its words, whose library."""

from __future__ import annotations

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from evals.__main__ import main as evals
from ingest.index import embedding
from ingest.store.library import Library
from settings import Settings
from tests.evals.evaluated import thinned
from tests.ui.test_ui_pages import (
    APP,
    QUESTIONS,
    TALK,
    add,
    ask,
    captions,
    evaluation_page,
    press,
)
from ui import evaluation
from ui.measured.sets import EXAMPLE, kept


@pytest.fixture
def library(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("ON_RECORD_EVALUATIONS", str(tmp_path / "evaluations"))
    (tmp_path / "evaluations").mkdir()
    add(tmp_path / "library", "bridge.txt", TALK)
    return tmp_path / "library"


def measured() -> AppTest:
    app = AppTest.from_function(evaluation_page, default_timeout=120).run()
    assert not app.exception
    return app


def test_a_test_case_kept_from_an_answer_can_be_run(library: Path) -> None:
    app = ask(AppTest.from_file(APP, default_timeout=120).run(), "What will the repair cost?")
    (shown,) = app.session_state.talk.exchanges
    app.session_state[f"more-{shown.id}"] = True
    app.run()
    press(app, "Save as test case")
    app = measured()
    assert app.selectbox[0].options == ["my-questions", "The example"]
    press(app, "Run")
    assert app.subheader[0].value == "1 of 1 answers right"


def test_an_uploaded_set_is_kept_with_the_library(library: Path) -> None:
    app = measured()
    app.file_uploader[0].set_value(("bridge.yaml", QUESTIONS.encode(), "text/yaml")).run()
    press(app, "Run")
    again = kept("bridge.yaml", QUESTIONS.encode(), library)
    other = kept("bridge.yaml", QUESTIONS.replace("name: bridge", "name: other").encode(), library)
    assert (again.stem, other.stem) == ("bridge", "bridge-2")
    assert {*measured().selectbox[0].options} == {"bridge", "bridge-2", "The example"}


@pytest.mark.long
def test_the_example_leaves_the_library_as_it_is(
    library: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(evaluation, "EXAMPLE", thinned(EXAMPLE, 9, tmp_path / "set"))
    app = press(measured(), "Run")
    assert [e.value for e in app.error] == []
    assert "of 5 answers right" in app.subheader[0].value
    settings = Settings(library=library)
    assert list(Library(settings, embedding.load(settings)).records()) == ["bridge"]


def test_runs_of_different_sets_are_not_said_to_be_alike(library: Path, tmp_path: Path) -> None:
    folder = tmp_path / "evaluations"
    for name, text in (("a", QUESTIONS), ("b", QUESTIONS.replace("id: q", "id: r"))):
        path = folder / f"{name}.yaml"
        path.write_text(text)
        assert evals(["run", str(path), "--out", str(folder / name)]) == 0
    app = measured()
    app.selectbox[2].set_value(app.selectbox[2].options[0]).run()
    assert "no question in common" in captions(app)
    assert "Nothing changed" not in captions(app)
