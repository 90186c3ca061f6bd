"""Train the model of notes' classes from labelled contributions and write it where the package reads it; see the data card beside.

    .venv/bin/python models/documents/train.py [FILE…]

Without files, it learns from those of `models/data/documents/`. A third of the given contributions, chosen by the digest of their ids,
is never learnt from: `benchmarks/documents.py` measures on it.
"""

from __future__ import annotations

import argparse
import hashlib
import json
from pathlib import Path
from typing import Any

from sklearn.feature_extraction import DictVectorizer
from sklearn.linear_model import LogisticRegression

from codev_voice.documents.note_classes import NO_CLASS
from codev_voice.documents.note_features import features
from codev_voice.documents.wording import Sentence, sentences, straight

DATA = Path(__file__).parents[1] / "data/documents"
LEARNT_FROM = (DATA / "given/contributions.jsonl", DATA / "contributions.jsonl")
TARGET = Path(__file__).parents[2] / "src/codev_voice/documents/french/notes.json"


def kept_apart(identifier: str) -> bool:
    """Whether this line is in the third of the given ones that is never learnt from."""
    return not identifier.startswith("own-") and hashlib.sha256(identifier.encode()).digest()[0] % 3 == 0


def labelled(line: dict[str, Any]) -> list[tuple[Sentence, int, int, str]]:
    """Each sentence of a contribution with its rank, their number, and its class."""
    parts = sentences(line["text"])
    rows = []
    for rank, sentence in enumerate(parts):
        labels = [item["class"] for item in line["items"] if _shared(sentence.text, straight(item["span"]))]
        rows.append((sentence, rank, len(parts), labels[0] if labels else NO_CLASS))
    return rows


def _shared(sentence: str, span: str) -> bool:
    return sentence in span or span.rstrip(" ?.!…") in sentence or sentence[:25] in span or span[:25] in sentence


def train(lines: list[dict[str, Any]], strength: float) -> dict[str, Any]:
    """The model's table."""
    rows = [row for line in lines for row in labelled(line)]
    tables = [features(sentence, rank=rank, count=count) for sentence, rank, count, _ in rows]
    vectors = DictVectorizer()
    learnt = LogisticRegression(C=strength, max_iter=2000, random_state=0).fit(vectors.fit_transform(tables), [row[3] for row in rows])
    weights = {
        name: [round(float(value), 3) for value in learnt.coef_[:, at]]
        for at, name in enumerate(vectors.get_feature_names_out())
        if max(abs(learnt.coef_[:, at])) >= 0.03
    }
    weights["bias"] = [
        round(float(base + value), 3)
        for base, value in zip(learnt.intercept_, weights.get("bias", [0.0] * len(learnt.classes_)), strict=True)
    ]
    return {"classes": [str(name) for name in learnt.classes_], "weights": dict(sorted(weights.items()))}


def main() -> None:
    """Train and write."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("contributions", type=Path, nargs="*", default=LEARNT_FROM)
    parser.add_argument("--strength", type=float, default=1.0)
    arguments = parser.parse_args()
    lines = [json.loads(line) for path in arguments.contributions for line in path.read_text(encoding="utf-8").splitlines()]
    learnt = train([line for line in lines if not kept_apart(line["id"])], arguments.strength)
    written = (json.dumps(learnt, ensure_ascii=False, separators=(",", ":")) + "\n").encode()
    TARGET.write_bytes(written)
    print(f"{len(learnt['weights'])} features, {len(written) // 1024} kB, sha256 {hashlib.sha256(written).hexdigest()[:16]}")


if __name__ == "__main__":
    main()
