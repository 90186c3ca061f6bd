from __future__ import annotations

from dataclasses import replace

import pytest

from codev_voice.errors import SessionError
from codev_voice.session import phrases
from codev_voice.session.card import Method

KEY, ID = bytes(range(32)), "0" * 32


@pytest.fixture(autouse=True)
def _cheap(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(phrases, "COST", 14)
    monkeypatch.setattr(phrases, "_ASKING", [])


def test_a_key_is_behind_its_phrase_alone() -> None:
    card = phrases.wrap(ID, KEY, "quatre mots pour l'été")
    assert card.method is Method.PHRASE
    assert KEY not in card.wrapped
    assert phrases.unwrap(card, " quatre mots pour l'e\u0301te\u0301 ") == KEY  # as another keyboard writes it
    for other, phrase in (
        (card, "quatre mots pour l'ete"),
        (card, ""),
        (replace(card, id="1" * 32), "quatre mots pour l'été"),
        (replace(card, wrapped=b""), "quatre mots pour l'été"),
    ):
        with pytest.raises(SessionError, match="Ce n'est pas la phrase de passe"):
            phrases.unwrap(other, phrase)


def test_it_is_asked_by_whoever_can_and_a_new_one_is_long_enough() -> None:
    with pytest.raises(SessionError, match="dans un terminal"):
        phrases.ask("Phrase", new=False)
    phrases.asked_by(lambda what, new: "court" if new else f"{what} donnée")
    assert phrases.ask("Phrase", new=False) == "Phrase donnée"
    with pytest.raises(SessionError, match="moins de 12 caractères"):
        phrases.ask("Phrase", new=True)
