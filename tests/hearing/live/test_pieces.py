from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from codev_voice.hearing.live.pieces import BREATH, LONGEST, UNKNOWN, Pieces, label_of, voice_of
from codev_voice.session.turning import turns_of
from codev_voice.session.values import Piece, Word
from hearing.live.scripts import words


def _pieces(said: tuple[Word, ...], labels: str | None = None, **first: float) -> tuple[Pieces, list[Piece]]:
    """Labels: a letter a word, « . » for nobody's."""
    made = Pieces(**first)  # type: ignore[arg-type] # a case as a table
    given_ = [None if label == "." else "micro" if label == "m" else f"v{label}" for label in labels or "1" * len(said)]
    return made, list(made.add(said, given_))


def test_a_sentence_is_a_piece() -> None:
    made, found = _pieces(words("Voilà ce que je propose. Qui commence"))
    assert [piece.text for piece in found] == ["Voilà ce que je propose."]
    assert [word.text for word, _ in made.open] == ["Qui", "commence"]


def test_a_short_sentence_goes_with_the_next() -> None:
    _, found = _pieces(words("Euh. Oui. Je commence. Alors"))
    assert [piece.text for piece in found] == ["Euh. Oui. Je commence."]


def test_another_voice_ends_a_piece() -> None:
    made, found = _pieces(words("qui commence moi oui"), "1122")
    assert [(piece.voice, piece.text) for piece in found] == [("Voix 1", "qui commence")]
    assert made.open[0][1] == "v2"


def test_a_word_of_nobody_goes_with_its_neighbours() -> None:
    made, found = _pieces(words("qui commence moi oui voilà"), ".1.1.")
    assert found == []
    (piece,) = made.rest(0, over=True)
    assert piece.voice == "Voix 1"


def test_a_piece_of_nobody_is_unknown() -> None:
    made, _ = _pieces(words("qui commence"), "..")
    (piece,) = made.rest(0, over=True)
    assert (piece.voice, piece.channel) == (UNKNOWN, "appel")


def test_the_facilitator_has_her_own_channel() -> None:
    _, found = _pieces(words("qui veut commencer ? moi je veux bien. voilà"), "mmmm1111m")
    assert [(piece.voice, piece.channel) for piece in found] == [("Micro", "micro"), ("Voix 1", "appel")]


def test_a_breath_ends_a_piece() -> None:
    _, found = _pieces(words("qui commence", "moi oui", pause=BREATH + 0.01))
    assert [piece.text for piece in found] == ["qui commence"]


def test_silence_ends_a_piece() -> None:
    made, _ = _pieces(words("qui commence"))
    last = made.open[-1][0].end
    assert list(made.rest(last + BREATH - 0.01)) == []
    assert [piece.text for piece in made.rest(last + BREATH)] == ["qui commence"]
    assert list(made.rest(last + 60, over=True)) == []


def test_a_long_sentence_is_cut() -> None:
    _, found = _pieces(words("mot " * 60))
    assert found
    assert all(piece.end - piece.start <= LONGEST for piece in found)


def test_ids_go_on_from_a_number() -> None:
    made, found = _pieces(words("Voilà ce que je propose. Qui commence"), first=41)
    assert [piece.id for piece in [*found, *made.rest(0, over=True)]] == ["p000041", "p000042"]


def test_a_turn_opens_after_a_silence_only() -> None:
    made, found = _pieces(words("ce que je propose.", "c'est ça. et", pause=3.5), after=0.5)
    assert [piece.opens for piece in [*found, *made.rest(0, over=True)]] == [False, True]
    _, found = _pieces(words("ce que je propose."))
    assert [piece.opens for piece in found] == [True]


def test_turns_join_once_voices_are_known() -> None:
    """« … » between two pieces of one voice does not cut the turn for ever."""
    _, found = _pieces(words("Voilà ce que je propose. Je ne sais pas. Qui veut bien commencer ?"), "11111....11111")
    assert [piece.voice for piece in found] == ["Voix 1", UNKNOWN, "Voix 1"]
    assert len(turns_of(found)) == 3
    (turn,) = turns_of([replace(piece, voice="Voix 1") for piece in found])
    assert turn.pieces == ("p000000", "p000001", "p000002")


@pytest.mark.parametrize("label", ["micro", "v1", "v12", None])
def test_a_label_is_found_again_from_its_voice(label: str | None) -> None:
    assert label_of(voice_of(label)) == label


@pytest.mark.parametrize("voice", ["Sophie", "", UNKNOWN])
def test_a_voice_of_another_kind_has_no_label(voice: str) -> None:
    assert label_of(voice) is None


@st.composite
def _said(draw: st.DrawFn) -> list[tuple[Word, str | None]]:
    at, said = 0.0, []
    for rank in range(draw(st.integers(0, 60))):
        at += draw(st.sampled_from([0.0, 0.0, 0.2, 0.69, 0.7, 4.0]))
        long = draw(st.sampled_from([0.1, 0.4, 1.5]))
        label = draw(st.sampled_from([None, "micro", "v1", "v1", "v1", "v2"]))
        said.append((Word(f"m{rank}" + draw(st.sampled_from(["", "", "", ".", "?"])), at, at + long), label))
        at += long
    return said


@given(_said(), st.lists(st.integers(1, 9)), st.integers(0, 5_000))
def test_every_word_is_in_one_piece_of_one_voice(said: list[tuple[Word, str | None]], sizes: list[int], first: int) -> None:
    made = Pieces(first)
    found: list[Piece] = []
    at = 0
    for size in [*sizes, len(said)]:
        part = said[at : at + size]
        at += len(part)
        found += made.add([word for word, _ in part], [label for _, label in part])
        if part:
            found += made.rest(part[-1][0].end + (size % 3) * 0.4)
    found += made.rest(0, over=True)
    assert [word for piece in found for word in piece.words] == [word for word, _ in said]
    labels = dict(said)
    for rank, piece in enumerate(found):
        assert piece.id == f"p{first + rank:06d}"
        assert piece.end - piece.start <= LONGEST
        assert {voice_of(labels[word]) for word in piece.words if labels[word]} in ({piece.voice}, set())
        assert piece.text == " ".join(word.text for word in piece.words)
        assert (piece.start, piece.end) == (piece.words[0].start, piece.words[-1].end)
    assert all(one.end <= other.start for one, other in pairwise(found))
