"""The linear model of the words that name what the client sets aside (`codev_voice.documents.naming`): how it is trained and written."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

import acts
import numpy as np
from scipy.sparse import csr_matrix
from sklearn.linear_model import LogisticRegression

from codev_voice.documents.acts import CLIENT, place
from codev_voice.documents.name_features import features, words_of
from codev_voice.documents.naming import NameModel

SIZE = 1 << 18
STRENGTH = 20.0
STEPS = 200
SHARES = (0.6, 0.6, 1.0)
"""What the log odds of the features and of the network count for, and what is added: chosen on hands that neither had read."""


def rows(passage: acts.Passage) -> Iterator[tuple[list[str], bool]]:
    """The features of each word of the client, and whether it is of a name."""
    before = ""
    for turn in passage:
        if turn.role == CLIENT:
            words = words_of(turn.text)
            for word, (own, shared) in zip(words, features(words, turn.cut, before), strict=True):
                middle = (word.start + word.end) / 2
                yield [*own, *shared], any(start <= middle < end for start, end in turn.named)
        before = turn.text


def trained(given: Sequence[acts.Passage]) -> NameModel:
    """The model of these passages, each read as written and without punctuation."""
    held = [row for passage in given for version in (passage, acts.bare(passage)) for row in rows(version)]
    places = [[place(feature, SIZE) for feature in names] for names, _ in held]
    values = np.concatenate([np.full(len(row), len(row) ** -0.5, np.float32) for row in places])
    columns = np.concatenate([np.asarray(row, np.int32) for row in places])
    matrix = csr_matrix((values, columns, np.cumsum([0, *map(len, places)])), (len(held), SIZE))
    learnt = LogisticRegression(C=STRENGTH, max_iter=STEPS, tol=1e-6).fit(matrix, [named for _, named in held])
    return NameModel(learnt.coef_[0].astype(np.float32), float(learnt.intercept_[0]), SHARES)


def written(model: NameModel, path: Path) -> None:
    """Write a model, its weights on a byte each."""
    scale = float(np.abs(model.weights).max()) / 127
    with path.open("wb") as out:
        np.savez_compressed(
            out,
            weights=np.round(model.weights / scale).astype(np.int8),
            scale=np.float32(scale),
            offset=np.float32(round(model.offset, 3)),
            shares=np.asarray(model.shares, np.float32),
        )
