"""From sound that keeps coming to words that never change, a step a second or so.

Each step hears the window that goes from a few seconds before the first unsettled word to now. A word is settled when two steps in a
row wrote it at the same place (LocalAgreement: Liu, Spanakis and Niehues, "Low-latency sequence-to-sequence speech recognition and
translation by partial hypothesis selection", Interspeech 2020; Macháček, Dabre and Bojar, "Turning Whisper into real-time transcription
system", 2023), when it is old, or when a pause ends what is said. Three things are added to that: the last settled words of the window
are forced at the start of the next hypothesis, so that steps agree; the model, which often stops where the voice changes, is made to
go on from what the step before had written there (`lost`), to hear again from where it stopped, or what it laid the same few words over
(`spread`); and what nobody wrote of a second of speech is heard once more before a pause settles it.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Protocol

from codev_voice.hearing.inventions import invented, normalised
from codev_voice.hearing.live.hypotheses import (
    POORER,
    REMEMBERED,
    agreed,
    alike,
    letters,
    looping,
    lost,
    middle,
    numbers,
    resumed,
    spread,
    unlooped,
)
from codev_voice.hearing.live.values import Token, Update
from codev_voice.hearing.words import NO_SPEECH, UNSURE, Sentence

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    import numpy as np
    from numpy.typing import NDArray

    from codev_voice.hearing.live.decoding import Hypothesis
    from codev_voice.session.values import Word

PAUSE = 0.5
"""Seconds without speech that settle what was said."""
FRESH = 1.2
"""A word that ended so little ago is not settled by agreement: the next one may still change it."""
OLD = 4.0
"""Seconds after which a word is settled as the last step wrote it: nobody waits longer."""
WIDE, KEPT = 8.0, 1.5
"""Seconds of a window from which its start moves on, and of settled speech that it keeps as context."""
FARTHEST = 20.0
"""Seconds heard in one step at most: who is late catches up by such steps. A window so wide that nothing lets move on is noise."""
UNHEARD = 0.8
"""Seconds of speech after the last word from which the model is taken to have stopped too early."""
HOLE = 1.0
"""Seconds of speech without a word that are heard again before they are settled."""
SEEKS = 2
"""Times a step goes on from where the model stopped."""
DOUBTFUL = -0.7
"""Mean log probability under which a window is heard again without what was said before, the surer of both being kept."""
_IDLE = 0.5
"""Seconds of silence that a window keeps before speech."""
_END = re.compile(r"[.?!…]$")


class Ear(Protocol):
    """What hears a window (see `decoding.Decoder`)."""

    def hear(
        self, sound: NDArray[np.float32], start: float, *, since: float = 0.0, said: Sequence[int] = (), settled: Sequence[int] = ()
    ) -> Hypothesis:
        """The words of this sound."""


class Sound(Protocol):
    """What was recorded so far."""

    def mono(self, start: float, end: float) -> NDArray[np.float32]:
        """The mix of the tracks between two moments, 16 kHz."""

    def spoken(self, start: float, end: float) -> float:
        """Seconds of speech between two moments."""

    def first(self, start: float, end: float) -> float | None:
        """When speech begins between them."""

    def last(self, start: float, end: float) -> float | None:
        """When speech ends between them."""


class Listener:
    """Holds the window: where it starts, the words settled in it, what the last step made of the rest."""

    def __init__(
        self,
        ear: Ear,
        sound: Sound,
        *,
        prompt: str = "",
        start: float = 0.0,
        quick: Ear | None = None,
        tell: Callable[[tuple[Word, ...]], None] | None = None,
    ) -> None:
        """`tell` is given the unsettled words while a step still goes on, from the first time that it has heard any."""
        self._ear, self._sound, self._prompt, self._tell = ear, sound, prompt, tell
        self._quick = quick or ear
        self._start = start
        self._settled: list[Token] = []
        self._said: list[Token] = []
        self._last: list[Token] = []
        self._shown: list[Token] = []
        self._latest = 0.0
        self._before = start

    @property
    def since(self) -> float:
        """The second before which no sound is needed any more."""
        return self._start

    def step(self, now: float, *, over: bool = False) -> Update:
        """Listen up to `now`, seconds of the session; `over` says that nothing comes after.

        When much sound waits, only part of it is heard: `Update.heard` says up to when.
        """
        all_of_it, now = now, min(now, self._start + FARTHEST)
        over = over and now >= all_of_it
        ended = self._sound.last(self._start, now)
        if ended is None:
            self._move(max(self._start, now - _IDLE))
            return Update((), (), now)
        pause = over or now - ended >= PAUSE
        if pause and self._until() >= ended - _REACH and not self._last:
            self._move(max(self._start, ended, now - _IDLE))
            return Update((), (), now)
        found, gone_on = self._heard(now)
        heard = unlooped(found)
        self._before = now
        alike = 0 if gone_on else agreed(self._last, heard, now - FRESH)
        ready = len(heard) if pause else max(alike, sum(1 for token in heard if token.end <= now - OLD))
        fresh, self._last = heard[:ready], heard[ready:]
        self._shown = self._last
        if pause or fresh:
            fresh = self._without_holes(fresh, now if pause else fresh[-1].end)
        fresh = self._forward(fresh)
        self._settled += fresh
        if pause:
            self._move(max(self._start, ended))
        else:
            self._slide(now)
        return Update(tuple(token.word for token in fresh), tuple(token.word for token in self._last), now)

    def glance(self, now: float) -> tuple[Word, ...]:
        """The words after the settled ones as the quick ear writes them; nothing is settled."""
        now = min(now, self._start + FARTHEST)
        if self._sound.spoken(self._until(), now) < _LAG:
            return ()
        before, begun, since = resumed(self._settled, self._start)
        sound = self._sound.mono(self._start, now)
        heard = self._quick.hear(sound, self._start, since=since, said=numbers([*self._said, *before]), settled=numbers(begun))
        self._shown = [token for token in unlooped(heard.tokens) if token.end > self._until() - _REACH]
        return tuple(token.word for token in self._shown)

    def _forward(self, tokens: Sequence[Token]) -> list[Token]:
        """Words about to be settled, none beginning before the one before it: two hearings do not give a word the same time."""
        ordered: list[Token] = []
        for token in tokens:
            self._latest = max(self._latest, token.word.start)
            word = replace(token.word, start=self._latest, end=max(self._latest, token.end))
            ordered.append(replace(token, word=word))
        return ordered

    def _until(self) -> float:
        """When the last settled word ends."""
        return self._settled[-1].end if self._settled else self._start

    def _heard(self, now: float) -> tuple[list[Token], bool]:
        """The words after the settled ones, going on from what the step before had if it was lost, and from where the model stops.

        True with words of the step before: that they are there again is no agreement.
        """
        start, settled, said, floor = self._start, self._settled, self._said, self._until()
        found: list[Token] = []
        gone_on = False
        for attempt in range(SEEKS + 1):
            heard = self._listen(start, now, said, settled, floor)
            if attempt == 0 and heard is not None and (kept := lost(self._last, heard, self._before - _WHOLE)):
                more = self._listen(start, now, said, [*settled, *kept], kept[-1].end, kept)
                if more is not None:
                    heard, gone_on = more, True
                    found, settled, floor = [*kept], [*settled, *kept], max(floor, kept[-1].end)
            fresh = [token for token in heard or () if token.end > floor - _REACH]
            last = [*self._settled, *found][-1:]
            if fresh and last and alike(fresh[0], last[0]) and fresh[0].word.start < middle(last[0]):
                fresh.pop(0)  # the same word written again
            found += fresh
            until = fresh[-1].end if fresh else max(floor, start)
            self._show(found, until)
            if self._sound.spoken(until + _LAG, now) < UNHEARD:
                break
            said, settled = [*said, *settled, *fresh], []
            resumes = self._sound.first(until + _REACH, now) or until
            start = max(until, resumes - _LEAD, start + _LAG)
            floor = until
        return found, gone_on

    def _show(self, found: Sequence[Token], until: float) -> None:
        """Tell what this step has so far, and after it what was shown before: no word is seen to go and come back."""
        if self._tell and found:
            rest = [token for token in self._shown if middle(token) > until]
            again = rest and alike(rest[0], found[-1])  # the same word, a little later
            self._tell(tuple(token.word for token in [*unlooped(found), *rest[bool(again) :]]))

    def _listen(
        self, start: float, end: float, said: Sequence[Token], settled: Sequence[Token], floor: float, kept: Sequence[Token] = ()
    ) -> tuple[Token, ...] | None:
        """The words of a window; heard again when what was said before drew the model into a loop, astray, or to stop.

        None when they, after those `kept` from the step before, are an invention.
        """
        sound = self._sound.mono(start, end)
        before, begun, since = resumed(settled, start)
        told = numbers([*said, *before])
        heard = self._ear.hear(sound, start, since=since, said=told, settled=numbers(begun))
        deaf = not heard.tokens and not settled and self._sound.spoken(start, end) >= UNHEARD
        astray = deaf or heard.confidence < UNSURE or looping([*said, *settled, *heard.tokens])
        if told and (astray or heard.confidence < DOUBTFUL):
            again = self._ear.hear(sound, start, since=since, settled=numbers(begun))
            surer = again.confidence > heard.confidence + _BETTER and not self._invented(again)
            if astray or (surer and letters(again.tokens) >= POORER * letters(heard.tokens)):
                heard, self._said = again, []
        if self._thin(heard.tokens, floor) or spread(heard.tokens, self._last):
            last = max(start, floor - _REACH)
            alone = self._ear.hear(self._sound.mono(last, end), last)
            if (
                alone.tokens
                and alone.confidence > UNSURE
                and not self._thin(alone.tokens, floor)
                and letters(alone.tokens) > letters(heard.tokens)
            ):
                heard = alone
        return None if self._invented(heard, kept) else heard.tokens

    def _thin(self, tokens: Sequence[Token], since: float) -> bool:
        """Whether these words come again, and are far too few for the speech that they stand for: what was said before drew the model."""
        again = len(tokens) - len({normalised(token.word.text) for token in tokens})
        spoken = self._sound.spoken(since, tokens[-1].end) if again >= _AGAIN else 0.0
        return spoken >= _LONG and letters(tokens) < _DENSE * spoken

    def _invented(self, heard: Hypothesis, kept: Sequence[Token] = ()) -> bool:
        words = tuple(token.word for token in [*kept, *heard.tokens])
        # 1.0: loops are taken out by `unlooped`
        return bool(words) and invented(Sentence(words, heard.no_speech, heard.confidence, 1.0), self._prompt)

    def _without_holes(self, heard: Sequence[Token], until: float) -> list[Token]:
        """The words, with those that are heard where somebody spoke for a second and nothing was written."""
        whole: list[Token] = []
        last = self._until()
        for token in [*heard, None]:
            start, end = last, token.word.start if token else until
            if self._sound.spoken(start + _REACH, end) >= HOLE:
                whole += self._again(start, end, [*self._settled, *whole], token)
            if token:
                whole.append(token)
                last = max(last, token.end)
        return whole

    def _again(self, start: float, end: float, before: Sequence[Token], after: Token | None) -> list[Token]:
        """What is heard in a hole when nothing else is; the words on its edges are not said twice."""
        inside: list[Token] = []
        at = start
        for _ in range(SEEKS + 1):
            since = max(0.0, (self._sound.first(at, end) or at) - _LEAD)
            heard = self._ear.hear(self._sound.mono(since, end + _LEAD), since)
            if heard.confidence <= UNSURE or heard.no_speech >= NO_SPEECH or self._invented(heard):
                break
            first = at if inside else at - _REACH  # the last word of the pass before is not said again
            fresh = unlooped([token for token in heard.tokens if first <= middle(token) <= end + _REACH])
            if not fresh:
                break
            inside += fresh
            at = max(at, fresh[-1].end)
            if self._sound.spoken(at + _LAG, end) < UNHEARD:
                break
        while inside and after and (middle(inside[-1]) > (end - _REACH if alike(inside[-1], after) else end)):
            inside.pop()
        while inside and before and (middle(inside[0]) < (start + _REACH if alike(inside[0], before[-1]) else start)):
            inside.pop(0)
        return [replace(token, window=after.window) if after else token for token in inside]

    def _move(self, start: float, keeping: int = 0) -> None:
        """Begin the window at `start`, with its last `keeping` settled words."""
        gone = len(self._settled) - keeping
        self._said = [*self._said, *self._settled[:gone]][-REMEMBERED:]
        self._settled = self._settled[gone:]
        self._start = start
        if not keeping:
            self._last = [token for token in self._last if token.end > start]

    def _slide(self, now: float) -> None:
        """Move the window on: to where the model had to begin again, past settled words when it is wide, or past what it cannot write."""
        last = self._settled[-1].window if self._settled else self._start
        if last > self._start:
            self._move(last, sum(1 for token in self._settled if token.window == last))
        elif now - self._start > WIDE and (at := self._best_cut()):
            before, after = self._settled[at - 1], self._settled[at]
            self._move(max(before.end, after.word.start - _REACH), len(self._settled) - at)
        elif now >= self._start + FARTHEST:
            self._move(max(self._until(), self._start + WIDE))

    def _best_cut(self) -> int:
        """Which settled word the window may begin with: after a sentence, else after the longest pause; 0 when none is far enough."""
        words = self._settled
        room = [at for at in range(1, len(words)) if words[at].word.start > self._start + 3 and words[at - 1].end <= words[-1].end - KEPT]
        return max(
            room,
            key=lambda at: (_END.search(words[at - 1].word.text) is not None, round(words[at].word.start - words[at - 1].end, 1), at),
            default=0,
        )


_REACH, _LAG, _LEAD = 0.1, 0.25, 0.3
"""Seconds: how far two times of one moment may lie apart, how late speech is told to have ended, how early it is listened to."""
_AGAIN = 2
"""Words that come again, from which they may be a model's that repeats itself."""
_LONG, _DENSE = 2.5, 5.0
"""Seconds of speech, and letters a second under which words of theirs are too few (people say 10 to 15)."""
_WHOLE = 0.4
"""How long before its end (s) words of the step before must have ended to be gone on from: those at the end are often cut."""
_BETTER = 0.05
"""How much surer that second hearing must be."""
