from __future__ import annotations

import pytest

from codev_voice.documents.announced import announced
from codev_voice.documents.values import Kind
from codev_voice.documents.wording import sentences


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("J'ai une image : un phare sans gardien.", Kind.IMAGE),
        ("On dirait un chantier où personne a les plans.", Kind.IMAGE),
        ("Je le verrais à l'envers, c'est lui qui attend.", Kind.VIEW),
        ("Vu du client final, votre dispute n'existe pas.", Kind.VIEW),
        ("Moi ça me serre le ventre, ton histoire.", Kind.FEELING),
        ("J'ai l'impression que tu portes tout seul.", Kind.IMPRESSION),
        ("Pour moi, il teste les limites.", Kind.IMPRESSION),
        ("Et si tu laissais l'équipe choisir ?", Kind.SUGGESTION),
        ("Je peux te passer ma grille d'entretien.", Kind.RESOURCE),
        ("Un fait : le préavis est d'un mois.", Kind.KNOWLEDGE),
        ("Quand j'ai repris l'équipe, personne ne parlait.", Kind.EXPERIENCE),
        ("Tu pourrais lui proposer le projet Lyon.", Kind.SUGGESTION),
        ("Écris-lui trois lignes.", Kind.SUGGESTION),
    ],
)
def test_the_wording_says_what_is_brought(text: str, kind: Kind) -> None:
    assert announced(sentences(text)[0]) is kind


@pytest.mark.parametrize(
    "text",
    [
        "Et si tu n'avais rien à prouver ?",
        "De qui c'est le problème, au fond ?",
        "Il est parti en mars.",
        "Prends ce livre de Rosenberg.",
    ],
)
def test_a_wording_that_announces_nothing(text: str) -> None:
    assert announced(sentences(text)[0]) is None
