"""Events as JSON objects, and back; a kind that this version does not know is kept as it was written."""

from __future__ import annotations

from typing import Any

import msgspec

from codev_voice.session import events, paper_events
from codev_voice.session.events import Event, Unknown

KINDS: dict[str, type[Event]] = {
    str(kind.__struct_config__.tag): kind
    for module in (events, paper_events)
    for kind in vars(module).values()
    if isinstance(kind, type) and issubclass(kind, Event) and kind is not Event
}
_ANY = msgspec.json.Decoder(dict[str, Any])


def encode(event: Event | Unknown) -> bytes:
    """The event as one JSON object."""
    return msgspec.json.encode(event.raw if isinstance(event, Unknown) else event)


def decode(data: bytes) -> Event | Unknown:
    """The event written in `data`.

    Raises:
        ValueError: it is not a JSON object with a kind, or a known kind lacks what it needs.
    """
    table = _ANY.decode(data)
    kind = table.get("kind")
    if not isinstance(kind, str):
        message = "no kind"
        raise ValueError(message)  # noqa: TRY004 - the reader of the journal expects one kind of refusal
    if kind not in KINDS:
        return Unknown(kind, table)
    return msgspec.convert(table, KINDS[kind])
