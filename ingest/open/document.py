"""What a file is once it is opened: its text, its bytes, and where in the file the text stands."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import PurePath


@dataclass(frozen=True, slots=True)
class Place:
    """From `offset` of the document's text on, the text stands on this page / in this element."""

    offset: int
    page: int | None = None
    path: str | None = None


@dataclass(frozen=True, slots=True)
class Document:
    """One file, opened. `text` is what readers read; `data` the bytes it came from.

    `container`: text, html, docx, xlsx, odt, rtf, pdf, or json for a file of JSON that is one long
    text. For all but the first `text` is the extracted reading text, paragraphs parted by blank
    lines, headings led by "#" as in Markdown (of a sheet: a table, tabs between its cells), and
    `places` says where each stretch of it stands. `people`: names by their ids, where a file beside
    it gives them.
    """

    path: str
    data: bytes
    text: str
    container: str = "text"
    places: tuple[Place, ...] = field(default=())
    title: str = ""
    people: Mapping[str, str] = field(default_factory=dict)

    @property
    def stem(self) -> str:
        """The file's name without folder and last extension."""
        return PurePath(self.path).stem

    def place(self, offset: int) -> Place | None:
        """The place in which the character at `offset` stands."""
        at = bisect_right(self.places, offset, key=lambda p: p.offset)
        return self.places[at - 1] if at else None


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph of an extracted document, with its page or element.

    `goes_on`: it is the rest of the paragraph before, on the next page.
    """

    text: str
    page: int | None = None
    path: str | None = None
    goes_on: bool = False


def joined(blocks: list[Block]) -> tuple[str, tuple[Place, ...]]:
    """The reading text of blocks, a blank line between paragraphs, and their places in it."""
    places: list[Place] = []
    pieces: list[str] = []
    offset = 0
    for block in blocks:
        between = "" if not pieces else "\n" if block.goes_on else "\n\n"
        offset += len(between)
        places.append(Place(offset, block.page, block.path))
        pieces += [between, block.text]
        offset += len(block.text)
    return "".join(pieces), tuple(places)
