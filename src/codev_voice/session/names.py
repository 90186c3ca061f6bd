"""The one set of French words the interface shows (domain: schools and vocabulary)."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence

from codev_voice.session.typed import unturned
from codev_voice.session.values import Role, Stage

STAGE_NAMES = {
    Stage.RETURN: "Retour et choix du sujet",
    Stage.ACCOUNT: "Exposé",
    Stage.CLARIFICATION: "Clarification",
    Stage.CONTRACT: "Contrat",
    Stage.EXPLORATION: "Exploration",
    Stage.SYNTHESIS: "Synthèse et plan d'action",
    Stage.LEARNING: "Apprentissages et régulation",
}
SAID_STAGES = {
    Stage.RETURN: "le retour",
    Stage.ACCOUNT: "l'exposé",
    Stage.CLARIFICATION: "la clarification",
    Stage.CONTRACT: "le contrat",
    Stage.EXPLORATION: "l'exploration",
    Stage.SYNTHESIS: "la synthèse",
    Stage.LEARNING: "les apprentissages",
}
"""In a sentence."""

ROLE_NAMES = {
    Role.CLIENT: "client·e",
    Role.CONSULTANT: "consultant·e",
    Role.FACILITATOR: "animateur·rice",
    Role.OBSERVER: "observateur·rice",
}

KIND_NAMES = {
    "A1": "conseil direct",
    "A2": "suggestion",
    "A3": "« à ta place »",
    "A4": "question négative",
    "A5": "action en hypothèse",
    "A6": "solution déguisée en question",
    "A7": "expérience donnée en modèle",
    "A8": "ressource recommandée",
    "B1": "interprétation",
    "B2": "question orientée",
    "B3": "jugement",
}


def of(name: str) -> str:
    """A person's name after « de ».

    >>> of("Inès"), of("Claire")
    ("d'Inès", 'de Claire')
    """
    first = unicodedata.normalize("NFD", name)[:1].casefold()
    return f"d'{name}" if first and first in "aeiouhœæ" else f"de {name}"


def listed(names: Sequence[str]) -> str:
    """Names in a sentence.

    >>> listed([]), listed(["Ana"]), listed(["Ana", "Bo", "Cy"])
    ('', 'Ana', 'Ana, Bo et Cy')
    """
    return " et ".join(filter(None, (", ".join(names[:-1]), *names[-1:])))


def tidy(name: str) -> str:
    """A person's name as it is kept: single spaces, accents in one piece (macOS splits them), "?" for bytes of another coding.

    Nothing in it turns the words beside it around.
    """
    return unicodedata.normalize("NFC", " ".join(unturned(name).encode("utf-8", "replace").decode("utf-8").split()))


def compared(name: str) -> str:
    """A name as it is compared with another: tidy, in whatever case it was typed."""
    return tidy(name).casefold()
