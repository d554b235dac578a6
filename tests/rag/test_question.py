"""Questions, taken apart."""

from __future__ import annotations

import pytest

from ingest.transcript import Speaker
from rag.asked.kind import head_of, kind_of
from rag.question import analyse
from rag.words.mentions import named_in
from rag.words.tokens import MOST_TERMS

SPEAKERS = (
    Speaker("President Duval", ("PRESIDENT DUVAL",), ("Ines Duval",), role="President of Corvia"),
    Speaker("Secretary Brandt", ("SECRETARY BRANDT",)),
    Speaker("Jane Smith", ("JANE SMITH",)),
    Speaker("John Smith", ("JOHN SMITH",)),
)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("How many boats are there?", "number"),
        ("How much did the dredging cost?", "money"),
        ("What share of the silt is sand?", "percent"),
        ("How long does the permit last?", "duration"),
        ("When does the work start?", "date"),
        ("Why does it start in March?", "reason"),
        ("Where is the survey kept?", "place"),
        ("Who pays for it?", "person"),
        ("Which company did the survey?", "name"),
        ("Will the market stay open?", "yesno"),
        ("What did she say about the herons?", "other"),
        ("What did she do when it rained?", "other"),
        ("Where was she when it rained?", "place"),
        ("Is it open where you live?", "yesno"),
        ("Did she say when it rained?", "date"),
        ("What did the group say about the number of boats?", "other"),
        ("What did she say about the price of diesel?", "other"),
        ("How old is the skipper?", "age"),
        ("How often is the basin sounded?", "often"),
        ("What was the boat worth before the storm?", "money"),
        ("How large is the penalty?", "money"),
        ("In which town did they share a house?", "place"),
        ("What share of the catch is cod?", "percent"),
        ("What is the average hourly rate?", "figure"),
        ("What was the wind speed?", "figure"),
        ("On what date will version 6 come out?", "date"),
        ("Which judge wrote it?", "person"),
        ("What does RNLI stand for?", "meaning"),
    ],
)
def test_the_kind_of_thing_asked_for(text: str, kind: str) -> None:
    assert kind_of(text) == kind


@pytest.mark.parametrize(
    "text",
    [
        "What did Duval say about trade?",
        "What does the president of Corvia think of trade?",
        "According to Ines Duval, what is trade?",
        "What did President Duval say to Brandt?",
    ],
)
def test_whoever_is_to_be_heard_is_found_by_name_alias_and_role(text: str) -> None:
    question = analyse(text, SPEAKERS)
    assert question.speakers == {"President Duval"}
    assert question.speech


OFFICES = (
    Speaker("Mayor Catherine Rell", ("Mayor Catherine Rell",)),
    Speaker("Vice President Orme", ("VICE PRESIDENT ORME",)),
    Speaker("The Court", ("THE COURT",)),
    Speaker("Senator Lisle", ("SENATOR LISLE",)),
    Speaker("Senator Poe", ("SENATOR POE",)),
    Speaker("Chairwoman Roe", ("CHAIRWOMAN ROE",)),
    Speaker("Dr. Linde", ("DR. LINDE",)),
)


@pytest.mark.parametrize(
    ("text", "heard"),
    [
        ("What did the mayor say about parking?", {"Mayor Catherine Rell"}),
        ("According to the vice president, what is next?", {"Vice President Orme"}),
        ("What did the judge say about exhibit 4?", {"The Court"}),
        ("What does the chair think of the bill?", {"Chairwoman Roe"}),
        ("What did the president say?", set()),  # nobody bears it alone
        ("What did the senator say?", set()),  # two of them
        ("What did the doctor say?", set()),  # a courtesy: it may well be another one
        ("What did people say to the mayor about parking?", set()),
        ("What did the aide of the mayor say?", set()),
        ("Is the mayor for it?", set()),  # nobody's words are asked for: it stays a word
    ],
)
def test_whose_office_no_other_speaker_bears_is_heard_by_it(text: str, heard: set[str]) -> None:
    question = analyse(text, OFFICES)
    assert question.speakers == heard
    assert {t.word for t in question.terms}.isdisjoint({"rell", "orme", "court"})


def test_of_the_words_of_a_name_the_first_is_the_mention() -> None:
    """Whatever the order of a set, which is another one in each process."""
    speakers = [Speaker(f"{n} - Varn", (f"{n} - Varn",)) for n in ("Tio", "Ode", "Ras", "Lem")]
    for speaker in speakers:
        first = speaker.name.partition(" ")[0]
        asked = f"What did {first} from Varn say about the checks?"
        assert analyse(asked, [speaker]).speakers == {speaker.name}


def test_whoever_is_talked_about_is_not_to_be_heard() -> None:
    question = analyse("What was said about Duval?", SPEAKERS)
    assert not question.speakers
    assert question.about == {"President Duval"}


def test_a_full_name_is_one_person_a_last_name_may_be_two() -> None:
    assert analyse("What did Jane Smith say?", SPEAKERS).speakers == {"Jane Smith"}
    assert analyse("What did Smith say?", SPEAKERS).speakers == {"Jane Smith", "John Smith"}


COUNCIL = tuple(
    Speaker(f"Cllr {name}", (f"Cllr {name}",)) for name in ("Sid Penhale", "Una Rao", "Bo Tapp")
)


@pytest.mark.parametrize(
    ("text", "heard"),
    [
        ("What did Cllr Penhale think of it?", {"Cllr Sid Penhale"}),
        ("What did Cllr Rao and Cllr Penhale say?", {"Cllr Una Rao", "Cllr Sid Penhale"}),
        ("What did Rao say to Cllr Tapp?", {"Cllr Una Rao"}),
    ],
)
def test_what_many_are_called_tells_nobody_from_the_others(text: str, heard: set[str]) -> None:
    assert analyse(text, COUNCIL).speakers == heard
    assert named_in("So Cllr Tapp said.", COUNCIL) == {"Cllr Bo Tapp"}


def test_reporters_are_those_who_ask() -> None:
    assert analyse("What did the reporters ask about?", SPEAKERS).reporters
    assert not analyse("Who spoke at this press conference?", SPEAKERS).reporters


def test_telling_words_and_names() -> None:
    terms = {t.word: t for t in analyse("What share of Corvia's emissions comes from farms?").terms}
    assert terms["corvia"].name and not terms["emissions"].name
    assert terms["share"].generic and not terms["emissions"].generic
    assert "of" not in terms


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("How many land titles will the city issue?", {"land", "titl"}),
        ("Which court decided the case?", {"court"}),
        ("Who is the mayor of Corvia?", {"mayor"}),
        ("Why is it late?", set()),
    ],
)
def test_the_words_for_what_is_asked(text: str, words: set[str]) -> None:
    assert head_of(text) == words


@pytest.mark.parametrize(
    ("text", "heard"),
    [
        ("What did Duvall say about trade?", {"President Duval"}),
        ("What did Secretary Brant say about trade?", {"Secretary Brandt"}),
        ("What did Ada Brant say about trade?", set()),  # another one, of whom the record may tell
        ("What did Smyth say about trade?", set()),  # two of that name
        ("What did the brant say about trade?", set()),
        ("What did Ines Dual say about trade?", {"President Duval"}),  # her first name before it
        ("What did Dual say about trade?", set()),  # a common word
        ("What did Ode say about trade?", {"Odde"}),
        ("What did Osk say about trade?", {"Osko"}),
    ],
)
def test_a_misspelt_name_is_that_of_the_one_speaker_it_may_be(text: str, heard: set[str]) -> None:
    speakers = (*SPEAKERS, Speaker("Odde", ("ODDE",)), Speaker("Osko", ("OSKO",)))
    assert analyse(text, speakers).speakers == heard


def test_neither_letters_behind_a_name_nor_what_stands_in_brackets_are_it() -> None:
    speakers = [
        Speaker("Oda Renn MP", ("Oda Renn MP",)),
        Speaker("Mr. Iver Moss (West Corvia, Lib.)", ("Mr. Iver Moss (West Corvia, Lib.)",)),
    ]
    assert analyse("What did Renn say?", speakers).speakers == {"Oda Renn MP"}
    assert analyse("What did Moss say?", speakers).speakers == {speakers[1].name}
    assert not analyse("What did Corvia do?", speakers).speakers


def test_a_name_given_twice_is_one_name() -> None:
    asked = "What was Duval told? (about: What did Duval ask about eels?)"
    assert {t.word for t in analyse(asked, SPEAKERS).terms} == {"eels"}


def test_a_long_question_is_answered_by_its_most_telling_words() -> None:
    words = " ".join(f"word{n}x" for n in range(5000))
    asked = analyse(f"What of dredging, {words}?")
    assert len(asked.terms) == MOST_TERMS


@pytest.mark.parametrize(
    ("text", "met"),
    [
        # Where nothing else is asked about, what stands before the class tells which is meant.
        ("Which dredging company is mentioned?", {"dredging"}),
        ("What boat brand does Jane Smith recommend?", {"boat"}),
        ("Which company is mentioned?", set()),
        ("Which dredging company is Jane Smith from?", {"smith"}),
        ("Which dredging company raised the wreck?", {"raised", "wreck"}),
    ],
)
def test_terms_that_have_to_be_met(text: str, met: set[str]) -> None:
    assert {t.word for t in analyse(text, SPEAKERS).terms if not t.generic} == met


def test_per_tells_nothing() -> None:
    terms = analyse("How much does the mooring cost per month?").terms
    assert "per" not in {t.word for t in terms}
