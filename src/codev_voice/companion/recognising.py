"""Who asked to be recognised next time, as a session needs to know it: by her name in the roster, and by what she sounds like."""

from __future__ import annotations

import contextlib
from collections.abc import Sequence
from typing import TYPE_CHECKING

from codev_voice.errors import CodevError
from codev_voice.hearing.embedding import unit
from codev_voice.hearing.recognising import NETWORK, unpacked
from codev_voice.session import voiceprints
from codev_voice.session.names import compared, of
from codev_voice.session.values import Person
from codev_voice.session.voiceprints import Voiceprint
from codev_voice.weights.bundled import bundled
from codev_voice.weights.digests import sha256

if TYPE_CHECKING:
    from codev_voice.hearing.recognising import Vector


def asked(people: Sequence[Person]) -> dict[str, Vector]:
    """The people of this roster who asked to be recognised, and what each sounds like: an embedding of length one, (192,).

    What cannot be read is left out, and so is what another network heard: a session goes on without it, and `codev-voice voices` says it.
    """
    roster = {compared(person.name): person.name for person in people}
    with contextlib.suppress(CodevError):
        places = voiceprints.kept() if roster else ()
        theirs = [place.voice for place in places if place.voice and compared(place.voice.person) in roster]
        network = hearing_now() if theirs else ""
        return {roster[compared(voice.person)]: mean_of(voice) for voice in theirs if voice.network == network}
    return {}


def hearing_now() -> str:
    """The digest of the network that hears voices now.

    Raises:
        WeightsError: it does not lie on this machine.
    """
    return sha256(bundled(NETWORK))


def mean_of(voice: Voiceprint) -> Vector:
    """What a voice that is kept sounds like: the mean of what each session taught, of length one; (192,)."""
    import numpy as np

    return unit(np.mean([unpacked(one.vector) for one in voice.learnt], axis=0))


def reminder(person: str) -> str:
    """That this person's voice is kept, and how to erase it; "" when it is not, or nobody can tell now."""
    with contextlib.suppress(CodevError):
        if voiceprints.of(person):
            return (
                f"La voix {of(person)} reste gardée sur cette machine, à sa demande, pour la prochaine fois : "
                f'« codev-voice voices forget "{person}" » l\'efface.'
            )
    return ""
