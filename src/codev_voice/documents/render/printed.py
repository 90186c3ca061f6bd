"""What a document says once it is laid out, whatever the format: every format prints this value, so that none says more or less."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from codev_voice.documents.sheet import Document

SHORT = 40
"""Letters of a source that only names a place: it stays on the line of what it is the source of."""

ENDS = (".", "!", "?", "…")
"""What ends a sentence by itself."""


class Look(StrEnum):
    """How the items under a heading are laid out."""

    LIST = "list"
    QUOTE = "quote"
    ACTIONS = "actions"
    NUMBERS = "numbers"
    INLINE = "inline"


@dataclass(frozen=True, slots=True)
class Item:
    """One line of a document, in French typography; a line end in `text` is one that somebody wrote.

    Attributes:
        text: the words themselves, between guillemets where the document gives them as said.
        lead: what stands before them, apart (« autre regard »).
        by: whose words they are.
        when: of an action: the day in clear, and in the words said.
        facts: of an action: what else was said of it, each under its name.
        tags: what is to be known of the line (« proposition », « ajouté après la séance », « je garde »).
        source: where it was heard, and in a proposition the sentence itself.
    """

    text: str
    lead: str = ""
    by: str = ""
    when: str = ""
    facts: tuple[tuple[str, str], ...] = ()
    tags: tuple[str, ...] = ()
    source: str = ""


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading and what stands under it; `empty` is said when there is nothing."""

    title: str
    items: tuple[Item, ...]
    look: Look = Look.LIST
    empty: str = ""


@dataclass(frozen=True, slots=True)
class Printed:
    """A whole document.

    Attributes:
        document: which of the three it is.
        title: its own title.
        banner: « Proposition : brouillon à relire par Inès », to be said on every page; empty once approved.
        about: what it is about: the session and its day, then who was there.
        intro: what is said before the headings.
        headings: in order.
        remarks: what is said below them.
        last: the last lines: who approved what, and who agreed to be heard.
    """

    document: Document
    title: str
    banner: str
    about: tuple[str, ...]
    intro: tuple[str, ...]
    headings: tuple[Heading, ...]
    remarks: tuple[str, ...]
    last: tuple[str, ...]
