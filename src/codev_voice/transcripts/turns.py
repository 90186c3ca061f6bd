"""From cues to turns: times that are missing, cues of one person joined, interrupted sentences put back together."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from codev_voice.session.values import Piece
from codev_voice.transcripts.cues import UNKNOWN, Cue
from codev_voice.transcripts.french import BACK_CHANNELS, HANGING

WORDS_A_MINUTE = 160.0
"""The pace given to words whose times are unknown."""
JOINED = 2.0
"""Seconds of silence up to which two cues of one person are one turn (what Teams' users expect)."""
RESUMED = 8.0
"""Seconds up to which a sentence broken by somebody's « mm » is taken up again."""
MOST_BACK = 4
"""Words up to which a remark can be a back-channel."""
_TAIL = 300
"""Characters of a turn's end that tell whether its sentence is closed."""


@dataclass(frozen=True, slots=True)
class Timed:
    """A cue whose times are all known; `estimated` when one was computed."""

    cue: Cue
    start: float
    end: float
    estimated: bool


def pieces_of(timed: Sequence[Timed]) -> tuple[Piece, ...]:
    """One piece a timed cue, numbered from 1."""
    return tuple(
        Piece(
            id=f"p{number:06d}",
            start=round(one.start, 3),
            end=round(one.end, 3),
            voice=one.cue.speaker or UNKNOWN,
            text=one.cue.text,
            role=one.cue.role,
            opens=True,
            estimated=one.estimated,
        )
        for number, one in enumerate(timed, start=1)
    )


def timed(cues: Sequence[Cue], ending: float | None = None) -> list[Timed]:
    """Every cue with its times: those given are kept, the others laid out between them.

    Cues without a start share the time up to the next known start in proportion to their words; after the last one, and where
    nothing is known, they are laid end to end at 160 words a minute. An unknown end comes at that pace too, at the latest (down
    to twice as fast) when the next cue starts.

    Args:
        cues: in order; times that go backwards are kept as given.
        ending: seconds at which the transcript says that it ends.
    """
    starts = _starts([_placed(cue) for cue in cues], ending)
    known = [*starts[1:], ending] if starts else []
    laid = []
    for cue, start, following in zip(cues, starts, known, strict=True):
        if cue.end is not None and cue.end >= start:
            end = cue.end
        else:
            natural = _natural(cue)
            room = natural if following is None else following - start
            end = start + min(natural, max(room, natural / 2))
        laid.append(Timed(cue, start, end, cue.start is None or end != cue.end))
    return laid


def _placed(cue: Cue) -> Cue:
    """A cue that has only its end starts at the usual pace before it."""
    return cue if cue.start is not None or cue.end is None else replace(cue, start=max(0.0, cue.end - _natural(cue)))


def _starts(cues: Sequence[Cue], ending: float | None) -> list[float]:
    starts: list[float] = []
    cursor, at = 0.0, 0
    while at < len(cues):
        cue = cues[at]
        if cue.start is not None and cue.end is not None:
            starts.append(cue.start)
            cursor, at = max(cue.start, cue.end), at + 1
            continue
        following = next((place for place in range(at + 1, len(cues)) if cues[place].start is not None), len(cues))
        limit = cues[following].start if following < len(cues) else ending
        lengths = [_natural(one) for one in cues[at:following]]
        # A computed start is never after the next known one, nor before the last one.
        begin = cue.start if cue.start is not None else max([cursor if limit is None else min(cursor, limit), *starts[-1:]])
        scale = 1.0 if limit is None else max(0.0, limit - begin) / sum(lengths)
        for length in lengths:
            starts.append(begin)
            begin += length * scale
        cursor, at = begin, following
    return starts


def _natural(cue: Cue) -> float:
    return max(1, len(cue.text.split())) / WORDS_A_MINUTE * 60


def joined(cues: Sequence[Timed], *, false_stops: bool = False) -> list[Timed]:
    """Cues of the same person at most two seconds apart made one; `false_stops` says that cues end on full stops nobody meant."""
    turns: list[Timed] = []
    for cue in cues:
        last = turns[-1] if turns else None
        if last and last.cue.speaker == cue.cue.speaker and _follows(last, cue):
            turns[-1] = _grown(last, cue, false_stops=false_stops)
        else:
            turns.append(cue)
    return turns


def _follows(last: Timed, cue: Timed) -> bool:
    """Whether no pause is known to part them: a computed time measures none."""
    return cue.cue.start is None or cue.start - last.end <= JOINED or (last.estimated and _is_open(last.cue.text, false_stops=False))


def rebuilt(turns: Sequence[Timed], *, false_stops: bool = False) -> list[Timed]:
    """Sentences interrupted by somebody's « mm » put back together, the « mm » after them.

    The sentence must be open (no final mark, or a false full stop), everything between must be back-channels, and the
    continuation must start in lower case, at most eight seconds later where times are known.
    """
    done: list[Timed] = []
    for turn in turns:
        at = _interrupted(done, turn, false_stops=false_stops)
        if at is None:
            done.append(turn)
        else:
            done[at] = _grown(done[at], turn, false_stops=false_stops)
    return done


def _interrupted(done: Sequence[Timed], turn: Timed, *, false_stops: bool) -> int | None:
    """The place of the turn that this one continues."""
    at = len(done) - 1
    while at >= 0 and done[at].cue.speaker != turn.cue.speaker and _is_back_channel(done[at].cue.text):
        at -= 1
    if at < 0 or at == len(done) - 1 or done[at].cue.speaker != turn.cue.speaker or turn.cue.speaker is None:
        return None
    former = done[at]
    pause = turn.start - max(one.end for one in done[at:])
    if (turn.cue.start is not None and not former.estimated and pause > RESUMED) or not turn.cue.text[:1].islower():
        return None
    return at if _is_open(former.cue.text, false_stops=false_stops) else None


def _is_open(text: str, *, false_stops: bool) -> bool:
    if text.endswith(("…", "...")):
        return True
    return not text.endswith((".", "?", "!", "»", ":")) or (false_stops and _hangs(text))


def _grown(former: Timed, cue: Timed, *, false_stops: bool) -> Timed:
    text = former.cue.text
    if false_stops and (_hangs(text) or _runs_on(text, cue.cue.text)):
        text = text.removesuffix(".")
    # Where the continuation begins is computed, not heard: only its length is added, or the silence would count as speech.
    end = former.end + cue.end - cue.start if cue.cue.start is None else max(former.end, cue.end)
    space = "" if text.endswith(("'", "’")) else " "
    return Timed(replace(former.cue, text=f"{text}{space}{cue.cue.text}".strip()), former.start, end, former.estimated or cue.estimated)


def _hangs(text: str) -> bool:
    """Whether the last word before a single full stop is one that no French sentence ends with."""
    found = re.search(r"(?:^|[\s'’])([^\W\d_]+['’]?)\.$", text[-_TAIL:])
    return found is not None and found[1].lower().replace("’", "'") in HANGING


def _runs_on(text: str, following: str) -> bool:
    """Whether a sentence begun with a capital goes on in lower case after a single full stop."""
    sentence = re.split(r"[.?!…]\s+", text[-_TAIL:])[-1]
    return text.endswith(".") and not text.endswith("..") and sentence[:1].isupper() and following[:1].islower()


def _is_back_channel(text: str) -> bool:
    if len(text) > _TAIL:
        return False
    words = re.findall(r"[^\W\d_]+(?:['’][^\W\d_]+)?", text.lower().replace("’", "'"))
    return 0 < len(words) <= MOST_BACK and all(word in BACK_CHANNELS for word in words)
