"""Train the model that reads the client's words about acting, and write `plan.npz` and `plan_acts.npz`.

    TORCH/python models/documents/plan.py [--apart]

Reads the passages `plan_*.txt` of `models/data/documents/acts/`; a file is one hand. The hands are left out in two folds: what is then
said of them by models that have not read them gives the weights of the three readings (`codev_voice.documents.plan_acts`) and, with
`--apart`, the figures, and nothing is written. The network begins from the weights of the model of advice, whose vectors it shares:
train it after that one. Needs PyTorch beside the project's own environment, as `models/advice/train.py` does; the same data give the
same files.
"""

from __future__ import annotations

import argparse
import hashlib
import os
import random
import sys
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING

os.environ["OMP_NUM_THREADS"] = os.environ["OPENBLAS_NUM_THREADS"] = os.environ["MKL_NUM_THREADS"] = "1"
sys.path.append(str(Path(__file__).parents[1] / "advice"))

import acts
import numpy as np
import torch
from network import Batch, Example, Network
from sklearn.linear_model import LogisticRegression
from torch import nn

from codev_voice.documents.acts import CLIENT, ActModel
from codev_voice.documents.plan_acts import COMMITS, NOTHING, ROLES, TAGS, WISHES, PlanModel, evidence, hinted, located
from codev_voice.documents.statements import read
from codev_voice.documents.utterances import utterances
from codev_voice.method.advice_model import packaged as advice
from codev_voice.method.clause_network import reading, remembering, turn_shares
from codev_voice.session.values import Role

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Weights = dict[str, NDArray[np.float32]]

HERE = Path(__file__).parent
PASSES = 8
RATE = 1e-3
DECAY = 2e-2
BATCH = 32
BARE = 0.45
"""Share of the turns that are read without punctuation."""
FOLDS = 2
LIMITS = (0.2, 0.35, 0.5, 0.6, 0.7)


def hands() -> dict[str, list[acts.Passage]]:
    """The passages of each hand, by its name."""
    return {path.stem: acts.passages(path) for path in sorted(acts.DATA.glob(f"{acts.PLAN}_*.txt"))}


def turns(passage: acts.Passage) -> Iterator[tuple[acts.Turn, list[tuple[Role | None, str]]]]:
    """The client's turns, each with what was said before it, given as (role, text)."""
    previous: list[tuple[Role | None, str]] = []
    for turn in passage:
        if turn.role == CLIENT:
            yield turn, list(previous)
        previous.append((ROLES[turn.role], turn.text))


def examples(given: Sequence[acts.Passage]) -> list[tuple[Example, ...]]:
    """Each turn of a client as written and, where it has as many turns, without punctuation."""
    found: list[tuple[Example, ...]] = []
    for passage in given:
        versions = [[_example(turn, previous) for turn, previous in turns(each)] for each in (passage, acts.bare(passage))]
        alike = len(versions[0]) == len(versions[1])
        found += zip(*versions, strict=True) if alike else ((each,) for each in versions[0])
    return found


def _example(turn: acts.Turn, previous: list[tuple[Role | None, str]]) -> Example:
    labels = tuple(TAGS.index(act if act in TAGS else NOTHING) for act in turn.acts)
    return Example(reading(turn.text, turn.cut, previous), labels)


class Tagger(Network):
    """The network of advice, begun from its weights, with the acts of the plan as labels; its vectors stay as they are."""

    def __init__(self, begun: Weights) -> None:
        super().__init__()
        self.output = nn.Linear(self.output.in_features, len(TAGS))
        with torch.no_grad():
            for name in ("input", "context", "ask", "key", "value", "found", "pool"):
                getattr(self, name).weight.copy_(torch.from_numpy(begun[f"{name}.w"].T.copy()))
                getattr(self, name).bias.copy_(torch.from_numpy(begun[f"{name}.b"]))
            self.vectors.weight.copy_(torch.from_numpy(begun["vectors"]))
            self.told.weight.copy_(torch.from_numpy(begun["told.w"].T.copy()))
            self.speaker.weight.copy_(torch.from_numpy(begun["speaker"]))
            for name, layer in (("around", self.around), *((f"conv{at}", each) for at, each in enumerate(self.conv))):
                layer.weight.copy_(torch.from_numpy(begun[f"{name}.w"].transpose(2, 1, 0).copy()))
                layer.bias.copy_(torch.from_numpy(begun[f"{name}.b"]))
            for at, level in enumerate(self.level):
                level.weight.copy_(torch.from_numpy(begun[f"level{at}.w"]))
                level.bias.copy_(torch.from_numpy(begun[f"level{at}.b"]))
        self.vectors.weight.requires_grad_(requires_grad=False)


def batches(held: Sequence[tuple[Example, ...]], draw: random.Random) -> list[list[Example]]:
    """One version of each turn, those of like lengths together, in another order at each pass."""
    chosen = [versions[-1 if draw.random() < BARE else 0] for versions in held]
    draw.shuffle(chosen)
    found: list[list[Example]] = []
    for start in range(0, len(chosen), 20 * BATCH):
        group = sorted(chosen[start : start + 20 * BATCH], key=lambda each: len(each.read.ids))
        found += [group[at : at + BATCH] for at in range(0, len(group), BATCH)]
    draw.shuffle(found)
    return found


def network(given: Sequence[acts.Passage], name: str) -> Weights:
    """The weights learned from these passages (AdamW, one cycle of the rate); one seed, one network, on one thread."""
    torch.set_num_threads(1)
    torch.manual_seed(0)
    torch.use_deterministic_algorithms(mode=True)
    draw = random.Random(0)
    held = examples(given)
    tagger = Tagger(dict(advice().network))
    learned = [value for value in tagger.parameters() if value.requires_grad]
    optimizer = torch.optim.AdamW(learned, lr=RATE, weight_decay=DECAY)
    steps = len(batches(held, random.Random(0)))
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimizer, RATE, total_steps=PASSES * steps + 1)
    tagger.train()
    for turn in range(PASSES):
        total = 0.0
        for chosen in batches(held, draw):
            loss = _loss(tagger, Batch.of(chosen))
            optimizer.zero_grad()
            loss.backward()  # type: ignore[no-untyped-call] # torch leaves it untyped
            nn.utils.clip_grad_norm_(learned, 1.0)
            optimizer.step()
            schedule.step()
            total += loss.item()
        print(f"{name}: pass {turn + 1} of {PASSES}: loss {total / steps:.3f}", flush=True)
    return tagger.eval().weights()


def _loss(tagger: Tagger, batch: Batch) -> torch.Tensor:
    """The right act's cross entropy, and that of "she acts or not"."""
    logs = tagger(batch).log_softmax(-1)
    there = (batch.labels >= 0).float()
    labels = batch.labels.clamp(min=0)
    kind = -logs.gather(-1, labels[..., None])[..., 0]
    commits, wishes = (logs[..., TAGS.index(tag)].exp() for tag in (COMMITS, WISHES))
    acting = (commits + wishes).clamp(1e-6, 1 - 1e-6)
    truth = (labels == TAGS.index(COMMITS)) | (labels == TAGS.index(WISHES))
    acts_or_not = -torch.where(truth, acting.log(), (1 - acting).log())
    loss: torch.Tensor = ((kind + acts_or_not) * there).sum() / there.sum()
    return loss


def learned(given: Sequence[acts.Passage], name: str) -> tuple[Weights, ActModel]:
    """Both models of these passages."""
    return network(given, name), acts.trained(given)


def seen(weights: Weights, linear: ActModel, passage: acts.Passage) -> Iterator[tuple[tuple[float, ...], bool]]:
    """What is weighed for each clause of a client, and whether she acts in it."""
    chances = linear.clause_chances([(number, turn.role, turn.text) for number, turn in enumerate(passage)])
    hers = [number for number, turn in enumerate(passage) if turn.role == CLIENT]
    for number, (turn, previous) in zip(hers, turns(passage), strict=True):
        shares = turn_shares(remembering(weights), turn.text, turn.cut, previous)
        said = utterances(turn.text)
        stretches = located([sentence.text for sentence in said], turn.text)
        hints = hinted(turn.cut, stretches, [read(sentence) for sentence in said])
        for row, held, hint, act in zip(shares, chances[number], hints, turn.acts, strict=True):
            yield evidence(dict(zip(TAGS, row.tolist(), strict=True)), held, hint), act in {COMMITS, WISHES}


def fold(out: Sequence[str]) -> list[tuple[str, tuple[float, ...], bool]]:
    """What models that have not read these hands make of them, clause by clause."""
    held = hands()
    weights, linear = learned([passage for name, each in held.items() if name not in out for passage in each], f"without {len(out)} hands")
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
    truth = np.asarray([acting for _, _, acting in judged])
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
    names = [name for name in model.network if name != "vectors"]
    with (HERE / "plan.npz").open("wb") as out:
        weights = {f"network/{name}": model.network[name].astype(np.float16) for name in names}
        np.savez_compressed(out, weighing=np.asarray(model.weighing), **weights)
    acts.written(model.linear, HERE / "plan_acts.npz")
    for name in ("plan.npz", "plan_acts.npz"):
        print(name, hashlib.sha256((HERE / name).read_bytes()).hexdigest())


def main() -> None:
    """Train, weigh, and write; or measure each hand apart."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--apart", action="store_true")
    arguments = parser.parse_args()
    held = hands()
    folds = [list(held)[at::FOLDS] for at in range(FOLDS)]
    everything = [passage for each in held.values() for passage in each]
    with ProcessPoolExecutor(max_workers=2) as pool:
        jobs = [pool.submit(fold, out) for out in folds]
        last = None if arguments.apart else pool.submit(learned, everything, "all")
        judged = [each for job in jobs for each in job.result()]
        weighing = weighed(judged)
        print(weighing, told(judged, weighing), sep="\n", flush=True)
        if last:
            written(PlanModel(*last.result(), weighing))


if __name__ == "__main__":
    main()
