from __future__ import annotations

import json
from dataclasses import replace

from codev_voice.review import render_markdown, review_of, to_json
from codev_voice.session.seance import Seance
from codev_voice.session.values import Answer, Consultation, Level, Notice, Person, Role, Session, Stage, Turn
from review.spoken import turns

PEOPLE = (
    Person("Ana", Role.CLIENT),
    Person("Bo", Role.FACILITATOR),
    Person("Cy", Role.CONSULTANT),
    Person("Dee", Role.CONSULTANT),
    Person("Eve", Role.CONSULTANT),
    Person("Oz", Role.OBSERVER),
)


def _session(spoken: list[Turn], *, estimated: bool = False, consultations: tuple[Consultation, ...] = ()) -> Session:
    return Session(tuple(spoken), PEOPLE, estimated=estimated, duration=spoken[-1].end, consultations=consultations)


def _clarification() -> list[Turn]:
    spoken: list[tuple[str, float, float] | tuple[str, float, float, str]] = []
    for at in range(12):
        spoken.append((("Cy", "Dee", "Eve")[at % 3], 60.0 * at, 60.0 * at + 20, "Et comment tu fais, dans ce cas-là ?"))
        spoken.append(("Ana", 60.0 * at + 20, 60.0 * at + 60))
    notice = Notice(0, "p0", "A1", "parle-lui", 0.9, Level.ALERT, "Que lui as-tu dit ?")
    made = turns(*spoken)
    refused = replace(notice, kind="A2", excerpt="tu l'as vu ?", answer=Answer.NOT_ADVICE)
    made[0] = replace(made[0], notices=(notice, replace(notice, level=Level.LOG), replace(notice, withdrawn=True), refused))
    return made


def test_a_stage_is_described_with_its_shares_questions_and_advice() -> None:
    review = review_of(_session(_clarification()), Seance(people=PEOPLE, preset=30))
    ((client, stages),) = review.consultations
    assert client == "Ana"
    clarification = next(stage for stage in stages if stage.stage is Stage.CLARIFICATION)
    assert clarification.seconds == 720
    assert clarification.planned == 360
    assert clarification.advice == {"A1": 1}
    assert clarification.spread is True
    assert clarification.questions is not None
    assert clarification.questions.open == 12
    assert any("plus long que prévu" in sentence.lower() for sentence in review.summary)


def test_json_is_plain_and_markdown_never_ranks() -> None:
    review = review_of(_session(_clarification()), Seance(people=PEOPLE))
    assert json.loads(json.dumps(to_json(review)))["consultations"][0]["stages"]
    text = render_markdown(review)
    for word in ("score", "classement", "meilleur", "bavard", "dominant", "Oz"):
        assert word not in text
    assert "Phrases relevées, tout le groupe ensemble : 1 (conseil direct : 1)" in text
    assert "0:00  « parle-lui » (conseil direct)" in text
    assert "Question possible : « Que lui as-tu dit ? »" in text
    assert "tu l'as vu" not in text
    assert "pas entendue" in text


def test_estimated_times_are_said_everywhere() -> None:
    text = render_markdown(review_of(_session(_clarification(), estimated=True), Seance(people=PEOPLE)))
    assert "estimé" in text
    assert "Durée estimée" in text


def test_afterwards_who_was_not_heard_yet_is_a_number_not_names() -> None:
    spoken = turns(("Ana", 0, 200), ("Cy", 200, 300), ("Dee", 300, 400, "Et toi ?"), ("Ana", 400, 700))
    text = render_markdown(review_of(_session(spoken), Seance(people=PEOPLE, preset=30)))
    assert "2 personnes n'avaient pas encore parlé" in text
    assert "Questions : trop court pour un chiffre" in text


def test_a_short_stage_has_no_figure() -> None:
    text = render_markdown(review_of(_session(turns(("Cy", 0, 20), ("Ana", 20, 40))), Seance(people=PEOPLE)))
    assert "trop court pour un chiffre" in text


def test_two_consultations_are_told_apart() -> None:
    spoken = turns(("Ana", 0, 200), ("Cy", 200, 210), ("Ana", 300, 320, "Je ne sais pas, et je cherche."))
    spoken += [replace(turn, index=turn.index + 3, start=turn.start + 400, end=turn.end + 400) for turn in spoken]
    both = (Consultation("Ana", "Bo", 0, 2), Consultation("Cy", "Bo", 3, 5))
    review = review_of(_session(spoken, consultations=both), Seance(people=PEOPLE, consultations=2, preset=180))
    assert [client for client, _ in review.consultations] == ["Ana", "Cy"]
    assert any(sentence.startswith("Consultation d'Ana") for sentence in review.summary)


def test_returns_and_silences_are_shown() -> None:
    first = turns(("Cy", 0, 20), ("Ana", 30, 50), ("Bo", 60, 62, "Deux minutes pour écrire maintenant, merci."), ("Eve", 100, 120))
    third = [replace(turn, stage=Stage.CONTRACT) if turn.index == 1 else turn for turn in first]
    text = render_markdown(review_of(_session(third), Seance(people=PEOPLE)))
    assert "en 2 fois" in text
    assert "Silences de plus de 4 secondes : 0 ; demandés, pour réfléchir ou écrire : 1" in text
