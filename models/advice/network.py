"""The network of `codev_voice.method.clause_network`, as it is trained (PyTorch): the same sums, with what learning needs."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import torch
from examples import NONE, Utterance, labelled, unpunctuated
from messy import innocents, messy
from torch import Tensor, nn
from torch.nn import functional

from codev_voice.method.advice_model import KINDS
from codev_voice.method.clause_network import HEADS, WIDENINGS, Reading, reading
from codev_voice.session.values import Role

if TYPE_CHECKING:
    from numpy.typing import NDArray

HERE = Path(__file__).parent

LABELS = (NONE, *KINDS)
WIDTH = 128
KERNEL = 5
TOLD = 4
BATCH = 48
RATE = 2e-3
DECAY = 2e-2
DROPPED = 0.3
TUNED = 0.3
"""Of the rate, for the vectors of the pieces: they know more French than our data."""
HIDDEN = 0.15
"""Share of the pieces that are hidden while learning, so that no single word decides."""
BARE = 0.45
"""Share of the blocks of which what is not messy is read without punctuation."""
MESSY = 0.3
"""Share of the contributions that are read as messy as talk is."""
ALONE = 0.06
"""Share of the blocks that are read without what was said before, as an utterance may come."""
_IGNORED = -100


@dataclass(frozen=True)
class Example:
    """A read utterance with the number of its clauses' labels."""

    read: Reading
    labels: tuple[int, ...]


Versions = tuple[Example, Example, tuple[Example, Example]]
"""An utterance as written, without punctuation, and made messy twice."""


def examples(given: Sequence[Utterance], draw: random.Random) -> list[Versions]:
    """Each utterance in its versions, as written where one cannot be had; what was taken back teaches nothing."""
    found = []
    others = innocents(given)
    for utterance in given:
        if utterance.withdrawn:
            continue
        written = _example(utterance)
        if written.labels:
            bare, first, second = (
                example if each is not None and (example := _example(each)).labels else written
                for each in (unpunctuated(utterance), messy(utterance, draw, others), messy(utterance, draw, others))
            )
            found.append((written, bare, (first, second)))
    return found


def _example(given: Utterance) -> Example:
    cut, labels = labelled(given)
    previous = [(Role(role), said) for role, said in given.previous]
    return Example(reading(given.text, cut, previous), tuple(LABELS.index(label) for label in labels))


class Network(nn.Module):
    """See `codev_voice.method.clause_network`."""

    def __init__(self) -> None:
        super().__init__()
        start = vectors()
        size = start.shape[1]
        self.vectors = nn.Embedding.from_pretrained(torch.from_numpy(start), freeze=False)
        self.input, self.context = nn.Linear(size, WIDTH), nn.Linear(size, WIDTH)
        self.told = nn.Linear(TOLD, WIDTH, bias=False)
        self.speaker = nn.Embedding(3, WIDTH)
        self.around = _convolution(WIDTH, 1)
        self.conv = nn.ModuleList([_convolution(WIDTH if at != 1 else 2 * WIDTH, wide) for at, wide in enumerate(WIDENINGS)])
        self.level = nn.ModuleList([nn.LayerNorm(WIDTH) for _ in WIDENINGS])
        self.ask, self.key, self.value, self.found = (nn.Linear(WIDTH, WIDTH) for _ in range(4))
        self.pool, self.output = nn.Linear(WIDTH, 1), nn.Linear(2 * WIDTH, len(LABELS))
        self.drop = nn.Dropout(DROPPED)

    def forward(self, batch: Batch) -> Tensor:
        """Logits of each clause, (turns, clauses, 12)."""
        return self.told_of(self.states(batch), batch)

    def told_of(self, state: Tensor, batch: Batch) -> Tensor:
        """Logits of each clause, (turns, clauses, 12), from what is made of its pieces."""
        logits: Tensor = self.output(self.drop(self._pooled(state, batch)))
        return logits

    def states(self, batch: Batch) -> Tensor:
        """What is made of each piece in its place, (turns, pieces, width)."""
        here, there = self.vectors(batch.pieces), self.vectors(batch.before)
        near = torch.bmm(_directions(here), _directions(there)[batch.which].mT)
        here, there = self._hidden(here), self._hidden(there)
        said = [
            near.masked_fill(~(batch.remembered & (batch.speakers == role))[batch.which][:, None, :], 0).amax(2).clamp(min=0)
            for role in (0, 1)
        ]
        told = torch.stack([said[0], (said[0] > 0.95).float(), said[1], batch.asks], dim=-1)
        context = functional.relu(self.context(there) + self.speaker(batch.speakers))
        context = context + _convolved(self.around, self.drop(context), batch.remembered)
        state = functional.relu(self.input(here) + self.told(told))
        state = self.level[0](state + _convolved(self.conv[0], self.drop(state), batch.present))
        seen = torch.cat([state, self._attended(state, context, batch)], dim=-1)
        state = self.level[1](state + _convolved(self.conv[1], self.drop(seen), batch.present))
        found: Tensor = self.level[2](state + _convolved(self.conv[2], self.drop(state), batch.present))
        return found

    def _hidden(self, rows: Tensor) -> Tensor:
        return rows * (torch.rand(*rows.shape[:2], 1) > HIDDEN).float() if self.training else rows

    def _attended(self, state: Tensor, context: Tensor, batch: Batch) -> Tensor:
        ask = self.ask(state).unflatten(-1, (HEADS, -1)).transpose(1, 2)
        key, value = (layer(context).unflatten(-1, (HEADS, -1)).transpose(1, 2)[batch.which] for layer in (self.key, self.value))
        scores = ask @ key.mT / ask.shape[-1] ** 0.5
        shares = scores.masked_fill(~batch.remembered[batch.which][:, None, None, :], -1e9).softmax(-1)
        found: Tensor = self.found((shares @ value).transpose(1, 2).flatten(2))
        return found

    def _pooled(self, state: Tensor, batch: Batch) -> Tensor:
        count = batch.labels.shape[1]
        mine = batch.clause[:, :, None] == torch.arange(count)
        some = mine.any(1)
        weight = self.pool(torch.tanh(state)).expand(-1, -1, count).masked_fill(~mine, -1e9).softmax(1) * some[:, None, :]
        mean = torch.einsum("bpc,bpw->bcw", weight, state)
        outside = state.masked_fill((batch.clause < 0)[..., None], -1e4)
        places = batch.clause.clamp(min=0)[..., None].expand_as(state)
        highest = torch.full((len(state), count, state.shape[2]), -1e4).scatter_reduce(1, places, outside, "amax")
        return torch.cat([mean, highest.masked_fill(~some[..., None], 0)], dim=-1)

    def weights(self) -> dict[str, NDArray[np.float32]]:
        """The weights by the names that the program reads, matrices as (in, out), kernels as (width, in, out)."""
        linear = ("input", "context", "ask", "key", "value", "found", "pool", "output")
        found = {f"{name}.w": getattr(self, name).weight.T for name in linear} | {f"{name}.b": getattr(self, name).bias for name in linear}
        found |= {"vectors": self.vectors.weight, "told.w": self.told.weight.T, "speaker": self.speaker.weight}
        for name, layer in (("around", self.around), *((f"conv{at}", layer) for at, layer in enumerate(self.conv))):
            found |= {f"{name}.w": layer.weight.permute(2, 1, 0), f"{name}.b": layer.bias}
        for at, layer in enumerate(self.level):
            found |= {f"level{at}.w": layer.weight, f"level{at}.b": layer.bias}
        return {name: np.ascontiguousarray(value.detach().numpy()) for name, value in found.items()}


def vectors() -> NDArray[np.float32]:
    """What the vectors of the pieces are before anything is learned, (pieces, 256)."""
    with np.load(HERE / "vectors.npz", allow_pickle=False) as held:
        found: NDArray[np.float32] = held["vectors"] * held["scales"][:, None]
    return found


def _directions(rows: Tensor) -> Tensor:
    return functional.normalize(rows.detach(), dim=-1)


def _convolution(size: int, widening: int) -> nn.Conv1d:
    return nn.Conv1d(size, WIDTH, KERNEL, padding=KERNEL // 2 * widening, dilation=widening)


def _convolved(layer: nn.Module, state: Tensor, present: Tensor) -> Tensor:
    return functional.relu(layer((state * present[..., None].float()).mT).mT)


@dataclass(frozen=True)
class Batch:
    """Turns side by side, padded; `which` is the row of `before` (and `speakers`, `remembered`) that is a turn's past."""

    pieces: Tensor
    clause: Tensor
    asks: Tensor
    present: Tensor
    before: Tensor
    speakers: Tensor
    remembered: Tensor
    which: Tensor
    labels: Tensor

    @classmethod
    def of(cls, held: Sequence[Example]) -> Batch:
        """The batch of some examples; a past they share is there once."""
        pasts = {(each.read.before, each.read.speakers): None for each in held}
        numbers = {past: number for number, past in enumerate(pasts)}
        longest = max(len(each.read.ids) for each in held)
        remembered = max(len(past[0]) for past in pasts)
        return cls(
            pieces=_filled([each.read.ids for each in held], longest, 0),
            clause=_filled([each.read.clause for each in held], longest, -1),
            asks=_filled([each.read.asks for each in held], longest, 0).float(),
            present=_filled([[1] * len(each.read.ids) for each in held], longest, 0).bool(),
            before=_filled([past[0] for past in pasts], remembered, 0),
            speakers=_filled([past[1] for past in pasts], remembered, 2),
            remembered=_filled([[1] * len(past[0]) for past in pasts], remembered, 0).bool(),
            which=torch.tensor([numbers[each.read.before, each.read.speakers] for each in held]),
            labels=_filled([each.labels for each in held], max(len(each.labels) for each in held), _IGNORED),
        )


def _filled(rows: Sequence[Sequence[int]], length: int, value: int) -> Tensor:
    return torch.tensor([[*map(int, row), *[value] * (length - len(row))] for row in rows])


def train(held: Sequence[Versions], seed: int, epochs: int, tell: Callable[[str], None] = print) -> Network:
    """A network that has read everything `epochs` times (AdamW, one cycle of the rate); one seed, one network, on one thread."""
    torch.manual_seed(seed)
    torch.use_deterministic_algorithms(mode=True)
    draw = random.Random(seed)
    network = Network()
    others = [value for name, value in network.named_parameters() if name != "vectors.weight"]
    groups = [{"params": others}, {"params": [network.vectors.weight], "weight_decay": 0.0}]
    optimizer = torch.optim.AdamW(groups, lr=RATE, weight_decay=DECAY)
    steps = len(_batches(held, random.Random(seed)))
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimizer, [RATE, RATE * TUNED], total_steps=int(epochs * steps * 1.1) + 8)
    network.train()
    for epoch in range(epochs):
        total = 0.0
        for chosen in _batches(held, draw):
            batch = Batch.of(chosen)
            loss = _loss(network(batch), batch)
            optimizer.zero_grad()
            loss.backward()  # type: ignore[no-untyped-call] # torch leaves it untyped
            nn.utils.clip_grad_norm_(network.parameters(), 1.0)
            optimizer.step()
            schedule.step()
            total += loss.item()
        tell(f"seed {seed}, pass {epoch + 1} of {epochs}: loss {total / steps:.3f}")
    return network.eval()


def _loss(logits: Tensor, batch: Batch) -> Tensor:
    """Half of the right kind's cross entropy, and the whole of "departs or not"."""
    logs = logits.log_softmax(-1)
    there = (batch.labels >= 0).float()
    kind = -logs.gather(-1, batch.labels.clamp(min=0)[..., None])[..., 0]
    plain = logs[..., 0].exp().clamp(1e-6, 1 - 1e-6)
    departs = -torch.where(batch.labels == 0, plain.log(), (1 - plain).log())
    return ((0.5 * kind + departs) * there).sum() / there.sum()


def _batches(held: Sequence[Versions], draw: random.Random) -> list[list[Example]]:
    """One version of each, those that share a past together, of like lengths, in another order at each pass."""
    blocks: dict[object, list[Versions]] = {}
    for versions in held:
        blocks.setdefault((versions[0].read.before, versions[0].read.speakers), []).append(versions)
    mixed = list(blocks.values())
    draw.shuffle(mixed)
    chosen = [_chosen(block, draw) for block in mixed]
    found: list[list[Example]] = []
    for start in range(0, len(chosen), 160):
        group = sorted(chosen[start : start + 160], key=lambda block: max(len(each.read.ids) for each in block))
        batch: list[Example] = []
        for block in group:
            batch += block
            if len(batch) >= BATCH:
                found.append(batch)
                batch = []
        if batch:
            found.append(batch)
    draw.shuffle(found)
    return found


def _chosen(block: Sequence[Versions], draw: random.Random) -> list[Example]:
    bare, alone = draw.random() < BARE, draw.random() < ALONE
    chosen = [draw.choice(each[2]) if draw.random() < MESSY else each[1 if bare else 0] for each in block]
    nothing = reading("", (), ())
    return (
        [replace(each, read=replace(each.read, before=nothing.before, speakers=nothing.speakers)) for each in chosen] if alone else chosen
    )
