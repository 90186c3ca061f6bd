"""A live session whose processes are stand-ins: what they are told is noted, what they say is said by the test."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from codev_voice.companion.desk import Act
from codev_voice.companion.live import ears
from codev_voice.companion.live.options import LiveOptions, save
from codev_voice.companion.live.session import LiveSession
from codev_voice.hearing.live import messages as said
from codev_voice.session.events import Heard
from codev_voice.session.folder import Folder
from codev_voice.session.journal import Journal
from codev_voice.session.seance import Seance
from codev_voice.session.values import Person, Piece, Role, Word
from codev_voice.sound import messages as sound

if TYPE_CHECKING:
    import pytest

PEOPLE = (Person("Malik", Role.FACILITATOR), Person("Sophie", Role.CLIENT), Person("Bruno", Role.CONSULTANT))


class Recorders:
    """Notes what it is told."""

    made: list[Recorders]

    def __init__(
        self, folder: Path, options: Callable[[], LiveOptions], heard: Callable[[sound.Message], None], failed: Callable[[Exception], None]
    ) -> None:
        self.folder, self.options, self.say, self.failed = folder, options, heard, failed
        self.told: list[str] = []
        self.made.append(self)

    def __getattr__(self, name: str) -> Callable[[], None]:
        return lambda: self.told.append(name)


class Hearing:
    """Idem."""

    made: list[Hearing]

    def __init__(self, begin: Callable[[], said.Begin], heard: Callable[[said.Message], None], failed: Callable[[Exception], None]) -> None:
        self.begin, self.say, self.failed = begin, heard, failed
        self.told: list[Any] = []
        self.made.append(self)

    def learn(self, voice: str, spans: tuple[tuple[float, float], ...]) -> None:
        self.told.append((voice, spans))

    def __getattr__(self, name: str) -> Callable[[], None]:
        return lambda: self.told.append(name)


class Held:
    """The session, its stand-ins, and short ways to speak."""

    def __init__(self, session: LiveSession, journal: Journal, folder: Folder) -> None:
        self.session, self.journal, self.folder = session, journal, folder

    @property
    def recorders(self) -> Recorders:
        return Recorders.made[-1]

    @property
    def hearing(self) -> Hearing:
        return Hearing.made[-1]

    def act(self, act: Any, **what: Any) -> None:  # noqa: ANN401 - the page's own words
        self.session.act(Act(act, **what))

    def agree(self) -> None:
        for person in PEOPLE:
            self.act("consent", person=person.name, given=True)

    def begin(self) -> None:
        self.session.open()
        self.agree()
        self.act("start")

    def hears(self, number: int, start: float, voice: str, text: str) -> None:
        words = tuple(Word(word, start + at * 0.3, start + at * 0.3 + 0.25) for at, word in enumerate(text.split()))
        heard = Piece(f"p{number:06d}", start, words[-1].end, voice, text, words, channel="appel", opens=True)
        self.hearing.say(said.Settled(piece=Heard.of(heard)))

    def view(self) -> dict[str, Any]:
        self.session._page.publish()
        return self.session.view()


@contextmanager
def holding(path: Path, monkeypatch: pytest.MonkeyPatch, options: LiveOptions | None = None) -> Iterator[Held]:
    """Hold a session of this folder, made if there is none."""
    monkeypatch.setattr(ears, "Recorders", Recorders)
    monkeypatch.setattr(ears, "Hearing", Hearing)
    Recorders.made, Hearing.made = [], []
    folder = Folder(path)
    if not folder.seance.exists():
        folder.save_settings(Seance(title="Essai", people=PEOPLE))
    wanted = options or LiveOptions(token="jeton")
    save(folder, wanted)
    with Journal(folder.journal) as journal:
        session = LiveSession(folder, journal, wanted, models=(Path("base"), Path("base")))
        try:
            yield Held(session, journal, folder)
        finally:
            session.close()
