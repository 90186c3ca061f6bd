"""Train a network that tells what each clause does, begun from the weights of the model of advice (PyTorch).

It is the network of `codev_voice.method.clause_network`, whose vectors stay those of the model of advice: train it after that one. The
plan (`plan.py`) and the contract (`contract.py`) are each read by one; that of the contract also tells which words name what is set
aside. The same data give the same weights.
"""

from __future__ import annotations

import os
import random
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

os.environ["OMP_NUM_THREADS"] = os.environ["OPENBLAS_NUM_THREADS"] = os.environ["MKL_NUM_THREADS"] = "1"
sys.path.append(str(Path(__file__).parents[1] / "advice"))

import acts
import torch
from network import WIDTH, Batch, Example, Network
from torch import nn
from torch.nn import functional

from codev_voice.documents.acts import CLIENT
from codev_voice.documents.networks import ROLES
from codev_voice.method import pieces
from codev_voice.method.advice_model import packaged as advice
from codev_voice.method.clause_network import LONGEST, reading
from codev_voice.session.values import Role

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Weights = dict[str, NDArray[np.float32]]

PASSES = 8
RATE = 1e-3
DECAY = 2e-2
BATCH = 32
SHARES = (0.45, 0.3, 0.25)
"""How often a turn is read as written, without punctuation, and made messy."""

NAMING = 1.0
"""What the names of a clause's words are worth beside its act while learning."""

Loss = Callable[[torch.Tensor, torch.Tensor], torch.Tensor]
"""Of the logarithms of the labels' probabilities, (turns, clauses, labels), and the right labels: that of each clause."""


@dataclass(frozen=True)
class Labelling:
    """What is learned: the labels, in the order of the outputs; whose turns are read; and how much each label is worth to each role.

    `priors` are added to the outputs: (roles of `acts`, labels), logarithms. With `names`, which words of the client name what she sets
    aside is learned too (Collobert et al., 2011, arXiv 1103.0398: several tasks, one network).
    """

    tags: tuple[str, ...]
    roles: tuple[str, ...]
    priors: dict[str, tuple[float, ...]]
    loss: Loss
    names: bool = False


def turns(passage: acts.Passage, roles: Sequence[str]) -> Iterator[tuple[acts.Turn, list[tuple[Role | None, str]]]]:
    """The turns of these roles, each with what was said before it, given as (role, text)."""
    previous: list[tuple[Role | None, str]] = []
    for turn in passage:
        if turn.role in roles:
            yield turn, list(previous)
        previous.append((ROLES[turn.role], turn.text))


@dataclass(frozen=True)
class Read:
    """A turn as it is read: its role, its pieces with their labels, and whether each piece is of a name of what is set aside."""

    role: str
    example: Example
    named: tuple[bool, ...]


def examples(given: Sequence[acts.Passage], labelling: Labelling, draw: random.Random) -> list[tuple[Read, ...]]:
    """Each turn as written and, where the passage has as many turns, without punctuation and made messy."""
    found: list[tuple[Read, ...]] = []
    lexicon = acts.lexicon_of(given)
    for passage in given:
        versions = [
            [_example(turn, past, labelling) for turn, past in turns(each, labelling.roles)]
            for each in (passage, acts.bare(passage), acts.messy(passage, draw, lexicon))
        ]
        alike = len({len(each) for each in versions}) == 1
        found += zip(*versions, strict=True) if alike else ((each,) for each in versions[0])
    return found


def _example(turn: acts.Turn, previous: list[tuple[Role | None, str]], labelling: Labelling) -> Read:
    tags = labelling.tags
    labels = tuple(tags.index(act if act in tags else acts.NOTHING) for act in turn.acts)
    middles = pieces.cut(turn.text).middles[-LONGEST:]
    named = tuple(any(start <= middle < end for start, end in turn.named) for middle in middles)
    return Read(turn.role, Example(reading(turn.text, turn.cut, previous), labels), named)


class Tagger(Network):
    """The network of advice, begun from its weights, with other labels; its vectors stay as they are."""

    def __init__(self, begun: Weights, count: int, *, names: bool) -> None:
        super().__init__()
        self.output = nn.Linear(self.output.in_features, count)
        self.name = nn.Linear(WIDTH, 1) if names else None
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

    def naming(self, state: torch.Tensor, read: Sequence[Read]) -> torch.Tensor | float:
        """The cross entropy of "this piece is of a name", summed over the client's pieces."""
        if self.name is None:
            return 0.0
        size = state.shape[1]
        truth = torch.tensor([[*each.named, *[False] * (size - len(each.named))] for each in read]).float()
        hers = torch.tensor([[each.role == CLIENT] * len(each.named) + [False] * (size - len(each.named)) for each in read])
        return functional.binary_cross_entropy_with_logits(self.name(self.drop(state))[..., 0][hers], truth[hers], reduction="sum")

    def weights(self) -> Weights:
        """Those of the network, and of the names."""
        found = super().weights()
        if self.name is not None:
            found |= {"name.w": self.name.weight.detach().numpy().T.copy(), "name.b": self.name.bias.detach().numpy().copy()}
        return found


def batches(held: Sequence[tuple[Read, ...]], draw: random.Random) -> list[list[Read]]:
    """One version of each turn, those of like lengths together, in another order at each pass."""
    chosen = [draw.choices(versions, SHARES[: len(versions)])[0] for versions in held]
    draw.shuffle(chosen)
    found: list[list[Read]] = []
    for start in range(0, len(chosen), 20 * BATCH):
        group = sorted(chosen[start : start + 20 * BATCH], key=lambda each: len(each.example.read.ids))
        found += [group[at : at + BATCH] for at in range(0, len(group), BATCH)]
    draw.shuffle(found)
    return found


def network(given: Sequence[acts.Passage], labelling: Labelling, name: str) -> Weights:
    """The weights learned from these passages (AdamW, one cycle of the rate); one seed, one network, on one thread."""
    torch.set_num_threads(1)
    torch.manual_seed(0)
    torch.use_deterministic_algorithms(mode=True)
    draw = random.Random(0)
    held = examples(given, labelling, draw)
    tagger = Tagger(dict(advice().network), len(labelling.tags), names=labelling.names)
    learned = [value for value in tagger.parameters() if value.requires_grad]
    optimizer = torch.optim.AdamW(learned, lr=RATE, weight_decay=DECAY)
    steps = len(batches(held, random.Random(0)))
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimizer, RATE, total_steps=PASSES * steps + 1)
    priors = {role: torch.tensor(each) for role, each in labelling.priors.items()}
    tagger.train()
    for turn in range(PASSES):
        total = 0.0
        for chosen in batches(held, draw):
            batch = Batch.of([each.example for each in chosen])
            state = tagger.states(batch)
            logs = (tagger.told_of(state, batch) + torch.stack([priors[each.role] for each in chosen])[:, None, :]).log_softmax(-1)
            there = (batch.labels >= 0).float()
            loss = (labelling.loss(logs, batch.labels.clamp(min=0)) * there).sum() / there.sum()
            loss = loss + NAMING * tagger.naming(state, chosen) / there.sum()
            optimizer.zero_grad()
            loss.backward()  # type: ignore[no-untyped-call] # torch leaves it untyped
            nn.utils.clip_grad_norm_(learned, 1.0)
            optimizer.step()
            schedule.step()
            total += loss.item()
        print(f"{name}: pass {turn + 1} of {PASSES}: loss {total / steps:.3f}", flush=True)
    return tagger.eval().weights()


def right(logs: torch.Tensor, labels: torch.Tensor) -> torch.Tensor:
    """The right label's cross entropy."""
    return -logs.gather(-1, labels[..., None])[..., 0]
