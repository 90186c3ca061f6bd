"""The French words of time: days, months, feasts, numbers, hours and moments of a day, and what shows that a day has been said.

Spoken French has neither commas nor capitals: a word that could belong to the day belongs to it only when what follows says so.
"""

from __future__ import annotations

import re

WEEKDAYS = {name: number for number, name in enumerate(("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche"))}
MONTHS = {
    name: number
    for number, name in enumerate(
        ("janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août", "septembre", "octobre", "novembre", "décembre"), start=1
    )
}
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
HOLIDAYS = r"(?:vacances|rentrée|fêtes|élections|congés|soldes)"  # their days are in no session's file
WEEKDAY, MONTH = "|".join(WEEKDAYS), "|".join(MONTHS)
PART_OF_TODAY = (  # unless another day is said with it
    r"(?:(?:en |à la |la )?fin (?:de |d')(?:la |l')?(?:journée|après[- ]midi|matinée)"
    r"|dans (?:la (?:journée|soirée|matinée)|l'après[- ]midi))"
)
TODAY = (
    r"(?:ce soir|à soir|tout à l'heure|aujourd'hui|(?:cet |c't')(?:après[- ]midi|après-m|aprèm|aprem)|ce midi|ce matin|à matin|cette nuit"
    rf"|{PART_OF_TODAY})"
)
WE_MEET = r"(?:on se|nous nous) (?:re)?(?:voit|voyons|verra|verrons|retrouve|retrouvons|réunit|réunissons)"
LATEST = r"(?:au plus tard|dernier délai|maximum|max|au pire|grand max)"
_NAMES = "un deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze quinze seize"
NUMBERS = {name: number for number, name in enumerate(_NAMES.split(), start=1)} | {
    "une": 1,
    "vingt": 20,
    "trente": 30,
    "quarante": 40,
    "cinquante": 50,
    "soixante": 60,
}
_TENS = "vingt|trente|quarante|cinquante|soixante"
_UNDER_TWENTY = rf"dix[- ](?:sept|huit|neuf)|{'|'.join(sorted(set(NUMBERS) - set(_TENS.split('|')), key=len, reverse=True))}"
LETTERS = (
    rf"(?:(?:{_TENS})(?:[- ]et[- ](?:une?|onze)|[- ](?:{_UNDER_TWENTY}))(?![\w-])"
    rf"|(?:{_TENS})(?![- ](?:{_UNDER_TWENTY})\b)|{_UNDER_TWENTY})"
)
NUMBER = rf"(?:{LETTERS}|\d{{1,3}})"

# What cannot be the rest of a noun group: after it, the day, or the circumstance, is over.
_SUBJECT = "je|tu|on|il|elle|ils|elles|nous|vous|ça|y"
_DETERMINER = "le|la|les|un|une|des|mon|ma|mes|ton|ta|tes|son|sa|ses|notre|nos|votre|vos|leur|leurs|ce|cet|cette|ces"
_PREPOSITION = "à|au|aux|en|dans|chez|avec|sans|sur|sous|pour|par|contre|avant|après|vers|dès|pendant|durant|jusqu'à|jusqu'au"
_CONJUNCTION = "et|ou|mais|donc|alors|puis|pis|parce|puisque|quand|si|comme|car|sinon|que"
_ADVERB = (
    "aussi|même|justement|normalement|plutôt|enfin|voilà|oui|non|hein|quoi|bon|là|euh|promis|maximum|max|dernier délai|grand max"
    "|matin|midi|soir|après-midi|tôt|tard|d'abord"
)
_FUNCTION = f"{_SUBJECT}|{_DETERMINER}|{_PREPOSITION}|{_CONJUNCTION}|qui|dont|où|de|du|{_ADVERB}"
ENDS = (
    rf"(?=\s*(?:$|[^\w\s'-])|\s(?:{_SUBJECT}|{_DETERMINER}|{_PREPOSITION}|{_CONJUNCTION}|{_ADVERB})(?![\w'-])"
    r"|\s(?:[jcltmnsy]|qu)')"
)
_NOT_COUNTED = (
    rf"(?! (?:pour[ -]cent|et (?:demie?|unième)|(?:en|sur|contre|par|à) (?:{NUMBER})(?! ?h)))"  # « le deux pour cent », « le cinq à sept »
)
IN_LETTERS = (  # the number of a day, « un » left out: « le un » counts something
    rf"(?!(?:une?|quarante|cinquante|soixante)\b|trente[- ](?!et[- ]un\b)){LETTERS}(?![\w-]){_NOT_COUNTED}{ENDS}"
)
# « le premier à partir », « le premier, c'est… »: somebody, or something
FIRST = rf"premier(?! (?:à (?:me |te |se |le |la |y |en )?\w+(?:er|ir|re)|sur|en|et|que|est)\b|,? c'){ENDS}"

_TIMES = (
    f"{WEEKDAY}|{MONTH}|{HOLIDAYS}|noël|pâques|toussaint|nouvel|pentecôte|ascension|semaine|mois|année|week-end|demain|jour|veille|lendemain"
    "|lieu|place|suite|sujet|autour|au-delà"  # « à la place de jeudi » is no event
)
OWNERS = r"(?:le |la |l'|les |mon |ma |mes |notre |nos |son |sa |ses |leur |votre |ce |cet |cette )"
_NOUN = rf"(?!(?:{_FUNCTION}|{_TIMES})(?![\w-]))[^\W\d_][\w-]+"
RECORDS = (  # « la lettre de lundi » was written on a Monday that is over
    r"(?:mails?|courriels?|lettres?|courriers?|messages?|textos?|sms|factures?|notes?|articles?|rapports?|décision|demande|questions?"
    r"|remarques?|incident|accident|dispute|erreur|panne)"
)
NOUNS = rf"(?!{RECORDS}\b)(?:{_NOUN})(?: (?:(?:de |du |des |de la |de l'|d')?{_NOUN})){{0,3}}?"
_COMPLEMENT = rf"(?: (?:de |du |des |de la |de l'|d'|à la |à l'|au |chez |en )(?:{OWNERS})?{_NOUN})?"

_PART = r"(?:matinée|matin|midi|minuit|soirée|soir|après[- ]midi|avant-midi|après-m|aprèm|aprem|journée|nuit)"
_CLOCK = (
    rf"{NUMBER} ?(?:h ?\d\d|heures? ?\d\d|heures?(?: et (?:demie|quart)| moins (?:le quart|{NUMBER})| {LETTERS})?|h)\b"
    r"(?: du (?:matin|soir)| de l'après-midi)?(?: pile| précises)?(?! d(?:e\b|'))"
    r"(?! pour \w+(?:er|ir|re)\b)"  # « lundi deux heures de tri »: a length
)
_AT = rf"(?:midi|minuit|{_CLOCK})(?: et (?:demie?|quart)| pile)?"
_WAY_OF_DOING = r"(?:rentrant|revenant|sortant|partant|arrivant|montant|descendant|finissant|terminant|me levant|me couchant|raccrochant)"
OCCASION = "|".join(
    (
        r"(?:très |assez )?(?:tôt|tard)(?! possible)|de bonne heure|(?:à |dès )?(?:la )?première heure|à l'aube|sans faute",
        (
            r"(?:juste )?(?:à|dès|avant|après|pendant) (?:la |l')(?:embauche|débauche|pause|ouverture|fermeture|relève|récréation|récré"
            r"|sortie|sonnerie|prise de (?:poste|service))(?: (?:de midi|du midi|du matin|du soir|déjeuner|café))?"
        ),
        r"(?:au|dès le) (?:réveil|lever|coucher|retour|petit[- ]déjeuner|petit[- ]déj|déjeuner|dîner|souper|goûter|repas)",
        rf"(?:à la fin|en fin|au début|en début) (?:de |du |d')(?:la |l'|mon |ma )?{_NOUN}{ENDS}",
        rf"(?:juste )?avant (?:de |d')(?:(?:me|le|la|les|lui|leur|y|en) |[mly]')?\w+(?:er|ir|re){_COMPLEMENT}{ENDS}",
        rf"en {_WAY_OF_DOING}{_COMPLEMENT}{ENDS}",
    )
)
_MOMENT = "|".join(
    (
        _PART,
        rf"(?:dans |en |au |vers )?(?:l'|la |le )?(?:petit )?(?:(?:début|fin|milieu|cours) (?:de |d')(?:la |l')?)?{_PART}(?! d(?:e |u |'))",
        rf"(?:à partir de|jusqu'à|à|vers|pour|dès|avant|après) {_AT}|{_AT}|entre {_AT} et (?:{_AT}|deux|une)|de {_AT} à {_AT}",
        rf"même(?! (?:si|pas|plus|pour|avec)\b){ENDS}",
        OCCASION,
    )
)
TAIL = rf"(?: (?:{_MOMENT})(?![\w-]))*"
_HEDGE = r"justement|même|aussi|encore|normalement|en principe|si possible|sans faute|promis|surtout|directement|pile"
_CIRCUMSTANCE = re.compile(
    rf"(?:[,.;]? (?:{_MOMENT}|{_HEDGE})(?![\w-]))*"
    r"(?:[,.;]? (?P<rest>(?:à|au|aux|en|dans|chez|avec|sans|sur|sous|avant|après|pendant|durant|lors|vers|dès|par|pour|sauf|devant|entre)"
    r"(?: [\w'-]+){1,8}))?"
)
_NO_DAY = re.compile(
    rf"au plus tôt|par exemple|pour cent|en général|en alternance|sur {NUMBER}\b|à {NUMBER} (?:jours|semaines|mois)"
    rf"|.*\b(?:{HOLIDAYS})\b|.*\bsuivant"
)
_LATE = re.compile(rf"[,.]? (?:(?:à|vers|avant|dans l'|en |au |fin d')? ?(?:midi|soir|soirée|après[- ]midi)|(?:à |vers |avant )?{_AT}).*")


def number_of(words: str) -> int:
    """The number that digits or letters say, « vingt et un » as much as « 21 »."""
    return int(words) if words.isdecimal() else sum(NUMBERS[part] for part in re.split("[- ]", words.lower()) if part != "et")


def circumstance(words: str) -> str | None:
    """What words that follow a day add to it beyond its moments: « » when nothing, None when they are no circumstance of a day."""
    found = _CIRCUMSTANCE.fullmatch(words)
    rest = (found["rest"] or "") if found else ""
    return None if found is None or _NO_DAY.match(rest) else rest


def late(words: str) -> bool:
    """Whether words that follow a day name its noon or later: « avant lundi midi » ends on Monday."""
    return bool(_LATE.fullmatch(words))
