"""A person says who a voice is: every turn follows, the whole is judged again and drafts with it."""

from __future__ import annotations

from pathlib import Path

from codev_voice.companion.opening import check_ended, check_words
from codev_voice.companion.papers import redrafted
from codev_voice.companion.understanding import conclusions
from codev_voice.errors import SettingsError
from codev_voice.session.events import FACILITATOR, Event, RoleChanged, VoiceNamed
from codev_voice.session.folder import existing, writing
from codev_voice.session.journal import Journal
from codev_voice.session.names import compared, tidy
from codev_voice.session.state import fold
from codev_voice.session.values import Role, Session, Voice


def rename(path: Path, voice: str, person: str, role: Role | None = None) -> Voice:
    """Name a voice, or rename it; `voice` is its label or the name it bears now.

    The role is the one given, else the one that `seance.toml` gives the person, else the one the voice had.

    Raises:
        SessionError: no such session, it is being written, or it has not been heard to its end.
        SettingsError: no such voice, or several voices bear that name.
    """
    folder = existing(path)
    name = tidy(person)
    if not name:
        raise SettingsError("Le nom de la personne est vide", "indiquez-le après la voix")
    with writing(folder), Journal(folder.journal) as journal:
        check_ended(journal.events, folder, "renommez")
        seance = folder.settings()
        session = fold(journal.events, seance)
        check_words(session, folder)
        before = _voice(session, voice)
        roster = {compared(one.name): one for one in seance.people}
        known = roster.get(compared(name))
        name = known.name if known else name
        events: list[Event] = [VoiceNamed(voice=before.label, person=name, by=FACILITATOR)]
        kept = role or (None if known else before.role)
        if kept:
            events.append(RoleChanged(person=name, role=kept, by=FACILITATOR))
        batch = (*events, *conclusions([*journal.events, *events], seance))
        journal.append(*batch, *redrafted([*journal.events, *batch], seance))
        return _voice(fold(journal.events, seance), before.label)


def _voice(session: Session, wanted: str) -> Voice:
    sought = compared(wanted)
    exact = [voice for voice in session.voices if compared(voice.label) == sought]
    found = exact or [voice for voice in session.voices if voice.person and compared(voice.person) == sought]
    known = ", ".join(
        f"« {voice.label} »" + (f" ({voice.person})" if voice.person not in {None, voice.label} else "") for voice in session.voices
    )
    if not found:
        raise SettingsError(f"Aucune voix ne s'appelle « {wanted} »", f"choisissez parmi {known}")
    if len(found) > 1:
        raise SettingsError(f"Plusieurs voix s'appellent « {wanted} »", f"indiquez l'une d'elles par son étiquette : {known}")
    return found[0]
