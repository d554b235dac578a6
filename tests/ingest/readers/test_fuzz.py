"""Damaged files of every family: read, or refused in one line, in bounded time and memory."""

from __future__ import annotations

import hashlib
import random
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from ingest.errors import ReadError, Stopped
from ingest.intake import parse
from ingest.open import pool
from ingest.open.worker import Limits
from settings import ROOT
from tests.support.whole_files import whole

SAMPLES = Path(__file__).resolve().parents[4] / "shared/data/formats"
MOST_SAMPLE = 30_000
WOUNDS = (
    *[b"\0", b"\n", b"\r", b"\n\n", b":", b": ", b"-->", b">>", b"\xff", b"\xef\xbb\xbf", b"\f"],
    *[b'"', b"[", b"]", b"{", b"}", b"<", b">", b"&#x110000;", b"&lol;", b"<!--", b"<pre>", b"|"],
    *[b"NaN", b"-1", b"1e999", b"9" * 5000, b"99:99:99", b"PK\3\4", b"%PDF-", b"<table><tr><td>"],
    *[b"[" * 3000, b"<div>" * 3000, b"(" * 3000, b"a" * 9000, b" " * 9000, b"\n" * 9000],
    *[b"A b " * 3000, b"A: " * 3000, b"> " * 3000, b"**" * 3000, b"\xf0\x9f\x98\x80" * 999],
)


def seeds() -> list[bytes]:
    """A sound file of every family, and the beginnings of the samples where they are here."""
    samples = sorted(p for p in SAMPLES.rglob("*") if p.is_file())
    return [*whole(8).values(), *(p.read_bytes()[:MOST_SAMPLE] for p in samples)]


def mutated(sound: list[bytes], rng: random.Random) -> bytes:
    """One to five wounds; now and then a line, a part or the whole again and again."""
    data = rng.choice(sound)
    for _ in range(rng.randint(1, 5)):
        a, b = sorted(rng.randrange(len(data) + 1) for _ in range(2))
        kind = rng.randrange(7)
        if kind == 0:
            data = data[:a] + data[b:]
        elif kind == 1:
            data = data[:b] + data[a:b] + data[b:]
        elif kind == 2:
            data = data[:a] + rng.choice(WOUNDS) + data[a:]
        elif kind == 3:
            data = data[:a] + rng.randbytes(rng.randint(1, 4)) + data[a + 1 :]
        elif kind == 4:
            other = rng.choice(sound)
            data = data[:a] + other[rng.randrange(len(other) + 1) :]
        elif kind == 5:
            data = data[:b]
        else:
            data = data.replace(rng.choice([b"\n", b" ", b":", b'"', b">"]), b"", rng.randint(1, 9))
    if rng.random() < 0.02:
        data *= 300_000 // (len(data) + 1) + 1
    return data


def check(data: bytes) -> None:
    """Read, or refused in one line; in under a second of the processor for each 300 kB.

    At the third try on a busy machine.
    """
    most = max(1, len(data) / 300_000)
    assert any(taken(data) < most for _ in range(3)), f"over {most:.1f} s for {len(data)} bytes"


def taken(data: bytes) -> float:
    """Seconds of the processor that reading, or refusing in one line, takes."""
    started = time.process_time()
    try:
        for transcript in parse("fuzz.txt", data):
            assert transcript.turns
    except ReadError as error:
        assert "\n" not in str(error)
        assert len(str(error)) < 400
    return time.process_time() - started


def fuzz(rounds: int, seed: int) -> None:
    sound = seeds()
    for number in range(rounds):
        check(mutated(sound, random.Random(f"{seed}-{number}")))


def test_whole_files_are_read() -> None:
    for name, data in whole(8).items():
        found = parse(name, data)
        assert [len(t.turns) for t in found] in ([8], [8, 8]), name
        assert (
            found[0].turns[0].text == "The quay needs a new wall, and the sea will not wait for us."
        )


def test_some_damaged_files() -> None:
    fuzz(200, seed=1)


# The files of `whole` by family. Each 10,000 take minutes of the processor.
FAMILIES = {
    "captions": "vtt zoom srt sbv lrc ttml podcast ass sami",
    "chats": "irc whatsapp zoom_chat telegram telegram_page pidgin slack discord",
    "containers": "docx docx_table xlsx pdf zip html",
    "labelled": "labelled markdown stamped monologue",
    "proceedings": "court record akoma_ntoso",
    "research": "cha tei",
    "speech_to_text": "whisperx deepgram assemblyai aws google azure rev speechmatics",
    "tables": "csv jsonl",
}
FILES = 10_000
# After so many of them it is noted how far it came: a run that is ended goes on from there.
PART = 250
# Seconds of the processor, and 10**6 bytes of address space, for a file of at most 300 kB or so.
LIMITS = Limits(10, 1000)


def readings(family: str, first: int, count: int) -> Iterator[str]:
    """A worker's job: what is wrong with the reading of each damaged file, empty where nothing."""
    files = whole(8)
    sound = [files[name] for name in FAMILIES[family].split()]
    for number in range(first, first + count):
        data = mutated(sound, random.Random(f"{family}-{number}"))
        try:
            empty = any(not transcript.turns for transcript in parse("fuzz.txt", data))
            yield "a transcript without turns" if empty else ""
        except ReadError as error:
            said = str(error)
            yield said if "\n" in said or len(said) >= 400 or "internal error" in said else ""


def wrong_with(family: str, first: int, count: int) -> Iterator[tuple[int, str]]:
    """The number of each damaged file that was read wrong, and how; a worker that ended too."""
    at, end = first, first + count
    while at < end:
        try:
            job = (family, at, end - at)
            for said in pool.run("tests.ingest.readers.test_fuzz:readings", job, LIMITS):
                if said:
                    yield at, said
                at += 1
        except Stopped as error:
            yield at, str(error)
            at += 1


def of_this_code() -> str:
    """What tells the code that reads files from any other."""
    code = sorted((ROOT / "ingest").rglob("*.py"))
    return hashlib.sha256(b"".join(path.read_bytes() for path in code)).hexdigest()[:12]


def test_the_families_hold_every_file() -> None:
    assert sorted(" ".join(FAMILIES.values()).split()) == sorted(whole(8))


@pytest.mark.slow
def test_ten_thousand_damaged_files_of_each_family(cache: pytest.Cache) -> None:
    """In processes of their own: no foreign exception, none that hangs or fills the memory."""
    place = f"fuzz/{of_this_code()}"
    for first in range(cache.get(place, 0), FILES, PART):
        wrong = {family: list(wrong_with(family, first, PART)) for family in FAMILIES}
        assert not any(wrong.values()), wrong
        cache.set(place, first + PART)
        print(f"{first + PART} damaged files of each family, none read wrong", flush=True)
