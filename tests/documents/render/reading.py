"""Reads back what was written, to find every approved word in it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from codev_voice.documents.render.french import typeset
from codev_voice.documents.render.printing import clean
from codev_voice.documents.sheet import Details, Sheet


def words(sheet: Sheet) -> Iterator[str]:
    """Every text of the sheet, one by one."""
    for entry in sheet.entries:
        yield entry.text
        yield entry.person or ""
        details = entry.details or Details()
        yield from (text or "" for text in (details.due_said, details.first_step, details.indicator, details.support, details.obstacle))


def squeezed(text: str) -> str:
    """The letters alone, in order: without spaces, case, nor what a guillemet, an apostrophe or a place to cut a word is."""
    return re.sub(r"[\s\u200b\u00ad]+", "", text).translate(str.maketrans("’“”", "'«»")).casefold()


def lost(sheet: Sheet, read: str) -> list[str]:
    """What of the sheet is not in what was read back."""
    here = squeezed(read)
    return [text for text in words(sheet) if squeezed(typeset(clean(text))) not in here]
