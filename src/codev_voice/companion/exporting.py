"""A session's documents as files: who is handed what, in which format, and under which names."""

from __future__ import annotations

import datetime
import json
import zoneinfo
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from pathlib import Path

from codev_voice.companion.copies import copying
from codev_voice.companion.papers import sheets as sheets_of
from codev_voice.documents.handing import handed
from codev_voice.documents.named import Naming
from codev_voice.documents.pseudonyms import Stranger, discreet, replacing, strangers, texts_of
from codev_voice.documents.render.around import Agreed, Around, Said
from codev_voice.documents.render.filing import DRAFT, dates_stem, folder_for, folder_of, plans_of, sheet_stem, whole_stem
from codev_voice.documents.render.ics import dated, to_ics, undated
from codev_voice.documents.render.json import sheets_json
from codev_voice.documents.render.printed import Printed
from codev_voice.documents.render.printing import printed
from codev_voice.documents.sheet import Audience, Document, Part, Sheet
from codev_voice.errors import SessionError, SettingsError
from codev_voice.session.disk import guarded, make_folder, write_private
from codev_voice.session.events import Consent, ConsentWithdrawn, Event, Heard, Unknown
from codev_voice.session.folder import Folder
from codev_voice.session.identity import identity
from codev_voice.session.journal import read_events
from codev_voice.session.seance import Seance
from codev_voice.session.state import fold
from codev_voice.session.values import Session

Events = Sequence[Event | Unknown]


class Form(StrEnum):
    """The formats, in the order in which they are made."""

    DOCX = "docx"
    PDF = "pdf"
    MD = "md"
    ICS = "ics"
    JSON = "json"


@dataclass(frozen=True)
class Discretion:
    """Whose names are replaced: everybody's outside the group (`everyone`), or those of `chosen` labels; `kept` are left."""

    everyone: bool = False
    chosen: Mapping[str, str] = field(default_factory=dict)
    kept: tuple[str, ...] = ()

    @property
    def asked(self) -> bool:
        """Whether any name is to be replaced."""
        return self.everyone or bool(self.chosen)


@dataclass(frozen=True)
class Exported:
    """The files made; what is to be known of them, in French; whose names were replaced, which no file says."""

    files: tuple[Path, ...]
    told: tuple[str, ...]
    people: tuple[Stranger, ...]


def export(
    path: Path,
    audience: Audience,
    forms: Iterable[Form] = tuple(Form),
    documents: Iterable[Document] = tuple(Document),
    into: Path | None = None,
    discretion: Discretion | None = None,
) -> Exported:
    """Write the documents that `audience` may be handed, in a private folder of the session or in `into`.

    Raises:
        SessionError: no such session, or nothing in it may be handed to them.
        SettingsError: a chosen label is for somebody of the group.
        MachineError: a file cannot be written.
    """
    with copying(path, into or Folder(path).exports) as folder:
        return _exported(folder, audience, set(forms), set(documents), into, discretion or Discretion())


def _exported(
    folder: Folder, audience: Audience, forms: set[Form], documents: set[Document], into: Path | None, asked: Discretion
) -> Exported:
    every = sheets_of(folder.path)
    events, seance = read_events(folder.journal), folder.settings()
    session = fold(events, seance)
    around = replace(around_of(events, session, seance), audience=audience)
    group = group_of(session, seance, every)
    people = _people(every, around, group, asked)
    if asked.asked:
        change = replacing(people, group)
        every = tuple(discreet(sheet, change) for sheet in every)
        said = {piece: replace(one, text=change(one.text)) for piece, one in around.said.items()}
        around = replace(around, said=said, discreet=True)
    given = handed([sheet for sheet in every if sheet.document in documents], audience)
    if not given.sheets:
        raise SessionError(
            given.missing[0] if given.missing else "Cette séance n'a pas de document à remettre",
            "faites relire et approuver les documents, puis recommencez",
        )
    files: list[Path] = []
    told = list(given.missing)
    parcels = _parcels(given.sheets, audience)
    for name, sheets in parcels.items():
        place = folder.exports / name if into is None else into / name if len(parcels) > 1 else into
        made = dict(_files(sheets, forms, around, identity(events)))
        files += _written(place, made, ours=into is None)
        if Form.ICS in forms:
            told += _left_out(sheets)
    return Exported(tuple(files), tuple(told), people)


def around_of(events: Events, session: Session, seance: Seance) -> Around:
    """Where everything was heard, and who agreed to be, according to the journal."""
    turns = {piece: turn for turn in session.turns for piece in turn.pieces}
    said = {
        event.id: Said(turns[event.id].index, event.start, turns[event.id].speaker, event.text)
        for event in events
        if isinstance(event, Heard) and event.id in turns
    }
    agreed: dict[str, Agreed] = {}
    for event in events:
        if isinstance(event, Consent):
            agreed[event.person or ""] = Agreed(event.person or "", event.given, event.at, event.text)
        elif isinstance(event, ConsentWithdrawn):
            agreed[event.person] = Agreed(event.person, given=False, at=event.at, withdrawn=True)
    return Around(said, tuple(agreed.values()), _zone(seance))


def group_of(session: Session, seance: Seance, sheets: Iterable[Sheet]) -> tuple[str, ...]:
    """The names of whoever took part, however that is known."""
    names = [person.name for person in (*seance.people, *session.people)]
    names += [turn.speaker for turn in session.turns]
    for sheet in sheets:
        names += [sheet.client or "", sheet.facilitator or "", *sheet.consultants]
        names += [entry.person or "" for entry in (*sheet.entries, *sheet.removed)]
        names += [entry.text for entry in sheet.entries if entry.part in {Part.AGREED, Part.UNHEARD}]
    return tuple(dict.fromkeys(filter(str.strip, names)))


def _people(sheets: Sequence[Sheet], around: Around, group: Sequence[str], asked: Discretion) -> tuple[Stranger, ...]:
    if not asked.asked:
        return ()
    ours = Naming.of((), group)
    for name in asked.chosen:
        if not name.strip() or ours.ours(name):
            raise SettingsError(f"« {name} » ne peut pas être remplacé", "indiquez le nom d'une personne qui n'est pas du groupe")
    heard = [one.text for one in around.said.values()]
    cited = dict.fromkeys(piece for sheet in sheets for entry in sheet.entries for piece in entry.sources if piece in around.said)
    return strangers(
        (*texts_of(sheets), *(around.said[piece].text for piece in cited)),
        group,
        heard,
        chosen=asked.chosen,
        kept=asked.kept,
        only_chosen=not asked.everyone,
    )


def _parcels(sheets: Sequence[Sheet], audience: Audience) -> dict[str, tuple[Sheet, ...]]:
    """What goes to whom: each client is handed her own documents alone."""
    if audience is not Audience.CLIENT:
        return {folder_for(audience): tuple(sheets)}
    names = dict.fromkeys(folder_of(sheet.client) for sheet in sheets)
    return {name: tuple(sheet for sheet in sheets if folder_of(sheet.client) == name) for name in names}


def _files(sheets: Sequence[Sheet], forms: set[Form], around: Around, session: str) -> Iterator[tuple[str, bytes]]:
    now = datetime.datetime.now(datetime.UTC)
    for sheet in sheets:
        made, at = printed(sheet, around, demand_of(sheet, sheets)), sheet.approval.at if sheet.approval else now
        for form in (form for form in Form if form in forms and form in _WRITERS):
            yield f"{sheet_stem(sheet, sheets)}.{form}", _WRITERS[form](made, at)
    plans = plans_of(sheets)
    if Form.ICS in forms and any(map(dated, plans)):
        yield f"{dates_stem(plans)}.{Form.ICS}", to_ics(plans, session, now)
    if Form.JSON in forms:
        whole = json.dumps(sheets_json(tuple(sheets), around), ensure_ascii=False, indent=1)
        yield f"{whole_stem(sheets)}.{Form.JSON}", f"{whole}\n".encode()


def demand_of(sheet: Sheet, sheets: Iterable[Sheet]) -> str | None:
    """The demand that heads the notes: for those alone who are handed the contract."""
    contracts = (one for one in sheets if one.document is Document.CONTRACT and one.consultation == sheet.consultation)
    return next((entry.text for one in contracts for entry in one.under(Part.DEMAND)), None)


def _left_out(sheets: Iterable[Sheet]) -> Iterator[str]:
    for plan in plans_of(sheets):
        if left := undated(plan):
            many = len(left) > 1
            yield (
                f"{len(left)} action{'s' if many else ''} sans date certaine, ou seulement envisagée{'s' if many else ''}, "
                f"ne figure{'nt' if many else ''} pas dans le calendrier de {plan.client or 'la personne cliente'}"
            )


def _written(place: Path, made: Mapping[str, bytes], *, ours: bool) -> Iterator[Path]:
    make_folder(place.parent)
    make_folder(place)
    for name, data in made.items():
        if ours:  # a proposition does not stay beside what was approved since, nor the other way round
            stem, dot, form = name.rpartition(".")
            other = place / f"{stem.removesuffix(DRAFT) if stem.endswith(DRAFT) else stem + DRAFT}{dot}{form}"
            with guarded(other):
                other.unlink(missing_ok=True)
        write_private(place / name, data)
        yield place / name


def _zone(seance: Seance) -> datetime.tzinfo:
    try:
        return zoneinfo.ZoneInfo(seance.time_zone) if seance.time_zone else _here()
    except (zoneinfo.ZoneInfoNotFoundError, ValueError, OSError):
        return _here()


def _here() -> datetime.tzinfo:
    return datetime.datetime.now().astimezone().tzinfo or datetime.UTC


def _docx(made: Printed, at: datetime.datetime) -> bytes:
    from codev_voice.documents.render.word import to_docx

    return to_docx(made, at)


def _pdf(made: Printed, at: datetime.datetime) -> bytes:
    from codev_voice.documents.render.pdf import to_pdf

    return to_pdf(made, at)


def _md(made: Printed, at: datetime.datetime) -> bytes:
    from codev_voice.documents.render.printed_markdown import to_markdown

    del at  # a text bears no time
    return to_markdown(made).encode()


_WRITERS: dict[Form, Callable[[Printed, datetime.datetime], bytes]] = {Form.DOCX: _docx, Form.PDF: _pdf, Form.MD: _md}
