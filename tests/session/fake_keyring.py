"""A system's keyring, by its programming interface."""

from __future__ import annotations

import threading
from typing import Any

from keyring.backend import KeyringBackend
from keyring.errors import KeyringLocked, PasswordDeleteError


class FakeKeyring(KeyringBackend):
    """Keeps what it is given; `locked` refuses, `hangs` waits for its event."""

    priority: Any = 0  # never chosen but by the test that sets it

    def __init__(self) -> None:
        super().__init__()  # type: ignore[no-untyped-call] # the library leaves it untyped
        self.kept: dict[tuple[str, str], str] = {}
        self.locked = False
        self.hangs: threading.Event | None = None

    def _answer(self) -> None:
        if self.hangs is not None:
            self.hangs.wait()
        if self.locked:
            raise KeyringLocked

    def get_password(self, service: str, username: str) -> str | None:
        self._answer()
        return self.kept.get((service, username))

    def set_password(self, service: str, username: str, password: str) -> None:
        self._answer()
        self.kept[service, username] = password

    def delete_password(self, service: str, username: str) -> None:
        self._answer()
        if (service, username) not in self.kept:
            raise PasswordDeleteError
        del self.kept[service, username]
