from __future__ import annotations

import errno
import os
import stat
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest

from codev_voice.companion import hear as module
from codev_voice.companion.cache import FileCache
from codev_voice.companion.hear import Options, default_name, hear
from codev_voice.companion.opening import open_session
from codev_voice.errors import CodevError, FileError, MachineError, SessionError, SettingsError, WeightsError
from codev_voice.session import keyfiles, keys
from codev_voice.session.apart import UNINDEXED
from codev_voice.session.card import Method
from codev_voice.session.events import Ended, Heard
from codev_voice.session.folder import Folder, writing
from codev_voice.session.journal import Journal, read_events
from codev_voice.session.values import Piece, Role, Stage, Voice
from sessions import write_session


def test_a_transcript_becomes_a_session(tmp_path: Path) -> None:
    transcript, settings = write_session(tmp_path)
    before = transcript.read_bytes()
    outcome = hear(transcript, people=settings, into=tmp_path / "s")
    opened = open_session(outcome.folder.path)
    assert not outcome.already
    assert opened.seance.title == "Un petit codev"
    assert [turn.speaker for turn in opened.session.turns][:4] == ["Claire", "Julien", "Claire", "Inès"]
    assert opened.session.turns[7].role is Role.CONSULTANT
    assert opened.session.turns[0].stage is Stage.RETURN
    assert opened.session.estimated
    assert opened.warnings == ()
    assert transcript.read_bytes() == before
    assert not outcome.folder.work.exists()


def test_done_once_it_is_not_done_again(tmp_path: Path) -> None:
    transcript, settings = write_session(tmp_path)
    hear(transcript, people=settings, into=tmp_path / "s")
    journal = (tmp_path / "s" / "journal").read_bytes()
    assert hear(transcript, people=settings, into=tmp_path / "s").already
    assert (tmp_path / "s" / "journal").read_bytes() == journal


@pytest.mark.parametrize("stop", [0, 1, 3, 10, 20])
def test_interrupted_anywhere_it_goes_on_and_ends_the_same(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, stop: int) -> None:
    transcript, settings = write_session(tmp_path)
    whole = hear(transcript, people=settings, into=tmp_path / "whole")
    appended = 0
    real = Journal.append

    def interrupted(self: Journal, *events: object) -> object:
        nonlocal appended
        if appended > stop:
            raise KeyboardInterrupt
        appended += 1
        return real(self, *events)  # type: ignore[arg-type] # the events as they came

    monkeypatch.setattr(Journal, "append", interrupted)
    with pytest.raises(KeyboardInterrupt):
        hear(transcript, people=settings, into=tmp_path / "s")
    monkeypatch.undo()
    hear(transcript, people=settings, into=tmp_path / "s")
    assert open_session(tmp_path / "s").session == open_session(whole.folder.path).session
    heard = [event.id for event in read_events(tmp_path / "s" / "journal") if isinstance(event, Heard)]
    assert len(heard) == len(set(heard))


def test_an_unfinished_session_says_so(tmp_path: Path) -> None:
    transcript, settings = write_session(tmp_path)
    hear(transcript, people=settings, into=tmp_path / "s")
    events = [event for event in read_events(tmp_path / "s" / "journal") if not isinstance(event, Ended)]
    (tmp_path / "s" / "journal").unlink()
    with Journal(tmp_path / "s" / "journal") as journal:
        for event in events:
            if not hasattr(event, "raw"):
                journal.append(event)
    assert "interrompue" in open_session(tmp_path / "s").warnings[0]


def test_without_a_roster_names_are_the_transcripts_and_roles_are_guesses(tmp_path: Path) -> None:
    transcript, _ = write_session(tmp_path)
    lines = transcript.read_text(encoding="utf-8")
    for role in ("client", "consultant", "animateur"):
        lines = lines.replace(f'"role": "{role}", ', "")
    transcript.write_text(lines, encoding="utf-8")
    hear(transcript, into=tmp_path / "s")
    session = open_session(tmp_path / "s").session
    assert {turn.speaker for turn in session.turns} == {"Claire", "Julien", "Inès", "Fatou"}
    assert session.named(Role.FACILITATOR) == ("Claire",)
    assert session.named(Role.CLIENT) == ("Inès",)
    assert session.guessed == {"Claire", "Julien", "Inès", "Fatou"}


def test_roles_given_by_the_source_are_not_guesses_of_ours(tmp_path: Path) -> None:
    transcript, _ = write_session(tmp_path)
    hear(transcript, into=tmp_path / "s")
    session = open_session(tmp_path / "s").session
    assert session.named(Role.CLIENT) == ("Inès",)
    assert all(turn.role for turn in session.turns)


def test_sound_goes_through_hearing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    sound = tmp_path / "appel.wav"
    sound.write_bytes(b"RIFF\x00\x00\x00\x00WAVEfmt " + bytes(64))
    _, settings = write_session(tmp_path)
    asked: dict[str, object] = {}

    class Tracks:
        missing = 70.0

    class Batch:
        @staticmethod
        def hear(tracks: object, seance: object, **rest: object) -> object:
            asked.update(rest, tracks=tracks)

            class Result:
                pieces = (Piece("p000001", 0.0, 2.0, "Voix 1", "Bonjour à tous."),)
                voices = (Voice("Voix 1", "Claire"),)
                seconds = 3.0

            return Result

    import codev_voice.hearing
    import codev_voice.sound.reading
    import codev_voice.weights

    monkeypatch.setattr(codev_voice.hearing, "batch", Batch, raising=False)
    monkeypatch.setattr(codev_voice.sound.reading, "read_tracks", lambda *_, **__: Tracks)
    monkeypatch.setattr(codev_voice.weights, "whisper_folder", Path)
    outcome = hear(sound, people=settings, into=tmp_path / "s", options=Options(model="small", threads=3))
    assert "environ 2 minutes" in outcome.warnings[0]
    assert asked["whisper"] == Path("small")
    assert asked["threads"] == 3
    assert open_session(tmp_path / "s").session.turns[0].speaker == "Claire"
    assert open_session(tmp_path / "s").session.duration == 3.0
    with pytest.raises(SessionError, match="entendue avec le modèle small"):
        hear(sound, into=tmp_path / "s", options=Options(model="base"))


def test_the_folders_name_sorts_and_is_found_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    transcript, settings = write_session(tmp_path)
    assert default_name(transcript, settings) == "2026-03-12 codev - petit"
    assert default_name(Path("a:b?.vtt"), None) == "codev - a-b-"
    assert default_name(Path("..."), None).startswith("codev - ")
    assert default_name(Path("a\nb.vtt"), None) == "codev - a-b"
    assert len(default_name(Path("é" * 120 + ".vtt"), None).encode()) < 255
    assert len(default_name(Path("🎧" * 60 + ".vtt"), None).encode()) < 255
    monkeypatch.chdir(tmp_path)
    assert hear(transcript, people=settings).folder.path == Path("2026-03-12 codev - petit")


@pytest.mark.skipif(sys.platform in {"win32", "darwin"}, reason="these systems refuse a name that is no text")
def test_a_file_whose_name_is_no_text_is_read(tmp_path: Path) -> None:
    transcript, settings = write_session(tmp_path)
    odd = Path(os.fsdecode(os.fsencode(tmp_path) + b"/\xe9t\xe9.jsonl"))
    transcript.rename(odd)
    folder = hear(odd, into=tmp_path / "s").folder
    assert not settings.samefile(folder.seance)
    assert open_session(folder.path).session.turns


def test_a_folder_of_one_s_own_keeps_all_that_was_in_it(tmp_path: Path) -> None:
    transcript, settings = write_session(tmp_path)
    mine = {"travail/photo.jpg": b"photo", "exports/notes.txt": b"notes", "x.docx": b"x"}
    for name, content in mine.items():
        (tmp_path / "dossier" / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "dossier" / name).write_bytes(content)
    hear(transcript, people=settings, into=tmp_path / "dossier")
    assert {name: (tmp_path / "dossier" / name).read_bytes() for name in mine} == mine
    (tmp_path / "autre").mkdir()
    (tmp_path / "autre" / "journal").write_bytes(b"Cher journal")
    with pytest.raises(SessionError, match="n'est pas un journal"):
        hear(transcript, people=settings, into=tmp_path / "autre")
    assert (tmp_path / "autre" / "journal").read_bytes() == b"Cher journal"


@pytest.mark.parametrize("writes", [1, 2, 3, 8, 20])
def test_a_disk_that_fills_up_loses_nothing_and_the_same_command_goes_on(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, writes: int
) -> None:
    transcript, settings = write_session(tmp_path)
    whole = open_session(hear(transcript, people=settings, into=tmp_path / "whole").folder.path).session
    left = iter(range(writes))

    def full(_: int) -> None:
        if next(left, None) is None:
            raise OSError(errno.ENOSPC, "full")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(MachineError, match="Le disque est plein"):
        hear(transcript, people=settings, into=tmp_path / "s")
    monkeypatch.undo()
    journal = tmp_path / "s" / "journal"
    kept = journal.read_bytes() if journal.exists() else b""  # the key comes first
    hear(transcript, people=settings, into=tmp_path / "s")
    assert journal.read_bytes().startswith(kept)
    assert open_session(tmp_path / "s").session == whole
    there = {file.name for file in (tmp_path / "s").iterdir()} - {*UNINDEXED.values()}
    assert there == {".verrou", "cle.toml", "journal", "seance.toml"}


def _bad(tmp_path: Path) -> Sequence[tuple[Path, type[CodevError], str]]:
    (tmp_path / "vide.jsonl").write_bytes(b"")
    (tmp_path / "rien.jsonl").write_text('{"speaker": "A"}\n', encoding="utf-8")
    return (
        (tmp_path / "absent.wav", FileError, "introuvable"),
        (tmp_path, FileError, "est un dossier"),
        (tmp_path / "vide.jsonl", FileError, r"[a-z]"),
        (tmp_path / "rien.jsonl", FileError, r"[a-z]"),
    )


def test_a_bad_source_is_refused_and_leaves_no_empty_session(tmp_path: Path) -> None:
    for source, kind, said in _bad(tmp_path):
        with pytest.raises(kind, match=said):
            hear(source, into=tmp_path / "s")
        assert not (tmp_path / "s").exists()


def test_a_wrong_settings_file_is_refused_before_anything(tmp_path: Path) -> None:
    transcript, settings = write_session(tmp_path)
    settings.write_text("titre = 'x'", encoding="utf-8")
    with pytest.raises(SettingsError, match="titre"):
        hear(transcript, people=settings, into=tmp_path / "s")
    assert not (tmp_path / "s").exists()


def test_another_session_or_a_file_in_the_way_is_refused(tmp_path: Path) -> None:
    transcript, settings = write_session(tmp_path)
    hear(transcript, people=settings, into=tmp_path / "s")
    transcript.write_text(transcript.read_text(encoding="utf-8") + '{"speaker": "A", "text": "b"}\n', encoding="utf-8")
    with pytest.raises(SessionError, match="autre séance"):
        hear(transcript, people=settings, into=tmp_path / "s")
    with pytest.raises(SessionError, match="n'est pas un dossier"):
        hear(transcript, people=settings, into=settings)


def test_a_session_being_written_is_refused(tmp_path: Path) -> None:
    transcript, settings = write_session(tmp_path)
    with writing(Folder(tmp_path / "s")), pytest.raises(SessionError, match="en cours d'écriture"):
        hear(transcript, people=settings, into=tmp_path / "s")


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="root and Windows read everything")
def test_a_source_that_may_not_be_read_is_refused(tmp_path: Path) -> None:
    transcript, _ = write_session(tmp_path)
    transcript.chmod(0)
    with pytest.raises(FileError, match="droit"):
        hear(transcript, into=tmp_path / "s")


def test_the_machines_refusals_on_the_source_are_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    transcript, _ = write_session(tmp_path)

    def refuse(error: OSError) -> object:
        def digest(*_: object) -> None:
            raise error

        return digest

    monkeypatch.setattr(module.hashlib, "file_digest", refuse(PermissionError()))  # type: ignore[attr-defined] # its import
    with pytest.raises(FileError, match="droit"):
        hear(transcript, into=tmp_path / "s")
    monkeypatch.setattr(module.hashlib, "file_digest", refuse(OSError()))  # type: ignore[attr-defined] # its import
    with pytest.raises(FileError, match="disque"):
        hear(transcript, into=tmp_path / "s")


def test_a_huge_transcript_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    transcript, _ = write_session(tmp_path)
    monkeypatch.setattr(module, "MOST_TRANSCRIPT", 10)
    with pytest.raises(FileError, match="trop gros"):
        hear(transcript, into=tmp_path / "s")


def test_everything_written_is_its_owners_alone(tmp_path: Path) -> None:
    if os.name == "nt":
        pytest.skip("modes are POSIX")
    transcript, settings = write_session(tmp_path)
    hear(transcript, people=settings, into=tmp_path / "s")
    assert stat.S_IMODE((tmp_path / "s").stat().st_mode) == 0o700
    for path in (tmp_path / "s").rglob("*"):
        assert stat.S_IMODE(path.stat().st_mode) == (0o700 if path.is_dir() else 0o600), path


def test_what_a_person_wrote_in_the_folder_is_never_replaced(tmp_path: Path) -> None:
    transcript, settings = write_session(tmp_path)
    (tmp_path / "s").mkdir()
    (tmp_path / "s" / "seance.toml").write_text('title = "À garder"\n', encoding="utf-8")
    with pytest.raises(SettingsError, match="déjà un seance"):
        hear(transcript, people=settings, into=tmp_path / "s")
    assert (tmp_path / "s" / "seance.toml").read_text(encoding="utf-8") == 'title = "À garder"\n'
    hear(transcript, into=tmp_path / "s")
    assert hear(transcript, people=settings, into=tmp_path / "s").warnings == (module.KEPT_SETTINGS,)


def _fails_after(error: CodevError, *files: str) -> object:
    def read(source: Path, seance: object, options: object, cache: FileCache, progress: object) -> object:
        cache.put("voix", b"heard for an hour")
        for name in files:
            (cache.path.parent / name).write_text("à moi", encoding="utf-8")
        raise error

    return read


def test_what_was_heard_outlives_a_missing_part_but_not_a_useless_source(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    transcript, _ = write_session(tmp_path)
    monkeypatch.setattr(module, "_read", _fails_after(WeightsError("Il manque un modèle", "prenez-le")))
    with pytest.raises(WeightsError):
        hear(transcript, into=tmp_path / "s")
    assert FileCache(Folder(tmp_path / "s").work).get("voix") == b"heard for an hour"
    monkeypatch.setattr(module, "_read", _fails_after(FileError("Aucune parole", "vérifiez")))
    with pytest.raises(FileError):
        hear(transcript, into=tmp_path / "t")
    assert not (tmp_path / "t").exists()


def test_a_file_put_in_the_folder_meanwhile_stays(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    transcript, _ = write_session(tmp_path)
    monkeypatch.setattr(module, "_read", _fails_after(FileError("Aucune parole", "vérifiez"), "notes.txt"))
    with pytest.raises(FileError):
        hear(transcript, into=tmp_path / "s")
    assert (tmp_path / "s" / "notes.txt").read_text(encoding="utf-8") == "à moi"


def test_a_session_begun_otherwise_is_not_ended_with_other_pieces(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    transcript, _ = write_session(tmp_path)
    real, left = Journal.append, iter(range(4))

    def interrupted(self: Journal, *events: object) -> object:
        if next(left, None) is None:
            raise KeyboardInterrupt
        return real(self, *events)  # type: ignore[arg-type] # the events as they came

    monkeypatch.setattr(Journal, "append", interrupted)
    with pytest.raises(KeyboardInterrupt):
        hear(transcript, into=tmp_path / "s")
    monkeypatch.undo()
    other = module.Source((Piece("p000001", 0.0, 2.0, "Voix 1", "Autre chose."),), (), 3.0)
    monkeypatch.setattr(module, "_read", lambda *_: other)
    before = (tmp_path / "s" / "journal").read_bytes()
    with pytest.raises(SessionError, match="d'autres réglages"):
        hear(transcript, into=tmp_path / "s")
    assert (tmp_path / "s" / "journal").read_bytes() == before


def test_the_current_folder_has_a_name_in_messages(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    transcript, settings = write_session(tmp_path)  # any other file is another session
    (tmp_path / "Ma séance").mkdir()
    monkeypatch.chdir(tmp_path / "Ma séance")
    hear(transcript, into=Path())
    with pytest.raises(SessionError, match="Le dossier Ma séance contient une autre séance"):
        hear(settings, into=Path())


def test_nothing_said_is_in_clear_anywhere_in_the_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    transcript, settings = write_session(tmp_path)
    outcome = hear(transcript, people=settings, into=tmp_path / "s")
    assert "la clé de cette séance" in outcome.key
    FileCache(tmp_path / "s" / "travail").put("mots", b"responsable")  # an interrupted hearing's
    left = b"".join(place.read_bytes() for place in (tmp_path / "s").rglob("*") if place.is_file()).lower()
    for word in ("adjoint", "responsable", "annoncer", "lettre", "bonjour", '"heard"'):
        assert word.encode() not in left, word
    assert "adjoint" in str(open_session(tmp_path / "s").session)
    keys.destroy(tmp_path / "s")
    with pytest.raises(SessionError, match="La clé de cette séance a été détruite"):
        open_session(tmp_path / "s")


def test_a_session_keeps_the_way_it_began(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    transcript, settings = write_session(tmp_path)
    hear(transcript, people=settings, into=tmp_path / "s", method=Method.NONE)
    again = hear(transcript, people=settings, into=tmp_path / "s")
    assert (again.already, again.key) == (True, "")
    assert b"responsable" in (tmp_path / "s" / "journal").read_bytes()


def test_a_session_made_for_nothing_leaves_no_key(tmp_path: Path) -> None:
    (tmp_path / "vide.jsonl").write_bytes(b"")
    with pytest.raises(FileError):
        hear(tmp_path / "vide.jsonl", into=tmp_path / "s")
    assert [file.name for file in keyfiles.keys_folder().iterdir()] == ["CACHEDIR.TAG"]
