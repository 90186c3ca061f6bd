"""Which reader a file is for: recognised by what it holds, never by its name alone, refused when unsure.

To add a format: write a module with `recognise(source)` and `read(source, people)`, add its line to `READERS`, its traps to its tests.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from codev_voice.errors import FileError
from codev_voice.transcripts import jsonl, meet, srt, teams, vtt, zoom
from codev_voice.transcripts.decoding import decode
from codev_voice.transcripts.imported import Imported
from codev_voice.transcripts.source import OTHERS, Source, looks_like_docx, open_source


@dataclass(frozen=True, slots=True)
class Reader:
    """A format: its French name, how it is recognised, how it is read."""

    label: str
    recognise: Callable[[Source], bool]
    read: Callable[[Source, Sequence[str]], Imported]


READERS = (
    Reader("WebVTT de Teams ou de Zoom (.vtt)", vtt.recognise, vtt.read),
    Reader("sous-titres SubRip (.srt)", srt.recognise, srt.read),
    Reader("un tour par ligne (.jsonl)", jsonl.recognise, jsonl.read),
    Reader("transcription de Teams (.docx)", teams.recognise, teams.read),
    Reader("transcription de Google Meet (.docx, .txt, .md)", meet.recognise, meet.read),
    Reader("sous-titres enregistrés par Zoom (.txt)", zoom.recognise, zoom.read),
    Reader("conversation écrite de Zoom (.txt)", zoom.recognise_chat, zoom.refuse_chat),
)
_SAMPLE = 4096


def read_transcript(path: Path, *, people: Sequence[str] = ()) -> Imported:
    """The transcript in this file (see `parse_transcript`).

    Raises:
        FileError: it cannot be opened, or is not a transcript that can be read.
    """
    try:
        data = path.read_bytes()
    except FileNotFoundError:
        raise FileError(f"Le fichier {path.name} n'existe pas", "vérifiez le chemin donné") from None
    except OSError as error:
        if path.is_dir():
            raise FileError(f"{path.name} est un dossier", OTHERS) from None
        reason = error.strerror or type(error).__name__
        raise FileError(
            f"{path.name} ne peut pas être lu ({reason})", "vérifiez vos droits sur ce fichier ou copiez-le dans un de vos dossiers"
        ) from None
    return parse_transcript(data, path.name, people)


def parse_transcript(data: bytes, name: str, people: Sequence[str] = ()) -> Imported:
    """The turns of a transcript.

    Args:
        data: the file's bytes.
        name: its name, for messages and the day it may hold.
        people: participants' names, which decide where a name is part of the text.

    Raises:
        FileError: empty, unreadable, of no known format or of several, without words or without names.
    """
    source = open_source(data, name)
    found = [reader for reader in READERS if reader.recognise(source)]
    if len(found) > 1:
        labels = " ou ".join(reader.label for reader in found)
        raise FileError(f"{name} peut être lu de plusieurs façons ({labels})", "donnez le fichier tel que l'outil d'appel l'a écrit")
    if not found:
        raise FileError(f"{name} n'est pas une transcription reconnue", OTHERS)
    return found[0].read(source, people)


def is_transcript(data: bytes) -> bool:
    """Whether these bytes (the whole file) are a text or a Word document rather than sound.

    A text that is no transcript is one too: its reader says what is wrong with it better than a sound decoder would.
    """
    if data.startswith(b"PK"):
        return looks_like_docx(data)
    end = min(_SAMPLE, len(data))
    while _SAMPLE - 3 < end < len(data) and data[end] & 0xC0 == 0x80:  # noqa: PLR2004 - UTF-8's continuation bytes, three at most
        end -= 1
    sample = data[:end]
    return bool(sample.strip()) and decode(sample) is not None
