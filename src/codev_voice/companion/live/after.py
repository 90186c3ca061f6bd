"""Once the session is over: its whole sound is listened to again, to tell the voices apart as `hear` does."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from codev_voice.companion.recognising import asked
from codev_voice.errors import CodevError, MachineError
from codev_voice.hearing import turns
from codev_voice.hearing.batch import words_of
from codev_voice.hearing.live.pieces import MICRO_VOICE, UNKNOWN
from codev_voice.hearing.recognising import by_sound
from codev_voice.hearing.speech import probabilities
from codev_voice.hearing.turns import assign
from codev_voice.hearing.voices import FACILITATOR, diarise
from codev_voice.hearing.words import Nowhere, Whisper, prompt
from codev_voice.session.events import AFTER, Corrected
from codev_voice.sound.segments import CALL, MICRO, erase, read_blocks
from codev_voice.sound.tracks import RATE, Tracks

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    import numpy as np
    from numpy.typing import NDArray
    from pyannote.core import Annotation

    from codev_voice.companion.live.kept import Kept
    from codev_voice.session.progress import Progress
    from codev_voice.session.values import Piece, Word


FOREVER = 1e9
"""Seconds: later than the end of any session."""


INTRODUCTIONS = 180.0
"""Seconds, from the beginning, that are heard again to know who people are: it is when they say their names."""


@dataclass(frozen=True)
class Told:
    """Who speaks when, and the name in the journal of each label."""

    voices: Annotation
    names: Mapping[str, str]


def conclude(kept: Kept, sound: Path, model: Path, heard: float, until: float, *, deaf: bool, threads: int, progress: Progress) -> None:
    """The end of a session: its voices are told apart again, its beginning heard again for their names, and the whole is judged.

    What was `heard` goes up to that second; one that went on by hand lasted `until` a later one. When somebody withdrew
    (`deaf`), the sound is not listened to again, and what was not heard yet is destroyed. An error that nobody foresaw is raised
    once the session is ended with what was understood live: it would be met again.

    Raises:
        WeightsError: a network does not lie on this machine.
        MachineError: the disk refuses.
    """
    lasted = max(heard, until) if kept.by_hand else heard
    if deaf:
        erase(sound, (heard, FOREVER))
    try:
        _conclude(kept, sound, model=model, lasted=lasted, deaf=deaf, threads=threads, progress=progress)
    except CodevError:  # somebody can mend it: `resume` will go through the whole
        raise
    except MemoryError:  # idem
        raise MachineError("La mémoire de la machine est pleine", "fermez d'autres programmes, puis reprenez la séance") from None
    except Exception:
        kept.end(lasted)
        raise


def _conclude(kept: Kept, sound: Path, *, model: Path, lasted: float, deaf: bool, threads: int, progress: Progress) -> None:
    pieces = kept.pieces()
    tracks = tracks_of(sound) if pieces and not deaf else None
    told = told_apart(pieces, tracks, people=len(kept.people) or None, threads=threads, progress=progress) if tracks else None
    found: tuple[Corrected, ...] = ()
    said: Sequence[Piece] | None = None
    recognised: dict[str, str] = {}
    if tracks and told:
        found = corrected(pieces, told)
        again = heard_again(tracks, Whisper(model, prompt(kept.seance), threads=threads), progress=progress)
        said = evidence(pieces, told, again)
        alike = by_sound(tracks, told.voices, asked(kept.seance.people), threads=threads, progress=progress)
        recognised = {told.names[label]: person for label, person in alike.items()}
    progress("Étapes et conseils", 0.0)
    kept.conclude(found, lasted, said, recognised)


def heard_again(tracks: Tracks, whisper: Whisper, *, progress: Progress) -> list[Word]:
    """The words of the session's beginning, as `hear` hears them: with the whole of it in view, names are less often misheard.

    Raises:
        WeightsError: the model is missing, incomplete or damaged.
    """
    mono = tracks.mono[: round(INTRODUCTIONS * RATE)]
    return words_of(mono, probabilities(mono), whisper, cache=Nowhere(), progress=lambda _, done: progress("Prénoms", done))


def evidence(pieces: Sequence[Piece], told: Told, again: Sequence[Word]) -> tuple[Piece, ...]:
    """Who said what, for their names to be found: what was heard again, then what was heard live, each word with its voice."""
    since = again[-1].end if again else 0.0
    words = [*again, *sorted((word for piece in pieces for word in piece.words if word.start >= since), key=lambda word: word.start)]
    return turns.pieces(words, [told.names[label] for label in assign(words, told.voices)], micro=MICRO_VOICE)


def tracks_of(sound: Path) -> Tracks | None:
    """The sound of a live session as tracks, None when there is none; the call's echo is taken out of the microphone.

    Raises:
        MachineError: it cannot be read.
    """
    import numpy as np

    from codev_voice.sound.echo import EchoGuard

    sides = sides_of(sound)
    if set(sides) != {MICRO, CALL}:
        return Tracks(next(iter(sides.values()))) if sides else None
    guard, micro, call = EchoGuard(), sides[MICRO], sides[CALL]
    for at in range(0, micro.size, RATE):
        micro[at : at + RATE] = guard.clean(micro[at : at + RATE], call[at : at + RATE])
    return Tracks((micro + call) * np.float32(0.5), micro, call)


def sides_of(sound: Path) -> dict[str, NDArray[np.float32]]:
    """The sound of each channel of a live session (none where there is no sound), as it was recorded, all of one length.

    Raises:
        MachineError: it cannot be read.
    """
    import numpy as np

    blocks = read_blocks(sound)
    size = max((round(block.end * RATE) for block in blocks), default=0)
    sides: dict[str, NDArray[np.float32]] = {channel: np.zeros(size, dtype=np.float32) for channel in {block.channel for block in blocks}}
    for block in blocks:
        side = sides[block.channel]
        first = round(block.start * RATE)
        here = block.samples[max(0, -first) : size - first]
        side[max(0, first) : max(0, first) + here.size] = here.astype(np.float32) / 32768
    return sides


def told_apart(pieces: Sequence[Piece], tracks: Tracks, *, people: int | None, threads: int, progress: Progress) -> Told | None:
    """Who speaks when in the whole session, None when nobody does.

    Voices keep the labels they had live: each voice found now bears that of the live voice whose words it mostly says.

    Raises:
        WeightsError: a network does not lie on this machine.
    """
    found = diarise(tracks, people=people, threads=threads, progress=progress)
    if not found or not pieces:
        return None
    now = _labels(pieces, found)
    names = renamed([piece.voice for piece in pieces], [*now, *map(str, found.labels())], [len(piece.text) for piece in pieces])
    return Told(found, names)


def corrected(pieces: Sequence[Piece], told: Told) -> tuple[Corrected, ...]:
    """The pieces that are another voice's than was said live."""
    return tuple(
        Corrected(piece=piece.id, voice=told.names[label], by=AFTER)
        for piece, label in zip(pieces, _labels(pieces, told.voices), strict=True)
        if label and told.names[label] != piece.voice
    )


def _labels(pieces: Sequence[Piece], found: Annotation) -> list[str]:
    """The label that says most of each piece, "" for one without words."""
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
    return now


def renamed(before: Sequence[str], now: Sequence[str], weights: Sequence[int]) -> dict[str, str]:
    """For each label found now, the one it had before: the pairing that keeps most of what was said with its voice (Hungarian method)."""
    import numpy as np
    from scipy.optimize import linear_sum_assignment

    olds = sorted({voice for voice in before if voice not in {UNKNOWN, MICRO_VOICE}})
    news = sorted({label for label in now if label and label != FACILITATOR})
    shared = np.zeros((len(news), len(olds)))
    for old, new, weight in zip(before, now, weights, strict=False):  # a label that says no piece comes after those that do
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
