"""The letter for a reader that runs no script (the previews of some telephones): all that is proposed, and how to answer all the same."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from html import escape

from codev_voice.documents.letter.names import DOCUMENTS, PARTS
from codev_voice.documents.render.french import KINDS_IN_CLEAR, in_clear, quoted, typeset
from codev_voice.documents.render.printing import UNCHECKED, clean
from codev_voice.documents.sheet import Entry, Part, Sheet, Status
from codev_voice.documents.values import Kind

_QUOTED_KINDS, _QUOTED_PARTS = frozenset({Kind.QUESTION, Kind.IMAGE}), frozenset({Part.DEMAND, Part.WISH})
_DETAILS = (
    ("first_step", "Premier pas"),
    ("indicator", "Je verrai que ça avance à…"),
    ("support", "Appui"),
    ("obstacle", "Ce qui peut gêner"),
)
_HOW = (
    "Cet aperçu permet de lire, pas de corriger ni d'approuver. Pour répondre, enregistrez ce fichier puis ouvrez-le avec un navigateur "
    "(sur certains téléphones, seul un ordinateur le permet), ou dites vos corrections à la personne qui vous l'envoie."
)
_CLOSED = (
    "Ce fichier est fermé par une phrase. Pour l'ouvrir, enregistrez-le puis ouvrez-le avec un navigateur "
    "(sur certains téléphones, seul un ordinateur le permet)."
)


def reading_html(sheets: Sequence[Sheet]) -> str:
    """All that is proposed, without any way to change it."""
    client = sheets[0].client
    parts = [f"<h1>{_text(f'{client}, voici ce qui a été entendu' if client else 'Voici ce qui a été entendu')}</h1>", _warning(_HOW)]
    order = list(DOCUMENTS)
    for sheet in sorted(sheets, key=lambda sheet: (sheet.consultation, order.index(sheet.document))):
        parts += _sheet(sheet)
    return f'<div class="reading">{"".join(parts)}</div>'


def remarks_of(sheet: Sheet) -> tuple[str, ...]:
    """What is said below the lines of a document."""
    return (*((UNCHECKED,) if any(entry.kind is Kind.KNOWLEDGE for entry in sheet.entries) else ()), *sheet.remarks)


def closed_html() -> str:
    """What is said of a letter that a phrase closes."""
    return f'<div class="reading"><h1>Une proposition à relire</h1>{_warning(_CLOSED)}</div>'


def _sheet(sheet: Sheet) -> Iterator[str]:
    state = "Approuvé" if sheet.status is Status.APPROVED else "Proposition"
    yield f"<h2>{_text(DOCUMENTS[sheet.document][0])}</h2>"
    if sheet.status is Status.REFUSED:
        yield "<p>Vous avez refusé ce document.</p>"
        return
    yield f'<p><span class="badge draft">{state}</span></p>'
    for part in Part:
        if entries := sheet.under(part):
            yield f"<h3>{_text(PARTS[part])}</h3><ol>{''.join(_entry(entry) for entry in entries)}</ol>"
    yield from (f'<p class="aside">{_text(remark)}</p>' for remark in remarks_of(sheet))


def _entry(entry: Entry) -> str:
    text = quoted(entry.text) if entry.kind in _QUOTED_KINDS or entry.part in _QUOTED_PARTS else entry.text
    label = " · ".join(filter(None, (KINDS_IN_CLEAR[entry.kind] if entry.kind else "", entry.person)))
    details = entry.details
    when = (
        [in_clear(details.due) if details.due else "", f"dit : {quoted(details.due_said)}" if details.due_said else ""] if details else []
    )
    more = (
        [details.first_step and f"Premier pas : {details.first_step}", details.indicator, details.support, details.obstacle]
        if details
        else []
    )
    lines = [label, ", ".join(filter(None, when)), *more, entry.note]
    return f'<li dir="auto">{_text(text)}{"".join(f"<small>{_text(line)}</small>" for line in lines if line)}</li>'


def _warning(text: str) -> str:
    return f'<p class="warning">{_text(text)}</p>'


def _text(text: str) -> str:
    return escape(typeset(clean(text)))
