from __future__ import annotations

import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from codev_voice.review.render.drawing.sheet import Sheet, drawn, shortened, width_of

_DRAW = "from codev_voice.review.render.drawing.sheet import drawn; drawn(lambda sheet: sheet.text(0, 9, 'Été'), 20, 'svg')"


def _something(sheet: Sheet) -> None:
    sheet.text(3, 9, "Coût : $5 et $6 \x07 中")
    sheet.boxes([(0, 3), (9, 10)], 2, 5)
    sheet.boxes([], 2, 5)
    sheet.box(0, 0, 4, 4, hatch="////")
    sheet.ring(9, 9)


@pytest.mark.parametrize(("form", "opening"), [("svg", b"<?xml"), ("png", b"\x89PNG")])
def test_the_same_drawing_gives_the_same_file(form: str, opening: bytes) -> None:
    made = drawn(_something, 30, form)
    assert made.startswith(opening)
    assert made == drawn(_something, 30, form)


def test_a_name_is_never_read_as_mathematics_nor_spoils_the_file() -> None:
    written = drawn(_something, 30, "svg").decode()
    assert "Coût : $5 et $6   中" in written


def test_what_fits_of_a_name() -> None:
    assert shortened("Zoé", 100) == "Zoé"
    short = shortened("Marie-Antoinette", 50)
    assert short.endswith("…")
    assert width_of(short) <= 50


def test_fonts_are_listed_in_our_own_folder_and_nothing_is_said(tmp_path: Path) -> None:
    kept = {name: value for name, value in os.environ.items() if name != "MPLCONFIGDIR"}
    environment = kept | {"HOME": str(tmp_path), "XDG_DATA_HOME": str(tmp_path / "data")}
    ran = subprocess.run([sys.executable, "-W", "error", "-c", _DRAW], capture_output=True, text=True, env=environment, check=False)
    assert (ran.returncode, ran.stdout, ran.stderr) == (0, "", "")
    folder = tmp_path / "data" / "codev_voice" / "matplotlib"
    assert any(folder.iterdir())
    assert os.name == "nt" or stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert os.name == "nt" or {stat.S_IMODE(file.stat().st_mode) for file in folder.iterdir()} == {0o600}
    assert [path.name for path in tmp_path.iterdir()] == ["data"]
