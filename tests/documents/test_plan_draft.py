from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from codev_voice.documents.plan_draft import Draft, concerned, goes_on, local, mentioned, moved, named_again, redated, same_day
from codev_voice.documents.questions import Asked
from codev_voice.documents.statements import Act, Statement
from codev_voice.documents.values import ActionStatus
from codev_voice.session.seance import Seance

SEE = Draft("Voir Marc", ActionStatus.COMMITMENT, [3], "vendredi")
WRITE = Draft("Écrire la note", ActionStatus.COMMITMENT, [4])
LEARN = Draft("Apprendre le piano", ActionStatus.INTENTION, [5])


@pytest.mark.parametrize(
    ("text", "expected"),
    [("Que je recule vendredi matin", SEE), ("Que la note soit perdue", WRITE), ("La fatigue", WRITE), ("Le prix du piano", LEARN)],
)
def test_an_obstacle_stands_before_what_it_names_else_before_the_last_commitment(text: str, expected: Draft) -> None:
    assert concerned([SEE, WRITE, LEARN], text, Asked.OBSTACLE) is expected


def test_an_answer_goes_on_with_the_action_that_has_its_beginning() -> None:
    begun = Draft("Voir Marc", ActionStatus.COMMITMENT, [3], fields={"obstacle": "la fatigue"})
    assert concerned([begun, WRITE], "et le bruit", Asked.OBSTACLE) is begun


def test_intentions_alone_take_what_is_said_of_them() -> None:
    assert concerned([LEARN], "La fatigue", Asked.OBSTACLE) is LEARN


@pytest.mark.parametrize(
    ("text", "region", "expected"),
    [
        ("y parler ce soir", "QC", "lui parler ce soir"),
        ("y parler à Réjean", "QC", "parler à Réjean"),
        ("y aller", "QC", "y aller"),
        ("y parler ce soir", "FR", "y parler ce soir"),
    ],
)
def test_a_way_of_speaking_is_written_where_it_is_spoken(text: str, region: str, expected: str) -> None:
    assert local(text, region) == expected


def test_a_turn_is_cited_once() -> None:
    draft = Draft("Voir Marc", ActionStatus.COMMITMENT, [3])
    draft.cite(3, 5, 5)
    assert draft.sources == [3, 5]


def test_an_action_said_again_takes_the_last_day_and_firmness() -> None:
    said = Draft("Voir Marc", ActionStatus.COMMITMENT, [3], "vendredi").again(7, ActionStatus.INTENTION, "lundi")
    assert (said.status, said.due_said, said.sources) == (ActionStatus.INTENTION, "lundi", [3, 7])
    assert said.again(8, ActionStatus.COMMITMENT, None).due_said == "lundi"


def test_an_action_is_found_by_the_thing_that_is_named() -> None:
    assert mentioned([SEE, WRITE], "Et le premier pas, pour la note ?") is WRITE
    assert mentioned([SEE, WRITE], "Et ensuite ?") is None
    assert named_again([SEE, WRITE], "et Marc, vendredi") is SEE
    assert named_again([SEE, WRITE], "la prime de Marc, les congés, le budget") is None


def test_an_action_moves_when_its_former_day_is_named_with_the_same_verb() -> None:
    assert moved([SEE, WRITE], "voir Marc plutôt", "lundi", "Vendredi non, je vois Marc plutôt lundi") is SEE
    assert moved([SEE, WRITE], "voir Marc", None, "vendredi, je vois Marc") is None
    assert moved([SEE, WRITE], "appeler Paul", "lundi", "Vendredi non, j'appelle Paul lundi") is None


def test_a_day_said_apart_goes_to_the_action_it_names_else_to_the_last_without_a_day() -> None:
    def find(topic: str, due: str) -> tuple[Draft | None, bool]:
        return redated([SEE, WRITE], frozenset(topic.split()), due, due, fresh=None, corrects=False, asked=False)

    assert find("marc", "lundi") == (SEE, True)
    assert find("", "lundi") == (WRITE, False)
    assert find("", "vendredi") == (SEE, False)


@pytest.mark.parametrize(
    ("fresh", "said", "goes"),
    [
        ("réunir l'équipe", Statement(Act.COMMITS, "leur dire que c'est moi"), True),
        ("réunir l'équipe", Statement(Act.COMMITS, "leur dire que c'est moi", "jeudi"), True),
        ("réfléchir à la lettre", Statement(Act.COMMITS, "décider", "d'ici vendredi"), True),
        ("ranger l'atelier", Statement(Act.COMMITS, "leur dire merci"), False),
    ],
)
def test_she_may_go_on_with_what_she_has_just_said(fresh: str, said: Statement, goes: bool) -> None:  # noqa: FBT001 - a column
    assert goes_on(Draft(fresh, ActionStatus.COMMITMENT, [0]), said) is goes


def test_what_she_tells_on_another_day_is_another_action() -> None:
    met = Draft("réunir l'équipe", ActionStatus.COMMITMENT, [0], "lundi")
    assert not goes_on(met, Statement(Act.COMMITS, "leur dire que c'est moi", "jeudi"))


def test_said_again_with_its_day_an_action_is_not_another() -> None:
    seance = Seance(date=date(2026, 6, 8))
    see = Draft("voir Alain", ActionStatus.COMMITMENT, [0], "jeudi après-midi")
    write = Draft("écrire la note", ActionStatus.COMMITMENT, [1], "vendredi")
    assert same_day([see, write], "jeudi", seance) is see
    assert same_day([see, write], "lundi", seance) is None
    assert same_day([see, replace(write, due_said="jeudi")], "jeudi", seance) is None
    assert same_day([see, write], None, seance) is None
