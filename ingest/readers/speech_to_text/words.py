"""Speech-to-text services that give words one by one: AWS, Google, Speechmatics, IBM Watson."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator, Sequence

from ingest.readers.common.cues import Cue
from ingest.readers.common.json_node import SECONDS, Node


def word(node: Node, text: str, label: str | None, start: Node, end: Node) -> Cue:
    """A word or utterance as a cue; it is numbered when all are known."""
    return Cue(0, text, label, start.ms(SECONDS), end.ms(SECONDS), path=node.path)


def by_time(cues: Iterable[Cue]) -> list[Cue]:
    """Cues of several channels in the order in which they begin."""
    return sorted(cues, key=lambda cue: cue.start_ms or 0)


def is_aws(root: Node) -> bool:
    """Amazon Transcribe: `results.transcripts` beside `items` or `audio_segments`."""
    results = root.get("results") if isinstance(root.peek("results"), dict) else root
    return results.has("transcripts") and (results.has("items") or results.has("audio_segments"))


def aws(root: Node) -> list[Cue]:
    """Items with their speaker, or with their channel where each channel is a person."""
    results = root.get("results")
    channels = list(results.get("channel_labels").get("channels").items())
    if channels:
        return by_time(
            cue for channel in channels for cue in _aws_items(channel.get("items"), {}, channel)
        )
    if not results.has("items"):
        segments = results.get("audio_segments").items()
        return [
            word(
                s,
                s.get("transcript").text(),
                s.get("speaker_label").speaker(),
                s.get("start_time"),
                s.get("end_time"),
            )
            for s in segments
        ]
    speakers = {
        item.get("start_time").name(): item.get("speaker_label").speaker()
        for segment in results.get("speaker_labels").get("segments").items()
        for item in segment.get("items").items()
    }
    return list(_aws_items(results.get("items"), speakers, None))


def _aws_items(items: Node, speakers: dict[str, str | None], channel: Node | None) -> Iterator[Cue]:
    last: Cue | None = None
    for item in items.items():
        text = item.get("alternatives").first().get("content").text()
        if item.get("type").value == "punctuation" and last:
            last = last._replace(text=last.text + text)
            continue
        if last:
            yield last
        label = item.get("speaker_label", "channel_label").speaker()
        if channel:
            label = channel.get("channel_label").speaker()
        elif label is None:
            label = speakers.get(item.get("start_time").name())
        last = word(item, text, label, item.get("start_time"), item.get("end_time"))
    if last:
        yield last


def is_speechmatics(root: Node) -> bool:
    """Speechmatics: typed `results`, each with alternatives of `content`."""
    typed = root.peek("results", 0, "type") is not None
    return typed and (
        root.peek("results", 0, "alternatives", 0, "content") is not None
        or root.peek("job") is not None
    )


def speechmatics(root: Node) -> list[Cue]:
    """Words with their speaker; punctuation joins the word that it is attached to."""
    language = root.get("metadata").get("language_pack_info")
    parted = language.get("word_delimiter").value != ""
    cues: list[Cue] = []
    change = attach = False
    for result in root.get("results").items():
        best = result.get("alternatives").first()
        text = best.get("content").text() if best.value else ""
        change = change or result.get("type").value == "speaker_change"
        if not text:
            continue
        label = best.get("speaker").speaker() or result.get("channel").speaker()
        to = str(result.get("attaches_to").value or _side(result, text))
        if cues and (attach or to in ("previous", "both")) and cues[-1].label == label:
            joined = cues[-1].text + text
            cues[-1] = cues[-1]._replace(text=joined, end_ms=result.get("end_time").ms())
        else:
            cue = word(result, text, label, result.get("start_time"), result.get("end_time"))
            cues.append(cue._replace(change=change))
            change = False
        attach = to in ("next", "both") or not (parted or result.get("is_eos").value)
    return by_time(cues)


def _side(result: Node, text: str) -> str:
    """Which word a mark belongs to, where the file does not say (as older ones do not)."""
    if result.get("type").value != "punctuation":
        return ""
    return (
        "next" if unicodedata.category(text[0]) in ("Ps", "Pi") or text[0] in "¿¡" else "previous"
    )


def is_google(root: Node) -> bool:
    """Google Speech-to-Text: `results` with alternatives of a transcript or of words."""
    return any(r.has("alternatives") for r in _google_results(root)[:5])


def google(root: Node) -> list[Cue]:
    """Words with their speaker; a result without words is one cue.

    With diarization the last result repeats every word of the others, now with speakers.
    """
    results = _google_results(root)
    words = [list(r.get("alternatives").first().get("words").items()) for r in results]
    if _repeats_all(words):
        results, words = results[-1:], words[-1:]
    channels = {r.get("channelTag", "channel_tag").name() for r in results} - {"", "0"}
    cues: list[Cue] = []
    for result, spoken in zip(results, words, strict=True):
        channel = result.get("channelTag", "channel_tag").name()
        label = f"Channel {channel}" if len(channels) > 1 and channel else None
        cues += [_google_word(w, label) for w in spoken] or [_google_result(result, label)]
    return by_time(cues) if len(channels) > 1 else cues


def _google_word(node: Node, label: str | None) -> Cue:
    tag = node.get("speakerLabel", "speaker_label", "speakerTag", "speaker_tag")
    return word(
        node,
        node.get("word").text(),
        label if tag.value in (None, 0, "", "0") else tag.speaker(),
        node.get("startTime", "start_time", "startOffset", "start_offset"),
        node.get("endTime", "end_time", "endOffset", "end_offset"),
    )


def _google_result(result: Node, label: str | None) -> Cue:
    end = result.get("resultEndTime", "result_end_time", "resultEndOffset", "result_end_offset")
    text = result.get("alternatives").first().get("transcript").text()
    return word(result, text, label, Node(None, result.file), end)


def _google_results(root: Node) -> list[Node]:
    """The results, out of the envelopes of a long-running operation and of a batch."""
    if root.has("response"):
        return _google_results(root.get("response"))
    if root.has("annotationResults"):  # Video Intelligence
        videos = root.get("annotationResults").items()
        return [r for video in videos for r in video.get("speechTranscriptions").items()]
    if not root.has("results"):
        return []
    results = root.get("results")
    if isinstance(results.value, dict):
        files = (results.get(key) for key in results.value)
        inner = (
            f.get("transcript", "inlineResult")
            for f in files
            if f.has("transcript") or f.has("inlineResult")
        )
        return [
            r
            for t in inner
            for r in _google_results(t.get("transcript") if t.has("transcript") else t)
        ]
    return list(results.items()) if isinstance(results.value, list) else []


def _repeats_all(words: Sequence[Sequence[Node]]) -> bool:
    """The last result holds (nearly) as many words as all before it, from the first on."""
    before = [w for result in words[:-1] for w in result]
    if not before or not words[-1] or len(words[-1]) < 0.9 * len(before):
        return False
    first, again = (_google_word(w, None) for w in (before[0], words[-1][0]))
    return (again.start_ms or 0) <= (first.start_ms or 0) and again.label is not None


def is_watson(root: Node) -> bool:
    """IBM Watson: results whose alternatives carry `timestamps`."""
    return root.peek("results", 0, "alternatives", 0, "timestamps") is not None


def watson(root: Node) -> list[Cue]:
    """Words with the speaker who begins at their time."""
    speakers = {
        label.get("from").ms(): label.get("speaker").speaker()
        for label in root.get("speaker_labels").items()
    }
    cues: list[Cue] = []
    for result in root.get("results").items():
        for entry in result.get("alternatives").first().get("timestamps").items():
            text, start, end = [*entry.items(), *[Node(None, root.file)] * 3][:3]
            cues.append(word(entry, text.text(), speakers.get(start.ms()), start, end))
    return cues
