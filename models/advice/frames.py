"""The commonest wordings, written once and filled with actions: plain advice in tu and vous, and the facts that look like it.

Hand-written utterances show what is rare; these show what is common, so that "tu devrais" is not known by its exceptions alone.
The frames and the actions are in `data/frames.toml`. Each action goes through a few frames of each label, chosen by position: the
same file gives the same utterances.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from examples import NONE, Utterance

SOURCE = "frames"
_ELISION = re.compile(r"\b([Dd]|[Jj])e (?=[aeiouéêè])")
EACH = 3
"""How many frames of each label an action goes through."""


@dataclass(frozen=True)
class Action:
    """A first-group verb and what follows it: "proposer" + "un binôme à Malik"."""

    verb: str
    rest: str

    def forms(self, *, vous: bool) -> dict[str, str]:
        """The forms frames ask for, in the given address."""
        root = self.verb[:-2]
        soft = root + "e" if root.endswith("g") else root[:-1] + "ç" if root.endswith("c") else root
        after = " " + self.rest
        return {
            "inf": self.verb + after,
            "imp": root + ("ez" if vous else "e") + after,
            "pres": root + ("ez" if vous else "es") + after,
            "subj": root + ("iez" if vous else "es") + after,
            "impf": (root + "iez" if vous else soft + "ais") + after,
            "je": root + "e" + after,
            "cond": self.verb + "ais" + after,
            "pp": root + "é" + after,
            "rest": self.rest,
            "verb_pres": root + ("ez" if vous else "es"),
        }


def generated(path: Path) -> Iterator[Utterance]:
    """Every utterance the frames give, in a fixed order."""
    held = tomllib.loads(path.read_text(encoding="utf-8"))
    actions = [Action(*line.split(" ", 1)) for line in held["actions"].strip().splitlines()]
    openings, closings = held["openings"], held["closings"]
    number = 0
    for vous, key in ((False, "tu"), (True, "vous")):
        for label, frames in held[key].items():
            for at, action in enumerate(actions):
                for turn in range(EACH):
                    number += 1
                    frame = frames[(at * EACH + turn * 7 + at // 5) % len(frames)]
                    said, _, wording = frame.rpartition(" >> ")
                    forms = action.forms(vous=vous)
                    client = (_elided(said.format(**forms)),) if said else (held["stories"][number % len(held["stories"])],)
                    opening, closing = openings[number % len(openings)], closings[number % len(closings)]
                    act = _elided(wording.format(**forms))
                    act = act if opening.endswith(",") else act[:1].upper() + act[1:]
                    text = " ".join(part for part in (opening, act, closing) if part)
                    yield Utterance(text, client, (), () if label == NONE else ((label, act.rstrip(" .?!")),), SOURCE)


def _elided(text: str) -> str:
    return _ELISION.sub(r"\1'", text)
