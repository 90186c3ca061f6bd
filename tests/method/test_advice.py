from dataclasses import replace

import pytest

from codev_voice.method.advice import judge, judged
from codev_voice.session.values import Level, Notice, Role, Stage, Strictness, Turn


def turn(text: str, role: Role | None = Role.CONSULTANT, index: int = 0) -> Turn:
    return Turn(index, 0.0, 1.0, "Nadia", text, role=role, pieces=("p1",))


def notices(text: str, *client: str, strictness: Strictness = Strictness.NORMAL, told: tuple[Notice, ...] = ()) -> tuple[Notice, ...]:
    previous = [turn(said, Role.CLIENT, index) for index, said in enumerate(client)]
    asked = turn(text, index=len(previous))
    return judge(asked, previous, stage=Stage.CLARIFICATION, strictness=strictness, polite=False, told=told)


ADVICE = "Tu devrais lui parler franchement."


@pytest.mark.parametrize("stage", [stage for stage in Stage if stage is not Stage.CLARIFICATION])
def test_nothing_is_told_outside_the_clarification(stage: Stage) -> None:
    assert judge(turn(ADVICE), [], stage=stage, strictness=Strictness.STRICT, polite=False) == ()


@pytest.mark.parametrize("role", [Role.CLIENT, Role.FACILITATOR, Role.OBSERVER, None])
def test_nothing_is_told_of_another_role(role: Role | None) -> None:
    asked = turn(ADVICE, role)
    assert judge(asked, [], stage=Stage.CLARIFICATION, strictness=Strictness.STRICT, polite=False) == ()


def test_plain_advice_is_an_alert_with_its_clause_and_a_question() -> None:
    (notice,) = notices("Ah d'accord. " + ADVICE + " Il est là depuis quand ?", "Il ne me salue plus.")
    assert notice.level is Level.ALERT
    assert notice.kind == "A1"
    assert notice.excerpt == ADVICE
    assert notice.piece == "p1"
    assert notice.turn == 1
    assert 0.5 < notice.confidence <= 1.0
    assert "dit" in notice.question
    assert not notice.withdrawn


@pytest.mark.parametrize(
    "text", ["Ça dure depuis quand ?", "Vous êtes combien dans l'équipe ?", "Mm, d'accord.", "Tu peux répéter le nom du service ?"]
)
def test_a_question_of_fact_is_not_told(text: str) -> None:
    assert [notice for notice in notices(text, "Il ne me salue plus.") if notice.level is not Level.LOG] == []


def test_the_group_s_vous_is_kept() -> None:
    (notice,) = judge(turn("Vous devriez lui parler."), [], stage=Stage.CLARIFICATION, strictness=Strictness.NORMAL, polite=True)
    assert "vous" in notice.question


def test_advice_taken_back_is_marked_and_never_loud() -> None:
    text = "Il faut absolument que tu lui en parles… non, pardon, je reformule : il sait quoi ?"
    found = notices(text, "Il ne me salue plus.", strictness=Strictness.STRICT)
    assert found
    assert all(notice.withdrawn and notice.level is Level.LOG for notice in found if notice.excerpt.startswith("Il faut"))


def test_a_clause_is_never_told_twice() -> None:
    first = notices(ADVICE)
    assert notices("tu devrais lui parler franchement", told=first) == ()
    assert notices(ADVICE + " Et si tu changeais de service ?", told=first)[0].excerpt.startswith("Et si")


def test_what_was_only_logged_may_still_be_told() -> None:
    logged = tuple(replace(notice, level=Level.LOG) for notice in notices(ADVICE))
    assert [notice.level for notice in notices(ADVICE, told=logged)] == [Level.ALERT]


def test_strictness_tells_never_less() -> None:
    texts = ["Un binôme, ça se tente.", "Et un courrier recommandé, c'est parti ?", "Trois mois, c'est long.", ADVICE]
    loud = [
        sum(notice.level is not Level.LOG for text in texts for notice in notices(text, strictness=strictness))
        for strictness in (Strictness.SOUPLE, Strictness.NORMAL, Strictness.STRICT)
    ]
    assert loud == sorted(loud)


def test_what_she_has_mentioned_is_less_of_a_departure() -> None:
    text = "Et la médiation, tu l'as demandée ?"
    said = judged(text, [turn("On m'a parlé de demander une médiation.", Role.CLIENT)])[0][1]
    unsaid = judged(text, [turn("Il crie tous les matins sur l'équipe.", Role.CLIENT)])[0][1]
    assert said.departs < unsaid.departs


def test_what_is_said_to_another_consultant_is_not_told() -> None:
    others = [replace(turn("Il est là depuis quand ?", index=0), person="Gaëtan"), turn("Depuis mars.", Role.CLIENT, 1)]
    asked = replace(turn("Gaëtan, garde-la au frais.", index=2), person="Lucie")
    assert judge(asked, others, stage=Stage.CLARIFICATION, strictness=Strictness.STRICT, polite=False) == ()
