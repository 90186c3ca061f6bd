from __future__ import annotations

import datetime

import pytest

from codev_voice.documents.plan import draft_plan
from codev_voice.documents.values import Action, ActionStatus, Plan
from spoken import VOUS, scene

COMMITMENT, INTENTION = ActionStatus.COMMITMENT, ActionStatus.INTENTION
LATE = "Et mes conditions, finalement, pas fin du mois : jeudi en huit."
FIRST_PERSON = """
    5 Inès: Bon, ce que je garde, c'est ce que disait Fatou : la motivation, ça se décrète pas.
    5 Inès: Du coup je vais voir Marc jeudi, euh non, vendredi, il est pas là jeudi.
    5 Claire: Et ton premier pas ?
    5 Inès: Ben, lui envoyer l'invitation ce soir.
    5 Claire: Tu verras à quoi que ça marche ?
    5 Inès: S'il me propose un truc de lui-même. Et Julien, tu me relis le mail ?
    5 Julien: Avec plaisir.
    5 Inès: Le tutorat, j'aimerais bien, peut-être en janvier.
    5 Samir: Et mets-le sur le projet Lyon !
    5 Inès: Hm, je note. La prime, par contre, j'oublie.
"""


def _plan(text: str) -> Plan:
    return draft_plan(scene(text))


def _actions(text: str) -> list[tuple[str, ActionStatus, str | None]]:
    return [(action.action, action.status, action.due_said) for action in _plan(text).actions]


def _one(text: str) -> Action:
    (action,) = _plan(text).actions
    return action


def test_a_whole_synthesis() -> None:
    plan = draft_plan(scene(FIRST_PERSON, first=130))
    see = plan.actions[0]
    assert [(kept.sources, "la motivation, ça se décrète pas" in kept.text) for kept in plan.kept] == [((130,), True)]
    assert (see.action, see.status, see.due_said, see.due) == ("Voir Marc", COMMITMENT, "vendredi", datetime.date(2026, 11, 20))
    assert see.first_step == "Lui envoyer l'invitation ce soir"
    assert see.indicator is not None
    assert "me propose un truc de lui-même" in see.indicator
    assert {131, 133, 135} <= set(see.sources)
    assert [(kept.text, kept.sources) for kept in plan.dropped] == [("La prime", (139,))]
    assert "Lyon" not in repr(plan)
    assert see.support == "Julien : tu me relis le mail"
    assert [(each.action, each.status, each.due_said, each.due, each.sources) for each in plan.actions[1:]] == [
        ("Faire : le tutorat", INTENTION, "peut-être en janvier", None, (137,))
    ]


def test_a_whole_synthesis_to_vous_with_corrections_at_the_end() -> None:
    passes = "6 Denis: Je passe.\n" * 15
    text = f"""
    5 Sylvie: Je m'engage à écrire mes trois conditions d'ici la fin du mois.
    5 Luc: Qu'est-ce qui pourrait vous en empêcher ?
    5 Sylvie: Le temps, comme toujours. Je bloque mon jeudi matin.
    5 Denis: Parlez-en à votre mari, aussi.
    5 Sylvie: Tiens, oui, ça, je le fais ce week-end.
    {passes}
    6 Sylvie: Une chose que je rajoute : je vois ma directrice après les fêtes pour lui donner ma réponse. {LATE}
    """
    plan = draft_plan(scene(text, roles=VOUS, first=201))
    days = {action.action: (action.due_said, action.due) for action in plan.actions}
    assert days["Écrire mes trois conditions"] == ("jeudi en huit", datetime.date(2026, 11, 26))
    assert days["Voir ma directrice pour lui donner ma réponse"] == ("après les fêtes", None)
    assert {action.status for action in plan.actions} == {COMMITMENT}
    write, talk = plan.actions[0], next(action for action in plan.actions if "mari" in action.action)
    assert write.sources == (201, 203, 221)
    assert write.obstacle is not None
    assert write.obstacle.startswith("Le temps")
    assert (talk.due, talk.sources) == (datetime.date(2026, 11, 22), (204, 205))
    assert (plan.kept, plan.dropped) == ((), ())


def test_an_idea_taken_up_is_worded_again_by_her() -> None:
    action = _one("5 Julien: Tu pourrais passer une annonce à la radio.\n5 Inès: Vendu. J'appelle la radio lundi.")
    assert (action.action, action.due_said, action.sources) == ("Appeler la radio", "lundi", (0, 1))


def test_an_idea_becomes_hers_when_she_takes_it_up() -> None:
    plan = draft_plan(
        scene(
            """
            5 Sylvie: Je m'engage à écrire mes trois conditions d'ici la fin du mois.
            5 Luc: Qu'est-ce qui pourrait vous en empêcher ?
            5 Sylvie: Le temps, comme toujours.
            5 Denis: Parlez-en à votre directrice, aussi.
            5 Sylvie: Tiens, oui, ça, je le fais ce week-end.
            """,
            roles=VOUS,
            first=201,
        )
    )
    write, talk = plan.actions
    assert (write.action, write.due, write.sources) == ("Écrire mes trois conditions", datetime.date(2026, 11, 30), (201, 203))
    assert write.obstacle is not None
    assert "e temps" in write.obstacle
    assert (talk.status, talk.due_said, talk.due, talk.sources) == (COMMITMENT, "ce week-end", datetime.date(2026, 11, 22), (204, 205))
    assert talk.action.startswith("En parler à")


@pytest.mark.parametrize("answer", ["Mm.", "Pourquoi pas.", "Bonne idée.", "Je note.", "C'est intéressant, ça."])
def test_an_idea_not_taken_up_is_nowhere(answer: str) -> None:
    assert _plan(f"5 Samir: Tu pourrais le mettre sur le projet Lyon.\n5 Inès: {answer}") == Plan()


def test_only_the_client_in_the_synthesis_and_after() -> None:
    assert _plan("1 Inès: Je vais lui parler lundi.\n4 Inès: Je l'appelle demain.\n5 Julien: Je l'appelle lundi.") == Plan()


def test_what_she_adds_at_the_end_counts_and_what_she_only_says_there_does_not() -> None:
    assert _actions("6 Inès: Une chose que je rajoute : je vois ma directrice jeudi.") == [("Voir ma directrice", COMMITMENT, "jeudi")]
    assert _actions("6 Inès: Je repose ma tasse.") == []


def test_the_last_date_wins() -> None:
    text = """
        5 Inès: Je m'engage à écrire mes conditions d'ici la fin du mois.
        5 Claire: D'accord.
        5 Inès: Et mes conditions, finalement, pas fin du mois : jeudi en huit.
    """
    assert _actions(text) == [("Écrire mes conditions", COMMITMENT, "jeudi en huit")]


def test_a_commitment_softened_is_an_intention() -> None:
    assert _actions("5 Inès: Je vais relire le dossier. Enfin, si j'ai le temps.") == [("Relire le dossier", INTENTION, None)]


def test_a_commitment_cancelled_is_dropped() -> None:
    plan = _plan("5 Inès: Je vais organiser un séminaire.\n5 Claire: Vraiment ?\n5 Inès: Non, le séminaire, je laisse tomber.")
    assert plan.actions == ()
    assert [kept.text for kept in plan.dropped] == ["Le séminaire"]


def test_a_consultants_idea_set_aside() -> None:
    plan = _plan("5 Samir: Tu pourrais appeler le syndicat.\n5 Inès: Ça, je laisse tomber.")
    assert [(kept.text, kept.sources) for kept in plan.dropped] == [("Appeler le syndicat", (0, 1))]
    assert _plan("5 Inès: Ça, je laisse tomber.").dropped == ()


def test_what_is_said_twice_is_one_action() -> None:
    action = _one("5 Inès: Je vais rappeler le notaire.\n5 Claire: Oui ?\n5 Inès: Je rappelle le notaire lundi.")
    assert (action.action, action.due_said, action.sources) == ("Rappeler le notaire", "lundi", (0, 2))


def test_a_day_said_apart_dates_the_action() -> None:
    assert _actions("5 Inès: Je vais écrire à Paul.\n5 Claire: Quand ça ?\n5 Inès: Mardi matin.") == [
        ("Écrire à Paul", COMMITMENT, "Mardi matin")
    ]
    assert _plan("5 Inès: Mardi matin.").actions == ()


def test_the_list_of_what_she_keeps_goes_on() -> None:
    plan = _plan("5 Inès: Ce que je garde, c'est l'image du phare. Et la phrase de Julien.")
    assert [kept.text for kept in plan.kept] == ["L'image du phare", "La phrase de Julien"]


@pytest.mark.parametrize(
    ("asked", "answer", "field"),
    [
        ("Ton premier pas ?", "Ouvrir l'agenda.", "first_step"),
        ("À quoi tu verras que ça avance ?", "Le bruit dans le couloir.", "indicator"),
        ("Qu'est-ce qui pourrait bloquer ?", "Ma propre flemme.", "obstacle"),
    ],
)
def test_answers_fill_the_fields_and_are_cited(asked: str, answer: str, field: str) -> None:
    action = _one(f"5 Inès: Je vais ranger l'atelier.\n5 Claire: {asked}\n5 Inès: {answer}")
    assert getattr(action, field) == answer.rstrip(".")
    assert action.sources == (0, 2)


@pytest.mark.parametrize("answer", ["Je sais pas.", "Rien.", "Pff, aucune idée."])
def test_no_answer_fills_nothing(answer: str) -> None:
    action = _one(f"5 Inès: Je vais ranger l'atelier.\n5 Claire: Ton premier pas ?\n5 Inès: {answer}")
    assert action.first_step is None


def test_fields_said_unasked() -> None:
    action = _one("5 Inès: Je vais ranger l'atelier. Je commence par la table du fond. Ce qui peut coincer, c'est le froid.")
    assert action.first_step == "La table du fond"
    assert action.obstacle == "Le froid"
    assert _one("5 Inès: Je vais ranger l'atelier. La table du fond d'abord.").first_step == "Commencer par La table du fond"


def test_an_answer_before_any_action_fills_nothing() -> None:
    assert _plan("5 Claire: Ton premier pas ?\n5 Inès: Le calme.") == Plan()


def test_support_offered_counts_when_she_accepts_it() -> None:
    offered = "5 Inès: Je vais écrire à Paul lundi.\n5 Julien: Je peux te relire la lettre, si tu veux.\n5 Inès: "
    action = _one(offered + "Avec plaisir.")
    assert (action.support, action.sources) == ("Julien : Je peux te relire la lettre", (0, 1, 2))
    assert _one(offered + "On verra.").support is None


def test_support_asked_for_is_cited_with_its_yes() -> None:
    action = _one("5 Inès: Je vais écrire à Paul lundi. Julien, tu me relis la lettre ?\n5 Julien: Avec plaisir.")
    assert action.support is not None
    assert "relis la lettre" in action.support
    assert action.sources == (0, 1)


def test_a_recap_she_accepts_invents_nothing() -> None:
    text = """
        5 Inès: J'aimerais monter un tutorat.
        5 Claire: Je récapitule : une envie, le tutorat. Et appeler Marc.
        5 Inès: Oui, c'est ça.
    """
    action = _one(text)
    assert (action.status, action.sources) == (INTENTION, (0, 2))
    assert _one(text.replace("Oui, c'est ça", "Non, pas du tout")).sources == (0,)


def test_no_action_heard_is_an_empty_plan() -> None:
    assert _plan("5 Claire: Tu repars avec quoi ?\n5 Inès: Merci à tous, ça me parle.") == Plan()


def test_two_actions_in_order_of_first_mention() -> None:
    assert [action for action, _, _ in _actions("5 Inès: Je vais voir Marc. Je rappelle le notaire lundi. Je vais voir Marc mardi.")] == [
        "Voir Marc",
        "Rappeler le notaire",
    ]


@pytest.mark.parametrize(
    ("said", "action", "day"),
    [
        ("Je vais voir Marc. J'y vais lundi.", "Voir Marc", "lundi"),
        ("Un carnet. Je l'achète lundi.", "Acheter un carnet", "lundi"),
        ("Delorme, je l'appelle demain.", "Appeler Delorme", "demain"),
    ],
)
def test_a_pronoun_speaks_of_what_she_has_just_said(said: str, action: str, day: str) -> None:
    assert _actions(f"5 Inès: {said}") == [(action, COMMITMENT, day)]


@pytest.mark.parametrize("more", ["Je lui écris lundi.", "Je pourrais le prévenir."])
def test_another_act_towards_the_same_person_is_another_action(more: str) -> None:
    assert len(_actions(f"5 Inès: Je vais voir Marc. {more}")) == 2


def test_doing_it_is_the_last_action_said() -> None:
    text = "5 Inès: Je vais ranger l'atelier.\n5 Claire: Quand ?\n5 Inès: Je le fais samedi."
    assert _actions(text) == [("Ranger l'atelier", COMMITMENT, "samedi")]
    assert _actions(text.replace("Je le fais samedi", "Samedi, peut-être"))[0][1:] == (INTENTION, "Samedi")


def test_the_verb_comes_after_the_thing() -> None:
    text = "5 Inès: Je vais faire le tri.\n5 Claire: Quand ?\n5 Inès: Je trie les cartons et le tri samedi."
    assert [action.lower() for action, _, _ in _actions(text)] == ["trier les cartons et le tri"]


def test_a_thing_named_by_a_consultant_is_cited_when_she_does_it() -> None:
    action = _one("5 Julien: Un tableau partagé ?\n5 Inès: Le tableau, je vais le faire.")
    assert (action.action, action.sources) == ("Faire le tableau", (0, 1))


def test_her_own_topic_is_taken_up() -> None:
    assert "tableau" in _one("5 Inès: Le tableau, c'est pour moi.").action
    assert _plan("5 Inès: Ça, je le fais.") == Plan()


def test_an_answer_goes_on_over_two_sentences() -> None:
    answered = _one("5 Inès: Je vais ranger l'atelier.\n5 Claire: À quoi tu verras que ça avance ?\n5 Inès: Le bruit. Les portes ouvertes.")
    assert answered.indicator is not None
    assert "Le bruit" in answered.indicator
    assert "es portes ouvertes" in answered.indicator
    then = "5 Inès: Je vais ranger l'atelier.\n5 Claire: Ton premier pas ?\n5 Inès: La table. Je rappelle le notaire lundi."
    assert len(_actions(then)) == 2


@pytest.mark.parametrize("said", ["Enfin, si j'ai le temps.", "Je la fais pas.", "Julien, tu viens ?", "Je garde tout ça."])
def test_without_an_action_nothing_is_softened_dropped_or_supported(said: str) -> None:
    assert _plan(f"5 Inès: {said}").actions == ()
    assert _plan(f"5 Inès: {said}").dropped == ()


def test_a_person_who_is_not_there_gives_no_support() -> None:
    assert _one("5 Inès: Je vais écrire à Paul lundi. Denis, tu me relis la lettre ?").support is None


def test_what_she_says_again_she_will_not_do_is_dropped_once() -> None:
    plan = _plan("5 Inès: Le séminaire, je laisse tomber. Je le fais pas.")
    assert [kept.text for kept in plan.dropped] == ["Le séminaire"]
    assert plan.actions == ()


def test_only_the_action_of_that_name_is_cancelled() -> None:
    plan = _plan("5 Inès: Je vais voir Marc. Je vais organiser un séminaire.\n5 Claire: Bon.\n5 Inès: Le séminaire, je laisse tomber.")
    assert [action.action for action in plan.actions] == ["Voir Marc"]


def test_the_same_topic_again_is_the_same_action() -> None:
    text = "5 Inès: Le dossier, je l'envoie.\n5 Claire: Quand ?\n5 Inès: Le dossier, je l'envoie jeudi."
    assert _actions(text) == [("Envoyer le dossier", COMMITMENT, "jeudi")]


def test_a_corrected_day_replaces_the_first() -> None:
    text = "5 Inès: J'appelle Marc lundi.\n5 Claire: Lundi ?\n5 Inès: Non, plutôt mardi."
    assert _actions(text) == [("Appeler Marc", COMMITMENT, "mardi")]


def test_an_act_cancelled_by_a_pronoun_is_dropped_under_its_name() -> None:
    plan = _plan("5 Inès: J'appelle Marc lundi. Euh, non, finalement je l'appelle pas.")
    assert plan.actions == ()
    assert [(kept.text.lower(), kept.sources) for kept in plan.dropped] == [("appeler marc", (0,))]


def test_saying_that_she_does_it_adds_nothing() -> None:
    assert _actions("5 Inès: J'ai qu'à appeler Marc, et je le fais.") == [("Appeler Marc", COMMITMENT, None)]


def test_an_uptake_of_what_she_has_just_said_makes_no_second_action() -> None:
    action = _one("5 Julien: Et le sentier ?\n5 Inès: Le sentier, j'appelle l'association lundi. Ça, c'est pour moi.")
    assert (action.action, action.due_said) == ("Appeler l'association", "lundi")


def test_an_action_that_a_consultant_brings_up_again_is_the_same() -> None:
    action = _one("""
        5 Inès: La clé, je la lui donne lundi.
        5 Samir: Et la clé, tu tiens ?
        5 Inès: Oui, je m'y engage. Enfin... d'ici Noël, disons.
    """)
    assert (action.action, action.due_said) == ("Lui donner la clé", "d'ici Noël")


def test_a_day_refused_is_moved_and_nothing_is_set_aside() -> None:
    plan = _plan("5 Inès: Je lui raconte ce soir.\n6 Inès: Et ce soir, non, ma femme est chez sa mère, ce sera demain.")
    assert [(action.action, action.due_said) for action in plan.actions] == [("Lui raconter", "demain")]
    assert plan.dropped == ()


def test_a_detail_goes_with_the_action_that_the_question_names() -> None:
    plan = _plan("""
        5 Inès: La clé, je la lui donne lundi.
        5 Inès: J'aimerais aller à la pêche.
        5 Claire: Ton premier pas, pour la clé ?
        5 Inès: Faire un double chez le serrurier.
    """)
    assert [action.first_step for action in plan.actions] == ["Faire un double chez le serrurier", None]


def test_what_a_recap_put_in_her_mouth_is_neither_hers_nor_set_aside() -> None:
    plan = _plan("""
        5 Inès: Je revois le planning vendredi.
        5 Claire: Je résume : le planning vendredi, et tu parles à ta directrice.
        5 Inès: La directrice, non, j'ai pas dit ça.
    """)
    assert [action.action for action in plan.actions] == ["Revoir le planning"]
    assert plan.dropped == ()


def test_what_would_please_her_of_another_s_idea_is_a_wish() -> None:
    assert _actions("5 Julien: Et les enfants en cuisine ?\n5 Inès: Ça me plairait.") == [
        ("Faire : les enfants en cuisine", INTENTION, None)
    ]


def test_a_day_moved_by_the_same_verb_makes_no_second_action() -> None:
    action = _one("5 Inès: Je lui demande mercredi, au café.\n6 Inès: Et mercredi, je me connais, je lui demanderai plutôt jeudi.")
    assert action.due_said == "jeudi"


def test_going_to_somebody_s_is_how_she_sees_him() -> None:
    assert _actions("5 Inès: Ludovic, je vais le voir. Je vais aller chez lui. Dimanche.") == [("Voir Ludovic", COMMITMENT, "Dimanche")]


def test_the_facilitator_s_handing_over_is_no_idea_to_take_up() -> None:
    assert "toi" not in repr(_actions("5 Claire: C'est à toi, Inès.\n5 Inès: Le souper, j'embarque. Je l'organise vendredi en huit."))


def test_what_she_always_does_or_tells_is_no_action() -> None:
    assert _actions("5 Inès: Le matin je fais l'eau, je fais les vestiaires, je regarde même pas qui est là.") == []
    assert _actions("5 Inès: L'autre jour, je le vois arriver à dix-huit heures, il pose la sacoche, je signe, je dis merci.") == []


def test_a_day_that_somebody_doubts_is_changed() -> None:
    said = """
        5 Claire: Et donc, qu'est-ce que tu fais ?
        5 Inès: Je l'invite chez Mado mardi.
        5 Julien: Mardi, c'est pas la formation ?
        5 Inès: Ah mince, si. Alors mercredi.
    """
    assert [due for _, _, due in _actions(said)] == ["mercredi"]


def test_a_thing_is_named_and_then_its_day_is_given() -> None:
    said = """
        5 Inès: Le cahier, je le pose mardi. Et je réunis l'équipe jeudi en huit.
        5 Claire: Je relis. Le cahier mardi, la réunion jeudi en huit.
        5 Inès: Oui. Sauf le cahier. Lundi.
    """
    assert [due for _, _, due in _actions(said)] == ["Lundi", "jeudi en huit"]


RECAPPED = "5 Inès: Je vais voir Marc lundi. Je range l'atelier vendredi.\n5 Claire: Donc Marc mardi, et l'atelier vendredi."


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ("5 Inès: Je rédige la note. Dans quinze jours, elle est sur le serveur.", [("Rédiger la note", "Dans quinze jours")]),
        ("5 Inès: Les filmer, je voudrais bien.", [("Les filmer", None)]),
        (
            "5 Inès: Je vais voir Marc jeudi.\n6 Claire: Dernier mot ?\n6 Inès: J'irai donc le trouver jeudi, avec mes beignes.",
            [("Voir Marc", "jeudi")],
        ),
        (
            "5 Inès: Je vais voir Marc jeudi.\n6 Claire: Dernier mot ?\n6 Inès: J'oubliais : j'appelle Paul jeudi.",
            [("Voir Marc", "jeudi"), ("Appeler Paul", "jeudi")],
        ),
        (f"{RECAPPED} C'est juste ?\n5 Inès: C'est juste.", [("Voir Marc", "mardi"), ("Ranger l'atelier", "vendredi")]),
        (f"{RECAPPED}\n5 Inès: Marc, j'ai dit lundi.", [("Voir Marc", "lundi"), ("Ranger l'atelier", "vendredi")]),
    ],
)
def test_a_day_is_of_what_she_has_said(said: str, expected: list[tuple[str, str | None]]) -> None:
    assert [(text, due) for text, _, due in _actions(said)] == expected


def test_what_goes_to_the_bin_is_set_aside() -> None:
    assert _actions("5 Inès: Le diaporama, je le mets à la corbeille.") == []
    assert _actions("5 Inès: Le conseil de discipline, ça, j'arrête.") == []
    assert [text for text, _, _ in _actions("5 Inès: Et vendredi, j'arrête trois trucs.")] == ["Arrêter trois trucs"]


@pytest.mark.parametrize("said", ["La parole est à toi.", "Le temps est presque écoulé.", "Qui veut commencer ?"])
def test_what_the_facilitator_says_to_hand_over_is_no_idea(said: str) -> None:
    assert _actions(f"5 Claire: {said}\n5 Inès: Oui, je m'en occupe.") == []


def test_two_acts_of_one_sentence_are_two() -> None:
    assert [(text, due) for text, _, due in _actions("5 Inès: J'appelle Marc lundi, et j'écris à Paul mardi.")] == [
        ("Appeler Marc", "lundi"),
        ("Écrire à Paul", "mardi"),
    ]


def test_what_tells_why_a_day_is_given_changes_it_no_more() -> None:
    said = "5 Inès: Je réunis toute l'équipe.\n5 Claire: Quand ?\n5 Inès: Le 15. Le 8, on a l'inventaire."
    assert [due for _, _, due in _actions(said)] == ["Le 15"]
    assert [due for _, _, due in _actions(said.replace("Le 8, on a l'inventaire.", "Ou plutôt le 16."))] == ["le 16"]


def test_a_thing_named_with_its_day_is_to_be_done_when_it_is_of_nothing_else() -> None:
    said = "5 Inès: Je vois toute l'équipe lundi.\n5 Claire: Et après, chacun ?\n5 Inès: Oui. Un café avec chacun, la semaine du 22."
    assert [due for _, _, due in _actions(said)] == ["lundi", "la semaine du 22"]


def test_what_is_hard_is_no_act_and_moves_no_day() -> None:
    assert _actions("5 Inès: Je fais la grille lundi. Le plus dur, ce sera vendredi.") == [("Faire la grille", COMMITMENT, "lundi")]


def test_what_she_does_besides_names_nobody() -> None:
    assert "Envoyer aussi le planning" in " ".join(text for text, *_ in _actions("5 Inès: D'ailleurs, j'envoie aussi le planning mardi."))
