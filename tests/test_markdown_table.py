"""Tables of turns within Markdown."""

from ingest.containers import Document
from ingest.pipeline import parse
from ingest.readers import markdown_table

TEXT = """# Call of 3 May 2024

| Who | Role |
|-----|------|
| Ann | chair |

| Time | Speaker | Text |
|------|:-------:|------|
| 00:00:01 | Ann Lee | We begin. |
| 00:00:05 | Bo Ray | Two things: rope and paint. |
| 00:00:12 | Ann Lee | Go on. |

Notes: none.
"""


def test_a_table_with_text_before_and_after() -> None:
    (found,) = parse("call.md", TEXT.encode())
    assert [(t.speaker, t.text, t.start_ms) for t in found.turns] == [
        ("Ann Lee", "We begin.", 1000),
        ("Bo Ray", "Two things: rope and paint.", 5000),
        ("Ann Lee", "Go on.", 12_000),
    ]
    assert (found.title, found.date) == ("Call of 3 May 2024", "2024-05-03")
    assert [t.source.line for t in found.turns] == [9, 10, 11]
    assert found.back == "\nNotes: none.\n"
    assert (
        found.front + "".join(TEXT[t.source.start : t.source.end] for t in found.turns) + found.back
        == TEXT
    )


def test_other_tables_are_left_alone() -> None:
    text = "# Boats\n\n| Name | Price |\n|---|---|\n| Rope | 3 |\n| Paint | 4 |\n"
    assert markdown_table.sniff(Document("a.md", b"", text)) is None
