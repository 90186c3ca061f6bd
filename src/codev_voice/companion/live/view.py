"""What the page is shown of a session: its fold, its settings and the moment, as the JSON that `companion/desk.py` describes."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from codev_voice.companion.live.moment import Live, Loudness, Said
from codev_voice.companion.live.notices import all_told, to_show
from codev_voice.companion.live.rail import current, rail, signals
from codev_voice.companion.live.refusals import refusals
from codev_voice.companion.live.rows import rows, voices
from codev_voice.companion.live.speech import speech
from codev_voice.companion.live.statement import statement
from codev_voice.documents.render.french import in_clear
from codev_voice.hearing.live.pieces import UNKNOWN
from codev_voice.session.names import ROLE_NAMES, STAGE_NAMES
from codev_voice.session.seance import Seance
from codev_voice.session.values import Person, Session

PASSING = ("open", "levels", "line", "lag", "t")
"""Keys of what passes: they are never told as changes."""
NOTHING: dict[str, Any] = {"plans": [], "unread": ""}
"""No former plan to come back to."""
FOLLOWED = ("accueil", "ecoute", "pause")
"""Phases during which the stages and the time are followed."""


def view(
    session: Session,
    seance: Seance,
    live: Live,
    *,
    title: str | None = None,
    papers: Sequence[dict[str, Any]] = (),
    followups: dict[str, Any] | None = None,
) -> dict[str, Any]:
    """The whole view.

    Args:
        session: as its journal makes it.
        seance: its settings.
        live: the moment.
        title: for a session that has none in its settings.
        papers: rows of the client's documents.
        followups: those of former clients' plans (see `followup_rows`).
    """
    now = current(session, seance, live.stage)
    said = rows(session)
    followed = live.phase in FOLLOWED
    timed = signals(session, seance, now, live.t) if followed else ()
    return {
        "phase": live.phase,
        "title": seance.title or title or "Séance de codéveloppement",
        "date": in_clear(seance.date) if seance.date else "",
        "statement": statement(),
        "people": [_person(person, session) for person in people(session, seance)],
        "rail": rail(session, seance, now, live.t),
        "stage": int(now),
        "doubt": {"stage": int(live.doubt), "name": STAGE_NAMES[live.doubt]} if live.doubt is not None and followed else None,
        "turns": said,
        "turn_count": len(said),
        "notices": to_show(session, now, live.t) if followed else all_told(session),
        "speech": speech(session, seance, live.t),
        "voices": voices(session, UNKNOWN),
        "warnings": [*refusals(session, live.phase), *live.warnings, *timed],
        "recording": live.recording,
        "ask": {"question": live.ask} if live.ask else None,
        "progress": {"doing": live.progress[0], "done": live.progress[1]} if live.progress else None,
        "followups": followups or NOTHING,
        "papers": list(papers),
        "drafting": live.drafting,
        **passing(session, live),
    }


def passing(session: Session, live: Live) -> dict[str, Any]:
    """What passes, and is told without being kept: a part of the view."""
    return {
        "open": _open(live.open, session) if live.open else None,
        "levels": {channel: _level(level) for channel, level in live.levels.items()},
        "line": live.line,
        "lag": round(live.lag, 1),
        "t": round(live.t, 1),
    }


def changes(old: dict[str, Any], new: dict[str, Any]) -> dict[str, Any] | None:
    """The keys of the view that changed, of the turns only those that did; None when only what passes has."""
    found = {key: value for key, value in new.items() if key not in {*PASSING, "turns", "turn_count", "seq"} and old.get(key) != value}
    before = old.get("turns", [])
    turns = [turn for at, turn in enumerate(new["turns"]) if at >= len(before) or before[at] != turn]
    if turns or len(before) != len(new["turns"]):
        found |= {"turns": turns, "turn_count": len(new["turns"])}
    return found or None


def people(session: Session, seance: Seance) -> tuple[Person, ...]:
    """The roster, with who joined, in the roles they hold now; nobody that was only guessed."""
    known = {person.name: person for person in session.people}
    names = dict.fromkeys([*(person.name for person in seance.people), *(person.name for person in session.joined)])
    roster = {person.name: person for person in (*session.joined, *seance.people)}
    return tuple(known.get(name, roster[name]) for name in names)


def _person(person: Person, session: Session) -> dict[str, Any]:
    given = session.consents.get(person.name, session.consents.get(""))
    return {"name": person.name, "role": str(person.role), "role_name": ROLE_NAMES[person.role], "consent": given}


def _open(said: Said, session: Session) -> dict[str, Any]:
    person = next((voice.person for voice in session.voices if voice.label == said.voice), None)
    return {"speaker": person or said.voice, "sure": person is not None, "settled": said.settled, "provisional": said.provisional}


def _level(level: Loudness) -> dict[str, Any]:
    return {"db": level.db, "clipped": level.clipped}
