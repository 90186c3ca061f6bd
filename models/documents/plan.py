"""Train the model that reads the client's words about acting, and write `plan.npz` and `plan_acts.npz`.

    TORCH/python models/documents/plan.py [--apart]

Reads the passages `plan_*.txt` of `models/data/documents/acts/`; a file is one hand. With `--apart` the hands are left out in two folds:
what is then said of them by models that have not read them gives the weights of the three readings (`codev_voice.documents.plan_acts`;
`WEIGHING` is what it gave) and the figures, and nothing is written. The network begins from the weights of the model of advice, whose
vectors it shares: train it after that one. Needs PyTorch beside the project's own environment, as `models/advice/train.py` does; the
same data give the same files.
"""

from __future__ import annotations

import argparse
import hashlib
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING

import acts
import numpy as np
import tagging
import torch
from sklearn.linear_model import LogisticRegression

from codev_voice.documents.acts import CLIENT, ActModel
from codev_voice.documents.networks import kept
from codev_voice.documents.plan_acts import COMMITS, TAGS, WISHES, PlanModel, evidence, hinted, located
from codev_voice.documents.statements import read
from codev_voice.documents.utterances import utterances
from codev_voice.method.clause_network import remembering, turn_shares

if TYPE_CHECKING:
    from tagging import Weights

HERE = Path(__file__).parent
FOLDS = 2
WEIGHING = (0.509, 0.267, 0.5, 0.955, 1.187, -0.352, -0.359)
"""The weights of the readings (`--apart` gives them): both models' log odds, the four hints of the grammar, and an offset."""
LIMITS = (0.2, 0.35, 0.5, 0.6, 0.7)


def acting(logs: torch.Tensor, labels: torch.Tensor) -> torch.Tensor:
    """The right act's cross entropy, and that of "she acts or not"."""
    commits, wishes = (logs[..., TAGS.index(tag)].exp() for tag in (COMMITS, WISHES))
    acts_now = (commits + wishes).clamp(1e-6, 1 - 1e-6)
    truth = (labels == TAGS.index(COMMITS)) | (labels == TAGS.index(WISHES))
    return tagging.right(logs, labels) - torch.where(truth, acts_now.log(), (1 - acts_now).log())


LABELLING = tagging.Labelling(TAGS, (CLIENT,), {CLIENT: (0.0,) * len(TAGS)}, acting)


def learned(given: Sequence[acts.Passage], name: str) -> tuple[Weights, ActModel]:
    """Both models of these passages."""
    return tagging.network(given, LABELLING, name), acts.trained(given)


def seen(weights: Weights, linear: ActModel, passage: acts.Passage) -> Iterator[tuple[tuple[float, ...], bool]]:
    """What is weighed for each clause of a client, and whether she acts in it."""
    chances = linear.clause_chances([(number, turn.role, turn.text) for number, turn in enumerate(passage)])
    hers = [number for number, turn in enumerate(passage) if turn.role == CLIENT]
    for number, (turn, previous) in zip(hers, tagging.turns(passage, (CLIENT,)), strict=True):
        shares = turn_shares(remembering(weights), turn.text, turn.cut, previous)
        said = utterances(turn.text)
        stretches = located([sentence.text for sentence in said], turn.text)
        hints = hinted(turn.cut, stretches, [read(sentence) for sentence in said])
        for row, held, hint, act in zip(shares, chances[number], hints, turn.acts, strict=True):
            yield evidence(dict(zip(TAGS, row.tolist(), strict=True)), held, hint), act in {COMMITS, WISHES}


def fold(out: Sequence[str]) -> list[tuple[str, tuple[float, ...], bool]]:
    """What models that have not read these hands make of them, clause by clause."""
    held = acts.hands(acts.PLAN)
    weights, linear = learned(acts.weighed({name: each for name, each in held.items() if name not in out}), f"without {len(out)} hands")
    return [(name, *each) for name in out for passage in held[name] for each in seen(weights, linear, passage)]


def weighed(judged: Sequence[tuple[str, tuple[float, ...], bool]]) -> tuple[float, ...]:
    """The weights of the readings, and the offset."""
    fitted = LogisticRegression(C=10.0, max_iter=1000).fit([each for _, each, _ in judged], [truth for _, _, truth in judged])
    return tuple(round(float(weight), 3) for weight in (*fitted.coef_[0], fitted.intercept_[0]))


def told(judged: Sequence[tuple[str, tuple[float, ...], bool]], weighing: Sequence[float]) -> str:
    """Average precision, precision and recall of each hand."""
    lines = []
    values = np.asarray([[*each, 1.0] for _, each, _ in judged]) @ np.asarray(weighing)
    chances = 1 / (1 + np.exp(-values))
    truth = np.asarray([acts_now for _, _, acts_now in judged])
    names = np.asarray([name for name, _, _ in judged])
    for name in (*dict.fromkeys(names.tolist()), "all"):
        held = (names == name) | (name == "all")
        order = truth[held][np.argsort(-chances[held], kind="stable")]
        average = float((np.cumsum(order) / np.arange(1, len(order) + 1) * order).sum() / max(order.sum(), 1))
        cells = [
            f"{limit}: {(truth & held & (chances >= limit)).sum() / max((held & (chances >= limit)).sum(), 1):.2f}/"
            f"{(truth & held & (chances >= limit)).sum() / max((truth & held).sum(), 1):.2f}"
            for limit in LIMITS
        ]
        lines.append(f"{name:20} {held.sum():6} clauses, average precision {average:.3f}, precision/recall {'  '.join(cells)}")
    return "\n".join(lines)


def written(model: PlanModel) -> None:
    """Write both files; the vectors stay with the model of advice."""
    with (HERE / "plan.npz").open("wb") as out:
        np.savez_compressed(out, weighing=np.asarray(model.weighing), **kept(model.network))
    acts.written(model.linear, HERE / "plan_acts.npz")
    for name in ("plan.npz", "plan_acts.npz"):
        print(name, hashlib.sha256((HERE / name).read_bytes()).hexdigest())


def main() -> None:
    """Train, weigh, and write; or measure each hand apart."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--apart", action="store_true")
    arguments = parser.parse_args()
    held = acts.hands(acts.PLAN)
    if not arguments.apart:
        written(PlanModel(*learned(acts.weighed(held), "all"), WEIGHING))
        return
    with ProcessPoolExecutor(max_workers=2) as pool:
        judged = [each for found in pool.map(fold, [list(held)[at::FOLDS] for at in range(FOLDS)]) for each in found]
        weighing = weighed(judged)
        print(weighing, told(judged, weighing), sep="\n", flush=True)


if __name__ == "__main__":
    main()
