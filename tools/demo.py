"""`make demo`: the main job on samples/, through the command line as anybody would run it, and what came out."""

from __future__ import annotations

import hashlib
import json
import subprocess
import sys
import time
from pathlib import Path

from codev_voice.session.names import KIND_NAMES, STAGE_NAMES
from codev_voice.session.values import Stage

ROOT = Path(__file__).resolve().parent.parent
SAMPLES = ROOT / "samples"
DEMO = ROOT / "demo"
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


def session_folder() -> Path:
    """The session's folder, another one when the sample has changed: a session is never heard over another."""
    sample = b"".join((SAMPLES / name).read_bytes() for name in ("seance.opus", "seance.toml"))
    return DEMO / f"seance-{hashlib.sha256(sample).hexdigest()[:8]}"


def clock(seconds: float) -> str:
    """Minutes and seconds."""
    return f"{int(seconds) // 60:02d}:{int(seconds) % 60:02d}"


def main() -> None:
    """Hear the sample and show what came out."""
    began = time.monotonic()
    DEMO.mkdir(mode=0o700, exist_ok=True)
    folder = session_folder()
    sample = (str(SAMPLES / "seance.opus"), "--people", str(SAMPLES / "seance.toml"))
    command("hear", *sample, "--into", str(folder), "--agreed", shown=True)  # its voices are nobody's
    transcript = DEMO / "transcription.md"
    documents = DEMO / "documents.md"
    review = DEMO / "bilan.md"
    command("transcript", str(folder), "--format", "md", "--output", str(transcript))
    command("documents", str(folder), "--output", str(documents))
    command("review", str(folder), "--output", str(review))
    turns = json.loads(command("transcript", str(folder), "--format", "json"))["turns"]

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
    for label, path in (("transcription", transcript), ("brouillons", documents), ("bilan", review), ("séance", folder)):
        print(f"  {label:<14} {path.relative_to(ROOT)}")
    print(f"\nFait en {time.monotonic() - began:.0f} s.")


if __name__ == "__main__":
    main()
