"""The hearing worker as the session sees it: begun where the journal stops, begun again when it dies."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

from codev_voice.companion.live.children import Child
from codev_voice.companion.recognising import asked
from codev_voice.hearing.live import messages
from codev_voice.hearing.live.messages import Begin, Done, Finish, Flush, Learn, Message
from codev_voice.hearing.recognising import packed
from codev_voice.hearing.words import prompt
from codev_voice.session.cutting import next_number
from codev_voice.session.lines import encode
from codev_voice.sound.segments import sound_seal

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from codev_voice.companion.live.kept import Kept


def beginning(sound: Path, models: tuple[Path, Path], kept: Kept, threads: int) -> Begin:
    """Where the worker begins: after what is kept already; people of the roster who asked for it are to be recognised."""
    pieces = kept.pieces()
    settles, quick = models
    return Begin(
        folder=str(sound),
        model=str(settles),
        quick=str(quick),
        prompt=prompt(kept.seance),
        people=len(kept.people) or None,
        threads=threads,
        since=max((piece.end for piece in pieces), default=0.0),
        number=next_number(kept.events),
        known=tuple((piece.id, piece.start, piece.end, piece.voice) for piece in pieces),
        key=sound_seal(sound).key.hex(),
        asked={person: packed(vector).hex() for person, vector in asked(kept.seance.people).items()},
    )


class Hearing:
    """One worker process.

    Args:
        begin: asked at each start: what is already heard, so that it goes on from there.
        heard: called with each message, from a thread of its own.
        failed: called with what these raised.
    """

    def __init__(self, begin: Callable[[], Begin], heard: Callable[[Message], None], failed: Callable[[Exception], None]) -> None:
        self._begin, self._heard = begin, heard
        self._finishing, self._whole = False, False
        self._done = threading.Event()
        self._child = Child(
            lambda: ["-m", "codev_voice.hearing.live"], opening=self._opening, line=self._said, failed=failed, died=self._died
        )

    def start(self) -> None:
        """Begin to hear."""
        self._child.start()

    def learn(self, voice: str, spans: tuple[tuple[float, float], ...]) -> None:
        """Somebody said whose voice these stretches are."""
        self._child.tell(encode(Learn(voice=voice, spans=spans)))

    def flush(self) -> None:
        """Nothing comes for a while."""
        self._child.tell(encode(Flush()))

    def finish(self, patience: float | None = None) -> bool:
        """Hear what is left, then end; True when everything was heard."""
        self._finishing = True
        self._child.tell(encode(Finish()))
        self._done.wait(patience)
        self._child.stop(patience=5.0)
        return self._whole

    def stop(self) -> None:
        """End at once."""
        self._child.stop(patience=0.2)

    def _opening(self) -> bytes:
        first = encode(self._begin())
        return first + encode(Finish()) if self._finishing else first

    def _said(self, line: bytes) -> None:
        try:
            message = messages.decode_message(line)
        except ValueError:  # cut short by a death
            return
        if isinstance(message, Done):
            self._whole = True
            self._done.set()
        self._heard(message)

    def _died(self, code: int | None) -> None:
        if code is None and self._finishing:  # nothing begins it any more: what is left stays unheard
            self._done.set()
