from __future__ import annotations

import queue
from collections.abc import Callable, Sequence
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar
from unittest.mock import patch

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from codev_voice.hearing.live import worker
from codev_voice.hearing.live.messages import (
    Begin,
    Behind,
    Command,
    Done,
    Finish,
    Flush,
    Introduced,
    Learn,
    Message,
    Ready,
    Recognised,
    Revoiced,
    Saying,
    Settled,
)
from codev_voice.hearing.live.worker import RECALL, STEP, SURE_STEP, Worker
from codev_voice.hearing.recognising import packed
from codev_voice.session.values import Piece, Word
from codev_voice.sound import segments
from codev_voice.sound.segments import CALL, MICRO, SegmentWriter
from codev_voice.sound.tracks import RATE
from hearing.live.scripts import LOUD, Ear, Network, sound, words

if TYPE_CHECKING:
    from numpy.typing import NDArray

Said = TypeVar("Said", bound=Message)
Tell = Callable[[Message], None]
INES, BRUNO = np.eye(2, 192, dtype=np.float32)
HERS = 5.0
"""In the fakes, words that begin before this second of each ten are one voice's, the others another's."""


class KilledError(Exception):
    """The process ends here."""


class Voices:
    """Knows whose a word is by its time; remembers what it was fed and taught."""

    def __init__(self, offset: float = 0.0) -> None:
        self.offset = offset
        self.call: list[NDArray[np.float32]] = []
        self.micro: list[NDArray[np.float32] | None] = []
        self.learnt: list[tuple[str, list[tuple[float, float]]]] = []
        self.asked: list[tuple[str, float, float, str | None]] = []
        self.found: dict[str, str] = {}
        self.sound = [{"v1": BRUNO}, {"v1": BRUNO, "v2": INES}]

    def sounds(self) -> dict[str, NDArray[np.float32]]:
        return self.sound.pop(0) if len(self.sound) > 1 else self.sound[0]

    def feed(self, call: NDArray[np.float32], micro: NDArray[np.float32] | None = None) -> None:
        self.call.append(call)
        self.micro.append(micro)

    def voices(self, said: Sequence[Word]) -> tuple[str | None, ...]:
        return tuple("v1" if (word.start + self.offset) % 10 < HERS else "v2" for word in said)

    def corrections(self, pieces: Sequence[tuple[str, float, float, str | None]]) -> dict[str, str]:
        self.asked = list(pieces)
        return {name: label for name, label in self.found.items() if name in {piece[0] for piece in pieces}}

    def learn(self, label: str, spans: list[tuple[float, float]]) -> None:
        self.learnt.append((label, spans))


class Told(queue.Queue[Command]):
    """Commands that come one a look, None for a look at which there is none; then `Finish`."""

    def __init__(self, *commands: Command | None) -> None:
        super().__init__()
        self._commands = iter([*commands, Finish()])

    def get(self, block: bool = True, timeout: float | None = None) -> Command:  # noqa: FBT001, FBT002 - as the standard library has it
        command = next(self._commands, None)
        if command is None:
            raise queue.Empty
        return command


class Session:
    """A folder of sound, and workers that hear it."""

    def __init__(self, folder: Path, script: Sequence[Word]) -> None:
        self.folder, self.script = folder, script
        self.said: list[Message] = []
        self.voices = Voices()
        self.found: dict[str, str] = {}
        self.ear, self.quick = Ear(script), Ear(script)

    def record(self, seconds: float, start: float = 0.0, channel: str = CALL) -> None:
        mono = sound([word for word in self.script if word.end > start], seconds, start)
        self.write(mono, start, channel)

    def write(self, mono: NDArray[np.float32], start: float = 0.0, channel: str = CALL) -> None:
        with SegmentWriter(self.folder, channel) as writer, patch.object(segments, "SYNC", 1e9):
            for at in range(0, mono.size, segments.ROLL):
                writer.write(start + at / RATE, (mono[at : at + segments.ROLL] * 32_767).astype(np.int16))

    def hear(
        self,
        *commands: Command | None,
        told: Told | None = None,
        tell: Tell | None = None,
        quick: bool = False,
        **begin: Any,  # noqa: ANN401 - what `Begin` holds
    ) -> None:
        first = Begin(**{"folder": str(self.folder), "model": "m", "quick": "q", "prompt": "", "two_tracks": False, **begin})
        self.voices = Voices(max(0.0, first.since - RECALL))
        self.voices.found = self.found
        with patch("faster_whisper.vad.get_vad_model", Network):
            heard = Worker(first, (self.ear, self.quick if quick else None), self.voices, tell or self.said.append)  # type: ignore[arg-type] # stand-ins
        heard.run(told or Told(*commands))

    def kinds(self, kind: type[Said]) -> list[Said]:
        return [message for message in self.said if isinstance(message, kind)]

    @property
    def words(self) -> list[str]:
        return [word[0] for settled in self.kinds(Settled) for word in settled.piece.words]


TEXTS = "alors voilà ce que je propose. on commence par un tour de table."
SCRIPT = words(TEXTS, TEXTS.replace(" ", "a "), TEXTS.replace(" ", "b "))


@pytest.fixture(autouse=True)
def _at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(worker, "LOOK", 0.0)


@pytest.fixture
def session(tmp_path: Path) -> Session:
    return Session(tmp_path / "sound", SCRIPT)


def _end(session: Session) -> float:
    return session.script[-1].end


def test_everything_recorded_is_heard_once(session: Session) -> None:
    session.record(_end(session) + 1)
    session.hear()
    assert session.words == [word.text for word in SCRIPT]
    assert isinstance(session.said[0], Ready)
    assert isinstance(session.said[-1], Done)
    assert [settled.piece.id for settled in session.kinds(Settled)] == [f"p{rank:06d}" for rank in range(len(session.kinds(Settled)))]
    assert {settled.piece.voice for settled in session.kinds(Settled)} == {"Voix 1", "Voix 2"}
    last = session.kinds(Behind)[-1]
    assert last.lag == 0.0
    assert last.heard == pytest.approx(_end(session) + 1, abs=0.01)


def test_it_is_heard_as_it_comes(session: Session) -> None:
    """Nothing waits for the end: a sentence is settled some seconds after it is said."""
    parts = iter(np.arange(0, _end(session) + 1, 0.5).tolist())

    class Live(Told):
        def get(self, block: bool = True, timeout: float | None = None) -> Command:  # noqa: FBT001, FBT002 - as the standard library has it
            start = next(parts, None)
            if start is None:
                assert [word.text for word in SCRIPT][: len(session.words)] == session.words
                assert len(session.words) > len(SCRIPT) - 15
                return Finish()
            session.record(0.5, start)
            for word in (Word(*word) for settled in session.kinds(Settled) for word in settled.piece.words):
                assert word.end <= start
            raise queue.Empty

    session.hear(told=Live())
    assert session.words == [word.text for word in SCRIPT]
    provisional = [saying for saying in session.kinds(Saying) if saying.provisional]
    assert provisional
    assert all(saying.start <= saying.heard for saying in provisional)
    assert max(behind.lag for behind in session.kinds(Behind)) < STEP + 0.5


def test_nothing_recorded_ends_at_once(session: Session) -> None:
    session.hear()
    assert session.words == []
    assert isinstance(session.said[-1], Done)


def test_a_pause_before_anything_is_said_settles_nothing(session: Session) -> None:
    session.script = ()
    session.hear(Flush(), None, Flush())
    session.record(3.0)
    session.hear(Flush(), None)
    assert session.kinds(Settled) == []


def test_a_pause_settles_all_that_was_said_however_far_behind(session: Session) -> None:
    script = words(" ".join(f"m{rank}" for rank in range(150)), gap=0.05)
    session.script = session.ear.script = script
    session.record(script[-1].end)  # speech goes on to the very end
    before: list[list[str]] = []

    class Marked(Told):
        def get(self, block: bool = True, timeout: float | None = None) -> Command:  # noqa: FBT001, FBT002 - as the standard library has it
            command = super().get()
            before.append(session.words)
            return command

    session.hear(told=Marked(Flush(), *[None] * 60))
    assert before == [[], [word.text for word in script]]


def test_after_a_pause_hearing_goes_on(session: Session) -> None:
    script = (*words(TEXTS), *words(TEXTS, start=620.0))
    session.script = session.ear.script = script
    session.record(10.0)
    session.record(10.0, 618.0)
    session.hear(Flush())
    assert session.words == [word.text for word in script]
    assert session.kinds(Settled)[-1].piece.end == pytest.approx(script[-1].end)
    assert [settled.piece.start for settled in session.kinds(Settled) if settled.piece.opens] == [1.0, 620.0]


def test_a_worker_that_dies_says_nothing_twice_and_loses_nothing(session: Session) -> None:
    session.record(_end(session) + 1)
    for last in (1, 2, 4):

        def tell(message: Message, last: int = last) -> None:
            session.said.append(message)
            if len(session.kinds(Settled)) == last:
                raise KilledError

        with pytest.raises(KilledError):
            session.hear(tell=tell, **_known(session))
    session.hear(**_known(session))
    assert session.words == [word.text for word in SCRIPT]
    assert [settled.piece.id for settled in session.kinds(Settled)] == [f"p{rank:06d}" for rank in range(len(session.kinds(Settled)))]
    assert [settled.piece.opens for settled in session.kinds(Settled)] == [True] + [False] * (len(session.kinds(Settled)) - 1)


def _known(session: Session) -> dict[str, Any]:
    pieces = [settled.piece for settled in session.kinds(Settled)]
    return {
        "since": max((piece.end for piece in pieces), default=0.0),
        "number": len(pieces),
        "known": tuple((piece.id, piece.start, piece.end, piece.voice) for piece in pieces),
    }


def test_a_new_worker_learns_the_voices_it_knew(session: Session) -> None:
    session.record(200.0)
    known = (
        ("p000000", 5.0, 9.0, "Voix 1"),
        ("p000001", 60.0, 64.0, "Voix 2"),
        ("p000002", 70.0, 71.0, "…"),
        ("p000003", 80.0, 84.0, "Voix 2"),
    )
    session.hear(since=190.0, number=4, known=known)
    assert session.voices.learnt == [("v2", [(20.0, 24.0), (40.0, 44.0)])]  # seconds since where it began to hear


def test_a_new_worker_far_in_a_session_hears_to_its_end(session: Session, monkeypatch: pytest.MonkeyPatch) -> None:
    """What it skips at the start of the folder is not the end of it, even when it is told to finish at once."""
    monkeypatch.setattr(segments, "SLICE", 20_000)
    monkeypatch.setattr(segments, "ROLL", RATE)
    script = words(TEXTS, start=200.0)
    session.script = session.ear.script = script
    session.record(210.0)
    session.hear(since=195.0, number=7)
    assert session.words == [word.text for word in script]
    assert session.kinds(Settled)[0].piece.id == "p000007"


def test_pausing_before_the_second_it_goes_on_from_breaks_nothing(session: Session) -> None:
    session.record(_end(session) + 1)
    session.hear(Flush(), None, since=100.0)
    assert session.words == []
    assert all(behind.heard >= 100.0 for behind in session.kinds(Behind))


def test_a_channel_behind_on_the_disk_loses_nothing(session: Session, monkeypatch: pytest.MonkeyPatch) -> None:
    """A follower that catches up reads the files of one channel further than those of the other."""
    monkeypatch.setattr(segments, "SLICE", 150_000)
    session.script = session.ear.script = ()
    draw = np.random.default_rng(1)
    faint = {channel: draw.uniform(-0.003, 0.003, 20 * RATE).astype(np.float32) for channel in (MICRO, CALL)}
    for channel, roll in ((MICRO, RATE), (CALL, 7 * RATE)):
        monkeypatch.setattr(segments, "ROLL", roll)
        session.write(faint[channel], 0.0, channel)
    session.hear(two_tracks=True)
    assert np.abs(np.concatenate(session.voices.call) - faint[CALL]).max() < 1e-4
    assert np.abs(np.concatenate([part for part in session.voices.micro if part is not None]) - faint[MICRO]).max() < 1e-4


def test_a_microphone_alone_is_still_hers(session: Session) -> None:
    session.record(_end(session) + 1, channel=MICRO)
    session.hear(two_tracks=True)
    assert not np.concatenate(session.voices.call).any()
    assert np.concatenate([part for part in session.voices.micro if part is not None]).max() == pytest.approx(LOUD, abs=0.01)
    assert session.words == [word.text for word in SCRIPT]


def test_the_quick_ear_speaks_in_between(session: Session) -> None:
    ends = iter(np.arange(0, 12, 0.5).tolist())

    class Live(Told):
        def get(self, block: bool = True, timeout: float | None = None) -> Command:  # noqa: FBT001, FBT002 - as the standard library has it
            start = next(ends, None)
            if start is None:
                return Finish()
            session.record(0.5, start)
            raise queue.Empty

    session.hear(told=Live(), quick=True)
    heard = [end for _, end in session.ear.heard]
    assert len(session.quick.heard) > len(heard)
    assert all(other - one >= SURE_STEP - 0.5 for one, other in pairwise(heard[:-1]))
    assert session.words == [word.text for word in SCRIPT if word.end < 12]


def test_who_asked_to_be_recognised_is_said_once_she_is(session: Session) -> None:
    session.record(12)
    session.hear(asked={"Inès": packed(INES).hex()})
    assert session.kinds(Recognised) == [Recognised(voices={"Voix 2": "Inès"})]
    session.said.clear()
    session.hear()
    assert session.kinds(Recognised) == []


def test_what_somebody_said_of_a_voice_is_learnt(session: Session) -> None:
    session.record(200.0)
    session.hear(Learn(voice="Voix 2", spans=((0.0, 3.0), (41.0, 43.0))), Learn(voice="…", spans=((1.0, 2.0),)), since=190.0)
    assert session.voices.learnt == [("v2", [(1.0, 3.0)])]


def test_a_piece_that_is_another_voices_is_said_once(session: Session) -> None:
    session.record(_end(session) + 1)
    session.found = {"p000001": "v3", "p000000": "v1"}
    session.hear()
    assert [revoiced.voices for revoiced in session.kinds(Revoiced)] == [{"p000001": "Voix 3"}]


def test_the_beginning_heard_again_is_told_in_the_voices_known_then(session: Session) -> None:
    session.record(_end(session) + 1)
    session.hear()
    hers = next(settled.piece for settled in session.kinds(Settled))
    begin = Begin(folder=str(session.folder), model="m", quick="q", prompt="", two_tracks=False)
    with patch("faster_whisper.vad.get_vad_model", Network):
        heard = Worker(begin, (session.ear, None), session.voices, session.said.append)  # type: ignore[arg-type] # stand-ins
    heard._introductions._said = (
        Piece("p000000", hers.start, hers.end, "…", "Moi c'est Malik."),
        Piece("p000001", 30.0, 32.0, "…", "Moi c'est Claire."),
        Piece("p000002", 33.0, 34.0, "…", "Et moi."),
    )
    heard._given = {"p000000": (hers.start, hers.end, "Micro")}
    session.voices.found = {"encore-p000001": "v3"}
    heard._review()
    heard._review()
    (introduced,) = session.kinds(Introduced)
    assert [(piece.voice, piece.text) for piece in introduced.pieces] == [
        ("Micro", "Moi c'est Malik."),
        ("Voix 3", "Moi c'est Claire."),
        ("…", "Et moi."),
    ]


def test_pieces_from_before_what_it_hears_are_left_alone(session: Session) -> None:
    session.record(200.0)
    session.hear(since=190.0, number=2, known=(("p000000", 5.0, 9.0, "Voix 1"), ("p000001", 60.0, 64.0, "Voix 2")))
    assert session.voices.asked == [("p000001", 20.0, 24.0, "v2")]


@st.composite
def _talk(draw: st.DrawFn) -> tuple[Word, ...]:
    at, said = 0.5, []
    for rank in range(draw(st.integers(1, 40))):
        at += draw(st.sampled_from([0.0, 0.05, 0.2, 0.8, 4.0]))
        said.append(Word(f"m{rank}" + draw(st.sampled_from(["", "", "."])), round(at, 3), round(at + 0.4, 3)))
        at += 0.4
    return tuple(said)


@settings(deadline=None, max_examples=25)
@given(_talk(), st.lists(st.integers(1, 6), max_size=3))
def test_killed_anywhere_nothing_is_lost_nor_said_twice(
    tmp_path_factory: pytest.TempPathFactory, script: tuple[Word, ...], deaths: list[int]
) -> None:
    session = Session(tmp_path_factory.mktemp("s"), script)
    session.record(script[-1].end + 0.3)
    for pieces in deaths:

        def tell(message: Message, last: int = len(session.kinds(Settled)) + pieces) -> None:
            session.said.append(message)
            if len(session.kinds(Settled)) == last:
                raise KilledError

        try:
            session.hear(tell=tell, **_known(session))
        except KilledError:
            continue
        break
    session.hear(**_known(session))
    assert session.words == [word.text for word in script]
    assert [settled.piece.id for settled in session.kinds(Settled)] == [f"p{rank:06d}" for rank in range(len(session.kinds(Settled)))]
