"""A lower priority for this process: the call itself comes first."""

from __future__ import annotations

import contextlib
import os
import sys

_AFTER, _LAST = 10, 19
_BELOW_NORMAL, _IDLE = 0x4000, 0x40
"""BELOW_NORMAL_PRIORITY_CLASS and IDLE_PRIORITY_CLASS of Windows."""


def yield_to_the_call() -> None:
    """Let every other program of the machine go first."""
    _yield(_AFTER, _BELOW_NORMAL)


def yield_to_everything() -> None:
    """Go on only while nothing else, words heard live included, wants the processor."""
    _yield(_LAST, _IDLE)


def _yield(nice: int, windows: int) -> None:
    """Nothing that already yields more yields less; a system that refuses is no reason to stop. Not run under Windows here."""
    with contextlib.suppress(OSError, AttributeError):
        if sys.platform == "win32":
            import ctypes

            kernel = ctypes.windll.kernel32
            kernel.SetPriorityClass(kernel.GetCurrentProcess(), windows)
        else:
            os.nice(nice)
