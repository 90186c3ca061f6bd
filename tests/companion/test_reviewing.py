from __future__ import annotations

import datetime
import os
import stat
from pathlib import Path

from codev_voice.companion.opening import Opened
from codev_voice.companion.reviewing import steps_of, write_evolution, write_figures, write_pictures
from codev_voice.session.folder import Folder
from codev_voice.session.seance import Seance
from review.spoken import PEOPLE, clarification, session


def _opened(tmp_path: Path, *, minutes: int = 12) -> Opened:
    settings = Seance(people=PEOPLE, preset=30, date=datetime.date(2026, 11, 24))
    return Opened(Folder(tmp_path), session(clarification(minutes=minutes)), settings)


def test_files_have_names_that_sort_and_are_ones_own(tmp_path: Path) -> None:
    into = tmp_path / "images"
    written = (*write_pictures(_opened(tmp_path), into), write_figures(_opened(tmp_path), into))
    assert sorted(path.name for path in into.iterdir()) == [
        "2026-11-24 codev - bilan - chiffres.csv",
        "2026-11-24 codev - bilan - déroulement.pdf",
        "2026-11-24 codev - bilan - déroulement.png",
        "2026-11-24 codev - bilan - parole par étape.pdf",
        "2026-11-24 codev - bilan - parole par étape.png",
        "2026-11-24 codev - bilan - échanges.pdf",
        "2026-11-24 codev - bilan - échanges.png",
    ]
    assert set(written) == set(into.iterdir())
    assert os.name == "nt" or {stat.S_IMODE(path.stat().st_mode) for path in written} == {0o600}


def test_the_evolution_of_a_group(tmp_path: Path) -> None:
    steps = steps_of([_opened(tmp_path), _opened(tmp_path, minutes=6)])
    written = write_evolution(steps, tmp_path / "images")
    assert [path.name for path in written] == ["codev - bilan - d'une séance à l'autre.png", "codev - bilan - d'une séance à l'autre.pdf"]
    assert written[0].read_bytes().startswith(b"\x89PNG")
