from __future__ import annotations

import json
from pathlib import Path

import pytest

from cli.runs import command
from review.wording import FORBIDDEN
from sessions import LINES, write_session

Capture = pytest.CaptureFixture[str]


@pytest.fixture
def folder(tmp_path: Path, capsys: Capture) -> Path:
    transcript, settings = write_session(tmp_path)
    assert command(capsys, "hear", transcript, "--people", settings, "--into", tmp_path / "s").code == 0
    return tmp_path / "s"


def test_the_review_is_read_and_computed_with(folder: Path, capsys: Capture) -> None:
    ran = command(capsys, "review", folder)
    assert (ran.code, ran.out.splitlines()[0]) == (0, "# Bilan de la séance")
    assert not FORBIDDEN.search(ran.out)
    assert not any(text in ran.out for _, _, text, _ in LINES)
    stages = json.loads(command(capsys, "review", folder, "--json").out)["consultations"][0]["stages"]
    assert [stage["stage"] for stage in stages] == list(range(7))
