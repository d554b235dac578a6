"""The pages of docs/: each command is run as it stands, each picture and figure is current."""

import re
import shlex
from pathlib import Path

import pytest

from docs import make
from settings import DATA, ROOT
from ui.__main__ import main, parser

DOCS = ROOT / "docs"
PAGES = {page.name: page.read_text() for page in sorted(DOCS.glob("*.md"))}
SHOWN = {
    name: [
        line
        for block in re.findall(r"^```sh\n(.*?)^```", text, re.MULTILINE | re.DOTALL)
        for line in block.splitlines()
    ]
    for name, text in PAGES.items()
}
INLINE = sorted(
    {line for text in PAGES.values() for line in re.findall(r"`on-record ([^`]+)`", text)}
)


# Its commands look through the whole library, one by one.
LONG = "operation.md"


@pytest.mark.parametrize(
    "page",
    [
        pytest.param(name, marks=pytest.mark.long) if name == LONG else name
        for name, lines in SHOWN.items()
        if lines
    ],
)
def test_every_command_of_a_page_runs(
    page: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "examples").symlink_to(DATA / "examples", target_is_directory=True)
    monkeypatch.chdir(tmp_path)
    for line in SHOWN[page]:
        program, *words = shlex.split(line)
        assert program == "on-record"
        assert main(words) == 0, line


@pytest.mark.parametrize("line", INLINE)
def test_every_command_in_the_text_is_one(line: str) -> None:
    assert parser()[0].parse_args(shlex.split(line))


def test_what_is_made_from_the_code_is_current() -> None:
    stale = [n for n, text in make.pages().items() if (DOCS / n).read_text("utf-8") != text]
    assert not stale, "run `make docs`"


@pytest.mark.parametrize("page", PAGES)
def test_every_page_and_file_linked_is_there(page: str) -> None:
    links = re.findall(r"\]\((?!https?:)([^)#]+)", PAGES[page])
    assert not [link for link in links if not (DOCS / link).exists()]
    assert page == "README.md" or page in PAGES["README.md"]


def test_the_figures_of_answers_are_those_of_the_last_look() -> None:
    last = (ROOT / "training" / "README.md").read_text().split("last look (")[-1]
    rows = dict(re.findall(r"^\| ([\w ]+) \| (\.\d+ \| \.\d+)", last, re.MULTILINE))
    for row, said, turned in (
        ("right turn first", "the right turn comes first", False),
        ("gold cited", "the right turn is cited", False),
        ("answer in the quotes", "the answer stands in the words quoted", False),
        ("answered", "no answer, though the talk has one", True),
        ("twins answered", "an answer, though the talk has none", False),
    ):
        shares = [float(x) for x in rows[row].split(" | ")]
        told = " | ".join(f"{100 * (1 - x if turned else x):.0f} of 100" for x in shares)
        assert f"| {said} | {told} |" in PAGES["answering.md"]
