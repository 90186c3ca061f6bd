"""Contributions as Whisper really hears them: `python models/advice/heard.py --tool TOOL --python PYTHON [--count N] [--minutes M]`.

Takes contributions of `models/data/advice/hands/`, half of them without a departure and every kind as often, has them said by
synthetic voices (`saying.py`, run by the PYTHON that has kokoro-onnx, soundfile and scipy; TOOL is the script that speaks sessions),
hears them with Whisper base as `hear` does, and carries the labels over to what was heard (`carrying.py`). Writes
`models/data/advice/heard.txt`, whole after each group, so that it may be stopped at any time; run again, it goes on with what
`.cache/heard/` keeps. What was said before a contribution is not spoken: it is written without capitals or punctuation.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import random
import re
import subprocess
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import av
import hands
import numpy as np
from carrying import carried

from codev_voice.hearing import speech, words
from codev_voice.hearing.inventions import without_inventions
from codev_voice.session.progress import silent
from codev_voice.session.seance import Seance
from codev_voice.sound.tracks import RATE
from codev_voice.weights import whisper_folder

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from codev_voice.evaluation.blocks import Contribution

HERE = Path(__file__).parent
DATA = HERE.parent / "data" / "advice"
KEPT = HERE.parents[1] / ".cache/heard"
MANNERS = ("écrit", "parlé")
SHORTEST, LONGEST = 5, 40
GROUP = 25
"""Clips heard together, in which Whisper has some context, as in a session."""
SILENCE = 1.2
"""Seconds between two clips."""
VOICES = ("ff_siwis", "hf_beta", "if_sara", "hf_alpha", "pf_dora", "bm_george", "jm_kumo", "im_nicola")
"""Of the tool's voices, those that Whisper base understands best: a contribution that it cannot make out is lost."""
_PUNCTUATION = re.compile(r"[.,;:!?…«»\"–—()]")
_OPENING = re.compile(r"^[\W_]+")
"""A mark that Whisper times after the clip it closes."""
_LETTERS = {"client": "C", "consultant": "K", "animateur": "A"}

LOST = frozenset(
    (
        *("ffe1e206983160fc", "f968bac1672b4172", "ffa09053ca0c9c36", "fcfa00c7bd12a3b7", "f9a52774e92d11f6"),
        *("fe3900de1164b773", "7dc39bb2347e71e5", "fe8739170a8dc284", "fb52eb4c7c492318", "f60e3bd8f1fd3909"),
        *("ff606e15e9ef675c", "25ecfa3ef36486b3", "bd7f6904445196a1", "f4f84b4bc21d309c", "f82c9476be5a809e"),
    )
)
"""Departures that a reader would not recognise any more in what was heard, by the name of their clip."""


@dataclass(frozen=True)
class Line:
    """A contribution to be said, with its situation, and where its block and itself stand in the files."""

    given: Contribution
    subject: str
    place: tuple[str, int, int]

    @property
    def name(self) -> str:
        """A name that changes with the text."""
        return hashlib.blake2b(self.given.text.encode(), digest_size=8).hexdigest()


class Forgetful:
    """A cache that keeps nothing: what was heard is kept by clip."""

    def get(self, key: str) -> bytes | None:  # noqa: ARG002 -- the cache's interface
        """Nothing."""
        return None

    def put(self, key: str, value: bytes) -> None:
        """Keep nothing."""


def lines(path: Path) -> Iterator[Line]:
    """Every contribution of a file with its block's subject."""
    places, subject, block = [], "", 0
    for raw in path.read_text(encoding="utf-8").splitlines():
        line = raw.strip()
        if line.startswith("##"):
            subject, block = line.split("|", 2)[2].strip(), block + 1
        elif line.startswith("-"):
            places.append((subject, block))
    for number, (given, (about, at)) in enumerate(zip(hands.contributions(path), places, strict=True)):
        yield Line(given, about, (path.stem, at, number))


def everything() -> list[Line]:
    """The contributions that may be said."""
    found = [line for path in sorted((DATA / "hands").glob("*.txt")) for line in lines(path)]
    return [
        line
        for line in found
        if SHORTEST <= len(line.given.text.split()) <= LONGEST and line.given.manner in MANNERS and not line.given.withdrawn
    ]


def chosen(given: Sequence[Line], count: int) -> list[Line]:
    """A fixed choice, in an order whose every beginning is balanced: one without a departure, one of a kind, and so on."""
    by_kind: dict[str, list[Line]] = {}
    for line in sorted(given, key=lambda line: line.name):
        by_kind.setdefault(line.given.acts[0][0] if line.given.acts else "", []).append(line)
    order = [kind for wanted in sorted(by_kind) if wanted for kind in ("", wanted)]
    turns = (order[at % len(order)] for at in range(count))
    return [by_kind[kind].pop() for kind in turns if by_kind[kind]]


def heard(clips: Sequence[NDArray[np.float32]]) -> list[str]:
    """What Whisper base writes of each clip, all of them heard end to end."""
    pause = np.zeros(int(SILENCE * RATE), dtype=np.float32)
    sound = np.concatenate([piece for clip in clips for piece in (pause, clip)] + [pause])
    sound += np.random.default_rng(0).standard_normal(sound.size).astype(np.float32) * 0.0005
    model = words.Whisper(whisper_folder("base"), words.prompt(Seance()), "cpu", 1)
    sentences = words.transcribe(sound, speech.probabilities(sound), model, cache=Forgetful(), progress=silent)
    said = [word for sentence in without_inventions(sentences, model.prompt) for word in sentence.words]
    ends = np.cumsum([clip.size / RATE + SILENCE for clip in clips])
    shares: list[list[str]] = [[] for _ in clips]
    for word in sorted(said, key=lambda word: word.start):  # a word's end is surer than its start after a silence
        at = int(np.searchsorted(ends, word.end - SILENCE * 0.7))
        shares[min(at, len(clips) - 1)].append(word.text)
    return [_OPENING.sub("", " ".join(share)) for share in shares]


def read(path: Path) -> NDArray[np.float32]:
    """The samples of a clip."""
    with av.open(str(path)) as container:
        frames = [frame.to_ndarray().reshape(-1) for frame in container.decode(audio=0)]
    return (np.concatenate(frames).astype(np.float32) / 32768).astype(np.float32)


def written(found: Sequence[tuple[Line, str]]) -> str:
    """The file: blocks in the order of the hands, each with what it keeps."""
    text, block = ["# Said by synthetic voices and heard by Whisper base: written by heard.py, not by hand."], None
    for line, marked in sorted(found, key=lambda pair: pair[0].place):
        given = line.given
        if line.place[:2] != block:
            block = line.place[:2]
            text.append(f"\n## {given.address} | whisper | {line.subject}")
            before = ((_LETTERS[role], _bare(said)) for role, said in given.previous)
            text += [f"{letter}: {said}" for letter, said in before if said]
        text.append(f"-{'!' if given.hard else ''} {marked}")
    return "\n".join(text) + "\n"


def _bare(text: str) -> str:
    return " ".join(_PUNCTUATION.sub(" ", text).lower().split())


def _clip(line: Line) -> Path:
    return KEPT / f"{line.name}.wav"


def _orders(todo: Sequence[Line]) -> Path:
    """What is to be said, by which voice and how fast."""
    path = KEPT / "orders.jsonl"
    with path.open("w", encoding="utf-8") as file:
        for line in todo:
            rng = random.Random(line.name)
            order = {"name": line.name, "text": line.given.text, "voice": rng.choice(VOICES), "speed": round(rng.uniform(0.95, 1.12), 2)}
            file.write(json.dumps(order, ensure_ascii=False) + "\n")
    return path


def _save(given: Sequence[Line], known: dict[str, str]) -> str:
    """Write what there is; a line that says how much of it was lost."""
    pairs = [
        (line, carried(line.given.text, line.given.acts, known[line.name]))
        for line in given
        if line.name in known and line.name not in LOST
    ]
    kept = [(line, marked) for line, marked in pairs if marked]
    (DATA / "heard.txt").write_text(written(kept), encoding="utf-8")
    return f"{len(kept)} kept of {len(pairs)} heard"


def main() -> None:
    """Say, hear, carry over, group by group."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--tool", type=Path, required=True)
    parser.add_argument("--python", type=Path, required=True)
    parser.add_argument("--count", type=int, default=600)
    parser.add_argument("--minutes", type=float, default=1e6)
    arguments = parser.parse_args()
    KEPT.mkdir(parents=True, exist_ok=True)
    store = KEPT / "heard.json"
    known: dict[str, str] = json.loads(store.read_text(encoding="utf-8")) if store.exists() else {}
    given = everything()
    todo = [line for line in given if line.name not in known]
    said = [line for line in todo if _clip(line).exists()]
    todo = said + chosen([line for line in todo if line not in said], max(0, arguments.count - len(known) - len(said)))
    until = time.monotonic() + 60 * arguments.minutes
    saying = subprocess.Popen([arguments.python, HERE / "saying.py", arguments.tool, _orders(todo), KEPT])
    try:
        for first in range(0, len(todo), GROUP):
            group = todo[first : first + GROUP]
            paths = [_clip(line) for line in group]
            while not all(path.exists() for path in paths) and saying.poll() is None and time.monotonic() < until:
                time.sleep(1)
            if not all(path.exists() for path in paths):
                break
            texts = heard([read(path) for path in paths])
            known |= {line.name: text for line, text in zip(group, texts, strict=True)}
            store.write_text(json.dumps(known, ensure_ascii=False, indent=0), encoding="utf-8")
            print(_save(given, known), flush=True)
    finally:
        saying.terminate()
    print(_save(given, known))


if __name__ == "__main__":
    main()
