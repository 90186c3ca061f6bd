"""French words for a day, as a date: only when they give one day, or an interval with a certain end.

The reference is always the session's date. A null date is not a failure: the client fills it in.
"""

from __future__ import annotations

import re

from codev_voice.documents.calendar_days import FRIDAY, SATURDAY, Day, next_yearly, of_week, shifted
from codev_voice.documents.date_rules import RULES, Frame
from codev_voice.documents.date_words import find_dates, plain
from codev_voice.documents.time_words import LATEST, LETTERS, MONTH, MONTHS, NOUNS, NUMBER, OWNERS, WEEKDAY, circumstance, late, number_of

_UNIT = r"(?:jours?|semaines?|mois|ans?|heures?|h)\b"
_DAY_IN_LETTERS = re.compile(
    rf"(?P<before>\b(?:du|le|au|{WEEKDAY}) )(?P<number>(?!une?\b){LETTERS})(?![\w-]| {_UNIT})|\b(?P<of_month>{LETTERS})(?= (?:{MONTH})\b)"
)
_LIMIT = re.compile(r"^(?:d'ici|jusqu'à|jusqu'au|dès|pour|au plus tard) (?:à |au )?")
_LENGTH = re.compile(rf"(?:les )?{NUMBER} {_UNIT}")
_NO_EVE = re.compile(r"(?!le (?:premier|dernier|\d+)\b)(?:.*\b(?:semaine|mois)\b(?! (?:de|d'))|.*week)")
_BESIDE_A_DAY = re.compile(r"(la veille|le lendemain) (de |du |d')(.+)")
_OF_AN_EVENT = re.compile(  # « à la réunion de jeudi » is on Thursday; « la réunion du lundi » comes back every week
    rf"(?:(?:à|pendant|durant|lors de) (?={OWNERS})|(?:au|aux|lors du|lors des) )?{OWNERS}?{NOUNS} (du |de |d')"
    rf"((?:{WEEKDAY}|ce (?:soir|midi|matin|{WEEKDAY})|(?:le )?(?:premier|dernier|\d+)|(?:après[- ])?demain)\b.*)"
)


def due(said: str | None, session_date: Day | None, *, region: str = "FR", next_date: Day | None = None) -> Day | None:
    """The day that `said` names, None when it names none for certain.

    Args:
        said: her words, such as "jeudi en huit" or "d'ici la fin du mois".
        session_date: the day of the session; without it no date is computed.
        region: "FR", "QC", "BE" or "CH": decides what « en fin de semaine » means.
        next_date: the day of the next session, for « la prochaine séance ».
    """
    if not said or session_date is None:
        return None
    words = re.sub(rf"^(?:peut-être|normalement|plutôt|disons|allez)\s+|\s*,?\s*{LATEST}$", "", plain(said))
    words = _DAY_IN_LETTERS.sub(_in_figures, words)
    frame = Frame(session_date, region, next_date)
    try:
        if found := re.fullmatch(r"(?:juste )?avant (.+)", words):
            day = _before(found[1], frame)
        else:
            day, _ = _named(_LIMIT.sub(_bound, words), frame)
    except (OverflowError, ValueError):  # a number of days or weeks that no calendar holds
        return None
    return day if day and day >= session_date else None


def _in_figures(found: re.Match[str]) -> str:
    return f"{found['before'] or ''}{number_of(found['number'] or found['of_month'])}"


def _bound(found: re.Match[str]) -> str:
    """What remains of « d'ici », « jusqu'au »… before a day: « d'ici dix jours » is « dans dix jours »."""
    if found[0].endswith("au "):
        return "le "
    return "dans " if found[0].startswith("d'ici") and _LENGTH.match(found.string, found.end()) else ""


def _before(words: str, frame: Frame) -> Day | None:
    """The eve of a day; the end itself when the words already name an end (« avant la fin du mois », « avant lundi midi »)."""
    if re.match(r"(?:la )?fin\b", words):
        return _named(words, frame)[0]
    if re.fullmatch(r"(?:le|ce) week[- ]?end", words):
        return None if frame.today.weekday() >= SATURDAY else of_week(frame.today, FRIDAY)
    if month := re.fullmatch(rf"(?:le mois (?:de |d'))?({MONTH})", words):
        start = next_yearly(frame.today, lambda year: Day(year, MONTHS[month[1]], 1))
        return shifted(start, -1) if start else None
    if _NO_EVE.match(words):
        return None
    day, beside = _named(words, frame)
    if day and late(beside):
        return day
    return shifted(day, -1) if day and day > frame.today else None


def _named(words: str, frame: Frame) -> tuple[Day | None, str]:
    """The day of these words, and the circumstance that they add to it: « demain, avant midi » is tomorrow."""
    for pattern, rule in RULES:
        if found := pattern.fullmatch(words):
            return rule(found, frame), ""
    if found := _BESIDE_A_DAY.fullmatch(words):
        day, _ = _named(_article(found[2]) + found[3], frame)
        return (shifted(day, -1 if found[1] == "la veille" else 1) if day else None), ""
    if found := _OF_AN_EVENT.fullmatch(words):
        return _named(_article(found[1]) + found[2], frame)[0], ""
    begun = [(found, rule) for pattern, rule in RULES if (found := pattern.match(words))]
    if not begun:
        return None, ""
    longest, rule = max(begun, key=lambda one: one[0].end())
    beside = words[longest.end() :]
    rest = circumstance(beside)
    told_otherwise = rest is None or find_dates(rest)  # « jeudi après la Toussaint » is told by another day
    return (None if told_otherwise else rule(longest, frame)), beside


def _article(preposition: str) -> str:
    """« Du 8 » is of « le 8 », « de jeudi » of « jeudi »."""
    return "le " if preposition == "du " else ""
