import json
from pathlib import Path
from typing import Any

import pytest

from ingest.__main__ import main as ingest
from rag.__main__ import main
from settings import ROOT

HEARING = ROOT / "examples" / "harbour-council-hearing.txt"
INTERVIEW = ROOT / "examples" / "lighthouse-interview.vtt"
QUESTION = "What is the name of the hotel that Matteo Ferro has?"


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("library")
    assert ingest(["add", str(HEARING), str(INTERVIEW), "--library", str(folder)]) == 0
    return folder


def run(library: Path, capsys: pytest.CaptureFixture[str], *words: str) -> tuple[int, str, str]:
    capsys.readouterr()
    code = main([*words, "--library", str(library)])
    out, err = capsys.readouterr()
    return code, out, err


def answer(library: Path, capsys: pytest.CaptureFixture[str], *words: str) -> dict[str, Any]:
    code, out, err = run(library, capsys, *words, "--json")
    assert (code, err) == (0, "")
    assert out.count("\n") == 1
    found: dict[str, Any] = json.loads(out)
    return found


def test_search_prints_the_turns_best_first(
    library: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    found = answer(library, capsys, "search", QUESTION, "-k", "3")
    assert set(found) == {"question", "seconds", "turns"}
    assert len(found["turns"]) == 3
    first = found["turns"][0]
    assert set(first) == {"turn", "speaker", "score", "text"}
    assert "I have the Pilot House hotel" in first["text"]
    assert first["turn"].startswith("harbour-council-hearing#")
    scores = [t["score"] for t in found["turns"]]
    assert scores == sorted(scores, reverse=True)


def test_ask_prints_an_answer_whose_quotes_stand_in_their_turns(
    library: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    found = answer(library, capsys, "ask", QUESTION)
    assert set(found) >= set(
        "question answer refused seconds first_text_seconds model citations".split()
    )
    assert not found["refused"]
    assert "Pilot House" in found["answer"]
    shown = {t["turn"]: t for t in answer(library, capsys, "search", QUESTION, "-k", "60")["turns"]}
    for citation in found["citations"]:
        text = shown[citation["turn"]]["text"]
        assert text[citation["start"] : citation["end"]] == citation["quote"]
        assert citation["status"] == "verbatim"


def test_an_empty_library_is_said_to_be_so(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for command in ("ask", "search"):
        code, out, err = run(tmp_path / "none", capsys, command, "Who speaks?")
        assert (code, out, err.count("\n")) == (1, "", 1)
        assert "the library is empty" in err


def test_in_the_terminal_each_quotation_has_a_line(
    library: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    found = answer(library, capsys, "ask", "Summarise the hearing.")
    assert "\n" not in found["answer"]
    _, out, _ = run(library, capsys, "ask", "Summarise the hearing.")
    told, cited = out.splitlines()[: -len(found["citations"])], len(found["citations"])
    assert " ".join(told) == found["answer"]
    assert 2 < len(told) <= cited


def test_filters_limit_what_is_found(library: Path, capsys: pytest.CaptureFixture[str]) -> None:
    one = answer(library, capsys, "search", QUESTION, "--transcript", "lighthouse-interview")
    assert {t["turn"].split("#")[0] for t in one["turns"]} == {"lighthouse-interview"}
    who = one["turns"][0]["speaker"]
    spoken = answer(library, capsys, "search", QUESTION, "--speaker", who)
    assert {t["speaker"] for t in spoken["turns"]} == {who}


def test_a_follow_up_goes_on_from_the_answers_in_a_file(
    library: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    first = answer(library, capsys, "ask", QUESTION)
    history = tmp_path / "before.json"
    history.write_text(json.dumps([first]), encoding="utf-8")
    asked = ("ask", "Who said that?", "--history", str(history))
    found = answer(library, capsys, *asked)
    assert found["goes_on"]["about"] == [QUESTION]
    assert found["citations"][0]["quote"] == first["citations"][0]["quote"]
    _, _, err = run(library, capsys, *asked)
    assert f"note: understood as: {QUESTION} Who said that?" in err
    history.write_text(json.dumps([first | {"citations": [{"turn": "no-number"}]}]))
    code, out, err = run(library, capsys, *asked, "--json")
    assert (code, out, err.count("\n")) == (1, "", 1)
    assert "a citation is none" in err


@pytest.mark.parametrize(
    ("words", "line"),
    [
        (["search", "  "], "the question is empty; ask in plain words"),
        (["ask", ""], "the question is empty; ask in plain words"),
        (
            ["ask", "Why?", "--transcript", "lighthouse"],
            "no transcript named 'lighthouse' in the library; did you mean 'lighthouse-interview'?",
        ),
        (
            ["search", "Why?", "--speaker", "Edda Marin"],
            "no speaker named 'Edda Marin' in the library; did you mean 'Edda Marrin'",
        ),
        (["ask", "And then?", "--history", "none.txt"], "none.txt: cannot be read"),
    ],
)
def test_a_bad_question_is_one_line(
    library: Path, capsys: pytest.CaptureFixture[str], words: list[str], line: str
) -> None:
    code, out, err = run(library, capsys, *words, "--json")
    assert (code, out) == (1, "")
    assert err.startswith(f"error: {line}")
    assert err.count("\n") == 1


@pytest.mark.parametrize(
    "words", [[], ["ask"], ["guess", "x"], ["search", "x", "-k", "0"], ["search", "x", "-k", "x"]]
)
def test_wrong_usage_is_2(words: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main(words)
    assert ended.value.code == 2
    assert capsys.readouterr().out == ""


def turns(library: Path, capsys: pytest.CaptureFixture[str], *filters: str) -> set[str]:
    """The transcripts in which a search finds something."""
    found = answer(library, capsys, "search", "the harbour wall", "-k", "50", *filters)
    return {t["turn"].rpartition("#")[0] for t in found["turns"]}


def test_dates_limit_to_what_is_dated_between_them_both_included(
    library: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert turns(library, capsys) == {"harbour-council-hearing", "lighthouse-interview"}
    for dates in (
        ("--since", "2024"),
        ("--since", "2024-03-12"),
        ("--until", "2024-03"),
        ("--since", "2024-03-12", "--until", "2024-03-12"),
    ):
        assert turns(library, capsys, *dates) == {"harbour-council-hearing"}


@pytest.mark.parametrize(
    ("filters", "line"),
    [
        (
            ("--since", "2024-03-13"),
            "no transcript is dated from 2024-03-13; the dates are 2024-03-12",
        ),
        (
            ("--since", "2020", "--until", "2021"),
            "no transcript is dated from 2020 up to 2021; the dates are 2024-03-12",
        ),
        (
            ("--transcript", "lighthouse-interview", "--until", "2030"),
            "no transcript here has a date; leave out the filter up to 2030",
        ),
        (("--since", "2025", "--until", "2024"), "nothing is from 2025 and up to 2024; swap"),
        (("--since", "12 March"), "'12 March' is no date; write it like 2024-03-12"),
        (
            ("--speaker", "Pellworth", "--transcript", "lighthouse-interview"),
            "'Pellworth' speaks in no transcript that the other filters leave",
        ),
        (("--speaker", "Pelworth"), "no speaker named 'Pelworth' in the library; did you mean"),
    ],
)
@pytest.mark.parametrize("command", ["search", "ask"])
def test_a_filter_that_leaves_nothing_is_one_clear_line(
    library: Path,
    capsys: pytest.CaptureFixture[str],
    command: str,
    filters: tuple[str, ...],
    line: str,
) -> None:
    code, out, err = run(library, capsys, command, "the harbour wall", *filters, "--json")
    assert (code, out, err.count("\n")) == (1, "", 1)
    assert err.startswith(f"error: {line}")


@pytest.mark.parametrize(
    ("question", "line"),
    [
        ("Who mentions penguins?", "nobody speaks of “penguins”."),
        ("How often is Greenland mentioned?", "nobody speaks of “Greenland”."),
        ("Where is Uzbekistan?", "The record does not answer this."),
        ("How long is the hearing?", "The record does not answer this."),
    ],
)
def test_what_was_counted_in_vain_is_not_answered_by_something_near(
    library: Path, capsys: pytest.CaptureFixture[str], question: str, line: str
) -> None:
    found = answer(library, capsys, "ask", question, "--transcript", "harbour-council-hearing")
    assert found["refused"]
    assert line in found["answer"]


def test_what_a_transcript_is_called_by_narrows_the_count_to_it(
    library: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    found = answer(library, capsys, "ask", "How many people speak in the harbour council hearing?")
    assert found["answer"].partition("14 speakers: Chair Vasel, ")[1]
