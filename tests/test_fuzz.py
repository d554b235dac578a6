"""Damaged files of every family: read, or refused in one line, in bounded time and memory."""

from __future__ import annotations

import random
import resource
import subprocess
import sys
import time
from pathlib import Path

import pytest

from ingest.errors import ReadError
from ingest.intake import parse
from tests.whole_files import whole

SAMPLES = Path(__file__).resolve().parents[2] / "shared/data/formats"
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


@pytest.mark.slow
def test_ten_thousand_damaged_files() -> None:
    """In a process of its own, so that the memory is that of reading alone."""
    done = subprocess.run(
        [sys.executable, "-m", "tests.test_fuzz"], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr[-2000:]
    assert int(done.stdout) < 200 * 1024


if __name__ == "__main__":
    fuzz(20, seed=3)  # what is loaded when first used is no memory of a file
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    fuzz(int(sys.argv[1]) if sys.argv[1:] else 10_000, seed=2)
    print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before)
