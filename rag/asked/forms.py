"""What the kinds of things that are asked for look like in talk, as patterns."""

from __future__ import annotations

import re

_MONTHS = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|march|april|may|june|july|aug(?:ust)?|sept?(?:ember)?"
    r"|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)"
)
_SPANS = (
    r"(?:week|month|year|spring|summer|autumn|fall|winter|morning|afternoon|evening|night|quarter"
    r"|season|decade|century)"
)
_UNITS = r"(?:second|minute|hour|day|week|month|year|decade|noon|midnight)s?"
DATE = re.compile(
    "|".join(
        (
            r"\b(?:1[0-9]|20|21)\d\ds?\b",
            rf"\b{_MONTHS}(?=\d|\b\s+\d|\b\s+of|[\s,.])",
            r"\b(?:mon|tues|wednes|thurs|fri|satur|sun)days?\b",
            r"\b(?:yesterday|today|tonight|tomorrow|ago)\b",
            rf"\b(?:last|next|this|past|coming)\s+(?:\w+\s+)?{_SPANS}\b",
            rf"\b(?:in|within|by|after|before|for|since|until)\b.{{0,20}}\b{_UNITS}\b",
            r"\b\d{1,2}(?::\d\d)?\s?(?:a\.?m|p\.?m|o'clock)\b|\b\d{1,2}:\d\d\b",
            r"\b(?:early|mid|late|end of)\b.{0,12}\d{2,4}",
            r"\bday one\b",
        )
    ),
    re.IGNORECASE,
)
# "When the water rises" tells when, or merely goes on.
WHEN = re.compile(r"\bwhen (?:i|we|he|she|they|the|you|it)\b", re.IGNORECASE)
YEAR = re.compile(r"\b(?:1[0-9]|20|21)\d\d\b")
ASKS_YEAR = re.compile(r"\b(?:what|which) year\b", re.IGNORECASE)
DURATION = re.compile(
    r"\b(?:seconds?|minutes?|hours?|days?|weeks?|months?|years?|decades?|centur(?:y|ies)|forever|"
    r"overnight|a while|long time|lifetime|nights?|weekends?|summers?|winters?|seasons?|terms?"
    r"|generations?)\b",
    re.IGNORECASE,
)
REASON = re.compile(
    r"\b(?:because|since|due to|so that|in order to|reasons?|cause[sd]?|as a result|thanks to"
    r"|owing to|therefore|why|driv\w+|in response to|otherwise|the point is|given|for fear"
    r"|meant that|led to|leads to|allow\w*|want\w*|need\w*|to \w+)\b",
    re.IGNORECASE,
)
PLACE = re.compile(
    r"\b(?:in|at|on|to|from|near|inside|outside|into|through|across|under|behind|beside|between|"
    r"around|over|toward|towards|here|there|downtown|upstairs|home)\b",
    re.IGNORECASE,
)
NAME = re.compile(r"(?!I\b)(?<![.!?\u201c\"] )(?<!^)\b[A-Z][\w'\u2019-]+")
THIRD_PERSON = re.compile(r"\b(?:he|she|they|his|her|their|who)\b", re.IGNORECASE)
CURRENCY = re.compile(
    r"\s(?:crowns?|kron\w+|francs?|marks?|rand|rupees?|yen|yuan|pesos?|lira|shillings?|bucks|pence"
    r"|quid|rou?bles?|guilders?|dinars?|won|reais|zloty|florins?|shekels?|riyals?|baht|grand)\b",
    re.IGNORECASE,
)
FREE = re.compile(r"\b(?:free|nothing)\b", re.IGNORECASE)
_PAY_WORDS = (
    r"\b(?:cost|pay|paid|price|fare|fee|fund|spen[dt]|worth|charge|budget|grant|sum|revenue|turnover"
    r"|profit|income|salary|wage|debt|loan|fine|penalty)\w*\b"
)
PAYING = re.compile(rf"{_PAY_WORDS}|\b(?:million|billion)\b", re.IGNORECASE)
# "Cost 900 million", "paid me 3,000": the number is a sum though no currency is named.
PAID = re.compile(rf"{_PAY_WORDS}(?:\s[\w']+){{0,3}}\s?$", re.IGNORECASE)
SELF = re.compile(
    r"\bI(?:'m|\u2019m| am| was| serve as) (?:the|a|an|your|also|currently)\b", re.IGNORECASE
)
AGE = re.compile(
    r"\b(?:years?|months?|weeks?)[\s-]olds?\b|\baged?\b|\bborn\b"
    r"|\bin (?:his|her|their|my) (?:teens|twenties|thirties|forties|fifties|sixties|seventies"
    r"|eighties|nineties)\b|\bturn(?:s|ed|ing)?\b|\bbirthday\b",
    re.IGNORECASE,
)
# "Bridie, who's 31", "I'm sixty-two".
IS = re.compile(r"(?:'m|'s|'re|\u2019m|\u2019s|\bam|\bis|\bwas|\bwere|\bare|\bat|\bof|,)\s*$")
OFTEN = re.compile(
    r"\b(?:once|twice|\w+ times|every(?: \w+)? (?:second|minute|hour|day|night|week|month|year|time"
    r"|morning|evening|monday|tuesday|wednesday|thursday|friday|saturday|sunday)s?|daily|weekly"
    r"|monthly|yearly|annually|hourly|nightly|each (?:day|night|week|month|year)|(?:a|per) (?:day"
    r"|night|week|month|year)|always|never|rarely|seldom|sometimes|regularly)\b",
    re.IGNORECASE,
)
FIRST_PERSON = re.compile(r"\b(?:I|I'm|I've|I'd|I'll|we|we're|we've|we'll|my|our)\b")
VAGUE = re.compile(
    r"\b(?:many|several|most|all|none|few|dozens|hundreds|thousands|millions|once|twice|every"
    r"|double|triple|majority|minority|nobody|no one|zero|often|never|always|daily|weekly|one"
    r"|a couple)\b",
    re.IGNORECASE,
)
