"""The second opinion: what was only logged as advice is put to a local language model, and its answers enter the journal.

It may raise a notice (see the fold), never lower or make one; whatever the server does, the session stays as it was heard.
"""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from codev_voice.companion.opening import check_ended
from codev_voice.method.repeats import Repeats
from codev_voice.method.telling import sentence
from codev_voice.opinion import Address, Silence, ask, local, named
from codev_voice.session.events import AFTER, Event, Opined, Unknown
from codev_voice.session.folder import existing, writing
from codev_voice.session.journal import Journal
from codev_voice.session.progress import Progress, silent
from codev_voice.session.state import fold
from codev_voice.session.values import Level, Notice, Session, Turn

STRIKES = 3
"""Questions in a row without any answer after which a server is left alone."""

_TROUBLES = {
    Silence.ABSENT: "aucun serveur ne répond à l'adresse du second avis",
    Silence.LATE: "le serveur du second avis ne répond pas assez vite",
    Silence.REFUSED: "le serveur du second avis refuse la question",
    Silence.UNKNOWN: "le serveur du second avis ne connaît pas ce modèle",
    Silence.UNCLEAR: "le modèle du second avis ne répond pas à ce qu'on lui demande",
}

_FINAL = (Silence.ABSENT, Silence.UNKNOWN)
_PASSING = (Silence.LATE, Silence.REFUSED)


@dataclass(frozen=True, slots=True)
class Server:
    """Which model is asked, where; `model` is empty when the server has only one."""

    address: Address
    model: str = ""


@dataclass(frozen=True, slots=True)
class Patience:
    """Seconds: at most `each` for a question, at most `total` for all."""

    each: float = 8.0
    total: float = 60.0


@dataclass(frozen=True, slots=True)
class Outcome:
    """How many notices were put to the model and answered, how many of them it raised, and what went wrong, in French, if anything."""

    answered: int = 0
    raised: int = 0
    trouble: str = ""

    @property
    def told(self) -> str:
        """One French line."""
        if not self.answered:
            return "Second avis : rien à relire."
        return f"Second avis demandé pour {_count(self.answered)} ; désormais parmi les conseils repérés : {self.raised}."


def server_at(address: str, model: str = "") -> Server:
    """The server to ask.

    Raises:
        SettingsError: the address is not of this machine, or the model's name cannot be used.
    """
    return Server(local(address.strip()), named(model))


def second_opinion(path: Path, server: Server, *, patience: Patience = Patience(), progress: Progress = silent) -> Outcome:
    """Ask about every logged notice of a session, the likeliest first, until all are answered or the time is over.

    Each answer is kept as it comes. What this model has already answered is not asked again.

    Raises:
        SessionError: no such session, it is being written, or it has not been heard to its end.
        MachineError: the journal cannot be written.
    """
    folder = existing(path)
    with writing(folder), Journal(folder.journal) as journal:
        check_ended(journal.events, folder, "demandez un second avis")
        seance = folder.settings()
        session = fold(journal.events, seance)
        waiting = _waiting(session, journal.events, server.model, muted=seance.mute_other)
        return _asked(journal, session, waiting, server, patience, progress)


def _asked(
    journal: Journal, session: Session, waiting: Sequence[Notice], server: Server, patience: Patience, progress: Progress
) -> Outcome:
    end = time.monotonic() + patience.total
    answered = raised = strikes = 0
    silences: list[Silence] = []
    sentences: set[tuple[int, int]] = set()  # already raised: one notice a sentence
    for done, notice in enumerate(waiting):
        progress("Second avis", done / len(waiting))
        turn = session.turns[notice.turn]
        place = (notice.turn, _sentence(turn, notice))
        if place in sentences and notice.excerpt in turn.text:
            continue
        left = end - time.monotonic()
        if left <= 0:
            return Outcome(answered, raised, _trouble(f"le temps du second avis est écoulé, et il reste {_count(len(waiting) - done)}"))
        opinion = ask(server.address, server.model, notice.excerpt, tuple(_before(session.turns, notice)), min(left, patience.each))
        if opinion.departs is not None:
            journal.append(Opined(piece=notice.piece, excerpt=notice.excerpt, departs=opinion.departs, model=server.model, by=AFTER))
            answered, raised = answered + 1, raised + opinion.departs
            sentences |= {place} if opinion.departs else set()
        if opinion.silence:
            silences.append(opinion.silence)
        strikes = strikes + 1 if opinion.silence in _PASSING else 0
        if opinion.silence in _FINAL or strikes == STRIKES:
            break
    progress("Second avis", 1.0)
    return Outcome(answered, raised, _trouble(f"{_TROUBLES[silences[-1]]} ({_count(len(silences))})") if silences else "")


def _waiting(session: Session, events: Sequence[Event | Unknown], model: str, *, muted: bool) -> list[Notice]:
    """What was only logged, and neither this model nor the facilitator has yet answered, the most confident first.

    What would be told twice is not asked about: a clause told or refused elsewhere, or whose sentence is already told.
    """
    asked = {(event.piece, event.excerpt) for event in events if isinstance(event, Opined) and event.model == model}
    repeats = Repeats()
    for turn, excerpt in session.refused:
        repeats.refuse(excerpt, turn)
    notices = [notice for turn in session.turns for notice in turn.notices]
    for notice in notices:
        if notice.told:
            repeats.tell(notice.excerpt, notice.turn)
    waiting = []
    for notice in notices:
        doubtful = notice.level is Level.LOG and not notice.withdrawn and notice.answer is None and not (muted and notice.other)
        if doubtful and not repeats.has(notice.excerpt, notice.turn) and not _sentence_told(session.turns[notice.turn], notice):
            repeats.tell(notice.excerpt, notice.turn)  # once for all who say it
            waiting.append(notice)
    return sorted((one for one in waiting if (one.piece, one.excerpt) not in asked), key=lambda one: -one.confidence)


def _sentence_told(turn: Turn, notice: Notice) -> bool:
    return any(other.told and _sentence(turn, other) == _sentence(turn, notice) for other in turn.notices)


def _sentence(turn: Turn, notice: Notice) -> int:
    return sentence(turn.text, turn.text.find(notice.excerpt))


def _before(turns: Sequence[Turn], notice: Notice) -> Iterator[Turn]:
    """What was said before the excerpt: the earlier turns and, in its own, what comes first."""
    yield from turns[: notice.turn]
    first, found, _ = turns[notice.turn].text.partition(notice.excerpt)
    if found and first.strip():
        yield replace(turns[notice.turn], text=first)


def _count(contributions: int) -> str:
    return f"{contributions} contribution{'s' if contributions > 1 else ''}"


def _trouble(what: str) -> str:
    return f"{what} : la séance est entière sans lui ; pour recommencer, « codev-voice opinion »."
