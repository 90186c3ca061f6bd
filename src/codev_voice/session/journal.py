"""The journal: the session's events, appended and flushed; rewritten only when what was heard is to be erased.

Each frame is a batch (a JSON array of events) that is there whole or not at all, so that what was heard and what was judged of it
can never be told apart by a crash. Batches are sealed by their ranks, with the key of the session's folder (see `sealing`): who opens a
journal need not know whether it has one.
"""

from __future__ import annotations

import contextlib
import datetime
import itertools
import os
from collections.abc import Callable, Collection, Iterator, Sequence
from pathlib import Path
from typing import Self

import msgspec

from codev_voice.errors import SessionError
from codev_voice.session.card import NAME as CARD
from codev_voice.session.coding import decode, encode
from codev_voice.session.cutting import without
from codev_voice.session.disk import FILE_MODE, guarded, sync_folder, write_private
from codev_voice.session.events import Event, Unknown
from codev_voice.session.frames import MARKER, Scan, frame, scan
from codev_voice.session.keys import part_of
from codev_voice.session.sealing import JOURNAL, Seal

RESCUED = "journal.recupere"
Clock = Callable[[], datetime.datetime]
Left = Callable[[Sequence[Event | Unknown]], Sequence[Event | Unknown | None]]
"""What is left of events once something is erased: as many, None in the place of each that goes."""
_BATCH = msgspec.json.Decoder(list[msgspec.Raw])
_CLOSED = -1


def utc_now() -> datetime.datetime:
    """The present moment, UTC."""
    return datetime.datetime.now(tz=datetime.UTC)


class Journal:
    """A journal open for writing; the caller holds the session's lock."""

    def __init__(self, path: Path, clock: Clock = utc_now, seal: Seal | None = None) -> None:
        """Open the journal, dropping a torn tail.

        Args:
            path: of the journal, in its session's folder.
            clock: the present moment.
            seal: the journal's; that of its folder otherwise.

        Raises:
            SessionError: it is damaged in the middle, altered, or its key is not there.
            MachineError: it cannot be read or written.
        """
        self.path = path
        self._clock = clock
        self._seal = seal or part_of(path.parent, JOURNAL)
        found = _scan(path, self._seal)
        self._batches = len(found.payloads)
        self.events = list(_events(found, path))
        self._file = _opened(path, found.good)

    def append(self, *events: Event) -> tuple[Event, ...]:
        """Write a batch; when this returns it is on the disk. Returns the events with their rank and date.

        Raises:
            MachineError: it could not be written; nothing of it is in the journal.
        """
        dated = self._dated(events)
        data = _batch(dated, self._seal, self._batches)
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
        self._batches += 1
        self.events += dated
        return dated

    def erase(self, pieces: Collection[str], *events: Event) -> tuple[Event, ...]:
        """Write the journal anew without what was heard, noticed or answered of these pieces, and with `events` after all others.

        Raises:
            MachineError: it could not be written; the former journal is there, whole.
        """
        return self.rewrite(lambda held: without(held, pieces), *events)

    def rewrite(self, left: Left, *events: Event) -> tuple[Event, ...]:
        """Write the journal anew with what is `left` of its events, and `events` after all others.

        The other events keep their ranks. Whoever reads meanwhile sees the former journal or the new one. Returns `events` with their
        rank and date.

        Raises:
            MachineError: it could not be written, and the former journal is there, whole; or it was, and what an earlier damage had
                left beside it could not be removed.
        """
        dated = self._dated(events)
        sizes = [len(_BATCH.decode(payload)) for payload in _scan(self.path, self._seal).payloads]
        kept = iter(left(self.events))
        batches = [[event for event in itertools.islice(kept, size) if event is not None] for size in sizes]
        batches.append([*dated])
        batches = [batch for batch in batches if batch]
        data = b"".join(_batch(batch, self._seal, rank) for rank, batch in enumerate(batches))
        self.close()  # some systems let nobody replace an open file
        try:
            write_private(self.path, data)
            self._batches = len(batches)  # as soon as it is there: what is appended later is sealed by its rank in it
            self.events = [event for batch in batches for event in batch]
        finally:
            self._file = _opened(self.path)
        self._drop_rescued()
        sync_folder(self.path.parent)
        return dated

    def _drop_rescued(self) -> None:
        """What an earlier damage left beside the journal holds what has just been erased."""
        with guarded(self.path):
            for rescued in self.path.parent.glob(f"{RESCUED}*"):
                rescued.unlink(missing_ok=True)

    def close(self) -> None:
        """Let go of the file, once: its number may soon be another's."""
        file, self._file = self._file, _CLOSED
        if file != _CLOSED:
            os.close(file)

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
        SessionError: it is damaged in the middle (what could be read is saved beside it), altered, or its key is not there.
        MachineError: it cannot be read.
    """
    return tuple(_events(_scan(path, part_of(path.parent, JOURNAL)), path))


def _opened(path: Path, size: int | None = None) -> int:
    """The file, ready to append, cut to this size."""
    with guarded(path):
        file = os.open(path, os.O_RDWR | os.O_CREAT | getattr(os, "O_BINARY", 0), FILE_MODE)
        if size is not None:
            os.ftruncate(file, size)
        os.lseek(file, 0, os.SEEK_END)
        return file


def _batch(events: Sequence[Event | Unknown], seal: Seal, rank: int) -> bytes:
    return frame(seal.close(b"[" + b",".join(encode(event) for event in events) + b"]", rank))


def _rank(event: Event | Unknown) -> int:
    rank = event.raw.get("seq", -1) if isinstance(event, Unknown) else event.seq
    return rank if isinstance(rank, int) else -1


def _scan(path: Path, seal: Seal) -> Scan:
    """The batches, opened.

    Raises:
        SessionError, MachineError: as `Journal`.
    """
    with guarded(path):
        data = path.read_bytes() if path.exists() else b""
    found = scan(data)
    if not found.good and not found.beyond and not MARKER.startswith(data[: len(MARKER)]):
        raise SessionError(  # opening it for writing would drop what is taken for a torn tail: somebody's own file
            f"Le fichier « {path.name} » de ce dossier n'est pas un journal de codev-voice, ou son début est perdu",
            "remettez une sauvegarde du dossier, ou choisissez un autre dossier avec --into",
        )
    if found.damaged:
        sound = tuple(_opened_alone((*found.payloads, *found.beyond), seal))
        rescued = _rescue(path, sound, seal)
        count = len(_events(Scan(sound, found.good), path))
        raise SessionError(
            f"Le journal de la séance est abîmé à l'octet {found.good} ; {count} événements restent lisibles",
            f"remettez une sauvegarde du dossier, ou remplacez « journal » par « {rescued.name} », qui contient tout ce qui est sauvé",
        )
    return Scan(tuple(seal.open(payload, rank) for rank, payload in enumerate(found.payloads)), found.good)


def _opened_alone(payloads: Sequence[bytes], seal: Seal) -> Iterator[bytes]:
    """What opens of a damaged journal, wherever each batch was."""
    for payload in payloads:
        with contextlib.suppress(SessionError):
            yield seal.open(payload)


def _rescue(path: Path, batches: tuple[bytes, ...], seal: Seal) -> Path:
    """Write what is left of the journal beside it, sealed as it was, never over what an earlier damage left."""
    for number in itertools.count(1):
        place = path.with_name(RESCUED if number == 1 else f"{RESCUED}-{number}")
        with guarded(place):
            if not place.exists():
                break
            if tuple(_opened_alone(scan(place.read_bytes()).payloads, seal)) == batches:
                return place
    write_private(place, b"".join(frame(seal.close(batch, rank)) for rank, batch in enumerate(batches)))
    return place


def _events(found: Scan, path: Path) -> list[Event | Unknown]:
    if any(not payload.startswith(b"[") for payload in found.payloads):  # sealed, and nothing says with which key
        raise SessionError(
            f"Le fichier {path.name} ne contient pas un journal que cette version de codev-voice sait lire",
            f"remettez le fichier « {CARD} » du dossier s'il a disparu ; sinon, mettez codev-voice à jour",
        )
    try:
        return [decode(raw) for payload in found.payloads for raw in _BATCH.decode(payload)]
    except (ValueError, msgspec.MsgspecError, RecursionError):
        raise SessionError(
            f"Le fichier {path.name} ne contient pas un journal que cette version sait lire", "mettez codev-voice à jour"
        ) from None
