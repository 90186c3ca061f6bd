"""A lower priority for this process: the call itself comes first."""

from __future__ import annotations

import contextlib
import os
import sys

_NICE = 10
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
