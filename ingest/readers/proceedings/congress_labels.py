"""How the Congressional Record and hearing prints label speakers, and how they tell procedure."""

from __future__ import annotations

import re
from functools import cache

from ingest.transcript import stage_notes

_TITLE = (
    r"(?:(?:Lieutenant|Brigadier|Major|Rear|Vice|Under|Assistant|Deputy|Acting|Ranking|Special) )?"
    r"(?:(?:Mr|Mrs|Ms|Miss|Dr|Rev|Gen|Lt|Col|Capt|Adm|Sgt|Hon)\.?|Senator|Representative|Delegate|"
    r"Congress(?:man|woman)|Chair(?:man|woman|person)?|Secretary|General|"
    r"Admiral|Colonel|Captain|Commander|Major|Sergeant|Sheriff|Chief|(?:Chief )?Justice|Judge|"
    r"Ambassador|Governor|Mayor|Director|Commissioner|Reverend|Rabbi|Father|Bishop|Professor|"
    r"Inspector|President|Attorney General|Member|Agent|Administrator|Superintendent|Lieutenant|"
    r"Dean)"
    r"(?: (?:Manager|Counsel|General))?"
)
_ADDRESS = r"(?:Mr|Mrs|Ms|Madam)\.? (?:Chair|Chairman|Chairwoman|Speaker|President|Secretary)\."
_PARTICLE = r"(?:(?:de|la|las|los|del|da|di|du|van|von|der|den|ten|St\.?) )*"
# JEFFORDS, McCAIN, DeWINE, O'NEILL, JACKSON-LEE: capitals, after up to three letters of a prefix.
# Possessive, so that a long run of capitals is tried once.
_CAPS = r"(?:[A-Z][a-z]{1,3})?[A-Z\u00c0-\u00de'\u2019\-]{2,40}+(?<=[A-Z\u00c0-\u00de]{2})"
_CAPS_NAME = (
    rf"(?:[A-Z]\. ?)*{_PARTICLE}{_CAPS}(?: (?:[A-Z]\. ?)*{_CAPS}){{0,3}}(?: Jr| Sr| I{{2,3}})?"
)
_WORD = r"[A-Z\u00c0-\u00de][\w'\u2019\-]+"
_NAME = rf"(?:[A-Z]\. ?)*{_PARTICLE}{_WORD}(?: {_PARTICLE}{_WORD}){{0,2}}"
_OFFICE = (
    r"(?:(?:ACTING|Acting|VICE|Vice|DEPUTY) )?(?:PRESIDING OFFICER|PRESIDENT|SPEAKER|"
    r"CHIEF JUSTICE|CHAIR(?:MAN|WOMAN|PERSON)?|CHAPLAIN|CLERK|(?:RESIDENT )?COMMISSIONER|"
    r"SERGEANT AT ARMS|SECRETARY)(?: pro tem(?:pore)?)?"
)
_STATE = r"(?: of (?:[A-Z][a-z]+ ?){1,3}(?<! ))?"
_ASIDE = r"(?: ?[(\[][^()\[\]]{2,60}[)\]])?"

_DID = re.compile(rf"(?:By )?(?:Mr|Mrs|Ms|Miss|Messrs|Mses|Dr)\.? {_CAPS_NAME}[ ,;]")
# Paragraphs that report what was done, in the Record's own set phrases.
_PROCEDURE = re.compile(
    r"""(?:The\ )?(?:(?:senior|assistant|acting|legislative|bill|reading|executive|deputy)\ )*
        [Cc]lerk\b
    |There\ (?:being|was)\ no\ objection
    |(?:Mr|Mrs|Ms|Miss|Dr)\.\ [^.]{2,60}?\ (?:addressed\ the\ (?:Chair|Senate|House)
       |asked\ and\ was\ given|(?:thereupon\ )?(?:assumed|took|resumed)\ the\ [Cc]hair)
    |(?:Messrs?|Mses|Mrs|Ms|Miss)\.?\ [^.]{2,60}?\ changed\ (?:his|her|their)\ votes?
    |The\ (?:result|vote)\ (?:of\ the\ vote\ )?was\ (?:announced|taken)|A\ recorded\ vote\ was
    |The\ yeas\ and\ nays\ (?:were|resulted)
    |The\ (?:previous\ )?question\ was\ (?:taken|ordered)
    |The\ (?:motion|amendment|bill|(?:joint\ |concurrent\ )?resolution|conference\ report|nomination
       |preamble|text|article|material|letter|remarks|prayer|Senate|House|Committee)\b[^.]{0,120}?
       \ (?:was|were|is|are|met|proceeded|resumed|stood)
       \ (?:agreed|passed|ordered|read|rejected|laid|considered|as\ follows|called|confirmed
       |concurred|in\ recess|adjourned|at\ \d|to\ consider)
    |A\ motion\ to\ reconsider
    |So\ (?:the|two-thirds)\b[^.]{0,200}(?:agreed|passed|rejected|ordered|suspended|tabled)
    |Thereupon,|[\[(]?Whereupon,|Accordingly\ \(at
    |Accordingly,?\ the\ (?:House|Senate|Committee)\ (?:resolved|rose|adjourned|stood)
    |Stated\ (?:for|against):
    |STATEMENT\ OF\ |PREPARED\ STATEMENT
    """,
    re.VERBOSE,
)


@cache
def label_pattern(hearing: bool) -> re.Pattern[str]:
    """A label at the start of a paragraph, with the stop that ends it.

    In the Record surnames are in capitals; in a hearing print a title and a name are enough.
    """
    name = rf"(?:{_CAPS_NAME}|{_NAME})" if hearing else _CAPS_NAME
    offices = rf"(?:{_OFFICE}|Chair(?:man|woman|person)?|Clerk|Reporter)" if hearing else _OFFICE
    alone = r"|Voices?|Staff|Witness|Unidentified [A-Z][a-z]+" if hearing else ""
    person = rf"(?!{_ADDRESS}){_TITLE} {name}{_STATE}"
    return re.compile(rf"\s*(?P<label>(?:{person}|The {offices}{alone}){_ASIDE})\.(?:\s+|$)")


def procedural(paragraph: str, hearing: bool) -> bool:
    """The paragraph reports procedure: a set phrase, or all of it in brackets and no stage note.

    The Record prints surnames in capitals only in labels and in reports of what a member did.
    """
    bracketed = paragraph[:1] + paragraph[-1:] in ("()", "[]")
    reports = _PROCEDURE.match(paragraph) or (not hearing and _DID.match(paragraph))
    return bool(reports) or (bracketed and not stage_notes(paragraph))
