"""RTF to reading text, as TextEdit, WordPad and dictation programs save it: its paragraphs."""

from __future__ import annotations

from itertools import groupby

from striprtf.striprtf import rtf_to_text

from ingest.errors import BrokenFile, EmptyFile
from ingest.open import rows
from ingest.open.document import Block


def is_rtf(data: bytes) -> bool:
    """Whether the bytes begin as RTF does."""
    return data.lstrip(b"\xef\xbb\xbf \t\r\n")[:5] == b"{\\rtf"


def read_rtf(path: str, data: bytes) -> list[Block]:
    """The paragraphs and table rows of an RTF file, in order, each with its number.

    Raises BrokenFile and EmptyFile.
    """
    try:
        text = rtf_to_text(data.decode("cp1252", "replace"), errors="replace")  # type: ignore[no-untyped-call]
    except (ValueError, LookupError, IndexError, OverflowError) as error:
        raise BrokenFile(path, "not a whole RTF file; save it again as DOCX or text") from error
    lines = [(n, line.strip(" \t\r")) for n, line in enumerate(text.split("\n"), 1)]
    blocks = []
    for is_row, found in groupby(lines, lambda line: line[1].endswith("|")):
        run = [(n, line) for n, line in found if line]
        if is_row:
            cells = [[c.strip() for c in line[:-1].split("|")] for _, line in run]
            shown = rows.as_lines(cells) if rows.is_talk(cells) else ["\t".join(c) for c in cells]
            run = [(n, line) for (n, _), line in zip(run, shown, strict=True) if line.strip()]
        blocks += [Block(line, path=f"paragraph[{n}]") for n, line in run]
    if not blocks:
        raise EmptyFile(path)
    return blocks
