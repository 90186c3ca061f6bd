from __future__ import annotations

import json
import struct
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
from tokenizers import Tokenizer

from codev_voice.hearing import french_model
from codev_voice.hearing.french_model import french, reduced, renumbered, tokens

if TYPE_CHECKING:
    from numpy.typing import NDArray

WORDS = ["t", "Ġ", "o", "u", "é", "б", "Ġt", "ou", "Ġtou", "бб", "<|endoftext|>", "<|startoftranscript|>", "<|fr|>", "<|0.00|>"]
FRENCH = ["Ġ", "Ġt", "Ġtou", "o", "ou", "t", "u", "é"]
KEPT = [0, 1, 2, 3, 4, 6, 7, 8, 10, 11, 12, 13]
TABLE = np.arange(len(WORDS) * 3, dtype=np.float16).reshape(len(WORDS), 3)
TOKENIZER: dict[str, Any] = {
    "version": "1.0",
    "added_tokens": [
        {"id": at, "content": WORDS[at], "single_word": False, "lstrip": False, "rstrip": False, "normalized": False, "special": True}
        for at in (10, 11, 12)
    ],
    "normalizer": None,
    "pre_tokenizer": {"type": "ByteLevel", "add_prefix_space": False, "trim_offsets": True, "use_regex": True},
    "post_processor": {
        "type": "TemplateProcessing",
        "single": [{"SpecialToken": {"id": "<|fr|>", "type_id": 0}}, {"Sequence": {"id": "A", "type_id": 0}}],
        "pair": [{"Sequence": {"id": "A", "type_id": 0}}, {"Sequence": {"id": "B", "type_id": 0}}],
        "special_tokens": {"<|fr|>": {"id": "<|fr|>", "ids": [12], "tokens": ["<|fr|>"]}},
    },
    "decoder": {"type": "ByteLevel", "add_prefix_space": True, "trim_offsets": True, "use_regex": True},
    "model": {
        "type": "BPE",
        "dropout": None,
        "unk_token": None,
        "continuing_subword_prefix": "",
        "end_of_word_suffix": "",
        "fuse_unk": False,
        "vocab": {word: at for at, word in enumerate(WORDS[:11])},
        "merges": ["o u", "Ġt ou", "б б"],
    },
}


def _named(name: str) -> bytes:
    return struct.pack(f"<H{len(name) + 1}s", len(name) + 1, name.encode() + b"\0")


def _variable(name: str, values: NDArray[Any], kind: int) -> bytes:
    shape = struct.pack(f"<B{values.ndim}I", values.ndim, *values.shape)
    return _named(name) + shape + struct.pack("<BI", kind, values.nbytes) + values.tobytes()


def _model(table: NDArray[Any] = TABLE, version: int = 6, name: str = "decoder/embeddings/weight") -> bytes:
    other = np.arange(6, dtype=np.float32).reshape(2, 3)
    head = struct.pack("<I", version) + _named("WhisperSpec") + struct.pack("<II", 3, 3)
    values = _variable("decoder/layer", other, 0) + _variable(name, table, 4) + _variable("encoder/num_heads", np.array(8, np.int16), 2)
    return head + values + struct.pack("<I", 1) + _named("decoder/projection/weight") + _named(name)


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(french_model, "tokens", lambda: FRENCH)
    monkeypatch.setattr(french_model, "MULTILINGUAL", len(WORDS))
    place = tmp_path / "whisper"
    place.mkdir()
    (place / "model.bin").write_bytes(_model())
    (place / "tokenizer.json").write_text(json.dumps(TOKENIZER), encoding="utf-8")
    (place / "vocabulary.txt").write_text("\n".join(WORDS) + "\n", encoding="utf-8")
    config = {"lang_ids": [12], "suppress_ids": [3, 5, 9, 11], "suppress_ids_begin": [1, 10], "alignment_heads": [[0, 1]]}
    (place / "config.json").write_text(json.dumps(config), encoding="utf-8")
    return place


def _written(folder: Path) -> dict[str, bytes] | None:
    into = folder.parent / "smaller"
    into.mkdir(exist_ok=True)
    return {path.name: path.read_bytes() for path in into.iterdir()} if french(folder, into) else None


def test_only_the_rows_of_french_tokens_are_left_and_all_else_is_as_it_was() -> None:
    assert b"".join(reduced(_model(), KEPT, len(WORDS))) == _model(TABLE[KEPT])


def test_a_table_apart_is_cut_as_well() -> None:
    name = "decoder/projection/bias"
    assert b"".join(reduced(_model(TABLE[:, 0], name=name), [0, 2], len(WORDS))) == _model(TABLE[[0, 2], 0], name=name)


def test_the_files_of_a_reduced_model_agree_on_its_numbers(folder: Path) -> None:
    files = _written(folder)
    assert files is not None
    assert files["model.bin"] == _model(TABLE[KEPT])
    words = files["vocabulary.txt"].decode().splitlines()
    assert words == [WORDS[old] for old in KEPT]
    assert json.loads(files["config.json"]) == {
        "lang_ids": [10],
        "suppress_ids": [3, 9],
        "suppress_ids_begin": [1, 8],
        "alignment_heads": [[0, 1]],
    }
    tokenizer = Tokenizer.from_buffer(files["tokenizer.json"])
    assert [tokenizer.id_to_token(at) for at in range(11)] == words[:11]
    assert tokenizer.encode("ou").ids == [10, words.index("ou")]


def test_a_word_that_begins_with_a_t_is_written_as_the_model_learned_it(folder: Path) -> None:
    files = _written(folder)
    assert files is not None
    before, after = Tokenizer.from_str(json.dumps(TOKENIZER)), Tokenizer.from_buffer(files["tokenizer.json"])
    assert before.encode(" tou", add_special_tokens=False).tokens == ["Ġ", "t", "ou"]
    assert after.encode(" tou", add_special_tokens=False).tokens == ["Ġtou"]


def test_merges_written_as_pairs_and_a_list_of_words_in_json_are_read_too(folder: Path) -> None:
    pairs = {**TOKENIZER, "model": {**TOKENIZER["model"], "merges": [["Ġ", "t"], ["o", "u"], ["Ġt", "ou"]]}}
    (folder / "tokenizer.json").write_text(json.dumps(pairs), encoding="utf-8")
    (folder / "vocabulary.txt").unlink()
    (folder / "vocabulary.json").write_text(json.dumps(WORDS), encoding="utf-8")
    (folder / "preprocessor_config.json").write_text("{}", encoding="utf-8")
    files = _written(folder)
    assert files is not None
    assert json.loads(files["vocabulary.json"]) == [WORDS[old] for old in KEPT]
    assert json.loads(files["tokenizer.json"])["model"]["merges"] == [["Ġ", "t"], ["o", "u"], ["Ġt", "ou"]]
    assert files["preprocessor_config.json"] == b"{}"


def test_without_merges_nothing_is_asked_of_the_first() -> None:
    bare = {**TOKENIZER, "post_processor": None, "model": {**TOKENIZER["model"], "merges": []}}
    found = renumbered(bare, {at: at for at in range(len(WORDS))})
    assert found["model"]["merges"] == ["Ġ t"]


@pytest.mark.parametrize("name", ["model.bin", "tokenizer.json", "config.json", "vocabulary.txt"])
def test_a_model_of_another_kind_is_left_as_it_is(folder: Path, name: str) -> None:
    whole = (folder / name).read_bytes()
    for broken in (b"", whole[: len(whole) // 2], b"[]", b"\xff\xfe"):
        (folder / name).write_bytes(broken)
        assert _written(folder) is None, broken
    (folder / name).unlink()
    assert _written(folder) is None


def test_an_english_model_is_left_as_it_is(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(french_model, "MULTILINGUAL", len(WORDS) + 1)
    assert _written(folder) is None


def test_a_place_that_refuses_to_be_written_leaves_the_model_as_it_is(folder: Path) -> None:
    assert not french(folder, folder / "nowhere")


def test_another_layout_a_model_without_tokens_and_one_too_large_are_left_as_they_are(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (folder / "model.bin").write_bytes(_model(version=7))
    assert _written(folder) is None
    (folder / "model.bin").write_bytes(_model(name="decoder/other"))
    assert _written(folder) is None
    (folder / "model.bin").write_bytes(_model())
    monkeypatch.setattr(french_model, "LARGEST", 100)
    assert _written(folder) is None


def test_the_list_can_write_every_byte_and_the_words_of_french() -> None:
    listed = set(tokens())
    assert len(listed) == len(tokens()) < 25_000
    every_byte = {chr(byte) for byte in (*range(0x21, 0x7F), *range(0xA1, 0xAD), *range(0xAE, 0x100))} | {chr(256 + at) for at in range(68)}
    assert every_byte <= listed
    assert {"Ġtout", "Ġnotamment", "Ġeuh", "Ġouais", "ĠMerci"} <= listed
    assert "Ġб" not in listed
