from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest

from codev_voice.errors import MachineError, WeightsError
from codev_voice.hearing.speech import SECONDS, Span
from codev_voice.hearing.words import Sentence, Whisper, _key, _placed, _told, holes, joined, load, prompt, transcribe
from codev_voice.session.progress import silent
from codev_voice.session.seance import Seance
from codev_voice.session.values import Person, Role, Word


class _Kept:
    """A cache that answers every key alike, and remembers which were asked."""

    def __init__(self, value: bytes | None) -> None:
        self.value = value
        self.asked: list[str] = []

    def get(self, key: str) -> bytes | None:
        self.asked.append(key)
        return self.value

    def put(self, key: str, value: bytes) -> None:
        raise AssertionError(key, value)


STORED = json.dumps(
    [{"words": [{"text": "Oui.", "start": 1.0, "end": 1.4, "probability": 0.9}], "no_speech": 0.1, "confidence": -0.2, "compression": 1.0}]
).encode()
NOWHERE = Whisper(Path("nowhere"))
SPEECH = np.full(round(800 / SECONDS), 0.9, dtype=np.float32)
SOUND = np.zeros(800 * 16_000, dtype=np.float32)


def test_the_prompt_holds_names_and_vocabulary() -> None:
    people = (Person("Sophie", Role.CLIENT), Person("Malik", Role.FACILITATOR))
    assert prompt(Seance(people=people, vocabulary=("astreinte", "CSE"))).startswith(
        "Séance de codéveloppement avec Sophie, Malik. astreinte, CSE. Alors, euh,"
    )
    assert prompt(Seance()).startswith("Séance de codéveloppement. Alors, euh,")


def test_the_prompt_is_bounded() -> None:
    assert len(prompt(Seance(vocabulary=("mot",) * 500)).split()) < 100


def test_parts_without_a_space_go_on_the_word_before() -> None:
    parts = [(" C'", 0.0, 0.1, 0.9), ("est", 0.1, 0.3, 0.6), (" aujourd", 0.4, 0.6, 0.8), ("'hui.", 0.6, 0.9, 0.9), (" ", 0.9, 0.9, 0.1)]
    assert joined(parts) == (Word("C'est", 0.0, 0.3, 0.6), Word("aujourd'hui.", 0.4, 0.9, 0.8))


def test_a_first_part_needs_no_space() -> None:
    assert joined([("Oui", 0.0, 0.2, 0.9)]) == (Word("Oui", 0.0, 0.2, 0.9),)


def test_words_of_gathered_sound_find_their_place() -> None:
    parts = (Span(10.0, 12.0), Span(20.0, 25.0))
    words = (Word("a", 0.5, 0.9), Word("b", 1.9, 2.3), Word("c", 3.0, 3.5), Word("d", 6.5, 9.0))
    sentence = _placed(Sentence(words, 0.1, -0.2, 1.0), parts)
    assert [(word.text, word.start, word.end) for word in sentence.words] == [
        ("a", 10.5, 10.9),
        ("b", 20.0, 20.3),  # its middle falls in the second part: it is not stretched over the silence
        ("c", 21.0, 21.5),
        ("d", 24.5, 25.0),
    ]


def test_what_is_told_ends_with_what_was_just_said_for_sure() -> None:
    sure = Sentence((Word("Donc", 0, 1), Word("voilà.", 1, 2)), 0.1, -0.3, 1.0)
    unsure = Sentence((Word("Merci.", 2, 3),), 0.9, -1.3, 1.0)
    assert _told("Séance.", [sure, unsure]) == "Séance. Donc voilà."
    assert _told("Séance.", []) == "Séance."


def test_what_was_heard_is_not_heard_again() -> None:
    cache = _Kept(STORED)
    told: list[float] = []
    sentences = transcribe(SOUND, SPEECH, NOWHERE, cache=cache, progress=lambda _, done: told.append(done))
    assert [sentence.text for sentence in sentences] == ["Oui."] * len(cache.asked)
    assert len(set(cache.asked)) == len(cache.asked) > 1
    assert told == sorted(told)
    assert told[-1] == 1.0


def test_silence_is_never_heard() -> None:
    cache = _Kept(STORED)
    assert transcribe(SOUND, np.zeros_like(SPEECH), NOWHERE, cache=cache, progress=silent) == ()
    assert cache.asked == []


def test_keys_change_with_all_that_matters(tmp_path: Path) -> None:
    parts = (Span(0.0, 1.0),)
    one, other = np.zeros(16_000, dtype=np.float32), np.ones(16_000, dtype=np.float32)
    (tmp_path / "base").mkdir()
    base = Whisper(tmp_path / "base")
    keys = [
        _key(NOWHERE, "", parts, one),
        _key(base, "", parts, one),
        _key(NOWHERE, "Séance.", parts, one),
        _key(NOWHERE, "", (Span(1.0, 2.0),), one),
        _key(NOWHERE, "", parts, other),
    ]
    (tmp_path / "base" / "model.bin").write_bytes(b"weights")
    keys.append(_key(base, "", parts, one))
    assert len(set(keys)) == len(keys)
    assert _key(NOWHERE, "", parts, one) == keys[0]


def test_a_missing_model_says_how_to_get_it() -> None:
    with pytest.raises(WeightsError, match="models fetch"):
        transcribe(SOUND, SPEECH, NOWHERE, cache=_Kept(None), progress=silent)


def test_a_damaged_model_says_how_to_mend_it(tmp_path: Path) -> None:
    for name in ("model.bin", "config.json", "tokenizer.json", "vocabulary.txt"):
        (tmp_path / name).write_bytes(b"{}")
    with pytest.raises(WeightsError, match="endommagé"):
        load(Whisper(tmp_path, device="cpu"))


def test_a_card_that_is_not_there_is_said(tmp_path: Path) -> None:
    import ctranslate2

    if ctranslate2.get_cuda_device_count():
        pytest.skip("this machine has a CUDA card")
    for name in ("model.bin", "config.json", "tokenizer.json"):
        (tmp_path / name).write_bytes(b"{}")
    with pytest.raises(MachineError, match="carte CUDA"):
        load(Whisper(tmp_path, device="cuda"))


def _sentence(*words: tuple[float, float]) -> Sentence:
    return Sentence(tuple(Word("mot", start, end) for start, end in words), 0.1, -0.3, 1.0)


def test_speech_without_a_word_is_a_hole() -> None:
    speech = np.full(round(10 / SECONDS), 0.9, dtype=np.float32)
    (hole,) = holes(speech, [_sentence((0.0, 2.0), (2.1, 4.0)), _sentence((7.0, 10.0))], (Span(0.0, 10.0),))
    assert [hole.start, hole.end] == [pytest.approx(4.0, abs=0.05), pytest.approx(7.0, abs=0.05)]


def test_silence_and_short_speech_are_no_hole() -> None:
    speech = np.full(round(10 / SECONDS), 0.1, dtype=np.float32)
    speech[: round(0.9 / SECONDS)] = 0.9
    assert holes(speech, [], (Span(0.0, 10.0),)) == ()


def test_holes_are_looked_for_in_these_parts_only() -> None:
    speech = np.full(round(10 / SECONDS), 0.9, dtype=np.float32)
    (hole,) = holes(speech, [], (Span(2.0, 5.0),))
    assert [hole.start, hole.end] == [pytest.approx(2.0, abs=0.05), pytest.approx(5.0, abs=0.05)]
