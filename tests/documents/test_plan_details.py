from __future__ import annotations

import pytest

from codev_voice.documents.plan_details import as_step, asks_what, only_a_thing, refused, says_nothing, told


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Je commence par relire le mail", ("first_step", "relire le mail")),
        ("Ce qui peut me coincer, c'est le temps", ("obstacle", "le temps")),
        ("Théo d'abord", ("first_step", "Commencer par Théo")),
        ("Je vois Marc jeudi", None),
    ],
)
def test_a_detail_given_unasked(text: str, expected: tuple[str, str] | None) -> None:
    assert told(text, ()) == expected


def test_a_first_step_already_told_is_not_told_again_by_an_adverb() -> None:
    assert told("Théo d'abord", {"first_step": "relire le mail"}) is None


@pytest.mark.parametrize(("text", "expected"), [("Pff, ben je sais pas", True), ("Rien", True), ("Le temps", False)])
def test_an_answer_that_gives_nothing(text: str, expected: bool) -> None:  # noqa: FBT001 - a column of the table
    assert says_nothing(text) is expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("J'écris ma phrase ce soir, et je la lis à voix haute", "écrire ma phrase ce soir, et la lire à voix haute"),
        ("Je vérifie le mien", "vérifier le mien"),
        ("Lui envoyer l'invitation ce soir", "Lui envoyer l'invitation ce soir"),
    ],
)
def test_a_step_is_written_in_the_infinitive(text: str, expected: str) -> None:
    assert as_step(text) == expected


@pytest.mark.parametrize(
    ("proposal", "answer", "expected"),
    [
        ("Et la prime ?", "Non, pas cette année.", "la prime"),
        ("Et arrêter de répondre par écrit ?", "Ça me parle, mais non.", "arrêter de répondre par écrit"),
        ("Et la prime ?", "Oui, peut-être.", None),
        ("Tu lui as dit ?", "Non.", None),
        ("Pense à la prime.", "Non.", None),
        ("Et la prime ?", "Non, c'est bon, j'y pense.", None),
    ],
)
def test_what_is_put_to_her_again_and_refused_is_set_aside(proposal: str, answer: str, expected: str | None) -> None:
    assert refused(proposal, answer) == expected


@pytest.mark.parametrize(
    ("words", "thing"),
    [
        ("le planning à deux", True),
        ("la formation", True),
        ("la parole est à toi", False),
        ("le temps est presque écoulé", False),
        ("à toi, Inès", False),
    ],
)
def test_a_thing_is_named_and_nothing_said_of_it(words: str, thing: bool) -> None:  # noqa: FBT001 - a column
    assert only_a_thing(words) is thing


def test_what_asks_who_or_what_holds_no_idea() -> None:
    assert asks_what("Qui veut commencer ?")
    assert asks_what("Et qu’est-ce que tu fais ?")
    assert not asks_what("Appeler la mairie ?")
