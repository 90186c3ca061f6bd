"""How long something lasted, as it is shown everywhere: rounded to the nearest minute, a half up; in seconds below one."""

from __future__ import annotations

import math


def whole_minutes(seconds: float) -> int:
    """The nearest minute.

    >>> whole_minutes(89), whole_minutes(90)
    (1, 2)
    """
    return math.floor(seconds / 60 + 0.5)


def short(seconds: float) -> str:
    """« 12 min », or « 40 s » below a minute, in one piece."""
    whole = math.floor(seconds + 0.5)
    return f"{whole}\u00a0s" if whole < 60 else f"{whole_minutes(whole)}\u00a0min"  # noqa: PLR2004 - a minute
