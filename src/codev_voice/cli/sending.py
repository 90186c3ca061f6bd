"""`codev-voice send` and `codev-voice approve`: the documents to a client who is elsewhere, and her answer."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from codev_voice.cli.forgetting import apply_due
from codev_voice.cli.keeping import ask_phrase
from codev_voice.errors import FileError

if TYPE_CHECKING:
    from codev_voice.documents.sheet import Sheet


def send(
    folder: Annotated[Path, typer.Argument(metavar="DOSSIER", readable=False, help="Le dossier de la séance.")],
    client: Annotated[str | None, typer.Option("--client", help="Pour qui, si la séance a plusieurs personnes clientes.")] = None,
    into: Annotated[
        Path | None, typer.Option("--into", readable=False, help="Où écrire ; sinon, dans le dossier exports de la séance.")
    ] = None,
    phrase: Annotated[bool, typer.Option("--phrase", help="Ferme la page, et la réponse, par une phrase que la commande demande.")] = False,
) -> None:
    """Écrit la page que la personne cliente ouvre chez elle : elle relit, corrige, approuve ou refuse, et rend un petit fichier.

    La page est un seul fichier, qui se lit sur un téléphone, sans réseau, sans rien installer.
    """
    from codev_voice.companion.sending import send as sent

    for page in sent(folder, client, into, ask_phrase("Phrase qui ferme la page (quatre mots, par exemple)", new=True) if phrase else None):
        typer.echo(str(page.file))
        who = page.client or "la personne cliente"
        spoken = " ; dites-lui la phrase de vive voix, jamais dans le même message" if phrase else ""
        typer.echo(f"Envoyez ce fichier à {who} par le moyen que vous utilisez d'habitude{spoken}.", err=True)


def approve(
    folder: Annotated[Path, typer.Argument(metavar="DOSSIER", readable=False, help="Le dossier de la séance.")],
    file: Annotated[
        Path,
        typer.Argument(
            metavar="FICHIER",
            readable=False,
            allow_dash=True,
            help="La réponse : le fichier rendu par la page, ou le texte du message ; « - » lit ce que vous collez dans le terminal.",
        ),
    ],
) -> None:
    """Vérifie la réponse de la personne cliente et l'enregistre : ses corrections, ce qu'elle approuve, ce qu'elle refuse.

    Quand tous les documents de la séance sont approuvés ou refusés, le son et la transcription sont détruits, comme promis au groupe.
    """
    from codev_voice.companion.sending import record

    done = record(folder, _pasted() if str(file) == "-" else file, _Asking())
    if done.already:
        typer.echo("Cette réponse est déjà enregistrée : rien n'a changé.")
    for sheet in done.sheets:
        typer.echo(_told(sheet))
    if done.dropped:
        typer.echo(f"Effacé du dossier exports : {', '.join(done.dropped)}. Ce qui a déjà été envoyé ne se reprend pas.")
    apply_due(folder)


def _pasted() -> bytes:
    """What is pasted, or comes through a pipe: up to the last line of an answer between its fences, else to the end.

    What comes after is left there: phrases are lines of the same input.

    Raises:
        FileError: nothing is.
    """
    from codev_voice.documents.letter.approval_file import LARGEST, is_whole

    if sys.stdin.isatty():
        typer.echo("Collez le texte de la réponse, de la ligne BEGIN à la ligne END, puis Entrée.", err=True)
    data = b""
    while len(data) <= LARGEST and (line := sys.stdin.buffer.readline(LARGEST + 1)):
        data += line
        if b"-----END " in line and is_whole(data):
            break
    if not data.strip():
        raise FileError("Rien n'a été collé", "collez le texte de la réponse, de la ligne BEGIN à la ligne END")
    return data


class _Asking:
    """Asks for the phrase of an answer; from the second time on, says first that the one before was not right."""

    def __init__(self) -> None:
        self._asked = False

    def __call__(self) -> str:
        if self._asked:
            typer.echo("Ce n'est pas la bonne phrase.", err=True)
        self._asked = True
        return ask_phrase("Phrase de la page", new=False)


def _told(sheet: Sheet) -> str:
    """A line that says how a document now stands."""
    from codev_voice.documents.letter.names import DOCUMENTS
    from codev_voice.documents.sheet import Audience, Status

    state = {
        Status.PROPOSITION: "corrigé, pas encore approuvé",
        Status.PARTLY: f"approuvé en partie ({len(sheet.approved)} sur {len(sheet.entries)})",
        Status.APPROVED: "approuvé en entier",
        Status.REFUSED: "refusé ; tout ce que la séance en gardait est effacé",
    }
    shared = {Audience.CLIENT: "", Audience.FACILITATOR: ", partagé avec l'animation", Audience.GROUP: ", partagé avec le groupe"}
    seen = shared[sheet.audience] if sheet.status in {Status.PARTLY, Status.APPROVED} else ""
    return f"{DOCUMENTS[sheet.document][0]} : {state[sheet.status]}{seen}."
