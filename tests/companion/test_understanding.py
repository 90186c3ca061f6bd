from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from codev_voice.companion.hear import spoken_names
from codev_voice.companion.understanding import folded, understand
from codev_voice.session.events import encode
from codev_voice.session.seance import Seance
from codev_voice.session.toml import parse_seance
from codev_voice.session.values import Level, Person, Piece, Role, Stage, Voice
from codev_voice.transcripts import read_transcript
from sessions import SETTINGS, write_session

SEANCE = parse_seance(SETTINGS)


def _pieces(folder: Path) -> tuple[Piece, ...]:
    return read_transcript(write_session(folder)[0]).pieces


def test_the_same_pieces_give_the_same_events(tmp_path: Path) -> None:
    pieces = _pieces(tmp_path)
    voices = spoken_names(pieces, ())
    once, twice = ([encode(event) for batch in understand(pieces, voices, SEANCE) for event in batch] for _ in range(2))
    assert once == twice


def test_every_stage_is_followed_and_advice_is_told_in_the_clarification_only(tmp_path: Path) -> None:
    pieces = _pieces(tmp_path)
    session = folded(pieces, spoken_names(pieces, ()), SEANCE)
    assert [session.turns[at].stage for at in (0, 3, 5, 10, 14, 17, 19)] == list(Stage)
    told = {turn.index for turn in session.turns for notice in turn.notices if notice.level is not Level.LOG}
    assert told == {7}
    assert session.turns[7].notices[0].question
    assert session.turns[15].notices == ()


def test_a_turn_in_several_pieces_is_judged_piece_by_piece_and_told_once(tmp_path: Path) -> None:
    pieces = []
    for piece in _pieces(tmp_path):
        if piece.text.startswith("Tu devrais"):
            pieces += [piece, replace(piece, id="suite", text="Enfin, c'est ce que je ferais, moi.", opens=False)]
        else:
            pieces.append(piece)
    session = folded(pieces, spoken_names(pieces, ()), SEANCE)
    assert len(session.turns) == len(pieces) - 1
    excerpts = [notice.excerpt for notice in session.turns[7].notices]
    assert len(excerpts) == len(set(excerpts)) >= 1


def test_who_is_facilitator_and_consultant_is_judged_by_her_acts(tmp_path: Path) -> None:
    pieces = tuple(replace(piece, role=None, voice="Claire" if piece.voice == "Fatou" else piece.voice) for piece in _pieces(tmp_path))
    people = tuple(
        replace(person, also=(Role.CONSULTANT,)) if person.role is Role.FACILITATOR else person
        for person in SEANCE.people
        if person.name != "Fatou"
    )
    both = folded(pieces, spoken_names(pieces, ()), replace(SEANCE, people=people))
    alone = folded(pieces, spoken_names(pieces, ()), replace(SEANCE, people=tuple(replace(person, also=()) for person in people)))
    assert [turn.index for turn in both.turns if turn.notices] == [7]
    assert [turn.index for turn in alone.turns if turn.notices] == []


def test_voices_nobody_named_get_a_guessed_role(tmp_path: Path) -> None:
    labels = {"Claire": "Voix 1", "Julien": "Voix 2", "Inès": "Voix 3", "Fatou": "Voix 4"}
    pieces = tuple(replace(piece, role=None, voice=labels[piece.voice]) for piece in _pieces(tmp_path))
    session = folded(pieces, (), Seance())
    assert [person.role for person in session.people if person.name in {"Voix 1", "Voix 3"}] == [Role.FACILITATOR, Role.CLIENT]
    assert session.guessed == set(labels.values())
    known = folded(pieces, (Voice("Voix 1", "Claire"),), Seance(people=(Person("Claire", Role.FACILITATOR),)))
    assert "Claire" not in known.guessed


def test_nothing_heard_is_an_empty_session() -> None:
    assert folded((), (), SEANCE).turns == ()
