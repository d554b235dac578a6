"""Damaged captions and speech-to-text: read, or refused in one line, in bounded time and memory."""

import random
import resource
import time
from collections.abc import Callable

import pytest

from ingest.errors import OnRecordError
from ingest.open.containers import Document
from ingest.readers.captions import sbv, srt, subtitles, timed_text, vtt
from ingest.readers.labelled import timed_lines
from ingest.readers.speech_to_text import services as asr
from tests.support.caption_formats import FORMATS, Said

READERS = {
    "vtt": vtt,
    "zoom": vtt,
    "srt": srt,
    "sbv": sbv,
    "ass": subtitles,
    "sami": subtitles,
    "lrc": timed_lines,
    "ttml": timed_text,
}
TALK = [
    Said(who, text, 2 * n)
    for n, (who, text) in enumerate(
        [
            ("Ann Lee", "Well, [Applause] thank you."),
            ("Bo", "No: 12:30 & <b>then</b>."),
            ("Bo", "Yes."),
        ]
        * 4
    )
]
SHARP = [
    *[
        "-->",
        "<v ",
        "</v>",
        ">>",
        "- ",
        ":",
        "\n",
        "\r",
        "\n\n",
        "NOTE\n",
        "WEBVTT\n",
        "&#x",
        "&amp;",
    ],
    *[
        "NaN",
        "Infinity",
        "-1",
        "1e999",
        "9" * 5000,
        "null",
        "true",
        '"',
        "{",
        "}",
        "[",
        "]",
        "[" * 500,
    ],
    *[
        "<p>",
        "<!--",
        "<![CDATA[",
        "&lol;",
        "\x00",
        "\ufeff",
        "\u2028",
        "\ud7ff",
        "99:99:99,999",
        "(",
        "[a",
    ],
    *["a" * 3000, " " * 3000, "\n" * 3000, "A b " * 500, ": " * 500, "<" * 500, "(" * 500],
]


def mutate(text: str, rng: random.Random, largest: int) -> str:
    """`text` with one to five wounds; now and then up to `largest` characters long."""
    for _ in range(rng.randint(1, 5)):
        a, b = sorted(rng.randrange(len(text) + 1) for _ in range(2))
        kind = rng.randrange(6)
        if kind == 0:
            text = text[:a] + text[b:]
        elif kind == 1:
            text = text[:b] + text[a:b] + text[b:]
        elif kind == 2:
            text = text[:a] + rng.choice(SHARP) + text[a:]
        elif kind == 3:
            text = text[:a] + rng.choice(SHARP) + text[b:]
        elif kind == 4:
            text = (
                text[:a]
                + chr(rng.choice([0, 9, 13, 34, 58, 60, 91, 123, 8207, 65533]))
                + text[a + 1 :]
            )
        else:
            text = text[:a] + text[a:b][::-1] + text[b:]
    if rng.random() < 0.02:
        text *= largest // (len(text) + 1)
    return text


def check(name: str, text: str) -> None:
    """Read, or refused in one line; in under a second for each 300,000 characters.

    At the third try on a busy machine.
    """
    document = Document("a", text.encode(errors="replace"), text)
    most = max(1, len(text) / 300_000)
    assert any(seconds(name, document) < most for _ in range(3)), f"{len(text)} characters"


def seconds(name: str, document: Document) -> float:
    """The time of the processor that it takes to read or refuse a document."""
    reader = READERS.get(name, asr)
    started = time.process_time()
    try:
        reader.sniff(document)
        for reading in reader.read(document):
            assert all(turn.text is not None for turn in reading.turns)
    except OnRecordError as error:
        assert "\n" not in str(error)
        assert len(str(error)) < 400
    return time.process_time() - started


def fuzz(
    name: str, write: Callable[[list[Said]], str], rounds: int, seed: int, largest: int
) -> None:
    rng = random.Random(seed)
    sound = write(TALK)
    for _ in range(rounds):
        check(name, mutate(sound, rng, largest))


@pytest.mark.parametrize("name", FORMATS)
def test_a_few_hundred_damaged_files(name: str) -> None:
    fuzz(name, FORMATS[name], rounds=25, seed=1, largest=300_000)


@pytest.mark.slow
@pytest.mark.parametrize("name", FORMATS)
def test_ten_thousand_damaged_files(name: str) -> None:
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    fuzz(name, FORMATS[name], rounds=10_000 // len(FORMATS) + 1, seed=2, largest=1_000_000)
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 200 * 1024  # KiB
