from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

import ctranslate2
import numpy as np
import pytest

from codev_voice.errors import WeightsError
from codev_voice.hearing.live import decoding
from codev_voice.hearing.live.decoding import Decoder, ears
from codev_voice.hearing.words import Whisper
from codev_voice.session.values import Word
from codev_voice.sound.tracks import RATE

if TYPE_CHECKING:
    from collections.abc import Sequence

PREV, SOT, FR, TRANSCRIBE, TIMES, EOT = 1_006, 1_001, 1_002, 1_003, 1_010, 1_000
Part = tuple[str, float, float, float]


class Tokenizer:
    """A token a part of a word, numbered as they are first met; the special ones above 1000."""

    sot_prev, timestamp_begin, eot = PREV, TIMES, EOT
    sot_sequence = (SOT, FR, TRANSCRIBE)

    def __init__(self, _: object, __: bool, *, task: str, language: str) -> None:  # noqa: FBT001 - as the library has it
        assert (task, language) == ("transcribe", "fr")

    def encode(self, text: str) -> list[int]:
        return [500 + rank for rank, _ in enumerate(text.split())]


class Model:
    """Writes the parts it is given, at their times, after those it is made to begin with; two frames of its mel are one of the encoded."""

    hf_tokenizer = None

    def __init__(self, parts: Sequence[Part]) -> None:
        self.parts = parts
        self.model = SimpleNamespace(is_multilingual=True, generate=self.generate)
        self.frames = self.encoded = self.aligned = self.new = self.last = 0
        self.told: list[int] = []
        self.heard: np.ndarray[Any, np.dtype[np.float32]] = np.zeros(0, dtype=np.float32)
        self.how: dict[str, Any] = {}

    def feature_extractor(self, sound: np.ndarray[Any, np.dtype[np.float32]]) -> np.ndarray[Any, np.dtype[np.float32]]:
        return np.zeros((80, sound.size // 160 + 1), dtype=np.float32)

    def encode(self, mel: np.ndarray[Any, np.dtype[np.float32]]) -> ctranslate2.StorageView:
        assert mel.flags.c_contiguous
        self.frames, self.encoded = mel.shape[1], self.encoded + 1
        numbers = np.arange(self.frames // 2, dtype=np.float32)
        return ctranslate2.StorageView.from_array(np.ascontiguousarray(np.tile(numbers[None, :, None], (1, 1, 3))))

    def generate(self, encoded: ctranslate2.StorageView, told: list[list[int]], **how: Any) -> list[SimpleNamespace]:  # noqa: ANN401 - the library's options
        self.told, self.how, self.heard = told[0], how, np.array(encoded)
        begun = self.told.index(TRANSCRIBE) + 1
        known = self.told[begun + 1 :]
        longest = min(how["max_length"] // 2, how["max_length"] - begun)
        self.new, self.last = longest - len(known) - 1, begun + longest
        written = [self.told[begun], *known, *range(len(known), len(self.parts)), TIMES + 40, EOT][:longest]
        return [SimpleNamespace(sequences_ids=[written], scores=[-0.25], no_speech_prob=0.1)]

    def find_alignment(
        self, _: Tokenizer, ids: list[list[int]], encoded: ctranslate2.StorageView, frames: int
    ) -> list[list[dict[str, Any]]]:
        self.aligned = frames
        assert np.array_equal(np.array(encoded), self.heard)
        told: list[dict[str, Any]] = [
            {"word": text, "tokens": [rank], "start": start, "end": end, "probability": sure}
            for rank, (text, start, end, sure) in enumerate(self.parts)
        ]
        return [
            [*(part for part in told if part["tokens"][0] in ids[0]), {"word": "", "tokens": [EOT], "start": 9, "end": 9, "probability": 0}]
        ]


def _decoder(monkeypatch: pytest.MonkeyPatch, *parts: Part, prompt: str = "") -> tuple[Decoder, Model]:
    model = Model(parts)
    monkeypatch.setattr(decoding, "load", lambda _: model)
    monkeypatch.setattr("faster_whisper.tokenizer.Tokenizer", Tokenizer)
    return Decoder(Whisper(Path("nowhere"), prompt)), model


SECOND = np.zeros(RATE, dtype=np.float32)
PARTS = (
    (" Ah", 0.1, 0.3, 0.9),
    (",", 0.3, 0.3, 0.5),
    (" aujourd", 0.4, 0.6, 0.8),
    ("'hui", 0.6, 0.8, 0.7),
    (".", 0.8, 0.8, 0.9),
    (" Oui", 0.9, 1.0, 0.9),
)


def test_words_have_their_tokens_and_the_sessions_times(monkeypatch: pytest.MonkeyPatch) -> None:
    decoder, _ = _decoder(monkeypatch, *PARTS)
    heard = decoder.hear(SECOND, 60.0)
    assert [token.word for token in heard.tokens] == [
        Word("Ah,", 60.1, 60.3, 0.5),
        Word("aujourd'hui.", 60.4, 60.8, 0.7),
        Word("Oui", 60.9, 61.0, 0.9),
    ]
    assert [token.ids for token in heard.tokens] == [(0, 1), (2, 3, 4), (5,)]
    assert {token.window for token in heard.tokens} == {60.0}
    assert (heard.confidence, heard.no_speech) == (-0.25, 0.1)


def test_silence_follows_up_to_twelve_seconds_and_two_at_least(monkeypatch: pytest.MonkeyPatch) -> None:
    decoder, model = _decoder(monkeypatch, *PARTS)
    decoder.hear(SECOND, 0.0)
    assert (model.frames, model.aligned) == (1_201, 120)
    decoder.hear(np.tile(SECOND, 11), 0.0)
    assert (model.frames, model.aligned) == (1_301, 1_120)
    decoder.hear(np.tile(SECOND, 28), 0.0)
    assert (model.frames, model.aligned) == (3_000, 2_820)


def test_settled_words_are_what_it_begins_with_and_are_not_said_again(monkeypatch: pytest.MonkeyPatch) -> None:
    decoder, model = _decoder(monkeypatch, *PARTS, prompt="Séance avec Lucie.")
    heard = decoder.hear(SECOND, 0.0, said=(7, 8), settled=(0, 1))
    assert model.told == [PREV, 500, 501, 502, 7, 8, SOT, FR, TRANSCRIBE, TIMES, 0, 1]
    assert not model.how["suppress_blank"]
    assert [token.word.text for token in heard.tokens] == ["aujourd'hui.", "Oui"]


def test_sound_before_the_words_looked_for_is_encoded_and_not_searched(monkeypatch: pytest.MonkeyPatch) -> None:
    decoder, model = _decoder(monkeypatch, (" aujourd'hui", 0.4, 0.8, 0.8), (" oui", 0.9, 1.0, 0.9))
    heard = decoder.hear(np.tile(SECOND, 4), 60.0, since=62.5, said=(7, 8), settled=(0,))
    assert model.frames == 1_201
    assert model.told[-2:] == [TIMES + 125, 0]
    assert model.heard[0, 0].tolist() == [125.0] * 3  # fifty encoded frames a second
    assert model.heard.shape[1] == 600 - 125
    assert model.aligned == 420 - 250
    assert [token.word for token in heard.tokens] == [Word("oui", 63.4, 63.5, 0.9)]
    assert heard.tokens[0].window == 60.0


def test_a_sound_heard_again_is_encoded_once(monkeypatch: pytest.MonkeyPatch) -> None:
    decoder, model = _decoder(monkeypatch, *PARTS)
    other = np.full(RATE, 0.1, dtype=np.float32)
    for sound in (SECOND, SECOND.copy(), other, other, SECOND):
        decoder.hear(sound, 0.0)
    assert model.encoded == 3


def test_words_laid_on_one_moment_were_not_said(monkeypatch: pytest.MonkeyPatch) -> None:
    again = [(f" mot{rank}", 0.5, 0.5, 0.9) for rank in range(6)]
    decoder, _ = _decoder(monkeypatch, (" oui", 0.1, 0.4, 0.9), *again, (" non", 0.6, 0.9, 0.9))
    assert [token.word.text for token in decoder.hear(SECOND, 0.0).tokens] == ["oui", "non"]


def test_a_settled_word_that_grew_is_left_as_it_was_settled(monkeypatch: pytest.MonkeyPatch) -> None:
    decoder, _ = _decoder(monkeypatch, *PARTS)
    assert [token.word.text for token in decoder.hear(SECOND, 0.0, settled=(0, 1, 2)).tokens] == ["Oui"]
    assert decoder.hear(SECOND, 0.0, settled=(0, 1, 2, 3, 4, 5)).tokens == ()


def test_nothing_written_is_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    decoder, model = _decoder(monkeypatch)
    assert decoder.hear(SECOND, 0.0).tokens == ()
    assert model.aligned == 0
    assert model.how["suppress_blank"]


def test_a_space_alone_is_no_word(monkeypatch: pytest.MonkeyPatch) -> None:
    decoder, _ = _decoder(monkeypatch, (" ", 0.0, 0.1, 0.9), (" oui", 0.1, 0.2, 0.9))
    assert [token.word.text for token in decoder.hear(SECOND, 0.0).tokens] == ["oui"]


def test_a_word_lasts_no_longer_than_its_letters(monkeypatch: pytest.MonkeyPatch) -> None:
    """The aligner stretches it over the speech that was left out."""
    decoder, _ = _decoder(monkeypatch, (" oui", 0.0, 6.0, 0.9), (" et", 6.0, 6.2, 0.9))
    assert [(token.word.start, token.end) for token in decoder.hear(SECOND, 0.0).tokens] == [(0.0, 0.67), (6.0, 6.2)]


@pytest.mark.parametrize("settled", [0, 40, 200, 700])
def test_what_it_is_told_never_goes_beyond_what_the_model_holds(monkeypatch: pytest.MonkeyPatch, settled: int) -> None:
    decoder, model = _decoder(monkeypatch, *PARTS, prompt="mot " * 400)
    decoder.hear(SECOND, 0.0, said=range(600, 700), settled=range(settled))
    assert model.new in {90, 91}
    assert model.last <= 448
    begun = model.told[model.told.index(SOT) :]
    assert begun[:4] == [SOT, FR, TRANSCRIBE, TIMES]
    assert begun[4:] == list(range(settled))[-250:]
    assert model.told[: model.told.index(SOT)][-50:] == list(range(650, 700))


def test_a_model_that_is_not_there_is_said(tmp_path: Path) -> None:
    with pytest.raises(WeightsError, match="absent ou incomplet"):
        Decoder(Whisper(tmp_path))


@pytest.mark.parametrize(
    ("models", "reducible", "asked"),
    [
        (("base", "base"), {"base"}, [("base", False)]),
        (("small", "base"), {"small", "base"}, [("small", False), ("base", False)]),
        (("large", "base"), {"base"}, [("large", False), ("base", True)]),
        (("base", "odd"), {"base"}, [("base", False), ("odd", False), ("base", True)]),
    ],
)
def test_two_models_have_the_same_numbers_for_tokens(
    monkeypatch: pytest.MonkeyPatch, models: tuple[str, str], reducible: set[str], asked: list[tuple[str, bool]]
) -> None:
    seen: list[tuple[str, bool]] = []

    def load(whisper: Whisper) -> SimpleNamespace:
        seen.append((whisper.folder.name, whisper.whole))
        return SimpleNamespace(french=whisper.folder.name in reducible and not whisper.whole)

    monkeypatch.setattr(decoding, "Decoder", load)
    settles, quick = ears((Path(models[0]), Path(models[1])), "", 1)
    assert seen == asked
    assert quick is None if models[0] == models[1] else quick is not None and quick.french == settles.french
