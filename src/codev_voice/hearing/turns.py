"""Words given to voices, turns cut where the voice changes, pieces cut where a long turn breathes.

Whisper's times and the diarisation's borders are each wrong by a tenth of a second or two, so a word near a border may fall on
the wrong side. The voices of all words are therefore decided together (Viterbi): a change of voice costs less after the end
of a sentence or a silence than between two words said in one breath.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from codev_voice.session.values import Piece, Word

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    import numpy as np
    from numpy.typing import NDArray
    from pyannote.core import Annotation, Timeline

LONGEST = 12.0
"""Seconds a piece lasts at most (a single longer word stays whole)."""
SILENCE = 3.0
"""Seconds of silence after which the same voice opens a new turn."""
_BREATH = 0.25
"""Seconds between two words from which they are not said in one breath."""
_REACH = 1.0
"""Seconds beyond which a voice is simply not there: how far does not count."""
_POINTS = 5
"""Moments of a word that are looked at."""
_END = (".", "?", "!", "…")
_CHANGE, _CHANGE_IN_BREATH = 0.15, 0.6
"""Cost of a change of voice, in seconds of distance to the voice, between sentences and inside one."""


def pieces(words: Sequence[Word], voices: Sequence[str], *, micro: str | None = None) -> tuple[Piece, ...]:
    """The session's pieces: every word once, in order.

    Args:
        words: in order of time.
        voices: the voice of each word.
        micro: the voice heard on the facilitator's own track, when there are two tracks: every piece then says its channel.

    Returns:
        Pieces of one voice and at most 12 s. The first piece of each turn `opens` it.
    """
    made: list[Piece] = []
    for voice, turn in _turns(words, voices):
        channel = None if micro is None else "micro" if voice == micro else "appel"
        for number, part in enumerate(split(turn)):
            made.append(
                Piece(
                    id=f"p{len(made):06d}",
                    start=part[0].start,
                    end=max(word.end for word in part),
                    voice=voice,
                    text=" ".join(word.text for word in part),
                    words=part,
                    channel=channel,
                    opens=number == 0,
                )
            )
    return tuple(made)


def numbered(given: Sequence[str], voices: Annotation) -> dict[str, str]:
    """« Voix 1 », « Voix 2 »… for every label, in the order they say their first word, the wordless last."""
    labels = dict.fromkeys([*given, *(str(label) for label in voices.labels())])
    return {label: f"Voix {number}" for number, label in enumerate(labels, start=1)}


def assign(words: Sequence[Word], voices: Annotation) -> tuple[str, ...]:
    """The label of the voice that says each word."""
    import numpy as np

    labels = [str(label) for label in voices.labels()]
    if not words:
        return ()
    away = np.stack([_away(words, voices.label_timeline(label)) for label in voices.labels()], axis=1)
    cost = away[0]
    came = np.zeros(away.shape, dtype=np.int64)
    for at in range(1, len(words)):
        change = _CHANGE_IN_BREATH if _one_breath(words[at - 1], words[at]) else _CHANGE
        best = int(cost.argmin())
        stay = cost <= cost[best] + change
        came[at] = np.where(stay, np.arange(len(labels)), best)
        cost = np.where(stay, cost, cost[best] + change) + away[at]
    path = [int(cost.argmin())]
    for at in range(len(words) - 1, 0, -1):
        path.append(int(came[at, path[-1]]))
    return tuple(labels[index] for index in reversed(path))


def split(turn: Sequence[Word]) -> tuple[tuple[Word, ...], ...]:
    """A turn's words in parts of at most 12 s, cut at the end of a sentence when there is one, else at the longest pause."""
    parts: list[tuple[Word, ...]] = []
    rest = tuple(turn)
    while rest and rest[-1].end - rest[0].start > LONGEST:
        room = [at for at in range(1, len(rest)) if rest[at - 1].end - rest[0].start <= LONGEST]
        if not room:  # the first word alone is too long: it makes a part
            room = [1] if len(rest) > 1 else []
        if not room:
            break
        cut = max(room, key=lambda at: _rest_at(rest, at))
        parts.append(rest[:cut])
        rest = rest[cut:]
    return (*parts, rest) if rest else tuple(parts)


def _rest_at(words: Sequence[Word], at: int) -> tuple[bool, float, int]:
    """How good a place this is to cut before word `at`: a sentence's end far enough from the start, then the pause."""
    late = words[at - 1].end - words[0].start > LONGEST / 3
    return late and words[at - 1].text.endswith(_END), round(words[at].start - words[at - 1].end, 1) if late else -1.0, at


def _turns(words: Sequence[Word], given: Sequence[str]) -> Iterator[tuple[str, list[Word]]]:
    turn: list[Word] = []
    for at, word in enumerate(words):
        if turn and (given[at] != given[at - 1] or word.start - words[at - 1].end > SILENCE):
            yield given[at - 1], turn
            turn = []
        turn.append(word)
    if turn:
        yield given[-1], turn


def _one_breath(before: Word, after: Word) -> bool:
    return not before.text.endswith(_END) and after.start - before.end < _BREATH


def _away(words: Sequence[Word], timeline: Timeline) -> NDArray[np.float64]:
    """Mean distance in seconds, at most 1, of some moments of each word to the nearest moment of this timeline."""
    import numpy as np

    bounds = np.array([(segment.start, segment.end) for segment in timeline.support()])
    inside = np.linspace(0.1, 0.9, _POINTS)
    moments = np.array([word.start for word in words])[:, None] + inside * np.array([word.end - word.start for word in words])[:, None]
    after = np.searchsorted(bounds[:, 0], moments, side="right")
    since = moments - bounds[np.maximum(after - 1, 0), 1]
    until = bounds[np.minimum(after, len(bounds) - 1), 0] - moments
    gap = np.minimum(np.where(after > 0, np.maximum(since, 0.0), _REACH), np.where(after < len(bounds), until, _REACH))
    distance: NDArray[np.float64] = np.minimum(gap, _REACH).mean(axis=1)
    return distance
