from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from codev_voice.session.events import (
    AFTER,
    FACILITATOR,
    ConsultationOpened,
    Ended,
    Event,
    Heard,
    NoticeAnswered,
    Noticed,
    Opined,
    Rejudged,
    RoleChanged,
    StageMoved,
    StageMoveUndone,
    Unknown,
    VoiceNamed,
)
from codev_voice.session.seance import Seance
from codev_voice.session.state import fold
from codev_voice.session.turning import turns_of
from codev_voice.session.values import Answer, Level, Move, Person, Piece, Role, Stage

PEOPLE = (Person("Ana", Role.CLIENT), Person("Bo", Role.FACILITATOR), Person("Cy", Role.CONSULTANT))
SEANCE = Seance(people=PEOPLE)


def _piece(number: int, voice: str, text: str = "oui", *, opens: bool = True) -> Piece:
    return Piece(f"p{number}", float(number), number + 1.0, voice, text, opens=opens)


def _heard(*voices: str) -> list[Event]:
    return [Heard.of(_piece(number, voice)) for number, voice in enumerate(voices)]


@given(st.lists(st.tuples(st.sampled_from("ab"), st.booleans()), max_size=20))
def test_turns_keep_every_piece_in_order_and_open_where_they_should(spoken: list[tuple[str, bool]]) -> None:
    pieces = [_piece(number, voice, f"mot{number}", opens=opens) for number, (voice, opens) in enumerate(spoken)]
    turns = turns_of(pieces)
    assert [piece for turn in turns for piece in turn.pieces] == [piece.id for piece in pieces]
    assert " ".join(turn.text for turn in turns) == " ".join(piece.text for piece in pieces)
    opening = [at for at, piece in enumerate(pieces) if at == 0 or piece.opens or piece.voice != pieces[at - 1].voice]
    assert [pieces.index(next(piece for piece in pieces if piece.id == turn.pieces[0])) for turn in turns] == opening


def test_an_empty_journal_is_an_empty_session() -> None:
    session = fold([], SEANCE)
    assert session.turns == ()
    assert session.duration == 0.0


def test_a_click_outranks_what_was_heard_and_what_was_worked_out_after() -> None:
    events = [
        *_heard("v1", "v2"),
        VoiceNamed(voice="v1", person="Cy", by=FACILITATOR),
        VoiceNamed(voice="v1", person="Ana", by=AFTER),
        VoiceNamed(voice="v2", person="Bo"),
    ]
    session = fold(events, SEANCE)
    assert [turn.speaker for turn in session.turns] == ["Cy", "Bo"]
    assert [voice.guessed for voice in session.voices] == [False, True]
    assert [turn.role for turn in session.turns] == [Role.CONSULTANT, Role.FACILITATOR]


def test_voices_nobody_named_keep_their_label_and_may_hold_a_guessed_role() -> None:
    session = fold([*_heard("Voix 1"), RoleChanged(person="Voix 1", role=Role.CLIENT)], Seance())
    assert session.turns[0].speaker == "Voix 1"
    assert session.turns[0].role is Role.CLIENT
    assert session.guessed == {"Voix 1"}


def test_a_click_changes_a_role_of_the_roster_and_a_guess_does_not() -> None:
    guessed = fold([*_heard("Ana"), VoiceNamed(voice="Ana", person="Ana"), RoleChanged(person="Ana", role=Role.CONSULTANT)], SEANCE)
    assert guessed.turns[0].role is Role.CLIENT
    clicked = fold(
        [*_heard("Ana"), VoiceNamed(voice="Ana", person="Ana"), RoleChanged(person="Ana", role=Role.CONSULTANT, by=FACILITATOR)], SEANCE
    )
    assert clicked.turns[0].role is Role.CONSULTANT


def test_roles_turn_with_the_consultation() -> None:
    events = [
        *_heard("Ana", "Bo", "Cy", "Ana"),
        *(VoiceNamed(voice=name, person=name) for name in ("Ana", "Bo", "Cy")),
        Rejudged(by=AFTER),
        ConsultationOpened(piece="p0", last="p1", client="Ana", facilitator="Bo", by=AFTER),
        ConsultationOpened(piece="p2", last="p3", client="Cy", facilitator="Bo", by=AFTER),
    ]
    session = fold(events, SEANCE)
    assert [turn.role for turn in session.turns] == [Role.CLIENT, Role.FACILITATOR, Role.CLIENT, Role.CONSULTANT]
    assert [(one.first_turn, one.last_turn) for one in session.consultations] == [(0, 1), (2, 3)]


def test_stages_as_heard_and_as_judged_after() -> None:
    events = [
        *_heard("a", "b", "a"),
        StageMoved(piece="p0", stage=Stage.RETURN),
        StageMoved(piece="p2", stage=Stage.ACCOUNT),
        Rejudged(by=AFTER),
        StageMoved(piece="p0", stage=Stage.ACCOUNT, by=AFTER),
        StageMoved(piece="p1", stage=Stage.ACCOUNT, by=AFTER),
    ]
    session = fold(events, SEANCE)
    assert [turn.stage for turn in session.turns] == [Stage.ACCOUNT] * 3
    assert [turn.stage_live for turn in session.turns] == [Stage.RETURN, Stage.RETURN, Stage.ACCOUNT]
    assert len(session.moves) == 1


def test_the_facilitators_move_wins_and_can_be_undone() -> None:
    moved: list[Event] = [
        *_heard("a", "b"),
        StageMoved(piece="p0", stage=Stage.RETURN),
        StageMoved(piece="p1", stage=Stage.ACCOUNT),
        StageMoved(piece="p1", stage=Stage.CONTRACT, by=FACILITATOR),
    ]
    assert fold(moved, SEANCE).turns[1].stage is Stage.CONTRACT
    assert fold([*moved, StageMoveUndone(piece="p1", by=FACILITATOR)], SEANCE).turns[1].stage is Stage.ACCOUNT
    undone_all = [*moved, *[StageMoveUndone(piece="p1", by=FACILITATOR)] * 3, StageMoveUndone(piece="p9")]
    assert fold(undone_all, SEANCE).turns[1].stage is Stage.RETURN


def test_notices_made_after_replace_those_made_while_hearing() -> None:
    events = [
        *_heard("a", "b"),
        Noticed(piece="p0", advice="A1", excerpt="x", confidence=0.9, level=Level.ALERT),
        Rejudged(by=AFTER),
        Noticed(piece="p1", advice="A2", excerpt="y", confidence=0.8, level=Level.LIGHT, by=AFTER),
    ]
    live, after = fold(events[:3], SEANCE), fold(events, SEANCE)
    assert [[notice.kind for notice in turn.notices] for turn in live.turns] == [["A1"], []]
    assert [[notice.kind for notice in turn.notices] for turn in after.turns] == [[], ["A2"]]


def _logged(piece: str, excerpt: str, level: Level = Level.LOG, *, by: str = AFTER, withdrawn: bool = False) -> Noticed:
    return Noticed(piece=piece, advice="A2", excerpt=excerpt, confidence=0.5, level=level, by=by, withdrawn=withdrawn)


def _levels(*events: Event) -> list[str]:
    return [notice.level.value for turn in fold([*_heard("a", "b"), *events], SEANCE).turns for notice in turn.notices]


def test_a_second_opinion_raises_what_was_logged_and_nothing_else() -> None:
    departs = [Opined(piece="p0", excerpt=excerpt, departs=True) for excerpt in ("x", "y", "z", "nowhere")]
    other, taken_back = _logged("p0", "y", Level.ALERT), _logged("p0", "z", withdrawn=True)
    noticed = [_logged("p0", "x"), other, taken_back, _logged("p1", "x"), _logged("p1", "w")]
    assert _levels(*noticed) == ["log", "alert", "log", "log", "log"]
    assert _levels(*noticed, *departs) == ["light", "alert", "log", "log", "log"]


def test_a_second_opinion_never_lowers_and_survives_another_judgement() -> None:
    yes, no = Opined(piece="p0", excerpt="x", departs=True), Opined(piece="p0", excerpt="x", departs=False, model="autre")
    assert _levels(_logged("p0", "x"), no) == ["log"]
    assert _levels(_logged("p0", "x"), yes, no) == ["light"]
    assert _levels(_logged("p0", "x", Level.LIGHT), no) == ["light"]
    assert _levels(_logged("p0", "x"), yes, Rejudged(by=AFTER), _logged("p0", "x")) == ["light"]
    assert _levels(_logged("p0", "x"), yes, Rejudged(by=AFTER)) == []


def _answered(piece: str, excerpt: str, answer: Answer) -> NoticeAnswered:
    return NoticeAnswered(piece=piece, excerpt=excerpt, answer=answer, by=FACILITATOR)


def _answers(*events: Event) -> list[Answer | None]:
    return [notice.answer for turn in fold([*_heard("a", "b"), *events], SEANCE).turns for notice in turn.notices]


def test_an_answer_stays_with_its_clause_whatever_is_judged_again() -> None:
    no = _answered("p0", "Va voir Marc.", Answer.NOT_ADVICE)
    told = _logged("p0", "Va voir Marc.", Level.ALERT)
    assert _answers(told) == [None]
    assert _answers(told, _logged("p1", "Va voir Marc.", Level.ALERT), no) == [Answer.NOT_ADVICE, None]
    assert _answers(told, no, _answered("p0", "va voir marc", Answer.SAID)) == [Answer.SAID]
    assert _answers(told, no, Rejudged(by=AFTER), _logged("p0", "va voir marc lundi"), _logged("p1", "x")) == [Answer.NOT_ADVICE, None]
    gone = fold([*_heard("a", "b"), told, no, Rejudged(by=AFTER)], SEANCE)
    assert gone.refused == ((0, "Va voir Marc."),)


def test_an_answer_wins_over_a_second_opinion() -> None:
    logged, yes = _logged("p0", "x"), Opined(piece="p0", excerpt="x", departs=True)
    no, ignored = _answered("p0", "x", Answer.NOT_ADVICE), _answered("p0", "x", Answer.IGNORED)
    assert _levels(logged, yes, no) == ["log"]
    assert _levels(logged, no, yes) == ["log"]
    assert _levels(logged, ignored, yes) == ["log"]
    assert _levels(logged, yes, ignored) == ["light"]


def test_a_second_opinion_raises_nothing_of_a_family_that_is_muted() -> None:
    events = [*_heard("a"), Noticed(piece="p0", advice="B1", excerpt="x", confidence=0.5, level=Level.LOG)]
    events.append(Opined(piece="p0", excerpt="x", departs=True))
    levels = [fold(events, replace(SEANCE, mute_other=muted)).turns[0].notices[0].level for muted in (False, True)]
    assert levels == [Level.LIGHT, Level.LOG]


def test_a_click_made_afterwards_says_nothing_of_what_was_believed_while_hearing() -> None:
    events: list[Event] = [
        *_heard("a", "b", "c"),
        StageMoved(piece="p0", stage=Stage.RETURN),
        StageMoved(piece="p1", stage=Stage.ACCOUNT, by=FACILITATOR),
        Rejudged(by=AFTER),
        StageMoved(piece="p2", stage=Stage.CONTRACT, by=FACILITATOR),
    ]
    session = fold(events, SEANCE)
    assert [turn.stage_live for turn in session.turns] == [Stage.RETURN, Stage.ACCOUNT, Stage.ACCOUNT]
    assert session.turns[2].stage is Stage.CONTRACT
    again = [*events, StageMoved(piece="p2", stage=Stage.ACCOUNT, by=FACILITATOR)]
    assert fold(again, SEANCE).clicks == (Move(1, Stage.ACCOUNT, FACILITATOR), Move(2, Stage.ACCOUNT, FACILITATOR))
    assert [move.turn for move in fold(again, SEANCE).moves] == [1]


def test_unknown_events_change_nothing_and_estimates_are_told() -> None:
    heard = Heard.of(replace(_piece(0, "a"), estimated=True))
    session = fold([heard, Unknown("hologram", {}), Ended(seconds=60.0)], SEANCE)
    assert session.estimated
    assert session.duration == 60.0
