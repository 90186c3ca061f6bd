"""`transcript`, `documents`, `review`: what a session's folder says, to the terminal or to a file."""

from __future__ import annotations

import json
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from codev_voice.errors import SessionError

if TYPE_CHECKING:
    from codev_voice.companion.opening import Opened

FolderArgument = Annotated[Path, typer.Argument(metavar="DOSSIER", readable=False, help="Le dossier de la séance.")]
OutputOption = Annotated[Path | None, typer.Option("--output", readable=False, help="Écrit dans ce fichier plutôt qu'à l'écran.")]
JsonOption = Annotated[bool, typer.Option("--json", help="En JSON, pour un programme.")]


class Format(StrEnum):
    """The forms a transcript can take."""

    MD = "md"
    TXT = "txt"
    VTT = "vtt"
    SRT = "srt"
    JSON = "json"
    RTTM = "rttm"


def transcript(
    folder: FolderArgument,
    form: Annotated[Format, typer.Option("--format", help="La forme de la transcription.")] = Format.MD,
    numbered: Annotated[bool, typer.Option("--numbers", help="Avec le numéro de chaque tour de parole (md et txt).")] = False,
    output: OutputOption = None,
) -> None:
    """La transcription : qui a dit quoi, dans quelle étape."""
    from codev_voice.transcripts import write_transcript

    opened = _open(folder)
    seance = opened.seance
    deliver(write_transcript(opened.session, form.value, title=seance.title, date=seance.date, numbered=numbered), output)


def documents(folder: FolderArgument, as_json: JsonOption = False, output: OutputOption = None) -> None:
    """Les brouillons : contrat, notes de l'exploration, plan d'action. Rien n'est validé tant que le client ne l'a pas fait."""
    from codev_voice.documents import draft, render_markdown, to_json

    opened = _open(folder)
    drafts = draft(opened.session, opened.seance)
    deliver(_json(to_json(drafts)) if as_json else render_markdown(drafts, opened.session, opened.seance), output)


def review(folder: FolderArgument, as_json: JsonOption = False, output: OutputOption = None) -> None:
    """Le bilan : comment la parole a été partagée, étape par étape."""
    from codev_voice.review import render_markdown, review_of, to_json

    opened = _open(folder)
    found = review_of(opened.session, opened.seance)
    deliver(_json(to_json(found)) if as_json else render_markdown(found), output)


def deliver(text: str, output: Path | None) -> None:
    """To the terminal, or to a private file.

    Raises:
        SessionError: the file is what a session is made of.
        MachineError: the file cannot be written.
    """
    ended = text if text.endswith("\n") else text + "\n"
    if output is None:
        typer.echo(ended, nl=False)
        return
    from codev_voice.session.disk import make_folder, write_private
    from codev_voice.session.folder import Folder

    session = Folder(output.parent)
    if session.journal.exists() and output.name in {session.journal.name, session.seance.name}:
        raise SessionError(f"« {output.name} » contient la séance elle-même", "choisissez un autre nom avec --output")
    make_folder(output.parent)
    write_private(output, ended.encode("utf-8"))
    typer.echo(str(output), err=True)


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, indent=1)


def _open(folder: Path) -> Opened:
    from codev_voice.companion.opening import open_session

    opened = open_session(folder)
    for warning in opened.warnings:
        typer.echo(f"À savoir : {warning}", err=True)
    return opened
