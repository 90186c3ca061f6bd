"""The microphone and the call's sound that were chosen last, for the next session."""

from __future__ import annotations

import contextlib
from pathlib import Path

import msgspec

from codev_voice.errors import CodevError
from codev_voice.session.disk import make_folder, write_private


class Choices(msgspec.Struct, frozen=True):
    """Ids of sources; None is the system's own choice."""

    micro: str | None = None
    call: str | None = None


def chosen(micro: str | None, call: str | None) -> tuple[str | None, str | None]:
    """What to hear: what is asked now, which is remembered, else what was asked last; « auto » goes back to the system's choice."""
    before = _read()
    now = Choices(_kept(micro, before.micro), _kept(call, before.call))
    if now != before:
        with contextlib.suppress(CodevError):  # it will be asked again: no reason not to hold the session
            make_folder(_place().parent)
            write_private(_place(), msgspec.json.encode(now))
    return now.micro, now.call


def _kept(asked: str | None, before: str | None) -> str | None:
    return before if asked is None else None if asked == "auto" else asked


def _read() -> Choices:
    try:
        return msgspec.json.decode(_place().read_bytes(), type=Choices)
    except (OSError, ValueError, RecursionError, msgspec.MsgspecError):
        return Choices()


def _place() -> Path:
    from platformdirs import user_config_path

    return user_config_path("codev_voice", appauthor=False) / "appareils.json"
