"""What goes wrong while a session is held, as its page says it: one French line, and neither traceback nor speech anywhere."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterator

from codev_voice.errors import CodevError

GOES_ON = "l'écoute continue, et le son est gardé ; signalez cette ligne après la séance"
ENDS = "la séance finit avec ce qui a été compris en direct ; signalez cette ligne"


class Troubles:
    """The last of each sort; `changed` is called when there is a new one.

    Attributes:
        problem: what somebody can mend, and what stops the listening until then.
        surprise: what nobody foresaw; what can go on goes on.
    """

    def __init__(self, changed: Callable[[], None]) -> None:
        self.problem: str | None = None
        self.surprise: str | None = None
        self._changed = changed

    @property
    def lines(self) -> tuple[str, ...]:
        """What the page says."""
        return tuple(line for line in (self.problem, self.surprise) if line)

    def met(self, error: Exception, what: str = GOES_ON) -> None:
        """Say this error; the text of one that nobody foresaw might hold what was said: its kind alone is told, and `what` follows."""
        before = self.lines
        if isinstance(error, CodevError):
            self.problem = str(error)
        else:
            self.surprise = f"Erreur imprévue ({type(error).__name__}) : {what}."
        if self.lines != before:  # else a view that cannot be drawn would be drawn again at once, for ever
            self._changed()

    @contextlib.contextmanager
    def telling(self, what: str = GOES_ON) -> Iterator[None]:
        """Whatever cannot be done inside is said, and its thread goes on: the sound is on the disk."""
        try:
            yield
        except Exception as error:  # noqa: BLE001 - it would end a thread unseen, and all that it was to do
            self.met(error, what)
