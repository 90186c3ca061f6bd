from __future__ import annotations

import pytest

from codev_voice.documents.linear import packaged
from codev_voice.documents.note_classes import MODEL, NO_CLASS, class_of
from codev_voice.documents.values import Kind
from codev_voice.documents.wording import Sentence, sentences


def test_the_model_knows_the_nine_classes_and_none() -> None:
    model = packaged(MODEL)
    assert set(model.classes) == {*(kind.value for kind in Kind), NO_CLASS}
    assert all(len(row) == len(model.classes) for row in model.weights.values())


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Écris-lui trois lignes avant de le voir.", Kind.SUGGESTION),
        ("J'ai eu un adjoint comme ça, il m'a fallu un an pour lui dire.", Kind.EXPERIENCE),
        ("Moi ça me serre le ventre, ton histoire.", Kind.FEELING),
        ("J'ai l'impression que tu portes tout seul.", Kind.IMPRESSION),
        ("Qu'est-ce que tu protèges en ne disant rien ?", Kind.QUESTION),
        ("Vu du client final, votre dispute n'existe pas.", Kind.VIEW),
        ("On dirait un chantier où personne a les plans.", Kind.IMAGE),
        ("Il y a un livre de Rosenberg, là-dessus.", Kind.RESOURCE),
        ("En Suisse, le certificat de travail se demande en tout temps.", Kind.KNOWLEDGE),
        ("Tu m'entends ?", None),
    ],
)
def test_the_class_of_a_sentence(text: str, kind: Kind | None) -> None:
    found, probability = class_of(sentences(text)[0])
    assert found is kind
    assert 0.1 < probability <= 1


def test_nothing_said_is_no_contribution() -> None:
    assert class_of(Sentence("Merci"))[0] is None
