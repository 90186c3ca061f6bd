"""Names that the client asked not to see written: they leave every document of the consultation."""

from __future__ import annotations

import re
from typing import TypeVar

from codev_voice.documents.scene import Scene
from codev_voice.documents.walking import walked
from codev_voice.session.values import Stage

_UNWRITTEN = re.compile(r"(?:pas|rien) (?:que ce soit |être |l'|le |la |de )?(?:écrit|écrire|noté|noter)", re.IGNORECASE)
_NAME = re.compile(r"(?<![.!?…«] )(?<!^)\b[A-ZÉÈÀÂÎÔ][\w'-]+")
_SOMEBODY = "une personne"
_Value = TypeVar("_Value")


def discreet(documents: _Value, scene: Scene) -> _Value:
    """The same documents (or any value made of texts) without the names that she asked not to see written."""
    names = unwritten(scene)
    if not names:
        return documents
    pattern = re.compile(rf"\b(?:{'|'.join(map(re.escape, sorted(names)))})\b")
    return walked(documents, lambda text: pattern.sub(_SOMEBODY, text))


def unwritten(scene: Scene) -> frozenset[str]:
    """Third persons named in the turns where she asks that something be not written."""
    group = {scene.client, scene.facilitator, *scene.consultants}
    return frozenset(
        name
        for turn in scene.during(Stage.CONTRACT)
        if scene.is_client(turn) and _UNWRITTEN.search(turn.text)
        for name in _NAME.findall(turn.text)
        if name not in group
    )
