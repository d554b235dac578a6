"""Dates as heads and file names print them."""

import pytest

from ingest.readers.common.dates import date_in_name, find_date, of_session


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("Datum: 12. Mai 2024", "2024-05-12"),
        ("2013年 1月 17日星期四", "2013-01-17"),
        ("2024년 4월 14일", "2024-04-14"),
        ("le 3 février 2019", "2019-02-03"),
        ("17 января 2013 г.", "2013-01-17"),
        ("21 June 2013", "2013-06-21"),
        ("2024-5-2", "2024-05-02"),
        ("3.4.2021", "2021-04-03"),
        ("An interview with Ann, 9-6-89", "1989-09-06"),
        ("Gespräch, 9-6-89", None),
        ("3/4/2021", None),
        ("14/4/2021", "2021-04-14"),
        ("Saved 3/4/2021 6:05:00 PM", "2021-03-04"),
        ("Saved 3/04/2021 6:05:00 PM", None),
        ("3/4/2021, 6 pm", None),
        ("Retro 3/4/2021 (Thu)", "2021-03-04"),
        ("sobota 3/4/2021", "2021-04-03"),
        ("Saturday, 03/04/2021", "2021-04-03"),
        ("Monday, 3/4/2021", None),
        ("2019. június 9.", "2019-06-09"),
        ("2019 m. birželio 9 d.", "2019-06-09"),
        ("2019. gada 9. jūnijs", "2019-06-09"),
        ("9.VI.2019", "2019-06-09"),
        ("9:e juni 2019", "2019-06-09"),
        ("Sun Jun  9 10:08:23 2019", "2019-06-09"),
        ("This 9th day of June, 2019", "2019-06-09"),
        ("09JUN2019", "2019-06-09"),
        ("9-12 June 2019", "2019-06-09"),
        ("9. \u2013 12. Juni 2019", "2019-06-09"),
        ("10:15-12 June 2019", "2019-06-12"),
        ("Room 3 - 12 June 2019", "2019-06-12"),
        ("In 2019 we may 9 times", None),
        ("4 I 2019", None),
        ("2019. Chapter 9", None),
        ("May 2019", "2019-05"),
        ("令和四年三月十四日（月曜日）", "2022-03-14"),
        ("平成元年1月8日", "1989-01-08"),
        ("民國113年5月12日", "2024-05-12"),
        ("二〇二二年十月三十一日", "2022-10-31"),
        ("十年五月三日", None),
        ("12 مايو 2024", "2024-05-12"),
        ("12 people 2024, we may go", None),
    ],
)
def test_a_date_in_a_text(text: str, date: str | None) -> None:
    assert find_date(text) == date


@pytest.mark.parametrize(
    ("stem", "date"),
    [
        ("GMT20260414-080312_Recording", "2026-04-14"),
        ("board 2024-05-12", "2024-05-12"),
        ("call_20240512093000", "2024-05-12"),
        ("2010-11 season", None),
        ("IMG_1234567", None),
    ],
)
def test_a_date_in_a_name(stem: str, date: str | None) -> None:
    assert date_in_name(stem) == date


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("Protokoll 2016/17:88\nOnsdagen den 5 april", "2017-04-05"),
        ("Stortinget 2021-2022\nTirsdag 8. februar kl. 10", "2022-02-08"),
        ("Sessão 2019/20, quinta-feira, 12 de março", "2020-03-12"),
        ("Session 2022\u201323: Monday, March 6", "2023-03-06"),
        ("Sezon 2018/19, czwartek, 14 lutego", "2019-02-14"),
        ("Onsdagen den 5 april", None),
        ("2016/17:88, Onsdagen den 7 april", None),  # a Thursday and a Friday
        ("2016/18, Onsdagen den 5 april", None),
        ("2016-12, Wednesday 5 April", None),
    ],
)
def test_the_day_of_the_week_tells_which_year_of_a_session(text: str, date: str | None) -> None:
    assert of_session(text) == date
