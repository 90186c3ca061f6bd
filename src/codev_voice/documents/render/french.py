"""French as it is printed: dates in clear, guillemets, spaces before double punctuation."""

from __future__ import annotations

import datetime
import re

from codev_voice.documents.date_words import MONTHS, WEEKDAYS
from codev_voice.documents.values import Help, Kind

_DAYS, _MONTHS = tuple(WEEKDAYS), tuple(MONTHS)
_THIN, _HARD = "\u202f", "\u00a0"

KINDS_IN_CLEAR = {
    Kind.SUGGESTION: "idée",
    Kind.EXPERIENCE: "expérience",
    Kind.FEELING: "ressenti",
    Kind.IMPRESSION: "impression",
    Kind.QUESTION: "question pour réfléchir",
    Kind.VIEW: "autre regard",
    Kind.IMAGE: "image",
    Kind.RESOURCE: "ressource",
    Kind.KNOWLEDGE: "information",
}
HELP_IN_CLEAR = {
    Help.IDEAS: "des idées",
    Help.VIEWS: "d'autres regards",
    Help.EXPERIENCES: "des expériences",
    Help.QUESTIONS: "des questions",
    Help.TOOLS: "des outils",
    Help.REACTIONS: "des réactions",
    Help.SUPPORT: "du soutien",
    Help.PLAN: "un plan",
}


def in_clear(day: datetime.date) -> str:
    """« jeudi 12 mars 2026 »."""
    number = "1er" if day.day == 1 else str(day.day)
    return f"{_DAYS[day.weekday()]} {number} {_MONTHS[day.month - 1]} {day.year}"


def typeset(text: str) -> str:
    """The same words with French apostrophes and the spaces that never break before « ; ! ? : »."""
    text = re.sub(r"(?<=\w)'(?=\w)", "\u2019", text)
    text = re.sub(r"(?<=\S)[ \u00a0\u202f]*([;!?])(?!\S)", rf"{_THIN}\1", text)
    text = re.sub(r"(?<=\S)[ \u00a0\u202f]+:(?!\S)", f"{_HARD}:", text)
    return re.sub(r"[ \u00a0\u202f]*»", f"{_HARD}»", re.sub(r"«[ \u00a0\u202f]*", f"«{_HARD}", text))


def quoted(text: str) -> str:
    """Between guillemets; those already inside become English quotes."""
    inner = re.sub(r"«\s*", "\u201c", re.sub(r"\s*»", "\u201d", text))
    return f"« {inner} »"
