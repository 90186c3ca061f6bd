"""Train the model that tells which kinds of help a clause asks for, and write it where the package reads it.

    .venv/bin/python models/documents/kinds.py            # writes kinds.json, prints its digest
    .venv/bin/python models/documents/kinds.py --apart    # what models that have not read a hand find of its sessions, nothing written

Reads the clauses of the passages `contract_*.txt` of `models/data/documents/acts/` that ask for help, each with its kinds
(`[K pistes+outils: …]`); a file is one hand. A few seconds; the same data give the same file.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import re
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import acts
from sklearn.feature_extraction import DictVectorizer
from sklearn.linear_model import LogisticRegression

from codev_voice.documents import kinds
from codev_voice.documents.linear import model_of
from codev_voice.documents.values import Help

TARGET = Path(__file__).parents[2] / "src/codev_voice/documents/french" / kinds.MODEL
STRENGTH, SEEN, LEAST = 30.0, 2, 0.05
"""The regression's C; clauses that must hold a word or pair; weight under which it is left out."""
FOLDS = 4
_ASKS = re.compile(r"\[K ([a-z+]+): ?([^\[\]]*)\]")
_NAMED = re.compile(r"[{}]")
Asked = tuple[str, frozenset[str]]
"""A clause and the kinds that it asks for."""


def asked(path: Path) -> list[Asked]:
    """The clauses of a file that ask for help."""
    return [(_NAMED.sub("", text), frozenset(names.split("+"))) for names, text in _ASKS.findall(path.read_text(encoding="utf-8"))]


def learned(given: Sequence[Asked]) -> dict[str, Any]:
    """The model's table: a regression for each kind, of those that ask for it against the others."""
    tables = [kinds.features(text) for text, _ in given]
    counts = Counter(name for table in tables for name in table)
    vectors = DictVectorizer()
    matrix = vectors.fit_transform([{name: value for name, value in table.items() if counts[name] >= SEEN} for table in tables])
    rows = []
    for kind in Help:
        model = LogisticRegression(C=STRENGTH, max_iter=1000, fit_intercept=False)
        rows.append(model.fit(matrix, [kind.value in names for _, names in given]).coef_[0])
    names = vectors.get_feature_names_out()
    weights = {
        str(name): [round(float(row[at]), 2) for row in rows] for at, name in enumerate(names) if max(abs(row[at]) for row in rows) >= LEAST
    }
    return {"classes": [kind.value for kind in Help], "weights": dict(sorted(weights.items()))}


def apart(held: dict[str, list[Asked]]) -> str:
    """What is found of the hands of whole sessions by models that have not read them, by the names alone and with the model."""
    total: Counter[str] = Counter()
    hands = list(held)
    for fold in range(FOLDS):
        out = hands[fold::FOLDS]
        model = model_of(learned([each for name in hands if name not in out for each in held[name]]))
        for text, right in (each for name in out if acts.SESSIONS in name for each in held[name]):
            plain, whole = ({kind.value for kind in found} for found in (kinds.kinds_of(text), kinds.asked_for(text, model)))
            total.update(all=len(right), named=len(plain & right), named_wrong=len(plain - right))
            total.update(found=len(whole & right), wrong=len(whole - right))
    return ", ".join(f"{name} {count}" for name, count in total.items())


def main() -> None:
    """Train and write; or measure each hand apart."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--apart", action="store_true")
    held = {path.stem: asked(path) for path in sorted(acts.DATA.glob(f"{acts.CONTRACT}_*.txt"))}
    if parser.parse_args().apart:
        print(apart(held))
        return
    written = (
        json.dumps(learned([each for found in held.values() for each in found]), ensure_ascii=False, separators=(",", ":")) + "\n"
    ).encode()
    TARGET.write_bytes(written)
    print(f"{TARGET.name}, {len(written) // 1024} kB, {hashlib.sha256(written).hexdigest()}")


if __name__ == "__main__":
    main()
