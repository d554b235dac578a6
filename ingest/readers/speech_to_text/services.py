"""Speech-to-text JSON: which service wrote it, and its turns."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from ingest.errors import BrokenFile, NotATranscript
from ingest.open.containers import Document
from ingest.readers.captions.captions import labelled_by_text
from ingest.readers.common import json_file
from ingest.readers.common.cues import Cue, turns
from ingest.readers.common.json_node import MILLISECONDS, SECONDS, Node
from ingest.readers.speech_to_text import azure as asr_azure
from ingest.readers.speech_to_text import lists as asr_lists
from ingest.readers.speech_to_text import phrases as asr_phrases
from ingest.readers.speech_to_text import records as asr_records
from ingest.readers.speech_to_text import words as asr_words
from ingest.readers.speech_to_text.about import about
from ingest.readers.tables import columns
from ingest.text.sentences import sentences
from ingest.transcript import Reading

# A damaged file is still this family's if it begins like one of it.
_LIKELY = re.compile(
    r'"(?:segments|utterances|monologues|recognizedPhrases|speaker_labels|transcription|'
    r'word_segments|alternatives)"\s*:'
)
# What Vosk prints of a stretch of talk.
_VOSK = re.compile(r'\{\s*"(?:result|partial)"\s*:')
# What Whisper's answers say beside the text.
_ABOUT_TEXT = frozenset(
    "text language duration task usage segments words chunks logprobs language_probability".split()
)


@dataclass(frozen=True, slots=True)
class Shape:
    """One service's JSON: how it is told, and its cues (numbered later)."""

    name: str
    fits: Callable[[Node], bool]
    cues: Callable[[Node], Iterable[Cue]]


def sniff(document: Document) -> str | None:
    """The service whose JSON it is, told by its keys."""
    text = document.text.lstrip("\ufeff \t\r\n")
    if not text.startswith(("{", "[")):
        return None
    try:
        shape = _shape(Node(_load(document), document.path))
    except BrokenFile:
        broken = _LIKELY.search(text) and not _by_line(text)
        return "JSON with the keys of speech-to-text, broken" if broken else None
    return f"JSON with the keys of {shape.name}" if shape else None


def read(document: Document) -> list[Reading]:
    """One reading; a turn's place is the JSON path and number of its first record.

    Raises BrokenFile, naming the JSON path, and NotATranscript.
    """
    root = Node(_load(document), document.path)
    shape = _shape(root)
    if shape is None:
        raise NotATranscript(document.path, "this JSON holds no list of spoken text with times")
    cues = [cue._replace(number=n) for n, cue in enumerate(shape.cues(root), 1)]
    found = turns(labelled_by_text(cues))
    if not any(turn.text for turn in found):
        raise NotATranscript(document.path, f"no words in this {shape.name} result")
    title, date = about(root)
    return [Reading(f"json:{shape.name}", found, title=title, date=date)]


def _load(document: Document) -> Any:
    """The value in the file, or Vosk's results one after another. Raises BrokenFile."""
    text = document.text.lstrip("\ufeff \t\r\n")
    if not _VOSK.match(text):
        return json_file.load(document)
    results = json_file.one_after_another(text)
    return results if len(results) > 1 else json_file.load(document)


def _shape(root: Node) -> Shape | None:
    return next((shape for shape in SHAPES if shape.fits(root)), None)


def _by_line(text: str) -> bool:
    """A JSON object on each line is a table."""
    first = text.split("\n", 1)[0].rstrip()
    return first.startswith("{") and first.endswith("}") and "\n" in text


def _records(unit_ms: float | None = None) -> Callable[[Node], Iterable[Cue]]:
    def cues(root: Node) -> Iterable[Cue]:
        return [c for found in asr_lists.find(root) for c in asr_records.records(found, unit_ms)]

    return cues


def _is_assemblyai(root: Node) -> bool:
    about = ("audio_url", "audio_duration")
    return any(root.peek(k) is not None for k in about) and _assemblyai_list(root) is not None


def _assemblyai_list(root: Node) -> Node | None:
    """Utterances where speakers are told apart, or the finest that there is."""
    lists = ("utterances", "sentences", "paragraphs", "words")
    return next((root.get(k) for k in lists if isinstance(root.peek(k, 0), dict)), None)


def _assemblyai(root: Node) -> Iterable[Cue]:
    found = _assemblyai_list(root)
    return asr_records.records(found, MILLISECONDS) if found else []


def _is_podcast(root: Node) -> bool:
    return root.peek("segments", 0, "body") is not None


def _is_whisper(root: Node) -> bool:
    """Segments, chunks or words beside the whole text, in seconds."""
    return any(
        isinstance(root.peek(k), list) for k in ("segments", "chunks", "word_segments")
    ) and bool(asr_lists.find(root))


def _is_list(root: Node) -> bool:
    """Any list of text with times, but for tables of several meetings."""
    found = asr_lists.find(root)
    sample = found[0].peek(0) if found else None
    return isinstance(sample, dict) and not (
        isinstance(root.value, list) and (named := columns.find(list(sample))) and named.meeting
    )


def _is_rows(root: Node) -> bool:
    """faster-whisper's segments, dumped as tuples: id, seek, start, end, text."""
    row = root.peek(0)
    return isinstance(row, list) and isinstance(root.peek(0, 4), str)


def _rows(root: Node) -> Iterable[Cue]:
    for row in root.items():
        _, _, start, end, text, *_ = [*row.items(), *[Node(None, root.file)] * 5]
        yield Cue(0, text.text(), None, start.ms(SECONDS), end.ms(SECONDS), path=row.path)


def _is_text(root: Node) -> bool:
    """Whisper's plain answer: the text, and no list that holds times."""
    value = root.value
    return (
        isinstance(root.peek("text"), str)
        and set(value) <= _ABOUT_TEXT
        and not any(isinstance(v, list) and v for v in value.values())
    )


def _text(root: Node) -> Iterable[Cue]:
    text = root.get("text")
    return (Cue(0, sentence, path=text.path) for sentence in sentences(text.text()))


# The stricter first: AWS, Speechmatics and Watson have Google's keys too.
SHAPES = (
    Shape("aws", asr_words.is_aws, asr_words.aws),
    Shape("speechmatics", asr_words.is_speechmatics, asr_words.speechmatics),
    Shape("rev", asr_phrases.is_rev, asr_phrases.rev),
    Shape("azure", asr_azure.is_azure, asr_azure.azure),
    Shape("azure", asr_azure.is_video_indexer, asr_azure.video_indexer),
    Shape("deepgram", asr_phrases.is_deepgram, asr_phrases.deepgram),
    Shape("watson", asr_words.is_watson, asr_words.watson),
    Shape("google", asr_words.is_google, asr_words.google),
    Shape("whisper.cpp", asr_phrases.is_whisper_cpp, asr_phrases.whisper_cpp),
    Shape("assemblyai", _is_assemblyai, _assemblyai),
    Shape("podcasting 2.0", _is_podcast, _records(SECONDS)),
    Shape("whisper", _is_whisper, _records()),
    Shape("whisper", _is_rows, _rows),
    Shape("timed records", _is_list, _records()),
    Shape("whisper", _is_text, _text),
)
