"""Corrections by a person: what they change, what they outlive, and how they are taken back."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from ingest import pipeline
from ingest.errors import UnknownName
from ingest.index.embedding import Vectors
from ingest.store import corrections
from ingest.store.correct import Change, correct
from ingest.store.corrections import NO_CORRECTIONS, CorrectionError, Corrections, corrected
from ingest.store.library import Library
from ingest.store.records import version_of
from ingest.transcript import Speaker, Transcript, Turn
from rag.find.find import search
from rag.find.retrieve import Filters, open_index
from settings import Settings
from tests.support.tiny import embedder, open_library

TALK = (
    "SPEAKER 1:  The quay costs four million.\n\nSPEAKER 2:  That is too much.\n\n"
    "SPEAKER 1:  It is not.\n\nQUESTION:  Who pays for it?\n"
)
READ = Transcript(
    "talk",
    "Talk",
    "2024-01-02",
    "text",
    (
        Turn(1, "Ann Lee", "LEE", "One."),
        Turn(2, "Bob", "BOB", "Two."),
        Turn(3, None, "QUESTION", "Three?"),
        Turn(4, "Ann Lee", "ANN LEE", "Four."),
    ),
    speakers=(
        Speaker("Ann Lee", ("LEE", "ANN LEE"), ("Mayor Lee",), 2, "Mayor"),
        Speaker("Bob", ("BOB",)),
        Speaker("QUESTION", ("QUESTION",)),
    ),
)


def rename(made: Corrections, shown: str, name: str) -> Corrections:
    return corrections.rename(made, READ.speakers, shown, name)


def spoken(made: Corrections) -> list[str | None]:
    """Who speaks, turn by turn."""
    return [t.speaker for t in corrected(READ, made).turns]


def test_a_rename_keeps_labels_and_leaves_the_old_name_as_an_alias() -> None:
    shown = corrected(READ, rename(NO_CORRECTIONS, "Ann Lee", "  Anne\u00a0Leigh "))
    assert shown.speakers[0] == Speaker(
        "Anne Leigh", ("LEE", "ANN LEE"), ("Ann Lee", "Mayor Lee"), None, "Mayor"
    )
    assert [(t.speaker, t.label) for t in shown.turns] == [
        ("Anne Leigh", "LEE"),
        ("Bob", "BOB"),
        (None, "QUESTION"),
        ("Anne Leigh", "ANN LEE"),
    ]


def test_a_voice_without_a_name_gets_one() -> None:
    made = rename(NO_CORRECTIONS, "QUESTION", "Cara Roe")
    assert spoken(made) == ["Ann Lee", "Bob", "Cara Roe", "Ann Lee"]


def test_the_name_of_another_makes_the_two_one_whatever_its_letter_case() -> None:
    for name in ("Ann Lee", "ann lee", "MAYOR LEE"):
        shown = corrected(READ, rename(NO_CORRECTIONS, "Bob", name))
        assert [t.speaker for t in shown.turns] == ["Ann Lee", "Ann Lee", None, "Ann Lee"]
        assert [s.name for s in shown.speakers] == ["Ann Lee", "QUESTION"]
        assert shown.speakers[0].labels == ("LEE", "ANN LEE", "BOB")
        assert shown.speakers[0].named_in == 2
        assert corrections.namesake(READ.speakers, "Bob", name) == READ.speakers[0]
    assert corrections.namesake(READ.speakers, "Ann Lee", "Mayor Lee") is None


def test_the_last_of_two_corrections_holds_and_a_merged_pair_moves_together() -> None:
    made = rename(rename(NO_CORRECTIONS, "Bob", "Robert"), "Robert", "Rob")
    assert made.names == {"Bob": "Rob"}
    made = rename(rename(made, "Rob", "Ann Lee"), "Ann Lee", "Anne")
    assert spoken(made) == ["Anne", "Anne", None, "Anne"]
    assert rename(rename(NO_CORRECTIONS, "Bob", "Rob"), "Rob", "Bob") == NO_CORRECTIONS


def test_two_speakers_can_change_names() -> None:
    made = rename(NO_CORRECTIONS, "Bob", "B")
    made = rename(rename(made, "Ann Lee", "Bob Lee"), "B", "Ann")
    assert spoken(made) == ["Bob Lee", "Ann", None, "Bob Lee"]


def test_taking_back_gives_every_speaker_the_name_that_was_read() -> None:
    made = rename(rename(NO_CORRECTIONS, "Bob", "Ann Lee"), "QUESTION", "Cara")
    made = corrections.restore(made, READ.speakers, "Ann Lee")
    assert spoken(made) == ["Ann Lee", "Bob", "Cara", "Ann Lee"]
    assert corrections.restore(made, READ.speakers, "Cara") == NO_CORRECTIONS
    gone = Corrections(names={"Dora": "Dorothy"})  # a speaker whom the file has no more
    assert spoken(gone) == spoken(NO_CORRECTIONS)
    assert corrections.restore(gone, READ.speakers, "Dorothy") == NO_CORRECTIONS


def test_a_correction_follows_a_speaker_whom_a_later_reading_names_otherwise() -> None:
    made = Corrections(names={"Lee": "Anne"})
    assert spoken(made) == ["Anne", "Bob", None, "Anne"]
    assert spoken(corrections.rename(made, READ.speakers, "Anne", "Anna"))[0] == "Anna"


def test_labels_that_are_two_people_are_parted_and_joined_again() -> None:
    made = corrections.part(NO_CORRECTIONS, READ.speakers, "LEE")
    assert spoken(made) == ["Lee", "Bob", None, "Ann Lee"]
    shown = corrected(READ, made).speakers
    assert [(s.name, s.labels) for s in shown[:2]] == [("Ann Lee", ("ANN LEE",)), ("Lee", ("LEE",))]
    assert spoken(corrections.rename(made, READ.speakers, "Lee", "Cy Lee"))[0] == "Cy Lee"
    assert corrections.rejoin(made, "LEE") == NO_CORRECTIONS
    whole = corrections.part(NO_CORRECTIONS, READ.speakers, "ann lee")
    assert spoken(whole) == ["Lee", "Bob", None, "Ann Lee"]
    by_hand = rename(NO_CORRECTIONS, "Bob", "Ann Lee")
    assert corrections.part(by_hand, READ.speakers, "BOB") == NO_CORRECTIONS
    with pytest.raises(CorrectionError, match="'BOB' is no label of a speaker who has several"):
        corrections.part(NO_CORRECTIONS, READ.speakers, "BOB")


def test_tags_are_a_word_or_two_each_once_and_leave_what_was_read_as_it_is() -> None:
    made = corrections.tag(NO_CORRECTIONS, " Budget, north \n quay,, budget")
    assert made.tags == ("budget", "north quay")
    assert corrected(READ, made) == READ
    assert corrections.tag(made, "") == NO_CORRECTIONS
    assert version_of(READ, made) != version_of(READ)
    with pytest.raises(CorrectionError, match="is too long; a tag is a word or two"):
        corrections.tag(NO_CORRECTIONS, "word " * 20)


def test_two_versions_of_one_transcript_keep_the_labels_parted_and_the_tags_of_both() -> None:
    kept = corrections.both(Corrections(apart=("BOB",), tags=("a",)), Corrections(tags=("b", "a")))
    assert (kept.apart, kept.tags) == (("BOB",), ("a", "b"))


def test_title_and_date_are_overridden_and_come_back() -> None:
    made = corrections.redate(corrections.retitle(NO_CORRECTIONS, "A \n talk"), "2025-02")
    shown = corrected(READ, made)
    assert (shown.title, shown.date) == ("A talk", "2025-02")
    assert corrections.redate(corrections.retitle(made, " "), "") == NO_CORRECTIONS
    assert corrections.redate(NO_CORRECTIONS, "14.5.2025").date == "2025-05-14"


@pytest.mark.parametrize(
    ("change", "line"),
    [
        (lambda: rename(NO_CORRECTIONS, "Bob", " \n"), "the name is empty; write one"),
        (lambda: rename(NO_CORRECTIONS, "Bob", "x" * 201), "the name is too long"),
        (lambda: rename(NO_CORRECTIONS, "Bop", "Rob"), "no speaker named 'Bop'.*mean 'Bob'"),
        (lambda: corrections.redate(NO_CORRECTIONS, "12 March"), "'12 March' is no date; write"),
        (lambda: corrections.redate(NO_CORRECTIONS, "2024-02-30"), "'2024-02-30' is no date"),
    ],
)
def test_what_cannot_be_corrected_is_one_line(change: Change, line: str) -> None:
    with pytest.raises((CorrectionError, UnknownName), match=line) as raised:
        change()  # type: ignore[call-arg]
    assert "\n" not in str(raised.value)


# In a library


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "talk.txt"
    path.write_text(TALK)
    return path


@pytest.fixture
def library(tmp_path: Path, file: Path) -> Library:
    library = open_library(tmp_path / "library")
    assert [o.status for o in pipeline.add_files(library, [file])] == ["added"]
    return library


def named(shown: str, name: str) -> Change:
    return lambda made, speakers: corrections.rename(made, speakers, shown, name)


def voices(library: Library) -> list[str]:
    return [t.who for t in library.transcript("talk").turns]


def test_a_correction_outlives_a_new_version_a_rebuild_and_a_restart(
    library: Library, file: Path
) -> None:
    assert correct(library, "talk", named("SPEAKER 1", "Ann Lee"))
    correct(library, "talk", lambda made, _: corrections.retitle(made, "The quay"))
    assert [o.status for o in pipeline.add_files(library, [file])] == ["unchanged"]
    file.write_text(TALK + "\nSPEAKER 1:  The city does.\n")
    assert [o.status for o in pipeline.add_files(library, [file])] == ["replaced"]
    pipeline.rebuild(library)
    again = open_library(library.settings.library)
    assert voices(again) == ["Ann Lee", "SPEAKER 2", "Ann Lee", "QUESTION", "Ann Lee"]
    assert (again.record("talk").title, again.transcript("talk").title) == ("The quay", "The quay")
    assert again.problems() == []


def test_nothing_is_left_of_a_correction_taken_back(library: Library) -> None:
    before = library.transcript("talk"), library.record("talk"), library.vectors("talk").tolist()
    correct(library, "talk", named("SPEAKER 1", "Ann Lee"))
    assert library.vectors("talk").tolist() != before[2]
    correct(library, "talk", lambda made, all_: corrections.restore(made, all_, "Ann Lee"))
    now = library.transcript("talk"), library.record("talk"), library.vectors("talk").tolist()
    assert now == before
    assert not correct(library, "talk", lambda made, _: made)
    assert library.problems() == []


def test_only_what_is_embedded_with_the_name_is_embedded_again(library: Library) -> None:
    embedded: list[str] = []

    def noted(texts: Sequence[str]) -> Vectors:
        embedded.extend(texts)
        return embedder().documents(texts)

    library.embedder = replace(embedder(), documents=noted)
    correct(library, "talk", named("SPEAKER 2", "Bob"))
    assert embedded == ["Bob: The quay costs four million. That is too much."]
    correct(library, "talk", lambda made, _: corrections.redate(made, "2024"))
    assert len(embedded) == 1


def test_search_finds_the_new_name_and_filters_know_both(tmp_path: Path, file: Path) -> None:
    index = open_index(Settings(library=tmp_path / "own"))
    list(pipeline.add_files(index.library, [file]))
    index.refresh()
    correct(index.library, "talk", named("SPEAKER 2", "Beatrix Kohl"))
    index.refresh()
    found = search(index, "What did Kohl say?", 1)
    assert [(h.id, h.turn.speaker) for h in found] == [("talk#2", "Beatrix Kohl")]
    for name in ("Beatrix Kohl", "Kohl", "SPEAKER 2"):
        hits = search(index, "quay", 9, Filters(speakers=(name,)))
        assert [h.id for h in hits] == ["talk#2"]
