"""Every real sample against what is known of it: expect.json of ../shared/data/formats(_new)."""

from __future__ import annotations

import json
import re
import unicodedata
from pathlib import Path
from typing import Any

import pytest

from ingest import readers
from ingest.open.containers import open_document
from ingest.people import speakers
from ingest.transcript import Transcript, spoken

DATA = Path(__file__).resolve().parents[4] / "shared/data"
EXPECT = DATA / "formats/expect.json"
pytestmark = pytest.mark.skipif(
    not EXPECT.exists(), reason="the sample transcripts (../shared/data/formats) are not here"
)
KNOWN: dict[str, Any] = json.loads(EXPECT.read_text("utf-8")) if EXPECT.exists() else {}
SAMPLES: list[dict[str, Any]] = KNOWN.get("samples", [])
NEW = DATA / "formats_new/expect.json"
NEWER: list[dict[str, Any]] = json.loads(NEW.read_text("utf-8"))["samples"] if NEW.exists() else []
# Of the newer files those that are still read wrong, with what is wrong.
WRONG = {
    "srt/two_cues.srt": "'**' stands for music, and is kept as printed",
    "chat/discord_one_message.json": "the expectation begins amid the only message",
    "markdown/oral_history_ethw.md": "the expectation leaves a label out that has talk on its line",
    "html/hansard_page_furniture.html": "the expectation ends at a page's foot, its checks do not",
    "parliament/kenya_2013.pdf": "'The House rose' is end matter here",
    "parliament/kenya_1992_newspeech.txt": "markup of one project",
}
TEXT = ("plain/", "markdown/", "otter/", "gmeet/", "scotus/aca", "vtt/", "srt/")


def flat(text: str) -> str:
    """Text as expect.json compares it."""
    text = unicodedata.normalize("NFC", text).replace("\u00ad", "")
    return re.sub(r"\s+", " ", re.sub(r"</?\w[^>]*>", "", text)).strip()


def parse(file: str, folder: Path = EXPECT.parent) -> Transcript:
    path = folder / file
    documents = open_document(path.name, path.read_bytes())
    (reading,) = [r for d in documents for r in readers.read(d)]
    return speakers.resolve(reading, path.stem, "")


def names_of(turn: Any, sample: dict[str, Any]) -> set[str]:
    """Everything the turn's speaker may be called, in lower case."""
    aliases: dict[str, list[str]] = sample.get("speaker_aliases", {})
    names = {n for n in (turn.label, turn.speaker) if n}
    for name, others in aliases.items():
        group = {name, *others}
        if {g.casefold() for g in group} & {n.casefold() for n in names}:
            names |= group
    return {n.casefold() for n in names}


def holds(transcript: Transcript, check: dict[str, Any], sample: dict[str, Any]) -> bool:
    wanted, speaker = flat(check["text"])[:60], check["speaker"]
    whole = check.get("start", 0.0) % 1 == 0
    for turn in transcript.turns:
        text = flat(turn.text)
        if wanted not in text and wanted not in flat(spoken(turn.text)):
            continue
        if speaker is not None and flat(speaker).casefold() not in names_of(turn, sample):
            continue
        if speaker is None and turn.speaker is not None:
            continue
        late = text.startswith(wanted) and "start" in check
        if not late or abs((turn.start_ms or 0) / 1000 - check["start"]) <= (
            0.6 if whole else 0.02
        ):
            return True
    return False


@pytest.fixture(scope="module")
def parsed() -> dict[str, Transcript]:
    return {}


@pytest.fixture
def transcript(sample: dict[str, Any], parsed: dict[str, Transcript]) -> Transcript:
    file = sample["file"]
    if file not in parsed:
        parsed[file] = parse(file)
    return parsed[file]


each = pytest.mark.parametrize("sample", SAMPLES, ids=[s["file"] for s in SAMPLES])


def wrong(sample: dict[str, Any], transcript: Transcript) -> list[str]:
    """What is not as it should be in a newer sample, a line each."""
    turns = transcript.turns
    accepted = sample.get("accept_counts") or [sample["turns"]]
    wrong = [] if len(turns) in accepted else [f"{len(turns)} turns"]
    checks = [sample["first"], sample["last"], *sample["checks"]]
    wrong += [c["text"] for c in checks if not holds(transcript, c, sample)]
    opening = flat(sample["first"]["text"])[:60]
    if not flat(turns[0].text).startswith(opening) and not flat(spoken(turns[0].text)).startswith(
        opening
    ):
        wrong.append(f"first: {turns[0].text[:60]}")
    tail, last = flat(sample["last"].get("tail", "")), turns[-1].text
    if not flat(last).endswith(tail) and not flat(spoken(last)).endswith(tail):
        wrong.append(f"last: {last[-60:]}")
    found = {n for turn in turns for n in names_of(turn, sample)}
    wrong += [s for s in sample["speakers"] if s and flat(s).casefold() not in found]
    wrong += [s for s in sample.get("not_speakers", []) if s.casefold() in found]
    return wrong + [
        text
        for text in sample.get("not_in_any_turn", [])
        if any(flat(text) in flat(t.text) for t in turns)
    ]


@pytest.mark.parametrize(
    "sample",
    [
        pytest.param(
            s,
            id=s["file"],
            marks=[pytest.mark.xfail(reason=WRONG[s["file"]], strict=True)]
            if s["file"] in WRONG
            else [],
        )
        for s in NEWER
    ],
)
def test_newer_sample(sample: dict[str, Any]) -> None:
    assert wrong(sample, parse(sample["file"], NEW.parent)) == []


@each
def test_turn_count(sample: dict[str, Any], transcript: Transcript) -> None:
    accepted = sample.get("accept_counts") or [sample["turns"]]
    assert len(transcript.turns) in accepted


@each
def test_first_last_and_checks(sample: dict[str, Any], transcript: Transcript) -> None:
    checks = [sample["first"], sample["last"], *sample["checks"]]
    assert [c for c in checks if not holds(transcript, c, sample)] == []
    first, last = transcript.turns[0], transcript.turns[-1]
    assert flat(sample["first"]["text"])[:60] in (flat(first.text), flat(spoken(first.text))) or (
        flat(first.text).startswith(flat(sample["first"]["text"])[:60])
        or flat(spoken(first.text)).startswith(flat(sample["first"]["text"])[:60])
    )
    if tail := sample["last"].get("tail"):
        said = (flat(last.text), flat(spoken(last.text)))
        assert any(s.endswith(flat(tail)) for s in said)


@each
def test_speakers(sample: dict[str, Any], transcript: Transcript) -> None:
    found = {n for turn in transcript.turns for n in names_of(turn, sample)}
    assert {flat(s).casefold() for s in sample["speakers"]} <= found
    for wrong in sample.get("not_speakers", []):
        assert wrong.casefold() not in {
            n.casefold() for t in transcript.turns for n in (t.label, t.speaker) if n
        }


@each
def test_nothing_else_is_talk(sample: dict[str, Any], transcript: Transcript) -> None:
    for wrong in sample.get("not_in_any_turn", []):
        assert not any(flat(wrong) in flat(t.text) for t in transcript.turns)


@pytest.mark.parametrize(
    "file",
    [s["file"] for s in SAMPLES if s["file"].startswith(TEXT)]
    + ["../press-conference/press-conference.txt"],
)
def test_the_blocks_tile_the_file(file: str) -> None:
    path = EXPECT.parent / file
    transcript = parse(file)
    (document,) = open_document(path.name, path.read_bytes())
    blocks = [document.text[t.source.start : t.source.end] for t in transcript.turns]
    assert transcript.front + "".join(blocks) + transcript.back == document.text


def test_press_conference() -> None:
    known = KNOWN["press_conference"]
    transcript = parse(known["file"])
    assert len(transcript.turns) == known["turn_count"]
    for turn, want in zip(transcript.turns, known["turns"], strict=True):
        assert turn.label == want["speaker"]
        assert flat(turn.text).startswith(flat(want["text"]))
        assert flat(spoken(turn.text)).startswith(flat(want["spoken"]))
        assert flat(turn.text).endswith(flat(want["tail"]))
        assert list(turn.notes) == want["stage_notes"]
        assert turn.source.line == want["first_line"]
        assert turn.source.start == want["char_offset"]
    for wrong in known["boilerplate_not_in_any_turn"]:
        assert not any(wrong in t.text for t in transcript.turns)


def test_press_conference_reporters_are_named_only_by_the_record() -> None:
    turns = parse(KNOWN["press_conference"]["file"]).turns
    assert [t.speaker for t in turns if t.label == "QUESTION"] == ["Missy", "Shaun Tandon", None]


@pytest.mark.skipif(not (DATA / "questions").exists(), reason="no question sets here")
def test_every_paragraph_of_the_question_sets_is_one_turn() -> None:
    for path in sorted((DATA / "questions").glob("*/transcripts/*.txt")):
        (document,) = open_document(path.name, path.read_bytes())
        (reading,) = readers.read(document)
        paragraphs = [p for p in document.text.split("\n\n") if p.strip()]
        assert len(reading.turns) == len(paragraphs), path.name
