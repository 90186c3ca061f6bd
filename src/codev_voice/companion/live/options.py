"""How a live session was opened: kept beside it, so that `resume` needs nothing but its folder."""

from __future__ import annotations

import msgspec

from codev_voice.errors import SessionError
from codev_voice.session.disk import guarded, write_private
from codev_voice.session.folder import Folder

NAME = "direct.json"


class LiveOptions(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """How it is heard and where its page is.

    `micro` and `call` are ids of sources, None for the system's own choice; `file` is a recording to play instead, `speed` times as fast
    as it was said. `model` settles the words, `quick` gives the provisional ones. `port` and `token` are the page's address.
    `began` is the Unix time of the session's second 0, None while the door is closed; `played` is the second at which the recording
    began to play; `over` says that the call has ended, and only hearing is left, `until` at which second; `by_hand` is the Unix time since
    which stages are followed by clicks, without any listening.
    """

    micro: str | None = None
    call: str | None = None
    file: str | None = None
    speed: float = 1.0
    model: str = "base"
    quick: str = "base"
    threads: int = 2
    port: int = 0
    token: str = ""
    began: float | None = None
    played: float | None = None
    over: bool = False
    until: float | None = None
    by_hand: float | None = None

    def moment(self, now: float) -> float:
        """Seconds since the session's start at this Unix time, up to its end; 0 before it."""
        if self.until is not None:
            return self.until
        began = self.began or self.by_hand
        return 0.0 if began is None else max(0.0, (now - began) * self.speed)


def save(folder: Folder, options: LiveOptions) -> None:
    """Keep them, for this user only.

    Raises:
        MachineError: the disk refuses.
    """
    write_private(folder.path / NAME, msgspec.json.encode(options))


def load(folder: Folder) -> LiveOptions:
    """What was kept.

    Raises:
        SessionError: this session was not opened live, or the file is damaged.
    """
    path = folder.path / NAME
    with guarded(path):
        data = path.read_bytes() if path.is_file() else None
    if data is None:
        raise SessionError(f"La séance {folder.name} n'a pas été ouverte en direct", "ouvrez-la avec « codev-voice live »")
    try:
        return msgspec.json.decode(data, type=LiveOptions)
    except (msgspec.MsgspecError, ValueError, RecursionError):
        raise SessionError(f"Le fichier {NAME} de {folder.name} est abîmé", "effacez-le puis rouvrez la séance avec « live »") from None
