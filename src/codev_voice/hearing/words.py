"""Words with their times, by Whisper (faster-whisper), in French, in stretches that can be taken up again.

The sound is cut where nobody speaks into stretches of some minutes; each gives its sentences to the cache as soon as it is
heard, so that an interrupted hearing goes on where it stopped. Long silences never reach Whisper, which invents on them.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import tempfile
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

from codev_voice.errors import MachineError, WeightsError
from codev_voice.hearing.french_model import french
from codev_voice.hearing.speech import ENTER, SECONDS, Span, cuts, inside, spans
from codev_voice.session.values import Word
from codev_voice.sound.tracks import RATE

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    import numpy as np
    from numpy.typing import NDArray

    from codev_voice.session.progress import Progress
    from codev_voice.session.seance import Seance

    Samples = NDArray[np.float32]

STRETCH = 360.0
"""Seconds of sound heard at a time: what an interruption may lose, and what bounds memory. Whisper loses words at each end of a
stretch: the shorter, the worse."""
BEAM = 5
_VERSION = 3
"""To be raised when what is cached would be read differently."""
_SEED = 1
"""Whisper draws at random when it is unsure of what it read first: the same sound gives the same words."""
_HOLE = 1.0
"""Seconds of speech without a word that are heard again."""
_MARGIN = 0.3
"""Seconds heard around such a hole."""
NO_SPEECH = 0.6
"""Probability that nobody spoke from which a sentence without confidence is taken for silence (Whisper's own)."""
UNSURE = -1.0
"""Mean log probability under which it has no confidence (idem)."""
_TAIL = 30
"""Last words of a stretch that the next one is told, after the prompt."""
_MANNER = "Alors, euh, ben oui. Du coup, hein, ouais, voilà. D'accord."
"""How people talk: told so, Whisper writes hesitations instead of tidying them away (WER 21.7 to 21.4 on one spoken session, 31.3 to
29.9 on another), and needs fewer second thoughts."""
_PROMPT = 80
"""Words of the prompt at most: Whisper keeps the last 223 tokens of what precedes."""


class Cache(Protocol):
    """Where what was heard is kept between two runs."""

    def get(self, key: str) -> bytes | None:
        """What was put under this key, or None."""

    def put(self, key: str, value: bytes) -> None:
        """Keep it."""


class Nowhere:
    """A cache that keeps nothing: what is heard once, or measured whole."""

    def get(self, key: str) -> bytes | None:  # noqa: ARG002 - the cache's interface
        """Nothing was kept."""
        return None

    def put(self, key: str, value: bytes) -> None:
        """Nothing is kept."""


@dataclass(frozen=True, slots=True)
class Whisper:
    """A CTranslate2 model's folder, what it is told has been said before, and what it runs on ("auto", "cpu" or "cuda").

    `whole`: with all its tokens, whose numbers are those of another model that has them all.
    """

    folder: Path
    prompt: str = ""
    device: str = "auto"
    threads: int = 2
    whole: bool = False


@dataclass(frozen=True, slots=True)
class Sentence:
    """A segment as Whisper gives it.

    `no_speech` is the probability that nobody spoke, `confidence` the mean log probability of its tokens, `compression` how many
    times smaller zlib makes its text (a loop is above 2.4).
    """

    words: tuple[Word, ...]
    no_speech: float
    confidence: float
    compression: float

    @property
    def text(self) -> str:
        """The words as written."""
        return " ".join(word.text for word in self.words)


def prompt(seance: Seance) -> str:
    """What Whisper is told has been said before: names and words of the trade, so that it writes them as people do."""
    names = ", ".join(person.name for person in seance.people)
    start = f"Séance de codéveloppement avec {names}." if names else "Séance de codéveloppement."
    words = " ".join(", ".join(seance.vocabulary).split()[:_PROMPT])
    return " ".join([start, *([f"{words}."] if words else []), _MANNER])


def transcribe(mono: Samples, speech: NDArray[np.float32], whisper: Whisper, *, cache: Cache, progress: Progress) -> tuple[Sentence, ...]:
    """Every sentence heard, in order; times in seconds from the start of the sound.

    Args:
        mono: samples at 16 kHz.
        speech: probability of speech by frame of 32 ms.
        whisper: the model and what it is told.
        cache: keeps each stretch's sentences; a stretch found there is not heard again.
        progress: told the share of the speech that is done.

    Raises:
        WeightsError: the model's folder is missing, incomplete or damaged.
        MachineError: "cuda" without a usable card.
    """
    found = spans(speech)
    stretches = [parts for bounds in cuts(speech, longest=STRETCH) if (parts := inside(found, bounds))]
    total = sum(part.length for parts in stretches for part in parts) or 1.0
    model: Any = None
    heard: list[Sentence] = []
    done = 0.0
    for parts in stretches:
        progress("Transcription", done / total)
        sound = _gathered(mono, parts)
        told = _told(whisper.prompt, heard)
        key = _key(whisper, told, parts, sound)
        stored = cache.get(key)
        if stored is None:
            model = model or load(whisper)
            fresh: list[Sentence] = []
            for sentence in _heard(model, sound, told):
                fresh.append(_placed(sentence, parts))
                progress("Transcription", min((done + sentence.words[-1].end) / total, 1.0))
            fresh += _again(model, mono, holes(speech, fresh, parts), whisper.prompt)
            sentences = tuple(sorted(fresh, key=lambda sentence: sentence.words[0].start))
            cache.put(key, json.dumps([asdict(sentence) for sentence in sentences], ensure_ascii=False).encode())
        else:
            sentences = tuple(_revived(item) for item in json.loads(stored))
        heard.extend(sentences)
        done += sum(part.length for part in parts)
    progress("Transcription", 1.0)
    return tuple(heard)


def load(whisper: Whisper) -> Any:  # noqa: ANN401 -- faster-whisper has no types
    """The model, on the CUDA card when there is one that works (16-bit), else on the processor (8-bit), reduced to French.

    Raises:
        WeightsError: the folder is missing, incomplete or damaged.
        MachineError: "cuda" without a usable card.
    """
    import ctranslate2
    import numpy as np
    from faster_whisper import WhisperModel

    folder = whisper.folder
    for name in ("model.bin", "config.json", "tokenizer.json"):
        if not (folder / name).is_file():
            problem = f"le modèle de transcription {folder.name} est absent ou incomplet"
            raise WeightsError(problem, "lancez « codev-voice models fetch »")
    if whisper.device != "cpu":
        try:
            if ctranslate2.get_cuda_device_count():
                model = WhisperModel(str(folder), device="cuda", compute_type="float16", local_files_only=True)
                # The card's libraries are only looked for at the first computation: better here than in the middle.
                model.encode(np.zeros((model.model.n_mels, 100), dtype=np.float32))
                return model
        except RuntimeError:
            pass
        if whisper.device == "cuda":
            problem = "aucune carte CUDA utilisable sur cette machine"
            raise MachineError(problem, "relancez avec « --device cpu » ou installez le pilote et cuBLAS")
    with _in_french(whisper) as smaller:
        try:
            model = WhisperModel(
                str(smaller or folder), device="cpu", compute_type="int8", cpu_threads=whisper.threads, local_files_only=True
            )
        except Exception:  # noqa: BLE001 - a damaged tokenizer raises a bare one
            problem = f"le modèle de transcription {folder.name} est endommagé"
            raise WeightsError(problem, "lancez « codev-voice models check » puis « codev-voice models fetch »") from None
    if smaller:
        model.model = _Multilingual(model.model)
    return model


@contextlib.contextmanager
def _in_french(whisper: Whisper) -> Iterator[Path | None]:
    """A folder, for as long as it is loaded from, with the model reduced to French; None when it cannot be."""
    with contextlib.ExitStack() as stack:
        smaller = None
        if not whisper.whole:
            with contextlib.suppress(OSError):  # no room for it: the whole model will do
                into = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="codev-voice-", ignore_cleanup_errors=True)))
                smaller = into if french(whisper.folder, into) else None
        yield smaller


def reduced_to_french(model: Any) -> bool:  # noqa: ANN401 -- faster-whisper has no types
    """Whether a loaded model has the tokens of French only: their numbers are not those of a whole one."""
    return isinstance(model.model, _Multilingual)


class _Multilingual:
    """A CTranslate2 model whose smaller vocabulary would pass for that of an English one: it is told French all the same."""

    is_multilingual = True

    def __init__(self, model: Any) -> None:  # noqa: ANN401 -- CTranslate2 has no types
        self._model = model

    def __getattr__(self, name: str) -> Any:  # noqa: ANN401 -- idem
        return getattr(self._model, name)


def _heard(model: Any, sound: Samples, prompt: str) -> Iterator[Sentence]:  # noqa: ANN401 -- faster-whisper has no types
    import ctranslate2

    ctranslate2.set_random_seed(_SEED)
    segments, _ = model.transcribe(sound, language="fr", task="transcribe", beam_size=BEAM, word_timestamps=True, initial_prompt=prompt)
    for segment in segments:
        if words := joined((word.word, word.start, word.end, word.probability) for word in segment.words or ()):
            yield Sentence(words, float(segment.no_speech_prob), float(segment.avg_logprob), float(segment.compression_ratio))


def _told(prompt: str, heard: list[Sentence]) -> str:
    """The prompt, then what was just said, by the last sentences that are sure."""
    words = [
        word.text for sentence in heard[-4:] if sentence.confidence > UNSURE and sentence.no_speech < NO_SPEECH for word in sentence.words
    ]
    return " ".join([prompt, *words[len(words) - min(_TAIL, len(words)) :]])


def joined(parts: Iterable[tuple[str, float, float, float]]) -> tuple[Word, ...]:
    """Words from (text, start, end, probability) as Whisper cuts them.

    A part without a space before it (« est » after « c' ») goes on the word before, as probable as its least sure part.
    """
    words: list[Word] = []
    for text, start, end, probability in parts:
        bare = text.strip()
        if words and bare and not text[0].isspace():
            last = words[-1]
            words[-1] = Word(last.text + bare, last.start, float(end), min(last.probability, float(probability)))
        elif bare:
            words.append(Word(bare, float(start), float(end), float(probability)))
    return tuple(words)


def holes(speech: NDArray[np.float32], sentences: Iterable[Sentence], parts: tuple[Span, ...]) -> tuple[Span, ...]:
    """Where somebody spoke for at least a second and Whisper wrote nothing: it leaves out whole turns, mostly when voices change."""
    import numpy as np

    unwritten = np.zeros(speech.size, dtype=np.bool_)
    for part in parts:
        unwritten[int(part.start / SECONDS) : int(part.end / SECONDS) + 1] = True
    for sentence in sentences:
        for word in sentence.words:
            unwritten[int(word.start / SECONDS) : int(word.end / SECONDS) + 1] = False
    edges = np.flatnonzero(np.diff(np.concatenate([[0], unwritten.astype(np.int8), [0]])))
    runs = zip(edges[::2].tolist(), edges[1::2].tolist(), strict=True)
    spoken = [(first, last) for first, last in runs if np.count_nonzero(speech[first:last] >= ENTER) * SECONDS >= _HOLE]
    return tuple(Span(first * SECONDS, last * SECONDS) for first, last in spoken)


def _again(model: Any, mono: Samples, found: Iterable[Span], prompt: str) -> list[Sentence]:  # noqa: ANN401 -- faster-whisper has no types
    """What Whisper hears in each of these places when it hears nothing else, where it is sure of it."""
    heard: list[Sentence] = []
    for hole in found:
        around = Span(max(0.0, hole.start - _MARGIN), hole.end + _MARGIN)
        for sentence in _heard(model, mono[_sample(around.start) : _sample(around.end)], prompt):
            placed = _placed(sentence, (around,))
            words = tuple(word for word in placed.words if hole.start <= (word.start + word.end) / 2 <= hole.end)
            if words and sentence.confidence > UNSURE and sentence.no_speech < NO_SPEECH:
                heard.append(replace(placed, words=words))
    return heard


def _gathered(mono: Samples, parts: tuple[Span, ...]) -> Samples:
    """The sound of these parts end to end."""
    import numpy as np

    return np.concatenate([mono[_sample(part.start) : _sample(part.end)] for part in parts])


def _placed(sentence: Sentence, parts: tuple[Span, ...]) -> Sentence:
    """A sentence of gathered sound, at its time in the whole."""
    return replace(sentence, words=tuple(_moved(word, parts) for word in sentence.words))


def _moved(word: Word, parts: tuple[Span, ...]) -> Word:
    """A word of gathered sound at its time in the whole: in the part its middle falls in, and no further."""
    middle = (word.start + word.end) / 2
    at = 0.0
    for part in parts:
        if middle < at + part.length or part is parts[-1]:
            break
        at += part.length
    shift = part.start - at
    start = min(max(word.start + shift, part.start), part.end)
    end = min(max(word.end + shift, start), part.end)
    return Word(word.text, round(start, 3), round(end, 3), word.probability)


def _revived(item: dict[str, Any]) -> Sentence:
    words = tuple(Word(**word) for word in item["words"])
    return Sentence(words, item["no_speech"], item["confidence"], item["compression"])


def _key(whisper: Whisper, told: str, parts: tuple[Span, ...], sound: Samples) -> str:
    """Changes with the model, the settings, the position and the sound itself."""
    digest = hashlib.blake2b(digest_size=16)
    model = whisper.folder / "model.bin"
    size = model.stat().st_size if model.is_file() else 0
    settings = (_VERSION, whisper.folder.name, size, BEAM, _SEED, told)
    digest.update(repr((settings, [(part.start, part.end) for part in parts])).encode())
    digest.update(sound.tobytes())
    return f"words-{digest.hexdigest()}"


def _sample(seconds: float) -> int:
    return round(seconds * RATE)
