from __future__ import annotations

import pytest

from codev_voice.documents.exclusions import (
    allows,
    cut_out,
    excluded,
    lines_of,
    listed,
    names_somebody,
    points_back,
    points_to_it,
    raised,
    says_more,
    things,
    topic_of,
)
from codev_voice.documents.limits import protected
from codev_voice.documents.questions import Asked
from codev_voice.documents.wording import Sentence


@pytest.mark.parametrize(
    ("text", "asked", "thing"),
    [
        ("Mais pas sur le salaire, c'est bloqué", None, "salaire"),
        ("Et le calendrier, on laisse, s'il vous plaît", None, "calendrier"),
        ("On ne parle pas de mon adjointe", None, "adjointe"),
        ("Plutôt que des solutions", None, "solutions"),
        ("Ni le budget", None, "budget"),
        ("Je veux pas qu'on refasse l'organigramme", None, "refasse l'organigramme"),
        ("Les chiffres, je préfère qu'on les laisse", None, "chiffres"),
        ("Le passé de l'équipe", Asked.LIMITS, "passé de l'équipe"),
        ("Oui. Le syndicat", Asked.LIMITS, "syndicat"),
    ],
)
def test_what_she_sets_aside(text: str, asked: Asked | None, thing: str) -> None:
    found = excluded(Sentence(text), asked)
    assert len(found) == 1
    assert thing in found[0].lower()


@pytest.mark.parametrize(
    ("text", "asked"),
    [("Le passé de l'équipe", None), ("Je cherche des idées", Asked.LIMITS), ("Pas grave", None), ("Pas besoin de plus", None)],
)
def test_what_sets_nothing_aside(text: str, asked: Asked | None) -> None:
    assert excluded(Sentence(text), asked) == ()


def test_a_question_excludes_and_protects_nothing() -> None:
    assert excluded(Sentence("On ne parle pas du salaire", asked=True), None) == ()
    assert protected(Sentence("Ça reste entre nous", asked=True), None) is None


def test_what_is_not_opened_again_is_the_limit() -> None:
    assert excluded(Sentence("On rediscute pas l'organigramme"), None) == ("L'organigramme",)


@pytest.mark.parametrize(
    ("text", "thing"),
    [("Ah, et je veux pas qu'on parle du prix, ça, c'est entre nous", "Le prix"), ("Je voudrais pas qu'on parle de Ronny", "Ronny")],
)
def test_what_she_does_not_want_spoken_of_is_named_alone(text: str, thing: str) -> None:
    assert excluded(Sentence(text), None) == (thing,)


def test_who_decides_is_no_limit_but_the_thing_asked_about_is() -> None:
    assert excluded(Sentence("Sur le budget, c'est pas moi qui décide"), None) == ()
    assert excluded(Sentence("Sur le budget, c'est pas moi qui décide"), Asked.LIMITS) != ()


def test_what_is_not_the_subject_was_named_before_and_is_not_the_subject() -> None:
    assert excluded(Sentence("Il est en arrêt, c'est pas le sujet"), None) == ()


@pytest.mark.parametrize(
    ("text", "before", "parts"),
    [
        ("La famille de Yao, on laisse, et l'audit c'est le siège", "", ("La famille de Yao, on laisse", "l'audit c'est le siège")),
        ("On y touche pas", "non non la formation", ("la formation, On y touche pas",)),
        ("La formation, on y touche pas", "Le siège décide", ("La formation, on y touche pas",)),
        ("les liens entre la mairie et les parents", "", ("les liens entre la mairie et les parents",)),
        ("Les chiffres, le prix, touchez pas à ça", "", ("Les chiffres, le prix, touchez pas à ça",)),
        ("L'argent, et le siège a déjà dit non", "", ("L'argent, et le siège a déjà dit non",)),
        ("Non", "", ()),
    ],
)
def test_each_thing_set_aside_has_its_part(text: str, before: str, parts: tuple[str, ...]) -> None:
    assert things(text, before) == parts


def test_a_thing_is_cut_out_unless_what_is_named_first_gets_lost() -> None:
    assert cut_out("Mais pas sur le salaire, c'est bloqué", None) == ("Le salaire",)
    assert cut_out("Ma nomination, je n'ai pas envie qu'on refasse le match", None) == ()


@pytest.mark.parametrize(
    ("text", "back"),
    [
        ("L'avocate s'en occupe, on touche pas à ça", True),
        ("On embarque pas là-dedans", True),
        ("Pas ici", True),
        ("Les statuts, on n'y touche pas", False),
        ("La prime non plus", False),
    ],
)
def test_words_may_only_point_to_what_was_named(text: str, back: bool) -> None:  # noqa: FBT001 - a column
    assert points_back(text) is back


def test_what_is_opened_again_is_allowed() -> None:
    assert allows("L'argent, finalement, vous pouvez en parler")
    assert not allows("L'argent, on n'en parle pas")
    assert not allows("Mon chef, si on peut le laisser dans son bureau")
    assert allows("Le salaire, ah si on peut en parler")


def test_what_is_left_out_of_a_wording_is_named_after_it() -> None:
    assert topic_of("de sa place à lui pas de la seringue") == "la seringue"
    assert lines_of("Ça, on n'y va pas", "Jérôme et moi, on a été mariés", None, None) == ("Jérôme et moi, on a été mariés",)
    assert lines_of("On n'en veut pas, de conseils", "J'attends vos expériences", None, None) != ("J'attends vos expériences",)


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("ah et le maire je préfère pas", ("le maire je préfère pas",)),
        ("toujours pas les syndicats, et pas le maire", ("toujours pas les syndicats", "le maire")),
    ],
)
def test_two_things_are_told_apart_and_an_interjection_is_none(text: str, parts: tuple[str, ...]) -> None:
    assert things(text, "") == parts


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("La paie, le planning et ce qu'en pense Marc, on laisse ça", ("La paie", "le planning", "ce qu'en pense Marc")),
        ("Je veux rien entendre sur la paie, sur le planning ni sur le directeur", ("la paie", "sur le planning", "sur le directeur")),
        ("La paie, le planning, on laisse", ()),
        ("Les liens entre la mairie, les parents et les élus", ()),
        ("La paie et le planning", ()),
    ],
)
def test_three_things_with_and_before_the_last_are_three(text: str, parts: tuple[str, ...]) -> None:
    assert [each.removeprefix("sur ") for each in listed(text)] == [each.removeprefix("sur ") for each in parts]


@pytest.mark.parametrize(
    ("text", "more"),
    [
        ("On les touche pas", True),
        ("Douze j'en ai, douze j'en aurai", True),
        ("Il passe le lundi", True),
        ("Le camion, c'est réglé", False),
        ("Changer l'équipe, c'est non", False),
        ("Et puis ma mère aussi, mêlez pas ma mère à ça", False),
    ],
)
def test_a_sentence_may_only_say_more_of_what_was_named(text: str, more: bool) -> None:  # noqa: FBT001 - a column
    assert says_more(text) is more


@pytest.mark.parametrize(
    ("question", "thing"),
    [
        ("Et ton adjoint, on en parle ?", "ton adjoint"),
        ("Est-ce qu'on parle aussi de la directrice ?", "la directrice"),
        ("Nous parlerons du budget ?", None),
        ("Autre chose ?", None),
    ],
)
def test_a_question_raises_a_thing(question: str, thing: str | None) -> None:
    assert raised(question) == thing


def test_what_is_named_nowhere_is_what_was_asked_about() -> None:
    assert points_to_it("Non, lui, je le gère, on le laisse de côté")
    assert points_to_it("Je préfère pas, non")
    assert not points_to_it("Non, ça je préfère pas, la hiérarchie on n'y touche pas")


def test_a_name_is_to_be_kept_rather_than_left_out() -> None:
    assert names_somebody("Son prénom")
    assert names_somebody("Pas de noms de famille")
    assert not names_somebody("Ma nomination")
    assert not names_somebody("Le nom du projet a changé")
    assert not names_somebody("Le nombre de lits")


@pytest.mark.parametrize(
    ("text", "thing"),
    [
        ("Pas un mot sur son parti", "Son parti"),
        ("Je ne viens pas pour refaire le procès de Paul", "Refaire le procès de Paul"),
        ("Par pitié, ne me parlez pas du logiciel, j'ai donné", "Logiciel"),
        ("Surtout pas de formation, on m'en a vendu trois", "Formation"),
    ],
)
def test_the_thing_is_cut_out_of_what_begs_and_explains(text: str, thing: str) -> None:
    assert excluded(Sentence(text), None) == (thing,)


def test_what_is_allowed_is_not_set_aside_beside_what_is_refused() -> None:
    assert things("Les prix, les délais et le patron, vous pouvez y aller", "") == ()
    assert things("La prime, oui, la mutation, non", "") == ("la mutation",)
    assert things("La paie oui, le planning non", "") == ("le planning",)


def test_a_person_spoken_to_is_not_the_thing_spoken_of() -> None:
    assert raised("De quoi tu veux qu'on ne parle pas, par exemple ?") is None
    assert not points_to_it("Lui, mon chef, on le laisse de côté")


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("Ni le salaire ni la mutation", ("le salaire", "la mutation")),
        ("Ni le salaire", ("Ni le salaire",)),
    ],
)
def test_neither_of_two_things_is_two(text: str, parts: tuple[str, ...]) -> None:
    assert things(text, "") == parts


@pytest.mark.parametrize(
    ("text", "thing"),
    [
        ("On évite la politique", "La politique"),
        ("Laissez Karine en dehors", "Karine"),
        ("On laisse les syndicats de côté", "Les syndicats"),
    ],
)
def test_what_is_avoided_or_left_is_named_alone(text: str, thing: str) -> None:
    assert excluded(Sentence(text), None) == (thing,)
