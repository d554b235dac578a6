"""The unit of a table's times."""

import pytest

from ingest.readers.tables.table_times import milliseconds


@pytest.mark.parametrize(
    ("values", "name", "expected"),
    [
        (["0:05", "1:00:05.5"], "start", (5000, 3_605_500)),
        (["[00:05]", ""], "start", (5000, None)),
        (["0.0", "2.5"], "start", (0, 2500)),
        (["0,0", "2,5"], "start", (0, 2500)),
        (["0", "3"], "start", (0, 3000)),
        (["0", "3000"], "start", (0, 3000)),
        (["0", "30000000"], "Offset", (0, 3000)),
        (["7", "9"], "start_ms", (7, 9)),
        (["7", "9"], "startSeconds", (7000, 9000)),
        (["0", "120"], "start", (None, None)),
        (["1634031663", "1634031665"], "timestamp", (0, 2000)),
        (["1634031663", "1634031963"], "timestamp", (0, 300_000)),
        (["1634031963", "1634031663"], "timestamp", (0, -300_000)),
        (["1634031963000", "1634031663000"], "at", (0, -300_000)),
        (["1634031963000", "1634034963000"], "at", (0, 3_000_000)),
        (["1634031963000", "1634636763000"], "at", (0, 604_800_000)),
        (["1000000000000", "1003000000000"], "Offset", (None, None)),
        (["1100000000", "1130000000"], "Offset", (110_000, 113_000)),
        (["1e300", "1e301"], "start", (None, None)),
        (["1e14", "2e14"], "start_sec", (None, None)),
        (["2021-10-12T09:41:00Z", "2021-10-12 09:41:01"], "time", (0, 1000)),
        (["13/10/2021 09:41", "13/10/2021 09:42"], "time", (0, 60_000)),
    ],
)
def test_units(values: list[str], name: str, expected: tuple[int | None, ...]) -> None:
    ten_words_a_row = [10] * len(values)
    assert milliseconds(values, ten_words_a_row, name)[0] == expected


def test_moments_tell_the_date() -> None:
    assert milliseconds(["1634031663.5"], [3], "ts") == ((0,), "2021-10-12")
