"""Which columns of a table hold speaker, text, times and meeting, by their usual names."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from operator import itemgetter

from ingest.readers.common import told
from ingest.readers.tables import dialogue_cells

# Each in order of preference; compared in lower case with "_" for every other sign.
SPEAKER = tuple(
    "speaker speaker_name speakername speaker_full_name full_name speaker_label who person "
    "person_name participant participant_name raw_character_text character actor author "
    "author_name creator user user_name username nickname nick sender sender_name "
    "from member member_name interlocutore rolle wer chi quien kto "
    "talker interlocutor voice role name spk speaker_id speakerid spk_id sprecher sprecherin "
    "redner rednerin locuteur locutrice orateur oratrice intervenant intervenante hablante orador "
    "oradora ponente interlocutor falante relatore parlante oratore spreker talare talaren puhuja "
    "taler mluvci mluvčí mówca говорящий спикер оратор ομιλητής konuşmacı المتحدث 发言人 "
    "说话人 發言人 演讲者 話者 発言者 発言者名 화자 발언자".split()
)
TEXT = tuple(
    "text utterance utterance_text spoken_words transcript transcription transcript_text speech "
    "speech_text spoken spoken_text dialogue dialog line lines content contents message "
    "message_text msg sentence sentences body raw_text clean_text text_content turn turn_text "
    "talk said quote statement remark remarks comment contribution caption words segment utt "
    "value transkript transkription transcripción transcrição trascrizione transkripcja inhalt "
    "wortlaut äußerung aeusserung beitrag redebeitrag aussage rede texte discours parole paroles "
    "intervention texto discurso mensaje mensagem fala testo discorso intervento battuta tekst "
    "orthographic gesagt "
    "tal puhe anförande wypowiedź текст реплика речь κείμενο metin konuşma النص 内容 文本 "
    "发言 发言内容 發言內容 发言 発言 発言内容 テキスト 텍스트 내용 발언 발언내용".split()
)
START = tuple(
    "start start_time starttime start_ms start_s start_sec start_secs start_seconds "
    "start_timestamp starts begin begin_time begintime onset in tc_in timecode_in time_start "
    "timestamp time_stamp time timecode minute datetime date_time created_at created_date "
    "createdat sent_date ts offset beginn "
    "von anfang startzeit zeit uhrzeit hora heure début debut inicio início inizio sent_at "
    "when start_offset t_start utc_time origin_server_ts".split()
)
END = tuple(
    "end end_time endtime end_ms end_s end_sec end_secs end_seconds end_timestamp ends stop "
    "stop_time finish tc_out timecode_out time_end out ende endzeit fin fine fim end_offset "
    "t_end bis".split()
)
MEETING = (
    "meeting meeting_id meeting_name meeting_title session session_id sitting debate debate_id "
    "debate_name hearing hearing_id case case_id docket docket_id season episode episode_id "
    "episode_number episode_title podcast interview interview_id conversation conversation_id "
    "conversationid dialogue_id dialog_id dialogueid call_id transcript_id transcriptid recording "
    "recording_id video video_id file filename file_name source_file document document_id doc_id "
    "show film movie movie_id channel room sitzung réunion reunion sesión sesion sessão sessione "
    "title event event_name program company quarter 会议 会議 회의"
).split()
# Parts of a table only where they follow one another: a person may have a title, a voice a channel.
IN_TURN = frozenset("title event event_name channel room show program company quarter".split())
DATE = tuple(
    "date meeting_date session_date debate_date day datum fecha data 日期 日付 날짜".split()
)

# "Sprecher/in", "Redner:in", "orador(a)", "locuteur·rice": a word for both men and women.
_BOTH = re.compile(r"(?P<word>[^\W\d_]{5,})[/:*·•(.][-–]?[^\W\d_]{1,6}\)?")
# "Begin Time - hh:mm:ss.ms", "Onset (mm:ss)": how a column prints its times, behind its name.
_PRINTED = re.compile(
    r"\s*(?:[-–—:,]\s*|[(\[])\[?(?:[hmsf]{1,2}:)+[smf]{1,2}(?:[.,:][a-z]{1,4})?[)\]]?\s*$",
    re.IGNORECASE,
)
_NUMBER = re.compile(r"\d[\d.,]*")
LONGEST_NAME = 80
# Columns without names: who, what, from, to, how long.
MOST_UNNAMED = 5
# What longer names of columns end in ("line_text", "character_name"), and what no such name holds.
_TEXTS = frozenset("text words utterance transcript speech dialogue sentence content".split())
_PEOPLE = frozenset("speaker character person participant member actor".split())
_BESIDE = frozenset(
    """id ids count number num no n location type lang language length duration time start end
    topic normalized sentiment emotion party gender sex age role state score label_id""".split()
)
_STARTS = re.compile(
    r"(?:start|begin|onset|timestamp|time)(?:_(?:time|in|at|sec|ms|s|\w*seconds))+"
)
_ENDS = re.compile(
    r"(?:end|stop|finish)(?:_(?:time|in|at|sec|ms|s|\w*seconds))+"
    r"|(?:time|timestamp|timecode|tc)_(?:out|end|stop)"
)


@dataclass(frozen=True, slots=True)
class Columns:
    """The names of a table's columns as its header prints them."""

    text: str
    speaker: str | None
    start: str | None
    end: str | None
    meeting: tuple[str, ...]
    date: str | None
    cells: bool = False  # a cell of the text holds a whole conversation


def find(
    header: Sequence[str], sample: Sequence[dict[str, str]] = (), tell: bool = True
) -> Columns | None:
    """The columns that a header names, or None where it names no text with a speaker or a time.

    `sample`: rows by which a text column of words is told from one of numbers of the same name;
    and, if `tell`, those columns by what they hold whose names say nothing.
    """
    plain = {name: _plain(name) for name in header}
    if talk := dialogue_cells.column(sample):
        dates = _first({n: p for n, p in plain.items() if n != talk}, DATE)
        return Columns(talk, None, None, None, (), dates, cells=True)
    texts = [*_named(plain, TEXT), *_ending(plain, _TEXTS)]
    text = next((n for n in texts if not sample or _wordy(n, sample)), None)
    rest = {n: p for n, p in plain.items() if n != text}
    speaker = _first(rest, SPEAKER) or _first(_of_both(rest), SPEAKER)
    speaker = speaker or next(iter(_ending(rest, _PEOPLE)), None)
    date = _first(rest, DATE)
    start = _first(rest, START) or next((n for n in rest if _STARTS.fullmatch(rest[n])), None)
    end = _first(rest, END) or next((n for n in rest if _ENDS.fullmatch(rest[n])), None)
    if tell and not (text and speaker and start) and len(sample) >= told.FEWEST:
        values = {n: [row.get(n, "").strip() for row in sample] for n in plain}
        apart = [date, *(n for n in plain if plain[n] in MEETING)]
        text, speaker, start, end = told.filled(
            values, told.Parts(text, speaker, start, end), apart
        )
    if text is None or (speaker is None and (start is None or end is None)):
        return None
    if start is None and date and any(":" in row.get(date, "") for row in sample):
        start, date = date, None
    meeting = tuple(n for n in plain if n != text and plain[n] in MEETING)
    return Columns(text, speaker, start, end, meeting, date)


def in_turn(name: str) -> bool:
    """The column parts a table into meetings only where its values follow one another."""
    return _plain(name) in IN_TURN


def unnamed(records: Sequence[Sequence[str]]) -> Columns | None:
    """The columns of a table without a header, named by number ("0", "1"), or None.

    Nothing is guessed: one column of names that recur, one of words, no other but clock times,
    seconds that never fall, and a count of the rows. Columns that are empty, and numbers beside
    clock times (the same once more, as ELAN writes them), say nothing. A header in words that
    nobody knows is none; numbers under one may be prices.
    """
    headed = bool(records) and heads(records[0], records[1:])
    records = records[1:] if headed else records
    width = len(records[0]) if records else 0
    if len(records) < told.FEWEST or any(len(r) != width for r in records):
        return None
    values = {str(n): [r[n].strip() for r in records] for n in range(width)}
    values = {n: v for n, v in values.items() if any(v) and not told.counts(v)}
    clocks = [n for n, v in values.items() if told.clocks(v)]
    if clocks:
        values = {n: v for n, v in values.items() if n in clocks or not told.numeric(v)}
    if not 2 <= len(values) <= MOST_UNNAMED:
        return None
    times = clocks or [n for n, v in values.items() if told.seconds(v)]
    names = [n for n, v in values.items() if n not in times and told.people(v)]
    words = [n for n in values if n not in times and n not in names]
    if len(names) != 1 or len(words) != 1 or not told.talk(values[words[0]]):
        return None
    start, end, *_ = (*times, None, None)
    if headed and start and not clocks and not told.spoken(values[start], values[words[0]]):
        return None
    return Columns(words[0], names[0], start, end, (), None)


def heads(first: Sequence[str], below: Sequence[Sequence[str]]) -> bool:
    """The first record names columns: a word or two each, none of which comes again below it."""
    words = [_PRINTED.sub("", v[:LONGEST_NAME]).strip() for v in first]
    if any(len(r) != len(words) for r in below):
        return False
    # The edges of a row in Markdown are cells of nothing.
    cells = [(v, {r[n].strip() for r in below}) for n, v in enumerate(words)]
    cells = [(v, under) for v, under in cells if v or under != {""}]
    short = all(v and len(v.split()) <= 3 and v[-1] not in ".?!:,…" for v, _ in cells)
    again = any(v in under for v, under in cells)
    return short and not again and not any(c.isdigit() for v in words for c in v)


def _plain(name: str) -> str:
    """`Speaker Name`, `speakerName` and `speaker-name` are one."""
    name = _PRINTED.sub("", name) if len(name) < LONGEST_NAME else name
    parted = re.sub(r"(?<=[a-z])(?=[A-Z])", "_", name.strip().strip("\ufeff*").strip())
    return re.sub(r"[^\w]+", "_", parted.casefold()).strip("_")


def _of_both(names: Iterable[str]) -> dict[str, str]:
    """Names that end in a second gender's ending, and the word without it."""
    found = ((name, _BOTH.fullmatch(name.strip().strip("\ufeff*").strip())) for name in names)
    return {name: m["word"].casefold() for name, m in found if m}


def _named(plain: dict[str, str], known: tuple[str, ...]) -> list[str]:
    """The names that are known, the better known first."""
    places = _places(known)
    found = [(places[p], name) for name, p in plain.items() if p in places]
    return [name for _, name in sorted(found, key=itemgetter(0))]


@cache
def _places(known: tuple[str, ...]) -> dict[str, int]:
    return {k.casefold(): n for n, k in reversed([*enumerate(known)])}


def _first(plain: dict[str, str], known: tuple[str, ...]) -> str | None:
    return next(iter(_named(plain, known)), None)


def _ending(plain: dict[str, str], words: frozenset[str]) -> list[str]:
    """Names of several words of which the last (but for "name" and "text") is one of `words`."""
    found = []
    for name, p in plain.items():
        parts = p.split("_")
        kept = [x for x in parts if words is _TEXTS or x not in ("name", "text", "label", "full")]
        if len(parts) > 1 and kept and kept[-1] in words and _BESIDE.isdisjoint(parts):
            found.append(name)
    return found


def _wordy(name: str, sample: Sequence[dict[str, str]]) -> bool:
    """Most values are no mere numbers, as those of "line" and "words" may be."""
    values = [v for row in sample if (v := row.get(name, "").strip())]
    return 2 * sum(not _NUMBER.fullmatch(v) for v in values) >= len(values)
