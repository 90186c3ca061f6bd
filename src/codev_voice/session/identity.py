"""What tells a session from all others, wherever its folder goes, and says nothing of it."""

from __future__ import annotations

import datetime
import hashlib
from collections.abc import Sequence

from codev_voice.session.events import Event, Opened, Unknown


def identity(events: Sequence[Event | Unknown]) -> str:
    """Of the session of this journal: a digest of when, and by which version, it was opened.

    Its first event outlives every erasure, and is the same once the session is packed and taken elsewhere, where it has another key.
    """
    opened = next((event for event in events if isinstance(event, Opened)), None)
    at = opened.at.astimezone(datetime.UTC).isoformat() if opened and opened.at else ""
    return hashlib.sha256(f"{at}\n{opened.version if opened else ''}".encode()).hexdigest()
