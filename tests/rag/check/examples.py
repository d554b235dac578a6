"""How many examples a dear property is tried on."""

from __future__ import annotations

from hypothesis import settings


def examples(soak: int, normal: int) -> int:
    """So many in `make soak`, and fewer, always the same, in the normal run."""
    return soak if settings.get_current_profile_name() == "soak" else normal
