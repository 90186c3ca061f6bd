"""`codev-voice review`: how speech was shared, to read, to compute with, in pictures; for one person; over several sessions."""

from __future__ import annotations

from codev_voice.cli.reading import FolderArgument, JsonOption, OutputOption, deliver, in_json, open_folder


def review(folder: FolderArgument, as_json: JsonOption = False, output: OutputOption = None) -> None:
    """Le bilan : comment la parole a été partagée, étape par étape."""
    from codev_voice.review import render_markdown, review_of, to_json

    opened = open_folder(folder)
    found = review_of(opened.session, opened.seance)
    deliver(in_json(to_json(found)) if as_json else render_markdown(found), output)
