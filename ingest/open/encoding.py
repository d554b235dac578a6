"""Bytes to text: what a file is written in."""

from __future__ import annotations

import codecs
import re

BOMS = (
    (b"\xef\xbb\xbf", "utf-8"),
    (b"\xff\xfe\x00\x00", "utf-32"),
    (b"\x00\x00\xfe\xff", "utf-32"),
    (b"\xff\xfe", "utf-16"),
    (b"\xfe\xff", "utf-16"),
)
# Bytes that are looked at to tell an encoding that nothing declares.
SAMPLE = 200_000
# Share of the bytes beyond ASCII in UTF-8 sequences, from which on the text is in UTF-8.
MOSTLY = 0.8
_DECLARED = re.compile(
    rb"""(?:<meta\b[^>]{0,200}?\bcharset=|<\?xml\b[^>]{0,200}?\bencoding=)["']?\s*([\w.:-]{1,40})""",
    re.IGNORECASE,
)
# Browsers read these names as wider code pages.
_AS_BROWSERS = {"iso-8859-1": "cp1252", "latin1": "cp1252", "shift_jis": "cp932", "x-sjis": "cp932"}
_AS_BROWSERS |= {"gb2312": "gb18030", "gbk": "gb18030", "euc-kr": "cp949", "iso-8859-9": "cp1254"}
_UTF_8 = re.compile(rb"(?:[\xc2-\xdf]|[\xe0-\xef][\x80-\xbf]|[\xf0-\xf4][\x80-\xbf]{2})[\x80-\xbf]")
_HIGH = re.compile(rb"[\x80-\xff]")
# No word of Latin script has three accented letters in a row, and other scripts little else.
_FOREIGN = re.compile(rb"[\x80-\xff]{3,}")
_LETTER = re.compile(rb"[A-Za-z\x80-\xff]")
# Signs of Windows-1252 within a word stand for letters of Central Europe.
_WITHIN = re.compile(r"(?<=[a-z])[\xa5\xb1\xb3\xb6\xb9\xbc\xbe\xbf](?=[a-z])")
# What letters of ISO 8859-2 would be in Windows-1250.
_BEHIND = re.compile(r"(?<=[a-z])[\xb1\xb6]")


def _as_cp1252(error: UnicodeError) -> tuple[str, int]:
    if not isinstance(error, UnicodeDecodeError):
        raise error
    return error.object[error.start : error.end].decode("cp1252", "replace"), error.end


codecs.register_error("cp1252", _as_cp1252)


# Encodings of other scripts, the commonest letters of each, and their share of a usual text.
_CYRILLIC = "оеаинтсрвлі", 0.6
_GREEK = "αοιετσνηυρςάόίέ", 0.75
_HEBREW = "יוהלאתרמבשנ", 0.75
_ARABIC = "اليمنورتبع", 0.65
_THAI = "านรอกเงมยลวดทส", 0.4
_KANA = "".join(map(chr, range(0x3041, 0x30FB))), 0.4
_HANGUL = "이다는을에의가고하은지도를한로니서기어자사리인아대나요습", 0.3
_CHINESE = (
    "的一是不了在人有我他这這个個们們中来來上大为為和国國地到以说說时時要就出会會可也你对對生能",
    0.2,
)
_SCRIPTS = (
    ("cp932", *_KANA),
    ("euc_jp", *_KANA),
    ("cp949", *_HANGUL),
    ("gb18030", *_CHINESE),
    ("big5", *_CHINESE),
    *((page, *_CYRILLIC) for page in ("cp1251", "koi8-u", "cp866", "iso-8859-5")),
    ("cp1253", *_GREEK),
    ("iso-8859-7", *_GREEK),
    ("cp1255", *_HEBREW),
    ("cp1256", *_ARABIC),
    ("cp874", *_THAI),
)
# Of the usual share, what a text must have at least.
_LEAST = 0.5


def decode(data: bytes) -> str:
    """By BOM; as UTF-8; as the page or the XML declares; by its script; else Windows-1252.

    Other charset guessing picks wrong code pages (measured). A log may mix UTF-8 and Windows-1252:
    where UTF-8 sequences stand among other bytes, those are read one by one. Line ends are kept as
    they are; a UTF-8 BOM stays in the text as U+FEFF, so that offsets cover the file.
    """
    for bom, encoding in BOMS:
        if data.startswith(bom):
            return data.decode(encoding, "replace")
    if wide := _wide(data):
        return data.decode(wide, "replace")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return _undeclared(data)


def is_marked(data: bytes) -> bool:
    """The bytes are UTF text, zeros in them or not: by a BOM, or as every other byte is zero."""
    return data.startswith(tuple(b for b, _ in BOMS)) or _wide(data) is not None


def _undeclared(data: bytes) -> str:
    if told := _declared(data):
        return data.decode(told, "replace")
    head = data[:SAMPLE]
    multibyte = sum(len(m[0]) for m in _UTF_8.finditer(head))
    mostly = multibyte > MOSTLY * len(_HIGH.findall(head))
    if not mostly and (script := _by_script(head)):
        return data.decode(script, "replace")
    if b"\r" in data and b"\n" not in data:
        return data.decode("mac_roman")  # line ends of the old Mac
    if multibyte or _UTF_8.search(data):
        return data.decode("utf-8", "cp1252")
    return data.decode(_central(head) or "cp1252", "replace")


# Characters of plain text, as bytes.
_PLAIN = bytes([*b"\t\r\n", *range(0x20, 0x7F)])


def _wide(data: bytes) -> str | None:
    """UTF-16 without a BOM: of the first bytes every other is zero, and the rest are text."""
    head = data[:4096]
    for encoding, zeros, others in (
        ("utf-16-le", head[1::2], head[::2]),
        ("utf-16-be", head[::2], head[1::2]),
    ):
        text = len(others) - len(others.translate(None, _PLAIN))
        if len(head) >= 16 and zeros.count(0) > 0.7 * len(zeros) and text > 0.7 * len(others):
            return encoding
    return None


def _declared(data: bytes) -> str | None:
    """The encoding that a page's <meta> or an XML declaration names, where it is a known one."""
    m = _DECLARED.search(data[:4096])
    name = m[1].decode().lower() if m else ""
    try:
        known = codecs.lookup(_AS_BROWSERS.get(name, name)).name if name else ""
    except LookupError:
        return None
    # UTF-8 was tried; what holds zeros or escapes is told by other signs.
    return None if known.startswith(("utf", "ascii", "punycode", "idna", "unicode")) else known


def _by_script(head: bytes) -> str | None:
    """The encoding in which text beyond Latin script reads as its script does, if it is some."""
    foreign = sum(len(m[0]) for m in _FOREIGN.finditer(head))
    if 4 * foreign < len(_LETTER.findall(head)):
        return None
    scores = [_score(head, *script) for script in _SCRIPTS]
    return _SCRIPTS[scores.index(max(scores))][0] if max(scores) >= _LEAST else None


def _score(head: bytes, encoding: str, usual: str, share: float) -> float:
    """How usual the letters beyond ASCII are, 1 as in most texts; 0 where the bytes are invalid."""
    decoder = codecs.getincrementaldecoder(encoding)()  # the sample may end within a letter
    try:
        beyond = [c for c in decoder.decode(head).lower() if c > "\x7f"]
    except UnicodeDecodeError:
        return 0.0
    known = frozenset(usual)
    return sum(c in known for c in beyond) / (share * max(1, len(beyond)))


def _central(head: bytes) -> str | None:
    """A code page of Central Europe, where signs would stand within words in Windows-1252."""
    if len(_WITHIN.findall(head.decode("cp1252", "replace"))) < 2:
        return None
    return "iso-8859-2" if _BEHIND.search(head.decode("cp1250", "replace")) else "cp1250"
