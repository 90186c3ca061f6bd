"""Who reads a consultation and proposes its documents: the extraction, always there, and whoever else is asked.

    class Mine:
        def read(self, scene: Scene) -> Documents: ...

A reader proposes; it never decides: what it gives goes through `verifying`, whoever it is.
"""

from __future__ import annotations

from typing import Protocol

from codev_voice.documents.contract import draft_contract
from codev_voice.documents.notes import draft_notes
from codev_voice.documents.plan import draft_plan
from codev_voice.documents.scene import Scene
from codev_voice.documents.values import Documents


class Reader(Protocol):
    """Proposes the documents of a consultation; parts that it has nothing to say of stay empty."""

    def read(self, scene: Scene) -> Documents:
        """What it proposes, each item with the turns it rests on."""
        ...


class Extraction:
    """The reader that needs no language model: what was said, found by grammar and lightly rewritten."""

    def read(self, scene: Scene) -> Documents:
        """The plain documents of a consultation."""
        return self.noticing(scene)[0]

    def noticing(self, scene: Scene) -> tuple[Documents, frozenset[int]]:
        """The plain documents, and the turns of which nothing may be noted (see `Notes`)."""
        contract = draft_contract(scene)
        noted = draft_notes(scene, contract.out_of_scope)
        first, last = (scene.turns[0].index, scene.turns[-1].index) if scene.turns else (0, 0)
        return Documents(contract, noted.notes, draft_plan(scene), first, last, noted.left_out), noted.aside
