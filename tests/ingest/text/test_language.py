"""Which language a text is in, and what is searched for by its stems."""

from __future__ import annotations

from pathlib import Path

import pytest

from ingest import pipeline
from ingest.index.columns import encode, load, save
from ingest.text.language import function_words, language_of, other_than, terms_in
from ingest.text.sentences import sentences
from rag.answer import ask
from rag.check.citations import Answer
from rag.find.find import find, search
from rag.find.retrieve import Filters, Index, open_index
from rag.question import analyse
from settings import Settings
from tests.support.talk import talk

GERMAN = (
    ("Frau Adler", "Die Brücken im Hafen werden erst im kommenden Jahr gesperrt, nicht in diesem."),
    ("Herr Buch", "Und wer bezahlt das alles, wenn die Stadt kein Geld mehr dafür hat?"),
    ("Frau Adler", "Die Fischer haben mit ihren Verbänden schon zugesagt, die Kosten zu tragen."),
    ("Herr Buch", "Dann wollen wir hoffen, dass sie sich im Winter noch daran erinnern."),
)


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Wann wird die Brücke gesperrt?", "de"),
        ("¿Cuándo se va a cerrar el puente?", "es"),
        ("Quand est-ce que le pont sera fermé ?", "fr"),
        ("Quando sarà chiuso il ponte della città?", "it"),
        ("Wanneer wordt de brug gesloten?", "nl"),
        ("Quando é que a ponte vai ser fechada?", "pt"),
        ("When will the bridge be shut?", "en"),
        ("how long was van der Laan in charge", "en"),
        ("Paracetamol dose", "en"),
        ("Kemmerich?", "en"),
        ("", "en"),
    ],
)
def test_the_language_of_a_question(text: str, language: str) -> None:
    assert language_of(text) == language


def test_a_language_is_another_only_where_that_is_sure() -> None:
    assert other_than("When will the bridge be shut?", frozenset({"de"})) == "en"
    assert other_than("Kemmerich?", frozenset({"de"})) is None
    assert other_than("Wann wird die Brücke gesperrt?", frozenset({"de", "en"})) is None


def test_the_words_of_another_language() -> None:
    assert [form for _, form in terms_in("Brücken, Brücke", "de")] == ["bruck", "bruck"]
    assert {"die", "und", "für", "fur"} <= function_words("de")
    assert not function_words("en")
    terms = {t.word for t in analyse("Wann werden die Brücken gesperrt?").terms}
    assert terms == {"wann", "brucken", "gesperrt"}


def test_a_transcript_keeps_its_language(tmp_path: Path) -> None:
    made = encode(talk(*GERMAN))
    save(made, tmp_path / "a.npz")
    assert load(tmp_path / "a.npz").language == made.language == "de"
    assert encode(talk(("Ms. Roe", "The bridge is shut, and nobody knows why."))).language == "en"


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("Er kam am 3. Oktober. Dann ging er.", 2),
        ("A Sra. Prado falou. O Sr. Melo ouviu.", 2),
        ("Zie nr. 5 van de lijst. Dat is alles.", 2),
    ],
)
def test_sentences_of_other_languages(text: str, count: int) -> None:
    assert len(sentences(text)) == count


@pytest.fixture
def german(tmp_path: Path) -> Index:
    path = tmp_path / "hafen.txt"
    path.write_text("\n\n".join(f"{who}: {said}" for who, said in GERMAN), encoding="utf-8")
    index = open_index(Settings(library=tmp_path / "library"))
    list(pipeline.add_files(index.library, [path]))
    index.refresh()
    return index


def test_words_are_found_by_the_stems_of_their_language(german: Index) -> None:
    assert search(german, "Wann wird die Brücke gesperrt?")[0].turn.number == 1
    assert search(german, "Was hat der Verband der Fischer gesagt?")[0].turn.number == 3


def test_the_reading_model_reads_no_talk_that_is_not_in_english(german: Index) -> None:
    found = find(german, "Wann wird die Brücke gesperrt?", 5, Filters())
    assert found.evidence
    assert not found.passages


def test_a_question_in_another_language_than_the_talk_is_told_so(german: Index) -> None:
    *_, answer = ask(german, "When will the bridge in the harbour be shut?")
    assert isinstance(answer, Answer)
    assert answer.refused
    assert answer.text.startswith("The question is in English, and what is searched is in German.")
    assert "CHAT_MODEL" in answer.text
