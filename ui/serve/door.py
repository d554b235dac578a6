"""Who may come in, and who may change things. Streamlit does the signing in, with OpenID Connect.

Without ON_RECORD_SIGN_IN there is no door: whoever reaches the app may do everything in it.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Literal

import streamlit as st

import settings as configuration
from settings import Settings
from ui.markdown import plain

Role = Literal["edit", "read"]
# Who changes things where nobody signs in.
NOBODY = "the app"


def enter() -> None:
    """Let the page go on for those who may read; the others get the way to sign in."""
    try:
        settings = configuration.load()
    except configuration.SettingsError as error:
        st.error(plain(str(error)))
        st.stop()
    if not settings.sign_in or role(_claims(), settings):
        return
    st.header("On Record", anchor=False)
    if not _claims():
        st.markdown("Sign in to read and ask.")
        st.button("Sign in", type="primary", on_click=st.login)
    else:
        st.markdown(f"You are signed in as {plain(who())}, who is not on the list of this library.")
        st.button("Sign out", on_click=st.logout)
    st.stop()


def account() -> None:
    """The page of who is signed in."""
    st.header("Account", anchor=False)
    may = "read, ask and change the library" if may_change() else "read and ask"
    st.markdown(f"You are signed in as {plain(who())} and may {may}.")
    st.button("Sign out", on_click=st.logout)


def may_change() -> bool:
    """Whether this visitor may add, correct, remove and run evaluations."""
    settings = configuration.load()
    return not settings.sign_in or role(_claims(), settings) == "edit"


def who() -> str:
    """Who the visitor is, for the log of changes."""
    claims = _claims()
    return str(claims.get("email") or claims.get("sub") or NOBODY)


def role(claims: Mapping[str, Any], settings: Settings) -> Role | None:
    """What somebody of whom the provider says this may do; None: nothing.

    An email address counts where the provider says that it is verified: at some, people can write
    what they like there. The provider's own id (`sub`) always counts.
    """
    names = {str(claims.get("sub") or "")}
    email = str(claims.get("email") or "")
    if claims.get("email_verified") is True and email.count("@") == 1:
        names |= {email, email[email.index("@") :]}
    known = {name.casefold() for name in names if name}
    if known & settings.editors:
        return "edit"
    return "read" if known & settings.readers else None


def secrets(settings: Settings) -> dict[str, Any]:
    """What Streamlit needs to know to sign people in."""
    if not settings.sign_in:
        return {}
    return {
        "auth": {
            "redirect_uri": f"{settings.address}/oauth2callback",
            "cookie_secret": settings.cookie_secret,
            "client_id": settings.client_id,
            "client_secret": settings.client_secret,
            "server_metadata_url": settings.sign_in,
        }
    }


def _claims() -> dict[str, Any]:
    """What the provider said of the visitor; nothing of one who is not signed in."""
    said = st.user.to_dict()
    return said if said.get("is_logged_in") else {}
