"""Speech-to-text services that give phrases: Deepgram, Rev AI, whisper.cpp."""

from __future__ import annotations

from ingest.readers.common.cues import Cue
from ingest.readers.common.json_node import MILLISECONDS, SECONDS, Node
from ingest.readers.speech_to_text.words import by_time, word


def is_deepgram(root: Node) -> bool:
    """Deepgram: `results.channels` or `results.utterances`."""
    return any(isinstance(root.peek("results", k), list) for k in ("channels", "utterances"))


def deepgram(root: Node) -> list[Cue]:
    """Utterances; else the sentences of paragraphs; else words; else the bare transcript."""
    results = root.get("results")
    channels = list(results.get("channels").items())
    several = len(channels) > 1
    if utterances := list(results.get("utterances").items()):
        return by_time(
            _deepgram_cue(u, u.get("speaker"), u.get("channel").name(), several) for u in utterances
        )
    cues = [cue for n, c in enumerate(channels) for cue in _deepgram_channel(c, str(n), several)]
    return by_time(cues) if several else cues


def _deepgram_channel(channel: Node, number: str, several: bool) -> list[Cue]:
    best = channel.get("alternatives").first()
    paragraphs = best.get("paragraphs").get("paragraphs")
    if sentences := [
        (s, p.get("speaker")) for p in paragraphs.items() for s in p.get("sentences").items()
    ]:
        return [_deepgram_cue(s, speaker, number, several) for s, speaker in sentences]
    if words := list(best.get("words").items()):
        return [_deepgram_cue(w, w.get("speaker"), number, several) for w in words]
    return [_deepgram_cue(best, best.get("speaker"), number, several)]


def _deepgram_cue(node: Node, speaker: Node, channel: str, several: bool) -> Cue:
    label = speaker.speaker()
    if several and channel:
        label = f"Channel {channel}" + (f" {label}" if label else "")
    text = node.get("transcript", "text", "punctuated_word", "word").text()
    return word(node, text, label, node.get("start"), node.get("end"))


def is_rev(root: Node) -> bool:
    """Rev AI and Rev.com: monologues of elements. Gecko's are of terms."""
    return root.has("monologues") and root.peek("monologues", 0, "terms") is None


def rev(root: Node) -> list[Cue]:
    """A cue for each monologue; its elements bring their own spaces."""
    names = {
        speaker.get("id").name(): speaker.get("name").speaker()
        for speaker in root.get("speakers").items()
    }
    cues: list[Cue] = []
    for monologue in root.get("monologues").items():
        elements = list(monologue.get("elements").items())
        starts = [e.get("ts", "timestamp").ms(SECONDS) for e in elements]
        stops = [e.get("end_ts", "end_timestamp").ms(SECONDS) for e in elements]
        speaker = monologue.get("speaker")
        cues.append(
            Cue(
                number=0,
                text="".join(e.get("value").text() for e in elements),
                label=names.get(speaker.name()) or speaker.speaker(),
                start_ms=next((ms for ms in starts if ms is not None), None),
                end_ms=max((ms for ms in stops if ms is not None), default=None),
                path=monologue.path,
            )
        )
    return cues


def is_whisper_cpp(root: Node) -> bool:
    """whisper.cpp: `transcription` with offsets or timestamps."""
    return any(root.peek("transcription", 0, k) is not None for k in ("offsets", "timestamps"))


def whisper_cpp(root: Node) -> list[Cue]:
    """Segments; offsets are milliseconds. `speaker_turn_next` tells that another person follows."""
    cues: list[Cue] = []
    change = False
    for segment in root.get("transcription").items():
        times = segment.get("offsets", "timestamps")
        start, end = times.get("from").ms(MILLISECONDS), times.get("to").ms(MILLISECONDS)
        label = segment.get("speaker").speaker()
        cues.append(
            Cue(0, segment.get("text").text(), label, start, end, change, path=segment.path)
        )
        change = segment.get("speaker_turn_next").value is True
    return cues
