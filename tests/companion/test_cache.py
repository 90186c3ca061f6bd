from __future__ import annotations

from pathlib import Path

from codev_voice.companion.cache import FileCache


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
