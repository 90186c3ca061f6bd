"""Which of her actions the client speaks of: one that she has already said, or another.

Each clause about an action is set beside every action said so far, and beside none of them; regression trees over what they share (words,
meaning, days, what was asked, how long ago it was) say which is likeliest (mention ranking: Denis and Baldridge, "Specialized models and
ranking for coreference resolution", 2008; gradient boosting: Friedman, 2001). Trained by `models/documents/links.py` on passages whose
actions are numbered; NumPy only.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache, cached_property, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING
from zipfile import BadZipFile

from codev_voice.documents.acts import CLIENT, meaning
from codev_voice.documents.date_words import find_dates
from codev_voice.documents.due_words import said_of
from codev_voice.documents.phrases import without_dates
from codev_voice.documents.wording import content_words
from codev_voice.errors import WeightsError
from codev_voice.weights.bundled import bundled

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

NAME = "documents/links.npz"
STEM = 5
"""Letters by which two forms of a word are known for one (« appelle », « appeler »)."""
LEAD = 120
"""Characters of her turn that are looked at before a mention."""
REMEMBERED = 4
"""Mentions of an action, the last ones, whose meaning is compared."""
RARE = 8.0
"""How rare a word is that no passage has, in natural logarithms."""
GROWING = 4
"""Of what a mention shares with an action, how many of the first never make it less likely: what is shared with it beyond any other, and
what is named first."""
_ENDING = 0.8
"""Part of the passage from which it comes to its end."""
_HEAD = 4
"""Words in which a clause names what it is about."""
_ACTS, _DAY = frozenset("GI"), "W"
_PRONOUN = re.compile(r"\b(?:le|la|les|lui|leur|y|en|ça|cela|l')(?=\s?\w)", re.IGNORECASE)
_ADDS = re.compile(r"(?:et|puis|pis|après|ensuite|aussi|deuxième\w*|autre|sinon)\b", re.IGNORECASE)
_AGAIN = re.compile(r"\b(?:donc|voilà|comme (?:j'ai )?dit|j'ai dit|je répète|du coup)\b", re.IGNORECASE)
_OTHER = re.compile(r"\b(?:autre chose|quoi d'autre|ensuite|et puis|et après|également|aussi|deuxième)\b", re.IGNORECASE)
_WHEN = re.compile(r"\b(?:quand|quel jour|date|échéance|moment)\b", re.IGNORECASE)
_GOES_ON = re.compile(r"\s*(?:avec|et|pour|puis|que|sans|par|dans|à|au|ou|comme|en)\b", re.IGNORECASE)
_INFINITIVE = re.compile(r"\s*(?:et |pour |de |d')?\w+(?:er|ir|re)\b", re.IGNORECASE)
_FIRST_PERSON = re.compile(r"\b(?:je\b|j')", re.IGNORECASE)
_SUBJECT = re.compile(r"\b(?:(?:je|on|nous|il|elle|ils|elles|ça)\b|[jc]')", re.IGNORECASE)
_OPENER = re.compile(r"(?:(?:et|puis|pis|mais|donc|alors|bon|euh|oui|non|ben)[ ,]+)+")
_NAME = re.compile(r"(?<=[\w,] )[A-ZÉÈ][\w-]{2,}")
_NAMED = 0.8
"""Probability from which a day is of the action that is named beside it."""
_TINY = 1e-6
_Rarity = Callable[[str], float]
_Judge = Callable[[tuple[tuple[float, ...], ...]], tuple[float, ...]]


@dataclass(frozen=True)
class Mention:
    """A clause that is of an action: what it says, what it does (a tag of `plan_acts`), and in which turn.

    `lead` is what she says just before it in the same turn, `after` what another said last before that turn; `opens` says that it is the
    first in its turn that is of an action.
    """

    text: str
    tag: str
    turn: int
    lead: str = ""
    opens: bool = False
    after: str = ""

    @cached_property
    def bare(self) -> str:
        """The text without its days; empty when that names nothing."""
        text = without_dates(self.text)
        return text if content_words(text) else ""

    @cached_property
    def stems(self) -> frozenset[str]:
        """What it names."""
        return stems(self.bare)

    @cached_property
    def due(self) -> str | None:
        """The day said in it."""
        return said_of(self.text)

    @cached_property
    def days(self) -> frozenset[str]:
        """The words of all the days said in it."""
        return days_in(self.text)

    @cached_property
    def context(self) -> frozenset[str]:
        """What is named beside it: who it is about may be named there only (« et Nolwenn ? – Je vais lui parler »)."""
        return stems(self.lead) | stems(self.after)

    @cached_property
    def head(self) -> frozenset[str]:
        """What it names first."""
        return stems(" ".join(_OPENER.sub("", self.text.lower(), count=1).split()[:_HEAD]))

    @cached_property
    def names(self) -> frozenset[str]:
        """The proper names in it."""
        return frozenset(_NAME.findall(self.text))


@dataclass(frozen=True)
class Around:
    """What a mention comes after: what others said since her last turn, the number of that turn, and its place in the passage (0 to 1)."""

    others: tuple[str, ...] = ()
    before: int = -1
    place: float = 0.0

    @cached_property
    def stems(self) -> frozenset[str]:
        """What the others named."""
        return stems(" ".join(self.others))

    @property
    def last(self) -> str:
        """What another said last."""
        return self.others[-1] if self.others else ""


@dataclass(frozen=True)
class _Known:
    """An action as its mentions make it known; `order` counts the mentions of all actions until its last."""

    mentions: tuple[Mention, ...]
    order: int
    stems: frozenset[str] = field(init=False)
    acts: frozenset[str] = field(init=False)
    context: frozenset[str] = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "stems", _union(each.stems for each in self.mentions))
        object.__setattr__(self, "acts", _union(each.stems for each in self.mentions if each.tag in _ACTS))
        object.__setattr__(self, "context", _union(each.context for each in self.mentions))

    @property
    def turn(self) -> int:
        return self.mentions[-1].turn

    @property
    def due(self) -> str | None:
        return next((each.due for each in reversed(self.mentions) if each.due), None)

    @property
    def days(self) -> frozenset[str]:
        days: frozenset[str] = frozenset()
        for each in self.mentions:
            if each.days and (each.tag == _DAY or each.tag in _ACTS):
                days = each.days if each.tag == _DAY or each.due else days | each.days
        return days


Thread = Sequence[tuple[int, Mention]]
"""The mentions of an action, each with its number among those of all actions."""


@dataclass(frozen=True)
class LinkModel:
    """Regression trees: the feature and the limit of each node, the nodes under it, and the value of each leaf, (trees, nodes).

    A leaf's feature is -1. `rarity` is how rare words are, by the place of their stem.
    """

    features: NDArray[np.int16]
    limits: NDArray[np.float32]
    children: NDArray[np.int16]
    values: NDArray[np.float32]
    rarity: NDArray[np.float32]

    def chances(self, mention: Mention, known: Sequence[Thread], around: Around) -> list[float]:
        """The probability that a mention is of each action known, and, last, of none of them.

        A day beside words that name one action and no other is of that one (27 times of 33 in the passages, too few to teach the trees).
        """
        chances = list(self._judged(rows(mention, known, around, self.rare)))
        words = content_words(mention.bare) if mention.tag == _DAY else frozenset()
        if not words:
            return chances
        named = [words & _union(frozenset(content_words(each.bare)) for _, each in thread) for thread in known]
        alone = next((at for at, found in enumerate(named) if found == words and sum(map(bool, named)) == 1), None)
        return chances if alone is None else _surely(chances, alone)

    def rare(self, stem: str) -> float:
        """How rare a word is, in natural logarithms."""
        return float(self.rarity[zlib.crc32(stem.encode()) % self.rarity.size])

    @cached_property
    def _judged(self) -> _Judge:
        return lru_cache(4096)(self._judge)

    def _judge(self, given: tuple[tuple[float, ...], ...]) -> tuple[float, ...]:
        import numpy as np

        table = np.asarray(given, dtype=np.float32)
        at = np.zeros((len(table), len(self.features)), dtype=np.intp)
        trees = np.arange(len(self.features))[None, :]
        while True:
            asked = self.features[trees, at]
            if (asked < 0).all():
                break
            right = table[np.arange(len(table))[:, None], np.maximum(asked, 0)] > self.limits[trees, at]
            at = np.where(asked < 0, at, self.children[trees, at, right.astype(np.intp)])
        scores = self.values[trees, at].sum(axis=1)
        raised = np.exp(scores - scores.max())
        return tuple((raised / raised.sum()).tolist())


def _surely(chances: Sequence[float], right: int) -> list[float]:
    """The same with one of them at least `_NAMED`, the others sharing the rest."""
    kept = max(chances[right], _NAMED)
    rest = (1 - kept) / max(1 - chances[right], _TINY)
    return [kept if at == right else chance * rest for at, chance in enumerate(chances)]


def rows(mention: Mention, known: Sequence[Thread], around: Around, rare: _Rarity) -> tuple[tuple[float, ...], ...]:
    """What a mention shares with each action, and, last, what makes it another: (actions + 1, features)."""
    held = [_Known(tuple(each for _, each in thread), thread[-1][0]) for thread in known]
    own = tuple(_own(mention, held, around, rare))
    shared = [tuple(_shared(mention, one, held, around, rare)) for one in held]
    width = len(shared[0]) if shared else len(tuple(_shared(mention, _Known((mention,), 0), [], around, rare)))
    best = tuple(max(column) for column in zip(*shared, strict=True)) if shared else (0.0,) * width
    return tuple((*each, *own, *best, flag) for each, flag in (*((one, 0.0) for one in shared), ((0.0,) * width, 1.0)))


def _shared(mention: Mention, one: _Known, held: Sequence[_Known], around: Around, rare: _Rarity) -> Iterator[float]:
    """What a mention shares with an action; the first `GROWING` are those of which more never makes it less likely."""
    others = [other for other in held if other is not one]

    def weight(words: Iterable[str]) -> float:
        return sum(rare(word) for word in words) / RARE

    total = max(weight(mention.stems), _TINY)
    words_of = ((one.stems, [other.stems for other in others]), (one.acts, [other.acts for other in others]))
    for mine, theirs in words_of:
        yield weight(mention.stems & mine) - max((weight(mention.stems & each) for each in theirs), default=0.0)
    named = mention.head & one.stems
    yield from (float(bool(named)), float(bool(named) and not any(mention.head & other.stems for other in others)))
    for mine, _ in words_of:
        common = weight(mention.stems & mine)
        yield from (common, common / total, common / max(weight(mine), _TINY))
    asked = weight(around.stems & one.stems)
    yield from (asked, asked - max((weight(around.stems & other.stems) for other in others), default=0.0))
    yield weight(stems(mention.lead) & one.stems)
    context, theirs = one.context - one.stems, [other.context for other in others]
    for words in (mention.stems | stems(mention.lead), stems(around.last)):
        common = weight(words & context)
        yield from (common, common - max((weight(words & each) for each in theirs), default=0.0))
    question = without_dates(around.last)
    meant = _nearest(question, one)
    yield from (meant, meant - max((_nearest(question, other) for other in others), default=0.0))
    for days in (days_in(around.last), days_in(mention.lead)):
        same = bool(days & one.days)
        yield from (float(same), float(same and not any(days & other.days for other in others)))
    yield weight(mention.stems - one.stems)
    alike = [_alike(mention.bare, each.bare) for each in one.mentions[-REMEMBERED:]] if mention.bare else [0.0]
    yield from (max(alike), sum(alike) / len(alike))
    yield from (float(sum(other.order > one.order for other in others)), float(mention.turn - one.turn), float(one.turn == around.before))
    yield from (float(len(one.mentions)), float(sum(each.tag in _ACTS for each in one.mentions)))
    same = bool(mention.days & one.days)
    yield from (float(same), float(same and not any(mention.days & other.days for other in others)))
    yield from (float(bool(one.due)), float(bool(mention.due and one.due and mention.due.lower() != one.due.lower())))
    theirs_names = _union(each.names for each in one.mentions)
    yield from (float(bool(mention.names & theirs_names)), float(bool(theirs_names and mention.names - theirs_names)))


def _own(mention: Mention, held: Sequence[_Known], around: Around, rare: _Rarity) -> Iterator[float]:
    """What a mention is, whatever it is of."""
    everything = _union(one.stems for one in held)

    def weight(words: Iterable[str]) -> float:
        return sum(rare(word) for word in words) / RARE

    yield from (float(len(held)), float(mention.tag == "I"), float(mention.tag == _DAY), float(mention.tag not in _ACTS | {_DAY}))
    yield from (weight(mention.stems), weight(mention.stems - everything), float(len(mention.stems)), weight(mention.head - everything))
    yield from (weight(around.stems - everything), weight((around.stems - everything) & mention.stems))
    yield from (
        around.place,
        float(around.place > _ENDING),
        float(mention.opens),
        float(bool(mention.due)),
        float(len(mention.text.split())),
    )
    yield from (float(bool(_WHEN.search(" ".join(around.others)))), float(bool(_OTHER.search(around.last))), float("?" in around.last))
    for pattern in (_ADDS, _GOES_ON, _INFINITIVE):
        yield float(pattern.match(mention.text) is not None)
    for pattern in (_AGAIN, _PRONOUN, _FIRST_PERSON, _SUBJECT):
        yield float(pattern.search(mention.text) is not None)


@lru_cache(8192)
def stems(text: str) -> frozenset[str]:
    """The beginnings of the words that carry the meaning."""
    return frozenset(word[:STEM] for word in content_words(text))


@lru_cache(4096)
def days_in(text: str) -> frozenset[str]:
    """The words of all the days said in a text."""
    return frozenset(word[: STEM + 1] for start, end in find_dates(text) for word in content_words(text[start:end]))


def _nearest(question: str, one: _Known) -> float:
    """How much what was asked means what was last said of an action (-1 to 1)."""
    said = [each.bare for each in one.mentions[-REMEMBERED:] if each.bare]
    return max((_alike(question, text) for text in said), default=0.0) if content_words(question) else 0.0


def _union(sets: Iterable[frozenset[str]]) -> frozenset[str]:
    return frozenset[str]().union(*sets)


def _alike(one: str, other: str) -> float:
    """How much two texts mean the same (-1 to 1)."""
    return float(_direction(one) @ _direction(other))


@lru_cache(4096)
def _direction(text: str) -> NDArray[np.float32]:
    import numpy as np

    found = meaning(text, CLIENT)
    found = found[: found.size // 4]
    return found / max(float(np.linalg.norm(found)), _TINY)


def load(path: Path) -> LinkModel:
    """Read a model.

    Raises:
        WeightsError: the file is missing or damaged.
    """
    import numpy as np

    try:
        with np.load(path, allow_pickle=False) as held:
            limits, values, rarity = (held[name].astype(np.float32) for name in ("limits", "values", "rarity"))
            return LinkModel(held["features"], limits, held["children"], values, rarity)
    except (OSError, EOFError, ValueError, TypeError, KeyError, BadZipFile, zlib.error) as error:
        problem = f"le modèle qui relie ce qu'elle dit de chaque action ({path.name}) est absent ou abîmé"
        raise WeightsError(problem, "réinstallez codev-voice") from error


@cache
def packaged() -> LinkModel:
    """The model that travels with the program, read once.

    Raises:
        WeightsError: the installation lacks it.
    """
    return load(bundled(NAME))
