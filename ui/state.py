"""What the pages share: the open library and the style sheet."""

from __future__ import annotations

import gc
from pathlib import Path

import streamlit as st

import settings as configuration
from ingest import pipeline
from ingest.errors import OnRecordError
from rag.find.retrieve import Index, open_index
from ui.markdown import plain
from ui.serve import door

STYLE = Path(__file__).with_name("page.css")
EXAMPLES = configuration.DATA / "examples"


def index() -> Index:
    """The library, as it is now and stays for this run; the page says why it cannot be opened."""
    try:
        opened = _open(configuration.load()).still()
        # However long another visitor's page is taking in what was added, this one goes on.
        opened.refresh(wait=False)
        return opened
    except (OnRecordError, configuration.SettingsError) as error:
        st.error(plain(str(error)))
        st.stop()


@st.cache_resource(show_spinner="Opening the library …")
def _open(settings: configuration.Settings) -> Index:
    opened = open_index(settings)
    opened.library.who = door.who
    if opened.library.is_new:
        _add_examples(opened)
    _settle()
    return opened


def _settle() -> None:
    """What is loaded by now stays: the collector need not look through it again.

    Streamlit has it look after every run of a page: 130 ms of 190, with 180,000 objects.
    """
    gc.collect()
    gc.freeze()


def _add_examples(index: Index) -> None:
    """Add the transcripts that come with On Record; once removed, they do not come back."""
    files = [p for p in sorted(EXAMPLES.iterdir()) if p.suffix in (".txt", ".vtt")]
    for outcome in pipeline.add_files(index.library, files):
        if outcome.error:
            raise OnRecordError(outcome.error)
    index.refresh()
