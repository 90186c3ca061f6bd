"""The three drafts of every consultation of a session, from its turns alone: nothing is said that was not heard."""

from __future__ import annotations

from codev_voice.documents.contract import draft_contract
from codev_voice.documents.discretion import discreet
from codev_voice.documents.notes import draft_notes
from codev_voice.documents.plan import draft_plan
from codev_voice.documents.scene import Scene, scenes
from codev_voice.documents.values import Documents
from codev_voice.session.seance import Seance
from codev_voice.session.values import Session


def draft(session: Session, seance: Seance) -> tuple[Documents, ...]:
    """The documents of each consultation, in order; sources are positions of turns in the whole transcript."""
    if not session.turns:
        return ()
    return tuple(_draft(scene) for scene in scenes(session, seance))


def _draft(scene: Scene) -> Documents:
    contract = draft_contract(scene)
    noted = draft_notes(scene, contract.out_of_scope)
    first, last = (scene.turns[0].index, scene.turns[-1].index) if scene.turns else (0, 0)
    documents = Documents(
        contract=contract,
        notes=noted.notes,
        plan=draft_plan(scene),
        first_turn=first,
        last_turn=last,
        left_out=noted.left_out,
    )
    return discreet(documents, scene)
