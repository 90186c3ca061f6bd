"""The French words of time, and where they stand in a sentence."""

from __future__ import annotations

import re

WEEKDAYS = {name: number for number, name in enumerate(("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche"))}
MONTHS = {
    name: number
    for number, name in enumerate(
        ("janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août", "septembre", "octobre", "novembre", "décembre"), start=1
    )
}
_UNITS = [
    "un",
    "deux",
    "trois",
    "quatre",
    "cinq",
    "six",
    "sept",
    "huit",
    "neuf",
    "dix",
    "onze",
    "douze",
    "treize",
    "quatorze",
    "quinze",
    "seize",
]
NUMBERS = {name: number for number, name in enumerate(_UNITS, start=1)} | {"une": 1, "vingt": 20, "trente": 30, "quarante": 40}
FEASTS = {
    "noël": (12, 25),
    "jour de l'an": (1, 1),
    "nouvel an": (1, 1),
    "toussaint": (11, 1),
    "saint-jean": (6, 24),
    "saint-sylvestre": (12, 31),
    "quinze août": (8, 15),
    "quatorze juillet": (7, 14),
    "premier mai": (5, 1),
}
WEEKDAY, MONTH = "|".join(WEEKDAYS), "|".join(MONTHS)
NUMBER = "|".join(sorted(NUMBERS, key=len, reverse=True)) + r"|\d{1,3}"
_HOUR = rf"à (?:\d{{1,2}}|{NUMBER}) ?(?:h|heures?)(?: ?\d\d| et demie| et quart)?"
DAYTIME = rf"(?: (?:au |en |dans l')?(?:matin|midi|soir|après-midi|matinée|soirée|fin de journée)| {_HOUR})?"
LATEST = r"(?:au plus tard|dernier délai|maximum|max|au pire|grand max)"

_SEASON = r"(?:(?:à l'|cet |l')(?:automne|hiver|été)|(?:au |ce |le )printemps)"
_VAGUE = (
    r"bientôt|rapidement|dès que possible|dès que (?:je|j'|on) \w+|un de ces quatre|un de ces jours|un jour|prochainement|au plus vite"
    r"|quand (?:\w+ ){1,4}(?:sera|seront|aura|auront)\b(?: \w+)?|quand ça se calmera"
)
_EVENT = (
    r"(?:après|avant|pendant|dès|à|jusqu'à) (?:les |la |le |l')?(?:prochaines? )?(?:grandes )?(?:vacances"
    r"|rentrée|fêtes|élections|congés)(?: \w+)??"
)
_DAY_NAME = rf"(?:{WEEKDAY})"
_CORE = "|".join(
    (
        (
            rf"(?:tous|toutes) les (?:{_DAY_NAME}s?|jours|semaines|mois|matins|soirs|quinze jours)|chaque (?:{_DAY_NAME}"
            rf"|semaine|mois|jour|matin|soir)"
        ),
        rf"{_DAY_NAME} ou {_DAY_NAME}",
        r"(?:la |en )?semaine \d{1,2}\b",
        rf"(?:la )?semaine du (?:\d{{1,2}}(?:er)?|{NUMBER})(?: (?:{MONTH}))?",
        rf"(?:le |du |{_DAY_NAME} )(?:{NUMBER}) (?:{MONTH})(?: \d{{4}})?{DAYTIME}",
        rf"(?:(?:ce|le) )?{_DAY_NAME} en (?:huit|quinze){DAYTIME}",
        rf"(?:le )?{_DAY_NAME} (?:prochain|(?:de )?la semaine prochaine){DAYTIME}",
        rf"(?:le |au )?{_DAY_NAME} (?:le )?\d{{1,2}}(?:er)?\b(?: (?:{MONTH}))?(?: \d{{4}})?{DAYTIME}",
        rf"(?:le |au |du )(?:premier|\d{{1,2}}(?:er)?)(?: (?:{MONTH}))(?: \d{{4}})?{DAYTIME}",
        rf"(?:le |au )\d{{1,2}}(?:er)?\b(?! ?(?:%|h\b|heures?|euros?|pages?|fois|ans))(?!,\d){DAYTIME}",
        rf"\d{{1,2}}(?:er)? (?:{MONTH})(?: \d{{4}})?{DAYTIME}",
        rf"(?:après-)?demain{DAYTIME}",
        r"ce soir|à soir|tout à l'heure|aujourd'hui|cet après-midi|ce midi|ce matin",
        rf"(?:ce |le )?{_DAY_NAME}{DAYTIME}",
        rf"(?:dans|sous) (?:{NUMBER})(?:,? (?:ou |à )?(?:{NUMBER}))? (?:jours?|semaines?|mois|ans?)",
        rf"(?:{NUMBER})(?:,? (?:ou |à )?(?:{NUMBER}))? (?:jours?|semaines?|mois)(?<=d'ici)",
        r"(?:sous |dans une )(?:huitaine|quinzaine)",
        r"(?:(?:en |la |cette |c'te |à la |dès la )?(?:fin|début) de (?:la |cette )?)?semaine prochaine|la semaine prochaine",
        r"cette semaine|(?:en |la |cette |c'te |à la )?fin de (?:la |cette )?semaine",
        r"(?:ce |le )week-?end(?: prochain| qui vient)?",
        r"(?:la |en |à la )?fin (?:du|de) mois(?: prochain)?|le mois prochain|l'année prochaine|l'an prochain",
        r"(?:la |en |à la )?fin (?:de l'|d')année",
        rf"(?:peut-être )?(?:à la |la )?(?:mi-|fin (?:de |d')?|(?:au |en )?début (?:de )?|courant (?:de )?)(?:{MONTH})(?! \w+ent)",
        rf"(?:en |au mois d(?:e |'))(?:{MONTH})",
        r"(?:après )?(?:à |la |le )?(?:noël|pâques|toussaint|nouvel an|jour de l'an|pentecôte|l'ascension)",
        _EVENT,
        r"(?:la |notre )?prochaine (?:séance|rencontre|session|fois)",
        _SEASON,
        _VAGUE,
    )
)
_WITH_LIMIT = (
    rf"(?:d'ici|avant|jusqu'à|jusqu'au|dès|pour) (?:à |au |le |la )?(?:(?:{NUMBER}),? (?:ou |à )?)?(?:(?:{NUMBER}) (?:jours?"
    rf"|semaines?|mois)|(?:{MONTH})|(?:{_CORE}))"
)
_EXPRESSION = re.compile(rf"(?<![\w-])(?:peut-être )?(?:{_WITH_LIMIT}|{_CORE})(?![\w-])(?: {LATEST})?", re.IGNORECASE)
_OWNED = re.compile(
    r"\b(?:mon|ton|son|notre|votre|leur|c'est un|tombe un)\s$", re.IGNORECASE
)  # « je bloque mon jeudi matin »: a thing, no day
_PAST = re.compile(r"^ (?:dernier|dernière|passé|passée)\b", re.IGNORECASE)


def plain(text: str) -> str:
    """Lower case, straight apostrophes, single spaces."""
    return " ".join(text.lower().replace("\u2019", "'").replace("\u202f", " ").replace("\xa0", " ").split()).strip(" .,;:!?…")


def find_dates(text: str) -> list[tuple[int, int]]:
    """Where expressions of time to come stand in `text`: start and end of each, in order."""
    straight = text.replace("\u2019", "'")
    return [
        found.span() for found in _EXPRESSION.finditer(straight) if not _PAST.match(straight[found.end() :]) and not _owned(straight, found)
    ]


def _owned(text: str, found: re.Match[str]) -> bool:
    """Whether the words name a thing, or one day among others (« un lundi »)."""
    return bool(_OWNED.search(text[: found.start()])) or bool(re.match(WEEKDAY, found[0]) and re.search(r"\bun $", text[: found.start()]))


def find_due(text: str) -> tuple[int, int] | None:
    """Where the last expression of time to come stands in `text`, None when there is none."""
    found = find_dates(text)
    return found[-1] if found else None
