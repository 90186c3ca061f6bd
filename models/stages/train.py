"""Train the stage tracker, and measure it on sessions kept apart.

    python models/stages/train.py [--out FILE] [--apart]

Learns from every session of `models/data/stages/`, and from those of the documents that are not kept unseen. Ten models each leave a
fifth of them out, and their weights are averaged (after Breiman, "Bagging predictors", Machine Learning 24, 1996): what one has
learned by heart the others correct. Prints the weights' digest: the same data give the same digest.
`--apart` trains one model for each fifth of the stages' own sessions, left out, and prints how these are followed.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import re
import sys
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

# sums in one order: the same digest again
os.environ["OMP_NUM_THREADS"] = os.environ["OPENBLAS_NUM_THREADS"] = "1"

import numpy as np
from following import Followed, followed, line, together
from lessons import Example, Openings, contexts, lessons, load, sessions, variants
from scipy.optimize import minimize
from scipy.sparse import csr_matrix

from codev_voice.method import stages
from codev_voice.method.stage_features import WINDOW, Observed, StageContext, arrivals, moves, observe, sounds
from codev_voice.method.stage_model import StageModel, leap
from codev_voice.session.values import Stage

HERE = Path(__file__).parent
DATA = HERE.parent / "data" / "stages"
OUT = HERE.parents[1] / "src/codev_voice/method/french/stages_model.json"
N = len(Stage)
PENALTY = 0.6
LIVE = 0.5  # weight of the live loss beside the whole path's
FAR, UP, SKIP = -3.0, -2.0, -1.0  # before any data: how unlikely it is to jump ahead, to fall back far, to skip
FOLDS = 5  # of sessions
LEAST = 0.02  # a weight under this says nothing
RARE = 2  # a feature must be seen in so many sessions
PAIRS = [(a, b) for a in range(N) for b in range(N) if a != b]


class Table:
    """Names of features, numbered; those of too few sessions are dropped."""

    def __init__(self, rows: Sequence[tuple[str, Sequence[str]]]) -> None:
        seen: dict[str, set[str]] = {}
        for session, names in rows:
            for name in names:
                seen.setdefault(name, set()).add(session.rstrip("?~"))
        self.names = sorted(name for name, sessions in seen.items() if len(sessions) >= RARE)
        index = {name: at for at, name in enumerate(self.names)}
        columns = [[index[name] for name in names if name in index] for _, names in rows]
        lengths = np.cumsum([0, *(len(row) for row in columns)])
        flat = np.array([at for row in columns for at in row], dtype=np.int64)
        self.matrix = csr_matrix((np.ones(len(flat)), flat, lengths), shape=(len(rows), len(self.names)))


def learn(examples: Sequence[Example], iterations: int = 80) -> StageModel:
    """Weights that make the true path, and each live belief, likely (L-BFGS on a penalised likelihood)."""
    rows_s, rows_m, rows_a, legs = [], [], [], []
    spans, gold, firsts = [], [], []
    for example in examples:
        spans.append((len(gold), len(gold) + len(example.turns)))
        firsts.append(np.log(np.maximum(stages.start(example.context.seance).probabilities, 1e-3)))
        for at, window in enumerate(windows(example)):
            rows_s.append((example.name, sounds(window)))
            rows_m.append((example.name, moves(window)))
            rows_a.extend((example.name, arrivals(window, stage)) for stage in range(N))
            legs.append([leap(a, b, window[-1]) for a, b in PAIRS])
            gold.append(int(example.stages[at]))
    tables = [Table(rows_s), Table(rows_m), Table(rows_a)]
    leaps = sorted({name for row in legs for names in row for name in names})
    number = {name: at for at, name in enumerate(leaps)}
    leg = np.array([[[number[name] for name in names] for names in row] for row in legs])
    trellis = Trellis(spans, np.array(gold), np.array(firsts))
    sizes = [len(tables[0].names) * N, len(tables[1].names) * N, len(tables[2].names), len(leaps)]
    cuts = np.cumsum(sizes)[:-1]
    scale = np.concatenate([np.full(sizes[0], 2.0), np.full(sizes[1], 1.0), np.full(sizes[2], 0.3), np.full(sizes[3], 0.15)]) * PENALTY

    centre = np.zeros(sum(sizes))
    likely = {"far": FAR, "up": UP, "skip": SKIP}
    centre[cuts[2] :] = [likely.get(name.split("&")[0], 0.0) if name.count("&") == 1 else 0.0 for name in leaps]

    def loss(vector: np.ndarray) -> tuple[float, np.ndarray]:
        w_s, w_m, w_a, w_l = np.split(vector, cuts)
        scores = tables[0].matrix @ w_s.reshape(-1, N)
        into = tables[1].matrix @ w_m.reshape(-1, N) + (tables[2].matrix @ w_a).reshape(-1, N)
        legs_score = w_l[leg].sum(axis=2)
        passages = np.zeros((len(gold), N, N))
        for at, (a, b) in enumerate(PAIRS):
            passages[:, a, b] = into[:, b] + legs_score[:, at]
        value, d_scores, d_passages = trellis.loss(scores, passages)
        diagonal = np.einsum("tii->ti", d_passages)
        d_into = d_passages.sum(axis=1) - diagonal
        d_legs = np.stack([d_passages[:, a, b] for a, b in PAIRS], axis=1)
        gradient = np.concatenate(
            [
                (tables[0].matrix.T @ d_scores).ravel(),
                (tables[1].matrix.T @ d_into).ravel(),
                tables[2].matrix.T @ d_into.ravel(),
                np.bincount(leg.ravel(), np.repeat(d_legs.ravel(), leg.shape[2]), minlength=len(leaps)),
            ]
        )
        away = vector - centre
        return value + 0.5 * float(scale @ (away * away)), gradient + scale * away

    found = minimize(loss, centre, jac=True, method="L-BFGS-B", options={"maxiter": iterations}).x
    w_s, w_m, w_a, w_l = np.split(found, cuts)
    return StageModel(
        sounds=_named(tables[0].names, w_s.reshape(-1, N)),
        moves=_named(tables[1].names, w_m.reshape(-1, N)),
        arrivals=dict(zip(tables[2].names, w_a.round(2).tolist(), strict=True)),
        leaps=dict(zip(leaps, w_l.round(2).tolist(), strict=True)),
    )


def bagged(examples: Sequence[Example], openings: Openings) -> StageModel:
    """The mean of models that leave each fold of sessions out; half of them know those of the documents, which seldom return."""
    own = [one for one in examples if not one.told]
    kept = [[one for at, one in enumerate(some) if at % FOLDS != fold] for some in (own, examples) for fold in range(FOLDS)]
    with ProcessPoolExecutor(max_workers=2) as pool:
        models = list(pool.map(learn, [[lesson for one in some for lesson in lessons(one, openings)] for some in kept]))
    return StageModel(
        sounds=_mean_rows([model.sounds for model in models]),
        moves=_mean_rows([model.moves for model in models]),
        arrivals=_mean([model.arrivals for model in models]),
        leaps=_mean([model.leaps for model in models]),
    )


def _mean(given: Sequence[Mapping[str, float]]) -> dict[str, float]:
    names = sorted({name for weights in given for name in weights})
    return {name: round(sum(weights.get(name, 0.0) for weights in given) / len(given), 2) + 0.0 for name in names}


def _mean_rows(given: Sequence[Mapping[str, Sequence[float]]]) -> dict[str, list[float]]:
    names = sorted({name for weights in given for name in weights})
    rows = [[weights.get(name, [0.0] * N) for name in names] for weights in given]
    return _named(names, np.mean(rows, axis=0))


def windows(example: Example) -> Iterator[list[Observed]]:
    """The turns that matter at each turn, as they are then seen."""
    seen: list[Observed] = []
    known: StageContext | None = None
    for at, context in enumerate(contexts(example)):
        near = example.turns[max(0, at + 1 - WINDOW) : at + 1]
        again = context is known
        seen = [*seen[1 - WINDOW :], observe(near[-1], context)] if again else [observe(turn, context) for turn in near]
        known = context
        yield seen


def _named(names: Sequence[str], weights: np.ndarray) -> dict[str, list[float]]:
    rounded = weights.round(2) + 0.0
    return {name: row.tolist() for name, row in zip(names, rounded, strict=True) if np.abs(row).max() >= LEAST}


class Trellis:
    """All sessions side by side, padded: forward beliefs, and how the loss moves with each score and passage."""

    def __init__(self, spans: Sequence[tuple[int, int]], gold: np.ndarray, firsts: np.ndarray) -> None:
        self.spans, self.firsts = spans, firsts
        longest = max(end - begin for begin, end in spans)
        self.at = np.zeros((len(spans), longest), dtype=np.int64)
        self.mask = np.zeros((len(spans), longest), dtype=bool)
        for row, (begin, end) in enumerate(spans):
            self.at[row, : end - begin] = np.arange(begin, end)
            self.mask[row, : end - begin] = True
        self.gold = gold[self.at]

    def loss(self, scores: np.ndarray, passages: np.ndarray) -> tuple[float, np.ndarray, np.ndarray]:
        """The loss, and its derivatives by score (turns x stages) and by passage (turns x stages x stages)."""
        count, longest = self.at.shape
        rows = np.arange(count)
        e, t = scores[self.at], passages[self.at]
        reach = self.firsts.copy()
        beliefs, came = [], []
        value = 0.0
        whole = np.zeros(count)
        for step in range(longest):
            live = self.mask[:, step]
            joint = reach[:, :, None] + t[:, step]
            top = joint.max(axis=1, keepdims=True)
            summed = np.log(np.exp(joint - top).sum(axis=1)) + top[:, 0]
            came.append(np.exp(joint - summed[:, None, :]))
            new = e[:, step] + summed
            shift = new.max(axis=1, keepdims=True)
            norm = shift + np.log(np.exp(new - shift).sum(axis=1, keepdims=True))
            belief = np.exp(new - norm)
            beliefs.append(belief)
            value -= LIVE * float(np.log(np.maximum(belief[rows, self.gold[:, step]], 1e-30))[live].sum())
            whole = np.where(live, whole + norm[:, 0], whole)
            reach = np.where(live[:, None], new - norm, reach)
        value += (1 - LIVE) * float(whole.sum())
        d_e, d_t = np.zeros_like(e), np.zeros_like(t)
        back = np.zeros((count, N))
        for step in reversed(range(longest)):
            live = self.mask[:, step]
            last = live & ~(self.mask[:, step + 1] if step + 1 < longest else np.zeros(count, dtype=bool))
            here = beliefs[step].copy()
            here[rows, self.gold[:, step]] -= 1.0
            grad = LIVE * here + back + (1 - LIVE) * np.where(last[:, None], beliefs[step], 0.0)
            grad[~live] = 0.0
            d_e[:, step] = grad
            d_t[:, step] = came[step] * grad[:, None, :]
            back = np.where(live[:, None], d_t[:, step].sum(axis=2), 0.0)
            index = rows[live]
            now = self.gold[index, step]
            d_e[index, step, now] -= 1 - LIVE
            value -= (1 - LIVE) * float(e[index, step, now].sum())
            if step:
                before = self.gold[index, step - 1]
                d_t[index, step, before, now] -= 1 - LIVE
                value -= (1 - LIVE) * float(t[index, step, before, now].sum())
            else:  # where the session comes from is a belief, not a label
                d_t[index, 0, :, now] -= (1 - LIVE) * came[0][index, :, now]
                value -= (1 - LIVE) * float(_log_sum(self.firsts[index] + t[index, 0, :, now]).sum())
        out_e, out_t = np.zeros_like(scores), np.zeros_like(passages)
        out_e[self.at[self.mask]] = d_e[self.mask]
        out_t[self.at[self.mask]] = d_t[self.mask]
        return value, out_e, out_t


def _log_sum(rows: np.ndarray) -> np.ndarray:
    top = rows.max(axis=1, keepdims=True)
    return top[:, 0] + np.log(np.exp(rows - top).sum(axis=1))


def apart(examples: Sequence[Example], openings: Openings) -> None:
    """Leave each fold of sessions out in turn; the last rows are means and sums over all sessions, one for each state of knowledge."""
    rows: dict[str, list[Followed]] = {"": [], "?": [], "~": [], "?~": []}
    for fold in range(FOLDS):
        left = [one for one in examples if not one.told][fold::FOLDS]
        others = [one for one in examples if one not in left]
        unheard = openings
        for one in left:
            unheard = unheard.without(one)
        model = learn([lesson for one in others for lesson in lessons(one, unheard)])
        for variant in (variant for one in left for variant in variants(one)):
            row = followed(variant, model)
            rows[re.sub(r"[^?~]", "", variant.name)].append(row)
            print(line(variant.name, row), flush=True)
    for kind, found in rows.items():
        print(line(f"all {kind}", together(found)))


def main() -> None:
    """Read the arguments; train, or measure."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--out", type=Path, default=OUT)
    parser.add_argument("--apart", action="store_true")
    arguments = parser.parse_args()
    examples = [load(path) for path in sessions(DATA)]
    openings = Openings.read(DATA / "openings.txt")
    if arguments.apart:
        apart(examples, openings)
        return
    model = bagged(examples, openings)
    table = {"sounds": model.sounds, "moves": model.moves, "arrivals": model.arrivals, "leaps": model.leaps}
    text = json.dumps(table, ensure_ascii=False, sort_keys=True, separators=(",", ":")) + "\n"
    arguments.out.write_text(text, encoding="utf-8")
    print(hashlib.sha256(text.encode()).hexdigest(), len(text), file=sys.stdout)


if __name__ == "__main__":
    main()
