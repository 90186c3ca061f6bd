from __future__ import annotations

from pathlib import Path

from codev_voice.companion.cache import FileCache
from codev_voice.companion.copies import drop_copies
from codev_voice.session.folder import Folder


def test_exports_and_what_an_interrupted_hearing_kept_go_and_nothing_else(tmp_path: Path) -> None:
    folder = Folder(tmp_path)
    drop_copies(folder)
    FileCache(folder.work).put("mots", b"x")
    (folder.exports / "pour le groupe").mkdir(parents=True)
    (folder.exports / "pour le groupe" / "plan.md").write_bytes(b"x")
    folder.journal.write_bytes(b"")
    drop_copies(folder)
    assert [place.name for place in tmp_path.iterdir()] == ["journal"]
