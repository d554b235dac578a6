"""Benchmark results on a page: a section is replaced, the others stay."""

from __future__ import annotations

from pathlib import Path

from benchmarks.results import write_section


def test_a_section_takes_the_place_of_its_older_self(tmp_path: Path) -> None:
    page = tmp_path / "RESULTS.md"
    write_section("Quality", "make a", "first", page)
    write_section("Speed", "make b", "fast\n\n### Part\n\nmore", page)
    write_section("Quality", "make a", "second", page)
    text = page.read_text()
    assert "first" not in text
    assert text.count("## Quality") == text.count("## Speed") == 1
    assert "second" in text
    assert "more" in text
    assert text.count("make b") == 1
