"""What other programs call: five lines, stable names, a notebook that runs."""

import json
import subprocess
import sys
from pathlib import Path

import nbformat
import pytest
from nbclient import NotebookClient

import rag
from rag import Index, OnRecordError, add, ask, open_library, retriever, search
from settings import ROOT

EXAMPLES = ROOT / "examples"
NOTEBOOK = EXAMPLES / "notebook.ipynb"
QUESTION = "What will the dredging cost?"


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Index:
    opened = open_library(tmp_path_factory.mktemp("shelf") / "library")
    (outcome,) = add(opened, [EXAMPLES / "harbour-council-hearing.txt"])
    assert (outcome.status, outcome.name) == ("added", "harbour-council-hearing")
    return opened


def test_an_answer_cites_words_that_stand_in_their_turns(library: Index) -> None:
    answer = ask(library, QUESTION)
    assert answer.citations
    for cited in answer.citations:
        name, number = cited.turn.split("#")
        assert cited.quote in library.transcript(name).turns[int(number) - 1].text


def test_a_follow_up_goes_on_from_an_answer_that_is_handed_over(library: Index) -> None:
    first = ask(library, QUESTION)
    again = ask(library, "Who said that?", history=[first])
    assert again.goes_on and again.goes_on.about == (QUESTION,)
    assert again.citations[0].quote == first.citations[0].quote
    assert ask(library, "Who said that?", history=[QUESTION]).citations == again.citations


def test_a_search_and_the_retriever_find_the_same_turns(library: Index) -> None:
    found = [hit.id for hit in search(library, QUESTION, 3)]
    assert found == [d.metadata["turn"] for d in retriever(library, 3).invoke(QUESTION)]
    assert len(found) == 3


def test_filters_hold_and_a_wrong_one_is_an_error(library: Index) -> None:
    speaker = search(library, QUESTION, 1)[0].turn.speaker
    assert speaker
    assert {h.turn.speaker for h in search(library, QUESTION, 5, speakers=[speaker])} == {speaker}
    with pytest.raises(OnRecordError, match="nobody-at-all"):
        ask(library, QUESTION, speakers=["nobody-at-all"])


def test_a_file_that_cannot_be_read_is_an_outcome(library: Index, tmp_path: Path) -> None:
    (tmp_path / "empty.txt").write_text("")
    (outcome,) = add(library, [tmp_path / "empty.txt"])
    assert outcome.status == "failed"
    assert outcome.error


def test_the_public_names_are_all_there_and_load_late() -> None:
    assert all(getattr(rag, name).__doc__ for name in rag.__all__)
    assert set(rag.__all__) == set(rag._HOMES)
    code = "import sys, rag; sys.exit('chromadb' in sys.modules or 'ingest' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], cwd=ROOT).returncode == 0


def test_the_notebook_is_kept_without_what_it_printed() -> None:
    cells = json.loads(NOTEBOOK.read_text())["cells"]
    code = [c for c in cells if c["cell_type"] == "code"]
    assert code
    assert not any(c["outputs"] or c["execution_count"] for c in code)


@pytest.mark.slow
def test_the_notebook_runs(monkeypatch: pytest.MonkeyPatch) -> None:
    # What the test run sets for itself, the kernel takes over: it would draw nowhere.
    monkeypatch.delenv("MPLBACKEND", raising=False)
    notebook = nbformat.read(NOTEBOOK, as_version=4)  # type: ignore[no-untyped-call]
    here = {"metadata": {"path": str(EXAMPLES)}}
    NotebookClient(notebook, resources=here, timeout=600, startup_timeout=600).execute()
    shown = [o for c in notebook.cells if c.cell_type == "code" for o in c.outputs]
    assert any("image/png" in o.get("data", {}) for o in shown)
