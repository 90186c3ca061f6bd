"""The documents that the client approves: contract, exploration notes, action plan."""

from codev_voice.documents.drafting import draft, draft_with
from codev_voice.documents.render.json import drafts_json, to_json
from codev_voice.documents.render.markdown import contract_markdown, notes_markdown, plan_markdown, render_markdown
from codev_voice.documents.values import Documents

__all__ = [
    "Documents",
    "contract_markdown",
    "draft",
    "draft_with",
    "drafts_json",
    "notes_markdown",
    "plan_markdown",
    "render_markdown",
    "to_json",
]
