"""The page that the client is sent: everything in one file, nothing of it runs but our own scripts, and nothing leaves it by itself."""

from __future__ import annotations

import base64
import datetime
import functools
import hashlib
import json
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from importlib import resources
from typing import Any

from codev_voice.documents.letter.age import seal
from codev_voice.documents.letter.names import DOCUMENTS, PARTS, file_name
from codev_voice.documents.letter.reading import closed_html, reading_html, remarks_of
from codev_voice.documents.render.french import KINDS_IN_CLEAR, typeset
from codev_voice.documents.sheet import Details, Entry, Part, Sheet

LIMIT = 500_000
"""Bytes of the largest page: a mail takes it, and a telephone reads it at once."""
_SCRIPTS = (
    *("bytes", "sha256", "scrypt", "chacha", "age", "french", "sheet", "answer", "calendar", "draft"),
    *("dom", "page", "editor", "lines", "papers", "replying", "opening", "main"),
)
"""In the order in which they call one another; the first ten touch no page."""
_QUOTES = (600, 240, 0)
"""Letters of each quotation, the first that lets the page be under its limit."""
_RISKY = re.compile("[<>&\u2028\u2029\ud800-\udfff]")
_PLACE = re.compile(r"%%([A-Z_]+)%%")


@dataclass(frozen=True, slots=True)
class Quote:
    """A sentence as it was heard: by whom, when (seconds from the session's start)."""

    who: str
    at: float
    text: str


@dataclass(frozen=True)
class Letter:
    """What is sent to one client.

    Attributes:
        session: which session it is of (see `session/identity.py`).
        sheets: hers, as they stand.
        quotes: where each entry was heard, by the entry's id, for each sheet in turn.
    """

    session: str
    sheets: tuple[Sheet, ...]
    quotes: tuple[Mapping[str, Sequence[Quote]], ...]

    @property
    def client(self) -> str | None:
        """To whom it is addressed, when that is known."""
        return self.sheets[0].client

    def name(self, what: str, ending: str) -> str:
        """The name of one of its files."""
        return file_name(self.sheets[0].date, what, self.client, ending)


def letter_html(letter: Letter) -> str:
    """The page, in clear."""
    for longest in _QUOTES:
        content = _embedded(content_of(letter, longest))
        made = _page(content, reading_html(letter.sheets), f"À relire{f' · {letter.client}' if letter.client else ''}")
        if len(made.encode("utf-8")) <= LIMIT:
            break
    return made


def sealed_html(letter: Letter, phrase: str, random: Callable[[int], bytes]) -> str:
    """The page, whose content only `phrase` opens: nothing that was said, and no name, is in it otherwise."""
    for longest in _QUOTES:
        plain = json.dumps(content_of(letter, longest), ensure_ascii=False, separators=(",", ":")).encode("utf-8")
        sealed = base64.b64encode(seal(plain, phrase, random)).decode("ascii")
        made = _page(_embedded({"sealed": sealed}), closed_html(), "À relire")
        if len(made.encode("utf-8")) <= LIMIT:
            break
    return made


def content_of(letter: Letter, longest: int = _QUOTES[0]) -> dict[str, Any]:
    """What the page holds, as its scripts read it; quotations are at most `longest` letters long."""
    first = letter.sheets[0]
    order = list(DOCUMENTS)
    ranked = sorted(zip(letter.sheets, letter.quotes, strict=True), key=lambda pair: (pair[0].consultation, order.index(pair[0].document)))
    sheets = [_sheet(sheet, quotes, longest) for sheet, quotes in ranked]
    return {
        "id": hashlib.sha256(json.dumps([letter.session, sheets]).encode("ascii")).hexdigest()[:32],
        "session": letter.session,
        "client": first.client or "",
        "facilitator": first.facilitator or "",
        "title": first.title or "",
        "date": first.date.isoformat() if first.date else "",
        "names": {"answer": letter.name("réponse", "codev.json"), "calendar": letter.name("dates", "ics")},
        "parts": {str(part): typeset(PARTS[part]) for part in Part},
        "kinds": {str(kind): name for kind, name in KINDS_IN_CLEAR.items()},
        "sheets": sheets,
    }


def script(names: Sequence[str] = _SCRIPTS) -> str:
    """The page's scripts in one, none of whose names is seen from outside."""
    return "(() => {\n" + '"use strict";\n' + "\n".join(_part(f"js/{name}.js") for name in names) + "\n})();\n"


def _page(content: str, reading: str, title: str) -> str:
    parts = {"STYLE": _part("letter.css"), "SCRIPT": script(), "CONTENT": content, "READING": reading, "TITLE": _escaped(title)}
    parts |= {f"{name}_HASH": _hash(parts[name]) for name in ("STYLE", "SCRIPT")}
    return _PLACE.sub(lambda place: parts[place[1]], _part("letter.html"))  # in one pass: what somebody typed is never a place


def _sheet(sheet: Sheet, quotes: Mapping[str, Sequence[Quote]], longest: int) -> dict[str, Any]:
    name, short = DOCUMENTS[sheet.document]
    approval = sheet.approval
    return {
        "consultation": sheet.consultation,
        "document": str(sheet.document),
        "name": typeset(name),
        "short": short,
        "client": sheet.client or "",
        "version": sheet.version,
        "digest": sheet.digest,
        "status": str(sheet.status),
        "audience": str(sheet.audience),
        "approved": approval
        and {
            "person": approval.person,
            "at": _utc(approval.at),
            "version": approval.version,
            "whole": approval.whole,
            "entries": sorted(sheet.approved),
        },
        "remarks": list(remarks_of(sheet)),
        "entries": [_entry(entry, quotes, longest) for entry in sheet.entries],
        "removed": [_entry(entry, quotes, longest) for entry in sheet.removed],
    }


def _entry(entry: Entry, quotes: Mapping[str, Sequence[Quote]], longest: int) -> dict[str, Any]:
    return {
        "id": entry.id,
        "part": str(entry.part),
        "text": entry.text,
        "person": entry.person or "",
        "kind": str(entry.kind or ""),
        "details": _details(entry.details) if entry.details else None,
        "mark": str(entry.mark or ""),
        "origin": str(entry.origin),
        "edited": entry.edited,
        "note": entry.note,
        "quotes": [
            {"who": quote.who, "at": quote.at, "text": _shortened(quote.text, longest)} for quote in quotes.get(entry.id, ()) if longest
        ],
    }


def _details(details: Details) -> dict[str, str]:
    texts = {name: getattr(details, name) or "" for name in ("due_said", "first_step", "indicator", "support", "obstacle")}
    return {**texts, "due": details.due.isoformat() if details.due else ""}


def _shortened(text: str, longest: int) -> str:
    return text if len(text) <= longest else text[:longest].rsplit(" ", 1)[0] + " […]"


def _utc(at: datetime.datetime) -> str:
    return at.astimezone(datetime.UTC).isoformat().replace("+00:00", "Z")


def _embedded(value: object) -> str:
    """JSON that no reader of HTML takes for anything else, whatever was said or typed."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return _RISKY.sub(lambda letter: f"\\u{ord(letter[0]):04x}", text)


def _escaped(text: str) -> str:
    import html

    return html.escape(text)


def _hash(text: str) -> str:
    return "sha256-" + base64.b64encode(hashlib.sha256(text.encode("utf-8")).digest()).decode("ascii")


@functools.cache
def _part(name: str) -> str:
    return resources.files("codev_voice.documents.letter").joinpath(name).read_text(encoding="utf-8")
