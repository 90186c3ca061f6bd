from codev_voice.method.stage_features import StageContext, arrivals, moves, observe, sounds
from codev_voice.session.values import Role, Stage, Turn

CONTEXT = StageContext(client="Inès", facilitator="Malik", consultants=("Paul",))


def turn(speaker: str, text: str, role: Role | None = None) -> Turn:
    return Turn(0, 0, 1, speaker, text, person=speaker, role=role)


def test_the_role_of_the_source_outranks_the_roster() -> None:
    assert CONTEXT.role(turn("Inès", "Oui")) is Role.CLIENT
    assert CONTEXT.role(turn("Inès", "Oui", Role.CONSULTANT)) is Role.CONSULTANT
    assert CONTEXT.role(turn("Malik", "Oui")) is Role.FACILITATOR
    assert CONTEXT.role(turn("Paul", "Oui")) is Role.CONSULTANT
    assert CONTEXT.role(turn("Voix 7", "Oui")) is None
    assert observe(turn("Voix 7", "Oui"), CONTEXT).role == "U"


def test_whom_a_turn_calls() -> None:
    assert observe(turn("Malik", "Inès, tu nous dis ?"), CONTEXT).calls == "client"
    assert observe(turn("Malik", "Paul ?"), CONTEXT).calls == "other"
    assert observe(turn("Malik", "Chacun son tour"), CONTEXT).calls == "all"
    assert observe(turn("Inès", "Inès, c'est moi"), CONTEXT).calls == ""


def test_shape_of_question_and_answer() -> None:
    asked = observe(turn("Paul", "Depuis quand ?"), CONTEXT)
    told = observe(turn("Inès", "Dix ans."), CONTEXT)
    found = sounds([asked, told, asked, told])
    assert "order=KC" in found
    assert "CK=5" in found
    assert "voices=2" in found
    assert "C&asks=False" in found


def test_moves_know_what_came_before() -> None:
    told = observe(turn("Inès", "Voilà, c'est tout."), CONTEXT)
    opened = observe(turn("Malik", "Merci Inès. Place aux questions !"), CONTEXT)
    found = moves([told, opened])
    assert {"F&begins", "F&opens.2", "opens.2", "after=C&closes_account", "then=CF"} <= set(found)
    assert moves([opened])[0] == "F"


def test_arrivals_are_shared_by_stages() -> None:
    opened = observe(turn("Malik", "Merci. Place aux questions !"), CONTEXT)
    assert "own=True&F" in arrivals([opened], Stage.CLARIFICATION)
    assert "own=False&F" in arrivals([opened], Stage.CONTRACT)
    later = observe(turn("Malik", "Les questions, ce sera après."), CONTEXT)
    assert "own&mention.later&F" in arrivals([later], Stage.CLARIFICATION)


def test_a_move_held_back_opens_the_way_back() -> None:
    proposed = observe(turn("Malik", "Je vous propose qu'on passe au contrat."), CONTEXT)
    held = observe(turn("Paul", "Attends, j'ai encore une question."), CONTEXT)
    granted = observe(turn("Malik", "Vas-y."), CONTEXT)
    assert "refused" in arrivals([proposed, held], Stage.CLARIFICATION)
    assert "refused" in arrivals([proposed, held, granted], Stage.CLARIFICATION)
    assert "refused" not in arrivals([held, granted], Stage.CLARIFICATION)
