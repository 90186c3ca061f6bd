"""The exploration's notes: one idea an item, in the consultant's words, in the order of speech."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from codev_voice.documents.contributions import Idea, ideas_of, ruled_out, takes_back
from codev_voice.documents.scene import Scene
from codev_voice.documents.values import Line, Note
from codev_voice.documents.wording import content_words, sentences, straight
from codev_voice.session.values import Stage, Turn


@dataclass(frozen=True)
class Notes:
    """The notes of a consultation, the number of contributions left out of them, and the turns of which nothing may be noted."""

    notes: tuple[Note, ...]
    left_out: int
    aside: frozenset[int] = frozenset()


_SHORT = 12  # words


def draft_notes(scene: Scene, out_of_scope: Sequence[Line] = ()) -> Notes:
    """What the consultants brought in the exploration and in its returns, but what is ruled out as `out_of_scope`, or otherwise."""
    limits = content_words(" ".join(line.text for line in out_of_scope))
    notes: list[Note] = []
    left_out = 0
    version = 0
    interrupted: Note | None = None
    left = ""
    names = [name for name in (scene.facilitator, *scene.consultants) if name]
    aside: set[int] = set()
    spoken: dict[str, int] = {}
    for before, turn in zip((None, *scene.turns), scene.turns, strict=False):
        if turn.stage is Stage.CONTRACT and (before is None or before.stage is not Stage.CONTRACT):
            version += 1
        if turn.stage is not Stage.EXPLORATION or not scene.is_consultant(turn):
            continue
        if takes_back(turn.text):
            left_out += _taken_back(notes, spoken.get(turn.speaker))
            aside |= {turn.index, spoken.get(turn.speaker, turn.index)}
            continue
        spoken[turn.speaker] = turn.index
        heard = ideas_of(turn.text, others=[name for name in names if name != turn.speaker])
        if heard.ideas and _refused(scene, turn, limits):
            left_out += len(heard.ideas)
            aside.add(turn.index)
            continue
        left_out += heard.withdrawn
        for idea in heard.ideas:
            if interrupted and interrupted.person == turn.speaker and idea is heard.ideas[0] and _goes_on(turn.text, left):
                link = ". " if left else " "
                notes[-1] = replace(interrupted, text=f"{interrupted.text}{link}{idea.text}", sources=(*interrupted.sources, turn.index))
            else:
                notes.append(_note(turn, idea, max(version, 1)))
        if heard.ideas or (interrupted and interrupted.person == turn.speaker):
            interrupted = notes[-1] if heard.ideas and turn.text.rstrip().endswith(("…", "...")) else None
            left = _left(turn.text, notes[-1].text) if interrupted else ""
    return Notes(tuple(notes), left_out, frozenset(aside))


def _note(turn: Turn, idea: Idea, version: int) -> Note:
    return Note(turn.speaker, idea.kind, idea.text, (turn.index,), version)


def _taken_back(notes: list[Note], source: int | None) -> int:
    """Take out what was noted of a turn; the number of ideas that it was."""
    gone = [note for note in notes if source in note.sources]
    for note in gone:
        notes.remove(note)
    return len(gone)


def _left(text: str, noted: str) -> str:
    """The words on which an interrupted turn stopped, when they are no part of the idea: they will be said again."""
    last = sentences(text)[-1].text
    return "" if last[-10:] in noted else last.lower()


def _goes_on(text: str, left: str) -> bool:
    """Whether a turn goes on with a sentence that an interruption left open, or says it again."""
    return bool(re.match(r"(?:…|\.\.\.|[a-zéèàêç])", text)) or bool(left and straight(text).lower().startswith(left))


def _refused(scene: Scene, turn: Turn, limits: frozenset[str]) -> bool:
    """Whether the client or the facilitator rules it out of the contract just after."""
    following = next((other for other in scene.turns if other.index > turn.index and other.speaker != turn.speaker), None)
    if following is None or scene.is_consultant(following):
        return False
    return ruled_out(following.text) or (_sets_aside(following.text) and bool(content_words(following.text) & limits))


def _sets_aside(text: str) -> bool:
    """Whether a short turn says no to something."""
    words = straight(text)
    return len(words.split()) <= _SHORT and bool(re.search(r"\b(?:non|pas|plus|laisse|laissons|hors)\b", words, re.IGNORECASE))
