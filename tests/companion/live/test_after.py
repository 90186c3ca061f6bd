from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from pyannote.core import Annotation, Segment

from codev_voice.companion.live import after
from codev_voice.companion.live.after import Told, corrected, evidence, renamed, told_apart, tracks_of
from codev_voice.companion.live.kept import Kept
from codev_voice.session.journal import Journal
from codev_voice.session.progress import silent
from codev_voice.session.seance import Seance
from codev_voice.session.values import Person, Piece, Role, Word
from codev_voice.sound.segments import CALL, MICRO, SegmentWriter
from codev_voice.sound.tracks import Tracks

if TYPE_CHECKING:
    import pytest


def piece(name: str, start: float, voice: str, text: str) -> Piece:
    words = tuple(Word(word, start + at * 0.5, start + at * 0.5 + 0.4) for at, word in enumerate(text.split()))
    return Piece(name, start, words[-1].end, voice, text, words)


def test_voices_keep_the_names_they_had_live() -> None:
    before = ["Voix 1", "Voix 1", "Voix 2", "…", "Micro"]
    assert renamed(before, ["v2", "v2", "v1", "v1", "micro"], [9, 9, 9, 9, 9]) == {"v2": "Voix 1", "v1": "Voix 2", "micro": "Micro"}


def test_a_voice_that_was_nobodys_gets_the_next_number() -> None:
    assert renamed(["Voix 4", "…"], ["v1", "v2"], [5, 5]) == {"v1": "Voix 4", "v2": "Voix 5", "micro": "Micro"}


def test_only_what_differs_is_corrected(monkeypatch: pytest.MonkeyPatch) -> None:
    truth = Annotation()
    truth[Segment(0, 3), 0] = "v1"
    truth[Segment(3, 6), 1] = "v2"
    truth[Segment(6, 9), 2] = "v1"
    monkeypatch.setattr(after, "diarise", lambda *_, **__: truth)
    pieces = [
        piece("a", 0, "Voix 1", "un deux trois"),
        piece("b", 3, "…", "quatre cinq six"),
        piece("c", 6, "Voix 2", "sept huit neuf dix"),
    ]
    pieces.insert(1, piece("d", 1.6, "Voix 1", "encore un mot"))
    told = told_apart(pieces, Tracks(np.zeros(16_000 * 9, dtype=np.float32)), people=2, threads=1, progress=silent)
    assert told is not None
    found = corrected(pieces, told)
    assert {event.piece: event.voice for event in found} == {
        "b": "Voix 3",
        "c": "Voix 1",
    }  # « Voix 2 » may bear a name: it is nobody else's


def test_nobody_heard_corrects_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(after, "diarise", lambda *_, **__: Annotation())
    tracks = Tracks(np.zeros(16_000, dtype=np.float32))
    assert told_apart([piece("a", 0, "Voix 1", "un deux")], tracks, people=None, threads=1, progress=silent) is None


def test_names_are_looked_for_in_what_was_heard_again_then_in_what_was_heard_live() -> None:
    truth = Annotation()
    truth[Segment(0, 3), 0] = "v1"
    truth[Segment(3, 12), 1] = "v2"
    live = [piece("a", 0, "Voix 1", "ma séance et Claire"), piece("b", 6, "Voix 2", "on commence")]
    again = [*piece("", 0, "", "Moi c'est Yann.").words, *piece("", 3, "", "Moi c'est Claire.").words]
    found = evidence(live, Told(truth, {"v1": "Voix 1", "v2": "Voix 2"}), again)
    assert [(one.voice, one.text) for one in found] == [("Voix 1", "Moi c'est Yann."), ("Voix 2", "Moi c'est Claire. on commence")]


def test_who_asked_to_be_recognised_is_named_in_the_whole(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    truth = Annotation()
    truth[Segment(0, 3), 0] = "v1"
    truth[Segment(3, 6), 1] = "v2"
    asked: list[object] = []

    def alike(_tracks: Tracks, _voices: Annotation, people: object, **_: object) -> dict[str, str]:
        asked.append(people)
        return {"v2": "Sophie"}

    monkeypatch.setattr(after, "diarise", lambda *_, **__: truth)
    monkeypatch.setattr(after, "Whisper", lambda *_, **__: None)
    monkeypatch.setattr(after, "heard_again", lambda *_, **__: [])
    monkeypatch.setattr(after, "asked", lambda people: people)
    monkeypatch.setattr(after, "by_sound", alike)
    with SegmentWriter(tmp_path / "son", CALL) as call:
        call.write(0.0, np.full(6 * 16_000, 2_000, dtype=np.int16))
    people = (Person("Malik", Role.FACILITATOR), Person("Sophie", Role.CLIENT))
    with Journal(tmp_path / "journal") as journal:
        kept = Kept(journal, Seance(people=people), source="direct base", changed=lambda: None)
        for one in (piece("p000000", 0, "Voix 1", "un deux trois"), piece("p000001", 3, "Voix 2", "quatre cinq six")):
            kept.hear(one)
        after.conclude(kept, tmp_path / "son", tmp_path, 6.0, 6.0, deaf=False, threads=1, progress=silent)
        assert [voice.person for voice in kept.session.voices] == [None, "Sophie"]
    assert asked == [people]


def test_the_sound_on_the_disk_is_laid_at_its_times(tmp_path: Path) -> None:
    with SegmentWriter(tmp_path, MICRO) as micro, SegmentWriter(tmp_path, CALL) as call:
        micro.write(0.0, np.full(16_000, 1_000, dtype=np.int16))
        call.write(1.0, np.full(8_000, 2_000, dtype=np.int16))
    tracks = tracks_of(tmp_path)
    assert tracks is not None
    assert tracks.micro is not None
    assert tracks.call is not None
    assert tracks.seconds == 1.5
    assert tracks.micro[8_000] == np.float32(1_000 / 32_768)
    assert (tracks.call[8_000], tracks.call[20_000]) == (0.0, np.float32(2_000 / 32_768))
    assert tracks.mono[8_000] == np.float32(500 / 32_768)


def test_one_channel_is_all_there_is_and_none_is_nothing(tmp_path: Path) -> None:
    assert tracks_of(tmp_path / "rien") is None
    with SegmentWriter(tmp_path, CALL) as call:
        call.write(0.0, np.ones(1_600, dtype=np.int16))
    tracks = tracks_of(tmp_path)
    assert tracks is not None
    assert tracks.micro is None
