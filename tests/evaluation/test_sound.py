from __future__ import annotations

import json
import sys
from typing import TYPE_CHECKING, Any

import pytest
from pyannote.core import Annotation, Segment

from codev_voice.errors import FileError, MachineError
from codev_voice.evaluation.sound import Spoken, normalised, read_rttm, read_turns, score_sound
from codev_voice.session.values import Turn, Word

if TYPE_CHECKING:
    from pathlib import Path

TRUTH = (
    Spoken("Malik", 0.0, 4.0, "Bonsoir, c'est à toi Sophie."),
    Spoken("Sophie", 4.0, 10.0, "Merci. J'ai 7 personnes au support."),
)


def _turn(index: int, voice: str, person: str | None, text: str, start: float, end: float) -> Turn:
    words = text.split()
    step = (end - start) / len(words)
    timed = tuple(Word(word, start + at * step, start + (at + 1) * step) for at, word in enumerate(words))
    return Turn(index, start, end, voice, text, person, words=timed)


def _score(*turns: Turn, reference: tuple[Spoken, ...] = TRUTH, voices: Annotation | None = None) -> dict[str, Any]:
    return score_sound(turns, reference, seconds=10.0, wall=2.0, processor=3.0, peak_memory=1_000, voices=voices)


def test_a_perfect_hearing() -> None:
    scores = _score(
        _turn(0, "Voix 1", "Malik", "bonsoir c'est à toi Sophie", 0.0, 4.0),
        _turn(1, "Voix 2", "Sophie", "Merci, j’ai 7 personnes au support !", 4.0, 10.0),
    )
    assert scores == {
        "wer": 0.0,
        "der": 0.0,
        "der_no_overlap": 0.0,
        "words_right": 1.0,
        "share_error": {"Malik": pytest.approx(0.0), "Sophie": pytest.approx(0.0)},
        "voices": 2,
        "real_time_factor": 0.2,
        "cpu_factor": 0.3,
        "peak_memory": 1_000,
    }


def test_words_wrong_missing_and_given_to_the_other() -> None:
    # Of 11 words: « Sofie » for « Sophie », « support » lost; « Merci » aligned but given to Malik.
    scores = _score(
        _turn(0, "Voix 1", "Malik", "Bonsoir, c'est à toi Sofie. Merci.", 0.0, 5.0),
        _turn(1, "Voix 2", "Sophie", "J'ai 7 personnes au", 5.0, 10.0),
    )
    assert scores["wer"] == pytest.approx(2 / 11)
    assert scores["words_right"] == pytest.approx(9 / 10)
    assert scores["share_error"] == {"Malik": pytest.approx(10.0), "Sophie": pytest.approx(10.0)}
    assert scores["der"] == pytest.approx((1.0 - 0.125) / (10.0 - 0.125 * 4), abs=0.02)


def test_a_voice_without_a_name_is_wrong_where_others_have_one() -> None:
    scores = _score(
        _turn(0, "Voix 1", "Malik", "Bonsoir, c'est à toi Sophie.", 0.0, 4.0),
        _turn(1, "Voix 2", None, "Merci. J'ai 7 personnes au support.", 4.0, 10.0),
    )
    assert scores["words_right"] == pytest.approx(5 / 11)
    assert scores["share_error"]["Sophie"] == pytest.approx(60.0)
    assert scores["der"] == 0.0


def test_without_any_name_voices_are_paired_as_they_overlap() -> None:
    scores = _score(
        _turn(0, "Voix 1", None, "Bonsoir, c'est à toi Sophie.", 0.0, 4.0),
        _turn(1, "Voix 2", None, "Merci. J'ai 7 personnes au support.", 4.0, 10.0),
    )
    assert scores["words_right"] == 1.0
    assert scores["share_error"]["Sophie"] == pytest.approx(0.0)


def test_who_speaks_when_is_scored_rather_than_words_when_it_is_known() -> None:
    voices = Annotation()
    voices[Segment(0.0, 4.0)] = "Voix 1"
    voices[Segment(4.0, 10.0)] = "Voix 2"
    voices[Segment(9.0, 10.0), "over"] = "Voix 3"
    scores = _score(_turn(0, "Voix 1", "Malik", "Bonsoir,", 0.0, 1.0), _turn(1, "Voix 2", "Sophie", "Merci.", 4.0, 5.0), voices=voices)
    assert scores["voices"] == 3
    assert scores["der"] == pytest.approx(0.875 / 9.5, abs=0.02)


def test_overlaps_count_or_not() -> None:
    reference = (Spoken("Malik", 0.0, 6.0), Spoken("Sophie", 4.0, 10.0))
    scores = _score(_turn(0, "Voix 1", "Malik", "a b", 0.0, 5.0), _turn(1, "Voix 2", "Sophie", "c d", 5.0, 10.0), reference=reference)
    assert scores["der_no_overlap"] == pytest.approx(0.0)
    assert scores["der"] > 0.1
    assert scores["wer"] is None
    assert scores["words_right"] is None


def test_breaths_between_words_are_talk_and_silences_are_not() -> None:
    words = (Word("Bonsoir,", 0.0, 1.0), Word("à", 1.4, 2.0), Word("toi.", 3.0, 4.0))
    scores = _score(Turn(0, 0.0, 4.0, "Voix 1", "Bonsoir, à toi.", "Malik", words=words), reference=(Spoken("Malik", 0.0, 4.0, "Bonsoir"),))
    assert scores["der"] == pytest.approx((1.0 - 0.0) / (4.0 - 0.25), abs=0.02)


def test_nothing_heard_is_all_wrong() -> None:
    scores = _score()
    assert (scores["wer"], scores["words_right"], scores["der"], scores["voices"]) == (1.0, 0.0, 1.0, 0)
    assert scores["share_error"] == {"Malik": 40.0, "Sophie": 60.0}


def test_normalised_words_keep_apostrophes_and_numbers() -> None:
    assert normalised("« Qu’est-ce que… 7 % ! »") == "qu'est ce que 7"


@pytest.mark.parametrize("module", ["jiwer", "pyannote.metrics"])
def test_without_the_extra_it_says_how_to_install_it(module: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, module, None)
    with pytest.raises(MachineError, match=r"codev-voice\[eval\]"):
        _score(_turn(0, "Voix 1", "Malik", "Bonsoir.", 0.0, 4.0))


def test_turns_are_read(tmp_path: Path) -> None:
    path = tmp_path / "turns.json"
    path.write_text(json.dumps([{"turn": 0, "speaker": "Malik", "start": 1.2, "end": 3, "text": "Bonsoir."}]), encoding="utf-8")
    assert read_turns(path) == (Spoken("Malik", 1.2, 3.0, "Bonsoir."),)


def test_rttm_is_read(tmp_path: Path) -> None:
    path = tmp_path / "a.rttm"
    path.write_text("SPEAKER a 1 1.500 2.000 <NA> <NA> Malik <NA> <NA>\n", encoding="utf-8")
    assert read_rttm(path) == (Spoken("Malik", 1.5, 3.5),)


@pytest.mark.parametrize("text", ["", "{", "[1]", '[{"speaker": "Malik"}]', "3"])
def test_other_files_are_refused(text: str, tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(FileError, match="liste de tours"):
        read_turns(path)
    with pytest.raises(FileError, match="RTTM"):
        read_rttm(path)


def test_a_cut_rttm_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.rttm"
    path.write_text("SPEAKER a 1 1.5\n", encoding="utf-8")
    with pytest.raises(FileError, match="RTTM"):
        read_rttm(path)


def test_a_missing_file_is_said(tmp_path: Path) -> None:
    with pytest.raises(FileError, match="ne peut pas être lu"):
        read_turns(tmp_path / "absent.json")
