"""What consultants offer to do for the client, and the act that one of their ideas names."""

from __future__ import annotations

import re

from codev_voice.documents import verbs
from codev_voice.documents.lexicon import words as words_of
from codev_voice.documents.phrases import joined, without_capital
from codev_voice.documents.questions import accepts
from codev_voice.documents.wording import sentences, straight, tidy, without_opener

_OFFER = re.compile(
    r"\b(?:je (?:veux|peux) bien|je (?:peux|pourrais) (?:te|t'|vous|le|la|les|venir|être|relire)|je (?:te"
    r"|t'|vous|le|la|les|l')+\s?\w+\b|je viens (?:avec|te|vous)|je \w+rai\b"
    r"|on (?:peut|pourrait) (?:te|t'|vous)|j'ai (?:un|une|des) )",
    re.IGNORECASE,
)
_WANTS_ME = re.compile(  # « tu veux que je le relise ? »
    r"\b(?:tu veux|vous voulez|veux-tu|voulez-vous|tu voudrais|vous voudriez) que (?:je |j')"
    r"(?P<clitics>(?:(?:te|le|la|les|lui|leur|y|en|vous) |[tl]')*)(?P<verb>\w+)(?P<rest>.*)$",
    re.IGNORECASE,
)
_COURTESY = re.compile(
    r",? ?\b(?:si (?:ça|cela) (?:t'|vous )aide|si tu veux|si vous (?:voulez|le souhaitez)|si besoin|moi)\b,? ?", re.IGNORECASE
)
_HABIT = re.compile(r"\bje (?:te|vous) (?:dis|jure|suis|comprends|vois|remercie)\b", re.IGNORECASE)
_ADVICE = re.compile(
    (
        r"\b(?:tu pourrais|vous pourriez|tu devrais|vous devriez|il faut(?: absolument)? que tu|et si tu|et si vous)(?: aussi"
        r"| peut-être| déjà)? "
    ),
    re.IGNORECASE,
)
_TAG = re.compile(r",? (?:ça (?:t'|vous )irait|(?:tu|vous) (?:le|la|les) (?:fais|faites|gard\w+)|non|hein)$", re.IGNORECASE)
_BRIEF = 8  # words: a thing, said with its articles


def offer_of(text: str) -> str | None:
    """The help that the speaker offers, in his words; None when he offers none."""
    for sentence in sentences(text):
        words = tidy(sentence.text)
        if (found := _WANTS_ME.search(words)) and (infinitive := verbs.of_subjunctive(found["verb"])):
            return joined(found["clitics"], infinitive, found["rest"])
        if not sentence.asked and _OFFER.search(words) and not _HABIT.search(words):
            return without_opener(_COURTESY.sub(" ", words)).strip(" ,")
    return None


def idea_of(text: str) -> str | None:
    """The act named by a consultant's idea, as an infinitive phrase, or the thing it is about."""
    for sentence in reversed(sentences(straight(text))):
        words = _TAG.sub("", without_opener(tidy(sentence.text)))
        if found := _ADVICE.search(words):
            verb, _, rest = words[found.end() :].partition(" ")
            return f"{verbs.of_imperfect(verb) or verb} {rest}".strip() or None
        if order := as_infinitive(words):
            return order
        if (
            words
            and not accepts(words)
            and len(words.split()) <= _BRIEF
            and (sentence.asked or not re.search(r"\b(?:je|j'|on|il|elle)\b", words.lower()))
        ):
            return words
    return None


def as_act(idea: str) -> str:
    """The idea as an infinitive phrase: a thing alone is something to do."""
    idea = re.sub(r",? (?:aussi|également)$", "", _hers(idea))
    first = re.match(r"(?:(?:me|te|se|le|la|les|lui|leur|y|en) |[mtsl]')*(\w+)", idea)
    return idea if first and verbs.is_infinitive(first[1].lower()) else f"faire : {without_capital(idea)}"


def _hers(idea: str) -> str:
    """« Ton adjoint » is « mon adjoint » once it is hers; « votre » stays, for nobody says of which gender the thing is."""
    mine = {"ton": "mon", "ta": "ma", "tes": "mes", "vos": "mes"}
    return re.sub(r"\b(?:ton|ta|tes|vos)\b(?= )", lambda found: mine[found[0]], idea)


_IN_MY_PLACE = re.compile(
    r"(?:moi,? |à (?:ta|votre) place,? (?:moi,? )?|si j'étais (?:toi|vous),? )*(?:je|j')\s?(?P<not>ne |n')?"
    r"(?P<clitics>(?:(?:me|te|se|le|la|les|lui|leur|y|en|vous) |[mtsl]')*)(?P<verb>\w+rais)(?P<rest>(?: .*|,.*)?)$",
    re.IGNORECASE | re.DOTALL,
)


def in_my_place(advice: str) -> str | None:
    """« Moi, je commencerais par le plus petit » as an infinitive phrase; None when it is no such advice."""
    found = _IN_MY_PLACE.match(advice)
    infinitive = verbs.of_conditional(found["verb"]) if found and not found["not"] else None
    if not found or infinitive is None or infinitive in _LEANINGS or re.match(r" (?:pas|plus|jamais|rien|surtout pas)\b", found["rest"]):
        return None
    return joined(found["clitics"], infinitive, found["rest"])


_LEANINGS = frozenset({"aimer", "vouloir", "dire", "avoir", "être", "pouvoir", "devoir", "penser", "voir"})


def as_infinitive(order: str) -> str | None:
    """An order to "tu" or to "vous" as an infinitive phrase, None when it is no order."""
    found = re.match(
        (
            r"(?:surtout )?(?P<not>ne |n')?(?P<verb>[\w]+)(?P<clitics>(?:-(?:moi|toi|le|la|les|lui|leur|y|en|vous"
            r"|nous))*)(?P<rest>(?: .*|,.*)?)$"
        ),
        order,
        re.IGNORECASE | re.DOTALL,
    )
    if not found or found["verb"].lower() in _NOT_ORDERS or not (infinitive := verbs.of_imperative(found["verb"])):
        return None
    if not (
        found["clitics"] or found["verb"].lower().endswith(("ez", "tes")) or found["verb"].lower() in _ORDERS or _object(found["rest"])
    ):
        return None
    clitics = [{"moi": "me", "toi": "te"}.get(word, word) for word in found["clitics"].lower().split("-") if word]
    return " ".join((*sorted(clitics, key=_CLITIC_ORDER.index), infinitive)).replace("le a", "l'a").replace("la a", "l'a") + found["rest"]


_CLITIC_ORDER = ["me", "te", "nous", "vous", "le", "la", "les", "lui", "leur", "y", "en"]
_ORDERS = words_of("orders")
_NOT_ORDERS = words_of("no_orders")


def _object(rest: str) -> bool:
    return bool(re.match(r" (?:le|la|les|l'|un|une|des|ton|ta|tes|votre|vos|d'|de|à|au|aux|du|avec|pas|tout)\b", rest))
