"""What the page says once somebody took their consent back."""

from __future__ import annotations

from codev_voice.companion.live.moment import Phase
from codev_voice.session.names import listed
from codev_voice.session.values import Session

OVER: tuple[Phase, ...] = ("fin", "lecture")
"""Phases after the session, when what was heard of somebody can be taken out."""


def refusals(session: Session, phase: Phase) -> tuple[str, ...]:
    """A line when somebody withdrew: what has stopped during the session, what is left to do after it."""
    gone = sorted(session.withdrawn - session.forgotten)
    if not gone:
        return ()
    who = listed(gone)
    took = f"{who} {'a' if len(gone) == 1 else 'ont'} retiré {'son' if len(gone) == 1 else 'leur'} accord"
    if phase in OVER:
        return tuple(
            f"{person} a retiré son accord : « codev-voice forget DOSSIER --person "
            f"{person if person.isalnum() else repr(person)} » retire ce qui a été entendu de cette personne."
            for person in gone
        )
    return (f"{took} : plus rien n'est enregistré ni analysé, pour personne. Les étapes, le temps et vos notes continuent à la main.",)
