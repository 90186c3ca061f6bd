"""`make demo`: the main job on samples/, through the command line as anybody would run it, and what came out."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from pathlib import Path

from codev_voice.session.names import KIND_NAMES, STAGE_NAMES
from codev_voice.session.values import Stage

ROOT = Path(__file__).resolve().parent.parent
SAMPLES = ROOT / "samples"
FOLDER = ROOT / "demo" / "seance"
LEVELS = {"alert": "à signaler", "light": "léger", "log": "noté"}


def command(*arguments: str, shown: bool = False) -> str:
    """Run `codev-voice` and return what it prints; leave with its code if it fails."""
    done = subprocess.run(
        [sys.executable, "-m", "codev_voice", *arguments],
        check=False,
        encoding="utf-8",
        stdout=subprocess.PIPE,
        stderr=None if shown else subprocess.PIPE,
    )
    if done.returncode:
        sys.stderr.write(done.stderr or "")
        raise SystemExit(done.returncode)
    return done.stdout


def clock(seconds: float) -> str:
    """Minutes and seconds."""
    return f"{int(seconds) // 60:02d}:{int(seconds) % 60:02d}"


def main() -> None:
    """Hear the sample and show what came out."""
    began = time.monotonic()
    FOLDER.parent.mkdir(mode=0o700, exist_ok=True)
    command("hear", str(SAMPLES / "seance.opus"), "--people", str(SAMPLES / "seance.toml"), "--into", str(FOLDER), shown=True)
    transcript = FOLDER.parent / "transcription.md"
    documents = FOLDER.parent / "documents.md"
    review = FOLDER.parent / "bilan.md"
    command("transcript", str(FOLDER), "--format", "md", "--output", str(transcript))
    command("documents", str(FOLDER), "--output", str(documents))
    command("review", str(FOLDER), "--output", str(review))
    turns = json.loads(command("transcript", str(FOLDER), "--format", "json"))["turns"]

    print("\nLes premières lignes")
    for turn in turns[:8]:
        print(f"  {clock(turn['start'])}  {turn['speaker']} : {turn['text']}")
    print("\nLes étapes")
    stage = None
    for turn in turns:
        if turn["stage"] != stage:
            stage = turn["stage"]
            print(f"  {clock(turn['start'])}  {stage}. {STAGE_NAMES[Stage(stage)]}" if stage is not None else "  pas encore d'étape")
    print("\nLes conseils entendus pendant la clarification (pour l'animateur seul)")
    for turn in turns:
        for notice in turn["notices"]:
            print(f"  {clock(turn['start'])}  {LEVELS[notice['level']]}, {KIND_NAMES[notice['kind']]} : « {notice['excerpt']} »")
    print("\nOù sont les fichiers")
    for label, path in (("transcription", transcript), ("brouillons", documents), ("bilan", review), ("séance", FOLDER)):
        print(f"  {label:<14} {path.relative_to(ROOT)}")
    print(f"\nFait en {time.monotonic() - began:.0f} s.")


if __name__ == "__main__":
    main()
