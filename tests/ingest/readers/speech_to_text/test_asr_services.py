"""Every speech-to-text service says the same two things; each reads alike."""

import pytest

from ingest.open.containers import Document
from ingest.readers.speech_to_text import services as asr

# Talk without speakers: "Hi." to 1.5 s, "Bye." to 3 s.
UNNAMED = {
    "NeMo": """
{"text": "Hi. Bye.", "timestamp": {"word": [{"word": "Hi.", "start": 0.0, "end": 0.5}], "segment":
[{"segment": "Hi.", "start": 0.0, "end": 1.5, "start_offset": 0}, {"segment": "Bye.", "start": 1.5,
"end": 3.0, "start_offset": 14}]}}
""",
    "AssemblyAI, words": """
{"audio_duration": 3, "utterances": null, "words": [{"text": "Hi.", "start": 0, "end": 1500},
{"text": "Bye.", "start": 1500, "end": 3000}], "sentiment_analysis_results": [{"text": "Hi. Bye.",
"start": 0, "end": 3000, "speaker": "A"}]}
""",
    "Google, video": """
{"annotationResults": [{"speechTranscriptions": [{"alternatives": [{"transcript": "Hi. Bye.",
"words": [{"word": "Hi.", "startTime": "0s", "endTime": "1.5s"}, {"word": "Bye.", "startTime":
"1.5s", "endTime": "3s"}]}]}]}]}
""",
    "openai-whisper": """
{"text": " Hi. Bye.", "segments": [{"id": 0, "seek": 0, "start": 0.0, "end": 1.5, "text":
" Hi.", "tokens": [1, 2]}, {"id": 1, "seek": 0, "start": 1.5, "end": 3, "text": " Bye.",
"tokens": [3]}], "language": "en"}
""",
    "words only": """
{"task": "transcribe", "duration": "3.0", "text": "Hi. Bye.", "words": [{"word": "Hi.",
"start": 0.0, "end": 1.5}, {"word": "Bye.", "start": 1.5, "end": 3.0}]}
""",
    "whisper.cpp": """
{"systeminfo": "AVX", "transcription": [{"timestamps": {"from": "00:00:00,000", "to":
"00:00:01,500"}, "offsets": {"from": 0, "to": 1500}, "text": " Hi."}, {"timestamps":
{"from": "00:00:01,500", "to": "00:00:03,000"}, "text": " Bye."}]}
""",
    "Hugging Face": """
{"text": "", "chunks": [{"timestamp": [0.0, 1.5], "text": " Hi."}, {"timestamp": [1.5, 3.0],
"text": " Bye."}]}
""",
    "faster-whisper": """
[{"start": 0.0, "end": 1.5, "text": " Hi."}, {"start": 1.5, "end": 3.0, "text": " Bye."}]
""",
    "tuples": """
[[1, 0, 0.0, 1.5, " Hi.", [1]], [2, 0, 1.5, 3.0, " Bye.", [2]]]
""",
    "subtitles API": """
[{"text": "Hi.", "start": 0.0, "duration": 1.5}, {"text": "Bye.", "start": 1.5,
"duration": 1.5}]
""",
    "YouTube json3": """
{"wireMagic": "pb3", "events": [{"tStartMs": 0, "dDurationMs": 1500, "segs": [{"utf8":
"Hi."}]}, {"tStartMs": 1500, "dDurationMs": 1500, "segs": [{"utf8": "By"}, {"utf8":
"e. "}]}]}
""",
}

# "Hi there." by 1, then "Bye." by 2.
NAMED = {
    "Gecko": """
{"schemaVersion": "2.0", "monologues": [{"speaker": {"id": "a", "name": "1"}, "start": 0.0, "end":
1.5, "terms": [{"start": 0.0, "text": "Hi", "type": "WORD"}, {"start": 0.5, "text": "there", "type":
"WORD"}, {"start": 0.9, "text": ".", "type": "PUNCTUATION"}]}, {"speaker": {"name": "2"}, "start":
1.5, "end": 3, "terms": [{"start": 1.5, "text": "Bye.", "type": "WORD"}]}]}
""",
    "Azure, batch of version 2": """
{"AudioFileResults": [{"AudioFileName": "a.wav", "CombinedResults": [{"Display": "Hi there. Bye."}],
"SegmentResults": [{"SpeakerId": "1", "Offset": 0, "Duration": 15000000, "NBest": [{"Lexical":
"hi there", "Display": "Hi there."}]}, {"SpeakerId": "2", "Offset": 15000000, "Duration": 15000000,
"NBest": [{"Display": "Bye."}]}]}]}
""",
    "Azure, artifacts of Video Indexer": """
{"RecognizedPhrases": [{"RecognitionStatus": "Success", "Channel": 0, "Speaker": 1, "Offset":
"PT0S", "Duration": "PT1.5S", "OffsetInTicks": 0, "DurationInTicks": 15000000, "NBest":
[{"Lexical": "hi there", "Display": "Hi there."}]}, {"Speaker": 2, "Offset": "PT1.5S", "Duration":
"PT1.5S", "NBest": [{"Display": "Bye."}]}]}
""",
    "Azure, SDK": """
[{"Id": "a", "RecognitionStatus": "Success", "Offset": 0, "Duration": 15000000, "SpeakerId": "1",
"NBest": [{"Display": "Hi there.", "Words": [{"Word": "hi", "Offset": 0, "Duration": 9}]}]},
{"Id": "b", "Offset": 15000000, "Duration": 15000000, "SpeakerId": "2", "NBest": [{"Display":
"Bye."}]}]
""",
    "Azure, Video Indexer": """
{"videos": [{"insights": {"transcript": [{"id": 1, "text": "Hi there.", "speakerId": 7,
"instances": [{"start": "0:00:00", "end": "0:00:01.5"}]}, {"id": 2, "text": "Bye.", "speakerId": 8,
"instances": [{"start": "0:00:01.5", "end": "0:00:03"}]}], "speakers": [{"id": 7, "name": "1"},
{"id": 8, "name": "2"}], "ocr": [{"text": "EXIT", "instances": [{"start": "0:00:00"}]}]}}]}
""",
    "Gladia, first version": """
{"prediction": [{"words": [{"word": "Hi", "time_begin": 0.0, "time_end": 0.4}], "transcription":
"Hi there.", "time_begin": 0.0, "time_end": 1.5, "speaker": 1, "channel": "channel_0"},
{"words": [], "transcription": "Bye.", "time_begin": 1.5, "time_end": 3.0, "speaker": 2}]}
""",
    "Trint": """
{"transcript": {"paragraphs": [{"speaker": "1", "time": 0, "duration": 1500, "words": [{"time": 0,
"duration": 300, "value": "Hi"}, {"time": 400, "duration": 300, "value": "there."}]}, {"speaker":
"2", "time": 1500, "duration": 1500, "words": [{"time": 1500, "duration": 300, "value":
"Bye."}]}]}}
""",
    "whisperX": """
{"segments": [{"start": 0.0, "end": 1.0, "text": " Hi", "speaker": "1", "words": [{"word":
"Hi", "start": 0.0, "end": 0.4, "speaker": "1"}]}, {"start": 1.0, "end": 1.5, "text":
" there.", "speaker": "1"}, {"start": 1.5, "end": 3.0, "text": " Bye.", "speaker": "2"}],
"word_segments": [{"word": "Hi", "start": 0.0, "end": 0.4}, {"word": "there.", "start": 0.5,
"end": 0.9}]}
""",
    "insanely-fast-whisper": """
{"speakers": [{"speaker": "1", "text": "Hi there.", "timestamp": [0.0, 1.5]}, {"speaker":
"2", "text": "Bye.", "timestamp": [1.5, 3.0]}], "chunks": [{"text": "Hi there. Bye.",
"timestamp": [0.0, 3.0]}], "text": "Hi there. Bye."}
""",
    "Deepgram words": """
{"results": {"channels": [{"alternatives": [{"transcript": "hi there bye", "words":
[{"word": "hi", "punctuated_word": "Hi", "start": 0.0, "end": 0.5, "speaker": 1}, {"word":
"there", "punctuated_word": "there.", "start": 0.5, "end": 1.5, "speaker": 1}, {"word":
"bye", "punctuated_word": "Bye.", "start": 1.5, "end": 3.0, "speaker": 2}]}]}]}}
""",
    "Deepgram paragraphs": """
{"results": {"channels": [{"alternatives": [{"words": [{"word": "hi", "start": 0.0,
"end": 0.4}], "paragraphs": {"paragraphs": [{"speaker": 1, "sentences": [{"text":
"Hi there.", "start": 0, "end": 1.5}]}, {"speaker": 2, "sentences": [{"text": "Bye.",
"start": 1.5, "end": 3}]}]}}]}]}}
""",
    "AssemblyAI": """
{"audio_duration": 3, "words": [{"text": "Hi", "start": 0, "end": 500, "speaker": "1"}],
"utterances": [{"text": "Hi there.", "start": 0, "end": 1500, "speaker": "1"}, {"text":
"Bye.", "start": 1500, "end": 3000, "speaker": "2"}]}
""",
    "AWS, labels apart": """
{"jobName": "a", "results": {"transcripts": [{"transcript": "Hi there. Bye."}],
"speaker_labels": {"speakers": 2, "segments": [{"speaker_label": "1", "items":
[{"start_time": "0.0", "speaker_label": "1"}, {"start_time": "0.5", "speaker_label": "1"}]},
{"speaker_label": "2", "items": [{"start_time": "1.5", "speaker_label": "2"}]}]}, "items":
[{"type": "pronunciation", "start_time": "0.0", "end_time": "0.5", "alternatives":
[{"content": "Hi"}]}, {"type": "pronunciation", "start_time": "0.5", "end_time": "1.5",
"alternatives": [{"content": "there"}]}, {"type": "punctuation", "alternatives":
[{"content": "."}]}, {"type": "pronunciation", "start_time": "1.5", "end_time": "3.0",
"alternatives": [{"content": "Bye"}]}, {"type": "punctuation", "alternatives": [{"content":
"."}]}]}}
""",
    "Google, the last result repeats": """
{"results": [{"alternatives": [{"transcript": "Hi there.", "words": [{"startTime": "0s",
"endTime": "0.500s", "word": "Hi"}, {"startTime": "0.500s", "endTime": "1.500s", "word":
"there."}]}]}, {"alternatives": [{"transcript": " Bye.", "words": [{"startTime": "1.500s",
"endTime": "3s", "word": "Bye."}]}]}, {"alternatives": [{"words": [{"startTime": "0s",
"endTime": "0.500s", "word": "Hi", "speakerTag": 1}, {"startTime": "0.500s", "endTime":
"1.500s", "word": "there.", "speakerTag": 1}, {"startTime": "1.500s", "endTime": "3s",
"word": "Bye.", "speakerTag": 2}]}]}]}
""",
    "Google v2": """
{"results": {"gs://a/b.wav": {"transcript": {"results": [{"alternatives": [{"words":
[{"startOffset": "0s", "endOffset": "0.500s", "word": "Hi", "speakerLabel": "1"},
{"startOffset": "0.500s", "endOffset": "1.500s", "word": "there.", "speakerLabel": "1"}]}]},
{"alternatives": [{"words": [{"startOffset": {"seconds": "1", "nanos": 500000000},
"endOffset": "3s", "word": "Bye.", "speakerLabel": "2"}]}]}]}}}}
""",
    "Azure batch": """
{"combinedRecognizedPhrases": [{"display": "Hi there. Bye."}], "recognizedPhrases":
[{"channel": 0, "speaker": 1, "offset": "PT0S", "offsetInTicks": 0.0,
"durationInTicks": 15000000.0, "nBest": [{"display": "Hi there."}]}, {"channel": 0,
"speaker": 2, "offset": "PT1.5S", "duration": "PT1.5S", "nBest": [{"display": "Bye."}]}]}
""",
    "Azure fast": """
{"durationMilliseconds": 3000, "combinedPhrases": [{"text": "Hi there. Bye."}], "phrases":
[{"speaker": 1, "offsetMilliseconds": 0, "durationMilliseconds": 1500, "text": "Hi there."},
{"speaker": 2, "offsetMilliseconds": 1500, "durationMilliseconds": 1500, "text": "Bye."}]}
""",
    "Azure conversation events": """
[{"ResultId": "a", "SpeakerId": "1", "Offset": 0, "Duration": 15000000, "Text":
"Hi there."}, {"ResultId": "b", "SpeakerId": "2", "Offset": 15000000, "Duration": 15000000,
"Text": "Bye."}]
""",
    "Rev AI": """
{"monologues": [{"speaker": 1, "elements": [{"type": "text", "value": "Hi", "ts": 0.0,
"end_ts": 0.5}, {"type": "punct", "value": " "}, {"type": "text", "value": "there",
"ts": 0.5, "end_ts": 1.5}, {"type": "punct", "value": "."}]}, {"speaker": 2, "elements":
[{"type": "text", "value": "Bye", "ts": 1.5, "end_ts": 3.0}, {"type": "punct", "value":
"."}]}]}
""",
    "Speechmatics": """
{"format": "2.9", "metadata": {"language_pack_info": {"word_delimiter": " "}}, "results":
[{"type": "word", "start_time": 0.0, "end_time": 0.5, "alternatives": [{"content": "Hi",
"speaker": "1"}]}, {"type": "word", "start_time": 0.5, "end_time": 1.5, "alternatives":
[{"content": "there", "speaker": "1"}]}, {"type": "punctuation", "start_time": 1.5,
"end_time": 1.5, "attaches_to": "previous", "alternatives": [{"content": ".", "speaker":
"1"}]}, {"type": "word", "start_time": 1.5, "end_time": 3.0, "alternatives": [{"content":
"Bye.", "speaker": "2"}]}]}
""",
    "Watson": """
{"results": [{"final": true, "alternatives": [{"transcript": "Hi there. Bye. ",
"timestamps": [["Hi", 0.0, 0.5], ["there.", 0.5, 1.5], ["Bye.", 1.5, 3.0]]}]}],
"speaker_labels": [{"from": 0.0, "speaker": 1}, {"from": 0.5, "speaker": 1}, {"from": 1.5,
"speaker": 2}]}
""",
    "Podcasting 2.0": """
{"version": "1.0.0", "segments": [{"speaker": "1", "startTime": 0, "endTime": 1.5, "body":
"Hi there."}, {"speaker": "2", "startTime": 1.5, "endTime": 3, "body": "Bye."}]}
""",
    "meeting bot": """
[{"participant": {"id": 7, "name": "1"}, "words": [{"text": "Hi", "start_timestamp":
{"relative": 0.0}, "end_timestamp": {"relative": 0.5}}, {"text": "there.",
"start_timestamp": {"relative": 0.5}, "end_timestamp": {"relative": 1.5}}]}, {"participant":
{"id": 8, "name": "2"}, "words": [{"text": "Bye.", "start_timestamp": {"relative": 1.5},
"end_timestamp": {"relative": 3.0}}]}]
""",
    "a script's list": """
[{"speaker": "1", "start": "00:00:00.000", "end": "00:00:01.500", "text": "Hi there."},
{"speaker": "2", "start": "00:00:01.500", "end": "00:00:03.000", "text": "Bye."}]
""",
}


Turn = tuple[str | None, str, int | None, int | None]


def said(text: str) -> list[Turn]:
    document = Document("a.json", text.encode(), text)
    assert asr.sniff(document)
    (reading,) = asr.read(document)
    return [(t.label, t.text, t.start_ms, t.end_ms) for t in reading.turns]


@pytest.mark.parametrize("text", UNNAMED.values(), ids=UNNAMED)
def test_unnamed_talk(text: str) -> None:
    assert said(text) == [(None, "Hi. Bye.", 0, 3000)]


@pytest.mark.parametrize("text", NAMED.values(), ids=NAMED)
def test_speakers(text: str) -> None:
    assert said(text) == [("Speaker 1", "Hi there.", 0, 1500), ("Speaker 2", "Bye.", 1500, 3000)]
