"""How people's names are used in what is said: of oneself, to somebody, of somebody.

« Moi c'est Sophie » names the voice that speaks; « à toi, Malik » the one that speaks next; « merci Nadia » the one before;
« comme disait Bruno » only says that the voice that speaks is not Bruno's. Names are compared by their sound, since Whisper
writes « Malick » and « Yanne » for Malik and Yann.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence


class Use(StrEnum):
    """What a name is used for."""

    SELF = "self"
    SELF_BARE = "self_bare"
    TO_NEXT = "to_next"
    TO_PREVIOUS = "to_previous"
    TO_SOMEBODY = "to_somebody"
    OF = "of"


@dataclass(frozen=True, slots=True)
class Call:
    """A name used: `name` as in the list of names (or as written), `closeness` 0 to 1, `use` what for."""

    name: str
    use: Use
    closeness: float


_MARKS = (
    r"\u0300-\u036f\u0591-\u05bd\u0610-\u061a\u064b-\u065f\u0900-\u0963\u0966-\u0e4e\u0eb1-\u0ece"
    r"\u0f18-\u0fbc\u1000-\u1049\u1780-\u17d3\u3099\u309a"
)
"""What is written around letters and is none: accents apart, vowels of Hebrew, Arabic, Hindi, Thai…"""
_LETTERS = rf"[^\W\d_]+(?:[{_MARKS}]+[^\W\d_]*)*"
_WORD = re.compile(rf"{_LETTERS}(?:-{_LETTERS})*")
_SENTENCE = re.compile(r"(?<=[.?!…])\s+")
_HELLO = frozenset(
    ("bonjour", "bonsoir", "salut", "allo", "coucou", "et", "alors", "donc", "ben", "bon", "oui", "ok", "voila", "pardon", "moi")
)
_YOU = re.compile(
    r"\b(?:tu|t|te|toi|ton|ta|tes|vous|votre|vos|vas y|allez y|prends|prenez|raconte|racontez|dis nous|dites nous|attends|attendez"
    r"|garde|gardez|note|notez|doucement|celle la|plus tard|pas encore)\b"
)
_BEFORE_SELF = re.compile(r"\b(?:moi c est|moi c etait|je m appelle|mon prenom c est|moi je suis|je suis|ici)$")
_BEFORE_SELF_EARLY = re.compile(r"\bc est$")
_BEFORE_NEXT = re.compile(r"\b(?:a toi|a vous|et toi|et vous|vas y|allez y|au tour de|la parole est a|je donne la parole a|on ecoute)$")
_AFTER_NEXT = re.compile(
    r"^(?:vas y|allez y|a toi|a vous|c est a toi|c est a vous|on t ecoute|on vous ecoute|tu veux|tu voulais|vous voulez|ton micro"
    r"|une question|tu nous|vous nous|d abord|tu redis|tu peux|vous pouvez|t as une|vous avez une)\b"
)
_BEFORE_PREVIOUS = re.compile(r"\bmerci(?: beaucoup| bien)?(?: a)?$")
_ACCENTS = re.compile("[\u0300-\u036f]+")
_FOLDED = re.compile(rf"[^\W_]+(?:[{_MARKS}]+[^\W_]*)*")
_SPELT = str.maketrans({"œ": "oe", "æ": "ae", "ø": "o", "ł": "l", "đ": "d", "ı": "i"})
SOUNDS_ALIKE, LOOKS_ALIKE = 0.85, 0.7
"""How close are two names of one sound, and two that look alike."""
_ALIKE = 84.0
"""Likeness (rapidfuzz, of 100) from which two longer names look alike."""


def plain(text: str) -> str:
    """Lower-case words of any script without accents, one space between (all else is a space); "" for what holds no letter nor figure."""
    bare = _ACCENTS.sub("", unicodedata.normalize("NFKD", text).casefold())
    return " ".join(_FOLDED.findall(bare if bare.isascii() else bare.translate(_SPELT)))


@lru_cache(maxsize=4096)
def sound(name: str) -> str:
    """A rough key of how a first name is said in French: equal for « Malik » and « Malick », « Yann » and « Yanne »."""
    key = plain(name).replace(" ", "")
    for written, said in (
        ("ph", "f"), ("ck", "k"), ("qu", "k"), ("gu", "g"), ("th", "t"), ("sh", "ch"), ("y", "i"), ("eau", "o"), ("au", "o"), ("w", "v"),
        ("ai", "e"), ("ei", "e"), ("x", "ks"), ("z", "s"), ("j", "g"),
    ):  # fmt: skip
        key = key.replace(written, said)
    key = re.sub(r"c(?=[aoulrn]|$)", "k", key)
    key = re.sub(r"c(?=[ei])", "s", key)
    key = re.sub(r"(?<!c)h", "", key)
    key = re.sub(r"(.)\1+", r"\1", key)
    return re.sub(r"(?<=..)(?:es|[estdx])$", "", key)


@lru_cache(maxsize=65536)
def closeness(heard: str, name: str) -> float:
    """How likely `heard` is `name`: 1 for the same letters, less for the same sound, then for the same look, else 0."""
    from rapidfuzz import fuzz

    one, other = plain(heard).replace(" ", ""), plain(name).replace(" ", "")
    if not (one and other):  # « 😀 » is a name that nobody can say
        return 0.0
    if one == other:
        return 1.0
    if len(one) >= 3 and sound(one) == sound(other):  # noqa: PLR2004 -- two letters sound like too much
        return SOUNDS_ALIKE
    shortest = 5
    if len(one) >= shortest and other[0] in "aeiou" and one == other[1:]:  # « et toi, Élodie » is heard « et toi, Lodie »
        return LOOKS_ALIKE
    if min(len(one), len(other)) >= shortest and one[0] == other[0] and fuzz.ratio(one, other) >= _ALIKE:
        return LOOKS_ALIKE
    return 0.0


def matched(heard: str, names: Iterable[str]) -> tuple[str, float] | None:
    """The one name that `heard` is closest to, or None when it is none or could be two."""
    scored = sorted(((closeness(heard, name), name) for name in names), reverse=True)
    if not scored or not scored[0][0] or (len(scored) > 1 and scored[1][0] == scored[0][0]):
        return None
    return scored[0][1], scored[0][0]


def calls(text: str, names: Sequence[str] | None, *, strangers: Sequence[str] = (), first: bool = False) -> Iterator[Call]:
    """Every use of a name in a turn.

    Args:
        text: the turn.
        names: first names of the participants; None when nobody knows them: any capitalised word where only a name can stand.
        strangers: names that are known not to be participants' (the vocabulary), which are never taken for one.
        first: whether this voice had said nothing before: only then is « Bruno. Chef d'atelier. » an introduction.
    """
    exact = _all_plain(tuple(strangers))
    sentences = _SENTENCE.split(text)
    for number, sentence in enumerate(sentences):
        words = list(_WORD.finditer(sentence))
        for at, word in enumerate(words):
            if _small(word.group()) or _plain_word(word.group()) in exact:
                continue
            found = (word.group(), 1.0) if names is None else _named(words, at, names)
            if found is None:
                continue
            name, close = found
            use = _use(sentence, word.start(), word.end(), last=number == len(sentences) - 1, opening=first and number <= 1)
            if names is None and use is Use.OF:
                continue
            yield Call(name, use, close)


@lru_cache(maxsize=4096)
def _plain_word(word: str) -> str:
    """`plain`, of a word that comes again and again: while a session lasts, all that was said is searched every few seconds."""
    return plain(word)


@lru_cache(maxsize=64)
def _all_plain(words: tuple[str, ...]) -> frozenset[str]:
    return frozenset(map(plain, words))


def _small(word: str) -> bool:
    """Whether it begins with a small letter; most scripts have no capitals, and any of their words may be a name."""
    return word[0] != word[0].title()


def capitalised(texts: Iterable[str]) -> frozenset[str]:
    """Words (plain) that these texts write with a capital inside a sentence at least once, and never without: names, mostly."""
    inside: set[str] = set()
    small: set[str] = set()
    for text in texts:
        for sentence in _SENTENCE.split(text):
            for at, word in enumerate(_WORD.finditer(sentence)):
                if _small(word.group()):
                    small.add(plain(word.group()))
                elif at:
                    inside.add(plain(word.group()))
    return frozenset(inside - small)


def _named(words: Sequence[re.Match[str]], at: int, names: Sequence[str]) -> tuple[str, float] | None:
    """The name that this word, or this word and the next (« Rose Marie »), stands for."""
    if at + 1 < len(words) and not _small(words[at + 1].group()):
        both = matched(words[at].group() + words[at + 1].group(), [name for name in names if len(_plain_word(name).split()) > 1])
        if both:
            return both
    return matched(words[at].group(), names)


def _use(sentence: str, start: int, end: int, *, last: bool, opening: bool) -> Use:  # noqa: PLR0911 -- a list of cases, in order
    before, after = plain(sentence[:start]), plain(sentence[end:])
    breaks_before = not before or sentence[:start].rstrip()[-1:] in ",;:!?.…—"
    mark = sentence[end:].lstrip()[:1]
    breaks_after = not after or mark in ",;:!?.…—"
    touching = not breaks_before or not before
    if touching and _BEFORE_SELF.search(before) and not after.startswith(("qui", "que")):
        return Use.SELF
    greeting = not set(before.split()) - _HELLO
    if opening and touching and _BEFORE_SELF_EARLY.search(before) and not after.startswith(("qui", "que")):
        return Use.SELF_BARE
    if opening and greeting and breaks_after and mark != "?" and after and not _YOU.search(" ".join(after.split()[:8])):
        return Use.SELF_BARE
    if opening and greeting and not after and mark != "?" and not last:
        return Use.SELF_BARE
    if _BEFORE_PREVIOUS.search(before) and breaks_after:
        return Use.TO_PREVIOUS
    if _BEFORE_NEXT.search(before) and breaks_after:
        return Use.TO_NEXT
    if breaks_before or greeting:
        if _AFTER_NEXT.search(after) or (mark == "?" and not after):
            return Use.TO_NEXT
        if breaks_after or _YOU.match(after):
            return Use.TO_SOMEBODY
    return Use.OF
