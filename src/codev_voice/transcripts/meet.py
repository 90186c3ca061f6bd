"""Google Meet's transcript, as a Word document, plain text or Markdown.

The same lines in the three: a tab of notes written by Gemini (never speech), a title, the day, a time every minute or two,
`Sophie Martin: words`, and a last line that says when it ended. Fixed lines exist in the language of the account.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from codev_voice.errors import FileError
from codev_voice.transcripts.assembly import assemble
from codev_voice.transcripts.clock import seconds
from codev_voice.transcripts.cues import Cue, clean
from codev_voice.transcripts.dates import date_in_name, date_said
from codev_voice.transcripts.french import INVITED
from codev_voice.transcripts.imported import Imported
from codev_voice.transcripts.source import Source
from codev_voice.transcripts.speakers import names_in, plain, prefix, split

_TIME = re.compile(r"\d{1,2}:\d\d:\d\d")
_ANCHOR = re.compile(r"\{#[^{}]{1,80}\}\s*$")
_HEADING = re.compile(r"^\s*#{1,6}\s+")
_ENDED = re.compile(
    r"(?:(?:la )?transcription (?:s'est )?termin\w+ apr[eè]s|(?:the )?(?:transcript(?:ion)?|meeting) ended after|"
    r"(?:la )?trascrizione (?:è )?(?:terminata|conclusa) dopo)\D{0,20}(\d{1,2}:\d\d:\d\d)\D*",
    re.IGNORECASE,
)
_NOTICE = re.compile(
    r"(?:cette transcription modifiable a été|this editable transcript was|questa trascrizione modificabile è stata)\b.*", re.IGNORECASE
)
_TITLES = frozenset({"transcription", "transcript", "trascrizione"})
_TITLED = re.compile(r"(?P<title>.+?)\s+[-–—]\s+(?:transcription|transcript|trascrizione)", re.IGNORECASE)
_NOTES = frozenset({"notes", "notas", "note", "resume", "summary", "riepilogo", "etapes suivantes", "next steps", "details", "dettagli"})


@dataclass(frozen=True, slots=True)
class Line:
    """A line without marks; `speaker` when bold says that a name begins it, `text` what is left."""

    text: str
    speaker: str | None = None


def recognise(source: Source) -> bool:
    """Names before colons, with a time alone on a line, a transcript's title or its last line."""
    lines = lines_of(source)
    begin = _beginning(lines)
    said = lines[begin:] if begin is not None else []
    return any(line.speaker or prefix(line.text) for line in said) or _only_notes(lines)


def read(source: Source, people: Sequence[str]) -> Imported:
    """The turns; times between two marks are estimated.

    Raises:
        FileError: only Gemini's notes, or nobody speaks.
    """
    lines = lines_of(source)
    begin = _beginning(lines)
    if begin is None:
        raise FileError(
            f"{source.name} ne contient que les notes rédigées par Gemini, pas ce qui a été dit",
            "dans le document de Google Meet, téléchargez aussi l'onglet « Transcription »",
        )
    header, spoken = lines[:begin], lines[begin:]
    first = next((at for at, line in enumerate(spoken) if _TIME.fullmatch(line.text)), len(spoken))
    cues, ending = _cues(spoken, people)
    about = [line.text for line in header[-3:]] + [line.text for line in spoken[:first]]
    titles = (found["title"] for text in about if (found := _TITLED.fullmatch(text)))
    dates = (date for text in about if len(text) < 80 and not prefix(text) and (date := date_said(text)))  # noqa: PLR2004 - a header's line
    warnings = ("Les notes rédigées par Gemini ont été laissées de côté.",) if any(_is_notes(line.text) for line in header) else ()
    kind = "docx" if source.is_docx else "md" if any(_HEADING.match(line) or line.startswith("**") for line in source.lines) else "txt"
    return assemble(
        source,
        cues,
        form=f"meet-{kind}",
        title=next(titles, None),
        date=next(dates, None) or date_in_name(source.name),
        ending=ending,
        warnings=warnings,
    )


def lines_of(source: Source) -> list[Line]:
    """The lines that hold something, without the marks of a document or of Markdown."""
    lines = []
    for written, bold in zip(source.lines, source.leads, strict=True):
        line = _line(written, bold) if source.is_docx else _line_of_markdown(written)
        if line.text or line.speaker:
            lines.append(line)
    return lines


def _line(written: str, bold: str) -> Line:
    """A line of a document: a bold beginning that ends with a colon is a name."""
    lead, rest = clean(bold), written[len(bold) :]
    if not lead.endswith(":") and rest.lstrip().startswith(":"):
        lead, rest = f"{lead}:", rest.lstrip()[1:]
    if lead.endswith(":") and len(lead) > 1:
        return Line(clean(rest), clean(lead[:-1]))
    return Line(clean(written))


def _line_of_markdown(written: str) -> Line:
    line = _ANCHOR.sub("", _HEADING.sub("", written).rstrip("\\"))
    found = re.match(r"\s*\*\*(.{1,80}?)\*\*(\s*:)?(.*)", line)
    if found and (found[1].rstrip().endswith(":") or found[2]):
        return Line(_bare(found[3]), _bare(found[1]).rstrip(": "))
    return Line(_bare(line))


def _bare(text: str) -> str:
    """Markdown's text: links by their words, emphasis gone, escaped signs as they were."""
    text = re.sub(r"!?\[([^\[\]]{0,200})\]\([^()]{0,500}\)", r"\1", text)
    text = re.sub(r"(?<!\\)(\*\*|\*|~~|__)(?=\S)(.{1,500}?)(?<=\S)(?<!\\)\1", r"\2", text)
    return clean(re.sub(r"\\([\\`*_{}\[\]()#+\-.!~>|&<=])", r"\1", text))


def _beginning(lines: Sequence[Line]) -> int | None:
    """Where the transcript begins: after its own title, which comes last before the first time; else at the first time."""
    times = [at for at, line in enumerate(lines) if _TIME.fullmatch(line.text)]
    ended = [at for at, line in enumerate(lines) if _ENDED.fullmatch(line.text)]
    limit = next(iter(times + ended), len(lines))
    notes = [at for at, line in enumerate(lines) if _is_notes(line.text)]
    # A title that leads to the headings of notes before any time was a link among these notes.
    marks = sorted([*times, *ended, len(lines)])
    titles = [
        at
        for at, line in enumerate(lines)
        if _is_title(line.text) and bisect_right(notes, at) == bisect_right(notes, marks[bisect_right(marks, at)])
    ]
    emblem = [at for at in titles if "📖" in lines[at].text]
    before = emblem or [at for at in titles if at < limit] or titles
    if before:
        return before[-1] + 1
    if times:
        named = [at for at in range(limit) if lines[at].speaker or _TITLED.fullmatch(lines[at].text)]
        return min([*named[:1], limit]) if not notes or notes[0] > limit else limit
    return 0 if ended and not notes else None


def _is_title(text: str) -> bool:
    return _word(text) in _TITLES


def _is_notes(text: str) -> bool:
    return _word(text) in _NOTES


def _only_notes(lines: Sequence[Line]) -> bool:
    """Whether at least two of the headings of Gemini's notes are there."""
    return len({_word(line.text) for line in lines} & _NOTES) > 1


def _word(text: str) -> str:
    """A heading without its emblem, accents or case."""
    return " ".join(re.findall(r"[^\W\d_]+", plain(text)))


def _cues(lines: Sequence[Line], people: Sequence[str]) -> tuple[list[Cue], float | None]:
    """What was said, and when it ended; a time belongs to the words that follow it."""
    ends = next((at for at, line in enumerate(lines) if _ENDED.fullmatch(line.text) or "📝" in line.text), len(lines))
    ending = _ENDED.fullmatch(lines[ends].text) if ends < len(lines) else None
    said = [line for line in lines[:ends] if not _NOTICE.fullmatch(line.text)]
    bold = {line.speaker for line in said if line.speaker}
    texts = [line.text for line in said if not line.speaker]
    # Bold names are the whole list; plain text has one on almost every line, so that guests who are on no list are believed.
    names = bold | (names_in(texts, sorted(bold)) if bold else names_in(texts, people) | names_in(texts))
    cues: list[Cue] = []
    start: float | None = None
    for line in said:
        speaker, text = (line.speaker, line.text) if line.speaker else split(line.text, names)
        if speaker and _word(speaker) in INVITED:
            continue
        if _TIME.fullmatch(line.text) and not speaker:
            start = seconds(line.text)
        elif speaker or cues:  # else the day, the meeting's name, the invitees
            cues.append(Cue(text, speaker or cues[-1].speaker, start))
            start = None
    return cues, seconds(ending[1]) if ending else None
