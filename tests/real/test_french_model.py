"""The published model, reduced to French: it writes what is asked, and forbids itself nothing more."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from faster_whisper.tokenizer import Tokenizer as Whispered
from tokenizers import Tokenizer

from codev_voice.hearing.french_model import french
from codev_voice.hearing.words import Whisper, load, reduced_to_french
from codev_voice.weights import whisper_folder

pytestmark = pytest.mark.real


@pytest.fixture(scope="module")
def smaller(tmp_path_factory: pytest.TempPathFactory) -> Path:
    into = tmp_path_factory.mktemp("french")
    assert french(whisper_folder("base"), into)
    return into


def _tokenizer(folder: Path) -> Tokenizer:
    return Tokenizer.from_file(str(folder / "tokenizer.json"))


def test_everything_can_still_be_written(smaller: Path) -> None:
    tokenizer = _tokenizer(smaller)
    for text in (" toutes les tâches notamment", " Łukasz, Нина, 小林 et José", " 😀 « œuvre »\tÀ 14 h 30, 50€ → (2020)"):
        assert tokenizer.decode(tokenizer.encode(text, add_special_tokens=False).ids) == text


def test_a_word_is_one_token_as_the_model_learned_it_and_special_ones_follow_each_other(smaller: Path) -> None:
    tokenizer = _tokenizer(smaller)
    assert tokenizer.encode(" tout", add_special_tokens=False).tokens == ["Ġtout"]
    assert tokenizer.encode("2020", add_special_tokens=False).tokens == ["2020"]
    words = (smaller / "vocabulary.txt").read_text(encoding="utf-8").splitlines()
    french_language, no_times = (words.index(word) for word in ("<|fr|>", "<|notimestamps|>"))
    assert [tokenizer.id_to_token(number) for number in (french_language, no_times)] == ["<|fr|>", "<|notimestamps|>"]
    assert words[no_times + 1] == "<|0.00|>"
    assert words[-1] == "<|30.00|>"
    assert french_language in json.loads((smaller / "config.json").read_bytes())["lang_ids"]


def test_nothing_is_forbidden_that_was_not(smaller: Path) -> None:
    whole, reduced = (
        {
            tokenizer.id_to_token(number)
            for number in Whispered(tokenizer, multilingual=True, task="transcribe", language="fr").non_speech_tokens
        }
        for tokenizer in (_tokenizer(whisper_folder("base")), _tokenizer(smaller))
    )
    assert reduced <= whole
    kept = set(_tokenizer(smaller).get_vocab())
    assert reduced == whole & kept


def test_the_loaded_model_is_told_french() -> None:
    model = load(Whisper(whisper_folder("base"), "", "cpu", 1))
    assert model.model.is_multilingual
    told = Whispered(model.hf_tokenizer, model.model.is_multilingual, task="transcribe", language="fr")
    assert [model.hf_tokenizer.id_to_token(number) for number in told.sot_sequence] == ["<|startoftranscript|>", "<|fr|>", "<|transcribe|>"]
    assert model.hf_tokenizer.get_vocab_size() < 25_000
    assert reduced_to_french(model)
    assert not reduced_to_french(load(Whisper(whisper_folder("base"), "", "cpu", 1, whole=True)))
