from __future__ import annotations

import json
from pathlib import Path

import pytest

from codev_voice.errors import FileError
from codev_voice.evaluation.listening import evaluate_sound, peak_memory


def test_without_truth_there_is_nothing_to_measure(tmp_path: Path) -> None:
    with pytest.raises(FileError, match="vérité"):
        evaluate_sound(tmp_path / "x.wav")


def test_memory_is_told_in_bytes() -> None:
    assert peak_memory() > 10_000_000


@pytest.mark.parametrize("truth", ["turns", "rttm"])
def test_a_hearing_is_scored_with_its_cost(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, truth: str) -> None:
    from pyannote.core import Annotation, Segment

    import codev_voice.hearing
    import codev_voice.sound.reading
    import codev_voice.weights
    from codev_voice.session.values import Piece, Voice, Word

    said = (Word("Bonjour", 0.0, 1.0), Word("à", 1.0, 1.5), Word("tous.", 1.5, 2.0))

    class Batch:
        @staticmethod
        def hear(*_: object, **__: object) -> object:
            class Result:
                pieces = (Piece("p1", 0.0, 2.0, "Voix 1", "Bonjour à tous.", said, opens=True),)
                voices = (Voice("Voix 1", "Claire"),)
                seconds = 3.0
                diarisation = Annotation()

            Result.diarisation[Segment(0, 2)] = "Voix 1"
            return Result

    monkeypatch.setattr(codev_voice.hearing, "batch", Batch, raising=False)
    monkeypatch.setattr(codev_voice.sound.reading, "read_tracks", lambda *_, **__: None)
    monkeypatch.setattr(codev_voice.weights, "whisper_folder", Path)
    spoken = {"turn": 0, "speaker": "Claire", "start": 0.0, "end": 2.0, "text": "Bonjour à tous."}
    (tmp_path / "t.json").write_text(json.dumps([spoken]), encoding="utf-8")
    (tmp_path / "t.rttm").write_text("SPEAKER x 1 0.000 2.000 <NA> <NA> Claire <NA> <NA>\n", encoding="utf-8")
    given = {"turns": tmp_path / "t.json"} if truth == "turns" else {"rttm": tmp_path / "t.rttm"}
    scores = evaluate_sound(tmp_path / "x.wav", **given)  # type: ignore[arg-type] # one of the two
    assert scores["der"] == 0.0
    assert scores["voices"] == 1
    assert scores["wer"] == (0.0 if truth == "turns" else None)
    assert scores["peak_memory"] > 0
    assert scores["real_time_factor"] > 0
