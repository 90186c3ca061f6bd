"""A file given as a transcript, opened: text or Word document, as lines."""

from __future__ import annotations

import io
import zipfile
from dataclasses import dataclass
from typing import TYPE_CHECKING

from codev_voice.errors import FileError
from codev_voice.transcripts.decoding import decode

if TYPE_CHECKING:
    from docx.document import Document
    from docx.text.paragraph import Paragraph

_BODY = "word/document.xml"
_LARGEST = 64 * 2**20
"""Bytes of a document once unpacked: a day of speech takes two or three millions."""
OTHERS = (
    "donnez la transcription telle que Teams (.vtt, .docx), Zoom (.vtt, meeting_saved_closed_caption.txt) ou Google Meet "
    "(.docx, .txt, .md) l'écrit, un .srt ou un .jsonl"
)


@dataclass(frozen=True)
class Source:
    """The lines of a file; `leads` gives the words in bold that begin each line ("" for none), which only documents have."""

    name: str
    lines: tuple[str, ...]
    leads: tuple[str, ...]
    encoding: str

    @property
    def text(self) -> str:
        """All the lines."""
        return "\n".join(self.lines)

    @property
    def is_docx(self) -> bool:
        """Whether it was a Word document."""
        return self.encoding == "docx"


def looks_like_docx(data: bytes) -> bool:
    """Whether these are the bytes of a Word document."""
    return data.startswith(b"PK\x03\x04") and b"word/" in data


def open_source(data: bytes, name: str) -> Source:
    """The file's lines.

    Raises:
        FileError: empty, neither text nor a Word document, or a damaged one.
    """
    if not data.strip():
        raise FileError(f"{name} est vide", "téléchargez de nouveau la transcription")
    if data.startswith(b"PK"):
        lines = _document_lines(data, name)
        return Source(name, tuple(text for text, _ in lines), tuple(lead for _, lead in lines), "docx")
    decoded = decode(data)
    if decoded is None:
        raise FileError(
            f"{name} n'est pas un texte lisible (encodage inconnu, ou fichier d'une autre sorte)",
            f"enregistrez-le en UTF-8, ou {OTHERS}",
        )
    text, encoding = decoded
    lines_of_text = tuple(text.split("\n"))
    return Source(name, lines_of_text, ("",) * len(lines_of_text), encoding)


def _document_lines(data: bytes, name: str) -> list[tuple[str, str]]:
    import docx

    try:
        _check_archive(data, name)
        return _paragraph_lines(docx.Document(io.BytesIO(data)))
    except (FileError, MemoryError):
        raise
    except Exception:  # noqa: BLE001 - zipfile, zlib, lxml and python-docx raise a dozen classes on damaged files, no list is complete
        raise FileError(f"{name} est un document Word endommagé", "téléchargez-le de nouveau") from None


def _check_archive(data: bytes, name: str) -> None:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        if _BODY not in archive.namelist():
            raise FileError(f"{name} est une archive, pas un document Word", OTHERS)
        if sum(entry.file_size for entry in archive.infolist()) > _LARGEST:
            raise FileError(f"{name} est bien trop gros pour une transcription", OTHERS)


def _paragraph_lines(document: Document) -> list[tuple[str, str]]:
    """Each line of each paragraph, with its bold beginning."""
    return [line for paragraph in document.paragraphs for line in _split(paragraph)]


def _split(paragraph: Paragraph) -> list[tuple[str, str]]:
    letters: list[tuple[str, bool]] = []
    for part in paragraph.iter_inner_content():
        runs = part.runs if hasattr(part, "runs") else [part]
        letters += [(letter, bool(run.bold)) for run in runs for letter in run.text]
    lines: list[tuple[str, str]] = []
    line: list[str] = []
    lead: list[str] = []
    for letter, bold in [*letters, ("\n", False)]:
        if letter == "\n":
            lines.append(("".join(line), "".join(lead)))
            line, lead = [], []
        else:
            if bold and len(lead) == len(line):
                lead.append(letter)
            line.append(letter)
    return lines
