"""Somebody asks to be recognised next time: what she sounds like is learnt from a session she took part in, and kept.

It is computed from the session's own sound, where she speaks alone. That she asked is the caller's to make sure of.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path
from typing import TYPE_CHECKING

from codev_voice.companion.copies import undisturbed
from codev_voice.companion.erased import day_of
from codev_voice.companion.hear import fingerprint
from codev_voice.companion.live.after import sides_of
from codev_voice.companion.opening import check_ended, check_words
from codev_voice.companion.recognising import hearing_now, mean_of
from codev_voice.errors import FileError, SessionError, SettingsError
from codev_voice.hearing.embedding import embed
from codev_voice.hearing.recognising import LEAST, MOST, NEEDED, SHORTEST, WINDOW, alone, learnt, packed, sound_of
from codev_voice.session import voiceprints
from codev_voice.session.events import Event, Opened, Unknown
from codev_voice.session.folder import Folder, existing
from codev_voice.session.identity import identity
from codev_voice.session.journal import read_events, utc_now
from codev_voice.session.names import compared, listed, of
from codev_voice.session.progress import Progress, silent
from codev_voice.session.retention import What
from codev_voice.session.state import fold
from codev_voice.session.values import Session, Turn
from codev_voice.session.voiceprints import Learnt, Voiceprint
from codev_voice.sound.segments import CALL, MICRO
from codev_voice.sound.tracks import RATE

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from codev_voice.hearing.recognising import Span, Vector

BREATH = 0.5
"""Seconds between two words under which one goes on speaking."""


@dataclass(frozen=True, slots=True)
class Kept:
    """Whose voice is kept, how many seconds of it were heard in this session, from how many sessions it is known now."""

    person: str
    seconds: float
    sessions: int


def named(path: Path, person: str) -> str:
    """The person of this name whose voice is known in the session, as the session writes it.

    Raises:
        SettingsError: no voice bears this name.
        SessionError: no such session, it has not been heard to its end, or nothing is left of what was said.
        MachineError: it cannot be read.
    """
    _, _, session = _read(path)
    return _named(session, person)


def keep(path: Path, person: str, source: Path | None = None, *, progress: Progress = silent) -> Kept:
    """Learn this person's voice from a session and keep it; once more for the same session, it is learnt anew.

    Args:
        path: the session's folder.
        person: whose voice is named so in the session.
        source: the recording it was heard from, for a session that holds no sound.
        progress: told what is being done.

    Raises:
        SettingsError: no voice bears this name, or another voice is kept under it.
        SessionError: as `named`; the sound is gone, she spoke too little, voices that bear her name are not one person's, or something
            is being erased.
        FileError: `source` is not the recording the session was heard from.
        WeightsError: the network does not lie on this machine.
        MachineError: the disk or the keyring refuses.
    """
    with undisturbed(existing(path)):  # nothing of hers is erased meanwhile
        return _kept(path, person, source, progress)


def _kept(path: Path, person: str, source: Path | None, progress: Progress) -> Kept:
    folder, events, session = _read(path)
    name = _named(session, person)
    sound = _sound(folder, session, name) if source is None else _recorded(events, session, name, source, progress)
    vector, seconds = _heard(session.turns, name, sound, progress)
    if seconds < NEEDED:
        raise SessionError(
            f"On n'entend bien la voix {of(name)}, sans rien d'autre, que {seconds:.0f} s dans cette séance",
            f"il en faut {NEEDED:.0f} ; gardez sa voix d'une autre séance",
        )
    network, now = hearing_now(), Learnt(identity(events), packed(vector))
    before = voiceprints.of(name)
    if before and before.network == network:
        if float(mean_of(before) @ vector) < LEAST:
            raise SettingsError(
                f"La voix déjà gardée sous le nom {of(name)} n'est pas celle-ci",
                f'vérifiez qui parle dans la séance, ou effacez l\'autre : codev-voice voices forget "{name}"',
            )
        others = tuple(one for one in before.learnt if one.session != now.session)
    else:
        others = ()
    voiceprints.keep(Voiceprint(name, utc_now().astimezone().date(), network, (*others, now)))
    return Kept(name, seconds, len(others) + 1)


def _read(path: Path) -> tuple[Folder, Sequence[Event | Unknown], Session]:
    folder = existing(path)
    events = read_events(folder.journal)
    check_ended(events, folder, "recommencez")
    session = fold(events, folder.settings())
    check_words(session, folder)
    return folder, events, session


def _named(session: Session, wanted: str) -> str:
    names = sorted({voice.person for voice in session.voices if voice.person})
    plain = compared(wanted)
    found = next((name for name in names if compared(name) == plain), None)
    if found is None:
        raise SettingsError(
            f"Aucune voix ne porte le nom « {wanted} » dans cette séance",
            f"choisissez parmi {listed(names)}" if names else "nommez-la d'abord : codev-voice rename",
        )
    if plain in {compared(person) for person in session.withdrawn}:
        raise SessionError(f"{found} a retiré son accord dans cette séance", f"gardez sa voix d'une autre séance, si {found} le redemande")
    return found


def _sound(folder: Folder, session: Session, name: str) -> NDArray[np.float32]:
    """The track of the session's own sound in which she speaks; the echo is left: what is listened to is where nobody else speaks."""
    sides = sides_of(folder.sound)
    if sides:
        return sides.get(MICRO if _on_micro(session, name) else CALL, next(iter(sides.values())))
    if What.SOUND in session.erased:
        gone = f"Le son de cette séance a été détruit {day_of(session, What.SOUND)}".rstrip()
        raise SessionError(gone, "gardez sa voix à une prochaine séance, avant que le son n'en soit détruit")
    raise SessionError("Cette séance n'a pas de son à elle", "donnez l'enregistrement dont elle vient, avec --from FICHIER")


def _recorded(events: Sequence[Event | Unknown], session: Session, name: str, source: Path, progress: Progress) -> NDArray[np.float32]:
    """The same of the recording that the session was heard from."""
    opened = next((event for event in events if isinstance(event, Opened)), None)
    if opened is None or opened.source.partition(" ")[0] != fingerprint(source):
        raise FileError(
            f"{source.name} n'est pas l'enregistrement dont vient cette séance", "donnez le fichier qu'avait lu « codev-voice hear »"
        )
    from codev_voice.sound.reading import read_tracks

    tracks = read_tracks(source, tracks="two" if any(turn.channel for turn in session.turns) else "one", progress=progress)
    return sound_of(tracks, micro=_on_micro(session, name))


def _on_micro(session: Session, name: str) -> bool:
    """Whether she speaks in the facilitator's microphone."""
    hers = [turn.channel == MICRO for turn in session.turns if turn.person == name]
    return 2 * sum(hers) > len(hers)


def _heard(turns: Sequence[Turn], name: str, sound: NDArray[np.float32], progress: Progress) -> tuple[Vector, float]:
    """What she sounds like in this session, and the seconds of it that were heard; somebody else of that name is not kept with her."""
    own, others = list(_spans(turns, name)), list(_spans(turns, name, others=True))
    windows = [(start, end) for start, end in alone(own, others, most=MOST) if sound[int(start * RATE) : int(end * RATE)].any()]
    vectors = embed(sound, windows, progress=progress).vectors
    labels = [next(turn.voice for turn in turns if turn.person == name and turn.start <= start < turn.end) for start, _ in windows]
    of_each = [vectors[[label == one for label in labels]] for one in dict.fromkeys(labels)]
    heard = [learnt(own)[0] for own in of_each if len(own) * WINDOW >= SHORTEST]
    if any(float(one @ other) < LEAST for one, other in combinations(heard, 2)):
        raise SessionError(
            f"Plusieurs voix portent le nom {of(name)} dans cette séance, et ne se ressemblent pas",
            "vérifiez qui parle, et renommez celle qui n'est pas la sienne : codev-voice rename",
        )
    return learnt(vectors)


def _spans(turns: Iterable[Turn], name: str, *, others: bool = False) -> Iterator[Span]:
    """When this person speaks, or all others: her words, those said in one breath together."""
    for turn in turns:
        if (turn.person == name) is others:
            continue
        start, end = turn.start, turn.end
        for before, word in zip(turn.words, turn.words[1:], strict=False):
            if word.start - before.end > BREATH:
                yield start, before.end
                start = word.start
        yield start, end
