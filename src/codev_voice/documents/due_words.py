"""Which of the days in a sentence is hers: corrections win, days of others and refused days are left."""

from __future__ import annotations

import re

from codev_voice.documents.date_words import find_dates
from codev_voice.documents.time_words import OCCASION

_CORRECTION = re.compile(r"\b(?:non|pardon|plutôt|finalement|disons|enfin|alors|attends?|attendez|minute|donc)\b", re.IGNORECASE)
_REFUSED = re.compile(r"\b(?:pas|plus|ni)\s*(?:pour |le |la |en )?$", re.IGNORECASE)
_OF_OTHERS = re.compile(
    (
        r"^\s+(?:(?:il|elle|ils|elles|y|c'est|c'était|ça|on|y'a|l'équipe)\b(?! je)|j'ai (?:le|la|un|une"
        r"|mon|ma|déjà)\b|(?:je suis|je peux pas|je peux plus))"
    ),
    re.IGNORECASE,
)
_ON_AN_OCCASION = re.compile(rf"\S (?:{OCCASION})$", re.IGNORECASE)  # « vendredi à la relève, il est toujours là »: she says when
_OF_SOMETHING = re.compile(
    r"(?<!à partir )(?<!à compter )(?<!avant )(?<!lors )\b(?:de|du|que|qu'|sauf)\s*$"
    r"|\b(?:dis|dire|dirai|explique\w*|annonce\w*|préviens|prévenir) que\b[^.,;]*$",
    re.IGNORECASE,
)
_UNFIT = re.compile(r"^,?\s+(?:c'est|ce serait|ça fait) trop\b", re.IGNORECASE)
_SUBJECT_BEFORE = re.compile(r"\b(?:il|elle|ils|elles|y|c'est|on est|on)\s(?:\w+\s){0,4}$", re.IGNORECASE)


def days_of_acts(text: str) -> list[tuple[int, int]]:
    """Where days stand that may be of an act: not « la vacataire de dimanche », nor « je lui dis que le samedi… »."""
    return [
        (start, stop)
        for start, stop in find_dates(text)
        if not (_OF_SOMETHING.search(text[:start]) or text[start:stop].lower().startswith("du "))
    ]


def said_of(text: str) -> str | None:
    """Her words for the day of what she says in `text`, None when no day is hers."""
    found = ""
    end = 0
    refused = False  # « le 15, c'est trop tôt, le 23 aussi »: neither is hers
    for start, stop in days_of_acts(text):
        before, words, after = text[end:start], text[start:stop], text[stop:]
        if found and not (_CORRECTION.search(before) or _same_day(found, words) or re.fullmatch(r"[\s,]*", before)):
            end = stop
            continue
        refused = refused and bool(re.match(r"\s*(?:aussi|non plus)\b", after))
        if (
            refused
            or _REFUSED.search(text[:start])
            or (_OF_OTHERS.match(after) and not _ON_AN_OCCASION.search(words))
            or _UNFIT.match(after)
            or (_SUBJECT_BEFORE.search(_clause_before(text[:start])) and found)
        ):
            end, refused = stop, True
            continue
        found, end, refused = words, stop, False
    if not found:
        return None
    return found if re.search(r"prochaine (?:séance|rencontre|fois|session)", found) else re.sub(r"^pour (?=\S)", "", found)


def _same_day(first: str, second: str) -> bool:
    """« Mardi, mardi matin »: the second says the first better."""
    return second.lower().startswith(first.lower())


def _clause_before(text: str) -> str:
    return re.split(r"[,;:.]", text)[-1]
