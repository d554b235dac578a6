"""`on-record`: without a command the app; the commands of `ingest` and `rag`, and `evals`.

Each command is the one of `python -m ingest`, `python -m rag` or `python -m evals`, with its exit
code. `eval "$(register-python-argcomplete on-record)"` has bash and zsh complete them.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable
from contextlib import suppress

import argcomplete

import evals.__main__ as evals
import ingest.__main__ as ingest
import rag.__main__ as rag
import settings as configuration
from ingest import timing
from settings import DATA, version

Main = Callable[[list[str]], int]


def main(argv: list[str] | None = None) -> int:
    """Start the app or run one command; the exit code."""
    words = sys.argv[1:] if argv is None else argv
    tree, mains = parser()
    argcomplete.autocomplete(tree)
    args = tree.parse_args(words)
    try:
        with timing.verbose(args.loud):
            if args.command is None:
                return _app(args.port)
            if args.command == "evals":
                return evals.main(words[words.index("evals") + 1 :])
            return mains[args.command](words[words.index(args.command) :])
    except configuration.SettingsError as error:
        print(f"error: {error}", file=sys.stderr)
        return 1


def parser() -> tuple[argparse.ArgumentParser, dict[str, Main]]:
    """The parser of all commands, and what runs each."""
    text = "Chat with your transcripts. Without a command the app starts and prints its address."
    tree = argparse.ArgumentParser(prog="on-record", description=text)
    tree.add_argument("--version", action="version", version=version())
    tree.add_argument("--verbose", dest="loud", action="store_true", help=timing.VERBOSE)
    tree.add_argument("--port", type=int, default=8501, help="where the app listens (8501)")
    commands = tree.add_subparsers(dest="command", metavar="COMMAND")
    mains: dict[str, Main] = {}
    for group in (ingest, rag):
        group.add_commands(commands)
        mains |= {name: group.main for name in commands.choices if name not in mains}
    text = "Ask question sets, score the answers, write reports."
    sets = commands.add_parser("evals", help=text, description=text)
    evals.add_commands(sets.add_subparsers(required=True, metavar="COMMAND"))
    return tree, mains


def _app(port: int) -> int:
    """Run the app until it is stopped."""
    configuration.load()  # a wrong setting is said before an address is
    from click import Abort
    from streamlit.web import cli  # over a second to load, which no command needs

    with suppress(Abort):  # Ctrl-C
        cli.main(["run", str(DATA / "app.py"), "--server.port", str(port)], standalone_mode=False)
    return 0


if __name__ == "__main__":
    sys.exit(main())
