from __future__ import annotations

import pytest

from codev_voice.documents.named import Naming, beside, flattened, parts_of, relation_of


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("Voir Marc vendredi", ["Marc"]),
        ("Appeler Demba", ["Demba"]),
        ("Dire à Marc Dupont, à M. Leroy et à Jean-Yves", ["Marc Dupont", "Leroy", "Jean-Yves"]),
        ("l'avis d'Élodie de La Tour", ["Élodie de La Tour"]),
        ("Ousmane n'est pas venu", ["Ousmane"]),
        ("Marc. Puis rien", ["Marc"]),
        ("dis-le à MARC, du CSE, avant la RH", ["MARC"]),
        ("Pierre qui roule ; une pierre", []),
        ("parler à Pierre", ["Pierre"]),
        ("le projet Lorient, sur Excel, à Noël", []),
        ("Prendre une heure. Écrire à la direction", []),
        ("Voir Inès avec Fatou", []),
    ],
)
def test_people_are_told_from_other_capitals(text: str, named: list[str]) -> None:
    assert list(Naming.of([text], ["Inès", "Fatou Diallo"]).mentions(text)) == named


def test_a_name_met_inside_a_sentence_is_known_where_one_begins() -> None:
    naming = Naming.of(["on en a parlé avec Oumnia hier"])
    assert list(naming.mentions("Oumnia. Son avis")) == ["Oumnia"]
    assert list(Naming.of(()).mentions("Oumnia. Son avis")) == []


def test_somebody_of_the_group_is_not_a_stranger_by_whatever_part_of_the_name() -> None:
    naming = Naming.of((), ["Sophie Martin", "Marc"])
    assert [naming.ours(name) for name in ("Sophie", "Mme Martin", "Sophie Martin", "Marc Dupont")] == [True, True, True, True]
    assert not naming.ours("Julie Martin")


@pytest.mark.parametrize(
    ("told", "relation"),
    [
        ("Mon adjoint, Marc, voulait le poste", "l'adjoint"),
        ("ma collègue Marc", "la collègue"),
        ("mon collègue Marc", "le collègue"),
        ("notre collègue Marc", "collègue"),
        ("Marc, c'est mon directeur", "le directeur"),
        ("le directeur général, M. Marc", "le directeur"),
        ("Marc est parti avec mon adjoint", ""),
    ],
)
def test_what_somebody_is_stands_beside_the_name(told: str, relation: str) -> None:
    assert relation_of(["Marc"], ["rien", told]) == relation


def test_what_has_just_been_said_of_somebody_is_known() -> None:
    assert beside("voir ma collegue ", "")
    assert beside("", ", mon adjoint, demain")
    assert not beside("voir ", " demain")


def test_a_name_is_compared_without_accents_titles_nor_particles() -> None:
    assert parts_of("Mme Élodie d'Arcy") == {"elodie", "arcy"}
    assert flattened("L’Œuvre À Noël") == "l'œuvre a noel"
    assert len(flattened("İstanbul ﬁn")) == len("İstanbul ﬁn")


def test_a_word_that_opens_a_sentence_is_nobody() -> None:
    for text in ("Mm. Ça doit être simple", "Ah, m'a dit", "Quelqu'un a parlé", "Elles ne savent pas"):
        assert list(Naming.of([text]).mentions(text)) == [], text
