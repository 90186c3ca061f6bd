from __future__ import annotations

import pytest

from codev_voice.errors import FileError
from codev_voice.transcripts.assembly import assemble
from codev_voice.transcripts.cues import Cue
from codev_voice.transcripts.source import open_source

SOURCE = open_source(b"rien", "x.vtt")
CUES = [Cue("Bonjour.", "A", 0.0, 1.0), Cue("", "B", 1.0, 1.5), Cue("Oui.", "A", 2.0, 3.0)]


def test_cues_become_turns() -> None:
    imported = assemble(SOURCE, CUES, form="f", title="t")
    assert [(piece.id, piece.text, piece.start, piece.end) for piece in imported.pieces] == [("p000001", "Bonjour. Oui.", 0.0, 3.0)]
    assert (imported.format, imported.title, imported.estimated, imported.warnings) == ("f", "t", False, ())


def test_as_written_nothing_moves() -> None:
    assert [piece.text for piece in assemble(SOURCE, CUES, form="f", as_written=True).pieces] == ["Bonjour.", "", "Oui."]


def test_computed_times_are_warned_of() -> None:
    imported = assemble(SOURCE, [Cue("Bonjour.", "A")], form="f", warnings=("Attention.",))
    assert imported.estimated
    assert imported.warnings[0] == "Attention."
    assert "estimés" in imported.warnings[1]


def test_a_file_in_which_nobody_speaks_is_refused() -> None:
    with pytest.raises(FileError, match=r"x\.vtt ne contient aucune parole"):
        assemble(SOURCE, [Cue(" ".strip(), "A")], form="f")
