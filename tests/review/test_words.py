from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace

import pytest

from codev_voice.review.report import review_of
from codev_voice.review.shares import tell
from codev_voice.review.values import Equality, Review
from codev_voice.review.words import EXPECTED, UNLISTENED, describes, lines, minutes, spoken, summary, told
from codev_voice.session.seance import Seance
from codev_voice.session.values import Consultation, Entry, Role, Session, Stage, Stretch, Turn
from review.spoken import PEOPLE, clarification, session, turns


@pytest.mark.parametrize(("seconds", "said"), [(10, "moins d'une minute"), (61, "1 minute"), (150, "3 minutes"), (600, "10 minutes")])
def test_minutes(seconds: float, said: str) -> None:
    assert minutes(seconds) == said


def test_a_wide_margin_is_told_in_words_only() -> None:
    assert told(tell(0.6, 0.2), Role.CLIENT) == "surtout le ou la client·e"
    assert told(tell(0.2, 0.2), Role.CLIENT) == "sans chiffre sûr"
    assert told(tell(0.5, 0.02), Role.CLIENT) == "environ 45 à 55 %"


def test_every_stage_and_role_has_its_expected_range() -> None:
    assert set(EXPECTED) == set(Stage)
    assert all(0 <= low < high <= 100 for stage in EXPECTED.values() for low, high in stage.values())


def test_speech_is_said_in_the_methods_words() -> None:
    assert [spoken(Equality((), spread=False, voices=voices)) for voices in (0, 1, 2)] == [
        "parole inégalement répartie",
        "parole inégalement répartie, surtout portée par une voix",
        "parole inégalement répartie, surtout portée par deux voix",
    ]


def test_two_or_three_sentences() -> None:
    told_of = summary(review_of(session(clarification()), Seance(people=PEOPLE, preset=30)))
    assert told_of[0] == "Parole répartie dans la clarification, d'après ce que l'outil a entendu."
    assert told_of[1].startswith("Plus long que prévu : la clarification (12 minutes au lieu de 6 minutes) ; pas entendu : le retour")
    assert told_of[2].startswith("Est-ce que chacun·e a eu la place")
    short = summary(review_of(session(turns(("Cy", 0, 20), ("Ana", 20, 40))), Seance(people=PEOPLE)))
    assert short[0] == "Parole entre les consultant·es : trop court pour un chiffre."


def test_two_consultations_are_told_apart_and_the_learnings_may_come_once() -> None:
    both = (Consultation("Ana", "Bo", 0, 1), Consultation("Cy", "Bo", 2, 3))
    told_of = summary(review_of(session(clarification()[:4], consultations=both), Seance(people=PEOPLE, consultations=2, preset=180)))
    assert told_of[0].startswith("Consultation d'Ana, ")
    assert [sentence.endswith("les apprentissages.") for sentence in told_of] == [False, False, False, True, False]


def _several(count: int, uneven: Collection[int] = ()) -> Review:
    """So many consultations of an hour in which all consultants speak alike, but for those of these ranks, which Cy carries."""
    spoken: list[Turn] = []
    for at in range(count):
        for turn in clarification(minutes=60):
            start, short = turn.start + 3600 * at, at in uneven and turn.person in {"Dee", "Eve"}
            spoken.append(replace(turn, index=len(spoken), start=start, end=start + (4 if short else turn.duration)))
    apart = tuple(Consultation(None if at == 1 else "Ana", "Bo", 120 * at, 120 * at + 119) for at in range(count))
    return review_of(session(spoken, consultations=apart), Seance(people=PEOPLE, preset=180, consultations=2))


@pytest.mark.parametrize(("count", "most"), [(1, 3), (2, 5), (3, 3), (4, 3), (7, 3)])
def test_however_many_consultations_a_few_sentences(count: int, most: int) -> None:
    said = summary(_several(count, uneven={1}))
    assert 2 <= len(said) <= most
    assert all(sentence.count(". ") <= 1 for sentence in said[:-1])
    assert said[-1].startswith("Est-ce que chacun·e a eu la place")


def test_of_many_consultations_what_matters_most_is_told() -> None:
    first, second, _ = summary(_several(4))
    assert first == "Parole répartie partout où cela peut se dire, d'après ce que l'outil a entendu."
    assert second == (
        "Plus long que prévu : la clarification de la consultation d'Ana, 60 minutes au lieu de 18 minutes ; "
        "la clarification de la 2e consultation, 60 minutes au lieu de 20 minutes ; dans 2 autres étapes aussi."
    )
    assert summary(_several(5, uneven={1, 2, 3}))[0] == (
        "Parole inégalement répartie, surtout portée par une voix dans la clarification (2e consultation) ; "
        "parole inégalement répartie, surtout portée par une voix dans la clarification (consultation d'Ana) ; "
        "dans une autre étape aussi, d'après ce que l'outil a entendu."
    )


def test_who_was_not_heard_yet_is_said_for_her_to_remember() -> None:
    spoken_of = turns(("Ana", 0, 200), ("Cy", 200, 300), ("Ana", 300, 400, "Et toi ?"), ("Dee", 400, 700), ("Eve", 700, 800))
    told_of = summary(review_of(session(spoken_of), Seance(people=PEOPLE, preset=30)))
    assert "dans la clarification, Dee et Eve n'avaient pas encore parlé à 60 % du temps prévu" in told_of[0]


def test_followed_by_hand_it_says_the_time_and_that_nothing_was_heard() -> None:
    clicks = (Entry(0, Stage.ACCOUNT), Entry(600, Stage.CLARIFICATION))
    held = Session((), PEOPLE, entries=clicks, by_hand=(Stretch(0),), duration=780)
    review = review_of(held, Seance(people=PEOPLE, preset=30))
    assert lines(review) == (UNLISTENED,)
    assert describes(review) == "Ce bilan décrit, il n'évalue pas."
    first, second, _ = summary(review)
    assert first == "13 minutes en tout, pour 30 minutes prévues."
    assert second.startswith("Plus long que prévu : l'exposé (10 minutes au lieu de 4 minutes) ; étapes sans temps : le retour, le contrat")
    heard = replace(session(turns(("Ana", 0, 20))), entries=clicks, pauses=(Stretch(30),), by_hand=(Stretch(30),), duration=780)
    said = summary(review_of(heard, Seance(people=PEOPLE, preset=60)))[1]
    assert "suivi à la main, sans écoute : l'exposé" in said
    assert "pas entendu : le retour, le contrat" in said
