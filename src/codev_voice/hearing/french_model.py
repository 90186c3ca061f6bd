"""A Whisper model with only the tokens that French needs, made from a published one.

Whisper chooses each token among 51,865, of every script, and reads the whole table of them each time: half of what base's decoder reads.
`models/whisper/tokens.txt` holds the third of them that write French (every byte among them, so that any name can still be spelled). A
model that can write nothing else is quicker, and as right within what two runs differ by (`models/whisper/README.md`).

The layout of a model's file is CTranslate2's (`python/ctranslate2/specs/model_spec.py`, "serialize", binary version 6): little-endian;
strings end with a zero that their length counts.
"""

from __future__ import annotations

import json
import struct
from typing import TYPE_CHECKING, Any

from codev_voice.weights.bundled import bundled

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

MODEL, CONFIG, TOKENIZER, PREPROCESSOR = "model.bin", "config.json", "tokenizer.json", "preprocessor_config.json"
VOCABULARIES = ("vocabulary.json", "vocabulary.txt")
MULTILINGUAL = 51_865
"""Tokens under which a model only knows English."""
LARGEST = 1_000_000_000
"""Bytes of a model that is read whole into memory; a larger one is used as it is."""
_VERSION = 6
_TABLES = ("decoder/embeddings/", "decoder/projection/")
"""Variables with a row for each token."""
_IDS = ("lang_ids", "suppress_ids", "suppress_ids_begin")
_FIRST = ("Ġ t", "Ġt")
"""A merge, and what it makes, that the published tokenizer files lost with their first line: without it no word begins with a t."""


def french(folder: Path, into: Path) -> bool:
    """Write a model reduced to French; False, and nothing that can be used, when it is too large or is not as these are known to be.

    Args:
        folder: a multilingual Whisper model of CTranslate2, as faster-whisper reads it.
        into: an empty folder.
    """
    try:
        if (folder / MODEL).stat().st_size > LARGEST:
            return False
        tokenizer = json.loads((folder / TOKENIZER).read_bytes())
        config = json.loads((folder / CONFIG).read_bytes())
        listed = next(folder / name for name in VOCABULARIES if (folder / name).is_file())
        words = _words(listed)
        if len(words) < MULTILINGUAL:
            return False
        kept = _kept(tokenizer["model"]["vocab"], len(words))
        places = {old: new for new, old in enumerate(kept)}
        (into / TOKENIZER).write_text(json.dumps(renumbered(tokenizer, places)), encoding="utf-8")
        moved = {name: _moved(config[name], places) for name in _IDS if name in config}
        (into / CONFIG).write_text(json.dumps({**config, **moved}), encoding="utf-8")
        (into / listed.name).write_bytes(_written(listed.suffix, [words[old] for old in kept]))
        if (folder / PREPROCESSOR).is_file():
            (into / PREPROCESSOR).write_bytes((folder / PREPROCESSOR).read_bytes())
        with (into / MODEL).open("wb") as out:
            out.writelines(reduced((folder / MODEL).read_bytes(), kept, len(words)))
    except (OSError, ValueError, KeyError, TypeError, IndexError, StopIteration, struct.error, MemoryError):
        return False  # whoever loads it as it is will say what is wrong with it
    return True


def reduced(data: bytes, kept: Sequence[int], size: int) -> Iterator[bytes | memoryview]:
    """A model's file, part by part, with the rows of these tokens only, in this order.

    Args:
        data: the file.
        kept: which of the `size` rows of each table of tokens are kept.
        size: how many tokens it has.

    Raises:
        ValueError: it is of another layout, or has no such table.
    """
    import numpy as np

    at = 0

    def read(form: str) -> int:
        nonlocal at
        (found,) = struct.unpack_from(f"<{form}", data, at)
        at += struct.calcsize(f"<{form}")
        return int(found)

    def text() -> bytes:
        nonlocal at
        length = read("H")
        at += length
        return data[at - length : at]

    if read("I") != _VERSION:
        problem = "another layout"
        raise ValueError(problem)
    text()
    read("I")
    count = read("I")
    yield data[:at]
    found = False
    for _ in range(count):
        name = text()
        shape = [read("I") for _ in range(read("B"))]
        kind, length = read("B"), read("I")
        values: bytes | memoryview = memoryview(data)[at : at + length]
        at += length
        if name[:-1].decode().startswith(_TABLES) and shape[:1] == [size]:
            found = True
            values = np.frombuffer(values, np.uint8).reshape(size, -1)[np.asarray(kept)].tobytes()
            shape[0] = len(kept)
        yield struct.pack(f"<H{len(name)}sB{len(shape)}IBI", len(name), name, len(shape), *shape, kind, len(values))
        yield values
    if not found:
        problem = "no table of tokens"
        raise ValueError(problem)
    yield data[at:]


def renumbered(tokenizer: Mapping[str, Any], places: Mapping[int, int]) -> dict[str, Any]:
    """A tokenizer (Hugging Face's JSON) with these tokens only, `places` giving the new number of each, and the merges they need."""
    model = tokenizer["model"]
    known = {word: places[number] for word, number in model["vocab"].items() if number in places}
    merges = [(merge.split(" ", 1) if isinstance(merge, str) else merge, merge) for merge in model["merges"]]
    kept = [merge for (one, other), merge in merges if one in known and other in known and one + other in known]
    if _FIRST[1] in known and all(one + other != _FIRST[1] for (one, other), _ in merges):
        kept.insert(0, _FIRST[0] if not kept or isinstance(kept[0], str) else _FIRST[0].split(" "))
    added = [{**token, "id": places[token["id"]]} for token in tokenizer["added_tokens"]]
    processor = tokenizer.get("post_processor")
    if processor and "special_tokens" in processor:
        special = {name: {**token, "ids": _moved(token["ids"], places)} for name, token in processor["special_tokens"].items()}
        processor = {**processor, "special_tokens": special}
    return {**tokenizer, "added_tokens": added, "post_processor": processor, "model": {**model, "vocab": known, "merges": kept}}


def tokens() -> list[str]:
    """What writes French, in the vocabulary's own notation (bytes as characters)."""
    return bundled("whisper/tokens.txt").read_text(encoding="utf-8").split()


def _kept(vocabulary: Mapping[str, int], size: int) -> list[int]:
    """The numbers of the tokens kept: those of French, then every special one, which all come last."""
    special = vocabulary["<|endoftext|>"]
    return [*sorted(vocabulary[token] for token in tokens() if token in vocabulary), *range(special, size)]


def _words(listed: Path) -> list[str]:
    text = listed.read_text(encoding="utf-8")
    return list(json.loads(text)) if listed.suffix == ".json" else text.removesuffix("\n").split("\n")


def _written(suffix: str, words: Sequence[str]) -> bytes:
    return (json.dumps(list(words)) if suffix == ".json" else "\n".join(words) + "\n").encode()


def _moved(ids: Sequence[int], places: Mapping[int, int]) -> list[int]:
    return [places[number] for number in ids if number in places]
