from __future__ import annotations

import pytest

from codev_voice.documents import verbs


@pytest.mark.parametrize(
    ("form", "infinitive"),
    [
        ("appelle", "appeler"),
        ("rappelle", "rappeler"),
        ("jette", "jeter"),
        ("étiquette", "étiqueter"),
        ("achète", "acheter"),
        ("lève", "lever"),
        ("emmène", "emmener"),
        ("gèle", "geler"),
        ("nettoie", "nettoyer"),
        ("essuie", "essuyer"),
        ("paie", "payer"),
        ("règle", "régler"),
        ("prépare", "préparer"),
        ("écris", "écrire"),
        ("prends", "prendre"),
        ("rends", "rendre"),
        ("finis", "finir"),
        ("conduis", "conduire"),
        ("traduis", "traduire"),
        ("vais", "aller"),
        ("vas", "aller"),
        ("Vois", "voir"),
        ("crains", "craindre"),
        ("peins", "peindre"),
        ("réjouis", "réjouir"),
        ("aperçois", "apercevoir"),
        ("interdis", "interdire"),
        ("décris", "décrire"),
        ("accueille", "accueillir"),
        ("convaincs", "convaincre"),
        ("rassieds", "rasseoir"),
        ("pourris", "pourrir"),
        ("réunis", "réunir"),
    ],
)
def test_present(form: str, infinitive: str) -> None:
    assert verbs.of_present(form) == infinitive


@pytest.mark.parametrize("form", ["parlais", "étais", "restais", "préparais", "réparais", "chat", "bientôt", "mon"])
def test_what_promises_nothing_is_no_present(form: str) -> None:
    assert verbs.of_present(form) is None


@pytest.mark.parametrize(
    ("form", "infinitive"),
    [("verrai", "voir"), ("parlerai", "parler"), ("finirai", "finir"), ("rendrai", "rendre"), ("irai", "aller"), ("subirai", "subir")],
)
def test_future_and_conditional(form: str, infinitive: str) -> None:
    assert verbs.of_future(form) == infinitive
    assert verbs.of_conditional(form + "s") == infinitive


def test_a_present_is_neither_future_nor_conditional() -> None:
    assert verbs.of_future("parle") is None
    assert verbs.of_conditional("parlais") is None


@pytest.mark.parametrize(
    ("form", "infinitive"),
    [("vu", "voir"), ("rangé", "ranger"), ("fini", "finir"), ("rendu", "rendre"), ("écrit", "écrire"), ("bol", None)],
)
def test_participle(form: str, infinitive: str | None) -> None:
    assert verbs.of_participle(form) == infinitive


@pytest.mark.parametrize(
    ("form", "infinitive"),
    [
        ("fasse", "faire"),
        ("finisse", "finir"),
        ("parle", "parler"),
        ("écrive", "écrire"),
        ("baisse", "baisser"),
        ("laisse", "laisser"),
        ("glisse", "glisser"),
        ("interdise", "interdire"),
        ("présente", "présenter"),
        ("réserve", "réserver"),
        ("commente", "commenter"),
        ("remplisse", "remplir"),
        ("tapisse", "tapisser"),
        ("réponde", "répondre"),
        ("redescende", "redescendre"),
    ],
)
def test_subjunctive(form: str, infinitive: str) -> None:
    assert verbs.of_subjunctive(form) == infinitive


@pytest.mark.parametrize(
    ("form", "infinitive"),
    [
        ("laissais", "laisser"),
        ("mettais", "mettre"),
        ("mangeais", "manger"),
        ("commençais", "commencer"),
        ("finissiez", "finir"),
        ("faisais", "faire"),
        ("étiez", "être"),
        ("pont", None),
    ],
)
def test_imperfect(form: str, infinitive: str | None) -> None:
    assert verbs.of_imperfect(form) == infinitive


@pytest.mark.parametrize(
    ("form", "infinitive"),
    [
        ("écris", "écrire"),
        ("va", "aller"),
        ("parle", "parler"),
        ("envoie", "envoyer"),
        ("rends", "rendre"),
        ("faites", "faire"),
        ("redites", "redire"),
        ("demandez", "demander"),
        ("prévenez", "prévenir"),
        ("finissez", "finir"),
        ("laissez", "laisser"),
        ("reconnaissez", "reconnaître"),
        ("mettez", "mettre"),
        ("répondez", "répondre"),
        ("sortez", "sortir"),
        ("complète", "compléter"),
        ("chat", None),
        ("suivez", "suivre"),
        ("croyez", "croire"),
        ("accueillez", "accueillir"),
        ("réservez", "réserver"),
        ("suivre", None),
        ("interdire", None),
    ],
)
def test_imperative(form: str, infinitive: str | None) -> None:
    assert verbs.of_imperative(form) == infinitive


@pytest.mark.parametrize(("word", "expected"), [("appeler", True), ("prendre", True), ("voir", True), ("er", False), ("bureau", False)])
def test_infinitive(word: str, expected: bool) -> None:  # noqa: FBT001 - a column of the table
    assert verbs.is_infinitive(word) is expected


def test_irregular_verbs_are_known_by_their_infinitives() -> None:
    assert {"voir", "prendre", "aller"} <= verbs.irregular()
    assert "lettre" not in verbs.irregular()


@pytest.mark.parametrize(
    ("word", "does"), [("appeler", True), ("vérifier", True), ("trier", True), ("atelier", False), ("dossier", False), ("er", False)]
)
def test_a_thing_that_ends_as_an_infinitive_is_none(word: str, does: bool) -> None:  # noqa: FBT001 - a column
    assert verbs.is_infinitive(word) is does
