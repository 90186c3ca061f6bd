"""French words for a day, as a date: only when they give one day, or an interval with a certain end.

The reference is always the session's date. A null date is not a failure: the client fills it in.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from codev_voice.documents.calendar_days import (
    FRIDAY,
    SATURDAY,
    SUNDAY,
    WEEK,
    Day,
    easter,
    iso_week_friday,
    month_end,
    months_later,
    near,
    next_date_of_month,
    next_weekday,
    next_yearly,
    of_week,
    shifted,
)
from codev_voice.documents.date_words import DAYTIME, FEASTS, LATEST, MONTH, MONTHS, NUMBER, NUMBERS, WEEKDAY, WEEKDAYS, plain


@dataclass(frozen=True, slots=True)
class _Frame:
    """What the words are read against."""

    today: Day
    region: str
    meeting: Day | None


_Match = re.Match[str]
_Rule = Callable[[_Match, _Frame], Day | None]
_RULES: list[tuple[re.Pattern[str], _Rule]] = []


_DAY_IN_LETTERS = re.compile(rf"(?<=\b(?:du|le) )(?:{'|'.join(NUMBERS)})(?= (?:{MONTH})\b)")  # « la semaine du quinze février »


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
    words = _DAY_IN_LETTERS.sub(lambda number: str(NUMBERS[number[0]]), words)
    frame = _Frame(session_date, region, next_date)
    try:
        if found := re.fullmatch(r"avant (.+)", words):
            return _before(found[1], frame)
        return _named(re.sub(r"^(?:d'ici|jusqu'à|jusqu'au|dès|pour|au plus tard) (?:à |au )?", _bound, words), frame)
    except (OverflowError, ValueError):  # a number of days or weeks that no calendar holds
        return None


def _bound(found: _Match) -> str:
    if found[0].startswith(("jusqu'au", "pour au")):
        return "le "
    number = re.match(rf"(?:{NUMBER}) ", found.string[found.end() :])
    return "dans " if number and found[0].startswith("d'ici") else ""


def _before(words: str, frame: _Frame) -> Day | None:
    """The eve of a day; the end itself when the words already name an end (« avant la fin du mois »)."""
    if re.match(r"(?:la )?fin\b", words):
        return _named(words, frame)
    if re.fullmatch(r"(?:le|ce) week-?end", words):
        return None if frame.today.weekday() >= SATURDAY else of_week(frame.today, FRIDAY)
    if words in MONTHS:
        found = next_yearly(frame.today, lambda year: Day(year, MONTHS[words], 1))
        return shifted(found, -1) if found else None
    if re.search(r"\bsemaine\b|\bmois\b|week", words):
        return None
    found = _named(words, frame)
    return shifted(found, -1) if found and found > frame.today else None


def _named(words: str, frame: _Frame) -> Day | None:
    for pattern, rule in _RULES:
        if found := pattern.fullmatch(words):
            return rule(found, frame)
    return None


def _rule(pattern: str) -> Callable[[_Rule], _Rule]:
    def register(rule: _Rule) -> _Rule:
        _RULES.append((re.compile(pattern), rule))
        return rule

    return register


@_rule(r"ce soir|à soir|tout à l'heure|aujourd'hui|cet après-midi|c't'après-midi|ce midi|ce matin|cette nuit")
def _today(_found: _Match, frame: _Frame) -> Day:
    return frame.today


@_rule(rf"demain{DAYTIME}")
def _tomorrow(_found: _Match, frame: _Frame) -> Day:
    return shifted(frame.today, 1)


@_rule(rf"après-demain{DAYTIME}")
def _day_after(_found: _Match, frame: _Frame) -> Day:
    return shifted(frame.today, 2)


@_rule(rf"({WEEKDAY}){DAYTIME}")
def _weekday(found: _Match, frame: _Frame) -> Day:
    return next_weekday(frame.today, WEEKDAYS[found[1]])


@_rule(rf"ce ({WEEKDAY}){DAYTIME}")
def _this_weekday(found: _Match, frame: _Frame) -> Day | None:
    day = of_week(frame.today, WEEKDAYS[found[1]])
    return day if day >= frame.today else None


@_rule(rf"(?:le )?({WEEKDAY}) prochain{DAYTIME}")
def _next_named(found: _Match, frame: _Frame) -> Day | None:
    day = next_weekday(frame.today, WEEKDAYS[found[1]])
    return None if day <= of_week(frame.today, SUNDAY) else day  # one is left this week: two readings


@_rule(rf"({WEEKDAY}) (?:de )?(?:la )?semaine prochaine{DAYTIME}")
def _of_next_week(found: _Match, frame: _Frame) -> Day:
    return of_week(frame.today + WEEK, WEEKDAYS[found[1]])


@_rule(rf"({WEEKDAY}) en (huit|quinze){DAYTIME}")
def _a_week_on(found: _Match, frame: _Frame) -> Day:
    return next_weekday(frame.today, WEEKDAYS[found[1]]) + WEEK * (1 if found[2] == "huit" else 2)


@_rule(r"(?:sous|dans une|d'une) (huitaine|quinzaine)(?: de jours)?")
def _fortnight(found: _Match, frame: _Frame) -> Day:
    return shifted(frame.today, 7 if found[1] == "huitaine" else 14)


@_rule(rf"(?:dans |sous )({NUMBER}) (jours?|semaines?|mois|ans?)")
def _in_a_while(found: _Match, frame: _Frame) -> Day | None:
    number = NUMBERS.get(found[1]) or int(found[1])
    if found[2].startswith("jour"):
        return shifted(frame.today, {8: 7, 15: 14}.get(number, number))  # « huit jours » is a week
    if found[2].startswith("semaine"):
        return shifted(frame.today, 7 * number)
    return months_later(frame.today, number * (1 if found[2] == "mois" else 12))


@_rule(r"cette semaine|(?:la |en )?fin de (?:la |cette )semaine|à la fin de (?:la|cette) semaine|dans la semaine")
def _this_week(_found: _Match, frame: _Frame) -> Day | None:
    return None if frame.today.weekday() >= SATURDAY else of_week(frame.today, FRIDAY)


@_rule(r"(?:en |la |cette |c'te |dans la )?fin de semaine")
def _end_of_week(found: _Match, frame: _Frame) -> Day | None:
    if frame.region == "QC":
        return of_week(frame.today, SUNDAY)
    return _this_week(found, frame)


@_rule(r"ce week-?end|le week-?end(?: qui vient)?")
def _weekend(_found: _Match, frame: _Frame) -> Day:
    return of_week(frame.today, SUNDAY)


@_rule(r"(?:dans )?(?:la |à la |en )?(?:fin de (?:la )?)?semaine prochaine")
def _next_week(_found: _Match, frame: _Frame) -> Day:
    return of_week(frame.today + WEEK, FRIDAY)


@_rule(r"(?:la |en )?semaine (\d{1,2})")
def _numbered_week(found: _Match, frame: _Frame) -> Day | None:
    return iso_week_friday(frame.today, int(found[1]))


@_rule(rf"(?:la |dans la )?semaine du (\d{{1,2}})(?:er)?(?: ({MONTH}))?")
def _week_of(found: _Match, frame: _Frame) -> Day | None:
    day = _day_and_month(int(found[1]), found[2], frame)
    return of_week(day, FRIDAY) if day else None


@_rule(r"(?:la |en |à la )?fin (?:du|de ce|de) mois")
def _end_of_month(_found: _Match, frame: _Frame) -> Day:
    return month_end(frame.today.year, frame.today.month)


@_rule(r"(?:la |en |à la )?fin du mois prochain")
def _end_of_next_month(_found: _Match, frame: _Frame) -> Day:
    following = months_later(frame.today.replace(day=1), 1)
    return month_end(following.year, following.month)


@_rule(r"(?:la |en |à la )?fin (?:de l'|d')année")
def _end_of_year(_found: _Match, frame: _Frame) -> Day:
    return Day(frame.today.year, 12, 31)


@_rule(rf"(?:la |en |à la )?fin (?:de |d')?({MONTH})")
def _end_of(found: _Match, frame: _Frame) -> Day | None:
    month = MONTHS[found[1]]
    ends = (month_end(frame.today.year, month), month_end(frame.today.year + 1, month))
    return near(next(day for day in ends if day >= frame.today), frame.today)


@_rule(rf"(?:à la |la )?mi-({MONTH})")
def _middle_of(found: _Match, frame: _Frame) -> Day | None:
    return next_yearly(frame.today, lambda year: Day(year, MONTHS[found[1]], 15))


@_rule(rf"(?:à |au |le |la |le jour de )?({'|'.join(FEASTS)})")
def _feast(found: _Match, frame: _Frame) -> Day | None:
    month, day = FEASTS[found[1]]
    return next_yearly(frame.today, lambda year: Day(year, month, day))


@_rule(r"(?:à |le lundi de |le jour de )?(pâques|l'ascension|la pentecôte)")
def _movable_feast(found: _Match, frame: _Frame) -> Day | None:
    after = {"l'ascension": 39, "la pentecôte": 49}.get(found[1], 1 if "lundi" in found[0] else 0)
    return next_yearly(frame.today, lambda year: shifted(easter(year), after))


@_rule(rf"(?:le |au |du )?(?:({WEEKDAY}) )?(?:le )?(premier|\d{{1,2}})(?:er)?(?: ({MONTH}))?(?: (\d{{4}}))?{DAYTIME}")
def _numbered_day(found: _Match, frame: _Frame) -> Day | None:
    number = 1 if found[2] == "premier" else int(found[2])
    if not (found[1] or found[3] or found[0].startswith(("le ", "au ", "du "))):
        return None  # a bare number is no date
    if found[4] and found[3]:
        day: Day | None = Day(int(found[4]), MONTHS[found[3]], number)
    else:
        day = _day_and_month(number, found[3], frame)
    return None if day and found[1] and day.weekday() != WEEKDAYS[found[1]] else day


@_rule(r"(?:à |avec )?(?:la |notre )?prochaine (?:séance|rencontre|fois|session)")
def _next_meeting(_found: _Match, frame: _Frame) -> Day | None:
    return frame.meeting


def _day_and_month(number: int, month: str | None, frame: _Frame) -> Day | None:
    if month is None:
        return next_date_of_month(frame.today, number)
    return next_yearly(frame.today, lambda year: Day(year, MONTHS[month], number))
