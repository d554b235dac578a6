"""On Record: chat with your transcripts, every sentence cited to the exact turn."""

import streamlit as st

from ui import chat, evaluation, library, state


def shelf() -> None:
    """The library page; questions are asked on the page of the conversation."""
    library.page(ask)


st.set_page_config(page_title="On Record", page_icon="💬", layout="wide")
st.html(state.STYLE)

ask = st.Page(chat.page, title="Ask", default=True)
pages = [
    ask,
    st.Page(shelf, title="Library", url_path="library"),
    st.Page(evaluation.page, title="Evaluation", url_path="evaluation"),
]
st.navigation(pages, position="top").run()
