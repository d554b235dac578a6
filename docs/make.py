"""Makes the pages of docs/ that follow from the code: `python -m docs.make`, or `make docs`.

`api.md` is what `rag` gives to other programs, from its docstrings. `architecture.svg` shows the
packages with their folders, and which package imports which.
"""

from __future__ import annotations

import ast
import dataclasses
import inspect
import re
from collections.abc import Iterator
from html import escape
from pathlib import Path
from typing import Any

import rag
from settings import ROOT

HERE = Path(__file__).parent
PACKAGES = ("ui", "chats", "evals", "rag", "ingest")
OURS = ("app.py", *PACKAGES, "settings.py")
WIDTH = 100
_STOP = re.compile(r"(?<=[.])\s")


def main() -> None:
    """Write the pages."""
    for name, text in pages().items():
        (HERE / name).write_text(text, encoding="utf-8")


def pages() -> dict[str, str]:
    """The text of each page by its name."""
    return {"api.md": api(), "architecture.svg": picture()}


def api() -> str:
    """The page of the public names."""
    public = [(name, getattr(rag, name)) for name in rag.__all__]
    functions = [_function(name, it) for name, it in public if inspect.isfunction(it)]
    classes = [_class(name, it) for name, it in public if inspect.isclass(it)]
    intro = inspect.cleandoc(rag.__doc__ or "").split("\n\n")
    intro = [_fenced(p) if p.startswith("    ") else p for p in _joined(intro)]
    head = "# From Python\n\n<!-- Made by docs/make.py from the docstrings; do not edit. -->"
    return "\n\n".join([head, *intro, "## Functions", *functions, "## Types", *classes]) + "\n"


def _joined(parts: list[str]) -> Iterator[str]:
    """Paragraphs, with the lines of code as one."""
    code: list[str] = []
    for part in parts:
        if part.startswith("    "):
            code.append(part)
            continue
        if code:
            yield "\n\n".join(code)
            code = []
        yield part


def _fenced(code: str) -> str:
    return f"```python\n{inspect.cleandoc(code)}\n```"


def _function(name: str, it: Any) -> str:
    doc = inspect.cleandoc(it.__doc__)
    return f"### {name}\n\n{_fenced(_call(name, it))}\n\n{doc}"


def _call(name: str, it: Any) -> str:
    line = f"{name}{inspect.signature(it)}".replace("'", "")
    if len(line) <= WIDTH:
        return line
    line = line.replace("(", "(\n    ", 1).replace(", ", ",\n    ")
    return line.replace(") ->", ",\n) ->")


def _class(name: str, it: Any) -> str:
    fields = [f"- `{f.name}`: `{f.type}`" for f in _fields(it)]
    own = [(n, m) for n, m in vars(it).items() if not n.startswith("_") and n != "keep"]
    told = [(n, m.__doc__) for n, m in own if callable(m) or isinstance(m, property)]
    more = [f"- `{n}`: {re.split(_STOP, doc)[0]}" for n, doc in told if doc]
    parts = [f"### {name}", inspect.cleandoc(it.__doc__), "\n".join([*fields, *more])]
    return "\n\n".join(part for part in parts if part)


def _fields(it: Any) -> tuple[dataclasses.Field[Any], ...]:
    return dataclasses.fields(it) if dataclasses.is_dataclass(it) else ()


def imports() -> set[tuple[str, str]]:
    """The pairs of packages of which the first imports the second."""
    found: set[tuple[str, str]] = set()
    files = [ROOT / "app.py", *(f for p in PACKAGES for f in sorted((ROOT / p).rglob("*.py")))]
    for file in files:
        own = _package(file.relative_to(ROOT).with_suffix("").parts)
        used = {_package(tuple(name.split("."))) for name in _modules(file)}
        found |= {(own, other) for other in used - {own} if other in OURS}
    return found


def _package(parts: tuple[str, ...]) -> str:
    return "app.py" if parts == ("app",) else "settings.py" if parts[0] == "settings" else parts[0]


def _modules(file: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (name.name for name in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module


def rooms(package: str) -> list[tuple[str, str]]:
    """The folders of a package, each with the first line that it says of itself."""
    found = []
    for file in sorted((ROOT / package).glob("*/__init__.py")):
        said = ast.get_docstring(ast.parse(file.read_text(encoding="utf-8"))) or ""
        found.append((file.parent.name, said.split("\n")[0]))
    return found


def picture() -> str:
    """The packages one above the other, their folders in them, an arrow for each that imports."""
    shapes, top, at = [], 20, {}
    for name in OURS:
        inner = rooms(name) if name in PACKAGES else []
        height = 34 + 19 * len(inner)
        at[name] = (top, top + height)
        shapes.append(f'<rect x="20" y="{top}" width="680" height="{height}" rx="6"/>')
        shapes.append(f'<text x="34" y="{top + 22}" class="name">{name}</text>')
        for row, (folder, said) in enumerate(inner):
            y = top + 42 + 19 * row
            shapes.append(f'<text x="52" y="{y}">{folder}/</text>')
            shapes.append(f'<text x="150" y="{y}" class="said">{escape(said)}</text>')
        top += height + 26
    for lane, (upper, lower) in enumerate(sorted(imports(), key=_place)):
        start, end, x = at[upper][1] - 12, at[lower][0] + 12 + 3 * lane % 12, 724 + 20 * lane
        shapes.append(f'<path d="M700 {start} H{x} V{end} H704" marker-end="url(#tip)"/>')
    width = 740 + 20 * len(imports())
    return _SVG.format(width=width, height=top, shapes="\n".join(shapes))


def _place(arrow: tuple[str, str]) -> tuple[int, int]:
    """Short arrows lie inside long ones."""
    upper, lower = (OURS.index(name) for name in arrow)
    return lower - upper, upper


_SVG = """<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" \
font-family="system-ui, sans-serif" font-size="12">
<title>Which package imports which</title>
<style>rect {{ fill: #eef3f8; stroke: #5b8db8 }} path {{ fill: none; stroke: #5b8db8 }}
text {{ fill: #1e2429 }} .name {{ font-weight: 600; font-size: 15px }}
.said {{ fill: #56616b }}</style>
<defs><marker id="tip" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="8" markerHeight="8" \
orient="auto"><path d="M0 0 L8 4 L0 8 z" style="fill: #5b8db8"/></marker></defs>
<rect width="{width}" height="{height}" style="fill: #fff; stroke: none"/>
{shapes}
</svg>
"""


if __name__ == "__main__":
    main()
