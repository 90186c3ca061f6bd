from __future__ import annotations

import pytest

from codev_voice.documents.lexicon import words


def test_a_list_is_a_set_of_words() -> None:
    assert {"penser", "croire"} <= words("states")
    assert "parler" not in words("states")
    assert not any(" " in word or word != word.lower() for name in ("function_words", "states", "mental", "orders") for word in words(name))


def test_an_order_is_never_also_a_word_that_looks_like_one() -> None:
    assert not words("orders") & words("no_orders")


def test_an_unknown_list_is_refused() -> None:
    with pytest.raises(KeyError):
        words("adverbes")
