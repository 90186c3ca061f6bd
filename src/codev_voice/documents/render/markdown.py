"""The three drafts as French Markdown, each headed as a draft that the client has yet to read."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from codev_voice.documents.render.french import HELP_IN_CLEAR, KINDS_IN_CLEAR, in_clear, quoted, typeset
from codev_voice.documents.values import Action, ActionStatus, Contract, Documents, Kept, Kind, Line, Note, Plan, VersionStatus
from codev_voice.session.seance import Seance
from codev_voice.session.values import Session

_STATUS = {VersionStatus.REPLACED: "remplacée", VersionStatus.AGREED: "en vigueur", VersionStatus.PROPOSED: "proposée, sans accord entendu"}
_QUOTED = {Kind.QUESTION, Kind.IMAGE}


def render_markdown(documents: tuple[Documents, ...], session: Session, seance: Seance) -> str:
    """All the drafts of a session, one after another; times and turns are those of `session`."""
    if not session.turns:
        return "Rien n'a été entendu : il n'y a pas de brouillon.\n"
    parts = (part for each in documents for part in (contract_markdown(each, seance), notes_markdown(each), plan_markdown(each)))
    return "\n\n".join(part.strip() for part in parts) + "\n"


def contract_markdown(documents: Documents, seance: Seance) -> str:
    """The contract by its template; empty headings are left out, except the demand."""
    contract = documents.contract
    client = contract.client or "la personne cliente"
    people = [
        seance.title or "",
        in_clear(seance.date) if seance.date else "",
        f"Animation : {contract.facilitator}" if contract.facilitator else "",
        f"Consultants : {', '.join(contract.consultants)}" if contract.consultants else "",
    ]
    lines = [f"# Contrat de consultation : brouillon à relire par {client}", "", " · ".join(filter(None, people))]
    if contract.subject:
        lines += ["", f"**Sujet** {contract.subject}"]
    lines += ["", "## Ma demande", "", *_demand(contract, client)]
    lines += _section(
        "Ce que j'attends du groupe", [HELP_IN_CLEAR[kind] for kind in contract.kinds] or (["non précisé"] if contract.demand else [])
    )
    lines += _section("Ce dont on ne parle pas", _sourced(contract.out_of_scope))
    lines += _section("À protéger", _sourced(contract.protections))
    lines += _section("Réserves", [f"{reserve.person} : {reserve.text}{_turns(reserve.sources)}" for reserve in contract.reserves])
    lines += _agreements(contract)
    if len(contract.history) > 1:
        lines += ["", "## Versions", "", *(f"{each.version}. {each.demand} : {_STATUS[each.status]}" for each in contract.history)]
    if contract.sources:
        lines += ["", f"*Établi d'après les tours {_numbers(contract.sources)}. Rien n'est gardé sans l'accord de {client}.*"]
    return typeset("\n".join(lines)) + "\n"


def notes_markdown(documents: Documents) -> str:
    """The exploration's notes by their template, in the order of speech."""
    contract = documents.contract
    client = contract.client or "la personne cliente"
    lines = [f"# Notes de l'exploration : brouillon à relire par {client}", ""]
    if contract.demand:
        lines += [f"Ma demande : {quoted(contract.demand)} (version {contract.version})", ""]
    lines += ["Dans l'ordre où elles ont été dites. Rien n'est trié ni évalué : à moi de prendre ou de laisser.", ""]
    lines += [_note(note, contract) for note in documents.notes] or ["Aucune contribution entendue."]
    if any(note.kind is Kind.KNOWLEDGE for note in documents.notes):
        lines += ["", "*Informations de droit ou de technique : notées comme dites, non vérifiées.*"]
    if documents.left_out == 1:
        lines += ["", "*1 contribution retirée par son auteur ou hors contrat ne figure pas ici.*"]
    elif documents.left_out:
        lines += ["", f"*{documents.left_out} contributions retirées par leur auteur ou hors contrat ne figurent pas ici.*"]
    return typeset("\n".join(lines)) + "\n"


def plan_markdown(documents: Documents) -> str:
    """The action plan by its template."""
    plan = documents.plan
    lines = [f"# Mon plan d'action : brouillon à relire par {documents.contract.client or 'la personne cliente'}"]
    lines += _section("Ce que je garde", _sourced(plan.kept))
    lines += ["", "## Ce que je fais", "", *_actions(plan)]
    wishes = [action for action in plan.actions if action.status is ActionStatus.INTENTION]
    lines += _section("Ce que j'aimerais peut-être faire", [_wish(action) for action in wishes])
    lines += _section("Ce que je laisse", _sourced(plan.dropped))
    lines += [
        "",
        "*Je corrige, j'efface ou j'ajoute ce que je veux. Ce plan est à moi ; le groupe n'en reçoit que ce que j'accepte de partager.*",
    ]
    return typeset("\n".join(lines)) + "\n"


def _demand(contract: Contract, client: str) -> list[str]:
    if contract.demand:
        by = contract.reformulated_by
        return [f"> {quoted(contract.demand)}", *(["", f"Reformulée par {by}, acceptée par {client}."] if by else [])]
    lines = ["Contrat : **non formulé** dans ce que l'outil a entendu."]
    if contract.wish:
        lines += ["", f"Attente évoquée dans l'exposé : {quoted(contract.wish.text)}{_turns(contract.wish.sources)}"]
    return lines


def _agreements(contract: Contract) -> list[str]:
    if not contract.demand:
        return []
    unheard = [name for name in contract.consultants if name not in contract.agreed]
    heard = f"{', '.join(contract.agreed)}." if contract.agreed else ""
    missing = f"Accord non entendu : {', '.join(unheard)}." if unheard else ""
    return ["", "## Accords entendus", "", " ".join(filter(None, (heard, missing)))]


def _note(note: Note, contract: Contract) -> str:
    text = quoted(note.text) if note.kind in _QUOTED else note.text
    earlier = f", sous la version {note.version} du contrat" if contract.version > 1 and note.version < contract.version else ""
    return f"- *{KINDS_IN_CLEAR[note.kind]}* {text} ({note.person}{earlier}){_turns(note.sources)}   [ ] je garde"


def _actions(plan: Plan) -> list[str]:
    actions = [action for action in plan.actions if action.status is ActionStatus.COMMITMENT]
    if not actions:
        return ["Aucun engagement formulé."]
    heads = ("Action", "Pour quand", "Premier pas", "Je verrai que ça avance à…", "Appui", "Ce qui peut gêner", "Tours")
    return [_row(heads), _row(["---"] * len(heads)), *(_row(_cells(action)) for action in actions)]


def _cells(action: Action) -> list[str]:
    optional = (action.first_step, action.indicator, action.support, action.obstacle)
    return [action.action, _when(action), *(text or "" for text in optional), _numbers(action.sources)]


def _when(action: Action) -> str:
    day = in_clear(action.due) if action.due else "date à préciser"
    return f"{action.due_said} ({day})" if action.due_said else day


def _wish(action: Action) -> str:
    return action.action + (f", {_when(action)}" if action.due_said else "") + _turns(action.sources)


def _row(cells: Sequence[str]) -> str:
    return "| " + " | ".join(cell.replace("|", "/") for cell in cells) + " |"


def _section(title: str, items: Iterable[str]) -> list[str]:
    lines = [f"- {item}" for item in items]
    return ["", f"## {title}", "", *lines] if lines else []


def _sourced(lines: Iterable[Line | Kept]) -> list[str]:
    return [f"{line.text}{_turns(line.sources)}" for line in lines]


def _numbers(sources: Iterable[int]) -> str:
    return ", ".join(str(source) for source in sources)


def _turns(sources: Sequence[int]) -> str:
    return f" [{_numbers(sources)}]" if sources else ""
