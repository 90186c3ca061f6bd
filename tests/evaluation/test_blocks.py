import pytest

from codev_voice.errors import FileError
from codev_voice.evaluation.blocks import contributions
from codev_voice.session.values import Role

FILE = """\
# un commentaire
## tu | parlé | boulangerie, Normandie
C: on a perdu deux clients
K: lesquels

- elles prenaient combien de pains
-! ah oui et [A6: t'as demandé au maire] [B3: c'est bête]
- [A1~: préviens] non pardon
## vous | écrit | port
A: Une question ?
- Depuis quand ?
"""


def test_each_contribution_comes_after_what_was_said_in_its_block() -> None:
    first, second, third, last = contributions(FILE, "main.txt")
    assert first.previous == ((Role.CLIENT, "on a perdu deux clients"), (Role.CONSULTANT, "lesquels"))
    assert (first.text, first.acts, first.hard, first.manner) == ("elles prenaient combien de pains", (), False, "parlé")
    assert second.text == "ah oui et t'as demandé au maire c'est bête"
    assert second.acts == (("A6", "t'as demandé au maire"), ("B3", "c'est bête"))
    assert second.hard
    assert third.withdrawn
    assert third.text == "préviens non pardon"
    assert last.previous == ((Role.FACILITATOR, "Une question ?"),)


@pytest.mark.parametrize(
    "line", ["- avant tout titre", "## toi | parlé | x", "C: avant tout titre", "## tu | parlé | x\n- oui\nC: après", "bonjour"]
)
def test_a_line_of_no_known_form_is_refused_by_its_number(line: str) -> None:
    with pytest.raises(FileError, match=rf"La ligne {line.count(chr(10)) + 1} de main.txt"):
        list(contributions(line, "main.txt"))


@pytest.mark.parametrize("marked", ["[A9: rien]", "[A1 rien]", "rien]", "[A1: un [B1: deux]"])
def test_a_bracket_that_is_not_one_is_refused(marked: str) -> None:
    with pytest.raises(FileError, match="crochet illisible"):
        list(contributions(f"## tu | parlé | x\n- {marked}", "main.txt"))
