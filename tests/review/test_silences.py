from __future__ import annotations

from dataclasses import replace

from codev_voice.review.silences import silences
from codev_voice.review.values import Silence
from review.spoken import turns


def test_silences_asked_for_are_work_and_technical_ones_are_left_out() -> None:
    spoken = turns(
        ("Bo", 0, 5, "Deux minutes pour écrire, chacun pour soi."),
        ("Cy", 60, 65),
        ("Ana", 72, 75),
        ("Bo", 82, 85, "On t'a perdue, tu es en muet."),
        ("Ana", 95, 99),
        ("Cy", 100, 101),
    )
    assert silences(spoken) == (Silence(0, 55, asked=True), Silence(1, 7))
    elsewhere = [replace(turn, index=turn.index * 2) for turn in spoken]
    assert silences(elsewhere) == ()


def test_what_asks_for_a_silence_may_be_answered_first() -> None:
    spoken = turns(("Bo", 0, 5, "Prends une minute pour toi."), ("Ana", 5, 7, "D'accord, merci."), ("Ana", 60, 65))
    assert silences(spoken) == (Silence(1, 53, asked=True),)


def test_breaks_and_overlapped_speech_are_no_silence() -> None:
    assert silences(turns(("Cy", 0, 5), ("Ana", 400, 405)), [(10, 390)]) == ()
    assert silences(turns(("Cy", 0, 20), ("Ana", 5, 6), ("Dee", 21, 25))) == ()
