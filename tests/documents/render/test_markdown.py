from __future__ import annotations

import datetime
from dataclasses import replace

from codev_voice.documents.render.markdown import contract_markdown, notes_markdown, plan_markdown, render_markdown
from codev_voice.documents.values import (
    Action,
    ActionStatus,
    Contract,
    Documents,
    Help,
    Kept,
    Kind,
    Line,
    Note,
    Plan,
    Reserve,
    Version,
    VersionStatus,
)
from codev_voice.session.seance import Seance
from codev_voice.session.values import Session
from spoken import TUESDAY, spoken

SEANCE = Seance(title="Le codev de novembre", date=TUESDAY)
CONTRACT = Contract(
    client="Inès",
    facilitator="Claire",
    consultants=("Julien", "Fatou", "Samir"),
    subject="une annonce",
    demand="Comment garder Marc motivé",
    kinds=(Help.EXPERIENCES, Help.IDEAS),
    out_of_scope=(Line("Le salaire", (48,)),),
    protections=(Line("Ça reste entre nous", (48,)),),
    reserves=(Reserve("je le connais", (50,), "Fatou"),),
    reformulated_by="Claire",
    agreed=("Inès", "Julien", "Fatou"),
    version=2,
    history=(Version(1, "Comment dire non", VersionStatus.REPLACED), Version(2, "Comment garder Marc motivé", VersionStatus.AGREED)),
    sources=(44, 48, 50),
)


def _plain(text: str) -> str:
    return text.replace("\u00a0", " ").replace("\u202f", " ").replace("\u2019", "'")


def test_the_contract_follows_its_template() -> None:
    text = _plain(contract_markdown(Documents(CONTRACT), SEANCE))
    assert text.startswith("# Contrat de consultation : brouillon à relire par Inès\n")
    expected = [
        "Le codev de novembre · mardi 17 novembre 2026 · Animation : Claire · Consultants : Julien, Fatou, Samir",
        "**Sujet** une annonce",
        "## Ma demande",
        "> « Comment garder Marc motivé »",
        "Reformulée par Claire, acceptée par Inès.",
        "## Ce que j'attends du groupe",
        "- des expériences",
        "- des idées",
        "## Ce dont on ne parle pas",
        "## À protéger",
        "## Réserves",
        "## Accords entendus",
        "Inès, Julien, Fatou. Accord non entendu : Samir.",
        "## Versions",
        "1. Comment dire non : remplacée",
        "2. Comment garder Marc motivé : en vigueur",
    ]
    places = [text.splitlines().index(line) for line in expected]
    assert places == sorted(places)
    assert "Fatou : je le connais" in text
    assert "Établi d'après les tours 44, 48, 50. Rien n'est gardé sans l'accord de Inès." in text


def test_empty_headings_are_left_out_except_the_demand() -> None:
    text = _plain(contract_markdown(Documents(Contract(None, None, wish=Line("Ne plus porter seule", (3,)))), Seance()))
    assert "par la personne cliente" in text
    assert "Contrat : **non formulé** dans ce que l'outil a entendu" in text
    assert "Attente évoquée dans l'exposé : « Ne plus porter seule »" in text
    assert [line for line in text.splitlines() if line.startswith("##")] == ["## Ma demande"]
    assert "refus" not in text


def test_kinds_not_said_are_not_guessed() -> None:
    bare = replace(CONTRACT, kinds=(), agreed=(), history=CONTRACT.history[1:], reformulated_by=None)
    text = _plain(contract_markdown(Documents(bare), SEANCE))
    assert "- non précisé" in text
    assert "Accord non entendu : Julien, Fatou, Samir." in text
    assert "## Versions" not in text
    assert "Reformulée" not in text
    everybody = replace(CONTRACT, agreed=CONTRACT.consultants)
    assert "non entendu" not in _plain(contract_markdown(Documents(everybody), SEANCE))


def test_notes_follow_their_template_in_the_order_of_speech() -> None:
    notes = (
        Note("Julien", Kind.EXPERIENCE, "J'ai connu ça", (60,), 1),
        Note("Fatou", Kind.QUESTION, "Qu'est-ce que tu protèges ?", (62,), 2),
        Note("Samir", Kind.KNOWLEDGE, "Le préavis est d'un mois", (64,), 2),
        Note("Samir", Kind.IMAGE, "Un phare sans gardien", (65,), 2),
    )
    text = _plain(notes_markdown(Documents(CONTRACT, notes, left_out=2)))
    lines = [line for line in text.splitlines() if line.startswith("- ")]
    assert text.startswith("# Notes de l'exploration : brouillon à relire par Inès\n")
    assert "Ma demande : « Comment garder Marc motivé » (version 2)" in text
    assert "Rien n'est trié ni évalué : à moi de prendre ou de laisser." in text
    assert lines[0].startswith("- *expérience* J'ai connu ça (Julien, sous la version 1 du contrat)")
    assert lines[1].startswith("- *question pour réfléchir* « Qu'est-ce que tu protèges ? » (Fatou)")
    assert lines[2].startswith("- *information* Le préavis est d'un mois (Samir)")
    assert lines[3].startswith("- *image* « Un phare sans gardien » (Samir)")
    assert all(line.endswith("[ ] je garde") for line in lines)
    assert "*Informations de droit ou de technique : notées comme dites, non vérifiées.*" in text
    assert "*2 contributions retirées par leur auteur ou hors contrat ne figurent pas ici.*" in text


def test_notes_say_only_what_concerns_them() -> None:
    text = _plain(notes_markdown(Documents(Contract("Inès", "Claire"), left_out=1)))
    assert "Aucune contribution entendue." in text
    assert "1 contribution retirée par son auteur" in text
    assert "Ma demande" not in text
    assert "Informations de droit" not in text
    assert "retirée" not in notes_markdown(Documents(CONTRACT))


def test_the_plan_follows_its_template() -> None:
    plan = Plan(
        kept=(Kept("L'image du phare", (130,)),),
        actions=(
            Action(
                "Voir Marc", ActionStatus.COMMITMENT, (131,), "vendredi", datetime.date(2026, 11, 20), "Écrire | appeler", None, "Julien"
            ),
            Action("Ranger", ActionStatus.COMMITMENT, (132,), "bientôt"),
            Action("Trier", ActionStatus.COMMITMENT, (133,)),
            Action("Monter un tutorat", ActionStatus.INTENTION, (137,), "en janvier"),
            Action("Lire", ActionStatus.INTENTION, (138,)),
        ),
        dropped=(Kept("La prime", (139,)),),
    )
    text = _plain(plan_markdown(Documents(CONTRACT, plan=plan)))
    heads = [line for line in text.splitlines() if line.startswith("#")]
    assert heads == [
        "# Mon plan d'action : brouillon à relire par Inès",
        "## Ce que je garde",
        "## Ce que je fais",
        "## Ce que j'aimerais peut-être faire",
        "## Ce que je laisse",
    ]
    rows = [line for line in text.splitlines() if line.startswith("|")]
    assert rows[0].startswith("| Action | Pour quand | Premier pas | Je verrai que ça avance à… | Appui | Ce qui peut gêner |")
    assert rows[2].startswith("| Voir Marc | vendredi (vendredi 20 novembre 2026) | Écrire / appeler |  | Julien |")
    assert rows[3].startswith("| Ranger | bientôt (date à préciser) |")
    assert rows[4].startswith("| Trier | date à préciser |")
    assert len(rows) == 5
    assert len({row.count("|") for row in rows}) == 1
    assert "- Monter un tutorat, en janvier (date à préciser)" in text
    assert "- La prime" in text
    assert "Ce plan est à moi ; le groupe n'en reçoit que ce que j'accepte de partager." in text


def test_no_commitment_is_said_and_nothing_invented() -> None:
    text = _plain(plan_markdown(Documents(Contract(None, None))))
    assert "Aucun engagement formulé" in text
    assert "|" not in text
    assert "Ce que je laisse" not in text


def test_a_session_is_its_drafts_one_after_another() -> None:
    text = render_markdown((Documents(CONTRACT), Documents(CONTRACT)), spoken("1 Inès: Voilà."), SEANCE)
    assert [line.split(" ")[1] for line in text.splitlines() if line.startswith("# ")] == ["Contrat", "Notes", "Mon"] * 2
    assert text.endswith("\n")
    assert "\n\n\n" not in text


def test_nothing_heard_gives_no_draft() -> None:
    assert "Rien n'a été entendu" in render_markdown((), Session((), ()), SEANCE)
