"""WebVTT: Teams' (names in `<v>` spans), Zoom's (names in the text), and our own."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html import unescape

from codev_voice.errors import FileError
from codev_voice.session.values import Session
from codev_voice.transcripts.assembly import assemble
from codev_voice.transcripts.clock import TIME, seconds, stamp
from codev_voice.transcripts.cues import Cue, clean
from codev_voice.transcripts.dates import date_in_name
from codev_voice.transcripts.imported import Imported
from codev_voice.transcripts.source import Source
from codev_voice.transcripts.speakers import names_in, split

TIMING = re.compile(rf"\s*({TIME})[ \t]*-->[ \t]*({TIME})(?:[ \t]+\S.*)?\s*")
"""A whole line: words such as « 02:34.567 --> » in somebody's mouth are not one."""
_NUMBER = re.compile(r"\d+|[0-9a-fA-F]{8}-[0-9a-fA-F-]{27}(?:/\d+-\d+)?")
_CUT_ID = re.compile(r"\d+|[0-9a-fA-F]{4,8}-[0-9a-fA-F/-]*")
_CUT_TIMING = re.compile(r"\d+:[\d:.,]*(?:\s*-{1,2}>?\s*[\d:.,]*)?")
_COMMENT = re.compile(r"(?:NOTE|STYLE|REGION)(?:\s.*)?")
_SPAN = re.compile(r"<v(?:\.[^\s<>]{1,80})?(?:\s+([^<>]{0,200}))?>", re.IGNORECASE)
_TAG = re.compile(r"</?(?:v|c|i|b|u|lang|ruby|rt|font)(?:[.\s][^<>]{0,200})?>|<(?:\d{1,3}:)?\d{1,2}:\d{1,2}[.,]\d{1,3}>", re.IGNORECASE)
_ENTITY = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|\w{2,31});")


@dataclass(frozen=True, slots=True)
class Block:
    """A timing and the words under it, marks and entities as written."""

    start: float
    end: float
    payload: str


def recognise(source: Source) -> bool:
    """WebVTT says its name; exports that lost their header still have its timings, with a dot."""
    if source.text.lstrip().startswith("WEBVTT"):
        return True
    first = next((line for line in source.lines if TIMING.fullmatch(line)), None)
    return first is not None and "," not in first.split("-->")[0]


def read(source: Source, people: Sequence[str]) -> Imported:
    """The turns of a WebVTT file.

    Raises:
        FileError: no words, or nobody named.
    """
    blocks, warnings = blocks_of(source.lines, source.name)
    date = date_in_name(source.name)
    if any(_SPAN.search(block.payload) for block in blocks):
        cues = [cue for block in blocks for cue in _spoken(block)]
        return assemble(source, cues, form="teams-vtt", date=date, warnings=warnings)
    cues = named([Cue(plain(block.payload), None, block.start, block.end) for block in blocks], people, source.name)
    return assemble(source, cues, form="zoom-vtt", date=date, warnings=warnings, false_stops=True)


def blocks_of(lines: Sequence[str], name: str) -> tuple[list[Block], tuple[str, ...]]:
    """The timings and their words, and the French warnings about the end of a cut file.

    Raises:
        FileError: there is no timing at all.
    """
    places = [at for at, line in enumerate(lines) if TIMING.fullmatch(line)]
    if not places:
        raise FileError(f"{name} ne contient aucune réplique", "téléchargez de nouveau la transcription depuis Teams, Zoom ou Meet")
    marked = places[0] > 0 and bool(lines[places[0] - 1].strip()) and not lines[places[0] - 1].startswith("WEBVTT")
    blocks = []
    warnings: tuple[str, ...] = ()
    for at, following in zip(places, [*places[1:], len(lines)], strict=True):
        under = list(lines[at + 1 : following])
        if following == len(lines):
            kept = _without_cut_end(under, marked=marked)
            warnings = ("Le fichier semble coupé : la fin de la séance peut manquer.",) if len(kept) < len(under) else ()
            under = kept
        elif _is_id(under, marked=marked):
            under.pop()
        found = TIMING.fullmatch(lines[at])
        assert found is not None  # noqa: S101 - tells mypy what `places` holds
        blocks.append(Block(seconds(found[1]), seconds(found[2]), " ".join(_words(under))))
    return blocks, warnings


def _is_id(under: Sequence[str], *, marked: bool) -> bool:
    """Whether the last line before a timing names the cue (as in a file whose first cue has a name) rather than being spoken."""
    if not under:
        return False
    last, before = under[-1].strip(), under[:-1]
    if not last or not before or before[-1].strip():
        return False
    return marked or _NUMBER.fullmatch(last) is not None


def _without_cut_end(under: list[str], *, marked: bool) -> list[str]:
    """The last cue's lines without the number, or the half timing, on which a cut file ends."""
    kept = _stripped(under)
    if len(kept) > 1 and _CUT_TIMING.fullmatch(kept[-1].strip()) and (not kept[-2].strip() or _is_id(kept[:-1], marked=marked)):
        kept = _stripped(kept[:-1])
        half = True
    else:
        half = False
    if (
        _is_id(kept, marked=marked)
        and (half or _CUT_ID.fullmatch(kept[-1].strip()))
        and (marked or any(line.strip() for line in kept[:-1]))
    ):
        return kept[:-1]
    return kept if half else under


def _stripped(lines: list[str]) -> list[str]:
    """The lines without the blank ones at the end."""
    end = len(lines)
    while end and not lines[end - 1].strip():
        end -= 1
    return lines[:end]


def _words(under: Sequence[str]) -> Iterator[str]:
    """Lines that are spoken: not blank, not in a comment, which begins after a blank line and ends at the next."""
    comment, blank = False, False
    for line in under:
        if not line.strip():
            comment, blank = False, True
            continue
        comment = comment or (blank and _COMMENT.fullmatch(line) is not None)
        blank = False
        if not comment:
            yield line


def _spoken(block: Block) -> Iterator[Cue]:
    """One cue a `<v>` span; several in a block share its time in proportion to their words."""
    spans = list(_SPAN.finditer(block.payload))
    ends = [*(span.start() for span in spans), len(block.payload)]
    parts: list[tuple[str | None, str]] = [(None, block.payload[: ends[0]])]
    parts += [
        (clean(_unescaped(span[1] or "")) or None, block.payload[span.end() : end]) for span, end in zip(spans, ends[1:], strict=True)
    ]
    said = [(speaker, text) for speaker, written in parts if (text := plain(written))]
    if len(said) == 1:
        yield Cue(said[0][1], said[0][0], block.start, block.end)
        return
    for place, (speaker, text) in enumerate(said):
        yield Cue(text, speaker, block.start if place == 0 else None, block.end if place == len(said) - 1 else None)


def plain(payload: str) -> str:
    """The words of a cue: marks taken out, entities resolved, one line."""
    return clean(_unescaped(_TAG.sub("", _SPAN.sub("", payload))))


def shielded(text: str) -> str:
    """The text for a form without escapes: only what would be read back as a mark is escaped, since words could be lost."""
    return _TAG.sub(lambda mark: "&lt;" + mark[0][1:], _SPAN.sub(lambda mark: "&lt;" + mark[0][1:], text))


def _unescaped(text: str) -> str:
    return _ENTITY.sub(lambda entity: unescape(entity[0]), text)


def named(cues: Sequence[Cue], people: Sequence[str], name: str) -> list[Cue]:
    """The cues with the names that begin them; one without a name goes on with the last.

    Raises:
        FileError: nobody is named.
    """
    cues = [cue for cue in cues if cue.text]
    if not cues:
        raise FileError(f"{name} ne contient aucune réplique", "téléchargez de nouveau la transcription depuis Teams, Zoom ou Meet")
    names = names_in([cue.text for cue in cues], people)
    speaker: str | None = None
    found = []
    for cue in cues:
        own, text = split(cue.text, names)
        speaker = own or speaker
        found.append(Cue(text, speaker, cue.start, cue.end))
    if speaker is None:
        raise FileError(
            f"{name} ne dit pas qui parle",
            "téléchargez la transcription avec les noms des intervenants (dans Teams, depuis le récapitulatif de la réunion), "
            "ou donnez l'enregistrement",
        )
    return found


def write(session: Session) -> str:
    """The session as WebVTT, one cue a turn, the name in a `<v>` span."""
    cues = [
        f"{stamp(turn.start)} --> {stamp(max(turn.end, turn.start + 0.001))}\n"
        f"<v {_escaped(clean(turn.speaker))}>{_escaped(clean(turn.text))}</v>\n"
        for turn in session.turns
        if clean(turn.text)
    ]
    return "\n".join(["WEBVTT\n", *cues])


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
