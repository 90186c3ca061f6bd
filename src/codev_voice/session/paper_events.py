"""The events of the client's documents: what was drafted of them, what people did to them, what she approved, refused and shares.

A document is told by its consultation (counted from 0) and its name ("contrat", "notes", "plan").
"""

from __future__ import annotations

from codev_voice.session.events import Event
from codev_voice.session.papers import PaperLine


class Drafted(Event, tag="drafted", frozen=True, kw_only=True):
    """This is what was heard of a document ("contrat", "notes", "plan") of a consultation, counted from 0.

    It replaces the former draft, but for what people edited, added, marked, removed or approved. `void`: there is no such consultation
    after all.
    """

    consultation: int
    document: str
    entries: tuple[PaperLine, ...] = ()
    client: str | None = None
    facilitator: str | None = None
    consultants: tuple[str, ...] = ()
    remarks: tuple[str, ...] = ()
    void: bool = False


class Edited(Event, tag="edited", frozen=True, kw_only=True):
    """A line of a document is now this one, whole."""

    consultation: int
    document: str
    line: PaperLine


class Added(Event, tag="added", frozen=True, kw_only=True):
    """Somebody wrote a line, after all others."""

    consultation: int
    document: str
    line: PaperLine


class Removed(Event, tag="removed", frozen=True, kw_only=True):
    """A line was deleted, or put back (after all others)."""

    consultation: int
    document: str
    entry: str
    restored: bool = False


class Reordered(Event, tag="reordered", frozen=True, kw_only=True):
    """These lines take, among themselves, this order."""

    consultation: int
    document: str
    order: tuple[str, ...]


class Marked(Event, tag="marked", frozen=True, kw_only=True):
    """What the client says of a note (« à moi »); None takes it back."""

    consultation: int
    document: str
    entry: str
    mark: str | None = None


class Approved(Event, tag="approved", frozen=True, kw_only=True):
    """`person` approved these lines, exactly; `digest` is that of the whole document as it was shown, in this version."""

    consultation: int
    document: str
    person: str
    version: int
    digest: str
    entries: tuple[PaperLine, ...] = ()
    whole: bool = True


class Refused(Event, tag="refused", frozen=True, kw_only=True):
    """The client wants no such document: all that the journal held of it is erased (`paper_cutting`)."""

    consultation: int
    document: str
    client: str | None = None
    facilitator: str | None = None


class Shared(Event, tag="shared", frozen=True, kw_only=True):
    """With whom the client shares what she approved ("moi", "animateur", "groupe")."""

    consultation: int
    document: str
    audience: str
