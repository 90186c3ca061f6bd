from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pyrage
import pytest

from codev_voice.companion import copies
from codev_voice.companion import keeping_voices as module
from codev_voice.companion.hear import hear
from codev_voice.companion.keeping_voices import Kept, keep, named
from codev_voice.companion.packing import pack, unpack
from codev_voice.companion.recognising import hearing_now, mean_of
from codev_voice.companion.renaming import rename
from codev_voice.companion.tidying import apply
from codev_voice.companion.withdrawing import withdraw
from codev_voice.errors import FileError, SessionError, SettingsError
from codev_voice.hearing.embedding import Windows
from codev_voice.session import journal, voiceprints
from codev_voice.session.events import Corrected, Ended, Heard, Opened, Started, VoiceNamed
from codev_voice.session.folder import Folder
from codev_voice.session.journal import Journal, utc_now
from codev_voice.session.state import fold
from codev_voice.session.values import Piece, Word
from codev_voice.sound.segments import CALL, MICRO, SegmentWriter, sound_seal
from codev_voice.sound.tracks import RATE, Tracks
from companion.age_standin import StandIn
from companion.kept_sessions import small_session
from companion.tidied import later

if TYPE_CHECKING:
    from numpy.typing import NDArray

SIDES = np.eye(2, 192, dtype=np.float32)


class Ear:
    """Hears the second voice where the sound is loud; remembers what it was asked."""

    def __init__(self) -> None:
        self.asked: list[tuple[float, float]] = []
        self.side = 0

        self.other = (np.inf, np.inf)

    def __call__(self, sound: NDArray[np.float32], spans: Sequence[tuple[float, float]], **_: object) -> Windows:
        self.asked = list(spans)
        sides = [1 - self.side if self.other[0] <= start < self.other[1] else self.side for start, _ in spans]
        return Windows(np.zeros(len(spans)), np.zeros(len(spans)), SIDES[sides])


@pytest.fixture
def ear(monkeypatch: pytest.MonkeyPatch) -> Ear:
    made = Ear()
    monkeypatch.setattr(module, "embed", made)
    return made


@pytest.fixture
def folder(tmp_path: Path) -> Folder:
    return live(tmp_path / "direct")


def live(path: Path, *, seconds: float = 30.0) -> Folder:
    """A live session in which Inès speaks for so many seconds, Claire at her silent microphone in between; its sound is there."""
    folder = Folder(path)
    folder.path.mkdir()
    with Journal(folder.journal) as kept:
        kept.append(Opened(by="x", version="0", source="direct base"), Started(by="x", t=0.0, device="l'appel"))
        for number in range(int(seconds / 5)):
            voice, start = ("Voix 1", 10.0 * number), ("Micro", 10.0 * number + 6)
            for at, (label, first) in enumerate((voice, start)):
                words = tuple(Word("mot", first + second, first + second + 0.9) for second in range(5 if label == "Voix 1" else 2))
                text = " ".join(word.text for word in words)
                channel = "appel" if label == "Voix 1" else "micro"
                piece = Piece(f"p{2 * number + at:06d}", first, words[-1].end, label, text, words, channel=channel, opens=True)
                kept.append(Heard.of(piece))
        kept.append(VoiceNamed(by="x", voice="Voix 1", person="Inès"), VoiceNamed(by="x", voice="Micro", person="Claire"))
        kept.append(Ended(by="x", seconds=2 * seconds))
    for channel, level in ((CALL, 500), (MICRO, 0)):
        with SegmentWriter(folder.sound, channel, sound_seal(folder.sound)) as writer:
            writer.write(0.0, np.full(round(2 * seconds) * RATE, level, dtype=np.int16))
    return folder


def test_a_voice_is_learnt_from_the_session_s_own_sound_where_she_speaks_alone(folder: Folder, ear: Ear) -> None:
    assert named(folder.path, "inès") == "Inès"
    assert keep(folder.path, "inès") == Kept("Inès", 27.0, 1)
    assert ear.asked[:4] == [(0.2, 1.7), (1.7, 3.2), (3.2, 4.7), (10.2, 11.7)]
    voice = voiceprints.of("Inès")
    assert voice is not None
    assert (voice.person, voice.day, voice.network) == ("Inès", utc_now().astimezone().date(), hearing_now())
    assert np.array_equal(mean_of(voice), SIDES[0])


def test_the_same_session_counts_once_and_another_adds_to_it(folder: Folder, tmp_path: Path, ear: Ear) -> None:
    keep(folder.path, "Inès")
    assert keep(folder.path, "Inès").sessions == 1
    assert keep(live(tmp_path / "autre").path, "Inès").sessions == 2


def test_another_voice_under_the_same_name_is_refused(folder: Folder, tmp_path: Path, ear: Ear) -> None:
    keep(folder.path, "Inès")
    ear.side = 1
    with pytest.raises(SettingsError, match="La voix déjà gardée sous le nom d'Inès n'est pas celle-ci"):
        keep(live(tmp_path / "autre").path, "Inès")


def test_somebody_else_who_bears_her_name_is_not_kept_with_her(folder: Folder, ear: Ear) -> None:
    with Journal(folder.journal) as kept:
        for number in range(3, 6):
            kept.append(Corrected(by="x", piece=f"p{2 * number:06d}", voice="Voix 2"))
        kept.append(VoiceNamed(by="x", voice="Voix 2", person="Inès"), Ended(by="x", seconds=60.0))
    assert keep(folder.path, "Inès").seconds == 27.0
    voiceprints.forget("Inès")
    ear.other = (30.0, 60.0)
    with pytest.raises(SessionError, match="Plusieurs voix portent le nom d'Inès dans cette séance, et ne se ressemblent pas"):
        keep(folder.path, "Inès")
    assert voiceprints.kept() == ()


def test_what_another_network_heard_is_replaced(folder: Folder, ear: Ear, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "hearing_now", lambda: "avant")
    keep(folder.path, "Inès")
    monkeypatch.undo()
    monkeypatch.setattr(module, "embed", ear)
    ear.side = 1
    assert keep(folder.path, "Inès").sessions == 1


def test_who_spoke_too_little_is_told_how_long_it_takes(folder: Folder, tmp_path: Path, ear: Ear) -> None:
    short = live(tmp_path / "court", seconds=10)
    with pytest.raises(SessionError, match="On n'entend bien la voix d'Inès, sans rien d'autre, que 9 s dans cette séance : il en faut 15"):
        keep(short.path, "Inès")
    with pytest.raises(SessionError, match=r"la voix de Claire, .* que 0 s"):  # her own track holds nothing but silence
        keep(folder.path, "Claire")
    assert voiceprints.kept() == ()


def test_only_a_voice_that_is_named_in_the_session_may_be_kept(folder: Folder, ear: Ear) -> None:
    with pytest.raises(SettingsError, match="Aucune voix ne porte le nom « Voix 1 » dans cette séance : choisissez parmi Claire et Inès"):
        keep(folder.path, "Voix 1")
    withdraw(folder.path, "Inès")
    with pytest.raises(SettingsError, match="choisissez parmi Claire"):
        keep(folder.path, "Inès")
    withdraw(folder.path, "Claire")
    with pytest.raises(SessionError, match="n'a pas encore été entendue"):  # not a word is left
        named(folder.path, "Claire")


def test_who_took_her_consent_back_is_not_kept(folder: Folder, ear: Ear) -> None:
    withdraw(folder.path, "Claire")
    rename(folder.path, "Voix 1", "Claire")
    with pytest.raises(SessionError, match="Claire a retiré son accord"):
        keep(folder.path, "Claire")
    rename(folder.path, "Voix 1", "CLAIRE")
    with pytest.raises(SessionError, match="CLAIRE a retiré son accord"):
        keep(folder.path, "claire")


def test_nothing_of_hers_is_erased_while_she_is_listened_to(folder: Folder, ear: Ear, monkeypatch: pytest.MonkeyPatch) -> None:
    def erase(*_: object, **__: object) -> Windows:
        with ThreadPoolExecutor(1) as other:
            other.submit(withdraw, folder.path, "Inès").result()
        pytest.fail("erased")

    monkeypatch.setattr(copies, "PATIENCE", 0.1)
    monkeypatch.setattr(module, "embed", erase)
    with pytest.raises(SessionError, match="en train d'être faits ou effacés"):
        keep(folder.path, "Inès")
    assert "Inès" in {voice.person for voice in fold(journal.read_events(folder.journal), folder.settings()).voices}


def test_once_the_sound_is_destroyed_it_is_said(folder: Folder, ear: Ear, monkeypatch: pytest.MonkeyPatch) -> None:
    folder.seance.write_text("keep_transcript = true\n", encoding="utf-8")
    later(monkeypatch, days=9)
    apply(folder.path, journal.utc_now())
    with pytest.raises(SessionError, match=r"Le son de cette séance a été détruit le .* gardez sa voix à une prochaine séance"):
        keep(folder.path, "Inès")
    assert voiceprints.kept() == ()


def test_a_session_that_was_heard_from_a_file_needs_that_very_file(tmp_path: Path, ear: Ear, monkeypatch: pytest.MonkeyPatch) -> None:
    small_session(tmp_path)
    folder = Folder(hear(tmp_path / "petit.jsonl", people=tmp_path / "fiche.toml", into=tmp_path / "sans son").folder.path)
    with pytest.raises(SessionError, match=r"Cette séance n'a pas de son à elle : .* --from FICHIER"):
        keep(folder.path, "Inès")
    with pytest.raises(FileError, match=r"fiche.toml n'est pas l'enregistrement"):
        keep(folder.path, "Inès", tmp_path / "fiche.toml")
    with pytest.raises(FileError, match=r"petit.jsonl"):  # a transcript
        keep(folder.path, "Inès", tmp_path / "petit.jsonl")
    asked: list[str] = []

    def read(_: Path, *, tracks: str, **__: object) -> Tracks:
        asked.append(tracks)
        return Tracks(np.ones(120 * RATE, dtype=np.float32))

    monkeypatch.setattr("codev_voice.sound.reading.read_tracks", read)
    assert keep(folder.path, "Inès", tmp_path / "petit.jsonl").seconds >= 15
    assert asked == ["one"]


def test_a_voice_that_is_kept_is_not_packed_with_the_session(
    folder: Folder, tmp_path: Path, ear: Ear, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pyrage, "passphrase", StandIn())
    keep(folder.path, "Inès")
    made = pack(folder.path, tmp_path / "emballé.age", "quatre mots tirés au hasard")
    voiceprints.forget("Inès")
    unpack(made, tmp_path / "ailleurs", "quatre mots tirés au hasard")
    assert voiceprints.kept() == ()
