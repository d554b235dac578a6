"""Dates and times as chats print them."""

from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.readers.common.clock import conversation

HOUR = 3_600_000


@pytest.mark.parametrize(
    ("first", "second", "date"),
    [
        ("13/10/21, 9:41 AM", "13/10/21, 10:41 PM", "2021-10-13"),
        ("10/13/21, 9:41\u202fam", "10/13/21, 10:41\u202fpm", "2021-10-13"),
        ("13.10.21, 09:41", "13.10.21, 22:41", "2021-10-13"),
        ("2021-10-13 09:41", "2021-10-13 22:41", "2021-10-13"),
        ("13.10.2021 klo 9.41", "13.10.2021 klo 22.41", "2021-10-13"),
        ("13/10/21 9:41 a.\u00a0m.", "13/10/21 10:41 p.\u00a0m.", "2021-10-13"),
        ("2021/10/13 上午9:41", "2021/10/13 下午10:41", "2021-10-13"),
        ("2021. 10. 13. 오전 9:41", "2021. 10. 13. 오후 10:41", "2021-10-13"),
        ("١٣\u200f/١٠\u200f/٢٠٢١، ٩:٤١ ص", "١٣\u200f/١٠\u200f/٢٠٢١، ١٠:٤١ م", "2021-10-13"),
        ("13/10/2564 09:41", "13/10/2564 22:41", "2021-10-13"),
    ],
)
def test_locales(first: str, second: str, date: str) -> None:
    clock = conversation([first, second])
    assert clock.ms == (0, 13 * HOUR)
    assert clock.date == date


def test_the_whole_file_decides_the_order_of_day_and_month() -> None:
    assert conversation(["1/2/21, 9:41", "25/2/21, 9:41"]).date == "2021-02-01"
    assert conversation(["1/2/21, 9:41", "1/25/21, 9:41"]).date == "2021-01-02"
    # Read by months first, time would run backwards.
    assert conversation(["5/1/21, 9:41", "1/2/21, 9:41"]).date == "2021-01-05"


def test_what_stays_open_is_not_guessed() -> None:
    clock = conversation(["1/2/21, 9:41", "2/2/21, 9:41"])
    assert clock.date is None
    assert clock.ms == (0, None)
    one_day = conversation(["1/2/21, 9:41", "1/2/21, 10:41"])
    assert one_day.date is None
    assert one_day.ms == (0, HOUR)


def test_times_without_a_date_are_no_clock() -> None:
    assert conversation(["9:41", "9:42"]).ms == (None, None)


@given(st.lists(st.datetimes(datetime(2000, 1, 1), datetime(2079, 1, 1)), min_size=1, max_size=9))
def test_round_trip(moments: list[datetime]) -> None:
    moments = sorted(m.replace(microsecond=0) for m in moments)
    clock = conversation([f"{m:%d.%m.%Y, %H:%M:%S}" for m in moments])
    assert clock.date == moments[0].date().isoformat()
    assert clock.ms == tuple((m - moments[0]) // timedelta(milliseconds=1) for m in moments)
