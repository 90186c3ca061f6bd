"""One window of sound to words, going on from words already settled: Whisper driven token by token through CTranslate2.

The encoder is given the window and silence, twelve seconds at least instead of thirty (`model.encode` accepts a shorter mel), and what it
makes of it is kept for the next hearing of the same window. The decoder is made to begin with settled words, so that what it adds goes on
from them. CTranslate2 searches through each of those as through a new one, so it is only given the last ones: what the encoder made of
the sound before them is cut off, which spares a third of a step; they are told as said before, and the words are as right, within what
two runs differ by. It writes the times of what it hears, as it learned to: without them it skips what one voice says when the next begins
(`benchmarks/results/live.md`).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from codev_voice.hearing.live.hypotheses import laid
from codev_voice.hearing.live.values import Token
from codev_voice.hearing.words import Whisper, joined, load, reduced_to_french
from codev_voice.session.values import Word
from codev_voice.sound.tracks import RATE

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    import numpy as np
    from numpy.typing import NDArray

BEAM = 3
"""Hypotheses searched side by side: five write as well (a tenth of a point of WER, once) and search a quarter longer."""
_TAIL, _LEAST = 2.0, 12.0
"""Seconds of silence after the sound, without which the model loses the last words, and of both at least: in fewer it invents and skips."""
_TOLD, _SAID = 150, 60
"""Tokens of the prompt, and of what was said before what it listens to, that the model is told."""
_NEW = 90
"""Tokens it may add in a step: more is a loop."""
_MOST, _FORCED = 448, 250
"""Tokens that the model can hold in all, and settled ones that it is made to begin with at most."""
_SLACK, _LETTER = 0.4, 0.09
"""Seconds a word lasts at most: so much, and so much more a letter. The aligner stretches a word over the speech it leaves out."""
_FULL = 3000
"""Mel frames the model can hear: thirty seconds."""
_MEL, _ENCODED = 100, 50
"""Frames a second, of the mel and of what the encoder makes of it."""


@dataclass(frozen=True, slots=True)
class Hypothesis:
    """The words added to the settled ones; `confidence` is the mean log probability of its tokens, `no_speech` as Whisper gives it."""

    tokens: tuple[Token, ...]
    confidence: float
    no_speech: float


class Decoder:
    """A Whisper model ready to hear windows of sound, in French."""

    def __init__(self, whisper: Whisper) -> None:
        """Load the model.

        Raises:
            WeightsError: its folder is missing, incomplete or damaged.
            MachineError: "cuda" without a usable card.
        """
        from faster_whisper.tokenizer import Tokenizer

        self._whisper: Any = load(whisper)
        self._tokenizer: Any = Tokenizer(self._whisper.hf_tokenizer, self._whisper.model.is_multilingual, task="transcribe", language="fr")
        self.french = reduced_to_french(self._whisper)
        self._last: tuple[NDArray[np.float32], Any, int] | None = None
        self._prompt: list[int] = self._tokenizer.encode(" " + whisper.prompt)[-_TOLD:]

    def hear(
        self, sound: NDArray[np.float32], start: float, *, since: float = 0.0, said: Sequence[int] = (), settled: Sequence[int] = ()
    ) -> Hypothesis:
        """What is said in a window of sound.

        Args:
            sound: 16 kHz samples, at most 28 s.
            start: the second of the session at which it starts.
            since: the second from which words are looked for; the sound before it only helps to hear what follows.
            said: tokens of what was said before that.
            settled: tokens of the words already settled after that, which the hypothesis goes on from.
        """
        heard, given = self._encoded(sound)
        skipped = min(round(max(0.0, since - start) * _ENCODED), sound.size * _ENCODED // RATE)
        encoded = _without(heard, skipped)
        tokenizer = self._tokenizer
        known = list(settled[-_FORCED:])
        begun = [*tokenizer.sot_sequence, tokenizer.timestamp_begin + skipped, *known]
        before = [*self._prompt, *said[-_SAID:]]
        told = [tokenizer.sot_prev, *before[max(0, len(before) + len(begun) + 1 + _NEW - _MOST) :], *begun]
        # What it writes, `known` included, is held by CTranslate2 to half of `max_length`, and to what is left of it after the prompt.
        room = max(2 * (1 + len(known) + _NEW), len(told) + _NEW)
        result = self._whisper.model.generate(
            encoded,
            [told],
            beam_size=BEAM,
            max_length=room,
            suppress_blank=not known,
            return_scores=True,
            return_no_speech_prob=True,
        )[0]
        written = [token for token in result.sequences_ids[0] if token < tokenizer.eot]
        ids = written if written[: len(known)] == known else known + written
        frames = min(given, sound.size // 160 + 20) - skipped * _MEL // _ENCODED
        aligned = self._whisper.find_alignment(tokenizer, [ids], encoded, frames)[0] if ids else []
        words = _words(aligned, start, skipped / _ENCODED, tokenizer.eot)
        return Hypothesis(tuple(laid(_beyond(words, len(known)))), float(result.scores[0]), float(result.no_speech_prob))

    def _encoded(self, sound: NDArray[np.float32]) -> tuple[Any, int]:
        """What the encoder makes of a sound, and how many mel frames it was given; kept for the next hearing of the same sound."""
        import numpy as np

        if self._last is None or not np.array_equal(self._last[0], sound):
            padded = np.pad(sound, (0, max(round(_TAIL * RATE), round(_LEAST * RATE) - sound.size)))
            mel = np.ascontiguousarray(self._whisper.feature_extractor(padded)[:, :_FULL])
            self._last = (sound, self._whisper.encode(mel), mel.shape[1])
        return self._last[1:]


def ears(models: tuple[Path, Path], prompt: str, threads: int) -> tuple[Decoder, Decoder | None]:
    """What settles words, and what gives the provisional ones (None: the same model does).

    Each is told tokens that the other wrote: both have the numbers of French, or both those of a whole model.
    """
    settles, quick = models
    ear = Decoder(Whisper(settles, prompt, "auto", threads))
    if settles == quick:
        return ear, None
    other = Decoder(Whisper(quick, prompt, "cpu", threads, whole=not ear.french))
    if other.french != ear.french:
        ear = Decoder(Whisper(settles, prompt, "auto", threads, whole=True))
    return ear, other


def _without(encoded: Any, frames: int) -> Any:  # noqa: ANN401 -- CTranslate2's view of an array
    """What the encoder made of the sound, without its first frames."""
    if not frames:
        return encoded
    import ctranslate2
    import numpy as np

    held = np.asarray(encoded.to_device(ctranslate2.Device.cpu))
    return ctranslate2.StorageView.from_array(np.ascontiguousarray(held[:, frames:]))


def _words(aligned: Sequence[dict[str, Any]], start: float, skipped: float, stop: int) -> list[Token]:
    """Words with their tokens, from parts as the aligner cuts them (« c », « est »): one without a space before it goes on the last.

    `start` is the window's, of which the aligner was not shown the first `skipped` seconds.
    """
    parts: list[list[dict[str, Any]]] = []
    for part in aligned:
        if part["tokens"][0] >= stop:
            continue
        if parts and not part["word"][:1].isspace():
            parts[-1].append(part)
        else:
            parts.append([part])
    return [token for group in parts if (token := _token(group, start, skipped))]


def _token(group: Sequence[dict[str, Any]], start: float, skipped: float) -> Token | None:
    by = start + skipped
    words = joined((part["word"], part["start"] + by, part["end"] + by, part["probability"]) for part in group)
    ids = tuple(int(token) for part in group for token in part["tokens"])
    if not words:
        return None
    word = words[0]
    end = min(word.end, word.start + _SLACK + _LETTER * len(word.text))
    return Token(Word(word.text, round(word.start, 3), round(end, 3), round(word.probability, 3)), ids, start)


def _beyond(words: Sequence[Token], known: int) -> tuple[Token, ...]:
    """The words after the first `known` tokens: one that a settled word grew into (« aujourd » « 'hui ») is left out with it."""
    seen = 0
    for at, word in enumerate(words):
        if seen >= known:
            return tuple(words[at:])
        seen += len(word.ids)
    return ()
