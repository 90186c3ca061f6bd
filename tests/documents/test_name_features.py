from __future__ import annotations

import pytest

from codev_voice.documents.contract_acts import packaged
from codev_voice.documents.name_features import features, words_of
from codev_voice.method.clauses import clauses


def test_a_word_knows_its_place_and_the_mark_before_it() -> None:
    text = "L'arrêt, c'est décidé. Ma belle-mère non plus"
    words = words_of(text)
    assert [word.text for word in words] == ["l'", "arret", "c'", "est", "decide", "ma", "belle-mere", "non", "plus"]
    assert [word.mark for word in words] == ["", "", ",", "", "", ".", "", "", ""]
    assert all(text[word.start : word.end].lower().startswith(word.text[0]) for word in words)


def test_a_word_shows_its_neighbours_its_clause_the_next_and_the_question() -> None:
    text = "Mon chef, on le laisse. La prime est votée."
    held = [{*own, *shared} for own, shared in features(words_of(text), clauses(text), "Des choses à laisser ?")]
    assert len(held) == len(words_of(text))
    first = held[0]
    assert {"w0 mon", "w1 chef", "w-1 #", "from start 0", "l <", "r "} <= first
    assert {"q laisser", "c laisse", "n prime"} <= first
    chef = held[1]
    assert {"w-1 mon", "r ,", "p0 chef on"} <= chef
    prime = held[6]
    assert "w0 prime" in prime
    assert "l ." not in prime
    assert {"v laisse", "l ."} <= held[5]


def test_nothing_has_no_words() -> None:
    assert words_of("… ?") == []
    assert list(features([], (), "")) == []


def test_the_same_words_show_the_same_things() -> None:
    text = "le salaire on en parle pas"
    once, again = (list(features(words_of(text), clauses(text), "")) for _ in range(2))
    assert once == again


def test_the_words_of_a_clause_share_what_it_shows() -> None:
    text = "le salaire on en parle pas"
    (first, *others) = [shared for _, shared in features(words_of(text), clauses(text), "")]
    assert all(shared is first for shared in others)


def test_what_a_clause_shows_is_counted_with_each_word() -> None:
    model = packaged().naming
    text = "Le salaire, on en parle pas. La prime non plus."
    held = list(features(words_of(text), clauses(text), "Et la paie ?"))
    apart = [model.odds([([*own, *shared], ())])[0] for own, shared in held]
    assert model.odds(held) == pytest.approx(apart, abs=1e-4)
