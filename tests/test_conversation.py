"""Follow-ups to standalone questions."""

from __future__ import annotations

import pytest

from rag.follow.conversation import name_words, standalone
from rag.follow.people import may_be_by

SPEAKERS = name_words(("Councillor Amara Voss", "Harbour Master Teo Lind"))
VOSS = name_words(["Voss"])


def rewrite(before: str, question: str, answered_by: str | None = None) -> str:
    return standalone(question, before, SPEAKERS, lambda: answered_by)


@pytest.mark.parametrize(
    ("before", "question", "expected"),
    [
        (
            "What temporary status does the island grant newcomers?",
            "And how many newcomers have registered for it?",
            "How many newcomers have registered for the temporary status?",
        ),
        (
            "What did Voss answer on dredging?",
            "What did she say about the budget?",
            "What did Voss say about the budget?",
        ),
        ("What did Voss say about dredging?", "And Lind?", "What did Lind say about dredging?"),
        (
            "What did Voss say about dredging?",
            "What about the ferry?",
            "What did Voss say about the ferry?",
        ),
        (
            "What did Voss say about dredging?",
            "Why?",
            "Why? (about: What did Voss say about dredging?)",
        ),
        (
            "How many land titles were issued?",
            "And how many of them were contested?",
            "How many of the land titles were contested?",
        ),
    ],
)
def test_the_follow_up_reads_as_a_question_of_its_own(
    before: str, question: str, expected: str
) -> None:
    assert rewrite(before, question) == expected


@pytest.mark.parametrize(
    ("before", "question", "expected"),
    [
        ("How much does Plan A cost?", "And Plan B?", "How much does Plan B cost?"),
        ("How much does Plan B cost?", "Who supports it?", "Who supports Plan B?"),
        ("How many boats sail in summer?", "And in winter?", "How many boats sail in winter?"),
        ("How much is a ticket?", "And for islanders?", "How much is a ticket for islanders?"),
        ("How many passengers does she carry?", "And cars?", "How many cars does she carry?"),
        (
            "What is the price of the wall?",
            "And the height?",
            "What is the height of the wall?",
        ),
        ("Who mentions Norway?", "And Sweden?", "Who mentions Sweden?"),
        ("Who speaks first?", "And last?", "Who speaks last?"),
        (
            "How many eels are left?",
            "Who said so?",
            "Who said so? (about: How many eels are left?)",
        ),
        ("What did Voss say about tax?", "And Lind about eels?", "What did Lind say about eels?"),
        ("What did Voss say on tax?", "Did Lind agree with her?", "Did Lind agree with Voss?"),
        ("What did Voss say about Brune?", "Did Lind mention her?", "Did Lind mention Brune?"),
        (
            "What are the causes of the flood?",
            "Which of those did Lind name?",
            "Which of the causes of the flood did Lind name?",
        ),
        ("Who moved the motion?", "Who seconded it?", "Who seconded the motion?"),
        ("What is the spur?", "Who designed it?", "Who designed the spur?"),
        ("How high is the tower?", "How many steps does it have?", "How many steps does the tower"),
        ("Who is Ada Brune?", "What happened in her case?", "What happened in Ada Brune's case?"),
        ("Who mentions the eels?", "Who else?", "Who else mentions the eels?"),
        ("What did Voss say about eels?", "Who else?", "Who else talks about eels?"),
        ("Who was asked about the eels?", "What did they say?", "What did they say? (about: Who"),
        ("What did Voss ask?", "What did Lind answer?", "What did Lind answer? (about: What did"),
        ("May people visit it?", "On what condition?", "On what condition? (about: May people"),
        ("May people visit it?", "How many people a day?", "How many people a day? (about: May"),
        (
            "What happens when the ship is in dock?",
            "How long is that?",
            "How long is that? (about: What happens when the ship is in dock?)",
        ),
        (
            "How many new settlers has it received?",
            "And how many of them left?",
            "How many of the new settlers left?",
        ),
    ],
)
def test_short_forms_take_the_place_of_their_like(
    before: str, question: str, expected: str
) -> None:
    assert rewrite(before, question).startswith(expected)


@pytest.mark.parametrize(
    ("before", "question", "understood"),
    [
        ("How did the crew of the Gull fare?", "How many of them drowned?",
         "How many of the crew of the Gull drowned?"),
        ("When does the ferry service begin?", "Who runs it?", "Who runs the ferry service?"),
        ("How many eels does the Lower Weir hold?", "Who built it?", "Who built the Lower Weir?"),
        ("How does the ferry carry bikes?", "Who runs it?",
         "Who runs it? (about: How does the ferry carry bikes?)"),
        ("What did Voss ask Mr. Lind?", "What did he answer?",
         "What did Mr. Lind answer? (about: What did Voss ask Mr. Lind?)"),
        ("Where was the first shop?", "What did it cost?", "What did the first shop cost?"),
        ("When was the eel count?", "What did it show?", "What did the eel count show?"),
        ("Where does the ferry go today?", "Who runs it?",
         "Who runs it? (about: Where does the ferry go today?)"),
        ("Why is the wall so high?", "Who built it?",
         "Who built it? (about: Why is the wall so high?)"),
        ("In which year was the wall built?", "Who paid for it?", "Who paid for the wall?"),
        ("What kind of lamp did the hut have?", "And what is it like now?",
         "What is the lamp like now?"),
        ("What is the name of the firm?", "Will it be fined?", "Will the firm be fined?"),
        ("Who moved the motion on the wall?", "Who seconded it?",
         "Who seconded the motion on the wall?"),
        ("What caused the flood?", "How long did it last?", "How long did the flood last?"),
        ("How many cooling pipes are there?", "How many of them leak?",
         "How many of the cooling pipes leak?"),
        ("What is the new school for?", "Who runs it?", "Who runs the new school?"),
        ("What did the mayor of Brune say about the lamps?", "Who pays for them?",
         "Who pays for the lamps?"),
        ("How many tonnes of fish were landed in Brune?", "How much was it in 1990?",
         "How much was it in 1990? (about: How many tonnes of fish were landed in Brune?)"),
        ("What did Voss say about aid for Brune?", "And how much is it for Ellery?",
         "How much is aid for Ellery?"),
        ("Where was the oven bought?", "How many men did it take to get it in?",
         "How many men did it take to get the oven in?"),
        ("How much does the smell of bread cost the firm?", "Who complains about it?",
         "Who complains about it? (about: How much does the smell of bread cost the firm?)"),
        ("What did Gwen Fisk want to know about Elder Bank?", "What did she hear?",
         "What did Gwen Fisk hear?"),
        ("What did Voss say about shed four?", "Why was it shut?", "Why was shed four shut?"),
        ("What did the Court of Brune hold about the new powers?", "What did Lind decide about it?",
         "What did Lind decide about it? "
         "(about: What did the Court of Brune hold about the new powers?)"),
        ("What did the mayor say about the ferry?", "Who runs it?", "Who runs the ferry?"),
        ("What does the Voss say about the ferry?", "Does she run it?",
         "Does the Voss run the ferry?"),
        ("When does parental leave change?", "How long will it be?",
         "How long will parental leave be?"),
        ("When is the toll due?", "How high is it?", "How high is the toll?"),
        ("What is the toll in winter?", "And what is it in summer?", "What is the toll in summer?"),
        ("What share of eels goes to Brune?", "Who sells them?",
         "Who sells them? (about: What share of eels goes to Brune?)"),
        ("Who chose the name of the ship?", "What else could they choose?",
         "What else could they choose? (about: Who chose the name of the ship?)"),
    ],
)  # fmt: skip
def test_a_thing_is_taken_whole_or_not_at_all(before: str, question: str, understood: str) -> None:
    assert standalone(question, before, VOSS) == understood


@pytest.mark.parametrize(
    ("before", "question", "understood"),
    [
        ("What did Voss want to know from Mr. Lind about the eels?", "Could he answer it?",
         "Could Mr. Lind answer it?"),
        ("What did Voss object to?", "Does she still?", "Does Voss still?"),
        ("What did Voss ask about tax?", "What was she told?", "What was Voss told?"),
        ("What did Voss ask for?", "Did she get it?", "Did Voss get it?"),
        ("When did the mayor act?", "Why so late?", "Why so late?"),
        ("When did the mayor act?", "And?", "And?"),
        ("What was said of the 24th?", "Can one catch it again?", "Can one catch it again?"),
        ("Which permits did they need?", "Did they apply for them?", "Did they apply for them?"),
        ("Why was the lamp put out?", "When was that decided?", "When was that decided?"),
        ("When did the boat fall?", "Where was Voss then?", "Where was Voss then?"),
        ("What does the yard book say about the move?", "Who wrote it?", "Who wrote it?"),
        ("What is the plan for the trees?", "How many will be cut down?",
         "How many will be cut down?"),
        ("When will Lind speak?", "How long will that take?", "How long will that take?"),
        ("Was the adit filled?", "What was done instead?", "What was done instead?"),
        ("What did the lady ask?", "What did Voss tell her?", "What did Voss tell her?"),
        ("Who is Mr. Voss?", "What did he give her?", "What did he give her?"),
        ("What did Grey Partners offer?", "Why did she turn it down?", "Why did she turn it down?"),
        ("Who caught the eel?", "How did he do it?", "How did Harbour Master Teo Lind do it?"),
        ("What did the eel catcher pull?", "How far did he pull it?", "How far did he pull it?"),
        ("How did Brune sell its eels?", "And what trouble did it cause there?",
         "What trouble did it cause there?"),
        ("How did the crew of the Gull fare?", "And how many of them were there?",
         "How many of them were there?"),
        ("Which plan was adopted?", "Which other plan is on the list besides that one?",
         "Which other plan is on the list besides that one?"),
        ("What did Voss say about the ferry?", "Is that true?", "Is that true?"),
        ("May one fish the length of a whole pier?", "Why is that not done?",
         "Why is that not done?"),
        ("What is Brune's goal for eels?", "When does it want to reach it?",
         "When does it want to reach it?"),
        ("How many eels will be freed this year?", "And by the middle of next year?",
         "By the middle of next year?"),
        ("What do young eels eat?", "What do the old ones eat?", "What do the old ones eat?"),
        ("What did the report say about the school?", "What did it do for them?",
         "What did it do for them?"),
    ],
)  # fmt: skip
def test_what_it_cannot_ask_alone_is_asked_with_the_earlier_question(
    before: str, question: str, understood: str
) -> None:
    made = standalone(question, before, VOSS, lambda: "Harbour Master Teo Lind")
    assert made == f"{understood} (about: {before})"


@pytest.mark.parametrize(
    ("question", "understood"),
    [
        ("And how many were hurt?", "How many boats were hurt?"),
        ("How many were there in 1990?", "How many boats were there in 1990?"),
        ("How many were hurt in Port Brune?", "How many were hurt in Port Brune?"),
    ],
)
def test_how_many_of_what_was_counted_before(question: str, understood: str) -> None:
    assert rewrite("How many boats were sunk?", question) == understood


@pytest.mark.parametrize(
    ("question", "quote", "may"),
    [
        ("Who moved the motion?", "Chair, I move that we wait.", True),
        ("Who led the night shift?", "I thank the night shift, led by Ada Brune.", False),
        ("What did the pump cost?", "It cost four crowns.", True),
    ],
)
def test_who_did_a_thing_says_so_of_himself(question: str, quote: str, may: bool) -> None:
    assert may_be_by(question, quote) is may


def test_a_chain_of_three() -> None:
    made = rewrite(
        rewrite("What did Voss say about dredging?", "And Lind?"), "And about the peace?"
    )
    assert made == "What did Lind say about the peace?"


def test_he_is_whoever_answered_when_nobody_was_named() -> None:
    asked = rewrite(
        "Who visited the lighthouse?", "When did he go there?", "Harbour Master Teo Lind"
    )
    assert asked.startswith("When did Harbour Master Teo Lind go")


@pytest.mark.parametrize(
    "question",
    [
        "What did Lind say about the tide?",
        "How many ferries run on Sundays?",
        "What does Lind say about his boat?",
        "Did Lind say that the tide is late?",
        "Is there a bridge?",
        "Is it safe to eat eels?",
        "How long does it take to reach Brune?",
        "What happens when it rains?",
        "What was discussed?",
        "What did Lind ask for?",
        "How long does it take for the crane to turn?",
        "Why did Brune sell its eels?",
        "Who is the first to give his talk?",
        "How many islanders lose their boats?",
        "At which school did Ada Brune study before she came here?",
        "What is the name of the boat that took her place?",
        "When does the school begin, and how many pupils will it take?",
    ],
)
def test_a_question_of_its_own_stays_as_it_is(question: str) -> None:
    assert rewrite("What did Voss say about dredging?", question) == question


def test_a_chain_of_follow_ups_is_followed() -> None:
    before = rewrite("What did Voss say about dredging?", "What did she say about that?")
    assert rewrite(before, "Why?").endswith("What did Voss say about dredging?)")
