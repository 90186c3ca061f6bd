"""Once the session is over: its whole sound is listened to again, to tell the voices apart as `hear` does."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from codev_voice.hearing.live.pieces import MICRO_VOICE, UNKNOWN
from codev_voice.hearing.turns import assign
from codev_voice.hearing.voices import FACILITATOR, diarise
from codev_voice.session.events import AFTER, Corrected
from codev_voice.sound.segments import CALL, MICRO, read_blocks
from codev_voice.sound.tracks import RATE, Tracks

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    import numpy as np
    from numpy.typing import NDArray

    from codev_voice.session.progress import Progress
    from codev_voice.session.values import Piece


def tracks_of(sound: Path) -> Tracks | None:
    """The sound of a live session as tracks, None when there is none; the call's echo is taken out of the microphone.

    Raises:
        MachineError: it cannot be read.
    """
    import numpy as np

    from codev_voice.sound.echo import EchoGuard

    blocks = read_blocks(sound)
    if not blocks:
        return None
    size = max(round(block.end * RATE) for block in blocks)
    sides: dict[str, NDArray[np.float32]] = {channel: np.zeros(size, dtype=np.float32) for channel in {block.channel for block in blocks}}
    for block in blocks:
        side = sides[block.channel]
        first = round(block.start * RATE)
        here = block.samples[max(0, -first) : size - first]
        side[max(0, first) : max(0, first) + here.size] = here.astype(np.float32) / 32768
    if set(sides) != {MICRO, CALL}:
        return Tracks(next(iter(sides.values())))
    guard, micro, call = EchoGuard(), sides[MICRO], sides[CALL]
    for at in range(0, size, RATE):
        micro[at : at + RATE] = guard.clean(micro[at : at + RATE], call[at : at + RATE])
    return Tracks((micro + call) * np.float32(0.5), micro, call)


def corrected(pieces: Sequence[Piece], tracks: Tracks, *, people: int | None, threads: int, progress: Progress) -> tuple[Corrected, ...]:
    """The pieces that are another voice's than was said live.

    Voices keep the labels they had live: each voice found now bears that of the live voice whose words it mostly says.

    Raises:
        WeightsError: a network does not lie on this machine.
    """
    found = diarise(tracks, people=people, threads=threads, progress=progress)
    if not found or not pieces:
        return ()
    words = [word for piece in pieces for word in piece.words]
    order = sorted(range(len(words)), key=lambda at: words[at].start)
    labels = dict(zip(order, assign([words[at] for at in order], found), strict=True))
    now: list[str] = []
    at = 0
    for piece in pieces:
        spoken: Counter[str] = Counter()
        for word in piece.words:
            spoken[labels[at]] += max(1, len(word.text))
            at += 1
        now.append(spoken.most_common(1)[0][0] if spoken else "")
    names = renamed([piece.voice for piece in pieces], now, [len(piece.text) for piece in pieces])
    return tuple(
        Corrected(piece=piece.id, voice=names[label], by=AFTER)
        for piece, label in zip(pieces, now, strict=True)
        if label and names[label] != piece.voice
    )


def renamed(before: Sequence[str], now: Sequence[str], weights: Sequence[int]) -> dict[str, str]:
    """For each label found now, the one it had before: the pairing that keeps most of what was said with its voice (Hungarian method)."""
    import numpy as np
    from scipy.optimize import linear_sum_assignment

    olds = sorted({voice for voice in before if voice not in {UNKNOWN, MICRO_VOICE}})
    news = sorted({label for label in now if label and label != FACILITATOR})
    shared = np.zeros((len(news), len(olds)))
    for old, new, weight in zip(before, now, weights, strict=True):
        if old in olds and new in news:
            shared[news.index(new), olds.index(old)] += weight
    rows, columns = linear_sum_assignment(-shared)
    names = {news[row]: olds[column] for row, column in zip(rows, columns, strict=True) if shared[row, column] > 0}
    taken = max((int(old.removeprefix("Voix ")) for old in olds if old.removeprefix("Voix ").isdigit()), default=0)
    for label in news:
        if label not in names:
            taken += 1
            names[label] = f"Voix {taken}"
    return {**names, FACILITATOR: MICRO_VOICE}
