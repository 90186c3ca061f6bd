"""The main job: a recording or a transcript goes in, a session's folder comes out; it can be stopped and taken up again."""

from __future__ import annotations

import contextlib
import hashlib
import math
import shutil
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Literal

from codev_voice import __version__
from codev_voice.companion.agreeing import agreement
from codev_voice.companion.cache import FileCache
from codev_voice.companion.understanding import understand
from codev_voice.errors import CodevError, FileError, SessionError, SettingsError, WeightsError
from codev_voice.session import keys
from codev_voice.session.apart import UNINDEXED
from codev_voice.session.card import NAME as CARD
from codev_voice.session.card import Method
from codev_voice.session.disk import guarded, write_private
from codev_voice.session.events import IMPORT, Ended, Event, Heard, Opened, Unknown
from codev_voice.session.folder import Folder, folder_name, writing
from codev_voice.session.journal import Journal
from codev_voice.session.progress import Progress, silent
from codev_voice.session.seance import Seance
from codev_voice.session.toml import read_seance
from codev_voice.session.values import Piece, Voice

MOST_TRANSCRIPT = 50_000_000  # bytes; a 3.5 h transcript is under a million

KEPT_SETTINGS = "la séance garde son propre seance.toml ; celui de --people n'a pas été lu."


@dataclass(frozen=True)
class Options:
    """How to hear: the Whisper size, how tracks are taken, on what machine, with which separation of voices.

    `agreed`: everybody agreed that it is heard, as the facilitator answered; None when she was not asked.
    """

    model: str = "base"
    tracks: Literal["auto", "two", "one"] = "auto"
    device: str = "auto"
    threads: int = 2
    voices: str = "bundled"
    agreed: bool | None = None


@dataclass(frozen=True)
class Source:
    """What came out of the source: settled pieces, who their voices are, its length in seconds, what to tell about it."""

    pieces: tuple[Piece, ...]
    voices: tuple[Voice, ...]
    seconds: float
    warnings: tuple[str, ...] = ()
    seance: Seance | None = None


@dataclass(frozen=True)
class Outcome:
    """Where the session is, whether it was already there, what the person should know, and where the key made for it is."""

    folder: Folder
    already: bool
    warnings: tuple[str, ...] = ()
    key: str = ""


def hear(
    source: Path,
    *,
    people: Path | None = None,
    into: Path | None = None,
    options: Options | None = None,
    method: Method | None = None,
    progress: Progress = silent,
) -> Outcome:
    """Hear a recording or read a transcript into a session's folder.

    Args:
        source: a sound file or a transcript; it is never touched.
        people: the session's `seance.toml`; the folder's own otherwise.
        into: the session's folder; beside the current folder's files, after the source's name, otherwise.
        options: how to hear.
        method: where the key of a new session goes; where the machine best can otherwise.
        progress: told what is being done.

    Raises:
        FileError: the source cannot be used.
        SettingsError: `seance.toml` is wrong, or the folder has another one.
        SessionError: the folder holds another session, or is being written.
        WeightsError: a model is missing.
        MachineError: the disk is full, or refuses.
    """
    wanted = options or Options()
    folder = Folder(into or Path(default_name(source, people)))
    digest = fingerprint(source)
    given = read_seance(people) if people else None
    if folder.path.exists() and not folder.path.is_dir():
        raise SessionError(f"{folder.name} existe et n'est pas un dossier", "choisissez un autre nom avec --into")
    fresh = not folder.path.exists()
    try:
        return _heard(source, digest, people if given is not None else None, folder, wanted, method=method, progress=progress)
    except (FileError, SettingsError, WeightsError) as error:
        if fresh:
            _leave_nothing(folder, useless=isinstance(error, FileError))
        raise


def _leave_nothing(folder: Folder, *, useless: bool) -> None:
    """Take away a session's folder made for nothing.

    What has been heard stays for the next run, unless the source itself is `useless`; so does whatever somebody put there meanwhile.
    """
    if useless:
        with contextlib.suppress(CodevError):
            FileCache(folder.work).clear()
    ours = {folder.journal.name, folder.seance.name, folder.lock.name, CARD, *UNINDEXED.values()}
    with contextlib.suppress(OSError, CodevError):
        if {place.name for place in folder.path.iterdir()} <= ours:
            keys.destroy(folder.path)
            shutil.rmtree(folder.path, ignore_errors=True)


def _heard(
    source: Path, digest: str, people: Path | None, folder: Folder, wanted: Options, *, method: Method | None, progress: Progress
) -> Outcome:
    with contextlib.ExitStack() as held:
        held.enter_context(writing(folder))
        key = keys.begin(folder, method)
        journal = held.enter_context(Journal(folder.journal))
        _check_same(journal.events, digest, wanted, folder)
        differ = _settings_differ(people, folder)
        if journal.events and (given := agreement(journal.events, agreed=wanted.agreed)):
            journal.append(*given)
        if any(isinstance(event, Ended) for event in journal.events):
            return Outcome(folder, already=True, warnings=(KEPT_SETTINGS,) if differ else ())
        if differ:
            raise SettingsError(
                f"Le dossier {folder.name} a déjà un seance.toml, qui n'est pas celui de --people",
                "retirez --people pour garder celui du dossier, ou effacez celui-ci pour prendre l'autre",
            )
        if people is not None and not folder.seance.exists():
            with guarded(people):
                write_private(folder.seance, people.read_bytes())
        seance = folder.settings()
        if not journal.events:
            journal.append(
                Opened(by=IMPORT, version=__version__, source=f"{digest} {wanted.model}", title=seance.title or _written(source.stem)),
                *agreement((), agreed=wanted.agreed),
            )
        cache = FileCache(folder.work)
        found = _read(source, seance, wanted, cache, progress)
        if not folder.seance.exists():
            folder.save_settings(found.seance or seance)
        seance = folder.settings()
        _check_same_pieces(journal.events, found.pieces, folder)
        _write(journal, found, seance, progress)
        cache.clear()
    return Outcome(folder, already=False, warnings=found.warnings, key=key)


def _settings_differ(people: Path | None, folder: Folder) -> bool:
    """Whether the folder already has settings other than those given: nobody may replace what a person wrote there."""
    if people is None or not folder.seance.exists():
        return False
    with guarded(people):
        return people.read_bytes() != folder.seance.read_bytes()


def default_name(source: Path, people: Path | None) -> str:
    """A folder's name that sorts, and that the same command finds again: the session's date if known, then the source's name."""
    given = read_seance(people) if people and people.exists() else Seance()
    return folder_name(_written(source.stem), given.date)


def _written(name: str) -> str:
    """A file's name as text that can be written: one from a disk of another encoding may hold no character at all."""
    return name.encode("utf-8", "surrogateescape").decode("utf-8", "replace")


def fingerprint(source: Path) -> str:
    """What tells a file given to `hear` from all others.

    Raises:
        FileError: it cannot be read.
    """
    try:
        with source.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()[:16]
    except FileNotFoundError:
        raise FileError(f"{source.name} est introuvable", "vérifiez le chemin du fichier") from None
    except IsADirectoryError:
        raise FileError(f"{source.name} est un dossier", "indiquez le fichier de l'enregistrement ou de la transcription") from None
    except PermissionError:
        raise FileError(f"{source.name} ne peut pas être lu", "vérifiez que vous avez le droit de le lire") from None
    except OSError:
        raise FileError(f"{source.name} ne peut pas être lu", "vérifiez le disque où il se trouve") from None


def _check_same(events: Sequence[Event | Unknown], digest: str, options: Options, folder: Folder) -> None:
    opened = next((event for event in events if isinstance(event, Opened)), None)
    if opened is None:
        return
    was, _, model = opened.source.partition(" ")
    if was != digest:
        raise SessionError(f"Le dossier {folder.name} contient une autre séance", "choisissez un autre dossier avec --into")
    if model != options.model and any(isinstance(event, Heard) for event in events):
        raise SessionError(
            f"Le dossier {folder.name} contient déjà cette séance, entendue avec le modèle {model}",
            "choisissez un autre dossier avec --into, ou effacez celui-ci",
        )


def _check_same_pieces(events: Sequence[Event | Unknown], pieces: Sequence[Piece], folder: Folder) -> None:
    """Refuse to end with other pieces what was begun with these: a roster or an option has changed since."""
    there = [(event.id, event.voice, event.text) for event in events if isinstance(event, Heard)]
    if there != [(piece.id, piece.voice, piece.text) for piece in pieces[: len(there)]]:
        raise SessionError(
            f"Le dossier {folder.name} contient le début de cette séance, entendue avec d'autres réglages",
            "relancez avec les réglages d'origine, ou choisissez un autre dossier avec --into",
        )


def _read(source: Path, seance: Seance, options: Options, cache: FileCache, progress: Progress) -> Source:
    from codev_voice.transcripts import is_transcript

    with guarded(source), source.open("rb") as file:
        data = file.read(MOST_TRANSCRIPT)  # all of it, for a Word document; a longer file is told by its start
    if is_transcript(data):
        return _read_transcript(source, seance)
    return _hear_sound(source, seance, options, cache, progress)


def _read_transcript(source: Path, seance: Seance) -> Source:
    from codev_voice.hearing.naming import name_voices
    from codev_voice.transcripts import read_transcript

    if source.stat().st_size > MOST_TRANSCRIPT:
        raise FileError(f"{source.name} est bien trop gros pour une transcription", "vérifiez que c'est le bon fichier")
    imported = read_transcript(source, people=tuple(person.name for person in seance.people))
    if not imported.pieces:
        raise FileError(f"{source.name} ne contient aucune parole", "vérifiez que c'est bien la transcription de la séance")
    completed = replace(seance, title=seance.title or imported.title, date=seance.date or imported.date)
    return Source(
        pieces=imported.pieces,
        voices=spoken_names(imported.pieces, name_voices(imported.pieces, seance)),
        seconds=max(piece.end for piece in imported.pieces),
        warnings=imported.warnings,
        seance=completed,
    )


def spoken_names(pieces: Sequence[Piece], voices: Sequence[Voice]) -> tuple[Voice, ...]:
    """Voices of a transcript, whose labels are the names that the call product wrote: they stand where nothing better is known."""
    known = {voice.label: voice for voice in voices}
    labels = dict.fromkeys(piece.voice for piece in pieces)
    return tuple(known[label] if label in known and known[label].person else Voice(label, label) for label in labels)


def _hear_sound(source: Path, seance: Seance, options: Options, cache: FileCache, progress: Progress) -> Source:
    from codev_voice.companion.recognising import asked
    from codev_voice.hearing import batch
    from codev_voice.sound.reading import read_tracks
    from codev_voice.weights import whisper_folder

    tracks = read_tracks(source, tracks=options.tracks, progress=progress)  # a file nobody can hear is said before a missing model
    whisper = whisper_folder(options.model)
    heard = batch.hear(
        tracks,
        seance,
        whisper=whisper,
        cache=cache,
        progress=progress,
        device=options.device,
        threads=options.threads,
        voices=options.voices,
        known=asked(seance.people),
    )
    missing = tracks.missing
    lost = (f"la fin de l'enregistrement est abîmée : environ {minutes_of(missing)} n'ont pas pu être lues.",) if missing else ()
    return Source(heard.pieces, heard.voices, heard.seconds, warnings=lost)


def minutes_of(seconds: float) -> str:
    """A length in words, rounded up.

    >>> minutes_of(61)
    '2 minutes'
    """
    minutes = max(1, math.ceil(seconds / 60))
    return f"{minutes} minute{'s' if minutes > 1 else ''}"


def _write(journal: Journal, found: Source, seance: Seance, progress: Progress) -> None:
    """Append what the journal does not have yet: the batches are the same at each run."""
    there = {event.id for event in journal.events if isinstance(event, Heard)}
    batches: Iterator[tuple[Event, ...]] = understand(found.pieces, found.voices, seance, seconds=found.seconds)
    naming = next(batches)
    if not there and naming:
        journal.append(*naming)
    done = 0
    for batch in batches:
        first = batch[0]
        if isinstance(first, Heard):
            done += 1
            progress("Étapes et conseils", done / len(found.pieces))
            if first.id in there:
                continue
        journal.append(*batch)
