"""Zoom's saved captions (`[Sophie Martin] 00:14:05`, then the words), and its chat, which is refused by name."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from codev_voice.errors import FileError
from codev_voice.transcripts.assembly import assemble
from codev_voice.transcripts.clock import TIME, seconds
from codev_voice.transcripts.cues import Cue, clean
from codev_voice.transcripts.dates import date_in_name
from codev_voice.transcripts.imported import Imported
from codev_voice.transcripts.source import Source

_CAPTION = re.compile(rf"\[([^\[\]]{{1,80}})\]\s+({TIME})\s*")
_CHAT = re.compile(rf"(?:\d{{4}}-\d\d-\d\d )?{TIME}\s+\S{{1,40}}\s.{{1,200}}\s?:\s*")
"""`2026-09-23 18:05:11 From A to Everyone:`; the words are translated, the shape is not: a time, a line ended by a colon."""
_CLOCK = 6 * 3600.0
"""Seconds from which the first time is the hour of the day: no call is captioned from its sixth hour on."""
_DAY = 24 * 3600.0


def recognise(source: Source) -> bool:
    """A line that is a name in brackets and a time."""
    return any(_CAPTION.fullmatch(line) for line in source.lines)


def read(source: Source, people: Sequence[str]) -> Imported:  # noqa: ARG001 - every reader is called alike
    """The turns of saved captions; only starts are written, so that ends are estimated.

    Raises:
        FileError: no words.
    """
    cues = list(_cues(source.lines))
    return assemble(source, cues, form="zoom-captions", date=date_in_name(source.name), false_stops=True)


def _cues(lines: Sequence[str]) -> Iterator[Cue]:
    places = [(at, found) for at, line in enumerate(lines) if (found := _CAPTION.fullmatch(line))]
    times = [seconds(found[2]) for _, found in places]
    first = times[0] if times[0] >= _CLOCK else 0.0
    following = [at for at, _ in places[1:]] + [len(lines)]
    for (at, found), end, time in zip(places, following, times, strict=True):
        start = time - first
        if start < -_DAY / 2:  # past midnight
            start += _DAY
        yield Cue(clean(" ".join(lines[at + 1 : end])), clean(found[1]), max(0.0, start))


def recognise_chat(source: Source) -> bool:
    """Lines of a time, two people and a colon, their words under them after a tab."""
    pairs = zip(source.lines, source.lines[1:], strict=False)
    return any(_CHAT.fullmatch(line) and under.startswith("\t") for line, under in pairs)


def refuse_chat(source: Source, people: Sequence[str]) -> Imported:  # noqa: ARG001 - every reader is called alike
    """Written messages are not speech.

    Raises:
        FileError: always.
    """
    raise FileError(
        f"{source.name} est la conversation écrite (chat) de Zoom, pas ce qui a été dit",
        "donnez meeting_saved_closed_caption.txt, du même dossier, ou la transcription .vtt du nuage",
    )
