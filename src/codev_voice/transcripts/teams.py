"""Teams' transcript as a Word document: « Sophie Martin   0:03 », then the words."""

from __future__ import annotations

import datetime
import re
from collections.abc import Sequence

from codev_voice.transcripts.assembly import assemble
from codev_voice.transcripts.clock import seconds
from codev_voice.transcripts.cues import Cue, clean
from codev_voice.transcripts.dates import date_in_name, date_said
from codev_voice.transcripts.imported import Imported
from codev_voice.transcripts.source import Source

_HEADING = re.compile(r"(?P<name>\S(?:.{0,78}?\S)??)(?:[ \u00a0]{2,}|[ \u00a0]*\t\s*)(?P<time>(?:\d{1,2}:)?\d{1,2}:\d\d)\s*")
_TITLE = re.compile(r"(?P<subject>.+?)-(?P<day>\d{8})_\d{6}(?:UTC)?(?:-.*)?")
_FIXED = re.compile(r".*\btran?scri.*", re.IGNORECASE)
_MOST_FIXED = 10


def recognise(source: Source) -> bool:
    """A name, two spaces or more, a time, and nothing else on the line."""
    return any(_HEADING.fullmatch(line) for line in source.lines)


def read(source: Source, people: Sequence[str]) -> Imported:  # noqa: ARG001 - every reader is called alike
    """The turns of a Teams document; only starts are written, so that ends are estimated.

    What comes before the first heading (title, day, length, who started the transcription) is never speech; nor is a line
    elsewhere that only says who started or stopped it, in whatever language.

    Raises:
        FileError: no words.
    """
    places = [(at, found) for at, line in enumerate(source.lines) if (found := _HEADING.fullmatch(line))]
    names = {clean(found["name"]) for _, found in places}
    following = [at for at, _ in places[1:]] + [len(source.lines)]
    cues = [
        Cue(
            clean(" ".join(line for line in source.lines[at + 1 : end] if not _is_fixed(line, names))),
            clean(found["name"]),
            seconds(found["time"]),
        )
        for (at, found), end in zip(places, following, strict=True)
    ]
    title, date = _header(source.lines[: places[0][0]], source.name)
    return assemble(source, cues, form="teams-docx" if source.is_docx else "teams-txt", title=title, date=date)


def _is_fixed(line: str, names: set[str]) -> bool:
    """Whether this line is Teams' « Sophie Martin started transcription »."""
    said = clean(line)
    return bool(
        _FIXED.fullmatch(said)
        and len(said.split()) <= _MOST_FIXED
        and not said.endswith((".", "?", "!"))
        and (any(said.startswith(f"{name} ") for name in names) or said.endswith((" started transcription", " stopped transcription")))
    )


def _header(lines: Sequence[str], name: str) -> tuple[str | None, datetime.date | None]:
    """The subject and the day, from the lines above the first turn or else from the file's name."""
    for line in (*lines, name):
        if found := _TITLE.fullmatch(clean(line)):
            return clean(found["subject"]), date_in_name(found["day"])
    said = (date_said(line) for line in lines)
    return None, next((date for date in said if date), None) or date_in_name(name)
