"""French as it is printed: dates in clear, guillemets, spaces before double punctuation."""

from __future__ import annotations

import datetime
import re

from codev_voice.documents.time_words import MONTHS, WEEKDAYS
from codev_voice.documents.values import Help, Kind

_DAYS, _MONTHS = tuple(WEEKDAYS), tuple(MONTHS)
_THIN, HARD = "\u202f", "\u00a0"

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


def clock_in_clear(at: datetime.datetime) -> str:
    """« 14 h 02 », in the time zone that `at` bears."""
    return f"{at.hour}{HARD}h{HARD}{at.minute:02d}"


def moment_in_clear(seconds: float) -> str:
    """When in the session: « 42 min », « 1 h 05 »; « début » in its first minute."""
    hours, minutes = divmod(int(seconds) // 60, 60)
    if hours:
        return f"{hours}{HARD}h{HARD}{minutes:02d}"
    return f"{minutes}{HARD}min" if minutes else "début"


def typeset(text: str) -> str:
    """The same words with French apostrophes and the spaces that never break before « ; ! ? : »."""
    text = re.sub(r"(?<=\w)'(?=\w)", "\u2019", text)
    text = re.sub(r"(?<=\S)[ \u00a0\u202f]*([;!?])(?!\S)", rf"{_THIN}\1", text)
    text = re.sub(r"(?<=\S)[ \u00a0\u202f]+:(?!\S)", f"{HARD}:", text)
    return re.sub(r"[ \u00a0\u202f]*»", f"{HARD}»", re.sub(r"«[ \u00a0\u202f]*", f"«{HARD}", text))


def quoted(text: str) -> str:
    """Between guillemets; those already inside become English quotes."""
    inner = re.sub(r"«\s*", "\u201c", re.sub(r"\s*»", "\u201d", text))
    return f"« {inner} »"
