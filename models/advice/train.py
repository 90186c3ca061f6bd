"""Train the model that recognises advice: `python models/advice/train.py [--report]`.

Reads `data/`, writes `advice.npz`. The same data gives the same file, byte for byte. `--report` first measures: each set in
turn is left out whole, the others train. The calibration always comes from clauses judged by a model that has not seen their set.
"""

from __future__ import annotations

import hashlib
import json
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

os.environ["OMP_NUM_THREADS"] = os.environ["OPENBLAS_NUM_THREADS"] = "1"  # sums in one order: the same digest again

import numpy as np
from examples import EXPLORATION, NONE, Example, Utterance, all_files, examples, read, unpunctuated
from frames import generated
from scipy.sparse import csr_matrix
from sklearn.linear_model import LogisticRegression
from sklearn.svm import LinearSVC

from codev_voice.method.advice_model import KINDS, NAME, buckets
from codev_voice.method.clauses import clauses

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

HERE = Path(__file__).parent
SIZE = 1 << 16
MARGIN = 1.0
FIRMNESS = 10.0
LOWEST = -4.0
FRAMED = 0.15
WIDEST = 32000
MEASURED = frozenset({"clarification_dev", "clarification_paires", "clarification_parle", "sessions", "spoken"})
"""The sets that are left out in turn, to measure and to calibrate: written by other hands, or in another manner, than the rest."""


def matrix(seen: Sequence[Example]) -> csr_matrix:
    """One row a clause, features hashed, each row divided by the root of its length."""
    held = [buckets(example.features, SIZE) for example in seen]
    places = np.concatenate([np.asarray(row) for row in held])
    values = np.concatenate([np.full(len(row), max(len(row), 1) ** -0.5) for row in held])
    ends = np.cumsum([0, *(len(row) for row in held)])
    return csr_matrix((values, places, ends), shape=(len(seen), SIZE))


def with_bare(given: Sequence[Utterance]) -> list[Utterance]:
    """Each utterance, and the same without punctuation."""
    return [version for utterance in given for version in (utterance, unpunctuated(utterance)) if version is not None]


def departures(seen: Sequence[Example], framed: Sequence[Example]) -> LinearSVC:
    """The model of "departs or not" (squared hinge); what frames gave weighs less than what was written."""
    labels = np.asarray([example.label != NONE for example in (*seen, *framed)])
    weights = np.concatenate([np.ones(len(seen)), np.full(len(framed), FRAMED)])
    return LinearSVC(C=MARGIN, max_iter=5000, random_state=0).fit(matrix((*seen, *framed)), labels, weights)


def kinds(seen: Sequence[Example]) -> LogisticRegression:
    """The model of "which kind", over departures alone."""
    found = [example for example in seen if example.label != NONE]
    labels = np.asarray([KINDS.index(example.label) for example in found])
    return LogisticRegression(C=FIRMNESS, max_iter=300, random_state=0).fit(matrix(found), labels)


def highest(model: LinearSVC, given: Sequence[Utterance]) -> NDArray[np.float64]:
    """For each utterance, the highest value among its clauses (what decides whether it is noticed) and the log of their number."""
    return np.asarray(
        [
            (model.decision_function(matrix(seen)).max() if (seen := examples(each)) else LOWEST, np.log(max(len(clauses(each.text)), 1)))
            for each in given
        ]
    )


def left_out(
    sets: dict[str, list[Utterance]], framed: Sequence[Example]
) -> tuple[NDArray[np.float64], NDArray[np.bool_], NDArray[np.str_]]:
    """Values, truth and set of every utterance, each judged by a model that has not seen its set."""
    values, truth, names = [], [], []
    for name, given in sets.items():
        if name not in MEASURED:
            continue
        others = [each for other, held in sets.items() if other != name for each in held]
        model = departures([example for each in with_bare(others) for example in examples(each)], framed)
        values.append(highest(model, given))
        truth.append([each.departs for each in given])
        names.append([name] * len(given))
    return np.concatenate(values), np.concatenate(truth), np.concatenate(names)


def calibration(values: NDArray[np.float64], truth: NDArray[np.bool_]) -> tuple[float, float, float]:
    """Slope, offset and crowding that make the sigmoid a probability (after Platt, 1999)."""
    fitted = LogisticRegression(C=1e6, solver="lbfgs").fit(values, truth)
    slope, crowding = fitted.coef_[0].tolist()
    return round(slope, 3), round(float(fitted.intercept_[0]), 3), round(-crowding, 3)


def report(values: NDArray[np.float64], truth: NDArray[np.bool_], names: NDArray[np.str_], shape: tuple[float, float, float]) -> None:
    """Print precision and recall of each left-out set at a few probabilities."""
    chance = 1 / (1 + np.exp(-(shape[0] * values[:, 0] + shape[1] - shape[2] * values[:, 1])))
    for name in (*dict.fromkeys(names.tolist()), "all"):
        held = (names == name) | (name == "all")
        cells = []
        for limit in (0.4, 0.5, 0.6, 0.7, 0.8):
            told = chance[held] >= limit
            right = int((told & truth[held]).sum())
            cells.append(f"{limit}: {right / max(told.sum(), 1):.2f}/{right / max(truth[held].sum(), 1):.2f}")
        order = truth[held][np.argsort(-chance[held], kind="stable")]
        average = float((np.cumsum(order) / np.arange(1, len(order) + 1) * order).sum() / max(order.sum(), 1))
        print(f"{name:24} {held.sum():5} utterances, average precision {average:.3f}, precision/recall {'  '.join(cells)}")


def main() -> None:
    """Train, measure if asked, write the weights and print their digest."""
    sets: dict[str, list[Utterance]] = {}
    for path in all_files(HERE / "data"):
        for utterance in read(path):
            sets.setdefault(utterance.source, []).append(utterance)
    framed = [example for each in with_bare(list(generated(HERE / "data" / "frames.toml"))) for example in examples(each)]
    values, truth, names = left_out(sets, framed)
    shape = calibration(values, truth)
    if "--report" in sys.argv:
        report(values, truth, names, shape)
    seen = [example for given in sets.values() for each in with_bare(given) for example in examples(each)]
    kinded = [example for name, given in sets.items() if name != EXPLORATION for each in with_bare(given) for example in examples(each)]
    first, second = departures(seen, framed), kinds((*kinded, *framed))
    columns = np.vstack([first.coef_, second.coef_]).T
    scale = np.maximum(np.abs(columns).max(axis=0), 1e-9) / WIDEST
    weights = np.round(columns / scale).astype(np.int16)
    bias = np.concatenate([first.intercept_, second.intercept_])
    with (HERE / NAME).open("wb") as out:
        np.savez(out, weights=weights, scale=scale, bias=bias, calibration=np.asarray(shape))
    print(
        json.dumps(
            {
                "clauses": len(seen),
                "framed": len(framed),
                "calibration": shape,
                "sha256": hashlib.sha256((HERE / NAME).read_bytes()).hexdigest(),
            }
        )
    )


if __name__ == "__main__":
    main()
