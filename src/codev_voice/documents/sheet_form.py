"""The client's sheet (fiche-client): a blank to fill in before the session, and what is read of one that was filled in.

What she writes there prepares the session: her subject, her question, the words the tool will hear better. It is never taken as said.
"""

from __future__ import annotations

import io
import json
import re
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from codev_voice.errors import FileError
from codev_voice.session.wording import said

if TYPE_CHECKING:
    from docx.document import Document as Word

TITLE = "Fiche-client"
INTRO = (
    "À remplir avant la séance, en quelques minutes. Je réponds à ce que je veux, comme cela me vient.",
    "Cette fiche est pour la personne qui anime, et pour me préparer. Rien de ce que j'écris ici ne sera noté comme dit pendant la séance.",
)
_LARGEST = 16 * 2**20
"""Bytes of a filled-in sheet once unpacked."""


@dataclass(frozen=True, slots=True)
class Question:
    """A question of the sheet: `key` is where its answer goes, `lines` the room it is given on paper."""

    key: str
    title: str
    hint: str
    lines: int = 1


QUESTIONS = (
    Question("client", "Mon prénom", "", 1),
    Question("subject", "Mon sujet, en une phrase", "Un problème, une préoccupation ou un projet ; réel, actuel, et à moi.", 2),
    Question("context", "Le contexte", "Ce qu'il faut savoir pour comprendre : qui, quoi, depuis quand.", 5),
    Question("tried", "Ce que j'ai déjà essayé", "Et ce que cela a donné.", 3),
    Question("question", "La question que je me pose", "Elle pourra changer pendant la séance.", 2),
    Question("expected", "Ce que j'attends du groupe", "Des idées, des expériences, d'autres regards, des questions, du soutien…", 2),
    Question("private", "Ce dont je ne veux pas parler", "Et ce qui doit être protégé.", 2),
    Question("words", "Les noms et les mots du métier dont je vais parler", "Séparés par des virgules : l'outil les entendra mieux.", 1),
)
_BY_TITLE = {said(question.title): question.key for question in QUESTIONS}
_HINTS = frozenset(said(text) for text in (*(question.hint for question in QUESTIONS), *INTRO, TITLE) if text)


@dataclass(frozen=True)
class Form:
    """What a filled-in sheet says; `answers` are those to all other questions, by their keys."""

    client: str | None = None
    subject: str | None = None
    question: str | None = None
    words: tuple[str, ...] = ()
    answers: Mapping[str, str] = field(default_factory=dict)


def blank_docx() -> bytes:
    """The blank as the bytes of a DOCX: a frame under each question, which grows with what is written in it."""
    from codev_voice.documents.render import word_styles as styles
    from codev_voice.documents.render.french import typeset

    word = styles.blank(TITLE, None)
    styles.head_and_foot(word, "", TITLE)
    word.add_paragraph(TITLE, style="Title")
    for text in INTRO:
        word.add_paragraph(typeset(text), style=styles.INTRO)
    for question in QUESTIONS:
        word.add_paragraph(typeset(question.title), style="Heading 1")
        if question.hint:
            word.add_paragraph(typeset(question.hint), style=styles.ABOUT)
        list(styles.framed(word, question.lines))
    made = io.BytesIO()
    word.save(made)
    return made.getvalue()


def blank_pdf() -> bytes:
    """The blank as the bytes of a PDF, to print and fill in by hand."""
    from codev_voice.documents.render.french import typeset
    from codev_voice.documents.render.pdf import compiled

    asked = [{"title": typeset(one.title), "hint": typeset(one.hint), "lines": one.lines} for one in QUESTIONS]
    return compiled("form.typ", json.dumps({"title": TITLE, "intro": list(map(typeset, INTRO)), "questions": asked}, ensure_ascii=False))


def read_form(data: bytes, name: str) -> Form:
    """What was written under each question of a DOCX.

    Raises:
        FileError: it is no DOCX, a damaged one, or none of its questions is ours.
    """
    if data.startswith(b"%PDF"):
        raise FileError(f"{name} est un PDF, qui ne se relit pas", "donnez la fiche en DOCX, ou recopiez-la avec --subject et --question")
    written = _written(data, name)
    answers: dict[str, list[str]] = {}
    key = None
    for line in written:
        asked = _BY_TITLE.get(said(line))
        if asked:
            key = asked
            answers.setdefault(key, [])
        elif key and line.strip() and said(line) not in _HINTS:
            answers[key].append(line.strip())
    if not answers:
        raise FileError(f"{name} n'est pas une fiche-client", "faites-en une avec « codev-voice fiche », et gardez ses titres")
    found = {asked: "\n".join(lines) for asked, lines in answers.items() if lines}
    return Form(
        client=_line(found.pop("client", "")),
        subject=_line(found.pop("subject", "")),
        question=_line(found.pop("question", "")),
        words=tuple(word.strip() for word in re.split(r"[,;\n]", found.pop("words", "")) if word.strip()),
        answers=found,
    )


def _line(text: str) -> str | None:
    return " ".join(text.split()) or None


def _written(data: bytes, name: str) -> list[str]:
    import docx

    try:
        _check_size(data, name)
        return list(_lines(docx.Document(io.BytesIO(data))))
    except (FileError, MemoryError):
        raise
    except Exception:  # noqa: BLE001 - zipfile, zlib, lxml and python-docx raise a dozen classes on what is no DOCX, no list is complete
        raise FileError(f"{name} n'est pas un document Word lisible", "donnez la fiche remplie en DOCX") from None


def _check_size(data: bytes, name: str) -> None:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        if sum(entry.file_size for entry in archive.infolist()) > _LARGEST:
            raise FileError(f"{name} est bien trop gros pour une fiche-client", "enlevez-en les images")


def _lines(word: Word) -> Iterator[str]:
    """The lines of the body in order, those in frames included."""
    from docx.table import Table

    for part in word.iter_inner_content():
        paragraphs = [p for row in part.rows for cell in row.cells for p in cell.paragraphs] if isinstance(part, Table) else [part]
        for paragraph in paragraphs:
            yield from paragraph.text.split("\n")
