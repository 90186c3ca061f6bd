"""A small convolutional network that tells what each clause of a turn does, from its word pieces and what was said before it.

Each piece of the turn is told how near it is to something the client, or a consultant, has said; it then looks at their words (Vaswani
et al., 2017, arXiv 1706.03762) and at its neighbours (convolutions, Kim, 2014, arXiv 1408.5882). What a clause's pieces hold together
is one of the labels of the weights. Only NumPy is needed; it is trained by `models/advice/network.py`.
"""

from __future__ import annotations

import functools
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from codev_voice.method import pieces
from codev_voice.method.clauses import Clause
from codev_voice.session.values import Role

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Array = NDArray[np.float32]
    Shares = Callable[["Reading", int], Array]
    """`shares` by some weights: what each of so many clauses does."""

LONGEST = 150
"""Pieces that are read at once: a longer turn is read by stretches of whole clauses."""
REMEMBERED = 160
"""Pieces of the earlier turns that are read, the last ones."""
TURNS = 4096
"""Turns whose reading is remembered: those of the longest session that are judged, or drafted from."""
HEADS = 4
WIDENINGS = (1, 2, 4)
ROLES = (Role.CLIENT, Role.CONSULTANT, Role.FACILITATOR)
_SAME = 0.95
_TINY = 1e-5


@dataclass(frozen=True)
class Reading:
    """A turn and what came before it, in pieces.

    `ids` are the turn's pieces and `clause` the position of each one's clause (-1 for none), `asks` says that this clause has a
    question mark; `before` are the earlier pieces and `speakers` their speakers' positions in `ROLES`.
    """

    ids: tuple[int, ...]
    clause: tuple[int, ...]
    asks: tuple[bool, ...]
    before: tuple[int, ...]
    speakers: tuple[int, ...]


def reading(text: str, cut: Sequence[Clause], previous: Sequence[tuple[Role | None, str]]) -> Reading:
    """Read a turn cut into clauses after earlier turns, given as (role, text), latest last."""
    whole = pieces.cut(text)
    owners = tuple(_owner(cut, middle) for middle in whole.middles)[-LONGEST:]
    before: list[int] = []
    speakers: list[int] = []
    for role, said in reversed(previous):
        ids = pieces.cut(said).ids
        before[:0] = ids
        speakers[:0] = [ROLES.index(role) if role in ROLES else ROLES.index(Role.FACILITATOR)] * len(ids)
        if len(before) >= REMEMBERED:
            break
    return Reading(
        whole.ids[-LONGEST:],
        owners,
        tuple(owner >= 0 and cut[owner].asks for owner in owners),
        tuple(before[-REMEMBERED:]) or (1,),
        tuple(speakers[-REMEMBERED:]) or (ROLES.index(Role.FACILITATOR),),
    )


def stretches(text: str, cut: Sequence[Clause]) -> list[tuple[str, tuple[Clause, ...]]]:
    """A turn in stretches that can be read at once, each with its clauses as they stand in it; most turns are one."""
    if len(pieces.cut(text).ids) <= LONGEST:
        return [(text, tuple(cut))]
    parts: list[list[Clause]] = [[]]
    size = 0
    for clause in cut:
        here = len(pieces.cut(clause.text).ids)
        if parts[-1] and size + here > LONGEST:
            parts.append([])
            size = 0
        parts[-1].append(clause)
        size += here
    return [_stretch(text, part) for part in parts]


def turn_shares(by: Shares, text: str, cut: Sequence[Clause], previous: Sequence[tuple[Role | None, str]]) -> list[Array]:
    """The probabilities of what each clause of a turn does, after earlier turns given as (role, text), latest last."""
    return [row for part, held in stretches(text, cut) for row in by(reading(part, held, previous), len(held))]


def remembering(w: Mapping[str, Array]) -> Shares:
    """`shares` by the weights `w`: a turn that is read again after the same words is not summed again."""
    return functools.lru_cache(TURNS)(functools.partial(shares, w))


def _stretch(text: str, part: Sequence[Clause]) -> tuple[str, tuple[Clause, ...]]:
    start, end = part[0].start, part[-1].end
    return text[start:end], tuple(Clause(clause.text, clause.start - start, clause.end - start) for clause in part)


def _owner(cut: Sequence[Clause], middle: float) -> int:
    return next((at for at, clause in enumerate(cut) if clause.start <= middle < clause.end), -1)


def shares(w: Mapping[str, Array], read: Reading, count: int) -> Array:
    """The probabilities of what each of `count` clauses does, (clauses, labels), by the weights `w`."""
    import numpy as np

    state = states(w, read)
    weight = (np.tanh(state) @ w["pool.w"] + w["pool.b"])[:, 0]
    owners = np.asarray(read.clause)
    held = np.zeros((count, 2 * state.shape[1]), np.float32)
    for clause in range(count):
        mine = owners == clause
        if mine.any():
            share = np.exp(weight[mine] - weight[mine].max())
            held[clause] = np.concatenate([share @ state[mine] / share.sum(), state[mine].max(axis=0)])
    logits = held @ w["output.w"] + w["output.b"]
    raised = np.exp(logits - logits.max(axis=1, keepdims=True))
    chances: Array = raised / raised.sum(axis=1, keepdims=True)
    return chances


def states(w: Mapping[str, Array], read: Reading) -> Array:
    """What is made of each piece of a turn in its place, (pieces, width), by the weights `w`."""
    import numpy as np

    here, there = (w["vectors"][list(ids)] for ids in (read.ids, read.before))
    speakers = np.asarray(read.speakers)
    near = _directions(here) @ _directions(there).T
    said = [np.maximum(near[:, speakers == role].max(axis=1, initial=0.0), 0.0) for role in (0, 1)]
    told = np.stack([said[0], said[0] > _SAME, said[1], read.asks], axis=1).astype(np.float32)
    context = np.maximum(there @ w["context.w"] + w["context.b"] + w["speaker"][speakers], 0)
    context = context + _convolved(w, "around", context)
    state = np.maximum(here @ w["input.w"] + w["input.b"] + told @ w["told.w"], 0)
    state = _levelled(w, "level0", state + _convolved(w, "conv0", state, WIDENINGS[0]))
    seen = np.concatenate([state, _attended(w, state, context)], axis=1)
    state = _levelled(w, "level1", state + _convolved(w, "conv1", seen, WIDENINGS[1]))
    return _levelled(w, "level2", state + _convolved(w, "conv2", state, WIDENINGS[2]))


def _convolved(w: Mapping[str, Array], name: str, state: Array, widening: int = 1) -> Array:
    """A convolution over the pieces (kernel (width, in, out)), nothing beyond the ends, negative values dropped."""
    import numpy as np

    kernel = w[f"{name}.w"]
    reach = len(kernel) // 2 * widening
    padded = np.pad(state, ((reach, reach), (0, 0)))
    summed = w[f"{name}.b"] + sum(padded[at * widening : at * widening + len(state)] @ tap for at, tap in enumerate(kernel))
    positive: Array = np.maximum(summed, 0)
    return positive


def _attended(w: Mapping[str, Array], state: Array, context: Array) -> Array:
    """What each piece finds in the earlier words: scaled dot products, `HEADS` heads."""
    import numpy as np

    size = state.shape[1] // HEADS
    ask, key, value = (given @ w[f"{name}.w"] + w[f"{name}.b"] for given, name in ((state, "ask"), (context, "key"), (context, "value")))
    found = []
    for head in range(HEADS):
        part = slice(head * size, (head + 1) * size)
        scores = ask[:, part] @ key[:, part].T / size**0.5
        shares = np.exp(scores - scores.max(axis=1, keepdims=True))
        found.append(shares @ value[:, part] / shares.sum(axis=1, keepdims=True))
    attended: Array = np.concatenate(found, axis=1) @ w["found.w"] + w["found.b"]
    return attended


def _levelled(w: Mapping[str, Array], name: str, state: Array) -> Array:
    """Layer normalisation (Ba et al., 2016, arXiv 1607.06450)."""
    centred = state - state.mean(axis=1, keepdims=True)
    spread = (centred * centred).mean(axis=1, keepdims=True)
    levelled: Array = centred / (spread + _TINY) ** 0.5 * w[f"{name}.w"] + w[f"{name}.b"]
    return levelled


def _directions(rows: Array) -> Array:
    import numpy as np

    directions: Array = rows / np.maximum(np.linalg.norm(rows, axis=1, keepdims=True), _TINY)
    return directions
