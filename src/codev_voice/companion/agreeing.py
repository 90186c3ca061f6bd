"""Whether everybody agreed to a recording or a transcript that is brought: asked once of the facilitator, her answer kept."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

from codev_voice.session.events import FACILITATOR, Consent, Event, Unknown
from codev_voice.session.folder import Folder
from codev_voice.session.journal import read_events

QUESTION = "Tout le groupe a-t-il accepté, un par un, que cette séance soit lue ou écoutée par ce programme ?"
VERSION = f"import-{hashlib.sha256(QUESTION.encode()).hexdigest()[:8]}"
"""What was asked: the proof of an answer names it."""


def answered(events: Sequence[Event | Unknown]) -> bool:
    """Whether the question has its answer, or whether each was asked at the door."""
    return any(isinstance(event, Consent) for event in events)


def asked_already(folder: Folder) -> bool:
    """The same, of a session's folder that may not be there yet.

    Raises:
        SessionError: it is damaged, or its key is not there.
        MachineError: it cannot be read.
    """
    return folder.journal.is_file() and answered(read_events(folder.journal))


def agreement(events: Sequence[Event | Unknown], *, agreed: bool | None) -> tuple[Consent, ...]:
    """What the journal gains: the answer, the first time that there is one."""
    return (Consent(given=True, by=FACILITATOR, text=VERSION),) if agreed and not answered(events) else ()
