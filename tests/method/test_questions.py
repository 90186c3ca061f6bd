import re

import pytest

from codev_voice.method.advice_model import KINDS
from codev_voice.method.french_words import stems
from codev_voice.method.questions import offers, question


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_has_a_plain_question_in_tu_and_in_vous(kind: str) -> None:
    plain = [offer for offer in offers() if kind in offer.kinds and not offer.cues]
    assert len(plain) == 1
    assert question(kind, "", polite=False) == plain[0].tu
    assert question(kind, "", polite=True) == plain[0].vous


def test_offers_ask_and_keep_to_their_address() -> None:
    for offer in offers():
        assert offer.tu.endswith(" ?")
        assert offer.vous.endswith(" ?")
        assert not re.search(r"\b(tu|toi|ton|ta|tes)\b", offer.vous)
        assert not re.search(r"\bvos\b|\bvotre\b", offer.tu)


@pytest.mark.parametrize(
    ("kind", "excerpt", "expected"),
    [
        ("A1", "Tu devrais lui parler en direct", "Qu'est-ce qui s'est dit entre vous jusqu'ici, et comment ?"),
        ("A2", "Tu pourrais voir avec les RH", "Qui est au courant, aujourd'hui ?"),
        ("A3", "Moi à ta place, je démissionne", "Qu'est-ce qui compte le plus pour toi, dans tout ça ?"),
        ("A6", "T'as pensé à une médiation", "Qu'est-ce qui a déjà été tenté, par toi ou par d'autres ?"),
        ("B1", "tu te caches derrière", "Et toi, tu le vois comment ?"),
        ("B1", "il est jaloux", "Qu'est-ce que tu vois ou entends, exactement ?"),
    ],
)
def test_the_clause_s_words_choose_the_question(kind: str, excerpt: str, expected: str) -> None:
    assert question(kind, excerpt, polite=False) == expected


@pytest.mark.parametrize(
    "excerpt", ["Et si tu faisais une médiation", "Il faut embaucher un comptable", "T'as qu'à refuser", "Lis Rosenberg"]
)
@pytest.mark.parametrize("kind", KINDS)
def test_a_question_never_names_the_solution(kind: str, excerpt: str) -> None:
    assert not set(stems(question(kind, excerpt, polite=False))) & set(stems(excerpt))


def test_an_unknown_kind_is_an_error() -> None:
    with pytest.raises(KeyError):
        question("C1", "", polite=False)
