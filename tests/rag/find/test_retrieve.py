"""Search over a small library: what is found, in which order, and what is refused."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ingest.errors import UnknownName
from ingest.index import embedding, prepared
from ingest.index.passages import passages
from ingest.pipeline import rebuild
from ingest.store.library import Library
from ingest.transcript import Speaker, Transcript, Turn
from rag.find.find import READ, by_sentences, search
from rag.find.retrieve import EmptyQuestion, Filters, Hit, Index, open_index
from rag.find.retriever import TurnRetriever
from rag.question import analyse
from rag.read.evidence import gather
from settings import Settings
from tests.support import tiny_onnx
from tests.support.talk import HEARING, candidates, talk

MARKET = talk(
    ("Mayor Okoro", "The night market needs a permit for its Temporary Stall Scheme."),
    ("Ms Brandt", "How many stalls would the scheme allow on the square?"),
    ("Mayor Okoro", "Forty at most. We have six hundred applications already."),
    ("Ms Brandt", "I would rather see the money go to the swimming pool."),
    name="market",
)


def _add(library: Library, transcript: Transcript) -> None:
    said = "\n".join(t.text for t in transcript.turns)
    transcript = replace(transcript, sha256=hashlib.sha256(said.encode()).hexdigest())
    made = passages(transcript.turns)
    vectors = library.embedder.documents([p.embed for p in made])
    with library.writing():
        library.put(transcript, made, vectors)


def _open(folder: Path, *transcripts: Transcript, settings: Settings | None = None) -> Index:
    settings = settings or Settings(library=folder)
    library = Library(settings, embedding.load(settings))
    for transcript in transcripts:
        _add(library, transcript)
    return open_index(settings)


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> Index:
    march = replace(MARKET, date="2024-03-05")
    return _open(tmp_path_factory.mktemp("library"), replace(HEARING, date="2023-10-01"), march)


def _ids(index: Index, question: str, k: int = 3, filters: Filters | None = None) -> list[str]:
    return [hit.id for hit in search(index, question, k, filters)]


@pytest.mark.parametrize(
    ("question", "turn"),
    [
        ("How much silt is in the inner harbour?", "harbour#2"),
        ("Who pays for dredging the harbor?", "harbour#4"),
        ("What does Ahn say about the herons?", "harbour#5"),
        ("How many stalls would the scheme allow on the square?", "market#3"),
        ("Were there 600 applications?", "market#3"),
        ("What does the TSS need?", "market#1"),
        ("Which temporary stall scheme needs a permit?", "market#1"),
        ("What did Okorro say about a permit?", "market#1"),
    ],
)
def test_the_turn_that_answers_is_among_the_first_two(
    index: Index, question: str, turn: str
) -> None:
    assert turn in _ids(index, question, 2)


def test_scores_fall_and_no_turn_comes_twice(index: Index) -> None:
    hits = search(index, "the harbour, the herons and the market", 50)
    assert [h.score for h in hits] == sorted((h.score for h in hits), reverse=True)
    assert len({h.id for h in hits}) == len(hits)


def test_the_order_is_the_same_every_time_and_after_a_rebuild(tmp_path: Path) -> None:
    questions = ["Who asked about the fish market?", "the", "What is planned for March?"]
    first = _open(tmp_path / "a", HEARING, MARKET)
    again = _open(tmp_path / "b", MARKET, HEARING)
    for question in questions:
        order = [(h.id, h.score) for h in search(first, question, 20)]
        assert [(h.id, h.score) for h in search(first, question, 20)] == order
        assert [(h.id, h.score) for h in search(again, question, 20)] == order


def test_what_is_added_is_found_and_what_is_removed_is_gone(tmp_path: Path) -> None:
    index = _open(tmp_path, HEARING)
    assert not any(t.startswith("market#") for t in _ids(index, "swimming pool", 20))
    _add(index.library, MARKET)
    index.refresh()
    assert _ids(index, "swimming pool", 1) == ["market#4"]
    index.library.remove("harbour")
    index.refresh()
    assert all(t.startswith("market#") for t in _ids(index, "silt in the inner harbour", 20))
    assert list((tmp_path / "keywords" / "columns").glob("*.npz")) != []
    assert index.held.columns.keys() == {"market"}


def test_adding_to_a_library_costs_what_is_added(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    index = _open(tmp_path, HEARING, replace(HEARING, name="other"))
    before = dict(index.held.columns)
    read: list[str] = []
    whole = index.library.transcript

    def noted(name: str) -> Transcript:
        read.append(name)
        return whole(name)

    monkeypatch.setattr(index.library, "transcript", noted)
    _add(index.library, MARKET)
    index.refresh()
    assert read == []
    _add(index.library, replace(MARKET, name="fair", title="Fair"))
    prepared.clear(tmp_path)
    index.refresh()
    assert read == ["fair"]
    assert all(index.held.columns[name] is held for name, held in before.items())


def test_what_is_removed_leaves_nothing(tmp_path: Path) -> None:
    index = _open(tmp_path, HEARING)
    passages_left = set(index.library._passages.get()["ids"])
    order = [(h.id, h.score) for h in search(index, "Who asked Mayor Okorro about it?", 20)]
    files = set((tmp_path / "keywords" / "columns").iterdir())
    _add(index.library, MARKET)
    index.refresh()
    assert "market#1" in _ids(index, "What did Mayor Okorro say?")
    assert index.turns([("market", 1)])
    index.library.remove("market")
    index.refresh()
    assert set(index.library._passages.get()["ids"]) == passages_left
    assert index.library._notes.count() == 0
    assert index.library._records.get(where={"name": "market"})["ids"] == []
    assert set((tmp_path / "keywords" / "columns").iterdir()) == files
    _add(index.library, MARKET)
    index.library.remove("market")
    assert list((tmp_path / "prepared").iterdir()) == []
    assert index.held.words.search({"stall": 1.0}, ["text"], 10) == []
    assert index.corpus.arrays.names == ("harbour",)
    # Nor does a word of it stand for one of a question any longer.
    assert [(h.id, h.score) for h in search(index, "Who asked Mayor Okorro about it?", 20)] == order


def test_a_lost_cache_is_made_again(tmp_path: Path) -> None:
    index = _open(tmp_path, HEARING)
    order = _ids(index, "herons", 5)
    for path in (tmp_path / "keywords" / "columns").glob("*.npz"):
        path.unlink()
    (tmp_path / "keywords" / "state.json").write_text("{")
    assert _ids(open_index(Settings(library=tmp_path)), "herons", 5) == order


def test_vectors_of_another_model_take_the_place_of_the_old(tmp_path: Path) -> None:
    _open(tmp_path / "library", HEARING)
    words = {"herons": [1.0, 0.0], "silt": [0.0, 1.0]}
    folder = tiny_onnx.embedder(tmp_path / "tiny", words)
    other = Settings(library=tmp_path / "library", embedding_model=str(folder))
    library = Library(other, embedding.load(other))
    rebuild(library)
    index = open_index(other)
    assert {v.shape[1] for v in index.held.vectors.values()} == {2}
    assert "harbour#5" in _ids(index, "herons", 2)


@pytest.mark.parametrize(
    ("filters", "found"),
    [
        (Filters(transcripts=("market",)), {"market"}),
        (Filters(since="2024-01-01"), {"market"}),
        (Filters(until="2023"), {"harbour"}),
        (Filters(since="2023-10-01", until="2024-03"), {"harbour", "market"}),
        (Filters(since="2030"), set()),
    ],
)
def test_a_filter_leaves_only_what_it_names(
    index: Index, filters: Filters, found: set[str]
) -> None:
    hits = search(index, "market harbour money", 50, filters)
    assert {h.name for h in hits} == found


def test_a_speaker_is_found_by_any_name_or_a_part_of_it(tmp_path: Path) -> None:
    lind = Speaker("Director Lind", ("Director Lind",), ("Maja Lind",))
    index = _open(tmp_path, replace(HEARING, speakers=(lind, *HEARING.speakers[2:])))
    for name in ("Director Lind", "maja lind", "Lind", "Maja"):
        hits = search(index, "market harbour silt", 50, Filters(speakers=(name,)))
        assert {h.turn.speaker for h in hits} == {"Director Lind"}
    with pytest.raises(UnknownName, match="Lindt"):
        search(index, "silt", 5, Filters(speakers=("Lindt",)))


@pytest.mark.parametrize(
    "question",
    [
        "the",
        "silt " * 10_000,
        " ".join(
            f"zq{chr(97 + n % 26)}{chr(97 + n // 26 % 26)}xv{chr(97 + n // 676)}"
            for n in range(10_000)
        ),
        'text:silt AND (title:"x" OR -y) ~2 ^3 [a TO b] *',
        "\u041f\u043e\u0447\u0435\u043c\u0443 \u0446\u0430\u043f\u043b\u0438?",
        "\u6e2f\u306b\u306f\u4f55\u304c\u3042\u308a\u307e\u3059\u304b",
        "\u00bfCu\u00e1nto cuesta el dragado?",
    ],
)
def test_an_odd_question_gets_a_result(index: Index, question: str) -> None:
    assert len(search(index, question, 5)) <= 5


@pytest.mark.parametrize("question", ["", "  ", "\U0001f600\U0001f99c", "?!", "___"])
def test_a_question_without_a_word_is_refused(index: Index, question: str) -> None:
    with pytest.raises(EmptyQuestion):
        search(index, question)


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(max_size=120))
def test_any_question_gets_turns_or_one_clear_line(index: Index, question: str) -> None:
    try:
        hits = search(index, question, 7)
    except EmptyQuestion:
        return
    assert len(hits) <= 7


def test_an_empty_library_finds_nothing(tmp_path: Path) -> None:
    assert search(_open(tmp_path), "anything at all") == []


def test_a_slice_of_a_long_turn_is_found(tmp_path: Path) -> None:
    filler = "We went on about the budget of the year and the years before it. " * 60
    long = f"{filler} The lighthouse keeper retired in April. {filler}"
    turns: Sequence[tuple[str, str]] = [
        ("Ahn", filler),
        ("Lind", long),
        ("Voss", "The keeper of minutes is here."),
    ]
    index = _open(tmp_path, talk(*turns))
    assert _ids(index, "When did the lighthouse keeper retire?", 1) == ["harbour#2"]


def test_a_cross_encoder_has_a_say(tmp_path: Path) -> None:
    model = tiny_onnx.cross_encoder(tmp_path / "model", {"pool": 9.0, "swimming": 4.0})
    plain = _open(tmp_path / "library", HEARING, MARKET)
    assert _ids(plain, "silt in the inner harbour", 1) == ["harbour#2"]
    named = Settings(library=tmp_path / "library", reranker_model=str(model))
    order = _ids(open_index(named), "silt in the inner harbour", 11)
    assert order.index("market#4") < _ids(plain, "silt in the inner harbour", 11).index("market#4")


def test_the_retriever_fits_into_other_chains(index: Index) -> None:
    retriever = TurnRetriever(index=index, k=2, filters=Filters(transcripts=("harbour",)))
    found = (retriever | (lambda documents: documents[0])).invoke("Who pays for the dredging?")
    assert found.metadata["turn"] == "harbour#4"
    assert found.metadata["exchange"] == ["harbour#3", "harbour#4"]
    assert found.page_content == HEARING.turns[3].text


def test_a_library_without_a_word_finds_what_it_holds(tmp_path: Path) -> None:
    index = _open(tmp_path, replace(HEARING, turns=(Turn(1, "Ahn", "Ahn", "..."),)))
    assert _ids(index, "herons") == ["harbour#1"]


def test_a_turn_without_words_does_no_harm(tmp_path: Path) -> None:
    turns = tuple(Turn(n, "Ahn", "Ahn", text) for n, text in enumerate(("...", "Silt.", ""), 1))
    index = _open(tmp_path, replace(HEARING, turns=turns))
    assert _ids(index, "silt", 1) == ["harbour#2"]


def test_the_turn_whose_sentence_answers_comes_before_one_that_only_holds_the_words() -> None:
    asked = analyse("How much will the dredging cost?", HEARING.speakers)
    turns = [t for t in HEARING.turns if "dredging" in t.text]
    hits = [Hit(HEARING.name, t, 0.0) for t in turns]
    read = gather(asked, [c for c in candidates(HEARING) if c.hit.turn in turns])
    found = by_sentences(hits, read)
    assert "$3.2 million" in found[0].turn.text
    assert {h.id for h in found} == {h.id for h in hits}
    scores = [h.score for h in found]
    assert scores == sorted(scores, reverse=True)


def test_turns_that_are_not_read_stay_behind_in_their_order() -> None:
    hits = [Hit(HEARING.name, t, 9.0 - at) for at, t in enumerate(HEARING.turns)] * 4
    asked = analyse("What about the herons?", HEARING.speakers)
    found = by_sentences(hits, gather(asked, candidates(HEARING)))
    assert [h.id for h in found[READ:]] == [h.id for h in hits[READ:]]
    assert all(a.score >= b.score for a, b in pairwise(found))
