"""The call heard again in the facilitator's microphone, taken out of it as the sound comes.

Loudspeakers send the call back into the microphone late, coloured by the room. A filter learns, block after block, what the microphone
hears of the call (a Kalman filter on partitioned blocks in frequency: Enzner and Vary 2006, Kuech and others 2014): it does not mistake
the facilitator's voice for echo, since what it cannot predict counts as noise, and needs no estimate of the delay, which is anywhere
within its length and may drift, as two devices' clocks do. What it predicts is subtracted; what is left of the echo where she is silent
is muted. Nothing at all is done before an echo is measured: predictions must first have taken away a part of sound that they had not
seen.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Samples = NDArray[np.float32]

HOP = 256
"""Samples of a block (16 ms)."""
PARTS = 24
"""Blocks the filter looks back on: an echo may come 0.3 s late, with 80 ms of room."""
GRAIN = 64
"""Samples (4 ms) in which the gate moves."""
_KEPT = 0.998
"""What a block leaves of the filter's coefficients: less follows changes of the room and clocks that drift, more cancels better."""
_UNKNOWN = 0.02
"""Variance of each coefficient before anything is learned."""
_SOUND = 1e-5
"""Power (-50 dB) from which the call says something."""
_NOTHING = 1e-9
"""Power of no sound at all."""
_LOUDER = 10.0
"""How many times stronger than the call the microphone may be for the call to explain it. Beyond, she speaks: were she heard in the
call too (a codec that joins the tracks), she would be taken for an echo."""
_FAST, _SLOW = 0.06, 0.02
"""Shares of a block in the running means of what prediction takes away (0.3 s and 0.8 s of call)."""
_FOUND, _SURE, _LOST = 0.2, 0.2, -0.1
"""Shares of the microphone's power that prediction takes away from which there is an echo (slow mean), from which there is one still,
and under which the filter is wrong, the delay having changed (fast mean)."""
_WORST = -0.25
"""The worst a block may count: wrong predictions on a silent microphone would hide good ones."""
_FORGET, _SEARCH = 1_250, 250
"""Blocks of call without a sure prediction after which there is no echo any more: 20 s, 4 s when the filter was found wrong."""
_MARGIN = 4.0
"""How many times stronger than the expected rest of the echo the microphone must be for her to be speaking."""
_DRIFT, _MOST_DRIFT = 0.01, 0.1
"""Share of the filter's delay a correction shows that the drift takes over, and the most it may be (samples a block; 0.1 is 400 ppm)."""
_REST = 0.02
"""Step, in nepers of power a block, by which the rest of the echo is followed."""
_FAINT = 1e-8
"""Power (-80 dB) under which the rest of an echo may be heard: what she says alone keeps its first sound."""
_TAIL = 0.94
"""What a grain leaves of the expected rest in the next: a room's decay, 60 ms."""
_HOLD = 40
"""Grains during which the gate stays open once she spoke: 160 ms."""


class EchoGuard:
    """Cleans the microphone of the call, block by block, without delay.

    `bleed` is the level of the echo in decibels relative to the call, None when none is measured. As long as it is None what is given
    back is the microphone, bit for bit.
    """

    def __init__(self) -> None:
        import numpy as np

        bins = HOP + 1
        self.bleed: float | None = None
        self._micro, self._call, self._before = np.zeros(HOP), np.zeros(HOP), np.zeros(HOP)
        self._filled = 0
        self._past = np.zeros((PARTS, bins), dtype=np.complex128)  # spectra of the call, newest first
        self._levels = np.zeros(PARTS)  # power of the call in the same blocks
        self._filter = np.zeros((PARTS, bins), dtype=np.complex128)
        self._doubt = np.full((PARTS, bins), _UNKNOWN)  # variance of the filter's coefficients
        self._noise = np.full(bins, _NOTHING)
        self._turns = np.pi * np.arange(bins) / HOP  # radians by which one sample of delay turns each coefficient
        self._drift = 0.0  # samples by which the echo's delay grows from block to block: two clocks
        self._fast = self._slow = 0.0
        self._stale = 0
        self._lost = False
        self._echo = self._heard = _NOTHING  # running powers of the echo and of the call
        self._rest = 0.0  # log of what is left of the echo's power
        self._expected = self._power = 0.0
        self._open, self._gain = 0, 1.0

    def clean(self, micro: Samples, call: Samples) -> Samples:
        """The microphone without the call, as long as what is given.

        Args:
            micro: 16 kHz samples of the microphone, following those of the last time.
            call: samples of the call at the same times.
        """
        import numpy as np

        cleaned = np.array(micro, dtype=np.float32)
        done = 0
        while done < cleaned.size:
            start, end = self._filled, min(HOP, self._filled + cleaned.size - done)
            part = slice(done, done + end - start)
            self._micro[start:end], self._call[start:end] = micro[part], call[part]
            echo = self._predicted()
            rest = self._gated(self._micro - echo, echo, start, end)
            if self.bleed is not None:
                cleaned[part] = rest
            self._filled, done = end, part.stop
            if end == HOP:
                self._learn(echo)
        return cleaned

    def _predicted(self) -> NDArray[np.float64]:
        """The echo expected in this block (right as far as the call is known, the echo being never early)."""
        import numpy as np

        self._past[0] = np.fft.rfft(np.concatenate([self._before, self._call]))
        return np.fft.irfft(np.einsum("pb,pb->b", self._past, self._filter))[HOP:]

    def _gated(self, rest: NDArray[np.float64], echo: NDArray[np.float64], start: int, end: int) -> NDArray[np.float64]:
        """Samples `start` to `end` of the rest, muted where it is no more than what is always left of an echo.

        The gain of a grain depends on the grains before it only: cutting the sound otherwise changes nothing.
        """
        import numpy as np

        gains = np.empty(end - start)
        while start < end:
            stop = min(end, start - start % GRAIN + GRAIN)
            target = 1.0 if self._open else 0.0
            ramp = np.linspace(self._gain, target, GRAIN + 1)[1:]
            gains[start - end : stop - end or None] = ramp[start % GRAIN : start % GRAIN + stop - start]
            if stop % GRAIN == 0:
                self._gain = target
                grain = slice(stop - GRAIN, stop)
                self._weigh(float(rest[grain] @ rest[grain]) / GRAIN, float(echo[grain] @ echo[grain]) / GRAIN)
            start = stop
        return rest[end - gains.size : end] * gains

    def _weigh(self, rest: float, echo: float) -> None:
        """Open the gate when a grain of the rest is too strong for an echo, and close it some time after."""
        import math

        self._power += 0.3 * (rest - self._power)
        self._expected = max(self._expected * _TAIL, math.exp(self._rest) * echo)
        expected = self._expected
        if self._lost and self.bleed is not None:  # where the echo is is not known: anywhere within the filter's length
            expected = max(expected, 10 ** (self.bleed / 10) * float(self._levels.max()))
        self._open = _HOLD if self._power >= _MARGIN * expected or expected < _FAINT else max(0, self._open - 1)

    def _learn(self, echo: NDArray[np.float64]) -> None:
        """Correct the filter by what it did not predict of a whole block, and see whether it is right."""
        import numpy as np

        rest = self._micro - echo
        self._levels[0] = self._call @ self._call / HOP
        loudest = float(self._levels.max())
        power, left, taken = (float(sound @ sound) / HOP for sound in (self._micro, rest, echo))
        if loudest > _SOUND and power < _LOUDER * loudest:
            self._correct(rest)
            self._judge(power, left, taken)
        if self._drift:
            self._filter *= np.exp(-1j * self._turns * self._drift)
        self._before[:] = self._call
        self._past[1:] = self._past[:-1].copy()
        self._levels[1:] = self._levels[:-1].copy()
        self._call[:] = 0
        self._filled = 0

    def _correct(self, rest: NDArray[np.float64]) -> None:
        """The Kalman filter's step."""
        import numpy as np

        error = np.fft.rfft(np.concatenate([np.zeros(HOP), rest]))
        power = np.abs(self._past) ** 2
        self._noise += 0.2 * (np.abs(error) ** 2 - self._noise)
        gain = self._doubt / (0.5 * np.einsum("pb,pb->b", power, self._doubt) + self._noise + _NOTHING)
        response = np.fft.irfft(self._filter + gain * self._past.conj() * error, axis=1)
        response[:, HOP:] = 0
        corrected = np.fft.rfft(response, axis=1)
        if self._fast > _SURE:
            self._follow(corrected)
        self._filter = corrected
        kept = _KEPT * _KEPT
        self._doubt = kept * (1 - 0.5 * gain * power) * self._doubt + (1 - kept) * np.abs(self._filter) ** 2 + _NOTHING

    def _follow(self, corrected: NDArray[np.complex128]) -> None:
        """Learn how the delay drifts from the delay that a correction adds: two devices have two clocks."""
        import numpy as np

        turned = float(np.sum(self._turns * (corrected * self._filter.conj()).imag))
        late = -turned / (float(np.sum((self._turns * np.abs(self._filter)) ** 2)) + _NOTHING)
        self._drift += _DRIFT * float(np.clip(late, -_MOST_DRIFT, _MOST_DRIFT))
        self._drift = float(np.clip(self._drift, -_MOST_DRIFT, _MOST_DRIFT))

    def _judge(self, power: float, left: float, taken: float) -> None:
        """Measure the echo from a block's power, from what is left of it and from what was predicted."""
        import math

        share = max(_WORST, (power - left) / (max(power, left) + _NOTHING))
        self._fast += _FAST * (share - self._fast)
        self._slow += _SLOW * (share - self._slow)
        self._echo += _SLOW * (taken - self._echo)
        self._heard += _SLOW * (float(self._levels[0]) - self._heard)
        self._stale = 0 if self._fast > _SURE else self._stale + 1
        if left < power / 2 and taken > _NOTHING:
            above = left > math.exp(self._rest) * taken
            self._rest = min(0.0, self._rest + (3 * _REST if above else -_REST))
        if self._fast < _LOST:
            self._lost = True
            self._start_again()
        elif self._fast > _SURE:
            self._lost = False
        if self.bleed is not None and self._stale > (_SEARCH if self._lost else _FORGET):
            self.bleed, self._lost = None, False
        elif not self._lost and (self._slow > _FOUND or self.bleed is not None):
            self.bleed = 10 * math.log10(self._echo / self._heard)

    def _start_again(self) -> None:
        """Forget a filter that is wrong."""
        self._filter[:] = 0
        self._doubt[:] = _UNKNOWN
        self._fast = self._slow = 0.0
        self._rest = 0.0
