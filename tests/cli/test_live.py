from __future__ import annotations

import contextlib
import shutil
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from types import SimpleNamespace

import pytest

from cli.runs import command
from codev_voice.cli import live
from codev_voice.companion import tidying
from codev_voice.companion.live.reading import ReadDesk
from codev_voice.page import serving
from codev_voice.session.folder import Folder
from companion.kept_sessions import small_session
from companion.tidied import later

Capture = pytest.CaptureFixture[str]


@pytest.fixture
def folder(tmp_path: Path) -> Folder:
    return small_session(tmp_path)


@pytest.fixture
def other(folder: Folder, tmp_path: Path) -> Folder:
    """Another session of this machine."""
    shutil.copytree(folder.path, tmp_path / "autre")
    tidying.remember(tmp_path / "autre")
    return Folder(tmp_path / "autre")


@pytest.fixture
def aside(monkeypatch: pytest.MonkeyPatch) -> list[Callable[[], None]]:
    """What is to be done once the page is there, which nobody does yet; the page is closed as soon as it is shown."""

    @contextlib.contextmanager
    def served(*_: object) -> Iterator[SimpleNamespace]:
        yield SimpleNamespace(address="http://127.0.0.1:1/secret/")

    def closed(*_: object) -> None:
        raise KeyboardInterrupt

    waiting: list[Callable[[], None]] = []
    monkeypatch.setattr(serving, "serving", served)
    monkeypatch.setattr(live, "_aside", waiting.append)
    monkeypatch.setattr(threading, "Event", lambda: SimpleNamespace(wait=closed))
    return waiting


def test_the_page_is_shown_once_what_is_due_there_is_gone_and_the_others_follow(
    folder: Folder, other: Folder, aside: list[Callable[[], None]], capsys: Capture, monkeypatch: pytest.MonkeyPatch
) -> None:
    later(monkeypatch, days=8)
    ran = command(capsys, "show", folder.path, "--no-browser")
    assert ran.out.startswith("Page de la séance : http://127.0.0.1:")
    assert ran.err.count("détruit : le son et la transcription") == 1
    assert (folder.sound.exists(), other.sound.exists()) == (False, True)
    aside[-1]()
    assert capsys.readouterr().err.count("détruit : le son et la transcription") == 1
    assert not other.sound.exists()


def test_what_an_act_will_have_judged_again_is_judged_ahead_once_the_others_are_tidied(
    folder: Folder, other: Folder, aside: list[Callable[[], None]], capsys: Capture, monkeypatch: pytest.MonkeyPatch
) -> None:
    later(monkeypatch, days=8)
    left: list[bool] = []
    monkeypatch.setattr(ReadDesk, "prepare", lambda _: left.append(other.sound.exists()))
    assert command(capsys, "show", folder.path, "--no-browser").code == 0
    aside[-1]()
    assert left == [False]


def test_what_is_left_when_the_program_ends_is_destroyed_at_its_next_start(
    folder: Folder, other: Folder, aside: list[Callable[[], None]], capsys: Capture, monkeypatch: pytest.MonkeyPatch
) -> None:
    later(monkeypatch, days=8)
    command(capsys, "show", folder.path, "--no-browser")
    dropped = tidying._drop_sound

    def killed(where: Folder) -> None:
        dropped(where)
        raise KeyboardInterrupt

    monkeypatch.setattr(tidying, "_drop_sound", killed)
    with pytest.raises(KeyboardInterrupt):
        aside[-1]()
    monkeypatch.setattr(tidying, "_drop_sound", dropped)
    aside.clear()
    assert "détruit" not in command(capsys, "show", folder.path, "--no-browser").err
    aside[-1]()
    assert "détruit : la transcription" in capsys.readouterr().err


def test_what_is_done_aside_is_done(folder: Folder) -> None:
    done = threading.Event()
    live._aside(done.set).join()
    assert done.is_set()
