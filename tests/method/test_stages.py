from dataclasses import replace

import pytest

from codev_voice.method.stage_features import StageContext
from codev_voice.method.stages import StageBelief, _evident, clicked, doubted, hear, settle, settle_session, start
from codev_voice.method.stages import follow as follow_alone
from codev_voice.session.seance import Seance
from codev_voice.session.values import Person, Role, Stage, Turn
from method.sessions import session

CONTEXT = StageContext(Seance(stage0=False), "Inès", "Malik", ("Paul", "Zoé", "Luc"))


def follow(turns: tuple[Turn, ...], context: StageContext = CONTEXT) -> list[StageBelief]:
    belief, heard = start(context.seance), []
    for at, turn in enumerate(turns):
        belief = hear(belief, turn, replace(context, previous=turns[:at]))
        heard.append(belief)
    return heard


def test_the_start_follows_the_settings() -> None:
    assert start(Seance()).stage is Stage.RETURN
    assert start(Seance(stage0=False)).stage is Stage.ACCOUNT
    assert sum(start(Seance()).probabilities) == pytest.approx(1.0)


def test_a_plain_session_is_followed_live() -> None:
    turns, stages = session()
    heard = follow(turns)
    assert [belief.stage for belief in heard] == list(stages)
    assert heard[-1].since == 30
    assert all(sum(belief.probabilities) == pytest.approx(1.0) for belief in heard)


def test_a_plain_session_is_followed_by_roster_alone() -> None:
    turns, stages = session(roles=False)
    assert settle(turns, CONTEXT) == stages


def test_the_same_turn_grown_depends_on_nothing_else() -> None:
    turns, _ = session()
    before = follow(turns[:13])[-1]
    around = replace(CONTEXT, previous=turns[:13])
    whole = hear(before, turns[13], around)
    begun = hear(before, replace(turns[13], text="Bon."), around)
    assert begun.stage is Stage.CLARIFICATION
    assert hear(before, turns[13], around) == whole
    assert whole.stage is Stage.CONTRACT


@pytest.mark.parametrize(
    "text",
    [
        "On verra ça au moment du contrat.",
        "Garde ton idée pour l'exploration.",
        "Il reste dix minutes de questions, après on ira vers la demande.",
    ],
)
def test_mentioning_is_not_moving(text: str) -> None:
    turns, _ = session()
    before = follow(turns[:11])[-1]
    said = Turn(11, 110, 115, "Malik", text, person="Malik", role=Role.FACILITATOR)
    assert hear(before, said, replace(CONTEXT, previous=turns[:11])).stage is Stage.CLARIFICATION


@pytest.mark.parametrize("grants", [True, False])
def test_a_move_that_is_held_back_is_no_move(*, grants: bool) -> None:
    turns, stages = session()
    said = [("Malik", "On passe à ta demande, Inès ?"), ("Zoé", "Attends, j'ai encore une question."), ("Malik", "Vas-y.")]
    roles = {turn.speaker: turn.role for turn in turns}
    refused = [replace(turns[0], person=name, voice=name, role=roles[name], text=text) for name, text in said[: 2 + grants]]
    script = [*turns[:11], *refused, *turns[9:]]
    again = tuple(replace(turn, index=at, start=at * 10.0, end=at * 10.0 + 9) for at, turn in enumerate(script))
    expected = [*stages[:11], *[Stage.CLARIFICATION] * len(refused), *stages[9:]]
    assert [belief.stage for belief in follow(again)][13:] == expected[13:]
    assert list(settle(again, CONTEXT)) == expected


def _shown(stage: Stage, probability: float, *, before: float = 0.0, since: int = 4) -> bool:
    """Whether `stage` replaces the clarification, shown since turn `since`, at turn 10."""
    likely = tuple(probability if other is stage else 0.0 for other in Stage)
    closed = StageBelief(tuple(before if other is stage else 0.0 for other in Stage), Stage.CLARIFICATION, since)
    return _evident(closed, likely, stage, 10)


def test_a_stage_is_left_at_once_or_a_turn_later_according_to_what_is_sure() -> None:
    assert _shown(Stage.CONTRACT, 0.85)
    assert not _shown(Stage.CONTRACT, 0.7)
    assert _shown(Stage.CONTRACT, 0.7, before=0.3)
    assert not _shown(Stage.CONTRACT, 0.55, before=0.5)


def test_a_stage_just_entered_is_left_only_for_what_is_all_but_certain() -> None:
    assert not _shown(Stage.EXPLORATION, 0.9, before=0.5, since=8)
    assert _shown(Stage.EXPLORATION, 0.96, since=8)
    assert _shown(Stage.EXPLORATION, 0.9, since=7)


def test_the_first_turn_says_where_a_session_begins() -> None:
    text = "Inès, tu as dix minutes, raconte-nous ta situation, on t'écoute sans t'interrompre."
    opened = Turn(0, 0, 5, "Malik", text, person="Malik", role=Role.FACILITATOR)
    assert hear(start(Seance()), opened, replace(CONTEXT, seance=Seance())).stage is Stage.ACCOUNT


def test_a_click_holds_against_everything_but_the_next_move() -> None:
    turns, _ = session()
    belief = clicked(follow(turns[:8])[-1], Stage.EXPLORATION, 8)
    assert belief.since == 8
    for at in range(8, 13):
        belief = hear(belief, turns[at], replace(CONTEXT, previous=turns[:at]))
        assert belief.stage is Stage.EXPLORATION
        assert belief.held
    moved = Turn(13, 130, 139, "Malik", "On s'arrête là. Inès, tu gardes quoi de tout ça, et tu fais quoi ?", role=Role.FACILITATOR)
    after = hear(belief, moved, replace(CONTEXT, previous=turns[:13]))
    assert after.stage is Stage.SYNTHESIS
    assert not after.held


def test_a_click_on_the_stage_already_shown_keeps_its_beginning() -> None:
    turns, _ = session()
    belief = follow(turns[:8])[-1]
    assert clicked(belief, Stage.CLARIFICATION, 8).since == belief.since == 4


def test_settling_obeys_a_click() -> None:
    turns, stages = session()
    settled = settle(turns, CONTEXT, {8: Stage.EXPLORATION})
    assert settled[8:13] == (Stage.EXPLORATION,) * 5
    assert settled[20:] == stages[20:]


def test_nothing_heard_settles_to_nothing() -> None:
    assert settle((), CONTEXT) == ()


def test_following_without_a_roster_guesses_the_roles() -> None:
    turns, stages = session(roles=False)
    heard = follow_alone(turns, Seance(stage0=False))
    right = sum(belief.stage is stage for belief, stage in zip(heard, stages, strict=True))
    assert right >= len(turns) - 2


def test_past_the_planned_minutes_moving_on_is_likelier() -> None:
    turns, _ = session()
    belief = follow(turns[:10])[-1]
    around = replace(CONTEXT, previous=turns[:10])
    soon = hear(belief, turns[10], around)
    late = hear(belief, replace(turns[10], start=3600.0, end=3605.0), around)
    assert late.probabilities[Stage.CONTRACT] > soon.probabilities[Stage.CONTRACT]
    unplanned = replace(around, seance=Seance(stage0=False, minutes={2: 0}))
    assert hear(belief, replace(turns[10], start=3600.0, end=3605.0), unplanned).probabilities == soon.probabilities


def test_the_client_of_a_second_consultation_is_client_there() -> None:
    turns, stages = session(roles=False)
    swap = {"Inès": "Paul", "Paul": "Inès"}
    second = tuple(
        replace(
            turn,
            index=turn.index + len(turns),
            person=swap.get(turn.speaker, turn.speaker),
            text=turn.text.replace("Inès", "Paul"),
        )
        for turn in turns
    )
    people = (Person("Inès", Role.CLIENT), Person("Malik", Role.FACILITATOR), Person("Paul", Role.CONSULTANT))
    seance = Seance(stage0=False, consultations=2, people=people)
    assert settle_session((*turns, *second), seance) == (*stages, *stages)
    assert settle_session(turns, seance) == stages


def test_a_round_of_names_at_the_start_is_no_closing_round() -> None:
    script = [
        ("Malik", "Bonsoir à tous. Paul ?"),
        ("Paul", "Moi c'est Paul."),
        ("Malik", "Merci Paul. Et Zoé, pour finir."),
        ("Zoé", "Zoé."),
    ]
    turns = tuple(Turn(at, at * 5.0, at * 5.0 + 4, name, text, person=name) for at, (name, text) in enumerate(script))
    heard = follow(turns, replace(CONTEXT, seance=Seance()))
    assert {belief.stage for belief in heard} <= {Stage.RETURN, Stage.ACCOUNT}
    assert set(settle(turns, replace(CONTEXT, seance=Seance()))) <= {Stage.RETURN, Stage.ACCOUNT}


def test_a_doubt_is_a_likelier_stage_than_the_one_shown() -> None:
    shown = StageBelief((0.0, 0.0, 0.4, 0.6, 0.0, 0.0, 0.0), Stage.CLARIFICATION)
    assert doubted(shown) is Stage.CONTRACT
    assert doubted(replace(shown, stage=Stage.CONTRACT)) is None
    assert doubted(replace(shown, probabilities=(0.0, 0.0, 0.3, 0.45, 0.25, 0.0, 0.0))) is None
