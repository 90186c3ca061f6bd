"""The client's documents by file: one page for each client, and her answer, checked and done all at once."""

from __future__ import annotations

import datetime
import secrets
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from codev_voice.companion.copies import copying, folders
from codev_voice.companion.papers import do, missing, present
from codev_voice.companion.papers import sheets as sheets_of
from codev_voice.documents.approval import papers
from codev_voice.documents.changing import event_of
from codev_voice.documents.letter.approval_file import LARGEST, Answer, Answered, read_answer
from codev_voice.documents.letter.letter import Letter, Quote, letter_html, sealed_html
from codev_voice.documents.letter.names import DOCUMENTS
from codev_voice.documents.render.french import clock_in_clear, in_clear
from codev_voice.documents.sheet import Sheet, Status
from codev_voice.errors import CodevError, FileError, SessionError, SettingsError
from codev_voice.session.disk import guarded, make_folder, write_private
from codev_voice.session.events import CLIENT, Event, Heard, Unknown
from codev_voice.session.folder import Folder, existing
from codev_voice.session.identity import identity
from codev_voice.session.journal import read_events, utc_now
from codev_voice.session.names import compared, listed, tidy
from codev_voice.session.paper_cutting import is_paper
from codev_voice.session.seance import Seance
from codev_voice.session.state import fold
from codev_voice.session.values import Session

Events = Sequence[Event | Unknown]
SHORTEST = 12
"""Letters of the shortest phrase that closes a page: a telephone opens it in a second, so that a short one would soon be guessed."""
_AHEAD = datetime.timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Sent:
    """A page that was written, and for whom."""

    file: Path
    client: str | None


@dataclass(frozen=True, slots=True)
class Recorded:
    """What an answer did: by whom, the sheets it was about as they now stand; `already` when it had been recorded before.

    `dropped` are the folders of the exports that went with it.
    """

    person: str
    sheets: tuple[Sheet, ...]
    already: bool = False
    dropped: tuple[str, ...] = ()


def send(path: Path, client: str | None = None, into: Path | None = None, phrase: str | None = None) -> tuple[Sent, ...]:
    """Write the page of each client of a session, or of `client` alone, in its exports or in the folder `into`.

    Args:
        path: the session's folder.
        client: whose page, when the session has several clients.
        into: where to write.
        phrase: closes the pages, and the answers that they give back.

    Raises:
        SessionError: no such session, nothing was heard in it yet, or every document was refused.
        SettingsError: nobody of this name is a client of it, or the phrase is too short.
        MachineError: the page cannot be written.
    """
    if phrase is not None and len(phrase.strip()) < SHORTEST:
        raise SettingsError(f"Cette phrase a moins de {SHORTEST} caractères", "choisissez-en une plus longue, de quatre mots par exemple")
    place = into or Folder(path).exports
    with copying(path, place) as folder:
        events = read_events(folder.journal)
        session = fold(events, folder.settings())
        chosen = _by_client(sheets_of(path), client)
        make_folder(place)
        return tuple(_written(_letter(sheets, events, session), place, phrase) for sheets in chosen)


def record(path: Path, given: Path | bytes, phrase: Callable[[], str] | None = None) -> Recorded:
    """Check a client's answer against the documents as they stand, and do all that it says, or nothing.

    Args:
        path: the session's folder.
        given: what the page gave back, or a mail's text that holds it: a file, or what it holds.
        phrase: asks for the phrase of an answer that one closes, again until it is the right one.

    Raises:
        FileError: it is no answer, it was altered, or it is of another session.
        SessionError: a document has changed since it was sent; or the session is being written, or not heard to its end.
        MachineError: the file cannot be read, or the journal cannot be written.
    """
    folder = existing(path)
    answer = read_answer(given if isinstance(given, bytes) else _read(given), phrase)
    events, seance = read_events(folder.journal), folder.settings()
    session = fold(events, seance)
    if answer.session != identity(events):
        raise FileError("Cette réponse est celle d'une autre séance", "indiquez le dossier de la séance d'où la page relue a été envoyée")
    if answer.at > utc_now() + _AHEAD:
        raise FileError(
            "Cette réponse est datée d'un jour à venir",
            "faites régler l'heure de l'appareil où elle a été écrite, puis préparer de nouveau",
        )
    now = present(events, session, seance)
    _check_whose(answer, now)
    left = [document for document in answer.documents if not _done(document, answer, events)]
    if not left:
        return Recorded(answer.person, _concerned(now, answer.documents), already=True)
    for document in left:
        _check_current(document, now, events)
    _rehearse(left, events, session, seance)
    made = folders(folder)
    after = do(path, *(change for document in left for change in document.changes))
    return Recorded(answer.person, _concerned(after, answer.documents), dropped=tuple(sorted(made - folders(folder))))


def _by_client(sheets: Sequence[Sheet], wanted: str | None) -> list[tuple[Sheet, ...]]:
    """The sheets of each client who still has something to read."""
    clients = list(dict.fromkeys(sheet.client for sheet in sheets))
    named = [client for client in clients if wanted is None or (client and compared(client) == compared(wanted))]
    if not named:
        raise SettingsError(
            f"Aucune consultation de cette séance n'est celle de « {wanted} »",
            f"choisissez parmi {listed([f'« {client} »' for client in clients if client])}" if any(clients) else "nommez d'abord sa voix",
        )
    each = [tuple(sheet for sheet in sheets if sheet.client == client) for client in named]
    found = [one for one in each if any(sheet.status is not Status.REFUSED for sheet in one)]
    if not found:
        raise SessionError("Tous ces documents ont été refusés et effacés", "il n'y a plus rien à envoyer")
    return found


def _letter(sheets: tuple[Sheet, ...], events: Events, session: Session) -> Letter:
    heard = {event.id: event for event in events if isinstance(event, Heard)}
    turns = {piece: turn for turn in session.turns for piece in turn.pieces}

    def quotes(pieces: Sequence[str]) -> Iterator[Quote]:
        """One for each turn, of the pieces cited."""
        cited = [piece for piece in pieces if piece in heard and piece in turns]
        for turn in dict.fromkeys(turns[piece].index for piece in cited):
            here = [heard[piece] for piece in cited if turns[piece].index == turn]
            yield Quote(session.turns[turn].speaker, here[0].start, " ".join(event.text for event in here))

    def all_quotes(sheet: Sheet) -> Mapping[str, Sequence[Quote]]:
        return {entry.id: tuple(quotes(entry.sources)) for entry in (*sheet.entries, *sheet.removed)}

    return Letter(identity(events), sheets, tuple(all_quotes(sheet) for sheet in sheets))


def _written(letter: Letter, place: Path, phrase: str | None) -> Sent:
    file = place / letter.name("à relire", "html")
    page = letter_html(letter) if phrase is None else sealed_html(letter, phrase, secrets.token_bytes)
    write_private(file, page.encode("utf-8"))
    return Sent(file, letter.client)


def _read(file: Path) -> bytes:
    with guarded(file), file.open("rb") as opened:
        return opened.read(LARGEST + 1)


def _key(document: Answered | Sheet) -> tuple[int, str]:
    return document.consultation, str(document.document)


def _concerned(sheets: Sequence[Sheet], documents: Sequence[Answered]) -> tuple[Sheet, ...]:
    keys = {_key(document) for document in documents}
    return tuple(sheet for sheet in sheets if _key(sheet) in keys)


def _done(document: Answered, answer: Answer, events: Events) -> bool:
    """Whether this very answer was recorded already: what it did bears the moment, to the millisecond, at which she wrote it."""
    return any(
        event.by == CLIENT and event.at == answer.at and (event.consultation, event.document) == _key(document)
        for event in events
        if is_paper(event)
    )


def _check_whose(answer: Answer, sheets: Sequence[Sheet]) -> None:
    """The answer is in the name of the client whose documents these are.

    Raises:
        FileError: it is not: it was altered, or she has been given another name since.
    """
    for sheet in _concerned(sheets, answer.documents):
        if sheet.client and tidy(sheet.client) != tidy(answer.person):
            raise FileError(
                f"Cette réponse n'est pas au nom de {sheet.client}, à qui sont ces documents",
                "renvoyez la page avec « codev-voice send », et demandez une nouvelle réponse",
            )


def _check_current(document: Answered, sheets: Sequence[Sheet], events: Events) -> None:
    """The document is still what she was sent.

    Raises:
        SessionError: it is not.
    """
    sheet = next((sheet for sheet in sheets if _key(sheet) == _key(document)), None)
    if sheet is not None and sheet.status is not Status.REFUSED and (sheet.version, sheet.digest) == (document.version, document.digest):
        return
    name = next((names[0] for kind, names in DOCUMENTS.items() if kind == document.document), "Un document")
    moments = [event.at for event in events if is_paper(event) and (event.consultation, event.document) == _key(document) and event.at]
    when = f", le {in_clear(moments[-1].astimezone().date())} à {clock_in_clear(moments[-1].astimezone())}" if moments else ""
    raise SessionError(
        f"« {name} » a changé depuis la page à laquelle cette réponse répond{when}",
        "renvoyez la page avec « codev-voice send », pour qu'elle soit relue telle qu'elle est",
    )


def _rehearse(documents: Sequence[Answered], events: Events, session: Session, seance: Seance) -> None:
    """Do everything in memory, to see that it leads to what she had before her eyes.

    Raises:
        FileError: it does not.
    """
    known: list[Event | Unknown] = [*filter(is_paper, events), *missing(events, session, seance)]
    altered = FileError(
        "Cette réponse a été modifiée : elle ne mène pas au texte qui a été relu",
        "demandez à la personne cliente de la préparer et de l'envoyer de nouveau",
    )

    def sheet(document: Answered) -> Sheet:
        return next(sheet for sheet in papers(known, session, seance) if _key(sheet) == _key(document))

    for document in documents:
        for change in document.changes:
            try:
                known.append(event_of(sheet(document), change))
            except CodevError:
                raise altered from None
        after = sheet(document)
        if after.status is not Status.REFUSED and after.digest != document.after:
            raise altered
