"""The client's documents as they stand, in one text for the terminal: what is not approved says so."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from codev_voice.companion.exporting import around_of, demand_of
from codev_voice.companion.opening import open_session
from codev_voice.companion.papers import present
from codev_voice.documents.render.french import typeset
from codev_voice.documents.render.printed_markdown import to_markdown
from codev_voice.documents.render.printing import TITLES, printed
from codev_voice.documents.sheet import Status
from codev_voice.documents.verifying import Verified
from codev_voice.session.journal import read_events


def in_markdown(path: Path) -> tuple[str, tuple[str, ...]]:
    """All the documents of a session, one after another, and what one should know about it.

    Raises:
        SessionError: no session there, damaged, or nothing was heard yet.
        SettingsError: its `seance.toml` is wrong.
        MachineError: it cannot be read.
    """
    opened = open_session(path, wordless=True)
    events = read_events(opened.folder.journal)
    sheets = present(events, opened.session, opened.seance)
    around = around_of(events, opened.session, opened.seance)
    texts = (
        typeset(f"# {TITLES[sheet.document]}\n\nRefusé par {sheet.client or 'la personne cliente'} : rien n'en est gardé.")
        if sheet.status is Status.REFUSED
        else to_markdown(printed(sheet, around, demand_of(sheet, sheets))).strip()
        for sheet in sheets
    )
    return "\n\n".join(texts), opened.warnings


def refusals_markdown(drafts: Sequence[Verified]) -> str:
    """What was proposed for the documents and refused, with the reason of each."""
    refused = [refusal for each in drafts for refusal in each.refused]
    if not refused:
        return "La vérification n'a rien refusé."
    lines = (f"- {refusal.part} : « {refusal.text} » ; {refusal.reason}" for refusal in refused)
    return typeset("\n".join(["## Refusé par la vérification", "", *lines]))
