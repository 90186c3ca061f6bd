from __future__ import annotations

from dataclasses import replace

import pytest

from codev_voice.documents.plan_acts import Done, Spoken
from codev_voice.documents.plan_believed import believed, days, unworded, worded
from codev_voice.documents.statements import Act, Statement, read
from codev_voice.documents.wording import Sentence
from codev_voice.method.clauses import Clause


def spoken(*clauses: tuple[str, dict[str, float]]) -> Spoken:
    """One sentence, its clauses and what they do; what is left of a probability is nothing done."""
    text, done = "", []
    for words, chances in clauses:
        start = len(text) + bool(text)
        text = f"{text} {words}".strip()
        done.append(Done(Clause(words, start, start + len(words)), {"none": 1 - sum(chances.values()), **chances}))
    sentence = Sentence(text.rstrip("."))
    return Spoken(sentence, read(sentence), tuple(done), tuple(done))


def test_a_commitment_that_she_means_is_kept_as_the_grammar_words_it() -> None:
    assert believed(spoken(("Je l'appelle demain.", {"G": 0.9}))) == (Statement(Act.COMMITS, "l'appeler", "demain"),)


def test_what_only_has_the_grammar_of_an_act_is_not_believed() -> None:
    assert believed(spoken(("Je fais les vestiaires.", {"G": 0.1}))) == ()
    assert believed(spoken(("J'aimerais le voir.", {"I": 0.1}))) == ()


@pytest.mark.parametrize(
    ("words", "chances", "act"),
    [
        ("Je lui écris.", {"G": 0.1, "I": 0.7}, Act.WISHES),
        ("Je lui écris.", {"G": 0.4, "I": 0.4}, Act.COMMITS),
        ("J'aimerais lui écrire.", {"G": 0.8, "I": 0.05}, Act.COMMITS),
        ("J'aimerais lui écrire.", {"G": 0.3, "I": 0.6}, Act.WISHES),
    ],
)
def test_an_act_is_as_firm_as_she_means_it(words: str, chances: dict[str, float], act: Act) -> None:
    assert [statement.act for statement in believed(spoken((words, chances)))] == [act]


def test_a_day_is_believed_where_she_acts_or_gives_one_and_surely_where_she_only_gives_it() -> None:
    assert believed(spoken(("Alors mercredi.", {}))) == ()
    assert [statement.sure for statement in believed(spoken(("Alors mercredi.", {"W": 0.3})))] == [False]
    assert [statement.sure for statement in believed(spoken(("Alors mercredi.", {"W": 0.8})))] == [True]


def test_what_she_keeps_or_sets_aside_is_not_judged_here() -> None:
    assert [statement.act for statement in believed(spoken(("La prime, je laisse tomber.", {})))] == [Act.DROPS]


def test_an_act_without_grammar_keeps_her_words() -> None:
    held = spoken(("Une fiche, sur le panneau, vendredi.", {"G": 0.9}))
    assert unworded(held, worded([(held, believed(held))])) == [Statement(Act.COMMITS, "Une fiche, sur le panneau", "vendredi")]


def test_a_bare_yes_or_a_bare_day_has_no_words_of_its_own() -> None:
    held = spoken(("Oui, voilà.", {"G": 0.9}))
    assert unworded(held, worded([(held, believed(held))])) == [Statement(Act.COMMITS, "")]


def test_what_the_grammar_has_worded_is_not_said_twice_nor_what_goes_on_from_it() -> None:
    held = spoken(("Je l'appelle demain,", {"G": 0.9}), ("à la première heure.", {"G": 0.9}))
    assert unworded(held, worded([(held, believed(held))])) == []


def test_clauses_of_one_act_are_one_and_others_are_two() -> None:
    held = spoken(("Un mot", {"I": 0.8}), ("à l'équipe,", {"G": 0.7}), ("c'est dit,", {}), ("et le tableau.", {"G": 0.9}))
    assert [statement.text for statement in unworded(held, ())] == ["Un mot à l'équipe", "le tableau"]
    assert [statement.act for statement in unworded(held, ())] == [Act.WISHES, Act.COMMITS]


def test_what_only_softens_is_no_act() -> None:
    held = spoken(("Enfin, si j'ai le temps.", {"I": 0.9}))
    assert unworded(held, worded([(held, believed(held))])) == []


def test_a_day_given_inside_a_longer_sentence_is_found_with_what_it_is_of() -> None:
    held = spoken(("Enfin, la liste, mets plutôt avant le 24,", {"W": 0.5}), ("parce qu'après c'est les vacances.", {}))
    (given,) = days(held)
    assert (given.act, given.due_said) == (Act.DATES, "avant le 24")
    assert "liste" in given.topic
    assert days(spoken(("Enfin, la liste, mets plutôt avant le 24,", {"W": 0.3}))) == []


def test_a_question_promises_nothing() -> None:
    held = spoken(("Je l'appelle lundi,", {"G": 0.9}), ("ça vous va ?", {"G": 0.7}))
    asked = replace(held, sentence=replace(held.sentence, asked=True), statements=())
    assert unworded(asked, worded([(asked, believed(asked))])) == []


def test_a_clause_over_two_sentences_is_worded_once() -> None:
    first = spoken(("je lui envoie un message ce soir et si il répond pas je l'appelle demain", {"G": 0.9}))
    rest = replace(first, sentence=Sentence("et si il répond pas"), statements=(), own=first.done)
    assert unworded(rest, worded([(each, believed(each)) for each in (first, rest)])) == []


def test_what_is_said_to_be_no_promise_stays_a_wish_whatever_the_models_believe() -> None:
    held = spoken(("À la rigueur, je l'appelle jeudi.", {"G": 0.95}))
    assert [statement.act for statement in believed(held)] == [Act.WISHES]


def test_what_is_set_aside_claims_its_clause_alone() -> None:
    held = spoken(("La prime, je laisse tomber,", {"B": 0.8}), ("c'est dit une bonne fois,", {}), ("une lettre à Marc lundi.", {"G": 0.9}))
    assert [statement.text for statement in unworded(held, worded([(held, believed(held))]))] == ["une lettre à Marc"]
