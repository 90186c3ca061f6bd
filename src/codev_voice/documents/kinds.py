"""Kinds of help, from the words by which clients ask for them.

Their names are known by patterns; what has no name (« si l'un de vous est passé par là ») by a small linear model of its words, trained
by `models/documents/kinds.py`, where a clause is known to ask for help.
"""

from __future__ import annotations

import re
from itertools import pairwise

from codev_voice.documents.linear import LinearModel, packaged
from codev_voice.documents.values import Help
from codev_voice.documents.wording import straight

MODEL = "kinds.json"
_SURELY, _LIKELY = 0.6, 0.3
"""Probability from which a kind is asked for beside others; the same for the likeliest when no other is."""

_WORDS = (
    (Help.IDEAS, r"(?:idées?|pistes?|solutions?|suggestions?|propositions?|conseils?|options?)"),
    (Help.VIEWS, r"(?:regards?|avis|angles?|points? de vue|votre vision|façons? de (?:voir|regarder)|comment vous (?:le |la )?voyez)"),
    (Help.EXPERIENCES, r"(?:expériences?|vécu|vos histoires|témoignages?|ceux qui ont (?:vécu|vu)|si vous avez vécu)"),
    (Help.QUESTIONS, r"(?:questions|des questions|qu'on (?:me|t') questionne)"),
    (Help.TOOLS, r"(?:outils?|méthodes?|grilles?|modèles?)"),
    (Help.REACTIONS, r"(?:réactions?|ressentis?|feed-?backs?|ce que ça vous fait|comment vous l'entend\w+)"),
    (Help.SUPPORT, r"(?:soutien|encourage\w*|être (?:écoutée?|soutenue?)|appui)"),
    (Help.PLAN, r"(?:plan|étapes|programme|marche à suivre)"),
)
_REFUSED = re.compile(
    r"(?:\bpas (?:de |d'|des |vos |du )?|plutôt que (?:de |d'|des |vos )?|\bni (?:de |d')?|\bsans |\bplus de )(?:\w+ ){0,1}$", re.IGNORECASE
)


def kinds_of(text: str) -> tuple[Help, ...]:
    """The kinds of help asked for in `text`, in the order of the words; what she refuses is not asked for."""
    words = straight(text).lower()
    found: list[tuple[int, Help]] = []
    for kind, pattern in _WORDS:
        places = [
            match.start() for match in re.finditer(rf"(?<![\w-]){pattern}(?![\w-])", words) if not _REFUSED.search(words[: match.start()])
        ]
        if places:
            found.append((places[0], kind))
    return tuple(kind for _, kind in sorted(found))


def asked_for(text: str, model: LinearModel | None = None) -> tuple[Help, ...]:
    """The kinds of help that a clause asks for, when it is known to ask for some; by the packaged model unless another is given."""
    named = kinds_of(text)
    chances = (model or packaged(MODEL)).chances(features(text))
    likeliest = max(chances, key=lambda kind: chances[kind])
    others = [kind for kind, chance in chances.items() if chance >= (_SURELY if named or kind != likeliest else _LIKELY)]
    return tuple(dict.fromkeys((*named, *map(Help, others))))


def features(text: str) -> dict[str, float]:
    """Its words and pairs of words, all together of length one."""
    words = re.findall(r"\w+", straight(text).lower())
    names = {*words, *(f"{one} {other}" for one, other in pairwise(words)), "bias"}
    return {name: 1.0 if name == "bias" else (len(names) - 1) ** -0.5 for name in names}
