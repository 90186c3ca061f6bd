"""The tests mirror the sources file by file, and every module keeps to a size one finds one's way in."""

from __future__ import annotations

from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
SOURCES = ROOT / "src" / "codev_voice"
LONGEST = 380
MODULES = sorted(path.relative_to(SOURCES) for path in SOURCES.rglob("*.py") if not path.name.startswith("__"))
# Values and tables that hold no behaviour of their own: every test of their floor reads them.
VALUES = {
    "cli/app.py": "tests/cli/test_running.py",
    "cli/correcting.py": "tests/cli/test_reading.py",
    "cli/french.py": "tests/cli/test_running.py",
    "cli/hearing.py": "tests/cli/test_reading.py",
    "companion/departing.py": "tests/companion/test_understanding.py",
    "companion/live/moment.py": "tests/companion/live/test_view.py",
    "companion/tracking.py": "tests/companion/test_judging.py",
    "documents/render/printed.py": "tests/documents/render/test_printing.py",
    "documents/values.py": "tests/documents/render/test_json.py",
    "errors.py": "tests/cli/test_running.py",
    "hearing/live/values.py": "tests/hearing/live/test_listener.py",
    "review/values.py": "tests/review/test_report.py",
    "session/names.py": "tests/review/test_report.py",
    "session/places.py": "tests/session/test_keyfiles.py",
    "session/paper_events.py": "tests/session/test_events.py",
    "session/papers.py": "tests/session/test_events.py",
    "session/progress.py": "tests/companion/test_hear.py",
    "session/seance.py": "tests/session/test_toml.py",
    "transcripts/french.py": "tests/transcripts/test_meet.py",
    "transcripts/imported.py": "tests/transcripts/test_jsonl.py",
    "session/values.py": "tests/session/test_state.py",
}


@pytest.mark.parametrize("module", MODULES, ids=str)
def test_a_module_has_its_tests(module: Path) -> None:
    named = VALUES.get(module.as_posix())
    mirror = ROOT / named if named else ROOT / "tests" / module.parent / f"test_{module.name}"
    real = ROOT / "tests" / "real" / f"test_{module.name}"
    assert mirror.exists() or real.exists(), f"{module} has no tests"


@pytest.mark.parametrize("module", MODULES, ids=str)
def test_a_module_stays_small(module: Path) -> None:
    assert len((SOURCES / module).read_text(encoding="utf-8").splitlines()) <= LONGEST


def test_nothing_is_listed_that_is_gone() -> None:
    assert all((SOURCES / name).exists() for name in VALUES)
