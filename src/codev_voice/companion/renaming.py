"""A person says who a voice is: every turn follows, and the whole is judged again."""

from __future__ import annotations

from pathlib import Path

from codev_voice.companion.understanding import conclusions
from codev_voice.errors import SettingsError
from codev_voice.session.events import FACILITATOR, Event, RoleChanged, VoiceNamed
from codev_voice.session.folder import existing, writing
from codev_voice.session.journal import Journal
from codev_voice.session.state import fold
from codev_voice.session.values import Role, Session, Voice


def rename(path: Path, voice: str, person: str, role: Role | None = None) -> Voice:
    """Name a voice, or rename it; `voice` is its label or the name it bears now.

    The role is the one given, else the one that `seance.toml` gives the person, else the one the voice had.

    Raises:
        SessionError: no such session, or it is being written.
        SettingsError: no such voice, or several voices bear that name.
    """
    folder = existing(path)
    name = " ".join(person.split())
    if not name:
        raise SettingsError("Le nom de la personne est vide", "indiquez-le après la voix")
    with writing(folder), Journal(folder.journal) as journal:
        seance = folder.settings()
        session = fold(journal.events, seance)
        before = _voice(session, voice)
        roster = {one.name.casefold(): one for one in seance.people}
        known = roster.get(name.casefold())
        name = known.name if known else name
        events: list[Event] = [VoiceNamed(voice=before.label, person=name, by=FACILITATOR)]
        kept = role or (None if known else before.role)
        if kept:
            events.append(RoleChanged(person=name, role=kept, by=FACILITATOR))
        batch = (*events, *conclusions([*journal.events, *events], seance))
        journal.append(*batch)
        return _voice(fold(journal.events, seance), before.label)


def _voice(session: Session, wanted: str) -> Voice:
    sought = wanted.strip().casefold()
    exact = [voice for voice in session.voices if voice.label.casefold() == sought]
    found = exact or [voice for voice in session.voices if (voice.person or "").casefold() == sought]
    known = ", ".join(
        f"« {voice.label} »" + (f" ({voice.person})" if voice.person not in {None, voice.label} else "") for voice in session.voices
    )
    if not found:
        raise SettingsError(f"Aucune voix ne s'appelle « {wanted} »", f"choisissez parmi {known}")
    if len(found) > 1:
        raise SettingsError(f"Plusieurs voix s'appellent « {wanted} »", f"indiquez l'une d'elles par son étiquette : {known}")
    return found[0]
