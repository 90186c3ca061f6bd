from __future__ import annotations

from dataclasses import replace

import pytest

from codev_voice.hearing.live.hypotheses import (
    BEFORE,
    agreed,
    alike,
    laid,
    letters,
    looping,
    lost,
    middle,
    numbers,
    resumed,
    spread,
    unlooped,
)
from codev_voice.hearing.live.values import Token
from codev_voice.session.values import Word
from hearing.live.scripts import words


def _tokens(text: str, start: float = 0.0) -> list[Token]:
    return [Token(word, (rank,), 0.0) for rank, word in enumerate(words(text, start=start))]


def test_steps_agree_whatever_the_capitals_and_the_points() -> None:
    assert agreed(_tokens("Alors, voilà ce"), _tokens("alors voilà. que"), 100) == 2
    assert agreed(_tokens("alors voilà"), _tokens("alors voilà"), 0.5) == 1
    assert agreed([], _tokens("alors"), 100) == 0


@pytest.mark.parametrize(
    ("crowd", "each", "kept"),
    [
        (5, 0.0, "oui m m m m m non"),
        (6, 0.0, "oui non"),
        (20, 0.04, "oui non"),
        (8, 0.1, "oui m m m m m m m m non"),  # said fast
    ],
)
def test_words_that_no_sound_stands_for_were_not_said(crowd: int, each: float, kept: str) -> None:
    said = [Word("m", 1.0 + rank * each, 1.0 + (rank + 1) * each) for rank in range(crowd)]
    all_of_it = [Word("oui", 0.2, 0.6), *said, Word("non", 2.0, 2.4)]
    assert " ".join(token.word.text for token in laid([Token(word, (0,), 0.0) for word in all_of_it])) == kept
    assert laid([]) == []


def test_what_follows_words_that_were_not_said_is_kept() -> None:
    crowd = [Word("m", 3.0, 3.0)] * 20
    after = [Word("mais", 3.0, 3.2), Word("non", 3.2, 3.22), Word("alors", 3.22, 3.5), Word("il", 3.5, 3.52), Word("y", 3.52, 3.52)]
    tokens = [Token(word, (0,), 0.0) for word in [*crowd, *after, *[Word("m", 4.0, 4.0)] * 5]]
    assert [token.word.text for token in laid(tokens)] == ["mais", "non", "alors", "il", "y", *"mmmmm"]


@pytest.mark.parametrize(
    ("said", "kept"),
    [
        ("non non non", "non non non"),
        ("non non non non non non donc", "non"),
        ("je sais je sais", "je sais je sais"),
        ("oui je sais je sais je sais donc", "oui je sais"),
        ("a b c d e f g a b c d e f g a b c d e f g", "a b c d e f g"),
        ("", ""),
    ],
)
def test_a_loop_is_said_once(said: str, kept: str) -> None:
    assert [token.word.text for token in unlooped(_tokens(said))] == kept.split()
    assert looping(_tokens(said)) == (said != kept)


def test_a_loop_long_past_is_none() -> None:
    assert not looping(_tokens("non non non non non non non " + " ".join(f"m{rank}" for rank in range(30))))


def test_only_the_same_words_and_later_are_laid_over_the_rest() -> None:
    before = [Token(word, (0,), 0.0) for word in words("un deux trois")]
    late = [Token(word, (0,), 0.0) for word in words("un deux trois quatre", start=3.0)]
    assert spread(late[:2], before)
    assert not spread(late, before)
    assert not spread(before, before)
    assert not spread([], before)
    assert not spread([*before[:1], late[3]], before)


def test_only_sure_words_that_are_no_longer_there_are_gone_on_from() -> None:
    before = [Token(word, (0,), 0.0) for word in words("premièrement deuxièmement troisièmement")]
    end = before[-1].end
    assert lost(before, [], end) == before
    assert lost(before, [], end - 0.1) == before[:2]
    assert lost(before, [], before[0].end - 0.1) == ()
    assert lost(before, before, end) == ()
    assert lost(before, before[:2], end) == ()
    assert lost(before, before[:1], end) == before
    later = [Token(word, (0,), 0.0) for word in words("quatrièmement cinquièmement", start=end + 1)]
    assert lost(before, later, end) == before
    unsure = [replace(token, word=replace(token.word, probability=0.2)) for token in before]
    assert lost(unsure, [], end) == ()
    assert lost([Token(word, (0,), 0.0) for word in words("un deux")], [], 9.0) == ()
    assert lost([], [], 9.0) == ()
    moved = [replace(token, word=replace(token.word, start=token.word.start + 2, end=token.end + 2)) for token in before]
    assert lost(before, moved, end) == ()
    assert lost(before, moved[:1], end) == before


def test_letters_of_words_that_come_again_count_once() -> None:
    again = [Token(Word(text, 0.0, 0.4), (0,), 0.0) for text in ("D'accord.", "d'accord,", "oui")]
    assert letters(again) == len("d accord") + len("oui")


def test_words_settled_in_the_last_moments_are_given_again_and_one_at_least() -> None:
    told = [Token(word, (0,), 0.0) for word in words("un deux trois quatre cinq", long=0.15)]
    assert resumed(told, 0.0) == (told[:3], told[3:], told[3].word.start - BEFORE)
    assert resumed(told, 1.7) == (told[:3], told[3:], 1.7)  # never before the window
    assert resumed(told[:1], 0.5) == ([], told[:1], 0.5)
    assert resumed([], 0.5) == ([], [], 0.5)
    slow = [Token(word, (0,), 0.0) for word in words("un deux trois", long=0.8)]
    assert resumed(slow, 0.0)[1] == slow[2:]


def test_a_word_has_a_middle_and_its_tokens_numbers() -> None:
    one, other = Token(Word("Bon,", 1.0, 2.0), (3, 4), 0.0), Token(Word("bon", 5.0, 5.5), (6,), 0.0)
    assert middle(one) == 1.5
    assert numbers([one, other]) == [3, 4, 6]
    assert alike(one, other)
