"""How fast files are read: MB/s by family and size, and a ten-hour caption file.

    python -m benchmarks.throughput              writes THROUGHPUT.md beside this file
    python -m benchmarks.throughput FOLDER       a table of the transcripts in a folder instead

Seconds are of the processor, so that other work on the machine counts for little.
"""

from __future__ import annotations

import io
import sys
import time
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

from ingest import intake, readers
from ingest.errors import ReadError
from ingest.open.containers import open_file
from ingest.transcript import Transcript
from tests.support.whole_files import WRITERS

REPORT = Path(__file__).with_name("THROUGHPUT.md")
SIZES = (100_000, 1_000_000, 5_000_000, 20_000_000)
# One writer for each reader and layout that differs in work; the other services' JSON is alike.
FAMILIES = (
    *(
        "labelled",
        "markdown",
        "stamped",
        "court",
        "record",
        "irc",
        "whatsapp",
        "cha",
        "csv",
        "jsonl",
    ),
    *("tei", "akoma_ntoso", "html", "vtt", "srt", "sbv", "ttml", "whisperx", "deepgram", "aws"),
    *("docx", "pdf"),
)
# Of pages and packed files a smaller one is already a thick book.
LARGEST = {"pdf": 100_000, "docx": 5_000_000}
TEN_HOURS = 10 * 3600


def seconds(path: str, data: bytes) -> tuple[float, list[Transcript]]:
    """Seconds of the processor to read a file, and what was read. Raises ReadError."""
    started = time.process_time()
    found = intake.parse(path, data)
    return time.process_time() - started, found


def weight(data: bytes) -> int:
    """The bytes of a file; of a packed one those that are in it."""
    if not data.startswith(b"PK"):
        return len(data)
    with zipfile.ZipFile(io.BytesIO(data)) as packed:
        return sum(part.file_size for part in packed.infolist())


def sized(write: Callable[[int], bytes], size: int) -> bytes:
    """What `write` makes of so many turns that it weighs about `size`."""
    few, more = weight(write(100)), weight(write(200))
    return write(max(1, 100 + round((size - few) / ((more - few) / 100))))


def family_row(name: str, write: Callable[[int], bytes]) -> str:
    """A row of the table: MB/s at each size."""
    cells = []
    for size in SIZES:
        if not weight(write(100)) < size <= LARGEST.get(name, SIZES[-1]):
            cells.append("")
            continue
        data = sized(write, size)
        taken, _ = seconds(name, data)
        cells.append(f"{weight(data) / 1e6 / taken:.1f}")
    return f"| {name} | " + " | ".join(cells) + " |"


def ten_hours() -> str:
    """One line: the time of a WebVTT of ten hours, a cue every three seconds."""
    data = WRITERS["vtt"](TEN_HOURS // 3)
    taken, found = seconds("long.vtt", data)
    return (
        f"A WebVTT of ten hours ({TEN_HOURS // 3:,} cues, {len(data) / 1e6:.1f} MB, "
        f"{len(found[0].turns):,} turns): {taken:.2f} s."
    )


def report() -> Iterator[str]:
    """The lines of THROUGHPUT.md."""
    for name, write in WRITERS.items():
        seconds(name, write(100))  # what is loaded when first used is no part of a file's time
    yield "# How fast transcripts are read\n"
    yield "Megabytes a second of one core, on files made for the purpose"
    yield "(tests/support/whole_files.py): sniffing, reading and resolving speakers."
    yield "A packed file counts unpacked. Made by"
    yield "`make bench-ingest`.\n"
    yield "| family | " + " | ".join(f"{size / 1e6:g} MB" for size in SIZES) + " |"
    yield "|---|" + "---:|" * len(SIZES)
    for name in FAMILIES:
        yield family_row(name, WRITERS[name])
    yield f"\n{ten_hours()}"


def folder(path: Path) -> Iterator[str]:
    """A table of what is read in a folder."""
    yield "| file | sniffed as | why | turns | speakers | seconds |"
    yield "|---|---|---|---:|---:|---:|"
    for file in intake.find_files(path):
        name = file.relative_to(path)
        data = file.read_bytes()
        try:
            taken, found = seconds(str(file), data)
            reader, why = readers.sniff(open_file(str(file), data))
        except ReadError as error:
            yield f"| {name} | | {error.problem} | | | |"
            continue
        turns = sum(len(t.turns) for t in found)
        speakers = sum(len(t.speakers) for t in found)
        why = why.replace("|", "\\|")
        yield f"| {name} | {reader.name} | {why} | {turns} | {speakers} | {taken:.2f} |"


def main() -> None:
    """Print the table, and write it where it is that of the families."""
    if sys.argv[1:]:
        print(*folder(Path(sys.argv[1])), sep="\n")
        return
    lines = []
    for line in report():
        print(line, flush=True)
        lines.append(line)
    REPORT.write_text("\n".join(lines) + "\n", "utf-8")


if __name__ == "__main__":
    main()
