"""From a sheet to what is printed of it: headings in the templates' order, French typography, nothing added."""

from __future__ import annotations

import re
import unicodedata

from codev_voice.documents.render.around import Around, agreements, sentence_of, where
from codev_voice.documents.render.french import KINDS_IN_CLEAR, clock_in_clear, in_clear, quoted, typeset
from codev_voice.documents.render.printed import Heading, Item, Look, Printed
from codev_voice.documents.sheet import Audience, Details, Document, Entry, Mark, Origin, Part, Sheet
from codev_voice.documents.values import Kind
from codev_voice.documents.walking import walked
from codev_voice.session.names import listed

TITLES = {
    Document.CONTRACT: "Contrat de consultation",
    Document.NOTES: "Notes de l'exploration",
    Document.PLAN: "Mon plan d'action",
}
HEADINGS: dict[Part, tuple[str, Look]] = {
    Part.SUBJECT: ("Sujet", Look.INLINE),
    Part.DEMAND: ("Ma demande", Look.QUOTE),
    Part.WISH: ("Attente évoquée dans l'exposé", Look.QUOTE),
    Part.KINDS: ("Ce que j'attends du groupe", Look.LIST),
    Part.OUT_OF_SCOPE: ("Ce dont on ne parle pas", Look.LIST),
    Part.PROTECTIONS: ("À protéger", Look.LIST),
    Part.RESERVES: ("Réserves", Look.LIST),
    Part.AGREED: ("Accords entendus", Look.INLINE),
    Part.UNHEARD: ("Accords non entendus", Look.INLINE),
    Part.HISTORY: ("Versions", Look.NUMBERS),
    Part.NOTE: ("", Look.LIST),
    Part.KEPT: ("Ce que je garde", Look.LIST),
    Part.COMMITMENT: ("Ce que je fais", Look.ACTIONS),
    Part.INTENTION: ("Ce que j'aimerais peut-être faire", Look.LIST),
    Part.DROPPED: ("Ce que je laisse", Look.LIST),
}
_EMPTY = {
    Part.DEMAND: "Contrat non formulé dans ce que l'outil a entendu.",
    Part.NOTE: "Aucune contribution entendue.",
    Part.COMMITMENT: "Aucun engagement formulé.",
}
_SHOWN_EMPTY = {Document.CONTRACT: Part.DEMAND, Document.NOTES: Part.NOTE, Document.PLAN: Part.COMMITMENT}
_QUOTED_PARTS, _QUOTED_KINDS = frozenset({Part.DEMAND, Part.WISH}), frozenset({Kind.QUESTION, Kind.IMAGE})
_MARKS = {Mark.KEEP: "☑ je garde", Mark.MAYBE: "à voir", Mark.NO: "pas pour moi"}
_ORIGINS = {Origin.FACILITATOR: "ajouté après la séance", Origin.CLIENT: "ajouté par moi"}
_ORDER = "Dans l'ordre où elles ont été dites. Rien n'est trié ni évalué : à moi de prendre ou de laisser."
UNCHECKED = "Informations de droit ou de technique : notées comme dites, non vérifiées."
_MINE = "Ce plan est à moi ; le groupe n'en reçoit que ce que j'accepte de partager."
_DISCREET = "Les noms des personnes qui ne sont pas du groupe ont été remplacés."
_DIGEST = 12
"""Digits of a digest that are printed: enough to tell two versions of a text apart."""
_LINE_ENDS = re.compile(r"\r\n|[\r\v\f\x1c-\x1e\x85\u2028\u2029]")
_TURNED = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


def printed(sheet: Sheet, around: Around, demand: str | None = None) -> Printed:
    """What is printed of a sheet; `demand` heads the notes, for those who may read the contract."""
    draft = sheet.pending
    client = sheet.client or "la personne cliente"
    people = [f"Animation : {sheet.facilitator}" if sheet.facilitator else ""]
    people += [f"Consultants : {listed(sheet.consultants)}" if sheet.consultants else ""]
    what = (sheet.title or "", in_clear(sheet.date) if sheet.date else "", f"Consultation de {client}" if sheet.client else "")
    made = Printed(
        document=sheet.document,
        title=TITLES[sheet.document],
        banner=f"Proposition : brouillon à relire par {client}" if draft else "",
        about=tuple(filter(None, (" · ".join(filter(None, what)), " · ".join(filter(None, people))))),
        intro=_intro(sheet, demand),
        headings=tuple(heading for part in Part if part.document is sheet.document for heading in _heading(part, sheet, around)),
        remarks=_remarks(sheet, draft=draft),
        last=_last(sheet, around),
    )
    return walked(made, lambda text: typeset(clean(text)))


def clean(text: str) -> str:
    """The text without what no file may hold (control characters) or what would turn the rest of a line around; one kind of line end."""
    ended = _LINE_ENDS.sub("\n", text).replace("\t", " ")
    kept = (letter for letter in ended if letter == "\n" or not (letter in _TURNED or _unprintable(letter)))
    return "\n".join(line.strip() for line in "".join(kept).split("\n") if line.strip())


def _unprintable(letter: str) -> bool:
    return unicodedata.category(letter) in {"Cc", "Cs"} or letter in "\ufffe\uffff"


def _intro(sheet: Sheet, demand: str | None) -> tuple[str, ...]:
    if sheet.document is not Document.NOTES:
        return ()
    return (*((f"Ma demande : {quoted(demand)}",) if demand else ()), _ORDER)


def _remarks(sheet: Sheet, *, draft: bool) -> tuple[str, ...]:
    unchecked = any(entry.kind is Kind.KNOWLEDGE for entry in sheet.entries)
    remarks = (*((UNCHECKED,) if unchecked else ()), *sheet.remarks)
    if sheet.document is Document.PLAN:
        return (*remarks, f"Je corrige, j'efface ou j'ajoute ce que je veux. {_MINE}" if draft else _MINE)
    return remarks


def _last(sheet: Sheet, around: Around) -> tuple[str, ...]:
    approval = sheet.approval
    if approval and not sheet.pending:
        at = approval.at.astimezone(around.zone)
        when = f"le {in_clear(at.date())} à {clock_in_clear(at)}"
        how = "Approuvé" if approval.whole else "Extrait : ce qui a été approuvé"
        state = f"{how} par {approval.person} {when} · version {approval.version} · empreinte {approval.digest[:_DIGEST]}"
    else:
        rest = "rien n'y est encore approuvé" if not sheet.approved else "ce qui n'y est pas encore approuvé est marqué « proposition »"
        state = f"Proposition, version {sheet.version} : {rest}. Rien n'est gardé sans l'accord de {sheet.client or 'la personne cliente'}."
    return (*((_DISCREET,) if around.discreet else ()), state, agreements(around))


def _heading(part: Part, sheet: Sheet, around: Around) -> tuple[Heading, ...]:
    entries = sheet.under(part)
    if not entries and _SHOWN_EMPTY[sheet.document] is not part:
        return ()
    title, look = HEADINGS[part]
    return (Heading(title, tuple(_item(entry, sheet, around) for entry in entries), look, "" if entries else _EMPTY[part]),)


def _item(entry: Entry, sheet: Sheet, around: Around) -> Item:
    details = entry.details or Details()
    action = entry.part is Part.COMMITMENT
    heard = filter(None, (where(entry, around), sentence_of(entry, around) if sheet.pending else ""))
    return Item(
        text=quoted(entry.text) if entry.part in _QUOTED_PARTS or entry.kind in _QUOTED_KINDS else entry.text,
        lead=KINDS_IN_CLEAR[entry.kind] if entry.kind else "",
        by=entry.person or "",
        when=when_in_clear(details) if action or details.due_said or details.due else "",
        facts=_facts(details),
        tags=_tags(entry, sheet, around),
        source=" · ".join(heard),
    )


def when_in_clear(details: Details) -> str:
    """« mardi 24 novembre 2026 (« mardi ») »: the day, then the words said; « date à préciser » when they name no day for certain."""
    day = in_clear(details.due) if details.due else "date à préciser"
    return f"{day} ({quoted(in_a_sentence(details.due_said))})" if details.due_said else day


def in_a_sentence(words: str) -> str:
    """« Mardi matin » opened a sentence, and opens none here."""
    return words[:1].lower() + words[1:]


def _facts(details: Details) -> tuple[tuple[str, str], ...]:
    named = (
        ("Premier pas", details.first_step),
        ("Je verrai que ça avance à", details.indicator),
        ("Appui", details.support),
        ("Ce qui peut gêner", details.obstacle),
    )
    return tuple((name, text) for name, text in named if text)


def _tags(entry: Entry, sheet: Sheet, around: Around) -> tuple[str, ...]:
    own = around.audience is Audience.CLIENT
    undecided = own and entry.part is Part.NOTE and sheet.pending
    mark = _MARKS[entry.mark] if entry.mark and own else "☐ je garde" if undecided else ""
    pending = "proposition" if sheet.approved and entry.id not in sheet.approved else ""
    return tuple(filter(None, (pending, entry.note, _ORIGINS.get(entry.origin, ""), mark)))
