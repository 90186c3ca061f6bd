from __future__ import annotations

from codev_voice.documents.note_features import features
from codev_voice.documents.wording import Sentence


def test_words_and_their_places_are_features() -> None:
    found = set(features(Sentence("Vu du client final, votre dispute n'existe pas")))
    assert {"bias", "asked=False", "opens", "closes", "w=dispute", "b=client final", "at0=vu", "cue=reverse", "cue=you"} <= found


def test_a_cue_in_a_question_is_another_cue() -> None:
    found = set(features(Sentence("Qu'est-ce que tu protèges", asked=True), rank=1, count=3))
    assert {"asked=True", "cue=open_question", "cue=open_question+asked"} <= found
    assert not {"opens", "closes"} & found


def test_an_order_and_an_infinitive_are_told_apart() -> None:
    assert "order" in set(features(Sentence("Écris-lui trois lignes")))
    assert "infinitive" in set(features(Sentence("Appeler le notaire")))


def test_an_empty_sentence_has_no_words() -> None:
    assert not [name for name in features(Sentence("")) if name.startswith(("w=", "b=", "at"))]


def test_the_model_of_advice_lends_its_judgement() -> None:
    found = features(Sentence("Tu devrais lui écrire trois lignes"))
    told = features(Sentence("Ça dure depuis combien de temps", asked=True))
    assert found["advice"] > told["advice"]
    assert all(-3 < value <= 0.01 for name, value in found.items() if name.startswith("advice"))
    assert len([name for name in found if name.startswith("advice=")]) == 11
