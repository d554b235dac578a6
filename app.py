"""On Record: chat with your transcripts, every sentence cited to the exact turn."""

import streamlit as st

from ui import chat, library, state

st.set_page_config(page_title="On Record", page_icon="💬", layout="wide")
st.html(state.STYLE)

pages = [
    st.Page(chat.page, title="Ask", default=True),
    st.Page(library.page, title="Library", url_path="library"),
]
st.navigation(pages, position="top").run()
