"""What undeclared bytes are written in: told by the script that they read as."""

from __future__ import annotations

import pytest

from ingest.open.encoding import decode

TEXTS = {
    "Анна: Добрый день. Как вы?\nБорис: Спасибо, хорошо.\n": "cp1251 koi8-r cp866 iso-8859-5",
    "АННА: ДОБРЫЙ ДЕНЬ. КАК ВЫ?\n": "cp1251 koi8-r cp866",
    "Speaker 1: Олена, їжте, будь ласка.\n": "cp1251 koi8-u",
    "Άννα: Καλημέρα. Πώς ήρθατε εδώ;\n": "cp1253 iso-8859-7",
    "אנה: שלום. איך הגעת לכאן?\n": "cp1255 iso-8859-8",
    "أحمد: مرحبا بكم في الاجتماع.\n": "cp1256",
    "สมชาย: สวัสดีครับ ยินดีต้อนรับ\n": "cp874",
    "王明：大家好，我们现在开始开会。\n": "gb18030",
    "李紅：我先說一下船廠的情況，大家好。\n": "big5 gb18030",
    "김영희: 안녕하세요. 회의를 시작하겠습니다.\n": "cp949",
    "田中：それでは会議を始めます。\n": "cp932 euc_jp",
    "Błażej: Wyjechałem dwa razy, zawsze zimą. Też wróciłem.\n": "cp1250 iso-8859-2",
    "Élodie: Créée à Noël ? Où ?\nÍñigo: ¿Sí? 20 m³, ¡ahí!\n": "cp1252",
    "Þór: Það er gott að sjá þig. Ég er hér. Ååå – „schön“…\n": "cp1252",
}


@pytest.mark.parametrize(
    ("text", "encoding"), [(t, e) for t, names in TEXTS.items() for e in names.split()]
)
def test_undeclared(text: str, encoding: str) -> None:
    assert decode(text.encode(encoding)) == text


def test_a_long_text_is_told_by_its_beginning() -> None:
    text = "Анна: Добрый день. Как вы?\n" * 10_000
    assert decode(text.encode("koi8-r")) == text
    # The sample ends within a letter.
    assert decode(("x" + "王明：大家好，我们现在。" * 20_000).encode("gb18030"))[1:3] == "王明"


def test_utf_8_with_other_bytes_is_still_utf_8() -> None:
    told = decode("Анна: Добрый день. ".encode() + b"\x93Da\x94\n")
    assert told == "Анна: Добрый день. “Da”\n"
