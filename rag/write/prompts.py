"""Loads prompts/*.md and fills them in; fails on a missing or unknown variable.

A prompt file opens with a header between `---` lines that states its `variables` and its `output`
contract, then holds parts under `## system` and `## user`. A variable is written `{{name}}`.
Values are put in by one pass over the template, so nothing inside a value is ever replaced: the
text of a transcript may hold braces, and means nothing by them.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import yaml

from rag.errors import PromptError
from settings import DATA

FOLDER = DATA / "prompts"
_FILE = re.compile(r"\A---\n(?P<header>.*?)\n---\n(?P<body>.*)\Z", re.DOTALL)
_PART = re.compile(r"^## (system|user)\n", re.MULTILINE)
_VARIABLE = re.compile(r"\{\{(\w+)\}\}")

Message = tuple[str, str]
"""A role (`system` or `user`) and its text, as LangChain's models take them."""


@dataclass(frozen=True, slots=True)
class Prompt:
    """A template. `output` says what the model has to return, which our code relies on."""

    name: str
    variables: frozenset[str]
    output: str
    parts: tuple[Message, ...]

    def fill(self, **values: str) -> list[Message]:
        """The messages, with every variable put in. Raises PromptError unless all fit."""
        if wrong := self.variables ^ values.keys():
            missing, unknown = self.variables - values.keys(), values.keys() - self.variables
            kind, names = ("missing", missing) if missing else ("unknown", unknown)
            raise PromptError(self.name, f"{kind} {_names(names or wrong)}")
        return [(role, _VARIABLE.sub(lambda m: values[m[1]], text)) for role, text in self.parts]


@cache
def load(name: str, folder: Path = FOLDER) -> Prompt:
    """The prompt of this name. Raises PromptError where the file breaks the rules above."""
    try:
        text = (folder / f"{name}.md").read_text(encoding="utf-8")
    except OSError as error:
        raise PromptError(name, f"cannot be read: {error.strerror or error}") from error
    match = _FILE.match(text)
    header = yaml.safe_load(match["header"]) if match else None
    if match is None or not isinstance(header, dict) or set(header) != {"variables", "output"}:
        raise PromptError(name, "must open with a header that has `variables` and `output`")
    roles = _PART.split(match["body"])[1:]
    parts = tuple((r, t.strip()) for r, t in zip(roles[::2], roles[1::2], strict=True))
    declared = frozenset(header["variables"])
    used = frozenset(_VARIABLE.findall(match["body"]))
    if not parts:
        raise PromptError(name, "has no part `## system` or `## user`")
    if declared != used:
        raise PromptError(name, f"declares or uses one-sidedly {_names(declared ^ used)}")
    return Prompt(name, declared, str(header["output"]).strip(), parts)


def _names(names: frozenset[str] | set[str]) -> str:
    return "variable " + ", ".join(sorted(names))
