"""From a sheet or a folder to a live session whose folder is held for writing."""

from __future__ import annotations

import contextlib
import datetime
from collections.abc import Callable, Iterator
from pathlib import Path

import msgspec

from codev_voice.companion.live.options import LiveOptions, load, save
from codev_voice.companion.live.session import LiveSession
from codev_voice.errors import FileError, SessionError
from codev_voice.session import keys
from codev_voice.session.card import Method
from codev_voice.session.disk import guarded, make_folder, write_private
from codev_voice.session.events import Opened
from codev_voice.session.folder import Folder, folder_name, writing
from codev_voice.session.journal import Journal
from codev_voice.session.toml import read_seance


def prepare(settings: Path, into: Path | None) -> Folder:
    """The session's folder, with its sheet in it.

    Args:
        settings: the sheet (`seance.toml`), or the folder of a session that holds one.
        into: the folder to make; after the session's date and title otherwise.

    Raises:
        FileError: no such sheet.
        SettingsError: it is wrong.
        SessionError: the folder holds another session's sheet.
        MachineError: the disk refuses.
    """
    if settings.is_dir():
        return Folder(settings)
    if not settings.exists():
        raise FileError(f"{settings.name} est introuvable", "préparez la séance avec « codev-voice new »")
    seance = read_seance(settings)
    if settings.name == "seance.toml" and into is None and Folder(settings.parent).journal.exists():
        return Folder(settings.parent)
    folder = Folder(into or Path(folder_name(seance.title or "", seance.date or datetime.datetime.now().astimezone().date())))
    with guarded(settings):
        data = settings.read_bytes()
    if folder.seance.exists() and folder.seance.read_bytes() != data:
        raise SessionError(
            f"Le dossier {folder.name} a déjà une autre fiche de séance",
            "choisissez un autre dossier avec --into, ou reprenez-le : live DOSSIER",
        )
    make_folder(folder.path)
    if not folder.seance.exists():
        write_private(folder.seance, data)
    return folder


@contextlib.contextmanager
def holding(
    folder: Folder, options: LiveOptions | None, method: Method | None = None, key: Callable[[str], None] = lambda _: None
) -> Iterator[LiveSession]:
    """Hold a session: begun with these options, or gone on with those it was begun with (always, once it records).

    Args:
        folder: of the session.
        options: how it is heard; None for one that was begun.
        method: where the key of a new session goes; where the machine best can otherwise.
        key: told in French where the key of a new session is.

    Raises:
        SessionError: another program holds it, or it is no live session.
        WeightsError: a model is missing.
        MachineError: the disk refuses.
    """
    import secrets

    from codev_voice.weights import whisper_folder

    with contextlib.ExitStack() as held:
        held.enter_context(writing(folder))
        if told := keys.begin(folder, method):
            key(told)
        journal = held.enter_context(Journal(folder.journal))
        opened = next((event for event in journal.events if isinstance(event, Opened)), None)
        if opened is not None and not opened.source.startswith("direct"):
            raise SessionError(f"{folder.name} contient une séance lue d'un fichier", "ouvrez-la avec « codev-voice show »")
        if options is None or (opened is not None and load(folder).began is not None):
            options = load(folder)
        wanted = options if options.token else msgspec.structs.replace(options, token=secrets.token_urlsafe(24))
        save(folder, wanted)
        models = whisper_folder(wanted.model), whisper_folder(wanted.quick)
        session = LiveSession(folder, journal, wanted, models=models)
        try:
            yield session
        finally:
            session.close()
