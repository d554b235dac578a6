"""The app as a server: how it starts, and where it refuses to."""

from __future__ import annotations

import sys
from ipaddress import ip_address
from typing import Any

import streamlit as st
from starlette.middleware import Middleware

import settings as configuration
from ingest import timing
from settings import Settings
from ui.serve import door, health
from ui.serve.guard import guard
from ui.serve.stop import stopping


def options() -> dict[str, Any]:
    """What `st.App` gets. Ends the process with one line where the app must not start."""
    try:
        settings = configuration.load()
    except configuration.SettingsError as error:
        sys.exit(f"error: {error}")
    if problem := exposed(st.get_option("server.address"), settings):
        sys.exit(f"error: {problem}")
    if settings.log != "none":
        timing.start(settings.log)
    return {
        "secrets": door.secrets(settings),
        "middleware": [Middleware(guard, settings=settings)],
        "routes": [health.route(settings)],
        "lifespan": stopping,
    }


def exposed(address: str | None, settings: Settings) -> str | None:
    """Why the app must not be reached at this address of the machine; None: it may."""
    if settings.sign_in or settings.open or is_loopback(address):
        return None
    return (
        f"the app would be open to all who reach {address or 'this machine'}; configure sign-in "
        "(ON_RECORD_SIGN_IN), set ON_RECORD_OPEN=yes where something else guards it, or use "
        "--server.address localhost"
    )


def is_loopback(address: str | None) -> bool:
    """Whether only this machine can reach an address."""
    if address == "localhost":
        return True
    try:
        return ip_address(address or "").is_loopback
    except ValueError:
        return False
