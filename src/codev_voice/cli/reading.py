"""`transcript`, `documents`: what a session's folder says, to the terminal or to a file."""

from __future__ import annotations

import json
from collections.abc import Iterable
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from codev_voice.errors import SessionError

if TYPE_CHECKING:
    from codev_voice.companion.opening import Opened
    from codev_voice.documents.verifying import Verified

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
    from codev_voice.companion.copies import copying
    from codev_voice.transcripts import write_transcript

    with copying(folder, output):
        opened = open_folder(folder)
        seance = opened.seance
        deliver(write_transcript(opened.session, form.value, title=seance.title, date=seance.date, numbered=numbered), output)


def documents(
    folder: FolderArgument,
    as_json: JsonOption = False,
    output: OutputOption = None,
    reader: Annotated[
        str,
        typer.Option(metavar="ADRESSE", help="Les fait relire aussi par un modèle de langue de cette machine (http://127.0.0.1:11434…)."),
    ] = "",
    model: Annotated[str, typer.Option("--model", help="Le nom de ce modèle, si le serveur en a plusieurs.")] = "",
    refused: Annotated[bool, typer.Option("--refused", help="Montre aussi ce que la vérification a refusé, et pourquoi.")] = False,
) -> None:
    """Contrat, notes de l'exploration, plan d'action, tels qu'ils sont : proposés, corrigés, approuvés. En JSON, ce que l'outil propose.

    Un second lecteur peut compléter ce qui est proposé ; rien n'en reste qui n'ait été dit, par la bonne personne, dans la bonne étape.
    """
    from codev_voice.companion.copies import copying
    from codev_voice.companion.printing import in_markdown, refusals_markdown

    with copying(folder, output):
        drafts = _drafted(folder, reader, model) if as_json or reader or refused else ()
        if as_json:
            from codev_voice.documents import drafts_json

            deliver(in_json(drafts_json(drafts, refused=refused)), output)
            return
        text, warnings = in_markdown(folder)
        warn(warnings)
        deliver(f"{text}\n\n{refusals_markdown(drafts)}" if refused else text, output)


def _drafted(folder: Path, reader: str, model: str) -> tuple[Verified, ...]:
    """The drafts of a session, with the second reader's part when there is one: its trouble is told, and is no refusal."""
    if not reader:
        from codev_voice.documents import draft_with

        opened = open_folder(folder)
        return draft_with(opened.session, opened.seance)
    from codev_voice.cli.hearing import bar
    from codev_voice.companion.second_opinion import server_at
    from codev_voice.companion.second_reader import second_reading

    server = server_at(reader, model)
    with bar() as progress:
        read = second_reading(folder, server, progress=progress)
    warn([read.trouble] if read.trouble else [])
    return read.drafts


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


def in_json(value: object) -> str:
    """For a program, and still readable."""
    return json.dumps(value, ensure_ascii=False, indent=1)


def open_folder(folder: Path, *, figures: bool = False) -> Opened:
    """The session of this folder, what one should know about it being told; `figures`: its review's will do.

    Raises:
        CodevError: it cannot be read.
    """
    from codev_voice.companion import tidying
    from codev_voice.companion.opening import open_session

    opened = open_session(folder, figures=figures)
    tidying.remember(folder)  # somebody may have renamed it: what is due in it goes all the same
    warn(opened.warnings)
    return opened


def warn(warnings: Iterable[str]) -> None:
    """Say what one should know about a session, beside what is asked."""
    for warning in warnings:
        typer.echo(f"À savoir : {warning}", err=True)
