"""Open and closed questions: by form, in the clarification; neither is better."""

from __future__ import annotations

import re
from collections.abc import Sequence

from codev_voice.review.values import Questions
from codev_voice.session.values import Role, Turn

LEAST = 8  # questions under which no figure is told

_OPEN = re.compile(
    r"\b(comment|qu['’]est-ce qu\w*|de quoi|en quoi|à quoi|sur quoi|avec quoi|par quoi|c['’]est quoi|quoi|"
    r"raconte|racontez|c['’]est-à-dire|et alors|que (?:s['’]est|se|fait|faites|penses|pensez|veux|voulez|ressens|ressentez))\b",
    re.IGNORECASE,
)
_WHY = re.compile(r"\bpourquoi\b", re.IGNORECASE)
_PRECISE = re.compile(r"\b(qui|quand|où|combien|quel(?:le)?s?|lequel|laquelle|lesquels|lesquelles)\b", re.IGNORECASE)
_CHECK = re.compile(r"\b(c['’]est (?:bien )?ça|j['’]ai bien compris|si je comprends bien|on est d['’]accord)\s*\?", re.IGNORECASE)
_CHAIN = re.compile(r",\s*(?:et\s+)?|\s+et\s+(?=(?:qui|quand|où|comment|combien|pourquoi)\b)", re.IGNORECASE)
_PROCESS = re.compile(
    r"\b([mt]['’]entend\w*|vous entend\w*|micro|répéter|redire|partage[rz]? (?:mon|ton|votre|l['’])\s?écran|"
    r"je peux|une dernière question|"
    r"d['’]autres questions?|qui (?:veut|commence|enchaîne|continue)|à qui le tour)\b",
    re.IGNORECASE,
)


def count(turns: Sequence[Turn]) -> Questions:
    """Questions that consultants ask in these turns; process questions and checks of a reformulation are not counted."""
    open_, closed, why, multiple = 0, 0, 0, 0
    for turn in turns:
        if turn.role is not Role.CONSULTANT:
            continue
        kinds = [kind for sentence in re.findall(r"[^.!?…]*\?", turn.text) for kind in classify(sentence)]
        open_ += sum(kind in {"open", "why"} for kind in kinds)
        closed += kinds.count("closed")
        why += kinds.count("why")
        multiple += len(kinds) > 1
    return Questions(open_, closed, why, multiple)


def classify(sentence: str) -> list[str]:
    """The kinds of the questions chained in one interrogative sentence: "open", "why", "closed".

    >>> classify("À qui, quand, et il a dit quoi ?")
    ['closed', 'closed', 'open']
    """
    if _CHECK.search(sentence) or _PROCESS.search(sentence):
        return []
    parts = [part for part in _CHAIN.split(sentence) if part.strip(" ?")]
    kinds = [kind for kind in map(_kind, parts) if kind]
    return kinds or ["closed"]


def _kind(part: str) -> str | None:
    if _WHY.search(part):
        return "why"
    if _OPEN.search(part):
        return "open"
    if _PRECISE.search(part):
        return "closed"
    return None
