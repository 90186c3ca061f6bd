from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st
from pyannote.core import Annotation, Segment

from codev_voice.hearing.turns import LONGEST, assign, numbered, pieces, split
from codev_voice.session.values import Word


def _voices(*segments: tuple[float, float, str]) -> Annotation:
    annotation = Annotation()
    for number, (start, end, label) in enumerate(segments):
        annotation[Segment(start, end), number] = label
    return annotation


def _words(*texts: str, start: float = 0.0, step: float = 0.5, length: float = 0.4) -> tuple[Word, ...]:
    return tuple(Word(text, start + at * step, start + at * step + length) for at, text in enumerate(texts))


def test_words_go_to_who_speaks_then() -> None:
    words = _words("Bonjour", "Malik.", "Bonjour.", "Oui.")
    assert assign(words, _voices((0, 1.0, "a"), (1.0, 2.0, "b"))) == ("a", "a", "b", "b")


def test_a_word_that_leaks_over_a_border_stays_with_its_sentence() -> None:
    # The border falls 0.2 s before the end of « là. »: the sentence holds it.
    words = (Word("on", 0.0, 0.2), Word("va", 0.2, 0.4), Word("là.", 0.4, 0.8), Word("Oui.", 0.9, 1.2))
    assert assign(words, _voices((0, 0.55, "a"), (0.55, 2.0, "b"))) == ("a", "a", "a", "b")


def test_one_word_inside_a_breath_does_not_flip() -> None:
    words = _words("je", "sais", "pas", "quoi", "faire", step=0.3, length=0.3)
    assert assign(words, _voices((0, 0.6, "a"), (0.6, 0.75, "b"), (0.75, 2.0, "a"))) == ("a",) * 5


def test_an_answer_of_one_word_is_heard() -> None:
    words = (Word("Ça", 0.0, 0.3), Word("va ?", 0.3, 0.7), Word("Oui.", 1.1, 1.4), Word("Bon,", 1.9, 2.2), Word("alors", 2.2, 2.6))
    assert assign(words, _voices((0, 0.8, "a"), (1.0, 1.5, "b"), (1.8, 3.0, "a"))) == ("a", "a", "b", "a", "a")


def test_a_word_nobody_speaks_goes_to_the_nearest() -> None:
    assert assign(_words("Euh", start=2.0), _voices((0, 1.0, "a"), (2.6, 4.0, "b"))) == ("b",)


def test_no_word_has_no_voice() -> None:
    assert assign((), Annotation()) == ()
    assert pieces((), ()) == ()


def test_voices_are_numbered_as_they_speak() -> None:
    voices = _voices((0, 1, "z"), (1, 2, "a"), (3, 4, "mute"))
    assert numbered(("a", "z", "a"), voices) == {"a": "Voix 1", "z": "Voix 2", "mute": "Voix 3"}


def test_turns_open_where_the_voice_changes() -> None:
    made = pieces(_words("Ça", "va ?", "Oui.", "Bien."), ("a", "a", "b", "a"))
    assert [(piece.id, piece.voice, piece.text, piece.opens) for piece in made] == [
        ("p000000", "a", "Ça va ?", True),
        ("p000001", "b", "Oui.", True),
        ("p000002", "a", "Bien.", True),
    ]
    assert (made[0].start, made[0].end) == (0.0, 0.9)
    assert made[0].channel is None


def test_turns_open_after_a_silence() -> None:
    words = (*_words("Prends", "ton", "temps."), *_words("Voilà.", start=20.0))
    assert [piece.opens for piece in pieces(words, ("a",) * 4)] == [True, True]


def test_two_tracks_say_their_channel() -> None:
    made = pieces(_words("Ça", "va ?", "Oui."), ("Voix 1", "Voix 1", "Voix 2"), micro="Voix 1")
    assert [piece.channel for piece in made] == ["micro", "appel"]


def test_a_facilitator_who_says_nothing_leaves_the_call() -> None:
    assert pieces(_words("Oui."), ("Voix 1",), micro="")[0].channel == "appel"


def test_a_long_turn_is_cut_at_the_end_of_a_sentence() -> None:
    texts = ["mot"] * 40
    texts[15] = "fin."
    first, *others = pieces(_words(*texts), ("a",) * 40)
    assert first.text.endswith("fin.")
    assert first.opens
    assert not any(piece.opens for piece in others)


def test_without_a_sentence_it_is_cut_at_the_longest_pause() -> None:
    words = (*_words(*["mot"] * 14), *_words(*["mot"] * 14, start=8.0))
    assert [len(part) for part in split(words)] == [14, 14]


def test_one_endless_word_stays_whole() -> None:
    words = (Word("Mmm", 0.0, 30.0), Word("oui", 30.0, 30.5))
    assert split(words) == (words[:1], words[1:])
    assert split(words[:1]) == (words[:1],)


_WORD = st.builds(
    lambda text, length: (text, length),
    st.sampled_from(["oui", "non.", "ben", "voilà ?", "c'est", "alors…"]),
    st.floats(0.05, 20.0),
)
_LABELS = st.sampled_from(["a", "b", "c"])


@st.composite
def _sessions(draw: st.DrawFn) -> tuple[tuple[Word, ...], Annotation]:
    words: list[Word] = []
    at = 0.0
    for text, length in draw(st.lists(_WORD, min_size=1, max_size=60)):
        at += draw(st.sampled_from([0.0, 0.1, 0.4, 5.0]))
        words.append(Word(text, at, at + length))
        at += length * draw(st.sampled_from([0.5, 1.0]))  # the next may overlap
    segments = draw(st.lists(st.tuples(st.floats(0, at), st.floats(0.1, 30.0), _LABELS), min_size=1, max_size=12))
    return tuple(words), _voices(*((start, start + length, label) for start, length, label in segments))


@given(_sessions())
def test_no_word_is_lost_doubled_or_moved(session: tuple[tuple[Word, ...], Annotation]) -> None:
    words, voices = session
    given_to = assign(words, voices)
    made = pieces(words, given_to)
    assert tuple(word for piece in made for word in piece.words) == words
    assert [piece.voice for piece in made for _ in piece.words] == list(given_to)
    assert set(given_to) <= {str(label) for label in voices.labels()}


@given(_sessions())
def test_pieces_are_short_in_order_and_open_turns(session: tuple[tuple[Word, ...], Annotation]) -> None:
    words, voices = session
    made = pieces(words, assign(words, voices))
    assert [piece.id for piece in made] == [f"p{number:06d}" for number in range(len(made))]
    assert all(one.start <= other.start for one, other in pairwise(made))
    assert all(piece.start <= piece.end for piece in made)
    assert all(piece.words[-1].end - piece.start <= LONGEST or len(piece.words) == 1 for piece in made)
    assert made[0].opens
    assert all(other.opens for one, other in pairwise(made) if one.voice != other.voice)
