"""Names that the client asked not to see written: they leave every document of the consultation."""

from __future__ import annotations

import re
from dataclasses import fields, is_dataclass, replace
from enum import StrEnum
from typing import Any, TypeVar

from codev_voice.documents.scene import Scene
from codev_voice.documents.values import Documents
from codev_voice.session.values import Stage

_UNWRITTEN = re.compile(r"(?:pas|rien) (?:que ce soit |être |l'|le |la |de )?(?:écrit|écrire|noté|noter)", re.IGNORECASE)
_NAME = re.compile(r"(?<![.!?…«] )(?<!^)\b[A-ZÉÈÀÂÎÔ][\w'-]+")
_SOMEBODY = "une personne"
_Value = TypeVar("_Value")


def discreet(documents: Documents, scene: Scene) -> Documents:
    """The same documents without the names that she asked not to see written."""
    names = unwritten(scene)
    if not names:
        return documents
    pattern = re.compile(rf"\b(?:{'|'.join(map(re.escape, sorted(names)))})\b")
    return _masked(documents, pattern)


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


def _masked(value: _Value, pattern: re.Pattern[str]) -> _Value:
    changed: Any = value
    if isinstance(value, str):
        changed = value if isinstance(value, StrEnum) else pattern.sub(_SOMEBODY, value)
    elif isinstance(value, tuple):
        changed = tuple(_masked(item, pattern) for item in value)
    elif is_dataclass(value) and not isinstance(value, type):
        changed = replace(value, **{item.name: _masked(getattr(value, item.name), pattern) for item in fields(value)})
    result: _Value = changed
    return result
