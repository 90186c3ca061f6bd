"""What the French words for one day mean in the calendar: one rule for each way of saying it.

A rule gives the day, or None when its words leave several. `dates.due` chooses the rule.
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
    nth_weekday,
    of_week,
    shifted,
)
from codev_voice.documents.time_words import FEASTS, MONTH, MONTHS, NUMBER, TODAY, WE_MEET, WEEKDAY, WEEKDAYS, number_of


@dataclass(frozen=True, slots=True)
class Frame:
    """What the words are read against."""

    today: Day
    region: str
    meeting: Day | None


_Match = re.Match[str]
Rule = Callable[[_Match, Frame], Day | None]
RULES: list[tuple[re.Pattern[str], Rule]] = []
_RANKS = {"premier": 1, "1er": 1, "deuxième": 2, "second": 2, "troisième": 3, "quatrième": 4, "dernier": -1}
_DAY_HOURS = 24
_NO_HOUR = r"(?!\d| ?(?:h\b|h\d|heures?))"  # « lundi 14 h »


def _rule(pattern: str) -> Callable[[Rule], Rule]:
    def register(rule: Rule) -> Rule:
        RULES.append((re.compile(pattern), rule))
        return rule

    return register


@_rule(TODAY)
def _today(_found: _Match, frame: Frame) -> Day:
    return frame.today


@_rule(r"demain")
def _tomorrow(_found: _Match, frame: Frame) -> Day:
    return shifted(frame.today, 1)


@_rule(r"après[- ]demain")
def _day_after(_found: _Match, frame: Frame) -> Day:
    return shifted(frame.today, 2)


@_rule(rf"(?:ce |le )?({WEEKDAY}) qui vient|({WEEKDAY})")
def _weekday(found: _Match, frame: Frame) -> Day:
    return next_weekday(frame.today, WEEKDAYS[found[1] or found[2]])


@_rule(rf"ce ({WEEKDAY})(?:-ci)?")
def _this_weekday(found: _Match, frame: Frame) -> Day | None:
    day = of_week(frame.today, WEEKDAYS[found[1]])
    return day if day >= frame.today else None


@_rule(rf"(?:le )?({WEEKDAY}) prochain")
def _next_named(found: _Match, frame: Frame) -> Day | None:
    day = next_weekday(frame.today, WEEKDAYS[found[1]])
    return None if day <= of_week(frame.today, SUNDAY) else day  # one is left this week: two readings


@_rule(rf"({WEEKDAY}),? (?:de )?(?:la )?semaine (?:prochaine|qui vient)|la semaine prochaine,? ({WEEKDAY})")
def _of_next_week(found: _Match, frame: Frame) -> Day:
    return of_week(frame.today + WEEK, WEEKDAYS[found[1] or found[2]])


@_rule(rf"({WEEKDAY}) en (huit|8|quinze|15)")
def _a_week_on(found: _Match, frame: Frame) -> Day:
    return next_weekday(frame.today, WEEKDAYS[found[1]]) + WEEK * (1 if found[2] in {"huit", "8"} else 2)


@_rule(r"(?:(?:sous|dans|d'ici) )?(?:une |la |d'une )?(huitaine|quinzaine)(?: de jours)?")
def _fortnight(found: _Match, frame: Frame) -> Day:
    return shifted(frame.today, 7 if found[1] == "huitaine" else 14)


@_rule(
    rf"(?:dans |sous |endéans )(?:les )?({NUMBER}) (?:prochaine?s )?(jours?|semaines?|mois|ans?|heures?)"
    r"(?: (?:qui viennent|à venir|prochaine?s))?"
)
def _in_a_while(found: _Match, frame: Frame) -> Day | None:
    number = number_of(found[1])
    if found[2].startswith("heure"):  # « sous 48 heures »; a few hours may end today or tomorrow
        return None if number % _DAY_HOURS else shifted(frame.today, number // _DAY_HOURS)
    if found[2].startswith("jour"):
        return shifted(frame.today, {8: 7, 15: 14}.get(number, number))  # « huit jours » is a week
    if found[2].startswith("semaine"):
        return shifted(frame.today, 7 * number)
    return months_later(frame.today, number * (1 if found[2] == "mois" else 12))


@_rule(
    r"cette semaine|(?:la |en )?fin de (?:la |cette )semaine|à la fin de (?:la|cette) semaine"
    r"|(?:dans (?:le |la )?|(?:en |au )?(?:courant|cours) )(?:(?:courant |cours )?de )?(?:la )?semaine|endéans la semaine"
)
def _this_week(_found: _Match, frame: Frame) -> Day | None:
    return None if frame.today.weekday() >= SATURDAY else of_week(frame.today, FRIDAY)


@_rule(r"(?:en |la |cette |c'te |dans la )?fin de semaine")
def _end_of_week(found: _Match, frame: Frame) -> Day | None:
    if frame.region == "QC":
        return of_week(frame.today, SUNDAY)
    return _this_week(found, frame)


@_rule(r"ce week[- ]?end(?: qui vient)?|le week[- ]?end(?: qui vient)?")
def _weekend(_found: _Match, frame: Frame) -> Day:
    return of_week(frame.today, SUNDAY)


@_rule(
    r"(?:(?:dans |pour )?(?:la |à la |en |au )?(?:fin (?:de )?(?:la )?)?"
    r"|(?:dans (?:le )?|en |au )?(?:courant|cours) (?:de )?(?:la )?)semaine (?:prochaine|qui vient)"
)
def _next_week(_found: _Match, frame: Frame) -> Day:
    return of_week(frame.today + WEEK, FRIDAY)


@_rule(r"(?:la |en )?semaine (\d{1,2})")
def _numbered_week(found: _Match, frame: Frame) -> Day | None:
    return iso_week_friday(frame.today, int(found[1]))


@_rule(rf"(?:la |dans la )?semaine du (\d{{1,2}})(?:er)?(?: ({MONTH}))?")
def _week_of(found: _Match, frame: Frame) -> Day | None:
    day = _day_and_month(int(found[1]), found[2], frame)
    return of_week(day, FRIDAY) if day else None


@_rule(r"(?:la |en |à la )?fin (?:du|de ce|de) mois")
def _end_of_month(_found: _Match, frame: Frame) -> Day:
    return month_end(frame.today.year, frame.today.month)


@_rule(r"(?:la |en |à la )?fin du mois prochain")
def _end_of_next_month(_found: _Match, frame: Frame) -> Day:
    following = months_later(frame.today.replace(day=1), 1)
    return month_end(following.year, following.month)


@_rule(r"(?:la |en |à la )?fin (?:du|de ce|de) (trimestre|semestre)( prochain)?")
def _end_of_term(found: _Match, frame: Frame) -> Day:
    months = 3 if found[1] == "trimestre" else 6
    left = -frame.today.month % months + (months if found[2] else 0)
    last = months_later(frame.today.replace(day=1), left)
    return month_end(last.year, last.month)


@_rule(r"(?:la |en |à la )?fin (?:de l'|d')année")
def _end_of_year(_found: _Match, frame: Frame) -> Day:
    return Day(frame.today.year, 12, 31)


@_rule(rf"(?:la |en |à la |à )?fin (?:du mois de |du mois d'|de |d')?({MONTH})")
def _end_of(found: _Match, frame: Frame) -> Day | None:
    month = MONTHS[found[1]]
    ends = (month_end(frame.today.year, month), month_end(frame.today.year + 1, month))
    return near(next(day for day in ends if day >= frame.today), frame.today)


@_rule(rf"(?:à la |la )?mi[- ]({MONTH})")
def _middle_of(found: _Match, frame: Frame) -> Day | None:
    return next_yearly(frame.today, lambda year: Day(year, MONTHS[found[1]], 15))


@_rule(rf"(?:à |au |le |la |le jour de |le soir de )?({'|'.join(FEASTS)})")
def _feast(found: _Match, frame: Frame) -> Day | None:
    month, day = FEASTS[found[1]]
    return next_yearly(frame.today, lambda year: Day(year, month, day))


@_rule(r"(?:à |(?:le )?lundi de |le jour de )?(pâques|l'ascension|la pentecôte)")
def _movable_feast(found: _Match, frame: Frame) -> Day | None:
    after = {"l'ascension": 39, "la pentecôte": 49}.get(found[1], 1 if "lundi" in found[0] else 0)
    return next_yearly(frame.today, lambda year: shifted(easter(year), after))


@_rule(rf"(?:(?:ce |le )?({WEEKDAY}) |le |au |du )(\d{{1,2}})/(\d{{1,2}})(?:/(\d{{4}}|\d{{2}}))?")
def _in_figures(found: _Match, frame: Frame) -> Day | None:
    number, month = int(found[2]), int(found[3])
    if found[4]:
        day: Day | None = Day(int(found[4]) + (0 if len(found[4]) > 2 else 2000), month, number)  # noqa: PLR2004 - « 27 » is 2027
    else:
        day = next_yearly(frame.today, lambda year: Day(year, month, number))
    return None if day and found[1] and day.weekday() != WEEKDAYS[found[1]] else day


@_rule(rf"(?:le |au |du |ce )?(?:({WEEKDAY}),? )?(?:le |au )?(premier|\d{{1,2}})(?:er)?{_NO_HOUR}(?: ({MONTH}))?(?: (\d{{4}}))?")
def _numbered_day(found: _Match, frame: Frame) -> Day | None:
    number = 1 if found[2] == "premier" else int(found[2])
    if not (found[1] or found[3] or found[0].startswith(("le ", "au ", "du "))):
        return None  # a bare number is no date
    if found[4] and found[3]:
        day: Day | None = Day(int(found[4]), MONTHS[found[3]], number)
    else:
        day = _day_and_month(number, found[3], frame)
    return None if day and found[1] and day.weekday() != WEEKDAYS[found[1]] else day


@_rule(r"(?:le )?(premier|\d{1,2})(?:er)? (du mois prochain|de ce mois)")
def _day_of_a_month(found: _Match, frame: Frame) -> Day:
    return _month_said(found[2], frame).replace(day=1 if found[1] == "premier" else int(found[1]))


@_rule(
    rf"(?:le |au )?(premier|1er|deuxième|second|troisième|quatrième|dernier) ({WEEKDAY}) "
    rf"(?:(?:du mois )?(?:de |d')({MONTH})(?: (\d{{4}}))?|(du mois prochain|de ce mois))"
)
def _ranked_weekday(found: _Match, frame: Frame) -> Day | None:
    weekday, rank = WEEKDAYS[found[2]], _RANKS[found[1]]
    if found[5]:
        month = _month_said(found[5], frame)
        return nth_weekday(month.year, month.month, weekday, rank)
    if found[4]:
        return nth_weekday(int(found[4]), MONTHS[found[3]], weekday, rank)
    return next_yearly(frame.today, lambda year: nth_weekday(year, MONTHS[found[3]], weekday, rank))


def _month_said(words: str, frame: Frame) -> Day:
    """The first day of « ce mois » or of « le mois prochain »."""
    return months_later(frame.today.replace(day=1), 1 if "prochain" in words else 0)


@_rule(rf"(?:à |avec )?(?:la |notre )?prochaine (?:séance|rencontre|session|fois(?: (?:que |qu'){WE_MEET})?)")
def _next_meeting(_found: _Match, frame: Frame) -> Day | None:
    return frame.meeting


def _day_and_month(number: int, month: str | None, frame: Frame) -> Day | None:
    if month is None:
        return next_date_of_month(frame.today, number)
    return next_yearly(frame.today, lambda year: Day(year, MONTHS[month], number))
