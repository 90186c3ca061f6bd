"""Where the French words of time stand in a sentence.

First what names a time by itself, then what goes with it: the word before (« d'ici », « à la réunion de »), another day after
(« lundi ou mardi »). A day that another word displaces is found with that word, so that it is never taken alone for the day.
"""

from __future__ import annotations

import functools
import re
from dataclasses import dataclass

from codev_voice.documents.time_words import (
    ENDS,
    FIRST,
    HOLIDAYS,
    IN_LETTERS,
    LATEST,
    LETTERS,
    MONTH,
    NOUNS,
    NUMBER,
    OWNERS,
    PART_OF_TODAY,
    RECORDS,
    TAIL,
    TODAY,
    WE_MEET,
    WEEKDAY,
)

_NAME, _MONTH = rf"(?:{WEEKDAY})", rf"(?:{MONTH})"
_THIS_NAME = rf"(?:(?:ce|le|au|du) )?{_NAME}"
_FIGURES = (
    r"\d{1,2}(?:er)?\b(?! ?(?:%|€|pour[ -]cent|h\b|h\d|heures?|minutes?|euros?|pages?|fois|ans|jours?|semaines?|mois)(?!\w))(?![,/]\d)"
)
_NUMBERED = rf"(?:{_FIGURES}|{FIRST}|{IN_LETTERS})"
_OF_MONTH = rf"(?:premier|\d{{1,2}}(?:er)?|(?!une?\b){LETTERS}) {_MONTH}(?: \d{{4}})?"
_OF_A_MONTH = rf"(?:du mois (?:de |d')|de |d'){_MONTH}(?: \d{{4}})?|du mois(?: prochain)?|de ce mois"
_FEAST = (
    r"(?:noël|pâques|(?:la )?toussaint|(?:le )?nouvel an|(?:le )?jour de l'an|(?:la )?pentecôte|l'ascension"
    r"|la saint-jean|la saint-sylvestre)"
)
_DAY = "|".join(
    (
        rf"(?:{_THIS_NAME} |le |au |du )\d{{1,2}}/\d{{1,2}}(?:/(?:\d{{4}}|\d{{2}}))?(?![\d/])",
        rf"(?:le |au )?(?:premier|1er|deuxième|second|troisième|quatrième|cinquième|dernier) {_NAME}(?: (?:{_OF_A_MONTH}))?",
        rf"(?<!pas ){_THIS_NAME},? le (?:{_OF_MONTH}|{_NUMBERED})",  # « pas mardi, le 8 » is not one day
        rf"(?:{_THIS_NAME} |le |au |du )?{_OF_MONTH}",
        rf"(?:le |au |du )(?:premier|\d{{1,2}}(?:er)?|{LETTERS}) (?:du|de ce) mois(?: prochain)?",
        rf"l'autre {_NAME}|(?:le )?{_NAME} de l'autre semaine|ce {_NAME}(?:-là|-ci| là)|(?:le )?lundi de {_FEAST}",
        rf"{_THIS_NAME} (?:(?:prochain|qui vient)\b|en (?:huit|8|quinze|15)\b)",
        rf"(?:le )?{_NAME},? (?:de )?la semaine (?:prochaine|qui vient)|(?:le )?{_NAME} semaine prochaine|la semaine prochaine,? {_NAME}",
        rf"{_THIS_NAME} (?!(?:deux|trois|quatre|cinq)\b){_NUMBERED}",
        rf"(?:le |au ){_FIGURES}|le (?:{FIRST}|{IN_LETTERS})",
        rf"(?:après[- ])?demain|{TODAY}",
        rf"(?:(?:ce|le) )?{_NAME}",
    )
)
_MAY_END = rf"(?=[,.;:!?]|$| (?:moi,? |et que |alors que )?j(?:e\b|')| (?:on|nous)\b| (?:{_DAY})(?![\w-]))"  # where what may happen ends
_WHOSE = r"(?:(?:les|la|le|mes|mon|nos|notre|ses|leurs|ces) |l')?"
_SPAN = r"(?:jours?|semaines?|mois|ans?)"
_NEXT = r"(?:prochaine|qui vient)"
_TIME = "|".join(
    (
        rf"(?:tous|toutes) les (?:{_NAME}s?|jours|semaines|mois|matins|midis|soirs|quinze jours)",
        rf"chaque (?:{_NAME}|semaine|mois|jour|matin|soir)",
        r"(?:la |en )?semaine \d{1,2}\b",
        rf"(?:la )?semaine du (?:premier|\d{{1,2}}(?:er)?|{LETTERS})(?: {_MONTH})?",
        rf"(?:dans|sous|endéans) {NUMBER}(?:,? (?:ou |à )?{NUMBER})? (?:{_SPAN}|heures)",
        rf"(?:dans|sous|endéans) les {NUMBER} (?:prochaine?s )?(?:{_SPAN}|heures)(?: (?:qui viennent|à venir|prochaine?s))?",
        r"(?:sous|dans|d'ici) (?:une |la )?(?:huitaine|dizaine|quinzaine|vingtaine)(?: de jours)?",
        rf"(?:dans (?:le |la )?|(?:en |au )?(?:courant|cours) )(?:(?:courant |cours )?de )?(?:la )?semaine(?! \d)(?: {_NEXT})?",
        r"dans le mois|endéans la semaine",
        rf"(?:(?:en |la |cette |c'te |à la |dès la |au )?(?:fin|début|milieu) (?:de )?(?:la |cette )?)?semaine {_NEXT}|la semaine {_NEXT}",
        r"la semaine (?:d'après|suivante)",
        r"cette semaine|(?:en |la |cette |c'te |à la |au )?(?:fin|début|milieu) de (?:la |cette )?semaine",
        r"(?:ce |le )week[- ]?end(?: (?:prochain|qui vient))?",
        rf"(?:la |en |à la |au )?(?:fin|début|milieu) (?:du mois (?:de |d'){_MONTH}|(?:du|de|de ce) mois(?: prochain)?)",
        r"le mois prochain|l'année prochaine|l'an prochain",
        r"(?:la |en |à la )?fin (?:de l'|d')année|(?:la |en |à la )?fin (?:du|de ce|de) (?:trimestre|semestre)(?: prochain)?",
        rf"(?:peut-être )?(?:à la |la )?(?:mi[- ]|fin (?:de |d')?|(?:au |en )?début (?:de )?|courant (?:de )?){_MONTH}(?! \w+ent)",
        rf"(?:en |au mois d(?:e |')){_MONTH}",
        rf"(?:à |la |le )?{_FEAST}|(?:le jour|la veille|le lendemain|le soir) de {_FEAST}",
        rf"(?:la )?prochaine fois (?:que |qu'|où )(?!{WE_MEET})[^,.;:!?]{{2,60}}?{_MAY_END}",  # no meeting: something that may happen
        rf"(?:la |notre )?prochaine (?:séance|rencontre|session|fois(?: (?:que |qu'){WE_MEET}|(?! que\b| qu'| où\b)))",
        r"(?:à l'|cet |l')(?:automne|hiver|été)|(?:au |ce |le )printemps",
    )
)
_VAGUE = (
    r"bientôt|rapidement|dès que possible|dès que (?:je|j'|on) \w+|un de ces quatre|un de ces jours|un jour(?! (?:par|de|sur|ou)\b)"
    r"|prochainement|au plus vite"
    r"|(?:dans les|ces) (?:prochaine?s (?:jours|semaines|mois)|(?:jours|semaines|mois) (?:qui viennent|à venir|prochains))"
    r"|quand (?:\w+ ){1,4}(?:sera|seront|aura|auront)\b(?: \w+)?|quand ça se calmera"
)
_HOLIDAY_OF = (
    rf"(?:prochaines? )?(?:grandes )?(?:{HOLIDAYS}|congé|ponts?)(?: scolaires)? (?:de |du |d'|de la |de l')"
    rf"(?:{_FEAST}|{_MONTH}|{_OF_MONTH}|été|hiver|automne|printemps)|(?:le |la )?(?:week[- ]?end|semaine|période) (?:de |d'){_FEAST}"
)
_BETWEEN = (
    rf"du {_NUMBERED}(?: {_MONTH})? au (?:{_OF_MONTH}|{_NUMBERED})|(?:de|du) {_NAME} (?:à|au) {_NAME}{TAIL}"
    rf"|entre (?:le )?{_NAME} et (?:le )?{_NAME}|entre le (?:{_OF_MONTH}|{_NUMBERED}) et le (?:{_OF_MONTH}|{_NUMBERED})"
)


@functools.cache  # a tenth of a second, that who drafts nothing need not wait
def _named() -> re.Pattern[str]:
    return re.compile(
        rf"(?<![\w-])(?:(?P<between>{_BETWEEN})|(?P<day>(?:{_DAY}){TAIL})|(?P<holidays>{_HOLIDAY_OF})|(?P<time>{_TIME})|(?P<vague>{_VAGUE})"
        # not a time without a word before that makes it one
        rf"|(?P<count>(?:{NUMBER},? (?:ou |à )?)?{NUMBER} (?:jours?|semaines?|mois))|(?P<hours>{NUMBER} heures)"
        rf"|(?P<number>(?:du )?{_NUMBERED})"
        rf"|(?P<month>{_MONTH}(?: prochain)?|mois prochain)|(?P<holiday>(?:prochaines? )?(?:grandes )?{HOLIDAYS}(?: scolaires)?))(?![\w-])",
        re.IGNORECASE,
    )


def _before(pattern: str, *kinds: str) -> tuple[re.Pattern[str], frozenset[str]]:
    return re.compile(rf"(?<![\w-])(?:peut-être )?(?:{pattern})$", re.IGNORECASE), frozenset(kinds)


_BEGINNING = r"(?:à (?:partir|compter|dater)|au-delà|autour|aux (?:alentours|environs)) "
_EVENT = (
    rf"(?:juste )?(?:(?:avant|après|pendant|durant|pour|dès|d'ici|d'ici à|jusqu'à|à|lors de) {OWNERS}"
    rf"|(?:au|aux|lors d(?:u|es)|jusqu'au|d'ici au) ){NOUNS} "
)


@functools.cache
def _words_before() -> tuple[tuple[re.Pattern[str], frozenset[str]], ...]:
    return (
        _before(rf"{_BEGINNING}(?:de |du |d')(?:la |le |les |l')?", "day", "time", "month", "holiday", "holidays"),
        _before(_BEGINNING, "du"),
        _before(r"(?:après|passé|vers) (?:la |le |les |l')?", "day", "time", "month", "holiday", "holidays"),
        _before(r"(?:d'ici|avant|jusqu'à|jusqu'au|dès|pour) (?:à |au |le |la |l')?", "day", "time", "vague", "month", "count"),
        _before(r"(?:d'ici|avant) le mois (?:de |d')", "month"),
        _before("jusqu'", "day", "time"),
        _before(r"d'ici (?:à )?", "hours"),
        _before(r"(?:jusqu'|d'ici )au ", "number"),
        _before(rf"(?:avant|pendant|durant|dès|à|jusqu'à|d'ici|d'ici à) {_WHOSE}|(?:jusqu')?aux ", "holiday", "holidays"),
        _before(rf"(?:pour|au) {_WHOSE}", "holidays"),
        _before(rf"(?:la veille|le lendemain) (?:(?:de |du |d'){OWNERS}?{NOUNS} )?", "du"),
        _before(rf"(?:la veille|le lendemain) (?:(?:de |du |d'){OWNERS}?{NOUNS} )?(?:de |d')", "day"),
        _before("au plus tard (?:le |pour )?", "day", "time"),
        _before(_EVENT, "du"),
        _before(rf"{_EVENT}(?:de |du |d')", "day"),
        _before("", "between", "day", "time", "vague"),
    )


_AFTERWARDS = re.compile(
    r"(?:après|passé|vers) (?:dans|sous|en|à|ce|cet|cette|tout|aujourd'hui)\b", re.IGNORECASE
)  # « et après ce soir je… »
_REACH = 90  # characters that the words before a day may take
_OR = re.compile(r",? (?:ou|soit)(?: bien| alors| peut-être| même| au pire)?(?: un)? ", re.IGNORECASE)
_LENGTH = re.compile(rf"{NUMBER} (?:jours?|semaines?|mois)$", re.IGNORECASE)
_UP_TO = re.compile(r",? (?:à |ou )?", re.IGNORECASE)  # « d'ici quinze jours, trois semaines »
_MONTHLY = re.compile(r"(?:tous les|chaque) mois", re.IGNORECASE)
_NEAR = re.compile(r",? (?:de |comme |pour )?", re.IGNORECASE)  # « le 25, tous les mois »
_OVER = re.compile(ENDS, re.IGNORECASE)
_AND = re.compile(r" et ", re.IGNORECASE)
_CLAUSE = re.compile(r"\s+(?:(?:je|tu|on|il|elle|ils|elles|nous|vous|ça|y)\b|(?:[jt]|c)')", re.IGNORECASE)
_BESIDE = re.compile(r" (?:juste )?(?:après|avant)\b", re.IGNORECASE)
_TOLD_BY_ANOTHER = r" (?:suivant|d'après(?! (?:moi|lui|elle|eux|ce|mes)\b)|qui suit|qui précède)"
_FOLLOWING = re.compile(rf"{_TOLD_BY_ANOTHER}(?: les?| la)? ", re.IGNORECASE)
_BOUND = re.compile(rf"(?:{_TOLD_BY_ANOTHER})?(?:,? (?:{LATEST}|au plus tôt))?(?![\w-])", re.IGNORECASE)
_OWNED = re.compile(
    r"\b(?:mon|ton|son|notre|votre|leur|c'est un|tombe un)\s$", re.IGNORECASE
)  # « je bloque mon jeudi matin »: a thing, no day
_NOT_TO_COME = re.compile(
    rf"\b(?:depuis|plutôt que|au lieu d[eu]|à la place d[eu]|{RECORDS} d[eu]) (?:le |la |les |l')?$", re.IGNORECASE
)  # « le mail de lundi », « mardi plutôt que lundi »
_JUST_A_FEAST = re.compile(_FEAST, re.IGNORECASE)
_PAST = re.compile(r" (?:dernier|dernière|passé|passée|précédent|précédente|d'avant)\b", re.IGNORECASE)
_OFTEN = re.compile(r"\bfois dans la$", re.IGNORECASE)  # « une fois dans la semaine »
_PLACED = re.compile(r"\b(?:dans|sur|avec|chez|par|comme|sous|sans) $", re.IGNORECASE)
_OPENING = re.compile(
    r"\W*(?:(?:ah|allez|alors|après|ben|bon|ça|d'accord|disons|donc|enfin|et|euh|non|oui|plutôt|voilà)\W+)*", re.IGNORECASE
)
_LOW = re.compile(r"le (?:premier|deux|trois|quatre|cinq)", re.IGNORECASE)
_MORE = re.compile(r"(?!\s(?:j'|(?:je|on|plutôt)\b))\W*\w", re.IGNORECASE)
_SECONDARY = re.compile(rf"le premier|{PART_OF_TODAY}", re.IGNORECASE)
_OTHER_RANK = re.compile(r"\b(?:seconde?|deuxième|troisième)s?\b", re.IGNORECASE)
_OF_SEVERAL = re.compile(rf"(?:(?:premier|dernier|autre) )?{_NAME}", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class _Found:
    """One expression: where it starts and ends, and which group of `_named` it rests on."""

    start: int
    end: int
    kind: str


def plain(text: str) -> str:
    """Lower case, straight apostrophes, single spaces."""
    return " ".join(text.lower().replace("\u2019", "'").replace("\u202f", " ").replace("\xa0", " ").split()).strip(" .,;:!?…")


def find_dates(text: str) -> list[tuple[int, int]]:
    """Where expressions of time to come stand in `text`: start and end of each, in order."""
    return list(_places(text))


@functools.lru_cache(256)  # several readers ask of the same sentence
def _places(text: str) -> tuple[tuple[int, int], ...]:
    straight = text.replace("\u2019", "'").replace("\u202f", " ").replace("\xa0", " ")
    found = [one for one in _whole(straight) if not _PAST.match(straight, one.end) and not _owned(straight, one)]
    alone = len(found) == 1
    return tuple((one.start, one.end) for one in found if not _ranks(straight, one) and (alone or not _is_secondary(straight, one)))


def find_due(text: str) -> tuple[int, int] | None:
    """Where the last expression of time to come stands in `text`, None when there is none."""
    found = find_dates(text)
    return found[-1] if found else None


def _whole(text: str) -> list[_Found]:
    """The expressions with what goes with them: the words before, the days they are joined to, a bound."""
    found: list[_Found] = []
    for named in _named().finditer(text):
        floor = found[-1].end if found else 0
        one = _introduced(text, named, floor)
        if found and _goes_on(text, found[-1], one or _Found(*named.span(), named.lastgroup or ""), weak=one is None):
            found[-1] = _Found(found[-1].start, named.end(), found[-1].kind)
        elif one:
            found.append(one)
    limits = [*(one.start for one in found[1:]), len(text)]
    return [_bounded(text, one, limit) for one, limit in zip(found, limits, strict=False)]


def _bounded(text: str, one: _Found, limit: int) -> _Found:
    """The words with what bounds them after, as far as the next ones begin."""
    bound = _BOUND.match(text, one.end)
    return _Found(one.start, bound.end(), one.kind) if bound and bound.end() <= limit else one


def _introduced(text: str, named: re.Match[str], floor: int) -> _Found | None:
    """The words with those before that belong to them; None when they are no time without such words."""
    kind, at = named.lastgroup or "", named.start()
    known_by = {kind, "du"} if named[0].lower().startswith("du ") else {kind}
    starts = [
        before.start()
        for pattern, kinds in _words_before()
        if kinds & known_by
        and (before := pattern.search(text, max(floor, at - _REACH), at))
        and not _AFTERWARDS.match(text, before.start())
    ]
    return _Found(min(starts), named.end(), kind) if starts else None


def _goes_on(text: str, last: _Found, one: _Found, *, weak: bool) -> bool:
    """Whether `one` is not a time apart but another of the same choice, or what tells which day `last` is."""
    between = text[last.end : one.start]
    if weak:  # no time by itself
        after_length = one.kind == "count" and bool(_LENGTH.search(text[last.start : last.end]) and _UP_TO.fullmatch(between))
        if after_length or one.kind != "number" or not _OVER.match(text, one.end):
            return after_length
    if _OR.fullmatch(between):
        return last.kind in {"day", "time"} and one.kind != "vague"
    if _MONTHLY.fullmatch(text, last.start, last.end) or _MONTHLY.fullmatch(text, one.start, one.end):
        return bool(_NEAR.fullmatch(between))
    if last.kind != "day":
        return False
    if _AND.fullmatch(between):
        return one.kind in {"day", "number"} and not _CLAUSE.match(text, one.end)
    return bool(_FOLLOWING.fullmatch(between)) or (between == " " and bool(_BESIDE.match(text, last.end)))


def _owned(text: str, found: _Found) -> bool:
    """Whether the words name a thing, a day that is over or refused, or one day among others (« un lundi »)."""
    before = text[: found.start]
    if _OWNED.search(before) or _NOT_TO_COME.search(before) or _OFTEN.search(text[: found.start + len("dans la")]):
        return True
    if _JUST_A_FEAST.fullmatch(text, found.start, found.end) and re.search(r"\w (?:de |d')$", before):
        return True  # « les plateaux de Noël »
    return bool(re.search(r"\bun $", before, re.IGNORECASE)) and bool(_OF_SEVERAL.match(text, found.start))


def _is_secondary(text: str, found: _Found) -> bool:
    """Whether the words are a day only without another beside them: « le premier », « en fin de journée »."""
    return bool(_SECONDARY.fullmatch(text, found.start, found.end))


def _ranks(text: str, found: _Found) -> bool:
    """Whether « le premier », « le deux » is not a day but somebody, or a place in a list (« le deux, c'est le café »)."""
    words, before = text[found.start : found.end].lower(), text[: found.start]
    if words.endswith("le premier") and _OTHER_RANK.search(text):
        return True
    opening = bool(_OPENING.fullmatch(before))
    if opening and _LOW.fullmatch(words):
        return bool(_MORE.match(text, found.end))
    if words == "le premier" and not opening:  # « je dis bonjour le premier »
        return True
    return bool(re.fullmatch(rf"le {LETTERS}", words) and _PLACED.search(before))
