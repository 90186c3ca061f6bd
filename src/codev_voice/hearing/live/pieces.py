"""Settled words, each with its voice, gathered into pieces that a judgement can read: a sentence, or what comes before a pause."""

from __future__ import annotations

from typing import TYPE_CHECKING

from codev_voice.hearing.turns import SILENCE
from codev_voice.hearing.voices import FACILITATOR
from codev_voice.session.values import Piece, Word

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

UNKNOWN = "…"
"""The voice of a piece while nobody knows whose it is."""
MICRO_VOICE = "Micro"
"""The voice of the facilitator's own track."""
LONGEST = 8.0
"""Seconds a piece lasts at most: a notice does not wait for the end of a long sentence."""
BREATH = 0.7
"""Seconds of silence that end a piece."""
_END = (".", "?", "!", "…")
_FEWEST = 3
"""Words under which a sentence's end does not end a piece (« Euh. Oui. »)."""

Said = tuple[Word, "str | None"]


class Pieces:
    """Gathers words; numbers pieces from `first` on."""

    def __init__(self, first: int = 0, after: float | None = None) -> None:
        """`after` is when the piece before the first ends, None when there is none."""
        self._next = first
        self._open: list[Said] = []
        self._after = after

    @property
    def open(self) -> tuple[Said, ...]:
        """The settled words that are in no piece yet, with the label of their voice."""
        return tuple(self._open)

    def add(self, words: Iterable[Word], labels: Iterable[str | None]) -> Iterator[Piece]:
        """The pieces that these words end."""
        for said in zip(words, labels, strict=True):
            if self._open and _parts(self._open, said):
                yield self._close()
            self._open.append(said)
            if said[0].text.endswith(_END) and len(self._open) >= _FEWEST:
                yield self._close()

    def rest(self, heard: float, *, over: bool = False) -> Iterator[Piece]:
        """The piece that silence up to the second `heard` ends; with `over`, whatever is open."""
        if self._open and (over or heard - self._open[-1][0].end >= BREATH):
            yield self._close()

    def _close(self) -> Piece:
        words = tuple(word for word, _ in self._open)
        label = _most([label for _, label in self._open])
        piece = Piece(
            id=f"p{self._next:06d}",
            start=words[0].start,
            end=max(word.end for word in words),
            voice=voice_of(label),
            text=" ".join(word.text for word in words),
            words=words,
            channel="micro" if label == FACILITATOR else "appel",
            # Another voice opens a turn by itself; said here, it would go on cutting the turn once the voice is corrected.
            opens=self._after is None or words[0].start - self._after > SILENCE,
        )
        self._next, self._open, self._after = self._next + 1, [], piece.end
        return piece


def voice_of(label: str | None) -> str:
    """The name of a voice in the journal, from its label among the live voices."""
    return UNKNOWN if label is None else MICRO_VOICE if label == FACILITATOR else f"Voix {label.removeprefix('v')}"


def label_of(voice: str) -> str | None:
    """The label of a voice named so in the journal; None for nobody's."""
    return FACILITATOR if voice == MICRO_VOICE else f"v{voice.removeprefix('Voix ')}" if voice.startswith("Voix ") else None


def _parts(before: Sequence[Said], said: Said) -> bool:
    """Whether a piece ends between these words and the next: another voice, a breath, or it would be too long."""
    word, label = said
    last, known = before[-1][0], _most([label for _, label in before])
    return (
        (label is not None and known is not None and label != known)
        or word.start - last.end >= BREATH
        or word.end - before[0][0].start > LONGEST
    )


def _most(labels: Sequence[str | None]) -> str | None:
    """The label most of these words have, None when none has any."""
    known = [label for label in labels if label is not None]
    return max(known, key=known.count) if known else None
