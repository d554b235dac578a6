"""Which lines are labels: forms that sites and reporters print, and lines that look like them."""

from __future__ import annotations

import pytest

from ingest import readers
from ingest.errors import NotATranscript
from ingest.open.containers import Document
from ingest.readers.labelled import labelled
from ingest.transcript import Reading


def read(text: str, path: str = "a.md") -> Reading:
    (reading,) = labelled.read(Document(path, text.encode(), text))
    blocks = [text[t.source.start : t.source.end] for t in reading.turns]
    assert reading.front + "".join(blocks) + reading.back == text
    return reading


def labels(text: str) -> list[str | None]:
    return [t.label for t in read(text).turns]


def turns(text: str) -> list[tuple[str | None, str]]:
    return [(t.label, t.text) for t in read(text).turns]


def test_a_lone_q_asks_those_whose_names_are_printed() -> None:
    text = (
        "MS. LEE:  Hello.\n  \nQ    And boats?\n  \nMS. LEE:  None: sorry.\n  \nWe sold them.\n  \n"
        "Q    \u2014 at all?\n  \nMS. LEE:  No.\n"
    )
    assert labels(text) == ["MS. LEE", "Q", "MS. LEE", "Q", "MS. LEE"]
    assert turns(text)[2] == ("MS. LEE", "None: sorry.\n\nWe sold them.")


@pytest.mark.parametrize(
    "text",
    [
        "[0:01] **Ann Lee** Hello: welcome.\n\n[0:05] **Bo Ray** Hi.\n\n[0:09] **Ann Lee** So.\n",
        "**Ann Lee** Hello: welcome.\n\n**Bo Ray** Hi.\n\n**Ann Lee** So.\n",
        "**Ann Lee** [(0:01)](https://x.org/v?t=1) Hello: welcome.\n\n"
        "**Bo Ray** [(0:05)](https://x.org/v?t=5) Hi.\n\n"
        "**Ann Lee** [(0:09)](https://x.org/v?t=9) So.\n",
        "ANN LEE \u2014 Hello: welcome.\n\nBO RAY \u2014 Hi.\n\nANN LEE \u2014 So.\n",
        "**Ann Lee** - Hello: welcome.\n\n**Bo Ray** - Hi.\n\n**Ann Lee** - So.\n",
        "Ann Lee:\n\nHello: welcome.\n\nBo Ray:\n\nHi.\n\nAnn Lee:\n\nSo.\n",
    ],
)
def test_labels_without_a_colon_before_talk_with_one(text: str) -> None:
    found = [((label or "").title(), said) for label, said in turns(text)]
    assert found == [("Ann Lee", "Hello: welcome."), ("Bo Ray", "Hi."), ("Ann Lee", "So.")]


@pytest.mark.parametrize(
    "text",
    [
        "**Boats** float.\n\nThey are wet.\n\n**Boats** sink.\n\nWe sail.\n\n**Cars** drive.\n",
        "ULM \u2014 The mayor said no.\n\nHe left.\n\nShe came.\n\nULM \u2014 The mayor is back.\n",
    ],
)
def test_bold_terms_and_datelines_are_no_labels(text: str) -> None:
    assert labelled.sniff(Document("a.md", b"", text)) is None


@pytest.mark.parametrize(
    "text",
    [
        "FUNC:open@1.2\nFUNC:close@1.2\nFUNC:read@1.3\n",
        "STABS: a.\n\n" + "It was changed.\n\n" * 200 + "STABS: b.\n\nELF: c.\n\nELF: d.\n",
        "# Boats 2\n\n### Commits\n\nWe did.\n\n### Notable changes\n\nIt is.\n\n" * 3,
        "- **Default:** one.\n\n" + "It is long.\n\n" * 9 + "- **Default:** two.\n",
    ],
)
def test_lists_and_manuals_are_no_talk(text: str) -> None:
    assert labelled.sniff(Document("a.md", b"", text)) is None


def test_bold_labels_in_lower_case() -> None:
    text = "[0:00] **ann:** We begin.\n\n[0:05] **ann:** Yes.\n\n[0:09] **bo:** I'd say so.\n"
    assert labels(text) == ["ann", "ann", "bo"]


def test_what_people_type_to_one_another() -> None:
    assert labels("ann: hi\nbo: hey you\nann: the link: x.org\nbo: oh yes\n") == [
        "ann", "bo", "ann", "bo",
    ]  # fmt: skip


def test_a_name_that_is_a_word_too_and_an_opening_that_is_none() -> None:
    text = "Will White: We go.\n\nAnn Lee: Two things:\n\nOne, boats: more of them.\n\n"
    assert labels(text + "Will White: Yes.\n\nAnn Lee: So.\n") == [
        "Will White", "Ann Lee", "Will White", "Ann Lee",
    ]  # fmt: skip


def test_a_record_of_who_is_there_is_no_talk() -> None:
    reading = read("Host: Ann Lee\nGuest: Bo Ray\n\nAnn: Hi Bo.\nBo: Hello there.\nAnn: So.\n")
    assert [t.label for t in reading.turns] == ["Ann", "Bo", "Ann"]
    assert reading.front == "Host: Ann Lee\nGuest: Bo Ray\n\n"


def test_lists_of_chapters_are_no_turns() -> None:
    text = (
        "# Talk\n\n- 0:00 \u2013 Introduction\n- 1:10 \u2013 Boats\n\n## Introduction\n\n"
        "**Ann Lee** (0:00) We begin.\n\n**Bo Ray** (0:20) Yes.\n\n**Ann Lee** (1:10) So.\n"
    )
    assert labels(text) == ["Ann Lee", "Bo Ray", "Ann Lee"]


def test_headings_with_times_and_what_stands_under_a_heading_where_all_talk_is_labelled() -> None:
    said = "".join(f"AL: We talk {n}.\n\nBR: Yes.\n\n" for n in range(8))
    text = f"{said}## [0:02:00] Boats\n\nPresenter: Ann Lee (AL)\n\n- [paper](x.org)\n\n{said}"
    reading = read(text)
    assert len(reading.turns) == 32
    assert reading.turns[15].text == "Yes."


def test_page_numbers_headers_and_footers_are_no_talk() -> None:
    page = "\n{talk}\n                {number}\nCity of Ulm      Council\n"
    talk = [
        "MAYOR LEE:  We begin and we",
        "will end.\n\nMR. RAY:  Yes.",
        "MAYOR LEE:  So.",
        "MR. RAY:  No.",
    ]
    text = "City of Ulm      Council\n" + "".join(
        page.format(talk=t, number=n) for n, t in enumerate(talk, 1)
    )
    assert turns(text) == [
        ("MAYOR LEE", "We begin and we will end."),
        ("MR. RAY", "Yes."),
        ("MAYOR LEE", "So."),
        ("MR. RAY", "No."),
    ]


@pytest.mark.parametrize(
    ("front", "title"),
    [
        ("# Transcript\n\n", "The Talk"),
        ("Mar 12, 2024\n\nBoats - Transcript\n\n", "Boats - Transcript"),
        ("1:05 P.M. EST\n\n", "The Talk"),
        ("Show: On Boats\nEpisode: 12\n\n", "On Boats"),
    ],
)
def test_dates_and_headings_of_documents_are_no_titles(front: str, title: str) -> None:
    assert read(front + "ANN: We begin.\n\nBO: Yes.\n", "the_talk.md").title == title


def test_a_title_with_its_number_is_no_label() -> None:
    text = 'The Long Net, episode 118: "Ropes"\n\n' + "HOST: Hello.\n\nANN: Hi.\n\n" * 2
    assert labels(text) == ["HOST", "ANN"] * 2


def test_a_file_that_is_one_quotation() -> None:
    text = "> **Ann:** We begin.\n>\n> **Bo:** Yes.\n> Now.\n>\n> **Ann:** So.\n"
    assert turns(text) == [("Ann", "We begin."), ("Bo", "Yes. Now."), ("Ann", "So.")]


@pytest.mark.parametrize("label", ["**Ann**:", "**Ann:**", "Ann:"])
def test_a_quotation_for_each_turn(label: str) -> None:
    said = "Who made this rope, and when did he make it for\n> you?\n>\n> I never knew."
    text = f"# Rope\n\nMade in May.\n\n> {label} {said}\n\n> Bo: He did.\n\n*Side B.*\n\n" * 2
    asked = "Who made this rope, and when did he make it for you?\n\nI never knew."
    assert turns(text)[0] == ("Ann", asked)
    assert labels(text) == ["Ann", "Bo"] * 2


def test_what_a_turn_quotes_is_quoted() -> None:
    text = "Ann: He wrote so.\n\n> The rope is long:\n> very long.\n\nBo: I see. And?\n\n" * 2
    assert turns(text)[0] == ("Ann", "He wrote so.\n\n> The rope is long: > very long.")
    letter = "> Where is it: here?\n\nYes, here.\n\n> And who: you?\n\nNo, not I.\n\n"
    assert labels("Ann: I wrote.\n\nBo: So did I.\n\n" * 2 + letter) == ["Ann", "Bo"] * 2


@pytest.mark.parametrize("label", ["🎤 Ann", "Ann & Co", "Анна", "سارة", "王小明"])
def test_labels_of_any_script(label: str) -> None:
    text = f"{label}: Hi there.\nBo: Hello: you.\n{label}: So.\nBo: No.\n"
    assert labels(text) == [label, "Bo", label, "Bo"]
    assert labels(f"**{label.replace('&', '&amp;')}:** Hi.\n\n**Bo:** So.\n\n" * 2)[0] == label


def test_titles_in_capitals_closed_by_a_stop() -> None:
    text = "MR. LEE. Good morning.\n\nSenator RAY. Mr. Lee said: no.\n\nMR. LEE. Yes.\n"
    assert labels(text) == ["MR. LEE", "Senator RAY", "MR. LEE"]


def test_meetings_of_boards_in_capitals_closed_by_a_stop() -> None:
    text = (
        "CHAIRMAN LEE.  Good morning.  Two\npoints:  rope.\n\nVICE CHAIRMAN FOX.  I second.\n\n"
        "SEVERAL.  Aye.\n\nMR. RAY.  Yes.\n\nCHAIRMAN LEE.  So.\n"
    )
    assert labels(text) == [
        "CHAIRMAN LEE",
        "VICE CHAIRMAN FOX",
        "SEVERAL",
        "MR. RAY",
        "CHAIRMAN LEE",
    ]


def test_calls_with_names_and_offices_alone_on_their_lines() -> None:
    text = (
        "# Boats Inc (BOAT) 2021 Call\n\n**Operator**\n\nGood day.\n\n"
        "**Ann Ray** -- *Chief Officer*\n\nWe grew: a lot.\n\n**Operator**\n\nA question.\n\n"
        "**Cy Poe** -- *Acme -- Analyst*\n\nBoats?\n\n"
        "**Ann Ray** -- *Chief Officer*\n\nYes.\n\n**Duration: 62 minutes**\n\n## Participants:\n\n"
        "**Ann Ray** -- *Chief Officer*\n"
    )
    reading = read(text)
    assert [t.label for t in reading.turns] == [
        "Operator", "Ann Ray, Chief Officer", "Operator", "Cy Poe, Acme, Analyst",
        "Ann Ray, Chief Officer",
    ]  # fmt: skip
    assert reading.turns[-1].text == "Yes."
    assert reading.title == "Boats Inc (BOAT) 2021 Call"


@pytest.mark.parametrize(
    ("text", "start"),
    [
        ("Ann:\t00:05\tWe begin.\n\nBo:\t00:09\tYes.\n\nAnn:\t00:12\tSo.\n", 5000),
        ("Ann: 00:00:05 We begin.\n\nBo: 00:00:09 Yes.\n\nAnn: 00:00:12 So.\n", 5000),
        ("Ann: 10:30 is fine.\n\nBo: 11:00 is too.\n\nAnn: We go.\n", None),
    ],
)
def test_times_behind_a_colon(text: str, start: int | None) -> None:
    assert read(text).turns[0].start_ms == start


def test_decisions_in_minutes_are_nobodys_talk() -> None:
    assert labels("Ann: Paint.\nBo: I agree.\nDecision: paint.\nAnn: Good.\nBo: So.\n") == [
        "Ann", "Bo", "Ann", "Bo",
    ]  # fmt: skip


def test_a_small_name_in_bold_that_comes_once() -> None:
    text = "**sid**: hello there.\n\n**noah poe**: thanks. one item.\n\n**sid**: go on.\n"
    assert labels(text) == ["sid", "noah poe", "sid"]


def test_a_known_label_in_other_letter_case() -> None:
    assert labels("Ann lee: We go.\nANN LEE: Yes.\nAnn Lee: So.\nBo: No.\n") == [
        "Ann lee", "ANN LEE", "Ann Lee", "Bo",
    ]  # fmt: skip


@pytest.mark.parametrize(
    "text",
    [
        "司会　始めます。\n田中　はい、どうぞ。\n司会　では。\n",
        "○司会　始めます。\n\n○田中　はい、どうぞ。\n\n○司会　では。\n",
        "司会：始めます。\n田中：はい、どうぞ。\n司会：では。\n",
    ],
)
def test_names_before_a_wide_space_or_colon(text: str) -> None:
    assert turns(text) == [("司会", "始めます。"), ("田中", "はい、どうぞ。"), ("司会", "では。")]


def test_columns_of_time_name_and_talk() -> None:
    reading = read("0:01\tAnn Lee\tHello there.\n0:05\tBo Ray\tHi: you.\n0:09\tAnn Lee\tSo.\n")
    assert [(t.label, t.start_ms, t.text) for t in reading.turns] == [
        ("Ann Lee", 1000, "Hello there."),
        ("Bo Ray", 5000, "Hi: you."),
        ("Ann Lee", 9000, "So."),
    ]


def test_items_of_a_list_and_a_link_are_no_turns() -> None:
    text = (
        "**Ann:** Two points:\n\n- **Speed:** it is fast.\n- **Cost:** it is cheap.\n\n"
        "**Bo:** I see.\n\n**Ann:** So.\n\nMore Notes: https://x.org\n"
    )
    reading = read(text)
    assert [t.label for t in reading.turns] == ["Ann", "Bo", "Ann"]
    assert reading.turns[0].text.endswith("it is cheap.")
    assert reading.back == "More Notes: https://x.org\n"


def test_what_a_site_prints_under_a_talk_is_no_talk() -> None:
    text = "Ann: We begin.\n\nBo: Yes.\n\nAnn: So.\n\nAbout the author\n\nAnn writes. She sails.\n"
    assert read(text).back == "About the author\n\nAnn writes. She sails.\n"


@pytest.mark.parametrize(
    "text",
    [
        "1. Ann: Where were you?\n2. Bo: In the yard: alone.\n3. Ann: Why?\n4. Bo: I like it.\n",
        "Ann – Where were you?\n\nBo – In the yard: alone.\n\nAnn – Why?\n\nBo – I like it.\n",
        "00h01m02s Ann: Where were you?\n00h01m12s Bo: In the yard: alone.\n"
        "00h01m22s Ann: Why?\n00h01m32s Bo: I like it.\n",
    ],
)
def test_labels_with_numbers_dashes_and_times_in_letters(text: str) -> None:
    said = [("Ann", "Where were you?"), ("Bo", "In the yard: alone."), ("Ann", "Why?")]
    assert turns(text) == [*said, ("Bo", "I like it.")]


BESIDE = [
    "{name}) {said}\n", "{name} | {said}\n\n", "{name} > {said}\n", "{name} -- {said}\n\n",
    "{name}—{said}\n\n", "{name}     {said}\n", "{name}: – {said}\n\n", "({name}) {said}\n",
    "12 {name}: {said}\n", "[12] {name}: {said}\n\n", "#12 {name}: {said}\n", "<{name}> {said}\n",
    "[3.50] {name}: {said}\n", "3.5s {name}: {said}\n", "{name}: {said} [0:12]\n",
    "[{name}]\n{said}\n\n", "0:12 >> {name}: {said}\n", "12\t{name}\t{said}\n",
]  # fmt: skip
ALONE = ["**{name}**\n\n{said}\n", "{name}\n{said}\n"]


@pytest.mark.parametrize(
    ("line", "names"),
    [(line, ("iver", "ruth")) for line in BESIDE]
    + [(x, names) for x in BESIDE + ALONE for names in (("Interviewer", "Resp. 2"), ("P1", "P2"))],
)
def test_the_file_shows_its_labels_whatever_sets_them_off(
    line: str, names: tuple[str, str]
) -> None:
    said = ["We sail at noon, if the tide allows it.", "And who pays for it?"] * 3
    text = "".join(line.format(name=names[n % 2], said=t) for n, t in enumerate(said))
    assert turns(text) == [(names[n % 2], t) for n, t in enumerate(said)]


def test_names_of_a_list_of_people_are_labels_where_they_stand_alone_once() -> None:
    text = (
        "Company Participants\n\nAnn Lee - Chief Executive\nBo Ray - Chief Engineer\n\n"
        "Operator\n\nWelcome to the call.\n\nAnn Lee\n\nWe had a good year.\n\n"
        "Bo Ray\n\nThe boats are sound.\n"
    )
    assert labels(text) == ["Operator", "Ann Lee", "Bo Ray"]


def test_changes_of_a_program_are_no_talk() -> None:
    text = (
        "# Changes\n\n## 2.1.0 - 2021-03-04\n\n- Parser: a colon is kept.\n- Parser: it was lost.\n"
    )
    assert labelled.read(Document("a.md", text.encode(), text)) == []


def test_what_minutes_note_is_nobodys_talk() -> None:
    text = (
        "Ann: The rope is short.\nBo: I see.\nACTION: Bo to buy rope.\nAnn: The motion I put is "
        "plain.\n\nQuestion put and agreed to.\n\nBill accordingly read a Second time.\n\nBo: So.\n"
    )
    assert turns(text) == [
        ("Ann", "The rope is short."),
        ("Bo", "I see."),
        (None, "ACTION: Bo to buy rope."),
        ("Ann", "The motion I put is plain."),
        (None, "Question put and agreed to."),
        (None, "Bill accordingly read a Second time."),
        ("Bo", "So."),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "[Ann] Where were you?\n[Bo] In the yard.\n[Ann] Why?\n[Bo] I like it.\n",
        "Ann\tWhere were you?\nBo\tIn the yard.\nAnn\tWhy?\nBo\tI like it.\n",
        "Ann, chair. \u2013 Where were you?\n\nBo. \u2013 In the yard.\n\n"
        "Ann, chair. \u2013 Why?\n\nBo. \u2013 I like it.\n",
        "Ann\n  9:01 AM\nWhere were you?\n\nBo\n  9:02 AM\nIn the yard.\n\n"
        "Ann\n  9:03 AM\nWhy?\n\nBo\n  9:03 AM\nI like it.\n",
    ],
)
def test_labels_in_brackets_and_before_tabs_dashes_and_times_of_the_day(text: str) -> None:
    assert [t for _, t in turns(text)] == ["Where were you?", "In the yard.", "Why?", "I like it."]


def test_a_label_with_other_brackets_is_the_same_one() -> None:
    text = (
        "President: Mrs. Lee (Norway)\n\nThe meeting was called to order.\n\n"
        "The President: I open it.\n\nMr. Lund (Denmark): I thank you.\n\n"
        "The President (spoke in French): I thank you too.\n\nThe meeting rose at 11 a.m.\n"
    )
    assert labels(text) == [
        "The President",
        "Mr. Lund (Denmark)",
        "The President (spoke in French)",
    ]
    assert read(text).back == "The meeting rose at 11 a.m.\n"


def test_bold_type_that_begins_before_the_time() -> None:
    text = "**[0:01] Ann:** Where were you?\n\n**[0:05] Bo:** Here.\n\n**[0:09] Ann:** Why?\n"
    assert turns(text) == [("Ann", "Where were you?"), ("Bo", "Here."), ("Ann", "Why?")]


def test_times_that_close_a_paragraph() -> None:
    found = read("I: Where? #00:00:12-3#\n\nB: Here. #00:00:20-1#\n\nI: Why? #00:00:25-0#\n").turns
    assert [(t.label, t.text, t.end_ms) for t in found] == [
        ("I", "Where?", 12_300),
        ("B", "Here.", 20_100),
        ("I", "Why?", 25_000),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "NAME: harbor\nHOST: localhost\nPORT: 80\nPATH: /x\n" * 2,
        "[10:01:00] INFO: Started.\n[10:01:02] WARN: Slow.\n[10:01:05] INFO: Connected.\n" * 2,
    ],
)
def test_settings_and_logs_are_no_talk(text: str) -> None:
    with pytest.raises(NotATranscript):
        readers.sniff(Document("a.txt", text.encode(), text))


def test_a_question_in_greek_ends_no_line_of_code() -> None:
    text = "Άννα: Πώς ήρθατε εδώ;\nΝίκος: Με τα πόδια.\nΆννα: Και γιατί;\nΝίκος: Έτσι.\n"
    assert labels(text) == ["Άννα", "Νίκος"] * 2


ASKED = [
    "Who stayed?",
    "The Tollers did.",
    "Did you think of it?",
    "Every spring.",
    "And now?",
    "No.",
]


@pytest.mark.parametrize("label", ["{name}:\n", "{name} (0:0{n})\n", "{name}\n"])
def test_a_name_alone_beside_the_end_of_a_page_is_no_running_head(label: str) -> None:
    said = ASKED * 3
    text = "".join(
        label.format(name=("Ann Lee", "Bo Ray")[n % 2], n=n % 10)
        + f"{t}\n\n"
        + (f"Stoll Archive\nPage {n // 4} of 4\n\n" if n and n % 4 == 0 else "")
        for n, t in enumerate(said)
    )
    assert [t for _, t in turns(text)] == said


def test_a_heading_in_small_letters_between_turns_is_nobodys_talk() -> None:
    text = (
        "Ann: Who stayed?\n\nBo: The Tollers did.\n\nThe roof of the mill\n\n"
        "Ann: And now?\n\nBo: No.\n"
    )
    assert turns(text)[1] == ("Bo", "The Tollers did.")
    unstopped = text.replace("stayed?", "stayed").replace("did.", "did")
    assert turns(unstopped)[1] == ("Bo", "The Tollers did\n\nThe roof of the mill")


@pytest.mark.parametrize(
    "last",
    [
        "1 The office kept a book.\n2 Closed in 1987.\n", "La séance est levée à 18 h 30.\n",
        "(Schluss: 16.30 Uhr)\n", "הישיבה ננעלה בשעה 12:40.\n",
    ],
)  # fmt: skip
def test_footnotes_and_the_hour_of_the_close_are_nobodys_talk(last: str) -> None:
    assert read(f"Ann: Who stayed?\n\nBo: Two did.\n\nAnn: Thanks.\n\n{last}").back == last


@pytest.mark.parametrize("last", ["It leaves at 6:30, as we said.", "1. The rope. 2. The lamp."])
def test_a_last_paragraph_that_speaks_or_counts_is_talk(last: str) -> None:
    reading = read(f"Ann: Who stayed?\n\nBo: Two did.\n\nAnn: Two things.\n\n{last}\n")
    assert reading.turns[-1].text.endswith(last)


def test_what_stands_over_the_talk_never_speaks_and_is_its_title() -> None:
    said = "Ann Lee\nWe begin.\n\nBo Ray\nI see, and I agree.\n\nAnn Lee\nThen we go on.\n"
    assert labels(f"HARBOUR BOARD\nMINUTES OF MEETING\n\n{said}") == [
        "Ann Lee",
        "Bo Ray",
        "Ann Lee",
    ]
    assert read(f"Focus group 3, parents\n\n{said}").title == "Focus group 3, parents"


def test_numbers_alone_above_turns_are_no_words() -> None:
    text = "".join(f"{n}\n{'AB'[n % 2]}nn: {t}\n" for n, t in enumerate(ASKED, 1))
    assert [t for _, t in turns(text)] == ASKED


def test_the_moment_before_a_label_is_no_part_of_it() -> None:
    text = "".join(
        f"2024-05-12T18:0{n}:00Z {('Ann', 'Bo')[n % 2]}: {t}\n" for n, t in enumerate(ASKED)
    )
    assert turns(text)[:2] == [("Ann", "Who stayed?"), ("Bo", "The Tollers did.")]


def test_a_rule_to_write_on_costs_no_more_than_its_length() -> None:
    text = "Ann: I sign here.\n\nBo: Yes.\n\nI, " + "_" * 90 + ", a citizen; so do I.\n"
    assert turns(text)[0] == ("Ann", "I sign here.")


BARE, TIMED = "{name}\n{said}\n\n", "{name}  0:0{n}\n{said}\n\n"


@pytest.mark.parametrize(
    ("line", "names"),
    [
        (TIMED, ("Tom H.", "Ann P.")),
        (TIMED, ("Ann Poe, Ph.D.", "J. R. Ray, M.D.")),
        *((line, ("J. Poe Jr.", "J. R. Ray")) for line in (TIMED, BARE)),
    ],
)
def test_names_that_end_in_an_initial_or_a_degree(line: str, names: tuple[str, str]) -> None:
    text = "".join(line.format(name=names[n % 2], n=n, said=t) for n, t in enumerate(ASKED))
    assert turns(text) == [(names[n % 2], t) for n, t in enumerate(ASKED)]


@pytest.mark.parametrize(
    ("line", "names"),
    [
        (BARE, ("Plan A.", "Plan B.")),
        ("{name}  9:{n}0\n{said}\n\n", ("Hall A.", "Hall B.")),
        (BARE, ("U.S.A.", "Washington D.C.")),
        ("10:{n}0\n{name}\n{said}\n\n", [f"Plan {c}." for c in "ABCDEF"]),
    ],
)
def test_what_ends_in_a_letter_alone_on_a_line_is_nobody(line: str, names: list[str]) -> None:
    said = enumerate(ASKED[:6])
    text = "".join(line.format(name=names[n % len(names)], n=n, said=t) for n, t in said)
    found = labelled.read(Document("a.md", text.encode(), text))
    assert {t.label for reading in found for t in reading.turns} <= {None}


@pytest.mark.parametrize("count", ["Q{n} **{name}:** ", "Q{n}. {name}: ", "**Q{n} {name}:** "])
def test_questions_with_a_number_before_the_name(count: str) -> None:
    text = "".join(
        f"{count.format(n=n, name=('Ann Lee', 'Bo Ray')[n % 2])}{t}\n\n"
        for n, t in enumerate(ASKED, 1)
    )
    assert turns(text)[:2] == [("Bo Ray", "Who stayed?"), ("Ann Lee", "The Tollers did.")]


@pytest.mark.parametrize("words", [("Question", "Answer"), ("Frage", "Antwort")])
def test_questions_with_their_numbers(words: tuple[str, str]) -> None:
    head = ("{} {}: ", "{}: ")
    text = "".join(
        f"{head[n % 2].format(words[n % 2], n // 2 + 1)}{t}\n\n" for n, t in enumerate(ASKED)
    )
    assert turns(text) == [(words[n % 2], t) for n, t in enumerate(ASKED)]


@pytest.mark.parametrize("other", ["Bo Ray: ", "Answer {n}: ", "A: "])
def test_questions_with_their_numbers_before_others_may_be_of_many(other: str) -> None:
    text = "".join(
        f"{('Question {n}: ', other)[n % 2].format(n=n // 2 + 1)}{t}\n\n"
        for n, t in enumerate(ASKED)
    )
    said = f"Chair: We begin.\n\n{text}"
    assert "Question" not in labels(said)


def test_what_a_foot_tells_is_nobodys_talk() -> None:
    foot = "This interview has been lightly edited."
    said = "".join(f"{('Ann Lee', 'Bo Ray')[n % 2]}: {t}\n\n" for n, t in enumerate(ASKED))
    reading = read(f"{said}{foot}\n")
    assert [t.text for t in reading.turns] == ASKED
    assert reading.back == f"{foot}\n"


def test_what_a_foot_may_tell_is_talk_where_talk_follows() -> None:
    text = "".join(f"{('Ann', 'Bo')[n % 2]}: {t}\n\n" for n, t in enumerate(ASKED))
    last = "No.\n\nThis interview was edited.\n\nI hate that."
    assert turns(text.replace("No.\n\n", last))[-1] == ("Bo", last)


@pytest.mark.parametrize(
    "voice",
    [
        "A noble Lord", "Several noble Lords", "Another hon. Senator", "A voice from the gallery",
        "Somebody at the back", "Mehrere Abgeordnete", "Plusieurs députés", "Una diputada",
        "Varios señores diputados", "Alcuni senatori", "Voces de la oposición", "Vozes do PS",
        "Stimmen von links", "Une voix à droite",
    ],
)  # fmt: skip
@pytest.mark.parametrize("line", ["{}: {}\n\n", "**{}:** {}\n\n", "{}\n{}\n\n"])
def test_who_speaks_may_have_no_name(voice: str, line: str) -> None:
    names = ["Lord Pell", "Lady Ray", "Lord Pell", voice, "Lady Ray", "Lord Pell", "Lady Ray"]
    said = [*ASKED[:3], "Shame on you!", *ASKED[3:6]]
    text = "".join(line.format(name, t) for name, t in zip(names, said, strict=True))
    assert turns(text) == list(zip(names, said, strict=True))


@pytest.mark.parametrize("title", ["A Sr.ª", "O Sr.º", "As Sr.as", "A Dr.ª", "A Prof.ª"])
def test_a_title_cut_short_by_raised_letters_is_one(title: str) -> None:
    names = ["O Sr. Paz", f"{title} Rita Melo (PCP)", "O Sr. Paz", f"{title} Gil"]
    text = "".join(f"{who}: — {t}\n\n" for who, t in zip(names, ASKED, strict=False))
    assert turns(text) == list(zip(names, ASKED, strict=False))


@pytest.mark.parametrize(
    "lead",
    [
        "A question", "Another general point", "A doctor told me", "One member of mine said",
        "Voices of doubt were heard", "The useful links",
    ],
)  # fmt: skip
def test_what_is_said_of_somebody_unnamed_is_talk(lead: str) -> None:
    said = [*ASKED[:5], f"I shall be brief.\n\n{lead}: who pays for it?"]
    text = "".join(f"{('Lord Pell', 'Lady Ray')[n % 2]}: {t}\n\n" for n, t in enumerate(said))
    assert turns(text)[-1] == ("Lady Ray", said[-1])


def addressed(chair: str, other: str, line: str) -> list[tuple[str | None, str]]:
    """A talk of two, in which the second says a line of its own that begins with the first."""
    said = [*ASKED[:5], f"I thank you.\n\n{line}: the roof is wet and the wall is old."]
    text = "".join(f"{(chair, other)[n % 2]}: {t}\n\n" for n, t in enumerate(said))
    return turns(text)[5:]


@pytest.mark.parametrize(
    ("chair", "other", "line"),
    [
        ("Madam Mayor", "Ann Lee", "Madam Mayor, let me give you three reasons"),
        ("Herr Präsident", "Frau Roth", "Herr Präsident, ich stelle folgenden Antrag"),
        ("Monsieur le Président", "Mme Petit", "Monsieur le Président, je propose ceci"),
        ("Madam Chair", "Ann Lee", "Madam Chair, permit two questions"),
        ("Frau Präsidentin", "Ann Roth", "Frau Präsidentin, ich beantrage Folgendes"),
        ("El señor PRESIDENTE", "La señora PAZ", "Señor Presidente, propongo lo siguiente"),
        ("Senhor Presidente", "Senhora Paz", "Senhor Presidente, proponho o seguinte"),
        ("Signor Presidente", "Signora Ferri", "Signor Presidente, propongo quanto segue"),
        ("Tom Reed", "Ann Lee", "Tom Reed, here is what I think"),
    ],
)
def test_who_is_spoken_to_does_not_speak(chair: str, other: str, line: str) -> None:
    ((label, text),) = addressed(chair, other, line)
    assert label == other
    assert text.endswith(f"{line}: the roof is wet and the wall is old.")


@pytest.mark.parametrize(
    "line",
    ["Ann Lee, laughing", "Ann Lee, after a long pause", "Ann Lee, chief engineer of the port"],
)
def test_how_somebody_speaks_and_as_what_is_no_address(line: str) -> None:
    assert [label for label, _ in addressed("Ann Lee", "Tom Reed", line)] == ["Tom Reed", line]


@pytest.mark.parametrize(
    "names",
    [
        ("Dr. med. Weber", "Moderatorin"), ("Assist. Prof. Kim", "Insp. Hale"),
        ("Staatsanw. Kern", "Subcomis. Paz"), ("Karl Brandt sen.", "Karl Brandt jun."),
        ("Anna Kern (stellv. Leiterin)", "Otto Roth (Red.)"), ("inż. Kowal", "mgr. Zając"),
        ("Ann Lee (Assoc. Prof.)", "Alderm. Cole"), ("Col. (ret.) Hale", "Sottosegr. Bassi"),
    ],
)  # fmt: skip
@pytest.mark.parametrize("line", ["{}: {}\n\n", "**{}:** {}\n\n", "{}\n{}\n\n", "[0:01] {}: {}\n"])
def test_titles_cut_short_end_no_sentence(names: tuple[str, str], line: str) -> None:
    text = "".join(line.format(names[n % 2], t) for n, t in enumerate(ASKED))
    assert turns(text) == [(names[n % 2], t) for n, t in enumerate(ASKED)]


def test_a_title_nobody_knows_is_one_where_it_recurs() -> None:
    names = ["Comisar. Paz", "Ann Lee", "Comisar. Paz", "Comisar. Leal", "Ann Lee"]
    text = "".join(f"{name}: {t}\n\n" for name, t in zip(names, ASKED, strict=False))
    assert labels(text) == names


@pytest.mark.parametrize(
    "lead", ["It rained. Then he said", "Thank you. Tom Reed", "The Harbour. Part two"]
)
def test_a_sentence_that_ends_before_a_colon_is_talk(lead: str) -> None:
    said = [*ASKED[:5], f"I shall be brief.\n\n{lead}: go home."]
    text = "".join(f"{('Ann Lee', 'Tom Reed')[n % 2]}: {t}\n\n" for n, t in enumerate(said))
    assert turns(text)[-1] == ("Tom Reed", said[-1])
