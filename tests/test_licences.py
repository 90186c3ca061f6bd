"""The list of licences is what its tool writes, and says one for everything that is pinned."""

from __future__ import annotations

import runpy
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
TOOL = runpy.run_path(str(ROOT / "tools" / "licences.py"))
PINS = (ROOT / "constraints.txt").read_text(encoding="utf-8")
WRITTEN = (ROOT / "docs" / "licences.md").read_text(encoding="utf-8")


def test_it_is_what_the_tool_writes() -> None:
    assert TOOL["written"](PINS) == WRITTEN, "écrivez-le de nouveau : python tools/licences.py"


def test_every_package_is_there_once_with_its_version_and_a_licence() -> None:
    rows = [[cell.strip() for cell in line.split("|")[1:-1]] for line in WRITTEN.splitlines() if line.startswith("| ")]
    listed = {name: version for name, version, licence in rows if name != "paquet" and licence}
    assert sum(name != "paquet" for name, *_ in rows) == len(PINS.split())
    assert listed == dict(pin.split("==") for pin in PINS.split())


def test_what_runs_is_told_from_what_only_checks() -> None:
    running, checking = WRITTEN.split("## Pour vérifier")
    assert all(f"| {name} |" in running for name in ("numpy", "PyAudioWPatch", "jeepney", "av"))
    assert all(f"| {name} |" in checking for name in ("pytest", "jiwer", "torch", "schemathesis"))


def test_what_cannot_be_known_is_refused() -> None:
    with pytest.raises(LookupError, match="n'est pas installé"):
        TOOL["licence_of"]("aucun-paquet-de-ce-nom")


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("The MIT License (MIT)", "MIT"),
        ("Apache License\n    Version 2.0, January 2004", "Apache-2.0"),
        ("License: Apache 2.0", "Apache-2.0"),
        ("3-Clause BSD License", "BSD-3-Clause"),
        ("BSD License", "BSD"),
        ("ISC License (ISCL)", "ISC"),
        ("À nous", None),
    ],
)
def test_a_licence_has_one_name_however_it_is_written(written: str, name: str | None) -> None:
    assert TOOL["_named"](written) == name
