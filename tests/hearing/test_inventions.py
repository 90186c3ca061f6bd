from __future__ import annotations

import pytest

from codev_voice.hearing.inventions import invented, normalised, unlooped, without_inventions
from codev_voice.hearing.words import Sentence
from codev_voice.session.values import Word


def _words(text: str) -> tuple[Word, ...]:
    return tuple(Word(word, at * 0.3, at * 0.3 + 0.2) for at, word in enumerate(text.split()))


def _said(text: str, *, no_speech: float = 0.05, confidence: float = -0.3) -> Sentence:
    return Sentence(_words(text), no_speech, confidence, 1.2)


@pytest.mark.parametrize(
    "credit",
    [
        "Sous-titres réalisés par la communauté d'Amara.org",
        "Sous-titrage ST' 501",
        "Sous-titrage Société Radio-Canada",
        "❤️ par SousTitreur.com",
        "Merci d'avoir regardé cette vidéo !",
        "Abonnez-vous à la chaîne !",
        "N'oubliez pas de vous abonner et de mettre un pouce bleu.",
        "Traduction et relecture par la communauté",
        "♪ ♪",
    ],
)
def test_credits_are_invented_whatever_the_sound(credit: str) -> None:
    assert invented(_said(credit))


@pytest.mark.parametrize(
    "said",
    [
        "Merci à tous.",
        "Merci beaucoup.",
        "Le sous-titre de mon rapport, c'est « vivre ensemble ».",
        "J'ai regardé cette vidéo hier.",
        "La traduction a été faite par un prestataire externe.",
        "On est abonnés à la même revue.",
    ],
)
def test_what_people_say_is_kept(said: str) -> None:
    assert not invented(_said(said))


def test_thanks_without_a_voice_behind_are_invented() -> None:
    assert invented(_said("Merci.", no_speech=0.8))
    assert invented(_said("Merci à tous.", confidence=-1.4))


def test_anything_is_invented_where_nobody_spoke_and_nothing_is_sure() -> None:
    assert invented(_said("Je vais vous montrer la suite.", no_speech=0.9, confidence=-1.3))
    assert not invented(_said("Je vais vous montrer la suite.", no_speech=0.9, confidence=-0.4))


PROMPT = "Séance de codéveloppement avec Sophie, Malik, Nadia, Bruno. astreinte, cadre de santé, maison de quartier."


def test_the_prompt_recited_is_invented() -> None:
    assert invented(_said("Séance de codéveloppement avec Sophie, Malik, Nadia, Bruno."), PROMPT)
    assert invented(_said("Cadre de santé, maison de quartier", confidence=-1.2), PROMPT)


def test_some_of_its_names_in_a_row_are_said() -> None:
    assert not invented(_said("Malik, Nadia, Bruno."), PROMPT)
    assert not invented(_said("Sophie, Malik, Nadia, Bruno."), PROMPT)


def test_loops_are_said_once() -> None:
    assert [word.text for word in unlooped(_words("et puis je sais pas je sais pas je sais pas je sais pas voilà"))] == [
        *("et", "puis", "je", "sais", "pas", "voilà")
    ]


def test_a_word_people_repeat_stays() -> None:
    words = _words("non non non non c'est très très très bien")
    assert unlooped(words) == words


def test_a_word_repeated_without_end_is_a_loop() -> None:
    assert len(unlooped(_words("oui " * 40))) == 1


def test_the_same_sentence_over_and_over_is_kept_twice() -> None:
    kept = without_inventions([_said("C'est pas mal, ça.")] * 6 + [_said("On avance.")])
    assert [sentence.text for sentence in kept] == ["C'est pas mal, ça.", "C'est pas mal, ça.", "On avance."]


def test_short_answers_may_repeat() -> None:
    assert len(without_inventions([_said("Oui.")] * 4)) == 4


def test_normalised_words_have_no_accent_or_mark() -> None:
    assert normalised("Cœur à l'Été !") == "coeur a l ete"
