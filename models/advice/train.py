"""Train the model that recognises advice: `python models/advice/train.py [--report FILE]`.

Reads `models/data/advice/` and the written sessions of the stages, writes `advice.npz`. The same data gives the same file, byte for
byte. Needs PyTorch beside the project's own environment (`models/advice/README.md`).

The sets written by other hands than ours are left out in two folds: what is then said of them, by models that have not
seen them, gives the calibration and, with `--report`, the figures.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import random
from concurrent.futures import ProcessPoolExecutor
from dataclasses import astuple, dataclass
from pathlib import Path
from typing import TYPE_CHECKING

# sums in one order: the same digest again
os.environ["OMP_NUM_THREADS"] = os.environ["OPENBLAS_NUM_THREADS"] = os.environ["MKL_NUM_THREADS"] = "1"

import numpy as np
import torch
from examples import DATA, NONE, SESSIONS, Utterance, labelled, sets, unpunctuated
from messy import innocents, messy
from network import examples, train
from scipy.sparse import csr_matrix
from sklearn.linear_model import LogisticRegression
from sklearn.svm import LinearSVC

from codev_voice.method.advice import innocent
from codev_voice.method.advice_features import features, surroundings
from codev_voice.method.advice_model import NAME, AdviceModel, Calibration, buckets, log_odds
from codev_voice.method.clause_network import remembering, turn_shares
from codev_voice.session.values import Role

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

HERE = Path(__file__).parent
SIZE = 1 << 17
FIRM = 0.5
PASSES = 5
MESSY = 0.5
"""Share of the contributions that the linear model also reads as messy as talk is (the network: `network.MESSY`)."""
WIDEST = 32000
FOLDS = (frozenset({"clarification_dev", SESSIONS}), frozenset({"clarification_parle", "clarification_paires"}))
"""Left out together, in turn: the sets that are not of our hands. The last model learns from everything."""
LIMITS = (0.4, 0.5, 0.6, 0.7, 0.8, 0.9)
FIRST = Calibration(0.5, 2.0, 0.0, 0.0)


@dataclass(frozen=True)
class Opinion:
    """What two models say of an utterance: for each clause, log odds and margin."""

    clauses: tuple[tuple[float, float], ...]
    innocent: tuple[bool, ...]


def linear(given: Sequence[Utterance]) -> tuple[NDArray[np.float64], float]:
    """The weights of "departs or not" by hashed feature, and their offset (a linear support vector machine)."""
    rows, labels = [], []
    draw, others = random.Random(0), innocents(given)
    for utterance in given:
        mixed = messy(utterance, draw, others) if draw.random() < MESSY else None
        for each in (utterance, unpunctuated(utterance), mixed):
            if each is not None and not each.withdrawn:
                cut, named = labelled(each)
                previous = [(Role(role), said) for role, said in each.previous]
                rows += [buckets(features(clause.unquoted, surroundings(cut, at, previous)), SIZE) for at, clause in enumerate(cut)]
                labels += [label != NONE for label in named]
    places = np.concatenate([np.asarray(row) for row in rows])
    values = np.concatenate([np.full(len(row), max(len(row), 1) ** -0.5) for row in rows])
    matrix = csr_matrix((values, places, np.cumsum([0, *map(len, rows)])), shape=(len(rows), SIZE))
    fitted = LinearSVC(C=FIRM, max_iter=5000, random_state=0).fit(matrix, labels)
    return fitted.coef_[0], float(fitted.intercept_[0])


def learned(given: Sequence[Utterance], name: str) -> AdviceModel:
    """Both models, trained; not calibrated yet."""
    torch.set_num_threads(1)
    weights, bias = linear(given)
    network = train(examples(given, random.Random(0)), seed=0, epochs=PASSES, tell=lambda line: print(f"{name}: {line}", flush=True))
    return AdviceModel(weights.astype(np.float32), bias, network.weights(), FIRST)


def opinion(model: AdviceModel, given: Utterance) -> Opinion:
    """What the models say of each clause."""
    cut, _ = labelled(given)
    if not cut:
        return Opinion((), ())
    previous = [(Role(role), said) for role, said in given.previous]
    shares = turn_shares(remembering(model.network), given.text, cut, previous)
    margins = [model.margin(features(clause.unquoted, surroundings(cut, at, previous))) for at, clause in enumerate(cut)]
    odds = [log_odds(1.0 - float(row[0])) for row in shares]
    return Opinion(tuple(zip(odds, margins, strict=True)), tuple(innocent(given.text, clause) for clause in cut))


def highest(seen: Opinion, by: Calibration) -> tuple[float, float, float]:
    """The most departing clause (log odds, margin) and the logarithm of the number of clauses."""
    if not seen.clauses:
        return -10.0, -2.0, 0.0
    odds, margin = max(seen.clauses, key=lambda each: by.network * each[0] + by.linear * each[1])
    return odds, margin, float(np.log(len(seen.clauses)))


def calibrated(seen: Sequence[Opinion], truth: Sequence[bool]) -> Calibration:
    """The calibration that makes the highest clause's chance the chance that the utterance departs."""
    found = FIRST
    for _ in range(3):  # which clause is highest depends on the weights
        fitted = LogisticRegression(C=1e6, max_iter=1000).fit([highest(each, found) for each in seen], truth)
        network, margin, crowding = (round(float(weight), 4) for weight in fitted.coef_[0])
        found = Calibration(network, margin, round(float(fitted.intercept_[0]), 4), -crowding)
    return found


def _fold(held: dict[str, list[Utterance]], out: frozenset[str]) -> tuple[AdviceModel, list[tuple[str, bool, Opinion]]]:
    model = learned([each for name, given in held.items() if name not in out for each in given], "+".join(sorted(out)) or "all")
    judged = [(name, each.departs, opinion(model, each)) for name in sorted(out) for each in held[name] if not each.withdrawn]
    return model, judged


def report(judged: Sequence[tuple[str, bool, Opinion]], by: Calibration) -> str:
    """Precision and recall of each set, judged by models that have not seen it, at a few probabilities."""
    lines = []
    chances = np.asarray([_chance(each, by) for _, _, each in judged])
    truth = np.asarray([departs for _, departs, _ in judged])
    names = np.asarray([name for name, _, _ in judged])
    for name in (*dict.fromkeys(names.tolist()), "all"):
        held = (names == name) | (name == "all")
        cells = []
        for limit in LIMITS:
            told = chances[held] >= limit
            right = int((told & truth[held]).sum())
            cells.append(f"{limit}: {right / max(told.sum(), 1):.2f}/{right / max(truth[held].sum(), 1):.2f}")
        order = truth[held][np.argsort(-chances[held], kind="stable")]
        average = float((np.cumsum(order) / np.arange(1, len(order) + 1) * order).sum() / max(order.sum(), 1))
        lines.append(f"{name:22} {held.sum():5} utterances, average precision {average:.3f}, precision/recall {'  '.join(cells)}")
    lines.append("confidence    utterances   departures")
    for tenth in range(10):
        held = (chances * 10 >= tenth) & (chances * 10 < tenth + 1)
        if held.any():
            lines.append(f"{tenth / 10:.1f} to {(tenth + 1) / 10:.1f}   {held.sum():8}   {truth[held].mean():.2f}")
    return "\n".join(lines) + "\n"


def _chance(seen: Opinion, by: Calibration) -> float:
    told = [each for each, quiet in zip(seen.clauses, seen.innocent, strict=True) if not quiet]
    return max((by.chance(odds, margin, len(seen.clauses)) for odds, margin in told), default=0.0)


def main() -> None:
    """Train, calibrate, measure if asked, write the weights and print their digest."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--report", type=Path)
    arguments = parser.parse_args()
    held = sets(DATA)
    with ProcessPoolExecutor(max_workers=2) as pool:
        jobs = [pool.submit(_fold, held, out) for out in (*FOLDS, frozenset[str]())]
        results = [job.result() for job in jobs]
    judged = [each for _, fold in results for each in fold]
    calibration = calibrated([each for _, _, each in judged], [departs for _, departs, _ in judged])
    if arguments.report:
        arguments.report.write_text(report(judged, calibration), encoding="utf-8")
    model = results[-1][0]
    network = dict(model.network)
    vectors = network.pop("vectors")
    scales = np.maximum(np.abs(vectors).max(axis=1), 1e-6) / 127
    scale = float(np.abs(model.linear).max()) / WIDEST
    with (HERE / NAME).open("wb") as out:
        np.savez_compressed(
            out,
            linear=np.round(model.linear / scale).astype(np.int16),
            scale=np.float64(scale),
            bias=np.float64(model.bias),
            calibration=np.asarray(astuple(calibration)),
            vectors=np.round(vectors / scales[:, None]).astype(np.int8),
            scales=scales.astype(np.float32),
            **{f"network/{name}": value.astype(np.float16) for name, value in network.items()},
        )
    counts = {name: len(given) for name, given in held.items()}
    digest = hashlib.sha256((HERE / NAME).read_bytes()).hexdigest()
    print(json.dumps({"sets": counts, "calibration": astuple(calibration), "sha256": digest}))


if __name__ == "__main__":
    main()
