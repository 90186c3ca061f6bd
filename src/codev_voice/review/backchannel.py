"""Words that only show that one listens."""

from __future__ import annotations

from codev_voice.session.values import Turn
from codev_voice.session.wording import tokens

LONGEST = 5
_WORDS = frozenset(
    tokens(
        "mm mmm mhm hm hum euh ah oh eh ben oui ouais si non d'accord ok okay voilà exact exactement absolument tout à fait bien sûr "
        "c'est ça merci super parfait très noté entendu bon alors hein"
    )
)


def back_channel(turn: Turn) -> bool:
    """Whether a turn only shows that one listens; « je passe » is having spoken."""
    words = tokens(turn.text)
    return len(words) <= LONGEST and "?" not in turn.text and all(word in _WORDS for word in words)
