"""Word documents for tests, made line by line: `**Name:** words` gives a bold name, `\\n` a break inside the paragraph."""

from __future__ import annotations

import io

import docx


def document(*paragraphs: str) -> bytes:
    """The bytes of a document."""
    made = docx.Document()
    for paragraph in paragraphs:
        added = made.add_paragraph()
        for at, part in enumerate(paragraph.split("**")):
            added.add_run(part).bold = at % 2 == 1
    file = io.BytesIO()
    made.save(file)
    return file.getvalue()
