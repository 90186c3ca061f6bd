"""Train the model that tells which action a clause is of, and write `links.npz`: `python models/documents/links.py [--apart]`.

Reads the passages `plan_*.txt` of `models/data/documents/acts/` whose actions are numbered; a file is one hand. With `--apart` the hands
are left out in two folds, the figures are printed, and nothing is written. A minute; the same data give the same file.
"""

from __future__ import annotations

import argparse
import hashlib
import math
import os
import re
import zlib
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

os.environ["OMP_NUM_THREADS"] = "1"  # sums in one order: the same digest again

import acts
import numpy as np
from sklearn.ensemble import HistGradientBoostingClassifier

from codev_voice.documents.links import GROWING, LEAD, RARE, Around, LinkModel, Mention, Thread, rows, stems

HERE = Path(__file__).parent
WORDS = 1 << 12
"""Places of the words' rarity."""
NUMBERED = frozenset("GIWEMSO")
TREES, RATE, LEAVES, LEAST, RIDGE = 150, 0.1, 15, 30, 5.0
LIMITS = (0.5, 0.6, 0.7, 0.8)
_NUMBER = re.compile(r"\[([A-Z]+)(\d?)(?: [a-z+]+)?: ?([^\[\]]*)\]")
Numbered = list[tuple[str, str, list[tuple[Mention, int]]]]
"""A passage: role and text of each turn, with its numbered mentions."""


@dataclass(frozen=True)
class Choice:
    """A mention, the actions known then, and which it is of (their number: none of them)."""

    mention: Mention
    known: tuple[Thread, ...]
    around: Around
    right: int


def numbered(path: Path) -> list[Numbered]:
    """The passages of a file whose actions are numbered."""
    found: list[Numbered] = []
    for line in path.read_text(encoding="utf-8").splitlines():
        if line.startswith("## "):
            found.append([])
        elif line.strip() and not line.startswith("="):
            role, _, raw = line.strip().partition(": ")
            found[-1].append(_turn(role[0], raw, len(found[-1])))
    return [passage for passage in found if any(mentions for *_, mentions in passage)]


def _turn(role: str, raw: str, number: int) -> tuple[str, str, list[tuple[Mention, int]]]:
    text, at, mentions = "", 0, list[tuple[Mention, int]]()
    for tagged in _NUMBER.finditer(raw):
        text += raw[at : tagged.start()]
        if tagged[2] and tagged[1] in NUMBERED:
            mentions.append((Mention(tagged[3], tagged[1], number, text[-LEAD:], opens=not mentions), int(tagged[2])))
        text, at = text + tagged[3], tagged.end()
    return role, text + raw[at:], mentions


def choices(passage: Numbered) -> Iterator[Choice]:
    """Each mention with the actions said before it."""
    known: dict[int, list[tuple[int, Mention]]] = {}
    others: list[str] = []
    before, count = -1, 0
    for number, (role, text, mentions) in enumerate(passage):
        if role != "C":
            others.append(text)
            continue
        around = Around(tuple(others), before, number / len(passage))
        for said, action in mentions:
            mention = replace(said, after=around.last)
            order = list(known)
            right = order.index(action) if action in known else len(order)
            yield Choice(mention, tuple(tuple(thread) for thread in known.values()), around, right)
            count += 1
            known.setdefault(action, []).append((count, mention))
        before, others = number, []


def rarities(passages: Sequence[Numbered]) -> np.ndarray:
    """How rare each word is, in natural logarithms, by the place of its stem."""
    seen = Counter(stem for passage in passages for _, text, _ in passage for stem in stems(text))
    found = np.full(WORDS, RARE, dtype=np.float32)
    for stem, count in seen.items():
        place = zlib.crc32(stem.encode()) % WORDS
        found[place] = min(found[place], math.log((len(passages) + 1) / count))
    return found


def learned(passages: Sequence[Numbered]) -> LinkModel:
    """The trees of these passages."""
    rarity = rarities(passages)
    rare = _rare(rarity)
    tables, truths = [], []
    for passage in passages:
        for choice in choices(passage):
            table = rows(choice.mention, choice.known, choice.around, rare)
            tables += table
            truths += [at == choice.right for at in range(len(table))]
    boosted = HistGradientBoostingClassifier(
        max_iter=TREES,
        learning_rate=RATE,
        max_leaf_nodes=LEAVES,
        min_samples_leaf=LEAST,
        l2_regularization=RIDGE,
        monotonic_cst=[int(at < GROWING) for at in range(len(tables[0]))],
        random_state=0,
    ).fit(np.asarray(tables, dtype=np.float32), truths)
    nodes = [tree.nodes for (tree,) in boosted._predictors]  # noqa: SLF001 - sklearn has no other way to the trees it made
    size = max(map(len, nodes))
    features = np.full((len(nodes), size), -1, dtype=np.int16)
    limits, values = (np.zeros((len(nodes), size), dtype=np.float32) for _ in range(2))
    children = np.zeros((len(nodes), size, 2), dtype=np.int16)
    for at, tree in enumerate(nodes):
        inner = tree["is_leaf"] == 0
        features[at, : len(tree)][inner] = tree["feature_idx"][inner]
        limits[at, : len(tree)] = np.where(inner, tree["num_threshold"], 0)
        children[at, : len(tree), 0], children[at, : len(tree), 1] = tree["left"], tree["right"]
        values[at, : len(tree)] = tree["value"]
    return LinkModel(features, limits, children, values, rarity)


def _rare(rarity: np.ndarray) -> Callable[[str], float]:
    return lambda stem: float(rarity[zlib.crc32(stem.encode()) % rarity.size])


def told(held: dict[str, list[Numbered]]) -> str:
    """What models that have not read a hand make of it: acts said again that are known, others taken for them, days and details."""
    lines = []
    total: Counter[tuple[str, ...]] = Counter()
    names = list(held)
    for out in (names[::2], names[1::2]):
        model = learned(acts.weighed({name: each for name, each in held.items() if name not in out}))
        for name in out:
            for passage in held[name]:
                for choice in choices(passage):
                    _count(total, name, choice, model.chances(choice.mention, choice.known, choice.around))
    for name in (*names, "all"):
        cells = [f"at {limit}: {total[name, 'right', str(limit)]} of {total[name, 'again']} known" for limit in LIMITS]
        wrong = [f"{total[name, 'wrong', str(limit)]}" for limit in LIMITS]
        rest = [f"{kind} {total[name, kind, 'right']}/{total[name, kind]}" for kind in ("day", "detail")]
        lines.append(f"{name:22} {'; '.join(cells)}; new ones lost {', '.join(wrong)} of {total[name, 'new']}; {', '.join(rest)}")
    return "\n".join(lines)


def _count(total: Counter[tuple[str, ...]], name: str, choice: Choice, chances: Sequence[float]) -> None:
    best, none = int(np.argmax(chances)), len(choice.known)
    for of in (name, "all"):
        if choice.mention.tag in "GI":
            total[of, "new" if choice.right == none else "again"] += 1
            for limit in LIMITS:
                if best != none and chances[best] >= limit:
                    total[of, "right", str(limit)] += best == choice.right
                    total[of, "wrong", str(limit)] += choice.right == none
        elif choice.right != none:
            kind = "day" if choice.mention.tag == "W" else "detail"
            total[of, kind] += 1
            total[of, kind, "right"] += best == choice.right


def main() -> None:
    """Train and write; or measure each hand apart."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--apart", action="store_true")
    arguments = parser.parse_args()
    held = {path.stem: found for path in sorted(acts.DATA.glob(f"{acts.PLAN}_*.txt")) if (found := numbered(path))}
    if arguments.apart:
        print(told(held))
        return
    model = learned(acts.weighed(held))
    with (HERE / "links.npz").open("wb") as out:
        np.savez_compressed(
            out, features=model.features, limits=model.limits, children=model.children, values=model.values, rarity=model.rarity
        )
    print("links.npz", hashlib.sha256((HERE / "links.npz").read_bytes()).hexdigest())


if __name__ == "__main__":
    main()
