"""A whole session really erased: its key destroyed, its files unlinked, its folder gone; what is left is a receipt without a word of it."""

from __future__ import annotations

import contextlib
import datetime
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from codev_voice import __version__
from codev_voice.companion.copies import undisturbed
from codev_voice.companion.live.options import NAME as OPTIONS
from codev_voice.companion.withdrawing import TakenOut
from codev_voice.documents.render.french import in_clear
from codev_voice.errors import CodevError, SessionError
from codev_voice.session import keys, known
from codev_voice.session.apart import TAG, UNINDEXED
from codev_voice.session.card import NAME as CARD
from codev_voice.session.card import Method, read_card
from codev_voice.session.disk import guarded
from codev_voice.session.folder import Folder, writing
from codev_voice.session.journal import RESCUED

_WHERE = {
    Method.KEYRING: "détruite ; elle était dans le trousseau du système",
    Method.PHRASE: "détruite ; elle était derrière une phrase de passe",
    Method.FILE: "détruite ; elle était dans un fichier de cette machine",
    Method.GONE: "détruite auparavant",
    Method.NONE: "cette séance n'en avait pas",
}
_ELSEWHERE = {
    Method.KEYRING: "introuvable dans le trousseau du système, donc pas détruite : sur un autre compte, elle y reste",
    Method.FILE: "introuvable sur cette machine, donc pas détruite : si elle est ailleurs (clé USB, autre compte), effacez-y le fichier {}",
}


@dataclass(frozen=True, slots=True)
class Kind:
    """So many files of one kind, and what they weighed in bytes."""

    name: str
    files: int
    size: int


@dataclass(frozen=True)
class Erased:
    """What was erased of a session: the day of the session if it was known, what became of its key, files that are not the program's."""

    day: datetime.date | None
    kinds: tuple[Kind, ...]
    key: str
    others: int


def forget(path: Path) -> Erased:
    """Erase a session; what is not the program's own in its folder stays, and so does the folder then.

    The key goes first: should the machine stop there, nothing of the session can be read any more. No journal is read: a session that
    is damaged, or whose key is lost, is erased alike.

    Raises:
        SessionError: no session there, or it is being written.
        MachineError: the disk refuses.
    """
    folder = _there(path)
    with writing(folder), undisturbed(folder):
        day = _day(folder)
        ours = dict(_ours(folder))
        kinds = tuple(_kind(name, files) for name, files in ours.items() if files)
        key = _destroyed(folder)
        with guarded(folder.path):
            for files in ours.values():
                for file in files:
                    file.unlink(missing_ok=True)
            (folder.path / CARD).unlink(missing_ok=True)  # written anew when the key was destroyed
            for place in (folder.sound, folder.work, folder.exports):
                _remove_empty(place)
    for lock in (folder.lock, folder.copying):
        lock.unlink(missing_ok=True)
    with contextlib.suppress(OSError):  # not empty: somebody's own files
        folder.path.rmdir()
    with contextlib.suppress(CodevError):
        known.forget(path)
    others = sum(1 for file in folder.path.rglob("*") if not file.is_dir()) if folder.path.exists() else 0
    return Erased(day, kinds, key, others)


def receipt(erased: Erased, at: datetime.datetime) -> str:
    """The receipt of a whole session, in French: what, how much, when; neither a word nor a name."""
    lines = [
        "Reçu d'effacement d'une séance de codéveloppement",
        "",
        f"Séance : {'du ' + in_clear(erased.day) if erased.day else 'sans date'}",
        *_made(at),
        "",
        *(f"- {kind.name} : {kind.files} fichier{'s' if kind.files > 1 else ''}, {_bytes(kind.size)}" for kind in erased.kinds),
        f"- clé de chiffrement : {erased.key}",
        "",
        "Ce que le programme n'efface pas, parce qu'il ne l'a pas : l'enregistrement ou la transcription d'origine, ce qui a été envoyé",
        "ou exporté hors du dossier, ce que la personne cliente a reçu, les sauvegardes du dossier. Copié ailleurs, le dossier chiffré ne",
        "s'ouvre plus sans sa clé.",
    ]
    if erased.others:
        lines += ["", f"{erased.others} fichier(s) qui ne sont pas du programme sont restés dans le dossier."]
    return "\n".join(lines) + "\n"


def receipt_of(taken: TakenOut, day: datetime.date | None, at: datetime.datetime, reminder: str = "") -> str:
    """The receipt of what one person said, in French: no word of it; `reminder` is what is said of her voice where it is kept."""
    minutes, seconds = divmod(round(taken.seconds), 60)
    lines = [
        f"Reçu d'effacement de ce qu'a dit {taken.person}",
        "",
        f"Séance : {'du ' + in_clear(day) if day else 'sans date'}",
        *_made(at),
        "",
        f"- passages retirés de la transcription et du son : {taken.passages} ({minutes} min {seconds:02d} s)",
        f"- phrases relevées effacées : {taken.notices}",
        f"- lignes retirées des brouillons : {taken.lines}",
        "- nom donné à sa voix : effacé ; bilan et brouillons refaits sans ces passages",
        "",
        "Restent : la preuve que cet accord a été donné puis retiré ; ce que d'autres ont dit, même à son sujet ; quelques mots dits en",
        "même temps que quelqu'un d'autre, jusqu'à la destruction du son.",
        "Ce que le programme n'atteint pas : l'enregistrement ou la transcription d'origine, ce qui a été envoyé ou exporté ailleurs que",
        "dans « exports », les sauvegardes.",
    ]
    if taken.approved:
        lines.append(
            f"{taken.approved} document(s) que la personne cliente a déjà validés sont à elle : le programme ne peut pas les reprendre."
        )
    if reminder:
        lines += ["", reminder]
    return "\n".join(lines) + "\n"


def _made(at: datetime.datetime) -> list[str]:
    local, utc = at.astimezone(), at.astimezone(datetime.UTC)
    return [f"Effacé le {in_clear(local.date())} à {local:%H h %M} ({utc:%Y-%m-%dT%H:%M:%SZ}), par codev-voice {__version__}"]


def _bytes(size: int) -> str:
    return f"{size:,} octet{'s' if size > 1 else ''}".replace(",", "\u202f")


def _there(path: Path) -> Folder:
    """The folder, if anything of a session is in it."""
    folder = Folder(path)
    with guarded(path):
        if not path.is_dir() or not any((folder.journal.is_file(), folder.sound.is_dir(), (path / CARD).is_file())):
            raise SessionError(f"{folder.name} n'est pas le dossier d'une séance", "indiquez le dossier de la séance à effacer")
    return folder


def _day(folder: Folder) -> datetime.date | None:
    with contextlib.suppress(CodevError):
        return folder.settings().date
    return None


def _destroyed(folder: Folder) -> str:
    """Destroy the session's key, and say what became of it."""
    try:
        card = read_card(folder.path)
        found = keys.destroy(folder.path)
    except SessionError:
        return f"introuvable : le fichier {CARD} était abîmé"
    if card and not found:
        return _ELSEWHERE[card.method].format(card.id)
    return _WHERE[card.method if card else Method.NONE]


def _ours(folder: Folder) -> Iterator[tuple[str, list[Path]]]:
    """The program's own files in a session's folder, by kind."""
    path = folder.path
    with guarded(path):
        top = [file for file in path.iterdir() if not file.is_dir() and file not in {folder.lock, folder.copying}]
        journals = [file for file in top if re.fullmatch(rf"{RESCUED}(-\d+)?", file.name) or _of(file, folder.journal.name)]
        sheets = [file for file in top if _of(file, folder.seance.name)]
        rest = [file for file in top if any(_of(file, name) for name in (OPTIONS, CARD, TAG, *UNINDEXED.values()))]
        yield "transcription, étapes, phrases relevées, documents, accords (journal)", journals
        yield "son", _inside(folder.sound)
        yield "restes d'une écoute interrompue", _inside(folder.work)
        yield "fichiers exportés dans le dossier", _inside(folder.exports)
        yield "fiche de la séance", sheets
        yield "réglages", rest


def _of(file: Path, name: str) -> bool:
    """Whether it is the file of this name, or what a writing of it that was cut short left."""
    return file.name == name or re.fullmatch(rf"\.{re.escape(name)}\.\w{{8}}", file.name) is not None


def _inside(place: Path) -> list[Path]:
    return [file for file in place.rglob("*") if not file.is_dir()] if place.is_dir() else []


def _kind(name: str, files: list[Path]) -> Kind:
    return Kind(name, len(files), sum(file.lstat().st_size for file in files))


def _remove_empty(place: Path) -> None:
    if place.is_dir():
        for inner in sorted((one for one in place.rglob("*") if one.is_dir()), reverse=True):
            inner.rmdir()
        place.rmdir()
