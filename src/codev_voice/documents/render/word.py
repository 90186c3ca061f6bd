"""A document as DOCX: real headings and lists, so that it is read, edited and listened to as any letter."""

from __future__ import annotations

import datetime
import io
from collections.abc import Sequence
from typing import TYPE_CHECKING

from codev_voice.documents.render import word_styles as styles
from codev_voice.documents.render.printed import ENDS, SHORT, Heading, Item, Look, Printed

if TYPE_CHECKING:
    from docx.document import Document as Word
    from docx.text.paragraph import Paragraph

_PROPOSITION = "proposition"


def to_docx(printed: Printed, at: datetime.datetime | None = None) -> bytes:
    """The document as the bytes of a DOCX; `at` is the time it bears."""
    word = styles.blank(printed.title, at)
    styles.head_and_foot(word, printed.banner, printed.title)
    word.add_paragraph(printed.title, style="Title")
    for about in printed.about:
        word.add_paragraph(about, style=styles.ABOUT)
    for intro in printed.intro:
        word.add_paragraph(style=styles.INTRO).add_run(intro)
    for heading in printed.headings:
        _heading(word, heading)
    for remark in printed.remarks:
        word.add_paragraph(remark, style=styles.INTRO)
    for rank, last in enumerate(printed.last):
        styles.ruled(word.add_paragraph(last, style=styles.LAST), above=not rank)
    made = io.BytesIO()
    word.save(made)
    return made.getvalue()


def _heading(word: Word, heading: Heading) -> None:
    if heading.title:
        word.add_paragraph(heading.title, style="Heading 1")
    if not heading.items:
        word.add_paragraph(heading.empty)
    elif heading.look is Look.ACTIONS:
        for item in heading.items:
            _action(word, item)
    elif heading.look is Look.INLINE:
        _inline(word.add_paragraph(), heading.items)
    else:
        style = {Look.LIST: "List Bullet", Look.NUMBERS: "List Number", Look.QUOTE: styles.QUOTE}[heading.look]
        for item in heading.items:
            _spoken(word.add_paragraph(style=style), item)


def _inline(paragraph: Paragraph, items: Sequence[Item]) -> None:
    for rank, item in enumerate(items):
        if rank:
            paragraph.add_run(", ")
        _lines(paragraph, item.text)
    if not items[-1].text.endswith(ENDS):
        paragraph.add_run(".")
    for item in items:
        _aside(paragraph, item)


def _spoken(paragraph: Paragraph, item: Item) -> None:
    if item.lead:
        paragraph.add_run(f"{item.lead}  ", style=styles.LEAD)
    _lines(paragraph, item.text)
    if item.when:
        paragraph.add_run(f", {item.when}")
    if item.by:
        paragraph.add_run(f" ({item.by})", style=styles.QUIET)
    _aside(paragraph, item)
    if len(item.source) > SHORT:
        paragraph.add_run().add_break()
    if item.source:
        paragraph.add_run(f"  {item.source}", style=styles.SMALL)


def _action(word: Word, item: Item) -> None:
    paragraphs = styles.framed(word, 2 + len(item.facts) + bool(item.source))
    first = next(paragraphs)
    _lines(first, item.text, style=styles.STRONG)
    _aside(first, item)
    next(paragraphs).add_run(item.when, style=styles.DATE)
    for name, text in item.facts:
        paragraph = next(paragraphs)
        paragraph.add_run(f"{name}\u00a0: ", style=styles.QUIET)
        _lines(paragraph, text)
    if item.source:
        next(paragraphs).add_run(item.source, style=styles.SMALL)


def _aside(paragraph: Paragraph, item: Item) -> None:
    told = [tag for tag in item.tags if tag != _PROPOSITION]
    if _PROPOSITION in item.tags:
        paragraph.add_run(f"  {_PROPOSITION}", style=styles.WARM)
    if told:
        paragraph.add_run(f"  {' · '.join(told)}", style=styles.SMALL)


def _lines(paragraph: Paragraph, text: str, style: str | None = None) -> None:
    for rank, line in enumerate(text.split("\n")):
        run = paragraph.add_run(style=style)
        if rank:
            run.add_break()
        run.add_text(line)
