"""Are both sides heard? Judged by the sound that arrives, never by a device that opened well.

The microphone gives a breath of noise even when its owner listens, where a dead one gives nothing at all; the call gives nothing when
nobody speaks in it. So a silent call is only worth a word while the facilitator speaks, and a silent microphone only where it is
digital silence while the others speak.
"""

from __future__ import annotations

import math
import sys
from dataclasses import dataclass

from codev_voice.companion.live.moment import Loudness
from codev_voice.session.lengths import short
from codev_voice.sound import messages
from codev_voice.sound.segments import CALL, MICRO

AUDIBLE, DEAD = -50.0, -80.0
"""dBFS from which a level is of somebody who speaks, and under which not even a room is heard."""
HELD = 12.0
"""Seconds looked back on: a side that stays mute is said within 15 s."""
SPOKEN = 2.0
"""Seconds of sound of the other side, among those, without which nothing is said of a mute one."""
LONG = 60.0
"""Seconds after which a call that was heard before, and is no longer, is worth a warning: somebody may read aloud for long."""
STALE = 3.0
"""Seconds after which a level says nothing any more."""
CLIPS, CLIPPED = 3, 0.01
"""Levels of the time looked back on that make a saturated microphone, and the share of samples at full scale that makes such a level."""
LOW = 1_000_000_000
"""Bytes of free disk under which it is said."""

_NAMES = {MICRO: "Micro", CALL: "Appel"}
_SETTINGS = {
    "linux": "dans les réglages du son, onglet Entrée",
    "darwin": "dans Réglages Système, Son, Entrée ; et Confidentialité, Microphone, pour l'autorisation",
    "win32": "dans Paramètres, Système, Son, Entrée",
}
_CALLS = {
    "linux": "vérifiez que l'appel sort sur la sortie choisie ici (pavucontrol, onglet Lecture)",
    "darwin": "vérifiez que la sortie est le périphérique à sorties multiples qui contient BlackHole",
    "win32": "vérifiez que l'appel sort sur le périphérique de sortie choisi ici (Paramètres, Système, Son)",
}


@dataclass(frozen=True, slots=True)
class _Heard:
    t: float
    db: float
    clipped: bool


@dataclass
class _Side:
    """What has arrived of one side: the levels looked back on, and since when it is lost, if it is.

    The levels are put in their place whole: the page reads them from a thread while the recorder's brings others.
    """

    levels: tuple[_Heard, ...] = ()
    since: float | None = None  # the first level of all
    last: float | None = None  # when somebody was last heard
    lost: str | None = None

    def audible(self, t: float) -> float:
        """Seconds of speech among those looked back on."""
        return sum(0.2 for level in self.levels if level.db >= AUDIBLE and level.t > t - HELD)

    def best(self, t: float) -> float:
        """The loudest level of the time looked back on."""
        return max((level.db for level in self.levels if level.t > t - HELD), default=-math.inf)

    def stale(self, t: float) -> bool:
        """Whether nothing arrives."""
        return not self.levels or t - self.levels[-1].t > STALE

    def quiet(self, t: float) -> float:
        """Seconds since somebody was heard."""
        start = self.last if self.last is not None else self.since
        return t - start if start is not None else 0.0


class Sides:
    """Both sides of a call as their levels come; times are the recorder's, in seconds."""

    def __init__(self, system: str = sys.platform) -> None:
        """Nothing heard yet; `system` chooses what to try."""
        self._system = system if system in _SETTINGS else "linux"
        self._sides = {MICRO: _Side(), CALL: _Side()}
        self._free: int | None = None
        self._t = 0.0

    def take(self, message: messages.Message) -> None:
        """What the recorder says of its devices and of the disk."""
        match message:
            case messages.Level():
                self.level(message.channel, message.t, message.db, message.clipped)
            case messages.Lost():
                self.lost(message.channel, message.why)
            case messages.Back():
                self.back(message.channel)
            case messages.Space():
                self.space(message.free)
            case _:
                pass

    def level(self, channel: str, t: float, db: float, clipped: float = 0.0) -> None:
        """How loud a side was over 200 ms; `clipped` is the share of samples at full scale."""
        side = self._sides.get(channel)
        if side is None:
            return
        if t < self._t - STALE:
            self._sides = {name: _Side(lost=old.lost) for name, old in self._sides.items()}  # the recorder's clock has begun anew
            side, self._t = self._sides[channel], t
        self._t = max(self._t, t)
        side.since = t if side.since is None else side.since
        side.last = t if db >= AUDIBLE else side.last
        kept = (level for level in side.levels if level.t > t - HELD)
        side.levels = (*kept, _Heard(t, db, clipped >= CLIPPED))

    def spoke(self, channel: str, t: float) -> None:
        """Words of this side were heard, however low."""
        if channel in self._sides:
            side = self._sides[channel]
            side.last = t if side.last is None else max(side.last, t)

    def lost(self, channel: str, why: str) -> None:
        """A device is gone; `why` in plain words."""
        if channel in self._sides:
            self._sides[channel].lost = why

    def back(self, channel: str) -> None:
        """A device is there again."""
        if channel in self._sides:
            self._sides[channel] = _Side()

    def paused(self) -> None:
        """Nothing is heard on purpose: what comes later is judged by itself."""
        self._sides = {name: _Side() for name in self._sides}

    def space(self, free: int) -> None:
        """So many bytes are free on the disk."""
        self._free = free

    @property
    def levels(self) -> dict[str, Loudness]:
        """The last level of each side that gives any, and whether it saturates."""
        return {
            channel: Loudness(side.levels[-1].db, self._saturates(side))
            for channel, side in self._sides.items()
            if side.levels and not side.stale(self._t)
        }

    @property
    def line(self) -> str:
        """What is heard of both sides, in words."""
        return f"Micro : {self._micro()} Appel : {self._call()}"

    @property
    def warnings(self) -> tuple[str, ...]:
        """What the facilitator must know at once, with what to try."""
        micro, call, t = self._sides[MICRO], self._sides[CALL], self._t
        found = [f"{_NAMES[name]} : {side.lost}. Je le cherche ; rebranchez-le, ou choisissez-en un autre." for name, side in self._lost()]
        if not micro.lost and self._dead(micro, call):
            found.append(f"Votre micro ne donne aucun son : est-il coupé par un bouton ? Sinon, choisissez-le {_SETTINGS[self._system]}.")
        if not call.lost and self._mute(call, micro) and (call.last is None or call.quiet(t) >= LONG):
            found.append(f"Je n'entends pas l'appel : si quelqu'un parle, {_CALLS[self._system]}.")
        if self._saturates(micro):
            found.append("Votre micro sature : éloignez-le un peu, ou baissez son niveau d'entrée.")
        if self._free is not None and self._free < LOW:
            found.append(f"Il reste {_gigabytes(self._free)} sur le disque : libérez de la place pendant que la séance continue.")
        return tuple(found)

    def _micro(self) -> str:
        side, other, t = self._sides[MICRO], self._sides[CALL], self._t
        if side.lost:
            return "perdu, je le cherche."
        if side.stale(t):
            return "rien n'arrive."
        if side.audible(t) >= SPOKEN / 4:
            return "je vous entends."
        if self._dead(side, other):
            return f"muet depuis {short(side.quiet(t))}."
        return "ouvert, vous ne parlez pas." if side.last is not None or side.best(t) > DEAD else "dites un mot pour l'essayer."

    def _call(self) -> str:
        side, other, t = self._sides[CALL], self._sides[MICRO], self._t
        if side.lost:
            return "perdu, je le cherche."
        if side.stale(t):
            return "rien n'arrive."
        if side.audible(t) >= SPOKEN / 4:
            return "j'entends les autres."
        if self._mute(side, other):
            return f"muet depuis {short(side.quiet(t))}."
        return "personne ne parle." if side.last is not None else "je n'ai encore entendu personne."

    def _mute(self, side: _Side, other: _Side) -> bool:
        """Whether a side has stayed mute while the other spoke."""
        t = self._t
        return side.quiet(t) >= HELD - SPOKEN and side.audible(t) < SPOKEN / 4 and other.audible(t) >= SPOKEN

    def _dead(self, side: _Side, other: _Side) -> bool:
        """Whether a microphone gives nothing, not even its room, while the others speak."""
        return self._mute(side, other) and side.best(self._t) <= DEAD

    def _lost(self) -> list[tuple[str, _Side]]:
        return [(name, side) for name, side in self._sides.items() if side.lost]

    def _saturates(self, side: _Side) -> bool:
        return sum(level.clipped for level in side.levels) >= CLIPS


def _gigabytes(free: int) -> str:
    if free < LOW // 10:
        return f"{free // 1_000_000} Mo"
    return f"{free / LOW:.1f} Go".replace(".", ",")
