"""What the client has said of each action so far, and of which one she speaks now (`links`)."""

from __future__ import annotations

from collections.abc import Sequence

from codev_voice.documents import links
from codev_voice.documents.links import Around, LinkModel, Mention
from codev_voice.documents.plan_acts import Done
from codev_voice.documents.plan_draft import Draft

_LEAD = 60
"""Characters of the turn that are looked at before a clause."""


class Threads:
    """Follows the passage; each clause that turns out to be of an action is noted on it.

    Args:
        first: number of the passage's first turn.
        length: turns of the passage.
        model: another model than the packaged one.
    """

    def __init__(self, first: int, length: int, model: LinkModel | None = None) -> None:
        self._first, self._length = first, max(length, 1)
        self._model = model or links.packaged()
        self._around = Around()
        self._text = ""
        self._turn = -1
        self._count = 0
        self._opened = False

    def enter(self, turn: int, text: str, others: Sequence[str]) -> None:
        """She takes the floor, after what others said since her last turn."""
        self._around = Around(tuple(others), self._turn - self._first, (turn - self._first) / self._length)
        self._text, self._turn, self._opened = text, turn, False

    def mention(self, done: Done, tag: str, text: str = "") -> Mention:
        """A clause of hers, as one that does this; `text` says more than the clause alone."""
        clause = done.clause
        return Mention(text or clause.text, tag, self._turn - self._first, self._text[: clause.start][-_LEAD:], opens=not self._opened)

    def again(self, mention: Mention, actions: Sequence[Draft]) -> tuple[Draft | None, float]:
        """The action that a mention most likely says again, and the probability that it does."""
        chances = self._model.chances(mention, [action.mentions or [(0, self._unheard(action))] for action in actions], self._around)
        best = max(range(len(actions)), key=lambda at: chances[at], default=None)
        return (None, 0.0) if best is None else (actions[best], chances[best])

    def nearest(self, mention: Mention, actions: Sequence[Draft]) -> Draft | None:
        """The action that a mention is of, if it is of any."""
        return self.again(mention, actions)[0]

    def note(self, mention: Mention, action: Draft) -> None:
        """This mention was of this action."""
        self._count += 1
        self._opened = True
        action.mentions.append((self._count, mention))

    def _unheard(self, action: Draft) -> Mention:
        """An action that no clause of hers words (she took another's idea), as what it says."""
        return Mention(action.words, "G", max(action.sources) - self._first)
