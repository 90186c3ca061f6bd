from codev_voice.method.advice_features import Surroundings, features, surroundings
from codev_voice.method.clauses import clauses
from codev_voice.session.values import Role


def test_two_clauses_of_one_form_share_their_skeleton() -> None:
    first = set(features("Tu pourrais déléguer.", Surroundings()))
    second = set(features("Tu pourrais négocier.", Surroundings()))
    assert {"s:<_tu_pourrais_INF", "b:tu_pourrais_INF", "f:tu"} <= first & second
    assert "w:deleguer" in first - second


def test_what_the_client_said_herself_is_seen() -> None:
    clause = "Et la médiation, tu l'as demandée ?"
    said = set(features(clause, Surroundings(client=("On m'a parlé de demander une médiation.",))))
    unsaid = set(features(clause, Surroundings(client=("Il crie tous les matins.",))))
    assert "m:all" in said
    assert "m:no" in unsaid
    assert {feature for feature in said ^ unsaid if not feature.startswith("m:")} == set()


def test_what_only_another_consultant_said_is_an_echo() -> None:
    around = Surroundings(client=("Mm.",), others=("Moi j'aurais prévenu le rectorat.",))
    assert "m:echo" in features("Et le rectorat, tu l'as prévenu ?", around)


def test_neighbours_are_seen_by_their_edges() -> None:
    found = features("T'as qu'à partir aux Bahamas !", Surroundings(before="Bon.", after="Je plaisante."))
    assert "p:bon" in found
    assert "n:je" in found


def test_features_are_said_once() -> None:
    found = features("oui oui oui", Surroundings())
    assert len(found) == len(set(found))


def test_around_a_clause_are_its_neighbours_and_what_was_said_lately() -> None:
    said = [(Role.CLIENT, f"fait {number}") for number in range(9)] + [(Role.CONSULTANT, "Qui ça ?"), (None, "Mm.")]
    around = surroundings(clauses("Ah bon. Et lui ? Merci."), 1, said)
    assert around.before == "Ah bon."
    assert around.after == "Merci."
    assert around.client == tuple(f"fait {number}" for number in range(3, 9))
    assert around.others == ("Qui ça ?",)
