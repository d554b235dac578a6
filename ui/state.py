"""What the pages share: the open library, and the conversation of this browser session."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

import streamlit as st

import settings as configuration
from ingest import pipeline
from ingest.errors import OnRecordError
from rag.citations import Answer
from rag.retrieve import Filters, Index, open_index
from ui.markdown import plain

STYLE = Path(__file__).with_name("page.css")
EXAMPLES = configuration.ROOT / "examples"


@dataclass(slots=True)
class Exchange:
    """A question and what came of it. `partial` is the text so far; it stays when cut short."""

    question: str
    filters: Filters
    partial: str = ""
    answer: Answer | None = None
    error: str | None = None


@dataclass(slots=True)
class Conversation:
    """The exchanges of one browser session, oldest first."""

    exchanges: list[Exchange] = field(default_factory=list)

    def before(self, exchange: Exchange) -> Sequence[str]:
        """The questions asked before `exchange`, which a follow-up may lean on."""
        questions = []
        for earlier in self.exchanges:
            if earlier is exchange:
                break
            questions.append(earlier.question)
        return questions


def conversation() -> Conversation:
    """This session's conversation."""
    found: Conversation = st.session_state.setdefault("conversation", Conversation())
    return found


def index() -> Index:
    """The one open library of this process. Where it cannot be opened, says why and stops the page."""
    try:
        return _open(configuration.load())
    except (OnRecordError, configuration.SettingsError) as error:
        st.error(plain(str(error)))
        st.stop()


@st.cache_resource(show_spinner="Opening the library …")
def _open(settings: configuration.Settings) -> Index:
    opened = open_index(settings)
    if opened.library.is_new:
        add_examples(opened)
    return opened


def add_examples(index: Index) -> None:
    """Add the transcripts that come with On Record."""
    files = [p for p in sorted(EXAMPLES.iterdir()) if p.suffix in (".txt", ".vtt")]
    for _ in pipeline.add_files(index.library, files):
        pass
    index.refresh()
