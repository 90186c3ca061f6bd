"""The documents that the client approves: contract, exploration notes, action plan."""

from codev_voice.documents.drafting import draft, draft_with
from codev_voice.documents.render.json import drafts_json, to_json
from codev_voice.documents.values import Documents

__all__ = [
    "Documents",
    "draft",
    "draft_with",
    "drafts_json",
    "to_json",
]
