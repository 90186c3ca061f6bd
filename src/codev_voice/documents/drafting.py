"""The three drafts of every consultation of a session, from its turns alone: nothing is said that was not heard."""

from __future__ import annotations

from codev_voice.documents.discretion import discreet
from codev_voice.documents.merging import merged
from codev_voice.documents.reading import Extraction, Reader
from codev_voice.documents.scene import Scene, scenes
from codev_voice.documents.values import Documents
from codev_voice.documents.verifying import Verified, verified
from codev_voice.session.seance import Seance
from codev_voice.session.values import Session


def draft(session: Session, seance: Seance) -> tuple[Documents, ...]:
    """The documents of each consultation, in order; sources are positions of turns in the whole transcript."""
    return tuple(each.documents for each in draft_with(session, seance))


def draft_with(session: Session, seance: Seance, reader: Reader | None = None) -> tuple[Verified, ...]:
    """The documents of each consultation, and what was refused of what was proposed.

    Args:
        session: what was heard.
        seance: its settings.
        reader: a second reader beside the extraction, which may complete it; none by default.
    """
    return tuple(_draft(scene, reader) for scene in scenes(session, seance)) if session.turns else ()


def _draft(scene: Scene, reader: Reader | None) -> Verified:
    extracted, aside = Extraction().noticing(scene)
    plain = verified(extracted, scene, aside)
    documents, refused = plain.documents, plain.refused
    if reader is not None:
        other = verified(reader.read(scene), scene, aside)
        documents, refused = merged(documents, other.documents), (*refused, *other.refused)
    return Verified(discreet(documents, scene), discreet(refused, scene))
