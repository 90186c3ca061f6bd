"""Which Whisper size a machine can hold: what each one costs beside base, and what the published figures say of its French."""

from __future__ import annotations

from dataclasses import dataclass

from codev_voice.hearing.french_model import LARGEST, MULTILINGUAL, tokens

WINDOW = 30.0
"""Seconds of sound Whisper encodes at once, whatever is in it."""
POSITIONS = 1500
"""What the encoder makes of a window."""
SPECIAL = 1_608
"""Tokens that write nothing (times, languages), which a model reduced to French keeps."""
TOKENS = 145
"""Tokens of a window of steady French: 160 words a minute, 1.73 tokens a word (measured on a session's text), and the times."""
LIVE = 3.0
"""What a live session costs beside a recorded one: provisional words and short pieces (54 % of a core against 18 %, measured)."""
PROGRAM = 1_500_000_000
"""Bytes the program takes besides the parameters (peak measured with base, rounded up)."""
_FILE = 2e6
"""Bytes of a model's file for a million parameters, as they are published (16 bits each)."""
SHARE = 0.6
"""The part of the memory that may be taken: a call and its browser live beside."""


@dataclass(frozen=True, slots=True)
class Size:
    """A Whisper size: width, layers and parameters (millions) as in Table 1 of the Whisper paper (arXiv 2212.04356).

    large-v3-turbo is large-v3 with 4 decoder layers (its model card). `french` is what was published of its French, with its source.
    """

    name: str
    width: int
    encoder: int
    decoder: int
    parameters: int
    french: str = ""

    @property
    def encoding(self) -> float:
        """Multiplications of the encoder for a window: the layers' matrices, and attention between all positions."""
        return self.encoder * POSITIONS * (12 * self.width**2 + 2 * POSITIONS * self.width)

    def decoding(self, device: str) -> float:
        """Multiplications of the decoder for a token: the layers' matrices (attention twice), and the vocabulary."""
        reduced = device != "cuda" and self.parameters * _FILE <= LARGEST
        vocabulary = len(tokens()) + SPECIAL if reduced else MULTILINGUAL
        return self.decoder * 16 * self.width**2 + vocabulary * self.width

    @property
    def memory(self) -> float:
        """Bytes to run it on the processor, a byte a parameter."""
        return PROGRAM + self.parameters * 1e6


SIZES = {
    size.name: size
    for size in (
        Size("tiny", 384, 4, 4, 39),
        Size("base", 512, 6, 6, 74, "42,4 % sur Common Voice 17, 30,5 % en moyenne de dictées courtes (fiche d'eustlb/distil-large-v3-fr)"),
        Size("small", 768, 12, 12, 244, "22,7 % sur Common Voice 9, 16,2 % sur MLS, 15,0 % sur Fleurs (article de Whisper)"),
        Size("medium", 1024, 24, 24, 769, "16,0 % sur Common Voice 9, 8,9 % sur MLS, 8,7 % sur Fleurs (article de Whisper)"),
        Size(
            "large-v3-turbo",
            1280,
            32,
            4,
            809,
            "12,3 % sur Common Voice 17, 5,1 % sur MLS, 5,5 % sur Fleurs (fiche de bofenghuang/whisper-large-v3-distil-fr-v0.2)",
        ),
        Size("large-v3", 1280, 32, 32, 1550),
    )
}

BEST_FIRST = ("large-v3-turbo", "medium", "small", "base")
"""The sizes recommended, by the quality of their French; large-v3 costs five times turbo's words for little more."""


@dataclass(frozen=True, slots=True)
class Timing:
    """What base takes on this machine: `encoding` seconds a window, `token` seconds a token (beam 5), on `device` with `threads`.

    `share` is the part of those threads' time that this process was given while encoding (0 to 1): low when others took the rest.
    """

    encoding: float
    token: float
    device: str
    threads: int
    share: float = 1.0


@dataclass(frozen=True, slots=True)
class Choice:
    """The sizes recommended: `live` follows a call as it goes (None: not even base), `recorded` takes no longer than the recording.

    `loads` gives each size's estimated time for a second of speech.
    """

    live: str | None
    recorded: str
    loads: dict[str, float]


def load(size: Size, timing: Timing) -> float:
    """Seconds of computing for a second of speech, extrapolated from base by the multiplications (base: measured)."""
    base = SIZES["base"]
    encoding = timing.encoding * size.encoding / base.encoding
    decoding = TOKENS * timing.token * size.decoding(timing.device) / base.decoding(timing.device)
    return (encoding + decoding) / WINDOW


def choose(timing: Timing, memory: float | None) -> Choice:
    """The best sizes this machine holds in real time; a recording falls back on base, which then takes longer than it lasts.

    Args:
        timing: base, as measured.
        memory: bytes of the machine, None if unknown; not looked at on a CUDA card, whose memory is its own.
    """
    loads = {name: load(size, timing) for name, size in SIZES.items()}
    room = float("inf") if memory is None or timing.device == "cuda" else SHARE * memory
    fitting = [name for name in BEST_FIRST if SIZES[name].memory <= room or name == "base"]
    live = next((name for name in fitting if LIVE * loads[name] <= 1.0), None)
    return Choice(live, next((name for name in fitting if loads[name] <= 1.0), "base"), loads)
