"""What the page is told: its whole view once, then what changes of it."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING, Any

from codev_voice.companion.desk import Message

if TYPE_CHECKING:
    from collections.abc import Callable

SOON = 0.25
"""Seconds between two looks at what must be published."""
CALM = 5.0
"""Seconds after which the view is drawn again even if nothing was said: time goes on."""


class Listeners:
    """Who follows a desk; told from any thread, in the order of the telling."""

    def __init__(self) -> None:
        self._changing = threading.Lock()
        self._listeners: dict[object, Callable[[Message], None]] = {}

    def follow(self, listener: Callable[[Message], None]) -> Callable[[], None]:
        """Tell this listener every message from now on, until what is returned is called."""
        key = object()
        with self._changing:
            self._listeners[key] = listener
        return lambda: self._leave(key)

    def tell(self, message: Message) -> None:
        """Tell everybody; a listener may leave while it is told."""
        with self._changing:
            listeners = list(self._listeners.values())
        for listener in listeners:
            listener(message)

    def _leave(self, key: object) -> None:
        with self._changing:
            self._listeners.pop(key, None)


class Publisher:
    """Draws the view when something changed, and tells who follows.

    Args:
        draw: makes the whole view; called from one thread at a time.
        changes: what differs between two views, None when nothing does.
        passing: what passes (levels, what is being said…), told about twice a second.
        failed: called with what drawing or telling raised.
    """

    def __init__(
        self,
        draw: Callable[[], dict[str, Any]],
        changes: Callable[[dict[str, Any], dict[str, Any]], dict[str, Any] | None],
        passing: Callable[[], dict[str, Any]],
        failed: Callable[[Exception], None],
    ) -> None:
        self._draw, self._changes, self._passing, self._failed = draw, changes, passing, failed
        self._listeners = Listeners()
        self._drawing = threading.RLock()
        self._seq = 0
        self._view = self._numbered(draw())
        self._dirty, self._ending = threading.Event(), threading.Event()
        self._fresh = False
        self._thread = threading.Thread(target=self._run, daemon=True)

    def start(self) -> None:
        """Publish until `stop`."""
        self._thread.start()

    def stop(self) -> None:
        """Publish what is left, and end."""
        self._ending.set()
        self._dirty.set()
        if self._thread.is_alive():
            self._thread.join()
        self.publish()

    def changed(self) -> None:
        """Something kept has changed: the view will be drawn again soon."""
        self._dirty.set()

    def passes(self, *, now: bool = False) -> None:
        """Something that passes has changed; it is told at once when it is worth it (what is being said)."""
        self._fresh = True
        if now:
            self._listeners.tell(Message("vif", self._passing()))

    def view(self) -> dict[str, Any]:
        """The whole view, as it was last drawn, with what passes as it is."""
        with self._drawing:
            return {**self._view, **self._passing()}

    def follow(self, listener: Callable[[Message], None]) -> Callable[[], None]:
        """Tell this listener every message from now on."""
        return self._listeners.follow(listener)

    def publish(self) -> None:
        """Draw the view now, and tell what changed."""
        with self._drawing:
            drawn = self._draw()
            changed = self._changes(self._view, drawn)
            if changed is not None:
                self._seq += 1
                self._view = self._numbered(drawn)
                self._listeners.tell(Message("change", {**changed, "seq": self._seq}, self._seq))

    def _run(self) -> None:
        quiet = 0.0
        while not self._ending.is_set():
            dirty = self._dirty.wait(SOON)
            self._dirty.clear()
            quiet = 0.0 if dirty or quiet >= CALM else quiet + SOON
            try:
                self._look(draw=dirty or quiet >= CALM)
            except Exception as error:  # noqa: BLE001 - one view that is not drawn is better than a page that stands still for the rest of a call
                self._failed(error)
                self._ending.wait(SOON)

    def _look(self, *, draw: bool) -> None:
        if draw:
            self.publish()
            self._ending.wait(SOON)  # a burst of changes is drawn once
        if self._fresh or draw:
            self._fresh = False
            self._listeners.tell(Message("vif", self._passing()))

    def _numbered(self, view: dict[str, Any]) -> dict[str, Any]:
        return {**view, "seq": self._seq}
