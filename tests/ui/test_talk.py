"""The open conversation, between the run of the page that answers and the one that comes next."""

from concurrent.futures import ThreadPoolExecutor, wait
from pathlib import Path
from threading import Event
from types import SimpleNamespace
from typing import Any

import pytest
from streamlit.runtime.scriptrunner import StopException

from chats import conversations
from chats.exchange import Exchange, Scope
from ui import chat
from ui.chats import talk


def test_a_new_run_shows_what_the_stopped_one_was_answering_as_stopped(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    exchange = Exchange("How high were the waves?", Scope(), ())
    open_ = talk.Talk(tmp_path, conversations.start(tmp_path, exchange), exchanges=[exchange])
    state = SimpleNamespace(talk=open_, get=lambda name: open_)
    page = SimpleNamespace(session_state=state, query_params={talk.ADDRESS: open_.id})
    monkeypatch.setattr(talk, "st", page)
    answering, ended = Event(), Event()

    def stopped(*what: object) -> None:
        answering.set()
        ended.wait(60)
        raise StopException

    monkeypatch.setattr(chat, "_take_in", stopped)
    index: Any = SimpleNamespace(refresh=lambda wait: None)
    slot: Any = SimpleNamespace(caption=lambda text: None)

    def shown() -> bool:
        return talk.current(tmp_path)[0].exchanges[-1].stopped

    with ThreadPoolExecutor(2) as both:
        both.submit(chat._answer, index, open_, exchange, slot, slot)
        assert answering.wait(60)
        new = both.submit(shown)
        wait([new], 0.2)  # by now it would have looked
        ended.set()
        assert new.result()
