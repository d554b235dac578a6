"""What is drawn in the browser. A component takes one script and one sheet; ours are several."""

from pathlib import Path

_HERE = Path(__file__).parent


def script(name: str) -> str:
    """The scripts of a component as one module, after those that all components share."""
    return _joined(name, "*.js")


def styles(name: str) -> str:
    """The sheets of a component as one, after those that all components share."""
    return _joined(name, "*.css")


def _joined(name: str, pattern: str) -> str:
    folders = (_HERE / "shared", _HERE / name)
    return "\n".join(p.read_text("utf-8") for f in folders for p in sorted(f.glob(pattern)))
