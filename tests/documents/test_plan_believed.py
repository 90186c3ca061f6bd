from __future__ import annotations

from dataclasses import replace

import pytest

from codev_voice.documents.plan_acts import Done, Spoken
from codev_voice.documents.plan_believed import Meant, day_of, meant, named_alone, only_names
from codev_voice.documents.statements import read
from codev_voice.documents.values import ActionStatus
from codev_voice.documents.wording import Sentence
from codev_voice.method.clauses import Clause

COMMITMENT, INTENTION = ActionStatus.COMMITMENT, ActionStatus.INTENTION


def spoken(*clauses: tuple[str, dict[str, float]]) -> Spoken:
    """One sentence, its clauses and what they do; what is left of a probability is nothing done."""
    text, done = "", []
    for words, chances in clauses:
        start = len(text) + bool(text)
        text = f"{text} {words}".strip()
        done.append(Done(Clause(words, start, start + len(words)), {"none": 1 - sum(chances.values()), **chances}))
    sentence = Sentence(text.rstrip("."))
    return Spoken(sentence, read(sentence), tuple(done), tuple(done))


def told(held: Spoken) -> list[tuple[str, str, str | None]]:
    return [(each.tag, each.text, each.due_said) for each in meant(held)]


def one(held: Spoken) -> Meant:
    (found,) = meant(held)
    return found


def test_a_commitment_that_she_means_is_worded_by_the_grammar() -> None:
    assert told(spoken(("Je l'appelle demain.", {"G": 0.9}))) == [("G", "l'appeler", "demain")]


def test_what_only_has_the_grammar_of_an_act_is_not_believed() -> None:
    assert not meant(spoken(("Je fais les vestiaires.", {"G": 0.1})))
    assert not meant(spoken(("J'aimerais le voir.", {"I": 0.1})))


def test_without_the_grammar_of_an_act_she_must_be_surer() -> None:
    assert not meant(spoken(("Une fiche, sur le panneau, vendredi.", {"G": 0.3})))
    assert told(spoken(("Une fiche, sur le panneau, vendredi.", {"G": 0.5}))) == [("G", "Une fiche, sur le panneau", "vendredi")]


def test_what_may_happen_is_nothing_that_she_does() -> None:
    assert not meant(spoken(("Si Marc le voit avant moi,", {"G": 0.6})))
    assert told(spoken(("Si Marc le voit, je l'appelle.", {"G": 0.9})))[0][0] == "G"
    assert told(spoken(("Si elle veut bien, un café avec Léa jeudi.", {"G": 0.6})))[0][2] == "jeudi"


def test_where_and_how_are_of_the_action_just_said() -> None:
    assert one(spoken(("À la Citadelle, tiens.", {"G": 0.6}))).completes
    assert not one(spoken(("Une fiche, sur le panneau.", {"G": 0.6}))).completes
    assert not one(spoken(("Je l'appelle demain.", {"G": 0.9}))).completes
    assert not one(spoken(("Chez Paul, récupérer le dossier.", {"G": 0.6}))).completes
    assert not one(spoken(("À relire.", {"G": 0.6}))).completes


def test_a_bare_yes_has_no_words_of_its_own() -> None:
    assert told(spoken(("Oui, pourquoi pas.", {"I": 0.9}))) == [("I", "", None)]


def test_what_opens_a_wish_is_not_what_she_wishes() -> None:
    held = spoken(("J'aimerais bien, par contre, lui proposer de former les stagiaires.", {"I": 0.9}))
    assert one(held).text == "lui proposer de former les stagiaires"


@pytest.mark.parametrize(
    ("words", "chances", "status"),
    [
        ("Je lui écris.", {"G": 0.1, "I": 0.7}, INTENTION),
        ("Je lui écris.", {"G": 0.4, "I": 0.4}, COMMITMENT),
        ("J'aimerais lui écrire.", {"G": 0.8, "I": 0.05}, COMMITMENT),
        ("J'aimerais lui écrire.", {"G": 0.3, "I": 0.6}, INTENTION),
        ("À la rigueur, je l'appelle jeudi.", {"G": 0.95}, INTENTION),
        ("Une lettre à Marc.", {"G": 0.3, "I": 0.5}, INTENTION),
        ("Une lettre à Marc.", {"G": 0.7}, COMMITMENT),
    ],
)
def test_an_act_is_as_firm_as_she_means_it(words: str, chances: dict[str, float], status: ActionStatus) -> None:
    assert one(spoken((words, chances))).status is status


def test_a_day_is_believed_where_she_gives_one_and_surely_where_she_only_gives_it() -> None:
    assert not meant(spoken(("Alors mercredi.", {})))
    assert [(each.dates, each.sure) for each in meant(spoken(("Alors mercredi.", {"W": 0.25})))] == [(True, False)]
    assert [(each.dates, each.sure) for each in meant(spoken(("Alors mercredi.", {"W": 0.8})))] == [(True, True)]


def test_a_day_that_the_grammar_gives_to_somebody_else_is_hers_when_she_surely_gives_one() -> None:
    held = spoken(("Demain matin elle est là.", {"W": 0.8}))
    assert day_of(held.own[0]) == "Demain matin"
    assert day_of(spoken(("Demain matin elle est là.", {"W": 0.1})).own[0]) is None


def test_a_day_is_of_the_thing_that_its_sentence_names() -> None:
    held = spoken(("Et la liste,", {}), ("plutôt mardi.", {"W": 0.9}))
    assert [each.named for each in meant(held)] == ["Et la liste, plutôt mardi"]
    assert one(spoken(("Mardi.", {"W": 0.9}))).named == ""


def test_a_detail_is_no_act_when_it_is_likelier() -> None:
    assert [each.tag for each in meant(spoken(("Je l'écris ce soir sur un carton.", {"E": 0.7, "G": 0.25})))] == ["E"]
    assert [each.tag for each in meant(spoken(("Je l'écris ce soir sur un carton.", {"E": 0.3, "G": 0.6})))] == ["G"]
    assert not meant(spoken(("La fatigue.", {"O": 0.4})))


def test_what_she_keeps_or_sets_aside_is_no_act_unless_she_surely_acts() -> None:
    assert not meant(spoken(("La prime, je laisse tomber.", {"G": 0.3, "B": 0.5})))
    assert [each.tag for each in meant(spoken(("La prime, je laisse tomber.", {"G": 0.9})))] == ["G"]


def test_an_uptake_that_the_grammar_knows_needs_little_more() -> None:
    assert told(spoken(("Le tableau, c'est pour moi.", {"G": 0.12}))) == [("G", "", None)]


def test_a_question_promises_nothing() -> None:
    held = spoken(("Je l'appelle lundi, ça vous va ?", {"G": 0.5}))
    assert not meant(replace(held, sentence=replace(held.sentence, asked=True), statements=()))


def test_a_thing_named_alone_is_what_follows_is_about() -> None:
    assert named_alone(Sentence("Un carnet")) == "Un carnet"
    assert named_alone(Sentence("Voilà")) == ""
    assert named_alone(Sentence("Je l'achète lundi")) == ""
    assert only_names(spoken(("Un carnet.", {"G": 0.4})))
    assert not only_names(spoken(("Un carnet.", {"G": 0.9})))
    assert not only_names(spoken(("Mardi matin.", {"W": 0.1})))


def test_another_day_for_what_was_said_is_no_other_act() -> None:
    held = one(spoken(("La liste, tout bien pesé, ce sera mardi, je la veux complète.", {"G": 0.6, "W": 0.2})))
    assert (held.tag, held.due_said) == ("W", "mardi")
    assert "liste" in held.named
    assert meant(spoken(("Ce serait ouvrir une boîte.", {"I": 0.6}))) == ()
