"""A run as JUnit XML: a test case for each question, as CI systems show them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from xml.etree import ElementTree as Tree

from evals.ask.checkpoint import Row

# Control characters that XML 1.0 has no way to write.
_FORBIDDEN = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def xml(rows: Sequence[Row]) -> str:
    """The document: a suite for each set, a case for each question, `type` as its class."""
    root = Tree.Element("testsuites")
    for name in dict.fromkeys(row["set"] for row in rows):
        of_set = [row for row in rows if row["set"] == name]
        errors = sum(row["error"] is not None for row in of_set)
        failed = sum(bool(row["failures"]) for row in of_set) - errors
        suite = Tree.SubElement(
            root, "testsuite", name=_text(name), tests=str(len(of_set)), failures=str(failed),
            errors=str(errors), time=f"{sum(map(_seconds, of_set)):.3f}",
        )  # fmt: skip
        for row in of_set:
            _case(suite, row)
    Tree.indent(root)
    return '<?xml version="1.0" encoding="utf-8"?>\n' + Tree.tostring(root, "unicode") + "\n"


def _case(suite: Tree.Element, row: Row) -> None:
    case = Tree.SubElement(
        suite, "testcase", classname=_text(f"{row['set']}.{row['type']}"),
        name=_text(f"{row['id']}: {row['question']}"), time=f"{_seconds(row):.3f}",
    )  # fmt: skip
    if row["failures"]:
        kind = "error" if row["error"] else "failure"
        found = Tree.SubElement(case, kind, message=_text("; ".join(row["failures"])))
        found.text = _text(f"gold: {', '.join(row['gold']) or 'none'}\nanswer: {row['answer']}")


def _seconds(row: Row) -> float:
    return float(row["seconds"]["answer"] or row["seconds"]["retrieve"] or 0)


def _text(value: str) -> str:
    return _FORBIDDEN.sub("\ufffd", value)
