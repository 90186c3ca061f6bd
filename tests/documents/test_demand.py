from __future__ import annotations

from dataclasses import replace

import pytest

from codev_voice.documents.acts import Act
from codev_voice.documents.demand import Wording, hear_demand
from codev_voice.documents.passage import acts_of
from codev_voice.session.values import Stage
from spoken import scene


def _demand(text: str) -> Wording | None:
    found = scene(text)
    turns = found.during(Stage.CONTRACT)
    return hear_demand(found, turns, acts_of(found, turns))


def test_her_words_are_tidied_and_never_embellished() -> None:
    heard = _demand("3 Inès: Euh ben ma question, ce serait comment, comment lui dire, à Marc.")
    assert heard == Wording("Comment lui dire, à Marc", (0,))


def test_a_reformulation_she_accepts_is_the_demand_with_its_author() -> None:
    heard = _demand("""
        3 Inès: Je voudrais savoir comment annoncer la nouvelle à Marc.
        3 Claire: Comment garder Marc motivé après l'annonce ?
        3 Inès: Oui, voilà.
    """)
    assert heard == Wording("Comment garder Marc motivé après l'annonce", (0, 1, 2), "Claire")


def test_two_demands_without_a_choice_are_both_kept() -> None:
    heard = _demand("3 Inès: Comme je disais, c'est comment dire non à Paul, et comment garder l'équipe soudée.")
    assert heard == Wording("Comment dire non à Paul, et comment garder l'équipe soudée", (0,))


def test_what_checks_a_wording_is_no_part_of_it() -> None:
    heard = _demand("3 Claire: Comment garder Marc motivé après l'annonce, c'est ça ?\n3 Inès: Oui, voilà.")
    assert heard == Wording("Comment garder Marc motivé après l'annonce", (0, 1), "Claire")


def test_her_wish_is_worded_from_its_question_on() -> None:
    heard = _demand("3 Inès: Euh ben ce que je voudrais c'est savoir comment, comment lui dire à Marc.")
    assert heard == Wording("Comment lui dire à Marc", (0,))


@pytest.mark.parametrize(("no", "demand"), [("N", "Comment parler des silences"), ("none", "Comment lui parler")])
def test_once_she_has_refused_a_wording_what_may_well_be_hers_is(no: str, demand: str) -> None:
    said = ("Comment lui parler ?", "Comment la remettre à sa place ?", "Oh là, non", "Comment parler des silences ?")
    found = scene("\n".join(f"3 {who}: {text}" for who, text in zip(("Inès", "Claire", "Inès", "Inès"), said, strict=True)))
    tags = (("D", 1.0), ("R", 1.0), (no, 1.0), ("K", 0.5))
    acts = [Act(at, tag, text, 0, len(text), sure) for at, ((tag, sure), text) in enumerate(zip(tags, said, strict=True))]
    acts[3] = replace(acts[3], chances={"K": 0.5, "D": 0.47})
    heard = hear_demand(found, found.during(Stage.CONTRACT), acts)
    assert heard is not None
    assert heard.text == demand


def test_a_kind_of_help_offered_is_no_demand() -> None:
    heard = _demand("3 Inès: Comment garder Marc motivé ?\n3 Claire: Tu veux plutôt des expériences ?\n3 Inès: Oui, volontiers.")
    assert heard == Wording("Comment garder Marc motivé", (0,))


def test_her_correction_wins_over_a_reformulation() -> None:
    heard = _demand("""
        3 Inès: Je voudrais savoir comment annoncer la nouvelle à Marc.
        3 Julien: Donc comment préparer l'entretien ?
        3 Inès: Oui, enfin plutôt comment garder Marc motivé après.
    """)
    assert heard is not None
    assert (heard.by, heard.sources) == (None, (2,))
    assert "garder Marc motivé" in heard.text


def test_who_only_repeats_her_words_is_no_author() -> None:
    heard = _demand("""
        3 Inès: Comment refuser ce projet sans froisser la direction ?
        3 Claire: Comment refuser ce projet.
        3 Inès: C'est ça.
    """)
    assert heard == Wording("Comment refuser ce projet sans froisser la direction", (0, 2), confirmed=(2,))


def test_turning_her_words_round_is_only_repeating_them() -> None:
    heard = _demand("""
        3 Inès: Comment je lui redemande de cuisiner avec moi.
        3 Claire: Comment tu lui redemandes de cuisiner avec toi.
        3 Inès: Voilà.
    """)
    assert heard == Wording("Comment je lui redemande de cuisiner avec moi", (0, 2), confirmed=(2,))


def test_a_question_about_limits_whose_mark_was_not_heard_restates_nothing() -> None:
    heard = _demand("""
        3 Inès: Comment refuser ce projet sans froisser la direction.
        3 Claire: Il y a des choses que tu veux pas.
        3 Inès: Oui, le salaire.
    """)
    assert heard == Wording("Comment refuser ce projet sans froisser la direction", (0,))


def test_a_refused_reformulation_leaves_her_wording() -> None:
    heard = _demand("""
        3 Inès: Comment préparer la fusion sans perdre Paul ?
        3 Julien: Donc tu nous demandes un calendrier pour la fusion ?
        3 Inès: Non.
    """)
    assert heard == Wording("Comment préparer la fusion sans perdre Paul", (0,))


def test_a_wish_without_a_question_is_a_demand() -> None:
    heard = _demand("3 Inès: Je voudrais retrouver le goût des réunions du lundi.")
    assert heard is not None
    assert "retrouver le goût des réunions du lundi" in heard.text


def test_what_is_asked_of_the_group_or_denied_is_no_demand() -> None:
    assert _demand("3 Inès: Comment vous feriez à ma place, avec une équipe pareille ?") is None
    assert _demand("3 Inès: Non, pas l'entretien d'annonce.") is None
    assert _demand("3 Claire: Bon, on t'écoute.") is None


def test_a_settled_wording_is_not_undone_by_what_follows() -> None:
    heard = _demand("""
        3 Claire: Comment garder Marc motivé après l'annonce ?
        3 Inès: Oui, exactement.
        3 Julien: Il y a aussi la question de savoir ce que devient toute son équipe pendant ce temps.
        3 Inès: Je voudrais avancer.
    """)
    assert heard is not None
    assert (heard.text, heard.by) == ("Comment garder Marc motivé après l'annonce", "Claire")


def test_a_restatement_that_says_so_is_offered() -> None:
    heard = _demand("""
        3 Inès: C'est compliqué.
        3 Fatou: Donc tu cherches une place pour Marc dans le projet Lyon.
        3 Inès: Voilà, exactement.
    """)
    assert heard is not None
    assert heard.by == "Fatou"
    assert "une place pour Marc dans le projet Lyon" in heard.text


def test_talk_that_goes_elsewhere_takes_the_wording_off_the_table() -> None:
    heard = _demand("""
        3 Claire: Comment garder Marc motivé après l'annonce ?
        3 Julien: Attendez, mon écran vient de se figer, je ne vous vois plus du tout.
        3 Inès: Oui.
    """)
    assert heard is None


def test_what_she_does_not_want_is_never_the_demand() -> None:
    heard = _demand("""
        3 Inès: Je me demande comment lâcher l'atelier sans l'abandonner.
        3 Julien: D'accord.
        3 Inès: Ah, et je voudrais pas qu'on parle du prix.
    """)
    assert heard == Wording("Comment lâcher l'atelier sans l'abandonner", (0,))


def test_a_second_demand_beside_the_first_is_joined_to_it() -> None:
    heard = _demand("""
        3 Inès: Je voudrais savoir comment lâcher l'atelier.
        3 Julien: C'est une affaire de calendrier ?
        3 Inès: Non, le calendrier, on l'a. Et puis aussi, qu'est-ce que je fais de mes matins.
    """)
    assert heard == Wording("Comment lâcher l'atelier et qu'est-ce que je fais de mes matins", (0, 2))


def test_a_wording_offered_as_understood_is_bare_of_its_frame() -> None:
    heard = _demand("3 Julien: Si je comprends bien, tu voudrais savoir comment leur donner envie ?\n3 Inès: Oui, c'est mieux dit.")
    assert heard == Wording("Comment leur donner envie", (0, 1), "Julien")


def test_the_answer_to_another_question_rewords_no_demand() -> None:
    heard = _demand("""
        3 Inès: Ma question, c'est comment annoncer la nouvelle à Marc.
        3 Claire: Et vous attendez quoi, de nous ?
        3 Inès: J'aimerais savoir quand vous l'avez vécu, vous.
    """)
    assert heard == Wording("Comment annoncer la nouvelle à Marc", (0,))


def test_an_indirect_question_needs_no_verb_when_she_corrects_a_wording() -> None:
    heard = _demand("3 Claire: Alors : ce que tu rates entre elles et toi.\n3 Inès: Ce que je rate avec elles, point.")
    assert heard is not None
    assert heard.text == "Ce que je rate avec elles"


def test_a_question_echoed_is_a_yes() -> None:
    heard = _demand("""
        3 Inès: M'aider à voir ce que ça changerait pour l'équipe.
        3 Claire: Voir ce que ça changerait pour l'équipe si tu la retires. On est bons ?
        3 Inès: On est bons.
    """)
    assert heard == Wording("Voir ce que ça changerait pour l'équipe si tu la retires", (0, 1, 2), "Claire")


def test_a_piece_of_her_own_wording_keeps_it_whole() -> None:
    heard = _demand("""
        3 Inès: Je voudrais faire goûter la carte au chef, sans qu'il la jette.
        3 Julien: Comment convaincre le chef ?
        3 Inès: Convaincre, j'aime pas ce mot. Faire goûter, je préfère.
    """)
    assert heard is not None
    assert "sans qu'il la jette" in heard.text
    assert heard.by is None


def test_a_wording_put_to_her_as_it_stands_and_echoed_is_confirmed() -> None:
    heard = _demand("""
        3 Inès: Ma question, c'est comment leur demander leur avis.
        3 Claire: On prend celle-là ?
        3 Inès: On prend celle-là.
    """)
    assert heard == Wording("Comment leur demander leur avis", (0, 2), confirmed=(2,))


def test_asked_in_the_same_turn_whether_it_suits_her_a_rewording_is_still_offered() -> None:
    heard = _demand("""
        3 Claire: Et nous, Inès, on t'aide sur quoi ?
        3 Inès: Ben, comment je leur dis que ça ferme, sans qu'ils claquent la porte.
        3 Claire: Comment leur annoncer la fermeture en les gardant jusqu'au bout. Ça te va comme ça ?
        3 Inès: Oui, ça me va.
    """)
    assert heard == Wording("Comment leur annoncer la fermeture en les gardant jusqu'au bout", (1, 2, 3), "Claire")


@pytest.mark.parametrize("said", ["Ma question, c'est pas comment le garder.", "Je me demande pas comment le garder, lui, non."])
def test_what_she_says_she_does_not_ask_is_no_demand(said: str) -> None:
    assert _demand(f"3 Claire: C'est quoi, ta demande ?\n3 Inès: {said}") is None


@pytest.mark.parametrize(
    "said",
    ["C'est pas comment le garder, c'est comment lui dire au revoir.", "C'est plus comment le garder c'est comment lui dire au revoir."],
)
def test_what_she_asks_instead_is_the_demand(said: str) -> None:
    heard = _demand(f"3 Claire: C'est quoi, ta demande ?\n3 Inès: {said}")
    assert heard is not None
    assert heard.text == "Comment lui dire au revoir"


def test_what_is_denied_inside_her_question_stays_in_it() -> None:
    heard = _demand(
        "3 Claire: C'est quoi, ta demande ?\n3 Inès: Comment leur dire que c'est pas leur faute et que c'est le siège qui décide ?"
    )
    assert heard is not None
    assert heard.text == "Comment leur dire que c'est pas leur faute et que c'est le siège qui décide"


def test_a_wording_that_turns_hers_round_is_not_hers() -> None:
    heard = _demand("""
        3 Inès: Ma question, c'est comment ne pas garder Marc dans l'équipe.
        3 Claire: Comment garder Marc dans l'équipe ?
        3 Inès: Oui, c'est ça.
    """)
    assert heard == Wording("Comment garder Marc dans l'équipe", (0, 1, 2), "Claire")


def test_her_question_between_quotation_marks_is_taken_out_of_them() -> None:
    heard = _demand("3 Claire: C'est quoi ta demande ?\n3 Inès: « Comment garder Marc motivé ? » Voilà ce que je me demande.")
    assert heard == Wording("Comment garder Marc motivé", (1,))


def test_what_is_asked_of_another_is_not_offered_to_her() -> None:
    heard = _demand("3 Inès: Comment garder Marc motivé.\n3 Claire: Samir, lève le pouce si ça te va.\n3 Inès: Oui, voilà.")
    assert heard is not None
    assert heard.text == "Comment garder Marc motivé"


def test_others_can_agree_between_her_wording_and_her_yes_to_it() -> None:
    assert Wording("Comment lui dire", (1, 3, 5), confirmed=(3, 5)).settled == 1
    assert Wording("Comment lui dire", (1, 2, 3), "Claire").settled == 3
