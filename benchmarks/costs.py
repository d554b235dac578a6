"""What On Record costs before it does anything: `python -m benchmarks.costs`.

Seconds of the processor that `--help`, `ingest list` and the first page take, and the size of the
install.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Mapping
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path
from tempfile import TemporaryDirectory

import psutil

from benchmarks.results import write_section
from settings import ROOT
from tests.support.served import served
from tests.support.visitor import Visitor

TRIES = 3
SECTION = """\
Seconds of one processor, the least of {tries} for a command. Before any of this was looked at,
`--help` and `list` took 4 s each, and the install was 1,100 MB. What the large packages are for
stands in CONTRIBUTING.

{table}

The install, {packages} packages: {megabytes:.0f} MB.
"""


def main() -> None:
    """Measure, and write the section."""
    with TemporaryDirectory() as folder:
        library = Path(folder) / "library"
        seconds("ingest", "add", "examples", "--library", str(library))
        rows = {
            "`on-record --help`": least("ui", "--help"),
            "`python -m ingest --help`": least("ingest", "--help"),
            "`python -m ingest list`": least("ingest", "list", "--library", str(library)),
            **app(library),
        }
    sizes = installed()
    rows_ = [f"| {name} | {took:.2f} |" for name, took in rows.items()]
    table = "\n".join(["| | s |", "|---|---:|", *rows_])
    text = SECTION.format(
        tries=TRIES, table=table, packages=len(sizes), megabytes=sum(sizes.values())
    )
    write_section("Costs", "python -m benchmarks.costs", text)
    print(text)


def seconds(package: str, *words: str) -> float:
    """Seconds of the processor, its children's too, of a command that goes well."""
    before = os.times()
    command = [sys.executable, "-m", package, *words]
    subprocess.run(command, cwd=ROOT, check=True, stdout=subprocess.DEVNULL)
    now = os.times()
    return now.children_user + now.children_system - before.children_user - before.children_system


def least(package: str, *words: str) -> float:
    """The least of a few tries: the machine may be busy."""
    return min(seconds(package, *words) for _ in range(TRIES))


def app(library: Path) -> dict[str, float]:
    """What it costs until the app is up, and then the first page and the next."""
    with served(library) as url:
        (process,) = psutil.Process().children()

        def spent() -> float:
            times = process.cpu_times()
            return float(times.user + times.system)

        up = spent()
        Visitor(url).close()
        first = spent()
        Visitor(url).close()
        return {
            "the app, until it answers": up,
            "the first page of all": first - up,
            "the first page of another visitor": spent() - first,
        }


def installed() -> Mapping[str, float]:
    """The size in 10**6 bytes of each package that is locked and installed."""
    lock = (ROOT / "requirements.txt").read_text()
    found = {}
    for name in re.findall(r"^([a-z0-9._-]+)(?:\[[a-z,]+\])?==", lock, re.MULTILINE):
        try:
            files = distribution(name).files or ()
        except PackageNotFoundError:  # of another system
            continue
        paths = (Path(str(file.locate())) for file in files)
        found[name] = sum(path.stat().st_size for path in paths if path.is_file()) / 1e6
    return found


if __name__ == "__main__":
    main()
