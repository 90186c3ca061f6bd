"""The session as it is followed while it is heard: its turns, who speaks in them, the stage after each, what people click.

Each piece costs the same after three hours as after three minutes: only the open turn is read again.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace

from codev_voice.method import stages
from codev_voice.method.stage_context import Bearings
from codev_voice.method.stages import WINDOW, StageBelief
from codev_voice.session.seance import Seance
from codev_voice.session.turning import turn_of
from codev_voice.session.values import Person, Piece, Stage, Turn

CLICK = ""
"""The piece of a change of stage that no piece made."""


@dataclass(frozen=True, slots=True)
class Change:
    """A change of the stage shown that may be undone: what `piece` made, or a click.

    `former` is the stage shown before, `index` the turn that it begins with (None: the next one to be heard, or the open one if it
    goes on). For a click, `base` and `fixed` are what that turn would be read from without it.
    """

    piece: str
    stage: Stage
    former: Stage | None
    index: int | None = None
    base: StageBelief | None = None
    fixed: bool = False


@dataclass(frozen=True, slots=True)
class _Mark:
    """What there was when a turn began."""

    closed: StageBelief
    shown: Stage | None
    changes: tuple[Change, ...]


class Tracker:
    """Follows pieces in order; `turns` are the closed ones, in the roles then known."""

    def __init__(self, seance: Seance, names: Mapping[str, str | None]) -> None:
        self.turns: list[Turn] = []
        self.changes: tuple[Change, ...] = ()
        self.shown: Stage | None = None
        """The stage last said, by what was heard or by a click."""
        self._seance = seance
        self._names = dict(names)
        self._heard: list[Turn] = []  # the closed turns with the roles their source gives: roles turn with the consultation
        self._parts: list[list[Piece]] = []  # the pieces of the closed turns
        self._marks: list[_Mark] = []  # of the closed turns and of the open one
        self._pieces: list[Piece] = []  # those of the open turn
        self._bearings = Bearings(seance)
        self._closed = stages.start(seance)  # the belief before the open turn
        self._fixed = False  # whether a click has overruled what the open turn says, to its end: its last words may come late
        self._belief: StageBelief | None = None  # with the open turn; None until it is asked for

    @property
    def people(self) -> tuple[Person, ...]:
        """The roster as it is known."""
        return self._seance.people

    @property
    def pieces(self) -> Sequence[Piece]:
        """Those of the open turn."""
        return self._pieces

    @property
    def open(self) -> Turn | None:
        """The open turn, in the role in which it seems to be spoken."""
        if not self._pieces:
            return None
        heard = self._turn(self._pieces)
        return replace(heard, role=self._bearings.context(heard).role(heard))

    @property
    def belief(self) -> StageBelief:
        """What is believed once the open turn is heard, as far as it goes."""
        if self._belief is None:
            self._belief = self._read()
        return self._belief

    @property
    def waiting(self) -> bool:
        """Whether a click waits for what it begins with."""
        return bool(self.changes) and self.changes[-1].index is None

    def begins(self, piece: Piece) -> bool:
        """Whether this piece begins another turn than the open one."""
        return bool(self._pieces) and (piece.opens or piece.voice != self._pieces[-1].voice)

    def hear(self, piece: Piece) -> None:
        """Follow one more piece."""
        if self.begins(piece):
            self._close()
        if not self._pieces:
            self._marks.append(_Mark(self._closed, self.shown, self.changes))
        if self.waiting:
            self._apply()
        self._pieces.append(piece)
        self._belief = None

    def moved(self, piece: str, stage: Stage) -> None:
        """It was said that `piece`, of the open turn, has moved the session."""
        self.changes = (*self.changes, Change(piece, stage, self.shown, len(self.turns)))
        self.shown = stage

    def click(self, stage: Stage) -> None:
        """The facilitator says that the session is in this stage: from what is heard next on."""
        self.changes = (*self.changes, Change(CLICK, stage, self.shown or self.belief.stage))
        self.shown = stage

    def undo(self) -> Change | None:
        """Take back the last change; None when there is nothing to go back to."""
        if not self.changes or self.changes[-1].former is None:
            return None
        belief = self.belief
        last = self.changes[-1]
        self.changes, self.shown = self.changes[:-1], last.former
        if last.piece != CLICK and last.index is not None:
            # What was heard and refused is left as one leaves a click: by words that hand over another stage.
            self._closed, self._fixed = stages.clicked(belief, last.former or last.stage, len(self.turns)), True
            self._stay(last.index, self._closed.stage)
        elif last.index is not None and last.base is not None:
            self._closed = last.base
            self._fixed = last.fixed if last.index == len(self.turns) else self._fixed
            self._stay(last.index, last.base.stage)
            self._again(last.index, last.base)
        self._belief = None
        return last

    def name(self, names: Mapping[str, str | None]) -> None:
        """These voices are these people, in every turn."""
        self._settle()
        self._names |= names
        for at, turn in enumerate(self._heard):
            if turn.voice in names:
                self._heard[at] = replace(turn, person=names[turn.voice])
                self.turns[at] = replace(self.turns[at], person=names[turn.voice])
        self._find()

    def roster(self, people: Sequence[Person]) -> None:
        """The people, with their roles."""
        self._settle()
        self._seance = replace(self._seance, people=tuple(people))
        self._find()

    def rewind(self, pieces: Collection[str]) -> int:
        """Go back to before the first turn that these pieces may split or join: all that came since is to be given again.

        Returns that turn's position, which is the number of turns that stay.
        """
        every = [*self._parts, self._pieces]
        first = next((at for at, part in enumerate(every) if any(piece.id in pieces for piece in part)), len(every)) - 1
        first = min(max(0, first), len(self.turns))
        if first < len(self._marks):
            mark = self._marks[first]
            del self.turns[first:], self._heard[first:], self._parts[first:], self._marks[first:]
            self._pieces, self._closed, self._fixed, self._belief = [], mark.closed, False, None
            self.shown, self.changes = mark.shown, mark.changes
            self._find()
        return first

    def _turn(self, pieces: Sequence[Piece]) -> Turn:
        turn = turn_of(pieces, len(self.turns))
        return replace(turn, person=self._names.get(turn.voice))

    def _read(self) -> StageBelief:
        if self._fixed or not self._pieces:
            return self._closed
        heard = self._turn(self._pieces)
        context = self._bearings.context(heard)
        known = replace(context, previous=tuple(self.turns[1 - WINDOW :]))
        return stages.hear(self._closed, replace(heard, role=context.role(heard)), known)

    def _close(self) -> None:
        self._settle()
        closed = replace(self._turn(self._pieces), stage=self.belief.stage)
        self._bearings.add(closed)
        self._heard.append(closed)
        self.turns.append(replace(closed, role=self._bearings.context().role(closed)))
        self._parts.append(self._pieces)
        self._closed, self._pieces, self._fixed = self.belief, [], False

    def _apply(self) -> None:
        """The clicks that wait take effect with what is heard now: a new turn, or what is left of the open one."""
        belief = self.belief if self._pieces else self._closed
        here = len(self.turns)
        self.changes = tuple(
            change if change.index is not None else replace(change, index=here, base=self._closed, fixed=self._fixed)
            for change in self.changes
        )
        self._closed, self._fixed = stages.clicked(belief, self.changes[-1].stage, here), bool(self._pieces)

    def _again(self, index: int, base: StageBelief) -> None:
        """An earlier click that began with the same turn stands again."""
        former = self.changes[-1] if self.changes else None
        if former is not None and former.piece == CLICK and former.index == index:
            self._closed = stages.clicked(base, former.stage, index)

    def _stay(self, index: int, stage: Stage) -> None:
        """The turns from `index` on were in this stage."""
        for at in range(index, len(self.turns)):
            self._heard[at] = replace(self._heard[at], stage=stage)
            self.turns[at] = replace(self.turns[at], stage=stage)
        if index < len(self.turns):
            self._find()

    def _settle(self) -> None:
        """Read the open turn with what is known now: what is learned next changes nothing of it."""
        if self._belief is None:
            self._belief = self._read()

    def _find(self) -> None:
        """Find again who is who, and in which role the turns of this consultation were spoken."""
        self._bearings = Bearings(self._seance, self._heard)
        context = self._bearings.context()
        for at in range(self._bearings.first, len(self.turns)):
            self.turns[at] = replace(self.turns[at], role=context.role(self._heard[at]))
