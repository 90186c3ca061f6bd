"""The published model, reduced to French: it writes what is asked as before, and hears at least as well."""

from __future__ import annotations

import json

import pytest
from faster_whisper.tokenizer import Tokenizer as Whispered
from tokenizers import Tokenizer

from codev_voice.hearing.french_model import french
from codev_voice.hearing.words import Whisper, load
from codev_voice.weights import whisper_folder

pytestmark = pytest.mark.real


def test_everything_can_still_be_written() -> None:
    files = french(whisper_folder("base"))
    assert files is not None
    tokenizer = Tokenizer.from_buffer(files["tokenizer.json"])
    for text in (" toutes les tâches notamment", " Łukasz, Нина, 小林 et José", " 😀 « œuvre »\tÀ 14 h 30"):
        assert tokenizer.decode(tokenizer.encode(text, add_special_tokens=False).ids) == text


def test_a_word_is_one_token_as_the_model_learned_it_and_special_ones_follow_each_other() -> None:
    files = french(whisper_folder("base"))
    assert files is not None
    tokenizer = Tokenizer.from_buffer(files["tokenizer.json"])
    assert tokenizer.encode(" tout", add_special_tokens=False).tokens == ["Ġtout"]
    words = files["vocabulary.txt"].decode().splitlines()
    french_language, no_times = (words.index(word) for word in ("<|fr|>", "<|notimestamps|>"))
    assert [tokenizer.id_to_token(number) for number in (french_language, no_times)] == ["<|fr|>", "<|notimestamps|>"]
    assert words[no_times + 1] == "<|0.00|>"
    assert words[-1] == "<|30.00|>"
    assert french_language in json.loads(files["config.json"])["lang_ids"]


def test_the_loaded_model_is_told_french() -> None:
    model = load(Whisper(whisper_folder("base"), "", "cpu", 1))
    assert model.model.is_multilingual
    told = Whispered(model.hf_tokenizer, model.model.is_multilingual, task="transcribe", language="fr")
    assert [model.hf_tokenizer.id_to_token(number) for number in told.sot_sequence] == ["<|startoftranscript|>", "<|fr|>", "<|transcribe|>"]
    assert model.hf_tokenizer.get_vocab_size() < 20_000
