"""What has the grammar of an act and promises none: dreams, habits, what is told, words for the group, verbs without their object."""

from __future__ import annotations

import re

from codev_voice.documents import verbs
from codev_voice.documents.time_words import WEEKDAY
from codev_voice.documents.wording import without_opener

_UNREAL = re.compile(
    r"\bsi (?:seulement )?(?:j'(?:étais|avais|osais)|je (?:m'|me )?(?:pouvais|écoutais|laissais|gagnais|voulais)"
    r"|c'était|on (?:était|habitait|avait))\b"
    r"|^(?:et )?(?:il )?y a des (?:jours|fois|matins|soirs) où\b|^des fois\b",
    re.IGNORECASE,
)
_JUST_DID = re.compile(r"je (?:viens|venais) (?:tout juste |juste )?(?:de |d')\w+(?:er|ir|re)\b", re.IGNORECASE)
_HABIT = re.compile(
    r"\bdepuis (?!chez|mon|ma|le bureau)|\bd'habitude\b|\bd'ordinaire\b|\btous les jours\b|\bà chaque fois\b"
    r"|\bdes fois\b|\bparfois\b|\bsouvent\b|\bnormalement\b"
    r"|\bcomme toujours\b|\btoujours\b",
    re.IGNORECASE,
)
_USUAL = re.compile(  # « le lundi, j'ouvre les quais », « l'autre jour, je le vois arriver »: said before the verb, it tells
    r"\b(?:chaque|tous les|toutes les) \w+|\bl'autre (?:jour|fois|matin|soir)\b|\bhier\b"
    rf"|\b(?:{WEEKDAY}|semaine|mois|année|fois) derni(?:er|ère)\b"
    rf"|^(?:(?:et|mais|parce que|moi|alors|bon|ben|vous savez|tu sais),? )*le (?:matin|soir|midi|{WEEKDAY})(?: (?:matin|soir))?,?$",
    re.IGNORECASE,
)
_TURNS = re.compile(r"\b(?:mais|alors|donc|maintenant|désormais|du coup|demain|dorénavant)\b", re.IGNORECASE)
_TOLD = re.compile(
    r"(?:j'(?:aurais|avais) dit|je (?:me )?disais|je (?:pensais|croyais))\b|j'ai dit\b[^:]*:\s*$|j'ai failli\b", re.IGNORECASE
)
_TO_OTHERS = re.compile(r"\b(?:te|vous)\b|t'", re.IGNORECASE)
_OBJECT = re.compile(r"\b(?:le|la|les|lui|leur|en|y)\b|\bl'", re.IGNORECASE)
_NOTHING = re.compile(
    r"(?:[\s,]|\b(?:bien|encore|déjà|toujours|quand même|un peu|beaucoup|aussi|moi"
    r"|là|et|mais|même|trop|presque|vraiment|mieux|enfin|voilà|ok)\b)*",
    re.IGNORECASE,
)
_TELLING = frozenset({"dire", "redire", "répéter", "avouer", "jurer"})
_GIVING = frozenset({"envoyer", "transmettre", "tenir", "renvoyer"})  # « je vous envoie un message après »
_NO_PROMISE = {
    "voir": r"$|\s(?:après|ensuite|plus tard|avec|si|pas|que|bien|comment|mieux|où|ce que)\b",
    "prendre": r"\s(?:note|ça|tout|que|conscience|l'engagement)\b",
    "laisser": r"(?!\s\w+ \w+)|\s(?:ce|le|du) temps\b",
    "donner": r"\s(?:ce|le|du) temps\b",
    "garder": r"$|\s(?:ça|cela|tout|pour moi)\b",
    "ajouter": r"$|\s(?:un truc|ça|une chose|quelque chose|ceci)",
    "rajouter": r"$|\s(?:un truc|ça|une chose|quelque chose|ceci)",
    "dire": r"(?!\s(?:à|au|aux|tout|non|oui|\w+ mots?)\b)",
    "aller": r"\s(?:pas|bien|mal|mieux)\b",
    "lâcher": r"\s(?:pas|rien)\b",
    "promettre": r"\s(?:pas|rien)\b",
    "partir": r"\s(?:avec|de là|du principe)\b",
    "chercher": r"\s(?:mes|mon|ma|un|une|le|la) \w+$",
}


def unreal(lead: str, core: str) -> bool:
    """Whether the clause belongs to a dream (« si j'étais seule, je claquerais la porte »), or is just done (« je viens de voir que »)."""
    return bool(_UNREAL.search(without_opener(lead)) or _UNREAL.search(core) or _JUST_DID.match(core))


def habitual(text: str) -> bool:
    """Whether the present tells what she always does (« d'habitude, je fais le tour »)."""
    return bool(_HABIT.search(text))


def usual(lead: str) -> bool:
    """Whether what stands before the verb says when it always happens, or happened once: the present then tells."""
    return bool(_USUAL.search(_TURNS.split(lead)[-1].strip()))


def turns(lead: str) -> bool:
    """Whether these words leave what is told (« mais », « alors », « maintenant »)."""
    return bool(_TURNS.search(lead))


def present(verb: str) -> bool:
    """Whether a verb of the first person is in the present; « je vais » tells what is to come."""
    return verb not in {"vais", "vas"} and verbs.of_present(verb) is not None


def tells(core: str) -> bool:
    """Whether what follows this clause is only told (« ce matin j'aurais dit : je quitte la boîte »)."""
    return bool(_TOLD.search(core))


def bare(clitics: str, rest: str) -> bool:
    """Whether the verb has neither object nor anything else (« je respire », « je m'inquiète »)."""
    return not _OBJECT.search(clitics) and bool(_NOTHING.fullmatch(rest))


def empty(infinitive: str, clitics: str, rest: str, *, dated: bool) -> bool:
    """Whether these words promise nothing: « je vois », « je m'en garde bien », « je te dis », « je vous prends au mot »."""
    if (infinitive == "garder" and "m'en" in clitics) or (infinitive in _TELLING and _TO_OTHERS.search(clitics)):
        return True
    if infinitive in {"commencer", "démarrer"} and re.match(r"\s(?:d'abord )?par\b", rest):
        return True  # a first step, of an act said elsewhere
    if dated:
        return False
    if _TO_OTHERS.search(clitics):
        return infinitive not in _GIVING
    if infinitive == "dire" and re.search(r"\b(?:lui|leur)\b", clitics):
        return False
    return bool((pattern := _NO_PROMISE.get(infinitive)) and re.match(pattern, rest))
