"""What is written can be read again, and the private notices stay private."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from codev_voice.errors import SettingsError
from codev_voice.session.values import Session, Turn
from codev_voice.transcripts import WRITTEN, parse_transcript, write_transcript
from transcripts.sessions import SECRET, SESSION


@pytest.mark.parametrize("form", WRITTEN)
def test_every_form_is_written_and_only_json_holds_the_notices(form: str) -> None:
    written = write_transcript(SESSION, form, title="Codev")
    assert "Noël" in written
    assert (SECRET in written) == (form == "json")


def test_an_unknown_form_is_refused_with_those_that_exist() -> None:
    with pytest.raises(SettingsError, match=r"« pdf » n'existe pas : choisissez parmi md, txt, vtt, srt, json, rttm\."):
        write_transcript(SESSION, "pdf")


_NAMES = ("Sophie Martin", "MARTIN Paul (Externe)", "Voix 3", "Anne-Lise d'Or", "Zoé")
_WORDS = st.text(alphabet="abcéèà '’,.?!…<>&;:-0123456789ABN\n\t«»\u00a0", min_size=1, max_size=30)
_SPOKEN = st.lists(
    st.tuples(st.sampled_from(_NAMES), _WORDS.filter(lambda text: text.strip() != ""), st.floats(0, 4), st.floats(0, 60)), min_size=1
)


def _session(spoken: list[tuple[str, str, float, float]]) -> Session:
    turns, clock = [], 0.0
    for index, (name, text, pause, length) in enumerate(spoken):
        turns.append(Turn(index, clock + pause, clock + pause + length, f"Voix {index}", text, person=name))
        clock += pause + length
    return Session(tuple(turns), ())


def _by_speaker(lines: list[tuple[str, str]]) -> dict[str, str]:
    """All that each person said, without spaces; a person who said nothing is left out."""
    said = {name: "".join("".join(text.split()) for speaker, text in lines if speaker == name) for name, _ in lines}
    return {name: text for name, text in said.items() if text}


@pytest.mark.parametrize("form", ["vtt", "srt"])
@given(spoken=_SPOKEN)
def test_what_is_written_reads_back_with_the_same_people_and_words(form: str, spoken: list[tuple[str, str, float, float]]) -> None:
    session = _session(spoken)
    imported = parse_transcript(write_transcript(session, form).encode(), "x")
    expected = _by_speaker([(turn.speaker, turn.text) for turn in session.turns])
    assert _by_speaker([(piece.voice, piece.text) for piece in imported.pieces]) == expected


@given(spoken=_SPOKEN)
def test_json_lines_read_back_position_for_position(spoken: list[tuple[str, str, float, float]]) -> None:
    session = _session(spoken)
    turns = json.loads(write_transcript(session, "json"))["turns"]
    imported = parse_transcript("\n".join(json.dumps(turn, ensure_ascii=False) for turn in turns).encode(), "x")
    assert [(piece.voice, piece.text, piece.start, piece.end) for piece in imported.pieces] == [
        (turn.speaker, " ".join(turn.text.split()), round(turn.start, 3), round(turn.end, 3)) for turn in session.turns
    ]
    assert not imported.estimated
