"""SubRip: numbered cues, times with a comma, names in the text."""

from __future__ import annotations

from collections.abc import Sequence

from codev_voice.session.values import Session
from codev_voice.transcripts.assembly import assemble
from codev_voice.transcripts.clock import stamp
from codev_voice.transcripts.cues import Cue, clean
from codev_voice.transcripts.dates import date_in_name
from codev_voice.transcripts.imported import Imported
from codev_voice.transcripts.source import Source
from codev_voice.transcripts.vtt import TIMING, blocks_of, named, plain, shielded


def recognise(source: Source) -> bool:
    """Timings with a comma, and no header."""
    first = next((line for line in source.lines if TIMING.fullmatch(line)), None)
    return first is not None and "," in first.split("-->")[0] and not source.text.lstrip().startswith("WEBVTT")


def read(source: Source, people: Sequence[str]) -> Imported:
    """The turns of a SubRip file.

    Raises:
        FileError: no words, or nobody named.
    """
    blocks, warnings = blocks_of(source.lines, source.name)
    cues = named([Cue(plain(block.payload), None, block.start, block.end) for block in blocks], people, source.name)
    return assemble(source, cues, form="srt", date=date_in_name(source.name), warnings=warnings)


def write(session: Session) -> str:
    """The session as SubRip, one cue a turn, `Name: words`."""
    said = [turn for turn in session.turns if clean(turn.text)]
    return "\n".join(
        f"{number}\n{stamp(turn.start, separator=',')} --> {stamp(max(turn.end, turn.start + 0.001), separator=',')}\n"
        f"{clean(turn.speaker)}: {shielded(clean(turn.text))}\n"
        for number, turn in enumerate(said, start=1)
    )
