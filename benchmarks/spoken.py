"""What hearing costs to understanding: whole sessions followed from their text, then from what Whisper base hears of them.

    python benchmarks/spoken.py [--tool TOOL] [--python PYTHON] [FOLDER…]

Each folder holds a labelled `session.jsonl` and its `seance.toml`. The recording, `NAME.opus` with `NAME.turns.json` (who said which
turn when), lies there or in `.cache/spoken/`; where it is missing, TOOL (the script that speaks sessions) makes it there, run by PYTHON
(which has kokoro-onnx, soundfile and scipy; this interpreter by default). It is heard as `hear` does, two tracks, roster known; the
hearing is kept in `.cache/spoken/`, so that another model is measured on it at once. Without FOLDER: the sessions of
`models/stages/unseen` that were spoken there before.

A heard turn belongs to the labelled turn with which it shares most time, and its notices count there; a labelled turn has the stages of
the heard turn with which it shares most time. Both lines of a session are thus scored on the same turns and words.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from codev_voice.companion.cache import FileCache
from codev_voice.companion.understanding import folded
from codev_voice.evaluation.advice import TOLD, Counts, score_session
from codev_voice.evaluation.labelled import Labelled, read_labelled
from codev_voice.evaluation.sound import read_turns, score_sound
from codev_voice.evaluation.stages import StageScores, score_stages
from codev_voice.evaluation.text import understood
from codev_voice.hearing import batch
from codev_voice.session.progress import silent
from codev_voice.session.seance import Seance
from codev_voice.session.toml import read_seance
from codev_voice.session.values import Turn
from codev_voice.sound.reading import read_tracks
from codev_voice.weights import whisper_folder

ROOT = Path(__file__).parents[1]
KEPT = ROOT / ".cache/spoken"
WIDTH = 16
HEAD = f"{'session':{WIDTH}}{'from':7}{'WER':>6}{'named':>8}  {'advice P':>8}{'R':>6}  {'tp fp fn':10}"
HEAD += f"{'live':>7}{'final':>7}  {'moves live':12}{'final'}"


@dataclass(frozen=True, slots=True)
class Times:
    """When the labelled turns were really spoken, in seconds, by their number; one that was not spoken is absent."""

    by_turn: dict[int, tuple[float, float]]

    def nearest(self, turn: Turn) -> int:
        """The labelled turn that shares most time with a heard one, else the nearest."""
        return max(self.by_turn, key=lambda number: shared(self.by_turn[number], (turn.start, turn.end)))


@dataclass(frozen=True, slots=True)
class Line:
    """The scores of one way of knowing a session; `wer` and `right` (words given to who said them, by name) are None without hearing."""

    advice: Counts
    stages: StageScores
    words: int
    wer: float | None = None
    right: float | None = None

    def shown(self, name: str, source: str) -> str:
        """One line of the table."""
        advice = self.advice.as_json()
        precision, recall = ("   –" if advice[key] is None else f"{advice[key]:.2f}" for key in ("precision", "recall"))
        wer, right = ("–" if value is None else f"{100 * value:.1f}" for value in (self.wer, self.right))
        live, final = (
            f"{found.found}/{found.found + found.missed} +{found.false}" for found in (self.stages.boundaries_live, self.stages.boundaries)
        )
        counts = f"{self.advice.tp} {self.advice.fp} {self.advice.fn}"
        shares = f"{self.stages.accuracy_live:7.3f}{self.stages.accuracy_final:7.3f}"
        return f"{name:{WIDTH}}{source:7}{wer:>6}{right:>8}  {precision:>8}{recall:>6}  {counts:10}{shares}  {live:12}{final}"


def shared(one: tuple[float, float], other: tuple[float, float]) -> float:
    """Seconds that two spans share; less than zero, the seconds between them."""
    return min(one[1], other[1]) - max(one[0], other[0])


def recording(folder: Path, tool: Path | None, python: str) -> Path:
    """The sound of a session, made where it is missing."""
    for place in (folder, KEPT):
        sound = place / f"{folder.name}.opus"
        if sound.exists() and sound.with_suffix(".turns.json").exists():
            return sound
    if tool is None:
        raise SystemExit(f"{folder.name} has no recording: give --tool, the script that speaks sessions")
    KEPT.mkdir(parents=True, exist_ok=True)
    subprocess.run([python, tool, folder / "session.jsonl", KEPT / folder.name], check=True)
    return KEPT / f"{folder.name}.opus"


def heard(sound: Path, seance: Seance) -> tuple[tuple[Turn, ...], float, float]:
    """What the program makes of a recording: its turns, then WER and words given to the right person."""
    tracks = read_tracks(sound)
    found = batch.hear(tracks, seance, whisper=whisper_folder("base"), cache=FileCache(KEPT / "work"), progress=silent)
    turns = folded(found.pieces, found.voices, seance, seconds=found.seconds).turns
    truth = read_turns(sound.with_suffix(".turns.json"))
    scores = score_sound(turns, truth, seconds=found.seconds, wall=0, processor=0, peak_memory=0, voices=found.diarisation)
    return turns, scores["wer"], scores["words_right"]


def projected(turns: Sequence[Turn], labelled: Labelled, times: Times) -> tuple[Turn, ...]:
    """The labelled turns with what was understood of the heard ones; a turn that nobody spoke keeps the stages of the one before."""
    notices: dict[int, list[Turn]] = {}
    for turn in turns:
        notices.setdefault(times.nearest(turn), []).append(turn)
    made: list[Turn] = []
    for turn in labelled.session.turns:
        spoken = times.by_turn.get(turn.index)
        best = max(turns, key=lambda one: shared(spoken, (one.start, one.end))) if spoken else made[-1] if made else turns[0]
        told = tuple(notice for one in notices.get(turn.index, ()) for notice in one.notices)
        made.append(replace(turn, stage=best.stage, stage_live=best.stage_live, notices=told))
    return tuple(made)


def scored(turns: Sequence[Turn], labelled: Labelled, wer: float | None = None, right: float | None = None) -> Line:
    """The scores of turns that match the labelled ones."""
    advice = score_session(turns, labelled.acts)
    texts = [turn.text for turn in labelled.session.turns]
    stages = score_stages(texts, labelled.stages, [turn.stage_live for turn in turns], [turn.stage for turn in turns])
    return Line(Counts(advice["tp"], advice["fp"], advice["fn"]), stages, sum(len(text.split()) for text in texts), wer, right)


def together(lines: Sequence[Line]) -> Line:
    """The scores of several sessions: counts added, shares weighed by words."""
    words = sum(line.words for line in lines)

    def mean(value: Callable[[Line], float | None]) -> float | None:
        values = [(value(line), line.words) for line in lines]
        return None if any(one is None for one, _ in values) else sum((one or 0.0) * weight for one, weight in values) / words

    return Line(
        Counts(*(sum(getattr(line.advice, key) for line in lines) for key in ("tp", "fp", "fn"))),
        StageScores(
            mean(lambda line: line.stages.accuracy_live) or 0.0,
            mean(lambda line: line.stages.accuracy_final) or 0.0,
            sum((line.stages.boundaries for line in lines[1:]), lines[0].stages.boundaries),
            sum((line.stages.boundaries_live for line in lines[1:]), lines[0].stages.boundaries_live),
        ),
        words,
        mean(lambda line: line.wer),
        mean(lambda line: line.right),
    )


def differences(clean: Sequence[Turn], other: Sequence[Turn], labelled: Labelled) -> list[str]:
    """The labelled turns on which one of the two ways tells something and the other not."""

    def told(turn: Turn) -> bool:
        return any(notice.level in TOLD and not notice.withdrawn for notice in turn.notices)

    return [
        f"  turn {one.index}, {' '.join(act.kind for act in acts) or 'no departure'}: from what was {'written' if told(one) else 'heard'}"
        for one, two, acts in zip(clean, other, labelled.acts, strict=True)
        if told(one) != told(two)
    ]


def main() -> None:
    """Print the table, then where the notices differ."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folders", type=Path, nargs="*")
    parser.add_argument("--tool", type=Path)
    parser.add_argument("--python", default=sys.executable)
    arguments = parser.parse_args()
    folders = arguments.folders or [ROOT / "models/stages/unseen" / sound.stem for sound in sorted(KEPT.glob("*.opus"))]
    rows: dict[str, list[Line]] = {"text": [], "heard": []}
    differ: list[str] = []
    print(HEAD)
    for folder in folders:
        seance = read_seance(folder / "seance.toml")
        labelled = read_labelled(folder / "session.jsonl", seance)
        sound = recording(folder, arguments.tool, arguments.python)
        spoken = json.loads(sound.with_suffix(".turns.json").read_text(encoding="utf-8"))
        times = Times({item["turn"]: (item["start"], item["end"]) for item in spoken})
        turns, wer, right = heard(sound, seance)
        clean = understood(folder / "session.jsonl", seance).turns
        other = projected(turns, labelled, times)
        for source, line in (("text", scored(clean, labelled)), ("heard", scored(other, labelled, wer, right))):
            rows[source].append(line)
            print(line.shown(folder.name, source), flush=True)
        differ += [f"{folder.name}:", *differences(clean, other, labelled)]
    if len(folders) > 1:
        for source, lines in rows.items():
            print(together(lines).shown("together", source))
    print("\nNotices on one side only:", *differ, sep="\n")


if __name__ == "__main__":
    main()
