"""Labels to speakers, and the names that the talk itself gives."""

from __future__ import annotations

import pytest

from ingest.people import names, people
from ingest.people.introductions import introduced
from ingest.people.speakers import match_speaker, resolve
from ingest.transcript import RawTurn, Reading, Speaker, Transcript, Turn


def talk(*said: tuple[str | None, str], participants: tuple[str, ...] = ()) -> Transcript:
    turns = tuple(RawTurn(label, text) for label, text in said)
    return resolve(Reading("text", turns, participants=participants), "boats", "")


def spoken_by(*said: tuple[str | None, str]) -> list[str | None]:
    return [t.speaker for t in talk(*said).turns]


def one(transcript: Transcript, name: str) -> Speaker:
    (found,) = [s for s in transcript.speakers if s.name == name]
    return found


@pytest.mark.parametrize(
    ("labels", "groups"),
    [
        (["SECRETARY LEE", "Secretary Lee", "LEE"], [["SECRETARY LEE", "Secretary Lee", "LEE"]]),
        (["ANN LEE, BOAT NEWS", "LEE"], [["ANN LEE, BOAT NEWS", "LEE"]]),
        (["Lee, Ann", "Lee, Bo (Guest)"], [["Lee, Ann"], ["Lee, Bo (Guest)"]]),
        (["LEE, Ann M.", "Ann Lee"], [["LEE, Ann M.", "Ann Lee"]]),
        (["Ann Ray Lee", "Ann"], [["Ann Ray Lee", "Ann"]]),
        (["Dr. Ann Lee", "Ann", "Lee"], [["Dr. Ann Lee", "Ann", "Lee"]]),
        (["SEN. LEE", "Senator Lee"], [["SEN. LEE", "Senator Lee"]]),
        (["U.S. PRESIDENT ANN LEE", "LEE"], [["U.S. PRESIDENT ANN LEE", "LEE"]]),
        (["Cy B. Poe", "Cy Poe", "C. Poe"], [["Cy B. Poe", "Cy Poe", "C. Poe"]]),
        (["MR. LEE", "MS. LEE", "LEE"], [["MR. LEE"], ["MS. LEE"], ["LEE"]]),
        (["Ann Lee", "Bo Lee", "LEE", "Lee"], [["Ann Lee"], ["Bo Lee"], ["LEE", "Lee"]]),
        (
            ["The SPEAKER pro tempore", "The CHAIRMAN pro tempore"],
            [["The SPEAKER pro tempore"], ["The CHAIRMAN pro tempore"]],
        ),
        (["SENATOR LEE", "JUDGE LEE"], [["SENATOR LEE"], ["JUDGE LEE"]]),
        (["WALLACE", "WALLCE"], [["WALLACE"], ["WALLCE"]]),
        (["Speaker 1", "Speaker 2"], [["Speaker 1"], ["Speaker 2"]]),
        (["Ann Lee and Bo Ray", "Bo Ray"], [["Ann Lee and Bo Ray"], ["Bo Ray"]]),
        (
            ["The Chair (Hon. Ann Lee (Bonn))", "The Chair", "The Acting Chair (Mr. Bo Ray)"],
            [["The Chair (Hon. Ann Lee (Bonn))", "The Chair"], ["The Acting Chair (Mr. Bo Ray)"]],
        ),
        (["Hon. Cy Poe (Boats)", "Hon. Cy Poe"], [["Hon. Cy Poe (Boats)", "Hon. Cy Poe"]]),
    ],
)  # fmt: skip
def test_labels_of_one_person(labels: list[str], groups: list[list[str]]) -> None:
    assert [[n.label for n in g] for g in people.group(labels)] == groups


@pytest.mark.parametrize(
    ("label", "text", "name"),
    [
        ("PRESIDENT LEE", "", "President Lee"),
        ("MR POE", "", "Mr Poe"),
        ("SENATOR MCCOY", "Thanks, Senator McCoy.", "Senator McCoy"),
        ("O'HARA-RAY", "", "O'Hara-Ray"),
        ("ANN DE LA CRUZ", "We heard Ann de la Cruz.", "Ann de la Cruz"),
        ("U.S. SENATOR LEE", "", "U.S. Senator Lee"),
        ("Mr. SMITH of Ohio", "", "Mr. Smith of Ohio"),
        ("Justin (Acme)", "", "Justin (Acme)"),
        ("The PRESIDING OFFICER", "", "The Presiding Officer"),
        ("ÜYE IŞIL DEMİR", "", "Üye Işıl Demir"),
        ("ANN POE (GLP)", "", "Ann Poe (GLP)"),
    ],
)
def test_labels_in_capitals_are_written_as_names(label: str, text: str, name: str) -> None:
    assert spoken_by((label, text), ("BO", "Yes."))[0] == name


def test_what_follows_a_comma_is_the_role() -> None:
    found = talk(("ANN LEE, BNN ANCHOR", "This is BNN."), ("LEE", "So."))
    speaker = one(found, "Ann Lee")
    assert (speaker.role, speaker.labels) == ("BNN Anchor", ("ANN LEE, BNN ANCHOR", "LEE"))


@pytest.mark.parametrize(
    "label",
    ["QUESTION", "Q", "AUDIENCE", "UNIDENTIFIED MALE", "Unknown Speaker", "#ALL#", "NOTE"],
)  # fmt: skip
def test_nobody_is_made_up(label: str) -> None:
    assert spoken_by((label, "Why?"), ("ANN", "Because.")) == [None, "Ann"]
    assert talk((label, "Why?")).turns[0].label == label


def test_a_role_in_brackets_is_no_part_of_the_name_and_a_party_stays() -> None:
    found = talk(("Nora Vale (host)", "Hi."), ("Lord Pell (Lab)", "Yes.")).speakers
    assert [(s.name, s.role) for s in found] == [("Nora Vale", "host"), ("Lord Pell (Lab)", "Lab")]


def test_a_surname_before_its_comma_is_no_whole_name() -> None:
    found = talk(("van der Lo, Ana (Guest)", "Hi."), ("Lo, Bo", "Yes.")).speakers
    assert [(s.name, s.aliases, s.role) for s in found] == [
        ("van der Lo, Ana", ("Ana van der Lo",), "Guest"),
        ("Lo, Bo", ("Bo Lo",), None),
    ]
    assert match_speaker("Bo Lo", found) == [found[1]]


def test_voices_and_roles_keep_their_label() -> None:
    labels = ["Speaker 2", "SPEAKER_00", "B", "MODERATOR", "THE COURT", "Operator"]
    found = spoken_by(*((label, "So.") for label in labels))
    assert found == ["Speaker 2", "SPEAKER_00", "B", "Moderator", "The Court", "Operator"]
    assert spoken_by(("0", "So.")) == ["Speaker 0"]


HANDED_OVER = [
    "Our next question will go to Ann Lee of the Post.",
    "We go to Ann Lee from the Post.",
    "Next, Ann Lee of the Post.",
    "Thank you. Ann Lee, go ahead.",
    "The last one is for Ann Lee.",
]


@pytest.mark.parametrize("handed", HANDED_OVER)
def test_the_turn_before_names_the_reporter(handed: str) -> None:
    found = talk(("MODERATOR", handed), ("QUESTION", "Why?"), ("MR POE", "Because."))
    assert [t.speaker for t in found.turns] == ["Moderator", "Ann Lee", "Mr Poe"]
    speaker = one(found, "Ann Lee")
    assert speaker.named_in == 1
    assert speaker.role == ("Post" if "Post" in handed else None)


def test_the_turn_after_names_the_reporter() -> None:
    found = talk(("MODERATOR", "So."), ("QUESTION", "Why?"), ("MR POE", "Thanks, Ann, very much."))
    assert found.turns[1].speaker == "Ann"
    assert one(found, "Ann").named_in == 3


@pytest.mark.parametrize(
    "answer",
    [
        "Thank you, Mr. Secretary, for that.",
        "Thank you, President Ray.",
        "Thanks, everyone. Happy to.",
        "Thank you. Happy to start.",
        "Thank you, Poe, for that.",
        "Look, I think so.",
    ],
)
def test_an_address_that_names_no_reporter(answer: str) -> None:
    said = (("MODERATOR", "A question from Bonn?"), ("QUESTION", "Why?"), ("SECRETARY POE", answer))
    assert spoken_by(*said)[1] is None


def test_a_voice_that_tells_its_name_has_it_as_alias() -> None:
    found = talk(
        ("Speaker 1", "Hi, everyone. My name is Ann Lee. I'm going to moderate."),
        ("Speaker 2", "I'm Bo, and I build boats. I'm American."),
        ("Speaker 1", "Thanks, Bo."),
    )
    assert [t.speaker for t in found.turns] == ["Speaker 1", "Speaker 2", "Speaker 1"]
    assert (one(found, "Speaker 1").aliases, one(found, "Speaker 1").named_in) == (("Ann Lee",), 1)
    assert one(found, "Speaker 2").aliases == ("Bo",)


def test_two_claims_to_one_name_give_none() -> None:
    found = talk(("Speaker 1", "My name is Ann."), ("Speaker 2", "My name is Ann."))
    assert [s.aliases for s in found.speakers] == [(), ()]


PRESS = talk(
    ("PRESIDENT RAY", "Thank you, Mr. Secretary."),
    ("SECRETARY POE", "Mr. President, thank you."),
    (
        "MODERATOR",
        "The President of Utopia Iván Ray Gómez, and U.S. Secretary of State Mr. Cy Poe, "
        "thank you. Bo Lee is the spokesman of the navy.",
    ),
    ("MR LEE", "President Iván Ray will speak."),
)


def test_other_names_and_roles_that_the_talk_gives() -> None:
    president = one(PRESS, "President Ray")
    assert {"Iván Ray", "Iván Ray Gómez", "Mr. President"} <= set(president.aliases)
    assert president.role == "President of Utopia"
    secretary = one(PRESS, "Secretary Poe")
    assert {"Cy Poe", "Mr. Secretary"} <= set(secretary.aliases)
    assert secretary.role == "U.S. Secretary of State"
    assert "Bo Lee" in one(PRESS, "Mr Lee").aliases


def test_a_surname_of_two_people_in_the_talk_gives_no_full_name() -> None:
    found = talk(("MR. LEE", "I saw Ann Lee."), ("BO", "And Cy Lee, too."))
    assert one(found, "Mr. Lee").aliases == ()


@pytest.mark.parametrize(
    ("said", "aliases"),
    [
        ("They meet in Magnetic Field. It has a magnetic pull.", ()),
        ("The otter swam in Otter Field. Nobody owns it.", ()),
        ("Basil Field agreed. Nobody asked.", ("Basil Field",)),
        (
            "Our bill is late. I told Councillor Bill Field so, and Bill Field laughed.",
            ("Bill Field",),
        ),
    ],
)
def test_a_thing_before_a_surname_is_no_first_name(said: str, aliases: tuple[str, ...]) -> None:
    assert one(talk(("Mr. Field", said), ("Bo", "Yes.")), "Mr. Field").aliases == aliases


def test_participants_give_full_names() -> None:
    found = talk(("MR. LEE", "So."), ("BO", "Yes."), participants=("Ann Lee", "Cy Poe"))
    assert one(found, "Mr. Lee").aliases == ("Ann Lee",)


@pytest.mark.parametrize(
    ("name", "found"),
    [
        ("president ray", ["President Ray"]),
        ("Ivan Ray Gomez", ["President Ray"]),
        ("the president of Utopia", ["President Ray"]),
        ("Ray", ["President Ray"]),
        ("Mr. Poe", ["Secretary Poe"]),
        ("cy", ["Secretary Poe"]),
        ("MODERATOR", ["Moderator"]),
        ("Nobody", []),
        ("", []),
    ],
)
def test_match_speaker(name: str, found: list[str]) -> None:
    assert [s.name for s in match_speaker(name, PRESS.speakers)] == found


def test_exact_matches_win_over_partial_ones() -> None:
    both = (Speaker("Ann Lee"), Speaker("Ann Lee Ray"), Speaker("Lee"))
    assert [s.name for s in match_speaker("ann lee", both)] == ["Ann Lee"]
    assert [s.name for s in match_speaker("Lee", both)] == ["Lee"]
    assert [s.name for s in match_speaker("Ann", both)] == ["Ann Lee", "Ann Lee Ray"]


def test_fold_ignores_case_accents_stops_and_hyphens() -> None:
    assert names.fold("Mr. Iván  DUQUE-Márquez") == "mr ivan duque marquez"


def test_a_first_name_is_filled_up_from_the_same_hand_over() -> None:
    given = introduced(
        (
            Turn(1, "Host", "HOST", "We start with Petra Lind of the Courier. Petra, please."),
            Turn(2, None, "QUESTION", "Why now?"),
        ),
        frozenset({2}),
    )
    assert [(g.name, g.role, g.named_in) for g in given] == [("Petra Lind", "Courier", 1)]


def test_surname_first_pronouns_and_initials() -> None:
    found = talk(("Lee, Ann", "Hi."), ("Ann Lee", "So."), ("Bo Ray (he/him)", "Yes."))
    assert one(found, "Lee, Ann").labels == ("Lee, Ann", "Ann Lee")
    assert one(found, "Bo Ray (he/him)").aliases == ()
    assert spoken_by(("AL", "Hi."), ("BRN", "So."), ("JHD", "Yes.")) == ["AL", "BRN", "JHD"]


def test_a_role_behind_a_surname_is_no_first_name() -> None:
    assert one(talk(("Lee, Economist", "Hi.")), "Lee").role == "Economist"


def test_a_party_beside_the_name_stays_in_capitals() -> None:
    assert spoken_by(("Mr. LEE (R-TX)", "So.")) == ["Mr. Lee (R-TX)"]
    assert spoken_by(("Ms. Ann Lee (Town, NDP)", "So.")) == ["Ms. Ann Lee (Town, NDP)"]
    assert spoken_by(("ANN LEE (BOAT NEWS)", "So.")) == ["Ann Lee (Boat News)"]


def heard(*labels: str) -> list[str | None]:
    """Who speaks, where the labels stand in this order."""
    return spoken_by(*((label, "So.") for label in labels))


@pytest.mark.parametrize(
    "labels",
    [
        ["VALE", "LADY VALE", "VALE"],
        ["JUDGE VALE", "MS. VALE", "JUDGE VALE"],
        ["Vale", "Dr. Vale", "Vale"],
        ["Vale", "HOST", "Dr. Vale", "HOST", "Vale"],
        ["Young Vale", "HOST", "Vale"],
        ["First Guard", "Second Guard", "Guard"],
        ["Tom Vale Sr.", "HOST", "Tom Vale Jr."],
        ["Tom Vale", "Tom Vale, Jr.", "Tom Vale"],
        ["TOM VALE", "VALE", "TOM VALE"],
        ["Tom Vale (Bonn)", "Tom Vale (Ulm)", "Tom Vale (Bonn)"],
        ["MR. VALE", "HOST", "SECRETARY VALE"],
    ],
)
def test_two_who_answer_each_other_or_stand_in_turn_are_two(labels: list[str]) -> None:
    found = heard(*labels)
    assert len(set(found)) == len({names.fold(label) for label in labels})


@pytest.mark.parametrize(
    "labels",
    [
        ["TOM VALE, MAYOR", "VALE", "HOST", "VALE"],
        ["HOST", "Tom Vale", "HOST", "Tom", "HOST", "Tom Vale"],
        ["SECRETARY VALE", "HOST", "VALE"],
        ["Dr. Tom Vale", "HOST", "Tom Vale", "HOST", "Dr. Tom Vale"],
        ["VALE", "HOST"] * 6 + ["MR. VALE", "HOST", "VALE"],
        ["TOM VALE (voice-over)", "TOM VALE (on camera)", "TOM VALE (voice-over)"],
        [". Tom Vale", "HOST", "Tom Vale"],
    ],
)
def test_one_under_two_labels_who_never_answer_each_other(labels: list[str]) -> None:
    assert len(set(heard(*labels)) - {"Host", "HOST"}) == 1


def test_initials_that_the_full_name_tells_are_the_same_person() -> None:
    found = heard("Nora Vale (NV)", "Ella Lund (EL)", "NV", "EL", "N.V.")
    assert found[2:] == [found[0], found[1], found[0]]


@pytest.mark.parametrize(
    "labels",
    [
        ["Nora Vale", "Tom Reed", "NV", "TR"],  # an office, a party, a guest, for all that is told
        ["Nora Vale (NV)", "Nils Voss (NV)", "Tom Reed", "NV"],  # two have these letters
        ["Nora Vale (BBC)", "Tom Reed", "BBC"],
        ["Ann Lee (AL)", "Bo Ray", "Al"],
        ["Nora Vale (NV)", "NV", "Nora Vale (NV)", "NV"],  # two who answer each other
    ],
)
def test_initials_that_may_be_another(labels: list[str]) -> None:
    assert len(set(heard(*labels))) == len(set(labels))


def test_why_two_labels_are_one_person_is_kept() -> None:
    found = talk(("HOST", "Hi."), ("TOM VALE", "So."), ("HOST", "And?"), ("VALE", "So."))
    (joined,) = one(found, "Tom Vale").joined
    assert (joined.label, joined.turn) == ("VALE", 2)
    assert joined.why == "short for TOM VALE; the two never answer each other"
    asked = talk(
        ("TOM VALE", "Hi."),
        ("HOST", "The next one is for Tom Vale."),
        ("Q", "Why?"),
        ("HOST", "So."),
    )
    assert one(asked, "Tom Vale").joined[0].why == "turn 3: Tom Vale is named in turn 2"


def test_ids_of_the_file_tell_people_of_like_names_apart() -> None:
    turns = (RawTurn("Ann Lee", "So.", person="u1"), RawTurn("BO", "Yes.", person="u2"))
    other = (*turns, RawTurn("Ann", "No.", person="u3"))
    assert [t.speaker for t in resolve(Reading("text", other), "boats", "").turns][::2] == [
        "Ann Lee",
        "Ann",
    ]


def test_nobody_answers_their_own_question() -> None:
    said = (("HOST", "So."), ("TOM VALE", "Hi."), ("Q", "Why?"), ("HOST", "Thanks, Tom Vale."))
    assert spoken_by(*said)[2] is None


@pytest.mark.parametrize(
    ("labels", "shown"),
    [
        (["NVL", "Reed"], "NVL"),
        (["INT", "REED"], "INT"),
        (["THE FBI", "MR. REED"], "The FBI"),
        (["ANN", "BO"], "Ann"),
        (["ELLA", "CY", "TOM"], "Ella"),
    ],
)
def test_initials_stay_as_printed(labels: list[str], shown: str) -> None:
    assert heard(*labels)[0] == shown


def test_an_office_with_a_person_in_brackets_is_the_person() -> None:
    assert [
        [n.label for n in g] for g in people.group(["The Minister for Roads (Ann Lee)", "Ann Lee"])
    ] == [["The Minister for Roads (Ann Lee)", "Ann Lee"]]


@pytest.mark.parametrize("label", [". Nora Vale", "- Nora Vale", "-- . Nora Vale"])
def test_marks_before_a_name_are_no_part_of_it(label: str) -> None:
    said = (label, "Hello from Nora Vale, welcome."), ("Tom Reed", "Thanks, Nora Vale.")
    first, _ = talk(*said).speakers
    assert (first.name, first.labels) == ("Nora Vale", (label,))


def test_a_mark_between_title_and_name_is_no_part_of_it() -> None:
    said = ("Mr. - Vale", "Hello from Nora Vale, welcome."), ("Tom Reed", "Thanks, Nora Vale.")
    assert talk(*said).speakers[0].aliases[0] == "Nora Vale"


def test_a_talk_without_a_title_is_called_by_the_words_of_its_name() -> None:
    turns = (RawTurn("ANN", "Good morning."),)
    assert resolve(Reading("vtt", turns), "the-quay_2", "").title == "The Quay 2"
    assert resolve(Reading("vtt", turns, title="The old quay"), "q", "").title == "The old quay"


@pytest.mark.parametrize(
    ("label", "name"),
    [
        ("The Chair (spoke in Greek)", "The Chair"),
        ("Le Président (parle en arabe)", "Le Président"),
        ("Ms. Poe (Tarn) (habla en ruso)", "Ms. Poe (Tarn)"),
        ("Frau Kern (sprach auf Englisch)", "Frau Kern"),
        ("Ann Poe (teacher in Tarn)", "Ann Poe (teacher in Tarn)"),
        ("Ann Poe (Unity in Tarn)", "Ann Poe (Unity in Tarn)"),
    ],
)
def test_how_it_is_said_is_no_part_of_a_name(label: str, name: str) -> None:
    assert spoken_by((label, "We begin."), ("Bo Lee", "Yes.")) == [name, "Bo Lee"]


def test_who_speaks_in_another_language_is_the_same_person() -> None:
    said = talk(("The Chair (spoke in Greek)", "So."), ("Bo Lee", "Yes."), ("The Chair", "No."))
    assert one(said, "The Chair").labels == ("The Chair (spoke in Greek)", "The Chair")
