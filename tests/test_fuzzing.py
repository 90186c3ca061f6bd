"""The mutator finds what is hidden behind several conditions, and nothing of what others write crashes a reader (a few tries each)."""

from __future__ import annotations

import runpy
from pathlib import Path

import pytest

from fuzzing import guided
from fuzzing.readers import readers

HIDDEN = """
def read(data):
    if data[:1] == b"a":
        if data[1:2] == b"z":
            if len(data) > 6:
                if data[6:7] == b"#":
                    raise KeyError(data)
def sleep(data):
    while data:
        pass
"""


def test_lines_reached_for_the_first_time_lead_to_what_is_hidden(tmp_path: Path) -> None:
    (tmp_path / "hidden.py").write_text(HIDDEN, encoding="utf-8")
    hidden = runpy.run_path(str(tmp_path / "hidden.py"))
    found = guided.explore(hidden["read"], [b"bonjour"], tries=1500, package=str(tmp_path), words=(b"z", b"#"), seed=6)
    assert list(found.crashes) == ["KeyError"]
    assert found.crashes["KeyError"].data[:2] == b"az"
    blind = guided.explore(hidden["read"], [b"bonjour"], tries=1500, package="nowhere", words=(b"z", b"#"), seed=6)
    assert blind.crashes == {}


def test_what_hangs_is_a_crash(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "hidden.py").write_text(HIDDEN, encoding="utf-8")
    monkeypatch.setattr(guided, "HUNG", 0.05)
    found = guided.explore(runpy.run_path(str(tmp_path / "hidden.py"))["sleep"], [b"x"], tries=1, package=str(tmp_path))
    assert list(found.crashes) == ["Hung"]


def test_a_run_can_be_made_again() -> None:
    reader = readers()["settings"]
    one, two = (guided.explore(reader.read, reader.seeds, tries=12, words=reader.words, seed=3).kept for _ in range(2))
    assert one == two


@pytest.mark.parametrize("name", list(readers()))
def test_a_reader_reads_or_refuses_whatever_it_is_given(name: str) -> None:
    reader = readers()[name]
    found = guided.explore(reader.read, reader.seeds, tries=len(reader.seeds) + 8, words=reader.words)
    assert found.crashes == {}
    assert found.lines > 5
