"""Sessions on the disk, as they are when somebody asks to erase something of them."""

from __future__ import annotations

from pathlib import Path

import numpy as np

from codev_voice.companion.hear import hear
from codev_voice.session.folder import Folder
from codev_voice.session.journal import RESCUED, read_events
from codev_voice.sound.segments import CALL, MICRO, SegmentWriter, sound_seal
from sessions import write_session

SECONDS = 120
"""Of sound, on each channel, at the level 500."""


def small_session(tmp_path: Path) -> Folder:
    """The small session, heard, with sound, an export and what an earlier damage left."""
    transcript, settings = write_session(tmp_path)
    folder = Folder(hear(transcript, people=settings, into=tmp_path / "séance").folder.path)
    for channel in (MICRO, CALL):
        with SegmentWriter(folder.sound, channel, sound_seal(folder.sound)) as writer:
            writer.write(0.0, np.full(16_000 * SECONDS, 500, dtype=np.int16))
    folder.exports.mkdir(mode=0o700)
    (folder.exports / "transcription.md").write_text("Tu devrais lui écrire une lettre", encoding="utf-8")
    (folder.path / RESCUED).write_bytes(folder.journal.read_bytes())
    return folder


def all_said(folder: Folder) -> str:
    """Everything that the journal holds, and the names and texts of the folder's other files."""
    others = [file for file in folder.path.rglob("*") if file.is_file() and file.suffix != ".son" and file != folder.journal]
    return str(read_events(folder.journal)) + "".join(
        f"{file.name} {file.read_text(encoding='utf-8', errors='replace')}" for file in others
    )
