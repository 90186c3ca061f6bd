"""A labelled session: what was said, and what should have been understood."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from codev_voice.errors import FileError
from codev_voice.session.seance import Seance
from codev_voice.session.values import Consultation, Move, Person, Role, Session, Stage, Turn

WORDS_A_MINUTE = 160.0


@dataclass(frozen=True, slots=True)
class Act:
    """A labelled departure of one turn: `kind` "A1" to "B3", the advising clause, and whether the speaker took it back."""

    kind: str
    excerpt: str
    withdrawn: bool = False


@dataclass(frozen=True)
class Labelled:
    """A session with its labels: `stages` and `acts` have one entry a turn, `session` carries the gold stages."""

    session: Session
    stages: tuple[Stage, ...]
    acts: tuple[tuple[Act, ...], ...]
    moves: tuple[Move, ...]


def read_labelled(path: Path, seance: Seance | None = None) -> Labelled:
    """The labelled session of `path` (one JSON object a line: speaker, role, text, stage, move, advice).

    Raises:
        FileError: a line is not one of these.
    """
    settings = seance or Seance()
    turns: list[Turn] = []
    acts: list[tuple[Act, ...]] = []
    clock = 0.0
    for number, line in enumerate(_text(path).split("\n"), start=1):
        if not line.strip():
            continue
        entry = _entry(line, number, path.name)
        length = len(entry["text"].split()) / WORDS_A_MINUTE * 60
        start = float(entry.get("start", clock))
        end = float(entry.get("end", start + length))
        clock = end
        role = Role(entry["role"]) if "role" in entry else None
        turns.append(
            Turn(
                index=len(turns),
                start=start,
                end=end,
                voice=entry["speaker"],
                person=entry["speaker"],
                role=role,
                text=entry["text"],
                pieces=(f"p{len(turns) + 1:06d}",),
                stage=Stage(entry["stage"]),
                stage_live=Stage(entry["stage"]),
                estimated="end" not in entry,
            )
        )
        acts.append(tuple(Act(act["kind"], act["excerpt"], bool(act.get("withdrawn"))) for act in entry.get("advice", [])))
    stages = tuple(turn.stage for turn in turns if turn.stage is not None)
    moves = tuple(Move(at, stage) for at, stage in enumerate(stages) if at and stage is not stages[at - 1])
    session = Session(
        turns=tuple(turns),
        people=settings.people or people_of(turns),
        moves=moves,
        moves_live=moves,
        consultations=consultations_of(turns),
        estimated=any(turn.estimated for turn in turns),
        duration=clock,
    )
    return Labelled(session, stages, tuple(acts), moves)


def people_of(turns: Sequence[Turn]) -> tuple[Person, ...]:
    """The people of labelled turns with the first role in which each speaks."""
    roles = {turn.speaker: turn.role for turn in reversed(turns) if turn.role}
    return tuple(Person(name, roles[name]) for name in dict.fromkeys(turn.speaker for turn in turns) if name in roles)


def consultations_of(turns: Sequence[Turn]) -> tuple[Consultation, ...]:
    """One consultation a client, in order: the next starts where the stage turns to the exposé (or back to the choice) for another."""
    starts: list[tuple[str, int]] = []
    for turn in turns:
        if turn.role is Role.CLIENT and (not starts or starts[-1][0] != turn.speaker):
            starts.append((turn.speaker, turn.index))
    firsts = [0, *(_opening(turns, first) for _, first in starts[1:])]
    lasts = [*(first - 1 for first in firsts[1:]), len(turns) - 1]
    found = []
    for (client, _), first, last in zip(starts, firsts, lasts, strict=True) if starts else ():
        leaders = (turn.speaker for turn in turns[first : last + 1] if turn.role is Role.FACILITATOR)
        found.append(Consultation(client, next(leaders, None), first, last))
    return tuple(found)


def _opening(turns: Sequence[Turn], spoken: int) -> int:
    """The turn at which the stage in force at turn `spoken` began."""
    first = spoken
    while first and turns[first - 1].stage is turns[spoken].stage:
        first -= 1
    return first


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8-sig")
    except FileNotFoundError:
        raise FileError(f"{path.name} est introuvable", "vérifiez le chemin du fichier") from None
    except (OSError, UnicodeDecodeError):
        raise FileError(
            f"{path.name} ne se lit pas comme du texte UTF-8",
            "donnez une séance étiquetée que vous avez le droit de lire",
        ) from None


def _entry(line: str, number: int, name: str) -> dict[str, Any]:
    try:
        entry = json.loads(line)
        valid = isinstance(entry, dict) and _holds(entry)
    except (ValueError, TypeError, KeyError, AttributeError):
        valid = False
    if not valid:
        raise FileError(
            f"La ligne {number} de {name} n'est pas un tour étiqueté",
            "chaque ligne porte speaker, text et stage (de 0 à 6), et des rôles connus",
        )
    assert isinstance(entry, dict)  # noqa: S101 - tells mypy what was just checked
    return entry


def _holds(entry: dict[str, Any]) -> bool:
    """Whether every label can be read; what cannot raises."""
    Stage(entry["stage"])
    Role(entry.get("role", Role.CLIENT))
    for key in ("start", "end"):
        float(entry.get(key, 0))
    said = (entry["speaker"], entry["text"], *(act[key] for act in entry.get("advice", []) for key in ("kind", "excerpt")))
    return all(isinstance(text, str) for text in said)
