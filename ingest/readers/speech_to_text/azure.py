"""Azure's speech-to-text: batch and fast transcription, results of the SDK, Video Indexer."""

from __future__ import annotations

from itertools import islice

from ingest.readers.common.cues import Cue
from ingest.readers.common.json_node import MILLISECONDS, SECONDS, TICKS, Node
from ingest.readers.speech_to_text.people import people
from ingest.readers.speech_to_text.words import by_time


def is_azure(root: Node) -> bool:
    """Phrases of a batch (of either version), of fast transcription, or of the SDK."""
    return bool(_phrases(root))


def azure(root: Node) -> list[Cue]:
    """Phrases in the order in which they begin; a channel is named where there are several."""
    phrases = _phrases(root)
    several = len({_channel(p) for p in phrases} - {""}) > 1
    return by_time(_cue(p, several) for p in phrases)


def _phrases(root: Node) -> list[Node]:
    for key in ("recognizedPhrases", "RecognizedPhrases"):
        if root.has(key):
            return list(root.get(key).items())
    if root.has("combinedPhrases", "phrases"):
        return list(root.get("phrases").items())
    if root.has("AudioFileResults"):
        files = root.get("AudioFileResults").items()
        return [phrase for file in files for phrase in file.get("SegmentResults").items()]
    if not isinstance(root.value, list):
        return [root] if root.has("Offset", "NBest") else []
    azure = any(r.has("Offset", "NBest") for r in islice(root.items(), 5))
    return list(root.items()) if azure else []


def _channel(phrase: Node) -> str:
    return phrase.get("channel", "Channel", "ChannelNumber").name()


def _cue(phrase: Node, several: bool) -> Cue:
    best = phrase.get("nBest", "NBest")
    best = best.first() if best.value is not None else phrase
    label = phrase.get("speaker", "Speaker", "speakerId", "SpeakerId").speaker()
    if several and label is None:
        label = f"Channel {_channel(phrase)}"
    start, length = (_ms(phrase, name) for name in ("offset", "duration"))
    return Cue(
        number=0,
        text=best.get("display", "Display", "text", "lexical", "Lexical").text(),
        label=label,
        start_ms=start,
        end_ms=None if start is None or length is None else start + length,
        path=phrase.path,
    )


def _ms(phrase: Node, name: str) -> int | None:
    if phrase.has(f"{name}Milliseconds"):
        return phrase.get(f"{name}Milliseconds").ms(MILLISECONDS)
    other = name.capitalize()
    return phrase.get(f"{name}InTicks", f"{other}InTicks", name, other).ms(TICKS)


def is_video_indexer(root: Node) -> bool:
    """Video Indexer's insights: a transcript whose lines have instances."""
    return any(
        video.peek("insights", "transcript", 0, "instances") is not None for video in _videos(root)
    )


def video_indexer(root: Node) -> list[Cue]:
    """Lines with the name that the list of speakers gives to their id."""
    cues: list[Cue] = []
    for video in _videos(root):
        lines = video.get("insights").get("transcript")
        named = people(lines, "speakerId")
        for line in lines.items():
            span, speaker = line.get("instances").first(), line.get("speakerId").name()
            label = named.get(speaker, speaker)
            start, end = (span.get(k).ms(SECONDS) if span.value else None for k in ("start", "end"))
            text = line.get("text").text()
            cues.append(Cue(0, text, Node(label, "").speaker(), start, end, path=line.path))
    return cues


def _videos(root: Node) -> list[Node]:
    return list(root.get("videos").items()) if isinstance(root.peek("videos"), list) else []
