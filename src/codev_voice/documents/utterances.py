"""Sentences of a turn, as written; where speech came without punctuation, cut and given the commas one hears.

A long stretch without any mark is cut before the words that start another thought (« et puis », « mais », « donc », « enfin »…) and
before a thing named for what is said of it next (« … samedi | les cartons, je les laisse »); a comma goes before each other subject.
"""

from __future__ import annotations

import re
from dataclasses import replace

from codev_voice.documents.lexicon import words as words_of
from codev_voice.documents.time_words import WEEKDAY
from codev_voice.documents.wording import Sentence, sentences

_LONG = 8  # words; a shorter stretch is one breath
_MARKED = re.compile(r"[,;:](?!\d)")
_BINDERS = "|".join(sorted(words_of("binders")))
_PAUSE = re.compile(r"\s+(?:euh+|heu+|hein|ben|bah)(?=\s|$)", re.IGNORECASE)
_OWNER = r"(?:le|la|les|mon|ma|mes)"
_OBJECTED = r"(?:je |j')(?:(?:le|la|les|lui|leur|y|en)\b|l')"  # « je le », « je lui »: what was named before
_STARTS = (
    r"(?:et puis|pis|mais|donc|alors|du coup|par contre|sinon|ensuite|voilà|enfin(?! de)|(?:premi|deuxi|troisi)èmement)\b|parce qu",
    r"après (?:je|j'|il|elle|on|ça|c'est)\b|si (?:je|j'|tu|il|elle|on|ça|c'est|vous)\b|et si (?:je|j')|et ce (?:que|qui)\b",
    r"bon(?= (?:je|j'|moi|ben|alors|c'est|le|la|les|pour|mais|oui|non)\b)",
    r"(?<!trois )(?<!deux )(?<!les )(?<!un )(?<!mon )non (?!plus\b|pas\b)",
    rf"et {_OWNER} [\w-]+(?: là)? (?:où|que|qui)\b|et (?:aussi )?(?:{_OWNER}|l'|pour|au|à)\b.{{1,30}}? {_OBJECTED}",
    rf"et (?!(?:là|puis|moi|donc|après|que|si|alors|quand)\b)[\w-]+ {_OBJECTED}",
)
_THOUGHT = re.compile(rf"\s(?=(?:{'|'.join(_STARTS)}))", re.IGNORECASE)
_SUBJECT = re.compile(
    r"\s(?=(?:je|j'|m'as|moi je|moi j'|c'est|c'était|ça (?:va|fait|me|m'|se|sera)|ils?|elles?|on|y a|tu|t'|vous|oui|ok|d'accord)\b)",
    re.IGNORECASE,
)
_THING = (
    r"(?:(?:le|la|les|mon|ma|mes|ce|cet|cette|ces|un|une)\s|l')[\w'-]+"
    r"(?:\s(?:de la|du|des|de l'|de|d'|à|au|aux|en|avec)\s?(?:le|la|les|mon|ma)?\s?[\w'-]+){0,2}"
)
_NAMED = re.compile(rf"\s(?={_THING}\s(?:je|j')(?: ?(?:le|la|les|lui|leur|y|en) | ?l'))", re.IGNORECASE)
_TIED = re.compile(
    rf"(?:^|\s|')(?:{_BINDERS})$|(?:\bje |\bj'|\bl')(?:(?:me|te|le|la|les|lui|leur|y|en|vous) |[mtl]')*[\w-]+$", re.IGNORECASE
)
_BOUND = re.compile(rf"(?:^|\s|')(?:{_BINDERS})$", re.IGNORECASE)
_THEIR_DAY = re.compile(rf"\b(?:{WEEKDAY}|demain) (?:y a|il )[ \w]*$", re.IGNORECASE)  # « après-demain y a la livraison »


def utterances(text: str) -> list[Sentence]:
    """The sentences of a turn, in order; those of bare speech as they are heard."""
    return [part for sentence in sentences(text) for part in _heard(sentence)]


def _heard(sentence: Sentence) -> list[Sentence]:
    if len(sentence.text.split()) < _LONG or _MARKED.search(sentence.text):
        return [sentence]
    parts = [_with_commas(part) for part in _thoughts(_PAUSE.sub("", f" {sentence.text}").strip())]
    last = len(parts) - 1
    return [
        replace(sentence, text=part, asked=sentence.asked and at == last, open=sentence.open and at == last)
        for at, part in enumerate(parts)
    ]


def _thoughts(text: str) -> list[str]:
    parts: list[str] = []
    start = 0
    cuts = sorted(
        {found.start() for found in _THOUGHT.finditer(text) if not _BOUND.search(text[: found.start()])}
        | {found.start() for found in _NAMED.finditer(text) if not _TIED.search(text[: found.start()])}
    )
    for cut in [*cuts, len(text)]:
        part = text[start:cut].strip()
        if part:
            parts.append(part)
            start = cut
    return parts


def _with_commas(part: str) -> str:
    return _SUBJECT.sub(
        lambda found: found[0] if _BOUND.search(part[: found.start()]) or _THEIR_DAY.search(part[: found.end() + 4]) else ", ", part
    )
