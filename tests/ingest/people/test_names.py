"""Names as shown: the Speaker of a house, the part that labels share, codes and initials."""

from __future__ import annotations

import pytest

from ingest.people.speakers import resolve
from ingest.transcript import RawTurn, Reading


def shown(*labels: str) -> list[str | None]:
    turns = tuple(RawTurn(label, "We will row.") for label in labels)
    return [t.speaker for t in resolve(Reading("text", turns), "boats", "").turns]


@pytest.mark.parametrize(
    ("labels", "name"),
    [
        (["The Speaker", "Mr. Lee", "Ms. Poe"], "The Speaker"),
        (["The SPEAKER", "Mr LEE", "Ms POE"], "The Speaker"),
        (["SPEAKER", "Ann Lee", "Hon BO POE", "SPEAKER"], "Speaker"),
        (["Speaker", "Mr Lee", "Mrs Poe", "Speaker"], "Speaker"),
        (["SPEAKER (Ann Ray)", "Hon BO POE"], "SPEAKER (Ann Ray)"),
        (["The Speaker", "AUDIENCE"], "The Speaker"),
        (["THE SPEAKER", "HON. MEMBERS"], "The Speaker"),
    ],
)
def test_the_speaker_of_a_house_has_that_office_for_a_name(labels: list[str], name: str) -> None:
    assert shown(*labels)[0] == name


@pytest.mark.parametrize(
    "labels",
    [
        ["Speaker", "Ann Lee", "Speaker"],  # with one who is named
        ["SPEAKER", "QUESTION", "SPEAKER"],
        ["Speaker", "Ann Lee", "Bo Poe"],  # only once
        ["SPEAKER", "Ann Lee", "Bo Poe", "SPEAKER"],  # beside nobody with a title
        ["The Speakers", "Ann Lee", "Bo Poe", "The Speakers"],
        ["Unidentified Speaker", "Ann Lee", "Bo Poe", "Unidentified Speaker"],
    ],
)
def test_a_voice_without_a_name_stays_so(labels: list[str]) -> None:
    assert shown(*labels)[0] is None


def test_speakers_with_numbers_are_voices() -> None:
    assert shown("Speaker 1", "Ann Lee", "Bo Poe", "Speaker 1")[0] == "Speaker 1"


def test_the_office_is_one_with_its_article_and_without() -> None:
    assert len(set(shown("The Speaker", "Mr Lee", "SPEAKER", "Ms Poe", "The Speaker"))) == 3


@pytest.mark.parametrize(
    ("labels", "names"),
    [
        (["ANN LEE (Co-Leader—Te Ao) to the Minister", "Ann Lee"], ["Ann Lee"] * 2),
        (["Ann Lee from Accounts", "Ann Lee"], ["Ann Lee"] * 2),
        (["Ann Lee Ray", "Ann Lee"], ["Ann Lee Ray"] * 2),
        (["Ann Lee von Ray", "Ann Lee"], ["Ann Lee von Ray"] * 2),
        (["Ann Lee", "Ann"], ["Ann Lee"] * 2),
    ],
)
def test_the_part_that_labels_share_is_the_name(labels: list[str], names: list[str]) -> None:
    assert shown(*labels) == names


@pytest.mark.parametrize(
    ("labels", "names"),
    [
        (["DR TG", "NURSE"], ["Dr TG", "Nurse"]),
        (["MR KPH", "MR LEE"], ["Mr KPH", "Mr Lee"]),
        (["DR NG", "DR LEE"], ["Dr Ng", "Dr Lee"]),
        (["SP1", "SP2"], ["SP1", "SP2"]),
        (["CAM-1", "RDO-2"], ["CAM-1", "RDO-2"]),
        (["MR BYRNE", "MS FLYNN"], ["Mr Byrne", "Ms Flynn"]),
    ],
)
def test_codes_and_initials_stay_as_printed(labels: list[str], names: list[str]) -> None:
    assert shown(*labels) == names
