"""The journal: the session's events, appended and flushed; rewritten only when what was heard is to be erased.

Each frame is a batch (a JSON array of events) that is there whole or not at all, so that what was heard and what was judged of it
can never be told apart by a crash.
"""

from __future__ import annotations

import datetime
import itertools
import os
from collections.abc import Callable, Collection, Sequence
from pathlib import Path
from typing import Self

import msgspec

from codev_voice.errors import SessionError
from codev_voice.session.cutting import without
from codev_voice.session.disk import FILE_MODE, guarded, sync_folder, write_private
from codev_voice.session.events import Event, Unknown, decode, encode
from codev_voice.session.frames import MARKER, Scan, frame, scan

RESCUED = "journal.recupere"
Clock = Callable[[], datetime.datetime]
_BATCH = msgspec.json.Decoder(list[msgspec.Raw])


def utc_now() -> datetime.datetime:
    """The present moment, UTC."""
    return datetime.datetime.now(tz=datetime.UTC)


class Journal:
    """A journal open for writing; the caller holds the session's lock."""

    def __init__(self, path: Path, clock: Clock = utc_now) -> None:
        """Open the journal, dropping a torn tail.

        Raises:
            SessionError: it is damaged in the middle.
            MachineError: it cannot be read or written.
        """
        self.path = path
        self._clock = clock
        found = _scan(path)
        self.events = list(_events(found, path))
        self._file = _opened(path, found.good)

    def append(self, *events: Event) -> tuple[Event, ...]:
        """Write a batch; when this returns it is on the disk. Returns the events with their rank and date.

        Raises:
            MachineError: it could not be written; nothing of it is in the journal.
        """
        dated = self._dated(events)
        data = _batch(dated)
        with guarded(self.path):
            before = os.lseek(self._file, 0, os.SEEK_CUR)
            try:
                written = 0
                while written < len(data):
                    written += os.write(self._file, data[written:])
                os.fsync(self._file)
            except BaseException:
                os.ftruncate(self._file, before)  # a torn batch must not be followed by a good one
                os.lseek(self._file, before, os.SEEK_SET)
                raise
        self.events += dated
        return dated

    def erase(self, pieces: Collection[str], *events: Event) -> tuple[Event, ...]:
        """Write the journal anew without what was heard, noticed or answered of these pieces, and with `events` after all others.

        The other events keep their ranks. Whoever reads meanwhile sees the former journal or the new one. Returns `events` with their
        rank and date.

        Raises:
            MachineError: it could not be written; the former journal is there, whole.
        """
        dated = self._dated(events)
        sizes = [len(_BATCH.decode(payload)) for payload in _scan(self.path).payloads]
        kept = iter(without(self.events, pieces))
        batches = [[event for event in itertools.islice(kept, size) if event is not None] for size in sizes]
        data = b"".join(_batch(batch) for batch in [*batches, dated] if batch)
        os.close(self._file)  # some systems let nobody replace an open file
        try:
            write_private(self.path, data)
            sync_folder(self.path.parent)
        finally:
            self._file = _opened(self.path)
        self.events = [event for batch in [*batches, dated] for event in batch]
        return dated

    def close(self) -> None:
        """Let go of the file."""
        os.close(self._file)

    def _dated(self, events: Sequence[Event]) -> tuple[Event, ...]:
        now = self._clock()
        first = 1 + max((_rank(event) for event in self.events[-1:]), default=-1)
        return tuple(msgspec.structs.replace(event, seq=first + at, at=event.at or now) for at, event in enumerate(events))

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


def read_events(path: Path) -> tuple[Event | Unknown, ...]:
    """The events of a journal, without touching it (a torn tail is left out).

    Raises:
        SessionError: it is damaged in the middle; what could be read is saved beside it.
        MachineError: it cannot be read.
    """
    return tuple(_events(_scan(path), path))


def _opened(path: Path, size: int | None = None) -> int:
    """The file, ready to append, cut to this size."""
    with guarded(path):
        file = os.open(path, os.O_RDWR | os.O_CREAT | getattr(os, "O_BINARY", 0), FILE_MODE)
        if size is not None:
            os.ftruncate(file, size)
        os.lseek(file, 0, os.SEEK_END)
        return file


def _batch(events: Sequence[Event | Unknown]) -> bytes:
    return frame(b"[" + b",".join(encode(event) for event in events) + b"]")


def _rank(event: Event | Unknown) -> int:
    rank = event.raw.get("seq", -1) if isinstance(event, Unknown) else event.seq
    return rank if isinstance(rank, int) else -1


def _scan(path: Path) -> Scan:
    with guarded(path):
        data = path.read_bytes() if path.exists() else b""
    found = scan(data)
    if not found.good and not found.beyond and not MARKER.startswith(data[: len(MARKER)]):
        raise SessionError(  # opening it for writing would drop what is taken for a torn tail: somebody's own file
            f"Le fichier « {path.name} » de ce dossier n'est pas un journal de codev-voice, ou son début est perdu",
            "remettez une sauvegarde du dossier, ou choisissez un autre dossier avec --into",
        )
    if found.damaged:
        sound = (*found.payloads, *found.beyond)
        rescued = _rescue(path, b"".join(frame(payload) for payload in sound))
        count = len(_events(Scan(sound, found.good), path))
        raise SessionError(
            f"Le journal de la séance est abîmé à l'octet {found.good} ; {count} événements restent lisibles",
            f"remettez une sauvegarde du dossier, ou remplacez « journal » par « {rescued.name} », qui contient tout ce qui est sauvé",
        )
    return found


def _rescue(path: Path, data: bytes) -> Path:
    """Write what is left of the journal beside it, never over what an earlier damage left."""
    for number in itertools.count(1):
        place = path.with_name(RESCUED if number == 1 else f"{RESCUED}-{number}")
        with guarded(place):
            if not place.exists():
                break
            if place.read_bytes() == data:
                return place
    write_private(place, data)
    return place


def _events(found: Scan, path: Path) -> list[Event | Unknown]:
    try:
        return [decode(raw) for payload in found.payloads for raw in _BATCH.decode(payload)]
    except (ValueError, msgspec.MsgspecError):
        raise SessionError(
            f"Le fichier {path.name} ne contient pas un journal que cette version sait lire", "mettez codev-voice à jour"
        ) from None
