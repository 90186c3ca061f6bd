"""What a facilitator's question asks for, and how others answer: acceptance, refusal, agreement."""

from __future__ import annotations

import re
from enum import StrEnum

from codev_voice.documents.wording import straight


class Asked(StrEnum):
    """What the last question of the facilitator is about."""

    FIRST_STEP = "first_step"
    INDICATOR = "indicator"
    OBSTACLE = "obstacle"
    SUPPORT = "support"
    DROPPED = "dropped"
    RECAP = "recap"
    ACTION = "action"
    HELP = "help"
    LIMITS = "limits"
    CARE = "care"
    AGREEMENT = "agreement"


_ASKED = (
    (
        Asked.RECAP,
        (
            r"\bje (?:récapitule|résume|relis|répète|reprends|note)\b|si je (?:récapitule|résume|reprends)|\brécap\b"
            r"|c'est plus un engagement|je le note comme ça"
        ),
    ),
    (
        Asked.FIRST_STEP,
        (
            r"^(?:et |pis )?avant (?:ça|cela|de |d').*\bquoi\b|\ben premier\b.*\?|premier (?:petit )?pas"
            r"|(?:tu|vous) (?:commence|démarre)[sz]?|commencer par|par quoi|première (?:chose|étape)"
        ),
    ),
    (
        Asked.INDICATOR,
        (
            r"à quoi (?:tu|vous|on)|(?:verr|saur)[\w]+ (?:que|à quoi)|(?:tu vas|vous allez) (?:voir|savoir) (?:que|si|à quoi)"
            r"|(?:tu|vous) (?:verras"
            r"|verrez|sauras|saurez)|\b(?:sau|ver)r(?:as-tu|ez-vous|as|ez|a-t-on)\b.{0,12}\b(?:que|quand)\b|à quoi (?:ça|on)"
        ),
    ),
    (
        Asked.OBSTACLE,
        (
            r"(?:qu'est-ce qui|ce qui|quoi|où|qu'est-ce qu'|risque).{0,40}\b(?:coinc|bloqu|barr|empêch|gên|frein"
            r"|retien|reten|arrêt|dérap|foir|capot|mettre dedans|accroch|tomber)"
            r"|\b(?:coinc|bloqu)\w+ où|obstacle|en travers"
        ),
    ),
    (Asked.SUPPORT, r"qui (?:peut|pourrait|va) t'aider|qui (?:peut|pourrait) vous aider|(?:besoin|appui|compter sur)|de l'aide"),
    (Asked.DROPPED, r"(?:tu|vous) laisse[sz]|de côté|(?:tu|vous) écarte"),
)
_ASKED_CONTRACT = (
    (
        Asked.HELP,
        (
            r"attend\w*|quel genre d'aide|comme (?:aide|matière)|sous quelle forme|de nous\b.*\?$|quelle aide"
            r"|besoin de quoi|on t'aide comment|on vous aide comment"
        ),
    ),
    (Asked.CARE, r"précaution|discrétion|confidential|protéger|attention à"),
    (
        Asked.LIMITS,
        (
            r"(?:touche|parle|aborde|veux|voulez|veut|éviter|limite|exclu|interdit|en dehors|hors)\w*\b.*(?:pas"
            r"|éviter|limite|dehors|cadre)|à éviter"
            r"|\bpas (?:aborder|toucher|parler|évoquer)|\bsur quoi\b.*\bpas\b|des choses (?:que|qu'|auxquelles)|le reste, on garde"
        ),
    ),
    (Asked.AGREEMENT, r"tout le monde|d'accord pour|ça (?:te|vous) va|c'est bon pour|on (?:part|y va)|partant|un par un|c'est bon \?"),
)
_YES = (
    r"(?:oui|ouais|ouin|ok|okay|voilà|exactement|exact"
    r"|c'est (?:(?:en plein|exactement|tout à fait|bien|vraiment|pile) )?ça|en plein ça|tout à fait|c'est bon|parfait"
    r"|d'accord|absolument|volontiers|avec plaisir|ça me va|ça marche"
    r"|ça roule|ça joue|partante?|carrément|à fond|je marche|je veux bien|bien sûr|évidemment|entendu"
    r"|vendu|pareil|moi aussi|go|allons-y|banco|nickel|impec|sans (?:problème|souci)|pas de (?:problème|souci)|aucun (?:problème|souci)"
    r"|ça le fait|c'est (?:d'accord|oui|ok)|(?:c'est )?correct|entendu|(?:pour )?moi,? (?:c'est|ça sera|ce sera) (?:oui|bon|ok|d'accord)"
    r"|c'est correct|je dis oui|je suis (?:partante?|d'accord|ok)|je (?:(?:vous|te) suis|suis(?=[.,;!]|$))"
    r"|on y va|c'est-tu)"
)
_ACCEPTS = re.compile(rf"^(?:(?:ah|euh|ben|moi|bon|mm+|hum|pour moi|alors|eh),? *)*{_YES}\b", re.IGNORECASE)
_CORRECTS = re.compile(
    r"^(?:oui|ouais|ok|d'accord|presque|voilà)[,.… ]*(?:\b(?:enfin|mais|sauf|plutôt|presque|non|et en même temps)\b)", re.IGNORECASE
)
_REFUSES = re.compile(r"^(?:(?:ah|euh|ben|oh là|oh|bon|mm+),? *)*(?:non|nan|pas \w+|surtout pas|jamais)\b", re.IGNORECASE)
_AGREES_INSIDE = re.compile(
    rf"(?:^|[.,;:!?…] ?(?:mais |et |donc |moi )?(?:oui,? )?)(?:{_YES})(?: (?:pour|avec) (?:moi|ça))?(?=[\s,.!…;]|$)", re.IGNORECASE
)


def asked_of(text: str, *, contract: bool = False) -> Asked | None:
    """What this turn of the facilitator asks for, None when it asks for nothing known."""
    words = straight(text).lower()
    return next((asked for asked, pattern in (_ASKED_CONTRACT if contract else _ASKED) if re.search(pattern, words)), None)


def accepts(text: str) -> bool:
    """Whether a turn opens with a yes that it does not take back."""
    words = straight(text)
    return bool(_ACCEPTS.match(words)) and not _CORRECTS.match(words)


def corrects(text: str) -> bool:
    """Whether a yes is taken back in the same breath (« oui, enfin plutôt… »)."""
    return bool(_CORRECTS.match(straight(text)))


def refuses(text: str) -> bool:
    """Whether a turn opens with a no."""
    return bool(_REFUSES.match(straight(text)))


def agrees(text: str) -> bool:
    """Whether the speaker says somewhere in the turn that the contract suits him."""
    words = straight(text)
    return (
        accepts(words) or bool(_CORRECTS.match(words) and not refuses(words)) or bool(_AGREES_INSIDE.search(words) and not refuses(words))
    )
