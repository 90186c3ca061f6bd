"""What a session says of the plans that former clients approved in others: the last word on each of their lines."""

from __future__ import annotations

from collections.abc import Sequence

from codev_voice.session.events import Event, Followed, Unknown

Line = tuple[str, str]
"""A plan, and one of its lines (« » for the whole of it)."""


def followed_of(events: Sequence[Event | Unknown]) -> dict[Line, Followed]:
    """What stands, by plan and line; what was taken back is not there, nor what nobody spoke of."""
    last = {(event.plan, event.entry): event for event in events if isinstance(event, Followed)}
    return {line: event for line, event in last.items() if event.state or event.text}
