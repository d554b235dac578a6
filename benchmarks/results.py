"""RESULTS.md: a section for each benchmark, each written by its own command."""

from __future__ import annotations

import re
from pathlib import Path

PATH = Path(__file__).with_name("RESULTS.md")
HEAD = "# Results\n\nEach section is written by the command that it names.\n"


def write_section(title: str, command: str, text: str, path: Path = PATH) -> None:
    """Put a section in the place of its older self, or at the end."""
    page = path.read_text(encoding="utf-8") if path.exists() else HEAD
    page = re.sub(rf"\n## {re.escape(title)}\n.*?(?=\n## |\Z)", "", page, flags=re.DOTALL)
    section = f"\n## {title}\n\nWritten by `{command}`.\n\n{text.strip()}\n"
    path.write_text(page.rstrip("\n") + "\n" + section, encoding="utf-8")
