"""Which of Whisper's tokens write French: `python models/whisper/tokens.py FOLDER` writes `tokens.txt`.

FOLDER is a multilingual Whisper model (its `tokenizer.json` is read). The tokens are those that write: all that the project's data hold
(`models/data`), the French pieces of words of `models/advice/pieces.tsv`, with and without a capital, the numbers up to 2,100, some signs
(those of music are only written to be forbidden), and every byte; and those that they are merged from. Nothing is learned from any sound.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from tokenizers import Tokenizer

from codev_voice.hearing.french_model import renumbered

HERE = Path(__file__).parent
DATA = HERE.parent / "data"
PIECES = HERE.parent / "advice" / "pieces.tsv"
UNSEEN = "unseen"
LAST = 2100
SIGNS = "♩♪♫♬♭♮♯€→°–—…’‘“”«»"


def texts() -> Iterator[str]:
    """What must be written with whole tokens."""
    for path in sorted([*DATA.rglob("*.txt"), *DATA.rglob("*.jsonl"), *DATA.rglob("*.toml")]):
        if UNSEEN not in path.parts:
            yield from path.read_text(encoding="utf-8").splitlines()
    for line in PIECES.read_text(encoding="utf-8").splitlines():
        piece = line.split("\t")[0].replace("▁", " ")
        yield piece
        if len(piece) > 1 and piece.startswith(" "):
            yield piece[1:].capitalize()
    for number in range(LAST + 1):
        yield str(number)
    yield from SIGNS


def written(tokenizer: dict[str, Any], given: Iterable[str]) -> set[str]:
    """The tokens that write these texts, at their beginning and after a space."""
    whole = {number: number for number in tokenizer["model"]["vocab"].values()}
    special = {token["id"]: token["id"] for token in tokenizer["added_tokens"]}
    mended = Tokenizer.from_str(json.dumps(renumbered(tokenizer, {**whole, **special})))
    both = [form for text in given for form in (text, " " + text.lstrip())]
    return {token for found in mended.encode_batch(both, add_special_tokens=False) for token in found.tokens}


def closed(tokenizer: dict[str, Any], kept: Iterable[str]) -> set[str]:
    """These tokens, and all that they are merged from."""
    pairs: dict[str, tuple[str, str]] = {"Ġt": ("Ġ", "t")}
    for merge in tokenizer["model"]["merges"]:
        one, other = merge.split(" ", 1) if isinstance(merge, str) else merge
        pairs.setdefault(one + other, (one, other))
    found: set[str] = set()
    waiting = list(kept)
    while waiting:
        token = waiting.pop()
        if token not in found:
            found.add(token)
            waiting += pairs.get(token, ())
    return found


def main() -> None:
    """Write the list, in the order of the vocabulary."""
    tokenizer = json.loads((Path(sys.argv[1]) / "tokenizer.json").read_bytes())
    vocabulary = tokenizer["model"]["vocab"]
    every_byte = {token for token, number in vocabulary.items() if number < 256}
    kept = closed(tokenizer, written(tokenizer, texts()) | every_byte)
    ordered = sorted((token for token in kept if token in vocabulary), key=lambda token: vocabulary[token])
    (HERE / "tokens.txt").write_text("\n".join(ordered) + "\n", encoding="utf-8")
    print(f"{len(ordered)} tokens of {len(vocabulary)}")


if __name__ == "__main__":
    main()
