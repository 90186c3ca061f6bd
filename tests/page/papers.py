"""Three documents of one consultation, as the page is shown them, and a desk that answers what people do to them."""

from __future__ import annotations

import hashlib
from copy import deepcopy
from typing import Any

from codev_voice.companion.desk import Act
from codev_voice.errors import SessionError
from page.standin import StandIn

NO_DETAILS = {"due_said": None, "due": None, "first_step": None, "indicator": None, "support": None, "obstacle": None, "due_clear": None}


def source(piece: str, speaker: str, start: float, quote: str) -> dict[str, Any]:
    """A moment where a line was said."""
    return {"piece": piece, "turn": int(start // 20), "speaker": speaker, "start": start, "end": start + 9, "quote": quote}


def line(part: str, name: str, text: str, *sources: dict[str, Any], **other: object) -> dict[str, Any]:
    """A line of a document."""
    return {
        "id": f"{part}:{name}",
        "text": text,
        "person": None,
        "kind": None,
        "kind_name": None,
        "details": None,
        "origin": "entendu",
        "edited": False,
        "mark": None,
        "note": "",
        "approved": False,
        "sources": list(sources),
        **other,
    }


def hers(part: str, name: str, start: float, text: str, quote: str, **other: object) -> dict[str, Any]:
    """A line in the client's words."""
    return line(part, name, text, source(name, "Sophie", start, quote), **other)


def note(name: str, kind: tuple[str, str], person: str, text: str, start: float, **other: object) -> dict[str, Any]:
    """A contribution."""
    said = source(name, person, start, f"Euh, {text[0].lower()}{text[1:]}")
    return line("note", name, text, said, person=person, kind=kind[0], kind_name=kind[1], **other)


def action(part: str, name: str, text: str, start: float, quote: str, **details: object) -> dict[str, Any]:
    """An action of hers."""
    return line(part, name, text, source(name, "Sophie", start, quote), details={**NO_DETAILS, **details})


def sheet(document: str, name: str, parts: list[tuple[str, str, list[dict[str, Any]]]], **other: object) -> dict[str, Any]:
    """A document not yet approved."""
    return {
        "consultation": 0,
        "document": document,
        "document_name": name,
        "client": "Sophie",
        "facilitator": "Claire",
        "consultants": ["Karim", "Nadia", "Bruno", "Inès", "Marc"],
        "version": 1,
        "status": "proposition",
        "status_name": "proposition",
        "audience": "moi",
        "digest": hashlib.sha256(document.encode()).hexdigest(),
        "approved": None,
        "parts": [{"part": part, "title": title, "entries": entries} for part, title, entries in parts],
        "removed": [],
        "remarks": [],
        **other,
    }


HELP = "Des expériences, si vous avez vécu ça, et des idées."
CONTRACT = sheet(
    "contrat",
    "Contrat",
    [
        (
            "sujet",
            "Sujet",
            [hers("sujet", "p3", 96, "reprendre une équipe dont l'adjoint voulait le poste", "Mon adjoint voulait le poste.")],
        ),
        (
            "demande",
            "Ma demande",
            [
                hers(
                    "demande",
                    "p31",
                    1302,
                    "Comment redonner à mon adjoint l'envie de me parler, avant que l'équipe choisisse un camp ?",
                    "Ben, euh, ma question ce serait comment lui redonner envie de me parler, avant que l'équipe choisisse un camp.",
                    note="reformulée par Inès, acceptée par Sophie",
                )
            ],
        ),
        (
            "aide",
            "Ce que j'attends du groupe",
            [hers("aide", "p33:0", 1340, "des expériences", HELP), hers("aide", "p33:1", 1340, "des idées", HELP)],
        ),
        (
            "hors_sujet",
            "Ce dont on ne parle pas",
            [hers("hors_sujet", "p34", 1349, "son salaire, c'est bloqué", "Mais pas sur son salaire, c'est bloqué.")],
        ),
        (
            "a_proteger",
            "À protéger",
            [hers("a_proteger", "p35", 1356, "Bruno le connaît : ça reste entre nous", "Et Bruno le connaît, donc… ça reste entre nous.")],
        ),
        (
            "reserves",
            "Réserves",
            [
                line(
                    "reserves",
                    "p36",
                    "je ne parlerai que de ce que j'ai vécu",
                    source("p36", "Bruno", 1363, "Je le connais, justement, donc je parlerai que de ce que j'ai vécu, moi."),
                    person="Bruno",
                )
            ],
        ),
        (
            "accords",
            "Accords entendus",
            [
                line("accords", name, name, source(f"p4{at}", name, 1370 + 4 * at, "Ça me va."))
                for at, name in enumerate(("Sophie", "Karim", "Bruno", "Inès"))
            ],
        ),
        ("accords_non_entendus", "Accords non entendus", [line("accords_non_entendus", name, name) for name in ("Nadia", "Marc")]),
    ],
)
IDEA, IMAGE = ("suggestion", "idée"), ("metaphore", "image")
LIVED, KNOWN = ("experience", "expérience"), ("connaissance", "information")
REFLEXIVE = ("question_reflexive", "question pour réfléchir")
NOTES = sheet(
    "notes",
    "Notes de l'exploration",
    [
        (
            "note",
            "Dans l'ordre où elles ont été dites",
            [
                note(
                    "p50",
                    LIVED,
                    "Karim",
                    "J'ai eu un adjoint comme ça : il m'a fallu un an pour lui dire que je savais.",
                    1490,
                    mark="garde",
                ),
                note("p52", IDEA, "Nadia", "Écris-lui trois lignes avant de le voir, pour qu'il ne soit pas pris de court.", 1540),
                note("p53", IMAGE, "Bruno", "Tu rames, et le bateau est encore attaché au quai.", 1598, mark="a_voir"),
                note("p55", REFLEXIVE, "Inès", "Qu'est-ce que tu protèges en ne lui disant rien ?", 1660),
                note("p57", KNOWN, "Marc", "Un groupe met du temps à se refaire après un changement de chef.", 1731, note="hors contrat ?"),
                note("p58", IDEA, "Karim", "Et si vous repreniez le point du lundi ailleurs que dans ton bureau ?", 1790),
            ],
        )
    ],
    remarks=[
        "Informations de droit ou de technique : notées comme dites, non vérifiées.",
        "2 contributions retirées par leur auteur ou hors contrat ne figurent pas ici.",
    ],
)
PLAN = sheet(
    "plan",
    "Plan d'action",
    [
        (
            "je_garde",
            "Ce que je garde",
            [hers("je_garde", "p70", 3160, "la confiance, ça ne se décrète pas", "Ce que je garde : la confiance, ça se décrète pas.")],
        ),
        (
            "je_fais",
            "Ce que je fais",
            [
                action(
                    "je_fais",
                    "p71",
                    "Voir mon adjoint en tête à tête",
                    3175,
                    "Du coup je vais le voir jeudi, euh non, vendredi, il est pas là jeudi.",
                    due_said="vendredi",
                    due="2026-11-27",
                    due_clear="vendredi 27 novembre 2026",
                    first_step="lui envoyer l'invitation ce soir",
                    indicator="il me propose un sujet de lui-même",
                    support="Karim relit mes trois lignes",
                ),
                action(
                    "je_fais",
                    "p73",
                    "Reprendre le point du lundi",
                    3230,
                    "Et le point du lundi, je le reprends, c'est décidé.",
                    obstacle="le temps, comme toujours",
                ),
            ],
        ),
        (
            "peut_etre",
            "Ce que j'aimerais peut-être faire",
            [
                action(
                    "peut_etre",
                    "p75",
                    "Lui confier l'accueil des nouveaux",
                    3290,
                    "L'accueil des nouveaux, j'aimerais bien, peut-être en janvier.",
                    due_said="peut-être en janvier",
                )
            ],
        ),
        (
            "je_laisse",
            "Ce que je laisse",
            [hers("je_laisse", "p76", 3320, "la réunion d'équipe de vendredi", "La réunion de vendredi, par contre, j'oublie.")],
        ),
    ],
)


def papers() -> list[dict[str, Any]]:
    """The three documents, as they were proposed."""
    return deepcopy([CONTRACT, NOTES, PLAN])


def approved(sheet: dict[str, Any], *, whole: bool = True) -> dict[str, Any]:
    """The same document once Sophie approved it, whole or its first line alone."""
    lines = [entry for part in sheet["parts"] for entry in part["entries"]]
    for entry in lines if whole else lines[:1]:
        entry["approved"] = True
    approval = {"person": "Sophie", "at": "2026-11-24T15:05:00+00:00", "version": sheet["version"], "whole": whole}
    return {**sheet, "status": "approuve" if whole else "approuve_en_partie", "approved": approval}


class PaperDesk(StandIn):
    """A desk with documents: a few acts change them, the others are kept and nothing more."""

    def act(self, act: Act) -> None:
        super().act(act)
        if not act.act.startswith("paper_"):
            return
        sheets = self.view()["papers"]
        sheet = next(one for one in sheets if (one["consultation"], one["document"]) == (act.consultation, act.document))
        if act.digest != sheet["digest"]:
            raise SessionError("Le texte a changé depuis que vous l'avez lu", "relisez-le, puis recommencez")
        for part in sheet["parts"]:
            _change(part, sheet["removed"], act)
        if act.act == "paper_approve":
            sheet |= approved(sheet)
        if act.act == "paper_share":
            sheet["audience"] = act.audience
        sheet["digest"] = f"{int(sheet['digest'], 16) + 1:064x}"
        self.change(papers=sheets)


def _change(part: dict[str, Any], removed: list[dict[str, Any]], act: Act) -> None:
    entries = part["entries"]
    entry = next((one for one in entries if one["id"] == act.entry), None)
    if act.act == "paper_order" and part["part"] == act.part:
        entries.sort(key=lambda one: act.order.index(one["id"]))
    elif entry and act.act == "paper_edit":
        entry |= {"text": act.text, "edited": True}
    elif entry and act.act == "paper_mark":
        entry["mark"] = act.mark
    elif entry and act.act == "paper_remove":
        entries.remove(entry)
        removed.append(entry)
