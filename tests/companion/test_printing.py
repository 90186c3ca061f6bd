from __future__ import annotations

from pathlib import Path

import pytest

from codev_voice.companion.hear import hear
from codev_voice.companion.papers import do, sheets
from codev_voice.companion.printing import in_markdown
from codev_voice.documents.changing import Change
from codev_voice.errors import SessionError
from sessions import write_session


def test_documents_are_printed_as_they_stand(tmp_path: Path) -> None:
    transcript, settings = write_session(tmp_path)
    place = tmp_path / "séance"
    hear(transcript, people=settings, into=place)
    before, warnings = in_markdown(place)
    assert before.count("# Contrat de consultation") == before.count("# Notes de") == before.count("# Mon plan") == 1
    assert (before.count("brouillon à relire par Inès"), warnings) == (6, ())
    plan = sheets(place)[2]
    after = do(place, Change("edit", "plan", entry=plan.entries[1].id, text="Voir Marc au calme"), Change("refuse", "notes"))
    do(place, Change("approve", "plan", digest=after[2].digest))
    text, _ = in_markdown(place)
    assert "Voir Marc au calme" in text
    assert "# Notes de l’exploration\n\nRefusé par Inès\u00a0: rien n’en est gardé." in text
    assert (text.count("brouillon à relire par Inès"), "Projet Lyon" in text) == (2, False)


def test_what_is_no_session_is_refused(tmp_path: Path) -> None:
    with pytest.raises(SessionError):
        in_markdown(tmp_path)
