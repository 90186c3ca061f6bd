"""What the client has said of each action so far, and of which one she speaks now (`links`)."""

from __future__ import annotations

import re
from collections.abc import Sequence

from codev_voice.documents import links
from codev_voice.documents.links import LEAD, Around, LinkModel, Mention
from codev_voice.documents.phrases import about_something_said
from codev_voice.documents.plan_acts import COMMITS, Done
from codev_voice.documents.plan_believed import Meant
from codev_voice.documents.plan_draft import Draft, goes_on, shares
from codev_voice.documents.statements import Act, Statement
from codev_voice.documents.values import ActionStatus
from codev_voice.documents.wording import content_words

_LIKELY, AGAIN, _LIKELIER, SURELY, _NEVER = 0.4, 0.5, 0.7, 0.92, 1.1
"""Probability from which she says an action again: on its day, as it is, with none of its words, when the grammar takes it for another."""
_SOME = 0.2
"""Probability under which a day or a detail is of no action."""
_ADDS = re.compile(r"\b(?:r?ajoute[zs]?|une chose que j|oubli\w+)\b", re.IGNORECASE)
_DOES = frozenset({"faire", "refaire"})
_OF_IT = re.compile(r"\b(?:le |la |les |l')\w+(?:er|ir|re)\b", re.IGNORECASE)
_TO_SOMEBODY = re.compile(r"(?:lui|leur) ", re.IGNORECASE)


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
        self._around = Around(tuple(others), self._turn, (turn - self._first) / self._length)
        self._text, self._turn, self._opened = text, turn - self._first, False

    def mention(self, done: Done, tag: str, text: str = "") -> Mention:
        """A clause of hers, as one that does this; `text` says more than the clause alone."""
        clause = done.clause
        lead = self._text[: clause.start][-LEAD:]
        return Mention(text or clause.text, tag, self._turn, lead, opens=not self._opened, after=self._around.last)

    def again(self, mention: Mention, actions: Sequence[Draft]) -> tuple[Draft | None, float]:
        """The action that a mention most likely says again, and the probability that it does."""
        chances = self._model.chances(mention, [action.mentions or [(0, self._unheard(action))] for action in actions], self._around)
        best = max(range(len(actions)), key=lambda at: chances[at], default=None)
        return (None, 0.0) if best is None else (actions[best], chances[best])

    def says_again(self, each: Meant, actions: Sequence[Draft]) -> bool:
        """Whether words that name something with its day are of an action that she has said."""
        return self.again(self.mention(each.done, COMMITS, each.named), actions)[1] >= AGAIN

    def nearest(self, mention: Mention, actions: Sequence[Draft]) -> Draft | None:
        """The action that a mention is of, if it is of any."""
        action, chance = self.again(mention, actions)
        return action if chance >= _SOME else None

    def note(self, mention: Mention, action: Draft) -> None:
        """This mention was of this action."""
        self._count += 1
        self._opened = True
        action.mentions.append((self._count, mention))

    def _unheard(self, action: Draft) -> Mention:
        """An action that no clause of hers words (she took another's idea), as what it says."""
        return Mention(action.words, COMMITS, max(action.sources) - self._first)


def enough(each: Meant, known: Draft, *, fresh: Draft | None, within: Draft | None) -> float:
    """The probability from which a clause says an action again: higher when the grammar takes it for another act.

    `fresh` is the action she said last in this turn, `within` the one she said last in this sentence.
    """
    said = each.statement
    if said is None or not said.text:
        names = content_words(each.text) - content_words(known.words)
        return _LIKELIER if names and known is not fresh else AGAIN
    softer = said.act is Act.WISHES and known.status is ActionStatus.COMMITMENT  # « je vais voir Marc. Je pourrais le prévenir »
    if known is not fresh or softer:
        return SURELY if known is fresh or _ADDS.search(each.sentence.text) else _enough_later(said, known, softer=softer)
    if known is within and said.due_said and known.due_said not in {None, said.due_said} and not about_something_said(said.text):
        return _NEVER  # « j'appelle Marc lundi, et j'écris à Paul mardi »
    if _TO_SOMEBODY.match(said.text) and not goes_on(known, said):
        return _NEVER if said.due_said and not known.due_said else AGAIN  # « je vais voir Marc. Je lui écris lundi »
    unnamed = SURELY if said.due_said else _LIKELIER
    return AGAIN if about_something_said(said.text) or shares(said, known) else unnamed


def _enough_later(said: Statement, known: Draft, *, softer: bool) -> float:
    """The same for an action of another turn."""
    if said.due_said and said.due_said == known.due_said and _OF_IT.search(said.text):
        return _LIKELY  # « j'irai donc le trouver jeudi, avec mes beignes »
    return AGAIN if softer or shares(said, known) or content_words(said.text) <= _DOES else _LIKELIER
