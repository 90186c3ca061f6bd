from __future__ import annotations

from pathlib import Path

import pytest

from cli.runs import Ran, command
from codev_voice.method.advice import THRESHOLDS, Thresholds
from codev_voice.session.values import Strictness
from opinion.standin import body, serving, yes
from sessions import write_session

Capture = pytest.CaptureFixture[str]
SAID = "lui écrire une lettre"


@pytest.fixture(autouse=True)
def _doubtful(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("CODEV_VOICE_OPINION", raising=False)
    monkeypatch.setitem(THRESHOLDS, Strictness.NORMAL, Thresholds(alert=1.1, light=1.1, log=0.3))  # all that is found is only logged


def _hear(capsys: Capture, tmp_path: Path, *more: object) -> Ran:
    transcript, settings = write_session(tmp_path)
    return command(capsys, "hear", transcript, "--people", settings, "--into", tmp_path / "s", "--agreed", *more)


def _levels(capsys: Capture, tmp_path: Path) -> list[str]:
    told = command(capsys, "transcript", tmp_path / "s", "--format", "json").out
    return [line.split('"')[3] for line in told.replace("{", "\n").replace(",", "\n").splitlines() if '"level"' in line]


def test_without_the_option_nobody_is_asked(capsys: Capture, tmp_path: Path) -> None:
    ran = _hear(capsys, tmp_path)
    assert (ran.code, "second avis" in ran.err.lower()) == (0, False)
    assert _levels(capsys, tmp_path) == ["log"]


def test_hear_asks_at_its_end(capsys: Capture, tmp_path: Path) -> None:
    with serving(yes) as server:
        ran = _hear(capsys, tmp_path, "--opinion", server.url, "--opinion-model", "petit")
    assert (ran.code, ran.out.strip()) == (0, str(tmp_path / "s"))
    assert "Second avis demandé pour 1 contribution ; désormais parmi les conseils repérés : 1." in ran.err
    assert server.asked[0]["model"] == "petit"
    assert _levels(capsys, tmp_path) == ["light"]


def test_the_environment_names_the_server_too(capsys: Capture, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with serving(yes) as server:
        monkeypatch.setenv("CODEV_VOICE_OPINION", server.url)
        assert _hear(capsys, tmp_path, "--opinion", "").code == 0
        assert server.asked == []
        assert _hear(capsys, tmp_path).code == 0
    assert len(server.asked) == 1


def test_a_server_that_fails_costs_nothing(capsys: Capture, tmp_path: Path) -> None:
    with serving(body(b"", "404 Not Found")) as server:
        ran = _hear(capsys, tmp_path, "--opinion", server.url)
        again = command(capsys, "opinion", tmp_path / "s", server.url)
    for one in (ran, again):
        assert one.code == 0
        assert one.last.startswith("À savoir : le serveur du second avis ne connaît pas ce modèle")
        assert SAID not in one.err
    assert (ran.out.strip(), again.out) == (str(tmp_path / "s"), "")
    assert _levels(capsys, tmp_path) == ["log"]


def test_an_address_elsewhere_is_refused_before_anything_is_heard(capsys: Capture, tmp_path: Path) -> None:
    ran = _hear(capsys, tmp_path, "--opinion", "http://example.org")
    assert (ran.code, "cette machine" in ran.last) == (4, True)
    assert not (tmp_path / "s").exists()


def test_a_session_already_heard(capsys: Capture, tmp_path: Path) -> None:
    _hear(capsys, tmp_path)
    with serving(yes) as server:
        ran = command(capsys, "opinion", tmp_path / "s", server.url, "--model", "petit")
        assert (ran.code, ran.out.startswith("Second avis demandé pour 1 contribution")) == (0, True)
        assert command(capsys, "opinion", tmp_path / "s", server.url).out.strip() == "Second avis : rien à relire."
    assert _levels(capsys, tmp_path) == ["light"]
    assert command(capsys, "opinion", tmp_path / "s", "").code == 4
    assert command(capsys, "opinion", tmp_path, server.url).code == 5
