"""The answer that the client's page gives back, from bytes to values: whatever is not one is refused by name.

An answer holds, for each document that she changed or decided on, what had been sent to her (its version and digest), her changes in the
order in which they are to be done, and the digest of what she then had before her eyes.
"""

from __future__ import annotations

import base64
import binascii
import datetime
import functools
import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

import msgspec

from codev_voice.documents.changing import Change
from codev_voice.documents.letter.age import is_sealed, unseal
from codev_voice.errors import FileError

FORMAT, VERSION = "codev-voice reponse", 1
LARGEST = 2_000_000
"""Bytes of the largest answer that is read: a whole session, every line of which was written anew, is less."""
_MANY = 2_000
"""Changes that one document may receive."""
_ARMOUR = re.compile(
    r"-----BEGIN (CODEV-VOICE REPONSE|AGE ENCRYPTED FILE)-----(?P<body>.*?)-----END \1-----",
    re.DOTALL,
)
_NOT_BASE64 = re.compile(r"[^A-Za-z0-9+/=]+")


class _Change(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    kind: Literal["edit", "remove", "restore", "add", "order", "mark"]
    entry: str | None = None
    part: str | None = None
    text: str | None = None
    details: dict[str, str | None] | None = None
    person: str | None = None
    order: tuple[str, ...] = ()
    mark: str | None = None


class _Decision(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    kind: Literal["approve", "refuse"]
    digest: str | None = None
    entries: tuple[str, ...] = ()
    audience: str | None = None


class _Document(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    consultation: int
    document: str
    version: int
    digest: str
    after: str
    changes: tuple[_Change, ...] = ()
    decision: _Decision | None = None


class _Answer(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    format: str
    version: int
    session: str
    letter: str
    person: str
    at: datetime.datetime
    documents: tuple[_Document, ...]


@dataclass(frozen=True, slots=True)
class Answered:
    """What she answers of one document.

    Attributes:
        version: of what was sent, as is `digest`.
        after: the digest of what she had before her eyes in the end.
        changes: what is to be done, in order; her decision comes last.
    """

    consultation: int
    document: str
    version: int
    digest: str
    after: str
    changes: tuple[Change, ...]


@dataclass(frozen=True, slots=True)
class Answer:
    """A whole answer: from whom, written when by her own clock (UTC), to the letter of which session."""

    session: str
    person: str
    at: datetime.datetime
    documents: tuple[Answered, ...]


def read_answer(data: bytes, phrase: Callable[[], str] | None = None) -> Answer:
    """The answer in these bytes: the file itself, or a mail's text that holds it.

    Args:
        data: what the file holds.
        phrase: asks for the phrase that closes it; called again as long as it is not the right one.

    Raises:
        FileError: it is no answer, was cut or altered, or a newer version wrote it; or a phrase closes it and nobody can be asked.
    """
    if len(data) > LARGEST:
        raise FileError("Ce fichier est bien trop gros pour une réponse", "vérifiez que c'est celui que la page a donné")
    plain = _opened(_unwrapped(data), phrase)
    _check_kind(plain)
    try:
        return _valued(msgspec.json.decode(plain, type=_Answer))
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError, ValueError):
        raise FileError(
            "Cette réponse est incomplète ou a été modifiée", "demandez à la personne cliente de la préparer et de l'envoyer de nouveau"
        ) from None


def is_whole(data: bytes) -> bool:
    """Whether a text that is being pasted holds a whole answer between its fences already: nothing more is to be waited for."""
    return _ARMOUR.search(data.decode("utf-8", "replace")) is not None


def _unwrapped(data: bytes) -> bytes:
    """The bytes that a mail's text holds between its fences, however the mail wrapped or quoted them; others as they are."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        data = data.decode("utf-16", "replace").encode("utf-8")
    found = _ARMOUR.search(data.decode("utf-8", "replace"))
    if found is None:
        return data.removeprefix(b"\xef\xbb\xbf")
    try:
        return base64.b64decode(_NOT_BASE64.sub("", found["body"]), validate=True)
    except binascii.Error:
        raise FileError(
            "Ce texte a été coupé ou modifié en route", "copiez-le de nouveau en entier, de la ligne BEGIN à la ligne END"
        ) from None


def _opened(data: bytes, phrase: Callable[[], str] | None) -> bytes:
    if not is_sealed(data):
        return data
    if phrase is None:
        raise FileError("Cette réponse est fermée par une phrase", "lancez la commande dans un terminal, où la phrase peut être demandée")
    while (opened := unseal(data, phrase())) is None:
        pass
    return opened


def _check_kind(plain: bytes) -> None:
    """Say what the file is, when it is something else that one may well have been given."""
    if b"<html" in plain[:200].lower():
        raise FileError(
            "Ce fichier est la page à relire, pas la réponse", "ouvrez-le, appuyez sur « Préparer ma réponse », et donnez le fichier obtenu"
        )
    try:
        table = msgspec.json.decode(plain)
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError):
        raise _no_answer() from None
    if not isinstance(table, dict) or table.get("format") != FORMAT:
        raise _no_answer()
    version = table.get("version")
    if isinstance(version, int) and version > VERSION:
        raise FileError("Cette réponse vient d'une version plus récente de codev-voice", "mettez codev-voice à jour")


def _no_answer() -> FileError:
    return FileError(
        "Ce fichier n'est pas une réponse de codev-voice",
        "demandez celui que donne « Préparer ma réponse », ou le texte copié en entier, de la ligne BEGIN à la ligne END",
    )


def _valued(found: _Answer) -> Answer:
    """The answer as values.

    Raises:
        ValueError: something in it is not what the page writes.
    """
    names = [(each.consultation, each.document) for each in found.documents]
    bounded = all(len(each.changes) <= _MANY for each in found.documents)
    if found.version != VERSION or not names or len(set(names)) != len(names) or not bounded or found.at.tzinfo is None:
        raise ValueError(FORMAT)
    return Answer(found.session, found.person, found.at, tuple(_answered(each, found) for each in found.documents))


def _answered(found: _Document, answer: _Answer) -> Answered:
    change = functools.partial(Change, document=found.document, consultation=found.consultation, at=answer.at)
    decision = found.decision
    refused = decision is not None and decision.kind == "refuse"
    changes = [change("refuse")] if refused else [_change(one, change) for one in found.changes]  # what she refuses is erased, changes too
    if decision is not None and not refused:
        if decision.digest != found.after:
            raise ValueError(FORMAT)
        if decision.audience is not None:
            changes.append(change("share", audience=decision.audience))
        changes.append(change("approve", digest=decision.digest, entries=decision.entries, person=answer.person))
    return Answered(found.consultation, found.document, found.version, found.digest, found.after, tuple(changes))


def _change(found: _Change, change: Callable[..., Change]) -> Change:
    return change(
        found.kind,
        entry=found.entry,
        part=found.part,
        text=found.text,
        details=found.details,
        person=found.person,
        order=found.order,
        mark=found.mark,
    )
