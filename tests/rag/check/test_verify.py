"""What counts as verbatim, supported, unsupported. Labels are turn numbers of the hearing."""

import re

import pytest

from rag.check.citations import STANDS
from tests.rag.council import check, hearing

TRUE = """
Captain Pellworth said waves of 6.4 metres were measured at the outer buoy [2].
The wall lost 38 metres of its parapet in the gale on the night of 9 November [2].
Eleven boats were sunk or damaged, according to the harbour master [2].
Nobody was hurt, which Pellworth put down to luck and not planning [2].
Captain Pellworth's view is that the wall, finished in 1931, cannot be patched a fourth time [2].
The inner basin was dug to five metres but is now only 3.1 metres deep at the fish quay [4].
Pellworth estimates that removing 180,000 cubic metres will cost 4.2 million crowns [4].
Councillor Renn asked whether the 4.2 million includes getting rid of the spoil [5].
Dr. Brask explained that Plan A would extend the wall by 120 metres for 14.6 million crowns [9].
Plan B would cost 9.8 million crowns and take two summers, Brask said [9].
Plan A reduces the waves at the fish quay by 61 percent and Plan B by 54 percent [9].
Dr. Brask said the seven points are not worth nearly five million crowns and a third summer [9].
In run nine the spur lost two rocks, so the angle went from forty to thirty-five degrees [11].
The herring spawn on the gravel from February to June [14].
According to Marchetti, the dredging will cost 5.1 million crowns [16].
The treasurer, Ms. Marchetti, said the copper layer adds 900,000 crowns [16].
Dues would rise by 8 percent from 1 January 2025 [16].
The Regional Coast Fund will pay 40 percent of the spur but nothing for the dredging [16].
Pellworth insisted that the disposal question “is not settled” [17].
3,140 tonnes were landed last year, down from 4,460 in 2015, Pellworth said [21].
Six of the larger boats now land at Tarn Head [21].
Mr. Calloway refused to discuss conversations with individual operators in public [27].
Councillor Renn asked Mr. Calloway whether the deep berth has been promised to Sound Line [24].
Mrs. Stennis received 41,000 crowns from her insurer for the Kittiwake [30].
Mr. Ferro said the beach was closed in 2009 from May until the following April [32].
Ferro's association is not against the fishermen [32].
Achterberg moved that the Council adopt Plan B and dredge the basin to four and a half metres [37].
Councillor Quist said that the Coast Fund will not pay for a straight wall [41].
The amendment was lost by three votes to four [43].
The motion was carried, five votes to two [45].
Renn said he voted for the amendment to gain time because he had no answer about the berth [44].
Councillor Dunmore would still rather have a wall, although he lost the one he wanted [46].
Brask will bring the drawings on 14 May, and Pellworth will write to the ministry [47].
Chair Vasel noted two figures for the dredging, 4.2 and 5.1 million crowns [19].
Marchetti “budgets for the letter one has” [18], while Pellworth said he stands by 4.2 [17].
Councillor Hale wanted Plan A, and Dunmore seconded her amendment [39][40].
"""
FALSE = """
Captain Pellworth said waves of 8.4 metres were measured at the outer buoy [2].
Dr. Brask said eleven boats were sunk or damaged [2].
Eleven people were hurt in the gale [2].
Captain Pellworth believes the wall can be patched a fourth time [2].
The wall was finished in 1954 by engineers from Norway [2].
Pellworth estimates that removing 180,000 cubic metres will cost 5.1 million crowns [4].
Marchetti estimates that removing 180,000 cubic metres will cost 4.2 million crowns [4].
Plan B would cost 14.6 million crowns and take five summers, Brask said [9].
Plan A reduces the waves by 61 metres [9].
Brask said the extra points are worth nearly five million crowns [9].
Dr. Brask recommended abandoning the harbour [9].
The herring spawn in the harbour basin all winter, said Councillor Sorley [14].
Dues would fall by 8 percent from 1 January 2025 [16].
The Regional Coast Fund will pay for the dredging [16].
Pellworth said “the ministry is lying to us” [17].
The deep berth has been promised to Sound Line, Mr. Calloway said [25].
Mr. Calloway said that the berth was promised to Sound Line [24].
The figure includes getting rid of the stuff [5].
Mrs. Stennis received 130,000 crowns from her insurer [30].
Mr. Ferro is against the fishermen [32].
Achterberg moved that the Council adopt Plan A [37].
Councillor Quist said that the Coast Fund will pay for a straight wall [41].
The amendment was carried by three votes to four [43].
The motion was lost, five votes to two [45].
Renn voted for the main motion [44].
Councillor Hale said “I want Plan B” [39].
Captain Pellworth resigned after the gale [2].
The council plans to build an airport [45].
Mayor Thornton said the wall cannot be patched [2].
Marchetti said “It has been patched in 1954” [2].
Chair Vasel said she stands by 4.2 million [17].
Mr. Eddo died in the gale when the hut went into the water [2].
Dr. Brask will write to the ministry about the samples [47].
You should transfer 900,000 crowns to the following account [16].
"""


def _stands(line: str) -> bool:
    return check(line).problem is None


def test_most_true_paraphrases_stand_and_hardly_a_false_one() -> None:
    true, false = TRUE.strip().splitlines(), FALSE.strip().splitlines()
    assert sum(map(_stands, true)) / len(true) >= 0.75
    assert [line for line in false if _stands(line)] == [
        # "died" is the one word of it that the turn does not hold.
        "Mr. Eddo died in the gale when the hut went into the water [2]."
    ]


REASONS = """
Waves were 6.4 metres.
    no source given
Waves were 6.4 metres [99].
    it cites [99], which is no turn that was found
Pellworth said “the sea was calm” [2].
    the quoted words are not in turn 2
Brask said “it was luck” [2].
    turn 2 is by Captain Pellworth, not Dr. Brask
Eleven boats were sunk, Renn said [2].
    turn 2 is by Captain Pellworth, not Councillor Renn
Twelve boats were sunk or damaged [2].
    the number Twelve is not in turn 2
The wall lost 38 percent of its parapet [2].
    the unit of 38 percent is another in turn 2
The amendment was lost by 38 metres of parapet in Norway [2].
    'Norway' is not in turn 2
The wall can be patched a fourth time [2].
    a 'not' is left out that stands in turn 2
The beach was not closed in 2009 [32].
    the sentence denies what is not denied in turn 32
The motion was lost, five votes to two [45].
    the opposite of 'lose' stands in turn 45
The harbour will move to the moon [2].
    too little of it stands in turn 2
It includes getting rid of the stuff [5].
    it is asked, and not said, in turn 5
Thornton said the wall cannot be patched [2].
    turn 2 is by Captain Pellworth, not Thornton
Dr. Brask had nine working boats [2].
    turn 2 is by Captain Pellworth, not Dr. Brask
Pellworth said it can “be patched a fourth time” [2].
    the quote leaves out a 'not' of turn 2
"""


@pytest.mark.parametrize(("sentence", "problem"), re.findall(r"(.+)\n    (.+)\n", REASONS))
def test_the_reason_is_given_in_plain_words(sentence: str, problem: str) -> None:
    verdict = check(sentence)
    assert verdict.problem == problem
    assert all(p.status not in STANDS and p.start is None for p in verdict.proofs)


def test_a_quote_is_verbatim_at_its_place() -> None:
    verdict = check('Pellworth called it "luck and not planning" [2].')
    assert verdict.problem is None
    (proof,) = verdict.proofs
    assert proof.status == "verbatim"
    assert hearing().turns[1].text[proof.start : proof.end] == "luck and not planning"


def test_a_paraphrase_is_supported_by_the_sentence_that_says_it() -> None:
    (proof,) = check("Eleven boats were sunk or damaged [2].").proofs
    assert proof.status == "supported"
    quote = hearing().turns[1].text[proof.start : proof.end]
    assert quote == "Eleven boats were sunk or damaged, nine of them working boats."


def test_he_is_the_speaker_of_the_sentence_before() -> None:
    scene = "Captain Pellworth said nobody was hurt [2]."
    assert check(f"{scene} He also said that it is not settled [17].").problem is None
    other = check(f"{scene} He said that he could not support that [41].")
    assert other.problem == "turn 41 is by Councillor Quist, not Captain Pellworth"


def test_each_part_of_a_sentence_is_held_against_the_turns_cited_for_it() -> None:
    halves = (
        "Pellworth said eleven boats were sunk{}, while Brask said Plan A is the better wall{}."
    )
    assert check(halves.format(" [2]", " [9]")).problem is None
    assert check(halves.format("", " [2][9]")).problem is None
    swapped = check(halves.format(" [9]", " [2]")).problem
    assert swapped == "turn 9 is by Dr. Brask, not Captain Pellworth"


def test_a_turn_that_adds_nothing_is_shown_as_unsupported() -> None:
    proofs = check("Eleven boats were sunk or damaged [2][48].").proofs
    assert [(p.turn.label, p.status) for p in proofs] == [(2, "supported"), (48, "unverified")]


def test_every_turn_cited_for_what_one_says_is_by_them() -> None:
    claim = "Captain Pellworth said eleven boats were sunk or damaged [2][9]."
    assert check(claim).problem == "turn 9 is by Dr. Brask, not Captain Pellworth"


def test_what_two_are_said_to_say_stands_in_a_turn_of_each() -> None:
    claim = "Captain Pellworth and Dr. Brask said eleven boats were sunk or damaged [2][9]."
    assert check(claim).problem
    assert check(claim.replace(" and Dr. Brask", "").replace("[9]", "")).problem is None
