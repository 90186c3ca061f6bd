"""No word that was said is in a message, a traceback, or any file beside the session's; and what is written is its owner's alone."""

from __future__ import annotations

import dataclasses
import json
import os
import zipfile
from pathlib import Path

import pytest

from sessions import LINES, SETTINGS
from watched import Watched

MARK = "ornithorynque"
"""Is in everything that is said, written or given here."""

pytestmark = [pytest.mark.real, pytest.mark.skipif(os.name == "nt", reason="modes are those of POSIX systems")]


def _said(path: Path) -> None:
    """A session in which every turn holds the word, and broken files that hold it too."""
    lines = [json.dumps({"speaker": who, "role": role, "text": f"{text} {MARK}.", "stage": stage}) for who, role, text, stage in LINES]
    (path / "dit.jsonl").write_text("\n".join(lines), encoding="utf-8")
    (path / "fiche.toml").write_text(SETTINGS, encoding="utf-8")
    (path / "coupe.jsonl").write_text("\n".join([*lines[:3], lines[3][:-20]]), encoding="utf-8")
    (path / "heures.vtt").write_text(f"WEBVTT\n\n00:00:0x.000 --> 00:00:02.000\n<v Ana>{MARK}\n", encoding="utf-8")
    (path / "vide.vtt").write_text(f"WEBVTT\n\nNOTE {MARK}\n", encoding="utf-8")
    (path / "son.m4a").write_bytes(MARK.encode() * 2_000)
    (path / "fiche_abimee.toml").write_text(f'subject = "{MARK}\npreset = 30', encoding="utf-8")
    (path / "fiche_fausse.toml").write_text(f'subject = "{MARK}"\npreset = 31\n', encoding="utf-8")
    (path / "reponse.json").write_text(json.dumps({"texte": MARK}), encoding="utf-8")
    with zipfile.ZipFile(path / "reunion.docx", "w") as archive:
        archive.writestr("word/document.xml", f"<w:document><w:p>{MARK}")
    (path / "dossier").mkdir()


FAILING: tuple[tuple[str, ...], ...] = (
    ("hear", "coupe.jsonl", "--into", "e1", "--agreed"),
    ("hear", "heures.vtt", "--into", "e2", "--agreed"),
    ("hear", "vide.vtt", "--into", "e3", "--agreed"),
    ("hear", "son.m4a", "--into", "e4", "--agreed"),
    ("hear", "reunion.docx", "--into", "e5", "--agreed"),
    ("hear", "dit.jsonl", "--people", "fiche_abimee.toml", "--into", "e6", "--agreed"),
    ("hear", "dit.jsonl", "--people", "fiche_fausse.toml", "--into", "e7", "--agreed"),
    ("hear", "dit.jsonl", "--people", "fiche.toml", "--into", "s2", "--not-agreed"),
    ("hear", "dit.jsonl", "--into", "e8"),
    ("hear", "coupe.jsonl", "--into", "s"),
    ("answer", "s", "99", "dit"),
    ("rename", "s", "Personne", "Ana"),
    ("move", "s", "999", "2"),
    ("transcript", "s", "--output", "dossier"),
    ("export", "s", "--format", "md", "--into", "fiche.toml"),
    ("approve", "s", "reponse.json"),
    ("approve", "s", "son.m4a"),
    ("review", "s", "--for", "Personne"),
    ("opinion", "s", "http://127.0.0.1:9"),
    ("forget", "s", "--person", "Personne", "--yes"),
    ("voices", "keep", "s", "Fatou", "--yes"),
    ("voices", "keep", "s", "Fatou", "--yes", "--from", "son.m4a"),
    ("voices", "keep", "s", "Personne", "--yes"),
    ("voices", "keep", "abime", "Fatou", "--yes"),
    ("voices", "forget", "Personne"),
    ("documents", "abime"),
    ("show", "abime", "--no-browser"),
    ("tidy", "abime", "--apply"),
)
WORKING: tuple[tuple[str, ...], ...] = (
    ("export", "s", "--format", "md,docx,ics,json"),
    ("send", "s"),
    ("review", "s", "--csv", "chiffres", "--output", "bilan.md"),
    ("transcript", "s", "--output", "dehors/t.vtt", "--format", "vtt"),
    ("tidy", "--apply"),
    ("voices",),
    ("forget", "s", "--person", "Fatou", "--yes", "--receipt", "recu.txt"),
)


@dataclasses.dataclass(frozen=True)
class Ran:
    """Where it ran, what it printed, its codes."""

    place: Path
    watched: Watched
    printed: str
    codes: list[int]


@pytest.fixture(scope="module")
def ran(tmp_path_factory: pytest.TempPathFactory) -> Ran:
    place = tmp_path_factory.mktemp("dit")
    _said(place)
    watched = Watched(place / "home")
    old = os.umask(0)
    try:
        first, codes = watched.run(("hear", "dit.jsonl", "--people", "fiche.toml", "--into", "s", "--agreed"), folder=place)
        assert codes == [0], first
        (place / "abime").mkdir(mode=0o700)
        for name in ("journal", "seance.toml", "cle.toml"):
            data = bytearray((place / "s" / name).read_bytes())
            if name == "journal":
                data[len(data) // 2] ^= 0xFF
            (place / "abime" / name).write_bytes(data)
            (place / "abime" / name).chmod(0o600)
        failed, codes = watched.run(*(("--debug", *command) for command in FAILING), folder=place)
        told, worked = watched.run(*WORKING, folder=place)
        assert worked == [0] * len(WORKING), told
    finally:
        os.umask(old)
    return Ran(place, watched, first + failed, codes)


def test_what_is_broken_is_refused(ran: Ran) -> None:
    assert [command for command, code in zip(FAILING, ran.codes, strict=True) if code == 0] == [("opinion", "s", "http://127.0.0.1:9")]
    assert "Erreur imprévue" not in ran.printed
    assert "running.py" in ran.printed  # tracebacks were asked for, and shown


def test_no_message_nor_traceback_holds_what_was_said(ran: Ran) -> None:
    assert MARK not in ran.printed.casefold()


def test_nothing_that_was_said_is_beside_the_session(ran: Ran) -> None:
    """Temporary files, caches, the user's data: none holds a word, in any encoding; the session's own are sealed."""
    beside = [path for path in ran.watched.files() if path.is_file()]
    sealed = [path for name in ("s", "abime") for path in (ran.place / name).rglob("*") if path.is_file() and "exports" not in path.parts]
    for path in (*beside, *sealed):
        data = path.read_bytes()
        assert not any(MARK.encode(coding) in data for coding in ("utf-8", "utf-16-le")), path.name
    assert (ran.place / "s" / "journal") in sealed
    for name in ("e1", "e2", "e3", "e4", "e5", "e6", "e7", "s2"):
        assert not (ran.place / name).exists()


def test_what_is_written_is_its_owner_s_alone(ran: Ran) -> None:
    mine = [ran.place / name for name in ("s", "chiffres", "dehors")]
    found = [*mine, *(inner for folder in mine for inner in folder.rglob("*")), ran.place / "bilan.md", ran.place / "recu.txt"]
    found += [path for path in ran.watched.files() if "codev_voice" in path.parts]
    assert len([path for path in found if path.is_file()]) > 10
    wrong = [f"{path.relative_to(ran.place)} {path.stat().st_mode & 0o777:o}" for path in found if path.stat().st_mode & 0o077]
    assert wrong == []
