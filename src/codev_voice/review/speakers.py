"""Who spoke in a stage, how many times, and for about how long where there is ground for a figure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from codev_voice.review import shares
from codev_voice.review.values import Range, Speaker
from codev_voice.session.values import Role, Turn
from codev_voice.session.wording import fold


def speakers(turns: Sequence[Turn], told: Mapping[Role, Range] | None) -> tuple[Speaker, ...]:
    """Each voice of these turns in alphabetical order, what nobody was given last.

    Args:
        turns: of a stage.
        told: its shares, None where it has no figure: no time is then told, nor where shares are told in words only.
    """
    ground = told is not None and not any(share.wide for share in told.values())
    whole = shares.speech(turns)
    names = sorted({turn.person for turn in turns}, key=lambda name: (name is None, fold(name or "")))
    found = []
    for name in names:
        own = [turn for turn in turns if turn.person == name]
        seconds = shares.rounded(shares.speech(own), whole) if ground else None
        found.append(Speaker(name, tuple(turn.index for turn in own), seconds))
    return tuple(found)
