"""What a session of three hours and a half costs once it is held: to open, to show, to read, to go on with.

    .venv/bin/python benchmarks/long.py [--turns N] [--hours H]

The sample's turns, each stage's said again and again (no two alike), twice (two consultations, 3,200 turns), are heard as a transcript
would be; the journal is then written as a live session leaves it: sealed, a frame for each event, every word with its times. Its sound is
half a minute, again and again. Each row is a process of its own, from its start, which begins as every command does: what somebody
waits, what the processor worked, what its memory held at most. What changes the session does it to a copy. `page.py` says how fluid the
browser stays on such a session, `review.py` what its review is made of.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import re
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import msgspec

from codev_voice.companion.desk import Act

ROOT = Path(__file__).resolve().parents[1]
SAMPLES = ROOT / "samples"
TURNS, HOURS, MORE = 3200, 3.5, 20
OPENED, ENDED = "opened", "ended"


def main() -> None:
    """Make the session, then print a row for each thing one does with it."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--turns", type=int, default=TURNS)
    parser.add_argument("--hours", type=float, default=HOURS)
    parser.add_argument("--measure", nargs=2, metavar=("WHAT", "FOLDER"), help=argparse.SUPPRESS)
    asked = parser.parse_args()
    if asked.measure:
        measure(asked.measure[0], Path(asked.measure[1]))
        return
    with tempfile.TemporaryDirectory() as place:
        os.environ["CODEV_VOICE_KEYS"] = str(Path(place) / "cles")
        os.environ["XDG_DATA_HOME"] = str(Path(place) / "data")
        start = time.perf_counter()
        folder = made(Path(place), asked.turns, asked.hours)
        size = (folder / "journal").stat().st_size / 1e6
        sound = sum(file.stat().st_size for file in (folder / "sound").iterdir()) / 1e6
        took = time.perf_counter() - start
        print(f"{asked.turns} tours, {asked.hours} h, journal {size:.1f} Mo, son {sound:.0f} Mo ; faite en {took:.0f} s")
        print(f"{'':44}{'attente':>10}{'processeur':>12}{'mémoire':>10}")
        for what in DEEDS:
            used = folder if what not in CHANGING else Path(shutil.copytree(folder, Path(place) / "copie"))
            command = [sys.executable, str(Path(__file__).resolve()), "--measure", what, str(used)]
            found = json.loads(subprocess.run(command, check=True, capture_output=True).stdout.splitlines()[-1])
            print(f"{what:44}{found['wall']:8.2f} s{found['cpu']:10.2f} s{found['memory']:7.0f} Mo   {found['told']}", flush=True)
            if used is not folder:
                shutil.rmtree(used)


def measure(what: str, folder: Path) -> None:
    """Do one thing and print what it cost, as JSON; the start of Python and the imports count."""
    command("--version")
    told = DEEDS[what](folder)
    status = dict(line.split(":", 1) for line in Path("/proc/self/status").read_text(encoding="ascii").splitlines())
    memory = int(status["VmHWM"].split()[0]) / 1e3  # not getrusage's, which a child takes over from its parent
    print(json.dumps({"wall": time.time() - _began(), "cpu": time.process_time(), "memory": memory, "told": told}))


def command(*arguments: str) -> None:
    """Run a command in this process, as the terminal would."""
    from codev_voice.cli.running import run

    if run(arguments):
        raise SystemExit(f"codev-voice {arguments[0]} a refusé")


def _began() -> float:
    """The moment at which this process began (Linux)."""
    ticks = float(Path("/proc/self/stat").read_text(encoding="ascii").rpartition(")")[2].split()[19])
    up = float(Path("/proc/uptime").read_text(encoding="ascii").split()[0])
    return time.time() - (up - ticks / os.sysconf("SC_CLK_TCK"))


def made(place: Path, turns: int, hours: float) -> Path:
    """The folder of the long session."""
    from codev_voice.companion.hear import hear
    from codev_voice.session.card import Method

    transcript = place / "longue.jsonl"
    transcript.write_text("\n".join(json.dumps(line, ensure_ascii=False) for line in lines(turns, hours)), encoding="utf-8")
    folder = hear(transcript, people=SAMPLES / "seance.toml", into=place / "seance", method=Method.FILE).folder.path
    as_live(folder / "journal")
    record(folder / "sound", hours)
    return folder


def lines(turns: int, hours: float) -> list[dict[str, Any]]:
    """The sample's turns, those of each stage repeated in their order, for each of two consultations.

    A word drawn at the end of each makes it another: what is remembered of a sentence serves no other.
    """
    draw = random.Random(1)  # noqa: S311 - no secret
    sample = [json.loads(line) for line in (SAMPLES / "seance.jsonl").read_text(encoding="utf-8").splitlines()]
    times = -(-turns // (2 * len(sample)))
    once = [line for stage in range(7) for _ in range(times) for line in sample if line["stage"] == stage]
    words = sorted({word for line in sample for word in re.findall(r"[a-zàâçéèêëîïôûù]{5,}", line["text"])})
    each = 3600 * hours / (2 * len(once))
    return [
        {
            "speaker": line["speaker"],
            "role": line["role"],
            "text": re.sub(r"(?=[.!?…]*$)", f" {draw.choice(words)} {draw.choice(words)}", line["text"], count=1),
            "start": at * each,
            "end": (at + 0.9) * each,
        }
        for at, line in enumerate([*once, *once][:turns])
    ]


def as_live(path: Path) -> None:
    """The same events, one frame each and every word with its times, as they are written when they are heard one by one."""
    from codev_voice.session.coding import encode
    from codev_voice.session.disk import write_private
    from codev_voice.session.frames import frame
    from codev_voice.session.journal import read_events
    from codev_voice.session.keys import part_of
    from codev_voice.session.sealing import JOURNAL

    seal, events = part_of(path.parent, JOURNAL), [timed(event) for event in read_events(path)]
    write_private(path, b"".join(frame(seal.close(b"[" + encode(event) + b"]", rank)) for rank, event in enumerate(events)))


def timed(event: Any) -> Any:  # noqa: ANN401 - an event
    """The event, its words laid evenly in its time when it is a piece of speech."""
    from codev_voice.session.events import Heard

    if not isinstance(event, Heard):
        return event
    words = event.text.split()
    each = (event.end - event.start) / max(1, len(words))
    spread = [(word, round(event.start + at * each, 2), round(event.start + (at + 1) * each, 2), 0.98) for at, word in enumerate(words)]
    return msgspec.structs.replace(event, words=tuple(spread))


def record(folder: Path, hours: float) -> None:
    """Sound of that length on the call's channel."""
    import numpy as np

    from codev_voice.session.keys import part_of
    from codev_voice.session.sealing import SOUND
    from codev_voice.sound.segments import CALL, SegmentWriter
    from codev_voice.sound.tracks import RATE

    noise = (np.sin(np.arange(30 * RATE) / 9) * 3000).astype(np.int16)
    writer = SegmentWriter(folder, CALL, part_of(folder.parent, SOUND))
    for half_minute in range(int(hours * 120)):
        writer.write(30.0 * half_minute, noise)
    writer.close()


def opened(folder: Path) -> str:
    """`open_session`, which every command begins with."""
    from codev_voice.companion.opening import open_session

    session = open_session(folder).session
    return f"{len(session.turns)} tours, {len(session.consultations)} consultations"


def shown(folder: Path) -> str:
    """`show`: the page's first view."""
    from codev_voice.companion.live.reading import ReadDesk

    return f"{len(msgspec.json.encode(ReadDesk(folder, later=lambda _: None).view())) / 1e6:.1f} Mo pour la page, les documents ensuite"


def drafted(folder: Path) -> str:
    """The same once the documents are there too, which the page gets when they are drafted."""
    from codev_voice.companion.live.reading import ReadDesk

    return f"{len(msgspec.json.encode(ReadDesk(folder).view())) / 1e6:.1f} Mo"


def documents(folder: Path) -> str:
    """`documents`: the drafts, made on the fly."""
    from codev_voice.companion.printing import in_markdown

    return f"{len(in_markdown(folder)[0])} caractères"


def transcript(folder: Path) -> str:
    """`transcript --format md`."""
    from codev_voice.companion.opening import open_session
    from codev_voice.transcripts import write_transcript

    return f"{len(write_transcript(open_session(folder).session, 'md'))} caractères"


def reviewed(folder: Path) -> str:
    """The page's review, its pictures included."""
    from codev_voice.companion.opening import open_session
    from codev_voice.review.view import review_view

    read = open_session(folder)
    return f"{len(json.dumps(review_view(read.session, read.seance))) / 1e3:.0f} ko"


def listened(folder: Path) -> str:
    """The sound of the last sentence."""
    from codev_voice.companion.listening import piece_sound
    from codev_voice.session.events import Heard
    from codev_voice.session.journal import read_events

    events = read_events(folder / "journal")
    last = [event.id for event in events if isinstance(event, Heard)][-1]
    return f"{len(piece_sound(folder / 'sound', events, last) or b'') / 1e3:.0f} ko"


def renamed(folder: Path) -> str:
    """`rename`: a voice is another person, the whole is judged again."""
    command("rename", str(folder), _consultant(folder), "Zoé")
    return ""


def forgotten(folder: Path) -> str:
    """`forget --person`: all that a consultant said, words and sound."""
    command("forget", str(folder), "--person", _consultant(folder), "--yes")
    return ""


def _consultant(folder: Path) -> str:
    from codev_voice.companion.opening import open_session
    from codev_voice.session.values import Role

    return open_session(folder).session.named(Role.CONSULTANT)[0]


def named(folder: Path) -> str:
    """A name given on the page of `show`."""
    return _acted(folder, lambda row: Act("name", voice=row["voice"], person="Zoé"))


def clicked(folder: Path) -> str:
    """A stage clicked there."""
    return _acted(folder, lambda row: Act("stage", stage=3, piece=row["pieces"][0]))


def clicked_drafted(folder: Path) -> str:
    """The same once the journal holds the drafts, as a live session leaves it: they are drafted again."""
    from codev_voice.companion.opening import open_session
    from codev_voice.companion.papers import proposals
    from codev_voice.session.journal import Journal

    read = open_session(folder)
    with Journal(folder / "journal") as journal:
        journal.append(*proposals(read.events, read.session, read.seance))
    return clicked(folder)


def cut(folder: Path) -> str:
    """A passage cut there, words and sound."""
    return _acted(folder, lambda row: Act("cut", piece=row["pieces"][0]))


def _acted(folder: Path, act: Callable[[dict[str, Any]], Act]) -> str:
    """What the page's answer takes, as soon as it is shown and when it is ready; at the third of the session, then after its half."""
    from codev_voice.companion.live.reading import ReadDesk

    desk = ReadDesk(folder, later=lambda _: None)
    shown = desk.view()["turns"]
    took = []
    for at, ready in ((len(shown) // 3, False), (len(shown) * 5 // 9, True)):
        if ready:
            desk.prepare()
        start = time.perf_counter()
        desk.act(act(shown[at]))
        took.append(time.perf_counter() - start)
    return f"réponse de la page : {took[0]:.1f} s aussitôt montrée, {took[1]:.1f} s ensuite"


def gone_on(folder: Path) -> str:
    """A live session taken up again near its end, where some more is said: judged, drawn, told to the page."""
    from codev_voice.companion.live.options import LiveOptions
    from codev_voice.companion.live.session import LiveSession
    from codev_voice.session.events import Ended, Heard
    from codev_voice.session.folder import Folder
    from codev_voice.session.journal import Journal

    with Journal(folder / "journal") as journal:
        journal.events = [event for event in journal.events if not isinstance(event, Ended)]
        pieces = [event.piece for event in journal.events if isinstance(event, Heard)]
        session = LiveSession(Folder(folder), journal, LiveOptions(began=time.time() - pieces[-1].end), models=(folder, folder))
        ready = time.process_time()
        added = [_again(pieces[at], at, pieces[-1].end) for at in range(MORE)]
        for piece in added:
            session.kept.hear(piece)
            session._page.publish()  # noqa: SLF001 - as its own thread does
        each = (time.process_time() - ready) / MORE
    return f"puis {1000 * each:.0f} ms de processeur par phrase entendue"


def _again(piece: Any, at: int, last: float) -> Any:  # noqa: ANN401 - a piece
    from dataclasses import replace

    return replace(piece, id=f"q{at:06d}", start=last + 4 * at, end=last + 4 * at + 3, opens=True)


DEEDS: dict[str, Callable[[Path], str]] = {
    "ouvrir (open_session)": opened,
    "montrer (show), jusqu'à la première vue": shown,
    "et jusqu'aux documents de la page": drafted,
    "les documents (documents)": documents,
    "la transcription (transcript)": transcript,
    "le bilan de la page, images comprises": reviewed,
    "réécouter la dernière phrase": listened,
    "renommer une voix (rename)": renamed,
    "oublier une personne (forget --person)": forgotten,
    "renommer sur la page, deux fois": named,
    "dire une étape sur la page, deux fois": clicked,
    "la même chose, brouillons au journal": clicked_drafted,
    "couper un passage sur la page, deux fois": cut,
    "reprendre en direct (resume)": gone_on,
}
CHANGING = {what for what, deed in DEEDS.items() if deed in {renamed, forgotten, named, clicked, clicked_drafted, cut, gone_on}}

if __name__ == "__main__":
    main()
