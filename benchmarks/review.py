"""How long the review of a long session takes, and whether the shares it tells are true.

    .venv/bin/python benchmarks/review.py [--turns N]
    .venv/bin/python benchmarks/review.py --heard FOLDER --turns-file samples/seance.turns.json

The first draws the turns of a session of three hours and a half (two consultations, nine people) and prints the time of each part. The
second compares the shares told of a session that was heard with who really spoke when; stages of thirty seconds are told too, since the
sample has none of three minutes.
"""

from __future__ import annotations

import argparse
import json
import random
import time
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar
from unittest import mock

from codev_voice.companion.opening import open_session
from codev_voice.review import render_markdown, review_of, shares, to_json
from codev_voice.review.render.csv import render_csv
from codev_voice.review.render.pictures import pictures_of
from codev_voice.review.view import review_view
from codev_voice.session.seance import Seance
from codev_voice.session.values import Consultation, Person, Role, Session, Stage, Turn

HOURS, TURNS, SHORT = 3.5, 3000, 30.0
NAMES = ("Aline", "Bruno", "Claire", "Driss", "Élise", "Farid", "Gaëlle", "Hugo", "Inès")
SAID = (
    "Et comment tu fais, dans ce cas-là, quand il revient ?",
    "Je ne sais pas, c'est arrivé en mars et depuis on n'en a plus parlé.",
    "Mm.",
    "Depuis combien de temps, et qui le sait ?",
    "Deux minutes pour écrire, chacun de son côté.",
    "Il reste dix minutes, on garde ça pour plus tard.",
)
Made = TypeVar("Made")


def long_session(turns: int) -> tuple[Session, Seance]:
    """The session and its settings."""
    draw = random.Random(1)  # noqa: S311 - no secret
    half, length = turns // 2, HOURS * 3600 / turns
    people = tuple(Person(name, Role.FACILITATOR if name == "Claire" else Role.CONSULTANT) for name in NAMES)
    clock, spoken = 0.0, []
    for index in range(turns):
        client = "Aline" if index < half else "Bruno"
        name = draw.choice((client, client, *NAMES))
        role = Role.CLIENT if name == client else Role.FACILITATOR if name == "Claire" else Role.CONSULTANT
        stage = Stage(7 * (index % half) // half if half else 0)
        end = clock + length * draw.uniform(0.2, 1.6)
        spoken.append(Turn(index, clock, end, name, draw.choice(SAID), person=name, role=role, stage=stage, pieces=(f"p{index}",)))
        clock = end + draw.choice((-0.4, 0.1, 0.1, 0.6, 6.0)) * length / 8
    both = (Consultation("Aline", "Claire", 0, half - 1), Consultation("Bruno", "Claire", half, turns - 1))
    session = Session(tuple(spoken), people, consultations=both, duration=clock)
    return session, Seance(preset=210, consultations=2, people=people)


def timed(name: str, make: Callable[[], Made]) -> Made:
    """What `make` gives; prints how long it took."""
    start = time.perf_counter()
    made = make()
    print(f"{name:42} {time.perf_counter() - start:6.2f} s")
    return made


def against(folder: Path, truth: Path) -> None:
    """Print each share that is told beside the true one."""
    session = open_session(folder).session
    roles = {person.name: person.role for person in session.people}
    spoken = json.loads(truth.read_text(encoding="utf-8"))
    found = []
    for stage in Stage:
        heard = [turn for turn in session.turns if turn.stage is stage]
        with mock.patch.object(shares, "LEAST_SPEECH", SHORT):
            told = shares.by_role(heard) or {}
        real = dict.fromkeys(Role, 0.0)
        for turn in spoken:
            inside = min(turn["end"], heard[-1].end) - max(turn["start"], heard[0].start) if heard else 0.0
            real[roles[turn["speaker"]]] += max(0.0, inside)
        for role, share in told.items():
            true = 100 * real[role] / sum(real.values())
            found.append(share.low <= true <= share.high)
            print(
                f"stage {int(stage)}  {role:<11} told {share.low:3} to {share.high:3} (margin {100 * share.margin:4.1f})  true {true:5.1f}"
            )
    print(f"true shares inside what is told: {sum(found)} of {len(found)}")


def main() -> None:
    """Print the times, or the shares."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--turns", type=int, default=TURNS)
    parser.add_argument("--heard", type=Path)
    parser.add_argument("--turns-file", type=Path)
    asked = parser.parse_args()
    if asked.heard and asked.turns_file:
        against(asked.heard, asked.turns_file)
        return
    turns = asked.turns
    session, seance = long_session(turns)
    print(f"{turns} turns, {session.duration / 3600:.1f} h, {len(NAMES)} people")
    review = timed("figures", lambda: review_of(session, seance))
    timed("text, JSON, CSV", lambda: (render_markdown(review), json.dumps(to_json(review)), render_csv(review)))
    pictures = pictures_of(review, session)
    timed("the first picture, matplotlib started", pictures[0].svg)
    timed(f"{len(pictures)} pictures, PNG and PDF", lambda: [picture.file(form) for picture in pictures for form in ("png", "pdf")])
    view = timed("the page's tab, pictures included", lambda: review_view(session, seance))
    drawn = sum(len(one["svg"]) for one in view["pictures"])
    print(f"the page's tab: {len(json.dumps(view)) / 1e3:.0f} kB, of which pictures {drawn / 1e3:.0f} kB")


if __name__ == "__main__":
    main()
