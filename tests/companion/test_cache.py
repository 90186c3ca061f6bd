from __future__ import annotations

from pathlib import Path

import pytest

from codev_voice.companion.cache import FileCache
from codev_voice.errors import SessionError
from codev_voice.session import keys


def test_values_are_kept_by_key_until_cleared(tmp_path: Path) -> None:
    cache = FileCache(tmp_path / "travail")
    assert cache.get("a") is None
    cache.clear()
    cache.put("a", b"1")
    cache.put("b/../c", b"2")
    cache.put("a", b"3")
    assert (cache.get("a"), cache.get("b/../c"), cache.get("c")) == (b"3", b"2", None)
    cache.clear()
    assert cache.get("a") is None
    assert not (tmp_path / "travail").exists()


def test_clearing_leaves_what_others_put_there(tmp_path: Path) -> None:
    place = tmp_path / "travail"
    place.mkdir()
    (place / "photo.jpg").write_bytes(b"mine")
    cache = FileCache(place)
    cache.put("a", b"1")
    (place / f".{'0' * 32}.abcd_123").write_bytes(b"cut short")
    cache.clear()
    assert [file.name for file in place.iterdir()] == ["photo.jpg"]


def test_what_is_kept_is_sealed_with_the_sessions_key(tmp_path: Path) -> None:
    keys.create(tmp_path)
    cache = FileCache(tmp_path / "travail")
    cache.put("mots", b"ce qui fut dit")
    cache.put("voix", b"et par qui")
    mots, voix = (cache._place(key) for key in ("mots", "voix"))
    assert cache.get("mots") == b"ce qui fut dit"
    assert b"dit" not in mots.read_bytes()
    mots.write_bytes(voix.read_bytes())
    with pytest.raises(SessionError, match="déplacée"):
        cache.get("mots")
    keys.destroy(tmp_path)
    with pytest.raises(SessionError, match="détruite"):
        cache.get("voix")
    cache.clear()
    assert not (tmp_path / "travail").exists()
