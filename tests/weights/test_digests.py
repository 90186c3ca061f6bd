from __future__ import annotations

from typing import TYPE_CHECKING

from codev_voice.weights.digests import CHUNK, altered, chunks, git_blob, sha256
from codev_voice.weights.pins import FilePin

if TYPE_CHECKING:
    from pathlib import Path

HELLO = "5891b5b522d5df086d0ff0b110fbd9d21bb4fc7163af34d08286a2e846f6be03"


def test_known_digests(tmp_path: Path) -> None:
    path = tmp_path / "hello"
    path.write_bytes(b"hello\n")
    assert sha256(path) == HELLO
    assert git_blob(path) == "ce013625030ba8dba906f756967f9e9ca394464a"  # what `git hash-object` says


def test_a_file_is_read_in_pieces(tmp_path: Path) -> None:
    path = tmp_path / "big"
    path.write_bytes(b"x" * (CHUNK + 1))
    assert [len(chunk) for chunk in chunks(path)] == [CHUNK, 1]


def test_the_altered_files_are_named(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"hello\n")
    (tmp_path / "b").write_bytes(b"hullo\n")
    told: list[float] = []
    pins = (FilePin("a", 6, HELLO), FilePin("b", 6, HELLO))
    assert altered(tmp_path, pins, lambda _, done: told.append(done)) == ("b",)
    assert told == [0.5, 1.0]
