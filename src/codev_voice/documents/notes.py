"""The exploration's notes: one idea an item, in the consultant's words, in the order of speech."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from codev_voice.documents.contributions import Idea, ideas_of, ruled_out
from codev_voice.documents.scene import Scene
from codev_voice.documents.values import Note
from codev_voice.session.values import Stage, Turn


@dataclass(frozen=True)
class Notes:
    """The notes of a consultation and the number of contributions left out of them."""

    notes: tuple[Note, ...]
    left_out: int


def draft_notes(scene: Scene) -> Notes:
    """What the consultants brought in the exploration and in its returns."""
    notes: list[Note] = []
    left_out = 0
    version = 0
    interrupted: Note | None = None
    for before, turn in zip((None, *scene.turns), scene.turns, strict=False):
        if turn.stage is Stage.CONTRACT and (before is None or before.stage is not Stage.CONTRACT):
            version += 1
        if turn.stage is not Stage.EXPLORATION or not scene.is_consultant(turn):
            continue
        heard = ideas_of(turn.text)
        if heard.ideas and _refused(scene, turn):
            left_out += len(heard.ideas)
            continue
        left_out += heard.withdrawn
        for idea in heard.ideas:
            if interrupted and interrupted.person == turn.speaker and idea is heard.ideas[0] and _goes_on(turn.text):
                notes[-1] = replace(interrupted, text=f"{interrupted.text} {idea.text}", sources=(*interrupted.sources, turn.index))
            else:
                notes.append(_note(turn, idea, max(version, 1)))
        if heard.ideas or (interrupted and interrupted.person == turn.speaker):
            interrupted = notes[-1] if heard.ideas and turn.text.rstrip().endswith(("…", "...")) else None
    return Notes(tuple(notes), left_out)


def _note(turn: Turn, idea: Idea, version: int) -> Note:
    return Note(turn.speaker, idea.kind, idea.text, (turn.index,), version)


def _goes_on(text: str) -> bool:
    """Whether a turn goes on with a sentence that an interruption left open."""
    return bool(re.match(r"(?:…|\.\.\.|[a-zéèàêç])", text))


def _refused(scene: Scene, turn: Turn) -> bool:
    """Whether the client or the facilitator rules it out of the contract just after."""
    following = next((other for other in scene.turns if other.index > turn.index and other.speaker != turn.speaker), None)
    return bool(following and not scene.is_consultant(following) and ruled_out(following.text))
