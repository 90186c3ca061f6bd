"""What needs care, and on which condition a consultant agrees."""

from __future__ import annotations

import re

from codev_voice.documents.exclusions import points_to_it
from codev_voice.documents.questions import Asked, accepts, agrees
from codev_voice.documents.wording import Sentence, capital, content_words, sentences, straight, tidy, without_opener

_PROTECTS = re.compile(
    r"(?:reste|restent|rester) (?:ici|entre nous|dans le groupe|là)|(?:sort|sorte|sortent|sortir) (?:pas"
    r"|jamais)? ?d'ici|(?:se|le|la) répète\w* pas|lui revient|entre nous|sort pas"
    r"|pas un mot|motus|rien (?:[\w']+ ){0,4}(?:ne )?sor\w+"
    r"|ne (?:le |la )?répéte[zr]|ménage[zr]|discrétion|confidentiel|pas (?:que ce soit )?(?:écrit|noté)|anonyme"
    r"|sache pas|sait pas que|ne (?:le )?dites? pas",
    re.IGNORECASE,
)
_ASSENT = re.compile(
    r"^(?:(?:oui|ok|okay|d'accord|ça me va(?: aussi)?|volontiers|impeccable|moi(?!,? je)|mais|et|attention|je marche"
    r"|je suis (?:partante?|d'accord|ok))\b(?: (?:pour|avec) moi)?[\s,]*)*"
    r"(?:(?:mais )?avec une (?:réserve|limite)\b[\s:,]*)?",
    re.IGNORECASE,
)
_PLEASE = re.compile(r",? (?:s'il (?:vous|te) plaît|stp|hein|merci|si possible)$", re.IGNORECASE)
_CONDITION = 3  # content words: fewer say no condition
_RESERVE = re.compile(
    r"\b(?:sachant que|vu que|étant donné|à condition|du moment que|pourvu que|tant que|dans la mesure"
    r"|réserve|limite|préviens|condition|bémol|pas neutre|pas objecti\w+|partial|je (?:suis|serai) pas"
    r"|je ne (?:suis|serai) pas|je pourrai pas|je ne pourrai pas|je parlerai|je (?:me )?tais"
    r"|je (?:le|la|les|vous|te) (?:connais|croise|côtoie|fréquente)|je (?:risque|resterai|m'abstiens)|je le sens pas|sauf|à part|par contre"
    r"|(?:je |j')(?:(?:ne|en|y|le|la|les|lui|leur|te|vous) |n')*\w+rai (?:pas|plus|rien|que)"
    r"|(?:avertis|dois (?:te |vous |quand même )*dire|du côté d)"
    r"|(?:mais|alors|donc|juste),? je vais (?!bien)\w+|(?:mais|alors|donc|juste),? (?:je|j')\s?(?:(?:me|vous|te) |[mt]')?\w+rai"
    r"|je (?:(?:te|vous|le|l') ?)+(?:dis|signale)(?: honnêtement| tout de suite| quand même)?)\b",
    re.IGNORECASE,
)
_YES_BUT = re.compile(  # « oui, mais moi, les maisons de repos, j'y connais rien »: what he cannot give
    r"(?:^|[\s,])(?:mais|sauf que|seulement|par contre)\b[^.?!]*?\b(?:je |j')[^.,?!]{0,40}\b(?:pas|plus|rien|jamais|aucune?|guère)\b",
    re.IGNORECASE,
)


def protected(sentence: Sentence, asked: Asked | None) -> str | None:
    """What needs discretion, in her words; None when the sentence asks for none."""
    text = without_opener(tidy(sentence.text))
    if sentence.asked or not content_words(text):
        return None
    needed = _PROTECTS.search(text) or (asked is Asked.CARE and len(content_words(text)) > 1)
    return capital(_PLEASE.sub("", text)) if needed else None


def only_guards(sentence: Sentence) -> bool:
    """« Donc ça reste entre nous »: it asks for discretion, and names nothing that would be set aside."""
    return protected(sentence, None) is not None and points_to_it(without_opener(tidy(sentence.text)))


def _only_agrees(sentence: Sentence, words: str) -> bool:
    return agrees(sentence.text) and len(content_words(words)) < _CONDITION and not _RESERVE.search(sentence.text)


def _but_yes(text: str) -> bool:
    """« Je vends à la commune, vous me direz si je déborde. Mais ça me va »: what the yes is set against."""
    before, but, yes = text.rpartition("ais ")
    return bool(but) and before[-1:] in {"m", "M"} and accepts(yes) and bool(re.search(r"\b(?:je|j'|moi)\b", before, re.IGNORECASE))


def reserve_of(text: str) -> str | None:
    """The limit or condition of a consultant, in his words; None when he puts none."""
    if "?" in text:
        return None
    found: list[str] = []
    for sentence in sentences(text):
        words = _ASSENT.sub("", without_opener(tidy(sentence.text)))
        if words and content_words(words) and not _only_agrees(sentence, words):
            found.append(words)
    joined = ". ".join(found)
    limited = _RESERVE.search(straight(text)) or _YES_BUT.search(straight(text)) or _but_yes(straight(text))
    return capital(joined) if found and limited and len(content_words(joined)) >= _CONDITION else None
