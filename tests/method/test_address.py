import pytest

from codev_voice.method.address import leaning, polite
from codev_voice.session.values import Role, Turn


def said(*turns: tuple[Role | None, str]) -> list[Turn]:
    return [Turn(index, 0.0, 0.0, "v", text, role=role) for index, (role, text) in enumerate(turns)]


CLIENT, CONSULTANT, FACILITATOR = Role.CLIENT, Role.CONSULTANT, Role.FACILITATOR


@pytest.mark.parametrize(
    ("turns", "expected"),
    [
        ([], False),
        ([(CONSULTANT, "Tu en as parlé à qui ?"), (CLIENT, "À personne.")], False),
        ([(CONSULTANT, "Vous en avez parlé à qui ?")], True),
        ([(CONSULTANT, "Quel est votre rôle ?"), (CONSULTANT, "Qu'attendez-vous de lui ?")], True),
        ([(FACILITATOR, "Vous avez tous des questions ? Allez-y, chacun la sienne."), (CONSULTANT, "T'as vu qui ?")], False),
        ([(FACILITATOR, "Vous êtes combien ? Vous notez, vous."), (CONSULTANT, "Tu bosses là depuis quand ?")], False),
        ([(CLIENT, "Vous savez, c'est long."), (CONSULTANT, "Vous me disiez en mars ?")], True),
        ([(None, "Chez vous, ça se passe comment ?"), (CONSULTANT, "Et toi ?")], False),
    ],
)
def test_how_one_person_is_spoken_to(turns: list[tuple[Role | None, str]], *, expected: bool) -> None:
    assert polite(said(*turns)) is expected


def test_turns_added_one_by_one_say_what_they_say_together() -> None:
    turns = said(
        (FACILITATOR, "Vous êtes prêts ?"), (CONSULTANT, "Vous en avez parlé ?"), (CLIENT, "Oui, tu sais."), (CONSULTANT, "Votre chef ?")
    )
    assert [leaning(turn) for turn in turns] == [0.25, 1.0, -0.5, 1.0]
    assert polite(turns) is (sum(map(leaning, turns)) > 0) is True
