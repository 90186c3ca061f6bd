from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from codev_voice.companion.hear import spoken_names
from codev_voice.companion.understanding import conclusions, folded, understand
from codev_voice.session.events import FACILITATOR, StageMoved, encode
from codev_voice.session.seance import Seance
from codev_voice.session.state import fold
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


def test_a_click_holds_when_the_whole_is_judged_again(tmp_path: Path) -> None:
    pieces = _pieces(tmp_path)
    events = [event for batch in understand(pieces, spoken_names(pieces, ()), SEANCE) for event in batch]
    clicked = [*events, StageMoved(piece=pieces[3].id, stage=Stage.EXPLORATION, by=FACILITATOR)]
    again = fold([*clicked, *conclusions(clicked, SEANCE)], SEANCE)
    assert again.turns[3].stage is Stage.EXPLORATION
    assert again.turns[4].stage is Stage.CLARIFICATION


def test_in_a_second_consultation_the_first_client_is_a_consultant(tmp_path: Path) -> None:
    first = [replace(piece, role=None) for piece in _pieces(tmp_path)]
    swap = {"Inès": "Julien", "Julien": "Inès"}
    second = [
        replace(piece, id=f"x{piece.id}", voice=swap.get(piece.voice, piece.voice), text=piece.text.replace("Inès", "Julien"))
        for piece in first[2:]
    ]
    session = folded([*first, *second], spoken_names(first, ()), replace(SEANCE, consultations=2, preset=180))
    assert [(one.client, one.first_turn) for one in session.consultations] == [("Inès", 0), ("Julien", 20)]
    assert {(turn.person, turn.role) for turn in session.turns[20:]} == {
        ("Claire", Role.FACILITATOR), ("Julien", Role.CLIENT), ("Inès", Role.CONSULTANT), ("Fatou", Role.CONSULTANT),
    }  # fmt: skip
    assert [turn.index for turn in session.turns if turn.notices] == [7, 25]
