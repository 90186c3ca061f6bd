"""What hears a live session: its recorders and its hearing; what of them may run, from the door to the end."""

from __future__ import annotations

from typing import TYPE_CHECKING

from codev_voice.companion.live.hearing import Hearing
from codev_voice.companion.live.recording import Recorders

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from codev_voice.companion.live.options import LiveOptions
    from codev_voice.hearing.live.messages import Begin
    from codev_voice.hearing.live.messages import Message as Said
    from codev_voice.sound.messages import Message as Recorded


class Ears:
    """Nothing runs before it is told to.

    Args:
        sound: the folder of the session's sound.
        options: asked at each start of a recorder: what is heard, since when.
        recorded: called with each message of the recorder that stores.
        begin: asked at each start of the hearing: what is already heard.
        heard: called with each message of the hearing, until somebody withdraws.
        failed: called with what these raised.
    """

    def __init__(
        self,
        sound: Path,
        options: Callable[[], LiveOptions],
        recorded: Callable[[Recorded], None],
        begin: Callable[[], Begin],
        heard: Callable[[Said], None],
        failed: Callable[[Exception], None],
    ) -> None:
        self._recording: Callable[[], Recorders] = lambda: Recorders(sound, options, recorded, failed)
        self._listening: Callable[[], Hearing] = lambda: Hearing(begin, self._said, failed)
        self._heard = heard
        self._recorders, self._hearing = self._recording(), self._listening()
        self._metered = False
        self.deaf = False
        """Whether somebody withdrew: nothing is analysed any more."""

    def meter(self, *, wanted: bool) -> None:
        """At the door: have the devices open for their levels, or let go of them."""
        if wanted == self._metered:
            return
        self._metered = wanted
        if wanted:
            self._recorders = self._recording()
            self._recorders.open()
        else:
            self._recorders.stop()

    def ready(self) -> None:
        """Leave the door: who records from now on knows since when."""
        self._recorders.stop()
        self._recorders = self._recording()

    def run(self, *, paused: bool, withdrawn: bool) -> None:
        """Record and hear, as far as one may."""
        if paused:
            self._recorders.pause()
        self._recorders.record()
        self._recorders.open()
        self.hear(withdrawn=withdrawn)

    def hear(self, *, withdrawn: bool) -> None:
        """Hear what is on the disk, unless somebody withdrew."""
        self.deaf = withdrawn
        if not withdrawn:
            self._hearing = self._listening()
            self._hearing.start()

    def pause(self) -> None:
        """Capture nothing any more."""
        self._recorders.pause()

    def flush(self) -> None:
        """What was said before the pause is heard without waiting for more."""
        if not self.deaf:
            self._hearing.flush()

    def deafen(self) -> None:
        """Analyse nothing any more, not even what was captured."""
        self.deaf = True
        self._hearing.stop()

    def resume(self, *, withdrawn: bool) -> None:
        """Capture again, and hear again."""
        self._recorders.resume()
        if self.deaf:
            self.hear(withdrawn=withdrawn)

    def learn(self, voice: str, spans: tuple[tuple[float, float], ...]) -> None:
        """Somebody said whose voice these stretches are."""
        self._hearing.learn(voice, spans)

    def finish(self) -> bool:
        """End the recording, and hear what is left of it if one may; whether nothing is left to be heard."""
        self._recorders.stop()
        return self.deaf or self._hearing.finish()

    def close(self) -> None:
        """End both at once."""
        self._recorders.stop()
        self._hearing.stop()

    def _said(self, message: Said) -> None:
        if not self.deaf:
            self._heard(message)
