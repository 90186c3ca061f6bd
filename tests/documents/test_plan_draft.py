from __future__ import annotations

import pytest

from codev_voice.documents.plan_draft import Draft, goes_on, local, named_again
from codev_voice.documents.statements import Act, Statement
from codev_voice.documents.values import ActionStatus

SEE = Draft("Voir Marc", ActionStatus.COMMITMENT, [3], "vendredi")
WRITE = Draft("Écrire la note", ActionStatus.COMMITMENT, [4])
LEARN = Draft("Apprendre le piano", ActionStatus.INTENTION, [5])


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
    assert named_again([SEE, WRITE], "et Marc, vendredi") is SEE
    assert named_again([SEE, WRITE], "la prime de Marc, les congés, le budget") is None


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
