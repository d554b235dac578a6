"""On Record: chat with your transcripts, every sentence cited to the exact turn.

Streamlit takes the server from here, and then runs this file again for each visitor.
"""

import streamlit as st
from streamlit.runtime.scriptrunner import get_script_run_ctx

from ui import chat, evaluation, keys, library, pressed, state
from ui.serve import door, server
from ui.transcripts import adding


def visit() -> None:
    """What one visitor sees."""
    st.set_page_config(page_title="On Record", page_icon="💬", layout="wide")
    st.html(state.STYLE)
    door.enter()

    def front() -> None:
        """The conversation; transcripts are added on the library page."""
        chat.page(books if door.may_change() else None)

    ask = st.Page(front, title="Ask", default=True)

    def shelf() -> None:
        """The library page; questions are asked on the page of the conversation."""
        library.page(ask)

    books = st.Page(shelf, title="Library", url_path="library")
    more = [st.Page(evaluation.page, title="Evaluation", url_path="evaluation")]
    if door.who() != door.NOBODY:
        more.append(st.Page(door.account, title="Account", url_path="account"))
    here = st.navigation({"": [ask, books], "More": more}, position="top")
    keys.side_bar()
    if door.may_change():
        adding.anywhere(books, here)
    here.run()
    pressed.forget()


if get_script_run_ctx(suppress_warning=True) is None:
    app = st.App(__file__, **server.options())
else:
    visit()
