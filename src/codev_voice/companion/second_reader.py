"""The second reader of the documents: a language model of this machine that may word an item better, complete it, or add one.

Off unless somebody names a server. Whatever it answers, late, badly or maliciously, only what was said stays (see
`documents/verifying.py`); without an answer the drafts are those of the extraction, and one line says why.
"""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from codev_voice.companion.opening import check_ended
from codev_voice.companion.papers import changed, parts_of
from codev_voice.companion.second_opinion import Patience, Server
from codev_voice.documents import Documents, draft_with
from codev_voice.documents.scene import Scene
from codev_voice.documents.values import (
    Action,
    ActionStatus,
    Contract,
    Help,
    Kept,
    Kind,
    Line,
    Note,
    Plan,
    Reserve,
    Version,
    VersionStatus,
)
from codev_voice.documents.verifying import Verified
from codev_voice.opinion import Part, Silence, asked_for, converse, proposed
from codev_voice.session.folder import existing, writing
from codev_voice.session.journal import Journal
from codev_voice.session.progress import Progress, silent
from codev_voice.session.seance import Seance
from codev_voice.session.state import fold
from codev_voice.session.values import Session, Stage, Turn

STRIKES = 2
"""Questions in a row without any answer after which a server is left alone."""
AT_ONCE = 4000
"""Characters of speech put in one question: small models read no more with care."""
READING = Patience(each=60.0, total=240.0)

_TROUBLES = {
    Silence.ABSENT: "aucun serveur ne répond à l'adresse du second lecteur",
    Silence.LATE: "le second lecteur ne répond pas assez vite",
    Silence.REFUSED: "le serveur du second lecteur refuse la question",
    Silence.UNKNOWN: "le serveur du second lecteur ne connaît pas ce modèle",
    Silence.UNCLEAR: "le second lecteur ne répond pas à ce qu'on lui demande",
}
_FINAL = (Silence.ABSENT, Silence.UNKNOWN)
_STAGES = {Part.CONTRACT: (Stage.CONTRACT,), Part.NOTES: (Stage.EXPLORATION,), Part.PLAN: (Stage.SYNTHESIS, Stage.LEARNING)}


@dataclass(frozen=True)
class Read:
    """The drafts of each consultation with what was refused, and what went wrong with the server, in French, if anything."""

    drafts: tuple[Verified, ...]
    trouble: str = ""


def second_reading(path: Path, server: Server, *, patience: Patience = READING, progress: Progress = silent) -> Read:
    """Have a session's documents drafted with a second reader; what people edited or approved in them stays.

    Raises:
        SessionError: no such session, it is being written, or it has not been heard to its end.
        SettingsError: its `seance.toml` is wrong.
        MachineError: the journal cannot be written.
    """
    folder = existing(path)
    with writing(folder), Journal(folder.journal) as journal:
        check_ended(journal.events, folder, "faites-la relire par le second lecteur")
        seance = folder.settings()
        session = fold(journal.events, seance)
        read = read_with(parts_of(session), seance, server, patience=patience, progress=progress)
        drafted = changed(journal.events, session, seance, drafts=tuple(each.documents for each in read.drafts))
        if drafted:
            journal.append(*drafted)
        return read


def read_with(session: Session, seance: Seance, server: Server, *, patience: Patience = READING, progress: Progress = silent) -> Read:
    """Draft the documents with a second reader beside the extraction."""
    reader = ModelReader(server, patience, progress)
    drafts = draft_with(session, seance, reader)
    return Read(drafts, reader.trouble)


@dataclass
class ModelReader:
    """A reader that asks a local server, stage by stage, within its patience."""

    server: Server
    patience: Patience
    progress: Progress = silent
    silences: list[Silence] = field(default_factory=list)
    _end: float | None = None
    _strikes: int = 0

    def read(self, scene: Scene) -> Documents:
        """What the model proposes for one consultation; empty parts where it says nothing."""
        if self._end is None:
            self._end = time.monotonic() + self.patience.total
        told: dict[Part, list[dict[str, Any]]] = {part: [] for part in Part}
        asked = [(part, turns) for part in Part for turns in _portions(scene, part)]
        for done, (part, turns) in enumerate(asked):
            self.progress("Second lecteur", done / len(asked))
            if (answer := self._asked(part, turns)) is not None:
                told[part].append(answer)
        self.progress("Second lecteur", 1.0)
        return _documents(scene, told)

    @property
    def trouble(self) -> str:
        """What went wrong, in French, if anything."""
        return f"{_TROUBLES[self.silences[-1]]} : ce qu'il n'a pas lu est rédigé sans lui." if self.silences else ""

    def _asked(self, part: Part, turns: Sequence[Turn]) -> dict[str, Any] | None:
        left = (self._end or 0.0) - time.monotonic()
        if self._strikes >= STRIKES or (self.silences and self.silences[-1] in _FINAL):
            return None
        if left <= 0:
            self.silences.append(Silence.LATE)
            return None
        told = converse(self.server.address, asked_for(part, self.server.model, turns), min(left, self.patience.each))
        if isinstance(told, Silence):
            self.silences.append(told)
            self._strikes += 1
            return None
        self._strikes = 0
        answer = proposed(part, told)
        if answer is None:
            self.silences.append(Silence.UNCLEAR)
        return answer


def _portions(scene: Scene, part: Part) -> Iterator[list[Turn]]:
    """The turns of a part, in stretches that can be read at once."""
    held: list[Turn] = []
    size = 0
    for turn in scene.during(*_STAGES[part]):
        if held and size + len(turn.text) > AT_ONCE:
            yield held
            held, size = [], 0
        held.append(turn)
        size += len(turn.text)
    if held:
        yield held


def _documents(scene: Scene, told: dict[Part, list[dict[str, Any]]]) -> Documents:
    speakers = {turn.index: turn.speaker for turn in scene.turns}
    plans = told[Part.PLAN]
    notes = (
        Note(*named, note["texte"], _sources(note))
        for answer in told[Part.NOTES]
        for note in answer["notes"]
        if (named := _by(note, speakers))
    )
    return Documents(
        _contract(scene, told[Part.CONTRACT], speakers),
        tuple(notes),
        Plan(
            tuple(Kept(line["texte"], _sources(line)) for line in _every(plans, "garde")),
            tuple(_action(action) for action in _every(plans, "actions")),
            tuple(Kept(line["texte"], _sources(line)) for line in _every(plans, "laisse")),
        ),
    )


def _contract(scene: Scene, answers: Sequence[dict[str, Any]], speakers: dict[int, str]) -> Contract:
    demands = list(_every(answers, "demande"))
    demand = demands[-1] if demands else None  # the last wording is the one that stands
    reserves = (Reserve(line["texte"], _sources(line), speakers.get(line["tours"][0], "")) for line in _every(answers, "reserves"))
    return Contract(
        scene.client,
        scene.facilitator,
        scene.consultants,
        scene.seance.subject,
        demand=demand["texte"] if demand else None,
        kinds=tuple(dict.fromkeys(Help(kind) for kind in _every(answers, "aides") if kind in set(Help))),
        out_of_scope=tuple(Line(line["texte"], _sources(line)) for line in _every(answers, "exclusions")),
        protections=tuple(Line(line["texte"], _sources(line)) for line in _every(answers, "protections")),
        reserves=tuple(reserves),
        version=1 if demand else 0,
        history=(Version(1, demand["texte"], VersionStatus.PROPOSED),) if demand else (),
        sources=_sources(demand) if demand else (),
    )


def _action(told: dict[str, Any]) -> Action:
    return Action(
        told["action"],
        ActionStatus.COMMITMENT if told["ferme"] else ActionStatus.INTENTION,
        _sources(told),
        told["echeance"],
        first_step=told["premier_pas"],
        indicator=told["indicateur"],
        support=told["appui"],
        obstacle=told["obstacle"],
    )


def _by(note: dict[str, Any], speakers: dict[int, str]) -> tuple[str, Kind] | None:
    """Who says a note, and its class; None when the class is none of the nine."""
    return (speakers.get(note["tours"][0], ""), Kind(note["classe"])) if note["classe"] in set(Kind) else None


def _every(answers: Iterable[dict[str, Any]], key: str) -> Iterator[Any]:
    return (item for answer in answers for item in answer[key])


def _sources(item: dict[str, Any]) -> tuple[int, ...]:
    return tuple(sorted(set(item["tours"])))
