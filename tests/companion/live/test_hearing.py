from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from codev_voice.companion.live import hearing as module
from codev_voice.companion.live.hearing import Hearing, beginning
from codev_voice.companion.live.kept import Kept
from codev_voice.hearing.live.messages import Begin, Behind, Done, Finish, Flush, Learn, Message, decode_command
from codev_voice.session.cutting import passages
from codev_voice.session.folder import Folder
from codev_voice.session.journal import Journal
from codev_voice.session.lines import encode
from codev_voice.session.seance import Seance
from codev_voice.session.values import Piece


class Child:
    made: Child

    def __init__(
        self,
        arguments: Callable[[], Sequence[str]],
        *,
        opening: Callable[[], bytes],
        line: Callable[[bytes], None],
        failed: Callable[[Exception], None],
        died: Callable[[int | None], None],
    ) -> None:
        self.arguments, self.opening, self.line, self.died = arguments, opening, line, died
        self.told: list[bytes] = []
        type(self).made = self

    def start(self) -> None:
        self.told.append(self.opening())

    def tell(self, line: bytes) -> None:
        self.told.append(line)
        if decode_command(line) == Finish():
            self.line(encode(Behind(lag=0.0, heard=9.0)))
            self.line(encode(Done()))

    def stop(self, *, patience: float) -> None:
        self.told.append(b"")

    @property
    def commands(self) -> list[type]:
        return [type(decode_command(line)) for told in self.told for line in told.splitlines()]


def begun(heard: Callable[[Message], None]) -> Hearing:
    return Hearing(lambda: Begin(folder="son", model="base", quick="base", prompt=""), heard, _unforeseen)


def _unforeseen(error: Exception) -> None:
    raise error


def number(kept: Kept, folder: Path) -> int:
    return beginning(folder / "sound", (Path("base"), Path("base")), kept, 1).number


def test_after_a_crash_no_piece_takes_the_name_of_one_that_was_cut(tmp_path: Path) -> None:
    folder = Folder(tmp_path)
    with Journal(folder.journal) as journal:
        kept = Kept(journal, Seance(), source="direct base", changed=lambda: None)
        assert number(kept, tmp_path) == 0
        for at in range(4):
            kept.hear(Piece(f"p{at:06d}", 2.0 * at, 2.0 * at + 1.5, "Voix 1", "Voilà ce que je propose."))
        kept.erase({"p000002", "p000003"}, *passages(kept.events, {"p000002", "p000003"}))
        assert number(kept, tmp_path) == 1000  # which does not tell how many were cut
        kept.erase({"p000001"}, *passages(kept.events, {"p000001"}))
    with Journal(folder.journal) as journal:  # the program was killed, and hears on
        again = Kept(journal, Seance(), source="direct base", changed=lambda: None)
        assert number(again, tmp_path) == 1000
        again.hear(Piece("p001000", 8.0, 9.5, "Voix 1", "Et maintenant ?"))
        assert number(again, tmp_path) == 1001


@pytest.fixture(autouse=True)
def _child(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "Child", Child)


def test_it_is_begun_told_and_finished() -> None:
    said: list[Message] = []
    hearing = begun(said.append)
    hearing.start()
    hearing.learn("Voix 1", ((1.0, 2.0),))
    hearing.flush()
    assert hearing.finish(1.0)
    assert Child.made.commands == [Begin, Learn, Flush, Finish]
    assert said == [Behind(lag=0.0, heard=9.0), Done()]


def test_born_again_while_it_finishes_it_is_told_to_finish() -> None:
    hearing = begun(lambda _: None)
    hearing.start()
    hearing.finish(1.0)
    assert [type(decode_command(line)) for line in Child.made.opening().splitlines()] == [Begin, Finish]


def test_all_is_heard_though_the_last_word_cannot_be_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    def heard(_: Message) -> None:
        raise IndexError

    hearing = begun(heard)
    hearing.start()
    with pytest.raises(IndexError):
        Child.made.line(encode(Done()))
    monkeypatch.setattr(Child.made, "tell", Child.made.told.append)  # it says nothing more
    assert hearing.finish()


def test_what_cannot_be_begun_any_more_is_not_waited_for(monkeypatch: pytest.MonkeyPatch) -> None:
    hearing = begun(lambda _: None)
    hearing.start()
    monkeypatch.setattr(Child.made, "tell", lambda _: Child.made.died(None))  # it cannot be started again
    assert not hearing.finish()


def test_a_line_cut_short_by_a_death_is_nothing() -> None:
    said: list[Message] = []
    hearing = begun(said.append)
    hearing.start()
    Child.made.line(b'{"kind":"beh')
    assert said == []
    hearing.stop()
    assert Child.made.told[-1] == b""
