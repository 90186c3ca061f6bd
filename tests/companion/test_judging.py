"""The judge as a session goes: people's acts, half sentences, and what a crash must not change."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from codev_voice.companion.hear import spoken_names
from codev_voice.companion.judging import Judge
from codev_voice.companion.understanding import understand
from codev_voice.session.coding import encode
from codev_voice.session.cutting import passages, without
from codev_voice.session.events import FACILITATOR, Corrected, Event, Heard, Noticed, StageMoved, StageMoveUndone
from codev_voice.session.state import fold
from codev_voice.session.toml import parse_seance
from codev_voice.session.values import Answer, Level, Person, Piece, Role, Session, Stage
from codev_voice.transcripts import read_transcript
from sessions import SETTINGS, write_session

SEANCE = parse_seance(SETTINGS)
WORDS = 5


def cut_up(pieces: Sequence[Piece], words: int = WORDS) -> list[Piece]:
    """The pieces as they come live: a few words each."""
    found: list[Piece] = []
    for piece in pieces:
        said = piece.text.split()
        for at in range(0, len(said), words):
            share = (piece.end - piece.start) / len(said)
            start, end = piece.start + at * share, piece.start + min(at + words, len(said)) * share
            text = " ".join(said[at : at + words])
            found.append(Piece(f"p{len(found):06d}", start, end, piece.voice, text, opens=False))
    return found


@pytest.fixture
def pieces(tmp_path: Path) -> list[Piece]:
    return list(read_transcript(write_session(tmp_path)[0]).pieces)


def _judge(*, live: bool = True) -> Judge:
    names = {person.name: person.name for person in SEANCE.people}
    return Judge(SEANCE, names, SEANCE.people, live=live)


def _stages(session: Session) -> list[int | None]:
    return [int(turn.stage) if turn.stage is not None else None for turn in session.turns]


def _shown(judge: Judge) -> Stage:
    return judge.stage  # asked again: an act has changed it


def _heard(judge: Judge, pieces: Sequence[Piece]) -> list[Event]:
    return [event for piece in pieces for event in judge.hear(piece)]


def test_a_click_is_shown_at_once_and_left_by_the_next_move_that_is_heard(pieces: list[Piece]) -> None:
    judge = _judge()
    events = _heard(judge, pieces[:6])
    assert _shown(judge) is Stage.CLARIFICATION
    (click,) = judge.click(Stage.ACCOUNT, 40.0)
    assert click == StageMoved(piece="", stage=Stage.ACCOUNT, t=40.0, by=FACILITATOR)
    assert _shown(judge) is Stage.ACCOUNT
    events += [click, *_heard(judge, pieces[6:9])]
    assert _shown(judge) is Stage.ACCOUNT
    assert not [event for event in events if isinstance(event, Noticed)]
    events += _heard(judge, pieces[9:])
    assert _stages(fold(events, SEANCE))[5:11] == [2, 1, 1, 1, 3, 3]
    assert _shown(judge) is Stage.LEARNING


def test_a_click_in_the_midst_of_a_turn_overrules_what_it_has_said(pieces: list[Piece]) -> None:
    small = cut_up(pieces)
    opening = next(at for at, piece in enumerate(small) if "questions," in piece.text)
    judge = _judge()
    events = _heard(judge, small[:opening])
    events += judge.hear(small[opening])
    assert _shown(judge) is Stage.CLARIFICATION
    events += judge.click(Stage.ACCOUNT)
    events += judge.hear(small[opening + 1])
    assert _shown(judge) is Stage.ACCOUNT
    session = fold(events, SEANCE)
    assert session.turns[-1].stage is Stage.ACCOUNT


def test_one_click_is_undone_as_if_it_had_not_been_made(pieces: list[Piece]) -> None:
    plain, clicked = _judge(), _judge()
    events = _heard(plain, pieces[:6])
    with_click = _heard(clicked, pieces[:6])
    with_click += [*clicked.click(Stage.SYNTHESIS), *clicked.undo()]
    assert clicked.stage is plain.stage
    again = _heard(clicked, pieces[6:])
    assert again == _heard(plain, pieces[6:])
    assert _stages(fold([*with_click, *again], SEANCE)) == _stages(fold([*events, *again], SEANCE))


def test_a_click_is_undone_after_something_was_heard(pieces: list[Piece]) -> None:
    judge = _judge()
    events = _heard(judge, pieces[:6])
    events += [*judge.click(Stage.SYNTHESIS), *_heard(judge, pieces[6:7]), *judge.undo()]
    assert _shown(judge) is Stage.CLARIFICATION
    events += _heard(judge, pieces[7:])
    assert _stages(fold(events, SEANCE))[6:10] == [2, 2, 2, 3]
    assert [event.piece for event in events if isinstance(event, StageMoveUndone)] == [""]


def test_of_two_clicks_the_last_alone_is_undone(pieces: list[Piece]) -> None:
    judge = _judge()
    events = [*_heard(judge, pieces[:6]), *judge.click(Stage.CONTRACT), *judge.click(Stage.EXPLORATION), *judge.undo()]
    assert _shown(judge) is Stage.CONTRACT
    events += judge.hear(pieces[6])
    assert fold(events, SEANCE).turns[-1].stage is Stage.CONTRACT
    events += [*judge.click(Stage.EXPLORATION), *judge.hear(pieces[7]), *judge.undo()]
    assert _shown(judge) is Stage.CONTRACT
    assert fold(events, SEANCE).turns[-1].stage is Stage.CONTRACT


def test_a_move_that_was_heard_is_undone_and_held(pieces: list[Piece]) -> None:
    judge = _judge()
    events = _heard(judge, pieces[:5])
    assert _shown(judge) is Stage.CLARIFICATION
    (undone,) = judge.undo()
    assert undone == StageMoveUndone(piece=pieces[4].id, by=FACILITATOR)
    events += [undone, *_heard(judge, pieces[5:8])]
    assert _shown(judge) is Stage.ACCOUNT
    assert _stages(fold(events, SEANCE))[3:] == [1, 1, 1, 1, 1]
    judge.hear(pieces[9])
    assert _shown(judge) is Stage.CONTRACT


def test_there_may_be_nothing_to_undo(pieces: list[Piece]) -> None:
    judge = _judge()
    assert judge.undo() == ()
    judge.hear(pieces[0])
    assert judge.undo() == ()


def test_stages_are_followed_by_hand_where_nothing_is_heard() -> None:
    judge = _judge()
    assert _shown(judge) is Stage.RETURN
    events = [*judge.click(Stage.ACCOUNT, 5.0), *judge.click(Stage.CLARIFICATION, 9.0), *judge.undo(10.0)]
    assert _shown(judge) is Stage.ACCOUNT
    assert [entry.stage for entry in fold(events, SEANCE).entries] == [Stage.ACCOUNT]


def test_a_stage_that_is_likelier_than_the_one_shown_is_a_doubt_until_somebody_says(pieces: list[Piece]) -> None:
    judge = _judge()
    _heard(judge, pieces[:5])
    assert judge.doubt is None
    unsure = (0.0, 0.3, 0.1, 0.55, 0.05, 0.0, 0.0)
    judge._track._belief = replace(judge._track.belief, probabilities=unsure)
    assert judge.doubt is Stage.CONTRACT
    judge.click(judge.stage)
    assert judge.doubt is None


def test_a_named_voice_is_judged_as_its_person_in_all_its_turns(pieces: list[Piece]) -> None:
    labels = {"Claire": "Voix 1", "Julien": "Voix 2", "Inès": "Voix 3", "Fatou": "Voix 4"}
    unnamed = [replace(piece, voice=labels[piece.voice], role=None) for piece in pieces]
    judge = Judge(SEANCE, {}, SEANCE.people, live=True)
    events = _heard(judge, unnamed[:7])
    events += judge.rename({label: name for name, label in labels.items()}, 30.0)
    assert judge.rename({"Voix 1": "Claire"}) == ()
    assert judge.rename({"Voix 1": "Fatou"}, by="heard") == ()
    told = _heard(judge, unnamed[7:9])
    assert [event.level for event in told if isinstance(event, Noticed)] == [Level.ALERT]
    assert [turn.speaker for turn in fold([*events, *told], SEANCE).turns][:3] == ["Claire", "Julien", "Claire"]


def test_who_comes_late_is_judged_in_her_role(pieces: list[Piece]) -> None:
    judge = _judge()
    _heard(judge, [replace(piece, role=None) for piece in pieces[:7]])
    assert len(judge.people([Person("Marc", Role.CONSULTANT), *SEANCE.people], 30.0)) == 1
    assert judge.people([Person("Marc", Role.CONSULTANT)]) == ()
    judge.rename({"Voix 9": "Marc"})
    told = judge.hear(replace(pieces[7], voice="Voix 9", role=None))
    assert any(isinstance(event, Noticed) for event in told)
    judge.people([Person("Marc", Role.OBSERVER)])
    told = judge.hear(replace(pieces[7], id="again", voice="Voix 9", text="Tu devrais déléguer ce dossier à ton adjoint.", role=None))
    assert not [event for event in told if isinstance(event, Noticed)]


def test_the_last_answer_to_a_clause_stands(pieces: list[Piece]) -> None:
    judge = _judge()
    _heard(judge, pieces[:7])
    (notice,) = [event for event in judge.hear(pieces[7]) if isinstance(event, Noticed)]
    again = [replace(pieces[7], id=f"again{at}", opens=True, voice=("Julien", "Fatou")[at % 2]) for at in range(3)]
    judge.answer(notice.piece, notice.excerpt, Answer.NOT_ADVICE)
    levels = [event.level for event in judge.hear(again[0]) if isinstance(event, Noticed)]
    assert levels == [Level.LOG]
    judge.answer(notice.piece, notice.excerpt, Answer.SAID)
    assert [event.level for event in judge.hear(again[1]) if isinstance(event, Noticed)] == [Level.LOG]  # told once, all the same


def test_half_a_clause_is_not_told_before_it_ends(pieces: list[Piece]) -> None:
    judge = _judge()
    _heard(judge, pieces[:7])
    half = replace(pieces[7], text="Donc tu devrais lui écrire", role=None)
    assert not [event for event in judge.hear(half) if isinstance(event, Noticed)]
    rest = replace(half, id="rest", text="avant vendredi, c'est ce que ton chef t'a demandé ?", opens=False)
    first = [event for event in judge.hear(rest) if isinstance(event, Noticed)]
    assert all(event.excerpt != half.text for event in first)


def test_what_was_left_open_is_judged_when_nobody_goes_on(pieces: list[Piece]) -> None:
    half = replace(pieces[7], text="Tu devrais lui écrire une lettre", role=None)
    resting, interrupted = _judge(), _judge()
    for judge in (resting, interrupted):
        _heard(judge, pieces[:7])
        assert not [event for event in judge.hear(half) if isinstance(event, Noticed)]
    assert [event.level for event in resting.rest() if isinstance(event, Noticed)] == [Level.ALERT]
    assert resting.rest() == ()
    assert not [event for event in resting.hear(pieces[8]) if isinstance(event, Noticed)]
    heard = interrupted.hear(pieces[8])
    assert isinstance(heard[0], Heard)
    assert [(event.piece, event.level) for event in heard if isinstance(event, Noticed)] == [(half.id, Level.ALERT)]


def test_no_clause_is_told_twice_however_small_the_pieces(pieces: list[Piece]) -> None:
    for words in (1, 3, 8):
        told = [event for event in _heard(_judge(), cut_up(pieces, words)) if isinstance(event, Noticed) and event.level is not Level.LOG]
        assert len(told) == 1
        assert told[0].excerpt == "Tu devrais lui écrire une lettre avant de le voir."


def test_a_corrected_piece_is_read_again_with_its_voice(pieces: list[Piece]) -> None:
    wrong = [replace(piece, role=None, voice="Inès" if at == 7 else piece.voice, opens=False) for at, piece in enumerate(pieces)]
    judge = _judge()
    events = _heard(judge, wrong[:9])
    assert len(fold(events, SEANCE).turns) == 7  # three in a row of one voice
    assert not [event for event in events if isinstance(event, Noticed)]
    events += judge.correct({pieces[7].id: "Fatou"})
    assert events[-1] == Corrected(piece=pieces[7].id, voice="Fatou")
    events += _heard(judge, wrong[9:])
    session = fold(events, SEANCE)
    assert [turn.speaker for turn in session.turns[6:9]] == ["Inès", "Fatou", "Inès"]
    assert _stages(session) == _stages(fold(_heard(_judge(), [replace(piece, role=None) for piece in pieces]), SEANCE))


def _acted(judge: Judge, pieces: Sequence[Piece]) -> Iterator[tuple[Event, ...]]:
    """A session in which people do everything they can, each after so many pieces."""
    ends = [piece.end for piece in pieces]
    acts: dict[int, list[Callable[[float], tuple[Event, ...]]]] = {
        3: [lambda t: judge.click(Stage.ACCOUNT, t)],
        5: [lambda t: judge.rename({"Julien": "Julien", "Fatou": "Fatou"}, t, by="heard")],
        8: [judge.undo],
        10: [lambda _: judge.correct({pieces[9].id: "Fatou"})],
        14: [lambda t: judge.click(Stage.CONTRACT, t), lambda t: judge.click(Stage.CLARIFICATION, t)],
        16: [judge.undo, lambda _: judge.correct({pieces[12].id: "Fatou"})],
        18: [lambda t: judge.people([Person("Marc", Role.CONSULTANT)], t), lambda t: judge.click(Stage.CLARIFICATION, t)],
        24: [lambda t: judge.rename({"Fatou": "Julien"}, t), lambda _: judge.rest()],
        27: [lambda t: judge.answer(pieces[25].id, pieces[25].text, Answer.NOT_ADVICE, t)],
        30: [judge.undo, lambda _: judge.correct({pieces[29].id: "Inès", pieces[2].id: "Claire"})],
    }
    for at, (piece, end) in enumerate(zip(pieces, ends, strict=True)):
        yield judge.hear(piece)
        for act in acts.get(at, ()):
            yield act(end)


@pytest.mark.parametrize("words", [4, 30])
def test_a_judge_taken_up_again_goes_on_as_if_it_had_not_died(pieces: list[Piece], words: int) -> None:
    small = [replace(piece, role=None) for piece in cut_up(pieces, words)]
    whole = list(_acted(Judge.resume([], SEANCE), small))
    assert any(isinstance(event, StageMoveUndone) for batch in whole for event in batch)
    for died in range(len(whole)):
        before = [event for batch in whole[: died + 1] for event in batch]
        rest = [event.piece for batch in whole[died + 1 :] for event in batch if isinstance(event, Heard)]
        alive, again = Judge.resume([], SEANCE), Judge.resume(before, SEANCE)
        _replayed(alive, whole[: died + 1])
        assert (again.stage, again.doubt) == (alive.stage, alive.doubt)
        assert [encode(event) for event in _heard(again, rest[:6])] == [encode(event) for event in _heard(alive, rest[:6])]


def _replayed(judge: Judge, batches: Sequence[tuple[Event, ...]]) -> None:
    """The same pieces and acts, given to a judge that lives."""
    for batch in batches:
        first = batch[0] if batch else None
        if isinstance(first, Heard):
            assert judge.hear(first.piece) == batch
        else:
            judge._acted(*batch)


def test_a_judge_is_taken_up_again_without_what_was_cut(pieces: list[Piece]) -> None:
    judge = _judge()
    events = [*judge.rename({person.name: person.name for person in SEANCE.people}, by="heard"), *_heard(judge, pieces[:10])]
    gone = {pieces[7].id, pieces[8].id}
    left = [event for event in without([*events, *passages(events, gone)], gone) if event is not None]
    again = Judge.resume(left, SEANCE)
    assert again.stage is judge.stage is Stage.CONTRACT
    assert again.hear(pieces[10]) == judge.hear(pieces[10])


def test_whole_pieces_give_what_they_gave_before_there_was_anything_live(pieces: list[Piece]) -> None:
    batches = list(understand(pieces, spoken_names(pieces, ()), SEANCE))
    judge = _judge(live=False)
    assert [judge.hear(piece) for piece in pieces] == batches[1:-1]
