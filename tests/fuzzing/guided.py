"""Inputs nobody thought of, guided by coverage: what reaches lines never reached before is kept and changed further.

Only the lines of the package are watched. Nothing but the draw's seed decides what is tried, so that a run can be made again.
"""

from __future__ import annotations

import random
import signal
import sys
import time
import traceback
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from types import CodeType, FrameType, ModuleType
from typing import Any

PACKAGE = str(Path(__file__).resolve().parents[2] / "src" / "codev_voice")
LARGEST = 20_000
"""Bytes of the largest input that is tried."""
HUNG = 5.0
"""Seconds of the processor, watched as it is, that one input may take."""
_NUMBERS = (b"-1", b"0", b"255", b"65536", b"4294967296", b"1e999", b"9" * 40, b"9" * 5000, b"nan")


@dataclass(frozen=True)
class Crash:
    """An input that its reader neither read nor refused as it should."""

    data: bytes
    error: str


@dataclass
class Found:
    """What a run tried and met: inputs `kept` for the lines they reached, and one crash for each place that raised."""

    tried: int = 0
    lines: int = 0
    kept: list[bytes] = field(default_factory=list)
    crashes: dict[str, Crash] = field(default_factory=dict)


class Hung(BaseException):
    """An input that took far too long; nothing but this module may catch it."""


def explore(
    read: Callable[[bytes], object],
    seeds: Sequence[bytes],
    *,
    seconds: float = 1e9,
    tries: int = 10**9,
    words: Sequence[bytes] = (),
    package: str = PACKAGE,
    seed: int = 1,
) -> Found:
    """Give `read` the seeds, then what is made of them, for so many seconds or tries.

    Args:
        read: reads an input; whatever it raises is a crash.
        seeds: inputs to begin with.
        seconds: after which no other input is tried.
        tries: the same, counted.
        words: what the reader looks for, to be put in inputs.
        package: the folder whose lines are watched.
        seed: of the draw.
    """
    draw, found, watch = random.Random(seed), Found(), _Watch(package)  # noqa: S311 - no secret
    end = time.monotonic() + seconds
    for data in seeds:
        _one(read, data, found, watch)
    found.kept = found.kept or [b""]
    while found.tried < tries and time.monotonic() < end:
        _one(read, changed(draw, found.kept, words), found, watch)
    found.lines = len(watch.seen)
    return found


def changed(draw: random.Random, kept: Sequence[bytes], words: Sequence[bytes]) -> bytes:
    """One of the kept inputs, changed in a few places; the last found are drawn more often."""
    data = kept[max(draw.randrange(len(kept)), draw.randrange(len(kept)))]
    for _ in range(draw.choice((1, 1, 1, 2, 2, 4, 8))):
        data = draw.choice(_CHANGES)(draw, data, draw.choice(kept), words)[:LARGEST]
    return data


def words_of(*modules: ModuleType) -> tuple[bytes, ...]:
    """What the code of these modules names: its short strings and bytes."""
    found: set[bytes] = set()
    for module in modules:
        assert module.__file__ is not None
        code = compile(Path(module.__file__).read_bytes(), module.__file__, "exec")
        for constant in _constants(code):
            found.add(constant if isinstance(constant, bytes) else constant.encode("utf-8", "replace"))
    return tuple(sorted(word for word in found if 0 < len(word) <= 40))


def _constants(code: CodeType) -> Iterator[str | bytes]:
    yield from code.co_names
    for constant in code.co_consts:
        if isinstance(constant, CodeType):
            yield from _constants(constant)
        elif isinstance(constant, str | bytes):
            yield constant


def _one(read: Callable[[bytes], object], data: bytes, found: Found, watch: _Watch) -> None:
    before = len(watch.seen)
    found.tried += 1
    try:
        with watch:
            read(data)
    except KeyboardInterrupt:
        raise
    except BaseException as error:  # noqa: BLE001 - libraries in Rust panic with something that is no Exception
        crash = Crash(data, _said(error))
        known = found.crashes.get(crash.error)
        if known is None or len(data) < len(known.data):
            found.crashes[crash.error] = crash
    if len(watch.seen) > before:
        found.kept.append(data)


def _said(error: BaseException) -> str:
    """The kind of error and the place that raised it: one crash for each is enough."""
    places = [frame for frame in traceback.extract_tb(error.__traceback__) if frame.filename.startswith(PACKAGE)]
    where = f" in {Path(places[-1].filename).name}:{places[-1].lineno}" if places else ""
    return f"{type(error).__name__}{where}"


class _Watch:
    """Notes each line of the package that is reached, and stops what hangs."""

    def __init__(self, package: str) -> None:
        self.seen: set[tuple[str, int]] = set()
        self._package = package

    def __enter__(self) -> None:
        self._before = sys.gettrace()
        self._handler = signal.signal(signal.SIGVTALRM, _hang)
        signal.setitimer(signal.ITIMER_VIRTUAL, HUNG)
        sys.settrace(self._enter)

    def __exit__(self, *_: object) -> None:
        sys.settrace(self._before)
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        signal.signal(signal.SIGVTALRM, self._handler)

    def _enter(self, frame: FrameType, _event: str, _argument: object) -> Any:  # noqa: ANN401 - as sys.settrace wants it
        return self._line if frame.f_code.co_filename.startswith(self._package) else None

    def _line(self, frame: FrameType, event: str, _argument: object) -> Any:  # noqa: ANN401 - idem
        if event == "line":
            self.seen.add((frame.f_code.co_filename, frame.f_lineno))
        return self._line


def _hang(_signal: int, _frame: FrameType | None) -> None:
    raise Hung


def _span(draw: random.Random, data: bytes) -> tuple[int, int]:
    at = draw.randrange(len(data) + 1)
    return at, min(len(data), at + draw.choice((1, 1, 2, 4, 8, 32, 200)))


def _flip(draw: random.Random, data: bytes, _other: bytes, _words: Sequence[bytes]) -> bytes:
    at, _ = _span(draw, data)
    return data[:at] + bytes(byte ^ (1 << draw.randrange(8)) for byte in data[at : at + 1]) + data[at + 1 :]


def _put(draw: random.Random, data: bytes, _other: bytes, _words: Sequence[bytes]) -> bytes:
    at, end = _span(draw, data)
    return data[:at] + draw.randbytes(draw.choice((1, 1, 2, 4))) + data[draw.choice((at, end)) :]


def _drop(draw: random.Random, data: bytes, _other: bytes, _words: Sequence[bytes]) -> bytes:
    at, end = _span(draw, data)
    return data[:at] + data[draw.choice((end, end, end, len(data))) :]


def _repeat(draw: random.Random, data: bytes, _other: bytes, _words: Sequence[bytes]) -> bytes:
    at, end = _span(draw, data)
    return data[:end] + data[at:end] * draw.choice((1, 1, 3, 100, 2000)) + data[end:]


def _word(draw: random.Random, data: bytes, _other: bytes, words: Sequence[bytes]) -> bytes:
    at, end = _span(draw, data)
    return data[:at] + draw.choice(words or _NUMBERS) + data[draw.choice((at, end)) :]


def _number(draw: random.Random, data: bytes, _other: bytes, _words: Sequence[bytes]) -> bytes:
    """A number of the input, another in its place."""
    digits = [at for at, byte in enumerate(data) if 48 <= byte <= 57 and not 48 <= (data[at - 1] if at else 0) <= 57]
    if not digits:
        return data
    at = draw.choice(digits)
    end = at
    while data[end : end + 1].isdigit():
        end += 1
    return data[:at] + draw.choice(_NUMBERS) + data[end:]


def _letter(draw: random.Random, data: bytes, _other: bytes, _words: Sequence[bytes]) -> bytes:
    """A character of any script, where one may stand."""
    at, end = _span(draw, data)
    return (
        data[:at]
        + chr(draw.choice((draw.randrange(0x500), draw.randrange(0x10000), draw.randrange(0x110000)))).encode("utf-8", "replace")
        + data[end:]
    )


def _lines(draw: random.Random, data: bytes, _other: bytes, _words: Sequence[bytes]) -> bytes:
    """Two lines, each in the place of the other, or one more time."""
    lines = data.split(b"\n")
    one, two = draw.randrange(len(lines)), draw.randrange(len(lines))
    if draw.random() < 0.5:
        lines[one], lines[two] = lines[two], lines[one]
    else:
        lines.insert(one, lines[two])
    return b"\n".join(lines)


def _splice(draw: random.Random, data: bytes, other: bytes, _words: Sequence[bytes]) -> bytes:
    at, _ = _span(draw, data)
    first, last = _span(draw, other)
    return data[:at] + other[first : draw.choice((last, len(other)))] + data[at:]


_CHANGES = (_flip, _put, _drop, _repeat, _word, _word, _number, _letter, _lines, _splice)
