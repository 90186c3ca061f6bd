from __future__ import annotations

import pytest

from codev_voice.documents.hedges import hedged, last, soft


@pytest.mark.parametrize(
    "text", ["Peut-être que je l'appelle", "Je le fais si j'ai le temps", "À la rigueur, j'y vais jeudi", "Dans l'idéal, lundi"]
)
def test_words_that_soften_an_act(text: str) -> None:
    assert soft(text)
    assert hedged(text)


@pytest.mark.parametrize("text", ["J'irai le voir le 3, sans garantie", "Je m'en occupe, je promets rien"])
def test_a_sentence_may_take_its_promise_back_at_its_end(text: str) -> None:
    assert last(text)
    assert hedged(text)


@pytest.mark.parametrize("text", ["Je l'appelle lundi", "Comme si j'avais le temps", "C'est décidé"])
def test_a_promise_is_no_hedge(text: str) -> None:
    assert not hedged(text)
