"""What tests of libraries share."""

from __future__ import annotations

import pytest

from ingest.store.care import health, probe
from settings import Settings


@pytest.fixture
def looked_at_here(monkeypatch: pytest.MonkeyPatch) -> None:
    """A library is looked through in this process, not in one of its own: a second less each time.

    For tests in which no vectors are damaged, which could end the process.
    """

    def look(settings: Settings, depth: str) -> list[str]:
        return list(probe._quickly(settings) if depth == "quick" else probe._wholly(settings))

    monkeypatch.setattr(health, "probe", look)
