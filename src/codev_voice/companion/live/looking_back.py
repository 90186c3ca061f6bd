"""What a live session shows of the group's former ones: read once, in a thread of its own, so that the door waits for nothing."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING, Any

from codev_voice.companion.followups import Former, former
from codev_voice.companion.live.followup_rows import event_of, rows

if TYPE_CHECKING:
    from collections.abc import Callable

    from codev_voice.companion.desk import Act
    from codev_voice.companion.live.kept import Kept
    from codev_voice.session.folder import Folder


class LookingBack:
    """The former clients' plans, once they are read."""

    def __init__(self, kept: Kept, folder: Folder, changed: Callable[[], None]) -> None:
        """Nothing is read before `start`; `changed` is called when it is done."""
        self._kept, self._folder, self._changed = kept, folder, changed
        self._former = Former()
        self._thread: threading.Thread | None = None

    def start(self) -> None:
        """Read them."""
        if self._kept.seance.group and self._thread is None:
            self._thread = threading.Thread(target=self._read, name="retour", daemon=True)
            self._thread.start()

    def wait(self) -> None:
        """Until they are read."""
        if self._thread is not None:
            self._thread.join()

    def rows(self) -> dict[str, Any]:
        """What the page shows of them."""
        return rows(self._former, self._kept.events, over=self._kept.ended)

    def follow(self, act: Act, t: float) -> None:
        """Keep what the facilitator says of them.

        Raises:
            SettingsError: it names what is not there.
            MachineError: the journal cannot be written.
        """
        self._kept.keep(event_of(self._former, act, t))

    def _read(self) -> None:
        self._former = former(self._folder, self._kept.seance, list(self._kept.events))
        self._changed()
