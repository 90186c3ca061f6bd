"""Single contributions and commitments as sessions of a few turns, and their scores."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from typing import Any

from codev_voice.documents import draft, to_json
from codev_voice.documents.wording import alike
from codev_voice.session.seance import Seance
from codev_voice.session.values import Consultation, Person, Role, Session, Stage, Turn

Table = dict[str, Any]
_NAMES = {"client": "Cliente", "animateur": "Animateur", "consultant": "Consultant"}


def staged(line: Table, role: Role, stage: Stage) -> Session:
    """The turns before a labelled utterance and the utterance, all in one stage."""
    said = [*line["previous"], {"role": str(role), "text": line["text"]}]
    turns = tuple(
        Turn(at, float(at), at + 1.0, _NAMES[each["role"]], each["text"], _NAMES[each["role"]], Role(each["role"]), stage=stage)
        for at, each in enumerate(said)
    )
    people = tuple(Person(name, Role(role)) for role, name in _NAMES.items())
    return Session(turns, people, consultations=(Consultation("Cliente", "Animateur", 0, len(turns) - 1),))


def score_commitments(lines: Sequence[Table]) -> Table:
    """Actions found, missed and extra, and of those found: status, date as said, date."""
    counts = dict.fromkeys(("found", "missed", "extra", "status", "due_said", "due", "kept_found", "kept_missed", "kept_extra"), 0)
    for line in lines:
        seance = Seance(date=datetime.date.fromisoformat(line["session_date"]), region=line["region"])
        session = staged(line, Role.CLIENT, Stage.SYNTHESIS)
        plan = to_json(draft(session, seance))["plan"]
        _count_actions(counts, _of_last(plan["actions"], session), line["actions"])
        ours, theirs = _of_last([*plan["kept"], *plan["dropped"]], session), [*line["kept"], *line["dropped"]]
        paired = min(len(ours), len(theirs))
        counts["kept_found"] += paired
        counts["kept_missed"] += len(theirs) - paired
        counts["kept_extra"] += len(ours) - paired
    return counts


def _of_last(items: Sequence[Table], session: Session) -> list[Table]:
    """Items that rest on the labelled utterance: what was said before it has no label."""
    return [item for item in items if len(session.turns) - 1 in item["sources"]]


def _count_actions(counts: Table, drafted: Sequence[Table], gold: Sequence[Table]) -> None:
    left = list(drafted)
    for expected in gold:
        found = next((each for each in left if alike(each["action"], expected["action"])), left[0] if left else None)
        if found is None:
            counts["missed"] += 1
            continue
        left.remove(found)
        counts["found"] += 1
        for key in ("status", "due_said", "due"):
            counts[key] += found[key] == expected[key]
    counts["extra"] += len(left)


def score_contributions(lines: Sequence[Table]) -> Table:
    """Items found, missed and extra, and of those found the class (the two benign confusions count as right)."""
    benign = ({"impression", "regard"}, {"suggestion", "ressource"})
    counts = dict.fromkeys(("found", "missed", "extra", "class", "benign"), 0)
    for line in lines:
        left = list(to_json(draft(staged(line, Role.CONSULTANT, Stage.EXPLORATION), Seance()))["notes"])
        last = len(line["previous"])
        left = [note for note in left if last in note["sources"]]
        for item in line["items"]:
            found = next((note for note in left if alike(note["text"], item["text"])), None)
            if found is None:
                counts["missed"] += 1
                continue
            left.remove(found)
            counts["found"] += 1
            close = {found["class"], item["class"]} in benign
            counts["class"] += found["class"] == item["class"] or close
            counts["benign"] += close
        counts["extra"] += len(left)
    return counts
