"""What a provider says, without the keys in it: its words may echo a request, header and all."""

from __future__ import annotations

import base64
import binascii
import html
import re
from collections.abc import Iterator
from urllib.parse import unquote, urlsplit

from settings import Settings

WITHHELD = "its words are left out: they may hold a key"
LONGEST = 160
# A provider that masks a key still shows its ends; fewer signs than these are no key yet.
_SHOWN = 6
# What looks like a key of anybody's: a header of credentials, or a long word of digits and letters.
_HEADER = re.compile(
    r"(?i)\b(?:bearer|basic)\s+\S{8}|\b(?:api.?key|token|secret|password)\s*[=:]\s*\S"
)
_WORD = re.compile(r"[\w+/=~-]{20,}")
_ENCODED = re.compile(r"[A-Za-z0-9+/_-]{8,}")


def in_a_line(error: Exception, settings: Settings) -> str:
    """What a provider's error says, on one line of at most LONGEST characters.

    WITHHELD in its place where it may hold a key, in whatever spelling.
    """
    whole = str(getattr(error, "message", None) or error) or type(error).__name__
    said = " ".join((WITHHELD if _shows_a_key(whole, settings) else whole).split())
    return said if len(said) <= LONGEST else said[: LONGEST - 1] + "\u2026"


def address(settings: Settings) -> str:
    """Where the provider is: no user, password or query, and no path that may hold a key."""
    if not settings.openai_base_url:
        return "the provider"
    parts = urlsplit(settings.openai_base_url)
    place = f"{parts.scheme}://{parts.netloc.rpartition('@')[2]}"
    whole = place + parts.path
    return place if _shows_a_key(parts.path, settings) else whole


def _shows_a_key(said: str, settings: Settings) -> bool:
    if _HEADER.search(said) or any(_is_mixed(word) for word in _WORD.findall(said)):
        return True
    parts = {run for key in _secrets(settings) for run in _runs(_bare(key))}
    return any(part in text for read in _readings(said) for text in [_bare(read)] for part in parts)


def _is_mixed(word: str) -> bool:
    return any(c.isdigit() for c in word) and any(c.isalpha() for c in word)


def _secrets(settings: Settings) -> Iterator[str]:
    """The key, and what stands in the address beside the place that it leads to."""
    if settings.openai_api_key:
        yield settings.openai_api_key
    parts = urlsplit(settings.openai_base_url or "")
    for value in (parts.username, parts.password, *re.split(r"[&=]", parts.query)):
        if value:
            yield unquote(value)


def _runs(key: str) -> Iterator[str]:
    """The key's runs of signs, as short as a mask leaves them, forwards and backwards."""
    for whole in (key, key[::-1]):
        size = min(_SHOWN, len(whole))
        yield from (whole[at : at + size] for at in range(len(whole) - size + 1) if size > 2)


def _bare(text: str) -> str:
    """Letters and digits alone, in small letters: however the text is cut or spaced."""
    return "".join(c for c in text.casefold() if c.isalnum())


def _readings(said: str) -> Iterator[str]:
    """The text as it stands, and what it says to those who decode it."""
    plain = re.sub(r"\\u([0-9a-fA-F]{4})", lambda m: chr(int(m[1], 16)), html.unescape(said))
    for _ in range(3):
        yield plain
        plain = unquote(plain)
    for word in _ENCODED.findall(plain):
        for at in range(4):  # who encoded it may have begun with other signs
            piece = word[at:].translate(str.maketrans("-_", "+/"))
            yield base64.b64decode(piece[: len(piece) // 4 * 4]).decode("latin-1")
        try:
            yield binascii.unhexlify(word).decode("latin-1")
        except ValueError:
            continue
