"""The ideas of one turn of a consultant: apart, tidied, classed; what he takes back is left out."""

from __future__ import annotations

import re
from dataclasses import dataclass

from codev_voice.documents.note_classes import class_of
from codev_voice.documents.offers import as_infinitive
from codev_voice.documents.values import Kind
from codev_voice.documents.wording import Sentence, capital, content_words, sentences, straight, tidy, without_opener

_WITHDRAWS = re.compile(
    (
        r"\b(?:oublie[zsr]?|j'oublie|je (?:la |le |les )?retire|retirée?|je rigole|je déconne|je niaise|je plaisante"
        r"|je blague|laisse[zr]? faire|laisse[zr]? tomber|je laisse tomber|c'est nul"
        r"|mauvaise idée|c'est n'importe quoi|c'est idiot|non,? rien|bon,? rien|je m'abstiens|désolée?, c'est l'heure"
        r"|je reprends|je me tais|c'est niaiseux|c'était pour rire|c'est l'heure)\b"
    ),
    re.IGNORECASE,
)
_RULED_OUT = re.compile(
    r"\b(?:hors (?:du )?contrat|hors cadre|on (?:a|avait) dit (?:non|que|qu')|(?:elle|il) a dit non|on avait dit"
    r"|(?:c'est )?pas (?:dans )?(?:le|la|ma|sa|notre) (?:cadre|question|demande|contrat)|on n'en parle pas"
    r"|exclu\w*)\b"
    r"|^non,? \w+, (?:ça|pas)\b|^non\b.*\bpas \w+\s*[.!]?$",
    re.IGNORECASE,
)
_CLOSER = re.compile(
    r"^(?:(?:voilà|bon|bref|enfin|c'est tout|quoi|pour moi|moi|je dis ça comme ça|je sais pas si ça aide"
    r"|je me trompe peut-être|c'est tout|enfin voilà|voilà pour moi|désolée?|c'est ma technique|merci"
    r"|ok|exact|oui|attends|attendez|et"
    r"|bonne chance|je (?:te|vous) jure|enfin je crois|je reprends|je continue|de rien|garde-la|hein|réponds pas|répondez pas)[\s,.]*)+$",
    re.IGNORECASE,
)
_INTRODUCES = re.compile(
    (
        r"^(?:(?:j'ai|il me reste|y a|j'avais|je te laisse|je vous laisse|une?|et|moi|autre|dernière|petite"
        r"|juste|d'abord|un|deux|trois|mes?)\s)*(?:une |un |deux |des )?(?:autre |dernière |petite |question"
        r"|image|idée|trucs?|info|fait|point|précision|piste|notes|choses?)\b.{0,55}?[:,]\s+(?=\S)"
    ),
    re.IGNORECASE,
)
_ONLY_INTRODUCES = re.compile(
    (
        r"^(?:(?:et|moi|alors|sinon),? )*(?:j'ai|je te laisse|je vous laisse) (?:encore )?une (?:autre )?(?:question"
        r"|image|idée)(?:,? moi| (?:à|pour) .{1,20})?$"
    ),
    re.IGNORECASE,
)
_AGREES_AND_ADDS = re.compile(
    r"^.*?\b(?:je rejoins|d'accord avec|comme|pareil que|moi aussi)\b.*?\b(?:j'ajoute|je rajoute|et)\b[^:,]{0,30}[:,]\s*", re.IGNORECASE
)
_DISCLAIMER = re.compile(
    (
        r"^(?:(?:je peux me tromper|je sais pas ce que ça vaut|je dis peut-être une bêtise|je sors peut-être de ta demande"
        r"|pardon|peut-être que je me trompe|comment dire|c'est pas une idée|franchement|tout bête|et puis"
        r"|dans la même veine)\b[\s,:]*(?:mais\s)?)+"
    ),
    re.IGNORECASE,
)
_FROM_NOW = frozenset({Kind.QUESTION, Kind.SUGGESTION})
_VERBATIM = frozenset({Kind.QUESTION, Kind.IMAGE})


@dataclass(frozen=True, slots=True)
class Idea:
    """One idea of a turn: its class and its words."""

    kind: Kind
    text: str


@dataclass(frozen=True, slots=True)
class Heard:
    """The ideas of a turn, and how many their author took back."""

    ideas: tuple[Idea, ...]
    withdrawn: int = 0


def ruled_out(text: str) -> bool:
    """Whether a turn of the client or of the facilitator says that what was just said is out of the contract."""
    words = straight(text)
    return bool(_RULED_OUT.search(words)) and len(words.split()) < 25  # noqa: PLR2004 - an objection is short


def ideas_of(text: str) -> Heard:
    """The ideas of a consultant's turn."""
    parts, withdrawn = _standing(sentences(text))
    groups: list[tuple[Kind, list[Sentence]]] = []
    for rank, sentence in enumerate(parts):
        shorter = _said(sentence)
        if shorter is None:
            continue
        kind, certainty = class_of(sentence, rank=rank, count=len(parts))
        if kind is None or (groups and _continues(groups[-1][0], kind, certainty, sentence)):
            if groups and kind is not None:
                groups[-1][1].append(shorter)
            continue
        groups.append((kind, [shorter]))
    return Heard(tuple(Idea(kind, _worded(kind, group)) for kind, group in groups), withdrawn)


def _standing(parts: list[Sentence]) -> tuple[list[Sentence], int]:
    """The sentences that nothing takes back: a withdrawal cancels what stands before it."""
    last = max((rank for rank, sentence in enumerate(parts) if _WITHDRAWS.search(sentence.text)), default=-1)
    return parts[last + 1 :], int(last >= 0)


def _said(sentence: Sentence) -> Sentence | None:
    """The sentence without what only introduces it; None when nothing is left."""
    text = tidy(sentence.text)
    if _CLOSER.match(text) or _ONLY_INTRODUCES.match(text) or len(content_words(text)) == 0:
        return None
    for opening in (_DISCLAIMER, _AGREES_AND_ADDS, _INTRODUCES, _DISCLAIMER):
        shorter = opening.sub("", text if opening is _AGREES_AND_ADDS else without_opener(text), count=1)
        text = shorter if len(content_words(shorter)) > 1 else text
    return Sentence(text, sentence.asked, sentence.open)


def _continues(before: Kind, kind: Kind, certainty: float, sentence: Sentence) -> bool:
    """Whether a sentence only goes on with the idea before it."""
    if sentence.asked or before is Kind.QUESTION:
        return False
    if before is kind:
        return not (kind is Kind.SUGGESTION and as_infinitive(without_opener(sentence.text)))
    return certainty < 0.5  # noqa: PLR2004 - below, the model does not see another idea


def _worded(kind: Kind, group: list[Sentence]) -> str:
    """The words of an idea: verbatim for images and questions, else tidied and, for an order, in the infinitive."""
    texts = [sentence.text for sentence in group]
    if kind is Kind.SUGGESTION and (order := as_infinitive(without_opener(texts[0]))):
        texts[0] = order
    elif kind not in _VERBATIM:
        texts[0] = without_opener(texts[0])
    joined = ". ".join(capital(text) for text in texts)
    return capital(joined) + (" ?" if group[-1].asked else "")
