"""Keys in the system's keyring, when it has a real one; a keyring that does not answer holds nobody up."""

from __future__ import annotations

import contextlib
import threading
from collections.abc import Callable
from typing import TYPE_CHECKING, TypeVar

from codev_voice.errors import MachineError

if TYPE_CHECKING:
    from keyring.backend import KeyringBackend

SERVICE = "codev_voice"
LOOKED_FOR, ANSWERED = 5.0, 60.0
"""Seconds to find a keyring (a session bus that is dead hangs), and for one to answer (it may ask the person to unlock it)."""
_UNREAL = ("keyring.backends.fail", "keyring.backends.null", "keyrings.alt")  # none, none, and files in clear

_Answer = TypeVar("_Answer")


def available() -> bool:
    """Whether this system has a real keyring, which answers."""
    try:
        return _within(LOOKED_FOR, lambda: _real(_backend()))
    except MachineError:
        return False


def put(name: str, key: bytes) -> None:
    """Keep this key; it was read again when this returns.

    Raises:
        MachineError: the keyring refuses, or does not answer.
    """
    _within(ANSWERED, lambda: _backend().set_password(SERVICE, name, key.hex()))
    if get(name) != key:
        raise _silent()


def get(name: str) -> bytes | None:
    """The key of this name, None when there is none.

    Raises:
        MachineError: the keyring refuses, or does not answer.
    """
    kept = _within(ANSWERED, lambda: _backend().get_password(SERVICE, name))
    try:
        return bytes.fromhex(kept) if kept else None
    except ValueError:  # somebody else's
        return None


def delete(name: str) -> bool:
    """Destroy the key of this name, if it is there; gives whether it was.

    Raises:
        MachineError: the keyring refuses, or does not answer.
    """
    if get(name) is None:
        return False
    _within(ANSWERED, lambda: _backend().delete_password(SERVICE, name))
    return True


def _backend() -> KeyringBackend:
    import keyring

    return keyring.get_keyring()


def _real(backend: KeyringBackend) -> bool:
    chained = getattr(backend, "backends", None)
    if chained is not None:
        return any(_real(one) for one in chained)
    return not type(backend).__module__.startswith(_UNREAL)


def _within(seconds: float, call: Callable[[], _Answer]) -> _Answer:
    """The answer, if it comes in time; the thread that waits for one that does not ends with the program."""
    answers: list[_Answer] = []

    def ask() -> None:
        with contextlib.suppress(Exception):  # each system's backend has refusals of its own, which no common class holds
            answers.append(call())

    asking = threading.Thread(target=ask, daemon=True)
    asking.start()
    asking.join(seconds)
    if not answers:
        raise _silent()
    return answers[0]


def _silent() -> MachineError:
    return MachineError("Le trousseau du système ne répond pas, ou refuse", "déverrouillez-le, puis recommencez")
