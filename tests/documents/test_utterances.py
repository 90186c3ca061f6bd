from __future__ import annotations

import pytest

from codev_voice.documents.utterances import utterances


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("Je vois Marc. Je l'appelle jeudi.", ["Je vois Marc", "Je l'appelle jeudi"]),
        ("Serge, je lui parle samedi avant que les autres arrivent", ["Serge, je lui parle samedi avant que les autres arrivent"]),
        ("je lui parle samedi", ["je lui parle samedi"]),
        (
            "donc euh l'étudiante je lui téléphone ce soir en rentrant et puis hervé je le mets au courant",
            ["donc l'étudiante, je lui téléphone ce soir en rentrant", "et puis hervé, je le mets au courant"],
        ),
        (
            "je range l'atelier samedi matin les cartons je les laisse sur le trottoir",
            ["je range l'atelier samedi matin", "les cartons, je les laisse sur le trottoir"],
        ),
        (
            "serge je lui parle debout dans la serre après-demain euh non après-demain y a la livraison",
            ["serge, je lui parle debout dans la serre après-demain", "non après-demain y a la livraison"],
        ),
        ("la maison de maman on la vide avec mon frère en mars", ["la maison de maman, on la vide avec mon frère en mars"]),
    ],
)
def test_speech_without_punctuation_is_cut_where_another_thought_starts(text: str, parts: list[str]) -> None:
    assert [each.text for each in utterances(text)] == parts


def test_only_the_last_part_of_a_question_asks() -> None:
    assert [each.asked for each in utterances("je lui parle samedi dans la serre mais toi tu seras là avec nous ?")] == [False, True]
