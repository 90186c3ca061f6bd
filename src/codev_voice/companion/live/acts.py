"""What people do on the page of a live session, as events of its journal."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from codev_voice.companion.answering import numbered
from codev_voice.companion.desk import Act
from codev_voice.companion.live.rows import passage
from codev_voice.companion.live.statement import VERSION
from codev_voice.companion.moving import moved
from codev_voice.companion.papers import apply, change_of
from codev_voice.errors import SettingsError
from codev_voice.hearing.live.pieces import UNKNOWN
from codev_voice.session.cutting import passages
from codev_voice.session.events import (
    FACILITATOR,
    Consent,
    Cut,
    KeptForNotes,
)
from codev_voice.session.names import tidy
from codev_voice.session.values import Answer, Person, Role, Stage, Turn

if TYPE_CHECKING:
    from codev_voice.companion.live.session import LiveSession

LEAST, MOST = 1 / 60, 240.0
"""Minutes that may be cut at once."""


def do(session: LiveSession, act: Act) -> None:
    """Do it.

    Raises:
        SettingsError: it lacks something, or names what is not there.
        SessionError: it cannot be done now.
        MachineError: the journal cannot be written.
    """
    _DONE[act.act](session, act)


def _consent(session: LiveSession, act: Act) -> None:
    person = _named(session, act)
    if act.given is None:
        raise SettingsError("La réponse manque", "choisissez oui ou non")
    agreed = session.kept.session.consents.get(person)
    session.kept.keep(Consent(by=FACILITATOR, person=person, given=act.given, text=VERSION, t=session.now()))
    if act.given or not session.started:
        session.answered()
    elif agreed:
        session.withdraw(person)
    else:
        session.pause()  # somebody who came in late


def _stage(session: LiveSession, act: Act) -> None:
    if act.stage is None or act.stage not in set(Stage):
        raise SettingsError("Cette étape n'existe pas", "choisissez de 0 à 6")
    if session.ended:
        _move(session, act.piece, Stage(act.stage))
    else:
        _click(session, Stage(act.stage))


def _move(session: LiveSession, piece: str | None, stage: Stage | None) -> None:
    """Everything was heard: a stage is said of the passage where it begins."""
    kept = session.kept
    with kept.order:
        kept.keep(*moved(kept.events, kept.session, kept.seance, passage(kept.session, piece), stage))


def _confirm(session: LiveSession, _: Act) -> None:
    if session.kept.judge.doubt is not None:
        _click(session, session.kept.judge.doubt)


def _deny(session: LiveSession, _: Act) -> None:
    """The stage shown is the right one: said as a click, it is left only by a move that is heard."""
    _click(session, session.kept.judge.stage)


def _click(session: LiveSession, stage: Stage) -> None:
    session.follow_by_hand()
    session.kept.judged(lambda judge: judge.click(stage, session.now()))


def _undo(session: LiveSession, act: Act) -> None:
    if session.ended:
        _move(session, act.piece, None)
    else:
        session.kept.judged(lambda judge: judge.undo(session.now()))


def _name(session: LiveSession, act: Act) -> None:
    if act.voice not in {voice.label for voice in session.kept.session.voices}:
        raise SettingsError("Cette voix n'est plus là", "choisissez-la de nouveau sur la page")
    voice = act.voice or ""
    if voice == UNKNOWN:
        raise SettingsError("Cette voix n'est pas encore reconnue", "attendez que la personne parle un peu plus")
    person = _clean(act.person)
    session.kept.judged(lambda judge: judge.rename({voice: person}, session.now()))
    session.learn(voice)


def _answer(session: LiveSession, act: Act) -> None:
    notice = next((one.notice for one in numbered(session.kept.session) if one.number == act.number), None)
    if notice is None or act.answer is None:
        raise SettingsError("Cette phrase n'est plus là", "rechargez la page")
    given = Answer(act.answer)
    session.kept.judged(lambda judge: judge.answer(notice.piece, notice.excerpt, given, session.now()))


def _keep(session: LiveSession, act: Act) -> None:
    turn = passage(session.kept.session, act.piece)
    kept = act.act == "keep"
    session.kept.keep(*(KeptForNotes(piece=piece, kept=kept, by=FACILITATOR) for piece in turn.pieces))


def _cut(session: LiveSession, act: Act) -> None:
    turn = passage(session.kept.session, act.piece)
    _take_out(session, set(turn.pieces), turn.start, turn.end)


def _cut_last(session: LiveSession, act: Act) -> None:
    if act.minutes is None or not LEAST <= act.minutes <= MOST:
        raise SettingsError("Cette durée n'est pas possible", "choisissez de 1 seconde à 4 heures")
    now = session.now()
    since = max(0.0, now - act.minutes * 60)
    times = session.kept.times
    gone = {piece for turn in session.kept.session.turns if turn.end > since for piece in _of(times, turn, since)}
    _take_out(session, gone, since, now)


def _of(times: dict[str, tuple[float, float]], turn: Turn, since: float) -> set[str]:
    """The pieces of a turn that were said, at least in part, after a moment."""
    return {name for name in turn.pieces if times[name][1] > since}


def _take_out(session: LiveSession, pieces: set[str], start: float, end: float) -> None:
    with session.kept.order:
        times = session.kept.times
        last = next(reversed(times), "")
        cut = passages(session.kept.events, pieces) or (Cut(after=last, by=FACILITATOR),)
        session.erase(pieces, min([start, *(times[name][0] for name in pieces)]), end, *cut)


def _add(session: LiveSession, act: Act) -> None:
    person = _clean(act.person)
    if person in set(session.kept.people):
        raise SettingsError(f"{person} est déjà dans la liste", "choisissez son nom")
    session.kept.judged(lambda judge: judge.people([Person(person, Role.CONSULTANT)], session.now()))
    session.pause()  # she is asked before anything more is heard


def _named(session: LiveSession, act: Act) -> str:
    person = _clean(act.person)
    if person not in set(session.kept.people):
        raise SettingsError(f"{person} n'est pas dans la liste", "ajoutez d'abord cette personne")
    return person


def _clean(name: str | None) -> str:
    clean = tidy(name or "")
    if not clean:
        raise SettingsError("Le nom de la personne est vide", "écrivez-le")
    return clean


def _follow_up(session: LiveSession, act: Act) -> None:
    session.former.follow(act, session.now())


def _paper(session: LiveSession, act: Act) -> None:
    apply(session.kept, change_of(act))


_DONE: dict[str, Callable[[LiveSession, Act], None]] = {
    "consent": _consent,
    "start": lambda session, _: session.start(),
    "pause": lambda session, _: session.pause(),
    "resume": lambda session, _: session.resume(),
    "stop": lambda session, _: session.stop(),
    "go_on": lambda session, _: session.go_on(),
    "stage": _stage,
    "undo": _undo,
    "confirm_stage": _confirm,
    "deny_stage": _deny,
    "name": _name,
    "answer": _answer,
    "keep": _keep,
    "unkeep": _keep,
    "cut": _cut,
    "cut_last": _cut_last,
    "add_person": _add,
    "follow_up": _follow_up,
    "paper_edit": _paper,
    "paper_remove": _paper,
    "paper_restore": _paper,
    "paper_add": _paper,
    "paper_order": _paper,
    "paper_mark": _paper,
    "paper_approve": _paper,
    "paper_refuse": _paper,
    "paper_share": _paper,
}
