"""What a clause is about when it is named before it: « Delorme, je l'appelle »."""

from __future__ import annotations

import re

from codev_voice.documents.phrases import without_dates
from codev_voice.documents.wording import without_opener

_LONG_TOPIC = 12  # words; longer, it is a sentence of its own
_NO_TOPIC = re.compile(
    r"^(?:si|quand|c'est|avant|après|comme|concrètement|il faudrait|faudrait|moi|sûr|même)\b|\b(?:il|elle|on|ils|elles|y) \w|\bc'est\b",
    re.IGNORECASE,
)
_NOISE = (
    r"(?:ensuite|après|enfin|sinon|voilà|ça|oui|ouais|ouin|non|nan|mais|bon|donc|tiens|et|alors|du coup|attendez|attends|au fait|en fait"
    r"|une chose|là|puis|pis|attendez|justement|d'abord|(?:premi|deuxi|troisi)èmement|pour (?:commencer|finir|terminer)|pour"
    r"|finalement|(?:je )?r?ajoutez?|notez?|moi|juste|peut-être que|peut-être|sûr que|que|ou|(?:il )?faudrait|(?:il )?faut)"
)
_BETWEEN = re.compile(r", c'est (?:bon|ok|sûr|clair|décidé|correct|beau)(?=,|$)", re.IGNORECASE)  # « la liste, c'est bon, je la fais »
_ASIDE = re.compile(r"(?<=\w), (?:si|quand|comme|parce que) .*$", re.IGNORECASE)  # « hervé, si j'attends, ça va traîner, je l'appelle »
_ONLY_LINKS = frozenset({"à", "de", "du", "au", "en", "dès", "pour", "avant", "après", "d'ici", "j'oubliais"})
_TOPIC_NOISE = re.compile(rf"^(?:{_NOISE}(?:[\s,:]+|$))+|(?:[\s,:]+{_NOISE})+$", re.IGNORECASE)


def topic(lead: str) -> str:
    """What the clause is about when said before it (« Delorme, je l'appelle »)."""
    words = _ASIDE.sub("", _BETWEEN.sub("", without_opener(without_dates(lead))))
    words = _TOPIC_NOISE.sub("", words).strip(" ,:")
    if words.lower() in _ONLY_LINKS:  # « à la prochaine séance, je l'aurai lu »
        return ""
    return "" if _NO_TOPIC.search(words) or len(words.split()) > _LONG_TOPIC else words
