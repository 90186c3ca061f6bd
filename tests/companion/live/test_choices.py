from __future__ import annotations

from pathlib import Path

import platformdirs
import pytest

from codev_voice.companion.live.choices import chosen


@pytest.fixture(autouse=True)
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(platformdirs, "user_config_path", lambda *_, **__: tmp_path)
    return tmp_path / "appareils.json"


def test_what_was_chosen_is_remembered() -> None:
    assert chosen(None, None) == (None, None)
    assert chosen("casque", None) == ("casque", None)
    assert chosen(None, "haut-parleurs") == ("casque", "haut-parleurs")
    assert chosen(None, None) == ("casque", "haut-parleurs")


def test_auto_goes_back_to_the_systems_choice() -> None:
    chosen("casque", "haut-parleurs")
    assert chosen("auto", None) == (None, "haut-parleurs")
    assert chosen(None, None) == (None, "haut-parleurs")


def test_a_damaged_file_is_nothing(place: Path) -> None:
    for damaged in (b"{", b'{"x": ' + b"[" * 100_000):
        place.write_bytes(damaged)
        assert chosen(None, None) == (None, None)


def test_a_place_that_refuses_does_not_stop_the_session(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "fichier").write_bytes(b"")
    monkeypatch.setattr(platformdirs, "user_config_path", lambda *_, **__: tmp_path / "fichier" / "sous")
    assert chosen("casque", None) == ("casque", None)
