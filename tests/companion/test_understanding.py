from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from codev_voice.companion.hear import spoken_names
from codev_voice.companion.judging import Judge
from codev_voice.companion.understanding import conclusions, folded, understand
from codev_voice.session.coding import encode
from codev_voice.session.events import FACILITATOR, Event, NoticeAnswered, Noticed, StageMoved
from codev_voice.session.seance import Seance
from codev_voice.session.state import fold
from codev_voice.session.toml import parse_seance
from codev_voice.session.values import Answer, Level, Notice, Person, Piece, Role, Session, Stage, Voice
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


ADVICE = "Tu devrais lui écrire une lettre avant de le voir."


def _said_again(folder: Path, *texts: str, by: str = "Julien") -> tuple[Piece, ...]:
    """The session in which others follow the advice of turn 7, each after a question of the client's."""
    pieces = list(_pieces(folder))
    added = []
    for number, text in enumerate(texts):
        added.append(replace(pieces[7], id=f"again{number}", voice=by, text=text))
        added.append(replace(pieces[8], id=f"reply{number}"))
    return (*pieces[:9], *added, *pieces[9:])


def _events(pieces: tuple[Piece, ...]) -> list[Event]:
    return [event for batch in understand(pieces, spoken_names(pieces, ()), SEANCE) for event in batch]


def _levels(session: Session) -> dict[int, list[str]]:
    return {turn.index: [notice.level.value for notice in turn.notices] for turn in session.turns if turn.notices}


def test_a_clause_is_told_once_in_a_session_whoever_says_it_again(tmp_path: Path) -> None:
    pieces = _said_again(tmp_path, f"Oui, {ADVICE.lower()}", "Tu devrais lui confier un projet.")
    events = _events(pieces)
    live = [event for event in events if isinstance(event, Noticed) and event.by != "after" and event.level is not Level.LOG]
    assert [event.piece for event in live if "lettre" in event.excerpt] == [pieces[7].id]
    session = fold(events, SEANCE)
    assert _levels(session)[7] == ["alert"]
    assert _levels(session)[9] == ["log"]
    assert set(_levels(session)[11]) & {"alert", "light"}


def test_a_clause_that_is_no_advice_is_told_neither_live_nor_when_judged_again(tmp_path: Path) -> None:
    pieces = _said_again(tmp_path, ADVICE)
    judge = Judge(SEANCE, {voice.label: voice.person for voice in spoken_names(pieces, ())}, SEANCE.people)
    judge.answer("", ADVICE, Answer.NOT_ADVICE)
    heard = [event for piece in pieces for event in judge.hear(piece) if isinstance(event, Noticed)]
    assert {event.level for event in heard if event.excerpt == ADVICE} == {Level.LOG}
    events: list[Event] = _events(pieces)
    events.append(NoticeAnswered(piece=pieces[9].id, excerpt=ADVICE, answer=Answer.NOT_ADVICE, by=FACILITATOR))
    again = fold([*events, *conclusions(events, SEANCE)], SEANCE)
    assert _levels(again)[7] == ["log"]
    answered: list[Notice] = [notice for turn in again.turns for notice in turn.notices if notice.answer]
    assert [(notice.turn, notice.answer, notice.told) for notice in answered] == [(9, Answer.NOT_ADVICE, False)]


def test_an_answered_notice_keeps_its_answer_and_its_level_when_judged_again(tmp_path: Path) -> None:
    pieces = _pieces(tmp_path)
    events = _events(pieces)
    events.append(NoticeAnswered(piece=pieces[7].id, excerpt=ADVICE, answer=Answer.NOT_ADVICE, by=FACILITATOR))
    (notice,) = fold([*events, *conclusions(events, SEANCE)], SEANCE).turns[7].notices
    assert (notice.level, notice.answer, notice.told) == (Level.ALERT, Answer.NOT_ADVICE, False)


def test_the_other_departures_may_be_muted(tmp_path: Path) -> None:
    pieces = _said_again(tmp_path, "En fait, il se sent menacé par toi, c'est un problème de légitimité.")
    told, muted = (folded(pieces, spoken_names(pieces, ()), replace(SEANCE, mute_other=mute)) for mute in (False, True))
    assert any(notice.other and notice.told for turn in told.turns for notice in turn.notices)
    assert not any(notice.other and notice.told for turn in muted.turns for notice in turn.notices)
    assert [notice.told for notice in muted.turns[7].notices] == [True]


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
