"""Writers of every caption and speech-to-text format, for tests that read back what they wrote."""

import json
from collections.abc import Callable
from itertools import pairwise
from typing import Any, NamedTuple


class Said(NamedTuple):
    """One caption: who says what, from second `at` to the next."""

    who: str
    text: str
    at: int

    def clock(self, late: int = 0, point: str = ".") -> str:
        seconds = self.at + late
        return f"{seconds // 3600:02}:{seconds // 60 % 60:02}:{seconds % 60:02}{point}000"


def xml(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;")


def vtt_voices(said: list[Said]) -> str:
    cues = (f"{c.clock()} --> {c.clock(1)}\n<v {c.who}>{xml(c.text)}</v>\n" for c in said)
    return "WEBVTT\n\n" + "\n".join(cues)


def vtt_labels(said: list[Said]) -> str:
    cues = (f"{c.clock()} --> {c.clock(1)}\n{c.who}: {xml(c.text)}\n" for c in said)
    return "WEBVTT\n\n" + "\n".join(cues)


def srt(said: list[Said]) -> str:
    """Labels where the speaker changes."""
    before = [Said("", "", 0), *said]
    cues = (
        f"{n}\n{c.clock(0, ',')} --> {c.clock(1, ',')}\n"
        + (f"{c.who}: {xml(c.text)}\n" if c.who != last.who else f"{xml(c.text)}\n")
        for n, (last, c) in enumerate(pairwise(before), 1)
    )
    return "\n".join(cues)


def sbv(said: list[Said]) -> str:
    return "\n".join(f"{c.clock()},{c.clock(1)}\n>> {c.who}: {xml(c.text)}\n" for c in said)


def ass(said: list[Said]) -> str:
    lines = (
        f"Dialogue: 0,{c.clock()[1:-1]},{c.clock(1)[1:-1]},Default,{c.who},0,0,0,,{xml(c.text)}\n"
        for c in said
    )
    fields = "Layer, Start, End, Style, Name, MarginL, MarginR, MarginV, Effect, Text"
    return f"[Script Info]\n\n[Events]\nFormat: {fields}\n" + "".join(lines)


def sami(said: list[Said]) -> str:
    cues = (
        f"<SYNC Start={1000 * c.at}><P Class=EN>{c.who}: {xml(c.text)}\n"
        f"<SYNC Start={1000 * c.at + 1000}><P Class=EN>&nbsp;\n"
        for c in said
    )
    return f"<SAMI>\n<BODY>\n{''.join(cues)}</BODY>\n</SAMI>\n"


def lrc(said: list[Said]) -> str:
    return "\n".join(
        f"[{c.at // 60:02}:{c.at % 60:02}.00]{c.who}: {xml(c.text)}\n"
        f"[{(c.at + 1) // 60:02}:{(c.at + 1) % 60:02}.00]"
        for c in said
    )


def ttml(said: list[Said]) -> str:
    ids = {who: f"s{n}" for n, who in enumerate(dict.fromkeys(c.who for c in said))}
    agents = "".join(f'<agent xml:id="{k}"><name>{who}</name></agent>' for who, k in ids.items())
    cues = "".join(
        f'<p begin="{c.at}s" dur="1s" agent="{ids[c.who]}">{xml(c.text)}</p>\n' for c in said
    )
    return f"<tt><head>{agents}</head><body><div>{cues}</div></body></tt>"


def as_json(make: Callable[[list[Said]], Any]) -> Callable[[list[Said]], str]:
    return lambda said: json.dumps(make(said), ensure_ascii=False)


def record(c: Said, unit: int = 1, text: str = "text") -> dict[str, Any]:
    return {"speaker": c.who, "start": c.at * unit, "end": (c.at + 1) * unit, text: c.text}


def aws(said: list[Said]) -> Any:
    items = [
        {
            "type": "pronunciation",
            "start_time": f"{c.at}.0",
            "end_time": f"{c.at + 1}.0",
            "speaker_label": c.who,
            "alternatives": [{"content": c.text}],
        }
        for c in said
    ]
    return {"results": {"transcripts": [], "items": items}}


def google(said: list[Said]) -> Any:
    words = [
        {"word": c.text, "startTime": f"{c.at}s", "endTime": f"{c.at + 1}s", "speakerLabel": c.who}
        for c in said
    ]
    return {"results": [{"alternatives": [{"words": [word]}]} for word in words]}


def azure(said: list[Said]) -> Any:
    phrases = [
        {"speaker": c.who, "offsetInTicks": c.at * 10**7, "durationInTicks": 10**7}
        | {"nBest": [{"display": c.text}]}
        for c in said
    ]
    return {"recognizedPhrases": phrases}


def rev(said: list[Said]) -> Any:
    return {
        "monologues": [
            {"speaker": c.who, "elements": [{"value": c.text, "ts": c.at, "end_ts": c.at + 1}]}
            for c in said
        ]
    }


def speechmatics(said: list[Said]) -> Any:
    return {
        "results": [
            {"type": "word", "start_time": c.at, "end_time": c.at + 1}
            | {"alternatives": [{"content": c.text, "speaker": c.who}]}
            for c in said
        ]
    }


FORMATS: dict[str, Callable[[list[Said]], str]] = {
    "vtt": vtt_voices,
    "zoom": vtt_labels,
    "srt": srt,
    "sbv": sbv,
    "ass": ass,
    "sami": sami,
    "lrc": lrc,
    "ttml": ttml,
    "whisperx": as_json(lambda said: {"segments": [record(c) for c in said]}),
    "deepgram": as_json(
        lambda said: {"results": {"utterances": [record(c, 1, "transcript") for c in said]}}
    ),
    "assemblyai": as_json(
        lambda said: {"audio_duration": 9, "utterances": [record(c, 1000) for c in said]}
    ),
    "podcast": as_json(lambda said: {"segments": [record(c, 1, "body") for c in said]}),
    "aws": as_json(aws),
    "google": as_json(google),
    "azure": as_json(azure),
    "rev": as_json(rev),
    "speechmatics": as_json(speechmatics),
}
