"""Whether a line only says what was heard: every name, number, date, verb of doing and word that carries meaning is in its sources.

A verb is found in any of its forms (« j'appelle » grounds « appeler »), another word in a close one (plural, feminine); the rest
must be there as it is. Nothing is judged of the truth of what is said.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator

from codev_voice.documents import verbs
from codev_voice.documents.date_words import find_dates, plain
from codev_voice.documents.lexicon import words as words_of
from codev_voice.documents.named import flattened
from codev_voice.documents.time_words import NUMBERS
from codev_voice.documents.wording import straight

_VALUES = {
    **NUMBERS,
    "cinquante": 50,
    "soixante": 60,
    "septante": 70,
    "huitante": 80,
    "octante": 80,
    "nonante": 90,
    "cent": 100,
    "mille": 1000,
}
_ARTICLES = frozenset({"un", "une"})
_TOKEN = re.compile(r"\d+|[^\W\d_]+")
_OPENS = re.compile(r"(?:^|[.!?…:;«»\"]\s*)$")
_SCAFFOLD = frozenset({"commencer", "faire"})  # « Théo d'abord » is « commencer par Théo »; a thing taken up is « faire : … »
_ENDING = 3
_STEM = 4
_MEANINGFUL = 4  # letters
_FORMS = (
    verbs.of_present,
    verbs.of_future,
    verbs.of_conditional,
    verbs.of_participle,
    verbs.of_imperative,
    verbs.of_imperfect,
    verbs.of_subjunctive,
)


def ungrounded(text: str, heard: str) -> str | None:
    """What of `text` was not said in `heard`, as a French reason; None when all of it was."""
    said = straight(heard)
    return next((reason for reason in _reasons(straight(text), said)), None)


def _reasons(text: str, heard: str) -> Iterator[str]:
    dates = find_dates(text)
    for start, end in dates:
        if plain(text[start:end]) not in plain(heard):
            yield f"la date « {text[start:end]} » n'y est pas"
    tokens = _tokens(heard)
    for found in _TOKEN.finditer(text):
        word = found[0]
        if flattened(word) in tokens or any(start <= found.start() < end for start, end in dates):
            continue
        if (value := _value(word)) is not None:
            if value not in _numbers(heard):
                yield f"le nombre « {word} » n'y est pas"
        elif word[0].isupper() and not _OPENS.search(text[: found.start()]):
            yield f"le nom « {word} » n'y est pas"
        elif not _said(word.lower(), heard):
            yield f"le {'verbe' if _is_verb(word.lower()) else 'mot'} « {word} » n'y est pas"


def _said(word: str, heard: str) -> bool:
    if len(word) < _MEANINGFUL or word in words_of("function_words") or word in _SCAFFOLD or word in _lemmas(heard):
        return True
    if _is_verb(word):
        return flattened(word) + "s" in _tokens(heard)  # « dossier » is no verb
    return any(_close(flattened(word), token) for token in _tokens(heard))


def _is_verb(word: str) -> bool:
    """Whether a word is surely a verb, or looks like one: « lettre » and « salaire » do not."""
    return word in verbs.irregular() or (word.endswith(("er", "ir", "oir")) and len(word) >= _MEANINGFUL)


def _close(one: str, other: str) -> bool:
    """Whether two words differ by their ending only."""
    shared = next((at for at, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))
    return shared >= _STEM and max(len(one), len(other)) - shared <= _ENDING


def _value(word: str) -> int | None:
    if word.isdigit():
        return int(word)
    return None if word.lower() in _ARTICLES else _VALUES.get(word.lower())


@functools.lru_cache(64)
def _tokens(heard: str) -> frozenset[str]:
    return frozenset(flattened(found[0]) for found in _TOKEN.finditer(heard))


@functools.lru_cache(64)
def _numbers(heard: str) -> frozenset[int]:
    return frozenset(value for found in _TOKEN.finditer(heard) if (value := _value(found[0])) is not None)


@functools.lru_cache(64)
def _lemmas(heard: str) -> frozenset[str]:
    """Every infinitive of which a word that was heard may be a form."""
    found = {word.lower() for word in re.findall(r"[^\W\d_]+", heard)}
    bare = {re.sub(r"(?<=[éiut])(?:e?s|e)$", "", word) for word in found}
    return frozenset(infinitive for word in found | bare for form in _FORMS if (infinitive := form(word)))
