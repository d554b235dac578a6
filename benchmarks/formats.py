"""Which of the sample files are read right, and what is wrong with the others.

    python -m benchmarks.formats                 writes FORMATS.md beside this file

The samples lie in ../shared/data (formats, formats_new, faults) with what each should give; the
checks are those of tests/ingest/readers/test_formats.py and tests/ingest/readers/test_faults.py.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from ingest import intake
from ingest.errors import ReadError
from tests.ingest.readers import test_faults, test_formats

REPORT = Path(__file__).with_name("FORMATS.md")


def fault(sample: dict[str, Any]) -> list[str]:
    """What is wrong with the reading of a small file made to show a fault. Raises ReadError."""
    path = test_faults.FAULTS / sample["file"]
    (found,) = intake.parse(sample["file"], path.read_bytes())
    return test_faults.misread(found, sample)


def newer(sample: dict[str, Any]) -> list[str]:
    """What is wrong with the reading of a newer sample. Raises ReadError."""
    return test_formats.wrong(sample, test_formats.parse(sample["file"], test_formats.NEW.parent))


def older(sample: dict[str, Any]) -> list[str]:
    """What is wrong with the reading of an older sample. Raises ReadError."""
    return test_formats.wrong(sample, test_formats.parse(sample["file"]))


def rows(
    folder: str, samples: list[dict[str, Any]], check: Callable[[dict[str, Any]], list[str]]
) -> Iterator[tuple[str, bool]]:
    """A row of the table for each sample, and whether it is right."""
    for sample in samples:
        held = sample.get("refused", [])
        try:
            found = check(sample)
        except ReadError as error:
            refused = held and all(word in str(error) for word in held)
            found = [] if refused else [error.problem]
        # The kind, where it is known: what fails would quote the sample.
        kind = test_formats.WRONG.get(sample["file"], f"{len(found)} checks fail") if found else ""
        yield (
            f"| {folder}/{sample['file']} | {'no' if found else 'yes'} | {kind} |",
            not found,
        )


def report() -> Iterator[str]:
    """The lines of FORMATS.md."""
    made = [
        *rows("formats", test_formats.SAMPLES, older),
        *rows("formats_new", test_formats.NEWER, newer),
        *rows("faults", test_faults.SAMPLES, fault),
    ]
    yield "# Which sample files are read right\n"
    count = sum(right for _, right in made)
    yield f"{count} of {len(made)}. Made by `python -m benchmarks.formats`.\n"
    yield "| file | right | what is wrong |\n|---|---|---|"
    yield from (row for row, _ in made)


def main() -> None:
    """Write the table, and print how many are right."""
    lines = list(report())
    REPORT.write_text("\n".join(lines) + "\n", "utf-8")
    print(lines[1])


if __name__ == "__main__":
    main()
