"""What the model of notes looks at in a sentence: its words, the grammar of its opening, and what the model of advice makes of it.

The model of advice has learned from many more sentences which of them propose, tell, explain or only ask: what it hesitates between
says much of the nine classes, and it knows words that the notes have never met.
"""

from __future__ import annotations

import functools
import itertools
import math
import re
from collections.abc import Iterator

from codev_voice.documents import verbs
from codev_voice.documents.offers import as_infinitive
from codev_voice.documents.wording import Sentence, straight, tidy, without_opener
from codev_voice.method.advice_model import packaged
from codev_voice.method.clauses import Clause

_CUES = {
    "past_je": (
        r"\b(?:j'ai|je me suis|j'étais|j'avais|je suis (?:passée?|allée?|partie?|tombée?|arrivée?)|on a|on avait"
        r"|on est|nous avons|nous on)\b"
    ),
    "past_when": (
        r"\b(?:quand (?:j'ai|j'étais|on|je|nous)|une fois|la première fois|l'an (?:dernier|passé)|chez nous"
        r"|ma première|l'année (?:où|que)|à l'époque)\b"
    ),
    "imperfect": r"\b(?!mais|jamais|ouais|français|vais|fais|sais|connais)\w{2,}(?:ais|ait|aient|ions)\b",
    "could": (
        r"\b(?:tu pourrais|vous pourriez|tu devrais|vous devriez|on pourrait|il pourrait|il faudrait|faudrait"
        r"|faut que tu|t'as qu'à|y a peut-être moyen|pourquoi pas|tu peux|le mieux)\b"
    ),
    "would": r"\b(?:moi,? )?(?:je|j')(?:\w{1,3} )?\w+(?:erais|irais|rais)\b",
    "what_if": r"\bet si\b",
    "body": (
        r"\b(?:ventre|gorge|cœur|frissons?|boule|mains moites|larmes?|pleurer|peur|colère|honte|joie|triste"
        r"|touchée?|émue?|énerve|serre|noue|soulagée?|trouille|angoisse|mal à)\b"
    ),
    "feel": (
        r"\b(?:je me sens|ça me (?:fait|met|fout|serre|touche|pince|rend|donne|tord|noue)|j'éprouve|j'ai (?:peur"
        r"|envie|honte|la gorge|mal|eu peur))\b"
    ),
    "seems": (
        r"\b(?:j'ai l'impression|on dirait|je (?:te|vous|le|la|les) (?:sens|trouve|vois|imagine)|je crois que"
        r"|je me demande si|(?:t'as|tu as|a|avez) l'air|me donne[sz]? l'impression|je sens|le sentiment|pour moi,? (?:il"
        r"|elle|tu|t')|je devine|j'entends)\b"
    ),
    "image": (
        r"\b(?:comme (?:un|une|des|quelqu'un)|une image|j'imagine|on dirait (?:un|une)|c'est un|c'est une"
        r"|t'es (?:le|la|un|une)|je vois (?:un|une)|ça me fait penser)\b"
    ),
    "reverse": (
        r"\b(?:à l'envers|dans l'autre sens|retourne|autrement|c'est pas (?:un|une|toi|ton|le|la)|ce n'est pas"
        r"|c'est peut-être|vu (?:de|du)|du point de vue|à la place de|autre (?:sens|côté))\b"
    ),
    "thing": (
        r"\b(?:y a|il y a|un livre|bouquin|outil|site|formation|podcast|association|numéro|grille|appelle"
        r"|s'appelle|contact|te passer|vous envoyer|réseau|appli|guide)\b"
    ),
    "law": r"\b(?:la loi|loi|code|obligatoire|droit|légal\w*|délai|article|doit|doivent|interdit|règle|contrat|convention)\b",
    "you": r"\b(?:tu|t'|toi|ton|ta|tes|vous|votre|vos)\b",
    "quote": r"«",
    "number": r"\b\d+|\b(?:deux|trois|quatre|cinq|six|sept|huit|neuf|dix|quinze|vingt|trente|cent)\b",
    "open_question": r"\b(?:qu'est-ce|à quoi|de quoi|à qui|de qui|qui|quelle?|comment|jusqu'où|pourquoi|où)\b",
    "process": (
        r"\b(?:micro|écran|caméra|entends?|entendez|muet|je passe|je rejoins|d'accord avec|merci|c'est tout"
        r"|désolée?|pardon|notes|rigole|déconne|niaise|oublie[sz]?|retire)\b"
    ),
}
_COMPILED = {name: re.compile(pattern, re.IGNORECASE) for name, pattern in _CUES.items()}


_FLOOR = 1e-3  # below it a probability is nothing
_REMEMBERED = 4096  # sentences: a draft is made again each time a turn is corrected
_SCALE = 0.3  # so that a doubt of the other model weighs like a word


def features(sentence: Sentence, *, rank: int = 0, count: int = 1) -> dict[str, float]:
    """The features of a sentence, which is number `rank` of `count` in its turn, and their values."""
    return dict.fromkeys(_worded(sentence, rank=rank, count=count), 1.0) | _advised(sentence.text + (" ?" if sentence.asked else "."))


@functools.lru_cache(_REMEMBERED)
def _advised(text: str) -> dict[str, float]:
    """How the model of advice judges a sentence by itself: the logarithm of each of its probabilities."""
    (judgement,) = packaged().judge(text, (Clause(text, 0, len(text)),), ())
    shares = {"advice": judgement.departs} | {f"advice={kind}": share for kind, share in judgement.kinds.items()}
    return {name: _SCALE * math.log(share + _FLOOR) for name, share in shares.items()}


def _worded(sentence: Sentence, *, rank: int, count: int) -> Iterator[str]:
    """Names of the features that are there or not."""
    text = without_opener(tidy(sentence.text))
    words = re.findall(r"\w+'?|«", straight(text).lower())
    yield "bias"
    yield f"asked={sentence.asked}"
    yield f"open={sentence.open}"
    yield f"length={min(len(words) // 4, 6)}"
    if rank == 0:
        yield "opens"
    if rank + 1 == count:
        yield "closes"
    for word in words:
        yield f"w={word}"
    for first, second in itertools.pairwise(words):
        yield f"b={first} {second}"
    yield from (f"at{place}={word}" for place, word in enumerate(words[:3]))
    if as_infinitive(text):
        yield "order"
    if words and verbs.is_infinitive(words[0]):
        yield "infinitive"
    for name, pattern in _COMPILED.items():
        if pattern.search(text):
            yield f"cue={name}"
            if sentence.asked:
                yield f"cue={name}+asked"
