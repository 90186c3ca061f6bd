"""The consultants' questions, by form: open or closed; neither is better."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

from codev_voice.review.values import Ask, Asked
from codev_voice.session.values import Role, Turn

LEAST = 8  # questions under which no figure is told

_OPEN = re.compile(
    r"\b(comment|qu['’]est-ce qu\w*|de quoi|en quoi|à quoi|sur quoi|avec quoi|par quoi|c['’]est quoi|quoi|"
    r"raconte|racontez|c['’]est-à-dire|et alors|de quelle (?:façon|manière)|que s['’]est|que se|que \w+-(?:tu|vous|t-|ils?|elles?)|"
    r"qu['’]\w+-(?:tu|vous|t-|ils?|elles?))\b",
    re.IGNORECASE,
)
_WHY = re.compile(r"\bpourquoi\b", re.IGNORECASE)
_TELL = re.compile(r"^\W*(?:et |alors |ben )?(?:raconte|racontez|décris|décrivez)\b", re.IGNORECASE)  # open, without a question mark
_WHEN = re.compile(
    r"^\W*(?:et |mais |donc |du coup )?(?:quand|lorsque) (?!est-ce|\w+-)\w+", re.IGNORECASE
)  # a circumstance, not what is asked
_PRECISE = re.compile(
    r"\b(qui|quand|(?<!jour )(?<!moment )(?<!fois )(?<!là )où|combien|quel(?:le)?s?|lequel|laquelle|lesquels|lesquelles)\b", re.IGNORECASE
)
_CHECK = re.compile(r"\b(c['’]est (?:bien )?ça|j['’]ai bien compris|si je comprends bien|on est d['’]accord)\s*\?", re.IGNORECASE)
_CHAIN = re.compile(r",\s*(?:et\s+)?|\s+et\s+(?=(?:qui|quand|où|comment|combien|pourquoi)\b)", re.IGNORECASE)
_PROCESS = re.compile(
    r"\b(m['’]entend\w*|on (?:t['’]|vous )entend\w*|micro|répéter|redire|partage[rz]? (?:mon|ton|votre|l['’])\s?écran|je peux|"
    r"une dernière question|d['’]autres questions?|qui (?:veut|commence|enchaîne|continue)|à qui le tour|"
    r"on (?:y va|avance|pourrait avancer))\b",
    re.IGNORECASE,
)


class Counts(NamedTuple):
    """Questions by form; `why` is part of `open`, `multiple` are the turns that chain several."""

    open: int
    closed: int
    why: int
    multiple: int


def asked(turns: Sequence[Turn]) -> tuple[Asked, ...]:
    """Questions that consultants ask in these turns; process questions and checks of a reformulation are not counted."""
    found: list[Asked] = []
    for turn in turns:
        if turn.role is Role.CONSULTANT:
            sentences = re.findall(r"[^.!?…]+[.!?…]?", turn.text)
            forms = [form for sentence in sentences if sentence.endswith("?") or _TELL.search(sentence) for form in classify(sentence)]
            found += [Asked(turn.index, turn.person, form, chained=len(forms) > 1) for form in forms]
    return tuple(found)


def counted(questions: Sequence[Asked]) -> Counts:
    """How many of each form; « pourquoi » is counted among the open ones too, a chain as its parts."""
    forms = Counter(one.form for one in questions)
    multiple = len({one.turn for one in questions if one.chained})
    return Counts(forms[Ask.OPEN] + forms[Ask.WHY], forms[Ask.CLOSED], forms[Ask.WHY], multiple)


def by_person(questions: Sequence[Asked]) -> dict[str, int] | None:
    """How many each consultant asked; None when there are too few for a figure."""
    return dict(Counter(one.person for one in questions if one.person)) if len(questions) >= LEAST else None


def classify(sentence: str) -> list[Ask]:
    """The forms of the questions chained in one interrogative sentence.

    >>> [str(form) for form in classify("À qui, quand, et il a dit quoi ?")]
    ['closed', 'closed', 'open']
    """
    if sentence.strip(" ?").lower() == "quoi" or _CHECK.search(sentence) or _PROCESS.search(sentence):
        return []
    parts = [part for part in _CHAIN.split(sentence) if part.strip(" ?") and not _WHEN.search(part)]
    forms = [form for form in map(_form, parts) if form]
    return forms or [Ask.CLOSED]


def _form(part: str) -> Ask | None:
    if _WHY.search(part):
        return Ask.WHY
    if _OPEN.search(part):
        return Ask.OPEN
    if _PRECISE.search(part):
        return Ask.CLOSED
    return None
