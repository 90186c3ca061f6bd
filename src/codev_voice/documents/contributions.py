"""The ideas of one turn of a consultant: apart, tidied, classed; what he takes back is left out."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from codev_voice.documents.announced import announced
from codev_voice.documents.note_classes import class_of
from codev_voice.documents.offers import as_infinitive, in_my_place
from codev_voice.documents.values import Kind
from codev_voice.documents.wording import Sentence, capital, content_words, sentences, straight, tidy, without_opener

_WITHDRAWS = re.compile(
    (
        r"\b(?:oublie[zsr]?|j'oublie|je (?:la |le |les )?retire|retirée?|je rigole|je déconne|je niaise|je plaisante"
        r"|je blague|laisse[zr]? faire|laisse[zr]? tomber|je laisse tomber|c'est nul"
        r"|mauvaise idée|c'est n'importe quoi|c'est idiot|non,? rien|bon,? rien|je m'abstiens|désolée?, c'est l'heure"
        r"|je (?:l[ae]s? )?reprends(?! (?:la|le|les|ma|mon|mes|ce|celle|une)\b)|je me tais"
        r"|c'est niaiseux|c'était pour rire|c'est l'heure)\b"
    ),
    re.IGNORECASE,
)
_RETRACTS = re.compile(r"retire|oublie|laisse\w* tomber|\bl[ae]s? reprends", re.IGNORECASE)
_TO_SOMEBODY = r"(?:^|^(?:et|mais|pardon|attends|attendez),? ){name}\s?,.*\b(?:tu|t'|ton|ta|tes|vous|votre|vos)\b"
_ANNOUNCING = 4  # content words: fewer only say what comes
_HANGS = re.compile(r"(?:qu'|que |parce qu|puisqu|pour (?:que|pas|ne) |sauf |histoire de )", re.IGNORECASE)
_ADDING = re.compile(r"^(?:et puis|et surtout|et aussi|ensuite|sinon|autre chose|deuxième\w*|troisième\w*|après)\b", re.IGNORECASE)
_TELLS = frozenset({Kind.EXPERIENCE, Kind.FEELING, Kind.IMAGE})
_PROPOSES = re.compile(
    r"^(?:et |puis |surtout )*(?:(?:moi,? )?(?:je|j')\s?(?:\w+ ){0,3}\w+rais\b|(?:tu|vous) (?:pourr|devr)\w+)", re.IGNORECASE
)
_RULED_OUT = re.compile(
    r"\b(?:hors (?:du )?contrat|hors cadre|on (?:a|avait) dit (?:non|que|qu')|(?:elle|il) a dit non|on avait dit"
    r"|(?:c'est )?pas (?:dans )?(?:le|la|ma|sa|notre) (?:cadre|question|demande|contrat)|on n'en parle pas"
    r"|exclu\w*|(?:elle|il|\w+) (?:a|avait|ne) (?:\w+ )?(?:demand|souhait|voul|préfér)\w+ (?:pas|qu'on|de ne|éviter)"
    r"|on (?:le |la |l')?(?:laisse|garde|met) (?:ça )?(?:de côté|en dehors|dehors))\b"
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
_PAST = re.compile(
    r"\b(?:a|ont|est|sont|ai|avons|on a|était|étaient|avait|avaient|s'est) (?:\w+ )?\w+(?:é|ée|és|i|u|is|it|us)\b|\b\w{3,}(?:ait|aient)\b",
    re.IGNORECASE,
)
_YOU = re.compile(r"\b(?:tu|t'|toi|ton|ta|tes|vous|votre|vos)\b", re.IGNORECASE)
_ASKS = re.compile(
    r"^(?:.{0,40}\b(?:me demande|question|chose|truc|c'est tout|réponds pas|répondez pas)\b[^:,]{0,20}[:,] ?)(?P<what>.*\w.*)$",
    re.IGNORECASE,
)
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


def takes_back(text: str) -> bool:
    """Whether the speaker only takes back what he said in a turn before (« non, en fait, je retire la question »)."""
    first = next((part for part in sentences(text) if len(content_words(_opened(part.text))) > 0), None)
    found = _WITHDRAWS.search(first.text) if first and not first.asked else None
    if first is None or found is None or not _RETRACTS.search(straight(first.text)[found.start() :]):
        return False
    return not content_words(_opened(first.text[: found.start()])) and not ideas_of(text).ideas


def _opened(text: str) -> str:
    return re.sub(r"\b(?:non|oui|exact|pardon|désolée?|vrai|juste|bon)\b", "", without_opener(tidy(text)), flags=re.IGNORECASE)


def ideas_of(text: str, others: Sequence[str] = ()) -> Heard:
    """The ideas of a consultant's turn; what he says to one of the `others` by name is none."""
    parts, withdrawn = _standing(sentences(text))
    groups: list[tuple[Kind, list[Sentence]]] = []
    for rank, sentence in enumerate(parts):
        shorter = None if _to_another(sentence, others) else _said(sentence)
        if shorter is None:
            continue
        kind, certainty = class_of(sentence, rank=rank, count=len(parts))
        if groups and (_announces(*groups[-1]) or (kind and _continues(groups[-1][0], kind, certainty, sentence))) and not sentence.asked:
            groups[-1][1].append(shorter)
            continue
        if kind is None:
            continue
        groups.append((kind, [shorter]))
    return Heard(tuple(Idea(kind, _worded(kind, group)) for kind, group in groups), withdrawn)


def standing(text: str) -> str:
    """What of a turn its author does not take back."""
    parts, _ = _standing(sentences(text))
    return " ".join(part.text + (" ?" if part.asked else ".") for part in parts)


def _standing(parts: list[Sentence]) -> tuple[list[Sentence], int]:
    """The sentences that nothing takes back: a withdrawal cancels what stands before it."""
    last = max((rank for rank, sentence in enumerate(parts) if _WITHDRAWS.search(sentence.text)), default=-1)
    return parts[last + 1 :], int(last >= 0)


def _said(sentence: Sentence) -> Sentence | None:
    """The sentence without what only introduces it; None when nothing is left."""
    text = tidy(sentence.text)
    little = len(content_words(without_opener(text))) <= 1 and not sentence.asked and not as_infinitive(without_opener(text))
    if _CLOSER.match(text) or _ONLY_INTRODUCES.match(text) or len(content_words(text)) == 0 or little:
        return None
    for opening in (_DISCLAIMER, _AGREES_AND_ADDS, _INTRODUCES, _DISCLAIMER):
        shorter = opening.sub("", text if opening is _AGREES_AND_ADDS else without_opener(text), count=1)
        text = shorter if len(content_words(shorter)) > 1 else text
    return Sentence(text, sentence.asked, sentence.open)


def _announces(kind: Kind, group: list[Sentence]) -> bool:
    """« Moi je la vois autrement, cette note. »: the idea itself comes in the next sentence."""
    first = group[0]
    return (
        len(group) == 1
        and not first.asked
        and announced(first) is kind
        and kind is not Kind.SUGGESTION
        and len(content_words(first.text)) <= _ANNOUNCING
    )


def _to_another(sentence: Sentence, others: Sequence[str]) -> bool:
    return any(re.search(_TO_SOMEBODY.format(name=re.escape(name)), straight(sentence.text), re.IGNORECASE) for name in others)


def _continues(before: Kind, kind: Kind, certainty: float, sentence: Sentence) -> bool:
    """Whether a sentence only goes on with the idea before it."""
    if sentence.asked or before is Kind.QUESTION:
        return False
    words = without_opener(sentence.text)
    if _HANGS.match(words):
        return True
    if before not in _TELLS and _ADDING.match(straight(sentence.text)):
        return False
    if before is kind:
        return not (kind is Kind.SUGGESTION and (as_infinitive(words) or _PROPOSES.match(words)))
    if before is Kind.EXPERIENCE and _PAST.search(words) and not _YOU.search(words):
        return True
    return certainty < 0.5  # noqa: PLR2004 - below, the model does not see another idea


def _worded(kind: Kind, group: list[Sentence]) -> str:
    """The words of an idea: verbatim for images and questions, else tidied and, for an order, in the infinitive."""
    texts = [sentence.text for sentence in group]
    if kind is Kind.QUESTION and (asked := _ASKS.search(texts[0])):
        texts[0] = asked["what"]
    if kind is Kind.SUGGESTION and (order := as_infinitive(without_opener(texts[0])) or in_my_place(without_opener(texts[0]))):
        texts[0] = order
    elif kind not in _VERBATIM:
        texts[0] = without_opener(texts[0])
    joined = ". ".join(capital(text) for text in texts)
    return capital(joined) + (" ?" if group[-1].asked else "")
