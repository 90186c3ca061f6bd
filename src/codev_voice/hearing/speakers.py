"""Speakers as call products write them, and the people of the roster they are.

« MARTIN Sophie (Externe) », « Sophie Martin », « sophie » are one person where only one person can be meant; a room, a guest or
« Intervenant 2 » is nobody in particular.
"""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

from codev_voice.hearing.calling import plain
from codev_voice.session.names import compared

if TYPE_CHECKING:
    from collections.abc import Sequence

    from codev_voice.session.values import Person

_NOBODY = re.compile(
    r"(?:(?:voix|v|speaker|intervenant|intervenante|participant|participante|locuteur|locutrice|orateur|oratrice|personne|invite|invitee"
    r"|guest|user|utilisateur|utilisatrice)(?: (?:inconnue?|unknown|anonyme|[a-z]?\d*))?|micro|moi|me|you|vous|inconnue?|unknown|anonyme"
    r"|unknown speaker|quelqu un dans .*|someone in .*|(?:la )?salle .*|(?:meeting )?room .*|)"
)
_ASIDE = re.compile(r"[(\[{][^)\]}]*[)\]}]")


def anonymous(label: str, people: Sequence[Person] = ()) -> bool:
    """Whether a voice's label says nothing of who it is (« Voix 3 », « Intervenant 1 », « Salle Vercors », « ??? »).

    The very name of one of these people says it, whatever it looks like.
    """
    if _written(label, people):
        return False
    return _NOBODY.fullmatch(re.sub(r"(?<=[a-z])(?=\d)", " ", plain(_ASIDE.sub(" ", label)))) is not None


def person_of(label: str, labels: Sequence[str], people: Sequence[Person]) -> str | None:
    """The person a written speaker is.

    In the roster: the same name, else the one person whose every word (or whose first name) is in the label, when no other label
    could be the same person. Somebody who is not in the roster keeps the name written, without what is in brackets: they were there.

    Args:
        label: the speaker as written.
        labels: every speaker of the transcript.
        people: the roster.
    """
    shown = " ".join(_ASIDE.sub(" ", label).split())
    own = _words(label)
    exact = _written(label, people) or [person.name for person in people if _words(person.name) == own]
    if len(exact) == 1:
        return exact[0]
    close = [person.name for person in people if _fits(own, _words(person.name))]
    if len(close) == 1 and not any(_rivals(other, own, close[0]) for other in labels if other != label):
        return close[0]
    return None if close else shown


def given(names: Sequence[str]) -> dict[str, str]:
    """First names by which people are called, each with the full name; one that two people share calls nobody, nor one without letters.

    « Jean-Marc Roy » is called « Jean-Marc »; « Martin Sophie » cannot be told from a first name first: the roster is trusted.
    """
    firsts = [(next((word for word in name.split() if plain(word)), ""), name) for name in names]
    bearers = Counter(plain(first) for first, _ in firsts)
    return {first: name for first, name in firsts if first and bearers[plain(first)] == 1}


def _written(label: str, people: Sequence[Person]) -> list[str]:
    """The person whose name is this label, letter for letter: nobody is mixed up with her, be it « Zoe » beside « Zoé »."""
    return [person.name for person in people if compared(person.name) == compared(label)]


def _words(name: str) -> frozenset[str]:
    """The words of a name, whatever their order, without what is in brackets; one without letters is its own word."""
    return frozenset(plain(_ASIDE.sub(" ", name)).split() or plain(name).split() or [compared(name)])


def _fits(label: frozenset[str], person: frozenset[str]) -> bool:
    """Whether one is the other with words left out: « Sophie » and « Sophie Martin », either way."""
    return bool(label) and bool(person) and (label <= person or person <= label)


def _rivals(other: str, own: frozenset[str], person: str) -> bool:
    """Whether another label could be the same person and is not the same words: « Sophie Martin » beside « Sophie Durand »."""
    words = _words(other)
    return words != own and _fits(words, _words(person))
