"""Kinds of help, from the words by which clients ask for them."""

from __future__ import annotations

import re

from codev_voice.documents.values import Help
from codev_voice.documents.wording import straight

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
