"""No transcript is lost by adding another: names, new versions, undo and redo."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path
from zipfile import ZipFile

import pytest

from ingest import intake, pipeline, placing
from ingest.errors import LibraryError, NothingKept, UnknownName
from ingest.index.embedding import Embedder
from ingest.store import corrections, kept
from ingest.store.correct import correct
from ingest.store.library import Library
from tests.support.tiny import embedder, hearing, made, nearest, open_library, put

CUE = "{n}\n00:00:{n:02}.000 --> 00:00:{n:02}.900\n{who}: {text}\n"
QUAY = [
    "Good morning everybody, shall we start with the quay then?",
    "The quay costs four million crowns, and nobody has found a third of that so far.",
    "I would rather mend the old wall than build a new one beside it this winter.",
    "Then let us vote on the wall in March, when the surveyor has been there.",
]
BRIDGE = [
    "Good morning everybody, shall we start with the bridge then?",
    "The bridge was painted green in spring, although the council had asked for blue.",
    "Painting it again would close the only road to the mill for eleven days.",
    "Nobody minds green as much as a closed road, so we leave it as it is.",
]
FERRY = [
    "Good morning everybody, shall we start with the ferry then?",
    "The ferry runs twice an hour now, and on Sundays it does not run at all.",
    "People who work in the hospital on Sundays have to take the long way round.",
    "We ask the company what one more boat on Sundays would cost the town.",
]
FIXED = [QUAY[0], QUAY[1].replace("four", "five"), *QUAY[2:]]


def vtt(texts: list[str], who: tuple[str, str] = ("Anna Bell", "Tom Reed")) -> str:
    cues = (CUE.format(n=n, who=who[n % 2], text=text) for n, text in enumerate(texts, 1))
    return "WEBVTT\n\n" + "\n".join(cues)


@pytest.fixture
def library(tmp_path: Path) -> Library:
    return open_library(tmp_path / "library")


def file(folder: Path, texts: list[str], name: str = "audio_transcript.vtt") -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    (folder / name).write_text(vtt(texts))
    return folder / name


def add(library: Library, *paths: Path, replacing: str | None = None) -> list[tuple[str, str]]:
    files = [f for p in paths for f in intake.find_files(p)]
    outcomes = list(pipeline.add_files(library, files, replacing))
    return [(o.status, o.name or str(o.error)) for o in outcomes]


def said(library: Library, name: str) -> list[str]:
    return [t.text for t in library.transcript(name).turns]


# Every way in


def two_adds(library: Library, folder: Path, talks: list[list[str]]) -> None:
    for n, talk in enumerate(talks):
        add(library, file(folder / str(n), talk))


def one_path_overwritten(library: Library, folder: Path, talks: list[list[str]]) -> None:
    for talk in talks:
        add(library, file(folder, talk))


def one_folder(library: Library, folder: Path, talks: list[list[str]]) -> None:
    for n, talk in enumerate(talks):
        file(folder / str(n), talk)
    add(library, folder)


def one_zip(library: Library, folder: Path, talks: list[list[str]]) -> None:
    packed = io.BytesIO()
    with ZipFile(packed, "w") as archive:
        for n, talk in enumerate(talks):
            archive.writestr(f"{n}/audio_transcript.vtt", vtt(talk))
    folder.mkdir()
    (folder / "all.zip").write_bytes(packed.getvalue())
    add(library, folder)


def uploads_in_one_go(library: Library, folder: Path, talks: list[list[str]]) -> None:
    taken: set[str] = set()
    for talk in talks:
        list(pipeline.add_bytes(library, "audio_transcript.vtt", vtt(talk).encode(), taken))


def uploads_one_by_one(library: Library, folder: Path, talks: list[list[str]]) -> None:
    for talk in talks:
        list(pipeline.add_bytes(library, "audio_transcript.vtt", vtt(talk).encode()))


WAYS = [
    two_adds,
    one_path_overwritten,
    one_folder,
    one_zip,
    uploads_in_one_go,
    uploads_one_by_one,
]


@pytest.mark.parametrize("way", WAYS)
def test_talks_that_clash_are_all_there_by_every_way_in(
    library: Library, tmp_path: Path, way: Callable[[Library, Path, list[list[str]]], None]
) -> None:
    way(library, tmp_path / "talks", [QUAY, BRIDGE, FERRY])
    names = ["audio_transcript", "audio_transcript-2", "audio_transcript-3"]
    assert list(library.records()) == names
    assert [said(library, name) for name in names] == [QUAY, BRIDGE, FERRY]
    way(library, tmp_path / "again", [QUAY, BRIDGE, FERRY])
    assert list(library.records()) == names


@pytest.mark.parametrize("way", [one_folder, one_zip, uploads_in_one_go])
def test_in_one_run_even_a_corrected_version_replaces_nothing(
    library: Library, tmp_path: Path, way: Callable[[Library, Path, list[list[str]]], None]
) -> None:
    way(library, tmp_path / "talks", [QUAY, FIXED])
    assert said(library, "audio_transcript") == QUAY
    assert said(library, "audio_transcript-2") == FIXED


@pytest.mark.parametrize("way", [two_adds, one_path_overwritten, uploads_one_by_one])
def test_a_corrected_version_replaces_its_own_talk_alone(
    library: Library, tmp_path: Path, way: Callable[[Library, Path, list[list[str]]], None]
) -> None:
    way(library, tmp_path / "talks", [BRIDGE, QUAY, FIXED])
    assert list(library.records()) == ["audio_transcript", "audio_transcript-2"]
    assert said(library, "audio_transcript") == BRIDGE
    assert said(library, "audio_transcript-2") == FIXED


def test_a_clash_says_why_it_has_another_name(library: Library, tmp_path: Path) -> None:
    add(library, file(tmp_path / "a", QUAY))
    (outcome,) = pipeline.add_files(library, [file(tmp_path / "b", BRIDGE)])
    assert (outcome.instead_of, outcome.note) == (
        "audio_transcript",
        "'audio_transcript' is another talk",
    )
    (tmp_path / "c").mkdir()
    (tmp_path / "c" / "audio_transcript.txt").write_text("ANNA:  One.\n\nTOM:  Two.\n")
    (outcome,) = pipeline.add_files(library, [tmp_path / "c" / "audio_transcript.txt"])
    assert (outcome.name, outcome.note) == (
        "audio_transcript-3",
        "'audio_transcript' is the file audio_transcript.vtt",
    )


# The rule


def like(old: list[str], new: list[str]) -> float:
    a, b = [placing.words(t) for t in old], [placing.words(t) for t in new]
    return placing.likeness(a, len(a), b, placing.runs(b))


def test_weekly_meetings_of_one_form_are_not_alike_and_versions_are() -> None:
    form = ["Good morning.", "Morning.", "Who wants to go first?", "{0}", "Thank you. Piet?", "{1}"]
    ends = ["Anything else?", "No.", "Then have a good day.", "Bye.", "Bye."]

    def week(*done: str) -> list[str]:
        return [line.format(*done) for line in form] + ends

    first = week(
        "Yesterday I finished the export and today I start on the printing.",
        "I am still on the login page, and the tests fail on the old browser.",
    )
    other = week(
        "Yesterday I tried the printing on two machines and today it goes to the customer.",
        "The login page is done, and I am now on the search.",
    )
    assert like(first, other) < placing.SOME_AT_SAME_PATH
    joined = [" ".join(first[n : n + 2]) for n in range(0, len(first), 2)]
    assert like(first, joined) > placing.MOST
    assert like(first, [t.replace("export", "report") for t in first]) > placing.MOST


def test_a_short_trial_before_a_long_talk_is_another_talk() -> None:
    trial = ["Can you hear me now, or do I have to speak up?", "Yes."]
    assert like(trial, [*trial, *(10 * BRIDGE), *QUAY]) < placing.SOME_AT_SAME_PATH


def test_letters_stand_for_words_where_nothing_parts_them() -> None:
    assert placing.words("桥是绿的 Lim2") == ["桥", "是", "绿", "的", "lim2"]


def test_a_large_edit_in_place_replaces_and_elsewhere_does_not(
    library: Library, tmp_path: Path
) -> None:
    add(library, file(tmp_path, QUAY))
    half = [*QUAY[:2], *BRIDGE[2:]]
    assert placing.SOME_AT_SAME_PATH < like(QUAY, half) < placing.MOST
    assert add(library, file(tmp_path / "b", half)) == [("added", "audio_transcript-2")]
    library.forget("audio_transcript-2")
    assert add(library, file(tmp_path, half)) == [("replaced", "audio_transcript")]


# Undo and redo


def replaced(library: Library, folder: Path) -> None:
    """A talk, something put right in it, then its corrected version."""
    add(library, file(folder, QUAY))
    correct(
        library,
        "audio_transcript",
        lambda made, people: corrections.rename(made, people, "Tom Reed", "Thomas Reed"),
    )
    assert add(library, file(folder, FIXED)) == [("replaced", "audio_transcript")]


def test_undo_brings_the_version_before_back_with_its_corrections_and_again_is_redo(
    library: Library, tmp_path: Path
) -> None:
    replaced(library, tmp_path)
    before_undo = library.transcript("audio_transcript")
    correct(library, "audio_transcript", lambda made, _: corrections.retitle(made, "The wall"))
    library = open_library(library.settings.library)  # after a restart
    assert pipeline.undo(library, "audio_transcript") == ("audio_transcript", True)
    assert said(library, "audio_transcript") == QUAY
    assert {t.speaker for t in library.transcript("audio_transcript").turns} == {
        "Anna Bell",
        "Thomas Reed",
    }
    assert library.record("audio_transcript").title != "The wall"
    assert nearest(library, "four million crowns")[0] == ("audio_transcript", 2)
    assert pipeline.undo(library) == ("audio_transcript", True)
    assert said(library, "audio_transcript") == FIXED
    assert library.record("audio_transcript").title == "The wall"
    assert library.transcript("audio_transcript").turns == before_undo.turns
    assert (library.problems(), library._notes.count()) == ([], 0)


def test_a_removal_is_undone_and_redone_and_its_name_stays_its_own(
    library: Library, tmp_path: Path
) -> None:
    replaced(library, tmp_path / "a")
    library.remove("audio_transcript")
    assert nearest(library, "four million crowns") == []
    assert add(library, file(tmp_path / "b", BRIDGE)) == [("added", "audio_transcript-2")]
    assert pipeline.undo(library) == ("audio_transcript", True)
    assert said(library, "audio_transcript") == FIXED
    assert library.transcript("audio_transcript").turns[0].speaker == "Thomas Reed"
    assert pipeline.undo(library) == ("audio_transcript", False)
    assert list(library.records()) == ["audio_transcript-2"]
    assert pipeline.undo(library) == ("audio_transcript", True)
    assert library.problems() == []


def test_a_removed_file_that_is_added_again_has_its_name_again(
    library: Library, tmp_path: Path
) -> None:
    add(library, file(tmp_path, QUAY))
    library.remove("audio_transcript")
    assert add(library, file(tmp_path / "b", FIXED)) == [("added", "audio_transcript")]


def test_for_good_nothing_is_kept(library: Library, tmp_path: Path) -> None:
    replaced(library, tmp_path)
    library.forget("audio_transcript")
    assert library._kept.count() == 0
    with pytest.raises(NothingKept, match="nothing to undo: no transcript was replaced or removed"):
        pipeline.undo(library)
    with pytest.raises(UnknownName):
        library.forget("audio_transcript")
    add(library, file(tmp_path, QUAY))
    with pytest.raises(NothingKept, match="audio_transcript: no version before this one is kept"):
        pipeline.undo(library, "audio_transcript")


def test_what_is_kept_is_bounded(library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kept, "MOST_REMOVED", 2)
    for n in range(4):
        put(library, hearing(f"talk-{n}", f"This is talk {n}."))
        library.remove(f"talk-{n}")
    assert list(library.kept()) == ["talk-3", "talk-2"]
    assert library._kept.count() == 2
    for n in range(3):
        library.put(*made(library, hearing("quay", f"The quay costs {n} million.")), keep=True)
    assert [it.name for it in kept.find(library._kept)] == ["quay", "talk-3", "talk-2"]


def test_what_is_kept_survives_a_rebuild_for_another_model(
    library: Library, tmp_path: Path
) -> None:
    replaced(library, tmp_path)
    other: Embedder = embedder("other", dimensions=8)
    library = open_library(library.settings.library, model=other)
    pipeline.rebuild(library)
    assert pipeline.undo(library) == ("audio_transcript", True)
    assert said(library, "audio_transcript") == QUAY
    assert library.problems() == []


def test_a_damaged_version_is_a_problem_and_one_line(library: Library, tmp_path: Path) -> None:
    replaced(library, tmp_path)
    (it,) = kept.find(library._kept)
    library._kept.update(ids=[f"{it.key}/0"], documents=["[]"], embeddings=[1.0])
    assert library.problems() == ["audio_transcript: the version kept for undo is damaged"]
    with pytest.raises(LibraryError, match="kept for undo is damaged and cannot come back"):
        pipeline.undo(library)


# Said outright


def test_a_new_version_said_outright_takes_the_place_whatever_it_says(
    library: Library, tmp_path: Path
) -> None:
    add(library, file(tmp_path / "a", QUAY), file(tmp_path / "b", BRIDGE))
    again = file(tmp_path / "b", BRIDGE)
    outcomes = list(pipeline.add_files(library, [again], "audio_transcript"))
    assert [(o.status, o.name, o.note) for o in outcomes] == [
        (
            "replaced",
            "audio_transcript",
            "it was 'audio_transcript-2' until now; " + pipeline.UNDO,
        )
    ]
    assert list(library.records()) == ["audio_transcript"]
    assert add(library, again, replacing="audio_transcript") == [("unchanged", "audio_transcript")]
    pipeline.undo(library)
    assert said(library, "audio_transcript") == QUAY
    with pytest.raises(UnknownName):
        add(library, again, replacing="nothing")


def test_a_new_version_is_one_transcript(library: Library, tmp_path: Path) -> None:
    add(library, file(tmp_path, QUAY))
    one_zip(library, tmp_path / "zip", [QUAY])
    with ZipFile(tmp_path / "two.zip", "w") as archive:
        archive.writestr("a.vtt", vtt(BRIDGE))
        archive.writestr("b.vtt", vtt(FERRY))
    ((status, error),) = add(library, tmp_path / "two.zip", replacing="audio_transcript")
    assert status == "failed"
    assert "it holds 2 transcripts; a new version is one" in error
    assert said(library, "audio_transcript") == QUAY
