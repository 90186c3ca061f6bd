"""Train the model that reads the contract, clause by clause, and write `contract.npz`, `contract_acts.npz`, `contract_names.npz`.

    TORCH/python models/documents/contract.py [--apart]

Reads the passages `contract_*.txt` of `models/data/documents/acts/`; a file is one hand. With `--apart` the hands are left out in two
folds: what is then said of them by models that have not read them gives what the network and the linear model should each count for
(`codev_voice.documents.contract_acts`; `CHOSEN` is what it gave) and the figures, and nothing is written. Needs PyTorch beside the
project's own environment, as `models/advice/train.py` does; train it after that one. The same data give the same files.
"""

from __future__ import annotations

import argparse
import hashlib
from collections import Counter
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import replace
from pathlib import Path

import acts
import names
import numpy as np
import tagging

from codev_voice.documents.act_features import NOTHING
from codev_voice.documents.acts import CLIENT, CONSULTANT, FACILITATOR
from codev_voice.documents.contract_acts import ContractModel
from codev_voice.documents.networks import kept

HERE = Path(__file__).parent
FOLDS = 2
ROLES = (CLIENT, FACILITATOR, CONSULTANT)
SHARES = ((1.0, 0.0), (0.0, 1.0), (0.3, 0.7), (0.4, 0.4), (0.4, 0.6), (0.5, 0.5), (0.6, 0.4), (0.6, 0.6), (0.7, 0.5))
"""What the linear model and the network may count for (`--apart` tells which is best).

Both count for less than one when they make the same mistakes.
"""
CHOSEN = (0.6, 0.4)
SMOOTHED = 0.5
"""Added to how often a role does something: what it never did stays possible."""
TAGS = tuple(sorted({NOTHING, *acts.TAGS[acts.CONTRACT]}))


def priors(given: Sequence[acts.Passage]) -> dict[str, tuple[float, ...]]:
    """The logarithm of how often each role does each act."""
    counts = {role: Counter(act for passage in given for turn in passage if turn.role == role for act in turn.acts) for role in ROLES}
    return {
        role: tuple(round(float(np.log((count[tag] + SMOOTHED) / (count.total() + SMOOTHED * len(TAGS)))), 3) for tag in TAGS)
        for role, count in counts.items()
    }


def learned(given: Sequence[acts.Passage], name: str) -> ContractModel:
    """The model of these passages, both readings counting alike."""
    before = priors(given)
    weights = tagging.network(given, tagging.Labelling(TAGS, ROLES, before, tagging.right, names=True), name)
    linear = acts.trained(given)
    order = [TAGS.index(tag) for tag in linear.tags]
    output = {**weights, "output.w": weights["output.w"][:, order], "output.b": weights["output.b"][order]}
    priors_of = {role: np.asarray(each, np.float32)[order] for role, each in before.items()}
    return ContractModel(output, linear, priors_of, (1.0, 1.0), names.trained(given))


Judged = tuple[str, str, list[dict[str, float]]]
"""A clause: its hand, what it does, and the probability of each act by each of `SHARES`."""


def fold(out: Sequence[str]) -> list[Judged]:
    """What models that have not read these hands make of them."""
    held = acts.hands(acts.CONTRACT)
    model = learned(acts.weighed({name: each for name, each in held.items() if name not in out}), f"without {len(out)} hands")
    found = []
    for name in out:
        for passage in held[name]:
            given = [(at, turn.role, turn.text) for at, turn in enumerate(passage)]
            ways = [replace(model, shares=share).clause_chances(given) for share in SHARES]
            for at, turn in enumerate(passage):
                found += [(name, act, [dict(way[at][clause]) for way in ways]) for clause, act in enumerate(turn.acts)]
    return found


def told(judged: Sequence[Judged]) -> tuple[tuple[float, float], str]:
    """The best shares (by the likelihood of the truth), and precision and recall of each act with them."""
    losses = [-np.mean([np.log(max(ways[at].get(act, 0.0), 1e-6)) for _, act, ways in judged]) for at in range(len(SHARES))]
    best = int(np.argmin(losses))
    lines = []
    for at, share in enumerate(SHARES):
        right = np.mean([max(ways[at], key=lambda tag: ways[at][tag]) == act for _, act, ways in judged])
        lines.append(f"linear {share[0]}, network {share[1]}: loss {losses[at]:.3f}, {right:.3f} of the clauses right")
    for hand in (*dict.fromkeys(name for name, _, _ in judged), "all"):
        mine = [(act, max(ways[best], key=lambda tag: ways[best][tag])) for name, act, ways in judged if hand in {name, "all"}]
        truth, said = Counter(act for act, _ in mine), Counter(found for _, found in mine)
        good = Counter(act for act, found in mine if act == found)
        cells = [f"{tag} {good[tag] / max(1, said[tag]):.2f}/{good[tag] / max(1, truth[tag]):.2f} ({truth[tag]})" for tag in sorted(truth)]
        lines.append(f"{hand}: {good.total() / len(mine):.3f} of {len(mine)} clauses right; {', '.join(cells)}")
    return SHARES[best], "\n".join(lines)


def written(model: ContractModel) -> None:
    """Write the three files."""
    with (HERE / "contract.npz").open("wb") as out:
        before = {f"prior/{role}": each for role, each in model.priors.items()}
        np.savez_compressed(out, shares=np.asarray(model.shares), **before, **kept(model.network))
    acts.written(model.linear, HERE / "contract_acts.npz")
    names.written(model.naming, HERE / "contract_names.npz")
    for name in ("contract.npz", "contract_acts.npz", "contract_names.npz"):
        print(name, hashlib.sha256((HERE / name).read_bytes()).hexdigest())


def main() -> None:
    """Train, weigh, and write; or measure each hand apart."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--apart", action="store_true")
    arguments = parser.parse_args()
    held = acts.hands(acts.CONTRACT)
    if not arguments.apart:
        written(replace(learned(acts.weighed(held), "all"), shares=CHOSEN))
        return
    with ProcessPoolExecutor(max_workers=2) as pool:
        judged = pool.map(fold, [list(held)[at::FOLDS] for at in range(FOLDS)])
        print(*told([each for found in judged for each in found]), sep="\n", flush=True)


if __name__ == "__main__":
    main()
