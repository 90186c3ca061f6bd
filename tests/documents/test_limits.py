from __future__ import annotations

import pytest

from codev_voice.documents.limits import allows, cut_out, excluded, points_back, protected, reserve_of, things, topic_of
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


@pytest.mark.parametrize(
    "text", ["Marc connaît Fatou, donc ça reste entre nous", "Ménagez-moi un peu aujourd'hui", "Que ça ne sorte pas d'ici"]
)
def test_what_needs_care(text: str) -> None:
    assert protected(Sentence(text), None) is not None


def test_care_is_heard_when_it_is_asked_for_and_never_guessed() -> None:
    assert protected(Sentence("Mon frère travaille chez eux"), Asked.CARE) == "Mon frère travaille chez eux"
    assert protected(Sentence("Mon frère travaille chez eux"), None) is None
    assert protected(Sentence("Euh"), Asked.CARE) is None


@pytest.mark.parametrize(
    ("text", "inside"),
    [
        ("D'accord, avec une réserve : je connais votre directeur, je ne parlerai pas de lui.", "Je connais votre directeur"),
        ("Oui mais je ne pourrai pas vous aider sur le juridique.", "juridique"),
        ("OK, sauf sur les salaires de la branche, je suis partie prenante.", "salaires"),
    ],
)
def test_a_reserve_is_in_the_consultants_words(text: str, inside: str) -> None:
    found = reserve_of(text)
    assert found is not None
    assert inside in found
    assert not found.lower().startswith(("d'accord", "oui", "ok"))


@pytest.mark.parametrize("text", ["Oui.", "D'accord pour moi.", "Volontiers, belle question.", "Tu veux une réserve ?", "Je connais."])
def test_plain_agreement_is_no_reserve(text: str) -> None:
    assert reserve_of(text) is None


def test_a_verb_of_reopening_is_part_of_the_limit() -> None:
    (found,) = excluded(Sentence("On rediscute pas l'organigramme"), None)
    assert "organigramme" in found


@pytest.mark.parametrize(
    ("text", "thing"),
    [("Ah, et je veux pas qu'on parle du prix, ça, c'est entre nous", "Le prix"), ("Je voudrais pas qu'on parle de Ronny", "Ronny")],
)
def test_what_she_does_not_want_spoken_of_is_named_alone(text: str, thing: str) -> None:
    assert excluded(Sentence(text), None) == (thing,)


@pytest.mark.parametrize(
    "text", ["Je veux bien, mais les maisons de repos, j'y connais rien du tout.", "Moi, je suis délégué, j'en discuterai pas ici."]
)
def test_what_a_consultant_cannot_give_is_a_reserve_whatever_its_words(text: str) -> None:
    assert reserve_of(text) is not None


def test_a_yes_that_goes_on_is_no_reserve() -> None:
    assert reserve_of("Oui, mais alors là, quelle belle question de métier.") is None


def test_what_a_late_yes_is_set_against_is_a_reserve() -> None:
    assert reserve_of("Je vends à la commune, alors vous me direz si je déborde. Mais ça me va.") is not None
    assert reserve_of("D'accord, sachant que Marc est le mari de ma cousine.") is not None
    assert reserve_of("Ben oui. Mais oui.") is None


def test_who_decides_is_no_limit_but_the_thing_asked_about_is() -> None:
    assert excluded(Sentence("Sur le budget, c'est pas moi qui décide"), None) == ()
    assert excluded(Sentence("Sur le budget, c'est pas moi qui décide"), Asked.LIMITS) != ()


def test_what_is_not_the_subject_was_named_before_and_is_not_the_subject() -> None:
    assert excluded(Sentence("Il est en arrêt, c'est pas le sujet"), None) == ()


def test_what_somebody_is_going_to_be_is_a_reserve_as_what_he_will_be() -> None:
    assert reserve_of("J'habite le village, alors je vais être juge et partie.") is not None


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


def test_what_is_left_out_of_a_wording_is_named_after_it() -> None:
    assert topic_of("de sa place à lui pas de la seringue") == "la seringue"


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("ah et le maire je préfère pas", ("le maire je préfère pas",)),
        ("toujours pas les syndicats, et pas le maire", ("toujours pas les syndicats", "le maire")),
    ],
)
def test_two_things_are_told_apart_and_an_interjection_is_none(text: str, parts: tuple[str, ...]) -> None:
    assert things(text, "") == parts
