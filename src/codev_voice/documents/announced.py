"""What consultants call what they bring (« j'ai une image », « une question à te laisser »): it outweighs the model."""

from __future__ import annotations

import re

from codev_voice.documents.offers import as_infinitive
from codev_voice.documents.values import Kind
from codev_voice.documents.wording import Sentence, straight, tidy, without_opener

_CALLED = (
    (
        Kind.IMAGE,
        (
            r"\b(?:une|l'|cette) ?image\b|^c'est (?:un peu |presque )?comme (?:si|un|une|des|quand|quelqu'un)\b"
            r"|\bressembl\w+ à (?:un|une|des)\b|\bon dirait (?:un|une|des|le|la)\b|\b(?:vois|voit|verrais?) comme (?:un"
            r"|une)\b|\bfait penser (?:à|au|aux)\b"
        ),
    ),
    (
        Kind.VIEW,
        (
            r"\bà l'envers\b|\b(?:vois|lis|prends) pas (?:ça |la |le )?(?:comme|de même|ainsi)\b"
            r"|\bvois (?:ça |la |le )?autrement\b|\b(?:s'entendre|se lire) autrement\b|\bdans l'autre sens\b"
            r"|\bje retourne\b|\bdu point de vue\b|^vu (?:de|du)\b"
        ),
    ),
    (
        Kind.FEELING,
        (
            r"\b(?:ça|cela) (?:me|m')\s?(?:serre|noue|pince|touche|émeut|énerve|fait (?:mal|peur|de la peine|froid"
            r"|chaud|quelque chose)|fout|met en)|\bje (?:me sens|suis (?:touchée?|émue?))\b"
        ),
    ),
    (
        Kind.IMPRESSION,
        (
            r"\bj'ai (?:l'impression|le sentiment)\b|\bme donne[sz]? l'impression\b|^pour moi,? (?:il|elle|t'"
            r"|tu|vous|c'est)\b|\bje me demande si\b"
        ),
    ),
    (
        Kind.RESOURCE,
        (
            r"\by a (?:un|une) (?:livre|bouquin|outil|site|dame|formation|association|appli)\b|\bje peux (?:te"
            r"|vous) (?:passer|envoyer|prêter|donner)\b"
        ),
    ),
    (
        Kind.KNOWLEDGE,
        (
            r"^(?:une précision|un (?:fait|point de droit)|une info)\b|\bun truc que je connais\b|\bla loi (?:dit"
            r"|connaît|prévoit)\b"
        ),
    ),
    (Kind.EXPERIENCE, r"\b(?:je l'ai vécu|j'ai (?:vécu|connu)|quand j'ai (?:repris|pris|été|eu|perdu|quitté))\b|^quand (?:notre|on)\b"),
    (
        Kind.SUGGESTION,
        (
            r"^(?:et |aussi )?(?:tu|vous) (?:pourrais|pourriez|devrais|devriez)\b|[:,] (?:tu|vous) (?:pourrais"
            r"|pourriez)\b|\bje (?:te|vous) (?:suggère|conseille|propose)\b"
        ),
    ),
)
_PATTERNS = tuple((kind, re.compile(pattern, re.IGNORECASE)) for kind, pattern in _CALLED)
_ACT = re.compile(r"^et si (?:tu|vous|on) (?!étais|étiez|avais|aviez|n'|savais|saviez)\w+(?:ais|iez|ait)\b", re.IGNORECASE)


def announced(sentence: Sentence) -> Kind | None:
    """The class that the wording itself announces; None when it announces none."""
    text = without_opener(tidy(straight(sentence.text)))
    if sentence.asked:
        return Kind.SUGGESTION if _ACT.match(text) else None
    for kind, pattern in _PATTERNS:
        if pattern.search(text):
            return kind
    last = re.split(r": ", text)[-1]
    return Kind.SUGGESTION if as_infinitive(last) and not re.search(r"\b(?:livre|formation|podcast|site|numéro|lis)\b", last) else None
