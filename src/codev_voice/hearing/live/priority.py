"""A lower priority for this process, and for what in it can wait: the call itself comes first."""

from __future__ import annotations

import contextlib
import os
import sys
import threading

_NICE, _LAST = 10, 19
_BELOW_NORMAL = 0x4000
"""BELOW_NORMAL_PRIORITY_CLASS of Windows."""


def yield_to_the_call() -> None:
    """Let every other program of the machine go first (not run under Windows here)."""
    with contextlib.suppress(OSError, AttributeError):
        if sys.platform == "win32":
            import ctypes

            kernel = ctypes.windll.kernel32
            kernel.SetPriorityClass(kernel.GetCurrentProcess(), _BELOW_NORMAL)
        else:
            os.nice(_NICE)


def yield_to_the_words() -> None:
    """Let the rest of this process go before this thread and those it will begin; only Linux gives a thread a priority of its own so."""
    if sys.platform == "linux":
        with contextlib.suppress(OSError):
            os.setpriority(os.PRIO_PROCESS, threading.get_native_id(), _LAST)
