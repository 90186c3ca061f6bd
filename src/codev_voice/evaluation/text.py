"""`eval text`: a labelled transcript through the same path as any other, without hearing, against its labels."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from codev_voice.companion.hear import spoken_names
from codev_voice.companion.understanding import folded
from codev_voice.documents import draft, to_json
from codev_voice.errors import FileError
from codev_voice.evaluation.advice import score_session
from codev_voice.evaluation.documents import score_documents
from codev_voice.evaluation.labelled import Labelled, read_labelled
from codev_voice.evaluation.stages import score_stages
from codev_voice.session.seance import Seance
from codev_voice.session.toml import read_seance
from codev_voice.session.values import Session
from codev_voice.transcripts import read_transcript


def evaluate_text(path: Path, *, people: Path | None = None, gold: Path | None = None) -> dict[str, Any]:
    """Scores of stages, advice and documents, in the shape of `eval text --json`.

    `people` and `gold` are `seance.toml` and `gold.json` beside the session by default; without gold no documents are scored.

    Raises:
        FileError: a file is missing or is not what it should be.
        SettingsError: `seance.toml` is wrong.
    """
    settings = people or path.with_name("seance.toml")
    seance = read_seance(settings) if people or settings.exists() else Seance()
    labelled = read_labelled(path, seance)
    session = understood(path, seance)
    return {
        "stages": score_stages(
            [turn.text for turn in session.turns],
            labelled.stages,
            [turn.stage_live for turn in session.turns],
            [turn.stage for turn in session.turns],
        ).to_json(),
        "advice": score_session(session.turns, labelled.acts),
        "documents": _documents(session, seance, gold, path, labelled),
    }


def understood(path: Path, seance: Seance) -> Session:
    """The session that the program makes of a written one, labels unseen."""
    pieces = read_transcript(path, people=tuple(person.name for person in seance.people)).pieces
    return folded(pieces, spoken_names(pieces, ()), seance)


def _documents(session: Session, seance: Seance, gold: Path | None, path: Path, labelled: Labelled) -> dict[str, Any]:
    place = gold or path.with_name("gold.json")
    if not place.exists():
        if gold:
            raise FileError(f"{gold.name} est introuvable", "vérifiez son chemin")
        return {}
    try:
        expected = json.loads(place.read_text(encoding="utf-8"))
    except ValueError:
        raise FileError(f"{place.name} n'est pas du JSON", "vérifiez que c'est le bon fichier") from None
    if not isinstance(expected, dict):
        raise FileError(f"{place.name} ne porte pas les documents attendus", "vérifiez que c'est le bon fichier")
    return score_documents(to_json(draft(session, seance)), expected, labelled.session)
