"""What the linear part of the advice model looks at in a clause: words, shape, neighbours, and what the client already said.

Every feature is a short string; the model hashes them. Family by family:

- ``w:``  word n-grams (1 to 3), ``c:`` character n-grams inside words;
- ``s:``  skeleton n-grams (1 to 5): function words kept, content words replaced by their shape, so that "tu pourrais déléguer"
  and "tu pourrais écrire" look alike; ``b:`` the skeleton's beginning, ``z:`` its end;
- ``n:``/``p:``  the beginning of the next clause and the end of the previous one (taken back, joked about, "c'est ça ?");
- ``f:``  forms: person, question, length; ``m:`` how much of the clause the client has said herself (rules 4, 6 and 8).
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from codev_voice.method.clauses import Clause
from codev_voice.method.french_words import function_words, shape, stems, tokens
from codev_voice.session.values import Role

_TU = frozenset(["tu", "t'", "te", "toi", "ton", "ta", "tes"])
_VOUS = frozenset(["vous", "votre", "vos"])
_JE = frozenset(["je", "j'", "moi", "me", "m'"])
_WE = frozenset(["on", "nous"])
_THEY = frozenset(["il", "elle", "ils", "elles", "lui", "leur"])
_ASKS = frozenset(
    ["qui", "quoi", "quand", "combien", "comment", "quel", "quelle", "quels", "quelles", "ou", "pourquoi", "lequel", "laquelle"]
)
_NEGATIONS = frozenset(["pas", "jamais", "rien", "plus"])
_EDGE = 4
_NEAR = 3
# What she said lately is what a question takes up; further back, nearly every word has been said once.
_LATELY = 6
_RECENT = 4


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What is around a clause: the clauses beside it in the turn, the client's earlier words, and the last turn of another consultant."""

    before: str = ""
    after: str = ""
    client: tuple[str, ...] = ()
    others: tuple[str, ...] = ()


def surroundings(cut: Sequence[Clause], position: int, previous: Sequence[tuple[Role | None, str]]) -> Surroundings:
    """What is around the clause at `position` of a turn cut into clauses, after earlier turns given as (role, text)."""
    before = cut[position - 1].text if position else ""
    after = cut[position + 1].text if position + 1 < len(cut) else ""
    client = tuple(said for role, said in previous if role is Role.CLIENT)[-_LATELY:]
    others = tuple(said for role, said in previous[-_RECENT:] if role is Role.CONSULTANT)
    return Surroundings(before, after, client, others)


def features(clause: str, around: Surroundings) -> list[str]:
    """The features of one clause, in no particular order, without repetition."""
    words = tokens(clause)
    skeleton = [shape(word) for word in words]
    found: dict[str, None] = {}
    for feature in (
        *_grams("w", ["<", *words, ">"], 3),
        *_characters(words),
        *_grams("s", ["<", *skeleton, ">"], 5),
        *(f"b:{'_'.join(skeleton[:size])}" for size in range(1, _EDGE + 1)),
        *(f"z:{'_'.join(skeleton[-size:])}" for size in range(1, _EDGE)),
        *_neighbours(around),
        *_forms(clause, words, skeleton),
        *_mentions(clause, words, around),
    ):
        found[feature] = None
    return list(found)


def _grams(name: str, words: Sequence[str], longest: int) -> Iterator[str]:
    for size in range(1, longest + 1):
        for start in range(len(words) - size + 1):
            yield f"{name}:{'_'.join(words[start : start + size])}"


def _characters(words: Sequence[str]) -> Iterator[str]:
    for word in words:
        padded = f"<{word}>"
        for size in (3, 4, 5):
            for start in range(len(padded) - size + 1):
                yield f"c:{padded[start : start + size]}"


def _neighbours(around: Surroundings) -> Iterator[str]:
    following = [shape(word) for word in tokens(around.after)[:_NEAR]]
    preceding = [shape(word) for word in tokens(around.before)[-_NEAR:]]
    yield from (f"n:{'_'.join(following[:size])}" for size in range(1, len(following) + 1))
    yield from (f"p:{'_'.join(preceding[-size:])}" for size in range(1, len(preceding) + 1))


def _forms(clause: str, words: Sequence[str], skeleton: Sequence[str]) -> Iterator[str]:
    for name, group in (("tu", _TU), ("vous", _VOUS), ("je", _JE), ("on", _WE), ("third", _THEY)):
        if any(word in group for word in words):
            yield f"f:{name}"
    asks = "?" in clause
    question_word = next((word for word in words if word in _ASKS), "")
    negated = any(word in _NEGATIONS for word in words)
    if asks:
        yield "f:asks"
    yield f"f:asks={asks}&word={bool(question_word)}&neg={negated}"
    yield f"f:length={min(len(words) // 3, 6)}"
    verbs = sum(name in {"INF", "COND", "EZ", "FUT"} for name in skeleton)
    yield f"f:infinitives={min(verbs, 2)}"
    if "COND" in skeleton:
        yield "f:conditional"


def _mentions(clause: str, words: Sequence[str], around: Surroundings) -> Iterator[str]:
    content = stems(clause)
    said = {stem for text in around.client for stem in stems(text)}
    heard = {stem for text in around.others for stem in stems(text)}
    known = [stem for stem in content if stem in said]
    echoed = [stem for stem in content if stem in heard and stem not in said]
    new = len(content) - len(known)
    share = "none" if not content else "all" if not new else "most" if len(known) * 2 >= len(content) else "some" if known else "no"
    yield f"m:{share}"
    yield f"m:new={min(new, 4)}"
    if echoed:
        yield "m:echo"
    start = "_".join(shape(word) for word in words[:2])
    yield f"m:{share}&{start}"
    kept = function_words()
    grams = {(first, second) for text in around.client for first, second in _pairs(text) if first not in kept or second not in kept}
    own = [pair for pair in _pairs(clause) if pair[0] not in kept or pair[1] not in kept]
    shared = sum(pair in grams for pair in own)
    if own:
        yield f"m:pairs={'all' if shared == len(own) else 'half' if shared * 2 >= len(own) else 'one' if shared else 'no'}"
    person = "tu" if any(word in _TU for word in words) else "vous" if any(word in _VOUS for word in words) else "x"
    yield f"m:{share}&{person}&{'?' in clause}"


def _pairs(text: str) -> list[tuple[str, str]]:
    words = tokens(text)
    return list(itertools.pairwise(words))
