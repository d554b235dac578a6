"""Times whose units are words, and words that are no time."""

from __future__ import annotations

import pytest

from ingest.readers.common import stamps
from ingest.text.spelled import spelled_ms


@pytest.mark.parametrize(
    ("text", "ms"),
    [
        ("0 Minuten 3 Sekunden", 3_000),
        ("1 Stunde, 2 Minuten und 5 Sekunden", 3_725_000),
        ("1 heure et 2 minutes", 3_720_000),
        ("0 minuti 3 secondi", 3_000),
        ("1 hora 2 minutos e 3 segundos", 3_723_000),
        ("0 minuuttia 3 sekuntia", 3_000),
        ("0 minut 3 sekundy", 3_000),
        ("1 uur 2 minuten", 3_720_000),
        ("0 min 3 sek", 3_000),
        ("1 мин. 3 сек.", 63_000),
        ("1 час 2 минуты", 3_720_000),
        ("0 dakika 3 saniye", 3_000),
        ("2 分 5 秒", 125_000),
        ("0분 3초", 3_000),
        ("10 Sekunden", 10_000),
        ("1 Minute 8 Sekunden1:08", 68_000),
        ("0 minutes 3 seconds0:03", 3_000),
        ("3 seconds0:03", 3_000),
    ],
)
def test_units_in_words(text: str, ms: int) -> None:
    assert spelled_ms(text) == ms
    assert stamps.ALONE.match(text)
    assert stamps.milliseconds(text) == (ms, None)


@pytest.mark.parametrize(
    "text",
    ["10 Minister", "3 secoli", "10 Minuten", "18 h", "10 Sekunden noch", "2 Stunden später"],
)
def test_what_people_say_is_no_time(text: str) -> None:
    assert spelled_ms(text) is None
    assert not stamps.ALONE.match(text)


@pytest.mark.parametrize(("text", "ms"), [("#0:12.3#", 12_300), ("#00:12-3#", 12_300)])
def test_times_between_hashes_need_no_hours(text: str, ms: int) -> None:
    assert stamps.milliseconds(stamps.ALONE.match(text)["stamp"])[0] == ms  # type: ignore[index]
