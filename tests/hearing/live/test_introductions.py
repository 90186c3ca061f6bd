from __future__ import annotations

import threading
from typing import TYPE_CHECKING

import numpy as np
import pytest

from codev_voice.hearing.live.introductions import LONG, Introductions, joined
from codev_voice.session.values import Piece, Word
from codev_voice.sound.tracks import RATE

if TYPE_CHECKING:
    from numpy.typing import NDArray


class Hearer:
    """Says two sentences of whatever it is given, once it may."""

    def __init__(self) -> None:
        self.given: list[int] = []

    def __call__(self, sound: NDArray[np.float32]) -> list[Word]:
        self.given.append(sound.size)
        texts = ["Moi", "c'est", "Yann.", "Et", "moi", "c'est", "Claire."]
        return [Word(text, float(at), at + 0.5) for at, text in enumerate(texts)]


@pytest.fixture
def hearer() -> Hearer:
    return Hearer()


@pytest.fixture(autouse=True)
def _at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    class Thread(threading.Thread):
        def start(self) -> None:
            super().start()
            self.join()

    monkeypatch.setattr(threading, "Thread", Thread)


def test_the_beginning_is_heard_once_it_is_there(hearer: Hearer) -> None:
    heard = Introductions(hearer)
    second = np.zeros(RATE, dtype=np.float32)
    for _ in range(round(LONG) - 1):
        heard.feed(second)
    assert not heard.said
    for _ in range(3):
        heard.feed(second)
    assert hearer.given == [round(LONG) * RATE]
    said = list(heard.said)
    assert [(piece.text, piece.voice, piece.start) for piece in said] == [
        ("Moi c'est Yann.", "…", 0.0),
        ("Et moi c'est Claire.", "…", 3.0),
    ]


def test_a_worker_that_begins_later_hears_nothing_again() -> None:
    heard = Introductions(None)
    heard.feed(np.zeros(round(LONG) * RATE, dtype=np.float32))
    assert heard.said == ()


def test_a_sentence_too_short_to_be_told_opens_what_follows() -> None:
    said = [
        Piece("p0", 0.0, 2.0, "Voix 1", "à mes heures perdues."),
        Piece("p1", 2.1, 3.4, "…", "Moi c'est Claire."),
        Piece("p2", 3.6, 5.0, "Voix 2", "Je suis cadre de santé."),
        Piece("p3", 5.1, 5.6, "…", "Voilà."),
        Piece("p4", 5.6, 7.0, "Micro", "Merci."),
        Piece("p5", 9.0, 9.5, "…", "Oui."),
    ]
    assert [piece.voice for piece in joined(said)] == ["Voix 1", "Voix 2", "Voix 2", "Voix 2", "Micro", "…"]
